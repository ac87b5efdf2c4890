# ruff: noqa: E501 (one tree, one line)
"""What the coder makes of invented sentences: types, arguments, status, footing, toll, dates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from event_docs import dated, events, names, parsed, spoken

from sayso.events import claims_of
from sayso.records import Footing, Status

ATTACK = "Front|Front|NNP|nsubj|2 attacked|attack|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2 .|.|.|punct|2"
PASSIVE = "The|the|DT|det|2 army|army|NN|nsubj:pass|4 was|be|VBD|aux:pass|4 attacked|attack|VBN|root|0 by|by|IN|case|6 Front|Front|NNP|obl:agent|4 .|.|.|punct|4"
LIGHT = "Front|Front|NNP|nsubj|2 launched|launch|VBD|root|0 an|a|DT|det|4 attack|attack|NN|obj|2 on|on|IN|case|7 the|the|DT|det|7 army|army|NN|nmod|4"
NOMINAL = "The|the|DT|det|2 attack|attack|NN|nsubj|8 by|by|IN|case|4 Front|Front|NNP|nmod|2 on|on|IN|case|7 the|the|DT|det|7 army|army|NN|nmod|2 lasted|last|VBD|root|0"
CONTROL = (
    "Front|Front|NNP|nsubj|2 threatened|threaten|VBD|root|0 to|to|TO|mark|4 attack|attack|VB|xcomp|2 the|the|DT|det|6 army|army|NN|obj|4"
)
REFUSAL = "Southland|Southland|NNP|nsubj|2 refused|refuse|VBD|root|0 to|to|TO|mark|4 meet|meet|VB|xcomp|2 Front|Front|NNP|obj|4"
DEMAND = "Southland|Southland|NNP|nsubj|2 urged|urge|VBD|root|0 Front|Front|NNP|obj|2 to|to|TO|mark|5 release|release|VB|xcomp|2 the|the|DT|det|7 hostages|hostage|NNS|obj|5"
FUTURE = "Southland|Southland|NNP|nsubj|3 will|will|MD|aux|3 meet|meet|VB|root|0 Front|Front|NNP|obj|3"
LIFTED = (
    "Southland|Southland|NNP|nsubj|2 lifted|lift|VBD|root|0 sanctions|sanction|NNS|obj|2 against|against|IN|case|5 Front|Front|NNP|nmod|3"
)
UNCEASING = "Front|Front|NNP|nsubj|4 will|will|MD|aux|4 not|not|RB|advmod|4 stop|stop|VB|root|0 attacking|attack|VBG|xcomp|4 the|the|DT|det|7 army|army|NN|obj|5"


@pytest.mark.parametrize(
    ("rows", "kind", "mode", "actors", "recipients", "status"),
    [
        (ATTACK, "ASSAULT", None, ["Front"], ["army"], Status.OCCURRED),
        (PASSIVE, "ASSAULT", None, ["Front"], ["army"], Status.OCCURRED),
        (LIGHT, "ASSAULT", None, ["Front"], ["army"], Status.OCCURRED),
        (NOMINAL, "ASSAULT", None, ["Front"], ["army"], Status.OCCURRED),
        (CONTROL, "THREATEN", "violence", ["Front"], ["army"], Status.OCCURRED),
        (REFUSAL, "REJECT", "meet", ["Southland"], ["Front"], Status.OCCURRED),
        (DEMAND, "REQUEST", "yield", ["Southland"], ["Front"], Status.OCCURRED),
        (FUTURE, "AGREE", None, ["Southland"], ["Front"], Status.OCCURRED),
        (LIFTED, "RETREAT", None, ["Southland"], ["Front"], Status.OCCURRED),
        (UNCEASING, "THREATEN", "violence", ["Front"], ["army"], Status.OCCURRED),
    ],
)
def test_one_event(rows: str, kind: str, mode: str | None, actors: list[str], recipients: list[str], status: Status) -> None:
    doc = parsed(rows)
    found = events(doc)
    assert [(event.type, event.mode, event.status) for event in found] == [(kind, mode, status)]
    assert names(doc, found[0].actors) == actors
    assert names(doc, found[0].recipients) == recipients
    assert all(span.of(doc.text) for span in found[0].trigger)
    assert {"type", "status", "footing", "when", "where", "voice", "confidence"} <= {why.field for why in found[0].why}


@pytest.mark.parametrize(
    "rows",
    [
        "She|she|PRP|nsubj|2 attacked|attack|VBD|root|0 the|the|DT|det|4 problem|problem|NN|obj|2",
        "He|he|PRP|nsubj|2 suffered|suffer|VBD|root|0 a|a|DT|det|5 heart|heart|NN|compound|5 attack|attack|NN|obj|2",
        "They|they|PRP|nsubj|2 agreed|agree|VBD|root|0 to|to|TO|mark|4 meet|meet|VB|xcomp|2 friends|friend|NNS|obj|4",
        "The|the|DT|det|3 peace|peace|NN|compound|3 talks|talk|NNS|compound|4 venue|venue|NN|nsubj|5 closed|close|VBD|root|0",
    ],
)
def test_no_political_actor_no_event(rows: str) -> None:
    assert events(parsed(rows)) == ()


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        (
            "Front|Front|NNP|nsubj|4 did|do|VBD|aux|4 not|not|RB|advmod|4 attack|attack|VB|root|0 the|the|DT|det|6 army|army|NN|obj|4",
            Status.NEGATED,
        ),
        ("Front|Front|NNP|nsubj|3 may|may|MD|aux|3 attack|attack|VB|root|0 the|the|DT|det|5 army|army|NN|obj|3", Status.HYPOTHETICAL),
        (
            "Front|Front|NNP|nsubj|2 plans|plan|VBZ|root|0 to|to|TO|mark|4 attack|attack|VB|xcomp|2 the|the|DT|det|6 army|army|NN|obj|4",
            Status.PLANNED,
        ),
        ("Front|Front|NNP|nsubj|3 is|be|VBZ|aux|3 attacking|attack|VBG|root|0 the|the|DT|det|5 army|army|NN|obj|3", Status.ONGOING),
        (
            "If|if|IN|mark|3 Front|Front|NNP|nsubj|3 attacks|attack|VBZ|advcl|7 the|the|DT|det|5 army|army|NN|obj|3 people|people|NNS|nsubj|7 flee|flee|VBP|root|0",
            Status.HYPOTHETICAL,
        ),
        (
            "People|people|NNS|nsubj|2 support|support|VBP|root|0 any|any|DT|det|4 attack|attack|NN|obj|2 on|on|IN|case|7 the|the|DT|det|7 army|army|NN|nmod|4",
            Status.HYPOTHETICAL,
        ),
    ],
)
def test_status_of_an_assault(rows: str, status: Status) -> None:
    found = [event for event in events(parsed(rows)) if event.type == "ASSAULT"]
    assert [event.status for event in found] == [status]


def test_aims_are_not_facts() -> None:
    doc = parsed(
        "Front|Front|NNP|nsubj|2 supports|support|VBZ|root|0 action|action|NN|obj|2 towards|towards|IN|case|6 the|the|DT|det|6 withdrawal|withdrawal|NN|nmod|3 "
        "of|of|IN|case|9 the|the|DT|det|9 army|army|NN|nmod|6"
    )
    assert [event.type for event in events(doc)] == ["SUPPORT"]


@pytest.mark.parametrize(
    ("speech", "who", "footing"),
    [
        ("say", "Front", Footing.CLAIMED),
        ("say", "Southland", Footing.ACCUSED_BY_AUTHORITIES),
        ("say", "army", Footing.ACCUSED_BY_AUTHORITIES),
        ("say", None, Footing.ACCUSED),
        ("deny", "Front", Footing.DENIED),
        ("accuse", "Southland", Footing.ACCUSED_BY_AUTHORITIES),
        ("accuse", None, Footing.ACCUSED),
        ("think", None, Footing.POSSIBLE),
    ],
)
def test_footing_follows_the_voice(speech: str, who: str | None, footing: Footing) -> None:
    doc = parsed(ATTACK, "Southland|Southland|NNP|nsubj|2 spoke|speak|VBD|root|0")
    doc._.attributions = (spoken(doc, "Front attacked the army", speech, who),)
    event = events(doc)[0]
    assert (event.footing, event.voice, event.status) == (footing, f"s_{speech}", Status.OCCURRED)


@pytest.mark.parametrize(("verb", "lemma", "footing"), [("claimed", "claim", Footing.CLAIMED), ("denied", "deny", Footing.DENIED)])
def test_responsibility(verb: str, lemma: str, footing: Footing) -> None:
    doc = parsed(
        f"Front|Front|NNP|nsubj|2 {verb}|{lemma}|VBD|root|0 responsibility|responsibility|NN|obj|2 for|for|IN|case|6 the|the|DT|det|6 attack|attack|NN|nmod|3"
    )
    assault = next(event for event in events(doc) if event.type == "ASSAULT")
    assert assault.footing is footing
    assert names(doc, assault.actors) == ["Front"]


@pytest.mark.parametrize(
    ("counted", "low", "high"),
    [
        ("12|12|CD|nummod|{n} soldiers|soldier|NNS|{r}", 12, 12),
        ("at|at|IN|case|{l} least|least|JJ|nmod|{m} 12|12|CD|nummod|{n} soldiers|soldier|NNS|{r}", 12, None),
        ("dozens|dozen|NNS|{r}", 24, None),
        ("two|two|CD|nummod|{n} children|child|NNS|{r}", 2, 2),
    ],
)
def test_toll_of_a_killing(counted: str, low: int, high: int | None) -> None:
    size = len(counted.split())
    last = 2 + size
    rows = "Front|Front|NNP|nsubj|2 killed|kill|VBD|root|0 " + counted.format(n=last, r="obj|2", l=4, m=5)
    event = events(parsed(rows))[0]
    assert [(toll.effect, toll.low, toll.high) for toll in event.toll] == [("dead", low, high)]


def test_a_result_clause_is_the_same_event() -> None:
    doc = parsed(ATTACK[: ATTACK.rindex(" .|")] + " killing|kill|VBG|advcl|2 12|12|CD|nummod|7 people|people|NNS|obj|5")
    found = events(doc)
    assert [(event.type, [(toll.effect, toll.low) for toll in event.toll]) for event in found] == [("ASSAULT", [("dead", 12)])]


def test_a_headline_without_a_doer() -> None:
    doc = parsed("3|3|CD|nsubj:pass|2 killed|kill|VBN|root|0 in|in|IN|case|5 car|car|NN|compound|5 bombing|bombing|NN|obl|2")
    event = events(doc)[0]
    assert (event.type, event.mode, event.actors, len(event.toll)) == ("ASSAULT", "explosives", (), 1)


def test_the_date_of_saying_is_not_the_date_of_the_event() -> None:
    doc = parsed(
        "Southland|Southland|NNP|nsubj|2 said|say|VBD|root|0 on|on|IN|case|4 Monday|Monday|NNP|obl|2 that|that|IN|mark|7 Front|Front|NNP|nsubj|7 attacked|attack|VBD|ccomp|2 "
        "the|the|DT|det|9 army|army|NN|obj|7"
    )
    doc._.times = (dated(doc, "Monday", "2024-05-06"),)
    event = next(event for event in events(doc) if event.type == "ASSAULT")
    assert event.when is None
    assert next(why for why in event.why if why.field == "when").note


def test_old_background_is_historical() -> None:
    doc = parsed(
        "Front|Front|NNP|nsubj|2 attacked|attack|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2 in|in|IN|case|6 2019|2019|CD|obl|2"
    )
    doc._.times = (dated(doc, "2019", "2019-01-01", "2019-12-31"),)
    assert events(doc)[0].status is Status.HISTORICAL


def test_mentions_of_one_event_are_tied() -> None:
    later = "The|the|DT|det|2 attack|attack|NN|nsubj|6 on|on|IN|case|5 the|the|DT|det|5 army|army|NN|nmod|2 lasted|last|VBD|root|0 hours|hour|NNS|obj|6"
    doc = parsed(ATTACK, later)
    found = events(doc)
    assert len(found) == 1
    assert len(found[0].trigger) == 2
    assert names(doc, found[0].actors) == ["Front"]


def test_same_input_same_events() -> None:
    assert events(parsed(ATTACK, LIGHT)) == events(parsed(ATTACK, LIGHT))


def test_claims_carry_voice_and_day() -> None:
    doc = parsed(ATTACK, "Southland|Southland|NNP|nsubj|2 spoke|speak|VBD|root|0 Tuesday|Tuesday|NNP|obl|2")
    said = dated(doc, "Tuesday", "2024-05-07")
    doc._.attributions = (replace(spoken(doc, "Front attacked the army", "say", "Southland"), said_when=said),)
    claims = claims_of(doc._.article, events(doc), doc._.attributions)
    assert {"type", "status", "footing", "actor", "recipient"} <= {claim.field for claim in claims}
    assert {(claim.voice, claim.speaker, claim.said, claim.said_basis) for claim in claims} == {
        ("s_say", "gov.southland", "2024-05-07", "said_when")
    }
    assert len({claim.id for claim in claims}) == len(claims)
