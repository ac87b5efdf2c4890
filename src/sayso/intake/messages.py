"""HTTP messages: what a server answered, out of an archive or off a connection, taken apart within bounds (RFC 9112)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.intake.inflate import gunzip, inflate
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError

MOST_HEAD = 65_536
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b[^\r\n]*\r?\n")
_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Message:
    """An answer: its status, its header fields (names in lower case), its body as the page's author wrote it."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The media type without its parameters, in lower case."""
        return media_type(self.headers.get("content-type", ""))

    @property
    def charset(self) -> str | None:
        """The encoding that the server declares."""
        return charset_of(self.headers.get("content-type", ""))


def media_type(field: str) -> str:
    """The media type of a Content-Type field, in lower case."""
    return field.partition(";")[0].strip().lower()


def charset_of(field: str) -> str | None:
    """The encoding of a Content-Type field."""
    match = _CHARSET.search(field)
    return match[1] if match else None


def parse(raw: bytes, limits: Limits = DEFAULT) -> Message:
    """An answer as it stands in an archive.

    Raises:
        UnreadableError: ``damaged``, ``too-large`` or ``bomb``.
    """
    match = _STATUS.match(raw)
    if match is None:
        raise UnreadableError("damaged", "the record holds no answer of a server; fetch the page again")
    headers, at = fields(raw, match.end())
    return Message(int(match[1]), headers, decoded(raw[at:], headers, limits))


def fields(raw: bytes, at: int = 0) -> tuple[dict[str, str], int]:
    """The header fields from `at` on, and where the body begins. Of a field that is repeated the first counts.

    Raises:
        UnreadableError: ``damaged`` where no blank line ends them.
    """
    found: dict[str, str] = {}
    while True:
        end = raw.find(b"\n", at, at + MOST_HEAD)
        if end < 0:
            raise UnreadableError("damaged", "the header of a record does not end; fetch or copy the file again")
        line, at = raw[at:end].rstrip(b"\r"), end + 1
        if not line:
            return found, at
        name, _, value = line.decode("latin-1").partition(":")
        found.setdefault(name.strip().lower(), value.strip())


def decoded(body: bytes, headers: Mapping[str, str], limits: Limits = DEFAULT) -> bytes:
    """A body without the codings of its transfer and its content.

    Raises:
        UnreadableError: ``damaged``, ``too-large`` or ``bomb``.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower() and _SIZE.match(body):
        body = _joined(body)  # archives often keep the field and store the body joined
    else:
        length = headers.get("content-length", "")
        if length.isdecimal() and len(length) < 16 and len(body) < int(length):
            raise UnreadableError("damaged", f"the page has {len(body):,} of {int(length):,} bytes; fetch it again")
    for coding in reversed([word.strip().lower() for word in headers.get("content-encoding", "").split(",")]):
        if coding in {"gzip", "x-gzip"} and body:
            body = gunzip(body, limits.file_bytes, limits) if body.startswith(b"\x1f\x8b") else body
        elif coding == "deflate" and body:
            body = inflate(body, limits.file_bytes, limits)
        elif coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise UnreadableError(
                "binary", f"the page is packed as {coding[:20]!r}, which sayso does not unpack; archive it with gzip or plain"
            )
    if len(body) > limits.file_bytes:
        raise UnreadableError("too-large", f"the page has {len(body):,} bytes, the limit is {limits.file_bytes:,}")
    return body


def _joined(body: bytes) -> bytes:
    """A body out of its chunks."""
    pieces: list[bytes] = []
    at = 0
    while True:
        match = _SIZE.match(body, at)
        if match is None:
            raise UnreadableError("damaged", "the page ends in the middle of its chunks; fetch it again")
        size = int(match[1], 16)
        if not size:
            return b"".join(pieces)
        piece = body[match.end() : match.end() + size]
        if len(piece) < size:
            raise UnreadableError("damaged", "the page ends in the middle of a chunk; fetch it again")
        pieces.append(piece)
        at = match.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
