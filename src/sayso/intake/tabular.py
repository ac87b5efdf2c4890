"""Corpora of rows: CSV, TSV, JSONL and JSON, with a mapping from our fields to their columns, streamed row by row.

`sheets` and `parquet` give the rows of binary tables in the same form.

A row that cannot be read is quarantined with its number and the rest goes on. Rows of a CSV file are numbered as a spreadsheet shows them
(the header is row 1), those of JSONL by line.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from sayso import data
from sayso.errors import UsageError
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError
from sayso.nearest import did_you_mean
from sayso.records import Quarantined

FIELDS = ("text", "html", "title", "outlet", "url", "published", "byline", "language")
"""What a column can be mapped to."""
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a corpus: our fields -> its values, as text."""

    source: str
    values: Mapping[str, str]


@functools.cache
def _guesses() -> Mapping[str, Sequence[str]]:
    """Field -> column names it is known under, from lexicon/intake/columns.yaml."""
    table = data.lexicon("intake")["columns"]
    return {field: table[field] for field in FIELDS}


def resolve_mapping(columns: Sequence[str], mapping: Mapping[str, str] | None, name: str, *, fetch: bool = False) -> dict[str, str]:
    """The column of each field.

    Args:
        columns: the columns there are.
        mapping: field -> column, as the user gave it; what it leaves out is guessed from common column names.
        name: the file, for messages.
        fetch: whether a column of addresses will do.

    Raises:
        UsageError: a mapped field is unknown, a mapped column is not there, or no column holds the text.
    """
    there = f"the columns are {', '.join(columns) or 'none'}"
    resolved: dict[str, str] = {}
    for field, column in (mapping or {}).items():
        known = field_of(field)
        if column not in columns:
            raise UsageError(f"{name}: no column {column!r} for {field}; {there}")
        resolved[known] = column
    folded = {_folded(column): column for column in reversed(columns)}
    taken = set(resolved.values())
    for field, guesses in _guesses().items():
        guessed = next((folded[guess] for guess in guesses if guess in folded and folded[guess] not in taken), None)
        has_body = field in {"text", "html"} and ({"text", "html"} & resolved.keys())
        if field not in resolved and guessed is not None and not has_body:
            resolved[field] = guessed
            taken.add(guessed)
    if not {"text", "html"} & resolved.keys():
        if "url" not in resolved:
            raise UsageError(f"{name}: no column is mapped to text; {there}; say which with --map text=COLUMN")
        if not fetch:
            raise UsageError(
                f"{name}: no column is mapped to text, only addresses ({resolved['url']}); {there}; "
                "say which with --map text=COLUMN, or fetch the pages with --fetch"
            )
    return resolved


def field_of(name: str) -> str:
    """The field that a name in a mapping means.

    Raises:
        UsageError: there is no such field.
    """
    field = "text" if name == "body" else name
    if field not in FIELDS:
        raise UsageError(f"{name}: no such field to map{did_you_mean(name, FIELDS)}")
    return field


def told(resolved: Mapping[str, str], mapping: Mapping[str, str] | None) -> str:
    """The columns in the words of `--map`, with those that were guessed."""
    given = {field_of(name) for name in mapping or {}}
    guessed = [field for field in resolved if field not in given]
    pairs = ",".join(f"{field}={column}" for field, column in resolved.items())
    return f"--map {pairs}" + (f" (guessed: {', '.join(guessed)})" if guessed else "")


def _folded(column: str) -> str:
    """A column's name as it is compared."""
    return "".join(character for character in column.lower() if character.isalnum())


class _Lines:
    """The lines of a stream for `csv.reader`, none longer than the limit.

    A class and not a generator: a generator is dead after it raised, and the rows after an overlong line must still be read.
    """

    def __init__(self, stream: TextIO, limit: int) -> None:
        self.stream = stream
        self.limit = limit
        self.failed: UnreadableError | None = None
        """Why the stream below ended before its time: packed data that are damaged or beyond a limit."""
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._read()
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) <= self.limit:
            return line
        while len(line) > self.limit and not line.endswith("\n"):
            line = self._read()
        raise UnreadableError("too-large", f"a line is longer than {self.limit:,} characters")

    def _read(self) -> str:
        try:
            return "" if self.failed else self.stream.readline(self.limit + 1)
        except UnreadableError as error:
            self.failed = error
            return ""

    def check(self) -> None:
        """Raise what ended the stream before its time."""
        if self.failed:
            raise self.failed


def csv_columns(stream: TextIO, name: str, limits: Limits = DEFAULT, delimiter: str | None = None) -> tuple[list[str], str]:
    """The columns in the first line of a CSV stream, and the delimiter: the one given, else the commonest in that line.

    Raises:
        UnreadableError: ``empty``, ``too-large`` or ``bad-row``.
    """
    lines = _Lines(stream, limits.row_bytes)
    line = next(lines, "")
    lines.check()
    if not line.strip():
        raise UnreadableError("empty", "the file has no header row", name)
    chosen = delimiter or max(_DELIMITERS, key=line.count)
    try:
        columns = next(csv.reader([line], delimiter=chosen))
    except csv.Error as error:
        raise UnreadableError("bad-row", f"the header row is not CSV ({error})", name) from error
    check_columns(len(columns), limits)
    return [column.strip() for column in columns], chosen


