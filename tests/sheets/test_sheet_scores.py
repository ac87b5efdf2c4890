from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.export import csv as cells
from sayso.records import Span
from sayso.sheets import COLUMNS, PrecisionRow, Scores, read_sheet, score
from sayso.sheets.form import context
from sayso.sheets.precision import wilson

Rows = list[dict[str, object]]


def row(number: int, stratum: str = "ASSAULT", size: int = 30, **verdicts: str) -> dict[str, object]:
    return {
        "no": number,
        "id": f"e_{number:016}",
        "type": "ASSAULT",
        "status": "occurred",
        "stratum": stratum,
        "stratum_size": size,
        **verdicts,
    }


def written(path: Path, rows: Rows, *, encoding: str = "utf-8-sig", delimiter: str = ",", columns: tuple[str, ...] = COLUMNS) -> Path:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows({key: value for key, value in each.items() if key in columns} for each in rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def figures(scores: Scores) -> Mapping[tuple[str, str], PrecisionRow]:
    return {(figure.field, figure.stratum): figure for figure in scores.rows}


def test_strata_are_weighed_by_their_size(tmp_path: Path) -> None:
    rows = [row(number, type_ok="yes" if number < 6 else "no") for number in range(10)]
    rows += [row(number, "AID", 10, type_ok="yes") for number in range(10, 20)]
    found = score(read_sheet(written(tmp_path / "sheet.csv", [*rows, row(20)])))
    assert (found.filled, found.unfilled, found.unsure, found.uncovered) == (20, 1, 0, 0)
    whole = figures(found)["type", "all"]
    assert (whole.events, whole.judged, whole.right) == (40, 20, 16)
    assert whole.precision == pytest.approx((30 * 0.6 + 10 * 1.0) / 40)
    assert (whole.low, whole.high) == pytest.approx(wilson(0.7, 16))  # (30 + 10)² / (30² / 10 + 10² / 10)
    assert figures(found)["type", "AID"].precision == 1


@pytest.mark.parametrize(
    ("share", "number", "low", "high"),
    [(0.5, 10, 0.2366, 0.7634), (1.0, 10, 0.7225, 1.0), (0.0, 20, 0.0, 0.1611), (0.9, 100, 0.8256, 0.9448)],
)
def test_wilson_interval(share: float, number: int, low: float, high: float) -> None:
    assert wilson(share, number) == pytest.approx((low, high), abs=1e-4)


def test_an_event_that_is_none_has_a_wrong_type_and_no_other_field(tmp_path: Path) -> None:
    rows = [
        row(1, event_ok="no"),
        row(2, event_ok="YES", type_ok="y", actor_ok="1", status_ok="?"),
        row(3, type_correct="coerce", actor_ok="no"),
        row(4, "AID", 5),
    ]
    found = score(read_sheet(written(tmp_path / "sheet.csv", rows, delimiter=";")))
    by_field = figures(found)
    assert (by_field["event", "all"].judged, by_field["event", "all"].right) == (2, 1)
    assert (by_field["type", "all"].judged, by_field["type", "all"].right) == (3, 1)
    assert (by_field["actor", "all"].judged, by_field["actor", "all"].right) == (2, 1)
    assert ("status", "all") not in by_field
    assert (found.unsure, found.uncovered) == (1, 5)
    assert [(each.coded, each.correct, each.rows) for each in found.confusions] == [("ASSAULT", "COERCE", 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, encoding: str) -> None:
    found = read_sheet(written(tmp_path / "sheet.csv", [row(1, type_ok="TRUE", note="ça va")], encoding=encoding, delimiter="\t"))
    assert found[0].verdicts == {"type": True}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type_ok": "maybe"}, "line 3, column type_ok: 'maybe' is no verdict; write yes, no or"),
        ({"type_correct": "ASSALT"}, "line 3, column type_correct: .*did you mean ASSAULT"),
        ({"status_correct": "occured"}, "line 3, column status_correct: .*did you mean occurred"),
        ({"type_ok": "yes", "type_correct": "AID"}, "line 3, column type_correct: a correct value beside type_ok = yes"),
        ({"event_ok": "no", "actor_ok": "yes"}, "line 3, column actor_ok: yes, though event_ok is no"),
        ({"stratum_size": "many"}, "line 3, column stratum_size: 'many' is no number"),
        ({"stratum_size": "31"}, "line 3, column stratum_size: 31, but 30 on line 2"),
        ({"id": "e_0000000000000001"}, "line 3, column id: e_0000000000000001 stands on line 2 already"),
        ({"id": "7"}, "line 3, column id: '7' is no id"),
    ],
)
def test_a_malformed_cell_is_told_with_line_column_and_remedy(tmp_path: Path, change: dict[str, str], message: str) -> None:
    path = written(tmp_path / "sheet.csv", [row(1), row(2) | change])
    with pytest.raises(InputError, match=message):
        read_sheet(path)


def test_a_file_that_is_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 1: no column type_ok; keep the header"):
        read_sheet(written(tmp_path / "sheet.csv", [row(1)], columns=tuple(name for name in COLUMNS if name != "type_ok")))
    with pytest.raises(InputError, match="line 2: not UTF-8"):
        read_sheet(written(tmp_path / "sheet.csv", [row(1, note="ça")], encoding="latin-1"))
    with pytest.raises(InputError, match="cannot be read"):
        read_sheet(tmp_path / "none.csv")


def test_words_of_the_event_are_marked_and_cells_are_no_formulas() -> None:
    text = "Headline\n\n=The army shelled the town and killed two.\nAnother day."
    spans = (Span(text.index("shelled"), text.index("shelled") + 7), Span(text.index("killed"), text.index("killed") + 6))
    assert context(spans, text) == "=The army ⟦shelled⟧ the town and ⟦killed⟧ two."
    assert context((), text) == ""
    assert cells.cell(context(spans, text)) == "'=The army ⟦shelled⟧ the town and ⟦killed⟧ two."
