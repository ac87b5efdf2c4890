"""Subjects, hearers and clauses that readers hang on the wrong verb of a nest, and speakers known by a role alone."""

from __future__ import annotations

import pytest
from attribution_trees import tables, tree
from test_attribution_merging import with_roles

from sayso.attribution import Attributor
from sayso.attribution.lexicon import compile_cues
from sayso.attribution.subjects import settle_verbs
from sayso.attribution.tree import Tree
from sayso.reader.roles import CONTENT, CUE, SOURCE, RoleSpan
from sayso.records import Attribution

WARNED = (
    "Orla/NNP/nsubj>2 warned/VBD/root>0 the/DT/det>4 rebels/NNS/nsubj>8 the/DT/det>6 truce/NN/nsubj>8 would/MD/aux>8 end~/VB/ccomp>2 "
    "././punct>2"
)
SWAPPED = (
    "Orla/NNP/nsubj>2 told/VBD/root>0 city/NN/compound>4 clerks/NNS/nsubj>8 the/DT/det>6 money/NN/obj>2 had/VBD/aux>8 gone~/VBN/ccomp>2 "
    "././punct>2"
)
COMPOUND = "Orla/NNP/nsubj>2 told/VBD/root>0 reporters/NNS/compound>4 rebels/NNS/nsubj>6 had/VBD/aux>6 left~/VBN/ccomp>2 ././punct>2"
BETWEEN = (
    "Memos/NNS/nsubj>2 show/VBP/root>0 that/IN/mark>8 nurses/NNS/nsubj>8 suspected/VBD/ccomp>2 it/PRP/nsubj>8 was/VBD/aux>8 "
    "leaking~/VBG/ccomp>5 ././punct>2"
)
LET_KNOW = (
    "They/PRP/nsubj>2 let/VBD/root>0 the/DT/det>4 board/NN/obj>8 know/VB/xcomp>2 that/IN/mark>8 it/PRP/nsubj>8 rained~/VBD/ccomp>5 "
    "././punct>2"
)
QUOTED = (
    "Lantern/NNP/nsubj>2 quoted/VBD/root>0 the/DT/det>4 king/NN/obj>6 as/IN/mark>6 saying/VBG/advcl>2 it/PRP/nsubj>8 rained~/VBD/ccomp>6 "
    "././punct>2"
)
REJECTED = (
    "Orla/NNP/nsubj>2 rejected/VBD/root>0 as/IN/mark>4 baseless/VBG/advcl>2 a/DT/det>6 claim/NN/obj>4 by/IN/case>8 rebels/NNS/nmod>6 "
    "that/WDT/obj>11 guards/NNS/nsubj>11 fled~/VBD/acl>6 ././punct>2"
)
CONFIDED = (
    "She/PRP/nsubj>2 recalls/VBZ/root>0 he/PRP/nsubj>4 confided/VBD/ccomp>2 to/IN/case>6 her/PRP/obl>4 that/IN/mark>9 it/PRP/nsubj>9 "
    "rained~/VBD/ccomp>2 ././punct>2"
)
LISTENER = (
    "She/PRP/nsubj>2 insists/VBZ/root>0 to/IN/case>4 anyone/NN/obl>2 who/WP/nsubj>6 listens/VBZ/acl:relcl>4 that/IN/mark>9 it/PRP/nsubj>9 "
    "rained~/VBD/ccomp>6 ././punct>2"
)
INSERTED = (
    "Orla/NNP/nsubj>2 said/VBD/root>0 that~/IN/mark>10 ,/,/punct>3 according/VBG/case>7 to/IN/fixed>5 clerks~/NNS/obl>2 ,/,/punct>7 "
    "it/PRP/nsubj>10 rained~/VBD/ccomp>2 ././punct>2"
)
KEPT_ASKING = (
    "Orla/NNP/nsubj>2 wrote/VBD/root>0 that/IN/mark>5 voters/NNS/nsubj>5 kept/VBD/ccomp>2 asking/VBG/ccomp>2 her/PRP/iobj>6 "
    "when/WRB/advmod>10 it/PRP/nsubj>10 ended~/VBD/ccomp>6 ././punct>2"
)
APPEALED = "Chiefs/NNS/nsubj>2 appealed/VBD/root>0 to/IN/case>4 Orla/NNP/obl>2 for/IN/case>6 tents~/NNS/obl>2 ././punct>2"
WARNING_BY = (
    "Orla/NNP/nsubj>2 concealed/VBD/root>0 a/DT/det>4 warning/NN/obj>2 by/IN/case>6 clerks/NNS/obl>2 that/IN/mark>9 it/PRP/nsubj>9 "
    "leaked~/VBD/acl>4 ././punct>2"
)
AGREED = (
    "Both/DT/nsubj>2 agreed~/VBD/ccomp>5 ,/,/punct>2 Orla/NNP/nsubj>5 said~/VBD/root>0 ,/,/punct>9 that/IN/mark>9 it/PRP/nsubj>9 "
    "rained~/VBD/ccomp>5 ././punct>5"
)
DISPUTED = (
    "Orla/NNP/nsubj>2 said/VBD/root>0 it/PRP/nsubj>4 rained~/VBD/ccomp>2 ,/,/punct>7 a/DT/det>7 claim/NN/parataxis>4 clerks/NNS/nsubj>9 "
    "deny~/VBP/acl:relcl>7 ././punct>2"
)
WHO_ATTENDED = (
    "Orla/NNP/nsubj>2 showed/VBD/root>0 it/PRP/nsubj>4 rained~/VBD/ccomp>2 ,/,/punct>9 clerks/NNS/nsubj>9 who/WP/nsubj>8 "
    "attended/VBD/acl:relcl>6 said~/VBD/ccomp>2 ././punct>2"
)
DECLARED = (
    "It/PRP/nsubj:pass>3 was/VBD/aux:pass>3 declared/VBN/root>0 safe/JJ/xcomp>3 by/IN/case>7 the/DT/det>7 regulator~/NN/obl>4 ././punct>3"
)
GENERALS = (
    "He/PRP/nsubj>2 told/VBD/root>0 his/PRP$/nmod:poss>4 generals/NNS/nsubj>8 that/IN/mark>8 he/PRP/nsubj>8 would/MD/aux>8 "
    "wait~/VB/ccomp>2 ././punct>2"
)
COURTIERS = (
    "Orla/NNP/nsubj:pass>3 is/VBZ/aux:pass>3 said/VBN/root>0 by/IN/case>5 courtiers/NNS/obl:agent>3 to/TO/mark>8 have/VB/aux>8 "
    "warned/VBN/xcomp>3 that/IN/mark>11 it/PRP/nsubj>11 rained~/VBD/ccomp>8 ././punct>3"
)
IN_A_CALL = (
    "He/PRP/nsubj>2 threatened/VBD/root>0 in/IN/case>5 a/DT/det>5 call/NN/obl>2 to/TO/mark>7 burn/VB/acl>5 it~/PRP/obj>7 ././punct>2"
)
MADE_CLEAR = (
    "She/PRP/nsubj>2 made/VBD/root>0 clear/JJ/xcomp>2 to/IN/case>5 him/PRP/obl>3 that/IN/mark>8 it/PRP/nsubj>8 "
    "rained~/VBD/ccomp>3 ././punct>2"
)
NESTS = [
    pytest.param(GENERALS, ("He", "that he would wait", "his generals"), id="hearer before that hung on the clause"),
    pytest.param(COURTIERS, ("Orla", "that it rained", ""), id="who is said to have warned"),
    pytest.param(IN_A_CALL, ("He", "to burn it", ""), id="infinitive hung on the channel"),
    pytest.param(MADE_CLEAR, ("She", "that it rained", "him"), id="made clear to somebody"),
    pytest.param(KEPT_ASKING, ("voters", "when it ended", "her"), id="participle belongs to the verb that carries it"),
    pytest.param(APPEALED, ("Chiefs", "to Orla | tents", "Orla"), id="appealed to somebody for something"),
    pytest.param(WARNING_BY, ("clerks", "that it leaked", ""), id="by whom a warning is"),
    pytest.param(AGREED, ("Both", "that it rained", ""), id="clause behind an inserted cue belongs to the verb before it"),
    pytest.param(AGREED, ("Orla", "Both agreed | that it rained", ""), id="inserted cue holds all around it"),
    pytest.param(DISPUTED, ("Orla", "it rained", ""), id="what others deny is the outlet's comment"),
    pytest.param(WHO_ATTENDED, ("clerks who attended", "Orla showed it rained", ""), id="source with a relative clause behind it all"),
    pytest.param(DECLARED, ("the regulator", "It | safe", ""), id="agent hung on the predicate"),
    pytest.param(WARNED, ("Orla", "the truce would end", "the rebels"), id="two subjects, the first is told"),
    pytest.param(SWAPPED, ("Orla", "the money had gone", "city clerks"), id="hearer and subject exchanged"),
    pytest.param(COMPOUND, ("Orla", "rebels had left", "reporters"), id="hearer taken for part of the name"),
    pytest.param(BETWEEN, ("nurses", "it was leaking", ""), id="first subject belongs to the verb between"),
    pytest.param(LET_KNOW, ("They", "that it rained", "the board"), id="object hung below know"),
    pytest.param(QUOTED, ("the king", "it rained", ""), id="object hung below as saying"),
    pytest.param(REJECTED, ("Orla", "a claim by rebels that guards fled", ""), id="object hung below the judgement"),
    pytest.param(REJECTED, ("rebels", "that guards fled", ""), id="clause of a claim is no relative clause"),
    pytest.param(CONFIDED, ("he", "that it rained", "her"), id="second clause belongs to the first"),
    pytest.param(LISTENER, ("She", "that it rained", "anyone"), id="clause beyond a relative clause"),
    pytest.param(INSERTED, ("clerks", "that | it rained", ""), id="according to behind that"),
    pytest.param(INSERTED, ("Orla", "that, according to clerks, it rained", ""), id="what a phrase is inserted in"),
]


