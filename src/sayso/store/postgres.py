"""What is particular to PostgreSQL: how a server is reached, marked, locked, copied and searched."""

from __future__ import annotations

import functools
import sys
import unicodedata
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from sayso.address import Server
from sayso.errors import StoreError, UsageError
from sayso.store import words

_LOCK = 0x73617973
"""First key of the lock that whoever writes takes (the second is the schema's own)."""
_MARK = "sayso schema "
"""Begins the comment on the table `run`: the mark of a database of ours, with its schema version."""
INDEXED = 1_000_000
"""Characters of an article's folded text that the full-text index takes in, which has a limit of its own."""


def engine(address: Server, busy_seconds: float) -> Engine:
    """An engine over the server's database; nothing is reached before the first connection.

    Raises:
        UsageError: the address is malformed, or psycopg is not installed.
    """
    try:
        url = make_url(address.url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{address}: not an address; write postgresql://user@host/database") from error
    try:
        made = create_engine(url)
    except ImportError as error:
        raise UsageError("PostgreSQL needs psycopg: pip install 'sayso[postgres]'") from error

    @event.listens_for(made, "connect")
    def _connect(connection: Any, _: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET client_encoding = 'UTF8'")
            cursor.execute("SET application_name = 'sayso'")
            cursor.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}")
        connection.commit()

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("sayso_writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))")
        else:  # several statements that belong together see one state of the database, as in SQLite
            cursor = connection.connection.cursor()  # a connection that streams its rows would make a query of this statement
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.close()

    return made


def version(connection: Connection, address: Server) -> int:
    """The schema version of the database, 0 for one without tables of ours.

    Raises:
        StoreError: it is another program's, or does not keep its text as UTF-8.
    """
    encoding, schema = connection.exec_driver_sql("SELECT current_setting('server_encoding'), current_schema()").one()
    if encoding != "UTF8":
        raise StoreError(f"{address}: keeps its text as {encoding}; make the database with ENCODING 'UTF8'")
    if schema is None:
        raise StoreError(f"{address}: its search path names no schema that exists")
    comment = connection.exec_driver_sql("SELECT obj_description(to_regclass('run'), 'pg_class')").scalar()
    if isinstance(comment, str) and comment.startswith(_MARK):
        return int(comment.removeprefix(_MARK))
    taken = connection.exec_driver_sql("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").scalar_one()
    if taken:
        raise StoreError(f"{address}: its schema {schema} holds tables of another program; give sayso a database or a schema of its own")
    return 0


def mark(connection: Connection, number: str) -> None:
    """Mark the database as ours, at the given schema version; part of the running transaction."""
    connection.exec_driver_sql(f"COMMENT ON TABLE run IS '{_MARK}{int(number):04}'")


def back_up(connection: Connection, number: int) -> str:
    """Copy every table into a schema of its own, in the running transaction; its name tells the schema version it holds."""
    name = connection.exec_driver_sql(f"SELECT left(current_schema(), 40) || '_sayso_{number:04}'").scalar_one()
    taken = set(connection.exec_driver_sql("SELECT nspname FROM pg_namespace").scalars())
    copy = next(each for each in [name, *(f"{name}_{again}" for again in range(2, 1000))] if each not in taken)
    connection.exec_driver_sql(f'CREATE SCHEMA "{copy}"')
    tables = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1").scalars().all()
    for table in tables:
        connection.exec_driver_sql(f'CREATE TABLE "{copy}"."{table}" AS TABLE "{table}"')
    return str(copy)


def index_words(connection: Connection, articles: list[dict[str, Any]]) -> None:
    """Enter articles into the full-text index; SQLite has triggers for it.

    Args:
        connection: in a transaction that has inserted them.
        articles: their rows.
    """
    rows = [{"id": row["id"], "folded": " ".join(words.fold(f"{row['headline'] or ''} {row['text']}"))[:INDEXED]} for row in articles]
    connection.exec_driver_sql(
        "INSERT INTO article_words (number, words) SELECT number, to_tsvector('simple', %(folded)s) FROM article WHERE id = %(id)s", rows
    )


def reason(code: str, message: str) -> str:
    """What an error of the server means to the user."""
    for start, told in (
        ("53100", "the server's disk is full; what was committed is safe: free space and run again"),
        ("55P03", "another program is writing to the database; try again when it has finished"),
        ("42501", "the user has no right to do this; ask for a role that owns the schema"),
        ("25006", "the database cannot be written: it is read-only"),
        ("57P", "the server has ended the connection; what was committed is safe: run again"),
        ("08", "the connection is lost; what was committed is safe: run again"),
        ("28", "the server refuses this user or password"),
        ("3D000", "no such database; make it with createdb"),
    ):
        if code.startswith(start):
            return told
    return message.strip().splitlines()[0] if message.strip() else "the server cannot be reached"


LOWER = 'lower(({}) COLLATE "und-x-icu")'
"""Case in every script, whatever the locale of the database."""


@functools.cache
def folding() -> str:
    """The expression by which the server folds a text as `words.fold` does, each word between blanks; ``{}`` stands for the text."""
    return (
        "(' ' || regexp_replace(regexp_replace(lower(normalize(coalesce({}, ''), NFD) COLLATE \"und-x-icu\"), "
        f"'[{_combining()}]', '', 'g'), '[^[:alnum:]]+', ' ', 'g') || ' ')"
    )


def _combining() -> str:
    """Every combining character, as the ranges of a regular expression."""
    points = [point for point in range(sys.maxunicode + 1) if unicodedata.combining(chr(point))]
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"\\U{first:08X}-\\U{last:08X}" for first, last in ranges)
