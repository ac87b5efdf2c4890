from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso import exporting
from sayso.export.formats import FORMATS
from sayso.records import Coding

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coding(coding: Coding) -> Coding:
    """The invented report, its event placed as exactly as a town."""
    (event,) = coding.events
    assert event.where is not None
    return replace(coding, events=(replace(event, where=replace(event.where, precision=1)),))


def test_the_command_knows_every_format() -> None:
    assert tuple(FORMATS) == exporting.FORMATS


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_export_writes_and_accounts(run: Run, db: str, tmp_path: Path, form: str) -> None:
    code, out, err = run("export", form, "--db", db, "--out", "exported")
    assert (code, out) == (0, "")
    assert "written: exported (" in err
    assert (tmp_path / "exported").exists()


def test_export_takes_the_filters_of_events(run: Run, db: str, tmp_path: Path, coding: Coding) -> None:
    near = ("--near", "30.4,47.9", "--km", "25")
    assert run("export", "jsonl", "--db", db, "--out", "a.jsonl", *near)[0] == 0
    assert json.loads((tmp_path / "a.jsonl").read_text())["id"] == coding.events[0].id
    stamp = json.loads((tmp_path / "a.jsonl.provenance.json").read_text())
    assert stamp["query"] == {"near": [30.4, 47.9], "km": 25.0}
    assert len(stamp["runs"]) == 1
    assert run("export", "jsonl", "--db", db, "--out", "a.jsonl", "--between", "2031-03-05", "2031-04-01")[0] == 0
    assert (tmp_path / "a.jsonl").read_text() == ""
    assert "struck the depot in Basra on 4 March" not in _exported(run, db, "--no-text")
    assert run("export", "xml", "--db", db, "--out", "a")[0] == 2
    assert run("export", "csv", "--db", db)[0] == 2
    assert run("export", "csv", "--db", "none.db", "--out", "a")[0] == 4
    code, _, err = run("export", "geojson", "--db", db, "--out", "b.json", "--limit", "0")
    assert (code, "no events" in err) == (0, True)


def _exported(run: Run, db: str, *options: str) -> str:
    assert run("export", "jsonl", "--db", db, "--out", "c.jsonl", *options)[0] == 0
    return Path("c.jsonl").read_text()


@pytest.mark.parametrize("command", [("events",), ("count", "--by", "type"), ("sample", "--n", "5"), ("export", "jsonl", "--out", "x")])
def test_every_command_of_events_takes_near_and_between(run: Run, db: str, command: tuple[str, ...]) -> None:
    assert run(*command, "--db", db, "--near", "-30.4,47.9", "--km", "25", "--between", "2031-03-01", "2031-04-01")[0] == 0
    for wrong in (
        ("--near", "30.4"),
        ("--near", "30.4,47.9"),
        ("--km", "3"),
        ("--near", "95,0", "--km", "3"),
        ("--between", "2031", "2032"),
    ):
        code, _, err = run(*command, "--db", db, *wrong)
        assert (code, err.count("\n")) == (2, 1)


def test_near_and_between_pick_events(run: Run, db: str) -> None:
    assert len(run("events", "--db", db, "--json", "--near", "30.4,47.9", "--km", "25")[1].splitlines()) == 1
    assert run("events", "--db", db, "--json", "--near", "30.4,47.9", "--km", "5")[1] == ""
    assert len(run("events", "--db", db, "--json", "--between", "2031-03-04", "2031-03-04")[1].splitlines()) == 1
    assert run("events", "--db", db, "--json", "--between", "2031-03-05", "2031-03-31")[1] == ""


def test_a_release_is_made_verified_and_compared(run: Run, db: str, tmp_path: Path) -> None:
    code, out, err = run("release", "demo", "--db", db, "--out", "r1", "--date", "2026-11-23", "--author", "A. Nobody", "--also", "acled")
    assert (code, out.startswith("A. Nobody (2026). demo, release of 2026-11-23")) == (0, True)
    code, out, err = run("release", "--verify", "r1")
    assert (code, out.startswith("sound: demo, 2026-11-23")) == (0, True)
    assert run("release", "demo", "--db", db, "--out", "r1")[0] == 2
    assert run("release", "demo", "--db", db, "--out", "r2", "--type", "AID", "--no-text")[0] == 0
    code, out, err = run("diff", "r1", "r2")
    assert (code, "events: 0 gained, 1 lost, 0 altered; articles: 0 new, 1 gone" in err, "asked for differently" in err) == (0, True, True)
    assert [json.loads(line)["kind"] for line in run("diff", "r2", db, "--json")[1].splitlines()] == ["gained"]
    assert run("diff", "r1", db, "--csv")[1].splitlines() == ["article,kind,report,event_before,event_after,fields,before,after"]
    (tmp_path / "r1" / "events.csv").write_text("")
    code, out, err = run("release", "--verify", "r1")
    assert (code, out, "events.csv: changed" in err) == (4, "", True)
    for wrong in (
        ("demo",),
        ("--out", "r3"),
        ("demo", "--verify", "r1"),
        ("demo", "--out", "r3", "--date", "yesterday"),
        ("a b", "--out", "r3"),
    ):
        assert run("release", *wrong, "--db", db)[0] == 2
    assert run("release", "--verify", "none")[0] == 4
    assert run("diff", "r1", "none.db")[0] == 4
