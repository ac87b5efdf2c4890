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
QUESTIONS = {"dev": (130, 63, 28), "held": (134, 63, 29)}
"""Speakers, footings and nested pairs asked for in each half."""
EVENTS = (38, 38, 72, 33, 33)
"""Events asked for in each half: nominal, passive, status, toll, headlines."""


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


@pytest.mark.parametrize("half", ["dev", "held"])
def test_every_quote_of_the_single_questions_is_found(half: str) -> None:
    program = (
        f"from casefiles import load_cases; texts = [load_cases(stem, {half!r}) for stem in ('speakers', 'footing', 'nesting')];"
        "print(sum(len(t.speakers) for t in texts[0]), sum(len(t.footing) for t in texts[1]),"
        "sum(one.parent is not None for t in texts[2] for one in t.sayings))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert tuple(map(int, result.stdout.split())) == QUESTIONS[half]


@pytest.mark.parametrize("half", ["dev", "held"])
def test_every_event_asked_for_is_found_in_its_text(half: str) -> None:
    program = (
        "from casefiles import STEMS, load_cases;"
        f"print(*(sum(len(text.events) for text in load_cases(stem, {half!r})) for stem in STEMS if stem.startswith('events-')))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert tuple(map(int, result.stdout.split())) == EVENTS


def test_a_toll_is_right_exactly_or_nearly_where_the_words_are_vague() -> None:
    verdicts = {
        ("dead 12", 12, 12): True,
        ("dead 12", 12, None): False,
        ("injured 12", 12, 12): False,
        ("dead 12+", 12, None): True,
        ("dead 20-30", 20, 30): True,
        ("dead 20-30", 20, None): False,
        ("dead ~30", 27, 33): True,
        ("dead ~30", 30, None): False,
        ("dead ~30", 31, 33): False,
        ("dead ~30", 20, 40): False,
        ("dead ~24+", 20, 99): True,
        ("dead ~24+", 24, None): True,
        ("dead ~24+", 24, 24): False,
        ("dead ~24+", 12, None): False,
    }
    program = (
        "from case_scoring import _toll_right; from casefiles import _toll; from sayso.records import Span, Toll;"
        f"print([_toll_right(_toll(gold, 'test'), Toll('dead', low, high, Span(0, 0))) for gold, low, high in {list(verdicts)}])"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == str(list(verdicts.values()))


def test_overcoding_takes_only_the_genres_that_are_not_political() -> None:
    program = (
        "from overcoding import sentences; print(list(sentences(line for name in ('GUM_news_a-1', 'GUM_vlog_b-1')"
        " for line in ('# sent_id = ' + name, '# text = ' + name + '!'))))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[('GUM_vlog_b-1', 'GUM_vlog_b-1!')]"


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
