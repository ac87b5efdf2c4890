"""Roles of attributions: from the model's scores to runs of words that are somebody's cue, source or content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from sayso.reader import names

CUE, SOURCE, CONTENT = ROLES = ("CUE", "SOURCE", "CONTENT")
EAGERNESS = 0.5
"""Taken off the score of O before decoding: what is doubtful is rather found, and sifted later by all that is known of it."""

Doc.set_extension("roles", default=None, force=True)


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A run of tokens with one role; numbers count the tokens of the `Doc` (of the window, while it is being read)."""

    role: str
    """One of `ROLES`."""
    first: int
    end: int
    """The token after the last."""
    score: float
    """Mean probability of the role over the words."""
    cue: int | None = None
    """First token of the cue that a source or a content belongs to; null for a cue, and where the window holds none."""
    link: float = 0.0
    """How much of the words' pointing falls on that cue; the rest falls on words that are taken for no cue."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What the role heads say of a text."""

    spans: tuple[RoleSpan, ...]
    """In text order."""
    shares: NDArray[np.float32]
    """(tokens, 3): probability that a token is part of a cue, a source, a content."""


def shares(scores: NDArray[np.float32], tags: tuple[str, ...]) -> NDArray[np.float32]:
    """(W, 3) probabilities of each of `ROLES`, B and I together, from (W, tags) log-probabilities."""
    columns = [[i for i, tag in enumerate(tags) if tag[2:] == role] for role in ROLES]
    return np.stack([np.exp(scores[:, column]).sum(1) for column in columns], axis=1)


def decode(scores: NDArray[np.float32], cues: NDArray[np.float32], tags: tuple[str, ...]) -> list[RoleSpan]:
    """The role spans of one window, in word numbers.

    Args:
        scores: (W, tags) log-probabilities.
        cues: (W, W) scores: row i tells where the cue of word i begins.
        tags: "O", "B-CUE", "I-CUE", … in the order of the columns.
    """
    each = shares(scores, tags)
    eager = scores.copy()
    eager[:, tags.index("O")] -= EAGERNESS
    spans = [RoleSpan(role, first, end, float(each[first:end, ROLES.index(role)].mean())) for first, end, role in names.decode(eager, tags)]
    pointing = {span: _pointing(span, cues) for span in spans if span.role != CUE}
    anchors = [span for span in spans if span.role == CUE]
    return [span if span.role == CUE or not anchors else _linked(span, anchors, pointing[span]) for span in spans]


def _pointing(span: RoleSpan, cues: NDArray[np.float32]) -> NDArray[np.float32]:
    """(W,) how much the words of a span point at each word, all taken together; sums to 1."""
    rows = cues[span.first : span.end]
    rows = np.exp(rows - rows.max(1, keepdims=True))
    mean: NDArray[np.float32] = (rows / rows.sum(1, keepdims=True)).mean(0)
    return mean


def _linked(span: RoleSpan, anchors: Sequence[RoleSpan], pointing: NDArray[np.float32]) -> RoleSpan:
    """A source or content with the cue that its words point at."""
    votes = [float(pointing[anchor.first : anchor.end].sum()) for anchor in anchors]
    best = int(np.argmax(votes))
    return replace(span, cue=anchors[best].first, link=votes[best])
