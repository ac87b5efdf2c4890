from __future__ import annotations

import pytest
from event_docs import coder, events, parsed

from sayso.events.misses import LICENCES, Miss, Reason, explain
from sayso.events.predicates import LICENCES as KNOWN

ATTACKED = "Front|front|NNP|nsubj|2 attacked|attack|VBD|root|0 Southland|southland|NNP|obj|2"
PRAISED = "The|the|DT|det|2 critic|critic|NN|nsubj|3 praised|praise|VBD|root|0 the|the|DT|det|5 singer|singer|NN|obj|3"
VISITED = "Front|front|NNP|nsubj|2 visited|visit|VBD|root|0 a|a|DT|det|4 museum|museum|NN|obj|2"
ALONE = "Visited|visit|VBN|root|0 again|again|RB|advmod|1"
LIFTED = "Front|front|NNP|nsubj|2 lifted|lift|VBD|root|0 a|a|DT|det|4 crate|crate|NN|obj|2"
SLEPT = "Front|front|NNP|nsubj|2 pondered|ponder|VBD|root|0 in|in|IN|case|4 Southland|southland|NNP|obl|2"
DIED = "Twelve|twelve|CD|nummod|2 people|people|NNS|nsubj|3 died|die|VBD|root|0 .|.|.|punct|3"
RAINED = "It|it|PRP|nsubj|2 snowed|snow|VBD|root|0"


def misses(*rows: str) -> tuple[Miss, ...]:
    doc = parsed(*rows)
    events(doc)
    return explain(doc, coder())


def test_a_sentence_with_an_event_is_no_miss() -> None:
    assert misses(ATTACKED) == ()


@pytest.mark.parametrize(
    ("rows", "reason", "word"),
    [
        (PRAISED, Reason.NOT_POLITICAL, "praised"),
        (ALONE, Reason.NO_ACTOR, "Visited"),
        (VISITED, Reason.NOT_POLITICAL, "visited"),
        (LIFTED, Reason.CONSTRAINT, "lifted"),
        (SLEPT, Reason.NO_TRIGGER, None),
        (RAINED, Reason.NO_TRIGGER, None),
        (DIED, Reason.CAUSELESS, "died"),
    ],
)
def test_the_reason_and_the_word_that_came_furthest(rows: str, reason: Reason, word: str | None) -> None:
    (found,) = misses(rows)
    text = parsed(rows).text
    assert (found.span.of(text), found.reason) == (text.strip(), reason)
    assert [each.span.of(text) for each in found.rejected] == ([word] if word else [])


def test_actors_and_verbs_that_no_list_has_are_told() -> None:
    (found,) = misses(SLEPT)
    assert found.unlisted == ("ponder",)
    assert [span.of(parsed(SLEPT).text) for span in found.actors] == ["Front", "Southland"]
    (unfit,) = misses(LIFTED)
    assert unfit.rejected[0].type
    assert "with the object" in unfit.rejected[0].detail


def test_every_licence_in_words_is_one() -> None:
    assert set(LICENCES) == KNOWN
