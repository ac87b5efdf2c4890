"""Intake's limits, all in this one place: an input beyond one is refused with a reason, never silently shortened."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from sayso.intake.quarantine import UnreadableError

_FIRST_LONG_RUN = r"\S{%d}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an input intake is willing to take in."""

    file_bytes: int = 20_000_000
    """Bytes of one text file, HTML page or JSON document; JSONL and CSV files are streamed and have no such limit."""
    row_bytes: int = 20_000_000
    """Characters of one line of JSONL, or of one line or cell of CSV."""
    characters: int = 1_000_000
    """Characters of one article; a book-length text belongs in pieces."""
    run: int = 2_000
    """Characters without white space in a row: tokenizers are quadratic in them (4,000 brackets take spaCy seconds)."""
    html_depth: int = 200
    """Nesting of HTML elements: trafilatura silently returns nothing from depth 254 on, libxml2 cuts at 256."""
    html_elements: int = 20_000
    """Elements of one HTML page: extraction is superlinear in them (32,000 paragraphs take seconds)."""
    replaced_share: float = 0.01
    """Share of characters that may be lost to a broken encoding."""
    seconds: float = 30.0
    """Seconds for reading one document, where the platform has timers (not on Windows, not off the main thread)."""


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
