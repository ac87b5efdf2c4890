"""Corpora: tables, JSON and feeds, in which each row or entry is an article, or says where its page is."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from sayso.errors import UsageError
from sayso.intake import build, documents, feeds, sources, tables, tabular
from sayso.intake.build import Setup
from sayso.intake.clean import clean, decode, encoding_of, is_binary
from sayso.intake.documents import Document
from sayso.intake.html import Page, read_markup, read_page
from sayso.intake.quarantine import UnreadableError
from sayso.intake.sources import Source
from sayso.intake.tables import Table
from sayso.intake.tabular import Row
from sayso.records import Article, Quarantined

if TYPE_CHECKING:
    from sayso.intake.apart import Apart
    from sayso.intake.web import Fetcher

T = TypeVar("T")
Item = Article | Quarantined
_PEEK = 65_536
"""Bytes at the head of a corpus by which its encoding is told."""


class Corpora:
    """Reads corpora; pages are fetched where there is a fetcher."""

    def __init__(self, setup: Setup, fetcher: Fetcher | None, apart: Apart | None = None) -> None:
        self._setup = setup
        self._fetcher = fetcher
        self._apart = apart

    def read(self, source: Source) -> Iterator[Item]:
        """The articles of a table in a file.

        Raises:
            UnreadableError: the table cannot be read.
            UsageError: it has no column that holds text.
        """
        if source.kind in sources.TABLES:
            fetch = self._fetcher is not None
            yield from self._articles(self._many(tables.rows, self._table(source), source.name, self._setup, fetch))
        else:
            with self._text(source) as lines:
                yield from self._articles(self._rows(lines, source))

    def of_stream(self, stream: BinaryIO, source: Source) -> Iterator[Item]:
        """The articles of a table that comes in once, such as standard input; the stream stays open."""
        lines = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline=_newline(source.kind))
        try:
            yield from self._articles(self._rows(lines, source))
        finally:
            lines.detach()

    def check(self, source: Source) -> str | None:
        """Refuse a corpus that lacks a mapped column before the run begins; say which columns are taken for what.

        Returns:
            A line for the user; null where nothing can be said yet. A corpus that cannot be read at all is quarantined later.

        Raises:
            UsageError: as `tabular.resolve_mapping`.
        """
        mapping, fetch = self._setup.mapping, self._fetcher is not None
        try:
            tables = self._columns(source)
        except UnreadableError:
            return None
        problem: UsageError | None = None
        for columns in tables:
            try:
                return f"{source.name}: {tabular.told(tabular.resolve_mapping(columns, mapping, source.name, fetch=fetch), mapping)}"
            except UsageError as error:
                problem = problem or error
        if problem:
            raise problem
        return None

    def _columns(self, source: Source) -> list[list[str]]:
        """The columns of each table of a file."""
        limits = self._setup.limits
        if source.kind in sources.TABLES:
            return list(self._many(tables.columns, self._table(source), limits))
        with self._text(source) as lines:
            if source.kind == sources.JSONL:
                return tabular.jsonl_columns(lines, limits)
            return [tabular.csv_columns(lines, source.name, limits, _delimiter(source.kind))[0]]

    def json(self, document: Document) -> Iterator[Item]:
        """The articles of a JSON document: one object, or a list of objects."""
        limits = self._setup.limits
        value = tabular.parse_json(decode(document.raw, limits=limits), "the file")
        records = value if isinstance(value, list) else [value]
        for number, record in enumerate(records, start=1):
            name = f"{document.name}#{number}"
            if isinstance(record, dict):
                row = tabular.object_row(record, name, self._setup.mapping, f"entry {number}", fetch=self._fetcher is not None)
                yield from self._articles([row])
            else:
                yield UnreadableError("bad-row", f"entry {number} is not a JSON object").quarantined(name)

    def feed(self, document: Document) -> Iterator[Item]:
        """The articles of a feed: the page of each entry where pages are fetched, else what the feed carries whole."""
        for number, entry in enumerate(feeds.entries(document.raw, document.url, self._setup.limits), start=1):
            known = {
                "title": entry.title,
                "url": entry.url,
                "published": entry.published,
                "byline": entry.byline,
                "language": entry.language,
                "outlet": entry.outlet,
                "html": entry.html,
            }
            row = Row(f"{document.name}#{number}", {field: value for field, value in known.items() if value})
            yield from self._articles([row], prefer_page=True)

    def _rows(self, lines: TextIO, source: Source) -> Iterator[Row | Quarantined]:
        """The rows of a stream of text."""
        limits, mapping, fetch = self._setup.limits, self._setup.mapping, self._fetcher is not None
        if source.kind == sources.JSONL:
            return tabular.jsonl_rows(lines, source.name, mapping, limits, fetch=fetch)
        return tabular.csv_rows(lines, source.name, mapping, limits, _delimiter(source.kind), fetch=fetch)

    def _articles(self, rows: Iterable[Row | Quarantined], *, prefer_page: bool = False) -> Iterator[Item]:
        """Rows as articles; those that have none as quarantine rows."""
        for row in rows:
            if isinstance(row, Quarantined):
                yield row
                continue
            try:
                yield build.of_row(row, self._setup, self._page(row, prefer_page) or self._markup(row))
            except UnreadableError as error:
                yield error.quarantined(row.source, "\x1f".join(row.values.values()).encode("utf-8", "replace"))

    def _page(self, row: Row, prefer: bool) -> Page | None:
        """The page at a row's address, where the row lacks its text (or the page is preferred) and pages are fetched."""
        has_text = any(row.values.get(field, "").strip() for field in ("text", "html"))
        url = row.values.get("url", "").strip()
        if self._fetcher is None or not url or (has_text and not prefer):
            if prefer and not has_text:
                raise UnreadableError("not-fetched", "the feed holds a summary of the article; fetch the page with --fetch")
            return None
        try:
            found = self._fetcher.get(url)
            return self._one(read_page, found.body, found.url, self._setup.limits, found.charset)
        except UnreadableError:
            if not has_text:
                raise
            return None

    def _markup(self, row: Row) -> Page | None:
        """The page in a row's column of HTML."""
        markup, url = row.values.get("html", ""), row.values.get("url")
        return self._one(read_markup, markup, clean(url).text if url else None, self._setup.limits) if markup.strip() else None

    def _many(self, fn: Callable[..., Iterator[T]], *given: Any) -> Iterator[T]:
        """What `fn` gives, in a process of its own where there is one."""
        return fn(*given) if self._apart is None else self._apart.items(fn, *given)

    def _one(self, fn: Callable[..., T], *given: Any) -> T:
        """What `fn` returns, likewise."""
        return fn(*given) if self._apart is None else self._apart.one(fn, *given)

    def _table(self, source: Source) -> Table:
        """A table to read: the path of a file, else its bytes."""
        if source.kind == sources.PARQUET and source.path is not None and not source.gzipped:
            return Table(source.kind, source.path)
        with documents.opened(source, self._setup.limits) as stream:
            return Table(str(source.kind), documents.bytes_of_table(stream, self._setup.limits))

    @contextmanager
    def _text(self, source: Source) -> Iterator[TextIO]:
        """A corpus as a stream of text.

        Raises:
            UnreadableError: ``unreadable``, ``empty`` or ``binary``.
        """
        limits = self._setup.limits
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
