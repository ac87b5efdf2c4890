"""Sources on the command line: files, folders, globs and standard input, as one ordered stream of files."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError

STDIN = "-"
TEXT, HTML, CSV, TSV, JSONL, JSON = "text", "html", "csv", "tsv", "jsonl", "json"
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
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input."""

    name: str
    """The path as given, or as found below the folder given; ``-`` for standard input."""
    path: Path | None
    """Null for standard input."""
    kind: str | None
    """What the file's name says it is; null where it says nothing."""
    named: bool = True
    """Whether the user named this very file; files of unknown kind are only read where named."""


def expand(sources: Iterable[str | Path]) -> Iterator[Source]:
    """The files of some sources, in the order given; those of a folder or a glob sorted by name, hidden ones left out, each file once.

    Raises:
        InputError: a source does not exist, or a glob or a folder holds no file.
    """
    seen: set[str] = set()
    for source in sources:
        for found in _files(source):
            key = os.path.realpath(found.path) if found.path else STDIN
            if key not in seen:
                seen.add(key)
                yield found


def _files(source: str | Path) -> Iterator[Source]:
    """The files of one source."""
    if source == STDIN:
        yield Source(STDIN, None, None)
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
    """The files below a folder, sorted by path."""
    count = 0
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                count += 1
                yield _source(Path(parent) / name, named=False)
    if not count:
        raise InputError(f"{folder}: the folder holds no file")


def _source(path: Path, *, named: bool) -> Source:
    return Source(path.as_posix(), path, _KINDS.get(path.suffix.lower()), named)
