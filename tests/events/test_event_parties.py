# ruff: noqa: E501 (one tree, one line)
"""Whom an event's arguments are, where a parser or a long phrase hides them."""

from __future__ import annotations

import pytest
from event_docs import SOUTH, events, names, parsed
from spacy.tokens import Doc

from sayso.records import ActorMention, MentionKind, Place, PlaceRole, Span

DIPLOMAT = (
    "Front|Front|NNP|nsubj|2 expelled|expel|VBD|root|0 a|a|DT|det|5 Southland|southland|JJ|amod|5 diplomat|diplomat|NN|obj|2 "
    "{preposition}|{preposition}|IN|case|8 a|a|DT|det|8 {noun}|{lemma}|{tag}|nmod|5"
)
EXTRADITED = "Front|Front|NNP|nsubj|2 extradited|extradite|VBD|root|0 a|a|DT|det|4 smuggler|smuggler|NN|obj|2 to|to|IN|case|6 Southland|Southland|NNP|obl|2"
RETURNED = (
    "Front|Front|NNP|nsubj|2 returned|return|VBD|root|0 a|a|DT|det|4 bust|bust|NN|obj|2 of|of|IN|case|7 a|a|DT|det|7 poet|poet|NN|nmod|4 "
    "to|to|IN|case|9 Southland|Southland|NNP|nmod|7"
)
DATELINE = (
    "Tarnholm|Tarnholm|NNP|nsubj|8 ,|,|,|punct|3 Westmark|Westmark|NNP|appos|1 -|-|,|punct|6 the|the|DT|det|6 Front|Front|NNP|appos|1 "
    "has|have|VBZ|aux|8 attacked|attack|VBN|root|0 the|the|DT|det|10 army|army|NN|obj|8"
)
AGREED = (
    "Southland|Southland|NNP|nsubj|4 and|and|CC|cc|3 army|army|NN|conj|1 agreed|agree|VBD|root|0 to|to|TO|mark|6 lift|lift|VB|xcomp|4 a|a|DT|det|8 "
    "ban|ban|NN|obj|6 on|on|IN|case|11 Front|Front|NNP|compound|11 imports|import|NNS|nmod|8"
)
KILLINGS = "The|the|DT|det|2 Front|Front|NNP|nsubj|6 is|be|VBZ|cop|6 behind|behind|IN|case|6 mass|mass|JJ|amod|6 killings|killing|NNS|root|0 in|in|IN|case|8 Norvale|Norvale|NNP|nmod|6"
BAN = "Front|Front|NNP|nsubj|2 rejected|reject|VBD|root|0 Southland|Southland|NNP|iobj|2 's|'s|POS|case|3 plan|plan|NN|obj|2"


def told(doc: Doc) -> tuple[list[str], list[str]]:
    """Actors and recipients of the document's one event."""
    (event,) = events(doc)
    return names(doc, event.actors), names(doc, event.recipients)


def role(doc: Doc, words: str) -> None:
    """Put a role with Southland's actor on some words, in the place of what else stands there."""
    at = doc.text.index(words)
    span, head = Span(at, at + len(words)), Span(doc.text.index("diplomat"), doc.text.index("diplomat") + 8)
    doc._.mentions = (*(one for one in doc._.mentions if not one.span.overlaps(span)), ActorMention(span, head, MentionKind.ROLE, SOUTH))


@pytest.mark.parametrize(
    ("preposition", "noun", "lemma", "tag", "recipient"),
    [
        ("in", "move", "move", "NN", "a Southland diplomat"),
        ("after", "quarrel", "quarrel", "NN", "a Southland diplomat"),
        ("in", "Tarnholm", "Tarnholm", "NNP", "a Southland diplomat in a Tarnholm"),
        ("of", "rank", "rank", "NN", "a Southland diplomat of a rank"),
    ],
)
def test_a_role_ends_before_a_phrase_that_names_nobody(preposition: str, noun: str, lemma: str, tag: str, recipient: str) -> None:
    doc = parsed(DIPLOMAT.format(preposition=preposition, noun=noun, lemma=lemma, tag=tag))
    role(doc, f"a Southland diplomat {preposition} a {noun}")
    assert told(doc) == (["Front"], [recipient])


@pytest.mark.parametrize(
    ("rows", "actors", "recipients"),
    [
        (EXTRADITED, ["Front"], ["Southland"]),
        (RETURNED, ["Front"], ["Southland"]),
        (DATELINE, ["Front"], ["army"]),
        (AGREED, ["Southland", "army"], ["Southland", "army", "Front"]),
        (BAN, ["Front"], ["Southland"]),
    ],
)
def test_parties(rows: str, actors: list[str], recipients: list[str]) -> None:
    assert told(parsed(rows)) == (actors, recipients)


def test_a_deed_that_names_nobody_hits_the_place_where_it_is_done() -> None:
    doc = parsed(KILLINGS)
    at = doc.text.index("Norvale")
    doc._.places = (Place(Span(at, at + 7), "Norvale", PlaceRole.LOCATIVE, kind="admin1", country="SLD"),)
    assert told(doc) == (["Front"], ["Norvale"])


@pytest.mark.parametrize(("kind", "actors"), [("admin1", ["Norvale"]), ("city", [])])
def test_a_province_speaks_for_itself(kind: str, actors: list[str]) -> None:
    doc = parsed("Norvale|Norvale|NNP|nsubj|2 accused|accuse|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2")
    doc._.places = (Place(Span(0, 7), "Norvale", PlaceRole.LOCATIVE, kind=kind, country="SLD"),)
    found = [(names(doc, event.actors), [one.actor.country for one in event.actors if one.actor]) for event in events(doc)]
    assert found == [(actors, ["SLD"])] if actors else all(not country for _, country in found)


def test_a_label_of_a_passive_does_not_turn_a_threat_around() -> None:
    doc = parsed(
        "Front|Front|NNP|nsubj:pass|2 threatened|threaten|VBD|root|0 to|to|TO|mark|4 attack|attack|VB|xcomp|2 the|the|DT|det|6 army|army|NN|obj|4"
    )
    assert told(doc) == (["Front"], ["army"])
