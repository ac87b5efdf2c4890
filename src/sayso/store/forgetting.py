"""Removing a text on request: the text and all that was found in it are gone, an entry in the ledger says that it was there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, or_, select

from sayso.errors import UsageError
from sayso.ids import content_id
from sayso.store import dialect, ledger, schema, sqlite
from sayso.store.ledger import FORGOTTEN, Run

_DETAIL = "removed on request; `sayso code --retry forgotten` with its source takes it in again"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed."""

    article: str
    """Id of the article that held the text."""
    sources: tuple[str, ...]
    """Where it had been read from, every place of it."""
    events: int
    attributions: int


def forget(engine: Engine, key: str, run: Run) -> Forgotten:
    """Remove the text that an id, or its beginning, means; see `Store.forget`.

    Raises:
        UsageError: no article, or more than one, has an id that begins so.
    """
    with dialect.writing(engine) as connection:
        if not dialect.is_postgres(connection):
            sqlite.overwrite_deleted(connection)
        digest = _digest_of(connection, key)
        return _remove(connection, digest, run)


def scrub(engine: Engine) -> None:
    """Take the words of deleted texts out of what a SQLite file keeps beside its tables: the full-text index and the log."""
    with dialect.writing(engine) as connection:
        sqlite.overwrite_deleted(connection)
        sqlite.scrub(connection)
    sqlite.fold_log(engine)


def _digest_of(connection: Connection, key: str) -> str:
    """SHA-256 of the text that is meant.

    Raises:
        UsageError: none, or several.
    """
    appearance, quarantine = schema.appearance.c, schema.quarantine.c
    found: dict[str, str] = {}
    for column, digest in ((appearance.id, appearance.digest), (quarantine.article, quarantine.digest)):
        known = or_(quarantine.reason != FORGOTTEN, quarantine.reason.is_(None)) if column is quarantine.article else _anything(column)
        rows = connection.execute(select(column, digest).where(column.startswith(key, autoescape=True), known).order_by(column).limit(3))
        found |= {str(row[0]): str(row[1]) for row in rows}
    if key in found:
        return found[key]
    if not found or not key:
        raise UsageError(f"no article {key!r}; `sayso articles` and `sayso quarantine` list their ids")
    if len(set(found.values())) > 1:
        raise UsageError(f"several articles begin with {key}: {', '.join(sorted(found)[:3])}, …")
    return next(iter(found.values()))


def _anything(column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.is_not(None)


def _remove(connection: Connection, digest: str, run: Run) -> Forgotten:
    article, appearance, quarantine = schema.article.c, schema.appearance.c, schema.quarantine.c
    homes = list(connection.execute(select(article.id).where(article.digest == digest).order_by(article.id)).scalars())
    places = connection.execute(select(appearance.id, appearance.source).where(appearance.digest == digest).order_by(appearance.id)).all()
    held = select(quarantine.article, quarantine.source).where(quarantine.digest == digest, quarantine.article.is_not(None))
    waiting = connection.execute(held.order_by(quarantine.article)).all()
    there = {key for key, _ in places}
    places = [*places, *(row for row in waiting if row[0] not in there)]
    counts = [_count(connection, name, homes) for name in ("event", "attribution")]
    for home in homes:
        ledger.delete_found(connection, home)
    connection.execute(delete(schema.change).where(schema.change.c.article.in_(homes)))
    connection.execute(delete(schema.appearance).where(appearance.digest == digest))
    connection.execute(delete(schema.article).where(article.digest == digest))
    connection.execute(delete(schema.quarantine).where(quarantine.digest == digest))
    _note(connection, [(str(key), str(source)) for key, source in places], digest, run)
    return Forgotten(homes[0] if homes else str(places[0][0]), tuple(str(source) for _, source in places), *counts)


def _count(connection: Connection, name: str, homes: list[str]) -> int:
    table = schema.tables.tables[name]
    return len(connection.execute(select(table.c.id).where(table.c.article.in_(homes))).all())


def _note(connection: Connection, places: list[tuple[str, str]], digest: str, run: Run) -> None:
    """The ledger's entries, and rows of quarantine that keep the text out when its source is read again."""
    ledger.open_run(connection, run)
    at = ledger.now()
    rows = [
        {
            "id": content_id("q", source, FORGOTTEN, digest, key),
            "source": source,
            "reason": FORGOTTEN,
            "detail": _DETAIL,
            "digest": digest,
            "article": key,
            "run": run.id,
            "at": at,
        }
        for key, source in places
    ]
    connection.execute(insert(schema.quarantine), rows)
    entries = [
        {"run": run.id, "item": key, "source": source, "outcome": FORGOTTEN, "reason": "on request", "at": at, "seconds": None}
        for key, source in places
    ]
    connection.execute(insert(schema.ledger), entries)
