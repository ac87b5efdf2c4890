"""The data dictionary within the database: every column of every table and view with its type, its target and its meaning.

The meanings of the listings' columns are the strings under the fields of their classes and of the records behind them, from which
`docs/data-dictionary.md` is made too.
"""

from __future__ import annotations

import ast
import functools
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, insert
from sqlalchemy.dialects import sqlite

from sayso import records
from sayso.store import listing, meanings, schema

_RELATIONS: dict[str, tuple[str, str]] = {
    "article": ("Article", "one text, as it was first published"),
    "appearance": ("AppearanceRow", "one place where a text stands"),
    "time_expression": ("TimeExpression", "one expression of time"),
    "place": ("Place", "one mention of a place"),
    "actor_mention": ("ActorMention", "one mention of an actor"),
    "attribution": ("Attribution", "one stretch of text that a source is made answerable for"),
    "event": ("Event", "one event mention"),
    "event_argument": ("ActorMention", "one actor or recipient of an event"),
    "toll": ("Toll", "one number of people affected by an event"),
    "claim": ("Claim", "one field value of an event, on one voice's say-so"),
    "quarantine": ("Quarantined", "one input that could not be coded"),
    "change": ("ChangeRow", "one difference that coding an article again made"),
    "events_view": ("EventRow", "events, ready to read"),
    "attributions_view": ("AttributionRow", "attributions, ready to read"),
    "articles_view": ("ArticleRow", "articles, ready to read"),
    "appearances_view": ("AppearanceRow", "places where texts stand, with their versions"),
    "quarantine_view": ("QuarantineRow", "quarantine, ready to read"),
    "changes_view": ("ChangeRow", "changes, ready to read"),
    "runs_view": ("RunRow", "runs, ready to read"),
}
"""Table or view -> the class whose strings tell its columns, and what a row is."""
_BEHIND = {
    "Event": "EventRow",
    "EventRow": "Event",
    "AttributionRow": "Attribution",
    "ArticleRow": "Article",
    "AppearanceRow": "Article",
    "QuarantineRow": "Quarantined",
}
"""Class -> another one whose definitions hold for its columns without one."""


def fill(connection: Connection) -> None:
    """Write the dictionary anew, in the transaction of the migration that changed the schema."""
    connection.execute(delete(schema.data_dictionary))
    connection.execute(insert(schema.data_dictionary), list(rows()))


def rows() -> Iterator[dict[str, Any]]:
    """One row a column, tables first."""
    for kind, metadata in (("table", schema.tables), ("view", schema.views)):
        for table in metadata.tables.values():
            for position, column in enumerate(table.columns, 1):
                yield {
                    "relation": table.name,
                    "name": column.name,
                    "position": position,
                    "kind": kind,
                    "type": str(column.type.compile(dialect=sqlite.dialect())).lower(),
                    "refers_to": next((key.target_fullname for key in column.foreign_keys), None),
                    "meaning": _meaning(table, column),
                }


def _meaning(table: Table, column: Column[Any]) -> str:
    owner, row = _RELATIONS.get(table.name, ("", table.name.replace("_", " ")))
    if special := meanings.SPECIAL.get((table.name, column.name)):
        return special
    told = _definitions()
    for name in (owner, _BEHIND.get(owner, "")):
        if found := told.get(name, {}).get(column.name):
            return found
    return f"{meanings.COMMON.get(column.name) or column.name.replace('_', ' ')} ({row})"


@functools.cache
def _definitions() -> dict[str, dict[str, str]]:
    """Class -> field -> the string under it, without the marks of its markup."""
    found: dict[str, dict[str, str]] = {}
    for module in (records, listing):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = dict(_fields(node.body))
    return found


def _fields(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, below in itertools.pairwise(body):
        named = isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
        told = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
        if named and told:
            yield statement.target.id, re.sub(r"\s+", " ", below.value.value.replace("`", "")).strip()  # type: ignore[attr-defined]
