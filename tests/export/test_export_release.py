from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas
import pytest
from varied_reports import BURNED, EVENTS, SHELLED, TALKS, THREAT, varied

from sayso.errors import InputError, UsageError
from sayso.export import release as module
from sayso.export.difference import Difference, differences, side
from sayso.export.formats import export
from sayso.export.release import MANIFEST, Plan, Released, release, verify
from sayso.records import Coding, Footing, Status
from sayso.store import Filter, Store, open_store

DAY = date(2026, 11, 23)


@pytest.fixture
def store(tmp_path: Path, coding: Coding) -> Iterator[Store]:
    with open_store(tmp_path / "reports.db") as opened:
        opened.add([varied(), coding])
        yield opened


def released(store: Store, out: Path, **given: object) -> Released:
    return release(store, Plan("demo", given.pop("chosen", Filter()), DAY, **given), out)  # type: ignore[arg-type]


def test_a_release_is_dated_hashed_and_citable(store: Store, tmp_path: Path) -> None:
    done = released(store, tmp_path / "r1", authors=("A. Nobody", "B. Someone"), also=("geojson", "parquet", "gdelt"))
    manifest, faults = verify(tmp_path / "r1")
    assert faults == []
    assert (manifest["name"], manifest["date"], manifest["query"]) == ("demo", "2026-11-23", {})
    assert manifest["counts"]["events"] == 7
    assert done.citation == manifest["citation"] == (tmp_path / "r1" / "CITATION.txt").read_text().strip()
    assert done.citation.startswith("A. Nobody and B. Someone (2026). demo, release of 2026-11-23 [Data set].")
    assert f"7 events of 2 reports. sha256:{done.digest}" in done.citation
    assert {"events.csv", "events.geojson", "parquet/events.parquet", "events.gdelt.tsv.voices.tsv"} <= set(manifest["files"])
    assert manifest["left_out"] == {
        "without a point, of geojson": 3,
        "not told as occurred or ongoing, of gdelt": 1,
        "denied or acquitted, of gdelt": 1,
    }
    again = released(store, tmp_path / "r2", authors=("A. Nobody", "B. Someone"), also=("geojson", "parquet", "gdelt"))
    assert again.digest == done.digest
    assert (tmp_path / "r1" / MANIFEST).read_bytes() == (tmp_path / "r2" / MANIFEST).read_bytes()


def test_a_release_is_never_changed(store: Store, tmp_path: Path) -> None:
    released(store, tmp_path / "r")
    with pytest.raises(UsageError, match="never changed"):
        released(store, tmp_path / "r")
    with pytest.raises(UsageError, match="no such folder"):
        released(store, tmp_path / "none" / "r")
    for name in ("", "../x", "a b", "-x"):
        with pytest.raises(UsageError, match="name of a release"):
            Plan(name, Filter(), DAY)
    with pytest.raises(UsageError, match="no format"):
        Plan("demo", Filter(), DAY, also=("csv",))


