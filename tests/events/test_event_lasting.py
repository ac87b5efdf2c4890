# ruff: noqa: E501 (one tree, one line)
"""What goes on, what was called off before it began, what somebody went back on, what is only feared."""

from __future__ import annotations

import pytest
from event_docs import events, parsed

from sayso.records import Status

NIGHT = (
    "Fighting|fighting|NN|nsubj|7 between|between|IN|case|3 Front|Front|NNP|nmod|1 and|and|CC|cc|6 the|the|DT|det|6 army|army|NN|conj|3 "
)
ENTERED = NIGHT + "entered|enter|VBD|root|0 a|a|DT|det|10 third|third|JJ|amod|10 day|day|NN|obl:unmarked|7"
CONTINUED = NIGHT + "continued|continue|VBD|root|0 on|on|IN|case|9 Friday|Friday|NNP|obl|7"
BOUNDED = NIGHT + "continued|continue|VBD|root|0 until|until|IN|case|9 dawn|dawn|NN|obl|7"
KEPT = "Front|Front|NNP|nsubj|2 keeps|keep|VBZ|root|0 shelling|shell|VBG|xcomp|2 the|the|DT|det|5 army|army|NN|obj|3"
CANCELLED = (
    "The|the|DT|det|3 planned|plan|VBN|amod|3 talks|talk|NNS|nsubj:pass|10 between|between|IN|case|5 Front|Front|NNP|nmod|3 and|and|CC|cc|8 the|the|DT|det|8 army|army|NN|conj|5 "
    "were|be|VBD|aux:pass|10 cancelled|cancel|VBN|root|0"
)
RENEGED = (
    "Southland|Southland|NNP|nsubj|2 broke|break|VBD|root|0 a|a|DT|det|4 promise|promise|NN|obj|2 to|to|TO|mark|6 release|release|VB|acl|4 "
    "the|the|DT|det|8 hostages|hostage|NNS|obj|6"
)
FEARED = (
    "Fears|fear|NNS|nsubj|3 are|be|VBP|aux|3 growing|grow|VBG|root|0 that|that|IN|mark|7 Front|Front|NNP|nsubj|7 will|will|MD|aux|7 attack|attack|VB|ccomp|3 "
    "the|the|DT|det|9 army|army|NN|obj|7"
)
WISHED = (
    "Front|Front|NNP|nsubj|2 wants|want|VBZ|root|0 its|its|PRP$|nmod:poss|4 hostages|hostage|NNS|nsubj:pass|5 released|release|VBN|xcomp|2"
)


@pytest.mark.parametrize(
    ("rows", "kind", "status"),
    [
        (ENTERED, "ASSAULT", Status.ONGOING),
        (CONTINUED, "ASSAULT", Status.ONGOING),
        (BOUNDED, "ASSAULT", Status.OCCURRED),
        (KEPT, "ASSAULT", Status.ONGOING),
        (CANCELLED, "CONSULT", Status.NEGATED),
        (RENEGED, "RETREAT", Status.NEGATED),
        (FEARED, "ASSAULT", Status.HYPOTHETICAL),
        (WISHED, "RETREAT", Status.DEMANDED),
    ],
)
def test_status(rows: str, kind: str, status: Status) -> None:
    assert [event.status for event in events(parsed(rows)) if event.type == kind] == [status]


LEFT = (
    "The|the|DT|det|2 attack|attack|NN|nsubj|6 on|on|IN|case|5 the|the|DT|det|5 army|army|NN|nmod|2 left|leave|VBD|root|0 "
    "31|31|CD|nummod|8 people|people|NNS|obj|6 dead|dead|JJ|xcomp|6 and|and|CC|cc|12 60|60|CD|nsubj|12 injured|injure|VBN|conj|6"
)
AMONG = (
    "Front|Front|NNP|nsubj|2 killed|kill|VBD|root|0 20|20|CD|nummod|4 civilians|civilian|NNS|obj|2 ,|,|,|punct|7 eight|eight|CD|nummod|7 children|child|NNS|appos|4 "
    "among|among|IN|case|9 them|they|PRP|nmod|7 .|.|.|punct|2"
)


@pytest.mark.parametrize(("rows", "tolls"), [(LEFT, {("dead", 31, 31), ("injured", 60, 60)}), (AMONG, {("dead", 20, 20)})])
def test_toll(rows: str, tolls: set[tuple[str, int, int]]) -> None:
    found = [event for event in events(parsed(rows)) if event.type == "ASSAULT"]
    assert {(toll.effect, toll.low, toll.high) for event in found for toll in event.toll} == tolls
