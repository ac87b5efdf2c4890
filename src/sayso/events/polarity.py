"""What negates an event: negators on its verb, subjects that nobody is, openings such as "at no point", "let alone", shared negation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Token

from sayso.events import tree

NEGATING = frozenset({"advmod", "det", "cc", "cc:preconj", "case", "neg", "aux", "nsubj", "nsubj:pass", "obj", "obl:agent"})
"""Relations in which a negator denies the verb it hangs on."""
PARTIES = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})
LONGEST = 14
"""Words between an opening that negates and the auxiliary behind it: "At no point, the ministry said, were troops …"."""
SHARING = frozenset({"or", "nor"})
"""Conjunctions that carry a negation on to the next verb."""


class Polarity:
    """Finds the word that negates a verb or a noun phrase, by the words of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        self._negators = frozenset(cues["negators"])
        self._no = frozenset(cues["negative_determiners"])
        self._single = frozenset(cues["single"])
        self._openings = frozenset(tuple(phrase.split()) for phrase in cues["negative_openings"])
        self._undoing = frozenset(tuple(phrase.split()) for phrase in cues["undoing"])

    def opening(self, verb: Token) -> Token | None:
        """The "nowhere" or "at no point" that brings a verb's auxiliary before its subject."""
        return self._opening(verb)

    def of(self, token: Token) -> Token | None:
        """The word that negates `token`, if one does."""
        return self._beside(token) or self._opening(token) or self._undone(token) or self._shared(token)

    def none_of(self, noun: Token) -> Token | None:
        """The "no", "neither" or "not one" that begins a noun phrase."""
        for child in tree.kids(noun):
            if child.lower_ in self._no and child.dep_ in {"det", "cc:preconj", "cc", "advmod"} and child.i < noun.i:
                return child
        first = noun.left_edge
        if first.lower_ in self._no and first.i + 2 <= noun.i and first.nbor(1).lower_ == "more" and first.nbor(2).lower_ != "than":
            return first  # "no more fines"
        if first.lower_ == "not" and first.i < noun.i and first.nbor(1).lower_ in self._single:
            return first  # "not one hostage", "not a single shell"
        return None

    def _beside(self, token: Token) -> Token | None:
        for child in tree.kids(token):
            if child.lower_ in self._negators and child.dep_ in NEGATING:
                return child
            if child.dep_ in PARTIES and (found := self.none_of(child)) is not None:
                return found
        return None

    def _opening(self, verb: Token) -> Token | None:
        """A phrase like "at no point" on a verb, or one before its auxiliary and subject, parenthesis included."""
        for child in tree.kids(verb):
            if (
                child.dep_ in {"obl", "obl:unmarked", "advmod"}
                and child.i < verb.i
                and self._is_opening(child.left_edge.i, child.i + 1, verb)
            ):
                return child
        helper = next((child for child in tree.kids(verb) if child.dep_ in tree.HELPERS and child.i < verb.i - 1), None)
        if helper is None or not any(child.i > helper.i and child.dep_ in PARTIES for child in tree.kids(verb) if child.i < verb.i):
            return None if helper is None else self._closing(helper, verb)
        start = verb.sent.start + (1 if verb.sent[0].is_punct else 0)
        between = verb.doc[start + 1 : helper.i]
        if self._is_opening(start, start + 1, verb) and not any(word.pos_ in {"VERB", "AUX"} for word in between):
            return verb.doc[start]  # "Nowhere along the frontier were …"
        return self._closing(helper, verb)

    def _closing(self, helper: Token, verb: Token) -> Token | None:
        """The last word of an opening that stands right before an auxiliary, or before a parenthesis in front of that."""
        for end in self._gaps(helper):
            for size in (1, 2, 3):
                if self._is_opening(end - size, end, verb):
                    return verb.doc[end - 1]
        return None

    @staticmethod
    def _gaps(helper: Token) -> Iterator[int]:
        """Where an opening may end: right before the auxiliary, or before what stands between two commas."""
        yield helper.i
        start = helper.sent.start
        if helper.i > start and helper.nbor(-1).text == ",":
            for index in range(helper.i - 2, max(start, helper.i - LONGEST), -1):
                if helper.doc[index].text == ",":
                    yield index

    def _is_opening(self, start: int, end: int, verb: Token) -> bool:
        return start >= verb.sent.start and tuple(word.lower_ for word in verb.doc[start:end]) in self._openings

    def _undone(self, token: Token) -> Token | None:
        """Find "let alone" or "rather than" before a word, or as its conjunction."""
        if token.i - token.sent.start >= 2 and (token.nbor(-2).lower_, token.nbor(-1).lower_) in self._undoing:
            return token.nbor(-2)
        for child in tree.kids(token):
            link = child.dep_ in {"mark", "case", "cc", "advmod"} and child.i + 1 < token.i
            if link and (child.lower_, child.nbor(1).lower_) in self._undoing:
                return child
        return None

    def _shared(self, verb: Token) -> Token | None:
        """The negation of the verb that this one is coordinated with: "has not met or called the envoy"."""
        if verb.dep_ != "conj" or verb.head.i > verb.i or verb.head.pos_ != "VERB" or verb.pos_ != "VERB":
            return None
        link = next((child.lower_ for child in tree.children(verb, "cc")), "")
        own = any(child.dep_ in tree.HELPERS or child.dep_ in {"nsubj", "nsubj:pass"} for child in tree.kids(verb))
        return self._beside(verb.head) if link in SHARING and not own else None
