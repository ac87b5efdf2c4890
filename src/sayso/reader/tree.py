"""From scores of heads to a tree: every word one head, one root, no circle (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_NEVER = np.float32(-1e9)


def decode(scores: NDArray[np.float32]) -> list[int]:
    """The best tree of one sentence.

    Args:
        scores: (n, n + 1): row i scores the heads of word i; column 0 is the root, column j + 1 is word j.

    Returns:
        The head of each word as a column: 0 for the one root, j + 1 for word j.
    """
    n = len(scores)
    scores = scores.astype(np.float32, copy=True)
    scores[np.arange(n), np.arange(1, n + 1)] = _NEVER
    heads = scores.argmax(1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) == 1 and not _circle(heads):
        return [int(h) for h in heads]
    best = int(scores[:, 0].argmax()) if len(roots) == 0 else int(roots[scores[roots, 0].argmax()])
    others = np.arange(n) != best
    scores[others, 0] = _NEVER
    scores[best, 1:] = _NEVER
    full = np.full((n + 1, n + 1), _NEVER, dtype=np.float32)  # full[dependent, head], the root being node 0
    full[1:, :] = scores
    return [int(h) for h in _edmonds(full)[1:]]


def is_tree(heads: Sequence[int]) -> bool:
    """Whether the heads of one sentence's words (a root's is its own index) make one tree: one root, no circle."""
    columns = [0 if head == i else head + 1 for i, head in enumerate(heads)]
    return columns.count(0) == 1 and not _circle(columns)


def _circle(heads: NDArray[np.int64] | Sequence[int]) -> list[int]:
    """The columns on one circle of `heads`, or nothing."""
    state = [0] * (len(heads) + 1)  # 0 new, 1 on the path, 2 done
    state[0] = 2
    for start in range(1, len(state)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node - 1])
        if state[node] == 1:
            return path[path.index(node) :]
        for done in path:
            state[done] = 2
    return []


def _edmonds(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Heads of the maximum spanning arborescence rooted in node 0; `scores[dependent, head]`. Entry 0 of the result is meaningless."""
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    circle = _circle(heads[1:])
    if not circle:
        return heads
    n = len(scores)
    inside = np.zeros(n, dtype=bool)
    inside[circle] = True
    outside = np.flatnonzero(~inside)
    ring = np.array(circle)
    weight = scores[ring, heads[ring]]
    # The circle becomes one node, the last of a smaller graph.
    m = len(outside)
    small = np.full((m + 1, m + 1), _NEVER, dtype=np.float32)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(ring, outside)] - weight[:, None]
    small[m, :m] = into.max(0) + weight.sum()
    enters = ring[into.argmax(0)]
    out = scores[np.ix_(outside, ring)]
    small[:m, m] = out.max(1)
    leaves = ring[out.argmax(1)]
    small[np.arange(m + 1), np.arange(m + 1)] = _NEVER
    solved = _edmonds(small)
    result: NDArray[np.int64] = heads.copy()
    for i in range(m):
        result[outside[i]] = leaves[i] if solved[i] == m else outside[solved[i]]
    result[enters[solved[m]]] = outside[solved[m]]
    return result
