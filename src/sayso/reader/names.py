"""From scores of BIO tags to spans of entities."""

from __future__ import annotations

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
    before = "O"
    for column in best:
        tag = tags[column]
        if tag.startswith("I-") and before[2:] != tag[2:]:
            return False
        before = tag
    return True


def _viterbi(scores: NDArray[np.float32], tags: tuple[str, ...]) -> NDArray[np.int64]:
    """The most probable consistent sequence of tags."""
    n = len(tags)
    follow = np.array([[0.0 if not b.startswith("I-") or a[2:] == b[2:] else _NEVER for b in tags] for a in tags])  # follow[a, b]
    total = scores[0] + np.array([_NEVER if t.startswith("I-") else 0.0 for t in tags])
    back = np.zeros((len(scores), n), dtype=np.int64)
    for i in range(1, len(scores)):
        reach = total[:, None] + follow
        back[i] = reach.argmax(0)
        total = reach.max(0) + scores[i]
    best = np.zeros(len(scores), dtype=np.int64)
    best[-1] = total.argmax()
    for i in range(len(scores) - 1, 0, -1):
        best[i - 1] = back[i, best[i]]
    return best
