"""WARC files (ISO 28500), plain or packed record by record: the pages and texts of a web archive, one record a document.

Each record is checked: its length must lead to the next one, its digest must fit. A record that is damaged is told as such, and reading
goes on with the next, behind the next mark of a record or in the next packed member. Requests, redirects, pictures and the archive's own
notes are no documents.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from sayso.intake import messages
from sayso.intake.inflate import CHUNK, GZIP_MAGIC, Gunzip
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError

VERSION = b"WARC/"
_MARK = re.compile(rb"(?:\A|\n)(?=WARC/[01]\.\d+\r?\n)")
_VERSION = re.compile(rb"WARC/[01]\.\d+\r?\n")
_OVERHEAD = 1_000_000
"""Bytes of a record beside its page: header fields, a page packed in the record."""
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "text/xhtml"})


@dataclass(frozen=True, slots=True)
class Document:
    """A page or a text of a web archive."""

    number: int
    """The record's place in the file, from 1 on."""
    url: str | None
    type: str
    charset: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that could not be read."""

    number: int
    error: UnreadableError


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: its header fields, names in lower case, and its bytes."""

    headers: dict[str, str]
    block: bytes


def documents(stream: BinaryIO, limits: Limits = DEFAULT) -> Iterator[Document | Damage]:
    """The documents of a file, in order, and what was damaged.

    Raises:
        UnreadableError: ``damaged`` where the file does not begin like a WARC file.
    """
    reader = _Records(stream, limits)
    number = 0
    while True:
        number += 1
        try:
            record = reader.next()
            if record is None:
                return
            found = _document(number, record, limits)
        except UnreadableError as error:
            if number == 1 and not reader.begun:
                raise
            yield Damage(number, error)
            if not reader.resync():
                return
            continue
        if found is not None:
            yield found


