"""Documents: what some bytes are, and the articles in them. A text, a page, a Word or RTF file, a PDF; or an export with many articles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from sayso.intake import build, exports, packed, pdf, rtf, sources, warc
from sayso.intake.build import Setup
from sayso.intake.clean import clean, decode, is_binary
from sayso.intake.docx import PART, docx_text
from sayso.intake.exports import factiva, factiva_html
from sayso.intake.exports.parts import Part, paragraphs
from sayso.intake.feeds import is_feed
from sayso.intake.html import is_html, read_page
from sayso.intake.inflate import CHUNK, GZIP_MAGIC, Gunzip, gunzip
from sayso.intake.limits import Limits, deadline
from sayso.intake.quarantine import UnreadableError
from sayso.intake.sources import Source
from sayso.intake.tabular import Row
from sayso.records import Article, Quarantined

Item = Article | Quarantined
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin")
_TYPES = {
    "text/html": sources.HTML,
    "application/xhtml+xml": sources.HTML,
    "text/plain": sources.TEXT,
    "application/pdf": sources.PDF,
    "application/rss+xml": sources.FEED,
    "application/atom+xml": sources.FEED,
    "application/json": sources.JSON,
    "application/zip": sources.ZIP,
}


@dataclass(frozen=True, slots=True)
class Document:
    """Some bytes with a name."""

    raw: bytes
    name: str
    kind: str | None
    """What its name or its server says it is."""
    url: str | None = None
    charset: str | None = None
    """The encoding that its server declares."""


def kind_of_type(media_type: str) -> str | None:
    """The kind of a media type; null for one that says nothing."""
    return _TYPES.get(media_type)


def kind_of(document: Document) -> str | None:
    """What a document is: by its first bytes, else by its name or its server."""
    head = document.raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:64]
    if head.startswith(rtf.MAGIC):
        return sources.RTF
    if head.startswith(pdf.MAGIC):
        return sources.PDF
    if head.startswith(b"PAR1"):
        return sources.PARQUET
    if head.startswith(warc.VERSION):
        return sources.WARC
    if packed.is_zip(document.raw) and document.kind != sources.DOCX:
        return _kind_of_zip(document.raw)
    if document.kind in {None, sources.TEXT, sources.FEED, sources.HTML} and is_feed(document.raw):
        return sources.FEED
    if document.kind == sources.FEED:  # a page served or named as XML
        return sources.HTML if is_html(document.raw) else None
    return document.kind


def _kind_of_zip(raw: bytes) -> str:
    """Whether an archive is a Word document, a spreadsheet, or a mere archive."""
    with packed.open_zip(io.BytesIO(raw)) as archive:
        names = set(archive.namelist())
    return sources.DOCX if PART in names else sources.SHEET if names & set(_WORKBOOKS) else sources.ZIP


def is_plain(document: Document, kind: str | None) -> bool:
    """Whether the document is plain text, which no library reads: anything else is better read in a process of its own."""
    told = kind in {sources.HTML, sources.PDF, sources.DOCX, sources.RTF}
    return not (told or is_html(document.raw) or document.raw.startswith(GZIP_MAGIC))


def items(document: Document, kind: str | None, setup: Setup) -> Iterator[Item]:
    """The articles of a document, and what in it is none.

    Raises:
        UnreadableError: the document as a whole cannot be read.
    """
    raw, limits = document.raw, setup.limits
    if kind == sources.RTF:
        text, whole = rtf.rtf_text(raw, limits)
        yield from _of_office(text, document, setup, whole)
    elif kind == sources.DOCX:
        yield from _of_office(docx_text(raw, limits), document, setup, True)
    elif kind == sources.PDF:
        yield build.of_plain_text(pdf.pdf_text(raw, limits), document.name, setup)
    elif is_binary(raw):
        yield from _of_gzip(document, setup)
    elif kind == sources.HTML or is_html(raw):
        yield from _of_html(document, setup)
    else:
        yield from _of_text(decode(raw, document.charset, limits), document, setup)


def _of_gzip(document: Document, setup: Setup) -> Iterator[Item]:
    """The articles of a packed document; other bytes that are no text are refused."""
    if not document.raw.startswith(GZIP_MAGIC):
        raise UnreadableError("binary", "the bytes are not text; export the document as plain text, HTML, DOCX, RTF, CSV or JSONL")
    inner = Document(gunzip(document.raw, setup.limits.file_bytes, setup.limits), document.name, None, document.url, document.charset)
    if inner.raw.startswith(GZIP_MAGIC):
        raise UnreadableError("too-deep", "the file is packed more than once; unpack it yourself")
    if kind_of(inner) in {sources.ZIP, sources.WARC, sources.SHEET, sources.PARQUET, sources.FEED, sources.JSON}:
        raise UnreadableError("unknown-type", "the packed file is a corpus whose name does not say so; give it its own ending before .gz")
    yield from items(inner, kind_of(inner), setup)


def _of_html(document: Document, setup: Setup) -> Iterator[Item]:
    """The article of a page, or the articles of a saved export."""
    if factiva_html.is_export(document.raw):
        with deadline(setup.limits.seconds):
            found = list(factiva.html_parts(clean(decode(document.raw, document.charset, setup.limits)).text, setup.limits))
        yield from _of_parts(found, document, setup)
    else:
        yield build.of_page(read_page(document.raw, document.url, setup.limits, document.charset), document.name, setup)


def _of_text(text: str, document: Document, setup: Setup) -> Iterator[Item]:
    """The article of a text, or the articles of an export as text."""
    found = _parts(text, setup.limits)
    if found is None:
        yield build.of_plain_text(text, document.name, setup)
    else:
        yield from _of_parts(found, document, setup)


def _of_office(text: str, document: Document, setup: Setup, whole: bool) -> Iterator[Item]:
    """The article of a Word or RTF file, each line a paragraph, or the articles of an export.

    Args:
        text: lines.
        document: where they come from.
        setup: see `Setup`.
        whole: whether the file came to its end.
    """
    cut = UnreadableError("damaged", "the file ends in the middle; export or copy it again")
    found = _parts(text, setup.limits)
    if found is not None:
        yield from _of_parts(found, document, setup)
        if not whole:
            yield cut.quarantined(document.name, document.raw)
    elif whole:
        yield build.of_plain_text(paragraphs(clean(text).text.split("\n")), document.name, setup)
    else:
        raise cut


def _parts(text: str, limits: Limits) -> list[Part] | None:
    with deadline(limits.seconds):
        found = exports.parts_of(clean(text).text)
        return None if found is None else list(found)


def _of_parts(parts: list[Part], document: Document, setup: Setup) -> Iterator[Item]:
    """The articles of an export, each with its place as its name."""
    for number, part in enumerate(parts, start=1):
        name = f"{document.name}#{number}"
        try:
            if isinstance(part, UnreadableError):
                raise part
            yield build.of_row(Row(name, part), setup)
        except UnreadableError as error:
            said = "\x1f".join(part.values()) if not isinstance(part, UnreadableError) else ""
            yield error.quarantined(name, said.encode("utf-8", "replace") if said else None)


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[BinaryIO]:
    """The bytes of a source, unpacked where its name ends in ``.gz``.

    Raises:
        UnreadableError: ``unreadable``; and while they are read, ``too-large``, ``bomb`` or ``damaged``.
    """
    with source.open() as stream:
        if source.gzipped:
            yield cast(BinaryIO, io.BufferedReader(Gunzip(stream, limits), CHUNK))
        else:
            yield stream


@contextmanager
def seekable(source: Source, limits: Limits) -> Iterator[BinaryIO]:
    """The bytes of a source that must be read in any order: those of an entry of an archive are taken in, within the limits."""
    with opened(source, limits) as stream:
        yield stream if source.path is not None and not source.gzipped else io.BytesIO(bytes_of_table(stream, limits))


def bytes_of_document(stream: BinaryIO, limits: Limits) -> bytes:
    """All bytes of a document, none of it kept where it is beyond the limit.

    Raises:
        UnreadableError: ``too-large``, or ``empty`` for nothing but white space.
    """
    raw = _bytes_within(stream, limits.file_bytes, "split it, or give a corpus as JSONL or CSV")
    if not raw.strip():
        raise UnreadableError("empty")
    return raw


def bytes_of_table(stream: BinaryIO, limits: Limits) -> bytes:
    """All bytes of a table in a binary file, likewise.

    Raises:
        UnreadableError: ``too-large`` or ``empty``.
    """
    raw = _bytes_within(stream, limits.table_bytes, "split it, or save it as CSV or JSONL")
    if not raw:
        raise UnreadableError("empty")
    return raw


def _bytes_within(stream: BinaryIO, most: int, remedy: str) -> bytes:
    """All bytes of a stream; one byte beyond the limit is read, to tell a full stream from a longer one."""
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise UnreadableError("too-large", f"the input has more than {most:,} bytes; {remedy}")
    return raw
