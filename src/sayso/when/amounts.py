"""Meanings that count: offsets from a day, lengths of time, repetitions; and the references without a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.when import periods
from sayso.when.clues import Clue, Reading, amount, count
from sayso.when.units import unit_value, years_on

_MANY, _MOST = 10**6, 10**7
"""Weeks from which on nothing is counted, and the units beyond which no calendar reaches."""
_IN_YEARS = ("DE", "CE")
"""Units that are counted in years."""
_FINER = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7)}
"""Unit -> a finer one, and about how many of them make one: for half a year, a week and a half."""


def _counted(clue: Clue, base: date | None, direction: int, anchor: str) -> Reading | None:
    """So many units from `base`, ahead (1) or behind (-1); null where the clue has no number."""
    code, number = clue.text("u", "unit"), count(clue)
    if number is None:
        return None
    mod = amount(clue)
    if number == "X":
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", mod, anchor)
    if base is None:
        return Reading("DATE", None, mod, anchor)
    unit, steps = ("Y", float(number) * periods.YEARS[code]) if code in _IN_YEARS else (code, float(number))
    if steps != int(steps):
        if unit not in _FINER:
            return Reading("DATE", base.isoformat(), mod, anchor)
        unit, steps = _FINER[unit][0], int(steps * _FINER[unit][1])
    if unit in periods.SECONDS:
        days = int(steps) * periods.SECONDS[unit] // periods.SECONDS["TH"] // 24
        return Reading("DATE", periods.unit_of(base, "D", direction * days), mod, anchor)
    return Reading("DATE", periods.unit_of(base, unit, direction * min(int(steps), _MOST)), mod, anchor)


def offset(clue: Clue) -> Reading | None:
    """So many units ago or from now."""
    direction = -1 if clue.word("s") == "ago" else 1
    return _counted(clue, clue.context.published, direction, "published")


def relative_offset(clue: Clue) -> Reading | None:
    """Two days earlier, a week later: counted from the last day the text named; without one, a length from an event."""
    direction = 1 if clue.word("s") in ("later", "afterward", "afterwards") else -1
    code, number = clue.text("u", "unit"), count(clue)
    if number is None:
        return None
    length = periods.duration(number, code)
    offset = f"{'+' if direction > 0 else '-'}{length}"
    if clue.context.told is None or number == "X" or code in periods.SECONDS:
        return Reading("DURATION", length, amount(clue), "event", offset)
    if code in ("W", "F"):  # a week later than a day is a day again
        weeks = (2 if code == "F" else 1) * direction
        value = periods.unit_of(clue.context.told, "D", round(7 * weeks * float(number))) if float(number) < _MANY else None
        return Reading("DATE", value, amount(clue), "previous", offset, base="told")
    found = _counted(clue, clue.context.told, direction, "previous")
    return replace(found, offset=offset, base="told") if found else None


def event_offset(clue: Clue) -> Reading | None:
    """Two days after such an event, weeks before it, 18 months into it: a length, and how it lies to the event."""
    number = count(clue) or "X"
    length = periods.duration(number, clue.text("u", "unit", "one_unit", "units"))
    return Reading("DURATION", length, amount(clue), "event", f"{_sign(clue)}{length}")


def event_unit(clue: Clue) -> Reading:
    """The day after such an event, the eve of it: a calendar unit that only the event can tell."""
    code = clue.text("u", "one_unit", "unit") or "D"
    return Reading("DATE", None, None, "event", f"{_sign(clue)}{periods.duration(1, code)}")


def _sign(clue: Clue) -> str:
    return "-" if clue.word("s") in ("before", "prior", "ahead", "eve") else "+"


def year_earlier(clue: Clue) -> Reading:
    """A year ago, a year earlier; in a text on quarters, the same quarter of the year before."""
    if clue.context.quarter:
        return Reading("DATE", years_on(clue.context.quarter, -1), None, "previous")
    named = clue.context.unit if clue.word("s") in ("earlier", "before", "previous") else None
    if named and len(named) == 4 and named.isdigit():
        return Reading("DATE", f"{int(named) - 1:04}", None, "previous")
    return Reading("DATE", unit_value(clue.context.published, "Y", -1), None, "published")


def vague_ago(clue: Clue) -> Reading:
    """Years ago, days ago."""
    return Reading("DATE", "PAST_REF", None, "published")


def vague_offset(clue: Clue) -> Reading:
    """Days later, years earlier: a length without a number."""
    length = periods.duration("X", clue.text("u", "unit"))
    return Reading("DURATION", length, None, "event", f"{'+' if clue.word('s') == 'later' else '-'}{length}")


def duration(clue: Clue) -> Reading | None:
    """A length of time."""
    number, code = count(clue), clue.text("u", "unit")
    if number is None:
        return None
    if isinstance(number, float) and number == 0.5 and code in ("Y", "TH", "DE"):
        value = {"Y": "P6M", "TH": "PT30M", "DE": "P5Y"}[code]
    elif isinstance(number, float) and number != int(number) and "half" in clue.captures and code in ("Y", "TH"):
        value = f"P{int(number)}Y6M" if code == "Y" else f"PT{int(number)}H30M"
    else:
        value = periods.duration(number, code)
    return Reading("DURATION", value, amount(clue))


def span(clue: Clue) -> Reading | None:
    """The last, next or first so many units."""
    return duration(clue)


def duration_range(clue: Clue) -> Reading | None:
    """From so many to so many units: the smaller number."""
    return duration(clue)


def vague_span(clue: Clue) -> Reading:
    """Recent, coming or past units without a number."""
    code, word = clue.text("u", "unit"), clue.word("n")
    if word == "recent":
        return Reading("DURATION", periods.duration("X", code))
    return Reading("DATE", "FUTURE_REF") if word == "coming" else Reading("DURATION", periods.duration("X", code))


def vague_duration(clue: Clue) -> Reading:
    """Units without a number."""
    return Reading("DURATION", periods.duration("X", clue.text("u", "unit")))


def unit_long(clue: Clue) -> Reading:
    """Day-long, weeks-long."""
    one = "one_unit" in clue.captures["u"].values
    return Reading("DURATION", periods.duration(1 if one else "X", clue.text("u", "unit")))


def duration_one(clue: Clue) -> Reading:
    """One such unit: a third straight day, the past decade."""
    return Reading("DURATION", periods.duration(1, clue.text("u", "one_unit", "unit", "calendar_unit")))


def set_unit(clue: Clue) -> Reading | None:
    """Every unit, every so many units."""
    number = count(clue) or 1
    return Reading("SET", periods.duration(number, clue.text("u", "calendar_unit", "one_unit", "unit")))


def set_weekday(clue: Clue) -> Reading:
    """Every such weekday."""
    weekday = clue.number("w", "weekday", "weekdays")
    part = clue.text("q", "part") or ("TNI" if clue.word("q") == "nights" else "")
    return Reading("SET", f"XXXX-WXX-{weekday}{part}")


def set_month(clue: Clue) -> Reading:
    """Every such month."""
    return Reading("SET", f"XXXX-{clue.number('m', 'month'):02}")


def set_part(clue: Clue) -> Reading:
    """Every morning, every night."""
    return Reading("SET", f"XXXX-XX-XX{clue.text('q', 'part')}")


def set_adverb(clue: Clue) -> Reading:
    """Daily, weekly, annually."""
    return Reading("SET", clue.text("a", "adverb_set"))


def set_rate(clue: Clue) -> Reading:
    """Once a week, so much a year."""
    return Reading("SET", periods.duration(1, clue.text("u", "one_unit")))


def constant(clue: Clue) -> Reading:
    """A fixed type and value, as the rule states them."""
    return Reading(str(clue.fixed["type"]), str(clue.fixed["value"]), clue.fixed.get("mod"))


def nothing(clue: Clue) -> None:
    """Words that look like an expression of time and are none."""
