"""Which of the places of one name is meant: passes over the article, each with the answers of the one before.

The first pass ranks the candidates of each name by what they are, the words around the name and the outlet's home; its confident answers
vote. The later passes rank again with those votes: shares of countries and first-level areas in the article and among the names beside,
and distances to the places that the article names otherwise. All mentions of one name get one answer. Weights are learned by
`scripts/fit_places.py`: a softmax over the candidates, then a logistic regression that says how likely the best one is right.
After the two passes of Zhang and Bethard (2023) and the containment and minimality of the Edinburgh geoparser (Grover et al., 2010).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.sphere import kilometres
from sayso.where.evidence import FEATURES, SEAT_PEOPLE, Home, Setting, Votes, gather, is_held
from sayso.where.gazetteer import Candidate, Gazetteer
from sayso.where.grain import AREAS, POINTS
from sayso.where.names import fold

ONE_SPOT = 50.0
"""Kilometres within which candidates count as the same place: a town and the district around it."""
MOST_CANDIDATES = 40
"""How many of a name's candidates the later passes look at."""
PASSES = 3
_VOTE_FROM = 0.3
"""Share of the best candidate from which it votes."""
_BESIDE = 2
"""Names to either side that count as beside a name."""
_SURE = 0.85
"""Score from which a name keeps its own answer beside that of a longer name that begins with it."""
_MOST = 0.8
"""Share of the candidates' weight that lies in one country, from which the country is told where the place is unsure."""
_CHIEF = 0.5
"""Share of an area's people from which its chief town is meant by the name they have in common: "captured Kidal"."""
_ABOUT, _ABOUT_SHARE = 3, 0.15
"""Countries in which a name may be sought by its consonants: how many, and the least share of the votes."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name to resolve, with the one that stands behind it after a comma or in brackets, if any."""

    name: str
    container: str | None = None
    area: bool = False
    """Whether the text calls it an area: "Baghdad province", "Washington state"."""
    part: bool = False
    """Whether the name is only part of a longer one that the gazetteer lacks: it counts where the article names its country otherwise."""
    town: bool = False
    """Whether the text calls it a town: "the city of Arauca"."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention's answer; `place` is null where there is none or no sure one."""

    place: Candidate | None
    score: float
    """0 to 1: how likely the point is right."""
    rule: str
    country: str | None = None
    """ISO 3166-1 alpha-2 where only the country is known."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned numbers of `lexicon/where/weights.yaml`, in the order of `FEATURES`."""

    first: tuple[float, ...]
    later: tuple[float, ...]
    trust: tuple[float, ...]
    trust_logit: float
    trust_part: float
    trust_bias: float
    trust_listed: float
    """What a name of ours speaks for itself: those were chosen by hand because reports mean them."""
    abstain_below: float

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Weights:
        """From the YAML; features that it leaves out weigh nothing."""
        rows = table.get("features", {})
        columns = [tuple(float(rows.get(name, (0.0, 0.0, 0.0))[column]) for name in FEATURES) for column in range(3)]
        trust = table.get("trust", {})
        return cls(
            columns[0], columns[1], columns[2],
            float(trust.get("logit", 1.0)), float(trust.get("part", 0.0)), float(trust.get("bias", 0.0)), float(trust.get("listed", 0.0)),
            float(table.get("abstain_below", 0.0)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of one name in one pass: their features and their shares, the best first."""

    places: list[Candidate]
    rows: list[list[float]]
    shares: list[float]

    @property
    def sure(self) -> float:
        """The share of the best one and of those at the same spot."""
        best = self.places[0]
        return sum(share for place, share in zip(self.places, self.shares, strict=True) if same_spot(best, place))


class Resolver:
    """Resolves all place names of one article together."""

    def __init__(self, gazetteer: Gazetteer, weights: Weights) -> None:
        self._gazetteer = gazetteer
        self.weights = weights

    def resolve(self, mentions: Sequence[Mention], home: Home | None = None) -> list[Resolved]:
        """One answer for each mention, in the same order.

        Args:
            mentions: the names of an article, in text order.
            home: where the outlet is at home, if known.
        """
        distinct = list(dict.fromkeys(mentions))
        ranked = self.rank(mentions, home)
        votes = self._votes(mentions, ranked)
        holding = frozenset(fold(mention.container) for mention in distinct if mention.container)
        answers = {mention: self._answer(mention, ranked.get(mention), votes, holding) for mention in distinct}
        return _one_sense(mentions, answers)

    def rank(self, mentions: Sequence[Mention], home: Home | None, passes: int = PASSES) -> dict[Mention, Ranked]:
        """The candidates of every name that has any, as the last pass orders them."""
        distinct = list(dict.fromkeys(mentions))
        beside = _beside(mentions)
        ranked: dict[Mention, Ranked] = {}
        for number in range(passes):
            votes = self._votes(mentions, ranked) if number else Votes()
            before, ranked = ranked, {}
            for mention in distinct:
                settled = self._setting(mention, votes, _neighbours(beside[mention], before), home)
                known = before[mention].places[:MOST_CANDIDATES] if mention in before else self._known(mention, votes)
                if known:
                    ranked[mention] = self._rank(known, settled, self.weights.later if number else self.weights.first)
        return ranked

    def _known(self, mention: Mention, votes: Votes) -> Sequence[Candidate]:
        """The candidates of a name; where it has none, places with much the same consonants in the countries that the article is about."""
        known = self._gazetteer.everything(mention.name)
        if known:
            kinds = AREAS if mention.area else POINTS if mention.town else frozenset[str]()
            return [place for place in known if place.kind in kinds] or known
        about = sorted({country for country, _ in self._holders(mention.container)})[:_ABOUT]
        about = about or [
            country for country, weight in votes.countries.most_common(_ABOUT) if weight >= _ABOUT_SHARE * votes.countries.total()
        ]
        return [place for country in about for place in self._gazetteer.spelled(mention.name, country)]

    def _setting(self, mention: Mention, votes: Votes, beside: Votes, home: Home | None) -> Setting:
        name = fold(mention.name)
        return Setting(name, mention.area, self._holders(mention.container), votes, beside, home)

    def _rank(self, places: Sequence[Candidate], setting: Setting, weights: tuple[float, ...]) -> Ranked:
        rows = gather(places, [self._gazetteer.is_capital(place) for place in places], setting)
        sums = [sum(map(float.__mul__, row, weights)) for row in rows]
        top = max(sums)
        powers = [math.exp(weight - top) for weight in sums]
        total = sum(powers)
        order = sorted(range(len(places)), key=lambda number: (-sums[number], places[number].id))
        return Ranked([places[n] for n in order], [rows[n] for n in order], [powers[n] / total for n in order])

    def _votes(self, mentions: Sequence[Mention], ranked: Mapping[Mention, Ranked]) -> Votes:
        """The answers so far: each name once, weighted by its share and a little by how often it stands."""
        votes, counts = Votes(), Counter(mentions)
        for mention, found in ranked.items():
            if mention.part or found.shares[0] < _VOTE_FROM:
                continue
            votes.add(fold(mention.name), found.places[0], found.shares[0] * (1.0 + math.log(counts[mention])))
        votes.close()
        return votes

    def trust(self, mention: Mention, found: Ranked, meant: Candidate | None = None) -> float:
        """How likely the best candidate is right, from 0 to 1; `meant` is one at the same spot that is preferred to it."""
        sure = min(max(found.sure, 1e-6), 1 - 1e-6)
        weights = self.weights
        logit = weights.trust_bias + weights.trust_logit * math.log(sure / (1 - sure)) + weights.trust_part * mention.part
        logit += sum(map(float.__mul__, found.rows[0], weights.trust))
        best = meant or found.places[0]
        if best.radius is not None and not best.rank and best.kind in POINTS:
            logit += weights.trust_listed
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))

    def _answer(self, mention: Mention, found: Ranked | None, votes: Votes, holding: frozenset[str]) -> Resolved:
        held_in = {country for country, _ in self._holders(mention.container)}
        if found is None:
            return Resolved(None, 0.0, "unknown", held_in.pop() if len(held_in) == 1 else None)
        best = self._preferred(mention, found, fold(mention.name) in holding)
        score = self.trust(mention, found, best)
        if mention.part and not votes.countries[best.country or ""]:
            return Resolved(None, 0.0, "unknown")
        if score < self.weights.abstain_below or best.lat is None:
            return Resolved(None, score, "unsure", self._country(found, held_in))
        held = is_held(best, self._holders(mention.container))
        rule = "part" if mention.part else "container" if held else "votes" if votes.countries.total() else "prior"
        return Resolved(best, score, rule)

    @staticmethod
    def _preferred(mention: Mention, found: Ranked, holds: bool) -> Candidate:
        """The best candidate; for an area its chief town, for a town an area that the text calls so or that is ours.

        The chief town must lie at the same spot or have a good share of the area's people, and then the article must not name the
        area as what `holds` another place ("Albany, New York").
        """
        best = found.places[0]
        if best.kind in ("admin1", "admin2") and not mention.area and best.radius is None:
            towns = [place for place in found.places if place.kind == "city" and place.country == best.country and place.rank <= 1]
            near = max((town for town in towns if same_spot(best, town)), key=_people, default=None)
            if near and (near.population >= SEAT_PEOPLE or best.kind == "admin2"):
                return near
            chief = max(towns, key=_people, default=None)
            return chief if chief and best.kind == "admin1" and not holds and chief.population >= _CHIEF * best.population > 0 else best
        for place in found.places[1:] if best.kind == "city" else ():
            ours = place.radius is not None and place.kind not in POINTS and not place.rank
            if (
                place.country == best.country
                and ((mention.area and place.kind in AREAS) or ours)
                and (mention.area or same_spot(best, place))
            ):
                return place
        return best

    def _country(self, found: Ranked, held_in: set[str]) -> str | None:
        """The country that holds most of the weight, where the place itself is unsure."""
        if len(held_in) == 1:
            return next(iter(held_in))
        shares: Counter[str] = Counter()
        for place, share in zip(found.places, found.shares, strict=True):
            shares[place.country or ""] += share  # type: ignore[assignment]
        country, share = max(sorted(shares.items()), key=lambda item: item[1])
        return country if country and share > _MOST else None

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


def _people(place: Candidate) -> int:
    return place.population


def same_spot(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates lie so near that either is right for the other."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.id == other.id
    return abs(one.lat - other.lat) < 1 and kilometres((one.lat, one.lon), (other.lat, other.lon)) <= ONE_SPOT


def _beside(mentions: Sequence[Mention]) -> dict[Mention, list[Mention]]:
    """The other names within two names of any place where a mention stands."""
    found: dict[Mention, dict[Mention, None]] = {mention: {} for mention in mentions}
    for number, mention in enumerate(mentions):
        for other in mentions[max(0, number - _BESIDE) : number + _BESIDE + 1]:
            if fold(other.name) != fold(mention.name):
                found[mention][other] = None
    return {mention: list(others) for mention, others in found.items()}


def _neighbours(others: Sequence[Mention], ranked: Mapping[Mention, Ranked]) -> Votes:
    votes = Votes()
    for other in others:
        found = ranked.get(other)
        if found and not other.part and found.shares[0] >= _VOTE_FROM:
            votes.add(other.name, found.places[0], found.shares[0])
    return votes


def _one_sense(mentions: Sequence[Mention], answers: Mapping[Mention, Resolved]) -> list[Resolved]:
    """The answers in text order; a bare name means what the article spelled out once with its container."""
    spelled: dict[str, Resolved] = {}
    for mention, answer in answers.items():
        if mention.container and answer.rule == "container":
            spelled.setdefault(fold(mention.name), replace(answer, rule="one-sense"))
        elif mention.container and answer.country and not answer.place:
            spelled.setdefault(fold(mention.name), answer)
    for mention, answer in answers.items():
        words = fold(mention.name).split()
        if answer.place and answer.place.kind in POINTS:
            for width in range(2, len(words)):  # "San Juan" for the San Juan Chamula named elsewhere in the article
                spelled.setdefault(" ".join(words[:width]), replace(answer, rule="short"))
    return [_meant(mention, answers[mention], spelled.get(fold(mention.name))) for mention in mentions]


def _meant(mention: Mention, own: Resolved, other: Resolved | None) -> Resolved:
    """A mention's own answer, or what its name means elsewhere in the article; a longer name counts only where the short one is unsure."""
    if other is None or mention.container or (other.rule == "short" and own.place is not None and own.score >= _SURE):
        return own
    return other
