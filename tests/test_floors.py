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
EVENTS = {"dev": (38, 38, 72, 33, 33), "held": (38, 38, 72, 33, 33), "practice": (340, 460, 507, 410, 350)}
"""Events asked for in each half and in the practice batches: nominal, passive, status, toll, headlines."""
DATED = {"dev": (34, 157), "held": (34, 150)}
"""Reports, and events whose date and place are asked, in each half."""


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
    assert floors["practice"].keys() < floors["dev"].keys()
    assert all(0 <= value <= 100 for half in ("dev", "held", "practice") for value in floors[half].values())


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


@pytest.mark.parametrize("half", EVENTS)
def test_every_event_asked_for_is_found_in_its_text(half: str) -> None:
    program = (
        "from casefiles import STEMS, load_cases;"
        f"print(*(sum(len(text.events) for text in load_cases(stem, {half!r})) for stem in STEMS if stem.startswith('events-')))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert tuple(map(int, result.stdout.split())) == EVENTS[half]


@pytest.mark.parametrize("half", ["dev", "held"])
def test_every_dated_event_is_found_in_its_report(half: str) -> None:
    program = (
        f"from placefiles import load_dated; reports = load_dated({half!r});"
        "print(len(reports), sum(len(report.events) for report in reports))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert tuple(map(int, result.stdout.split())) == DATED[half]


def test_places_of_wars_are_of_every_kind_and_have_a_source_each() -> None:
    program = (
        "from placefiles import PLACE_KINDS, load_places;"
        "print(*(sum(place.kind == kind for place in load_places(half)) for half in ('dev', 'held') for kind in PLACE_KINDS));"
        "print(all(place.source.startswith(('GeoNames', 'Wikipedia, ')) for place in load_places()))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == ["49", "34", "26", "19", "10", "49", "33", "27", "18", "10", "True"]


def test_a_place_is_right_near_enough_and_in_one_of_its_countries() -> None:
    verdicts = {
        ("Gao MLI 16.27 -0.04", 16.3, 0.1, "MLI", "city"): True,
        ("Gao MLI 16.27 -0.04", 16.6, 0.1, "MLI", "city"): False,
        ("Gao MLI 16.27 -0.04", 16.3, 0.1, "NER", "city"): False,
        ("Gao MLI 16.27 -0.04 ~60", 16.6, 0.1, "MLI", "city"): True,
        ("Batken KGZ|TJK 40.06 70.82", 40.1, 70.8, "TJK", "city"): True,
        ("Gulf of Guinea - 3 2.5 ~600", 1.0, 0.0, None, "sea"): True,
        ("Libya LBY", 27.0, 17.0, "LBY", "country"): True,
        ("Libya LBY", 32.9, 13.2, "LBY", "city"): False,
        ("null", 32.9, 13.2, "LBY", "city"): False,
        ("Gao MLI 16.27 -0.04", None, None, "MLI", None): False,
    }
    program = (
        "from place_scoring import is_there; from placefiles import gold_point; from sayso.records import Place, PlaceRole, Span;"
        "print([is_there(gold_point(gold, 'test'), Place(Span(0, 0), 'x', PlaceRole.LOCATIVE, kind, lat=lat, lon=lon, country=country))"
        f" for gold, lat, lon, country, kind in {list(verdicts)}], is_there(None, None), is_there(gold_point('Gao MLI 1 1', 't'), None))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == f"{list(verdicts.values())} True False"


@pytest.mark.parametrize(
    "line",
    [
        "raid | 2026-04-07",
        "raid | 2026-02-31 | null",
        "raid | 2026-04-07/2026-04-01 | null",
        "raid | Tuesday | null",
        "raid | null | Gao",
        "raid | null | the high seas -",
        "nothing | null | null",
    ],
)
def test_a_malformed_line_of_gold_is_refused(line: str) -> None:
    program = (
        "from goldfiles import Finder, GoldError; from placefiles import _event; from sayso.intake import article_from_text\n"
        f"try: _event({line!r}, Finder(article_from_text('A raid.'), 'test'))\n"
        "except GoldError: print('refused')"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "refused"


def test_a_dated_event_is_found_by_its_trigger_whatever_its_type() -> None:
    program = (
        "from place_scoring import PlaceTally, score_dated; from placefiles import load_dated; from dataclasses import replace;"
        "from selftest import dated_as_prediction; report = load_dated('dev')[0]; coding = dated_as_prediction(report);"
        "first, *rest = coding.events; tally = PlaceTally();"
        "score_dated(report, replace(coding, events=(replace(first, type='CONSULT', where=None), *rest[1:])), tally);"
        "print(*(f'{row}:{tally.right[row]}/{tally.judged[row]}/{tally.asked[row]}' for row in"
        " ('dated events: found', 'event date', 'event place', 'event date and place')))"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == ("dated events: found:4/5/5 event date:4/4/5 event place:3/4/5 event date and place:3/4/5")


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
