"""Events with everything that hangs on them, for exports: arguments, tolls, claims, the chain of voices and the article.

All is read in one transaction, so that an export is of one state of the database however long it takes.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from sayso.encode import from_json
from sayso.errors import StoreError
from sayso.manifest import Manifest
from sayso.records import Event
from sayso.store import dialect, schema
from sayso.store.filters import Filter, conditions
from sayso.store.listing import AttributionRow, EventRow
from sayso.store.runs import listed

PAGE = 400
"""Events whose details are fetched at a time; far below what a statement may have of parameters."""
NESTED = 20
"""Voices of a chain that are followed: nesting is checked before writing, and a damaged file must not hang an export."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of an article beside its text."""

    id: str
    outlet: str | None
    outlet_country: str | None
    published: str | None
    headline: str | None
    url: str | None
    language: str | None
    file: str
    """Name of the file or record that it was read from, without its folders."""
    characters: int
    digest: str
    """SHA-256 of the text into which all offsets count."""
    manifest: str
    """Digest of what coded it."""
    run: str


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution, with the digest of its content as the text has it."""

    row: AttributionRow
    content_sha256: str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """One event with everything that hangs on it."""

    row: EventRow
    event: Event
    report: Report
    quote_sha256: str
    """SHA-256 of `row.quote` as the text has it."""
    arguments: tuple[Row, ...] = ()
    """Rows of `event_argument`, actors first."""
    tolls: tuple[Row, ...] = ()
    claims: tuple[Row, ...] = ()
    """Rows of `claim`, with the words that carry them."""
    voices: tuple[Said, ...] = ()
    """The attribution whose word the event is, then its parents; empty for the outlet's own word."""


@dataclass(frozen=True, slots=True)
class RunNote:
    """One run that coded something of what is exported."""

    id: str
    manifest: str
    started: str
    ended: str | None
    state: str


