"""The tables and views of the database, as SQLAlchemy Core sees them.

The database itself is made by the migrations; a test holds the two together. `record` columns keep the whole record as JSON (without the
fields at their default), so that a coding can be loaded back exactly; the other columns repeat what people filter and read by.
`position` is the place of a record among its siblings. Offsets count code points of `article.text`; days are ISO 8601 text, which sorts.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table
from sqlalchemy import Text as PlainText
from sqlalchemy.types import TypeEngine

from sayso.store.listing import AppearanceRow, ArticleRow, AttributionRow, ChangeRow, EventRow, QuarantineRow, RunRow

HEAD = "0005"
"""The newest schema version that this program knows: the revision of the last migration."""

Text = PlainText().with_variant(PlainText(collation="C"), "postgresql")
"""Text in the order of its code points, as SQLite has it, whatever the locale of a server."""
Number = Integer().with_variant(BigInteger, "postgresql")
"""A whole number of any size that a report may tell."""

tables = MetaData()
views = MetaData()


def _article_key() -> Column[str]:
    return Column("article", Text, ForeignKey("article.id"), nullable=False)


def _later(name: str, target: str) -> Column[str]:
    """A nullable reference that is checked at the end of the transaction: an attribution may precede its parent."""
    return Column(name, Text, ForeignKey(target, deferrable=True, initially="DEFERRED"))


def _extent(*, nullable: bool = False) -> list[Column[int]]:
    """Place among siblings, first code point, code point after the last."""
    return [
        Column("position", Integer, nullable=False),
        Column("start", Integer, nullable=nullable),
        Column("end", Integer, nullable=nullable),
    ]


def _record() -> Column[str]:
    return Column("record", Text, nullable=False)


manifest = Table(
    "manifest",
    tables,
    Column("digest", Text, primary_key=True),
    Column("program", Text, nullable=False),
    Column("model_digest", Text),
    Column("lexicon_digest", Text, nullable=False),
    Column("codebook_digest", Text, nullable=False),
    _record(),
)

run = Table(
    "run",
    tables,
    Column("id", Text, primary_key=True),
    Column("manifest", Text, ForeignKey("manifest.digest"), nullable=False),
    Column("command", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("state", Text, nullable=False),
    Column("read", Integer),
    Column("coded", Integer),
    Column("quarantined", Integer),
    Column("skipped", Integer),
    # Which process on which machine (see `sayso.store.holders`): tells a run that goes on from one that was killed.
    Column("holder", Text),
)

ledger = Table(
    "ledger",
    tables,
    Column("number", Integer, primary_key=True),
    Column("run", Text, ForeignKey("run.id"), nullable=False),
    Column("item", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text),
    Column("at", Text, nullable=False),
    Column("seconds", Float),
    Index("ledger_item", "item"),
    Index("ledger_run", "run"),
)

quarantine = Table(
    "quarantine",
    tables,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("digest", Text),
    Column("article", Text),
    Column("run", Text, ForeignKey("run.id"), nullable=False),
    Column("at", Text, nullable=False),
    # The whole article where it could be read and not coded: it can be tried again without its source.
    Column("record", Text),
    Index("quarantine_reason", "reason"),
    Index("quarantine_article", "article"),
)

article = Table(
    "article",
    tables,
    # A whole-number key of its own: the full-text index refers to rows by number, and VACUUM may renumber hidden ones.
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("outlet", Text),
    Column("outlet_country", Text),
    Column("url", Text),
    Column("headline", Text),
    Column("byline", Text),
    Column("published", Text),
    Column("published_day", Text),
    Column("language", Text),
    Column("source", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("run", Text, ForeignKey("run.id"), nullable=False),
    Column("manifest", Text, ForeignKey("manifest.digest"), nullable=False),
    Column("text", Text, nullable=False),
    _record(),
    Index("article_published_day", "published_day"),
    Index("article_outlet", "outlet"),
    Index("article_digest", "digest"),
)

appearance = Table(
    "appearance",
    tables,
    Column("id", Text, primary_key=True),
    Column("article", Text, ForeignKey("article.id"), nullable=False),
    Column("digest", Text, nullable=False),
    Column("outlet", Text),
    Column("outlet_country", Text),
    Column("url", Text),
    Column("headline", Text),
    Column("byline", Text),
    Column("published", Text),
    Column("source", Text, nullable=False),
    Column("run", Text, ForeignKey("run.id"), nullable=False),
    Column("first_read", Text, nullable=False),
    _record(),
    Index("appearance_article", "article"),
    Index("appearance_digest", "digest"),
    Index("appearance_url", "url"),
)

change = Table(
    "change",
    tables,
    Column("number", Integer, primary_key=True),
    Column("run", Text, ForeignKey("run.id"), nullable=False),
    _article_key(),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("event_before", Text),
    Column("event_after", Text),
    Column("fields", Text),
    Column("before", Text),
    Column("after", Text),
    Index("change_article", "article"),
    Index("change_run", "run"),
)

data_dictionary = Table(
    "data_dictionary",
    tables,
    Column("relation", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("refers_to", Text),
    Column("meaning", Text, nullable=False),
)

time_expression = Table(
    "time_expression",
    tables,
    Column("article", Text, ForeignKey("article.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("value", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    _record(),
    # Added by migration 0005, as all columns behind a record.
    Column("mod", Text),
    Column("precision", Integer),
    Column("ucdp_precision", Integer),
    Column("anchor", Text),
    Column("rule", Text),
    Column("anchor_text", Text),
    Column("anchor_offset", Text),
)

place = Table(
    "place",
    tables,
    Column("article", Text, ForeignKey("article.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("kind", Text),
    Column("country", Text),
    Column("admin1", Text),
    Column("geonames_id", Integer),
    Column("lat", Float),
    Column("lon", Float),
    _record(),
    Column("admin2", Text),
    Column("relation", Text),
    Column("direction", Text),
    Column("distance_km", Float),
    Column("radius_km", Float),
    Column("precision", Integer),
    Column("ucdp_precision", Integer),
    Column("note", Text),
    Column("score", Float),
    Column("rule", Text),
    Index("place_country", "country"),
)

actor_mention = Table(
    "actor_mention",
    tables,
    Column("article", Text, ForeignKey("article.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text),
    Column("name", Text),
    Column("country", Text),
    Column("sectors", Text),
    _record(),
    Column("actor_kind", Text),
    Index("actor_mention_actor", "actor"),
)

attribution = Table(
    "attribution",
    tables,
    Column("id", Text, primary_key=True),
    _article_key(),
    *_extent(),
    Column("kind", Text, nullable=False),
    Column("speech", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("speaker", Text),
    Column("speaker_name", Text),
    Column("speaker_country", Text),
    Column("speaker_sectors", Text),
    Column("source", Text),
    Column("cue", Text),
    Column("content", Text),
    Column("addressee", Text),
    Column("channel", Text),
    Column("said_text", Text),
    Column("said_from", Text),
    Column("said_to", Text),
    _later("parent", "attribution.id"),
    Column("confidence", Float, nullable=False),
    Column("source_spans", Text, nullable=False),
    Column("cue_spans", Text, nullable=False),
    Column("content_spans", Text, nullable=False),
    _record(),
    # Added by migration 0002: SQLite adds a column that is never null only with a default.
    Column("certainty", Text, nullable=False, server_default="certain"),
    Column("source_type", Text, nullable=False, server_default="none"),
    Column("speaker_kind", Text),
    Column("public_actor", Text),
    Index("attribution_article", "article", "position"),
    Index("attribution_speaker", "speaker"),
    Index("attribution_parent", "parent"),
    Index("attribution_public_actor", "public_actor"),
)

event = Table(
    "event",
    tables,
    Column("id", Text, primary_key=True),
    _article_key(),
    *_extent(),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("cameo", Text),
    Column("contexts", Text),
    Column("status", Text, nullable=False),
    Column("footing", Text, nullable=False),
    _later("voice", "attribution.id"),
    Column("confidence", Float, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("trigger_spans", Text, nullable=False),
    Column("when_text", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("when_precision", Integer),
    Column("place", Text),
    Column("place_country", Text),
    Column("place_admin1", Text),
    Column("place_precision", Integer),
    Column("geonames_id", Integer),
    Column("lat", Float),
    Column("lon", Float),
    _record(),
    Column("place_kind", Text),
    Column("place_admin2", Text),
    Column("place_relation", Text),
    Column("place_direction", Text),
    Column("place_distance_km", Float),
    Column("place_radius_km", Float),
    Column("place_ucdp_precision", Integer),
    Column("place_note", Text),
    Column("when_value", Text),
    Column("when_ucdp_precision", Integer),
    Column("when_anchor", Text),
    Column("when_anchor_text", Text),
    Column("when_offset", Text),
    Index("event_article", "article", "position"),
    Index("event_type", "type"),
    Index("event_first_day", "first_day"),
    Index("event_place_country", "place_country"),
    Index("event_voice", "voice"),
    Index("event_point", "lat", "lon"),
)

event_argument = Table(
    "event_argument",
    tables,
    Column("event", Text, ForeignKey("event.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text),
    Column("name", Text),
    Column("country", Text),
    Column("sectors", Text),
    Column("actor_kind", Text),
    Index("event_argument_actor", "actor"),
    Index("event_argument_country", "country"),
    Index("event_argument_actor_kind", "actor_kind"),
)

toll = Table(
    "toll",
    tables,
    Column("event", Text, ForeignKey("event.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("effect", Text, nullable=False),
    Column("low", Number, nullable=False),
    Column("high", Number),
    Column("text", Text, nullable=False),
    Column("who", Text),
)

claim = Table(
    "claim",
    tables,
    Column("id", Text, primary_key=True),
    _article_key(),
    Column("event", Text, ForeignKey("event.id"), nullable=False),
    *_extent(nullable=True),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("voice", Text, ForeignKey("attribution.id")),
    Column("speaker", Text),
    Column("said", Text),
    Column("said_basis", Text),
    Column("rule", Text, nullable=False),
    _record(),
    Index("claim_article", "article", "position"),
    Index("claim_event", "event"),
    Index("claim_voice", "voice"),
)


_COLUMN_TYPES: dict[str, TypeEngine[Any]] = {"str": Text, "int": Integer(), "float": Float(), "bool": Boolean()}


def _view(name: str, row: type) -> Table:
    """The view whose columns are the fields of a row class of `sayso.store.listing`."""
    return Table(name, views, *(Column(field.name, _COLUMN_TYPES[str(field.type).partition(" ")[0]]) for field in fields(row)))


events_view = _view("events_view", EventRow)
attributions_view = _view("attributions_view", AttributionRow)
articles_view = _view("articles_view", ArticleRow)
quarantine_view = _view("quarantine_view", QuarantineRow)
appearances_view = _view("appearances_view", AppearanceRow)
changes_view = _view("changes_view", ChangeRow)
runs_view = _view("runs_view", RunRow)
