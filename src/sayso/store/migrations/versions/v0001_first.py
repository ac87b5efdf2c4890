"""The first schema: articles and what was found in them, runs, ledger, quarantine, full-text index, readable views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.store.migrations.kinds import NUMBER, TEXT, on_postgres

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, *, null: bool = True) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=null)


def _whole(name: str, *, null: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=null)


def _number(name: str, *, null: bool = True) -> sa.Column[float]:
    return sa.Column(name, sa.Float, nullable=null)


def _ref(name: str, target: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, sa.ForeignKey(target), nullable=null)


def _later(name: str, target: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, sa.ForeignKey(target, deferrable=True, initially="DEFERRED"))


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, primary_key=True)


def _runs() -> None:
    op.create_table(
        "manifest",
        _key("digest"),
        _text("program", null=False),
        _text("model_digest"),
        _text("lexicon_digest", null=False),
        _text("codebook_digest", null=False),
        _text("record", null=False),
    )
    op.create_table(
        "run",
        _key("id"),
        _ref("manifest", "manifest.digest"),
        _text("command", null=False),
        _text("started", null=False),
        _text("ended"),
        _text("state", null=False),
        *(_whole(name) for name in ("read", "coded", "quarantined", "skipped")),
    )
    op.create_table(
        "ledger",
        sa.Column("number", sa.Integer, primary_key=True),
        _ref("run", "run.id"),
        *(_text(name, null=False) for name in ("item", "source", "outcome")),
        _text("reason"),
        _text("at", null=False),
        _number("seconds"),
    )
    op.create_index("ledger_item", "ledger", ["item"])
    op.create_table(
        "quarantine",
        _key("id"),
        *(_text(name, null=False) for name in ("source", "reason", "detail")),
        _text("digest"),
        _text("article"),
        _ref("run", "run.id"),
        _text("at", null=False),
    )
    op.create_index("quarantine_reason", "quarantine", ["reason"])
    op.create_index("quarantine_article", "quarantine", ["article"])


def _articles() -> None:
    op.create_table(
        "article",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", TEXT, nullable=False, unique=True),
        *(_text(n) for n in ("outlet", "outlet_country", "url", "headline", "byline", "published", "published_day", "language")),
        _text("source", null=False),
        _text("digest", null=False),
        _ref("run", "run.id"),
        _ref("manifest", "manifest.digest"),
        _text("text", null=False),
        _text("record", null=False),
    )
    op.create_index("article_published_day", "article", ["published_day"])
    op.create_index("article_outlet", "article", ["outlet"])


def _mention_table(name: str, *columns: sa.Column[str] | sa.Column[int] | sa.Column[float]) -> None:
    op.create_table(
        name,
        sa.Column("article", TEXT, sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _whole("start", null=False),
        _whole("end", null=False),
        _text("text", null=False),
        *columns,
        _text("record", null=False),
    )


def _mentions() -> None:
    _mention_table("time_expression", _text("type", null=False), _text("value"), _text("first_day"), _text("last_day"))
    _mention_table(
        "place",
        _text("name", null=False),
        _text("role", null=False),
        *(_text(name) for name in ("kind", "country", "admin1")),
        _whole("geonames_id"),
        _number("lat"),
        _number("lon"),
    )
    op.create_index("place_country", "place", ["country"])
    _mention_table("actor_mention", _text("kind", null=False), *(_text(name) for name in ("actor", "name", "country", "sectors")))
    op.create_index("actor_mention_actor", "actor_mention", ["actor"])


def _attributions() -> None:
    op.create_table(
        "attribution",
        _key("id"),
        _ref("article", "article.id"),
        *(_whole(name, null=False) for name in ("position", "start", "end")),
        _text("kind", null=False),
        _text("speech", null=False),
        sa.Column("negated", sa.Boolean, nullable=False),
        *(_text(name) for name in ("speaker", "speaker_name", "speaker_country", "speaker_sectors")),
        *(_text(name) for name in ("source", "cue", "content", "addressee", "channel", "said_text", "said_from", "said_to")),
        _later("parent", "attribution.id"),
        _number("confidence", null=False),
        *(_text(name, null=False) for name in ("source_spans", "cue_spans", "content_spans", "record")),
    )
    op.create_index("attribution_article", "attribution", ["article", "position"])
    op.create_index("attribution_speaker", "attribution", ["speaker"])
    op.create_index("attribution_parent", "attribution", ["parent"])


def _events() -> None:
    op.create_table(
        "event",
        _key("id"),
        _ref("article", "article.id"),
        *(_whole(name, null=False) for name in ("position", "start", "end")),
        _text("type", null=False),
        *(_text(name) for name in ("mode", "cameo", "contexts")),
        _text("status", null=False),
        _text("footing", null=False),
        _later("voice", "attribution.id"),
        _number("confidence", null=False),
        _text("trigger", null=False),
        _text("trigger_spans", null=False),
        *(_text(name) for name in ("when_text", "first_day", "last_day")),
        _whole("when_precision"),
        *(_text(name) for name in ("place", "place_country", "place_admin1")),
        _whole("place_precision"),
        _whole("geonames_id"),
        _number("lat"),
        _number("lon"),
        _text("record", null=False),
    )
    op.create_index("event_article", "event", ["article", "position"])
    for column in ("type", "first_day", "place_country", "voice"):
        op.create_index(f"event_{column}", "event", [column])
    op.create_table(
        "event_argument",
        sa.Column("event", TEXT, sa.ForeignKey("event.id"), primary_key=True),
        _key("role"),
        sa.Column("position", sa.Integer, primary_key=True),
        _whole("start", null=False),
        _whole("end", null=False),
        _text("text", null=False),
        _text("kind", null=False),
        *(_text(name) for name in ("actor", "name", "country", "sectors")),
    )
    op.create_index("event_argument_actor", "event_argument", ["actor"])
    op.create_index("event_argument_country", "event_argument", ["country"])
    op.create_table(
        "toll",
        sa.Column("event", TEXT, sa.ForeignKey("event.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _text("effect", null=False),
        sa.Column("low", NUMBER, nullable=False),
        sa.Column("high", NUMBER),
        _text("text", null=False),
        _text("who"),
    )


def _claims() -> None:
    op.create_table(
        "claim",
        _key("id"),
        _ref("article", "article.id"),
        _ref("event", "event.id"),
        _whole("position", null=False),
        _whole("start"),
        _whole("end"),
        _text("field", null=False),
        _text("value", null=False),
        _ref("voice", "attribution.id", null=True),
        *(_text(name) for name in ("speaker", "said", "said_basis")),
        _text("rule", null=False),
        _text("record", null=False),
    )
    op.create_index("claim_article", "claim", ["article", "position"])
    op.create_index("claim_event", "claim", ["event"])
    op.create_index("claim_voice", "claim", ["voice"])


def _joined(column: str, role: str) -> str:
    """A scalar subquery: one column of an event's arguments in their order, joined by `; `."""
    return (
        f"(SELECT group_concat(part, '; ') FROM (SELECT coalesce({column}, text) AS part FROM event_argument "
        f"WHERE event_argument.event = e.id AND role = '{role}' ORDER BY event_argument.position) AS parts)"
        if column == "name"
        else f"(SELECT group_concat(part, '; ') FROM (SELECT {column} AS part FROM event_argument "
        f"WHERE event_argument.event = e.id AND role = '{role}' AND {column} IS NOT NULL ORDER BY event_argument.position) AS parts)"
    )


