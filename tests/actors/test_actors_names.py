from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.actors.entries import entries_of
from sayso.actors.knowledge import Knowledge
from sayso.actors.transliteration import Sounds, atoms, phrase_atoms
from sayso.errors import LexiconError


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kata'ib", "Kataeb"),
        ("Hezbollah", "Hizbullah"),
        ("Hizballah", "Hezbollah"),
        ("Nujaba", "Nujabaa"),
        ("Houthi", "Huthi"),
        ("Hussein", "Husayn"),
        ("Qaeda", "Qa'ida"),
    ],
)
def test_romanisations_share_a_key(tables: dict[str, Any], one: str, other: str) -> None:
    sounds = Sounds(tables["transliteration"])
    keys = [tuple(sounds.key(atom.key) for atom in phrase_atoms(word)) for word in (one, other)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("U.S.", ["us"]),
        ("al-Nujaba", ["al", "nujaba"]),
        ("'s", []),
        ("Türkiye", ["turkiye"]),
        ("-", []),
        (",", [","]),
        ("Sana’a", ["sanaa"]),
    ],
)
def test_atoms(word: str, expected: list[str]) -> None:
    assert [atom.key for atom in atoms(word)] == expected


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("The US told us", ["ctry.USA"]),
        ("Turkey ate turkey", ["ctry.TUR"]),
        ("Kataeb Hezbollah and the Harakat Sabah", ["grp.kitaab-hizbullah", "grp.harakat-al-sabah"]),
        ("North Korea and Korea-based firms", ["ctry.PRK"]),
        ("Who knew the who ?", []),
        ("People 's Republic of China", ["ctry.CHN"]),
        ("Iraq . Dawn Front", ["ctry.IRQ", "grp.dawn-front"]),
        ("Mordor", ["user.mordor"]),
    ],
)
def test_scan(knowledge: Knowledge, text: str, ids: list[str]) -> None:
    assert [match.readings[0].entry.id for match in knowledge.matcher.scan(text.split())] == ids


def test_user_codes_hold_on_their_days(knowledge: Knowledge) -> None:
    assert knowledge.codes_of("user.mordor", date(2012, 12, 1)) == ("MORGOV",)
    assert knowledge.codes_of("user.mordor", date(2020, 1, 1)) == ("MOR",)
    assert knowledge.codes_of("ctry.IRQ", None) == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"a": 1}, "a list of entries is expected"),
        ([{"id": "x"}], "needs a `name`"),
        ([{"name": "X", "start": "soon"}], "not a year"),
        ([{"name": "X", "aliases": {"a": 1}}], "`aliases` must be"),
        ([{"name": "X", "codes": [{"start": 2000}]}], "needs a `code`"),
    ],
)
def test_malformed_entries_name_file_and_field(content: Any, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        list(entries_of({"user/mine": content}))


def test_every_state_has_a_country_code_and_a_source(tables: dict[str, Any]) -> None:
    entries = tables["countries"]
    assert sum(entry["id"].startswith("ctry.") for entry in entries) >= 230
    assert all(len(entry["country"]) == 3 and entry["source"] and entry["as_of"] for entry in entries)
    assert len({entry["id"] for entry in entries}) == len(entries)
