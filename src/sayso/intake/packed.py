"""ZIP archives within bounds: names are labels and never paths, entries are counted and unpacked no further than the limits."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from sayso.intake.inflate import Bounded, check_ratio
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError

MAGIC = b"PK\x03\x04"
_EMPTY = b"PK\x05\x06"
_ENCRYPTED = 0x1


class Entry(Bounded):
    """The bytes of one entry; whatever is broken in it is a typed error."""

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`.

        Raises:
            UnreadableError: ``damaged``, ``too-large`` or ``bomb``.
        """
        try:
            return super().readinto(buffer)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError("damaged", f"a part of the archive is broken ({error}); fetch or copy the file again") from error


@contextmanager
def open_zip(stream: BinaryIO, limits: Limits = DEFAULT) -> Iterator[zipfile.ZipFile]:
    """An archive, its list of entries read and counted.

    Raises:
        UnreadableError: ``damaged`` or ``too-large``.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise UnreadableError("damaged", f"the archive cannot be read ({error}); fetch or copy it again") from error
    with archive:
        if len(archive.filelist) > limits.archive_entries:
            raise UnreadableError("too-large", f"the archive has more than {limits.archive_entries:,} entries; unpack it into a folder")
        yield archive


def entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, limits: Limits = DEFAULT) -> BinaryIO:
    """The bytes of one entry, unpacked while they are read, no more than `most`.

    Raises:
        UnreadableError: ``encrypted``, ``unsafe-entry``, ``too-large``, ``bomb`` or ``damaged``.
    """
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableError("encrypted", "the file asks for a password; unpack it yourself, or save it without one")
    mode = info.external_attr >> 16
    if mode and not (stat.S_ISREG(mode) or stat.S_IFMT(mode) == 0):
        raise UnreadableError("unsafe-entry", "the entry is a link or a device and no file; unpack the archive yourself")
    if info.file_size > most:
        raise UnreadableError("too-large", f"the entry says that it unpacks to {info.file_size:,} bytes, the limit is {most:,}; split it")
    check_ratio(info.file_size, info.compress_size, limits)
    try:
        opened = archive.open(info)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, struct.error) as error:
        raise UnreadableError("damaged", f"a part of the archive cannot be read ({error}); fetch or copy the file again") from error
    return cast(BinaryIO, io.BufferedReader(Entry(cast(BinaryIO, opened), most, info.compress_size, limits)))


def is_zip(head: bytes) -> bool:
    """Whether some bytes begin like an archive."""
    return head.startswith((MAGIC, _EMPTY))
