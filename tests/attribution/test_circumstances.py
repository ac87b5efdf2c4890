"""Addressee, channel, clauses hung elsewhere, citations, and nests that hold each other."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from attribution_trees import tables, tree

from sayso.attribution.circumstances import add_circumstances
from sayso.attribution.citing import turn_citations
from sayso.attribution.draft import Draft
from sayso.attribution.frames import verb_frames
from sayso.attribution.lexicon import CueLexicon, compile_cues
from sayso.attribution.nesting import parents, untangle
from sayso.attribution.rehanging import raise_clauses, raise_gerunds
from sayso.attribution.tree import Tree

THAT_IT_RAINED = "that/IN/mark>{c} it/PRP/nsubj>{c} rained/VBD/ccomp>{v}"
TOLD = "She/PRP/nsubj>2 told/VBD/root>0 Orla/NNP/iobj>2 in/IN/case>6 an/DT/det>6 interview/NN/obl>2 " + THAT_IT_RAINED.format(c=9, v=2)
LETTER = (
    "In/IN/case>3 a/DT/det>3 letter/NN/obl>8 to/IN/case>6 the/DT/det>6 council/NN/nmod>3 she/PRP/nsubj>8 said/VBD/root>0 "
    + THAT_IT_RAINED.format(c=11, v=8)
)
SPEAKING = "Speaking/VBG/advcl>6 to/IN/case>3 reporters/NNS/obl>1 ,/,/punct>1 she/PRP/nsubj>6 said/VBD/root>0 " + THAT_IT_RAINED.format(
    c=9, v=6
)
WROTE = "She/PRP/nsubj>2 wrote/VBD/root>0 in/IN/case>5 the/DT/det>5 Lantern/NNP/obl>2 " + THAT_IT_RAINED.format(c=8, v=2)
WHICH = "which/WDT/obj>3 she/PRP/nsubj>3 said/VBD/root>0 " + THAT_IT_RAINED.format(c=6, v=3)
STRAYED = "She/PRP/nsubj>2 denied/VBD/root>0 in/IN/case>5 a/DT/det>5 letter/NN/obl>2 that/IN/mark>8 it/PRP/nsubj>8 rained/VBD/acl:relcl>5"
OWN_CLAUSE = "She/PRP/nsubj>2 denied/VBD/root>0 the/DT/det>4 claim/NN/obj>2 that/IN/mark>7 it/PRP/nsubj>7 rained/VBD/acl>4"
CITING = (
    "Orla/NNP/nsubj>2 reported/VBD/root>0 ,/,/punct>4 citing/VBG/advcl>2 two/CD/nummod>6 aides/NNS/obj>4 ,/,/punct>10 that/IN/mark>10 "
    "it/PRP/nsubj>10 rained/VBD/acl:relcl>6"
)
PASSIVE = "Nurses/NNS/nsubj:pass>3 were/VBD/aux:pass>3 told/VBN/root>0 by/IN/case>5 Orla/NNP/obl:agent>3 " + THAT_IT_RAINED.format(c=8, v=3)
TELEVISION = "Speaking/VBG/advcl>6 on/IN/case>3 television/NN/obl>1 ,/,/punct>1 she/PRP/nsubj>6 said/VBD/root>0 " + THAT_IT_RAINED.format(
    c=9, v=6
)
STATING = "They/PRP/nsubj>2 signed/VBD/root>0 a/DT/det>4 declaration/NN/obj>2 stating/VBG/acl>4 " + THAT_IT_RAINED.format(c=8, v=5)
LETTING = "She/PRP/nsubj>2 let/VBD/root>0 Orla/NNP/obj>2 know/VB/xcomp>2 " + THAT_IT_RAINED.format(c=7, v=4)
URGED = "She/PRP/nsubj>2 urged/VBD/root>0 Orla/NNP/obj>2 to/TO/mark>5 resign/VB/xcomp>2"
WARNED = "She/PRP/nsubj>2 warned/VBD/root>0 Orla/NNP/obj>2 about/IN/case>5 rain/NN/obl>2"
ACCUSED = "She/PRP/nsubj>2 accused/VBD/root>0 Orla/NNP/obj>2 of/IN/mark>5 saying/VBG/advcl>2 " + THAT_IT_RAINED.format(c=8, v=5)
QUOTING = "Orla/NNP/nsubj>6 ,/,/punct>3 quoting/VBG/acl>1 aides/NNS/obj>3 ,/,/punct>3 reported/VBD/root>0 " + THAT_IT_RAINED.format(
    c=9, v=6
)
GERUND = (
    "She/PRP/nsubj>2 said/VBD/root>0 they/PRP/nsubj>4 complained/VBD/ccomp>2 of/IN/mark>8 having/VBG/aux>8 been/VBN/aux:pass>8 "
    "beaten/VBN/ccomp>2"
)


def drafts(sentence: str) -> tuple[Tree, CueLexicon, list[Draft]]:
    lexicon = compile_cues(tables())
    parsed = Tree(tree(sentence))
    parsed.correct_lemmas(lexicon.forms)
    raise_clauses(parsed, lexicon)
    raise_gerunds(parsed, lexicon)
    return parsed, lexicon, verb_frames(parsed, lexicon)


def words(parsed: Tree, tokens: Iterable[int]) -> str:
    return " ".join(parsed.words[at] for at in sorted(tokens))


@pytest.mark.parametrize(
    ("sentence", "addressee", "channel"),
    [
        (TOLD, "Orla", "an interview"),
        (LETTER, "the council", "a letter"),
        (SPEAKING, "reporters", ""),
        (WROTE, "", "the Lantern"),
        (WHICH, "", ""),
        (PASSIVE, "Nurses", ""),
        (TELEVISION, "", "television"),
        (STATING, "", "a declaration"),
        (LETTING, "Orla", ""),
    ],
)
def test_addressee_and_channel(sentence: str, addressee: str, channel: str) -> None:
    parsed, lexicon, found = drafts(sentence)
    draft = next(draft for draft in found if "rained" in words(parsed, draft.content))
    add_circumstances(parsed, lexicon, draft)
    assert (words(parsed, draft.addressee), words(parsed, draft.channel)) == (addressee, channel)


def test_who_is_urged_is_spoken_to() -> None:
    parsed, lexicon, found = drafts(URGED)
    found[0].content = {2, 3, 4}
    add_circumstances(parsed, lexicon, found[0])
    assert words(parsed, found[0].addressee) == "Orla"


@pytest.mark.parametrize(
    ("sentence", "cue", "source", "content"),
    [
        (WARNED, "warned", "She", "rain"),
        (ACCUSED, "saying", "Orla", "that it rained"),
        (LETTING, "know", "She", "that it rained"),
        (GERUND, "complained", "they", "having been beaten"),
    ],
)
def test_source_and_content(sentence: str, cue: str, source: str, content: str) -> None:
    parsed, _, found = drafts(sentence)
    draft = next(draft for draft in found if parsed.words[draft.anchor] == cue)
    assert (words(parsed, draft.source), words(parsed, draft.content)) == (source, content)


def test_those_cited_before_the_cue_say_it_within_the_report() -> None:
    parsed, lexicon, found = drafts(QUOTING)
    turn_citations(parsed, lexicon, found)
    cited = next(draft for draft in found if parsed.words[draft.anchor] == "quoting")
    assert (words(parsed, cited.source), words(parsed, cited.content)) == ("aides", "that it rained")
    assert parents(found)[found.index(cited)] == next(at for at, draft in enumerate(found) if parsed.words[draft.anchor] == "reported")


def test_a_clause_hung_on_the_channel_is_the_cues() -> None:
    parsed, _, found = drafts(STRAYED)
    assert [words(parsed, draft.content) for draft in found] == ["that it rained"]
    assert parsed.heads[parsed.words.index("rained")] == parsed.words.index("denied")


def test_a_clause_of_a_claim_stays_the_claims() -> None:
    parsed, _, _ = drafts(OWN_CLAUSE)
    assert parsed.heads[parsed.words.index("rained")] == parsed.words.index("claim")


def test_those_cited_say_it_within_the_report() -> None:
    parsed, lexicon, found = drafts(CITING)
    turn_citations(parsed, lexicon, found)
    report, cited = sorted(found, key=lambda draft: draft.anchor)
    assert (words(parsed, cited.source), words(parsed, cited.content)) == ("two aides", "that it rained")
    assert parents([report, cited]) == [None, 0]


def test_a_parenthetical_cue_leaves_the_content_it_reports() -> None:
    parsed = Tree(tree("They/PRP/nsubj>2 say/VBP/ccomp>6 it/PRP/nsubj>4 rained/VBD/ccomp>2 ,/,/punct>6 said/VBD/root>0 Orla/NNP/nsubj>6"))
    inner = Draft(1, None, cue_words=[1], source=[0], content={2, 3, 4, 5, 6})
    outer = Draft(5, None, cue_words=[5], source=[6], content={0, 1, 2, 3})
    untangle(parsed, [inner, outer])
    assert words(parsed, inner.content) == "it rained"
    assert parents([inner, outer]) == [1, None]