EVENTS_VIEW = f"""
CREATE VIEW events_view AS SELECT
  e.id, e.article, a.outlet, a.published, a.headline, e.type, e.mode, e.cameo, e.contexts, e.status, e.footing,
  {_joined("name", "actor")} AS actors,
  {_joined("actor", "actor")} AS actor_ids,
  {_joined("country", "actor")} AS actor_countries,
  {_joined("name", "recipient")} AS recipients,
  {_joined("actor", "recipient")} AS recipient_ids,
  {_joined("country", "recipient")} AS recipient_countries,
  e.when_text, e.first_day, e.last_day, e.when_precision,
  e.place, e.place_country, e.place_admin1, e.place_precision, e.geonames_id, e.lat, e.lon,
  (SELECT group_concat(part, '; ') FROM (
    SELECT effect || ' ' || low || CASE WHEN high IS NULL THEN '+' WHEN high = low THEN '' ELSE '-' || high END AS part
    FROM toll WHERE toll.event = e.id ORDER BY toll.position) AS parts) AS toll,
  e.voice, s.speech, s.speaker, coalesce(s.speaker_name, s.source) AS speaker_name, s.speaker_country, s.cue,
  e."trigger", substr(a.text, e.start + 1, e."end" - e.start) AS quote, e.start, e."end", e.confidence, e.position
FROM event AS e JOIN article AS a ON a.id = e.article LEFT JOIN attribution AS s ON s.id = e.voice
"""

