# ruff: noqa: E501 (one tree, one line)
"""How the coder reads turns of phrase of news reports: datelines, quoted "we", claims of responsibility, talks that resume, boilerplate."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from event_docs import VOCAB, WHO, events, names, parsed, spoken
from spacy.tokens import Doc

from sayso.records import ActorMention, Article, Footing, MentionKind, Span, Status


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (
            "Southland|Southland|NNP|nsubj|2 declined|decline|VBD|root|0 to|to|TO|mark|5 be|be|VB|aux:pass|5 named|name|VBN|xcomp|2",
            [],
        ),
        (
            "Southland|Southland|NNP|nsubj|2 told|tell|VBD|root|0 reporters|reporter|NNS|iobj|2 it|it|PRP|nsubj|5 rained|rain|VBD|ccomp|2",
            [],
        ),
        (
            "Southland|Southland|NNP|nsubj|2 told|tell|VBD|root|0 Front|Front|NNP|obj|2 to|to|TO|mark|5 leave|leave|VB|xcomp|2",
            ["REQUEST"],
        ),
        ("Southland|Southland|NNP|nsubj|2 denied|deny|VBD|root|0 it|it|PRP|obj|2", []),
        (
            "Southland|Southland|NNP|nsubj|2 conceded|concede|VBD|root|0 that|that|IN|mark|5 it|it|PRP|nsubj|5 rained|rain|VBD|ccomp|2",
            [],
        ),
        ("Talks|talk|NNS|nsubj|2 resumed|resume|VBD|root|0 in|in|IN|case|4 town|town|NN|obl|2", ["CONSULT"]),
        ("Clashes|clash|NNS|nsubj|2 broke|break|VBD|root|0 out|out|RP|compound:prt|2", ["ASSAULT"]),
        ("Shippers|shipper|NNS|nsubj|2 blockaded|blockade|VBD|root|0 a|a|DT|det|4 lock|lock|NN|obj|2", ["COERCE"]),
        (
            "Both|both|DT|det|2 sides|side|NNS|nsubj|3 agreed|agree|VBD|root|0 to|to|TO|mark|5 rest|rest|VB|xcomp|3",
            ["AGREE"],
        ),
    ],
)
def test_what_counts(rows: str, kinds: list[str]) -> None:
    assert [event.type for event in events(parsed(rows))] == kinds


def test_to_force_somebody_has_no_mode_of_a_demand() -> None:
    doc = parsed(
        "Front|Front|NNP|nsubj|2 forced|force|VBD|root|0 Southland|Southland|NNP|obj|2 to|to|TO|mark|5 meet|meet|VB|xcomp|2 the|the|DT|det|7 army|army|NN|obj|5"
    )
    assert [(event.type, event.mode) for event in events(doc)] == [("COERCE", None)]


def test_the_city_of_a_dateline_does_nothing() -> None:
    doc = parsed(
        "Southland|Southland|NNP|nsubj|4 -|-|,|punct|1 Front|Front|NNP|nsubj|4 attacked|attack|VBD|root|0 the|the|DT|det|6 army|army|NN|obj|4"
    )
    assert names(doc, events(doc)[0].actors) == ["Front"]


def test_own_troops_undergo_only_where_nobody_else_does() -> None:
    doc = parsed(
        "Southland|Southland|NNP|nsubj|2 withdrew|withdraw|VBD|root|0 its|its|PRP$|nmod:poss|4 troops|troop|NNS|obj|2 from|from|IN|case|6 Front|Front|NNP|obl|2"
    )
    assert names(doc, events(doc)[0].recipients) == ["Front"]


def test_a_quoted_we_is_the_speaker() -> None:
    doc = parsed(
        "We|we|PRP|nsubj|2 attacked|attack|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2", "Front|Front|NNP|nsubj|2 spoke|speak|VBD|root|0"
    )
    doc._.attributions = (spoken(doc, "We attacked the army", "say", "Front"),)
    doc._.mentions = (ActorMention(Span(0, 2), Span(0, 2), MentionKind.PRONOUN, None), *doc._.mentions)
    event = events(doc)[0]
    assert names(doc, event.actors) == ["We"]
    assert event.actors[0].actor == WHO["Front"]
    assert event.footing is Footing.CLAIMED


def test_a_claim_of_responsibility_settles_the_footing_of_the_attack_it_looks_back_at() -> None:
    doc = parsed(
        "Front|Front|NNP|nsubj|2 assassinated|assassinate|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2",
        "Front|Front|NNP|nsubj|2 claimed|claim|VBD|root|0 responsibility|responsibility|NN|obj|2 for|for|IN|case|6 the|the|DT|det|6 attack|attack|NN|nmod|3",
    )
    found = events(doc)
    assert [(event.mode, event.footing) for event in found] == [("targeted", Footing.CLAIMED)]
    assert [span.of(doc.text) for span in found[0].trigger] == ["assassinated", "attack"]


def test_a_bombing_that_killed_is_one_event() -> None:
    doc = parsed(
        "Front|Front|NNP|nsubj|2 condemned|condemn|VBD|root|0 a|a|DT|det|4 bombing|bombing|NN|obj|2 that|that|WDT|nsubj|6 killed|kill|VBD|acl:relcl|4 six|six|CD|nummod|8 people|people|NNS|obj|6"
    )
    bombing = [event for event in events(doc) if event.type == "ASSAULT"]
    assert [(event.mode, [(toll.effect, toll.low) for toll in event.toll]) for event in bombing] == [("explosives", [("dead", 6)])]


def test_effects_of_an_attack_are_its_toll() -> None:
    doc = parsed(
        "The|the|DT|det|2 attack|attack|NN|nsubj|6 on|on|IN|case|5 the|the|DT|det|5 army|army|NN|nmod|2 resulted|result|VBD|root|0 in|in|IN|case|9 the|the|DT|det|9 "
        "death|death|NN|obl|6 and|and|CC|cc|11 wounding|wounding|NN|conj|9 of|of|IN|case|14 many|many|JJ|amod|14 people|people|NNS|nmod|9"
    )
    found = events(doc)
    assert [sorted(toll.effect for toll in event.toll) for event in found] == [["dead", "injured"]]


def test_scheduled_talks_are_planned() -> None:
    doc = parsed(
        "Front|Front|NNP|nsubj|2 welcomed|welcome|VBD|root|0 planned|plan|VBN|amod|4 talks|talk|NNS|obj|2 with|with|IN|case|6 Southland|Southland|NNP|nmod|4 "
        "and|and|CC|cc|9 the|the|DT|det|9 army|army|NN|conj|6"
    )
    assert [event.status for event in events(doc) if event.type == "CONSULT"] == [Status.PLANNED]


def test_a_runaway_sentence_costs_no_more_than_its_length() -> None:
    def seconds(count: int) -> float:
        words, lemmas, tags, deps, heads, pos = [], [], [], [], [], []
        for index in range(count):
            base = 3 * index
            words += ["rebels", "attacked", "troops"]
            lemmas += ["rebel", "attack", "troop"]
            tags += ["NNS", "VBD", "NNS"]
            pos += ["NOUN", "VERB", "NOUN"]
            deps += ["nsubj", "conj" if index else "root", "obj"]
            heads += [base + 1, 1, base + 1]
        doc = Doc(
            VOCAB, words=words, lemmas=lemmas, tags=tags, deps=deps, heads=heads, pos=pos, sent_starts=[i == 0 for i in range(3 * count)]
        )
        doc._.article = replace(Article("a_0000000000000000", doc.text))
        began = time.process_time()
        events(doc)
        return time.process_time() - began

    seconds(10)
    assert seconds(800) < 40 * max(seconds(80), 0.02)  # ten times the length; quadratic would be a hundred times the cost
