"""The one door to SQL dialects: what SQLite and PostgreSQL do differently, told apart here and nowhere else in the store's statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, Engine, Select, Table, Text, and_, func, literal, literal_column, select, text
from sqlalchemy.dialects import postgresql as postgresql_sql
from sqlalchemy.dialects import sqlite as sqlite_sql
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.ext.compiler import compiles

from sayso.address import Address, Server
from sayso.errors import StoreError
from sayso.store import postgres, schema, sqlite, words

DAMAGED = "the database is damaged; restore it from a copy, or code into a new file"
BUSY_SECONDS = 10.0
"""How long a connection waits for another that is writing."""


def open_engine(place: Address, busy_seconds: float | None = None) -> Engine:
    """An engine over a file or a server; nothing is opened or written before the first connection.

    Raises:
        UsageError: the address is malformed, or the driver is not installed.
    """
    seconds = BUSY_SECONDS if busy_seconds is None else busy_seconds
    return postgres.engine(place, seconds) if isinstance(place, Server) else sqlite.engine(place, seconds)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that takes the write lock at its beginning, so that it cannot fail half-way for want of it."""
    with engine.connect().execution_options(sayso_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One transaction for reading that sees one state of the database throughout."""
    isolated = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**isolated) as connection:
        yield connection


def mark(connection: Connection, version: str) -> None:
    """Mark the database as ours, at the given schema version; part of the running transaction."""
    (postgres if is_postgres(connection) else sqlite).mark(connection, version)


def is_postgres(connection: Connection) -> bool:
    """Whether the connection leads to PostgreSQL."""
    return connection.dialect.name == "postgresql"


@contextmanager
def clear_errors(place: Address) -> Iterator[None]:
    """Turn the driver's errors into a `StoreError` that names the database, the reason and the remedy.

    An integrity error is our own bug and stays as it is.
    """
    try:
        yield
    except (IntegrityError, sqlite3.IntegrityError):
        raise
    except (DatabaseError, sqlite3.DatabaseError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        if isinstance(place, Server):
            told = postgres.reason(str(getattr(cause, "sqlstate", None) or ""), str(cause))
        else:
            told = _reason(place, str(getattr(cause, "sqlite_errorname", "")), str(cause))
        raise StoreError(f"{place}: {told}") from error
    except UnicodeDecodeError as error:  # of a damaged schema even SQLite's own message is no text
        raise StoreError(f"{place}: {DAMAGED}") from error


def _reason(path: Path, code: str, message: str) -> str:
    free = sqlite.free_bytes(path)
    left = f" ({free:,} bytes are free)" if free is not None else ""
    for start, reason in (
        ("SQLITE_FULL", f"the disk is full{left}; what was committed is safe: free space and run again"),
        ("SQLITE_BUSY", "another program is writing to the database; try again when it has finished"),
        ("SQLITE_LOCKED", "another program is writing to the database; try again when it has finished"),
        ("SQLITE_CORRUPT", DAMAGED),
        ("SQLITE_NOTADB", "not a database; --db takes a file that `sayso code` made, or a new name"),
        ("SQLITE_READONLY", "the database cannot be written; check the rights of the file and of its folder"),
        ("SQLITE_CANTOPEN", "the database cannot be opened; check the rights of the file and of its folder"),
        ("SQLITE_IOERR", f"reading or writing failed ({message}); what was committed is safe: check the disk and its free space{left}"),
    ):
        if code.startswith(start):
            return reason
    return message


def insert_missing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert those rows whose key is not there yet."""
    if rows:
        insert = (postgresql_sql if is_postgres(connection) else sqlite_sql).insert
        connection.execute(insert(table).on_conflict_do_nothing(), rows)


def index_words(connection: Connection, articles: list[dict[str, Any]]) -> None:
    """Enter freshly inserted articles into the full-text index."""
    if articles and is_postgres(connection):
        postgres.index_words(connection, articles)


def damage(connection: Connection) -> list[str]:
    """What the database's own check finds wrong; empty for a sound one. A server keeps watch over its files itself."""
    return [] if is_postgres(connection) else sqlite.damage(connection)


def in_order(*columns: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """Columns to order by, what is unknown first, as SQLite does by itself and PostgreSQL does not."""
    return [column.nulls_first() for column in columns]


def in_reverse(*columns: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """The same order from its end."""
    return [column.desc().nulls_last() for column in columns]


class Either(ColumnElement[Any]):
    """One expression for SQLite and another for PostgreSQL; which is known when the statement is compiled."""

    inherit_cache = False

    def __init__(self, sqlite: ColumnElement[Any], postgresql: ColumnElement[Any]) -> None:
        self.type = sqlite.type
        self.by_name = {"sqlite": sqlite, "postgresql": postgresql}


@compiles(Either)
def _compile(element: Either, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.by_name[compiler.dialect.name], **options))


def lower(column: ColumnElement[Any]) -> ColumnElement[str]:
    """The text without capitals, in every script."""
    return Either(func.lower(column), _Wrapped(postgres.LOWER, column))


class _Wrapped(ColumnElement[Any]):
    """An expression within SQL of PostgreSQL that has no form in SQLAlchemy; ``{}`` stands for the expression."""

    inherit_cache = False

    def __init__(self, form: str, inner: ColumnElement[Any]) -> None:
        self.type = Text()
        self.form = form
        self.inner = inner


@compiles(_Wrapped)
def _compile_wrapped(element: _Wrapped, compiler: Any, **options: Any) -> str:
    return element.form.replace("{}", str(compiler.process(element.inner, **options)))


def holds(content: ColumnElement[Any], article: ColumnElement[Any], sought: str) -> ColumnElement[bool]:
    """The condition that a stretch of an article's text holds all the words; same rules as for the search of articles.

    The full-text index finds the articles, a comparison word by word the stretches among theirs.

    Args:
        content: the column of the stretch.
        article: the column with the id of its article.
        sought: at least one word (`words.terms` is not empty).
    """
    rowids = select(text("rowid")).select_from(text("article_words"))
    rowids = rowids.where(text("article_words MATCH :about").bindparams(about=words.fts5(sought)))
    there = select(schema.article.c.id).where(schema.article.c.number.in_(rowids))
    by_sqlite = and_(article.in_(there), func.sayso_holds(content, sought, type_=Boolean))
    numbers = select(text("article_words.number")).select_from(text("article_words"))
    numbers = numbers.where(text("words @@ CAST(:about AS tsquery)").bindparams(about=words.tsquery(sought)))
    among = select(schema.article.c.id).where(schema.article.c.number.in_(numbers))
    folded = _Wrapped(postgres.folding(), content)
    matches = (folded.like(literal(pattern)) for pattern in words.patterns(sought))
    return Either(by_sqlite, and_(article.in_(among), *matches))


def search_statement(connection: Connection, sought: str, limit: int | None) -> Select[Any] | None:
    """The query for articles that hold all the words, best match first; null where `sought` holds none.

    Its column ``text`` is the article's text where the database gives no snippet of its own, which stands in ``snippet`` otherwise.
    """
    if not words.terms(sought):
        return None
    article = schema.article.c
    events = select(text("count(*)")).select_from(schema.event).where(schema.event.c.article == article.id).scalar_subquery()
    columns = [article.id.label("article"), article.outlet, article.published, article.headline, events.label("events")]
    if is_postgres(connection):
        match = {"match": words.tsquery(sought)}
        found = (
            select(*columns, article.text)
            .join(text("article_words"), text("article_words.number = article.number"))
            .where(text("article_words.words @@ CAST(:match AS tsquery)").bindparams(**match))
            .order_by(text("ts_rank(article_words.words, CAST(:match AS tsquery), 1) DESC").bindparams(**match), article.id)
        )
    else:
        snippet: ColumnElement[Any] = literal_column(
            f"snippet(article_words, 1, '{words.OPEN_MARK}', '{words.CLOSE_MARK}', '…', {2 * words.AROUND})"
        )
        found = (
            select(*columns, snippet.label("snippet"))
            .select_from(schema.article)
            .join(text("article_words"), text("article_words.rowid = article.number"))
            .where(text("article_words MATCH :match").bindparams(match=words.fts5(sought)))
            .order_by(text("article_words.rank"), article.id)
        )
    return found.limit(limit) if limit is not None else found
