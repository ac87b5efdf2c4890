"""The one file that knows SQL dialects: how SQLite is opened, locked, searched and asked for its errors."""

from __future__ import annotations

import functools
import re
import sqlite3
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import URL, ColumnElement, Connection, Engine, Select, Table, and_, create_engine, event, func, literal_column, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError, IntegrityError

from sayso.errors import StoreError
from sayso.store import schema

APPLICATION_ID = 0x73617973
"""`says` in ASCII: marks a SQLite file as ours (`PRAGMA application_id`)."""

MAGIC = b"SQLite format 3\0"
BUSY_SECONDS = 10.0
"""How long a connection waits for another that is writing."""

_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
"""A phrase in double quotation marks, or a word."""

OPEN_MARK, CLOSE_MARK = "⟦", "⟧"
"""Stand around the words found, in a snippet."""


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


def open_engine(path: Path, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine over the file; nothing is opened or written before the first connection."""
    engine = create_engine(URL.create("sqlite", database=str(path.absolute())), connect_args={"timeout": busy_seconds})

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, where it is known whether they write
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # SQLite's own lower() knows ASCII only; names are written in every script.
        connection.create_function("lower", 1, lambda value: value.lower() if isinstance(value, str) else value, deterministic=True)
        connection.create_function("sayso_holds", 2, _holds, deterministic=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("sayso_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that takes the write lock at its beginning, so that it cannot fail half-way for want of it."""
    with engine.connect().execution_options(sayso_writes=True) as connection, connection.begin():
        yield connection


def mark(connection: Connection, version: str) -> None:
    """Mark the database as ours, at the given schema version; part of the running transaction."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def use_wal(engine: Engine, path: Path) -> None:
    """Switch to the write-ahead log, in which readers and one writer do not wait for each other.

    Raises:
        StoreError: the file system does not support it, as network shares do not.
    """
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        modes = cursor.fetchall()
    finally:
        raw.close()
    if modes != [("wal",)]:
        raise StoreError(f"{path}: this file system cannot keep a write-ahead log; put the database on a local disk")


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turn the driver's errors into a `StoreError` that names the file, the reason and the remedy.

    An integrity error is our own bug and stays as it is.
    """
    try:
        yield
    except (IntegrityError, sqlite3.IntegrityError):
        raise
    except (DatabaseError, sqlite3.DatabaseError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        code = str(getattr(cause, "sqlite_errorname", ""))
        raise StoreError(f"{path}: {_reason(code, str(cause))}") from error


def _reason(code: str, message: str) -> str:
    for start, reason in (
        ("SQLITE_FULL", "the disk is full; what was committed is safe: free space and run again"),
        ("SQLITE_BUSY", "another program is writing to the database; try again when it has finished"),
        ("SQLITE_LOCKED", "another program is writing to the database; try again when it has finished"),
        ("SQLITE_CORRUPT", "the database is damaged; restore it from a copy, or code into a new file"),
        ("SQLITE_NOTADB", "not a database; --db takes a file that `sayso code` made, or a new name"),
        ("SQLITE_READONLY", "the database cannot be written; check the rights of the file and of its folder"),
        ("SQLITE_CANTOPEN", "the database cannot be opened; check the rights of the file and of its folder"),
        ("SQLITE_IOERR", f"reading or writing failed ({message}); check the disk and its free space"),
    ):
        if code.startswith(start):
            return reason
    return message


def insert_missing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert those rows whose key is not there yet."""
    if rows:
        connection.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)


def damage(connection: Connection) -> list[str]:
    """What SQLite's own check of the file finds wrong; empty for a sound one."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
    dangling = [
        f"table {row[0]}, row {row[1]}: refers to a missing row of {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [line for line in found if line != "ok"] + dangling[:20]


def search_statement(words: str, limit: int | None) -> Select[Any] | None:
    """The query for articles that hold all the words, best match first; null where `words` holds none.

    Words in double quotation marks stand together; a word that ends in ``*`` matches every word that begins so. Nothing else is special.
    """
    match = _match(words)
    if not match:
        return None
    article = schema.article.c
    events = select(text("count(*)")).select_from(schema.event).where(schema.event.c.article == article.id).scalar_subquery()
    found = (
        select(
            article.id.label("article"),
            article.outlet,
            article.published,
            article.headline,
            events.label("events"),
            literal_column(f"snippet(article_words, 1, '{OPEN_MARK}', '{CLOSE_MARK}', '…', 24)").label("snippet"),
        )
        .select_from(schema.article)
        .join(text("article_words"), text("article_words.rowid = article.number"))
        .where(text("article_words MATCH :match").bindparams(match=match))
        .order_by(text("article_words.rank"), article.id)
    )
    return found.limit(limit) if limit is not None else found


def holds(content: ColumnElement[Any], article: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """The condition that a stretch of an article's text holds all the words; same rules as for the search of articles.

    The full-text index finds the articles, a comparison word by word the stretches among theirs.

    Args:
        content: the column of the stretch.
        article: the column with the id of its article.
        words: at least one word (`terms` is not empty).
    """
    number = (
        select(text("rowid")).select_from(text("article_words")).where(text("article_words MATCH :about").bindparams(about=_match(words)))
    )
    among = select(schema.article.c.id).where(schema.article.c.number.in_(number))
    return and_(article.in_(among), func.sayso_holds(content, words))


@functools.lru_cache(maxsize=64)
def terms(words: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """What is looked for: rows of folded words that stand together, each with whether its last word may go on."""
    found = []
    for phrase, word in _TERM.findall(words.replace("\0", " ")):
        row = tuple(fold(phrase or word))
        if row:
            found.append((row, not phrase and word.endswith("*")))
    return tuple(found)


def fold(words: str) -> list[str]:
    """The words of a text without case, accents and marks, as the full-text index sees them."""
    spelled = unicodedata.normalize("NFD", words).lower()
    bare = "".join(character for character in spelled if not unicodedata.combining(character))
    return "".join(character if character.isalnum() else " " for character in bare).split()


def _holds(content: str | None, words: str) -> bool:
    """Whether a text holds all of what is looked for."""
    there = fold(content or "")
    return all(any(_stands(row, open_, there, place) for place in range(len(there))) for row, open_ in terms(words))


def _stands(row: tuple[str, ...], open_: bool, there: list[str], place: int) -> bool:
    *before, last = row
    end = place + len(before)
    if end >= len(there) or there[place:end] != before:
        return False
    return there[end].startswith(last) if open_ else there[end] == last


def _match(words: str) -> str:
    """The words as a full-text expression in which every one is quoted, so that no character of theirs is an operator."""
    terms = []
    for phrase, word in _TERM.findall(words.replace("\0", " ")):
        term = phrase or word.rstrip("*")
        if any(character.isalnum() for character in term):
            terms.append(f'"{term}"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms)
