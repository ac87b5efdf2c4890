"""Intake's limits, all in this one place: an input beyond one is refused with a reason, never silently shortened.

Every limit is checked before a library sees the bytes, or (counts that only a parser can know) by a parser that builds nothing.
`sayso doctor` prints them.
"""

from __future__ import annotations

import dataclasses
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from sayso.intake.quarantine import UnreadableError

_FIRST_LONG_RUN = r"\S{%d}"


def _limit(value: float, meaning: str) -> Any:
    """A field of `Limits` with what it bounds and why."""
    return field(default=value, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an input intake is willing to take in; `meanings` says what each field bounds."""

    file_bytes: int = _limit(20_000_000, "bytes of one text, page, DOCX, RTF or JSON document; JSONL, CSV, WARC and ZIP are streamed")
    table_bytes: int = _limit(200_000_000, "bytes of one spreadsheet, packed or unpacked: it is held in memory whole")
    row_bytes: int = _limit(20_000_000, "characters of one line of JSONL, or of one line or cell of a table")
    cells: int = _limit(5_000_000, "cells of the rectangle that a worksheet spans: spreadsheet libraries hold the empty ones too")
    columns: int = _limit(4_096, "columns of a table")
    group_bytes: int = _limit(1_000_000_000, "unpacked bytes of one column of one row group of a Parquet file")
    characters: int = _limit(1_000_000, "characters of one article; a book-length text belongs in pieces")
    run: int = _limit(2_000, "characters without white space in a row: tokenizers are quadratic in them")
    html_depth: int = _limit(200, "nesting of HTML elements: extraction silently returns nothing from 254 on, libxml2 cuts at 256")
    html_elements: int = _limit(20_000, "elements of one HTML page: extraction is superlinear in them")
    export_elements: int = _limit(1_000_000, "elements of a page with many articles, of a feed, or of an XML part; read in one pass")
    xml_depth: int = _limit(250, "nesting of XML elements, and of groups in RTF")
    archive_entries: int = _limit(200_000, "entries of one ZIP archive")
    archive_bytes: int = _limit(4_000_000_000, "unpacked bytes of one archive, all entries together")
    archive_depth: int = _limit(2, "archives within archives")
    ratio: int = _limit(250, "unpacked bytes for each packed byte, counted from the first megabyte on")
    pages: int = _limit(300, "pages of one PDF")
    replaced_share: float = _limit(0.01, "share of characters that may be lost to a broken encoding")
    seconds: float = _limit(30.0, "seconds for reading one document (POSIX timers, main thread only)")
    fetch_bytes: int = _limit(20_000_000, "bytes of one fetched page, packed or unpacked")
    fetch_seconds: float = _limit(30.0, "seconds for fetching one address, all redirects together")
    redirects: int = _limit(5, "redirects followed for one address")

    def meanings(self) -> tuple[tuple[str, str, str], ...]:
        """Name, value and meaning of every limit."""
        shown = []
        for item in dataclasses.fields(self):
            value = getattr(self, item.name)
            shown.append((item.name, f"{value:,}" if isinstance(value, int) else f"{value:g}", str(item.metadata["meaning"])))
        return tuple(shown)


DEFAULT = Limits()


def check_text(text: str, limits: Limits = DEFAULT) -> None:
    """Refuse a cleaned text that is empty, too long, or has an overlong run.

    Raises:
        UnreadableError: ``empty``, ``too-large`` or ``too-long-run``.
    """
    if not text.strip():
        raise UnreadableError("empty")
    if len(text) > limits.characters:
        raise UnreadableError(
            "too-large", f"the text has {len(text):,} characters, the limit is {limits.characters:,}; split it into articles"
        )
    run = re.search(_FIRST_LONG_RUN % (limits.run + 1), text)
    if run:
        raise UnreadableError("too-long-run", f"more than {limits.run:,} characters without white space from character {run.start():,} on")


def check_letters(text: str) -> None:
    """Refuse a text of a file or a row that has characters but no letters; a text given by a program may be a lone number.

    Raises:
        UnreadableError: ``no-text``.
    """
    if text.strip() and not any(character.isalpha() for character in text):
        raise UnreadableError("no-text", "the text has no letters")


class _OutOfTime(BaseException):
    """Raised by the timer. Not an `Exception`, so that no library's handler swallows it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Interrupt the block after `seconds`; an outer deadline goes on afterwards. A no-op without POSIX timers or off the main thread.

    Raises:
        UnreadableError: ``timeout``.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise _OutOfTime

    outer = signal.signal(signal.SIGALRM, interrupt)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _OutOfTime:
        raise UnreadableError("timeout", f"more than {seconds:g} seconds") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, outer)
        if left:  # the outer timer loses the seconds that this block took at most: it fires late, never never
            signal.setitimer(signal.ITIMER_REAL, left)
