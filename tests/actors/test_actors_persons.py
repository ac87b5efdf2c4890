"""Surnames alone: which listed person they may mean, on invented persons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.actors.knowledge import Knowledge, Occasion
from sayso.actors.resolve import prepared
from sayso.actors.view import view_of_text

PEOPLE: list[dict[str, Any]] = [
    {
        "id": "per.bran-oster",
        "name": "Bran Oster",
        "weak": ["Oster"],
        "kind": "person",
        "country": "EST",
        "sectors": ["ELI"],
        "offices": [{"office": "president", "sectors": ["GOV"], "start": 1989, "end": 1993}],
    },
    {
        "id": "per.ilo-oster",
        "name": "Ilo Oster",
        "weak": ["Oster"],
        "kind": "person",
        "country": "EST",
        "sectors": ["ELI"],
        "offices": [{"office": "president", "sectors": ["GOV"], "start": 2001, "end": 2009}],
    },
    {
        "id": "per.tavi-zelkan",
        "name": "Tavi Zelkan",
        "aliases": ["Zelkan"],
        "kind": "person",
        "country": "EST",
        "sectors": ["GOV"],
        "offices": [{"office": "foreign minister", "sectors": ["GOV"], "start": 2015}],
    },
    {"id": "med.the-lantern", "name": "The Lantern", "kind": "media", "country": "EST", "sectors": ["JRN"]},
    {"id": "grp.let", "name": "Lightning Tigers", "aliases": ["LiT"], "kind": "armed_group", "country": "EST", "sectors": ["REB"]},
    {
        "id": "grp.pact",
        "name": "Northern Pact",
        "weak": ["the Pact"],
        "beside": ["grp.let"],
        "kind": "alliance",
        "country": "IMG",
        "sectors": ["MIL"],
    },
]


@pytest.fixture(scope="module")
def known(tables: dict[str, Any]) -> Knowledge:
    return Knowledge({**tables, "invented/people": PEOPLE})


def found(known: Knowledge, text: str, day: date | None = None) -> list[str]:
    """Ids of the listed persons and bodies that a text names, countries aside."""
    when = Occasion(known, day)
    view = prepared(view_of_text(text), when)
    chosen = [when.choose(match) for match in view.names]
    return [reading.entry.id for reading in chosen if reading is not None and reading.entry.kind != "country"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Estonia said Oster was wrong", []),  # a surname alone, though the country is named
        ("Oster Lindqvist came to Estonia", []),  # a first name
        ("Oster al-Lindqvist came to Estonia", []),
        ("Mara Oster came to Estonia , then Oster left", []),  # somebody else of that name
        ("Ilo Oster came , then Oster left", ["per.ilo-oster", "per.ilo-oster"]),
        ("then Oster left , and Ilo Oster came", ["per.ilo-oster", "per.ilo-oster"]),
        ("Bran Oster met Ilo Oster ; Oster smiled", ["per.bran-oster", "per.ilo-oster", "per.ilo-oster"]),
        ("Ilo J. Oster came", ["per.ilo-oster"]),
        ("Ilo Oster Jr. came", []),
        ("Latvian president Oster came to Estonia", []),  # the title of another country
        ("Estonian minister Oster came", []),  # a title that nobody of that name held
        ("Zelkan spoke", ["per.tavi-zelkan"]),  # unmistakable
        ("Ada Zelkan spoke , and Zelkan left", []),  # but not beside a namesake
        ("Tavi Zelkan met Ada Zelkan , and Zelkan left", ["per.tavi-zelkan", "per.tavi-zelkan"]),
    ],
)
def test_surname_needs_full_name_or_title(known: Knowledge, text: str, ids: list[str]) -> None:
    assert found(known, text) == ids


@pytest.mark.parametrize(("year", "person"), [(1991, ["per.bran-oster"]), (2005, ["per.ilo-oster"]), (2012, ["per.ilo-oster"]), (1980, [])])
def test_title_chooses_the_holder_of_the_day(known: Knowledge, year: int, person: list[str]) -> None:
    assert found(known, "Estonian president Oster spoke", date(year, 6, 1)) == person


def test_unmistakable_surname_is_not_one_of_before_its_time(known: Knowledge) -> None:
    assert found(known, "Zelkan spoke", date(1999, 1, 1)) == []
    assert found(known, "Tavi Zelkan spoke", date(1999, 1, 1)) == ["per.tavi-zelkan"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the Lantern wrote", ["med.the-lantern"]),
        ("The Lantern wrote", ["med.the-lantern"]),
        ("a Lantern hung there", []),
        ("the lantern hung There", []),
        ("LiT fired", ["grp.let"]),
        ("Lit candles", []),
        ("the Pact spoke", []),
        ("LiT fled , the Pact said", ["grp.let", "grp.pact"]),
    ],
)
def test_names_that_are_common_words(known: Knowledge, text: str, ids: list[str]) -> None:
    assert found(known, text) == ids