ATTRIBUTIONS_VIEW = """
CREATE VIEW attributions_view AS SELECT
  s.id, s.article, a.outlet, a.published, a.headline, s.speech, s.kind, s.negated,
  s.speaker, s.speaker_name, s.speaker_country, s.speaker_sectors, s.source, s.cue, s.content, s.addressee, s.channel,
  s.said_text, s.said_from, s.said_to, s.parent, coalesce(p.speaker_name, p.source) AS parent_speaker,
  s.start, s."end", s.confidence, s.position
FROM attribution AS s JOIN article AS a ON a.id = s.article LEFT JOIN attribution AS p ON p.id = s.parent
"""

ARTICLES_VIEW = """
CREATE VIEW articles_view AS SELECT
  a.id, a.outlet, a.outlet_country, a.published, a.headline, a.byline, a.url, a.language, a.source, length(a.text) AS characters,
  (SELECT count(*) FROM attribution AS s WHERE s.article = a.id) AS attributions,
  (SELECT count(*) FROM event AS e WHERE e.article = a.id) AS events,
  (SELECT count(*) FROM claim AS c WHERE c.article = a.id) AS claims,
  a.manifest
FROM article AS a
"""

QUARANTINE_VIEW = """
CREATE VIEW quarantine_view AS SELECT q.id, q.source, q.reason, q.detail, q.digest, q.article FROM quarantine AS q
"""

FULL_TEXT = """
CREATE VIRTUAL TABLE article_words USING fts5(headline, text, content='article', content_rowid='number', tokenize='unicode61 remove_diacritics 2')
"""

IN_STEP = (
    """
CREATE TRIGGER article_words_insert AFTER INSERT ON article BEGIN
  INSERT INTO article_words (rowid, headline, text) VALUES (new.number, new.headline, new.text);
END
""",
    """
CREATE TRIGGER article_words_delete AFTER DELETE ON article BEGIN
  INSERT INTO article_words (article_words, rowid, headline, text) VALUES ('delete', old.number, old.headline, old.text);
END
""",
    """
CREATE TRIGGER article_words_update AFTER UPDATE OF headline, text ON article BEGIN
  INSERT INTO article_words (article_words, rowid, headline, text) VALUES ('delete', old.number, old.headline, old.text);
  INSERT INTO article_words (rowid, headline, text) VALUES (new.number, new.headline, new.text);
END
""",
)


def upgrade() -> None:
    _runs()
    _articles()
    _mentions()
    _attributions()
    _events()
    _claims()
    if on_postgres():  # its views and its index begin with 0004: no program made a database there before
        return
    for statement in (EVENTS_VIEW, ATTRIBUTIONS_VIEW, ARTICLES_VIEW, QUARANTINE_VIEW, FULL_TEXT, *IN_STEP):
        op.get_bind().exec_driver_sql(statement)
