from __future__ import annotations

from datetime import date

import pytest

from sayso.actors import resolve
from sayso.actors.knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("Iraqi police", "IRQ", "COP"),
        ("Iraq's Defense Ministry", "IRQ", "GOV"),
        ("US forces", "USA", "MIL"),
        ("Secretary-General of the al-Sabahiyya Movement", "IRQ", "PRM"),
        ("the rebel Dawn Front force", "SYR", "REB"),
        ("Dawn Front fighters", "SYR", "REB"),
        ("striking teachers", None, "EDU"),
        ("Iranian-backed militia", None, "PRM"),
        ("a disgraced former minister", None, "ELI"),
        ("the Lebanese president's office", "LBN", "GOV"),
        ("Several of the largest trade unions in Denmark", "DNK", "LAB"),
        ("chairman of the company's board", None, "BUS"),
        ("Tehran", "IRN", "GOV"),
        ("TEHRAN", "IRN", "GOV"),
        ("Kyiv police", "UKR", "COP"),
        ("Brazilians", "BRA", None),
        ("ordinary Kazakhs", "KAZ", "CVL"),
        ("Chile's Supreme Court", "CHL", "JUD"),
        ("White House", "USA", "GOV"),
        ("seoul metropolitan police", "KOR", "COP"),
        ("River Basin Council officials", "IGO", "GOV"),
        ("coalition soldiers in Mali", "MLI", "MIL"),
        ("Abkhazia", "GEO", "PRE"),
    ],
)
def test_mentions(knowledge: Knowledge, text: str, country: str | None, sector: str | None) -> None:
    actor = resolve(text, knowledge=knowledge)
    assert actor is not None
    assert (actor.country, actor.sectors[0] if actor.sectors else None) == (country, sector)


@pytest.mark.parametrize("text", ["a cat", "Frank", "a demand", "was, expected", "", "()"])
def test_nothing_is_made_up(knowledge: Knowledge, text: str) -> None:
    assert resolve(text, knowledge=knowledge) is None


@pytest.mark.parametrize(
    ("name", "day", "sectors"),
    [
        ("Edla Varn", date(2012, 5, 1), ("GOV",)),
        ("Edla Varn", date(2014, 12, 31), ("GOV",)),
        ("Edla Varn", date(2016, 5, 1), ("ELI",)),
        ("Edla Varn", date(2019, 5, 1), ("JUD",)),
        ("Edla Varn", date(2001, 5, 1), ()),
        ("Edla Varn", None, ("JUD",)),
        ("Oro Tamme", date(2012, 5, 1), ("LEG",)),
        ("Oro Tamme", date(2020, 5, 1), ("ELI",)),
        ("former minister Edla Varn", date(2012, 5, 1), ("ELI",)),
        ("Ulo Rand", None, ("ELI",)),
        ("minister Ulo Rand", None, ("GOV",)),
    ],
)
def test_offices_have_dates(knowledge: Knowledge, name: str, day: date | None, sectors: tuple[str, ...]) -> None:
    actor = resolve(name, day=day, knowledge=knowledge)
    assert actor is not None
    assert actor.sectors == sectors


def test_context_and_known_country_fill_a_gap(knowledge: Knowledge) -> None:
    for given in ({"context": "a clash in northern Somalia"}, {"known_country": "SOM"}):
        actor = resolve("the National Guard", knowledge=knowledge, **given)  # type: ignore[arg-type]
        assert actor is not None
        assert (actor.country, actor.sectors) == ("SOM", ("MIL",))


def test_weak_names_need_support(knowledge: Knowledge) -> None:
    assert resolve("the Front", knowledge=knowledge) is None or resolve("the Front", knowledge=knowledge).id != "grp.dawn-front"  # type: ignore[union-attr]
    supported = resolve("the Front", context="in Syria", knowledge=knowledge)
    assert supported is not None
    assert supported.id == "grp.dawn-front"


def test_long_input_is_linear(knowledge: Knowledge) -> None:
    assert resolve("al-" * 20_000, knowledge=knowledge) is None
