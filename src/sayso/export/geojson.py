"""Events as points: a GeoJSON FeatureCollection (RFC 7946: longitude before latitude, WGS 84), provenance in a member of its own."""

from __future__ import annotations

from pathlib import Path

from sayso.encode import dumps
from sayso.export import whole
from sayso.export.relations import basis, toll
from sayso.export.selection import Selection
from sayso.store.details import Detail, Row

DIGITS = 6
"""Decimals of a coordinate: a tenth of a metre, finer than any gazetteer."""
COPIED = (
    "article",
    "outlet",
    "published",
    "headline",
    "type",
    "mode",
    "cameo",
    "status",
    "footing",
    "voice",
    "speech",
    "speaker",
    "speaker_name",
    "actors",
    "actor_ids",
    "recipients",
    "recipient_ids",
    "first_day",
    "last_day",
    "when_precision",
    "when_ucdp_precision",
    "when_anchor",
    "when_offset",
    "place",
    "place_kind",
    "place_country",
    "place_admin1",
    "place_admin2",
    "place_relation",
    "place_direction",
    "place_distance_km",
    "place_radius_km",
    "place_precision",
    "place_ucdp_precision",
    "place_note",
    "geonames_id",
    "quote",
    "confidence",
)
"""Properties that are columns of the listing of events."""


def write(selection: Selection, out: Path) -> None:
    """Write the events that have a point; the others are counted as left out.

    Raises:
        InputError: it cannot be written.
        UsageError: `out` is a folder.
    """
    account = selection.account
    with whole.new_file(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for detail in selection.details():
            if detail.row.lat is None or detail.row.lon is None:
                account.left_out["without a point"] += 1
                continue
            file.write(("\n" if not account.written["events"] else ",\n") + dumps(feature(detail)))
            account.written["events"] += 1
        file.write(f'\n],"sayso":{dumps({**selection.stamp(), **account.told()})}}}\n')


def feature(detail: Detail) -> Row:
    """One event with a point."""
    row = detail.row
    dead = toll(detail, "dead")
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": {"type": "Point", "coordinates": [round(float(row.lon or 0), DIGITS), round(float(row.lat or 0), DIGITS)]},
        "properties": {
            "id": row.id,
            **{name: getattr(row, name) for name in COPIED},
            "place_basis": basis(detail.event, "where"),
            "dead_low": dead["low"] if dead else None,
            "dead_high": dead["high"] if dead else None,
            "url": detail.report.url,
            "manifest": detail.report.manifest,
        },
    }
