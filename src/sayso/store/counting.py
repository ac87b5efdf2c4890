"""The table that researchers run: how many events by dyad, type, month, …, with zeros and with the number of reports read.

One event counts once in a cell. An event of several actors or recipients stands in the cell of each of them, so cells by actor, recipient,
dyad or country may add up to more than the number of events; by everything else they add up to it.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Select, and_, func, select

from sayso.errors import UsageError
from sayso.progress import Progress, counted
from sayso.records import Footing, Status
from sayso.store import choices, periods, schema
from sayso.store.filters import Condition, Filter, conditions
from sayso.store.public import UNLISTED

if TYPE_CHECKING:
    import pandas

DIMENSIONS = (
    "dyad",
    "actor",
    "recipient",
    "country",
    "place",
    "place_country",
    "type",
    "mode",
    "status",
    "footing",
    "voice",
    "outlet",
    "day",
    "week",
    "month",
    "year",
)
LEVELS = ("country", "sector", "actor")
UNITS = ("event", "mention")
DATES = ("event", "published")
HAPPENED = (Status.OCCURRED.value, Status.ONGOING.value)
"""What counts where no status is asked for: the codebook's other statuses tell of what has not happened, or of background long past."""
NOBODY = "none"
"""A side that the report does not name."""
UNKNOWN = "unknown"
"""A value that is not known: an actor without a country, an event without a date or one too vague for the period."""
MOST_CELLS = 2_000_000
"""A complete table may have so many rows."""

_ABOUT_ACTORS = frozenset({"dyad", "actor", "recipient", "country"})
SINGLE = tuple(name for name in DIMENSIONS if name not in _ABOUT_ACTORS)
"""Dimensions on which every event has one value."""
_EVENT, _ARGUMENT, _SAID, _ARTICLE = schema.events_view.c, schema.event_argument.c, schema.attribution.c, schema.article.c


@dataclass(frozen=True, slots=True)
class CountRow:
    """One cell of the table."""

    values: tuple[str, ...]
    """The cell's value on each of the table's dimensions."""
    count: int
    """Events, or mentions of events."""
    telling: int
    """Reports that tell one of them or more."""
    reports: int | None
    """Reports read that could have told one: those of the period, by day of publication, and of the outlet; null where the period is
    unknown."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The whole table, sorted by its dimensions."""

    dimensions: tuple[str, ...]
    rows: tuple[CountRow, ...]
    events: int
    """Different events in the table."""
    undated: int
    """Those of them that stand under an unknown period."""
    reports: int
    """Reports read in all."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns: the dimensions and the three numbers."""
        return (*self.dimensions, "count", "telling", "reports")

    def records(self) -> Iterator[dict[str, Any]]:
        """The rows as mappings from column to value."""
        for row in self.rows:
            yield dict(zip(self.columns, (*row.values, row.count, row.telling, row.reports), strict=True))

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a pandas data frame.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("data frames need pandas: pip install 'sayso[pandas]'") from error
        frame = pandas.DataFrame(list(self.records()), columns=list(self.columns))
        return frame.astype({"count": "int64", "telling": "int64", "reports": "Int64"})


@dataclass(frozen=True, slots=True)
class Table:
    """What table is asked for."""

    by: tuple[str, ...]
    level: str = "country"
    """How actors are told apart: by ``country``, by country and ``sector``, or by the ``actor`` itself."""
    unit: str = "event"
    """``event``: what one article tells of one event counts once; ``mention``: each time that it is told."""
    dated_by: str = "event"
    """The day of a period: of the ``event``, or on which its report was ``published``."""
    zeros: bool = True
    """Whether every combination has a row."""

    def __post_init__(self) -> None:
        """Refuse what names no table.

        Raises:
            UsageError: an unknown, repeated or missing dimension, two sorts of period, an unknown level, unit or date.
        """
        object.__setattr__(self, "by", choices.dimensions(self.by, DIMENSIONS))
        if not self.by:
            raise UsageError(f"count by what? One or more of {', '.join(DIMENSIONS)}")
        if len(set(self.by)) < len(self.by):
            raise UsageError(f"a dimension is named twice: {', '.join(self.by)}")
        if len(set(self.by) & set(periods.PERIODS)) > 1:
            raise UsageError(f"only one sort of period: {', '.join(sorted(set(self.by) & set(periods.PERIODS)))} were given")
        for name, value, known in (("level", self.level, LEVELS), ("unit", self.unit, UNITS), ("dated_by", self.dated_by, DATES)):
            if value not in known:
                raise UsageError(f"{name} {value!r} is none of {', '.join(known)}")

    @property
    def period(self) -> str | None:
        """The sort of period among the dimensions."""
        return next((name for name in self.by if name in periods.PERIODS), None)


