"""Adjectives as cues: "she was adamant that …", "he made it clear that …"."""

from __future__ import annotations

import pytest
from attribution_trees import tables, tree

from sayso.attribution.lexicon import compile_cues
from sayso.attribution.predicates import predicate_frames
from sayso.attribution.tree import Tree

ADAMANT = "She/PRP/nsubj>3 was/VBD/cop>3 adamant/JJ/root>0 that/IN/mark>6 it/PRP/nsubj>6 rained/VBD/ccomp>3"
CLEAR = "Orla/NNP/nsubj>2 made/VBD/root>0 it/PRP/expl>2 clear/JJ/xcomp>2 that/IN/mark>7 it/PRP/nsubj>7 rained/VBD/ccomp>4"
NOBODY = "It/PRP/expl>3 is/VBZ/cop>3 clear/JJ/root>0 that/IN/mark>6 it/PRP/nsubj>6 rained/VBD/csubj>3"
NO_CLAUSE = "She/PRP/nsubj>3 was/VBD/cop>3 clear/JJ/root>0"


@pytest.mark.parametrize(
    ("sentence", "source", "cue"),
    [(ADAMANT, "She", "was adamant"), (CLEAR, "Orla", "made it clear")],
)
def test_who_is_sure_of_what(sentence: str, source: str, cue: str) -> None:
    parsed, lexicon = Tree(tree(sentence)), compile_cues(tables())
    parsed.correct_lemmas(lexicon.forms)
    (draft,) = predicate_frames(parsed, lexicon)
    assert [parsed.words[at] for at in draft.source] == [source]
    assert " ".join(parsed.words[at] for at in draft.cue_words) == cue
    assert " ".join(parsed.words[at] for at in sorted(draft.content)) == "that it rained"


@pytest.mark.parametrize("sentence", [NOBODY, NO_CLAUSE])
def test_no_saying(sentence: str) -> None:
    assert predicate_frames(Tree(tree(sentence)), compile_cues(tables())) == []
