from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from sayso.records import Coding

Run = Callable[..., tuple[int, str, str]]


def test_count_gives_a_table_json_and_csv(run: Run, db: str) -> None:
    code, out, err = run("count", "--by", "dyad,type,month", "--no-zeros", "--db", db)
    assert (code, err) == (0, "1 events in 1 reports read\n")
    assert "IRQ>unknown" in out
    rows = list(map(json.loads, run("count", "--by", "type", "--by", "month", "--db", db, "--json")[1].splitlines()))
    assert len(rows) == 16
    assert {"type": "ASSAULT", "month": "2031-03", "count": 1, "telling": 1, "reports": 1} in rows
    (row,) = csv.DictReader(io.StringIO(run("count", "--by", "outlet,year", "--db", db, "--csv")[1]))
    assert (row["outlet"], row["count"]) == ("The <i>Invented</i> Gazette", "1")
    assert run("count", "--by", "colour", "--db", db)[0] == 2
    assert run("count", "--db", db)[0] == 2
    code, out, err = run("count", "--by", "type", "--type", "AID", "--db", db)
    assert (code, "0 events" in err) == (0, True)


def test_a_sheet_is_drawn_filled_and_scored(run: Run, db: str, coding: Coding, tmp_path: Path) -> None:
    code, out, err = run("sample", "--n", "5", "--by", "type,footing", "--seed", "3", "--out", "sheet.csv", "--db", db)
    assert (code, out) == (0, "")
    assert "1 of 1 events in 1 strata" in err
    text = (tmp_path / "sheet.csv").read_bytes().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["id"] == coding.events[0].id
    assert (row["type"], row["status"], row["footing"], row["where"]) == ("ASSAULT", "occurred", "claimed", "Basra (IRQ)")
    assert "⟦struck⟧" in row["context"]
    assert row["stratum"] == "ASSAULT | claimed"
    assert row["codebook"].startswith("PLOVER 2.0")
    assert {row[name] for name in row if name.endswith(("_ok", "_correct"))} == {""}
    assert run("sample", "--n", "5", "--by", "type,footing", "--seed", "3", "--db", db)[1] == text
    assert run("sample", "--out", "sheet.csv", "--db", db)[0] == 2  # never over verdicts
    row |= {"event_ok": "yes", "type_ok": "no", "type_correct": "COERCE"}
    with (tmp_path / "filled.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    code, out, err = run("score", "filled.csv")
    assert (code, "0.0% to 79.3%" in out, "COERCE" in out) == (0, True, True)
    assert "1 rows filled, 0 not" in err
    first = json.loads(run("score", "filled.csv", "--json")[1].splitlines()[0])
    assert (first["field"], first["stratum"], first["right"]) == ("event", "all", 1)
    assert run("score", "filled.csv", "--field", "colour")[0] == 2
    assert run("score", "none.csv")[0] == 4


def test_the_lists_are_counted_and_own_ones_are_checked(run: Run, tmp_path: Path) -> None:
    code, out, err = run("lexicon")
    assert (code, err) == (0, "")
    assert "armed groups, militias, alliances" in out
    rows = list(map(json.loads, run("lexicon", "--json")[1].splitlines()))
    assert {row["whose"] for row in rows} == {"sayso"}
    (tmp_path / "own" / "actors").mkdir(parents=True)
    path = tmp_path / "own" / "actors" / "mine.yaml"
    path.write_text("- {name: Velt Front, kind: militia}\n", encoding="utf-8")
    assert list(csv.DictReader(io.StringIO(run("lexicon", "--lexicon", "own", "--csv")[1])))[-1]["entries"] == "1"
    path.write_text("- {name: Velt Front, kinds: militia}\n", encoding="utf-8")
    code, out, err = run("lexicon", "--lexicon", "own")
    assert (code, out) == (4, "")
    assert "entry 1: 'kinds' is no known key; did you mean kind?" in err


def test_every_listing_and_record_names_the_codebook(run: Run, db: str) -> None:
    (row,) = csv.DictReader(io.StringIO(run("events", "--db", db, "--csv")[1]))
    assert row["codebook"].startswith("PLOVER 2.0")
    assert json.loads(run("events", "--db", db, "--json")[1])["codebook"] == row["codebook"]
    explained = json.loads(run("why", "e_0000", "--db", db, "--json")[1])
    assert explained["manifest"]["codebook"] == row["codebook"]
    assert [actor["role"] for actor in explained["behind"]["actors"]] == ["actor", "recipient", "speaker"]
    assert "no entry in these lists" in run("why", "e_0000", "--db", db)[1]


def test_own_types_can_be_asked_for_and_misspelt_ones_cannot(run: Run, db: str) -> None:
    assert run("events", "--type", "x_fuel", "--db", db)[0] == 0
    code, _, err = run("events", "--type", "ASSALT", "--db", db)
    assert (code, "did you mean ASSAULT" in err) == (2, True)