def count(connection: Connection, table: Table, chosen: Filter, progress: Progress | None = None) -> Counts:
    """The table over the events that a filter picks; without a status in filter or dimensions, what has happened or is going on.

    Raises:
        UsageError: the filter does not fit events, or the complete table would be too large.
    """
    if not chosen.status and "status" not in table.by:
        chosen = replace(chosen, status=HAPPENED)
    cells: Counter[tuple[str, ...]] = Counter()
    telling: dict[tuple[str, ...], set[str]] = {}
    sides = _sides(connection, table, chosen) if _ABOUT_ACTORS.intersection(table.by) else {}
    events = undated = 0
    found = connection.execution_options(stream_results=True).execute(statement(table, chosen)).mappings()
    for row in counted(found, "events", progress):
        values = [_values(name, row, table, sides) for name in table.by]
        events += 1
        undated += table.period is not None and values[table.by.index(table.period)] == (UNKNOWN,)
        weight = _mentions(row["record"]) if table.unit == "mention" else 1
        for cell in itertools.product(*values):
            cells[cell] += weight
            telling.setdefault(cell, set()).add(row["article"])
    read = _Reports(connection, table, chosen)
    if table.zeros:
        for cell in _grid(table, chosen, cells):
            cells.setdefault(cell, 0)
    rows = tuple(CountRow(cell, cells[cell], len(telling.get(cell, ())), read.of(cell)) for cell in sorted(cells)[: chosen.limit])
    return Counts(table.by, rows, events, undated, read.total)


def statement(table: Table, chosen: Filter) -> Select[Any]:
    """The events that count, with the columns that the dimensions need."""
    columns = [_EVENT[name] for name in ("id", "article", "type", "mode", "status", "footing", "outlet")]
    columns += [_EVENT[name] for name in ("first_day", "last_day", "published", "place", "place_admin1", "place_country", "voice")]
    source = schema.events_view.outerjoin(schema.attribution, _SAID.id == _EVENT.voice)
    columns += [_SAID.public_actor, _SAID.source_type]
    if table.unit == "mention":
        columns.append(schema.event.c.record)
        source = source.join(schema.event, schema.event.c.id == _EVENT.id)
    return select(*columns).select_from(source).where(_picked(table, chosen))


def _picked(table: Table, chosen: Filter) -> Condition:
    """The filter's condition; its days are of the events or of publication, as the table counts."""
    if table.dated_by == "event":
        return conditions(schema.events_view, replace(chosen, limit=None))
    undated = replace(chosen, limit=None, since=None, until=None)
    return and_(conditions(schema.events_view, undated), *_between(func.substr(_EVENT.published, 1, 10), chosen))


def _between(day: Any, chosen: Filter) -> list[Condition]:
    """The filter's first and last day, for a column that holds a day."""
    found = []
    if chosen.since is not None:
        found.append(day >= chosen.since)
    if chosen.until is not None:
        found.append(day <= chosen.until)
    return found


Side = tuple[str, int, str]
"""Role, first code point of the mention, value on the table's level."""


