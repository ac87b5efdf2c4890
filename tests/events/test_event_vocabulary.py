# ruff: noqa: E501 (one tree, one line)
"""Words of the cooperative and the verbal half: each turn of phrase beside a use of the same words that is no event of politics."""

from __future__ import annotations

import pytest
from event_docs import events, names, parsed


def kinds(rows: str) -> list[str]:
    return [event.type for event in events(parsed(rows))]


@pytest.mark.parametrize(
    ("political", "everyday", "kind"),
    [
        (
            "Southland|Southland|NNP|nsubj|2 silenced|silence|VBD|root|0 its|its|PRP$|nmod:poss|4 guns|gun|NNS|obj|2",
            "Bakers|baker|NNS|nsubj|2 silenced|silence|VBD|root|0 the|the|DT|det|4 alarm|alarm|NN|obj|2",
            "RETREAT",
        ),
        (
            "Front|Front|NNP|nsubj|2 handed|hand|VBD|root|0 in|in|RP|compound:prt|2 rifles|rifle|NNS|obj|2",
            "Pupils|pupil|NNS|nsubj|2 handed|hand|VBD|root|0 in|in|RP|compound:prt|2 essays|essay|NNS|obj|2",
            "RETREAT",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 unblocked|unblock|VBD|root|0 the|the|DT|det|4 road|road|NN|obj|2",
            "Plumbers|plumber|NNS|nsubj|2 unblocked|unblock|VBD|root|0 the|the|DT|det|4 drain|drain|NN|obj|2",
            "RETREAT",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 admitted|admit|VBD|root|0 inspectors|inspector|NNS|obj|2",
            "Hospitals|hospital|NNS|nsubj|2 admitted|admit|VBD|root|0 patients|patient|NNS|obj|2",
            "RETREAT",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 used|use|VBD|root|0 its|its|PRP$|nmod:poss|4 veto|veto|NN|obj|2",
            "Painters|painter|NNS|nsubj|2 used|use|VBD|root|0 its|its|PRP$|nmod:poss|4 ladder|ladder|NN|obj|2",
            "REJECT",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 dug|dig|VBD|root|0 in|in|RP|compound:prt|2 its|its|PRP$|nmod:poss|5 heels|heel|NNS|obj|2",
            "Gardeners|gardener|NNS|nsubj|2 dug|dig|VBD|root|0 in|in|RP|compound:prt|2 the|the|DT|det|5 bulbs|bulb|NNS|obj|2",
            "REJECT",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 granted|grant|VBD|root|0 autonomy|autonomy|NN|obj|2 to|to|IN|case|5 Front|Front|NNP|obl|2",
            "Critics|critic|NNS|nsubj|2 granted|grant|VBD|root|0 autonomy|autonomy|NN|obj|2 to|to|IN|case|5 art|art|NN|obl|2",
            "CONCEDE",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 accepted|accept|VBD|root|0 the|the|DT|det|5 Front|Front|NNP|nmod:poss|5 demand|demand|NN|obj|2",
            "Shops|shop|NNS|nsubj|2 met|meet|VBD|root|0 the|the|DT|det|5 seasonal|seasonal|JJ|amod|5 demand|demand|NN|obj|2",
            "CONCEDE",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 reopened|reopen|VBD|root|0 its|its|PRP$|nmod:poss|4 embassy|embassy|NN|obj|2",
            "Cooks|cook|NNS|nsubj|2 reopened|reopen|VBD|root|0 their|their|PRP$|nmod:poss|4 kitchen|kitchen|NN|obj|2",
            "SUPPORT",
        ),
        (
            "Front|Front|NNP|nsubj|2 acted|act|VBD|root|0 as|as|IN|case|5 a|a|DT|det|5 mediator|mediator|NN|obl|2",
            "Foam|foam|NN|nsubj|2 acted|act|VBD|root|0 as|as|IN|case|5 a|a|DT|det|5 cushion|cushion|NN|obl|2",
            "CONSULT",
        ),
        (
            "army|army|NN|nsubj|2 rebuffed|rebuff|VBD|root|0 Southland|Southland|NNP|obj|2",
            "Dancers|dancer|NNS|nsubj|2 rebuffed|rebuff|VBD|root|0 suitors|suitor|NNS|obj|2",
            "REJECT",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 tipped|tip|VBD|root|0 off|off|RP|compound:prt|2 army|army|NN|obj|2",
            "Waiters|waiter|NNS|nsubj|2 tipped|tip|VBD|root|0 off|off|RP|compound:prt|2 crumbs|crumb|NNS|obj|2",
            "COOPERATE",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 sought|seek|VBD|root|0 reinforcements|reinforcement|NNS|obj|2 from|from|IN|case|5 army|army|NN|obl|2",
            "Gardeners|gardener|NNS|nsubj|2 sought|seek|VBD|root|0 relief|relief|NN|obj|2 from|from|IN|case|5 sun|sun|NN|obl|2",
            "REQUEST",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 documented|document|VBD|root|0 killings|killing|NNS|obj|2 by|by|IN|case|5 army|army|NN|nmod|3",
            "Students|student|NNS|nsubj|2 documented|document|VBD|root|0 recipes|recipe|NNS|obj|2 by|by|IN|case|5 cooks|cook|NNS|nmod|3",
            "ACCUSE",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 gave|give|VBD|root|0 sanctuary|sanctuary|NN|obj|2 to|to|IN|case|5 Front|Front|NNP|obl|2",
            "Hedges|hedge|NNS|nsubj|2 gave|give|VBD|root|0 cover|cover|NN|obj|2 to|to|IN|case|5 birds|bird|NNS|obl|2",
            "AID",
        ),
        (
            "Southland|Southland|NNP|nsubj|3 was|be|VBD|cop|3 critical|critical|JJ|root|0 of|of|IN|case|5 army|army|NN|obl|3",
            "Southland|Southland|NNP|nsubj|3 was|be|VBD|cop|3 critical|critical|JJ|root|0 of|of|IN|case|5 weather|weather|NN|obl|3",
            "ACCUSE",
        ),
        (
            "Southland|Southland|NNP|nsubj|4 is|be|VBZ|cop|4 under|under|IN|case|4 investigation|investigation|NN|root|0 by|by|IN|case|6 army|army|NN|nmod|4",
            "Asthma|asthma|NN|nsubj|4 is|be|VBZ|cop|4 under|under|IN|case|4 investigation|investigation|NN|root|0 by|by|IN|case|6 chemists|chemist|NNS|nmod|4",
            "ACCUSE",
        ),
    ],
)
def test_a_turn_of_phrase_codes_politics_and_nothing_else(political: str, everyday: str, kind: str) -> None:
    assert kind in kinds(political)
    assert kinds(everyday) == []