def test_verification_finds_every_tampering(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "r"
    released(store, out)
    events = (out / "events.csv").read_bytes()
    (out / "events.csv").write_bytes(events.replace(b"ASSAULT", b"SUPPORT"))
    assert verify(out)[1] == ["events.csv: changed"]
    (out / "events.csv").unlink()
    assert verify(out)[1] == ["events.csv: missing"]
    (out / "events.csv").write_bytes(events)
    (out / "more.csv").write_text("x")
    assert verify(out)[1] == ["more.csv: not of this release"]
    (out / "more.csv").unlink()
    assert verify(out)[1] == []
    manifest = json.loads((out / MANIFEST).read_text())
    (out / MANIFEST).write_text(json.dumps(manifest | {"date": "2020-01-01"}))
    assert verify(out)[1] == ["manifest.json: changed"]
    (out / MANIFEST).write_text(json.dumps(manifest))
    (out / "CITATION.txt").write_text("Somebody else\n")
    assert verify(out)[1] == ["CITATION.txt: changed or missing"]
    for broken in ("{}", "[]", "no json", '{"files": {"a": 1}, "digest": "", "seal": "", "citation": ""}'):
        (out / MANIFEST).write_text(broken)
        with pytest.raises(InputError, match="no manifest"):
            verify(out)
    with pytest.raises(InputError, match="no release"):
        verify(tmp_path)


def test_today_is_a_day() -> None:
    assert isinstance(module.today(), date)


def changed() -> Coding:
    """The varied report coded otherwise: the shelling denied, the threat gone, a new event, all else as it was."""
    denied = replace(SHELLED, footing=Footing.DENIED, mode="explosives")
    new = replace(TALKS, id="e_00000000000000ff", type="AGREE", trigger=(BURNED.trigger[0],), where=None, when=None, status=Status.PLANNED)
    kept = tuple(event for event in EVENTS if event not in (SHELLED, THREAT))
    given = varied()
    return replace(given, events=(denied, *kept, new))


def told(before: str, after: str) -> list[Difference]:
    with side(before) as one, side(after) as other:
        return list(differences(one, other))


def test_differences_of_databases_and_releases_agree(store: Store, tmp_path: Path, coding: Coding) -> None:
    with open_store(tmp_path / "after.db") as after:
        after.add([changed()])
        released(after, tmp_path / "after")
    released(store, tmp_path / "before")
    export(store, "csv", tmp_path / "bundle", Filter())
    found = told(str(tmp_path / "before"), str(tmp_path / "after"))
    assert [(each.kind, each.report) for each in found] == [("altered", "both"), ("gained", "both"), ("lost", "both"), ("lost", "gone")]
    altered, gained, lost, gone = found
    assert altered.fields is not None
    assert set(altered.fields.split("; ")) == {"mode", "footing", "score"} - ({"score"} if "score" not in altered.fields else set())
    assert json.loads(altered.before or "")["footing"] == "as_fact"
    assert json.loads(altered.after or "")["footing"] == "denied"
    assert (gained.event_before, gained.event_after) == (None, "e_00000000000000ff")
    assert (lost.event_before, json.loads(lost.before or "")["status"]) == (THREAT.id, "threatened")
    assert (gone.event_before, gone.article) == (coding.events[0].id, coding.article.id)
    for before in ("before", "bundle", "reports.db"):
        for other in ("after", "after.db"):
            assert told(str(tmp_path / before), str(tmp_path / other)) == found
    assert told(str(tmp_path / "before"), str(tmp_path / "reports.db")) == []


def test_a_release_without_text_differs_in_nothing_but_words(store: Store, tmp_path: Path) -> None:
    released(store, tmp_path / "whole")
    released(store, tmp_path / "few", text=False)
    assert told(str(tmp_path / "whole"), str(tmp_path / "few")) == []


def test_a_folder_that_is_no_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither a release nor a CSV bundle"), side(str(tmp_path)):
        pass
    (tmp_path / "provenance.json").write_text('{"text": "quoted", "query": {}}')
    (tmp_path / "articles.csv").write_text("id\n")
    (tmp_path / "events.csv").write_text("id,type\n")
    with side(str(tmp_path)) as one, pytest.raises(InputError, match="without the column"):
        list(differences(one, one))


def test_a_release_of_an_earlier_version_is_compared_in_what_it_has(store: Store, tmp_path: Path) -> None:
    released(store, tmp_path / "r")
    path = tmp_path / "r" / "events.csv"
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    frame.drop(columns=["place_ucdp_precision", "actor_kinds"]).to_csv(path, index=False, lineterminator="\r\n")
    assert told(str(tmp_path / "r"), str(tmp_path / "reports.db")) == []
    changed = frame.drop(columns=["actor_kinds"])
    changed.loc[changed["id"] == SHELLED.id, "cameo"] = "190"
    changed.to_csv(path, index=False, lineterminator="\r\n")
    (found,) = told(str(tmp_path / "r"), str(tmp_path / "reports.db"))
    assert (found.event_before, found.fields) == (SHELLED.id, "cameo")
