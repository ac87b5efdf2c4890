"""How exact a place and a day are told stands in every format that has room for it; a country's point passes for no place."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas
import pytest
from varied_reports import SHELLED, TALKS, varied

from sayso.export import describe, gdelt, terminal
from sayso.export.formats import export
from sayso.records import Event, Place, PlaceRole, Span, TimeExpression
from sayso.store import Filter, Store, open_store

IRAQ = Place(
    SHELLED.trigger[0], "Iraq", PlaceRole.LOCATIVE, "country", 99237, 33.0, 44.0, "IRQ", ucdp_precision=6, note="admin1: a country"
)
NORTH_OF_BASRA = replace(
    IRAQ,
    name="Basra",
    kind="city",
    lat=30.7782,
    lon=47.7804,
    admin1="Basra",
    admin2="Basra District",
    precision=2,
    ucdp_precision=4,
    relation="direction",
    direction="north",
    distance_km=30.0,
    radius_km=12.5,
    note="",
)
AFTER = TimeExpression(
    Span(0, 7),
    "DATE",
    "2024-03-20",
    None,
    "2024-03-20",
    "2024-03-20",
    1,
    "event",
    "when:offset",
    1,
    anchor_span=SHELLED.trigger[0],
    offset="+P2D",
)
EXACT = ("place_relation", "place_direction", "place_distance_km", "place_radius_km", "place_precision", "place_ucdp_precision")


def of_places() -> tuple[Event, Event]:
    """The talks take place somewhere in Iraq, the shelling 30 km north of Basra, two days after something."""
    return replace(SHELLED, where=NORTH_OF_BASRA, when=AFTER), replace(TALKS, where=IRAQ)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    report = varied()
    others = {event.id: event for event in of_places()}
    with open_store(tmp_path_factory.mktemp("db") / "places.db") as opened:
        opened.add([replace(report, events=tuple(others.get(event.id, event) for event in report.events))])
        yield opened


def test_tables_tell_how_exact_a_place_is(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "csv", Filter())
    export(store, "parquet", tmp_path / "parquet", Filter())
    for frame in (pandas.read_csv(tmp_path / "csv" / "events.csv"), pandas.read_parquet(tmp_path / "parquet" / "events.parquet")):
        rows = frame.set_index("id")
        assert rows.loc[SHELLED.id, list(EXACT)].tolist() == ["direction", "north", 30.0, 12.5, 2, 4]
        assert rows.loc[SHELLED.id, ["place_admin2", "when_anchor"]].tolist() == ["Basra District", "event"]
        assert rows.loc[SHELLED.id, "when_offset"].removeprefix("'") == "+P2D"  # in CSV it might be taken for a formula
        assert rows.loc[SHELLED.id, ["actor_kinds", "recipient_kinds"]].tolist() == ["armed_group", "role"]
        assert rows.loc[TALKS.id, ["place", "place_kind", "place_ucdp_precision", "place_note"]].tolist() == [
            "Iraq",
            "country",
            6,
            "admin1: a country",
        ]
        assert pandas.isna(rows.loc[TALKS.id, "place_precision"])


def test_records_and_features_tell_it_too(store: Store, tmp_path: Path) -> None:
    export(store, "jsonl", tmp_path / "jsonl", Filter())
    records = {record["id"]: record for record in map(json.loads, (tmp_path / "jsonl").read_text().splitlines())}
    assert records[SHELLED.id]["sayso"]["where"] == {
        "kind": "city",
        "relation": "direction",
        "direction": "north",
        "distance_km": 30.0,
        "radius_km": 12.5,
        "ucdp_precision": 4,
        "note": None,
    }
    assert records[SHELLED.id]["sayso"]["when"]["offset"] == "+P2D"
    assert (records[TALKS.id]["event_loc"][0]["resolution"], records[TALKS.id]["sayso"]["where"]["ucdp_precision"]) == (1, 6)
    export(store, "geojson", tmp_path / "geojson", Filter())
    features = {feature["id"]: feature["properties"] for feature in json.loads((tmp_path / "geojson").read_text())["features"]}
    assert [features[SHELLED.id][name] for name in EXACT] == ["direction", "north", 30.0, 12.5, 2, 4]
    assert (features[TALKS.id]["place_precision"], features[TALKS.id]["place_ucdp_precision"]) == (None, 6)


def test_a_country_is_no_place_for_acled_and_type_1_for_gdelt(store: Store, tmp_path: Path) -> None:
    export(store, "acled", tmp_path / "acled", Filter())
    with (tmp_path / "acled").open(newline="") as file:
        rows = {row["event_id_cnty"]: row for row in csv.DictReader(file)}
    shelled = rows[SHELLED.id]
    assert [shelled[name] for name in ("location", "latitude", "geo_precision", "place_relation", "place_ucdp_precision")] == [
        "Basra",
        "30.7782",
        "2",
        "direction",
        "4",
    ]
    export(store, "gdelt", tmp_path / "gdelt", Filter())
    frame = pandas.read_csv(tmp_path / "gdelt", sep="\t", header=None, names=gdelt.COLUMNS).set_index("GlobalEventID")
    geo = ["ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code", "ActionGeo_Lat"]
    assert frame.loc[gdelt.number(TALKS.id), geo].tolist() == [1, "Iraq", "IZ", "IZ", 33.0]
    near = frame.loc[gdelt.number(SHELLED.id), geo].tolist()
    assert (near[:3], pandas.isna(near[3]), near[4]) == ([4, "Basra, Iraq", "IZ"], True, 30.7782)
    voices = pandas.read_csv(tmp_path / "gdelt.voices.tsv", sep="\t").set_index("GlobalEventID")
    assert voices.loc[gdelt.number(TALKS.id), "place_ucdp_precision"] == 6


def test_acled_has_no_point_for_a_country(store: Store, tmp_path: Path) -> None:
    report = varied()
    with open_store(tmp_path / "other.db") as other:
        other.add([replace(report, events=tuple(replace(event, where=IRAQ) if event.where else event for event in report.events))])
        export(other, "acled", tmp_path / "acled", Filter())
    row = pandas.read_csv(tmp_path / "acled").set_index("event_id_cnty").loc[SHELLED.id]
    assert row[["location", "country", "iso", "place_ucdp_precision"]].tolist() == ["Iraq", "Iraq", 368, 6]
    assert row[["latitude", "longitude", "geo_precision", "admin1"]].isna().all()


@pytest.mark.parametrize(
    ("place", "precision", "kind", "country", "expected"),
    [
        ("city", 1, "city", "IRQ", 4),
        ("city", 1, "city", "USA", 3),
        ("admin1", 3, "admin1", "IRQ", 5),
        ("admin1", 3, "admin1", "USA", 2),
        ("admin2", 2, "admin2", "IRQ", 5),
        ("sea", 3, "sea", "IRQ", 5),
        ("base", 1, "base", "IRQ", 4),
        ("country", None, "country", "USA", 1),
    ],
)
def test_gdelt_types_of_places(store: Store, place: str, precision: int | None, kind: str, country: str, expected: int) -> None:
    from sayso.store import details

    with store.snapshot() as connection:
        detail = next(each for each in details.details(connection, Filter()) if each.row.id == SHELLED.id)
    row = replace(detail.row, place=place, place_kind=kind, place_precision=precision, place_country=country)
    assert gdelt.row(replace(detail, row=row))["ActionGeo_Type"] == expected


@pytest.mark.parametrize(
    ("relation", "direction", "kilometres", "expected"),
    [
        ("in", None, None, "Basra"),
        (None, None, None, "Basra"),
        ("near", None, None, "near Basra"),
        ("outskirts", None, None, "outskirts of Basra"),
        ("direction", "north", 30.0, "30 km north of Basra"),
        ("direction", "southwest", None, "southwest of Basra"),
        ("direction", None, 12.5, "12.5 km of Basra"),
        ("part", "south", None, "southern Basra"),
        ("part", "central", None, "central Basra"),
        ("border", None, None, "border of Basra"),
        ("between", None, None, "between Basra and another place"),
        ("off", None, None, "off Basra"),
        ("unheard", None, None, "Basra"),
    ],
)
def test_places_in_words(relation: str | None, direction: str | None, kilometres: float | None, expected: str) -> None:
    assert describe.related("Basra", relation, direction, kilometres) == expected


def test_accounts_and_listings_say_how_exact(store: Store) -> None:
    shelled, talks = of_places()
    assert describe.where(shelled.where) == "30 km north of Basra (IRQ)"
    assert describe.exactness(shelled) == "place: ACLED 2, UCDP 4; within 12.5 km"
    assert describe.exactness(talks) == "day: ACLED 3; place: UCDP 6; admin1: a country"
    for first, last, told in (
        (None, "2024-02-03", "no beginning told"),
        ("2024-02-03", None, "no end told"),
        ("2024", "2024", "over a month"),
    ):
        vague = replace(talks, when=replace(AFTER, start=first, end=last, precision=4, ucdp_precision=5), where=None)
        assert describe.exactness(vague) == f"day: {told}, for which ACLED has no code, UCDP 5"
    assert describe.exactness(SHELLED) == describe.exactness(replace(talks, when=None, where=None)) == ""
    assert describe.when(AFTER, varied().article.text).endswith(', counted from "shelled" (+P2D)')
    row = next(row for row in store.events() if row.id == SHELLED.id)
    assert terminal.event_cells(row)["where"] == "30 km north of Basra, IRQ"
