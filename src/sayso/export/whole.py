"""Files and folders that appear under their name only when they are complete: a reader finds the old one or the new one, never a mix."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import InputError, UsageError

MARK = "provenance.json"
"""What tells a folder that an export made from any other."""
RUNS = "runs.json"
"""The runs behind an export: the one file of it that differs between two runs over the same articles."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can hold: the same content gives the same bytes."""


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A place to write a file aside, which takes the name `path` once it is on disk.

    A link stays one: the file that it leads to is replaced. What is no file (``/dev/stdout``, a pipe) is written to as it is.

    Raises:
        InputError: it cannot be written; `path` is as it was.
        UsageError: `path` is a folder.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    with _telling(path):
        if path.exists() and not path.is_file():
            yield path
            return
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            _settle(part)
            part.chmod(mode)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to fill aside, which takes the name `path` once it is on disk; an earlier export of that name goes.

    Raises:
        InputError: it cannot be written; `path` is as it was.
        UsageError: `path` holds anything but an earlier export.
    """
    if path.exists() and not (path.is_dir() and ((path / MARK).is_file() or not any(path.iterdir()))):
        raise UsageError(f"{path} is there and is no earlier export; name a new folder")
    with _telling(path):
        part = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
        try:
            yield part
            for file in sorted(part.rglob("*")):
                if file.is_file():
                    _settle(file)
            part.chmod(0o777 & ~_umask())
            _swap(part, path)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def pack(folder: Path, target: Path) -> None:
    """A zip of the files of a folder, the same bytes for the same files."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as packed:
                shutil.copyfileobj(source, packed, 1 << 20)


def _swap(part: Path, path: Path) -> None:
    old = None
    if path.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".old", dir=path.parent))
        path.replace(old)
    part.replace(path)
    if old is not None:
        shutil.rmtree(old, ignore_errors=True)


def _settle(file: Path) -> None:
    """What was written is on disk, not in a cache."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error