def check_columns(number: int, limits: Limits) -> None:
    """Refuse a table of too many columns.

    Raises:
        UnreadableError: ``too-large``.
    """
    if number > limits.columns:
        raise UnreadableError(
            "too-large", f"the table has {number:,} columns, the limit is {limits.columns:,}; is this a corpus of articles?"
        )


def csv_rows(
    stream: TextIO,
    name: str,
    mapping: Mapping[str, str] | None,
    limits: Limits = DEFAULT,
    delimiter: str | None = None,
    *,
    fetch: bool = False,
) -> Iterator[Row | Quarantined]:
    """The rows of a CSV stream (opened with ``newline=""``), each with our fields; unreadable ones as quarantine rows.

    Raises:
        UnreadableError: the header cannot be read.
        UsageError: as `resolve_mapping`.
    """
    columns, chosen = csv_columns(stream, name, limits, delimiter)
    resolved = resolve_mapping(columns, mapping, name, fetch=fetch)
    places = {field: columns.index(column) for field, column in resolved.items()}
    lines = _Lines(stream, limits.row_bytes)
    reader = csv.reader(lines, delimiter=chosen)
    number = 1
    while True:
        number += 1
        source = f"{name}#{number}"
        try:
            cells = _next_record(reader, limits)
        except (csv.Error, UnreadableError) as error:
            found = error if isinstance(error, UnreadableError) else UnreadableError("bad-row", f"row {number} is not CSV ({error})")
            yield found.quarantined(source)
            continue
        if cells is None:
            lines.check()
            return
        if lines.ended:  # the reader asked for more: this record is open
            lines.check()
            detail = f"row {number} ends within quotation marks: a mark is missing, or the file is cut off"
            yield UnreadableError("bad-row", detail).quarantined(source, "\x1f".join(cells).encode("utf-8", "replace"))
            return
        if len(cells) != len(columns):
            if cells:
                detail = f"row {number} has {len(cells)} cells, the header has {len(columns)}"
                yield UnreadableError("bad-row", detail).quarantined(source, "\x1f".join(cells).encode("utf-8", "replace"))
            continue
        yield Row(source, {field: cells[place] for field, place in places.items()})


def _next_record(reader: Iterator[list[str]], limits: Limits) -> list[str] | None:
    """The next record; null at the end. The csv module's limit on cells is global: it is ours only while it works for us."""
    before = csv.field_size_limit(limits.row_bytes)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


def jsonl_rows(
    stream: TextIO, name: str, mapping: Mapping[str, str] | None, limits: Limits = DEFAULT, *, fetch: bool = False
) -> Iterator[Row | Quarantined]:
    """The rows of a JSONL stream; blank lines are no rows.

    Raises:
        UsageError: the first object lacks a mapped column, or has none that holds the text.
    """
    lines = _Lines(stream, limits.row_bytes)
    checked = False
    number = 0
    while True:
        number += 1
        source = f"{name}#{number}"
        try:
            line = next(lines, None)
            if line is None:
                break
            if not line.strip():
                continue
            record = parse_object(line, f"line {number}")
        except UnreadableError as error:
            yield error.quarantined(source)
            continue
        if not checked:
            resolve_mapping(list(record), mapping, name, fetch=fetch)
            checked = True
        yield object_row(record, source, mapping, f"line {number}", fetch=fetch)
    lines.check()


def jsonl_columns(stream: TextIO, limits: Limits = DEFAULT) -> list[list[str]]:
    """The keys of the first object of a JSONL stream; nothing where no line of it is one."""
    lines = _Lines(stream, limits.row_bytes)
    while True:
        try:
            line = next(lines, None)
            if line is None:
                return []
            if line.strip():
                return [list(parse_object(line, "the first line"))]
        except UnreadableError:
            continue


def parse_object(line: str, where: str) -> dict[str, Any]:
    """The JSON object of a line.

    Raises:
        UnreadableError: ``bad-row`` or ``too-deep``.
    """
    value = parse_json(line, where)
    if not isinstance(value, dict):
        raise UnreadableError("bad-row", f"{where} is not a JSON object")
    return value


def parse_json(text: str, where: str) -> Any:
    """The value of some JSON.

    Raises:
        UnreadableError: ``bad-row`` or ``too-deep``.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UnreadableError("too-deep", f"{where} is nested too deeply") from error
    except ValueError as error:  # bad syntax, or an integer of thousands of figures
        raise UnreadableError("bad-row", f"{where} is not JSON ({error})") from error


def object_row(
    record: Mapping[str, Any], source: str, mapping: Mapping[str, str] | None, where: str, *, fetch: bool = False
) -> Row | Quarantined:
    """The row of one JSON object; figures count as text, lists and objects in a mapped column make the row unreadable.

    Objects leave out what they do not know, so a mapped column may be missing, but not that of the text.
    """
    present = {field: column for field, column in (mapping or {}).items() if column in record or field in {"text", "body", "html"}}
    try:
        resolved = resolve_mapping(list(record), present, where, fetch=fetch)
    except UsageError as error:
        return _bad(source, str(error), record)
    values: dict[str, str] = {}
    for field, column in resolved.items():
        value = record[column]
        if isinstance(value, (dict, list, bytes)):
            return _bad(source, f"{where}: column {column!r} holds no text", record)
        if value is not None:
            values[field] = str(value)
    return Row(source, values)


def _bad(source: str, detail: str, record: Mapping[str, Any]) -> Quarantined:
    raw = json.dumps(record, sort_keys=True).encode()
    return Quarantined(source, "bad-row", detail, hashlib.sha256(raw).hexdigest())
