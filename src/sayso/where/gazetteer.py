"""The embedded gazetteer: one read-only SQLite file, checked once a process against its sha256."""

from __future__ import annotations

import functools
import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso import data
from sayso.errors import DataError, LexiconError
from sayso.where.names import fold, without_article

FILE = "gazetteer.sqlite"
DEMONYM = 2
_CACHED_NAMES = 50_000
_QUERY = (
    "SELECT p.id, p.gid, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.population, n.rank"
    " FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT 200"
)


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
        except (sqlite3.Error, KeyError, ValueError) as error:
            raise DataError(f"{target}: not a gazetteer of sayso ({error}); reinstall sayso") from error
        self._alpha2 = {iso3: alpha2 for alpha2, iso3 in self.iso3.items()}
        self._extra: dict[str, list[Candidate]] = {}
        for number, entry in enumerate(extra, 1):
            self._add(number, entry)
        self.named = functools.lru_cache(maxsize=_CACHED_NAMES)(self._named)
        self.area_name = functools.lru_cache(maxsize=_CACHED_NAMES)(self._area_name)

    def _add(self, number: int, entry: Mapping[str, Any]) -> None:
        try:
            held = [self._alpha2.get(str(code)) for code in entry.get("countries", ())]
            place = Candidate(
                -number, None, str(entry["name"]), str(entry.get("kind", "region")), held[0] if held else None, None,
                float(entry["lat"]), float(entry["lon"]), int(entry.get("population", 0)), 0,
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise LexiconError(f"where: a place needs name, lat and lon: {entry!r} ({error})") from error
        for name in [place.name, *entry.get("aliases", ())]:
            self._extra.setdefault(fold(str(name)), []).append(place)

    def candidates(self, name: str, *, peoples: bool = False) -> tuple[Candidate, ...]:
        """Every place that goes by this name as a text writes it, the user's own first, then by population.

        With `peoples`, a demonym gives its country where no place has the name.
        """
        key = fold(name)
        found = self.named(key)
        if not found and (shorter := without_article(key)) != key:
            found = self.named(shorter)
        places = tuple(place for place in found if place.rank < DEMONYM)
        return places or (found if peoples else ())

    def is_capital(self, place: Candidate) -> bool:
        """Whether a town is the seat of its country's government."""
        return (
            place.kind == "city" and place.country is not None and not place.rank and self.capitals.get(place.country) == fold(place.name)
        )

    def _named(self, key: str) -> tuple[Candidate, ...]:
        found = list(self._extra.get(key, ()))
        for number, gid, name, kind, country, admin1, lat, lon, population, rank in self._connection.execute(_QUERY, (key,)):
            north, east = (lat / 10_000, lon / 10_000) if lat is not None and lon is not None else (None, None)
            found.append(Candidate(number, gid, name, self.kinds[kind], country, admin1, north, east, population, rank))
        return tuple(found)

    def _area_name(self, country: str, code: str) -> str | None:
        """Name of a first-level area."""
        # The literal 2 (KINDS of the build script) is what lets SQLite use the partial index.
        row = self._connection.execute("SELECT name FROM place WHERE kind = 2 AND country = ? AND admin1 = ?", (country, code)).fetchone()
        return str(row[0]) if row else None
