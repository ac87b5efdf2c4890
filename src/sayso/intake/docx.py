"""DOCX: the paragraphs of a document, read from its XML in one pass (ECMA-376, WordprocessingML)."""

from __future__ import annotations

import io
from collections.abc import Mapping

from sayso.intake import packed
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError
from sayso.intake.xmlpass import XmlPass, local

PART = "word/document.xml"
PAGE = "\f"
_WORDS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}


class _Paragraphs:
    """Collects the text of paragraphs; deleted text and field codes are other elements than `w:t`."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[list[str]] = []
        self._in_text = False
        self._outside = 0
        """Depth within a fallback: the same words a second time, for old programs."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open a paragraph, or add what an empty element stands for."""
        tag = local(name)
        if tag == "Fallback" or self._outside:
            self._outside += 1
        elif tag == "p":
            self._open.append([])
        elif tag == "t":
            self._in_text = True
        elif self._open and tag in _WORDS:
            self._open[-1].append(_WORDS[tag])
        elif self._open and tag == "br":
            page = any(local(key) == "type" and value == "page" for key, value in attributes.items())
            self._open[-1].append(PAGE if page else "\n")

    def text(self, characters: str) -> None:
        """Add characters that a reader would see."""
        if self._in_text and self._open and not self._outside:
            self._open[-1].append(characters)

    def end(self, name: str) -> None:
        """Close a paragraph; one within another (in a text box) comes before it."""
        if self._outside:
            self._outside -= 1
            return
        tag = local(name)
        if tag == "t":
            self._in_text = False
        elif tag == "p" and self._open:
            self.lines.append("".join(self._open.pop()))


def docx_text(raw: bytes, limits: Limits = DEFAULT) -> str:
    """The text of a document, one line a paragraph; U+000C stands where a page ends.

    Raises:
        UnreadableError: ``damaged``, ``encrypted``, ``too-large``, ``bomb``, ``too-deep`` or ``too-many-elements``.
    """
    with packed.open_zip(io.BytesIO(raw), limits) as archive:
        if PART not in archive.namelist():
            raise UnreadableError("damaged", "the file is no Word document; save it as DOCX again")
        found = _Paragraphs()
        with packed.entry(archive, archive.getinfo(PART), limits.file_bytes * 5, limits) as stream:
            XmlPass(found.start, found.end, found.text, limits).read(stream)
    return "\n".join(found.lines)
