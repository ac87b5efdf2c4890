"""What speaks for one candidate of a name: its own kind and size, the words around it, the rest of the article, the outlet's home.

Every feature is a number, mostly between 0 and 1; `FEATURES` fixes their order, `lexicon/where/weights.yaml` gives their weights.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.where.gazetteer import DEMONYM, Candidate
from sayso.where.sphere import flat_km

FEATURES = (
    "continent", "country", "admin1", "admin2", "city", "ours", "airfield", "demonym", "alternate",
    "people", "area_people", "share", "largest", "capital", "seat", "outdone",
    "called_area", "called_town", "held", "unheld",
    "same_country", "same_area", "near", "nearby", "beside_country", "beside_area",
    "home_country", "home_area", "home_near", "home_far", "wide_country",
)  # fmt: skip
"""`outdone`: an area whose chief town bears its name; `beside_…`: named within two names; `home_…`: of a local outlet, `wide_…`: of a
national one."""

_OURS = FEATURES.index("ours")
NEAR, NEARBY = 60.0, 400.0
"""Scales in kilometres by which the pull of other places falls off."""
_OUT_OF_REACH = 6
"""So many times the wider scale away, a place pulls no more."""
MOST_ANCHORS = 30
"""Points of an article that pull on the candidates of a name: the weightiest."""
_AREA_WEIGHT = 0.5
"""An area pulls from its middle, which may be far from what is meant: it counts as half a town."""
SEAT_PEOPLE, _OUTGROWN = 50_000, 12
"""People from which a town is the seat of the area of its name, and how many times as many the area may have."""
_UNCOUNTED = 1_000
"""Added to the people of every candidate, so that one of whom nobody has counted any keeps a chance."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet is at home: ISO 3166-1 alpha-2, first-level code, point."""

    country: str
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    local: bool = False


