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
        "Southland|Southland|NNP|nsubj|2 agreed|agree|VBD|root|0 to|to|TO|mark|4 count|count|VB|xcomp|2 people|people|NNS|obj|4 living|live|VBG|acl|5 near|near|IN|case|8 Front|Front|NNP|obl|6"
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


@pytest.mark.parametrize(
    ("rows", "tolls"),
    [
        (
            "Rebels|rebel|NNS|nsubj|2 shot|shoot|VBD|root|0 dead|dead|JJ|amod|5 four|four|CD|nummod|5 guards|guard|NNS|obj|2",
            [("dead", 4, 4)],
        ),
        (
            "Rebels|rebel|NNS|nsubj|2 killed|kill|VBD|root|0 a|a|DT|det|4 nun|nun|NN|obj|2 and|and|CC|cc|7 a|a|DT|det|7 cook|cook|NN|conj|4",
            [("dead", 2, 2)],
        ),
        (
            "The|the|DT|det|2 bombing|bombing|NN|nsubj|3 caused|cause|VBD|root|0 no|no|DT|det|5 casualties|casualty|NNS|obj|3 in|in|IN|case|7 Southland|Southland|NNP|obl|3",
            [("dead", 0, 0), ("injured", 0, 0)],
        ),
        (
            "The|the|DT|det|2 toll|toll|NN|nsubj|8 from|from|IN|case|7 the|the|DT|det|7 Southland|Southland|NNP|compound|7 air|air|NN|compound|7 raid|raid|NN|nmod|2 rose|rise|VBD|root|0 to|to|IN|case|10 17|17|CD|obl|8",
            [("dead", 17, 17)],
        ),
        (
            "Six|six|CD|nummod|2 monks|monk|NNS|nsubj:pass|10 ,|,|,|punct|2 most|most|JJS|appos|2 of|of|IN|case|6 them|they|PRP|nmod|4 old|old|JJ|amod|4 ,|,|,|punct|2 were|be|VBD|aux:pass|10 killed|kill|VBN|root|0 by|by|IN|case|12 Front|Front|NNP|obl:agent|10",
            [("dead", 6, 6)],
        ),
        (
            "Army|army|NN|nsubj|2 killed|kill|VBD|root|0 67|67|CD|obj|2 and|and|CC|cc|5 wounded|wound|VBD|conj|2 dozens|dozen|NNS|obj|2",
            [("dead", 67, 67), ("injured", 24, None)],
        ),
        (
            "A|a|DT|det|2 total|total|NN|nsubj:pass|11 of|of|IN|case|5 128|128|CD|nummod|5 people|people|NNS|nmod|2 ,|,|,|punct|9 including|include|VBG|case|9 41|41|CD|nummod|9 monks|monk|NNS|nmod|2 were|be|VBD|aux:pass|11 killed|kill|VBN|root|0 by|by|IN|case|13 Front|Front|NNP|obl:agent|11",
            [("dead", 128, 128)],
        ),
        (
            "Two|two|CD|nsubj:pass|8 out|out|IN|case|6 of|of|IN|fixed|2 the|the|DT|det|6 nine|nine|CD|nummod|6 hostages|hostage|NNS|nsubj:pass|8 were|be|VBD|aux:pass|8 executed|execute|VBN|root|0 by|by|IN|case|10 Front|Front|NNP|obl:agent|8",
            [("dead", 2, 2)],
        ),
        (
            "Army|army|NN|nsubj|2 arrested|arrest|VBD|root|0 two|two|CD|nummod|4 brothers|brother|NNS|obj|2 ,|,|,|punct|7 aged|aged|JJ|acl|4 19|19|CD|conj|4 and|and|CC|cc|9 23|23|CD|conj|7",
            [("detained", 2, 2)],
        ),
        (
            "Rebels|rebel|NNS|nsubj|2 robbed|rob|VBD|root|0 a|a|DT|det|4 bus|bus|NN|obj|2 and|and|CC|cc|6 abducted|abduct|VBD|conj|2 73|73|CD|nummod|8 pupils|pupil|NNS|obj|6",
            [("detained", 73, 73)],
        ),
        (
            "The|the|DT|det|2 raid|raid|NN|nsubj|3 took|take|VBD|root|0 nineteen|nineteen|CD|nummod|5 lives|life|NNS|obj|3 in|in|IN|case|7 Southland|Southland|NNP|obl|3",
            [("dead", 19, 19)],
        ),
        (
            "The|the|DT|det|2 death|death|NN|compound|3 toll|toll|NN|nsubj|8 of|of|IN|case|7 the|the|DT|det|7 Southland|Southland|NNP|compound|7 raid|raid|NN|nmod|3 rose|rise|VBD|root|0 from|from|IN|case|10 8|8|CD|obl|8 to|to|IN|case|12 11|11|CD|obl|8",
            [("dead", 11, 11)],
        ),
        (
            "Rebels|rebel|NNS|nsubj|2 beat|beat|VBD|root|0 a|a|DT|det|5 tax|tax|NN|compound|5 collector|collector|NN|obj|2 to|to|IN|case|7 death|death|NN|obl|2",
            [("dead", 1, 1)],
        ),
        (
            "Army|army|NN|nsubj|2 drove|drive|VBD|root|0 off|off|RP|compound:prt|2 900|900|CD|nummod|5 cattle|cattle|NNS|obj|2",
            [],
        ),
    ],
)
def test_more_tolls(rows: str, tolls: list[tuple[str, int, int | None]]) -> None:
    found = events(parsed(rows))
    assert sorted({(toll.effect, toll.low, toll.high) for event in found for toll in event.toll}) == sorted(tolls)


