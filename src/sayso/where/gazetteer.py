"""The embedded gazetteer: one read-only SQLite file, checked once a process against its sha256."""

from __future__ import annotations

import functools
import hashlib
import json
import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from sayso import data
from sayso.errors import DataError, LexiconError
from sayso.sphere import KM_PER_DEGREE
from sayso.where.names import fold, skeleton, without_article
from sayso.where.sphere import COMPASS

FILE = "gazetteer.sqlite"
DEMONYM = 2
"""`Candidate.rank` of the name of a people."""
_CACHED_NAMES = 50_000
_COLUMNS = "p.id, p.gid, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.population, p.district, p.radius"
_QUERY = f"SELECT {_COLUMNS}, n.rank FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT 200"
_SPELLED = (
    f"SELECT {_COLUMNS}, 1 FROM bones b JOIN place p ON p.id = b.place WHERE b.key = ? AND b.country = ?"
    " ORDER BY p.population DESC, p.id LIMIT 20"
)
_NEEDED = (
    "SELECT district, radius FROM place LIMIT 1",
    "SELECT key FROM bones LIMIT 1",
    "SELECT radius FROM border LIMIT 1",
    "SELECT width FROM box LIMIT 1",
)
"""Each fails on the gazetteer of an older sayso."""
_ALIKE = 0.6
"""Likeness (of difflib) from which two spellings of the same consonants may be one name."""
_OUTWARD = 0.55
"""How far from the middle to the edge "the north" of an area is taken to lie."""
_REACH = 0.6
"""Share of the way from the middle to a corner of an area that its north, southwest, … reach."""
_ROW = tuple[int, int | None, str, int, str | None, str | None, int | None, int | None, int, int | None, int | None, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean."""

    id: int
    """Row of the gazetteer; negative for the user's own places."""
    gid: int | None
    """GeoNames id."""
    name: str
    kind: str
    country: str | None
    """ISO 3166-1 alpha-2."""
    admin1: str | None
    """GeoNames first-level code within the country."""
    lat: float | None
    lon: float | None
    population: int
    rank: int
    """0 where the name asked for is the main one or one of our aliases, 1 for an alternate spelling, 2 for a demonym."""

    district: int | None = None
    """Row of the second-level area."""
    radius: float | None = None
    """Rough half-width in kilometres, where known."""

    @property
    def area(self) -> tuple[str, str] | None:
        """Country and first-level code, where the place has both."""
        return (self.country, self.admin1) if self.country and self.admin1 else None


@functools.cache
def _verified(path: Path, expected: str | None) -> Path:
    """`path`, once its bytes have been compared with the manifest; the work is done once a process."""
    if expected is None:
        raise DataError(f"{path.name}: not listed in {data.MANIFEST}; run `make data` or reinstall sayso")
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error}); reinstall sayso") from error
    if found != expected:
        raise DataError(f"{path}: sha256 is {found[:12]}…, the manifest says {expected[:12]}…; reinstall sayso")
    return path


