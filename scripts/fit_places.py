"""Learn `lexicon/where/weights.yaml` from articles with located place names: `python scripts/fit_places.py GOLD.jsonl ... [--folds 5]`.

GOLD: lines {id, text, publisher, toponyms: [{start, end, lat, lon, geonames_id}]}. Every feature gets three weights: of the first pass, of
the later ones (a softmax over the candidates of a name, fitted by maximum likelihood of the right ones), and of the logistic regression
that tells how likely the best candidate lies within 161 km. With `--folds` nothing is written: articles are divided, each part is resolved
with weights fitted on the others, and the figures of all parts together are printed for several thresholds. The same input gives the same
weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import yaml
from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sayso.records import Article, Outlet  # noqa: E402
from sayso.sphere import kilometres  # noqa: E402
from sayso.where.evidence import FEATURES, Home  # noqa: E402
from sayso.where.finder import PlaceFinder  # noqa: E402
from sayso.where.gazetteer import Candidate  # noqa: E402
from sayso.where.resolver import Mention, Ranked, Resolver, Weights  # noqa: E402
from sayso.where.spotter import Spot  # noqa: E402

TABLES = ROOT / "lexicon" / "where"
RIGHT_KM, CLOSE_KM = 161.0, 40.0
ROUNDS = 2
RIDGE, TRUST_RIDGE = 0.02, 0.01
FIRST_GUESS = {"ours": 3.0}
"""Weights that the ridge draws towards instead of zero: names listed by hand outweigh homonyms, of which the articles hold few."""
LISTED = 1.5
"""Added for towns, bases and crossings listed by hand: too few stand in the articles to learn it."""
TRUST_GUESS = {"ours": 1.5}
PULL, TRUST_PULL = 5.0, 10.0
"""How many times as hard the ridge draws towards such a guess."""
WEAKEST = 0.1
"""How hard it draws towards zero, in ridges."""
STEPS = 400
LEARNING_RATE = 0.05
LATE, LATE_RATE = 0.7, 0.2
"""From this share of the steps on they are so much shorter."""
FARTHEST_KM = 20_000.0
"""Distance of a candidate without a point."""
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7)
"""Chances of being right below which a place could be left open; `--folds` prints the figures of each."""
KEPT_RIGHT = 0.7
"""The threshold that is written."""

Toponym = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """One article: its names, the gold for each, and what is known of the outlet."""

    set: str
    mentions: list[Mention]
    gold: list[Toponym]
    home: Home | None


def texts(path: Path, finder: PlaceFinder, blank: Any) -> Iterator[Text]:
    """The articles of one file."""
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        record = json.loads(line)
        text, gold = record["text"], sorted(record["toponyms"], key=lambda item: (item["start"], item["end"]))
        doc = blank.make_doc(text)
        outlet = Outlet(record["publisher"]) if record.get("publisher") else None
        doc._.article = Article("a", text, outlet=outlet)
        spots = [Spot(item["start"], item["end"], "given") for item in gold]
        yield Text(path.stem, finder.mentions(text, spots), gold, finder.homes.of(doc._.article))


def distance(place: Candidate, gold: Toponym) -> float:
    """Kilometres from a candidate to the gold point; 0 for the very GeoNames id."""
    if gold.get("geonames_id") and gold["geonames_id"] == place.gid:
        return 0.0
    if place.lat is None or place.lon is None:
        return FARTHEST_KM
    return kilometres((place.lat, place.lon), (gold["lat"], gold["lon"]))


def examples(found: Sequence[tuple[Text, dict[Mention, Ranked]]]) -> Iterator[tuple[str, Mention, Ranked, Toponym]]:
    """Every located name that has candidates."""
    for text, ranked in found:
        for mention, gold in zip(text.mentions, text.gold, strict=True):
            if gold.get("lat") is not None and mention in ranked:
                yield text.set, mention, ranked[mention], gold


def right(ranked: Ranked, gold: Toponym) -> list[int]:
    """Which candidates are right: the nearest ones, if any lies within the radius that counts."""
    far = [distance(place, gold) for place in ranked.places]
    limit = max(min(far), CLOSE_KM)
    return [number for number, each in enumerate(far) if each <= limit] if limit <= RIGHT_KM else []


def softmax_weights(items: Iterable[tuple[str, Mention, Ranked, Toponym]], sizes: dict[str, float]) -> np.ndarray[Any, Any]:
    """Weights that make the right candidates likely."""
    rows, owner, good, scale = [], [], [], []
    number = 0
    for name, _, ranked, gold in items:
        correct = right(ranked, gold)
        if not correct or len(ranked.places) < 2:
            continue
        rows += ranked.rows
        owner += [number] * len(ranked.rows)
        good += [float(each in correct) for each in range(len(ranked.rows))]
        scale.append(1.0 / sizes[name])
        number += 1
    guess = np.array([FIRST_GUESS.get(name, 0.0) for name in FEATURES])
    x, who, y, share = np.array(rows), np.array(owner), np.array(good), np.array(scale)
    share /= share.mean()

    def gradient(w: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Of the negative log likelihood of the right candidates, and of the ridge."""
        z = x @ w
        top = np.full(number, -np.inf)
        np.maximum.at(top, who, z)
        power = np.exp(z - top[who])
        total, hit = np.bincount(who, power, number), np.bincount(who, power * y, number)
        delta = power / total[who] - power * y / np.maximum(hit, 1e-12)[who]
        found: np.ndarray[Any, Any] = (x.T @ (delta * share[who])) / number + RIDGE * (w - guess) * np.where(guess > 0, PULL, WEAKEST)
        return found

    return descend(gradient, x.shape[1])


