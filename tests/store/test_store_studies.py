"""The examples of docs/studies.md for users of other programs run as they stand."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas
import pytest
from invented_report import coding

from sayso.records import Footing
from sayso.store import open_store

PAGE = (Path(__file__).parents[2] / "docs" / "studies.md").read_text(encoding="utf-8").partition("## From other programs")[2]
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the database that the examples name."""
    with open_store(tmp_path / "reports.db") as store:
        for number in range(3):
            report = coding(number)
            store.add([replace(report, events=(replace(report.events[0], footing=Footing.CLAIMED), report.events[1]))])
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("statement", [text for language, text in BLOCKS if language == "sql"])
def test_queries(folder: Path, statement: str) -> None:
    raw = sqlite3.connect(f"file:{folder / 'reports.db'}?mode=ro", uri=True)
    rows = raw.execute(statement).fetchall()
    raw.close()
    assert rows


def test_one_query_counts_what_it_says(folder: Path) -> None:
    raw = sqlite3.connect(folder / "reports.db")
    counted = next(text for language, text in BLOCKS if language == "sql" and "GROUP BY month" in text)
    assert raw.execute(counted).fetchall() == [("2024-03", None, 3), ("2024-03", "armed_group", 3)]
    raw.close()


@pytest.mark.parametrize("program", [text for language, text in BLOCKS if language == "python"])
def test_programs(folder: Path, program: str) -> None:
    names: dict[str, Any] = {}
    exec(compile(program, "docs/studies.md", "exec"), names)
    assert isinstance(names["events"], pandas.DataFrame)
    if "by_armed" in names:
        assert sorted(names["by_armed"]["type"]) == ["ASSAULT"] * 3
        assert names["events"]["first_day"].dtype.kind == "M"


def test_columns_that_the_other_examples_name_exist(folder: Path) -> None:
    with open_store(folder / "reports.db") as store:
        columns = set(store.to_frame("events").columns)
    r = next(text for language, text in BLOCKS if language == "r")
    assert {"status", "footing"} | set(re.findall(r"told\$(\w+)", r)) <= columns
