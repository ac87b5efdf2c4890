"""From time expressions to the intervals that events are dated with: ranges, open ends, and lengths counted from another event."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sayso.records import Span, TimeExpression
from sayso.when import periods

_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W*$")
_LOOK_BACK = 24
_LINKS = frozenset({"to", "and", "until", "till", "through", "-", "–", "—"})
_RANGE_OPENERS = frozenset({"from", "between"})
_OPEN_END = frozenset({"since", "after"})
_OPEN_START = frozenset({"until", "till", "by", "before"})
_WITHIN_A_DAY = frozenset({"after", "before", "by"})
_CLOSE = timedelta(days=7)
"""Two days joined by "and" are one interval where they lie no further apart."""
_COARSE = timedelta(days=27)
"""Intervals from a month on are too coarse for shorter lengths to be counted from them."""
_OFFSET = re.compile(r"([+-]?)P(T?)(\d+|X)([A-Z])")
_UNITS: Mapping[tuple[str, str], str] = {("", unit): unit for unit in "DWMY"} | {("T", unit): "T" + unit for unit in "HMS"}
COARSEST = 4, 5
"""ACLED's and UCDP's precision of an interval without an end."""


def intervals(times: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """The expressions that may date an event, in text order: the two ends of a range as one, open ends as nulls.

    "From 3 May to 5 June" is one interval; "since October" has a null `end`, "until Friday" a null `start`. Expressions counted from
    an event ("two days after the attack") are handed on with their `offset`.
    """
    found: list[TimeExpression] = []
    index = 0
    while index < len(times):
        merged = _range(times[index], times[index + 1], text) if index + 1 < len(times) else None
        if merged is not None:
            found.append(merged)
            index += 2
            continue
        found.append(_open(times[index], text))
        index += 1
    return found


def _before(time: TimeExpression, text: str) -> str:
    match = _WORD_BEFORE.search(text, max(0, time.span.start - _LOOK_BACK), time.span.start)
    return match[1].lower() if match else ""


def _range(first: TimeExpression, last: TimeExpression, text: str) -> TimeExpression | None:
    """Two expressions as one interval where they are the ends of a range, else null."""
    link = text[first.span.end : last.span.start].strip().lower()
    if link not in _LINKS or first.start is None or last.end is None or not first.start <= last.end:
        return None
    if link == "and" and _before(first, text) != "between" and not _neighbours(first, last):
        return None
    if link in {"to", "until", "till", "through"} and _before(first, text) not in _RANGE_OPENERS and first.precision != last.precision:
        return None
    span = date.fromisoformat(first.start), date.fromisoformat(last.end)
    return replace(
        first,
        span=Span(first.span.start, last.span.end),
        value=f"{first.value}/{last.value}",
        end=last.end,
        precision=periods.precision(span),
        ucdp_precision=periods.ucdp_precision(span),
        rule=f"{first.rule}+range",
    )


def _neighbours(first: TimeExpression, last: TimeExpression) -> bool:
    if first.start != first.end or last.start != last.end or first.start is None or last.start is None:
        return False
    return timedelta(0) < date.fromisoformat(last.start) - date.fromisoformat(first.start) <= _CLOSE


def _open(time: TimeExpression, text: str) -> TimeExpression:
    """The expression with an open end where a preposition says so."""
    word = _before(time, text)
    if time.start is None or time.end is None or (time.offset is not None and time.anchor == "event"):
        return time
    if time.type == "TIME" and word in _WITHIN_A_DAY:
        return time  # "before dawn on Monday" is still Monday
    if word in _OPEN_END:
        return _without(time, end=True, word=word)
    if word in _OPEN_START:
        return _without(time, end=False, word=word)
    return time


def _without(time: TimeExpression, *, end: bool, word: str) -> TimeExpression:
    acled, ucdp = COARSEST
    start, last = (time.start, None) if end else (None, time.end)
    if word == "before" and time.start is not None:
        last = (date.fromisoformat(time.start) - timedelta(days=1)).isoformat()
    return replace(time, start=start, end=last, precision=acled, ucdp_precision=ucdp, rule=f"{time.rule}+{word}")


def counted_from(time: TimeExpression, anchor: TimeExpression, *, sure: bool) -> TimeExpression | None:
    """A length "after the attack" as an interval, once the attack has a date; null where the anchor has none.

    Args:
        time: an expression with an `offset`.
        anchor: the interval of the event it is counted from.
        sure: whether the anchor is the event named, not just the last one that has a date: if not, the precision is one lower.
    """
    match = _OFFSET.fullmatch(time.offset or "")
    if match is None or anchor.start is None or anchor.end is None:
        return None
    sign, clock, number, letter = match.groups()
    if number == "X" and clock:
        number = "0"  # hours later: the same day, as far as the text tells
        sure = False
    if number == "X":
        return _beyond(time, anchor, after=sign != "-")
    steps = int(number) * (-1 if sign == "-" else 1)
    ends = [_moved(date.fromisoformat(day), _UNITS.get((clock, letter), ""), steps) for day in (anchor.start, anchor.end)]
    if ends[0] is None or ends[1] is None:
        return None
    span = ends[0][0], ends[1][1]
    if "/" in (anchor.value or ""):  # what comes after "between 10 and 14 August" is counted from its end, what comes before from its start
        span = ends[0] if sign == "-" else ends[1]
    length = date.fromisoformat(anchor.end) - date.fromisoformat(anchor.start)
    if length >= _COARSE and abs(span[0] - date.fromisoformat(anchor.start)) < length / 2:
        span = date.fromisoformat(anchor.start), date.fromisoformat(anchor.end)  # "last autumn, a week after gunmen shot": in that autumn
    acled, ucdp = periods.precision(span), periods.ucdp_precision(span)
    return replace(
        time,
        type="DATE",
        value=span[0].isoformat() if span[0] == span[1] else f"{span[0].isoformat()}/{span[1].isoformat()}",
        start=span[0].isoformat(),
        end=span[1].isoformat(),
        precision=acled if sure or acled is None else min(acled + 1, COARSEST[0]),
        ucdp_precision=ucdp if sure or ucdp is None else min(ucdp + 1, COARSEST[1]),
        anchor_span=anchor.span,
        rule=f"{time.rule}+{'event' if sure else 'last-dated'}",
    )


def reversed_offset(time: TimeExpression) -> TimeExpression:
    """The same length the other way round: from the event that is dated to the one it was counted from."""
    offset = time.offset or ""
    return replace(time, offset=("-" if offset.startswith("+") else "+") + offset[1:])


def _moved(day: date, unit: str, steps: int) -> periods.Interval | None:
    """The unit that lies so many steps from a day: for weeks and shorter units a day, else the month or the year."""
    if unit.startswith("T"):
        hours = steps * {"TH": 3600, "TM": 60, "TS": 1}[unit] // 3600
        unit, steps = "D", int(hours / 24)
    if unit == "W":
        unit, steps = "D", steps * 7
    value = periods.unit_of(day, unit, steps) if unit else None
    return periods.interval(value) if value else None


def _beyond(time: TimeExpression, anchor: TimeExpression, *, after: bool) -> TimeExpression:
    """Days after, weeks before: all that is known is the one end."""
    acled, ucdp = COARSEST
    return replace(
        time,
        type="DATE",
        start=anchor.start if after else None,
        end=None if after else anchor.end,
        precision=acled,
        ucdp_precision=ucdp,
        anchor_span=anchor.span,
        rule=f"{time.rule}+event",
    )