@dataclass(slots=True)
class Votes:
    """What the confident answers for the other names of an article say: weights of countries, first-level areas, and points."""

    countries: Counter[str] = field(default_factory=Counter)
    areas: Counter[tuple[str, str]] = field(default_factory=Counter)
    anchors: list[tuple[str, float, float, float]] = field(default_factory=list)
    """Name, latitude, longitude, weight; the weightiest first."""
    own: dict[str, list[tuple[str | None, tuple[str, str] | None, float]]] = field(default_factory=dict)
    """What each name gave itself, which does not count for it."""

    def add(self, name: str, place: Candidate, weight: float) -> None:
        """Count one answer; `name` is the folded name that it is for."""
        if place.country:
            self.countries[place.country] += weight  # type: ignore[assignment]
        if place.area:
            self.areas[place.area] += weight  # type: ignore[assignment]
        self.own.setdefault(name, []).append((place.country, place.area, weight))
        if place.kind not in ("country", "continent") and place.lat is not None and place.lon is not None:
            self.anchors.append((name, place.lat, place.lon, weight * (_AREA_WEIGHT if place.kind == "admin1" else 1.0)))

    def close(self) -> None:
        """Keep only the weightiest anchors, so that a long article costs no more for each name than a short one."""
        self.anchors = sorted(self.anchors, key=lambda anchor: -anchor[3])[:MOST_ANCHORS]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all candidates of one name in one article."""

    name: str
    """The name, folded."""
    area: bool
    """Whether the text calls it an area."""
    holders: frozenset[tuple[str, str | None]]
    """Countries, and first-level areas of theirs, that the name behind it may mean."""
    votes: Votes
    """Of the whole article."""
    beside: Votes
    """Of the names beside it."""
    home: Home | None


def gather(candidates: Sequence[Candidate], capitals: Sequence[bool], setting: Setting) -> list[list[float]]:
    """One row of `FEATURES` for each candidate of a name; `capitals` says which of them are capitals of countries."""
    total = sum(place.population + _UNCOUNTED for place in candidates)
    largest = max(place.population for place in candidates)
    seats = _seats(candidates, capitals)
    countries, areas = _without_own(setting.votes, setting.name)
    rows = []
    for place, capital in zip(candidates, capitals, strict=True):
        itself = _itself(place)
        part = 0.0 if itself[_OURS] else math.log10((place.population + _UNCOUNTED) / total)  # seas and regions have no people of their own
        row = [*itself, part, float(place.population == largest > 0), float(capital)]
        row += [float(place in seats[0]), float(place in seats[1])]
        row += _around(place, setting)
        row += _rest(place, setting, countries, areas)
        row += _home(place, setting)
        rows.append(row)
    return rows


def _itself(place: Candidate) -> list[float]:
    kind, size = place.kind, math.log10(place.population + 10)
    ours = kind not in ("continent", "country", "admin1", "admin2", "city", "airport")
    flags = [kind == "continent", kind == "country", kind == "admin1", kind == "admin2", kind == "city", ours, kind == "airport"]
    flags += [place.rank == DEMONYM, place.rank == 1]
    return [*map(float, flags), size if kind == "city" else 0.0, size if kind == "admin1" else 0.0]


def _seats(candidates: Sequence[Candidate], capitals: Sequence[bool]) -> tuple[set[Candidate], set[Candidate]]:
    """Towns that are the seat of an area or a country of the same name, and those areas."""
    wide = [place for place in candidates if place.kind == "admin1" and not place.rank]
    seats, outdone = set(), set()
    for area in wide:
        for place, capital in zip(candidates, capitals, strict=True):
            if place.kind == "city" and place.country == area.country and not place.rank:
                chief = place.area == area.area and place.population >= SEAT_PEOPLE and area.population < _OUTGROWN * place.population
                if capital or chief:
                    seats.add(place)
                    outdone.add(area)
    return seats, outdone


def _around(place: Candidate, setting: Setting) -> list[float]:
    wide = place.kind in ("admin1", "admin2")
    held = is_held(place, setting.holders)
    unheld = bool(setting.holders) and not held
    return [float(setting.area and wide), float(setting.area and place.kind == "city"), float(held), float(unheld)]


def _rest(place: Candidate, setting: Setting, countries: Counter[str], areas: Counter[tuple[str, str]]) -> list[float]:
    """Votes and distances; a country or an area is not helped by what lies in it being named, only by what names it otherwise."""
    same_country = countries[place.country] / countries.total() if place.country and countries.total() > 0 else 0.0
    same_area = areas[place.area] / areas.total() if place.area and areas.total() > 0 else 0.0
    near, nearby = pulls(place, setting.votes, setting.name)
    beside_countries, beside_areas = setting.beside.countries, setting.beside.areas
    beside_country = beside_countries[place.country] / max(1.0, beside_countries.total()) if place.country else 0.0
    beside_area = beside_areas[place.area] / max(1.0, beside_areas.total()) if place.area else 0.0
    return [same_country, same_area, near, nearby, beside_country, beside_area]


def _without_own(votes: Votes, name: str) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    countries, areas = votes.countries.copy(), votes.areas.copy()
    for country, area, weight in votes.own.get(name, ()):
        if country:
            countries[country] = max(0.0, countries[country] - weight)  # type: ignore[assignment]
        if area:
            areas[area] = max(0.0, areas[area] - weight)  # type: ignore[assignment]
    return countries, areas


def pulls(place: Candidate, votes: Votes, name: str) -> tuple[float, float]:
    """How strongly other places of the article draw a candidate to them, at close and at middle range; grows with the logarithm."""
    if place.lat is None or place.lon is None or place.kind in ("country", "continent"):
        return 0.0, 0.0
    shrink = math.cos(math.radians(place.lat))
    close = middle = 0.0
    for other, lat, lon, weight in votes.anchors:
        if other == name:
            continue
        distance = flat_km(place.lat, place.lon, lat, lon, shrink)
        if distance < _OUT_OF_REACH * NEARBY:
            close += weight * math.exp(-distance / NEAR)
            middle += weight * math.exp(-distance / NEARBY)
    return math.log1p(close), math.log1p(middle)


def _home(place: Candidate, setting: Setting) -> list[float]:
    home = setting.home
    row = [0.0] * 5
    if home and home.local:
        row[0] = float(place.country == home.country)
        row[1] = float(place.area is not None and place.area == (home.country, home.admin1))
        row[2], row[3] = _nearness(place, home, NEAR), _nearness(place, home, NEARBY)
    elif home:
        row[4] = float(place.country == home.country)
    return row


def _nearness(place: Candidate, home: Home, scale: float) -> float:
    if place.lat is None or place.lon is None or home.lat is None or home.lon is None or place.kind in ("country", "continent"):
        return 0.0
    return math.exp(-flat_km(place.lat, place.lon, home.lat, home.lon, math.cos(math.radians(place.lat))) / scale)


def is_held(place: Candidate, holders: frozenset[tuple[str, str | None]]) -> bool:
    """Whether a place lies in one of the countries or areas that the name behind it may mean."""
    if place.country is None or place.kind in ("country", "continent"):
        return False
    if place.kind == "admin1":
        return (place.country, None) in holders
    return (place.country, None) in holders or (place.admin1 is not None and (place.country, place.admin1) in holders)
