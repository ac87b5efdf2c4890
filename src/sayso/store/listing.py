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
    actor_kinds: str | None
    """Kinds of the actors that are known: ``country``, ``government``, ``armed_group``, ``person``, ``role``, …"""
    recipients: str | None
    recipient_ids: str | None
    recipient_countries: str | None
    recipient_kinds: str | None
    when_text: str | None
    """The words that date it."""
    when_value: str | None
    """TIMEX3 value of these words; null where unresolved."""
    first_day: str | None
    """First day on which it may have happened, ISO 8601; null where no date is told or the beginning is open."""
    last_day: str | None
    """Last day, likewise; null where no date is told or the end is open ("since October")."""
    when_precision: int | None
    """ACLED time_precision: 1 the day, 2 the week, 3 the month; 4 coarser."""
    when_ucdp_precision: int | None
    """UCDP GED date_prec: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more than a month."""
    when_anchor: str | None
    """What a relative date was counted from: ``published``, ``previous``, ``event``; null for an absolute one."""
    when_anchor_text: str | None
    """The words that name the anchor, where they stand in the text."""
    when_offset: str | None
    """How far from its anchor it lies, as a signed ISO 8601 duration: ``+P2D``, ``-P1W``."""
    place: str | None
    """Name of the place named; `place_relation` tells how the place meant stands to it."""
    place_kind: str | None
    """``country``, ``admin1``, ``city``, ``region``, …"""
    place_country: str | None
    """ISO 3166 alpha-3."""
    place_admin1: str | None
    """Name of the first-level area."""
    place_admin2: str | None
    """Name of the second-level area."""
    place_relation: str | None
    """``in``, ``near``, ``outskirts``, ``direction``, ``part``, ``border``, ``between``, ``off``."""
    place_direction: str | None
    """Of the compass, where the relation has one."""
    place_distance_km: float | None
    """Kilometres as the text gives them: "30 km north of"."""
    place_radius_km: float | None
    """Within so many kilometres of the point the place meant may lie."""
    place_precision: int | None
    """ACLED geo_precision: 1 the place itself, 2 near it or in a small part of a region, 3 a region; null where only the country is
    known."""
    place_ucdp_precision: int | None
    """UCDP GED where_prec: 1 the place, 2 within about 25 km, 3 second-level area, 4 first-level area, 5 a line or a fuzzy area, 6 the
    country, 7 the sea or the air."""
    place_note: str | None
    """Why a point, a country or an area is missing."""
    geonames_id: int | None
    """GeoNames id of the place."""
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
    codebook: str
    """Name and version of the codebook that it was coded by."""


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """One attribution with its article, its speaker and the words of its parts; the pieces of one part are joined by `` … ``."""

    id: str
    article: str
    """Id of the article."""
    outlet: str | None
    published: str | None
    headline: str | None
    url: str | None
    file: str
    """File, row or record that the article was read from."""
    speech: str
    kind: str
    """``direct``, ``indirect`` or ``mixed``."""
    negated: bool
    certainty: str
    source_type: str
    speaker: str | None
    """Id of the resolved speaker; null where it could not be resolved."""
    speaker_name: str | None
    """Name of the resolved speaker."""
    speaker_kind: str | None
    """Kind of the actor: ``person``, ``organisation``, ``government``, …"""
    speaker_country: str | None
    """ISO 3166 alpha-3, or PLOVER's code of actors beyond a country."""
    speaker_sectors: str | None
    """PLOVER sectors, the primary one first, separated by blanks."""
    public_actor: str | None
    """Id of the public actor in whose line the saying stands: the speaker where the lexicon lists it, or the body that it speaks for; null
    for a source without a name and for a name that only this report knows."""
    source: str | None
    """The words that name the source."""
    cue: str | None
    content: str | None
    """What was said, verbatim from the report, with the quotation marks that stand there."""
    content_spans: str
    """First code point and code point after the last of every piece of `content` in the article's text, as JSON."""
    addressee: str | None
    channel: str | None
    said_text: str | None
    """The words that tell when it was said."""
    said_from: str | None
    """First day that these words allow, ISO 8601."""
    said_to: str | None
    """Last day that they allow."""
    day: str | None
    """First day of the saying where the report tells it, else the day of publication, ISO 8601."""
    day_basis: str | None
    """``said_when`` or ``published``; null with `day`."""
    parent: str | None
    parent_speaker: str | None
    """Name of the speaker of `parent`, or the words that name it."""
    via: str | None
    """Through whom it is reported: the speakers of the attributions around this one, the nearest first, joined by ``; ``."""
    start: int
    """First code point of source, cue and content together in the article's text."""
    end: int
    """Code point after their last."""
    confidence: float
    position: int
    """Place among the attributions of its article."""


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One public actor with the number of its sayings: its own and those of whoever speaks for it."""

    speaker: str
    """Id of the public actor."""
    name: str
    country: str | None
    sectors: str | None
    sayings: int
    direct: int
    mixed: int
    indirect: int
    direct_share: float
    """Wholly quoted sayings among all, 0 to 1."""
    articles: int
    outlets: int
    first_day: str | None
    last_day: str | None
    also: str | None
    """Ids of those who speak for it and whose sayings count here (spokespersons, heads, offices), joined by ``; ``."""


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
    appearances: int
    """Places where this very text stands: other addresses, other outlets; this one counts."""
    versions: int
    """Different texts that are known from its address; 1 where it was never changed or has no address."""


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """One place where a text stands. The text is kept and coded once, as the article of its earliest publication."""

    id: str
    article: str
    """Id of the article that holds the text and what was found in it; the same as `id` for the earliest publication."""
    outlet: str | None
    outlet_country: str | None
    published: str | None
    headline: str | None
    byline: str | None
    url: str | None
    source: str
    digest: str
    """SHA-256 of the text: rows with the same address and different digests are versions of one page."""
    version: int
    """Which of the texts known from its address this is, counted by day of publication; 1 where it has no address."""
    versions: int
    """Different texts that are known from its address."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What coding an article again, under another program, model or word lists, changed about one event."""

    run: str
    """Id of the run that coded it again."""
    article: str
    position: int
    """Place among the changes of its article in that run."""
    kind: str
    """``gained``, ``lost`` or ``altered``."""
    event_before: str | None
    event_after: str | None
    fields: str | None
    """Columns of the listing of events that changed, joined by ``; ``."""
    before: str | None
    """The event as it was listed before, as JSON."""
    after: str | None


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
class RunRow:
    """One run of the program over some sources."""

    id: str
    command: str
    """What was asked for."""
    started: str
    """UTC, ISO 8601."""
    ended: str | None
    """Null for a run that is going on, and for one that was killed."""
    state: str
    """``running``, ``finished``, ``interrupted`` or ``failed``. A run that was killed could not enter its end: `sayso runs` shows it as
    interrupted once its process is gone, and the next run enters that."""
    read: int | None
    """Inputs; of a run that was killed these four numbers are not known, but `entries` is."""
    coded: int | None
    quarantined: int | None
    skipped: int | None
    entries: int
    """Its entries in the ledger: what it coded, quarantined, or found to be another place of a known text."""
    last_entry: str | None
    """Moment of the last of them, UTC."""
    manifest: str
    """Digest of the program, the model and the word lists that it ran with."""
    program: str
    """Version of sayso."""


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
