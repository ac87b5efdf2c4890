"""From sources to articles: every file, row, record and entry comes out as an `Article` or a `Quarantined` with a reason, in stable order.

Each is named so that it can be found again: the file as given, and behind a # the row, the record, the entry, or the place of the
article among those of an export.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import InputError, SaysoError, UsageError
from sayso.intake import archives, documents, rtf, sources, warc
from sayso.intake.build import Setup
from sayso.intake.corpora import Corpora
from sayso.intake.documents import Document
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.outlets import NO_OUTLETS, OutletTable
from sayso.intake.quarantine import UnreadableError
from sayso.intake.sources import Source
from sayso.records import Article, Quarantined

if TYPE_CHECKING:
    from sayso.intake.apart import Apart
    from sayso.intake.web import Fetcher

Item = Article | Quarantined
_PEEK = 65_536
_TOLD = 20
"""So many tables are told of before a run; a folder may hold thousands."""
_JSON_LIST = re.compile(rb"\s*\[\s*\{")


def read_sources(
    given: Iterable[str | Path],
    *,
    mapping: Mapping[str, str] | None = None,
    outlets: OutletTable | None = None,
    limits: Limits = DEFAULT,
    fetcher: Fetcher | None = None,
    tell: Callable[[str], None] | None = None,
    apart: Apart | None = None,
) -> Iterator[Item]:
    """Read files, folders, globs, addresses and standard input (``-``) as one stream.

    Args:
        given: what to read. Folders are walked; files of a folder come sorted by path. Archives are read like folders.
        mapping: field -> column of tables and JSON (fields: `tabular.FIELDS`); what is left out is guessed from common names.
        outlets: the user's table of outlets.
        limits: see `Limits`.
        fetcher: fetches the pages of addresses, of the entries of feeds, and of rows that have an address and no text; nothing is
            fetched without one.
        tell: called before the run with a line for each table: which of its columns are taken for what.
        apart: reads what a library takes apart in a process of its own (not plain text, standard input, and tables within archives);
            without it, a file that leads a reader astray takes this process along.

    Returns:
        An iterator over articles and quarantined inputs: one for each document, row, record or entry, in the order of the sources.
        Articles in other languages come too, with their `language`.

    Raises:
        InputError: a source does not exist, or is an address and there is no fetcher; raised before anything is read.
        UsageError: a corpus lacks a mapped column, or the user named it and it has no column that holds text; raised before anything
            is read (for standard input: by the iterator). A table that merely lies in a folder is quarantined.
    """
    reading = _Reading(Setup(mapping, outlets or NO_OUTLETS, limits), fetcher, apart)
    files = list(sources.expand(given))
    lines: list[str] = []
    for file in files:
        if file.kind == sources.URL and fetcher is None:
            raise InputError(f"{file.name}: addresses are fetched only with --fetch")
        if file.kind in sources.ROWS | sources.TABLES:
            lines += _checked(reading, file, strict=bool(file.named or mapping))
    if tell is not None:
        for line in lines[:_TOLD]:
            tell(line)
    return (item for file in files for item in reading.read(file))


def _checked(reading: _Reading, file: Source, *, strict: bool) -> list[str]:
    """What is to be told of a table before the run; where `strict` is false, one that holds no text is passed over here."""
    try:
        line = reading.corpora.check(file)
    except UsageError:
        if strict:
            raise
        return []
    return [line] if line else []


def read_article(path: Path, outlets: OutletTable | None = None, limits: Limits = DEFAULT, apart: Apart | None = None) -> Article:
    """The article of one file: plain text, with or without header lines, HTML, DOCX, RTF or PDF.

    Args:
        path: the file.
        outlets: the user's table of outlets.
        limits: see `Limits`.
        apart: as in `read_sources`.

    Raises:
        InputError: the file does not exist, holds several articles, or cannot be read (then an `UnreadableError` with its reason).
    """
    if not path.exists():
        raise InputError(f"{path}: no such file")
    if path.is_dir():
        raise InputError(f"{path}: a folder; one report is read at a time, `sayso code` takes folders")
    source = next(sources.expand([path]))
    if source.kind in sources.ROWS | sources.TABLES | {sources.JSON}:
        raise InputError(f"{path}: a corpus of rows; one report is read at a time, `sayso code` takes corpora")
    if source.kind in {sources.WARC, sources.ZIP, sources.FEED}:
        raise InputError(f"{path}: an archive or a feed; one report is read at a time, `sayso code` takes those too")
    items = list(_Reading(Setup(None, outlets or NO_OUTLETS, limits), None, apart).read(source))
    if len(items) != 1:
        raise InputError(f"{path}: holds {len(items):,} reports; one report is read at a time, `sayso code` takes them all")
    if isinstance(items[0], Quarantined):
        raise UnreadableError(items[0].reason, items[0].detail, source.name)
    return items[0]


class _Reading:
    """Reads sources of every kind."""

    def __init__(self, setup: Setup, fetcher: Fetcher | None, apart: Apart | None = None) -> None:
        self._setup = setup
        self._fetcher = fetcher
        self._apart = apart
        self.corpora = Corpora(setup, fetcher, apart)

    def read(self, source: Source) -> Iterator[Item]:
        """The articles and quarantined inputs of one source."""
        raw: bytes | None = None
        try:
            if source.kind == sources.URL:
                yield from self._address(source)
            elif source.name == sources.STDIN and source.path is None:
                yield from self._stdin()
            elif source.kind in sources.ROWS | sources.TABLES:
                yield from self.corpora.read(source)
            elif source.kind == sources.WARC:
                yield from self._archive_of_web(source)
            elif source.kind == sources.ZIP:
                yield from self._archive(source)
            elif source.kind is None and not source.named:
                ending = "." + source.name.rpartition(".")[2] if "." in source.name else "nothing"
                raise UnreadableError("unknown-type", f"files ending in {ending} are read only when named themselves")
            else:
                raw = self._bytes(source)
                yield from self._document(Document(raw, source.name, source.kind), source)
        except UnreadableError as error:
            yield error.quarantined(source.name, raw)
        except UsageError as error:
            if source.named:
                raise
            yield UnreadableError("no-column", str(error)).quarantined(source.name)
        except SaysoError:
            raise
        except MemoryError:
            yield UnreadableError("out-of-memory", "the input needs more memory than there is; split it").quarantined(source.name)
        except Exception as error:  # of ours or of a library: it costs one file and not the run
            detail = f"{type(error).__name__}: {str(error)[:300]}; a bug of sayso's, please report it with the file"
            yield UnreadableError("internal-error", detail).quarantined(source.name, raw)

    def _bytes(self, source: Source) -> bytes:
        """The bytes of a file within the limits.

        Raises:
            UnreadableError: ``unreadable``, ``empty``, ``too-large``, ``bomb`` or ``damaged``.
        """
        with documents.opened(source, self._setup.limits) as stream:
            return documents.bytes_of_document(stream, self._setup.limits)

    def _document(self, document: Document, source: Source) -> Iterator[Item]:
        """The articles of a document; one whose bytes are of another kind than its name says is read as what it is."""
        kind = documents.kind_of(document)
        if kind in {sources.ZIP, sources.WARC, sources.SHEET, sources.PARQUET}:
            again = Source(source.name, None, kind, source.named, False, lambda: io.BytesIO(document.raw), source.depth)
            yield from self.read(again)
        elif kind == sources.JSON:
            yield from self.corpora.json(document)
        elif kind == sources.FEED:
            yield from self.corpora.feed(document)
        elif self._apart is not None and not documents.is_plain(document, kind):
            yield from self._apart.items(documents.items, document, kind, self._setup)
        else:
            yield from documents.items(document, kind, self._setup)

    def _archive(self, source: Source) -> Iterator[Item]:
        """The articles of a ZIP archive's entries."""
        with documents.seekable(source, self._setup.limits) as stream:
            for entry in archives.entries(stream, source, self._setup.limits):
                yield from self.read(entry)

    def _archive_of_web(self, source: Source) -> Iterator[Item]:
        """The articles of a WARC file's records."""
        with source.open() as stream:
            for found in warc.documents(stream, self._setup.limits):
                name = f"{source.name}#{found.number}"
                if isinstance(found, warc.Damage):
                    yield found.error.quarantined(name)
                else:
                    page = Document(found.body, name, documents.kind_of_type(found.type), found.url, found.charset)
                    yield from self._guarded(page, source)

    def _guarded(self, document: Document, source: Source) -> Iterator[Item]:
        """The articles of a document out of an archive of the web or off it; an error is of this document only."""
        try:
            if not document.raw.strip():
                raise UnreadableError("empty")
            yield from self._document(document, Source(document.name, None, document.kind, named=True, depth=source.depth + 1))
        except UnreadableError as error:
            yield error.quarantined(document.name, document.raw)

    def _address(self, source: Source) -> Iterator[Item]:
        """The articles of a page, or of the entries of a feed, on the web."""
        if self._fetcher is None:
            raise UnreadableError("not-fetched", "addresses are fetched only with --fetch")
        found = self._fetcher.get(source.name)
        page = Document(found.body, source.name, documents.kind_of_type(found.type), found.url, found.charset)
        yield from self._guarded(page, source)

    def _stdin(self) -> Iterator[Item]:
        """Standard input: JSONL where it begins with an object, CSV where a mapping is given, else one document."""
        stream = sys.stdin.buffer
        head = stream.peek(_PEEK) if isinstance(stream, io.BufferedReader) else b""
        kind = sources.JSONL if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else sources.CSV if self._setup.mapping else None
        source = Source(sources.STDIN, None, kind)
        if kind and not head.startswith(rtf.MAGIC):
            yield from self.corpora.of_stream(stream, source)
            return
        raw = documents.bytes_of_document(stream, self._setup.limits)
        said = sources.JSON if _JSON_LIST.match(raw[:_PEEK]) else None
        yield from self._guarded(Document(raw, sources.STDIN, said), source)