class Gazetteer:
    """Look-ups by name. `extra` holds the user's own places in the shape of `lexicon/where/places-*.yaml`.

    Raises:
        DataError: the file is missing, altered or no gazetteer.
        LexiconError: one of the user's places is malformed.
    """

    def __init__(self, extra: Sequence[Mapping[str, Any]] = (), path: Path | None = None) -> None:
        target = path or _verified(data.FOLDER / FILE, data.manifest().get(FILE))
        try:
            self._connection = sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            about = dict(self._connection.execute("SELECT key, value FROM meta"))
            self.kinds: list[str] = json.loads(about["kinds"])
            self.iso3: dict[str, str] = json.loads(about["iso3"])
            self.capitals: dict[str, str] = json.loads(about["capitals"])
            for query in _NEEDED:
                self._connection.execute(query).fetchone()
        except (sqlite3.Error, KeyError, ValueError) as error:
            raise DataError(f"{target}: not a gazetteer of sayso ({error}); reinstall sayso") from error
        self._path = target
        self._alpha2 = {iso3: alpha2 for alpha2, iso3 in self.iso3.items()}
        self._extra: dict[str, list[Candidate]] = {}
        for number, entry in enumerate(extra, 1):
            self._add(number, entry)
        self.named = functools.lru_cache(maxsize=_CACHED_NAMES)(self._named)
        self.spelled = functools.lru_cache(maxsize=_CACHED_NAMES)(self._spelled)
        self.district_name = functools.lru_cache(maxsize=_CACHED_NAMES)(self._district_name)
        self.area_name = functools.lru_cache(maxsize=_CACHED_NAMES)(self._area_name)

    def _add(self, number: int, entry: Mapping[str, Any]) -> None:
        try:
            held = [self._alpha2.get(str(code)) for code in entry.get("countries", ())]
            place = Candidate(
                -number, None, str(entry["name"]), str(entry.get("kind", "region")), held[0] if held else None, None,
                float(entry["lat"]), float(entry["lon"]), int(entry.get("population", 0)), 0, None, float(entry.get("radius_km", 5)),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise LexiconError(f"where: a place needs name, lat and lon: {entry!r} ({error})") from error
        for name in [place.name, *entry.get("aliases", ())]:
            self._extra.setdefault(fold(str(name)), []).append(place)

    def candidates(self, name: str, *, peoples: bool = False) -> tuple[Candidate, ...]:
        """Every place that goes by this name as a text writes it, the user's own first, then by population.

        With `peoples`, a demonym gives its country where no place has the name.
        """
        found = self.everything(name)
        places = tuple(place for place in found if place.rank < DEMONYM)
        return places or (found if peoples else ())

    def everything(self, name: str) -> tuple[Candidate, ...]:
        """As `candidates`, and the countries whose people the name means as well: "Spanish" is Spain or a town in Ontario."""
        key = fold(name)
        found = self.named(key)
        if not found and (shorter := without_article(key)) != key:
            found = self.named(shorter)
        return found

    def is_capital(self, place: Candidate) -> bool:
        """Whether a town is the seat of its country's government."""
        return (
            place.kind == "city" and place.country is not None and not place.rank and self.capitals.get(place.country) == fold(place.name)
        )

    def _ask(self, query: str, *values: str | int) -> list[Any]:
        """The rows that a query gives.

        Raises:
            DataError: the file broke off or was exchanged since it was opened.
        """
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise DataError(f"{self._path}: cannot be read ({error}); reinstall sayso") from error

    def _named(self, key: str) -> tuple[Candidate, ...]:
        found = list(self._extra.get(key, ()))
        found += map(self._candidate, self._ask(_QUERY, key))
        return tuple(found)

    def _candidate(self, row: _ROW) -> Candidate:
        number, gid, name, kind, country, admin1, lat, lon, population, district, radius, rank = row
        north, east = (lat / 10_000, lon / 10_000) if lat is not None and lon is not None else (None, None)
        return Candidate(number, gid, name, self.kinds[kind], country, admin1, north, east, population, rank, district, radius)

    def _spelled(self, name: str, country: str) -> tuple[Candidate, ...]:
        """Places of a country (alpha-2) spelled much like this one, where the country's names reach us in many spellings."""
        key = fold(name)
        bones = skeleton(key)
        found = map(self._candidate, self._ask(_SPELLED, bones, country)) if bones else ()
        return tuple(place for place in found if SequenceMatcher(None, key, fold(place.name)).ratio() >= _ALIKE)

    def border(self, one: str, other: str) -> tuple[float, float, float] | None:
        """Latitude and longitude of the middle of a land border and its half-length in kilometres; countries as alpha-2."""
        rows = self._ask("SELECT lat, lon, radius FROM border WHERE one = ? AND other = ?", *sorted((one, other)))
        return (rows[0][0] / 10_000, rows[0][1] / 10_000, float(rows[0][2])) if rows else None

    def part_of(self, place: Candidate, direction: str) -> tuple[float, float, float] | None:
        """A point in the north, the southwest, … of a country or a first-level area, and a radius: by the box around its towns."""
        code = place.admin1 or "" if place.kind == "admin1" else ""
        if place.kind not in ("country", "admin1") or place.lat is None or place.lon is None:
            return None
        rows = self._ask("SELECT height, width FROM box WHERE country = ? AND admin1 = ?", place.country or "", code)
        if not rows:
            return None
        row = rows[0]
        up, right = row[0] / 20_000, row[1] / 20_000  # halves, in degrees
        bearing = math.radians(COMPASS[direction])
        lat, lon = place.lat + _OUTWARD * up * math.cos(bearing), place.lon + _OUTWARD * right * math.sin(bearing)
        radius = KM_PER_DEGREE * _REACH * math.hypot(up, right * math.cos(math.radians(lat)))
        return round(lat, 4), round(lon, 4), round(radius, 1)

    def _district_name(self, number: int) -> str | None:
        """Name of a second-level area, by its row."""
        rows = self._ask("SELECT name FROM place WHERE id = ?", number)
        return str(rows[0][0]) if rows else None

    def _area_name(self, country: str, code: str) -> str | None:
        """Name of a first-level area."""
        # The literal 2, the place of admin1 in KINDS of the build script, is what lets SQLite use the partial index.
        rows = self._ask("SELECT name FROM place WHERE kind = 2 AND country = ? AND admin1 = ?", country, code)
        return str(rows[0][0]) if rows else None
