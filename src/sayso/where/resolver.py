"""Which of the places of one name is meant: two passes over the article.

The first pass ranks each name's candidates by kind, population and the container behind it ("X, Y"); its confident answers vote for
countries and first-level areas. The second pass ranks again with the votes, and every mention of one name in the article gets one answer.
After the two-pass idea of Zhang and Bethard (2023) and the containment and minimality of the Edinburgh geoparser (Grover et al., 2010).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.where.gazetteer import Candidate, Gazetteer
from sayso.where.names import fold

# Weights on one scale: a factor of ten in population counts 1.
_KIND = {"continent": 4.0, "country": 5.0, "admin1": 2.6, "admin2": -0.3, "city": 0.0}
_OURS = 10.5  # reviewed by hand: only a country outweighs them
_ALTERNATE = -1.2
_CAPITAL = 0.8
_SMALLEST_CAPITAL = 10_000
_SEAT = 0.1
_CHIEF_TOWN, _OUTGROWN = 50_000, 12
_CALLED_AREA = 1.5
_HELD = 6.0
_COUNTRY_VOTE, _AREA_VOTE = 2.6, 2.4
_HOME = 0.7
_AREA_OF_DEFAULT_PEOPLE = 4.5
_MARGIN_FOR_VOTE = 0.55


@dataclass(frozen=True, slots=True)
class Mention:
    """A name to resolve, with the one that stands behind it after a comma or in brackets, if any."""

    name: str
    container: str | None = None
    area: bool = False
    """Whether the text calls it an area: "Baghdad province", "Washington state"."""
    part: bool = False
    """Whether the name is only part of a longer one that the gazetteer lacks: it counts where the article names its country otherwise."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention's best candidate, null where there is none, with its share of the weight of all candidates."""

    place: Candidate | None
    score: float
    rule: str
    country: str | None = None
    """ISO 3166-1 alpha-2 of the country the text itself puts an unknown place in."""


Weighed = tuple[float, bool, Candidate]
"""Weight, whether the container holds it, the candidate."""


