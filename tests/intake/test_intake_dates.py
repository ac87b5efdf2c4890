from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sayso.intake import dates
from sayso.intake.dates import read_stamp


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2024-03-21", "2024-03-21"),
        ("2024/03/21", "2024-03-21"),
        ("20240321", "2024-03-21"),
        ("20240321T235800Z", "2024-03-21T23:58:00+00:00"),
        ("2023-11-08T20:18:44.000+02:00", "2023-11-08T20:18:44+02:00"),
        ("21 Mar 2024 23:58", "2024-03-21"),
        ("21 Mar 2024 23:58 GMT", "2024-03-21T23:58:00+00:00"),
        ("March 21, 2024", "2024-03-21"),
        ("21st of March 2024", "2024-03-21"),
        ("Thu, 21 Mar 2024 23:58:00 +0300", "2024-03-21T23:58:00+03:00"),
        ("Thu Mar 21 23:58:00 +0000 2024", "2024-03-21T23:58:00+00:00"),
        ("Published: Thursday, 21 March 2024 at 23:58 UTC", "2024-03-21T23:58:00+00:00"),
        ("9:05 PM ET, April 3, 2014", "2014-04-03T21:05:00-04:00"),
        ("April 3, 2014, 9 a.m. CST", "2014-04-03"),
        ("Mar 21, 2024 | Updated Mar 22, 2024", "2024-03-21"),
        ("21/03/2024", "2024-03-21"),
        ("3/21/2024", "2024-03-21"),
        ("04.04.2024", "2024-04-04"),
    ],
)
def test_common_forms(words: str, value: str) -> None:
    assert read_stamp(words).value == value


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (None, dates.NO_DATE),
        ("  ", dates.NO_DATE),
        ("04/05/2024", dates.AMBIGUOUS),
        ("31 Feb 2024", dates.IMPOSSIBLE),
        ("0000-00-00", dates.IMPOSSIBLE),
        ("9999-01-01", dates.IMPOSSIBLE),
        ("9 December", dates.NO_YEAR),
        ("12/31/99", dates.NO_YEAR),
        ("May 2024", dates.UNREADABLE),
        ("yesterday", dates.UNREADABLE),
        ("5 May 2024 6 May 2024", dates.UNREADABLE),
        ("2024-03-21 in Baghdad", dates.UNREADABLE),
        ("Updated 3 May 2024", dates.UNREADABLE),
        ("2024-03-21 " * 1000, dates.UNREADABLE),
    ],
)
def test_unreadable_dates_are_null_with_a_reason(words: str | None, reason: str) -> None:
    stamp = read_stamp(words)
    assert stamp.value is None
    assert stamp.reason == reason
    assert reason in dates.REASONS


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("21 Mar 2024 23:58", "2024-03-21T23:58:00+02:00"),
        ("2024-03-21T23:30:00Z", "2024-03-22T01:30:00+02:00"),
        ("21 Mar 2024", "2024-03-21"),
    ],
)
def test_the_outlets_zone_counts_for_a_bare_clock_time_and_sets_the_day(words: str, value: str) -> None:
    stamp = read_stamp(words, "Asia/Beirut")
    assert (stamp.value, stamp.zone) == (value, "Asia/Beirut")


def test_dates_and_datetimes_pass() -> None:
    assert read_stamp(date(2024, 3, 21)).value == "2024-03-21"
    assert read_stamp(datetime(2024, 3, 21, 12, tzinfo=UTC)).value == "2024-03-21T12:00:00+00:00"
    assert read_stamp(datetime(2024, 3, 21, 12)).value == "2024-03-21"


@pytest.mark.parametrize(
    ("line", "date_words", "rest"),
    [
        (" date 2024-03-21 Talks resume", "date 2024-03-21", "Talks resume"),
        ("Tue 05 Jul 2016 Bomb kills four.", "Tue 05 Jul 2016", "Bomb kills four."),
        ("21 March 2024 - Talks resume", "21 March 2024", "Talks resume"),
        ("2024-03-21", "2024-03-21", ""),
    ],
)
def test_a_heading_may_open_with_a_date(line: str, date_words: str, rest: str) -> None:
    found = dates.leading_date(line)
    assert found is not None
    assert found[0] == date_words
    assert line[found[1] :] == rest


@pytest.mark.parametrize(
    "line", ["21 March 2024 was a Thursday.", "March 21, 2024, brought rain.", "On 21 March 2024 talks began.", "Talks resume"]
)
def test_a_sentence_that_opens_with_a_date_is_no_heading(line: str) -> None:
    assert dates.leading_date(line) is None
