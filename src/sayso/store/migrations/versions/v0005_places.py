"""Events tell how their place and their day were found and how exact they are; actors tell their kind; points and runs can be looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from sayso.store.migrations.kinds import TEXT, on_postgres

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BATCH = 200

PLACE = {
    "admin2": TEXT,
    "relation": TEXT,
    "direction": TEXT,
    "distance_km": sa.Float,
    "radius_km": sa.Float,
    "precision": sa.Integer,
    "ucdp_precision": sa.Integer,
    "note": TEXT,
    "score": sa.Float,
    "rule": TEXT,
}
"""New columns of the table of places, which are fields of the record."""
TIME = {"mod": TEXT, "precision": sa.Integer, "ucdp_precision": sa.Integer, "anchor": TEXT, "rule": TEXT}
"""Likewise of expressions of time."""
WHERE = ("kind", "admin2", "relation", "direction", "distance_km", "radius_km", "ucdp_precision", "note")
"""What an event tells of its place, each with ``place_`` before it."""
DEFAULTS = {"relation": "in", "score": 0.0}
"""Fields at their default are not in a record."""


def _joined(column: str, role: str) -> str:
    """One column of an event's arguments in their order, joined by `; `; a name that is not known is told by the words."""
    part, known = ("coalesce(name, text)", "") if column == "name" else (column, f" AND {column} IS NOT NULL")
    return (
        f"(SELECT group_concat(part, '; ') FROM (SELECT {part} AS part FROM event_argument "
        f"WHERE event_argument.event = e.id AND role = '{role}'{known} ORDER BY event_argument.position) AS parts)"
    )


EVENTS_VIEW = f"""
CREATE VIEW events_view AS SELECT
  e.id, e.article, a.outlet, a.published, a.headline, e.type, e.mode, e.cameo, e.contexts, e.status, e.footing,
  {_joined("name", "actor")} AS actors,
  {_joined("actor", "actor")} AS actor_ids,
  {_joined("country", "actor")} AS actor_countries,
  {_joined("actor_kind", "actor")} AS actor_kinds,
  {_joined("name", "recipient")} AS recipients,
  {_joined("actor", "recipient")} AS recipient_ids,
  {_joined("country", "recipient")} AS recipient_countries,
  {_joined("actor_kind", "recipient")} AS recipient_kinds,
  e.when_text, e.when_value, e.first_day, e.last_day, e.when_precision, e.when_ucdp_precision,
  e.when_anchor, e.when_anchor_text, e.when_offset,
  e.place, e.place_kind, e.place_country, e.place_admin1, e.place_admin2,
  e.place_relation, e.place_direction, e.place_distance_km, e.place_radius_km,
  e.place_precision, e.place_ucdp_precision, e.place_note, e.geonames_id, e.lat, e.lon,
  (SELECT group_concat(part, '; ') FROM (
    SELECT effect || ' ' || low || CASE WHEN high IS NULL THEN '+' WHEN high = low THEN '' ELSE '-' || high END AS part
    FROM toll WHERE toll.event = e.id ORDER BY toll.position) AS parts) AS toll,
  e.voice, s.speech, s.speaker, coalesce(s.speaker_name, s.source) AS speaker_name, s.speaker_country, s.cue,
  e."trigger", substr(a.text, e.start + 1, e."end" - e.start) AS quote, e.start, e."end", e.confidence, e.position,
  coalesce(CASE WHEN json_valid(m.record) THEN nullif(json_extract(m.record, '$.codebook'), '') END,
    'digest ' || substr(m.codebook_digest, 1, 12)) AS codebook
FROM event AS e JOIN article AS a ON a.id = e.article JOIN manifest AS m ON m.digest = a.manifest
  LEFT JOIN attribution AS s ON s.id = e.voice
"""

RUNS_VIEW = """
CREATE VIEW runs_view AS SELECT
  r.id, r.command, r.started, r.ended, r.state, r."read", r.coded, r.quarantined, r.skipped,
  (SELECT count(*) FROM ledger AS l WHERE l.run = r.id) AS entries,
  (SELECT max(l.at) FROM ledger AS l WHERE l.run = r.id) AS last_entry,
  r.manifest, m.program
FROM run AS r JOIN manifest AS m ON m.digest = r.manifest
"""


def upgrade() -> None:
    for table, columns in (("place", PLACE), ("time_expression", TIME)):
        _add(table, columns)
    _add("time_expression", {"anchor_text": TEXT, "anchor_offset": TEXT})
    _add("event", {f"place_{name}": PLACE.get(name, TEXT) for name in WHERE})
    _add("event", {"when_value": TEXT, "when_ucdp_precision": sa.Integer})
    _add("event", dict.fromkeys(("when_anchor", "when_anchor_text", "when_offset"), TEXT))
    for table in ("event_argument", "actor_mention"):
        _add(table, {"actor_kind": TEXT})
    _add("run", {"holder": TEXT})
    _fill()
    op.create_index("event_point", "event", ["lat", "lon"])
    op.create_index("event_argument_actor_kind", "event_argument", ["actor_kind"])
    op.create_index("ledger_run", "ledger", ["run"])
    connection = op.get_bind()
    connection.exec_driver_sql("DROP VIEW events_view")
    for statement in (EVENTS_VIEW, RUNS_VIEW):
        connection.exec_driver_sql(_spelled(statement))


