"""What is particular to SQLite: how a file is looked at, opened, copied, checked and scrubbed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import URL, Connection, Engine, create_engine, event

from sayso.errors import StoreError
from sayso.sphere import kilometres
from sayso.store import words

APPLICATION_ID = 0x73617973
"""`says` in ASCII: marks a SQLite file as ours (`PRAGMA application_id`)."""

MAGIC = b"SQLite format 3\0"
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""Begins a journal of SQLite's; the number of pages that the database had stands at byte 16."""
_PAGES = 1000
"""Pages that are copied before others may use the database again."""


class Header(NamedTuple):
    """What the first bytes of a SQLite file tell about it, read without opening it as a database."""

    application_id: int
    schema_version: int


def read_header(path: Path) -> Header | None:
    """The header of a SQLite file; null where the file is empty.

    Raises:
        StoreError: the file is no SQLite database.
    """
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        return None
    if len(head) < 100 or not head.startswith(MAGIC):
        raise StoreError(f"{path}: not a database; --db takes a file that `sayso code` made, or a new name")
    (version,) = struct.unpack_from(">I", head, 60)
    (application,) = struct.unpack_from(">I", head, 68)
    return Header(application, version)


def undo_making(path: Path, busy_seconds: float) -> None:
    """Roll a half-made database back to the empty file that it was, should a program have been killed while it wrote the first of it.

    What such a file holds is no database yet; SQLite knows how to undo it from the journal beside it, which tells that there was nothing
    before. No other file is touched.
    """
    journal = path.with_name(path.name + "-journal")
    try:
        with journal.open("rb") as file:
            head = file.read(28)
    except OSError:
        return
    if len(head) < 28 or not head.startswith(_JOURNAL) or head[16:20] != bytes(4):
        return
    with closing(sqlite3.connect(path, timeout=busy_seconds)) as raw:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()


def version_with_log(path: Path, header: Header) -> int:
    """The schema version of a database of ours, of what its log holds too: a program that was killed left it unfolded.

    Raises:
        sqlite3.Error: the file or its log is damaged.
    """
    if not path.with_name(path.name + "-wal").exists():
        return header.schema_version
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])


def engine(path: Path, busy_seconds: float) -> Engine:
    """An engine over the file; nothing is opened or written before the first connection."""
    made = create_engine(URL.create("sqlite", database=str(path.absolute())), connect_args={"timeout": busy_seconds})

    @event.listens_for(made, "connect")
    def _connect(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, where it is known whether they write
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # SQLite's own lower() knows ASCII only; names are written in every script.
        connection.create_function("lower", 1, lambda value: value.lower() if isinstance(value, str) else value, deterministic=True)
        connection.create_function("sayso_holds", 2, words.holds, deterministic=True)
        connection.create_function("sayso_km", 4, _kilometres, deterministic=True)

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("sayso_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def _kilometres(lat: float | None, lon: float | None, latitude: float, longitude: float) -> float | None:
    return kilometres((lat, lon), (latitude, longitude)) if lat is not None and lon is not None else None


def mark(connection: Connection, version: str) -> None:
    """Mark the database as ours, at the given schema version; part of the running transaction."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def use_wal(given: Engine, path: Path) -> None:
    """Switch to the write-ahead log, in which readers and one writer do not wait for each other.

    Raises:
        StoreError: the file system does not support it, as network shares do not.
    """
    if _pragma(given, "PRAGMA journal_mode = WAL") != [("wal",)]:
        raise StoreError(f"{path}: this file system cannot keep a write-ahead log; put the database on a local disk")


def _pragma(given: Engine, statement: str) -> list[Any]:
    """What a statement answers that cannot run within a transaction."""
    raw = given.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(statement)
        return list(cursor.fetchall())
    finally:
        raw.close()


def back_up(path: Path, version: int) -> Path:
    """Copy the database, its log included, beside itself, whole or not at all; the copy's name tells the schema version it holds.

    Raises:
        StoreError: there is no room for the copy.
        sqlite3.Error: the file is damaged, or another program holds it.
    """
    copy = _free_name(path.with_name(f"{path.name}.schema-{version:04}.bak"))
    part = copy.with_name(copy.name + ".part")
    try:
        with part.open("wb"):
            pass
        _copy(path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(copy)
    except (OSError, sqlite3.OperationalError) as error:
        free = shutil.disk_usage(path.parent).free
        needed = path.stat().st_size
        raise StoreError(
            f"{path}: no copy of it could be made before its upgrade ({error}); {needed:,} bytes are needed beside it, {free:,} are free"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return copy


def _copy(path: Path, part: Path) -> None:
    source, target = sqlite3.connect(path), sqlite3.connect(part)
    try:
        source.backup(target, pages=_PAGES)
    finally:
        target.close()
        source.close()


def _free_name(path: Path) -> Path:
    """The path, or the first one with a number behind it that is not taken."""
    name, number = path, 1
    while name.exists():
        number += 1
        name = path.with_name(f"{path.name}{number}")
    return name


def damage(connection: Connection) -> list[str]:
    """What SQLite's own check of the file finds wrong; empty for a sound one."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
    dangling = [
        f"table {row[0]}, row {row[1]}: refers to a missing row of {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [line for line in found if line != "ok"] + dangling[:20]


def overwrite_deleted(connection: Connection) -> None:
    """Overwrite with zeros what this connection deletes from now on, instead of leaving it in free pages."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON")


def scrub(connection: Connection) -> None:
    """Take what was deleted out of the full-text index too, whose segments keep words until they are merged."""
    connection.exec_driver_sql("INSERT INTO article_words (article_words) VALUES ('optimize')")


def fold_log(given: Engine) -> None:
    """Write the log back into the file and empty it: it holds former contents of pages."""
    _pragma(given, "PRAGMA wal_checkpoint(TRUNCATE)")


def free_bytes(path: Path) -> int | None:
    """Bytes that the file system of a database has left; null where it does not say."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None
