"""What changed between two releases, bundles or databases: events gained, lost and altered, article by article."""

from __future__ import annotations

import csv as table_files
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from sayso.address import Address, address
from sayso.encode import dumps
from sayso.errors import InputError
from sayso.export import csv
from sayso.export.columns import EVENTS
from sayso.export.relations import event_row
from sayso.export.selection import Selection
from sayso.export.whole import MARK
from sayso.store import Filter, details, open_store
from sayso.store.changes import Change, changes
from sayso.store.details import Row

_APART = frozenset(
    {
        "id",
        "article",
        "position",
        "outlet",
        "outlet_country",
        "published",
        "headline",
        "url",
        "voice",
        "quote",
        "start",
        "stop",
        "quote_sha256",
        "trigger_spans",
        "confidence",
        "codebook",
        "manifest",
        "when_basis",
        "place_basis",
        "place_note",
    }
)
"""Columns that do not make an event another: what tells of its article, ids and places that follow from other columns, scores, reasons."""
_WORDS = frozenset(["actors", "recipients", "speaker_name", "via", "when_text", "when_anchor_text", "place", "trigger"])
"""Columns that hold words of a text, and so cannot be compared with those of an export that withholds them."""
COMPARED = tuple(column.name for column in EVENTS if column.name not in _APART)
_TOLD = ("type", "mode", "status", "footing", "speaker_name", "actors", "recipients", "first_day", "last_day", "place", "trigger", "quote")
"""Columns that tell an event that is only on one side."""
_NEEDED = ("id", "article", "start", "stop", *_TOLD)
"""Columns without which events can neither be paired nor told."""
_FIELD = 1 << 30
"""Characters that a cell may have; Python's own limit is lower than the longest quote."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One event that is not on both sides as it was."""

    article: str
    kind: str
    """``gained``, ``lost`` or ``altered``."""
    report: str
    """``both``, or ``new`` or ``gone`` where only one side has the article at all."""
    event_before: str | None
    event_after: str | None
    fields: str | None
    """Columns that changed, joined by ``; ``."""
    before: str | None
    """The columns that changed, of a lost event those that tell it, as JSON; all values as texts."""
    after: str | None


@dataclass(slots=True)
class Side:
    """One of the two: its events, grouped by article, and what is known of it as a whole."""

    name: str
    events: Iterable[Row]
    articles: set[str]
    withheld: bool = False
    query: dict[str, Any] = field(default_factory=dict)
    columns: frozenset[str] = frozenset(COMPARED)
    """Columns that it has: a release of an earlier version may lack some."""


@contextmanager
def side(given: str) -> Iterator[Side]:
    """A release or a CSV bundle (a folder), else a database.

    Raises:
        InputError: a folder without what is needed.
        StoreError: no database.
    """
    place: Address = address(given)
    if isinstance(place, Path) and place.is_dir():
        yield _of_folder(place)
        return
    with open_store(place, create=False) as store, store.snapshot() as connection:
        articles = set(details.article_ids(connection))
        events = (_cells(event_row(detail)) for detail in Selection(connection, Filter(), "csv").details())
        yield Side(str(place), events, articles)


def differences(before: Side, after: Side) -> Iterator[Difference]:
    """The differences, in the order of `after`; then those of articles that only `before` has, in its order."""
    there = before.columns & after.columns
    compared = [name for name in COMPARED if name in there and (before.withheld == after.withheld or name not in _WORDS)]
    held = {article: zlib.compress(dumps(list(events)).encode(), 1) for article, events in _by_article(before.events)}
    for article, events in _by_article(after.events):
        old = json.loads(zlib.decompress(held.pop(article))) if article in held else []
        yield from _of_article(article, old, list(events), before, after, compared)
    for article, packed in held.items():
        yield from _of_article(article, json.loads(zlib.decompress(packed)), [], before, after, compared)


def _of_article(article: str, old: list[Row], new: list[Row], before: Side, after: Side, compared: list[str]) -> Iterator[Difference]:
    report = "both" if article in before.articles and article in after.articles else "new" if article in after.articles else "gone"
    for change in changes([_placed(row) for row in old], [_placed(row) for row in new], compared):
        yield _difference(article, report, change)


def _difference(article: str, report: str, change: Change) -> Difference:
    told = change.fields or _TOLD
    return Difference(
        article,
        change.kind,
        report,
        change.before["id"] if change.before else None,
        change.after["id"] if change.after else None,
        "; ".join(change.fields) or None,
        _values(change.before, told),
        _values(change.after, told),
    )


def _values(row: Any, names: Iterable[str]) -> str | None:
    return dumps({name: row[name] for name in names}) if row is not None else None


def _placed(row: Row) -> Row:
    """The row with its place in the text as numbers, for pairing."""
    return {**row, "start": int(row["start"]), "end": int(row["stop"])}


def _by_article(events: Iterable[Row]) -> Iterator[tuple[str, Iterator[Row]]]:
    return groupby(events, key=lambda row: str(row["article"]))


def _cells(row: Row) -> Row:
    """A row as a CSV file has it: everything is text, so that a database compares with a release."""
    return {column.name: str(csv.cell(row.get(column.name))) for column in EVENTS}


def _of_folder(folder: Path) -> Side:
    try:
        stamp = json.loads((folder / MARK).read_text(encoding="utf-8"))
        articles = {row["id"] for row in _read(folder / "articles.csv", ("id",))}
        withheld, query = stamp["text"] == "withheld", dict(stamp["query"])
    except OSError as error:
        raise InputError(f"{folder}: neither a release nor a CSV bundle of sayso ({MARK}: {error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: neither a release nor a CSV bundle of sayso ({error})") from error
    return Side(str(folder), _read(folder / "events.csv", _NEEDED), articles, withheld, query, _header(folder / "events.csv"))


def _header(path: Path) -> frozenset[str]:
    """The names of a table's columns; none where it cannot be read, which is told when it is."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return frozenset(next(table_files.reader(file), []))
    except (OSError, ValueError, table_files.Error):
        return frozenset()


def _read(path: Path, needed: Iterable[str]) -> Iterator[Row]:
    """The rows of a table of a bundle.

    Raises:
        InputError: it cannot be read, or lacks a column.
    """
    table_files.field_size_limit(_FIELD)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            table = table_files.DictReader(file)
            if missing := set(needed) - set(table.fieldnames or ()):
                raise InputError(f"{path}: without the column {min(missing)}; was it made by another version of sayso?")
            yield from table
    except (OSError, ValueError, table_files.Error) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
