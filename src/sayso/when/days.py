"""Meanings of single days and of times of day. A day that the calendar does not have gives a null value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sayso.when import periods
from sayso.when.clues import REL, Clue, Reading, edge, nearest


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
    month, number, year = clue.number("m", "month"), clue.number("d", "day", "dayth", "ordinal"), clue.number("y", "year")
    published = clue.context.published
    if month is None or number is None:
        return None, None
    if year is None and published and "k" in clue.captures:
        year = published.year + {"last": -1, "next": 1}.get(clue.word("k"), 0)
    if year is not None:
        day = periods.day(year, month, number)
        return (day.isoformat() if day else None), None
    if published is None:
        return (f"XXXX-{month:02}-{number:02}" if periods.day(2000, month, number) else None), None
    future = clue.future()
    near = nearest([periods.day(published.year + step, month, number) for step in (-1, 0, 1)], published, future)
    if near and near > published + timedelta(days=60) and not future:
        near = periods.day(near.year - 1, month, number) or near
    return (near.isoformat() if near else None), "published"


def _weekday(clue: Clue) -> tuple[str | None, str | None]:
    weekday = clue.number("w", "weekday") or 1
    step = clue.number("r", *REL) if "r" in clue.captures else None
    if clue.word("r") in ("previous", "preceding", "following") and clue.context.previous:
        day = periods.weekday_near(clue.context.previous, weekday, step or 1, itself=False)
        return (day.isoformat() if day else None), "previous"
    published = clue.context.published
    if published is None:
        return f"XXXX-WXX-{weekday}", None
    if step is None:
        # Bare weekdays lie behind in nine of ten cases: only the tree, not a mere hint, turns them round.
        ahead = bool(clue.ahead())
        day = periods.weekday_near(published, weekday, 1 if ahead else -1, itself=not ahead)
    else:
        day = periods.weekday_near(published, weekday, step or 1, itself=step == 0)
    return (day.isoformat() if day else None), "published"


def iso(clue: Clue) -> Reading:
    """A date in ISO 8601."""
    year, month, number = map(int, clue.word("i").split("-"))
    day = periods.day(year, month, number)
    return Reading("DATE", day.isoformat() if day else None)


def slash(clue: Clue) -> Reading:
    """Day and month in figures: read only where their order is beyond doubt."""
    first, second, year = map(int, clue.word("i").split("/"))
    if year < 100:
        year += 2000 if year < 50 else 1900
    readings = {day for day in (periods.day(year, first, second), periods.day(year, second, first)) if day}
    return Reading("DATE", readings.pop().isoformat() if len(readings) == 1 else None)


def day(clue: Clue) -> Reading | None:
    """A single day: a date, a weekday, today, yesterday."""
    found = day_of(clue)
    if found is None:
        return None
    if clue.word("r") == "tonight":
        return Reading("TIME", found[0] + "TNI" if found[0] else None, None, found[1])
    return Reading("DATE", found[0], edge(clue), found[1])


def anaphoric_day(clue: Clue) -> Reading:
    """The following day, the same day: counted from the last day the text named."""
    base = clue.context.previous or clue.context.published
    value = periods.unit_of(base, "D", int(clue.fixed["shift"])) if base else None
    return Reading("DATE", value, edge(clue), "previous" if clue.context.previous else "published")


def shifted_day(clue: Clue) -> Reading:
    """The day before yesterday and its like."""
    base = clue.context.published
    return Reading("DATE", periods.unit_of(base, "D", int(clue.fixed["shift"])) if base else None, None, "published")


def day_range(clue: Clue) -> Reading:
    """From day to day of one month, as an ISO 8601 interval."""
    first, anchor = _calendar_day(clue)
    last = periods.day(int(first[:4]), int(first[5:7]), clue.number("d2", "day") or 0) if first and first[0] != "X" else None
    return Reading("DATE", f"{first}/{last.isoformat()}" if last and first and last.isoformat() > first else None, None, anchor)


def _clock(clue: Clue) -> str | None:
    if "c" in clue.captures:
        word = clue.captures["c"].get("clock_word")
        if word:
            return str(word)
        text = clue.word("c")
        if text.endswith("z"):
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


def holiday(clue: Clue) -> Reading:
    """A holiday of the year of publication, or the nearest one."""
    published = clue.context.published
    if published is None:
        fixed = clue.fixed.get("fixed")
        return Reading("DATE", f"XXXX-{fixed}" if fixed else None)
    near = nearest([_holiday_in(clue.fixed, published.year + step) for step in (-1, 0, 1)], published, clue.future())
    return Reading("DATE", near.isoformat() if near else None, None, "published")


def _holiday_in(fixed: Mapping[str, Any], year_number: int) -> date | None:
    if "fixed" in fixed:
        month_number, number = map(int, fixed["fixed"].split("-"))
        return periods.day(year_number, month_number, number)
    if "easter" in fixed:
        return periods.easter(year_number) + timedelta(days=int(fixed["easter"]))
    month_number, weekday, which = fixed["nth"]
    if which > 0:
        first = periods.day(year_number, month_number, 1)
        start = first and periods.weekday_near(first, weekday, 1, itself=True)
        return start + timedelta(weeks=which - 1) if start else None
    last = periods.day(year_number, month_number, 28)
    end = last and last + timedelta(days=3)
    while end and end.month != month_number:
        end -= timedelta(days=1)
    return periods.weekday_near(end, weekday, -1, itself=True) if end else None
