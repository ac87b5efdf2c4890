"""Unpacking within bounds: streams that stop at a number of bytes or at a ratio, and tell damage apart from an end."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError

CHUNK = 65_536
GZIP_MAGIC = b"\x1f\x8b\x08"
_FREE = 1_000_000
"""Unpacked bytes that every input may have whatever its ratio: a small page of one repeated line is no bomb."""
_GZIP, _ZLIB, _RAW = 31, 15, -15


class Bounded(io.RawIOBase):
    """A stream that refuses to give more than so many bytes, or more than `limits.ratio` times the bytes it is packed in.

    Args:
        stream: gives the unpacked bytes.
        most: unpacked bytes allowed.
        packed: bytes that the stream is packed in; null where it is not packed.
        limits: see `Limits`.
    """

    def __init__(self, stream: BinaryIO, most: int, packed: int | None = None, limits: Limits = DEFAULT) -> None:
        self._stream = stream
        self._most = most
        self._packed = packed
        self._limits = limits
        self._given = 0

    def readable(self) -> bool:
        """True: this is a stream for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as the bounds allow.

        Raises:
            UnreadableError: ``too-large`` or ``bomb``.
        """
        data = self._stream.read(len(buffer))
        self._given += len(data)
        if self._given > self._most:
            raise too_large(self._most)
        check_ratio(self._given, self._packed, self._limits)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream below too."""
        self._stream.close()
        super().close()


class Gunzip(io.RawIOBase):
    """The unpacked bytes of a gzip stream of one or many members, within bounds.

    Unlike the gzip module it can go on behind a damaged member: `resync`.
    """

    def __init__(self, stream: BinaryIO, limits: Limits = DEFAULT, most: int | None = None) -> None:
        self._stream = stream
        self._limits = limits
        self._most = limits.archive_bytes if most is None else most
        self._packed = bytearray()
        self._inflate = zlib.decompressobj(_GZIP)
        self._given = self._taken = 0
        self._started = False

    def readable(self) -> bool:
        """True: this is a stream for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`.

        Raises:
            UnreadableError: ``damaged``, ``too-large`` or ``bomb``.
        """
        while True:
            if self._inflate.eof:
                self._packed[:0] = self._inflate.unused_data.lstrip(b"\0")  # some writers pad the end
                if not self._more():
                    return 0
                self._inflate = zlib.decompressobj(_GZIP)
            data = self._step(len(buffer))
            if data:
                break
            if not self._inflate.eof and not self._packed and not self._more():
                if self._started:
                    raise UnreadableError("damaged", "the packed data end in the middle; fetch or copy the file again")
                return 0
        self._given += len(data)
        if self._given > self._most:
            raise too_large(self._most)
        check_ratio(self._given, self._taken, self._limits)
        buffer[: len(data)] = data
        return len(data)

    def _step(self, size: int) -> bytes:
        """The next unpacked bytes; empty where more packed ones are needed."""
        packed = bytes(self._inflate.unconsumed_tail) or bytes(self._packed)
        if not self._inflate.unconsumed_tail:
            self._packed.clear()
        if not packed:
            return b""
        self._started = True
        try:
            return self._inflate.decompress(packed, size)
        except zlib.error as error:
            self._packed[:0] = packed
            self._inflate = zlib.decompressobj(_GZIP)
            raise UnreadableError("damaged", f"the packed data are damaged ({error}); fetch or copy the file again") from error

    def _more(self) -> bool:
        """Take more packed bytes, unless some wait; False at the end."""
        if not self._packed:
            self._packed += self._stream.read(CHUNK) or b""
            self._taken += len(self._packed)
        return bool(self._packed)

    def resync(self) -> bool:
        """Go to the next member behind a damaged one; False where there is none."""
        self._inflate = zlib.decompressobj(_GZIP)
        self._started = False
        start = 1
        while True:
            found = self._packed.find(GZIP_MAGIC, start)
            if found >= 0:
                del self._packed[:found]
                return True
            del self._packed[: max(len(self._packed) - 2, 0)]
            more = self._stream.read(CHUNK)
            if not more:
                self._packed.clear()
                return False
            self._taken += len(more)
            self._packed += more
            start = 0

    def close(self) -> None:
        """Close the stream below too."""
        self._stream.close()
        super().close()


def gunzip(raw: bytes, most: int, limits: Limits = DEFAULT) -> bytes:
    """The unpacked bytes of some gzip.

    Raises:
        UnreadableError: ``damaged``, ``too-large`` or ``bomb``.
    """
    return io.BufferedReader(Gunzip(io.BytesIO(raw), limits, most), CHUNK).read()


def inflate(raw: bytes, most: int, limits: Limits = DEFAULT) -> bytes:
    """The unpacked bytes of HTTP's "deflate": a zlib stream, or a bare one as some servers send it.

    Raises:
        UnreadableError: ``damaged``, ``too-large`` or ``bomb``.
    """
    for bits in (_ZLIB, _RAW):
        unpack = zlib.decompressobj(bits)
        try:
            data = unpack.decompress(raw, most + 1)
        except zlib.error:
            continue
        if len(data) > most:
            raise too_large(most)
        check_ratio(len(data), len(raw), limits)
        if unpack.eof:
            return data
        break
    raise UnreadableError("damaged", "the packed data are damaged or end in the middle; fetch the page again")


def check_ratio(given: int, packed: int | None, limits: Limits) -> None:
    """Refuse data that unpack to too many times their size.

    Raises:
        UnreadableError: ``bomb``.
    """
    if packed is not None and given > _FREE and given > limits.ratio * max(packed, 1):
        raise UnreadableError(
            "bomb", f"{packed:,} bytes unpack to more than {limits.ratio} times as many; unpack the file yourself if you trust it"
        )


def too_large(most: int) -> UnreadableError:
    """The error for data beyond `most` bytes."""
    return UnreadableError("too-large", f"the unpacked data have more than {most:,} bytes; split the file")
