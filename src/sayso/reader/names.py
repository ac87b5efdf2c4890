"""From scores of BIO tags to spans of entities."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9


def decode(scores: NDArray[np.float32], tags: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """(first word, word after the last, type) of each entity of a window.

    Args:
        scores: (W, tags) log-probabilities.
        tags: "O", "B-PER", "I-PER", … in the order of the columns.
    """
    best = scores.argmax(1)
    if not _consistent(best, tags):
        best = _viterbi(scores, tags)
    spans: list[tuple[int, int, str]] = []
    for i, column in enumerate(best):
        tag = tags[column]
        if tag.startswith("B-"):
            spans.append((i, i + 1, tag[2:]))
        elif tag != "O":
            first, _, kind = spans[-1]
            spans[-1] = (first, i + 1, kind)
    return spans


def _consistent(best: NDArray[np.int64], tags: tuple[str, ...]) -> bool:
    """Whether every I follows a B or an I of its type."""
    kinds = np.array([0, *_kinds(tags)])  # the word before the first one has no type
    inner = np.array([tag.startswith("I-") for tag in tags])
    before = np.concatenate([[0], best[:-1] + 1])
    return bool((~inner[best] | (kinds[best + 1] == kinds[before])).all())


@functools.cache
def _kinds(tags: tuple[str, ...]) -> list[int]:
    """The number of each tag's type; 0 for O."""
    types = sorted({tag[2:] for tag in tags if tag != "O"})
    return [0 if tag == "O" else types.index(tag[2:]) + 1 for tag in tags]


@functools.cache
def _inner(tags: tuple[str, ...]) -> list[tuple[int, int]]:
    """The columns of each I and of its B, the only two that may stand before the I."""
    return [(i, tags.index("B" + tag[1:])) for i, tag in enumerate(tags) if tag.startswith("I-")]


def _viterbi(scores: NDArray[np.float32], tags: tuple[str, ...]) -> NDArray[np.int64]:
    """The most probable consistent sequence of tags.

    Only an I asks what stands before it, so one maximum a word serves all other tags (in plain numbers: arrays of so few columns cost more
    in calls than in sums).
    """
    inner = _inner(tags)
    rows = scores.tolist()
    total = rows[0]
    for column, _ in inner:
        total[column] += _NEVER
    back: list[tuple[int, list[int]]] = []
    for row in rows[1:]:
        likeliest = total.index(max(total))
        reach = total[likeliest]
        following = [reach + score for score in row]
        chosen = []
        for inside, beginning in inner:
            best = beginning if total[beginning] >= total[inside] else inside
            following[inside] = total[best] + row[inside]
            chosen.append(best)
        back.append((likeliest, chosen))
        total = following
    place = {column: i for i, (column, _) in enumerate(inner)}
    path = [total.index(max(total))]
    for likeliest, chosen in reversed(back):
        at = place.get(path[-1])
        path.append(likeliest if at is None else chosen[at])
    return np.array(path[::-1], dtype=np.int64)
