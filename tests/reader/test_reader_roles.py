"""Decoding of the role heads: spans, their cues, and the shares of every word."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sayso.reader.roles import CONTENT, CUE, ROLES, SOURCE, RoleSpan, decode, shares

TAGS = ("O", *(f"{bio}-{role}" for role in ROLES for bio in "BI"))


def scored(*wanted: str, sure: float = 0.9) -> NDArray[np.float32]:
    """Log-probabilities that give each wanted tag `sure` and the others the rest."""
    rest = (1 - sure) / (len(TAGS) - 1)
    return np.log(np.array([[sure if tag == want else rest for tag in TAGS] for want in wanted], dtype=np.float32))


def pointing(size: int, targets: dict[int, int]) -> NDArray[np.float32]:
    """Scores under which each word points at its target."""
    scores = np.zeros((size, size), dtype=np.float32)
    for word, target in targets.items():
        scores[word, target] = 6.0
    return scores


def test_a_source_and_a_content_point_at_their_cue() -> None:
    tags = ("B-SOURCE", "B-CUE", "B-CONTENT", "I-CONTENT", "O")
    found = decode(scored(*tags), pointing(5, {0: 1, 2: 1, 3: 1}), TAGS)
    assert [(span.role, span.first, span.end, span.cue) for span in found] == [(SOURCE, 0, 1, 1), (CUE, 1, 2, None), (CONTENT, 2, 4, 1)]
    assert all(span.score == pytest.approx(0.9 + 0.1 / 6, abs=1e-4) for span in found)
    assert found[0].link > 0.98


def test_of_two_cues_the_one_that_most_words_point_at() -> None:
    tags = ("B-CUE", "B-CONTENT", "I-CONTENT", "I-CONTENT", "B-CUE")
    found = decode(scored(*tags), pointing(5, {1: 0, 2: 4, 3: 4}), TAGS)
    (content,) = [span for span in found if span.role == CONTENT]
    assert content.cue == 4
    assert 0.5 < content.link < 0.8


def test_without_a_cue_nothing_is_linked() -> None:
    assert decode(scored("O", "B-CONTENT"), pointing(2, {}), TAGS) == [
        RoleSpan(CONTENT, 1, 2, pytest.approx(0.9167, abs=1e-3))  # type: ignore[arg-type]
    ]


def test_shares_add_up_b_and_i() -> None:
    found = shares(scored("I-CUE", "O", sure=0.7), TAGS)
    assert found.shape == (2, len(ROLES))
    assert found[0] == pytest.approx([0.75, 0.1, 0.1], abs=1e-5)
    assert found[1] == pytest.approx([0.1, 0.1, 0.1], abs=1e-5)