def _sides(connection: Connection, table: Table, chosen: Filter) -> Mapping[str, Sequence[Side]]:
    """Event -> its actors and recipients."""
    picked = select(_EVENT.id).where(_picked(table, chosen))
    columns = (_ARGUMENT.event, _ARGUMENT.role, _ARGUMENT.start, _ARGUMENT.actor, _ARGUMENT.country, _ARGUMENT.sectors)
    statement = select(*columns).where(_ARGUMENT.event.in_(picked)).order_by(_ARGUMENT.event, _ARGUMENT.role, _ARGUMENT.position)
    found: dict[str, list[Side]] = {}
    for row in connection.execute(statement).mappings():
        found.setdefault(row["event"], []).append((row["role"], row["start"], _side(row, table.level)))
    return found


def _side(row: RowMapping, level: str) -> str:
    """An actor on a level; one that only its report knows has no name across reports and is told by country and sector."""
    country, actor = row["country"] or UNKNOWN, row["actor"]
    if level == "country":
        return country
    if level == "actor" and actor is not None and not actor.startswith((UNLISTED, f"role.{UNLISTED}")):
        return str(actor)
    return f"{country} {row['sectors'].split()[0]}" if row["sectors"] else country


def _values(name: str, row: RowMapping, table: Table, sides: Mapping[str, Sequence[Side]]) -> tuple[str, ...]:
    """An event's values on one dimension, each once."""
    if name in _ABOUT_ACTORS:
        return tuple(dict.fromkeys(_BY_ACTORS[name](sides.get(row["id"], ()), row)))
    return (value(name, row, table.dated_by),)


def value(name: str, row: RowMapping, dated_by: str) -> str:
    """An event's value on a dimension of which it has just one (`SINGLE`); `row` is one of `statement`."""
    return _period(name, row, dated_by) if name in periods.PERIODS else _PLAIN[name](row)


def _period(name: str, row: RowMapping, dated_by: str) -> str:
    """The one period in which an event certainly lies; unknown where its date is not told or reaches over several."""
    if dated_by == "published":
        return periods.of(name, row["published"][:10]) if row["published"] else UNKNOWN
    first, last = row["first_day"], row["last_day"]
    if first is None or last is None:
        return UNKNOWN
    found = periods.of(name, first)
    return found if found == periods.of(name, last) else UNKNOWN


def _of_role(sides: Sequence[Side], role: str) -> list[Side]:
    return [side for side in sides if side[0] == role] or [(role, -1, NOBODY)]


def _dyads(sides: Sequence[Side], _row: RowMapping) -> Iterator[str]:
    """Doer and recipient; where everybody is both, as in talks, each with each but nobody with himself."""
    pairs = list(itertools.product(_of_role(sides, "actor"), _of_role(sides, "recipient")))
    others = [(doer, other) for doer, other in pairs if doer[1] != other[1] or doer[1] < 0]
    for doer, other in others or pairs:
        yield f"{doer[2]}>{other[2]}"


def _countries(sides: Sequence[Side], row: RowMapping) -> Iterator[str]:
    """Countries of either side and of the place, as `events --country` finds them."""
    found = [side[2].split()[0] for side in sides]
    known = [country for country in (*found, row["place_country"]) if country and country != UNKNOWN]
    yield from known or [UNKNOWN]


_BY_ACTORS: dict[str, Callable[[Sequence[Side], RowMapping], Iterable[str]]] = {
    "dyad": _dyads,
    "actor": lambda sides, _: (side[2] for side in _of_role(sides, "actor")),
    "recipient": lambda sides, _: (side[2] for side in _of_role(sides, "recipient")),
    "country": _countries,
}


def _place(row: RowMapping) -> str:
    parts = dict.fromkeys(part for part in (row["place"], row["place_admin1"], row["place_country"]) if part)
    return ", ".join(parts) or UNKNOWN


def _voice(row: RowMapping) -> str:
    """Whose word: the outlet's, a public actor's by id, else the sort of source: private persons have no line of their own."""
    if row["voice"] is None:
        return "outlet"
    return row["public_actor"] or f"source: {row['source_type']}"


