"""Calendar values of TIMEX3 and the days they span. Nothing here raises on a date that does not exist: the answer is then null."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_QUARTERS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_NAMED = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_YEARS = re.compile(r"(?:FY)?(\d{2,4})")
_FIGURES = {"Y": 4, "DE": 3, "CE": 2, "ML": 1}
"""Unit of years -> figures of its value."""

SECONDS = {"TH": 3600, "TM": 60, "TS": 1}
"""Clock unit -> seconds."""
YEARS = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}
"""Unit of years -> years."""
_MOST = 10**6
"""Clock units that an offset may have, and the number from which a length is written out whole."""

Interval = tuple[date, date]


def day(year: int, month: int, number: int) -> date | None:
    """The day, or null where the calendar has none (31 February, year 0)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def interval(value: str) -> Interval | None:
    """First and last day of a TIMEX3 calendar value; null for durations, sets, references and unknown parts."""
    try:
        return _interval(value)
    except (ValueError, OverflowError):
        return None


def _interval(value: str) -> Interval | None:
    if match := _DAY.fullmatch(value):
        single = date(*map(int, match.groups()))
        return single, single
    if match := _MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), int(match[2]))
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (monday + timedelta(5 if match[3] else 0)), monday + timedelta(6)
    if match := _NAMED.fullmatch(value):
        first, last = (_QUARTERS | _SEASONS)[match[2]]
        return _months(int(match[1]), first, last)
    if match := _YEARS.fullmatch(value):
        width = 10 ** (4 - len(match[1]))
        year = int(match[1]) * width
        return date(year, 1, 1), date(year + width - 1, 12, 31)
    return None


def _months(year: int, first: int, last: int) -> Interval:
    ending = year + (last < first)
    return date(year, first, 1), date(ending, last, calendar.monthrange(ending, last)[1])


def unit_of(anchor: date, unit: str, shift: int = 0) -> str | None:
    """The value of the calendar unit that lies `shift` units from the one that holds `anchor`; null beyond the calendar.

    `unit` is D, W, F (fortnight), M, Q, Y, DE, CE, ML, or a clock unit TH, TM, TS, which gives the day.
    """
    try:
        return _unit_of(anchor, unit, shift)
    except (ValueError, OverflowError):
        return None


def _unit_of(anchor: date, unit: str, shift: int) -> str | None:
    if unit == "D":
        return (anchor + timedelta(shift)).isoformat()
    if unit in ("W", "F"):
        year, week, _ = (anchor + timedelta(days=7 * shift * (2 if unit == "F" else 1))).isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "WE":
        year, week, _ = (anchor + timedelta(weeks=shift)).isocalendar()
        return f"{year:04}-W{week:02}-WE"
    if unit == "M":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + shift, 12)
        return f"{year:04}-{month + 1:02}" if 1 <= year <= 9999 else None
    if unit == "Q":
        year, quarter = divmod(anchor.year * 4 + (anchor.month - 1) // 3 + shift, 4)
        return f"{year:04}-Q{quarter + 1}" if 1 <= year <= 9999 else None
    if unit in YEARS:
        year = anchor.year + shift * YEARS[unit]
        return f"{year:04}"[: _FIGURES[unit]] if 1 <= year <= 9999 else None
    if unit in SECONDS:
        return (anchor + timedelta(seconds=SECONDS[unit] * shift)).isoformat() if abs(shift) < _MOST else None
    return None


def weekday_near(anchor: date, weekday: int, direction: int, *, itself: bool) -> date | None:
    """The nearest day with this ISO weekday before (-1) or after (1) `anchor`; `anchor` counts where `itself` is true."""
    distance = (anchor.isoweekday() - weekday if direction < 0 else weekday - anchor.isoweekday()) % 7
    if distance == 0 and not itself:
        distance = 7
    try:
        return anchor + timedelta(days=direction * distance)
    except OverflowError:
        return None


def precision(span: Interval | None) -> int | None:
    """ACLED's time precision of an interval: 1 a day, 2 within a week, 3 within a month, 4 (ours) coarser; null for none."""
    if span is None:
        return None
    days = (span[1] - span[0]).days + 1
    return 1 if days == 1 else 2 if days <= 7 else 3 if days <= 31 else 4


def ucdp_precision(span: Interval | None) -> int | None:
    """UCDP GED's date_prec of an interval: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more; null for none."""
    if span is None:
        return None
    days = (span[1] - span[0]).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def widened(span: Interval, days: int) -> Interval:
    """The interval with so many days more on either side, as far as the calendar goes."""
    try:
        return span[0] - timedelta(days=days), span[1] + timedelta(days=days)
    except OverflowError:
        return span


def part_of(span: Interval, mod: str | None) -> Interval:
    """The part of an interval that a TIMEX3 modifier leaves: the first, middle or last third."""
    days = (span[1] - span[0]).days + 1
    if days < 3 or mod not in ("START", "MID", "END"):
        return span
    third = timedelta(days=days // 3)
    if mod == "START":
        return span[0], span[0] + third - timedelta(days=1)
    return (span[0] + third, span[1] - third) if mod == "MID" else (span[1] - third, span[1])


def duration(count: int | str | float, unit: str) -> str:
    """TIMEX3 value of so many units: ``P3D``, ``PT2H``, ``PXY``, decades and centuries in years."""
    if unit in ("DE", "CE"):
        if count == "X":
            return f"PX{unit}"
        count, unit = float(count) * YEARS[unit], "Y"
    if unit == "F":
        count, unit = (count if count == "X" else float(count) * 2), "W"
    if unit == "Q" and count != "X":
        count, unit = float(count) * 3, "M"
    figure = count if count == "X" else f"{float(count):g}" if float(count) < _MOST else str(int(float(count)))
    return f"PT{figure}{unit[1]}" if unit in SECONDS else f"P{figure}{unit}"


def easter(year: int) -> date:
    """Western Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    correction = (32 + 2 * (century % 4) + 2 * (rest // 4) - leap - rest % 4) % 7
    shift = (golden + 11 * leap + 22 * correction) // 451
    month, number = divmod(leap + correction - 7 * shift + 114, 31)
    return date(year, month, number + 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday: the Julian computus (Meeus, Astronomical Algorithms, 1991), moved to the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, number = divmod(moon + weekday + 114, 31)
    return date(year, month, number + 1) + timedelta(days=year // 100 - year // 400 - 2)