class _Records:
    """Reads record after record; after an error `resync` goes to the next one."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._limits = limits
        head = stream.read(len(GZIP_MAGIC))
        below = cast(BinaryIO, _Joined(head, stream))
        self._gunzip = Gunzip(below, limits) if head == GZIP_MAGIC else None
        self._stream = cast(BinaryIO, self._gunzip or below)
        self._buffer = bytearray()
        self._broken: UnreadableError | None = None
        self._over = False
        """Whether the stream is beyond a limit: nothing more is taken from it."""
        self.begun = False
        self._intact = True
        """Whether the last error left the stream at the beginning of a record."""

    def next(self) -> _Record | None:
        """The next record; null at the end.

        Raises:
            UnreadableError: it is damaged, or too large to be taken in.
        """
        self._intact = False
        while self._buffer.startswith((b"\r", b"\n")) or (not self._buffer and self._fill()):
            if not self._buffer.startswith((b"\r", b"\n")):
                break
            del self._buffer[:1]
        if not self._buffer:
            if self._broken is not None:
                raise self._broken
            return None
        head = self._head()
        if not _VERSION.match(head):
            raise UnreadableError("damaged", "no record begins where one should; fetch or copy the archive again")
        self.begun = True
        headers, _ = messages.fields(head, head.index(b"\n") + 1)
        length = headers.get("content-length", "")
        if not length.isdecimal() or len(length) > 15:
            raise UnreadableError("damaged", "a record does not say how long it is; fetch or copy the archive again")
        size = int(length)
        if size > self._limits.file_bytes + _OVERHEAD:
            if _is_document(headers):
                raise UnreadableError("too-large", f"the record has {size:,} bytes, the limit is {self._limits.file_bytes:,}")
            self._skip(size)
            return _Record({}, b"")
        return self._block(headers, size)

    def _block(self, headers: dict[str, str], size: int) -> _Record:
        """The record whose block begins now; nothing is taken off the buffer before it is known to be whole."""
        while len(self._buffer) < size + 4 and self._fill():
            pass
        after = bytes(self._buffer[size : size + 4])
        if len(self._buffer) < size or after.strip(b"\r\n") not in {b"", VERSION[:2], VERSION[:1], VERSION[:3], VERSION[:4]}:
            raise UnreadableError("damaged", "a record is shorter or longer than it says; fetch or copy the archive again")
        block = bytes(self._buffer[:size])
        if not _digest_fits(headers.get("warc-block-digest", ""), block):
            raise UnreadableError("damaged", "a record does not have the digest it says; fetch or copy the archive again")
        del self._buffer[:size]
        self._intact = True
        return _Record(headers, block)

    def resync(self) -> bool:
        """Go to the next record behind a damaged one; False where there is none."""
        if self._intact:
            return True
        if self._over:
            return False
        while True:
            match = _MARK.search(self._buffer)
            if match:
                del self._buffer[: match.end()]
                return True
            del self._buffer[: max(len(self._buffer) - 32, 0)]
            if not self._fill():
                if self._broken is None or self._gunzip is None or not self._gunzip.resync():
                    return False
                self._broken = None
                self._buffer.clear()

    def _head(self) -> bytes:
        """The version line and the header fields, taken off the buffer."""
        while True:
            found = re.search(rb"\r?\n\r?\n", self._buffer)
            if found:
                head = bytes(self._buffer[: found.end()])
                del self._buffer[: found.end()]
                return head
            if len(self._buffer) > messages.MOST_HEAD or not self._fill():
                del self._buffer[: len(VERSION)]  # or its mark would be found again, for ever
                raise self._broken or UnreadableError("damaged", "the header of a record does not end; fetch or copy the archive again")

    def _skip(self, size: int) -> None:
        """Pass over a block that is no document and too large to be taken in."""
        while size > len(self._buffer):
            size -= len(self._buffer)
            self._buffer.clear()
            if not self._fill():
                raise self._broken or UnreadableError("damaged", "the archive ends in the middle of a record; fetch or copy it again")
        del self._buffer[:size]
        self._intact = True

    def _fill(self) -> bool:
        """Read more; False at the end, or where the packed data are damaged (then `_broken` says how)."""
        if self._broken is not None:
            return False
        try:
            data = self._stream.read(CHUNK)
        except UnreadableError as error:
            if error.reason != "damaged":
                self._over = True
                raise
            self._broken = error
            return False
        self._buffer += data or b""
        return bool(data)


class _Joined(io.RawIOBase):
    """A stream with its first bytes put back."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        """True: this is a stream for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`."""
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _is_document(headers: dict[str, str]) -> bool:
    return headers.get("warc-type", "").lower() in {"response", "resource", "conversion"}


def _document(number: int, record: _Record, limits: Limits) -> Document | None:
    """The page of a record; null where the record is none.

    Raises:
        UnreadableError: the page is damaged, or the server answered with an error.
    """
    headers = record.headers
    kind = headers.get("warc-type", "").lower()
    url = headers.get("warc-target-uri", "").strip("<>") or None
    field = headers.get("content-type", "")
    if not _is_document(headers) or (url or "").startswith(("dns:", "filedesc:", "metadata:", "urn:")):
        return None
    if kind != "response" or messages.media_type(field) != "application/http":
        type_ = messages.media_type(field)
        return Document(number, url, type_, messages.charset_of(field), record.block) if type_ in _PAGES else None
    status = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})", record.block)
    if status and status[1][:1] in {b"1", b"3"}:
        return None
    sent, at = messages.fields(record.block, record.block.find(b"\n") + 1)
    if messages.media_type(sent.get("content-type", "")) not in _PAGES:
        return None
    if status and status[1][:1] != b"2":
        raise UnreadableError("http-error", f"the server answered {status[1].decode()} to {url}; there is no page")
    if headers.get("warc-truncated"):
        raise UnreadableError("damaged", f"the archive cut the page off ({headers['warc-truncated'][:20]}); fetch it again")
    message = messages.parse(record.block, limits)
    payload = headers.get("warc-payload-digest", "")
    if not (_digest_fits(payload, record.block[at:]) or _digest_fits(payload, message.body)):  # programs differ in what they count
        raise UnreadableError("damaged", "the page does not have the digest that its record says; fetch or copy the archive again")
    return Document(number, url, message.type, message.charset, message.body)


def _digest_fits(given: str, block: bytes) -> bool:
    """Whether a block has the digest given, in base 32 or 16; true where none is given or its algorithm is unknown."""
    name, _, value = given.strip().partition(":")
    algorithm = name.lower().replace("-", "")
    if not value or algorithm not in {"sha1", "sha256", "md5"}:
        return True
    digest = hashlib.new(algorithm, block, usedforsecurity=False)
    return value.upper() in {base64.b32encode(digest.digest()).decode(), digest.hexdigest().upper()}