def attributions(*sentences: str) -> tuple[Attribution, ...]:
    return tuple(Attributor(tables())(tree(*sentences))._.attributions)


def told(sentence: str) -> list[tuple[str, str, str]]:
    doc = Attributor(tables())(tree(sentence))
    cut = lambda spans: " | ".join(span.of(doc.text) for span in spans)  # noqa: E731
    return [(cut(one.source), cut(one.content), cut(one.addressee)) for one in doc._.attributions]


@pytest.mark.parametrize(("sentence", "expected"), NESTS)
def test_misplaced_words_go_back_to_their_verb(sentence: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(sentence)


def test_a_verb_of_a_headline_is_no_noun() -> None:
    words = tree("Envoy/NN/nsubj>2 says/VBZ/root>0 sides/NNS/nsubj>4 agree/NN/obj>2 to/IN/case>6 talks/NNS/obl>4")
    lexicon, view = compile_cues(tables()), Tree(words)
    settle_verbs(view, lexicon, 0)
    assert view.tags[3] == "NN"
    settle_verbs(view, lexicon, len(words.text))
    assert (view.tags[3], view.deps[3], view.lemmas[3]) == ("VBP", "ccomp", "agree")


COMPLAINED = (
    "Orla/NNP/nsubj>2 said/VBD/root>0 parents/NNS/nsubj>5 had/VBD/aux>5 come/VBN/ccomp>2 and/CC/cc>7 complained/VBD/conj>5 that/IN/mark>10 "
    "it/PRP/nsubj>10 rained~/VBD/ccomp>7 ././punct>2"
)


@pytest.mark.parametrize(("content", "speaker"), [((2, 10), "parents"), ((2, 5), "Orla")])
def test_the_model_tells_whose_the_second_verb_is(content: tuple[int, int], speaker: str) -> None:
    spans = (RoleSpan(SOURCE, 0, 1, 0.95, 1, 1.0), RoleSpan(CUE, 1, 2, 0.95), RoleSpan(CONTENT, *content, 0.95, 1, 1.0))
    doc = Attributor(tables())(with_roles(tree(COMPLAINED), *spans))
    (one,) = [one for one in doc._.attributions if one.cue[0].of(doc.text) == "complained"]
    assert one.source[0].of(doc.text) == speaker


APOLOGISED = (
    "Orla/NNP/nsubj>2 testified/VBD/root>0 guards/NNS/nsubj>5 had/VBD/aux>5 wept/VBN/ccomp>2 and/CC/cc>7 said/VBD/conj>2 it/PRP/nsubj>9 "
    "rained~/VBD/ccomp>7 ././punct>2"
)


def test_a_second_verb_on_the_cue_goes_where_the_model_has_it() -> None:
    spans = (RoleSpan(SOURCE, 0, 1, 0.95, 1, 1.0), RoleSpan(CUE, 1, 2, 0.95), RoleSpan(CONTENT, 2, 9, 0.95, 1, 1.0))
    doc = Attributor(tables())(with_roles(tree(APOLOGISED), *spans))
    (one,) = [one for one in doc._.attributions if one.cue[0].of(doc.text) == "said"]
    assert one.source[0].of(doc.text) == "guards"


BELIEVE = (
    "Nurses/NNS/nsubj>2 believe/VBP/root>0 it/PRP/nsubj>4 rained~/VBD/ccomp>2 ,/,/punct>7 Orla/NNP/nsubj>7 said~/VBD/ccomp>2 ././punct>2"
)


def test_who_acts_in_the_content_does_not_speak() -> None:
    spans = (
        RoleSpan(SOURCE, 0, 1, 0.8, 6, 1.0),
        RoleSpan(CONTENT, 2, 4, 0.95, 6, 1.0),
        RoleSpan(SOURCE, 5, 6, 0.8, 6, 1.0),
        RoleSpan(CUE, 6, 7, 0.95),
    )
    doc = Attributor(tables())(with_roles(tree(BELIEVE), *spans))
    found = {one.cue[0].of(doc.text): one for one in doc._.attributions}
    assert [span.of(doc.text) for span in found["said"].source] == ["Orla"]
    assert [span.of(doc.text) for span in found["said"].content] == ["Nurses believe it rained"]
    assert found["believe"].parent == found["said"].id


def test_parts_of_a_source_keep_the_order_of_the_text() -> None:
    words = tree(
        "Nurses/NNS/nsubj>5 here/RB/advmod>1 ,~/,/punct>4 Orla/NNP/conj>1 shone/VBD/root>0 it/PRP/nsubj>7 rained~/VBD/ccomp>5 ././punct>5"
    )
    spans = (
        RoleSpan(SOURCE, 0, 1, 0.9, 4, 1.0),
        RoleSpan(SOURCE, 3, 4, 0.9, 4, 1.0),
        RoleSpan(CUE, 4, 5, 0.95),
        RoleSpan(CONTENT, 5, 7, 0.95, 4, 1.0),
    )
    (one,) = Attributor(tables())(with_roles(words, *spans))._.attributions
    assert [span.of(words.text) for span in one.source] == ["Nurses", "Orla"]
    assert one.speaker is not None
    assert one.speaker.span.start < one.speaker.span.end


RADIOED = "Crews/NNS/nsubj>2 radioed/VBD/root>0 Orlava/NNP/obj>2 to/TO/mark>5 say/VB/advcl>2 it/PRP/nsubj>7 rained~/VBD/ccomp>5 ././punct>2"
BY_PHONE = "Nurses/NNS/nsubj>5 asked/VBN/acl>1 by/IN/case>4 phone/NN/obl>2 said/VBD/root>0 it/PRP/nsubj>7 rained~/VBD/ccomp>5 ././punct>5"
HOTLINE = (
    "Orlava/NNP/nsubj>3 had/VBD/aux>3 notified/VBN/root>0 it/PRP/obj>3 through/IN/case>7 a/DT/det>7 hotline/NN/obl>3 that/IN/mark>10 "
    "water/NN/nsubj>10 rose~/VBD/ccomp>3 ././punct>3"
)


@pytest.mark.parametrize(
    ("sentence", "addressee", "channel"),
    [(RADIOED, "Orlava", ""), (BY_PHONE, "", "phone"), (HOTLINE, "it", "a hotline")],
)
def test_who_is_reached_and_how(sentence: str, addressee: str, channel: str) -> None:
    doc = Attributor(tables())(tree(sentence))
    (one,) = doc._.attributions
    assert ["".join(span.of(doc.text) for span in spans) for spans in (one.addressee, one.channel)] == [addressee, channel]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("He/PRP/nsubj>4 would/MD/aux>4 not/RB/advmod>4 say/VB/root>0 from/IN/case>6 whom~/WP/obl>4 ././punct>4", "from whom"),
        (
            "From/IN/case>2 whom~/WP/obl>7 ,/,/punct>2 he/PRP/nsubj>7 did/VBD/aux>7 not/RB/advmod>7 say~/VB/root>0 ././punct>7",
            "From whom",
        ),
        ("Nurses/NNS/nsubj>2 found/VBD/root>0 no/DT/det>4 trace/NN/obj>2 of/IN/case>6 gas~/NN/nmod>4 ././punct>2", "no trace of gas"),
    ],
)
def test_questions_left_open_and_findings(sentence: str, content: str) -> None:
    assert [one[1] for one in told(sentence)] == [content]


def test_a_role_without_a_name_is_named_by_whose_it_is() -> None:
    (one,) = attributions("The/DT/det>3 retired/JJ/amod>3 pilot/NN/nsubj>4 said/VBD/root>0 it/PRP/nsubj>6 rained~/VBD/ccomp>4 ././punct>4")
    assert one.speaker is not None
    assert one.speaker.actor is not None
    assert (one.speaker.actor.name, one.speaker.actor.kind) == ("retired pilot", "role")


def test_a_name_in_apposition_is_the_speaker() -> None:
    (one,) = attributions(
        "The/DT/det>2 owner~/NN/nsubj>7 ,/,/punct>5 Nordkraft/NNP/compound>5 Paper~/NNP/appos>2 ,/,/punct>2 said/VBD/root>0 it/PRP/nsubj>9 "
        "rained~/VBD/ccomp>7 ././punct>7"
    )
    assert one.speaker is not None
    assert one.speaker.actor is not None
    assert one.speaker.actor.name == "Nordkraft Paper"
