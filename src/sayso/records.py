"""The records that travel between the rooms: frozen, slotted dataclasses and nothing else.

Every offset counts Unicode code points of `Article.text`, half open: ``article.text[span.start:span.end]`` gives the evidence back.
The data dictionary (`docs/data-dictionary.md`) is generated from this file: the string under a field is its definition.
Vocabulary follows PLOVER 2.0 (types, modes, contexts, sectors), CAMEO (codes), TIMEX3 (type, value, mod) and GeoNames (place ids).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How the voice tells the happening."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class Footing(StrEnum):
    """How the responsibility for an event is reported (after the confidence slot of MUC-4)."""

    AS_FACT = "as_fact"
    CLAIMED = "claimed"
    ACCUSED = "accused"
    ACCUSED_BY_AUTHORITIES = "accused_by_authorities"
    POSSIBLE = "possible"
    DENIED = "denied"
    ACQUITTED = "acquitted"


class AttributionKind(StrEnum):
    """How the content is rendered: wholly within quotation marks, wholly outside, or both (PolNeAR)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class MentionKind(StrEnum):
    """What sort of expression mentions an actor."""

    NAME = "name"
    """A name or an alias found in the lexicon or tagged by the reader."""
    SHORT = "short"
    """A later short form of a name given in full elsewhere in the article."""
    ROLE = "role"
    """A role or a common noun: "the spokesperson", "Iraqi police", "the group"."""
    PRONOUN = "pronoun"
    DEMONYM = "demonym"
    """A nationality standing for the state or its people: "the Americans"."""
    PLACE = "place"
    """A place standing for a government: "Washington claimed"."""
    ANONYMOUS = "anonymous"
    """A source without a name: officials, witnesses, residents."""
    DOCUMENT = "document"
    """A text or a poll that speaks: "the report", "a survey"."""


class SourceType(StrEnum):
    """What sort of source an attribution has, whoever it turns out to be."""

    PERSON = "person"
    """A named person, or a role or pronoun that stands for one person."""
    INSTITUTION = "institution"
    """An organisation, a body, a group, an outlet."""
    GOVERNMENT = "government"
    """A state or a government, also by its capital: "Washington claimed"."""
    DOCUMENT = "document"
    """A text: report, letter, verdict, law, statement without another source."""
    POLL = "poll"
    """A survey, or those who answered it."""
    OFFICIALS = "officials"
    """Nameless people in office: officials, aides, police officers, diplomats."""
    WITNESSES = "witnesses"
    RESIDENTS = "residents"
    """Nameless people of a place: residents, villagers, neighbours, relatives of victims."""
    INFORMED = "informed"
    """Nameless people who know: sources, people familiar with the matter, insiders."""
    EXPERTS = "experts"
    """Nameless analysts, experts, observers, critics."""
    PEOPLE = "people"
    """Other nameless people: activists, protesters, voters, doctors, many, some."""
    SELF = "self"
    """The outlet or its writer: "I", "this newspaper", "we" outside quotation marks."""
    NONE = "none"
    """No source is named: "it is believed", "allegedly"."""


class Certainty(StrEnum):
    """How sure the source shows itself of the content, by the cue (the degrees of FactBank; the polarity stands in `negated`)."""

    CERTAIN = "certain"
    """Said, known, confirmed; also what is denied or demanded outright."""
    PROBABLE = "probable"
    """Believed, expected, suspected, likely."""
    POSSIBLE = "possible"
    """May, might, could, hinted, not ruled out."""
    OPEN = "open"
    """Asked, wondered, doubted without taking a side; declined to say."""


class PlaceRole(StrEnum):
    """What a place name does in its sentence."""

    LOCATIVE = "locative"
    """Says where something is or happened."""
    GOVERNMENT = "government"
    """Stands for a government or a people."""
    MODIFIER = "modifier"
    """Qualifies another noun ("the Baghdad government", "Iraq's army")."""
    DATELINE = "dateline"
    """Says where the report was filed."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`."""

    start: int
    """First code point."""
    end: int
    """Code point after the last."""

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Why:
    """The explanation of one field: which rule or head set it, on what evidence, how sure it is."""

    field: str
    """The field explained."""
    rule: str
    """Name of the rule or of the model's head, such as ``frame:nsubj`` or ``head:entities``."""
    span: Span | None = None
    """The words that carry the value; null where a default applied."""
    score: float | None = None
    """0 to 1 where the rule or the head has a score."""
    note: str = ""
    """Free text for a reader: the reason for an unknown value, an alternative rejected."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher, from the user's table of outlets."""

    name: str
    """Name as it stands in reports."""
    country: str | None = None
    """ISO 3166 alpha-3."""
    zone: str | None = None
    """IANA time zone, such as ``Asia/Beirut``."""
    kind: str | None = None
    """``agency``, ``newspaper``, ``broadcaster``, ``website``, ``government``, ``party``, …"""
    camp: str | None = None
    """The user's own label for a side or an owner."""
    domains: tuple[str, ...] = ()
    """Host names whose pages are this outlet's."""


