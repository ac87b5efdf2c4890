"""Meanings of holidays and of days of the Islamic and the Persian calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sayso.when import calendars, periods
from sayso.when.clues import Clue, Context, Reading, edge, nearest
from sayso.when.tense import Outlook

_FIRST_ISLAMIC_YEAR = 622
"""Year of the Gregorian calendar; the Persian calendar counts from it too."""
_PERSIAN_LAGS = (621, 622)
"""Years by which the Persian calendar lies behind, after Nowruz and before it."""
_SOON = timedelta(days=30)
"""In a clause that looks back a holiday is at most so far ahead ("planned for Easter")."""


def holiday(clue: Clue) -> Reading:
    """A holiday of the year named beside it, else of the year that the tense and the day of publication suggest."""
    sighted = "APPROX" if "hijri" in clue.fixed else None
    fixed, published = clue.fixed, clue.context.published
    year = year_of(clue)
    if year is not None:
        days = holidays_in(fixed, year, clue.context)
        return Reading("DATE", days[0].isoformat() if days else None, sighted, around=bool(sighted))
    if published is None:
        return Reading("DATE", f"XXXX-{fixed['fixed']}" if "fixed" in fixed else None, None, "published")
    days = [day for step in (-1, 0, 1) for day in holidays_in(fixed, published.year + step, clue.context)]
    lies = clue.lies()
    if lies is Outlook.BEHIND:
        days = [day for day in days if day <= published + _SOON] or days
    near = nearest(days, published, future=lies is Outlook.AHEAD)
    return Reading("DATE", near.isoformat() if near else None, sighted, "published", around=bool(sighted))


def year_of(clue: Clue) -> int | None:
    """The year that stands beside an expression: in figures, or as this, last or next year, or next to the day of publication."""
    if "y" in clue.captures:
        return clue.number("y", "year", "plain_year")
    published = clue.context.published
    if "k" in clue.captures and published:
        return published.year + {"last": -1, "next": 1}.get(clue.word("k"), 0)
    return None


def holidays_in(fixed: Mapping[str, Any], year: int, context: Context) -> list[date]:
    """The days on which a holiday falls in a Gregorian year: none, one, or two where its own year is shorter."""
    if "fixed" in fixed:
        month, number = map(int, fixed["fixed"].split("-"))
        found = periods.day(year, month, number)
        return [found] if found else []
    if "easter" in fixed:
        return [periods.easter(year) + timedelta(days=int(fixed["easter"]))]
    if "orthodox_easter" in fixed:
        return [periods.orthodox_easter(year) + timedelta(days=int(fixed["orthodox_easter"]))]
    if "persian" in fixed:
        month, number = fixed["persian"]
        days = [calendars.persian_day(year - lag, month, number) for lag in _PERSIAN_LAGS]
        return sorted(day for day in days if day and day.year == year)
    if "hijri" in fixed:
        month, number = fixed["hijri"]
        days = [calendars.islamic_day(context.islamic, islamic, month, number) for islamic in _islamic_years(year)]
        return sorted(day for day in days if day and day.year == year)
    return _nth_weekday(fixed, year)


def _islamic_years(year: int) -> range:
    """Islamic years that may touch a Gregorian one: theirs are eleven days shorter."""
    about = round((year - _FIRST_ISLAMIC_YEAR) * 33 / 32)
    return range(about - 1, about + 3)


def _nth_weekday(fixed: Mapping[str, Any], year: int) -> list[date]:
    month, weekday, which = fixed["nth"]
    if which > 0:
        first = periods.day(year, month, 1)
        start = first and periods.weekday_near(first, weekday, 1, itself=True)
        return [start + timedelta(weeks=which - 1)] if start else []
    last = periods.day(year, month, 28)
    end = last and last + timedelta(days=3)
    while end and end.month != month:
        end -= timedelta(days=1)
    found = periods.weekday_near(end, weekday, -1, itself=True) if end else None
    return [found] if found else []


def islamic_day(clue: Clue) -> Reading | None:
    """A day of an Islamic month; without its year the nearest one. A day may be off by one: the month begins as the moon is seen."""
    number = clue.number("d", "day", "dayth", "ordinal")
    if number is None:
        return None
    month, published, years = int(clue.fixed["month"]), clue.context.published, clue.context.islamic
    year = clue.number("y", "number")
    if year is not None:
        day = calendars.islamic_day(years, year, month, number)
        return Reading("DATE", day.isoformat() if day else None, "APPROX", around=1)
    if published is None:
        return Reading("DATE", None, "APPROX", "published")
    days = [calendars.islamic_day(years, each, month, number) for step in (-1, 0, 1) for each in _islamic_years(published.year + step)]
    near = nearest(days, published, future=clue.future())
    return Reading("DATE", near.isoformat() if near else None, "APPROX", "published", around=1)


def islamic_month(clue: Clue) -> Reading:
    """A month of the Islamic calendar, as an interval; without its year the last one begun, or the next to come."""
    month, published, years = int(clue.fixed["month"]), clue.context.published, clue.context.islamic
    number, year = clue.number("h", "number"), year_of(clue)
    if number is not None:
        return _months(calendars.islamic_month(years, number, month), clue, None)
    if published is None and year is None:
        return Reading("DATE", None, edge(clue), "published")
    around = year if year is not None else published.year if published else 0
    spans = [span for step in (-1, 0, 1) for each in _islamic_years(around + step) if (span := calendars.islamic_month(years, each, month))]
    if year is not None or published is None:
        return _months(next((span for span in spans if span[0].year == around), None), clue, None)
    begun = [span for span in spans if span[0] <= published]
    ahead = [span for span in spans if span[0] > published]
    chosen = min(ahead, default=None) if clue.future() else max(begun, default=None)
    return _months(chosen, clue, "published")


def _months(span: tuple[date, date] | None, clue: Clue, anchor: str | None) -> Reading:
    return Reading("DATE", f"{span[0].isoformat()}/{span[1].isoformat()}" if span else None, edge(clue), anchor)


def persian_day(clue: Clue) -> Reading | None:
    """A day of the Persian calendar; without its year the nearest one."""
    number, month = clue.number("d", "day", "dayth"), clue.number("m", "persian_month")
    published = clue.context.published
    if number is None or month is None:
        return None
    year = clue.number("y", "number")
    if year is not None:
        day = calendars.persian_day(year, month, number)
        return Reading("DATE", day.isoformat() if day else None)
    if published is None:
        return Reading("DATE", None, None, "published")
    lags = range(_PERSIAN_LAGS[0] - 1, _PERSIAN_LAGS[-1] + 2)  # a year to either side
    days = [calendars.persian_day(published.year - lag, month, number) for lag in lags]
    near = nearest(days, published, future=clue.future())
    return Reading("DATE", near.isoformat() if near else None, None, "published")


def named_day(clue: Clue) -> Reading:
    """A feast whose day depends on the country or on a calendar that is not kept here: a day, but which one stays open."""
    return Reading("DATE", None)
