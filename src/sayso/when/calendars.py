"""Days of the Islamic and the Persian calendar as days of the Gregorian one.

The months of the Islamic calendar begin with the new moon as each country sees it; the Umm al-Qura calendar stands for all of them here,
so that a day may be off by one. Years that its table does not hold have no days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sayso.errors import LexiconError

Years = Mapping[int, tuple[date, str]]
"""Islamic year -> its first day, and for each of its twelve months ``1`` where it has 30 days, ``0`` where it has 29."""

_PERSIAN_YEAR, _PERSIAN_FIRST = 1400, date(2021, 3, 21)
_PERSIAN_RANGE = range(1178, 1634)


def islamic_years(table: Mapping[object, object]) -> Years:
    """The table of lexicon/when/hijri.yaml, read.

    Raises:
        LexiconError: a year is not a day and twelve digits.
    """
    years: dict[int, tuple[date, str]] = {}
    for year, entry in table.items():
        try:
            first, months = str(entry).split()
            years[int(str(year))] = (date.fromisoformat(first), months)
        except ValueError as error:
            raise LexiconError(f"when/hijri: year {year}: {entry!r}") from error
        if len(months) != 12 or set(months) - {"0", "1"}:
            raise LexiconError(f"when/hijri: year {year}: {months!r} is not twelve times 0 or 1")
    return years


def islamic_month(years: Years, year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a month of the Islamic calendar; null outside the table."""
    if year not in years or not 1 <= month <= 12:
        return None
    first, months = years[year]
    start = first + timedelta(days=sum(29 + int(length) for length in months[: month - 1]))
    return start, start + timedelta(days=28 + int(months[month - 1]))


def islamic_day(years: Years, year: int, month: int, number: int) -> date | None:
    """A day of the Islamic calendar; null where there is none."""
    span = islamic_month(years, year, month)
    if span is None or number < 1:
        return None
    day = span[0] + timedelta(days=number - 1)
    return day if day <= span[1] else None


def persian_day(year: int, month: int, number: int) -> date | None:
    """A day of the Persian (solar Hijri) calendar by its 33-year cycle of leap years (Birashk's rule, good for 1178 to 1633)."""
    if year not in _PERSIAN_RANGE or not 1 <= month <= 12:
        return None
    length = 31 if month <= 6 else 30 if month <= 11 or _leaps(year) else 29
    if not 1 <= number <= length:
        return None
    before = min(month - 1, 6) * 31 + max(month - 7, 0) * 30 + number - 1
    low, high = sorted((year, _PERSIAN_YEAR))
    days = sum(366 if _leaps(each) else 365 for each in range(low, high))
    return _PERSIAN_FIRST + timedelta(days=(days if year >= _PERSIAN_YEAR else -days) + before)


def _leaps(year: int) -> bool:
    return (25 * year + 11) % 33 < 8
