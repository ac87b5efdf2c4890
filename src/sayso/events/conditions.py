"""What makes a clause a condition, a supposition or a question: "if", "in the event that", "had they signed", "did they …?"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Token

from sayso.events import tree

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl"})
NOT_OPENING = frozenset({"punct", "cc", "discourse", "advcl"})
LONGEST = 5
"""Words of the longest phrase that introduces a condition."""


class Conditions:
    """Finds the word that makes a clause unreal, by the words of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        self._unreal = frozenset(cues["subordinators"]["hypothetical"])
        self._bounds = frozenset(cues["subordinators"]["bounds"])
        self._inverting = frozenset(cues["inverting"])
        self._phrases = frozenset(tuple(phrase.split()) for phrase in cues["conditional_phrases"])
        self._lasting = frozenset(tuple(phrase.split()) for phrase in cues["conditional_bounds"])

    def of(self, verb: Token) -> Token | None:
        """The word that makes the clause of `verb` a condition or a question; null where it is a statement."""
        return self._mark(verb) or self._inversion(verb) or self._phrase(verb) or self._fronted(verb)

    def on(self, verb: Token) -> Token | None:
        """The "if", "unless" or "until" of a clause that hangs on this one."""
        for child in tree.kids(verb):
            if child.dep_ in {"advcl", "obl"}:
                for inner in tree.kids(child):
                    if inner.dep_ in {"mark", "case"} and inner.lower_ in self._unreal:
                        return inner
        return None

    def opens(self, noun: Token) -> bool:
        """Whether an auxiliary before a noun phrase opens a condition: "were the union to accept, …"."""
        first = noun.left_edge.i
        return any(child.lower_ in self._inverting and child.i == first for child in tree.children(noun, "cop", "aux"))

    def _mark(self, verb: Token) -> Token | None:
        """The conjunction of a clause, or that of the clause it is coordinated with."""
        for child in tree.kids(verb):
            if child.dep_ == "mark" and child.lower_ in self._unreal:
                return None if child.lower_ in self._bounds and is_past(verb) else child  # "until the army shelled it": it did
        bare = verb.dep_ == "conj" and verb.head.i < verb.i and verb.head.pos_ in {"VERB", "AUX"}
        return self._mark(verb.head) if bare and not tree.children(verb, "mark", "nsubj", "nsubj:pass") else None

    def _inversion(self, verb: Token) -> Token | None:
        """The auxiliary before its subject that opens a condition ("had they signed, …") or a question that may be answered by no."""
        helpers = [child for child in tree.kids(verb) if child.dep_ in tree.HELPERS]
        doer = next(iter(tree.children(verb, "nsubj", "nsubj:pass")), None)
        first = helpers[0] if helpers else None
        if first is None or doer is None or not first.i < doer.i < verb.i:
            return None
        opening = (child for child in tree.kids(verb) if child.i < first.i and child.dep_ not in NOT_OPENING)
        if next(opening, None) is not None:
            return None
        asked = any(child.text == "?" for each in (verb, verb.head) for child in tree.kids(each))
        return first if asked or first.lower_ in self._inverting else None

    def _fronted(self, verb: Token) -> Token | None:
        """The "had", "were" or "should" that opens the sentence right before the verb's subject, hung elsewhere by the parser."""
        doer = next(iter(tree.children(verb, "nsubj", "nsubj:pass")), None)
        first = verb.sent[0] if len(verb.sent) else None
        if first is not None and first.is_punct and first.i + 1 < verb.i:
            first = first.nbor(1)  # a quotation mark
        if first is None or doer is None or not first.i < doer.i < verb.i or first.lower_ not in self._inverting:
            return None
        between = verb.doc[doer.i + 1 : verb.i]
        finite = any(word.tag_ in tree.FINITE for word in between)
        return first if not finite and doer.left_edge.i <= first.i + 1 and verb.tag_ in {"VBN", "VBD", "VB"} else None

    def _phrase(self, verb: Token) -> Token | None:
        """The phrase before a clause's subject that makes it a condition: "in the event that", "provided"."""
        edges = [child.left_edge.i for child in tree.kids(verb) if child.dep_ in SUBJECTS and child.i < verb.i]
        start = min(edges, default=0)
        before = tuple(word.lower_ for word in verb.doc[max(verb.sent.start, start - LONGEST) : start])
        for size in range(1, len(before) + 1):
            if before[-size:] in self._phrases:
                kept = before[-size:] in self._lasting and is_past(verb)
                return None if kept else verb.doc[start - size]
        return None


def is_past(verb: Token) -> bool:
    """Whether a clause is in the past tense, by its verb or its auxiliaries."""
    irregular = verb.tag_ in {"VB", "VBP"} and verb.lower_ != verb.lemma_.lower() and not verb.lower_.endswith(("s", "ing"))
    if irregular and not any(child.lower_ == "to" or child.tag_ == "MD" for child in tree.kids(verb)):
        return True  # "overran", "retook": rare forms that taggers take for infinitives
    return verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in tree.children(verb, "aux", "aux:pass", "cop"))
