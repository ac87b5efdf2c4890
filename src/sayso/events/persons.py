"""Which nouns are people, and which of them are single persons whom no number counts: "killed the owner", "mayor shot dead"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Token

from sayso.events import tree

PERSONAL = ("man", "woman", "ist", "ian", "eer", "person", "boy", "girl", "er", "or", "ee")
"""Endings of nouns for people."""


class Persons:
    """Knows people by the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._people = frozenset(table["people"])
        self._groups = frozenset(table["groups"])
        self._things = frozenset(table["things"])
        self._single = frozenset(table["single"])
        self._vague = frozenset(table["vague"])
        self._owned = frozenset(table["owned"])

    def is_single(self, noun: Token) -> bool:
        """Whether a noun phrase is one person, introduced by an article, a possessor, or as in a headline by nothing."""
        rare = noun.tag_ == "NNS" and not noun.lower_.endswith("s") and any(child.lower_ in {"a", "an"} for child in tree.kids(noun))
        if (noun.tag_ != "NN" and not rare) or not self.is_person(noun):  # "a muezzin", taken for a plural
            return False
        bare = not tree.children(noun, "det", "nmod:poss", "nummod") and has_no_article(noun)  # a headline's "kill mayor"
        said = bare or any(child.lower_ in self._single or child.lower_ in self._owned or child.tag_ == "PRP$" for child in tree.kids(noun))
        return said or (
            bool(noun.left_edge.is_sent_start) and not tree.children(noun, "det", "nummod")
        )  # a headline's "Rebel leader killed"

    def is_person(self, noun: Token) -> bool:
        """Whether a singular names one person."""
        lemma = noun.lemma_.lower()
        if any(word.lower_ == "not" for word in noun.doc[noun.left_edge.i : noun.i]):
            return False  # "not a single villager"
        last = lemma.rsplit("-", 1)[-1]  # "under-secretary"
        if {lemma, last} & (self._groups | self._things):
            return False
        return bool({lemma, last} & self._people) or lemma.endswith(PERSONAL)

    def are_people(self, noun: Token) -> bool:
        """Whether a noun, a name or a bare number stands for people."""
        vague = noun.lower_ in self._vague and not noun.lower_.endswith("few")
        return self.names_people(noun) or vague or noun.pos_ in {"PROPN", "NUM"}

    def names_people(self, noun: Token) -> bool:
        """Whether a noun, singular or plural, is a word for people."""
        lemma = noun.lemma_.lower().rsplit("-", 1)[-1]
        if tree.is_any(noun, self._people) or noun.lower_.endswith(("men", "women")):
            return True
        return noun.pos_ == "NOUN" and lemma.endswith(PERSONAL) and lemma not in self._groups | self._things


def is_named(noun: Token) -> bool:
    """Whether a name is one person's, its title included."""
    parts = (noun, *(child for child in tree.kids(noun) if child.dep_ in {"flat", "compound", "appos"} and abs(child.i - noun.i) <= 4))
    return noun.pos_ == "PROPN" and not noun.tag_.endswith("S") and any(part.ent_type_ == "PER" for part in parts)


def has_no_article(noun: Token) -> bool:
    """Whether the line of a noun has neither article nor full stop, as headlines have."""
    low, high = noun.i, noun.i
    while low > 0 and not noun.doc[low].is_sent_start and noun.i - low < 20:
        low -= 1
    while high + 1 < len(noun.doc) and not noun.doc[high + 1].is_sent_start and high - noun.i < 20:
        high += 1
    words = [word for word in noun.doc[low : high + 1] if not word.is_space]
    return words[-1].text != "." and not any(word.tag_ == "DT" for word in words)
