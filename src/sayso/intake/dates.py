"""Dates of publication: a small strict reader of the forms that headers, metadata and columns use.

A date that cannot be read is null with a reason, never a guess: day and month in figures are told apart only where one of them exceeds 12.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sayso import data

NO_DATE, UNREADABLE, NO_YEAR = "no-date", "unreadable-date", "no-year"
AMBIGUOUS, IMPOSSIBLE = "ambiguous-day-month", "impossible-date"
FIRST_YEAR, LAST_YEAR = 1600, 2199
"""What lies outside is no year of a newspaper."""
REASONS = {
    NO_DATE: "no date of publication was given",
    UNREADABLE: "the words given are no day, or more than one",
    NO_YEAR: "the date has no year, or only two figures of it",
    AMBIGUOUS: "day and month in figures cannot be told apart",
    IMPOSSIBLE: f"there is no such day, or the year is not between {FIRST_YEAR} and {LAST_YEAR}",
}
"""What stands in `published_basis` where `published` is null -> meaning."""

_LONGEST = 120
"""Characters; longer words are no date."""
_CLOCK = re.compile(
    r"(?<![\d:+-])(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(a\.?m\.?|p\.?m\.?)?|\s*(a\.?m\.?|p\.?m\.?))(?![\w:])", re.I
)
_ISO = re.compile(
    r"(?<!\d)(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?(?=Z|[+-]\d{2}|\D|$)", re.I
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{2}):?(\d{2})(?!\d)", re.I)
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date of publication, or the reason why there is none."""

    value: str | None
    """ISO 8601: the day, or day and time with offset where both are known."""
    zone: str | None = None
    """IANA name or UTC offset in which `value` stands."""
    reason: str = ""
    """Key of `REASONS` where `value` is null."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The calendar words of the lists, and the patterns made of them."""

    months: Mapping[str, int]
    weekdays: frozenset[str]
    fillers: frozenset[str]
    changes: frozenset[str]
    zones: Mapping[str, str]
    ambiguous: frozenset[str]
    by_month: re.Pattern[str]
    opening: re.Pattern[str]
    """What may stand before a date that opens a line: the word "date", a weekday."""


@functools.cache
def _words() -> _Words:
    """The calendar words of lexicon/intake/dates.yaml."""
    table: dict[str, Any] = data.lexicon("intake")["dates"]
    months = {name: int(number) for number, names in table["months"].items() for name in names}
    alternatives = "|".join(sorted(months, key=len, reverse=True))
    day, month, year = r"(\d{1,2})(?:st|nd|rd|th)?", rf"({alternatives})\b\.?", r"(\d{4})(?!\d)"
    by_month = (
        rf"(?<!\d)(?:{day}[\s,-]*(?:of\s+)?{month}[\s,-]*{year}|{year}[\s,-]*{month}[\s,-]*{day}(?!\d))|(?<!\w){month}\s*{day}[\s,]+{year}"
    )
    return _Words(
        months=months,
        weekdays=frozenset(table["weekdays"]),
        fillers=frozenset(table["fillers"]),
        changes=frozenset(table["changes"]),
        zones=table["zones"],
        ambiguous=frozenset(table["ambiguous_zones"]),
        by_month=re.compile(by_month, re.IGNORECASE),
        opening=re.compile(rf"\s*(?:date\b[\s:]*)?(?:(?:{'|'.join(table['weekdays'])})\b\.?,?\s+)?", re.IGNORECASE),
    )


def read_stamp(given: str | date | None, zone: str | None = None) -> Stamp:
    """Read a date of publication.

    Args:
        given: the words, such as ``2024-03-21``, ``21 Mar 2024 23:58``, ``March 21, 2024``, ``Thu, 21 Mar 2024 23:58:00 +0300``,
            or a date or datetime.
        zone: IANA name of the outlet's zone, used for a clock time without an offset of its own.

    Returns:
        The stamp; with a null value and a reason where the words are no single whole date.
    """
    if isinstance(given, datetime):
        return _stamp(given.date(), given.time().replace(tzinfo=None), given.tzinfo, zone)
    if isinstance(given, date):
        return Stamp(given.isoformat(), zone)
    if given is None or not given.strip():
        return Stamp(None, None, NO_DATE)
    words = given.strip()
    if len(words) > _LONGEST:
        return Stamp(None, None, UNREADABLE)
    words = _before_change(words)
    day, clock, rest, reason = _day_of(words)
    offset: tzinfo | None = None
    if day is None and reason == NO_YEAR:  # "Thu Mar 21 23:58:00 +0000 2024": the year stands after the clock
        clock, rest = _clock_of(words)
        offset, rest = _offset_of(rest)
        day, _, rest, _ = _day_of(rest)
    if day is None:
        return Stamp(None, None, reason)
    if clock is None:
        clock, rest = _clock_of(rest)
    if offset is None:
        offset, rest = _offset_of(rest)
    unclear, rest = _unclear_zone(rest)
    if not _only_fillers(rest):
        return Stamp(None, None, UNREADABLE)
    return Stamp(day.isoformat(), zone) if unclear else _stamp(day, clock, offset, zone)


def leading_date(line: str) -> tuple[str, int] | None:
    """The date that a line opens with, where the line is a heading and not a sentence: its words, and where the words after it begin.

    ``date 2024-03-21 Talks resume`` and ``Tue 05 Jul 2016 Bomb kills four`` open with one; ``21 March 2024 was a Thursday`` does not.
    """
    opening = _words().opening.match(line)
    start = opening.end() if opening else 0
    match = _ISO.match(line, start) or _words().by_month.match(line, start)
    if not match:
        return None
    rest = line[match.end() :]
    marked = bool(opening and opening.group().strip()) or match.re is _ISO
    first = rest.lstrip(" \t")[:1]
    if rest.strip() and (first.islower() or first in ",;.)" or not (marked or first in "-–—|:")):
        return None
    return line[: match.end()].strip(), match.end() + len(rest) - len(rest.lstrip(" \t-–—|:"))


