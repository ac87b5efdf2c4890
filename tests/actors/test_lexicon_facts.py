"""The reviewed word lists of actors: complete entries, valid codes, dates in order, and no strong name that means two actors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from anyascii import anyascii

LEXICON = Path(__file__).resolve().parents[2] / "lexicon" / "actors"
FOLDERS = ("bodies", "groups", "parties", "people")
NON_STATE = {"IGO", "NGO", "ISM", "IMG", "MNC", "UNO", "EUR"}
SECTORS = {
    "COP",
    "GOV",
    "JUD",
    "LEG",
    "MIL",
    "PRM",
    "PTY",
    "REB",
    "SPY",
    "UAF",
    "UNK",
    "AGR",
    "BUS",
    "CRM",
    "CVL",
    "EDU",
    "ELI",
    "JRN",
    "LAB",
    "MED",
    "REF",
    "OPP",
    "PRE",
    "REL",
    "SOC",
}
KINDS = {
    "government",
    "ministry",
    "armed_forces",
    "police",
    "legislature",
    "court",
    "intelligence",
    "armed_group",
    "militia",
    "alliance",
    "party",
    "movement",
    "igo",
    "ngo",
    "media",
    "company",
    "body",
    "person",
}
PREFIXES = {"ctry", "terr", "gov", "igo", "ngo", "grp", "pty", "med", "per", "bod"}
REQUIRED = ("id", "name", "kind", "country", "sectors", "source", "as_of")
KNOWN = {"beside", *REQUIRED, "aliases", "weak", "start", "end", "offices"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

WANTED = {"bodies": 200, "groups": 330, "parties": 120, "people/leaders": 250}
"""Folder or file -> entries that it never has fewer of."""


def read(path: Path) -> Any:
    """The content of one YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def tables() -> dict[str, list[dict[str, Any]]]:
    """Stem -> entries of every file of this room's folders."""
    paths = [path for name in FOLDERS for path in sorted((LEXICON / name).glob("*.yaml"))]
    return {path.relative_to(LEXICON).with_suffix("").as_posix(): read(path) for path in paths}


TABLES = tables()
ENTRIES = [(stem, entry) for stem, content in TABLES.items() for entry in content]


def states() -> set[str]:
    """The ISO codes of the country list."""
    return {str(entry["country"]) for entry in read(LEXICON / "countries.yaml") if entry.get("kind") == "country"}


def folded(name: str) -> str:
    """A name without case, accents, punctuation and possessive endings, as a reader would compare it."""
    return re.sub(r"[^a-z0-9]+", " ", anyascii(name).lower().replace("'s", "")).strip()


def first_day(value: Any) -> str:
    """The first day of a date of any precision, as a text that sorts."""
    text = str(value)
    assert DATE.fullmatch(text), text
    return (text + "-01-01")[:10]


def last_day(value: Any) -> str:
    """The last day of a date of any precision; a month counts to its 31st, which sorts rightly."""
    text = str(value)
    assert DATE.fullmatch(text), text
    return text if len(text) == 10 else text + "-12-31"[len(text) - 4 :]


