# ruff: noqa: E501 (one tree, one line)
"""Words that a sweep through news reports found missing: each beside a use of the same words that is no event of politics."""

from __future__ import annotations

import pytest
from event_docs import events, names, parsed


def kinds(rows: str) -> list[str]:
    return [event.type for event in events(parsed(rows))]


@pytest.mark.parametrize(
    ("political", "everyday", "kind"),
    [
        (
            "Soldiers|soldier|NNS|nsubj|2 returned|return|VBD|root|0 fire|fire|NN|obj|2",
            "Cooks|cook|NNS|nsubj|2 returned|return|VBD|root|0 plates|plate|NNS|obj|2",
            "ASSAULT",
        ),
        (
            "helicopter|helicopter|NN|nsubj:pass|3 was|be|VBD|aux:pass|3 downed|down|VBN|root|0",
            "pint|pint|NN|nsubj:pass|3 was|be|VBD|aux:pass|3 downed|down|VBN|root|0",
            "ASSAULT",
        ),
        (
            "Rebels|rebel|NNS|nsubj|2 mined|mine|VBD|root|0 the|the|DT|det|4 highway|highway|NN|obj|2",
            "Firms|firm|NNS|nsubj|2 mined|mine|VBD|root|0 data|data|NNS|obj|2",
            "ASSAULT",
        ),
        (
            "constitution|constitution|NN|nsubj:pass|3 was|be|VBD|aux:pass|3 suspended|suspend|VBN|root|0",
            "ferry|ferry|NN|nsubj:pass|3 was|be|VBD|aux:pass|3 suspended|suspend|VBN|root|0",
            "COERCE",
        ),
        (
            "candidate|candidate|NN|nsubj:pass|3 was|be|VBD|aux:pass|3 disqualified|disqualify|VBN|root|0",
            "swimmer|swimmer|NN|nsubj:pass|3 was|be|VBD|aux:pass|3 disqualified|disqualify|VBN|root|0",
            "COERCE",
        ),
        (
            "Farmers|farmer|NNS|nsubj|2 staged|stage|VBD|root|0 a|a|DT|det|4 dharna|dharna|NN|obj|2",
            "Farmers|farmer|NNS|nsubj|2 staged|stage|VBD|root|0 a|a|DT|det|4 play|play|NN|obj|2",
            "PROTEST",
        ),
        (
            "Ties|tie|NNS|nsubj:pass|3 were|be|VBD|aux:pass|3 severed|sever|VBN|root|0",
            "Stalks|stalk|NNS|nsubj:pass|3 were|be|VBD|aux:pass|3 severed|sever|VBN|root|0",
            "SANCTION",
        ),
        (
            "Front|Front|NNP|nsubj|2 turned|turn|VBD|root|0 themselves|themselves|PRP|obj|2 in|in|RP|compound:prt|2",
            "Pupils|pupil|NNS|nsubj|2 turned|turn|VBD|root|0 essays|essay|NNS|obj|2 in|in|RP|compound:prt|2",
            "RETREAT",
        ),
        (
            "Southland|Southland|NNP|nsubj:pass|3 was|be|VBD|aux:pass|3 infuriated|infuriate|VBN|root|0 by|by|IN|case|5 Front|Front|NNP|obl:agent|3",
            "Bathers|bather|NNS|nsubj:pass|3 were|be|VBD|aux:pass|3 infuriated|infuriate|VBN|root|0 by|by|IN|case|5 wasps|wasp|NNS|obl:agent|3",
            "ACCUSE",
        ),
    ],
)
def test_a_word_of_the_news_counts_and_its_everyday_use_does_not(political: str, everyday: str, kind: str) -> None:
    assert kind in kinds(political)
    assert kinds(everyday) == []


def test_whoever_is_angered_accuses() -> None:
    rows = "Southland|Southland|NNP|nsubj:pass|3 was|be|VBD|aux:pass|3 infuriated|infuriate|VBN|root|0 by|by|IN|case|5 Front|Front|NNP|obl:agent|3"
    doc = parsed(rows)
    (event,) = events(doc)
    assert names(doc, event.actors) == ["Southland"]
    assert names(doc, event.recipients) == ["Front"]
