from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ids import content_id
from sayso.records import Coding, Quarantined, Status
from sayso.scale import Summary
from sayso.store import new_run, open_store
from sayso.store.ledger import Run

Command = Callable[..., tuple[int, str, str]]


def later() -> Run:
    from sayso.manifest import Manifest

    return new_run(Manifest("9", "p", "m", "l", "c", "d"), "recode")


def test_appearances_and_forget(run: Command, db: str, coding: Coding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    copy = replace(coding.article, id=content_id("a", "copy"), url="https://copy.example/1", published="2031-04-01")
    with open_store(db) as store:
        store.add([], reprints=[copy])
    code, out, _ = run("appearances", "--db", db, "--json")
    assert code == 0
    assert [json.loads(line)["article"] for line in out.splitlines()] == [coding.article.id] * 2
    assert "https://copy.example/1" in run("appearances", "--db", db)[1]
    code, _, err = run("forget", copy.id, "--db", db)
    assert (code, "nothing is removed: nobody answered; --yes asks nothing" in err) == (2, True)
    code, _, err = run("forget", copy.id, "--db", db, "--yes")
    assert (code, err.splitlines()[0]) == (0, f"removed: {coding.article.id}, 1 events, 1 attributions")
    assert run("articles", "--db", db, "--json")[1] == ""
    assert run("forget", copy.id, "--db", db, "--yes")[0] == 2
    _, out, _ = run("quarantine", "--reason", "forgotten", "--db", db, "--json")
    assert len(out.splitlines()) == 2


def test_changes_are_listed(run: Command, db: str, coding: Coding) -> None:
    planned = replace(coding, events=(replace(coding.events[0], status=Status.PLANNED),))
    with open_store(db) as store:
        store.add([planned], run=later(), again=True)
    code, out, _ = run("changes", "--db", db, "--json")
    (change,) = map(json.loads, out.splitlines())
    assert (code, change["kind"], change["fields"]) == (0, "altered", "status")
    assert json.loads(change["after"])["status"] == "planned"


def test_code_needs_something_to_code(run: Command, db: str) -> None:
    code, _, err = run("code", "--db", db)
    assert code == 2
    assert "code what?" in err
    assert run("code", "--recode", "--db", "none.db")[0] == 4
    assert not Path("none.db").exists()


def test_recoding_is_told(run: Command, db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso import scale

    given = {}

    def pretend(sources: object, store: object, **options: object) -> Summary:
        given.update(options, sources=[item.id for item in sources])  # type: ignore[attr-defined]
        return Summary(read=3, coded=2, skipped=1, appeared=1, recoded=2, gained=1, altered=4)

    monkeypatch.setattr(scale, "code_sources", pretend, raising=False)
    with open_store(db) as store:
        (article,) = store.articles()
        store.add([store.coding(article.id)], run=later(), again=True)
    code, _, err = run("code", "--recode", "--retry", "timeout", "--db", db, "--memory", "900")
    assert code == 0
    assert (given["recode"], given["retry"], given["memory"], given["sources"]) == (True, ("timeout",), 900, [article.id])
    assert f"coded again: 2 reports; 1 events gained, 0 lost, 4 altered; see `sayso changes --db {db}`" in err
    assert "1 are new places of a text" in err


def test_a_server_is_an_address_everywhere(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    code, _, err = run("events", "--db", "postgresql://ana:secret@db.example/reports")
    assert (code, "sayso[postgres]" in err, "secret" in err) == (2, True, False)
    Path("sayso.toml").write_text('db = "postgresql://ana:secret@db.example/reports"\n', encoding="utf-8")
    code, _, err = run("events")
    assert (code, "sayso[postgres]" in err) == (2, True)


def test_a_retry_finds_files_again(run: Command, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso import scale
    from sayso.records import Quarantined

    (tmp_path / "rows.csv").write_text("title,body\nOne,The mayor of Basra spoke at length.\n", encoding="utf-8")
    (tmp_path / "odd#1.txt").write_text("The mayor of Basra spoke at length.", encoding="utf-8")
    lost = [Quarantined(name, "timeout") for name in ("rows.csv#1", "odd#1.txt", "gone.txt", "gone.zip!x/y.txt")]
    with open_store(db) as store:
        store.add([], lost)
    given: list[str] = []

    def pretend(sources: object, store: object, **options: object) -> Summary:
        given.extend(item.source for item in sources)  # type: ignore[attr-defined]
        return Summary()

    monkeypatch.setattr(scale, "code_sources", pretend, raising=False)
    code, _, err = run("code", "--retry", "timeout", "--db", db)
    assert (code, given) == (0, ["odd#1.txt", "rows.csv#2"])
    assert "2 inputs are no longer where they were read from" in err


def test_runs_are_listed_the_latest_last(run: Command, db: str) -> None:
    code, out, err = run("runs", "--db", db, "--json")
    (only,) = map(json.loads, out.splitlines())
    assert (code, only["command"], only["state"], only["ended"], only["entries"]) == (0, "add", "running", None, 2)
    with open_store(db) as store:
        second = later()
        store.add([], [Quarantined("other.txt", "empty", "nothing")], second)
        store.finish(second, "finished", {"read": 1, "coded": 0, "quarantined": 1, "skipped": 0})
    assert [json.loads(line)["state"] for line in run("runs", "--db", db, "--json")[1].splitlines()] == ["running", "finished"]
    assert [json.loads(line)["command"] for line in run("runs", "--db", db, "--json", "--limit", "1")[1].splitlines()] == ["recode"]
    code, out, err = run("runs", "--db", db)
    assert (code, "finished" in out, err) == (0, True, "2 shown\n")
    code, out, err = run("runs", "--db", db, "--limit", "1")
    assert (code, "recode" in out, "add" in out) == (0, True, False)
    assert err == "1 shown\n"
    assert "recode" in run("runs", "--db", db, "--csv")[1]
    assert run("runs", "--db", db, "--limit", "0", "--json")[1] == ""
