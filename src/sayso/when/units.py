"""Meanings of calendar units: weeks, months, quarters, seasons, years and longer."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.when import periods
from sayso.when.clues import REL, UNCUT, Clue, Reading, cap, edge
from sayso.when.days import day_of
from sayso.when.tense import Outlook

_SOON, _FAR = 3, 9
"""A month without a year is at most so many months ahead: without a tense, and in a clause that looks ahead."""


def unit(clue: Clue) -> Reading | None:
    """Last year, this week, next month: the unit that lies so far from that of publication."""
    code = clue.fixed.get("unit") or clue.text("u", "calendar_unit", "unit")
    step = clue.number("r", *REL) or 0
    word = clue.word("r")
    anchored = word in ("previous", "preceding", "prior", "following", "ensuing") and clue.context.latest
    base = clue.context.latest if anchored else clue.context.published
    mod = edge(clue)
    if word == "past" and not mod and code in ("M", "W", "D"):
        return Reading("DURATION", periods.duration(1, code))
    return Reading("DATE", unit_value(base, code, step), mod, "previous" if anchored else "published", base="latest", cap=cap(clue))


def unit_value(base: date | None, code: str, step: int) -> str | None:
    """`periods.unit_of`, null without a day to count from."""
    return periods.unit_of(base, code, step) if base else None


def anaphoric_unit(clue: Clue) -> Reading:
    """That week, that year: the unit the text last named."""
    code = clue.text("u", "unit")
    base = clue.context.previous or clue.context.published
    named = clue.context.unit
    if code == "Y" and named and named[:4].isdigit() and len(named) >= 4:
        return Reading("DATE", named[:4], edge(clue), "previous", base="latest", cap=UNCUT if cap(clue) else 0)
    anchor = "previous" if clue.context.previous else "published"
    return Reading("DATE", unit_value(base, code, 0), edge(clue), anchor, cap=UNCUT if cap(clue) else 0)


def the_unit(clue: Clue) -> Reading:
    """The day, the week, the year: the one of publication."""
    code = clue.text("u", "unit")
    return Reading("DATE", unit_value(clue.context.published, code, 0), None, "published")


def weekend(clue: Clue) -> Reading:
    """The weekend: that of the week of publication once it has come, else the one before."""
    published = clue.context.published
    if published is None:
        return Reading("DATE", None, None, "published")
    step = clue.number("r", *REL)
    if step is None or clue.word("r") in ("last", "past"):
        step = 0 if published.isoweekday() >= 6 and clue.word("r") != "last" else -1
        step = 0 if clue.future() else step
    elif clue.word("r") == "next" and published.isoweekday() < 3:
        step = 0
    elif clue.word("r") == "this" and published.isoweekday() <= 3 and clue.lies() is Outlook.BEHIND:
        step = -1
    return Reading("DATE", periods.unit_of(published, "WE", step), None, "published")


def week_of(clue: Clue) -> Reading | None:
    """The week of such a day."""
    found = day_of(clue)
    if found is None:
        return None
    day = periods.interval(found[0]) if found[0] else None
    return Reading("DATE", periods.unit_of(day[0], "W") if day else None, None, found[1])


def week_of_month(clue: Clue) -> Reading:
    """The first or last week of a month."""
    value, anchor = _month_value(clue)
    span = periods.interval(value) if value else None
    if span is None:
        return Reading("DATE", None, None, anchor)
    ordinal = clue.number("o", "ordinal")
    # The last week is the one that has most of its days in the month.
    first = span[1] - timedelta(days=3) if ordinal is None else span[0] + timedelta(weeks=ordinal - 1)
    return Reading("DATE", periods.unit_of(first, "W"), None, anchor)


def _month_value(clue: Clue) -> tuple[str | None, str | None]:
    month, year = clue.number("m", "month", "sure_month"), clue.number("y", "year")
    published = clue.context.published
    if month is None:
        return None, None
    if year is not None:
        return f"{year:04}-{month:02}", None
    if published is None:
        return f"XXXX-{month:02}", None
    if "k" in clue.captures:
        return f"{published.year + {'last': -1, 'next': 1}.get(clue.word('k'), 0):04}-{month:02}", "published"
    word = clue.word("r")
    if word == "this":
        return f"{published.year:04}-{month:02}", "published"
    if word in ("last", "past"):
        year = published.year - (month >= published.month)
    elif word in ("next", "coming", "upcoming") or (not word and month != published.month and _to_come(clue, month, published)):
        year = published.year + (month <= published.month)
    else:
        year = published.year - (month > published.month)
    return f"{year:04}-{month:02}", "published"


def _to_come(clue: Clue, month: int, published: date) -> bool:
    """Whether a bare month is the next of its name: its clause looks ahead, or does not look back and the month is near."""
    lies = clue.lies()
    distance = (month - published.month) % 12
    return (lies is Outlook.AHEAD and distance <= _FAR) or (lies in (Outlook.OPEN, Outlook.PRESENT) and distance <= _SOON)


def month(clue: Clue) -> Reading:
    """A month, with or without its year."""
    value, anchor = _month_value(clue)
    return Reading("DATE", value, edge(clue), anchor, cap=cap(clue))


def anaphoric_month(clue: Clue) -> Reading:
    """That January: the month of the year the text last named."""
    named, number = clue.context.unit, clue.number("m", "month") or 0
    if named and named[:4].isdigit():
        return Reading("DATE", f"{named[:4]}-{number:02}", edge(clue), "previous")
    return month(clue)


def month_list(clue: Clue) -> Reading:
    """The first of two months that share one year; the second is tagged on its own."""
    value, anchor = _month_value(clue)
    first, last = clue.number("m", "month"), clue.number("m2", "month")
    if value and first and last and last < first:
        value = f"{int(value[:4]) - 1:04}{value[4:]}"  # "from November to February 2023"
    return Reading("DATE", value, None, anchor)


def _quarter(published: date, number: int) -> str:
    """The quarter of this number that is reported on: the one running or over, or the next, which is announced."""
    current = (published.month - 1) // 3 + 1
    return f"{published.year - (number > current + 1):04}-Q{number}"


def quarter(clue: Clue) -> Reading:
    """A quarter of a year, by its number."""
    number = clue.number("q", "quarter_word", "quarter_code") or 4
    year, published = clue.number("y", "year"), clue.context.published
    if year is not None:
        return Reading("DATE", f"{year:04}-Q{number}")
    if published is None:
        return Reading("DATE", None, None, "published")
    if "r" in clue.captures:
        return Reading("DATE", f"{published.year + (clue.number('r', *REL) or 0):04}-Q{number}", None, "published")
    value = _quarter(published, number)
    return Reading("DATE", years_on(value, int(clue.fixed.get("years", 0))), None, "published")


def years_on(value: str | None, years: int) -> str | None:
    """The same part of the year so many years on."""
    return f"{int(value[:4]) + years:04}{value[4:]}" if value and years else value


def same_quarter(clue: Clue) -> Reading | None:
    """The quarter the text speaks of, or that quarter so many years before."""
    named = clue.context.quarter
    if named is None:
        return None
    return Reading("DATE", years_on(named, int(clue.fixed.get("years", 0))), None, "previous")


def half(clue: Clue) -> Reading:
    """A half of a year, by its number."""
    number = clue.number("q", "quarter_word", "half_code") or 1
    year, published = clue.number("y", "year"), clue.context.published
    if year is None and published:
        year = published.year + (clue.number("r", *REL) or 0)
    return Reading("DATE", f"{year:04}-H{1 if number == 1 else 2}" if year else None, None, None if "y" in clue.captures else "published")


def season(clue: Clue) -> Reading:
    """Seasons of the northern half of the globe; a winter belongs to the year in which it begins."""
    code, year, published = clue.text("s", "season", "sure_season"), clue.number("y", "year"), clue.context.published
    if year is not None:
        return Reading("DATE", f"{year:04}-{code}", edge(clue))
    if published is None:
        return Reading("DATE", f"XXXX-{code}")
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year, step = published.year, clue.number("r", *REL)
    if code == "WI" and published.month <= 2 and clue.word("r") != "next":
        year -= 1
    begun = first <= published.month or year < published.year
    over = begun and (published.year, published.month) > (year + (first == 12), first + 2 if first < 12 else 2)
    if (clue.word("r") in ("last", "past") and not over) or (step is None and not begun and not clue.future()):
        year -= 1
    elif clue.word("r") in ("next", "coming") and begun:
        year += 1
    return Reading("DATE", f"{year:04}-{code}", edge(clue), "published")


def year(clue: Clue) -> Reading | None:
    """A year."""
    number = clue.number("y", "year", "plain_year")
    if "short_year" in clue.captures["y"].values:
        short = clue.number("y", "short_year") or 0
        number = short + (2000 if short < 50 else 1900)
    return Reading("DATE", f"{number:04}", edge(clue)) if number else None


def decade(clue: Clue) -> Reading:
    """A decade."""
    lexeme = clue.captures["y"]
    digits = str(lexeme.get("decade", "decade_word"))
    century = "20" if len(digits) == 2 and digits[0] in "012" else "19"
    value = digits[:3] if len(digits) == 4 else century + digits[0]
    return Reading("DATE", value, edge(clue))


def century(clue: Clue) -> Reading | None:
    """A century, counted from the first."""
    number = clue.number("o", "ordinal", "dayth")
    return Reading("DATE", f"{number - 1:02}", edge(clue)) if number and 1 <= number <= 30 else None