@dataclass(frozen=True, slots=True)
class Article:
    """One published text, fixed once at intake: headline, blank line, body."""

    id: str
    """``a_`` and 16 hexadecimal digits of the SHA-256 of outlet, URL and text."""
    text: str
    """Headline (where known), a blank line, body. All offsets of all records count into it."""
    title: Span | None = None
    """The headline within `text`; null where none is known or it is only context."""
    headline: str | None = None
    """The headline as given, also where it is not part of `text`."""
    body: Span | None = None
    """The body within `text`; null means the whole text."""
    outlet: Outlet | None = None
    url: str | None = None
    byline: str | None = None
    published: str | None = None
    """ISO 8601 date, or date and time with offset, of publication; null where unknown."""
    published_basis: str | None = None
    """Where `published` comes from: ``metadata``, ``header``, ``dateline``, ``url``, ``user``; else the reason it is null."""
    zone: str | None = None
    """IANA zone or UTC offset in which `published` stands."""
    language: str | None = None
    """ISO 639-1 code; ``und`` where the script or the words fit none that sayso knows."""
    source: str = ""
    """File, row or record the article was read from."""

    @property
    def published_date(self) -> date | None:
        """The day of publication, where it is known."""
        return date.fromisoformat(self.published[:10]) if self.published else None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time, in TIMEX3's terms, with the interval it denotes."""

    span: Span
    type: str
    """TIMEX3 type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``."""
    value: str | None
    """TIMEX3 value; null where unresolved."""
    mod: str | None = None
    """TIMEX3 modifier: ``EARLY``, ``MID``, ``END``, ``APPROX``, ``BEFORE``, …"""
    start: str | None = None
    """First day meant, ISO 8601."""
    end: str | None = None
    """Last day meant, ISO 8601."""
    precision: int | None = None
    """ACLED time_precision: 1 the day, 2 the week, 3 the month; 4 coarser."""
    anchor: str | None = None
    """What a relative expression was counted from: ``published`` (see `Article.published_basis`), ``previous`` (the last day or unit
    the text named), ``event`` ("two days after the attack"); null for absolute ones."""
    rule: str = ""
    ucdp_precision: int | None = None
    """UCDP GED date_prec: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more than a month."""
    anchor_span: Span | None = None
    """The words that name the anchor, where they stand in the text."""
    offset: str | None = None
    """How far from its anchor an expression lies, as a signed ISO 8601 duration: ``+P2D``, ``-P1W``, ``+PXD`` where no number is given."""


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a place, resolved against the gazetteer where possible."""

    span: Span
    name: str
    """Name in the gazetteer, or the words of the text where unresolved."""
    role: PlaceRole
    kind: str | None = None
    """``country``, ``admin1``, ``city``, ``region``, …"""
    geonames_id: int | None = None
    lat: float | None = None
    """Degrees north, WGS 84."""
    lon: float | None = None
    """Degrees east, WGS 84."""
    country: str | None = None
    """ISO 3166 alpha-3."""
    admin1: str | None = None
    """Name of the first-level area."""
    precision: int | None = None
    """ACLED geo_precision: 1 the place itself, 2 near it or in a small part of a region, 3 a region; null where only the country
    is known."""
    score: float = 0.0
    """0 to 1: how sure the resolution is."""
    rule: str = ""
    admin2: str | None = None
    """Name of the second-level area."""
    relation: str = "in"
    """How the place meant stands to the one named: ``in``, ``near``, ``outskirts``, ``direction`` ("30 km north of"),
    ``part`` ("southern"), ``border``, ``between``, ``off`` its coast."""
    direction: str | None = None
    """Of the compass, where the relation has one: ``north``, ``southwest``, ``central``, …"""
    distance_km: float | None = None
    """As the text gives it."""
    radius_km: float | None = None
    """Within this distance of the point the place meant may lie."""
    ucdp_precision: int | None = None
    """UCDP GED where_prec: 1 the place, 2 within about 25 km, 3 second-level area, 4 first-level area,
    5 a line or a fuzzy area, 6 the country, 7 the sea or the air."""
    note: str = ""
    """Why a point, a country or an area is missing."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, is acted on, or speaks: an entry of the lexicon, or a name the lexicon does not know."""

    id: str
    """Lexicon id such as ``ctry.IRQ`` or ``grp.kataib-hezbollah``; where unlisted ``text.``, the article's
    first eight digits and a slug of the name: a name that only one text knows gets no id across reports."""
    name: str
    country: str | None = None
    """ISO 3166 alpha-3, or PLOVER's IGO, NGO, ISM, IMG, MNC."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors, the primary one first."""
    kind: str | None = None
    """``country``, ``government``, ``person``, ``armed_group``, ``party``, ``igo``, ``ngo``, ``media``, ``role``, …"""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One expression that mentions an actor, with the mention that justifies the resolution."""

    span: Span
    """The whole noun phrase, without relative clauses."""
    head: Span
    """The words that decide: the name, the role noun, the pronoun."""
    kind: MentionKind
    actor: Actor | None
    """Null where nothing could be resolved."""
    antecedent: Span | None = None
    """The mention that justifies a pronoun, a short form or a role."""
    rule: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of text that a source is made answerable for (PolNeAR's definition)."""

    id: str
    """``s_`` and 16 hexadecimal digits, from the article and the spans."""
    source: tuple[Span, ...]
    """The words that name the source, as they stand; empty where none is named."""
    cue: tuple[Span, ...]
    """The words that signal the attribution; empty for a quotation without a cue."""
    content: tuple[Span, ...]
    """What the source is answerable for; several pieces where it is interrupted."""
    kind: AttributionKind
    speech: str
    """Class of the saying: ``say``, ``claim``, ``accuse``, ``deny``, ``admit``, ``threaten``, ``demand``, ``promise``, ``confirm``,
    ``decline``, ``think``."""
    speaker: ActorMention | None = None
    """Whose word it is, resolved to an actor where possible."""
    addressee: tuple[Span, ...] = ()
    channel: tuple[Span, ...] = ()
    """The interview, statement, newspaper, post or agency through which it was said."""
    said_when: TimeExpression | None = None
    """When it was said: never the time of what was said."""
    negated: bool = False
    """The cue is negated: "did not say", "declined to"."""
    certainty: Certainty = Certainty.CERTAIN
    """How sure the source shows itself."""
    source_type: SourceType = SourceType.NONE
    """What sort of source it is: a person, an institution, a document, nameless officials, …"""
    parent: str | None = None
    """The attribution that this one is nested in: X told Y that Z said."""
    why: tuple[Why, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people an event is said to have affected, as a range."""

    effect: str
    """``dead``, ``injured``, ``missing``, ``detained``, ``displaced``."""
    low: int
    """Smallest number the words allow."""
    high: int | None
    """Largest number the words allow; null where open ("at least 12")."""
    span: Span
    who: Span | None = None
    """The words that say who was affected."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event mention in one article."""

    id: str
    """``e_`` and 16 hexadecimal digits, from the article, the type and the spans."""
    type: str
    """PLOVER 2.0 type, such as ``ASSAULT``."""
    trigger: tuple[Span, ...]
    """The words that name the event."""
    mode: str | None = None
    """PLOVER 2.0 mode, such as ``aerial``."""
    cameo: str | None = None
    """CAMEO code, as text (leading zeros matter)."""
    contexts: tuple[str, ...] = ()
    """PLOVER 2.0 contexts."""
    actors: tuple[ActorMention, ...] = ()
    recipients: tuple[ActorMention, ...] = ()
    when: TimeExpression | None = None
    where: Place | None = None
    toll: tuple[Toll, ...] = ()
    status: Status = Status.OCCURRED
    footing: Footing = Footing.AS_FACT
    voice: str | None = None
    """Id of the attribution whose word the event is; null for the outlet's own."""
    why: tuple[Why, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Claim:
    """One field value of one event, on one voice's say-so, at one time."""

    id: str
    """``c_`` and 16 hexadecimal digits, from the event, the field and the value."""
    event: str
    """Id of the event."""
    field: str
    """``actor``, ``recipient``, ``when``, ``where``, ``toll.dead``, …"""
    value: str
    """The value as JSON."""
    span: Span | None
    """The words that carry it."""
    voice: str | None
    """Id of the attribution; null for the outlet."""
    speaker: str | None
    """Actor id of the voice where resolved."""
    said: str | None
    """ISO 8601 day on which it was said, else the day of publication."""
    said_basis: str | None
    """``said_when`` or ``published``; null with `said`."""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """All that sayso found in one article."""

    article: Article
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[ActorMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    seconds: float = 0.0
    """Time the coding took; not part of any export."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that could not be coded, kept with its reason: nothing is silently lost."""

    source: str
    """File, row or record."""
    reason: str
    """Short name of the reason, such as ``empty``, ``binary``, ``too-large``."""
    detail: str = ""
    """What exactly was wrong, and the remedy where there is one."""
    digest: str | None = None
    """SHA-256 of the input bytes where they could be read."""
