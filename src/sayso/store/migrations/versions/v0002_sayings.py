"""Attributions tell how sure the source is, what sort of source it is, and in whose line the saying stands; the view tells where it is found."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from sayso.store.migrations.kinds import TEXT, on_postgres
from sayso.store.public import line

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BATCH = 1000

ATTRIBUTIONS_VIEW = """
CREATE VIEW attributions_view AS SELECT
  s.id, s.article, a.outlet, a.published, a.headline, a.url, a.source AS file, s.speech, s.kind, s.negated, s.certainty, s.source_type,
  s.speaker, s.speaker_name, s.speaker_kind, s.speaker_country, s.speaker_sectors, s.public_actor,
  s.source, s.cue, s.content, s.content_spans, s.addressee, s.channel,
  s.said_text, s.said_from, s.said_to, coalesce(s.said_from, substr(a.published, 1, 10)) AS day,
  CASE WHEN s.said_from IS NOT NULL THEN 'said_when' WHEN a.published IS NOT NULL THEN 'published' END AS day_basis,
  s.parent, coalesce(p.speaker_name, p.source) AS parent_speaker,
  (WITH RECURSIVE around(id, depth) AS (
     SELECT s.parent, 1 WHERE s.parent IS NOT NULL
     UNION ALL
     SELECT o.parent, depth + 1 FROM around JOIN attribution AS o ON o.id = around.id WHERE o.parent IS NOT NULL AND depth < 100)
   SELECT group_concat(who, '; ') FROM (
     SELECT coalesce(o.speaker_name, o.source, '?') AS who FROM around JOIN attribution AS o ON o.id = around.id ORDER BY depth
   ) AS chain) AS via,
  s.start, s."end", s.confidence, s.position
FROM attribution AS s JOIN article AS a ON a.id = s.article LEFT JOIN attribution AS p ON p.id = s.parent
"""


def upgrade() -> None:
    op.add_column("attribution", sa.Column("certainty", TEXT, nullable=False, server_default="certain"))
    op.add_column("attribution", sa.Column("source_type", TEXT, nullable=False, server_default="none"))
    op.add_column("attribution", sa.Column("speaker_kind", TEXT))
    op.add_column("attribution", sa.Column("public_actor", TEXT))
    op.create_index("attribution_public_actor", "attribution", ["public_actor"])
    if on_postgres():
        return
    _fill()
    connection = op.get_bind()
    connection.exec_driver_sql("DROP VIEW attributions_view")
    connection.exec_driver_sql(ATTRIBUTIONS_VIEW)


def _fill() -> None:
    """The new columns of rows that are there, from the record that each row keeps; read in pieces, since a database may be large."""
    connection = op.get_bind()
    attribution = sa.table("attribution", *(sa.column(name) for name in ("id", "record", *_values({}))))
    statement = attribution.update().where(attribution.c.id == sa.bindparam("key"))
    last = ""
    while True:
        page = sa.select(attribution.c.id, attribution.c.record).where(attribution.c.id > last).order_by(attribution.c.id).limit(BATCH)
        rows = connection.execute(page).all()
        if not rows:
            return
        last = rows[-1].id
        connection.execute(statement, [{"key": row.id, **_values(_record(row.record))} for row in rows])


def _record(text: str) -> dict[str, Any]:
    """The record; an empty one where it is damaged: whoever reads that record is told, and the other rows are upgraded."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _values(record: dict[str, Any]) -> dict[str, Any]:
    """Column -> value. Fields at their default are not in a record, and records of before had no certainty and no type of source."""
    mention = record.get("speaker") or {}
    actor = mention.get("actor") or {}
    source_type = record.get("source_type", "none")
    return {
        "certainty": record.get("certainty", "certain"),
        "source_type": source_type,
        "speaker_kind": actor.get("kind"),
        "public_actor": line(actor["id"], mention.get("kind", ""), source_type) if actor.get("id") else None,
    }
