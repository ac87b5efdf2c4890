"""PDF with a text layer: one document, one article. The reading is pypdf's; lines are joined to paragraphs here.

A scanned page has no text layer: such a file is refused, not guessed at.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sayso.intake import extras
from sayso.intake.limits import DEFAULT, Limits, deadline
from sayso.intake.quarantine import UnreadableError

MAGIC = b"%PDF-"
_HYPHEN = re.compile(r"[a-z]-\Z")
_ENDS = re.compile(r"[.!?:;]['\"”’)]*$")
_SHORT = 0.75
"""A line shorter than this share of the widest one ends its paragraph, if it ends like a sentence."""


def pdf_text(raw: bytes, limits: Limits = DEFAULT) -> str:
    """The text of a document, paragraphs with a blank line between them.

    Raises:
        UnreadableError: ``damaged``, ``encrypted``, ``too-large``, ``no-text``, ``timeout``, ``needs-extra``.
    """
    pypdf = extras.need("pypdf", "pdf", "PDF files")
    try:
        with deadline(limits.seconds), _quiet():
            reader = pypdf.PdfReader(io.BytesIO(raw), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableError("encrypted", "the PDF asks for a password; save it without one")
            if len(reader.pages) > limits.pages:
                raise UnreadableError(
                    "too-large", f"the PDF has {len(reader.pages):,} pages, the limit is {limits.pages}; split it into articles"
                )
            pages = [page.extract_text() or "" for page in reader.pages]
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # pypdf raises whatever a broken file leads it into
        raise UnreadableError(
            "damaged", f"the PDF cannot be read ({type(error).__name__}: {str(error)[:120]}); save it again, or its text"
        ) from error
    text = paragraphs("\n\n".join(pages))
    if not any(character.isalpha() for character in text):
        raise UnreadableError("no-text", "the PDF has no text layer: run a program for text recognition (OCR) over it first")
    return text


def paragraphs(text: str) -> str:
    """Lines joined to paragraphs: a blank line or a short line that ends a sentence ends one; a hyphen at a line's end is taken out."""
    lines = [line.strip() for line in text.splitlines()]
    widest = max(map(len, lines), default=0)
    found: list[str] = []
    held: list[str] = []
    for line in lines:
        if line:
            held.append(line[:-1] if _HYPHEN.search(line[-2:]) else f"{line} ")
        short = len(line) < _SHORT * widest and (_ENDS.search(line[-9:]) or not found)
        if held and (not line or short):
            found.append("".join(held).strip())
            held = []
    return "\n\n".join([*found, "".join(held).strip()]).strip()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's own warnings off the terminal: what matters comes out as an error."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
