"""What sayso scores on our own gold may only rise, and the gold itself must fit its reports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EVAL = ROOT / "eval"
REPORTS_PER_HALF = 12
TEXTS_PER_HALF = 30


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(EVAL), *filter(None, sys.path)]), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300
    )


def test_no_figure_falls_under_its_floor() -> None:
    result = python("eval/measure.py", "--floors")
    assert result.returncode == 0, result.stdout + result.stderr


def test_floors_cover_both_halves_alike() -> None:
    floors = json.loads((EVAL / "floors.json").read_text(encoding="utf-8"))
    assert floors["dev"].keys() == floors["held"].keys() != set()
    assert all(0 <= value <= 100 for half in ("dev", "held") for value in floors[half].values())


@pytest.mark.parametrize("half", ["dev", "held"])
def test_every_quoted_span_is_found(half: str) -> None:
    # Loading raises GoldError for a span that its report does not hold, or holds more than once.
    program = f"import goldfiles; print(len(goldfiles.load_reports({half!r})), len(goldfiles.load_sentences({half!r})))"
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == [str(REPORTS_PER_HALF), str(TEXTS_PER_HALF)]


def test_the_scorer_gives_the_gold_itself_full_marks() -> None:
    result = python("eval/selftest.py")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_held_half_shows_no_errors() -> None:
    assert python("eval/measure.py", "--half", "held", "--errors").returncode == 2


def test_a_fall_is_reported_and_floors_only_rise() -> None:
    program = (
        "import measure; floors = {'dev': {'x.f1': 60.0}, 'held': {}, 'development': {'y': 1.0}};"
        "print(len(measure.falls({'dev': {'x.f1': 59.4}}, floors)), len(measure.falls({'dev': {'x.f1': 59.5}}, floors)),"
        "measure.raised({'dev': {'x.f1': 59.4, 'z': 3.0}}, floors))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "1 0 {'dev': {'x.f1': 60.0, 'z': 3.0}, 'held': {}, 'development': {'y': 1.0}}"