def descend(gradient: Any, size: int) -> np.ndarray[Any, Any]:
    """Adam from zero for a fixed number of steps."""
    w, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        g = gradient(w)
        first, second = 0.9 * first + 0.1 * g, 0.999 * second + 0.001 * g * g
        rate = LEARNING_RATE * (1.0 if step < STEPS * LATE else LATE_RATE)
        w = w - rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return w


def trust_weights(items: Iterable[tuple[str, Mention, Ranked, Toponym]], sizes: dict[str, float]) -> np.ndarray[Any, Any]:
    """Weights of the logistic regression: features of the best candidate, the logit of its share, part of a longer name, bias."""
    rows, answers, scale = [], [], []
    for name, mention, ranked, gold in items:
        sure = min(max(ranked.sure, 1e-6), 1 - 1e-6)
        rows.append([*ranked.rows[0], np.log(sure / (1 - sure)), float(mention.part), 1.0])
        answers.append(float(distance(ranked.places[0], gold) <= RIGHT_KM))
        scale.append(1.0 / sizes[name])
    guess = np.array([*(TRUST_GUESS.get(name, 0.0) for name in FEATURES), 0.0, 0.0, 0.0])
    x, y, share = np.array(rows), np.array(answers), np.array(scale)
    share /= share.mean()

    def gradient(w: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Of the negative log likelihood of the answers, and of the ridge."""
        chance = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        found: np.ndarray[Any, Any] = x.T @ ((chance - y) * share) / len(y) + TRUST_RIDGE * (w - guess) * np.where(
            guess > 0, TRUST_PULL, WEAKEST
        )
        return found

    return descend(gradient, x.shape[1])


def fit(given: Sequence[Text], resolver: Resolver) -> Weights:
    """All weights, in rounds: the later passes see the votes of the passes before."""
    sizes = {name: sum(text.set == name for text in given) ** 0.5 for name in {text.set for text in given}}
    nothing = tuple(0.0 for _ in FEATURES)
    weights = Weights(nothing, nothing, nothing, 1.0, 0.0, 0.0, LISTED, 0.0)
    resolver.weights = weights

    def ranked(passes: int) -> list[tuple[str, Mention, Ranked, Toponym]]:
        return list(examples([(text, resolver.rank(text.mentions, text.home, passes)) for text in given]))

    weights = replace(weights, first=tuple(softmax_weights(ranked(1), sizes)))
    resolver.weights = weights
    for passes in (2, *(3 for _ in range(ROUNDS - 1))):
        weights = replace(weights, later=tuple(softmax_weights(ranked(passes), sizes)))
        resolver.weights = weights
    trust = trust_weights(ranked(3), sizes)
    *features, logit, part, bias = map(float, trust)
    return replace(weights, trust=tuple(features), trust_logit=logit, trust_part=part, trust_bias=bias, abstain_below=KEPT_RIGHT)


def written(weights: Weights) -> str:
    """The YAML of the weights."""
    head = [
        "# Weights of the evidence for a candidate: first pass, later passes, trust in the best one. Written by scripts/fit_places.py.",
        'source: "Learned from the development articles of LGL, GeoVirus, TR-News and GeoWebNews"',
        "as_of: 2026-11",
        f"abstain_below: {weights.abstain_below}",
        f"trust: {{logit: {weights.trust_logit:.4f}, part: {weights.trust_part:.4f}, bias: {weights.trust_bias:.4f}, "
        f"listed: {weights.trust_listed}}}",
        "features:",
    ]
    columns = zip(FEATURES, weights.first, weights.later, weights.trust, strict=True)
    return "\n".join([*head, *(f"  {name}: [{one:.4f}, {two:.4f}, {three:.4f}]" for name, one, two, three in columns)]) + "\n"


def judged(given: Sequence[Text], resolver: Resolver) -> Iterator[tuple[str, float, float]]:
    """Set, score and distance of every located name; infinitely far where nothing was found."""
    for text in given:
        found = resolver.resolve(text.mentions, text.home)
        for answer, gold in zip(found, text.gold, strict=True):
            if gold.get("lat") is not None:
                yield text.set, answer.score, distance(answer.place, gold) if answer.place else float("inf")


def show(results: Sequence[tuple[str, float, float]]) -> None:
    """Accuracy of what is kept and the share that is kept, for each set and threshold."""
    for name in sorted({name for name, _, _ in results}):
        own = [(score, far) for each, score, far in results if each == name]
        print(name, len(own))
        for threshold in THRESHOLDS:
            kept = [far for score, far in own if score >= threshold and far != float("inf")]
            near = sum(far <= RIGHT_KM for far in kept) / max(1, len(kept))
            print(f"  from {threshold:.2f}: acc@161 of resolved {near:.3f}, resolved of gold {len(kept) / len(own):.3f}")


def main() -> int:
    """Fit on everything and write, or cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    for layer in ("article", "places"):
        if not Doc.has_extension(layer):
            Doc.set_extension(layer, default=None)
    tables = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in TABLES.glob("*.yaml")}
    finder, blank = PlaceFinder(tables), spacy.blank("en")
    everything = [text for path in given.gold for text in texts(path, finder, blank)]
    if not given.folds:
        (TABLES / "weights.yaml").write_text(written(fit(everything, finder.resolver)), encoding="utf-8")
        return 0
    results: list[tuple[str, float, float]] = []
    for fold in range(given.folds):
        weights = fit([text for number, text in enumerate(everything) if number % given.folds != fold], finder.resolver)
        finder.resolver.weights = replace(weights, abstain_below=0.0)
        results += judged([text for number, text in enumerate(everything) if number % given.folds == fold], finder.resolver)
    show(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
