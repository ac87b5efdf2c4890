"""Is an attribution of confidence .8 right eight times in ten?

`python eval/confidence.py --data ../shared/data` prints the reliability table on PolNeAR's development articles. With `--fit` the weights
are first fitted on those articles of the training side that the model has not been trained on (`held_out`),
and `lexicon/attribution/confidence.yaml` is rewritten; compile the lexicon afterwards.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

import sayso
from sayso.attribution.attributor import Attributor
from sayso.attribution.confidence import FEATURES, features, held_out
from sayso.attribution.draft import Draft
from sayso.attribution.tree import Tree
from sayso.intake import article_from_text
from sayso.pipeline import annotate

WEIGHTS = Path(__file__).parents[1] / "lexicon" / "attribution" / "confidence.yaml"
ENOUGH = 0.5
"""Likeness from which a candidate is the gold's."""
RIDGE = 2.0
STEPS = 30
"""Steps of the fit: it has settled long before."""
Judged = tuple[NDArray[np.float64], bool]
"""The features of a candidate, and whether gold has it."""


def held_articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of the training side that trained nothing."""
    return (row for row in map(json.loads, path.open(encoding="utf8")) if held_out(row["id"]))


def judged(rows: Iterator[dict[str, Any]]) -> tuple[list[Judged], list[float], int]:
    """Every candidate of the articles with its verdict, its confidence now, and the number of gold attributions."""
    nlp = sayso.load()
    attributor = nlp.get_pipe("attribution")
    assert isinstance(attributor, Attributor)
    found: list[Judged] = []
    now: list[float] = []
    total = 0
    for row in rows:
        doc = annotate(nlp, article_from_text(row["text"]))
        tree, drafts = attributor.candidates(doc)
        gold = [tuple(_tokens(tree, one[role]) for role in ("source", "cue", "content")) for one in row["attributions"]]
        total += len(gold)
        open_ones = [draft for draft in drafts if draft.content and not _nested_in_gold(draft, gold)]
        right = _matched(open_ones, gold)
        found += [(features(tree, draft, doc._.roles), id(draft) in right) for draft in open_ones]
        now += [draft.confidence for draft in open_ones]
    return found, now, total


def _tokens(tree: Tree, pieces: list[list[int]]) -> frozenset[int]:
    return frozenset(at for start, end in pieces for at in tree.tokens(start, end) if not tree.is_space(at))


def _nested_in_gold(draft: Draft, gold: list[tuple[frozenset[int], ...]]) -> bool:
    """Whether a candidate stands inside a gold content: the corpus does not annotate those."""
    inner = set(draft.cue_words) | draft.content
    return bool(draft.cue_words) and any(inner < content for _, _, content in gold)


def _matched(drafts: list[Draft], gold: list[tuple[frozenset[int], ...]]) -> set[int]:
    """Ids of the candidates that gold has: half of the content in common and a word of the source, one to one, the likest first."""
    scored = []
    for i, draft in enumerate(drafts):
        for j, (source, _, content) in enumerate(gold):
            both = len(draft.content & content)
            likeness = both / (len(draft.content) + len(content) - both) if both else 0.0
            if likeness >= ENOUGH and (source & set(draft.source) or not (source or draft.source)):
                scored.append((-likeness, i, j))
    right: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in right and j not in right.values():
            right[i] = j
    return {id(drafts[i]) for i in right}


def fit(found: Sequence[Judged]) -> NDArray[np.float64]:
    """Weights by iteratively reweighted least squares with a small ridge."""
    x, y = np.array([one for one, _ in found]), np.array([float(two) for _, two in found])
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, x.T @ (y - p) - RIDGE * weights)
    return weights


def shares(found: Sequence[Judged], weights: NDArray[np.float64]) -> list[float]:
    """The confidences that weights give."""
    return [float(1 / (1 + np.exp(-(one @ weights)))) for one, _ in found]


def write(path: Path, names: Sequence[str], weights: NDArray[np.float64], **more: float) -> None:
    """Rewrite the weights of a list, and what else is given; its other entries and the comments at its head stay."""
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))
    kept |= {**more, "weights": {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}}
    head = "".join(line for line in path.open(encoding="utf-8") if line.startswith("#"))
    path.write_text(head + yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")


def best_floor(found: Sequence[Judged], weights: NDArray[np.float64], total: int) -> float:
    """The threshold of the highest F1, which for calibrated confidences is half of that F1 (Lipton, Elkan and Narayanaswamy, 2014)."""
    p = 1 / (1 + np.exp(-np.array([one for one, _ in found]) @ weights))
    y = np.array([two for _, two in found])

    def f1(floor: float) -> float:
        return float(2 * y[p >= floor].sum() / ((p >= floor).sum() + total))

    return round(max(f1(step / 50) for step in range(5, 45)) / 2, 2)


def table(confidences: list[float], right: list[bool]) -> list[str]:
    """The reliability table as lines, and the mean distance of confidence and share right (ECE)."""
    p, y = np.array(confidences), np.array(right, dtype=float)
    lines = [f"{'confidence':<14}{'number':>8}{'mean':>8}{'right':>8}"]
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            lines.append(f"{low:.1f} to {low + 0.1:.1f}{'':<4}{inside.sum():>8}{p[inside].mean():>8.2f}{y[inside].mean():>8.2f}")
            error += inside.sum() / len(p) * abs(p[inside].mean() - y[inside].mean())
    return [*lines, f"expected calibration error {error:.3f}"]


def main() -> None:
    """Fit where asked, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    args = parser.parse_args()
    folder = args.data / "attribution"
    if args.fit:
        found, _, total = judged(held_articles(folder / "attribution-train.jsonl"))
        weights = fit(found)
        floor = best_floor(found, weights, total)
        write(WEIGHTS, FEATURES, weights, floor=floor)
        print(f"fitted on {len(found)} candidates; floor {floor}")
        print("\n".join(table(shares(found, weights), [two for _, two in found])))
        return
    found, now, _ = judged(map(json.loads, (folder / "attribution-dev.jsonl").open(encoding="utf8")))
    print("\n".join(table(now, [two for _, two in found])))


if __name__ == "__main__":
    main()
