"""Events told fully and as facts are surer than others, and the command that calibrates them judges rightly."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from pathlib import Path

import pytest
from event_docs import events, parsed

from sayso import data
from sayso.errors import LexiconError
from sayso.events.confidence import FEATURES, Confidence

EVAL = Path(__file__).resolve().parents[2] / "eval"
ATTACK = "Front|Front|NNP|nsubj|2 attacked|attack|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2 .|.|.|punct|2"
DOERLESS = "The|the|DT|det|2 army|army|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 attacked|attack|VBN|root|0 .|.|.|punct|4"
NEGATED = "Front|Front|NNP|nsubj|4 did|do|VBD|aux|4 not|not|RB|advmod|4 attack|attack|VB|root|0 the|the|DT|det|6 army|army|NN|obj|4"
POSSIBLE = "Front|Front|NNP|nsubj|3 might|might|MD|aux|3 attack|attack|VB|root|0 the|the|DT|det|5 army|army|NN|obj|3"


def python(program: str) -> str:
    """What a program prints that can import the modules of eval/."""
    path = os.pathsep.join([str(EVAL), *filter(None, sys.path)])
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.mark.parametrize("rows", [DOERLESS, POSSIBLE])
def test_a_full_fact_is_surer_than(rows: str) -> None:
    (full,), (other,) = events(parsed(ATTACK)), events(parsed(rows))
    assert 0 < other.confidence < full.confidence < 1
    assert [(why.rule, why.score) for why in full.why if why.field == "confidence"] == [("regression", full.confidence)]


@pytest.mark.parametrize("rows", [DOERLESS, NEGATED])
def test_what_need_not_be_told_or_did_not_happen_is_no_doubt(rows: str) -> None:
    (event,) = events(parsed(rows))
    assert event.confidence > 0.5


def test_every_feature_has_a_weight() -> None:
    table = copy.deepcopy(dict(data.lexicon("events")["confidence"]))
    assert set(table["weights"]) == set(FEATURES)
    del table["weights"]["distance"]
    with pytest.raises(LexiconError, match="distance"):
        Confidence(table)


def test_an_event_is_judged_where_it_claims_to_be_the_marked_one() -> None:
    program = """
from event_confidence import verdicts
from sayso.records import ActorMention, Event, MentionKind, Span
side = lambda start, end: (ActorMention(Span(start, end), Span(start, end), MentionKind.NAME, None),)
told = lambda kind, who, whom: Event("e", kind, (Span(5, 9),), actors=side(*who), recipients=side(*whom))
gold = [{"event_type": "DEMAND", "sources": [{"start": 0, "end": 4}], "targets": [{"start": 10, "end": 14}]}]
front, army, other = (0, 4), (10, 14), (20, 24)
print([verdicts(event, gold) for event in (
    told("REQUEST", front, army), told("REQUEST", other, army), told("AID", front, army), told("AID", other, army),
    told("REQUEST", (0, 90), army), told("REQUEST", army, front))])
print(verdicts(told("REQUEST", army, front), [{**gold[0], "reciprocal": True}]))
"""
    assert python(program).splitlines() == [
        "[(True, True), (True, False), (True, False), (False, False), (True, False), (True, False)]",
        "(True, True)",
    ]


def test_pairs_of_re3d_are_dyads_of_conflict_or_cooperation() -> None:
    program = """
from dyads import found
at = lambda start, end: [{"start": start, "end": end}]
quads = {"ASSAULT": 4, "CONSULT": 1}
front, army, other = (0, 4), (10, 14), (20, 24)
strike = {"type": "ASSAULT", "actors": at(0, 4), "recipients": at(8, 14)}
talks = {"type": "CONSULT", "actors": at(0, 4) + at(10, 14), "recipients": []}
both = {"type": "ASSAULT", "actors": at(20, 24), "recipients": at(0, 4) + at(10, 14)}
for events in ([strike], [talks], [both], [strike, talks], []):
    print(*map(int, found(events, army, front, quads)))
"""
    assert python(program).splitlines() == ["1 1 1 0", "1 1 0 1", "1 0 0 0", "1 1 1 1", "0 0 0 0"]
