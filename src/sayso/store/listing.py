"""The rows that the store hands out: one frozen dataclass per readable view, its fields the view's columns, in order.

They hold nothing that differs between two runs over the same articles (no run, no clock): the same input gives the same listing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.manifest import Manifest
from sayso.records import Article, Attribution, Claim, Event


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with its article, its voice and the words that carry it. Several names or ids stand in one text, joined by ``; ``."""

    id: str
    article: str
    outlet: str | None
    published: str | None
    headline: str | None
    type: str
    mode: str | None
    cameo: str | None
    contexts: str | None
    status: str
    footing: str
    actors: str | None
    actor_ids: str | None
    actor_countries: str | None
    recipients: str | None
    recipient_ids: str | None
    recipient_countries: str | None
    when_text: str | None
    first_day: str | None
    """First day on which it may have happened, ISO 8601; null where no date is told."""
    last_day: str | None
    when_precision: int | None
    place: str | None
    place_country: str | None
    place_admin1: str | None
    place_precision: int | None
    geonames_id: int | None
    lat: float | None
    lon: float | None
    toll: str | None
    voice: str | None
    """Id of the attribution whose word the event is; null for the outlet's own."""
    speech: str | None
    speaker: str | None
    speaker_name: str | None
    """Name of the voice: the resolved speaker, else the words that name the source; null for the outlet's own word."""
    speaker_country: str | None
    cue: str | None
    trigger: str
    quote: str
    """The stretch of the text from the first to the last word of the event, within the trigger's paragraph."""
    start: int
    """First code point of `quote` in the article's text."""
    end: int
    confidence: float
    position: int
    """Place among the events of its article."""


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """One attribution with its article, its speaker and the words of its parts; the pieces of one part are joined by `` … ``."""

    id: str
    article: str
    outlet: str | None
    published: str | None
    headline: str | None
    speech: str
    kind: str
    negated: bool
    speaker: str | None
    speaker_name: str | None
    speaker_country: str | None
    speaker_sectors: str | None
    source: str | None
    cue: str | None
    content: str | None
    addressee: str | None
    channel: str | None
    said_text: str | None
    said_from: str | None
    said_to: str | None
    parent: str | None
    parent_speaker: str | None
    start: int
    end: int
    confidence: float
    position: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article, with the number of things found in it."""

    id: str
    outlet: str | None
    outlet_country: str | None
    published: str | None
    headline: str | None
    byline: str | None
    url: str | None
    language: str | None
    source: str
    characters: int
    attributions: int
    events: int
    claims: int
    manifest: str
    """Digest of the manifest under which it was coded."""


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """One input that could not be coded."""

    id: str
    source: str
    reason: str
    detail: str
    digest: str | None
    article: str | None
    """Id of the article, where the input could be read but not coded."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found by its words."""

    article: str
    outlet: str | None
    published: str | None
    headline: str | None
    events: int
    snippet: str
    """A stretch of the text around the words, which stand between ``⟦`` and ``⟧``."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that stands behind one event: what `sayso why` prints."""

    event: Event
    """With its `why` tuple: the rule or head, the words and the score of every field."""
    article: Article
    voices: tuple[Attribution, ...]
    """The attribution whose word the event is, then its parents, outermost last; empty for the outlet's own word."""
    claims: tuple[Claim, ...]
    manifest: Manifest
    """What coded the article."""
    run: str
    coded_at: str
