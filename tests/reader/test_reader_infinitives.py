"""Infinitives that the tagger takes for nouns or adjectives."""

from __future__ import annotations

from sayso.reader.infinitives import mend


def test_a_noun_behind_its_own_to_is_a_verb() -> None:
    words = ["They", "want", "him", "to", "apologise"]
    tags, poses = ["PRP", "VBP", "PRP", "IN", "NN"], ["PRON", "VERB", "PRON", "PART", "NOUN"]
    mend(words, tags, poses, [1, 1, 1, 4, 1], ["nsubj", "root", "obj", "mark", "xcomp"])
    assert (tags[3:], poses[4]) == (["TO", "VB"], "VERB")


def test_what_is_to_be_done_has_no_copula() -> None:
    words = ["Northland", "is", "to", "free", "sixty", "men"]
    tags, poses = ["NNP", "VBZ", "TO", "JJ", "CD", "NNS"], ["PROPN", "AUX", "PART", "ADJ", "NUM", "NOUN"]
    deps = ["nsubj:outer", "cop", "mark", "root", "nummod", "obj"]
    mend(words, tags, poses, [3, 3, 3, 3, 5, 3], deps)
    assert (tags[3], poses[3], deps[:2]) == ("VB", "VERB", ["nsubj", "aux"])


def test_names_and_adjuncts_stay() -> None:
    words = ["fled", "to", "safety"]
    tags, poses = ["VBD", "IN", "NN"], ["VERB", "ADP", "NOUN"]
    mend(words, tags, poses, [0, 2, 0], ["root", "case", "obl"])
    assert tags == ["VBD", "IN", "NN"]
