"""What sort of source: the noun at its head, the actor, the number; on small trees with invented sources."""

from __future__ import annotations

import pytest
from attribution_trees import tables, tree

from sayso.attribution.draft import Draft
from sayso.attribution.lexicon import compile_cues
from sayso.attribution.sourcetypes import SourceTypes
from sayso.attribution.tree import Tree
from sayso.records import Actor, ActorMention, MentionKind, SourceType, Span

LEXICON = compile_cues(tables())


def typed(line: str, head: int, speaker: ActorMention | None = None) -> tuple[SourceType, str]:
    words = Tree(tree(line))
    found = SourceTypes(words, LEXICON).of(Draft(0, None, head=head, source=[head]), speaker)
    return found.type, found.rule


@pytest.mark.parametrize(
    ("line", "head", "expected"),
    [
        ("A/DT/det>2 diplomat/NN/nsubj>3 said/VBD/root>0", 1, SourceType.OFFICIALS),
        ("The/DT/det>2 authorities/NNS/nsubj>3 said/VBD/root>0", 1, SourceType.OFFICIALS),
        ("A/DT/det>2 commander/NN/nsubj>3 said/VBD/root>0", 1, SourceType.OFFICIALS),
        ("The/DT/det>2 commander/NN/nsubj>3 said/VBD/root>0", 1, SourceType.PERSON),
        ("Witnesses/NNS/nsubj>2 said/VBD/root>0", 0, SourceType.WITNESSES),
        ("Villagers/NNS/nsubj>2 said/VBD/root>0", 0, SourceType.RESIDENTS),
        ("Sources/NNS/nsubj>2 said/VBD/root>0", 0, SourceType.INFORMED),
        ("People/NNS/nsubj>3 familiar/JJ/amod>1 said/VBD/root>0", 0, SourceType.INFORMED),
        ("People/NNS/nsubj>2 said/VBD/root>0", 0, SourceType.PEOPLE),
        ("One/CD/nsubj>5 of/IN/case>4 the/DT/det>4 analysts/NNS/nmod>1 said/VBD/root>0", 0, SourceType.EXPERTS),
        ("Nurses/NNS/nsubj>2 said/VBD/root>0", 0, SourceType.PEOPLE),
        ("The/DT/det>2 letter/NN/nsubj>3 says/VBZ/root>0", 1, SourceType.DOCUMENT),
        ("Polls/NNS/nsubj>2 show/VBP/root>0", 0, SourceType.POLL),
        ("The/DT/det>2 government/NN/nsubj>3 said/VBD/root>0", 1, SourceType.GOVERNMENT),
        ("The/DT/det>2 ministry/NN/nsubj>3 said/VBD/root>0", 1, SourceType.INSTITUTION),
        ("The/DT/det>2 widow/NN/nsubj>3 said/VBD/root>0", 1, SourceType.PERSON),
        ("This/DT/det>2 newspaper/NN/nsubj>3 said/VBD/root>0", 1, SourceType.SELF),
        ("I/PRP/nsubj>2 said/VBD/root>0", 0, SourceType.SELF),
        ("“/``/punct>3 I/PRP/nsubj>3 agree/VBP/root>0 ”/''/punct>3", 1, SourceType.PERSON),
        ("They/PRP/nsubj>2 said/VBD/root>0", 0, SourceType.PEOPLE),
        ("She/PRP/nsubj>2 said/VBD/root>0", 0, SourceType.PERSON),
    ],
)
def test_nouns_and_pronouns(line: str, head: int, expected: SourceType) -> None:
    assert typed(line, head)[0] is expected


def test_no_source_at_all() -> None:
    found = SourceTypes(Tree(tree("It/PRP/expl>3 is/VBZ/aux:pass>3 believed/VBN/root>0")), LEXICON).of(Draft(2, None), None)
    assert (found.type, found.rule, found.word) == (SourceType.NONE, "no source named", None)


def named(kind: str, mention: MentionKind, span: Span, antecedent: Span | None = None) -> ActorMention:
    return ActorMention(span, span, mention, Actor("text.x", "X", None, (), kind), antecedent, "test", 1.0)


@pytest.mark.parametrize(
    ("line", "head", "speaker", "expected"),
    [
        ("The/DT/det>2 Evening/NNP/nsubj>3 said/VBD/root>0", 1, named("media", MentionKind.NAME, Span(4, 11)), SourceType.INSTITUTION),
        ("Analyst/NN/nmod:desc>2 Drozd/NNP/nsubj>3 said/VBD/root>0", 1, named("person", MentionKind.NAME, Span(8, 13)), SourceType.PERSON),
        ("The/DT/det>2 analyst/NN/nsubj>3 said/VBD/root>0", 1, named("person", MentionKind.ROLE, Span(4, 11)), SourceType.PERSON),
        ("The/DT/det>2 letter/NN/nsubj>3 says/VBZ/root>0", 1, named("person", MentionKind.DOCUMENT, Span(4, 10)), SourceType.DOCUMENT),
        ("Suva/NNP/nsubj>2 said/VBD/root>0", 0, named("government", MentionKind.PLACE, Span(0, 4)), SourceType.GOVERNMENT),
        ("Fijians/NNPS/nsubj>2 said/VBD/root>0", 0, named("country", MentionKind.DEMONYM, Span(0, 7)), SourceType.PEOPLE),
        ("The/DT/det>2 Fijians/NNPS/nsubj>3 said/VBD/root>0", 1, named("country", MentionKind.DEMONYM, Span(4, 11)), SourceType.GOVERNMENT),
    ],
)
def test_actors(line: str, head: int, speaker: ActorMention, expected: SourceType) -> None:
    assert typed(line, head, speaker)[0] is expected


def test_a_pronoun_has_the_type_of_its_antecedent() -> None:
    line = "Witnesses/NNS/nsubj>2 fled/VBD/root>0 and/CC/cc>5 they/PRP/nsubj>5 said/VBD/conj>2"
    speaker = named("role", MentionKind.PRONOUN, Span(19, 23), antecedent=Span(0, 9))
    assert typed(line, 3, speaker) == (SourceType.WITNESSES, "as its antecedent: noun: witnesses, strong")
