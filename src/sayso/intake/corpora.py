"""Corpora: tables, JSON and feeds, in which each row or entry is an article, or says where its page is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from sayso.errors import UsageError
from sayso.intake import build, documents, sources, tables, tabular
from sayso.intake.build import Setup
from sayso.intake.clean import clean
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


class Corpora:
    """Reads corpora; pages are fetched where there is a fetcher."""

    def __init__(self, setup: Setup, fetcher: Fetcher | None, apart: Apart | None = None) -> None:
        self._setup = setup
        self._fetcher = fetcher
        self._apart = apart
        self._fetches = fetcher is not None

    def read(self, source: Source) -> Iterator[Item]:
        """The articles of a table in a file.

        Raises:
            UnreadableError: the table cannot be read.
            UsageError: it has no column that holds text.
        """
        if source.kind in sources.TABLES:
            rows = self._many(tables.rows, self._table(source), source.name, self._setup, self._fetches)
        elif source.opener is None:
            rows = self._many(tables.text_rows, source, self._setup, self._fetches)
        else:  # unpacked as it is read: no other process can take it up
            rows = tables.text_rows(source, self._setup, self._fetches)
        yield from self._articles(rows)

    def of_stream(self, stream: BinaryIO, source: Source) -> Iterator[Item]:
        """The articles of a table that comes in once, such as standard input; the stream stays open."""
        yield from self._articles(tables.stream_rows(stream, source, self._setup, self._fetches))

    def check(self, source: Source) -> str | None:
        """Refuse a corpus that lacks a mapped column before the run begins; say which columns are taken for what.

        Returns:
            A line for the user; null where nothing can be said yet. A corpus that cannot be read at all is quarantined later.

        Raises:
            UsageError: as `tabular.resolve_mapping`.
        """
        mapping = self._setup.mapping
        try:
            found = self._columns(source)
        except UnreadableError:
            return None
        problem: UsageError | None = None
        for columns in found:
            try:
                resolved = tabular.resolve_mapping(columns, mapping, source.name, fetch=self._fetches)
                return f"{source.name}: {tabular.told(resolved, mapping)}"
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
        return list(self._many(tables.text_columns, source, limits))

    def json(self, document: Document) -> Iterator[Item]:
        """The articles of a JSON document: one object, or a list of objects."""
        yield from self._articles(self._many(tables.json_rows, document, self._setup, self._fetches))

    def feed(self, document: Document) -> Iterator[Item]:
        """The articles of a feed: the page of each entry where pages are fetched, else what the feed carries whole."""
        yield from self._articles(self._many(tables.feed_rows, document, self._setup.limits), prefer_page=True)

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