def _add(table: str, columns: dict[str, Any]) -> None:
    for name, kind in columns.items():
        op.add_column(table, sa.Column(name, kind))


def _spelled(statement: str) -> str:
    """The statement in the words of the database: PostgreSQL has other names for two functions of SQLite."""
    if not on_postgres():
        return statement
    codebook = "CASE WHEN json_valid(m.record) THEN nullif(json_extract(m.record, '$.codebook'), '') END"
    return statement.replace("group_concat(", "string_agg(").replace(codebook, "nullif(CAST(m.record AS json) ->> 'codebook', '')")


def _fill() -> None:
    """The new columns of rows that are there, from the record that each row keeps, article after article."""
    connection = op.get_bind()
    article = sa.table("article", sa.column("id"), sa.column("text"))
    last = ""
    while True:
        page = sa.select(article.c.id).where(article.c.id > last).order_by(article.c.id).limit(BATCH)
        ids = list(connection.execute(page).scalars())
        if not ids:
            return
        for name, columns in (("place", _place), ("time_expression", _time), ("actor_mention", _mention)):
            _fill_found(name, ids, columns)
        _fill_events(ids)
        last = ids[-1]


def _fill_found(name: str, ids: list[str], columns: Any) -> None:
    """The rows of one table of what was found, keyed by article and position."""
    connection, bound = op.get_bind(), sa.bindparam
    given = sa.table(name, *(sa.column(each) for each in ("article", "position", "record", *columns({}, ""))))
    update = given.update().where(given.c.article == bound("of"), given.c.position == bound("at"))
    rows = _with_text(given, ids)
    values = [{"of": row.article, "at": row.position, **columns(_record(row.record), row.text)} for row in rows]
    if values:
        connection.execute(update, values)


def _fill_events(ids: list[str]) -> None:
    connection, bound = op.get_bind(), sa.bindparam
    event = sa.table("event", *(sa.column(each) for each in ("id", "article", "record", *_event({}, ""))))
    argument = sa.table("event_argument", *(sa.column(each) for each in ("event", "role", "position", "actor_kind")))
    rows = [(row.id, _record(row.record), row.text) for row in _with_text(event, ids)]
    if rows:
        update = event.update().where(event.c.id == bound("key"))
        connection.execute(update, [{"key": key, **_event(record, text)} for key, record, text in rows])
    kinds = [each for key, record, _ in rows for each in _kinds(key, record)]
    if kinds:
        place = (argument.c.event == bound("key"), argument.c.role == bound("side"), argument.c.position == bound("at"))
        connection.execute(argument.update().where(*place), kinds)


def _with_text(given: sa.TableClause, ids: list[str]) -> list[Any]:
    """The rows of some articles; the article's text only where the record points into it."""
    article = sa.table("article", sa.column("id"), sa.column("text"))
    text = sa.case((given.c.record.contains('"anchor_span"'), article.c.text), else_="").label("text")
    statement = sa.select(given, text).join(article, article.c.id == given.c.article).where(given.c.article.in_(ids))
    return list(op.get_bind().execute(statement).all())


def _record(text: str) -> dict[str, Any]:
    """The record; an empty one where it is damaged: whoever reads that record is told, and the other rows are upgraded."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _place(record: dict[str, Any], _text: str) -> dict[str, Any]:
    return {name: record.get(name, DEFAULTS.get(name)) for name in PLACE}


def _time(record: dict[str, Any], text: str) -> dict[str, Any]:
    plain = {name: record.get(name, DEFAULTS.get(name)) for name in TIME}
    return {**plain, "anchor_text": _words(record.get("anchor_span"), text), "anchor_offset": record.get("offset")}


def _mention(record: dict[str, Any], _text: str) -> dict[str, Any]:
    return {"actor_kind": (record.get("actor") or {}).get("kind")}


def _event(record: dict[str, Any], text: str) -> dict[str, Any]:
    where, when = record.get("where"), record.get("when") or {}
    told = {f"place_{name}": where.get(name, DEFAULTS.get(name)) if where else None for name in WHERE}
    return {
        **told,
        "when_value": when.get("value"),
        "when_ucdp_precision": when.get("ucdp_precision"),
        "when_anchor": when.get("anchor"),
        "when_anchor_text": _words(when.get("anchor_span"), text),
        "when_offset": when.get("offset"),
    }


def _kinds(key: str, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The kinds of those of an event's actors and recipients that are known."""
    for side, field in (("actor", "actors"), ("recipient", "recipients")):
        for position, mention in enumerate(record.get(field, ())):
            if kind := (mention.get("actor") or {}).get("kind"):
                yield {"key": key, "side": side, "at": position, "actor_kind": kind}


def _words(span: list[int] | None, text: str) -> str | None:
    return text[span[0] : span[1]] if span else None