def sha256(text: str) -> str:
    """The digest of some words."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def details(connection: Connection, chosen: Filter) -> Iterator[Detail]:
    """The events that a filter picks, in the order of the listing of events.

    Raises:
        StoreError: a record is damaged.
    """
    view = schema.events_view
    keys = select(view.c.id).where(conditions(view, chosen)).order_by(*_order()).limit(chosen.limit)
    ids = list(connection.execute(keys).scalars())
    for start in range(0, len(ids), PAGE):
        yield from _page(connection, ids[start : start + PAGE])


def attributions(connection: Connection, article: str | None = None) -> Iterator[Said]:
    """All attributions, in the order of their listing, or those of one article."""
    view = schema.attributions_view
    statement = select(view).order_by(*dialect.in_order(view.c.published, view.c.article, view.c.position, view.c.id))
    if article is not None:
        statement = statement.where(view.c.article == article)
    for row in connection.execution_options(stream_results=True).execute(statement).mappings():
        yield _said(dict(row))


def reports(connection: Connection) -> Iterator[Report]:
    """All articles, by day of publication."""
    article = schema.article
    statement = _report_statement().order_by(*dialect.in_order(article.c.published, article.c.id))
    for row in connection.execute(statement).mappings():
        yield _report(row)


def number(connection: Connection, chosen: Filter) -> int:
    """How many events a filter picks, whatever its limit."""
    return int(
        connection.execute(select(func.count()).select_from(schema.events_view).where(conditions(schema.events_view, chosen))).scalar_one()
    )


def article_ids(connection: Connection) -> Iterator[str]:
    """The ids of all articles."""
    yield from connection.execute(select(schema.article.c.id)).scalars()


def manifests(connection: Connection, chosen: Filter) -> list[Manifest]:
    """What coded the articles of the events that a filter picks, by digest; all articles' where it picks everything.

    Raises:
        StoreError: a record is damaged.
    """
    used = select(schema.article.c.manifest).where(_of(chosen)).distinct()
    statement = select(schema.manifest.c.record).where(schema.manifest.c.digest.in_(used)).order_by(schema.manifest.c.digest)
    try:
        return [from_json(Manifest, json.loads(record)) for record in connection.execute(statement).scalars()]
    except ValueError as error:
        raise StoreError(f"the record of a manifest is damaged ({error})") from error


def runs(connection: Connection, chosen: Filter) -> list[RunNote]:
    """The runs that coded the same articles, by their beginning."""
    run = schema.run.c
    used = select(schema.article.c.run).where(_of(chosen)).distinct()
    coded = set(connection.execute(select(run.id).where(run.id.in_(used))).scalars())
    return [RunNote(row.id, row.manifest, row.started, row.ended, row.state) for row in listed(connection) if row.id in coded]


def _of(chosen: Filter) -> Any:
    """The articles that hold the events of a filter."""
    if chosen == Filter():
        return schema.article.c.id.is_not(None)
    view = schema.events_view
    events = select(view.c.article).where(conditions(view, chosen))
    if chosen.limit is not None:
        events = events.order_by(*_order()).limit(chosen.limit)
    return schema.article.c.id.in_(events)


def _order() -> list[Any]:
    """The order of the listing of events."""
    view = schema.events_view.c
    return dialect.in_order(view.published, view.article, view.position, view.id)


def _page(connection: Connection, ids: Sequence[str]) -> Iterator[Detail]:
    view, event = schema.events_view, schema.event
    rows = {row["id"]: row for row in connection.execute(select(view).where(view.c.id.in_(ids))).mappings()}
    records = {row.id: row.record for row in connection.execute(select(event.c.id, event.c.record).where(event.c.id.in_(ids)))}
    articles = sorted({row["article"] for row in rows.values()})
    told = {row["id"]: _report(row) for row in connection.execute(_report_statement().where(schema.article.c.id.in_(articles))).mappings()}
    arguments = _grouped(connection, schema.event_argument, ids, "role", "position")
    tolls = _grouped(connection, schema.toll, ids, "position")
    claims = _claims(connection, ids)
    voices = _voices(connection, sorted({row["voice"] for row in rows.values() if row["voice"]}))
    for key in ids:
        row = EventRow(**rows[key])
        try:
            record = from_json(Event, json.loads(records[key]))
        except ValueError as error:
            raise StoreError(f"event {key}: its record is damaged ({error})") from error
        chain = _chain(voices, row.voice)
        yield Detail(row, record, told[row.article], sha256(row.quote), arguments[key], tolls[key], claims[key], chain)


def _grouped(connection: Connection, table: Table, ids: Sequence[str], *order: str) -> dict[str, tuple[Row, ...]]:
    statement = select(table).where(table.c.event.in_(ids)).order_by(table.c.event, *(table.c[name] for name in order))
    return _by_event(connection, statement)


def _claims(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Row, ...]]:
    claim, article = schema.claim, schema.article
    words = func.substr(article.c.text, claim.c.start + 1, claim.c.end - claim.c.start).label("words")
    columns = [column for column in claim.c if column.name != "record"]
    statement = select(*columns, words).join(article, article.c.id == claim.c.article).where(claim.c.event.in_(ids))
    return _by_event(connection, statement.order_by(claim.c.event, claim.c.position))


def _by_event(connection: Connection, statement: Select[Any]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(statement).mappings():
        found[row["event"]].append(dict(row))
    return defaultdict(tuple, {key: tuple(rows) for key, rows in found.items()})


def _voices(connection: Connection, ids: Sequence[str]) -> dict[str, Said]:
    """The attributions with these ids, and their parents up to the outermost."""
    view = schema.attributions_view
    found: dict[str, Said] = {}
    wanted = list(ids)
    for _ in range(NESTED):
        if not wanted:
            break
        rows = connection.execute(select(view).where(view.c.id.in_(wanted))).mappings()
        found |= {row["id"]: _said(dict(row)) for row in rows}
        wanted = sorted({said.row.parent for said in found.values() if said.row.parent} - found.keys())
    return found


def _chain(voices: dict[str, Said], voice: str | None) -> tuple[Said, ...]:
    chain: list[Said] = []
    while voice is not None and voice in voices and len(chain) < NESTED:
        chain.append(voices[voice])
        voice = voices[voice].row.parent
    return tuple(chain)


def _said(values: Row) -> Said:
    row = AttributionRow(**{**values, "file": _name(values["file"])})
    return Said(row, sha256(row.content) if row.content is not None else None)


def _report_statement() -> Select[Any]:
    article = schema.article.c
    plain = (article.id, article.outlet, article.outlet_country, article.published, article.headline, article.url, article.language)
    return select(*plain, article.source, func.length(article.text).label("characters"), article.digest, article.manifest, article.run)


def _report(row: Any) -> Report:
    values = dict(row)
    return Report(**{name: value for name, value in values.items() if name != "source"}, file=_name(values["source"]))


def _name(source: str) -> str:
    """The last part of a path: folders tell of a machine and its owner, not of a report."""
    return PurePath(source.replace("\\", "/")).name or source
