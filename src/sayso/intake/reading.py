"""From sources to articles: every file and row comes out as an `Article` or as a `Quarantined` with a reason, in a stable order."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from sayso.errors import InputError, UsageError
from sayso.intake import dates, sources, tabular
from sayso.intake.articles import Facts, assemble
from sayso.intake.clean import check_replaced, clean, decode, encoding_of, is_binary
from sayso.intake.header import read_header
from sayso.intake.html import Page, is_html, read_markup, read_page
from sayso.intake.language import is_foreign, language_of
from sayso.intake.limits import DEFAULT, Limits, check_letters
from sayso.intake.outlets import NO_OUTLETS, OutletTable
from sayso.intake.quarantine import UnreadableError
from sayso.intake.sources import Source
from sayso.records import Article, Quarantined

Item = Article | Quarantined
_TABULAR = {sources.CSV, sources.TSV, sources.JSONL}
_PEEK = 65_536


@dataclass(frozen=True, slots=True)
class _Options:
    """What the user said about all sources."""

    mapping: Mapping[str, str] | None = None
    outlets: OutletTable = NO_OUTLETS
    limits: Limits = DEFAULT


def read_sources(
    given: Iterable[str | Path],
    *,
    mapping: Mapping[str, str] | None = None,
    outlets: OutletTable | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Item]:
    """Read files, folders, globs and standard input (``-``) as one stream.

    Args:
        given: what to read. Folders are walked; files of a folder come sorted by path.
        mapping: field -> column of CSV, TSV, JSONL and JSON (fields: `tabular.FIELDS`); what is left out is guessed from common names.
        outlets: the user's table of outlets.
        limits: see `Limits`.

    Returns:
        An iterator over articles and quarantined inputs: one for each text file, page or row, in the order of the sources.

    Raises:
        InputError: a source does not exist; raised before anything is read.
        UsageError: a corpus lacks a mapped column, or the user named it and it has no column that holds text; raised before anything
            is read (for standard input: by the iterator). A table that merely lies in a folder is quarantined.
    """
    options = _Options(mapping, outlets or NO_OUTLETS, limits)
    files = list(sources.expand(given))
    for file in files:
        if file.kind in _TABULAR and (file.named or mapping):
            _check_columns(file, options)
    return (item for file in files for item in _read_file(file, options))


def read_article(path: Path, outlets: OutletTable | None = None, limits: Limits = DEFAULT) -> Article:
    """The article of one file: plain text, with or without header lines, or HTML.

    Raises:
        InputError: the file does not exist, holds a corpus of rows, or cannot be read (then an `UnreadableError` with its reason).
    """
    if not path.exists():
        raise InputError(f"{path}: no such file")
    if path.is_dir():
        raise InputError(f"{path}: a folder; one report is read at a time, `sayso code` takes folders")
    source = next(sources.expand([path]))
    if source.kind in _TABULAR or source.kind == sources.JSON:
        raise InputError(f"{path}: a corpus of rows; one report is read at a time, `sayso code` takes corpora")
    try:
        raw = _read_bytes(source, limits)
        return _article(raw, source, _Options(outlets=outlets or NO_OUTLETS, limits=limits))
    except UnreadableError as error:
        raise UnreadableError(error.reason, error.detail, source.name) from error


def _read_file(source: Source, options: _Options) -> Iterator[Item]:
    """The articles and quarantined inputs of one file."""
    raw: bytes | None = None
    try:
        if source.path is None:
            yield from _read_stdin(options)
        elif source.kind in _TABULAR:
            yield from _read_rows(source, options)
        elif source.kind is None and not source.named:
            raise UnreadableError("unknown-type", f"files ending in {source.path.suffix or 'nothing'} are read only when named themselves")
        else:
            raw = _read_bytes(source, options.limits)
            yield from _read_json(raw, source, options) if source.kind == sources.JSON else [_checked(raw, source, options)]
    except UnreadableError as error:
        yield error.quarantined(source.name, raw)
    except UsageError as error:
        if source.named:
            raise
        yield UnreadableError("no-column", str(error)).quarantined(source.name)


def _read_bytes(source: Source, limits: Limits) -> bytes:
    """The bytes of a file within the limits.

    Raises:
        UnreadableError: ``unreadable``, ``empty`` or ``too-large``.
    """
    try:
        with open(source.path or "", "rb") as stream:
            return _within_limit(stream, limits)
    except OSError as error:
        raise UnreadableError("unreadable", f"the file cannot be read ({error.strerror})") from error


def _within_limit(stream: BinaryIO, limits: Limits) -> bytes:
    """All bytes of a stream, none of it kept where it is beyond the limit."""
    raw = stream.read(limits.file_bytes + 1)
    if len(raw) > limits.file_bytes:
        raise UnreadableError(
            "too-large", f"the input has more than {limits.file_bytes:,} bytes; split it, or give a corpus as JSONL or CSV"
        )
    if not raw.strip():
        raise UnreadableError("empty")
    return raw


def _checked(raw: bytes, source: Source, options: _Options) -> Article:
    """The article of some bytes, refused where it is in another language."""
    article = _article(raw, source, options)
    _check_language(article.text)
    return article


def _check_language(text: str) -> None:
    language = language_of(text)
    if is_foreign(text, language):
        raise UnreadableError("not-english", f"the text reads as {language or 'no language in Latin script'}; sayso reads English")


def _article(raw: bytes, source: Source, options: _Options) -> Article:
    """The article of the bytes of a text file or a page."""
    if is_binary(raw):
        raise UnreadableError("binary", "the bytes are not text; export the document as plain text, HTML, CSV or JSONL")
    if source.kind == sources.HTML or is_html(raw):
        return _of_page(read_page(raw, limits=options.limits), source.name, options)
    return _of_plain_text(decode(raw, limits=options.limits), source.name, options)


def _of_plain_text(given: str, source: str, options: _Options) -> Article:
    """The article of a plain text: header lines become facts, the headline stays above the body."""
    text = clean(given).text
    header = read_header(text)
    body = text[header.body :].strip()
    check_letters(body)
    if header.headline and not body:
        raise UnreadableError("no-text", "there is a headline but no text")
    outlet = options.outlets.find(header.byline) if header.byline and not header.outlet else None
    outlet = outlet or options.outlets.resolve(header.outlet, header.url)
    stamp, basis = header.published(outlet.zone if outlet else None)
    facts = Facts(
        headline=header.headline,
        outlet=outlet,
        url=header.url,
        byline=header.byline,
        published=stamp,
        basis=basis,
        language=header.language,
        source=source,
    )
    return assemble(body, facts, prepend=True, limits=options.limits)


def _of_page(page: Page, source: str, options: _Options) -> Article:
    """The article of an extracted page; lines that name the writer above its body become facts."""
    header = read_header(page.body, headline=" ".join(page.headline.split()) if page.headline else "")
    body = page.body[header.body :].strip() or page.body
    outlet = options.outlets.resolve(page.outlet, page.url)
    zone = outlet.zone if outlet else None
    stamp, basis = dates.read_stamp(page.published, zone), page.basis
    if not stamp.value and (header.dates or header.dateline):
        stamp, basis = header.published(zone)
    facts = Facts(
        headline=page.headline,
        outlet=outlet,
        url=page.url,
        byline=page.byline or header.byline,
        published=stamp,
        basis=basis,
        language=language_of(body) or page.language,
        source=source,
    )
    return assemble(body, facts, prepend=True, limits=options.limits)


def _of_row(row: tabular.Row, options: _Options) -> Article:
    """The article of one row of a corpus.

    Raises:
        UnreadableError: the row's text is missing or beyond a limit.
    """
    values = {field: value if field in {"text", "html"} else clean(value).text for field, value in row.values.items()}
    if values.get("html", "").strip():
        page = read_markup(values["html"], values.get("url"), options.limits)
    else:
        page = Page(clean(values.get("text", "")).text.strip(), None, None, None, None, None, "metadata", None)
    check_letters(page.body)
    check_replaced(page.body.count("\ufffd"), len(page.body), "UTF-8", options.limits)
    _check_language(page.body)
    headline = " ".join((values.get("title") or page.headline or "").split())
    outlet = options.outlets.resolve(" ".join(values.get("outlet", "").split()) or page.outlet, values.get("url") or page.url)
    facts = Facts(
        headline=headline,
        outlet=outlet,
        url=values.get("url") or page.url,
        byline=values.get("byline") or page.byline,
        published=dates.read_stamp(values.get("published") or page.published, outlet.zone if outlet else None),
        basis="metadata" if values.get("published") else page.basis,
        language=values.get("language") or page.language,
        source=row.source,
    )
    opens_with_headline = " ".join(page.body[: len(headline) + 20].split()).startswith(headline)
    return assemble(page.body, facts, prepend=not opens_with_headline, limits=options.limits)


def _read_rows(source: Source, options: _Options) -> Iterator[Item]:
    """The rows of a CSV, TSV or JSONL file."""
    with _open(source) as stream:
        yield from _articles(_rows(stream, source.name, source.kind, options), options)


def _rows(stream: TextIO, name: str, kind: str | None, options: _Options) -> Iterator[tabular.Row | Quarantined]:
    """The rows of a stream of a kind."""
    if kind == sources.JSONL:
        return tabular.jsonl_rows(stream, name, options.mapping, options.limits)
    return tabular.csv_rows(stream, name, options.mapping, options.limits, _delimiter(kind))


def _delimiter(kind: str | None) -> str | None:
    """The delimiter that a kind of corpus fixes; null where its header row tells."""
    return "\t" if kind == sources.TSV else None


def _articles(rows: Iterable[tabular.Row | Quarantined], options: _Options) -> Iterator[Item]:
    """Rows as articles; those that have none as quarantine rows."""
    for row in rows:
        if isinstance(row, Quarantined):
            yield row
            continue
        try:
            yield _of_row(row, options)
        except UnreadableError as error:
            yield error.quarantined(row.source, "\x1f".join(row.values.values()).encode("utf-8", "replace"))


def _read_json(raw: bytes, source: Source, options: _Options) -> Iterator[Item]:
    """The articles of a JSON document: one object, or a list of objects."""
    value = tabular.parse_json(decode(raw, limits=options.limits), "the file")
    records = value if isinstance(value, list) else [value]
    for number, record in enumerate(records, start=1):
        name = f"{source.name}#{number}"
        if isinstance(record, dict):
            yield from _articles([tabular.object_row(record, name, options.mapping, f"entry {number}")], options)
        else:
            yield UnreadableError("bad-row", f"entry {number} is not a JSON object").quarantined(name)


def _read_stdin(options: _Options) -> Iterator[Item]:
    """Standard input: JSONL where it begins with an object, CSV where a mapping is given, else one page or text."""
    stream = sys.stdin.buffer
    head = stream.peek(_PEEK) if isinstance(stream, io.BufferedReader) else b""
    kind = sources.JSONL if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else sources.CSV if options.mapping else None
    if kind:
        lines = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline=_newline(kind))
        try:
            yield from _articles(_rows(lines, sources.STDIN, kind, options), options)
        finally:
            lines.detach()
        return
    raw = _within_limit(stream, options.limits)
    try:
        yield _checked(raw, Source(sources.STDIN, None, None), options)
    except UnreadableError as error:
        yield error.quarantined(sources.STDIN, raw)


def _open(source: Source) -> AbstractContextManager[TextIO]:
    """A corpus as a stream of text.

    Raises:
        UnreadableError: ``unreadable``, ``empty`` or ``binary``.
    """
    try:
        with open(source.path or "", "rb") as stream:
            head = stream.read(_PEEK)
        if not head.strip():
            raise UnreadableError("empty")
        if is_binary(head):
            raise UnreadableError("binary", "the bytes are not text; export the corpus as CSV or JSONL")
        encoding = encoding_of(head)
        kind = source.kind or sources.CSV
        return open(source.path or "", encoding="utf-8-sig" if encoding == "utf-8" else encoding, errors="replace", newline=_newline(kind))
    except OSError as error:
        raise UnreadableError("unreadable", f"the file cannot be read ({error.strerror})") from error


def _newline(kind: str) -> str:
    """The `newline` of `open`: JSON strings hold no bare newline, CSV cells do and must keep theirs."""
    return "\n" if kind == sources.JSONL else ""


def _check_columns(source: Source, options: _Options) -> None:
    """Refuse a corpus that lacks a mapped column before the run begins; one that cannot be read at all is quarantined later."""
    try:
        with _open(source) as stream:
            if source.kind == sources.JSONL:
                next(_rows(stream, source.name, source.kind, options), None)
            else:
                columns, _ = tabular.csv_columns(stream, source.name, options.limits, _delimiter(source.kind))
                tabular.resolve_mapping(columns, options.mapping, source.name)
    except UnreadableError:
        return
