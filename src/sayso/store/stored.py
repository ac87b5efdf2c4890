"""Articles that the database itself holds, to be coded again without their sources."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, select

from sayso.encode import from_json
from sayso.errors import StoreError
from sayso.manifest import Manifest
from sayso.records import Article
from sayso.store import schema
from sayso.store.rows import article_of

PAGE = 100
"""Articles read at a time: each page is a reading of its own, so that nothing is held open while articles are coded and written."""


def stale(engine: Engine, manifest: Manifest) -> Iterator[Article]:
    """The articles that were coded under another manifest, by id.

    Raises:
        StoreError: a record is damaged.
    """
    article = schema.article
    for row in _pages(engine, article, article.c.id, article.c.manifest != manifest.digest):
        yield _sound(row["id"], lambda row=row: article_of(row))


def waiting(engine: Engine, reasons: Collection[str]) -> Iterator[Article]:
    """The articles that stand in quarantine for one of these reasons, by id of article; those that were never read are not among them.

    Raises:
        StoreError: a record is damaged.
    """
    quarantine = schema.quarantine
    chosen = quarantine.c.reason.in_(sorted(reasons)) & quarantine.c.record.is_not(None)
    for row in _pages(engine, quarantine, quarantine.c.article, chosen):
        yield _sound(row["article"], lambda row=row: from_json(Article, json.loads(row["record"])))


def _sound(key: str, read: Any) -> Article:
    try:
        article: Article = read()
    except ValueError as error:
        raise StoreError(f"article {key}: its record is damaged ({error})") from error
    return article


def _pages(engine: Engine, table: Table, key: ColumnElement[Any], chosen: ColumnElement[bool]) -> Iterator[Any]:
    last = ""
    while True:
        with engine.connect() as connection:
            rows = connection.execute(select(table).where(chosen, key > last).order_by(key).limit(PAGE)).mappings().all()
        if not rows:
            return
        yield from rows
        last = rows[-1][key.name]


def unread(engine: Engine, reasons: Collection[str]) -> list[str]:
    """Sources of what stands in quarantine for one of these reasons and could not be read at all, by name."""
    quarantine = schema.quarantine.c
    chosen = quarantine.reason.in_(sorted(reasons)) & quarantine.article.is_(None)
    with engine.connect() as connection:
        return list(connection.execute(select(quarantine.source).where(chosen).distinct().order_by(quarantine.source)).scalars())
