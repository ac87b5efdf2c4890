"""Rich Text Format: the text of a document, in one pass over its bytes (RTF specification 1.9.1).

Only what decides which characters a reader would see is understood: groups, destinations, code pages, Unicode escapes, hidden text, and
the marks that end a paragraph, a cell, a page. The pass is linear whatever the bytes are, and builds nothing but the text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError

MAGIC = b"{\\rtf"
PAGE = "\f"
"""Stands in the text where a page or a section ends."""
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"  # control word with its number
    r"|\\'([0-9a-fA-F]{2})"  # a byte in the current code page
    r"|\\([^a-zA-Z])"  # control symbol
    r"|([{}])"
    r"|([^\\{}\r\n]+)"
    r"|[\r\n]+"
    r"|(\\)"  # a backslash at the very end
)
_SKIPPED = frozenset(
    re.findall(
        r"\w+",
        "annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart author background bkmkend bkmkstart "
        "blipuid buptim category colorschememapping colortbl comment company creatim datafield datastore defchp defpap doccomm "
        "docvar dptxbxtext falt fchars ffdeftext ffname fldinst file filetbl fontemb fontfile footer footerf footerl footerr "
        "footnote formfield ftncn ftnsep ftnsepc generator header headerf headerl headerr hlinkbase info keywords latentstyles "
        "lchars levelnumbers leveltext list listlevel listname listoverride listoverridetable listpicture liststylename listtable "
        "lsdlockedexcept manager nextfile objalias objclass objdata object objname objsect objtime oleclsid operator panose "
        "password passwordhash pict pntext private propname revtbl revtim rsidtbl rxe shpinst sn sp staticval stylesheet subject "
        "sv tc template themedata title txe userprops wgrffmtfilter windowcaption writereservation xe xmlattrname xmlattrvalue "
        "xmlclose xmlname xmlnstbl xmlopen ",
    )
)
"""Destinations whose text is no part of the document's."""
_MARKS = {
    **dict.fromkeys(("par", "line", "row", "nestrow", "column"), "\n"),
    **dict.fromkeys(("page", "sect", "pagebb"), PAGE),
    **dict.fromkeys(("tab", "cell", "nestcell"), "\t"),
    **dict.fromkeys(("emspace", "enspace", "qmspace"), " "),
    **{"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
}
_SYMBOLS = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n", "\t": "\t"}
_CHARSETS = {
    **{0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256},
    **{186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850},
}
"""`\\fcharset` number -> code page."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within one group."""

    skip: bool = False
    hidden: bool = False
    fonts: bool = False
    """Within the table of fonts."""
    after_unicode: int = 1
    """Characters that stand in for a Unicode one, for readers without Unicode."""
    codec: str = "cp1252"


class _Reader:
    """One pass over a document."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        self._given = raw.decode("latin-1")
        self._depth = limits.xml_depth
        self._stack: list[_State] = []
        self._state = _State()
        self._pieces: list[str] = []
        self._bytes = bytearray()
        self._codec = "cp1252"
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._pass_over = 0
        self._starred = False

    def read(self) -> tuple[str, bool]:
        """The text, and whether the document came to its end."""
        given, at = self._given, 0
        while at < len(given):
            match = _TOKEN.match(given, at)
            if match is None:  # every character begins a token; this guards the loop
                break
            at = match.end()
            word, number, byte, symbol, brace, text, _ = match.groups()
            if brace:
                if self._brace(brace):
                    self._flush()
                    return "".join(self._pieces), True
            elif word == "bin" and number:
                at += max(int(number), 0)
            elif word:
                self._word(word, int(number) if number else None)
            elif byte:
                self._put_bytes(bytes.fromhex(byte))
            elif symbol == "*":
                self._starred = True
            elif symbol:
                self._put(_SYMBOLS.get(symbol, ""))
            elif text:
                self._put_bytes(text.encode("latin-1"))
        self._flush()
        return "".join(self._pieces), False

    def _brace(self, brace: str) -> bool:
        """Open or close a group; True where that was the last one."""
        self._pass_over = 0
        if brace == "{":
            if len(self._stack) >= self._depth:
                raise UnreadableError("too-deep", f"groups of the RTF are nested more than {self._depth} deep; save the text instead")
            self._stack.append(self._state)
        else:
            self._state = self._stack.pop() if self._stack else self._state
            return not self._stack
        self._starred = False
        return False

    def _word(self, word: str, number: int | None) -> None:
        """Take one control word."""
        starred, self._starred = self._starred, False
        state = self._state
        if starred or word in _SKIPPED:
            self._state = replace(state, skip=True)
        elif word == "fonttbl":
            self._state = replace(state, fonts=True)
        elif word == "u" and number is not None:
            self._put(chr(number % 65_536))  # halves of a pair are joined when the text is cleaned
            self._pass_over = state.after_unicode
        elif word == "uc":
            self._state = replace(state, after_unicode=max(number or 0, 0))
        elif word == "v":
            self._state = replace(state, hidden=number != 0)
        elif word == "plain":
            self._state = replace(state, hidden=False)
        elif word == "ansicpg" and number:
            self._default = _codec(number)
            self._state = replace(state, codec=self._default)
        elif word == "f" and number is not None:
            self._take_font(number)
        elif word == "fcharset" and state.fonts:
            self._fonts[self._font] = _codec(_CHARSETS.get(number or 0, 1252)) if number else self._default
        elif word in _MARKS:
            self._put(_MARKS[word])

    def _take_font(self, number: int) -> None:
        if self._state.fonts:
            self._font = number
        else:
            self._state = replace(self._state, codec=self._fonts.get(number, self._default))

    def _shown(self) -> bool:
        return not (self._state.skip or self._state.hidden or self._state.fonts)

    def _put(self, text: str) -> None:
        """Add some characters."""
        if self._shown() and text:
            self._flush()
            self._pieces.append(text)

    def _put_bytes(self, raw: bytes) -> None:
        """Add some bytes of the current code page, less those that stand in for a Unicode character."""
        passed = min(self._pass_over, len(raw))
        self._pass_over -= passed
        raw = raw[passed:]
        if not raw or not self._shown():
            return
        if self._codec != self._state.codec:
            self._flush()
            self._codec = self._state.codec
        self._bytes += raw

    def _flush(self) -> None:
        if self._bytes:
            self._pieces.append(self._bytes.decode(self._codec, "replace"))
            self._bytes.clear()


def rtf_text(raw: bytes, limits: Limits = DEFAULT) -> tuple[str, bool]:
    """The text of a document, and whether it came to its end (else the file is cut off).

    Raises:
        UnreadableError: ``damaged`` where this is no RTF, ``too-large``, ``too-deep``.
    """
    raw = raw.lstrip()
    if not raw.startswith(MAGIC):
        raise UnreadableError("damaged", "the file does not begin like RTF; export it again")
    if len(raw) > limits.file_bytes:
        raise UnreadableError(
            "too-large", f"the RTF has {len(raw):,} bytes, the limit is {limits.file_bytes:,}; export fewer articles at a time"
        )
    return _Reader(raw, limits).read()


def _codec(page: int) -> str:
    """Python's name of a code page; that of Western Europe where it has none."""
    name = {10000: "mac_roman", 65001: "utf-8", 1361: "johab"}.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
