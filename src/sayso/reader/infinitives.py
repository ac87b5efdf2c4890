"""Infinitives that the tagger takes for nouns or adjectives: "wants the minister to apologise", "is to free sixty prisoners"."""

from __future__ import annotations

from collections.abc import Sequence

CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "root", "parataxis"})
"""Relations of the head of an infinitive clause."""
MISTAKEN = frozenset({"NN", "NNP", "JJ", "VBP"})
"""Tags that a verb's plain form is given by mistake."""


def mend(words: Sequence[str], tags: list[str], poses: list[str], heads: Sequence[int], deps: list[str]) -> None:
    """Tag as a plain form what the tree has as the head of a clause right behind its own "to"; changes `tags`, `poses` and `deps`."""
    for i in range(1, len(words)):
        marked = words[i - 1].lower() == "to" and deps[i - 1] == "mark" and heads[i - 1] == i
        if marked and deps[i] in CLAUSAL and tags[i] in MISTAKEN and words[i].islower():
            tags[i], poses[i], tags[i - 1] = "VB", "VERB", "TO"
            for j in range(i - 1):
                if deps[j] == "cop" and heads[j] == i:
                    deps[j] = "aux"
                    poses[j] = "AUX"
                elif deps[j] == "nsubj:outer" and heads[j] == i:
                    deps[j] = "nsubj"