def test_nobody_is_struck_by_what_may_come() -> None:
    doc = parsed(
        "If|if|IN|mark|5 one|one|CD|nummod|3 monk|monk|NN|nsubj:pass|5 is|be|VBZ|aux:pass|5 killed|kill|VBN|advcl|7 Front|Front|NNP|nsubj|7 attacks|attack|VBZ|root|0 Southland|Southland|NNP|obj|7"
    )
    assert not any(event.toll for event in events(doc) if event.status == "hypothetical")


def test_the_toll_of_an_attack_makes_its_noun_an_event() -> None:
    doc = parsed(
        "Suicide|suicide|NN|compound|2 blast|blast|NN|compound|3 toll|toll|NN|nsubj|6 in|in|IN|case|5 Eastport|Eastport|NNP|nmod|3 climbs|climb|VBZ|root|0 to|to|IN|case|8 59|59|CD|obl|6"
    )
    assert [(event.type, [(toll.effect, toll.low) for toll in event.toll]) for event in events(doc)] == [("ASSAULT", [("dead", 59)])]


TAKEN = "Rebels|rebel|NNS|nsubj|2 attacked|attack|VBD|root|0 the|the|DT|det|4 town|town|NN|obj|2 and|and|CC|cc|6 put|put|VBD|conj|2 19|19|CD|nummod|8 people|people|NNS|obj|6 in|in|IN|case|10 hospital|hospital|NN|obl|6"
ABANDONED = "People|people|NNS|nsubj|2 fled|flee|VBD|root|0 as|as|IN|mark|5 rebels|rebel|NNS|nsubj|5 shelled|shell|VBD|advcl|2 Southland|Southland|NNP|obj|5 and|and|CC|cc|9 900|900|CD|nsubj|9 abandoned|abandon|VBD|conj|5 their|their|PRP$|nmod:poss|11 homes|home|NNS|obj|9"
MATRON = "Rebels|rebel|NNS|nsubj|2 abducted|abduct|VBD|root|0 47|47|CD|nummod|4 girls|girl|NNS|obj|2 and|and|CC|cc|7 their|their|PRP$|nmod:poss|7 matron|matron|NN|conj|4"
SURVIVED = "Two|two|CD|nsubj|8 of|of|IN|case|4 nineteen|nineteen|CD|nummod|4 rangers|ranger|NNS|nmod|1 attacked|attack|VBN|acl|4 by|by|IN|case|7 rebels|rebel|NNS|obl:agent|5 survived|survive|VBD|root|0"


@pytest.mark.parametrize(
    ("rows", "tolls"),
    [
        (TAKEN, [("injured", 19, 19)]),
        (ABANDONED, [("displaced", 900, 900)]),
        (MATRON, [("detained", 48, 48)]),
        (SURVIVED, [("dead", 17, 17)]),
    ],
)
def test_tolls_of_turns_of_phrase_and_sums(rows: str, tolls: list[tuple[str, int, int | None]]) -> None:
    assert [(toll.effect, toll.low, toll.high) for event in events(parsed(rows)) for toll in event.toll] == tolls
