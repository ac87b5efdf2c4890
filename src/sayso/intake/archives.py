"""ZIP archives as folders: each entry is read like a file of its own, in the order of the names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from sayso.intake import packed, sources
from sayso.intake.clean import clean
from sayso.intake.inflate import CHUNK
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError
from sayso.intake.sources import Source


def entries(stream: BinaryIO, source: Source, limits: Limits = DEFAULT) -> Iterator[Source]:
    """The files of an archive; hidden ones and those of macOS's own are left out, as in folders.

    Args:
        stream: the archive's bytes; they stay open while the iterator lives.
        source: the archive.
        limits: see `Limits`.

    Raises:
        UnreadableError: ``damaged``, ``too-large``, or ``too-deep`` for an archive within too many others.
    """
    if source.depth >= limits.archive_depth:
        raise UnreadableError(
            "too-deep", f"archives lie in archives more than {limits.archive_depth} deep; unpack the outer one into a folder"
        )
    with packed.open_zip(stream, limits) as archive:
        infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: (info.filename, info.header_offset))
        left = _Budget(limits.archive_bytes)
        for number, info in enumerate(infos):
            if not _hidden(info.filename):
                yield _entry(archive, info, source, limits, left, twice=number > 0 and infos[number - 1].filename == info.filename)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, limits: Limits, left: _Budget, *, twice: bool) -> Source:
    """One entry. Its name is a label and never a path: control characters are taken out, and nothing is written anywhere."""
    label = " ".join(clean(info.filename).text.split()) or "entry"
    kind, gzipped = sources.kind_of(label)
    name = f"{source.name}#{label}" + (f"@{info.header_offset}" if twice else "")

    def opener() -> BinaryIO:
        return cast(BinaryIO, io.BufferedReader(_Counted(packed.entry(archive, info, limits.archive_bytes, limits), left), CHUNK))

    return Source(name, None, kind, named=False, gzipped=gzipped, opener=opener, depth=source.depth + 1)


def _hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or parts[0] == "__MACOSX"


class _Budget:
    """Unpacked bytes that are left to an archive. Each entry may be read twice: once for its columns."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.left = 2 * most

    def take(self, number: int) -> None:
        """Count so many bytes.

        Raises:
            UnreadableError: ``too-large``.
        """
        self.left -= number
        if self.left < 0:
            raise UnreadableError("too-large", f"the archive unpacks to more than {self.most:,} bytes; unpack it into a folder")


class _Counted(io.RawIOBase):
    """A stream whose bytes are taken from a budget."""

    def __init__(self, stream: BinaryIO, budget: _Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        """True: this is a stream for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`."""
        data = self._stream.read(len(buffer))
        self._budget.take(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream below too."""
        self._stream.close()
        super().close()