def terms(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The entry itself and its dated offices."""
    yield entry
    yield from entry.get("offices", ())


@pytest.mark.parametrize("stem", sorted(TABLES))
def test_every_entry_is_complete(stem: str) -> None:
    """Required fields, no unknown fields, non-empty distinct texts, a kind and an id prefix we know."""
    for entry in TABLES[stem]:
        missing = [key for key in REQUIRED if entry.get(key) is None]
        assert not missing, (entry, missing)
        assert set(entry) <= KNOWN, (entry["id"], set(entry) - KNOWN)
        assert entry["kind"] in KINDS, entry["id"]
        assert re.fullmatch(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*", entry["id"]), entry["id"]
        assert entry["id"].split(".")[0] in PREFIXES, entry["id"]
        assert re.fullmatch(r"20\d\d-\d\d", str(entry["as_of"])), entry["id"]
        assert len(entry["source"]) > 5, entry["id"]
        for key in ("aliases", "weak"):
            texts = entry.get(key, [])
            assert all(isinstance(text, str) and text == text.strip() and text for text in texts), (entry["id"], texts)
            assert len(set(texts)) == len(texts), (entry["id"], texts)
        assert not set(entry.get("aliases", [])) & set(entry.get("weak", [])), entry["id"]


def test_ids_are_unique() -> None:
    """One id names one entry."""
    counted = Counter(entry["id"] for _, entry in ENTRIES)
    assert not [name for name, count in counted.items() if count > 1]


def test_codes_are_valid() -> None:
    """Countries are ISO alpha-3 or PLOVER non-state codes, sectors are PLOVER sectors; terms of office too."""
    countries = states() | NON_STATE
    for _, entry in ENTRIES:
        for term in terms(entry):
            assert term["country"] in countries, (entry["id"], term["country"])
            assert set(term["sectors"]) <= SECTORS, (entry["id"], term["sectors"])
            assert len(set(term["sectors"])) == len(term["sectors"]), entry["id"]


def test_dates_are_in_order() -> None:
    """A term starts before it ends; nothing starts in the future of its own `as_of`; persons carry their dates in offices."""
    for _, entry in ENTRIES:
        for term in terms(entry):
            start = first_day(term["start"]) if "start" in term else None
            end = last_day(term["end"]) if "end" in term else None
            assert start is None or end is None or start <= end, (entry["id"], start, end)
            assert start is None or start <= last_day(entry["as_of"]), (entry["id"], start)
        for office in entry.get("offices", ()):
            assert all(office.get(key) for key in ("office", "sectors", "start")), entry["id"]


def test_no_strong_name_means_two_actors() -> None:
    """A strong name (the name itself or an alias) belongs to one entry, across all files of the folders."""
    owners: dict[str, set[str]] = {}
    for _, entry in ENTRIES:
        for name in [entry["name"], *entry.get("aliases", [])]:
            owners.setdefault(folded(name), set()).add(entry["id"])
    shared = {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1}
    assert not shared, shared


@pytest.mark.parametrize("part", sorted(WANTED))
def test_there_is_enough(part: str) -> None:
    """No list shrinks unnoticed."""
    found = [entry for stem, entry in ENTRIES if stem == part or stem.startswith(f"{part}/")]
    assert len(found) >= WANTED[part]


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Kataib Hezbollah", "IRQ", "PRM"),
        ("Harakat Hezbollah al-Nujaba", "IRQ", "PRM"),
        ("Islamic Resistance in Iraq", "IRQ", "PRM"),
        ("Axis of Resistance", "IMG", "REB"),
        ("Islamic State", "IMG", "REB"),
        ("Al-Qaeda", "IMG", "REB"),
        ("Tamil Tigers", "LKA", "REB"),
        ("Shining Path", "PER", "REB"),
        ("M23", "COD", "REB"),
        ("Sinaloa Cartel", "MEX", "CRM"),
        ("International Court of Justice", "UNO", "JUD"),
        ("European Parliament", "EUR", "LEG"),
        ("TASS", "RUS", "GOV"),
        ("Reuters", "GBR", "JRN"),
        ("Likud", "ISR", "PTY"),
    ],
)
def test_what_a_strong_name_means(name: str, country: str, sector: str) -> None:
    """Spot checks of names that reports use every day."""
    found = [entry for _, entry in ENTRIES if name in (entry["name"], *entry.get("aliases", []))]
    assert [(entry["country"], entry["sectors"][0]) for entry in found] == [(country, sector)]


@pytest.mark.parametrize(
    ("identity", "day", "office", "country"),
    [
        ("per.antonio-guterres", date(2000, 5, 1), "prime minister", "PRT"),
        ("per.antonio-guterres", date(2019, 5, 1), "secretary-general of the United Nations", "UNO"),
        ("per.vladimir-putin", date(1999, 1, 1), "director of the Federal Security Service", "RUS"),
        ("per.mark-rutte", date(2024, 12, 1), "secretary-general of NATO", "IGO"),
        ("grp.taliban", date(2002, 5, 1), "armed movement", "AFG"),
        ("grp.taliban", date(2022, 6, 1), "de facto government", "AFG"),
    ],
)
def test_offices_follow_the_day(identity: str, day: date, office: str, country: str) -> None:
    """Who held what on a day: exactly one of the offices of these entries."""
    entry = next(entry for _, entry in ENTRIES if entry["id"] == identity)
    wanted = day.isoformat()
    held = [
        (term["office"], term["country"])
        for term in entry["offices"]
        if first_day(term["start"]) <= wanted <= last_day(term.get("end", "9999"))
    ]
    assert held == [(office, country)]
