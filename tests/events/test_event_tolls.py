# ruff: noqa: E501 (one tree, one line)
"""Tolls told by the order of words, singular victims, passives without a helper, parties that no frame names."""

from __future__ import annotations

import pytest
from event_docs import events, names, parsed

LEFT = "A|a|DT|det|2 bomb|bomb|NN|nsubj|3 left|leave|VBD|root|0 five|five|CD|nummod|5 dead|dead|JJ|obj|3 and|and|CC|cc|8 eleven|eleven|CD|nummod|8 injured|injured|JJ|conj|5"
OWNER = "Rebels|rebel|NNS|nsubj|2 killed|kill|VBD|root|0 the|the|DT|det|4 owner|owner|NN|obj|2"
PIECES = (
    "Rebels|rebel|NNS|nsubj|2 killed|kill|VBD|root|0 forty|forty|CD|compound|5 -|-|HYPH|punct|3 one|one|CD|nummod|6 people|people|NNS|obj|2"
)
NEARLY = "Police|police|NNS|nsubj|2 killed|kill|VBD|root|0 nearly|nearly|RB|advmod|4 500|500|CD|nummod|5 people|people|NNS|obj|2"


@pytest.mark.parametrize(
    ("rows", "tolls"),
    [
        (LEFT, [("dead", 5, 5), ("injured", 11, 11)]),
        (OWNER, [("dead", 1, 1)]),
        (PIECES, [("dead", 41, 41)]),
        (NEARLY, [("dead", 450, 550)]),
    ],
)
def test_tolls(rows: str, tolls: list[tuple[str, int, int | None]]) -> None:
    found = events(parsed(rows))
    assert [(toll.effect, toll.low, toll.high) for event in found for toll in event.toll] == tolls


def test_a_bare_participle_of_a_headline_is_passive() -> None:
    doc = parsed("Judge|judge|NN|nsubj|2 murdered|murder|VBN|root|0 in|in|IN|case|4 Northport|Northport|NNP|obl|2")
    event = events(doc)[0]
    assert (event.type, names(doc, event.actors), names(doc, event.recipients)) == ("ASSAULT", [], ["Judge"])


def test_whom_a_promise_concerns_is_sought_in_what_was_promised() -> None:
    doc = parsed(
        "Southland|Southland|NNP|nsubj|2 agreed|agree|VBD|root|0 to|to|TO|mark|4 admit|admit|VB|xcomp|2 people|people|NNS|obj|4 living|live|VBG|acl|5 near|near|IN|case|8 Front|Front|NNP|obl|6"
    )
    assert names(doc, events(doc)[0].recipients) == ["Front"]


def test_a_doer_that_a_parser_hung_elsewhere_is_found_by_its_preposition() -> None:
    doc = parsed(
        "The|the|DT|det|2 attack|attack|NN|nsubj|9 on|on|IN|case|5 a|a|DT|det|5 convoy|convoy|NN|nmod|2 by|by|IN|case|7 Front|Front|NNP|nmod|5 had|have|VBD|aux|9 ended|end|VBN|root|0"
    )
    event = events(doc)[0]
    assert (event.type, names(doc, event.actors)) == ("ASSAULT", ["Front"])


def test_who_is_called_responsible_is_accused_by_the_speaker() -> None:
    doc = parsed(
        "Southland|Southland|NNP|nsubj|2 said|say|VBD|root|0 Front|Front|NNP|nsubj|5 was|be|VBD|cop|5 responsible|responsible|JJ|ccomp|2"
    )
    event = events(doc)[0]
    assert (event.type, names(doc, event.actors), names(doc, event.recipients)) == ("ACCUSE", ["Southland"], ["Front"])
