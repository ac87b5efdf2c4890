"""Meanings of single days and of times of day. A day that the calendar does not have gives a null value."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from sayso.when import periods
from sayso.when.clues import REL, Clue, Reading, edge, nearest
from sayso.when.tense import Outlook

_TOO_NEAR = 2
"""Days ahead within which nobody says "next"."""
_PIVOT = 50
"""A year in two figures below it is of this century."""
_FIGURE = re.compile(r"\d+")
_SOON, _SOON_BEHIND, _FAR = timedelta(days=100), timedelta(days=60), timedelta(days=270)
"""A day without a year is at most so far ahead: where no tense tells, in a clause that looks back ("was extended to 20 May"), and
in one that looks ahead."""


def day_of(clue: Clue) -> tuple[str | None, str | None] | None:
    """Value and anchor of the day that the captures name; null where they name none."""
    published = clue.context.published
    if "m" in clue.captures:
        return _calendar_day(clue)
    if "w" in clue.captures:
        return _weekday(clue)
    if "day_word" in (clue.captures["r"].values if "r" in clue.captures else ()):
        shift = clue.number("r", "day_word") or 0
        return (periods.unit_of(published, "D", shift) if published else None), "published"
    return None


def _calendar_day(clue: Clue) -> tuple[str | None, str | None]:
    """Value and anchor of a day by month and number; without a year the one that tense and day of publication suggest."""
    month, number, year = clue.number("m", "month"), clue.number("d", "day", "dayth", "ordinal"), clue.number("y", "year")
    published = clue.context.published
    if month is None or number is None:
        return None, None
    after = clue.number("m2", "month")
    if year is not None and after is not None and after < month:
        year -= 1  # "from 20 December to 3 January 2024"
    if year is None and published and "k" in clue.captures:
        year = published.year + {"last": -1, "next": 1}.get(clue.word("k"), 0)
    if year is not None:
        day = periods.day(year, month, number)
        return (day.isoformat() if day else None), None
    if published is None:
        return (f"XXXX-{month:02}-{number:02}" if periods.day(2000, month, number) else None), None
    days = [day for step in (-1, 0, 1) if (day := periods.day(published.year + step, month, number))]
    lies = clue.lies()
    if lies is Outlook.AHEAD:
        days = [day for day in days if published <= day <= published + _FAR] or days
    else:
        soon = _SOON if lies in (Outlook.OPEN, Outlook.PRESENT) else _SOON_BEHIND
        days = [day for day in days if day <= published + soon] or days
    near = nearest(days, published)
    return (near.isoformat() if near else None), "published"


def _weekday(clue: Clue) -> tuple[str | None, str | None]:
    """Value and anchor of a weekday, with or without "last", "next" and their like before it."""
    weekday = clue.number("w", "weekday") or 1
    step = clue.number("r", *REL) if "r" in clue.captures else None
    if clue.word("r") in ("previous", "preceding", "following") and clue.context.previous:
        day = periods.weekday_near(clue.context.previous, weekday, step or 1, itself=False)
        return (day.isoformat() if day else None), "previous"
    published = clue.context.published
    if published is None:
        return f"XXXX-WXX-{weekday}", None
    if step is None:
        # Bare weekdays lie behind in nine of ten cases: only the tree, not a mere hint, turns them round. The day of publication
        # goes by its name in either case.
        ahead = clue.outlook() in (Outlook.AHEAD, Outlook.PRESENT)
        day = periods.weekday_near(published, weekday, 1 if ahead else -1, itself=True)
    else:
        # "Next Friday" on a Wednesday or a Thursday is the one of the week after.
        near = clue.word("r") == "next" and 0 < weekday - published.isoweekday() <= _TOO_NEAR
        base = published + timedelta(days=weekday - published.isoweekday()) if near else published
        day = periods.weekday_near(base, weekday, step or 1, itself=step == 0)
    return (day.isoformat() if day else None), "published"


def iso(clue: Clue) -> Reading:
    """A date in ISO 8601."""
    year, month, number = map(int, clue.word("i").split("-"))
    day = periods.day(year, month, number)
    return Reading("DATE", day.isoformat() if day else None)


def slash(clue: Clue) -> Reading:
    """Day and month in figures: read only where their order is beyond doubt, by the date itself, by its points or by the document."""
    first, second, year = map(int, _FIGURE.findall(clue.word("i")))
    if year < 100:
        year += 2000 if year < _PIVOT else 1900
    month_first = False if "." in clue.word("i") else clue.context.month_first
    orders = [(first, second), (second, first)] if month_first is None else [(first, second) if month_first else (second, first)]
    readings = {day for month, number in orders if (day := periods.day(year, month, number))}
    return Reading("DATE", readings.pop().isoformat() if len(readings) == 1 else None)


def day(clue: Clue) -> Reading | None:
    """A single day: a date, a weekday, today, yesterday."""
    found = day_of(clue)
    if found is None:
        return None
    if clue.word("r") == "tonight":
        return Reading("TIME", found[0] + "TNI" if found[0] else None, None, found[1])
    return Reading("DATE", found[0], edge(clue), found[1])


def weekday_of_week(clue: Clue) -> Reading:
    """Thursday last week: the weekday of the week that lies so far from that of publication."""
    weekday, step = clue.number("w", "weekday") or 1, clue.number("r", *REL) or 0
    anchored = clue.word("r") in ("previous", "preceding", "following") and clue.context.told
    base = clue.context.told if anchored else clue.context.published
    week = periods.interval(periods.unit_of(base, "W", step) or "") if base else None
    value = (week[0] + timedelta(days=weekday - 1)).isoformat() if week else None
    return Reading("DATE", value, None, "previous" if anchored else "published", base="told")


def anaphoric_day(clue: Clue) -> Reading:
    """The following day, the same day: counted from the last day the text named."""
    value, reading = _anaphoric(clue)
    return replace(reading, value=value, mod=edge(clue))


def anaphoric_part(clue: Clue) -> Reading:
    """The following morning, the night before: counted from the last day the text named."""
    value, reading = _anaphoric(clue)
    return replace(reading, type="TIME", value=value + clue.text("q", "part") if value else None)


def _anaphoric(clue: Clue) -> tuple[str | None, Reading]:
    """The day so far from the last one the text named, and what a reading says of that anchor.

    Where the text has named no day the anchor is an event without a date; "the same day" may then be one of the last unit named.
    """
    shift, context = int(clue.fixed["shift"]), clue.context
    which = str(clue.fixed.get("base", "told"))
    base = context.previous if which == "previous" else context.told
    offset = f"{'+' if shift > 0 else '-'}P{abs(shift)}D" if shift else "P0D"
    if base is not None:
        return periods.unit_of(base, "D", shift), Reading("DATE", None, None, "previous", offset, base=which)
    if shift == 0 and context.unit is not None:
        return context.unit, Reading("DATE", None, None, "previous", offset, base="latest")
    if shift == 0 and context.published is not None and edge(clue):
        return context.published.isoformat(), Reading("DATE", None, None, "published", offset)  # "earlier in the day"
    return None, Reading("DATE", None, None, "event", offset)


def listed_day(clue: Clue) -> Reading | None:
    """The second and later of several days of one month: "Sept. 28, 29 and 30"."""
    base, number = clue.context.previous, clue.number("d", "day", "dayth")
    if not clue.adjoins or base is None or number is None or number <= base.day:
        return None
    found = periods.day(base.year, base.month, number)
    return Reading("DATE", found.isoformat(), None, "previous") if found else None


def bare_day(clue: Clue) -> Reading:
    """The 21st: of the month of publication, or the next one where the clause looks ahead, or the last one where it looks behind."""
    published, number = clue.context.published, clue.number("d", "dayth") or 0
    if published is None:
        return Reading("DATE", None, None, "published")
    months = [periods.unit_of(published, "M", step) for step in (-1, 0, 1)]
    days = [day for month in months if month and (day := periods.day(int(month[:4]), int(month[5:]), number))]
    lies = clue.lies()
    if lies is Outlook.BEHIND:
        days = [day for day in days if day <= published] or days
    near = nearest(days, published, future=lies is Outlook.AHEAD)
    return Reading("DATE", near.isoformat() if near else None, None, "published")


def shifted_day(clue: Clue) -> Reading:
    """The day before yesterday and its like."""
    base = clue.context.published
    return Reading("DATE", periods.unit_of(base, "D", int(clue.fixed["shift"])) if base else None, None, "published")


def day_range(clue: Clue) -> Reading:
    """From day to day of one month, as an ISO 8601 interval."""
    first, anchor = _calendar_day(clue)
    last = periods.day(int(first[:4]), int(first[5:7]), clue.number("d2", "day", "dayth") or 0) if first and first[0] != "X" else None
    return Reading("DATE", f"{first}/{last.isoformat()}" if last and first and last.isoformat() > first else None, None, anchor)


def _clock(clue: Clue) -> str | None:
    """The time of day as TIMEX3 writes it, ``T14:30``; null where the figures are none."""
    if "c" in clue.captures:
        word = clue.captures["c"].get("clock_word")
        if word:
            return str(word)
        text = clue.word("c")
        if text.isdigit():
            parts = [text[:2], text[2:]]
        elif text.endswith("z"):
            digits = text[-5:-1]
            parts = [digits[:2], digits[2:]]
        else:
            parts = text.split(":")
        hour, rest = int(parts[0]), ":" + ":".join(parts[1:])
        if int(parts[1]) > 59:
            return None
    else:
        hour, rest = clue.number("h", "hour", "hour_word") or 0, ":00"
    if "p" in clue.captures:
        hour = hour % 12 + (clue.number("p", "meridiem") or 0) if hour <= 12 else hour
    elif clue.text("q", "part") in ("TAF", "TEV") and hour < 12:
        hour += 12
    return f"T{hour:02}{rest}" if hour <= 24 else None


def moment(clue: Clue) -> Reading | None:
    """A clock time or a part of a day, on the day named beside it, else on the last day the text named or the day of publication."""
    found = day_of(clue)
    zulu = "c" in clue.captures and "zulu" in clue.captures["c"].values
    if found is None:
        shift = int(clue.fixed.get("shift", 0))
        base = clue.context.published if shift or not clue.context.previous else clue.context.previous
        found = (periods.unit_of(base, "D", shift) if base else None), ("published" if base == clue.context.published else "previous")
    value, anchor = found
    if zulu and len(clue.word("c")) == 7 and value:
        named = int(clue.word("c")[:2])
        value = value[:8] + f"{named:02}" if periods.day(int(value[:4]), int(value[5:7]), named) else None
    if any(name in clue.captures for name in ("c", "h")):
        part = _clock(clue)
        zone = "Z" if zulu or clue.text("z", "zone") == "Z" else ""
        part = part + zone if part else None
    else:
        part = clue.fixed.get("part") or {"overnight": "TNI"}.get(clue.word("q")) or clue.text("q", "part") or None
    return Reading("TIME", value + part if value and part else None, edge(clue), anchor)