def is_change_line(line: str) -> bool:
    """Whether a line tells of a later change of the page: ``Updated 3 May 2024 10:00``."""
    word = _WORD.match(line.strip())
    last = word and word.group().lower() == "last"
    rest = line.strip()[len("last") :].strip() if last else line.strip()
    word = _WORD.match(rest)
    return bool(word and word.group().lower() in _words().changes and read_stamp(rest[word.end() :].lstrip(" :")).value)


def day_within(words: str) -> str | None:
    """The one whole day that stands anywhere in some words, such as a dateline; null where there is none."""
    day, _, rest, _ = _day_of(words)
    return day.isoformat() if day and _day_of(rest)[0] is None else None


def _before_change(words: str) -> str:
    """`words` without a trailing "… | Updated 22 March": a later change is not publication. A leading one stays, and fails later."""
    for match in _WORD.finditer(words):
        if match.start() and match.group().lower() in _words().changes:
            return words[: match.start()]
    return words


def _day_of(words: str) -> tuple[date | None, time | None, str, str]:
    """The day in `words`, the clock time of an ISO form, the words left over, and the reason where there is no day."""
    if match := _ISO.search(words):
        year, _, month, day, hour, minute, second = match.groups()
        found = _real_day(int(year), int(month), int(day))
        clock = _real_clock(int(hour), int(minute), int(second or 0)) if hour else None
        return found, clock, _without(words, match), IMPOSSIBLE
    if match := _words().by_month.search(words):
        d1, m1, y1, y2, m2, d2, m3, d3, y3 = match.groups()
        month_name = (m1 or m2 or m3).lower()
        found = _real_day(int(y1 or y2 or y3), _words().months[month_name], int(d1 or d2 or d3))
        return found, None, _without(words, match), IMPOSSIBLE
    if match := _FIGURES.search(words):
        found, reason = _from_figures(int(match[1]), int(match[3]), match[4])
        return found, None, _without(words, match), reason
    has_month = any(match.group().lower() in _words().months for match in _WORD.finditer(words))
    return None, None, words, NO_YEAR if has_month and re.search(r"(?<!\d)\d{1,2}(?!\d)", words) else UNREADABLE


def _from_figures(first: int, second: int, year: str) -> tuple[date | None, str]:
    """The day of ``21/03/2024`` or ``03/21/2024``, or the reason why it stays open."""
    if len(year) == 2:
        return None, NO_YEAR
    if first > 12 or first == second:
        return _real_day(int(year), second, first), IMPOSSIBLE
    if second > 12:
        return _real_day(int(year), first, second), IMPOSSIBLE
    return None, AMBIGUOUS


def _clock_of(words: str) -> tuple[time | None, str]:
    """The clock time in `words` and the words left over."""
    match = _CLOCK.search(words)
    if not match:
        return None, words
    hour, minute, second, half = int(match[1]), int(match[2] or 0), int(match[3] or 0), (match[4] or match[5] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None, words
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return _real_clock(hour, minute, second), _without(words, match)


def _offset_of(words: str) -> tuple[tzinfo | None, str]:
    """The zone in `words`, as a fixed offset or a named zone, and the words left over."""
    if match := _OFFSET.search(words):
        away = timedelta(hours=int(match[2]), minutes=int(match[3]))
        if away < timedelta(hours=24):
            return timezone(-away if match[1] == "-" else away), _without(words, match)
    for match in _WORD.finditer(words):
        name = match.group().lower()
        if name in _words().zones:
            meant = _words().zones[name]
            return _offset_of(meant)[0] if meant[0] in "+-" else _zone(meant), _without(words, match)
    return None, words


def _unclear_zone(words: str) -> tuple[bool, str]:
    """Whether `words` name a zone that means several, and the words left over."""
    match = next((match for match in _WORD.finditer(words) if match.group().lower() in _words().ambiguous), None)
    return (True, _without(words, match)) if match else (False, words)


def _only_fillers(words: str) -> bool:
    """Whether nothing but weekdays, fillers and punctuation is left."""
    known = _words().weekdays | _words().fillers
    return not re.search(r"\d", words) and all(match.group().lower() in known for match in _WORD.finditer(words))


def _stamp(day: date, clock: time | None, offset: tzinfo | None, zone: str | None) -> Stamp:
    """Day, clock and offset as one value. A clock time without any zone says too little to be kept: the day stands alone."""
    if clock is None:
        return Stamp(day.isoformat(), zone)
    home = _zone(zone) if zone else None
    place = offset or home
    if place is None:
        return Stamp(day.isoformat(), zone)
    moment = datetime.combine(day, clock.replace(microsecond=0), place)
    if home is not None:  # "yesterday" is counted from the outlet's day, whatever zone its server writes
        return Stamp(moment.astimezone(home).isoformat(), zone)
    value = moment.isoformat()
    return Stamp(value, getattr(place, "key", None) or ("UTC" if value.endswith("+00:00") else value[-6:]))


def _zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, or None where there is none (or no zone database on this machine)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return None


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA zone; a machine without a zone database knows none and says yes to all."""
    return _zone(name) is not None or not available_timezones()


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _real_clock(hour: int, minute: int, second: int) -> time | None:
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _without(words: str, match: re.Match[str]) -> str:
    """`words` with a space in place of the match."""
    return f"{words[: match.start()]} {words[match.end() :]}"
