from __future__ import annotations

import time

import pytest
from attribution_trees import tables, tree

from sayso.attribution import Attributor
from sayso.records import ActorMention, Attribution, AttributionKind, MentionKind, Span, TimeExpression

SAID_THAT = "Brelk/NNP/nsubj>2 said/VBD/root>0 that/IN/mark>6 the/DT/det>5 army/NN/nsubj>6 left/VBD/ccomp>2 Orlava~/NNP/obj>6 ././punct>2"
TOLD = (
    "Brelk/NNP/nsubj>2 told/VBD/root>0 reporters/NNS/iobj>2 on/IN/case>5 Monday/NNP/obl>2 "
    "that/IN/mark>8 talks/NNS/nsubj>8 failed~/VBD/ccomp>2 ././punct>2"
)
ACCORDING = (
    "Talks/NNS/nsubj>2 failed~/VBD/root>0 ,/,/punct>7 according/VBG/case>7 to/IN/fixed>4 the/DT/det>7 ministry~/NN/obl>2 ././punct>2"
)
QUOTED = (
    "“~/``/punct>5 We/PRP/nsubj>5 will/MD/aux>5 not/RB/advmod>5 go~/VB/ccomp>8 ,~/,/punct>5 ”/''/punct>5 "
    "said/VBD/root>0 Mira/NNP/nsubj>8 Brelk~/NNP/flat>9 ././punct>8"
)
FOLLOWING = "“~/``/punct>3 We/PRP/nsubj>3 stay~/VBP/root>0 .~/./punct>3 ”/''/punct>3"
NESTED = (
    "Brelk/NNP/nsubj>2 said/VBD/root>0 that/IN/mark>6 the/DT/det>5 minister/NN/nsubj>6 denied/VBD/ccomp>2 that/IN/mark>9 talks/NNS/nsubj>9 "
    "failed~/VBD/ccomp>6 ././punct>2"
)
NOT_SAID = "She/PRP/nsubj>4 did/VBD/aux>4 not/RB/advmod>4 say/VB/root>0 that/IN/mark>7 talks/NNS/nsubj>7 failed~/VBD/ccomp>4 ././punct>4"
COLON = "Peace/NN/compound>2 talks/NNS/nsubj>4 have/VBP/aux>4 failed~/VBN/root>0 :/:/punct>6 Brelk/NNP/parataxis>4 ¶/_SP/dep>6"
PASSIVE = (
    "The/DT/det>2 plan/NN/nsubj:pass>4 was/VBD/aux:pass>4 rejected/VBN/root>0 by/IN/case>7 the/DT/det>7 rebels~/NNS/obl:agent>4 ././punct>4"
)
ALLEGED = "Rebels/NNS/nsubj>3 allegedly/RB/advmod>3 burned/VBD/root>0 the/DT/det>5 depot~/NN/obj>3 ././punct>3"
ADDING = (
    "Brelk/NNP/nsubj>2 said/VBD/root>0 talks/NNS/nsubj>4 failed~/VBD/ccomp>2 ,/,/punct>6 adding/VBG/advcl>4 that/IN/mark>9 he/PRP/nsubj>9 "
    "left~/VBD/ccomp>6 ././punct>2"
)
NOUN = "Their/PRP$/nmod:poss>2 claim/NN/nsubj>6 that/IN/mark>5 talks/NNS/nsubj>5 failed/VBD/acl>2 spread~/VBD/root>0 ././punct>6"


FIRST_PERSON = (
    "“~/``/punct>3 I/PRP/nsubj>3 deny/VBP/ccomp>9 that/IN/mark>6 talks/NNS/nsubj>6 failed~/VBD/ccomp>3 ,~/,/punct>3 ”/''/punct>3 "
    "said/VBD/root>0 Brelk~/NNP/nsubj>9 ././punct>9"
)


