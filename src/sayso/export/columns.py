"""The columns of the tables that the CSV, Parquet and Stata exports share: name, kind and meaning, in order.

Names have at most 32 characters, lower case and underscores, so that every statistics package takes them as they are.
"""

from __future__ import annotations

from typing import NamedTuple

TEXT, WHOLE, NUMBER, YES, DAY = "text", "integer", "number", "boolean", "day"


class Column(NamedTuple):
    """One column of an exported table."""

    name: str
    kind: str
    """`TEXT`, `WHOLE`, `NUMBER`, `YES` or `DAY`."""
    meaning: str


def _columns(table: tuple[tuple[str, str, str], ...]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in table)


EVENTS = _columns(
    (
        ("id", TEXT, "id of the event, made from article, type and words; joins the other tables"),
        ("article", TEXT, "id of the article"),
        ("position", WHOLE, "place among the events of its article"),
        ("outlet", TEXT, "name of the outlet"),
        ("outlet_country", TEXT, "country of the outlet, ISO 3166 alpha-3"),
        ("published", TEXT, "publication, ISO 8601 day or moment; empty where unknown"),
        ("headline", TEXT, "headline as given"),
        ("url", TEXT, "address of the article"),
        ("type", TEXT, "PLOVER 2.0 type"),
        ("quad_class", WHOLE, "PLOVER quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
        ("score", NUMBER, "PLOVER's conflict-cooperation score of type and mode"),
        ("mode", TEXT, "PLOVER 2.0 mode"),
        ("cameo", TEXT, "CAMEO code, as text: leading zeros matter"),
        ("contexts", TEXT, "PLOVER 2.0 contexts, separated by blanks"),
        (
            "status",
            TEXT,
            "how the voice tells the happening: occurred, ongoing, planned, threatened, demanded, hypothetical, negated, historical",
        ),
        (
            "footing",
            TEXT,
            "how the responsibility is reported: as_fact, claimed, accused, accused_by_authorities, possible, denied, acquitted",
        ),
        ("voice", TEXT, "id of the attribution whose word the event is; empty for the outlet's own word"),
        ("speech", TEXT, "class of the saying of the voice"),
        ("speaker", TEXT, "actor id of the voice"),
        ("speaker_name", TEXT, "name of the voice, or the words that name the source"),
        ("speaker_country", TEXT, "country of the voice"),
        ("via", TEXT, "through whom the voice is reported, the nearest first, joined by '; '"),
        ("actors", TEXT, "who acts, joined by '; '"),
        ("actor_ids", TEXT, "their actor ids, joined by '; '"),
        ("actor_countries", TEXT, "their countries, joined by '; '"),
        ("actor_kinds", TEXT, "their kinds: country, government, armed_group, person, role, …, joined by '; '"),
        ("recipients", TEXT, "who is acted on, joined by '; '"),
        ("recipient_ids", TEXT, "their actor ids, joined by '; '"),
        ("recipient_countries", TEXT, "their countries, joined by '; '"),
        ("recipient_kinds", TEXT, "their kinds, joined by '; '"),
        ("first_day", DAY, "first day on which it may have happened; empty where no date is told or the beginning is open"),
        ("last_day", DAY, "last day on which it may have happened; empty where no date is told or the end is open"),
        ("when_precision", WHOLE, "ACLED time_precision: 1 the day, 2 the week, 3 the month, 4 coarser"),
        ("when_ucdp_precision", WHOLE, "UCDP date_prec: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more"),
        ("when_text", TEXT, "the words that date it"),
        ("when_value", TEXT, "TIMEX3 value of these words"),
        ("when_anchor", TEXT, "what a relative date was counted from: published, previous, event; empty for an absolute one"),
        ("when_anchor_text", TEXT, "the words that name the anchor, where they stand in the text"),
        ("when_offset", TEXT, "how far from its anchor it lies, as a signed ISO 8601 duration: +P2D, -P1W, +PXD where no number is given"),
        ("when_basis", TEXT, "the rule that dated it, or the reason why it is undated"),
        ("place", TEXT, "name of the place"),
        ("place_kind", TEXT, "country, admin1, city, region, …"),
        ("place_country", TEXT, "country of the place, ISO 3166 alpha-3"),
        ("place_admin1", TEXT, "first-level area of the place"),
        ("place_admin2", TEXT, "second-level area of the place"),
        ("place_relation", TEXT, "how the place meant stands to the one named: in, near, outskirts, direction, part, border, between, off"),
        ("place_direction", TEXT, "of the compass, where the relation has one"),
        ("place_distance_km", NUMBER, "kilometres as the text gives them ('30 km north of')"),
        ("place_radius_km", NUMBER, "within so many kilometres of the point the place meant may lie"),
        (
            "place_precision",
            WHOLE,
            "ACLED geo_precision: 1 the place itself, 2 near it or a part of a region, 3 a region; empty where only the country is known",
        ),
        (
            "place_ucdp_precision",
            WHOLE,
            "UCDP where_prec: 1 the place, 2 within about 25 km, 3 second-level area, 4 first-level area, 5 a line or a fuzzy area, "
            "6 the country, 7 the sea or the air",
        ),
        ("place_note", TEXT, "why a point, a country or an area is missing"),
        ("place_basis", TEXT, "the rule that placed it, or the reason why it has no place"),
        ("geonames_id", WHOLE, "GeoNames id of the place"),
        ("lat", NUMBER, "degrees north, WGS 84"),
        ("lon", NUMBER, "degrees east, WGS 84"),
        (
            "dead_low",
            WHOLE,
            "smallest number of dead that the words allow; of several numbers the one with the largest such; empty if none is told",
        ),
        ("dead_high", WHOLE, "largest number of dead that the words allow; empty where open ('at least 12')"),
        ("injured_low", WHOLE, "the same of injured"),
        ("injured_high", WHOLE, "the same of injured"),
        ("trigger", TEXT, "the words that name the event"),
        (
            "trigger_spans",
            TEXT,
            "first code point and code point after the last of every piece of the trigger in the article's text, as JSON",
        ),
        ("quote", TEXT, "the stretch of the text that tells the event"),
        ("start", WHOLE, "first code point of the quote in the article's text"),
        ("stop", WHOLE, "code point after its last"),
        ("quote_sha256", TEXT, "SHA-256 of the whole quote"),
        ("confidence", NUMBER, "0 to 1, calibrated"),
        ("codebook", TEXT, "name and version of the codebook"),
        ("manifest", TEXT, "digest of what coded the article; provenance.json tells what stands behind it"),
    )
)

ARGUMENTS = _columns(
    (
        ("event", TEXT, "id of the event"),
        ("article", TEXT, "id of the article"),
        ("role", TEXT, "actor or recipient"),
        ("position", WHOLE, "place among those of its role"),
        ("actor", TEXT, "actor id; empty where unresolved; ids that begin with text. hold within one article only"),
        ("name", TEXT, "name of the actor; empty where unresolved"),
        ("kind", TEXT, "kind of actor: country, government, armed_group, person, role, …"),
        ("country", TEXT, "ISO 3166 alpha-3, or PLOVER's code of actors beyond a country"),
        ("country_number", WHOLE, "ISO 3166-1 numeric"),
        ("sectors", TEXT, "PLOVER sectors, the primary one first, separated by blanks"),
        ("mention", TEXT, "what sort of expression mentions it: name, short, role, pronoun, demonym, place, anonymous, document"),
        ("words", TEXT, "the expression as it stands"),
        ("start", WHOLE, "first code point of the expression in the article's text"),
        ("stop", WHOLE, "code point after its last"),
    )
)

TOLLS = _columns(
    (
        ("event", TEXT, "id of the event"),
        ("article", TEXT, "id of the article"),
        ("position", WHOLE, "place among the tolls of its event"),
        ("effect", TEXT, "dead, injured, missing, detained, displaced"),
        ("low", WHOLE, "smallest number that the words allow"),
        ("high", WHOLE, "largest number that the words allow; empty where open"),
        ("words", TEXT, "the words of the number"),
        ("who", TEXT, "the words that say who was affected"),
    )
)

CLAIMS = _columns(
    (
        ("id", TEXT, "id of the claim"),
        ("event", TEXT, "id of the event"),
        ("article", TEXT, "id of the article"),
        ("field", TEXT, "type, status, footing, actor, recipient, when, where, toll.dead, …"),
        ("value", TEXT, "the value, as JSON"),
        ("voice", TEXT, "id of the attribution on whose say-so; empty for the outlet's own word"),
        ("speaker", TEXT, "actor id of the voice"),
        ("said", DAY, "day on which it was said, else day of publication"),
        ("said_basis", TEXT, "said_when or published"),
        ("rule", TEXT, "the rule that set the value"),
        ("words", TEXT, "the words that carry the value"),
        ("start", WHOLE, "first code point of these words in the article's text"),
        ("stop", WHOLE, "code point after their last"),
    )
)

ATTRIBUTIONS = _columns(
    (
        ("id", TEXT, "id of the attribution"),
        ("article", TEXT, "id of the article"),
        ("position", WHOLE, "place among the attributions of its article"),
        ("outlet", TEXT, "name of the outlet"),
        ("published", TEXT, "publication, ISO 8601"),
        ("url", TEXT, "address of the article"),
        ("speech", TEXT, "class of the saying: say, claim, accuse, deny, admit, threaten, demand, promise, confirm, decline, think"),
        ("kind", TEXT, "direct, indirect or mixed"),
        ("negated", YES, "the cue is negated: did not say"),
        ("certainty", TEXT, "how sure the source shows itself: certain, probable, possible, open"),
        ("source_type", TEXT, "person, institution, government, document, officials, witnesses, …"),
        ("speaker", TEXT, "actor id of the speaker; empty where unresolved; ids that begin with text. hold within one article only"),
        ("speaker_name", TEXT, "name of the speaker"),
        ("speaker_kind", TEXT, "kind of actor"),
        ("speaker_country", TEXT, "ISO 3166 alpha-3, or PLOVER's code"),
        ("speaker_sectors", TEXT, "PLOVER sectors, the primary one first, separated by blanks"),
        ("public_actor", TEXT, "id of the public actor in whose line the saying stands; empty for others"),
        ("source", TEXT, "the words that name the source"),
        ("cue", TEXT, "the words that signal the attribution"),
        ("content", TEXT, "what was said, as the report has it"),
        ("content_spans", TEXT, "first code point and code point after the last of every piece of the content, as JSON"),
        ("content_sha256", TEXT, "SHA-256 of the whole content"),
        ("addressee", TEXT, "the words that name to whom it was said"),
        ("channel", TEXT, "through what it was said"),
        ("said_text", TEXT, "the words that tell when it was said"),
        ("said_from", DAY, "first day that these words allow"),
        ("said_to", DAY, "last day that they allow"),
        ("day", DAY, "day of the saying, else of publication"),
        ("day_basis", TEXT, "said_when or published"),
        ("parent", TEXT, "id of the attribution that this one is nested in"),
        ("via", TEXT, "speakers of the attributions around this one, the nearest first, joined by '; '"),
        ("start", WHOLE, "first code point of source, cue and content"),
        ("stop", WHOLE, "code point after their last"),
        ("confidence", NUMBER, "0 to 1, calibrated"),
    )
)

ARTICLES = _columns(
    (
        ("id", TEXT, "id of the article"),
        ("outlet", TEXT, "name of the outlet"),
        ("outlet_country", TEXT, "country of the outlet, ISO 3166 alpha-3"),
        ("published", TEXT, "publication, ISO 8601"),
        ("headline", TEXT, "headline as given"),
        ("url", TEXT, "address"),
        ("language", TEXT, "ISO 639-1"),
        ("file", TEXT, "name of the file or record that it was read from, without its folders"),
        ("characters", WHOLE, "length of the text in code points"),
        ("digest", TEXT, "SHA-256 of the text into which all offsets count"),
        ("manifest", TEXT, "digest of what coded it"),
    )
)

TABLES: dict[str, tuple[Column, ...]] = {
    "events": EVENTS,
    "arguments": ARGUMENTS,
    "tolls": TOLLS,
    "claims": CLAIMS,
    "attributions": ATTRIBUTIONS,
    "articles": ARTICLES,
}
