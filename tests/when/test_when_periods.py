"""Calendar values and the days they span."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.when import periods


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-W01", date(2024, 1, 1), date(2024, 1, 7)),
        ("2024-W01-WE", date(2024, 1, 6), date(2024, 1, 7)),
        ("2023-WI", date(2023, 12, 1), date(2024, 2, 29)),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("2024-03-21TMO", date(2024, 3, 21), date(2024, 3, 21)),
    ],
)
def test_interval(value: str, first: date, last: date) -> None:
    assert periods.interval(value) == (first, last)


@pytest.mark.parametrize("value", ["", "P2D", "PAST_REF", "XXXX-12-25", "2024-13", "2024-02-31", "0000", "2024-W99"])
def test_no_interval(value: str) -> None:
    assert periods.interval(value) is None


def test_units_beyond_the_calendar_are_null() -> None:
    assert periods.unit_of(date(9999, 12, 31), "D", 1) is None
    assert periods.unit_of(date(2024, 1, 1), "Y", -3000) is None
    assert periods.unit_of(date(2024, 1, 1), "M", -1) == "2023-12"


def test_easter() -> None:
    assert [periods.easter(year) for year in (2000, 2024, 2038)] == [date(2000, 4, 23), date(2024, 3, 31), date(2038, 4, 25)]
