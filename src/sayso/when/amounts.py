"""Meanings that count: offsets from a day, lengths of time, repetitions; and the references without a number."""

from __future__ import annotations

from datetime import date

from sayso.when import periods
from sayso.when.clues import Clue, Reading, amount, count
from sayso.when.units import unit_value, years_on

_COARSE = {"DE": "Y", "CE": "Y", "TH": "D", "TM": "D", "TS": "D"}


def _offset(clue: Clue, base: date | None, direction: int, anchor: str) -> Reading | None:
    code, number = clue.text("u", "unit"), count(clue)
    if number is None:
        return None
    mod = amount(clue)
    if number == "X":
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", mod, anchor)
    if base is None:
        return Reading("DATE", None, mod, anchor)
    steps = float(number) * (10 if code == "DE" else 100 if code == "CE" else 1)
    unit_code = _COARSE.get(code, code) if code in ("DE", "CE") else code
    if steps != int(steps):
        finer = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7)}.get(unit_code)
        if finer is None:
            return Reading("DATE", base.isoformat(), mod, anchor)
        unit_code, steps = finer[0], int(steps * finer[1])
    if unit_code in ("TH", "TM", "TS"):
        hours = int(steps) * {"TH": 3600, "TM": 60, "TS": 1}[unit_code] // 3600
        return Reading("DATE", periods.unit_of(base, "D", direction * (hours // 24)), mod, anchor)
    steps = min(int(steps), 10**7)
    return Reading("DATE", periods.unit_of(base, unit_code, direction * steps), mod, anchor)


def offset(clue: Clue) -> Reading | None:
    """So many units ago or from now."""
    direction = -1 if clue.word("s") == "ago" else 1
    return _offset(clue, clue.context.published, direction, "published")


def relative_offset(clue: Clue) -> Reading | None:
    """Two days earlier, a week later: counted from the last day the text named."""
    direction = 1 if clue.word("s") in ("later", "afterward", "afterwards") else -1
    code, number = clue.text("u", "unit"), count(clue)
    if clue.context.previous is None or code in ("TH", "TM", "TS"):
        return Reading("DURATION", periods.duration(number, code), amount(clue)) if number is not None else None
    return _offset(clue, clue.context.previous, direction, "previous")


def year_earlier(clue: Clue) -> Reading:
    """A year ago, a year earlier; in a text on quarters, the same quarter of the year before."""
    if clue.context.quarter:
        return Reading("DATE", years_on(clue.context.quarter, -1), None, "previous")
    named = clue.context.unit if clue.word("s") in ("earlier", "before") else None
    if named and len(named) == 4 and named.isdigit():
        return Reading("DATE", f"{int(named) - 1:04}", None, "previous")
    return Reading("DATE", unit_value(clue.context.published, "Y", -1), None, "published")


def vague_ago(clue: Clue) -> Reading:
    """Years ago, days ago."""
    return Reading("DATE", "PAST_REF", None, "published")


def vague_offset(clue: Clue) -> Reading:
    """Days later, years earlier: a length without a number."""
    return Reading("DURATION", periods.duration("X", clue.text("u", "unit")))


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
    return Reading(str(clue.fixed["type"]), str(clue.fixed["value"]))


def nothing(clue: Clue) -> None:
    """Words that look like an expression of time and are none."""
