# ruff: noqa: E501 (one tree, one line)
"""Statuses read from governors, auxiliaries, questions and inversions, event nouns as subjects."""

from __future__ import annotations

import pytest
from event_docs import parsed

from sayso import data
from sayso.events.status import StatusReader

READER = StatusReader(data.lexicon("events")["cues"])
STRIKE = "The|the|DT|det|2 strike|strike|NN|{dep}|{head}"


@pytest.mark.parametrize(
    ("word", "status", "rows"),
    [
        (
            "free",
            "occurred",
            "Troops|troop|NNS|nsubj|2 managed|manage|VBD|root|0 to|to|TO|mark|4 free|free|VB|xcomp|2 nurses|nurse|NNS|obj|4",
        ),
        (
            "free",
            "negated",
            "Troops|troop|NNS|nsubj|3 have|have|VBP|aux|3 yet|yet|RB|advmod|5 to|to|TO|mark|5 free|free|VB|xcomp|3 nurses|nurse|NNS|obj|5",
        ),
        (
            "sending",
            "hypothetical",
            "He|he|PRP|nsubj|4 has|have|VBZ|aux|4 not|not|RB|advmod|4 ruled|rule|VBN|root|0 out|out|RP|compound:prt|4 sending|send|VBG|xcomp|4 troops|troop|NNS|obj|6",
        ),
        ("overran", "occurred", "Rebels|rebel|NNS|nsubj|2 overran|overrun|VB|root|0 the|the|DT|det|4 camp|camp|NN|obj|2"),
        (
            "resign",
            "demanded",
            "Deputies|deputy|NNS|nsubj|2 want|want|VBP|root|0 him|he|PRP|obj|2 to|to|TO|mark|5 resign|resign|VB|xcomp|2",
        ),
        (
            "shelled",
            "hypothetical",
            "Has|have|VBZ|aux|4 the|the|DT|det|3 army|army|NN|nsubj|4 shelled|shell|VBN|root|0 the|the|DT|det|6 camp|camp|NN|obj|4 ?|?|.|punct|4",
        ),
        (
            "signed",
            "hypothetical",
            "Had|have|VBD|aux|3 they|they|PRP|nsubj|3 signed|sign|VBN|advcl|6 war|war|NN|nsubj|6 would|would|MD|aux|6 end|end|VB|root|0",
        ),
        (
            "jailed",
            "occurred",
            "Her|her|PRP$|nmod:poss|2 brother|brother|NN|nsubj|6 jailed|jail|VBN|acl|2 then|then|RB|advmod|3 never|never|RB|advmod|6 came|come|VBD|root|0 home|home|RB|advmod|6",
        ),
        (
            "sending",
            "negated",
            "They|they|PRP|nsubj|2 decided|decide|VBD|root|0 against|against|IN|mark|4 sending|send|VBG|advcl|2 troops|troop|NNS|obj|4",
        ),
        ("expelled", "negated", "Nobody|nobody|NN|nsubj:pass|3 was|be|VBD|aux:pass|3 expelled|expel|VBN|root|0"),
        (
            "bombing",
            "ongoing",
            "Planes|plane|NNS|nsubj|2 go|go|VBP|root|0 on|on|RP|compound:prt|2 bombing|bomb|VBG|xcomp|2 villages|village|NNS|obj|4",
        ),
        (
            "seize",
            "negated",
            "They|they|PRP|nsubj|2 failed|fail|VBD|root|0 in|in|IN|case|5 an|a|DT|det|5 attempt|attempt|NN|obl|2 to|to|TO|mark|7 seize|seize|VB|acl|5 power|power|NN|obj|7",
        ),
    ],
)
def test_verbs(word: str, status: str, rows: str) -> None:
    doc = parsed(rows)
    assert READER.of(next(token for token in doc if token.text == word)).status == status


@pytest.mark.parametrize(
    ("status", "rows"),
    [
        ("ongoing", STRIKE.format(dep="nsubj", head=3) + " goes|go|VBZ|root|0 on|on|RP|compound:prt|3"),
        (
            "ongoing",
            STRIKE.format(dep="nsubj", head=4)
            + " has|have|VBZ|aux|4 entered|enter|VBN|root|0 its|its|PRP$|nmod:poss|7 third|third|JJ|amod|7 month|month|NN|obj|4",
        ),
        (
            "planned",
            STRIKE.format(dep="nsubj:pass", head=4)
            + " is|be|VBZ|aux:pass|4 scheduled|schedule|VBN|root|0 for|for|IN|case|6 May|May|NNP|obl|4",
        ),
        ("negated", STRIKE.format(dep="nsubj:pass", head=4) + " was|be|VBD|aux:pass|4 called|call|VBN|root|0 off|off|RP|compound:prt|4"),
        ("occurred", STRIKE.format(dep="nsubj", head=5) + " did|do|VBD|aux|5 not|not|RB|advmod|5 harm|harm|VB|root|0 trade|trade|NN|obj|5"),
        ("demanded", "Crowds|crowd|NNS|nsubj|2 chanted|chant|VBD|root|0 for|for|IN|case|5 a|a|DT|det|5 strike|strike|NN|obl|2"),
        ("hypothetical", "A|a|DT|det|2 strike|strike|NN|nsubj|4 would|would|MD|aux|4 hurt|hurt|VB|root|0 trade|trade|NN|obj|4"),
        (
            "negated",
            "Plans|plan|NNS|nsubj:pass|6 for|for|IN|case|4 a|a|DT|det|4 strike|strike|NN|nmod|1 were|be|VBD|aux:pass|6 cancelled|cancel|VBN|root|0",
        ),
        (
            "negated",
            "Unions|union|NNS|nsubj|3 will|will|MD|aux|3 stage|stage|VB|root|0 no|no|RB|advmod|5 more|more|JJR|amod|6 strike|strike|NN|obj|3",
        ),
        (
            "negated",
            "They|they|PRP|nsubj|4 did|do|VBD|aux|4 not|not|RB|advmod|4 hold|hold|VB|root|0 any|any|DT|det|6 strike|strike|NN|obj|4",
        ),
    ],
)
def test_nouns(status: str, rows: str) -> None:
    doc = parsed(rows)
    assert READER.of(next(token for token in doc if token.text == "strike")).status == status
