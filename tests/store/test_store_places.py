"""What events tell of their place, their day and the kinds of their actors is kept, listed, filtered by and upgraded."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from databases import of_version
from invented_report import INTERVALS, coding, manifest
from sqlalchemy import Connection, insert, inspect, select

from sayso.address import Address
from sayso.errors import UsageError
from sayso.records import Coding, Place, PlaceRole, Span, TimeExpression
from sayso.store import Filter, Store, dialect, dictionary, ledger, near, new_run, open_store, schema
from sayso.store.filters import conditions
from sayso.store.rows import appearance_row, article_row, rows_of

RUN = new_run(manifest(), "test")


def told(number: int = 0) -> Coding:
    """A report whose events use every field of a place and of an expression of time, one of them in a country only."""
    report = coding(number)
    text = report.article.text
    anchor = text.index("the raid")
    near_basra = Place(
        Span(text.index("Basra"), text.index("Basra") + 5),
        "Basra",
        PlaceRole.LOCATIVE,
        "city",
        99532,
        30.778,
        47.7804,
        "IRQ",
        "Basra",
        2,
        0.91,
        "where:entity",
        "Basra District",
        "direction",
        "north",
        30.0,
        15.5,
        2,
        "a note",
    )
    country = Place(near_basra.span, "Iraq", PlaceRole.LOCATIVE, "country", 99237, 33.0, 44.0, "IRQ", ucdp_precision=6)
    when = TimeExpression(
        Span(0, 7),
        "DATE",
        "2024-03-20",
        "APPROX",
        "2024-03-20",
        "2024-03-21",
        2,
        "event",
        "when:offset",
        2,
        Span(anchor, anchor + 8),
        "+P2D",
    )
    shelled, denied = report.events
    return replace(
        report,
        places=(near_basra, country),
        times=(when, *report.times[1:]),
        events=(replace(shelled, where=near_basra, when=when), replace(denied, where=country)),
    )


@pytest.fixture
def store(new_place: Callable[[], Address]) -> Iterator[Store]:
    with open_store(new_place()) as opened:
        opened.add([told()], run=RUN)
        yield opened


def test_every_field_comes_back_and_stands_in_the_view(store: Store) -> None:
    given = told()
    assert store.coding(given.article.id) == given
    shelled, denied = store.events()
    for name in ("kind", "country", "admin1", "admin2", "relation", "direction", "distance_km", "radius_km", "precision", "ucdp_precision"):
        assert getattr(shelled, f"place_{name}") == getattr(given.places[0], name)
        assert getattr(denied, f"place_{name}") == getattr(given.places[1], name)
    assert (denied.place_precision, denied.place_ucdp_precision, denied.place_relation, denied.place_note) == (None, 6, "in", None)
    assert (shelled.place_note, shelled.lat, shelled.geonames_id) == ("a note", 30.778, 99532)
    assert (shelled.when_value, shelled.when_precision, shelled.when_ucdp_precision) == ("2024-03-20", 2, 2)
    assert (shelled.when_anchor, shelled.when_anchor_text, shelled.when_offset) == ("event", "the raid", "+P2D")
    assert (shelled.actor_kinds, shelled.recipient_kinds, denied.actor_kinds) == ("armed_group", None, None)
    explained = store.why(given.events[0].id)
    assert explained.event == given.events[0]


def test_places_and_times_are_tables_of_their_own(store: Store) -> None:
    place = store.to_frame("place").iloc[0]
    assert place[["admin2", "relation", "direction", "note", "rule"]].tolist() == [
        "Basra District",
        "direction",
        "north",
        "a note",
        "where:entity",
    ]
    assert place[["distance_km", "radius_km", "precision", "ucdp_precision", "score"]].tolist() == [30.0, 15.5, 2, 2, 0.91]
    time = store.to_frame("time_expression").iloc[0]
    assert time[["mod", "precision", "ucdp_precision", "anchor", "anchor_text", "anchor_offset", "rule"]].tolist() == [
        "APPROX",
        2,
        2,
        "event",
        "the raid",
        "+P2D",
        "when:offset",
    ]
    assert store.to_frame("actor_mention")["actor_kind"].tolist()[:2] == ["armed_group", "armed_group"]


@pytest.mark.parametrize(
    ("kinds", "number"),
    [(("armed_group",), 1), (("government",), 0), (("government", "Armed_Group"), 1), (("role",), 0)],
)
def test_events_by_the_kind_of_their_actors(store: Store, kinds: tuple[str, ...], number: int) -> None:
    assert len(list(store.events(Filter(actor_kind=kinds)))) == number


def test_a_kind_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="did you mean armed_group"):
        Filter(actor_kind=("armed_grup",))
    with pytest.raises(UsageError, match="cannot be filtered by actor_kind"):
        store.attributions(Filter(actor_kind=("person",)))


@pytest.fixture(scope="module")
def dated(new_place: Callable[[], Address]) -> Store:
    """One event for every sort of interval."""
    codings = []
    for number, (name, (first, last)) in enumerate(INTERVALS.items()):
        report = coding(number)
        when = TimeExpression(Span(0, 1), "DATE", name, start=first, end=last) if first or last else None
        codings.append(replace(report, events=(replace(report.events[0], when=when, mode=None, cameo=name),), claims=()))
    store = open_store(new_place())
    store.add(codings, run=RUN)
    return store


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-03-01", None, {"day", "since"}),
        ("2024-02-29", None, {"day", "month", "since"}),
        ("2023-12-31", None, {"day", "month", "since", "until"}),
        ("2030-01-01", None, {"since"}),
        (None, "2023-06-01", {"until"}),
        (None, "2024-01-15", {"since", "until"}),
        (None, "2024-02-01", {"month", "since", "until"}),
        ("2024-01-01", "2024-01-14", set()),
        ("1990-01-01", "1990-12-31", {"until"}),
    ],
)
def test_since_and_until_take_open_ends_as_between_does(dated: Store, since: str | None, until: str | None, expected: set[str]) -> None:
    assert {row.cameo for row in dated.events(Filter(since=since, until=until))} == expected
    period = (since or "0001-01-01", until or "9999-12-31")
    assert {row.cameo for row in dated.events(Filter(between=period))} == expected
    assert sum(row.count for row in dated.count("type", chosen=Filter(since=since, until=until), zeros=False).rows) == len(expected)


def plan(connection: Connection, statement: Any) -> str:
    """How the database would find the rows."""
    compiled = statement.compile(connection, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return "\n".join(str(tuple(row)) for row in connection.exec_driver_sql(f"{explain} {str(compiled).replace('%', '%%')}"))


def test_points_are_found_by_their_index(store: Store) -> None:
    view = schema.events_view
    close = select(view.c.id).where(conditions(view, Filter(near=(30.5, 47.8), km=50)))
    with store.snapshot() as connection:
        if connection.dialect.name == "postgresql":  # a table of two rows is read whole unless that is made dear
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            box = select(schema.event.c.id).where(near.within(schema.event.c.lat, schema.event.c.lon, (30.5, 47.8), 50))
            assert "event_point" in plan(connection, box)
        else:
            assert "USING INDEX event_point (lat>? AND lat<?)" in plan(connection, close)
        by_kind = select(schema.event_argument.c.event).where(schema.event_argument.c.actor_kind == "person")
        assert "event_argument_actor_kind" in plan(connection, by_kind)


def older(path: Path, version: str, codings: list[Coding]) -> None:
    """A database as an earlier version of the program made it."""
    engine = of_version(path, version)
    with dialect.writing(engine) as connection:
        _insert(connection, "manifest", [{"digest": "m" * 64, "program": "0", "lexicon_digest": "", "codebook_digest": "", "record": "{}"}])
        _insert(
            connection, "run", [{"id": "r_1", "manifest": "m" * 64, "command": "x", "started": "2026-01-01T00:00:00", "state": "running"}]
        )
        for item in codings:
            origin = {"run": "r_1", "manifest": "m" * 64}
            _insert(connection, "article", [article_row(item.article) | origin])
            if version >= "0004":
                place = appearance_row(item.article) | {"run": "r_1", "article": item.article.id, "first_read": "2026-01-01"}
                _insert(connection, "appearance", [place])
            for name, rows in rows_of(item).items():
                _insert(connection, name, rows)
    engine.dispose()


def _insert(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    there = {column["name"] for column in inspect(connection).get_columns(name)}
    if rows:
        connection.execute(insert(schema.tables.tables[name]), [{key: row[key] for key in row if key in there} for row in rows])


@pytest.mark.parametrize("version", ["0001", "0004"])
def test_an_upgrade_fills_the_new_columns_from_the_records(tmp_path: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    codings = [told(number) for number in range(5)]
    older(tmp_path / "old.db", version, codings)
    from sayso.store.migrations.versions import v0005_places

    monkeypatch.setattr(v0005_places, "BATCH", 2)
    with open_store(tmp_path / "old.db") as old, open_store(tmp_path / "new.db") as new:
        new.add(codings, run=RUN)
        assert old.damage() == []
        for listing in ("place", "time_expression", "actor_mention", "event", "event_argument"):
            assert old.to_frame(listing).to_csv() == new.to_frame(listing).to_csv(), listing
        assert [replace(row, codebook="") for row in old.events()] == [replace(row, codebook="") for row in new.events()]
    assert [item.name for item in tmp_path.glob("*.bak")] == [f"old.db.schema-{version}.bak"]


def test_a_damaged_record_stops_no_upgrade(tmp_path: Path) -> None:
    older(tmp_path / "old.db", "0004", [told()])
    with sqlite3.connect(tmp_path / "old.db") as raw:
        raw.execute("UPDATE event SET record = '{' WHERE type = 'ASSAULT'")
        raw.execute("UPDATE place SET record = '[]'")
    raw.close()
    with open_store(tmp_path / "old.db") as store:
        shelled, denied = store.events()
        assert (shelled.place, shelled.place_relation, shelled.place_kind) == ("Basra", None, None)
        assert (denied.place_relation, denied.place_ucdp_precision) == ("in", 6)


def test_the_dictionary_tells_more_than_names() -> None:
    for row in dictionary.rows():
        echo = row["name"].replace("_", " ")
        assert not re.fullmatch(rf"{re.escape(echo)}( \(.*\))?", row["meaning"]), f"{row['relation']}.{row['name']}"
    told = {(row["relation"], row["name"]): row["meaning"] for row in dictionary.rows()}
    assert told["time_expression", "start"] == told["place", "start"].partition(" (")[0]  # offsets, whatever `start` is in the record


# runs that were killed


def entered(store: Store, holder: str | None, started: str) -> None:
    """A run that has no end, as a killed program leaves it."""
    with dialect.writing(store._engine) as connection:
        ledger.open_run(connection, RUN)
        connection.execute(
            insert(schema.run),
            [
                {
                    "id": "r_dead",
                    "manifest": RUN.manifest.digest,
                    "command": "code",
                    "started": started,
                    "state": "running",
                    "holder": holder,
                }
            ],
        )


def test_a_run_that_was_killed_is_told_so_and_entered_by_the_next(store: Store) -> None:
    from sayso.store import holders

    machine, start = holders.here().split(".")[:2]
    entered(store, f"{machine}.{start}.99999999.1", "2026-01-01T00:00:00+00:00")
    assert {run.id: run.state for run in store.runs()} == {RUN.id: "running", "r_dead": "interrupted"}
    assert next((run.id, run.ended) for run in store.runs()) == ("r_dead", "2026-01-01T00:00:00+00:00")
    assert set(store.to_frame("run")["state"]) == {"running"}
    later = new_run(manifest(), "later")
    store.add([told(7)], run=later)
    store.finish(later, "finished", {"read": 1, "coded": 1, "quarantined": 0, "skipped": 0})
    stored = store.to_frame("run").set_index("id")
    assert stored["state"].to_dict() == {RUN.id: "running", "r_dead": "interrupted", later.id: "finished"}
    assert stored.loc["r_dead", "ended"] == "2026-01-01T00:00:00+00:00"
    assert store.runs()[-1].entries == 1
    assert [run.program for run in store.runs()] == ["0.1.0"] * 3


def test_whose_run_may_be_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from sayso.store import holders

    machine, start, process, began = holders.here().split(".")
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    recent, old = "2026-01-01T11:30:00+00:00", "2026-01-01T10:30:00+00:00"
    assert holders.alive(holders.here(), old, now)
    assert not holders.alive(f"{machine}.{start}.{process}.{began}0", recent, now)  # the number of another process now
    assert not holders.alive(f"{machine}.elsewhen.{process}.{began}", recent, now)  # before the machine was started again
    for unknown in (None, "", f"elsewhere.{start}.{process}.{began}"):
        assert (holders.alive(unknown, recent, now), holders.alive(unknown, old, now)) == (True, False)
    assert not holders.alive(None, "no moment", now)
    monkeypatch.setattr(holders, "_began", lambda process: "")  # a system that does not tell when a process began
    for place, told_of in ((holders.here(), True), (f"{machine}.{start}.99999999.", False)):
        assert (holders.alive(place, recent, now), holders.alive(place, old, now)) == (told_of, False)