@pytest.mark.parametrize(
    ("rows", "kind", "actors", "recipients"),
    [
        (
            "Southland|Southland|NNP|nsubj|2 called|call|VBD|root|0 on|on|RP|compound:prt|2 Front|Front|NNP|obl|2 to|to|TO|mark|6 disarm|disarm|VB|xcomp|2",
            "REQUEST",
            ["Southland"],
            ["Front"],
        ),
        (
            "Southland|Southland|NNP|nsubj|2 called|call|VBD|root|0 a|a|DT|det|4 truce|truce|NN|xcomp|2",
            "RETREAT",
            ["Southland"],
            [],
        ),
        (
            "Front|Front|NNP|nsubj|2 refused|refuse|VBD|root|0 to|to|TO|mark|4 give|give|VB|xcomp|2 in|in|RB|advmod|4",
            "REJECT",
            ["Front"],
            [],
        ),
        (
            "Southland|Southland|NNP|nsubj|2 insisted|insist|VBD|root|0 that|that|IN|mark|5 Front|Front|NNP|nsubj|5 leave|leave|VBP|ccomp|2",
            "REQUEST",
            ["Southland"],
            ["Front"],
        ),
    ],
)
def test_what_a_parser_hung_elsewhere_is_still_understood(rows: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    doc = parsed(rows)
    (event,) = events(doc)
    assert (event.type, names(doc, event.actors), names(doc, event.recipients)) == (kind, actors, recipients)


def test_a_noun_after_a_linking_verb_undergoes_nothing() -> None:
    rows = "Southland|Southland|NNP|nsubj|2 remained|remain|VBD|root|0 a|a|DT|det|4 hostage|hostage|NN|xcomp|2"
    assert kinds(rows) == []


def test_details_that_are_not_given_refuse_nobody() -> None:
    rows = "Southland|Southland|NNP|nsubj|2 refused|refuse|VBD|root|0 to|to|TO|mark|4 give|give|VB|xcomp|2 details|detail|NNS|obj|4"
    assert kinds(rows) == []


def test_an_embedded_question_commits_nobody() -> None:
    ready = "Southland|Southland|NNP|nsubj|2 said|say|VBD|root|0 {asked} Front|Front|NNP|nsubj|6 was|be|VBD|cop|6 ready|ready|JJ|ccomp|2 to|to|TO|mark|8 pay|pay|VB|xcomp|6"
    assert kinds(ready.format(asked="that|that|IN|mark|6")) == ["AGREE"]
    assert kinds(ready.format(asked="whether|whether|IN|mark|6")) == []


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (
            "Front|Front|NNP|nsubj:pass|3 was|be|VBD|aux:pass|3 called|call|VBN|root|0 on|on|RP|compound:prt|3 by|by|IN|case|6 Southland|Southland|NNP|obl:agent|3 to|to|TO|mark|8 leave|leave|VB|xcomp|3",
            "REQUEST",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 reopened|reopen|VBD|root|0 talks|talk|NNS|obj|2 with|with|IN|case|5 Front|Front|NNP|nmod|3",
            "CONSULT",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 lifted|lift|VBD|root|0 curbs|curb|NNS|obj|2 on|on|IN|case|6 the|the|DT|det|6 press|press|NN|nmod|3",
            "CONCEDE",
        ),
        (
            "Southland|Southland|NNP|nsubj|2 lifted|lift|VBD|root|0 curbs|curb|NNS|obj|2 on|on|IN|case|5 imports|import|NNS|nmod|3",
            "RETREAT",
        ),
    ],
)
def test_phrasal_and_weighed_words(rows: str, kind: str) -> None:
    assert kind in kinds(rows)


