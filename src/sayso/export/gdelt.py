"""Events in the 61 columns of GDELT 2.0's event table: tab-separated, without a header, for programs that read it.

The number of columns is fixed, so that status, footing and voice stand in a second file, ``OUT.voices.tsv``, joined by GlobalEventID. Only
occurred and ongoing events are in both unless others are asked for. What sayso does not know stays empty, never guessed: tone, mentions in
other articles, places of actors. Ethnic and religious codes stay empty by rule.
"""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sayso import data
from sayso.export import csv, describe, whole
from sayso.export.relations import beside, countries
from sayso.export.selection import Selection
from sayso.records import Actor
from sayso.store.details import Detail, Row
from sayso.store.public import UNLISTED

_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    *(f"Actor1{part}" for part in _ACTOR),
    *(f"Actor2{part}" for part in _ACTOR),
    *(
        "IsRootEvent",
        "EventCode",
        "EventBaseCode",
        "EventRootCode",
        "QuadClass",
        "GoldsteinScale",
        "NumMentions",
        "NumSources",
        "NumArticles",
        "AvgTone",
    ),
    *(f"Actor1Geo_{part}" for part in _GEO),
    *(f"Actor2Geo_{part}" for part in _GEO),
    *(f"ActionGeo_{part}" for part in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
VOICES = (
    "GlobalEventID",
    "event",
    "article",
    "status",
    "footing",
    "voice",
    "voice_id",
    "speaker",
    "first_day",
    "last_day",
    "when_precision",
    "place_precision",
    "place_ucdp_precision",
    "place_relation",
    "place_radius_km",
    "geonames_id",
    "plover_type",
    "plover_mode",
    "confidence",
    "manifest",
)
SIDECAR = ".voices.tsv"
COARSE = 3
"""ACLED's geo_precision of a region."""
AREAS = frozenset({"admin1", "admin2"})
"""Kinds of places that are areas, however small."""
_DIGITS = 15
"""Hexadecimal digits of an id that fit into a signed number of 64 bits."""
_ROOTS = ((5, 1), (9, 2), (14, 3), (20, 4))
"""Last CAMEO root of each quad class."""


def write(selection: Selection, out: Path) -> None:
    """Write both files; events without a CAMEO code are counted as left out.

    Raises:
        InputError: they cannot be written.
        UsageError: `out` is a folder.
    """
    account = selection.account
    sidecar = out.with_name(out.name + SIDECAR)
    with (
        whole.new_file(out) as main,
        whole.new_file(sidecar) as other,
        main.open("w", encoding="utf-8", errors="backslashreplace", newline="") as events,
        other.open("w", encoding="utf-8", errors="backslashreplace", newline="") as voices,
    ):
        voices.write("\t".join(VOICES) + "\n")
        for detail in selection.details():
            if not detail.row.cameo:
                account.left_out["without a CAMEO code"] += 1
                continue
            events.write(_line(row(detail), COLUMNS))
            voices.write(_line(beside(detail) | {"GlobalEventID": number(detail.row.id)}, VOICES))
            account.written["events"] += 1


def number(event: str) -> int:
    """GlobalEventID: the digits of the event's id, as far as a number of 64 bits holds them."""
    return int(event.removeprefix("e_")[:_DIGITS], 16)


def row(detail: Detail) -> Row:
    """The cells of one event by their column; missing ones are empty."""
    told = detail.row
    code = told.cameo or ""
    root = code[:2]
    return {
        "GlobalEventID": number(told.id),
        **_date(told.first_day, told.last_day),
        **_actor("Actor1", detail.event.actors),
        **_actor("Actor2", detail.event.recipients),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": root,
        "QuadClass": next((quad for last, quad in _ROOTS if root.isdigit() and int(root) <= last), None),
        "GoldsteinScale": goldstein(code),
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        **_geo(detail),
        "DATEADDED": _added(told.published),
        "SOURCEURL": detail.report.url,
    }


def goldstein(code: str) -> float | None:
    """The Goldstein scale of a CAMEO code: that of the longest entry that begins it."""
    scale = _scale()
    return next((scale[code[:length]] for length in range(len(code), 1, -1) if code[:length] in scale), None)


@functools.cache
def _scale() -> dict[str, float]:
    return {code: float(value) for code, value in data.lexicon("export")["goldstein"]["scale"].items()}


def _date(first: str | None, last: str | None) -> Row:
    """Day, month and year, each only where the interval lies within one: an October is no first of October."""
    if first is None or last is None:
        return {}
    found: Row = {"Year": int(first[:4])} if first[:4] == last[:4] else {}
    if first[:7] == last[:7]:
        found["MonthYear"] = int(first[:7].replace("-", ""))
    if first == last:
        day = date.fromisoformat(first)
        found["Day"] = int(first.replace("-", ""))
        found["FractionDate"] = round(day.year + day.timetuple().tm_yday / (366 if calendar.isleap(day.year) else 365), 4)
    return found


def _actor(prefix: str, mentions: tuple[Any, ...]) -> Row:
    actor: Actor | None = next((mention.actor for mention in mentions if mention.actor is not None), None)
    if actor is None:
        return {}
    country = actor.country or ""
    # Beside a name must stand who says so, and there is no column for it: a person of one report goes without a name here.
    private = actor.kind == "person" and actor.id.startswith(UNLISTED)
    cells: Row = {
        f"{prefix}Code": country + "".join(actor.sectors[:3]) or None,
        f"{prefix}Name": None if private else actor.name.upper(),
        f"{prefix}CountryCode": country if country in countries() else None,
    }
    for place, sector in enumerate(actor.sectors[:3], 1):
        cells[f"{prefix}Type{place}Code"] = sector
    return cells


def _geo(detail: Detail) -> Row:
    """Where it happened; GDELT's country codes are FIPS 10-4.

    Its types are 1 a country, 2 a state of the USA, 3 a town there, 4 a town elsewhere, 5 an area elsewhere: what is no town, area or
    country has the type of what is as exact. Only of a country is the code of the area known: it is the country's own.
    """
    told = detail.row
    if told.lat is None:
        return {}
    country = countries().get(told.place_country or "", {})
    american = told.place_country == "USA"
    if told.place_precision is None:
        kind = 1
    elif told.place_precision >= COARSE or told.place_kind in AREAS:
        kind = 2 if american else 5
    else:
        kind = 3 if american else 4
    names = dict.fromkeys(name for name in (told.place, told.place_admin1, country.get("name")) if name)
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": ", ".join(names),
        "ActionGeo_CountryCode": country.get("fips"),
        "ActionGeo_ADM1Code": country.get("fips") if kind == 1 else None,
        "ActionGeo_Lat": told.lat,
        "ActionGeo_Long": told.lon,
    }


def _added(published: str | None) -> int | None:
    """The moment of publication as YYYYMMDDHHMMSS; GDELT has here when it found the article."""
    if published is None:
        return None
    digits = "".join(character for character in published[:19] if character.isdigit())
    return int(digits.ljust(14, "0"))


def _line(cells: Row, columns: tuple[str, ...]) -> str:
    return "\t".join(_cells(cells, columns)) + "\n"


def _cells(cells: Row, columns: tuple[str, ...]) -> Iterator[str]:
    for column in columns:
        cell = csv.cell(cells.get(column))
        yield describe.plain(cell) if isinstance(cell, str) else str(cell)
