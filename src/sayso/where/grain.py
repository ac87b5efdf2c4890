"""How exact a place is: the precision codes of ACLED and UCDP by rule, and the radius within which the place meant lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso.where.gazetteer import Candidate
from sayso.where.relations import Relation

POINTS = frozenset(("city", "base", "crossing", "camp", "nuclear", "facility", "airport"))
AREAS = {"admin2": (2, 3, 30.0), "admin1": (3, 4, 100.0)}
"""Kind of area -> ACLED geo_precision, UCDP where_prec, kilometres of half its width."""
WATERS = frozenset(("sea", "strait"))
WIDEST_SPOT = 15.0
"""Kilometres up to which an island, a mountain or a region counts as a spot rather than an area."""
_BESIDE = frozenset(("near", "outskirts", "direction", "between"))
_RADIUS_BESIDE = {"near": 15.0, "outskirts": 10.0, "direction": 40.0, "between": 40.0}
"""Kilometres that a relation without a distance adds to the radius of the place named."""
_OFF_COAST = 60.0
_UCDP_NEAR = 25.0
"""Kilometres up to which UCDP counts a place as near the one named."""
_ASTRAY = 0.25
"""Share of a distance by which the direction given with it may be off."""


@dataclass(frozen=True, slots=True)
class Grain:
    """ACLED geo_precision, UCDP where_prec, kilometres around the point."""

    acled: int | None
    ucdp: int | None
    radius: float | None


NOWHERE = Grain(None, None, None)
COUNTRY = Grain(None, 6, None)


def grain(place: Candidate, relation: Relation, *, within: bool = False) -> Grain:
    """The codes of a place named and its relation to the place meant.

    Args:
        place: the one named.
        relation: that of the one meant to it.
        within: the place only holds the one meant, which the gazetteer lacks: a street of the town.
    """
    if relation.kind == "off":
        return Grain(3, 7, _OFF_COAST)
    if relation.kind == "border":
        return Grain(3, 5, radius(place))
    if place.kind in ("country", "continent"):
        return Grain(3, 5, place.radius) if relation.kind == "part" else COUNTRY
    if place.kind in WATERS:
        return Grain(3, 7, place.radius)
    if place.kind in AREAS:
        acled, ucdp, _ = AREAS[place.kind]
        return Grain(acled, ucdp, radius(place))
    if place.kind in POINTS or (place.radius or WIDEST_SPOT + 1) <= WIDEST_SPOT:
        return _spot(place, relation, within=within)
    return Grain(3, 5, place.radius)


def _spot(place: Candidate, relation: Relation, *, within: bool) -> Grain:
    own = radius(place) or 0.0
    if relation.kind not in _BESIDE:
        return Grain(2, 2, own) if within else Grain(1, 1, own)
    if relation.km is not None and relation.kind == "direction":
        return Grain(2, _ucdp(relation.km), own + _ASTRAY * relation.km)
    if relation.km is not None:
        return Grain(2, _ucdp(relation.km), own + relation.km)
    return Grain(2, 2, own + _RADIUS_BESIDE[relation.kind])


def _ucdp(distance: float) -> int:
    """UCDP where_prec of a place so many kilometres from the one named."""
    return 2 if distance <= _UCDP_NEAR else 4


def radius(place: Candidate) -> float | None:
    """Half-width of a place: as listed, else by its kind; a town's grows with the root of its people."""
    if place.radius is not None:
        return float(place.radius)
    if place.kind in AREAS:
        return AREAS[place.kind][2]
    return round(2.0 + math.sqrt(place.population) / 150.0, 1) if place.kind == "city" else None
