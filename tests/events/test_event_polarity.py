# ruff: noqa: E501 (one tree, one line)
"""Negation, conditions, repetition and the long past, read from the words around an event."""

from __future__ import annotations

from datetime import date

import pytest
from event_docs import parsed

from sayso import data
from sayso.events.bygone import Bygone
from sayso.events.status import StatusReader

CUES = data.lexicon("events")["cues"]
READER = StatusReader(CUES)
BYGONE = Bygone(CUES)


@pytest.mark.parametrize(
    ("word", "status", "rows"),
    [
        (
            "freed",
            "negated",
            "Not|not|RB|advmod|2 one|one|CD|nummod|3 hostage|hostage|NN|nsubj:pass|5 was|be|VBD|aux:pass|5 freed|free|VBN|root|0",
        ),
        (
            "met",
            "negated",
            "He|he|PRP|nsubj|2 left|leave|VBD|root|0 without|without|IN|mark|5 having|have|VBG|aux|5 met|meet|VBN|advcl|2 envoys|envoy|NNS|obj|5",
        ),
        (
            "deployed",
            "negated",
            "At|at|IN|case|3 no|no|DT|det|3 point|point|NN|obl|7 ,|,|,|punct|7 were|be|VBD|aux:pass|7 troops|troop|NNS|nsubj:pass|7 deployed|deploy|VBN|root|0",
        ),
        (
            "deployed",
            "negated",
            "Nowhere|nowhere|RB|advmod|4 were|be|VBD|aux:pass|4 troops|troop|NNS|nsubj:pass|4 deployed|deploy|VBN|root|0",
        ),
        (
            "beaten",
            "negated",
            "They|they|PRP|nsubj|3 never|never|RB|advmod|3 touched|touch|VBD|root|0 him|he|PRP|obj|3 let|let|VB|advcl|3 alone|alone|RB|advmod|5 beaten|beat|VBN|advcl|3",
        ),
        (
            "called",
            "negated",
            "He|he|PRP|nsubj|3 never|never|RB|advmod|3 met|meet|VBN|root|0 or|or|CC|cc|5 called|call|VBN|conj|3 them|they|PRP|obj|5",
        ),
        (
            "disarms",
            "hypothetical",
            "In|in|IN|case|3 the|the|DT|det|3 event|event|NN|obl|8 that|that|IN|mark|6 it|it|PRP|nsubj|6 disarms|disarm|VBZ|acl|3 peace|peace|NN|nsubj|8 comes|come|VBZ|root|0",
        ),
        (
            "hit",
            "hypothetical",
            "Had|have|VBD|aux|9 a|a|DT|det|3 missile|missile|NN|nsubj|4 hit|hit|VBD|root|0 the|the|DT|det|6 port|port|NN|obj|4 it|it|PRP|nsubj|9 would|would|MD|aux|9 burn|burn|VB|parataxis|4",
        ),
        (
            "strike",
            "hypothetical",
            "Suppose|suppose|VB|root|0 the|the|DT|det|3 court|court|NN|nsubj|6 were|be|VBD|cop|6 to|to|TO|mark|6 strike|strike|VB|xcomp|1 them|they|PRP|obj|6",
        ),
        (
            "strafe",
            "ongoing",
            "Jets|jet|NNS|nsubj|2 strafe|strafe|VBP|root|0 the|the|DT|det|4 camp|camp|NN|obj|2 every|every|DT|det|6 night|night|NN|obl:unmarked|2",
        ),
        (
            "bombed",
            "threatened",
            "They|they|PRP|nsubj|2 left|leave|VBD|root|0 or|or|CC|cc|5 be|be|VB|aux:pass|5 bombed|bomb|VBN|conj|2",
        ),
        (
            "stoppage",
            "planned",
            "Unions|union|NNS|nsubj|2 gave|give|VBD|root|0 notice|notice|NN|obj|2 of|of|IN|case|6 a|a|DT|det|6 stoppage|stoppage|NN|nmod|3",
        ),
        (
            "stoppage",
            "negated",
            "Drivers|driver|NNS|nsubj|2 called|call|VBD|root|0 off|off|RP|case|5 their|their|PRP$|nmod:poss|5 stoppage|stoppage|NN|obl|2",
        ),
        (
            "shelled",
            "occurred",
            "Residents|resident|NNS|nsubj|2 say|say|VBP|root|0 rebels|rebel|NNS|nsubj|4 shelled|shell|VBD|ccomp|2 the|the|DT|det|6 port|port|NN|obj|4",
        ),
    ],
)
def test_status(word: str, status: str, rows: str) -> None:
    doc = parsed(rows)
    token = next(token for token in doc if token.text == word)
    assert READER.of(token).status == status


AGO = "Half|half|PDT|det:predet|3 a|a|DT|det|3 {unit}|{unit}|NN|obl:unmarked|4 ago|ago|RB|advmod|6 they|they|PRP|nsubj|6 struck|strike|VBD|root|0"
LATER = (
    "{many}|{many}|CD|nummod|2 {units}|{unit}|{tag}|obl:unmarked|5 after|after|IN|mark|5 it|it|PRP|nsubj|5 struck|strike|VBD|advcl|7 "
    "they|they|PRP|nsubj|7 met|meet|VBD|root|0"
)
YEAR = "In|in|IN|case|2 {year}|{year}|CD|obl|4 they|they|PRP|nsubj|4 struck|strike|VBD|root|0"


@pytest.mark.parametrize(
    ("rows", "bygone"),
    [
        (AGO.format(unit="century"), True),
        (AGO.format(unit="hour"), False),
        (LATER.format(many="Three", units="decades", unit="decade", tag="NNS"), True),
        (LATER.format(many="Three", units="weeks", unit="week", tag="NNS"), False),
        (YEAR.format(year="1961"), True),
        (YEAR.format(year="2024"), False),
        (YEAR.format(year="100²"), False),
        (YEAR.format(year="apartheid"), True),
    ],
)
def test_long_past_without_a_date(rows: str, bygone: bool) -> None:
    doc = parsed(rows)
    struck = next(token for token in doc if token.text == "struck")
    assert (BYGONE.of([struck], date(2024, 5, 10)) is not None) is bygone