def attributions(*sentences: str) -> tuple[str, tuple[Attribution, ...]]:
    doc = Attributor(tables())(tree(*sentences))
    return doc.text, doc._.attributions


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " | ".join(span.of(text) for span in spans)


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content", "speech"),
    [
        (SAID_THAT, "Brelk", "said", "that the army left Orlava", "say"),
        (TOLD, "Brelk", "told", "that talks failed", "say"),
        (ACCORDING, "the ministry", "according to", "Talks failed", "say"),
        (QUOTED, "Mira Brelk", "said", "“We will not go,”", "say"),
        (NOT_SAID, "She", "did not say", "that talks failed", "say"),
        (COLON, "Brelk", ":", "Peace talks have failed", "say"),
        (PASSIVE, "the rebels", "was rejected", "The plan", "decline"),
        (ALLEGED, "", "allegedly", "Rebels | burned the depot", "accuse"),
        (NOUN, "Their", "claim", "that talks failed", "claim"),
    ],
)
def test_source_cue_and_content(sentence: str, source: str, cue: str, content: str, speech: str) -> None:
    text, (found, *_) = attributions(sentence)
    assert (words(text, found.source), words(text, found.cue), words(text, found.content)) == (source, cue, content)
    assert found.speech == speech
    assert found.negated is (sentence is NOT_SAID)
    assert 0 < found.confidence <= 1
    assert {why.field for why in found.why} >= {"source", "content", "speech", "speaker"}


def test_addressee_stays_outside_the_other_spans() -> None:
    text, (found,) = attributions(TOLD)
    assert words(text, found.addressee) == "reporters"


def test_a_following_quotation_goes_on_with_the_same_attribution() -> None:
    text, found = attributions(QUOTED, FOLLOWING)
    assert [words(text, one.content) for one in found] == ["“We will not go,” | “We stay.”"]
    assert found[0].kind is AttributionKind.DIRECT


def test_nested_attributions_name_their_parent() -> None:
    text, (outer, inner) = attributions(NESTED)
    assert (words(text, outer.source), words(text, inner.source)) == ("Brelk", "the minister")
    assert (outer.parent, inner.parent, inner.speech) == (None, outer.id, "deny")


def test_adding_belongs_to_the_one_who_said() -> None:
    text, found = attributions(ADDING)
    assert [(words(text, one.source), words(text, one.cue), words(text, one.content)) for one in found] == [
        ("Brelk", "said", "talks failed"),
        ("Brelk", "adding", "that he left"),
    ]


def test_said_when_is_the_time_of_the_cue() -> None:
    doc = tree(TOLD)
    monday = TimeExpression(Span(doc[4].idx, doc[4].idx + 6), "DATE", "2024-01-01")
    doc._.times = (monday,)
    (found,) = Attributor(tables())(doc)._.attributions
    assert found.said_when == monday


def test_first_person_in_a_quotation_is_its_speaker() -> None:
    doc = tree(FIRST_PERSON)
    (outer, inner) = Attributor(tables())(doc)._.attributions
    assert outer.speaker is not None
    assert outer.speaker.actor is not None
    assert outer.speaker.actor.id == "text.brelk"
    assert inner.speaker is not None
    assert inner.speaker.actor == outer.speaker.actor
    assert (inner.speaker.kind, inner.speaker.rule) == (MentionKind.PRONOUN, "first person")


def test_records_are_the_same_every_time() -> None:
    assert attributions(NESTED) == attributions(NESTED)


def test_no_text_no_attributions() -> None:
    assert attributions() == ("", ())


def test_speaker_type() -> None:
    _, (found,) = attributions(ACCORDING)
    assert isinstance(found.speaker, ActorMention)


def test_a_text_of_nothing_but_quotations_takes_linear_time() -> None:
    doc = tree(QUOTED, *[FOLLOWING] * 4000)
    began = time.process_time()
    found = Attributor(tables())(doc)._.attributions
    assert time.process_time() - began < 5
    assert len(found[0].content) >= 1
