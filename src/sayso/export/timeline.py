"""A timeline of a report's events as inline SVG: when each is said to have happened, and when the report was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

WIDTH = 640
LEFT, RIGHT = 20, 20
ROW = 20
TOP = 8
AXIS = 34
"""Pixels below the last row: ticks and their labels."""
LETTER = 7.8
"""Pixels a letter takes, about: labels must not run into each other."""
LONGEST = 800
"""Days: what is further back than this stands at the left border with an arrow, or a jubilee would flatten the news."""
DAILY, WEEKLY, MONTHLY = 14, 100, 400
"""Days of the axis up to which every day, week or month has a tick; a longer one has a tick for every quarter."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasted from one day to another."""

    start: date | None
    """First day; null where the beginning is open."""
    end: date | None
    """Last day; null where the end is open. Not both are null."""
    label: str
    title: str
    """What the pointer brings up."""
    number: str
    link: str
    """Id of the item in the list."""
    tone: str = ""
    """Class of the voice; empty for the outlet's own word."""
    happened: bool = True
    """False of what is planned, threatened, denied: drawn hollow."""

    @property
    def first(self) -> date:
        """The earliest day that is told."""
        return self.start or self.end or date.min

    @property
    def last(self) -> date:
        """The latest day that is told."""
        return self.end or self.start or date.max


def svg(bars: Sequence[Bar], published: date | None) -> str:
    """The timeline; empty where nothing is dated.

    Args:
        bars: what happened, in any order.
        published: the day of the report; an upright line.
    """
    if not bars:
        return ""
    told = [day for bar in bars for day in (bar.first, bar.last)] + ([published] if published else [])
    last = max(told)
    first = max(min(told), last - timedelta(days=LONGEST))
    axis = _Axis(first, max(last, first + timedelta(days=1)))
    rows: list[float] = []
    drawn = "".join(_bar(bar, axis, rows) for bar in sorted(bars, key=lambda bar: (bar.first, bar.last, bar.number)))
    height = TOP + ROW * len(rows)
    today = _published(published, axis, height) if published else ""
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height + AXIS}" role="img" aria-label="Timeline of events">\n'
        f"{''.join(_ticks(axis, height))}{today}{drawn}</svg>\n"
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days from which to which the timeline goes."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Days between both ends."""
        return (self.last - self.first).days

    def x(self, day: date) -> float:
        """Pixels from the left; days before the axis fall on its beginning."""
        share = max(0, (day - self.first).days) / self.days
        return LEFT + share * (WIDTH - LEFT - RIGHT)


def _bar(bar: Bar, axis: _Axis, rows: list[float]) -> str:
    """A bar in the first row that has room for it and its label; `rows` keeps where each row ends."""
    x, end = axis.x(bar.first), axis.x(bar.last)
    text = f"{bar.number} {bar.label}"
    width = len(text) * LETTER
    left = max(x, end) + 10 + width > WIDTH
    begin, finish = (x - 12 - width, end + 8) if left else (x - 6, end + 12 + width)
    row = next((i for i, taken in enumerate(rows) if taken <= begin), len(rows))
    if row == len(rows):
        rows.append(0.0)
    rows[row] = finish
    y = TOP + ROW * row + ROW / 2
    at, anchor = (x - 9, "end") if left else (end + 9, "start")
    before = bar.start is None or bar.first < axis.first
    shape = f'<path d="M{x:.1f} {y:.1f}H{end:.1f}"/>' if end > x else ""
    shape += _end(x, y, "left" if before else "") + (_end(end, y, "right" if bar.end is None else "") if end > x or bar.end is None else "")
    kind = " ".join(part for part in ("bar", bar.tone, "" if bar.happened else "unreal") if part)
    return (
        f'<g class="{kind}"><title>{escape(bar.title)}</title>{shape}'
        f'<text x="{at:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}"><a href="#{escape(bar.link)}">{escape(text)}</a></text></g>\n'
    )


def _end(x: float, y: float, arrow: str) -> str:
    """The end of a bar: a dot, or an arrow where it runs on."""
    if not arrow:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    tip = -7 if arrow == "left" else 7
    return f'<path class="tip" d="M{x + tip:.1f} {y:.1f}L{x:.1f} {y - 5:.1f}V{y + 5:.1f}Z"/>'


def _published(day: date, axis: _Axis, height: float) -> str:
    x = axis.x(day)
    anchor = "end" if x > WIDTH / 2 else "start"
    return (
        f'<path class="published" d="M{x:.1f} 0V{height}"/>'
        f'<text class="published" x="{x:.1f}" y="{height + 30}" text-anchor="{anchor}">published</text>\n'
    )


def _ticks(axis: _Axis, height: float) -> Iterator[str]:
    """The axis with the dates on it for which there is room."""
    yield f'<path class="axis" d="M{LEFT} {height}H{WIDTH - RIGHT}"/>\n'
    free = 0.0
    for day, label in _dates(axis):
        x = axis.x(day)
        yield f'<path class="axis" d="M{x:.1f} {height}v4"/>\n'
        if x - len(label) * LETTER / 2 >= free:
            yield f'<text class="axis" x="{x:.1f}" y="{height + 16}" text-anchor="middle">{label}</text>\n'
            free = x + len(label) * LETTER / 2 + 12


def _dates(axis: _Axis) -> Iterator[tuple[date, str]]:
    """Days of the axis that get a tick, with their labels: days, weeks, months or quarters, so that there are never many."""
    if axis.days > WEEKLY:
        months = 1 if axis.days <= MONTHLY else 3
        day = axis.first.replace(day=1)
        while day <= axis.last:
            if day >= axis.first and (day.month - 1) % months == 0:
                yield day, day.isoformat()[:7]
            day = (day + timedelta(days=32)).replace(day=1)
        return
    step = 1 if axis.days <= DAILY else 7
    for offset in range(0, axis.days + 1, step):
        day = axis.first + timedelta(days=offset)
        yield day, day.isoformat()
