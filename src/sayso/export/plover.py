"""PLOVER 2.0 records as JSON Lines, one per event.

PLOVER has no field for who says that an event happened, and its auxiliary modes tell only roughly how it is told. Status, footing, voice,
claims and interval therefore stand under ``sayso``; the auxiliary modes (``historical``, ``future``, ``hypothetical``, ``negation``) are
set too, so that a program that knows PLOVER only takes no threat for a deed. Religion, ethnicity, gender and age are never filled.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.encode import dumps
from sayso.export import whole
from sayso.export.relations import basis, countries, quad, score
from sayso.export.selection import Selection
from sayso.records import Actor, Status
from sayso.store.details import Detail, Row

AUXILIARY = {
    Status.PLANNED: "future",
    Status.THREATENED: "hypothetical",
    Status.DEMANDED: "hypothetical",
    Status.HYPOTHETICAL: "hypothetical",
    Status.NEGATED: "negation",
    Status.HISTORICAL: "historical",
}
"""Status -> auxiliary mode."""
RESOLUTION = {"country": 1, "admin1": 2, "admin2": 3, "city": 4}
"""Kind of place -> PLOVER's resolution; what is smaller than a city has 5, what lies across has none."""
WHERE = ("kind", "relation", "direction", "distance_km", "radius_km", "ucdp_precision", "note")
"""What of a place PLOVER has no key for."""


def write(selection: Selection, out: Path) -> None:
    """Write the records, and beside them their provenance.

    Raises:
        InputError: it cannot be written.
        UsageError: `out` is a folder.
    """
    with whole.new_file(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        for detail in selection.details():
            file.write(dumps(record(detail)) + "\n")
            selection.account.written["events"] += 1


def record(detail: Detail) -> Row:
    """One event as a PLOVER record; keys without a value are left out, but for those that PLOVER requires."""
    row, event, report = detail.row, detail.event, detail.report
    auxiliary = AUXILIARY.get(event.status)
    tolls = {each["effect"]: each["low"] for each in reversed(detail.tolls)}
    size = {name: tolls[effect] for name, effect in (("dead", "dead"), ("injured", "injured"), ("arrested", "detained")) if effect in tolls}
    optional = {
        "enddate": row.last_day if row.last_day != row.first_day else None,
        "recipient": [_entity(each, words) for each, words in _sides(detail, "recipient")],
        "event_loc": [_place(detail)] if event.where else None,
        "mode": [mode for mode in (row.mode, auxiliary) if mode],
        "context": list(event.contexts),
        "quad_code": quad(row.type),
        "event_scale": score(row.type, row.mode),
        "size": size,
        "event_text": row.quote,
        "text_info": {"start": row.start, "end": row.end},
        "cite_info": _filled(
            {
                "corpus": report.outlet,
                "url": report.url,
                "title": report.headline,
                "language": report.language,
                "publication": report.published,
                "codebook": row.codebook,
                "version": __version__,
            }
        ),
        "coder": f"sayso {__version__}",
    }
    return {
        "id": row.id,
        "date": row.first_day,
        "actor": [_entity(each, words) for each, words in _sides(detail, "actor")],
        "event": [row.type],
        **_filled(optional),
        "sayso": _ours(detail),
    }


def _filled(record: Row) -> Row:
    return {key: value for key, value in record.items() if value not in (None, [], {})}


def _sides(detail: Detail, role: str) -> list[tuple[Actor | None, str]]:
    """Actor and words of everyone in a role."""
    mentions = detail.event.actors if role == "actor" else detail.event.recipients
    words = {each["position"]: each["text"] for each in detail.arguments if each["role"] == role}
    return [(mention.actor, words[position]) for position, mention in enumerate(mentions)]


def _entity(actor: Actor | None, words: str) -> Row:
    if actor is None:
        return {"raw_text": words}
    first, *others = actor.sectors or ("",)
    return _filled(
        {
            "code": actor.country,
            "sector": list(actor.sectors),
            "raw_text": words,
            "entity_name": actor.name,
            "country_name": countries().get(actor.country or "", {}).get("name"),
            "sector_code": first or None,
            "other_sector_codes": others,
            "sayso_id": actor.id,
        }
    )


def _place(detail: Detail) -> Row:
    where = detail.event.where
    if where is None:
        return {}
    codes = countries().get(where.country or "", {})
    return _filled(
        {
            "resolved_place": detail.row.place,
            "geonameid": where.geonames_id,
            "lat": where.lat,
            "lon": where.lon,
            "district": where.admin2,
            "province": where.admin1,
            "country": codes.get("name"),
            "country_code": where.country,
            "resolution": RESOLUTION.get(where.kind or ""),
        }
    )


def _ours(detail: Detail) -> Row:
    """What PLOVER has no field for."""
    row = detail.row
    return {
        "status": row.status,
        "footing": row.footing,
        "voice": [voice(said.row) for said in detail.voices],
        "cameo": row.cameo,
        "when": {
            "first_day": row.first_day,
            "last_day": row.last_day,
            "precision": row.when_precision,
            "ucdp_precision": row.when_ucdp_precision,
            "timex": row.when_value,
            "anchor": row.when_anchor,
            "anchor_text": row.when_anchor_text,
            "offset": row.when_offset,
            "basis": basis(detail.event, "when"),
        },
        "place_precision": row.place_precision,
        "place_basis": basis(detail.event, "where"),
        "where": {name: getattr(row, f"place_{name}") for name in WHERE} if detail.event.where else None,
        "tolls": [{name: each[name] for name in ("effect", "low", "high", "who")} for each in detail.tolls],
        "claims": [{name: each[name] for name in ("id", "field", "value", "voice", "said", "start", "end")} for each in detail.claims],
        "confidence": row.confidence,
        "article": row.article,
        "text_sha256": detail.report.digest,
        "quote_sha256": detail.quote_sha256,
        "trigger_spans": [[span.start, span.end] for span in detail.event.trigger],
        "manifest": detail.report.manifest,
    }


def voice(said: Any) -> Row:
    """One voice of a chain, the innermost first."""
    names = ("id", "speech", "kind", "speaker", "speaker_name", "speaker_country", "source", "said_from", "said_to", "start", "end")
    return {name: getattr(said, name) for name in names}
