"""Text is fixed once, here, before any offset exists: bytes are decoded, controls and lone surrogates go, newlines become one.

`Cleaned.text` never changes afterwards. Whatever was removed or joined is remembered, so that a span of the cleaned text can be given
in code points of the text as it came (`sayso eval` needs that). Bidirectional and zero-width characters are evidence and stay.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass

from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError
from sayso.records import Span

_EDITS = re.compile(
    "\r\n?"  # newlines of other systems
    "|[\ud800-\udbff][\udc00-\udfff]"  # a character in two halves, as broken JSON writers leave it
    "|[\ud800-\udfff]"  # half a character
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]"  # controls (tab and newline stay) and Unicode's two line separators
)
_LINE_BREAKS = frozenset("\r\x0b\x0c\u2028\u2029")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3",
    b"\x28\xb5\x2f\xfd",
    b"MZ\x90",
    b"{\\rtf",
)
_FEW = 3  # a single broken character in a brief is not worth the brief
_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0c\x1b")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A fixed text with the way back to the text as given."""

    text: str
    """The text all offsets of all records count into."""
    removed: int = 0
    """Code points dropped: controls, the carriage return of a two-character newline."""
    replaced: int = 0
    """Code points replaced by U+FFFD: lone surrogates."""
    _starts: tuple[int, ...] = ()
    _shifts: tuple[int, ...] = ()
    _joined: frozenset[int] = frozenset()

    def given(self, offset: int) -> int:
        """The code point of the given text that the code point `offset` of `text` came from (the length maps to the length)."""
        step = bisect_right(self._starts, offset) - 1
        return offset + (self._shifts[step] if step >= 0 else 0)

    def given_span(self, span: Span) -> Span:
        """`span` in code points of the given text; characters removed inside it are inside the result, those at its edges are not."""
        if span.start >= span.end:
            start = self.given(span.start)
            return Span(start, start)
        last = span.end - 1
        end = self.given(last) + 1
        # A code point made of two given ones (a joined surrogate pair, CR LF) ends one later.
        if last in self._joined:
            end += 1
        return Span(self.given(span.start), end)


def clean(given: str) -> Cleaned:
    """Fix a text: newlines become U+000A, controls go, C1 bytes of Windows text become the characters meant, half characters U+FFFD.

    Cleaning twice changes nothing more. Every character is looked at once.
    """
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    joined: list[int] = []
    position = length = replaced = shift = 0
    for match in _EDITS.finditer(given):
        old = match.group()
        new = _instead(old)
        pieces += (given[position : match.start()], new)
        length += match.start() - position + len(new)
        position = match.end()
        replaced += new == "\ufffd"
        if len(old) != len(new):
            shift += len(old) - len(new)
            starts.append(length)
            shifts.append(shift)
            if new:
                joined.append(length - 1)
    if not pieces:
        return Cleaned(given)
    pieces.append(given[position:])
    return Cleaned("".join(pieces), shift, replaced, tuple(starts), tuple(shifts), frozenset(joined))


def _instead(old: str) -> str:
    """What stands in the fixed text for one match of `_EDITS`."""
    if len(old) == 2 and old[0] != "\r":
        return old.encode("utf-16", "surrogatepass").decode("utf-16")
    if old[0] in _LINE_BREAKS:
        return "\n"
    if "\ud800" <= old <= "\udfff":
        return "\ufffd"
    if "\x80" <= old <= "\x9f":  # Windows-1252 read as Latin-1: the commonest origin of C1 controls in news text
        return old.encode("latin-1").decode("cp1252", "ignore")
    return ""


def is_binary(raw: bytes) -> bool:
    """Whether the bytes are no text: a known signature, or controls among more than one in twenty of the first bytes."""
    if raw.startswith(_MAGIC):
        return True
    if raw.startswith(tuple(bom for bom, _ in _BOMS)):
        return False
    head = raw[:65_536]
    return (len(head) - len(head.translate(None, _CONTROL_BYTES))) * 20 > len(head)


def encoding_of(raw: bytes) -> str:
    """The encoding that a byte order mark announces; UTF-8 without one."""
    return next((name for bom, name in _BOMS if raw.startswith(bom)), "utf-8")


def decode(raw: bytes, declared: str | None = None, limits: Limits = DEFAULT) -> str:
    """The text of some bytes: by byte order mark, as UTF-8, by the `declared` encoding, else as UTF-8 with U+FFFD for what is broken.

    UTF-8 goes before the declaration because declarations are often wrong and other encodings are almost never valid UTF-8.

    Raises:
        UnreadableError: ``binary``, or ``bad-encoding`` where more than `limits.replaced_share` of the characters is broken.
    """
    if is_binary(raw):
        raise UnreadableError("binary", "the bytes are not text; export the document as plain text, HTML, CSV or JSONL")
    encoding = encoding_of(raw)
    for candidate in (encoding, declared):
        try:
            if candidate:
                return raw.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    text = raw.decode(encoding, "replace")
    check_replaced(text.count("\ufffd") - raw.count("\ufffd".encode()), len(text), encoding, limits)
    return text


def check_replaced(broken: int, length: int, encoding: str, limits: Limits = DEFAULT) -> None:
    """Refuse a text of `length` characters of which `broken` could not be decoded.

    Raises:
        UnreadableError: ``bad-encoding``.
    """
    if broken > max(_FEW, limits.replaced_share * length):
        raise UnreadableError("bad-encoding", f"{broken:,} of {length:,} characters are not {encoding.upper()}; save the input as UTF-8")