@pytest.mark.parametrize(
    "rows",
    [
        "Workers|worker|NNS|nsubj|2 returned|return|VBD|root|0 to|to|IN|case|4 work|work|NN|obl|2",
        "Critics|critic|NNS|nsubj|2 stood|stand|VBD|root|0 by|by|IN|case|5 the|the|DT|det|5 novel|novel|NN|obl|2",
        "Tailors|tailor|NNS|nsubj|2 loosened|loosen|VBD|root|0 a|a|DT|det|4 grip|grip|NN|obj|2",
        "Pilots|pilot|NNS|nsubj|2 gave|give|VBD|root|0 ground|ground|NN|obj|2",
        "Farmers|farmer|NNS|nsubj|2 turned|turn|VBD|root|0 to|to|IN|case|4 maize|maize|NN|obl|2 for|for|IN|case|6 flour|flour|NN|obl|2",
        "Bands|band|NNS|nsubj|2 wrapped|wrap|VBD|root|0 up|up|RP|compound:prt|2 rehearsals|rehearsal|NNS|obj|2",
        "Chess|chess|NN|compound|2 players|player|NNS|nsubj|3 exchanged|exchange|VBD|root|0 views|view|NNS|obj|3",
        "Judges|judge|NNS|nsubj|2 threw|throw|VBD|root|0 cold|cold|JJ|amod|4 water|water|NN|obj|2 on|on|IN|case|7 the|the|DT|det|7 fire|fire|NN|obl|2",
        "Museums|museum|NNS|nsubj|2 examined|examine|VBD|root|0 wreckage|wreckage|NN|obj|2",
        "Shops|shop|NNS|nsubj|2 scrapped|scrap|VBD|root|0 the|the|DT|det|4 discount|discount|NN|obj|2",
        "Clerks|clerk|NNS|nsubj|2 issued|issue|VBD|root|0 visas|visa|NNS|obj|2",
        "Southland|Southland|NNP|nsubj|2 admitted|admit|VBD|root|0 the|the|DT|det|4 mistake|mistake|NN|obj|2",
        "Singers|singer|NNS|nsubj|2 said|say|VBD|root|0 no|no|UH|obj|2 to|to|IN|case|5 fame|fame|NN|obl|2",
    ],
)
def test_everyday_uses_of_the_words_are_no_events(rows: str) -> None:
    assert kinds(rows) == []
