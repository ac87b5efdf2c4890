"""Days that are none, years beyond the calendar, floods of figures, damaged tables: a clear outcome, and soon."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.errors import LexiconError
from sayso.when import calendars
from sayso.when.tagger import TimeTagger

LEXICON = Path(__file__).parents[2] / "lexicon" / "when"
PUBLISHED = date(2024, 10, 16)


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in LEXICON.glob("*.yaml")}


@pytest.fixture(scope="module")
def tagger(tables: dict[str, Any]) -> TimeTagger:
    return TimeTagger(tables)


@pytest.mark.parametrize(
    "text",
    [
        "On 0000-00-00.",
        "On 31 February it rained.",
        "On February 31, 2023.",
        "On 31/02/2024.",
        "On 29 February 2023.",
        "On 45 Ramadan 1445.",
        "On 31 Esfand 1402.",
        "On 7 Muharram 9999.",
        "On 22 Bahman 99999.",
        "At 25:99 on Monday.",
        "In 99999 BC.",
        "On 99999-01-01.",
        "99999999 centuries from now.",
    ],
)
def test_no_such_day_has_no_interval(tagger: TimeTagger, text: str) -> None:
    assert [(each.start, each.end) for each in tagger.tag(text, PUBLISHED) if each.value is None or "9999" in each.value] in (
        [],
        [(None, None)],
    )


@pytest.mark.parametrize("published", [None, date.min, date.max, date(1000, 1, 1), date(8999, 12, 31)])
def test_every_anchor_is_survived(tagger: TimeTagger, published: date | None) -> None:
    text = (
        "Next Friday, on Friday, last week, 3 centuries ago, 9999 weeks from now, last Oct. 3, Ramadan, Eid al-Fitr, 22 Bahman, the 31st, "
        "next weekend, the last week of March, last winter, a year earlier, the following month, Easter, Dec. 31, two days later."
    )
    assert len(tagger.tag(text, published)) >= 15


@pytest.mark.parametrize("text", ["7 " * 10_000, "3 May " * 5_000, "1/2/" * 10_000, "twenty " * 10_000, "the " * 20_000, "9" * 100_000])
def test_floods_take_linear_time(tagger: TimeTagger, text: str) -> None:
    began = time.process_time()
    tagger.tag(text, PUBLISHED)
    assert time.process_time() - began < 5


def test_missing_tables(tables: dict[str, Any]) -> None:
    assert TimeTagger({}).tag("On 3 May 2001 they met.", PUBLISHED) == ()
    with pytest.raises(LexiconError, match="no word class"):
        TimeTagger({"rules": tables["rules"]})
    without = TimeTagger({"words": tables["words"], "rules": tables["rules"], "holidays": tables["holidays"]})
    assert [each.value for each in without.tag("On 7 Muharram 1446.", PUBLISHED)] == [None]


@pytest.mark.parametrize("entry", ["2024-07-07", "2024-07-07 0101", "2024-13-07 010101010101", "2024-07-07 01010101010x"])
def test_damaged_calendar_is_named(entry: str) -> None:
    with pytest.raises(LexiconError, match="year 1446"):
        calendars.islamic_years({1446: entry})


def test_islamic_months_follow_each_other(tables: dict[str, Any]) -> None:
    years = calendars.islamic_years(tables["hijri"]["islamic_years"])
    ends = [calendars.islamic_month(years, year, month) for year in years for month in range(1, 13)]
    assert all(one and two and (two[0] - one[1]).days == 1 for one, two in pairwise(ends))
    assert calendars.islamic_month(years, 1365, 1) is None


@pytest.mark.parametrize(
    ("year", "month", "number", "expected"),
    [
        (1357, 11, 22, date(1979, 2, 11)),
        (1403, 12, 30, date(2025, 3, 20)),
        (1402, 12, 30, None),
        (1399, 12, 30, date(2021, 3, 20)),
        (1403, 1, 1, date(2024, 3, 20)),
        (1403, 13, 1, None),
        (9999, 1, 1, None),
    ],
)
def test_persian_days(year: int, month: int, number: int, expected: date | None) -> None:
    assert calendars.persian_day(year, month, number) == expected
