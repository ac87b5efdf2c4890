"""Every event tells the codebook that it was coded by."""

from __future__ import annotations

from alembic import op

from sayso.store.migrations.versions.v0001_first import EVENTS_VIEW as FORMER
from sayso.store.migrations.kinds import on_postgres

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

EVENTS_VIEW = FORMER.replace(
    "e.position\nFROM event AS e JOIN article AS a ON a.id = e.article",
    "e.position,\n  coalesce(CASE WHEN json_valid(m.record) THEN nullif(json_extract(m.record, '$.codebook'), '') END,\n"
    "    'digest ' || substr(m.codebook_digest, 1, 12)) AS codebook\n"
    "FROM event AS e JOIN article AS a ON a.id = e.article JOIN manifest AS m ON m.digest = a.manifest",
)
"""Manifests of before kept the codebook's digest only."""


def upgrade() -> None:
    if on_postgres():
        return
    connection = op.get_bind()
    connection.exec_driver_sql("DROP VIEW events_view")
    connection.exec_driver_sql(EVENTS_VIEW)
