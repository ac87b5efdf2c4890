"""Sources on the command line: files, folders, globs, addresses and standard input, as one ordered stream of files."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso.errors import InputError
from sayso.intake.quarantine import UnreadableError

STDIN = "-"
TEXT, HTML, CSV, TSV, JSONL, JSON = "text", "html", "csv", "tsv", "jsonl", "json"
SHEET, PARQUET, DOCX, RTF, PDF = "sheet", "parquet", "docx", "rtf", "pdf"
FEED, WARC, ZIP, URL = "feed", "warc", "zip", "url"
ROWS = frozenset({CSV, TSV, JSONL})
"""Corpora of rows that are streams of text."""
TABLES = frozenset({SHEET, PARQUET})
"""Corpora of rows in binary files."""
GZIPPED = ".gz"
_KINDS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".csv": CSV,
    ".tsv": TSV,
    ".tab": TSV,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".json": JSON,
    ".xlsx": SHEET,
    ".xlsm": SHEET,
    ".xls": SHEET,
    ".parquet": PARQUET,
    ".docx": DOCX,
    ".rtf": RTF,
    ".pdf": PDF,
    ".rss": FEED,
    ".atom": FEED,
    ".xml": FEED,
    ".warc": WARC,
    ".wet": WARC,
    ".zip": ZIP,
}
_ADDRESSES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, an entry of an archive, an address, or standard input."""

    name: str
    """The path as given, or as found below the folder given; ``archive.zip#entry``; the address; ``-`` for standard input."""
    path: Path | None
    """Null for what is no file of its own."""
    kind: str | None
    """What the file's name says it is; null where it says nothing."""
    named: bool = True
    """Whether the user named this very file; files of unknown kind are only read where named."""
    gzipped: bool = False
    """Whether the name ends in ``.gz``."""
    opener: Callable[[], BinaryIO] | None = None
    """Opens what is no file of its own: the bytes of an entry of an archive."""
    depth: int = 0
    """Number of archives that this lies in."""

    def open(self) -> BinaryIO:
        """The bytes, from the beginning.

        Raises:
            UnreadableError: ``unreadable``.
        """
        if self.opener is not None:
            return self.opener()
        try:
            return open(self.path or "", "rb")
        except OSError as error:
            raise UnreadableError("unreadable", f"the file cannot be read ({error.strerror}); check its name and your rights") from error


def expand(sources: Iterable[str | Path]) -> Iterator[Source]:
    """The files of some sources, in the order given; those of a folder or a glob sorted by name, hidden ones left out, each file once.

    Raises:
        InputError: a source does not exist, or a glob or a folder holds no file.
    """
    seen: set[str] = set()
    for source in sources:
        for found in _files(source):
            key = os.path.realpath(found.path) if found.path else found.name
            if key not in seen:
                seen.add(key)
                yield found


def is_address(source: str | Path) -> bool:
    """Whether a source is an address of the web."""
    return isinstance(source, str) and source.lower().startswith(_ADDRESSES)


def kind_of(name: str) -> tuple[str | None, bool]:
    """What a file's name says it is, and whether it says that it is packed."""
    stem = name.lower()
    gzipped = stem.endswith(GZIPPED)
    suffix = os.path.splitext(stem.removesuffix(GZIPPED))[1]
    return _KINDS.get(suffix), gzipped


def _files(source: str | Path) -> Iterator[Source]:
    """The files of one source."""
    if source == STDIN:
        yield Source(STDIN, None, None)
        return
    if is_address(source):
        yield Source(str(source), None, URL)
        return
    path = Path(source)
    if path.is_dir():
        yield from _below(path)
    elif path.exists():
        yield _source(path, named=True)
    else:
        matches = sorted(glob.glob(str(source), recursive=True))
        if not matches:
            raise InputError(f"{source}: no such file or folder, and nothing matches it as a pattern")
        for match in matches:
            yield from _below(Path(match)) if os.path.isdir(match) else [_source(Path(match), named=True)]


def _below(folder: Path) -> Iterator[Source]:
    """The files below a folder, sorted by path; folders that may not be looked into come last."""
    count = 0
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                count += 1
                yield _source(Path(parent) / name, named=False)
    if not count and not closed:
        raise InputError(f"{folder}: the folder holds no file")
    yield from (_closed(error) for error in sorted(closed, key=lambda error: str(error.filename)))


def _closed(error: OSError) -> Source:
    """A folder that cannot be listed: it may hold anything, so it counts as one input that cannot be read."""

    def refuse() -> BinaryIO:
        raise UnreadableError("unreadable", f"the folder cannot be read ({error.strerror}); check your rights")

    return Source(Path(str(error.filename)).as_posix(), None, TEXT, named=False, opener=refuse)


def _source(path: Path, *, named: bool) -> Source:
    kind, gzipped = kind_of(path.name)
    return Source(path.as_posix(), path, kind, named, gzipped)
