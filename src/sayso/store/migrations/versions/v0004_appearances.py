"""A text is kept once and knows where it stands; changes of recoding; articles in quarantine; a data dictionary; PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.store.migrations.kinds import TEXT, on_postgres
from sayso.store.migrations.versions.v0001_first import QUARANTINE_VIEW
from sayso.store.migrations.versions.v0002_sayings import ATTRIBUTIONS_VIEW
from sayso.store.migrations.versions.v0003_codebook import EVENTS_VIEW

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FROM_ARTICLES = """
INSERT INTO appearance (id, article, digest, outlet, outlet_country, url, headline, byline, published, source, run, first_read, record)
SELECT a.id, a.id, a.digest, a.outlet, a.outlet_country, a.url, a.headline, a.byline, a.published, a.source, a.run,
  coalesce((SELECT min(l.at) FROM ledger AS l WHERE l.item = a.id AND l.outcome = 'coded'), r.started), a.record
FROM article AS a JOIN run AS r ON r.id = a.run
"""

ARTICLES_VIEW = """
CREATE VIEW articles_view AS SELECT
  a.id, a.outlet, a.outlet_country, a.published, a.headline, a.byline, a.url, a.language, a.source, length(a.text) AS characters,
  (SELECT count(*) FROM attribution AS s WHERE s.article = a.id) AS attributions,
  (SELECT count(*) FROM event AS e WHERE e.article = a.id) AS events,
  (SELECT count(*) FROM claim AS c WHERE c.article = a.id) AS claims,
  a.manifest,
  (SELECT count(*) FROM appearance AS p WHERE p.article = a.id) AS appearances,
  CASE WHEN a.url IS NULL THEN 1 ELSE (SELECT count(DISTINCT p.digest) FROM appearance AS p WHERE p.url = a.url) END AS versions
FROM article AS a
"""

APPEARANCES_VIEW = """
CREATE VIEW appearances_view AS SELECT
  p.id, p.article, p.outlet, p.outlet_country, p.published, p.headline, p.byline, p.url, p.source, p.digest,
  CASE WHEN p.url IS NULL THEN 1 ELSE (SELECT count(DISTINCT o.digest) FROM appearance AS o WHERE o.url = p.url
    AND (o.digest = p.digest OR coalesce(o.published, '') < coalesce(p.published, '')
      OR (coalesce(o.published, '') = coalesce(p.published, '') AND o.id < p.id))) END AS version,
  CASE WHEN p.url IS NULL THEN 1 ELSE (SELECT count(DISTINCT o.digest) FROM appearance AS o WHERE o.url = p.url) END AS versions
FROM appearance AS p
"""

CHANGES_VIEW = """
CREATE VIEW changes_view AS SELECT c.run, c.article, c.position, c.kind, c.event_before, c.event_after, c.fields, c.before, c.after
FROM change AS c
"""


def upgrade() -> None:
    connection = op.get_bind()
    if not on_postgres():
        for view in ("events_view", "attributions_view", "articles_view", "quarantine_view"):
            connection.exec_driver_sql(f"DROP VIEW {view}")
    _tables()
    connection.exec_driver_sql(FROM_ARTICLES)
    for statement in (EVENTS_VIEW, ATTRIBUTIONS_VIEW, ARTICLES_VIEW, QUARANTINE_VIEW, APPEARANCES_VIEW, CHANGES_VIEW):
        connection.exec_driver_sql(_spelled(statement))
    if on_postgres():
        connection.exec_driver_sql(
            "CREATE TABLE article_words (number integer PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE, words tsvector NOT NULL)"
        )
        connection.exec_driver_sql("CREATE INDEX article_words_words ON article_words USING gin (words)")


def _spelled(statement: str) -> str:
    """The statement in the words of the database: PostgreSQL has other names for two functions of SQLite."""
    if not on_postgres():
        return statement
    codebook = "CASE WHEN json_valid(m.record) THEN nullif(json_extract(m.record, '$.codebook'), '') END"
    return statement.replace("group_concat(", "string_agg(").replace(codebook, "nullif(CAST(m.record AS json) ->> 'codebook', '')")


def _tables() -> None:
    op.add_column("quarantine", sa.Column("record", TEXT))
    op.create_index("article_digest", "article", ["digest"])
    op.create_table(
        "appearance",
        sa.Column("id", TEXT, primary_key=True),
        sa.Column("article", TEXT, sa.ForeignKey("article.id"), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        *(sa.Column(name, TEXT) for name in ("outlet", "outlet_country", "url", "headline", "byline", "published")),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("run", TEXT, sa.ForeignKey("run.id"), nullable=False),
        sa.Column("first_read", TEXT, nullable=False),
        sa.Column("record", TEXT, nullable=False),
    )
    for name in ("article", "digest", "url"):
        op.create_index(f"appearance_{name}", "appearance", [name])
    op.create_table(
        "change",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("run", TEXT, sa.ForeignKey("run.id"), nullable=False),
        sa.Column("article", TEXT, sa.ForeignKey("article.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        *(sa.Column(name, TEXT) for name in ("event_before", "event_after", "fields", "before", "after")),
    )
    op.create_index("change_article", "change", ["article"])
    op.create_index("change_run", "change", ["run"])
    op.create_table(
        "data_dictionary",
        sa.Column("relation", TEXT, primary_key=True),
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("kind", "type")),
        sa.Column("refers_to", TEXT),
        sa.Column("meaning", TEXT, nullable=False),
    )
