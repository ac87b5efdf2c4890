"""Corpora as rows: what stands in tables, JSON and feeds, by functions that a process of its own can be asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from sayso.intake import documents, feeds, parquet, sheets, sources, tabular
from sayso.intake.build import Setup
from sayso.intake.clean import decode, encoding_of, is_binary
from sayso.intake.documents import Document
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError
from sayso.intake.sources import Source
from sayso.intake.tabular import Row
from sayso.records import Quarantined

_PEEK = 65_536
"""Bytes at the head of a corpus by which its encoding is told."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table in a binary file."""

    kind: str
    """`sources.SHEET` or `sources.PARQUET`."""
    content: Path | bytes
    """Where it is, or what is in it."""

    def raw(self) -> bytes:
        """Its bytes."""
        with self.stream() as stream:
            return stream.read()

    @contextmanager
    def stream(self) -> Iterator[BinaryIO]:
        """Its bytes, to be read in any order.

        Raises:
            UnreadableError: ``unreadable``.
        """
        if isinstance(self.content, bytes):
            yield io.BytesIO(self.content)
            return
        with Source("", self.content, self.kind).open() as opened:
            yield opened


def columns(table: Table, limits: Limits = DEFAULT) -> Iterator[list[str]]:
    """The columns of each table of a binary file.

    Raises:
        UnreadableError: the file cannot be read.
    """
    if table.kind == sources.PARQUET:
        with table.stream() as stream:
            yield parquet.parquet_columns(stream, limits)
    else:
        yield from (names for _, names in sheets.sheet_columns(table.raw(), limits))


def rows(table: Table, name: str, setup: Setup, fetch: bool) -> Iterator[Row | Quarantined]:
    """The rows of a binary file.

    Args:
        table: the file.
        name: what its rows are named by.
        setup: mapping and limits.
        fetch: whether a row may have an address in place of a text.

    Raises:
        UnreadableError: the file cannot be read.
        UsageError: it has no column that holds text.
    """
    if table.kind == sources.PARQUET:
        with table.stream() as stream:
            yield from parquet.parquet_rows(stream, name, setup.mapping, setup.limits, fetch=fetch)
    else:
        yield from sheets.sheet_rows(table.raw(), name, setup.mapping, setup.limits, fetch=fetch)


def text_columns(source: Source, limits: Limits = DEFAULT) -> Iterator[list[str]]:
    """The columns of a CSV or TSV file, the keys of the first object of JSONL; nothing where no line of it is one.

    Raises:
        UnreadableError: the file cannot be read.
    """
    with _text(source, limits) as lines:
        if source.kind == sources.JSONL:
            yield from tabular.jsonl_columns(lines, limits)
        else:
            yield tabular.csv_columns(lines, source.name, limits, _delimiter(source.kind))[0]


def text_rows(source: Source, setup: Setup, fetch: bool) -> Iterator[Row | Quarantined]:
    """The rows of a CSV, TSV or JSONL file; raises as `rows`."""
    with _text(source, setup.limits) as lines:
        yield from _rows(lines, source, setup, fetch)


def stream_rows(stream: BinaryIO, source: Source, setup: Setup, fetch: bool) -> Iterator[Row | Quarantined]:
    """The same of what comes in once, such as standard input; the stream stays open."""
    lines = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline=_newline(source.kind))
    try:
        yield from _rows(lines, source, setup, fetch)
    finally:
        lines.detach()


def json_rows(document: Document, setup: Setup, fetch: bool) -> Iterator[Row | Quarantined]:
    """The rows of a JSON document: one object, or a list of objects.

    Raises:
        UnreadableError: it cannot be read.
    """
    value = tabular.parse_json(decode(document.raw, limits=setup.limits), "the file")
    records = value if isinstance(value, list) else [value]
    for number, record in enumerate(records, start=1):
        name = f"{document.name}#{number}"
        if isinstance(record, dict):
            yield tabular.object_row(record, name, setup.mapping, f"entry {number}", fetch=fetch)
        else:
            yield UnreadableError("bad-row", f"entry {number} is not a JSON object").quarantined(name)


def feed_rows(document: Document, limits: Limits = DEFAULT) -> Iterator[Row]:
    """The entries of a feed.

    Raises:
        UnreadableError: as `feeds.entries`.
    """
    for number, entry in enumerate(feeds.entries(document.raw, document.url, limits), start=1):
        known = {
            "title": entry.title,
            "url": entry.url,
            "published": entry.published,
            "byline": entry.byline,
            "language": entry.language,
            "outlet": entry.outlet,
            "html": entry.html,
        }
        yield Row(f"{document.name}#{number}", {field: value for field, value in known.items() if value})


def _rows(lines: TextIO, source: Source, setup: Setup, fetch: bool) -> Iterator[Row | Quarantined]:
    if source.kind == sources.JSONL:
        return tabular.jsonl_rows(lines, source.name, setup.mapping, setup.limits, fetch=fetch)
    return tabular.csv_rows(lines, source.name, setup.mapping, setup.limits, _delimiter(source.kind), fetch=fetch)


@contextmanager
def _text(source: Source, limits: Limits) -> Iterator[TextIO]:
    """A corpus as a stream of text.

    Raises:
        UnreadableError: ``unreadable``, ``empty`` or ``binary``.
    """
    with documents.opened(source, limits) as stream:
        head = stream.read(_PEEK)
    if not head.strip():
        raise UnreadableError("empty")
    if is_binary(head):
        raise UnreadableError("binary", "the bytes are not text; export the corpus as CSV or JSONL")
    encoding = encoding_of(head)
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    with documents.opened(source, limits) as stream:
        lines = io.TextIOWrapper(stream, name, errors="replace", newline=_newline(source.kind))
        try:
            yield lines
        finally:
            lines.detach()


def _newline(kind: str | None) -> str:
    """The `newline` of `open`: JSON strings hold no bare newline, CSV cells do and must keep theirs."""
    return "\n" if kind == sources.JSONL else ""


def _delimiter(kind: str | None) -> str | None:
    """The delimiter that a kind of corpus fixes; null where its header row tells."""
    return "\t" if kind == sources.TSV else None