class Resolver:
    """Resolves all place names of one article together. `home` is the outlet's country (ISO 3166-1 alpha-3), where known."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def resolve(self, mentions: Sequence[Mention], home: str | None = None) -> list[Resolved]:
        """One answer for each mention, in the same order."""
        countries: Counter[str] = Counter()
        areas: Counter[tuple[str, str]] = Counter()
        answers: dict[Mention, Resolved] = {}
        distinct = list(dict.fromkeys(mentions))
        for step in (1, 2):
            answers = {mention: self._best(mention, countries, areas, home, step) for mention in distinct}
            if step == 1:
                for mention in mentions:
                    if mention.part:
                        continue
                    _vote(answers[mention], countries, areas)
        return _one_sense(mentions, answers)

    def _best(self, mention: Mention, countries: Counter[str], areas: Counter[tuple[str, str]], home: str | None, step: int) -> Resolved:
        candidates = self._gazetteer.candidates(mention.name, peoples=True)
        holders = self._holders(mention.container)
        if not candidates:
            held_in = {country for country, _ in holders}
            return Resolved(None, 0.0, "unknown", held_in.pop() if len(held_in) == 1 else None)
        weights: list[Weighed] = []
        for place in candidates:
            weight = self._prior(place)
            held = _held(place, holders)
            weight += _HELD if held else 0.0
            if home and place.country and self._gazetteer.iso3.get(place.country) == home:
                weight += _HOME
            weight += _votes(place, countries, areas)
            if place.kind == "admin1" and mention.area:
                weight += _CALLED_AREA
            weights.append((weight, held, place))
        if not mention.area:
            weights = self._seats_first(weights)
        best = max(weights, key=lambda item: (item[0], -item[2].id))
        total = sum(math.exp(min(weight - best[0], 0.0) * 1.5) for weight, _, _ in weights)
        if mention.part and step == 2 and not countries[best[2].country or ""]:
            return Resolved(None, 0.0, "unknown")
        rule = "part" if mention.part else "container" if best[1] else "votes" if step == 2 and (countries or areas) else "prior"
        return Resolved(best[2], 1 / total, rule)

    def _seats_first(self, weights: list[Weighed]) -> list[Weighed]:
        """A bare name shared by an area and its chief town means the town: the country's capital, or a large one within the area."""
        areas: dict[str, tuple[float, Candidate]] = {}
        for weight, _, place in weights:
            if place.kind == "admin1" and place.country and not place.rank and weight > areas.get(place.country, (-math.inf, place))[0]:
                areas[place.country] = (weight, place)
        return [
            (max(weight, areas[place.country][0] + _SEAT), held, place)
            if place.country in areas and self._is_seat(place, areas[place.country][1])
            else (weight, held, place)
            for weight, held, place in weights
        ]

    def _is_seat(self, town: Candidate, area: Candidate) -> bool:
        if self._gazetteer.is_capital(town):
            return True
        chief = town.kind == "city" and not town.rank and town.area == area.area
        return chief and town.population >= _CHIEF_TOWN and area.population < _OUTGROWN * town.population

    def _prior(self, place: Candidate) -> float:
        weight = math.log10(place.population + 10)
        if place.kind == "admin2":
            weight = _AREA_OF_DEFAULT_PEOPLE
        elif place.kind not in _KIND:
            weight = _OURS
        weight += _KIND.get(place.kind, 0.0) + (_ALTERNATE if place.rank else 0.0)
        if place.population > _SMALLEST_CAPITAL and self._gazetteer.is_capital(place):
            weight += _CAPITAL
        return weight

    def _holders(self, container: str | None) -> frozenset[tuple[str, str | None]]:
        """Countries and areas that a container's name may mean."""
        if not container:
            return frozenset()
        found = [
            place for place in self._gazetteer.candidates(container) if place.kind in ("country", "admin1", "admin2") or place.rank == 0
        ]
        return frozenset(
            (place.country, None if place.kind == "country" else place.admin1) for place in found if place.country and place.kind != "city"
        )


def _one_sense(mentions: Sequence[Mention], answers: Mapping[Mention, Resolved]) -> list[Resolved]:
    """The answers in text order; a bare name means what the article spelled out once with its container."""
    spelled: dict[str, Resolved] = {}
    for mention, answer in answers.items():
        if mention.container and (answer.rule == "container" or answer.country):
            rule = "one-sense" if answer.place else answer.rule
            spelled.setdefault(fold(mention.name), Resolved(answer.place, answer.score, rule, answer.country))
    return [answers[mention] if mention.container else spelled.get(fold(mention.name), answers[mention]) for mention in mentions]


def _held(place: Candidate, holders: frozenset[tuple[str, str | None]]) -> bool:
    if place.country is None or place.kind in ("country", "continent"):
        return False
    if place.kind == "admin1":
        return (place.country, None) in holders
    return (place.country, None) in holders or (place.admin1 is not None and (place.country, place.admin1) in holders)


def _votes(place: Candidate, countries: Counter[str], areas: Counter[tuple[str, str]]) -> float:
    """Support from the rest of the article; a country or an area is not helped by its own name."""
    weight = 0.0
    if place.country and place.kind != "country" and (total := countries.total()):
        weight += _COUNTRY_VOTE * countries[place.country] / total
    if place.area and place.kind not in ("admin1", "country") and (total := areas.total()):
        weight += _AREA_VOTE * areas[place.area] / total
    return weight


def _vote(answer: Resolved, countries: Counter[str], areas: Counter[tuple[str, str]]) -> None:
    place = answer.place
    if place is None or answer.score < _MARGIN_FOR_VOTE or place.country is None:
        return
    countries[place.country] += 1
    if place.area:
        areas[place.area] += 1