_PLAIN: dict[str, Callable[[RowMapping], str]] = {
    "type": lambda row: row["type"],
    "mode": lambda row: f"{row['type']}/{row['mode']}" if row["mode"] else row["type"],
    "status": lambda row: row["status"],
    "footing": lambda row: row["footing"],
    "outlet": lambda row: row["outlet"] or UNKNOWN,
    "place": _place,
    "place_country": lambda row: row["place_country"] or UNKNOWN,
    "voice": _voice,
}


def _mentions(record: str) -> int:
    """How often an article tells an event: once, and once more for every mention that was tied to it."""
    whys = json.loads(record).get("why", ())
    return 1 + sum(1 for why in whys if why["field"] == "trigger" and why["rule"] == "same-event")


def _grid(table: Table, chosen: Filter, cells: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Every combination of the dimensions' values: closed lists whole, periods from the first to the last, of the others what occurs.

    Raises:
        UsageError: there are too many.
    """
    seen = [sorted({cell[place] for cell in cells}) for place in range(len(table.by))]
    if not any(seen):
        return
    values = [_all(name, found, chosen) for name, found in zip(table.by, seen, strict=True)]
    size = 1
    for found in values:
        size *= len(found)
    if size > MOST_CELLS:
        sizes = ", ".join(f"{len(found):,} of {name}" for name, found in zip(table.by, values, strict=True))
        raise UsageError(f"the complete table has {size:,} cells ({sizes}); filter, count by less, or leave zeros out with --no-zeros")
    consistent = _consistent(table.by)
    yield from filter(consistent, itertools.product(*values))


def _all(name: str, seen: list[str], chosen: Filter) -> list[str]:
    """The values of a dimension that have rows; an unknown period only where an event stands in it."""
    if name == "type":
        return sorted({*seen, *(choices.types(chosen.type) or choices.types_of_codebook())})
    if name == "status":
        return list(chosen.status or (status.value for status in Status))
    if name == "footing":
        return list(chosen.footing or (footing.value for footing in Footing))
    if name not in periods.PERIODS:
        return seen
    known = [value for value in seen if value != UNKNOWN]
    bounds = [periods.of(name, day) for day in (chosen.since, chosen.until) if day]
    return periods.between(name, min([*known, *bounds]), max([*known, *bounds])) if known or bounds else []


def _consistent(by: tuple[str, ...]) -> Callable[[tuple[str, ...]], bool]:
    """Leaves out what cannot be: a mode of one type under another type."""
    if "type" not in by or "mode" not in by:
        return lambda _: True
    kind, mode = by.index("type"), by.index("mode")
    return lambda cell: cell[mode].partition("/")[0] == cell[kind]


class _Reports:
    """How many reports were read, by period of publication and outlet."""

    def __init__(self, connection: Connection, table: Table, chosen: Filter) -> None:
        day = _ARTICLE.published_day
        picked = _between(day, chosen)
        if chosen.outlet:
            picked.append(func.lower(_ARTICLE.outlet).contains(chosen.outlet.lower(), autoescape=True))
        if chosen.article:
            picked.append(_ARTICLE.id == chosen.article)
        statement = select(_ARTICLE.outlet, day, func.count()).where(*picked).group_by(_ARTICLE.outlet, day)
        self._period = table.by.index(table.period) if table.period else None
        self._outlet = table.by.index("outlet") if "outlet" in table.by else None
        self._published = table.dated_by == "published"
        self._numbers: Counter[tuple[str | None, str | None]] = Counter()
        self.total = 0
        for outlet, published, number in connection.execute(statement):
            when = (periods.of(table.period, published) if published else UNKNOWN) if table.period else None
            self._numbers[when, (outlet or UNKNOWN) if self._outlet is not None else None] += number
            self.total += number

    def of(self, cell: tuple[str, ...]) -> int | None:
        """The number for one cell; null for events whose period is unknown."""
        when = cell[self._period] if self._period is not None else None
        if when == UNKNOWN and not self._published:
            return None
        return self._numbers[when, cell[self._outlet] if self._outlet is not None else None]


def parse(words: Iterable[str]) -> tuple[str, ...]:
    """``dyad,type,month`` as dimensions."""
    return tuple(part.strip() for word in words for part in word.split(",") if part.strip())
