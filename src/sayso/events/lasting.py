"""What tells that an event goes on: "rages on", "entered its third day", "were still on strike", "strafe it week after week".

Wires tell what goes on in the past tense of their reporting ("fighting continued on Friday"); such readings carry the rule `THEN`, and
`circumstance.is_over` takes back those of a time long before the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.polarity import Polarity
from sayso.events.predicates import particles

NOW, THEN = "lasting", "lasting then"
"""Beginnings of the rules by which something goes on in the present, or in the past of a report."""
PRESENT = frozenset({"VBZ", "VBP"})
TIMES = ("obj", "obl:unmarked", "obl", "xcomp")
MAIN = frozenset({"root", "ROOT", "ccomp", "conj", "parataxis"})
BREAKING_IN = frozenset({"when", "before", "until", "till", "after"})
"""Conjunctions of what ends or breaks off that which was going on: "were marching when police …"."""


class Lasting:
    """Reads it with the words of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: Mapping[str, Any], polarity: Polarity) -> None:
        self._polarity = polarity
        self._continuing = frozenset(cues["continuing"])
        self._lasting = frozenset(cues["lasting"])
        self._periods = frozenset(cues["periods"])
        self._spanning = frozenset(cues["spanning"])
        self._entering = frozenset(cues["entering"])
        self._counting = frozenset(cues["counting_on"])
        self._engaging = frozenset(cues["engaging"])
        self._under_way = frozenset(cues["under_way"])
        self._yet = frozenset(cues["ongoing_words"])
        self._often = frozenset(cues["often"])

    def rule(self, verb: Token) -> str | None:
        """`NOW` or `THEN` where a clause says that something goes on: "has entered its third month", "shows no sign of ending"."""
        if any(child.tag_ == "MD" for child in tree.kids(verb)):
            return None
        if self._is_present(verb):
            return NOW if self._goes_on(verb, past=False) else None
        return THEN if _is_past(verb) and self._goes_on(verb, past=True) else None

    def period(self, word: Token) -> str | None:
        """`NOW` or `THEN` of "is in its third week", "were into their third day", "was still under way"."""
        helpers = tree.children(word, "cop", "aux")
        present = any(child.tag_ in PRESENT for child in helpers)
        if not helpers or (not present and not any(child.tag_ == "VBD" for child in helpers)):
            return None
        if word.lemma_.lower() in self._periods and tree.case_of(word) in {"in", "into"}:
            return NOW if present else THEN if self._is_latest(word) else None
        if word.pos_ != "VERB" and tree.is_any(word, self._under_way) and self._polarity.of(word) is None:
            return NOW if present else THEN if self.is_still(word) else None
        return None

    def is_still(self, word: Token) -> bool:
        """Whether a clause says that something was not over: "were still on strike", "for a third day"."""
        if any(child.dep_ == "advmod" and child.lower_ in self._yet and child.lower_ != "now" for child in tree.kids(word)):
            return True
        return any(self._is_latest(child) and tree.case_of(child) == "for" for child in self._times(word))

    def is_under_way(self, verb: Token) -> bool:
        """Whether a past progressive tells what was going on at the time of the report: "were marching on the ministry on Thursday"."""
        if verb.tag_ != "VBG" or verb.dep_ not in MAIN:
            return False
        marks = (inner for child in tree.children(verb, "advcl") for inner in tree.children(child, "mark", "advmod"))
        own = tree.children(verb, "mark")
        return not any(mark.lower_ in BREAKING_IN for mark in marks) and all(mark.lower_ == "that" for mark in own)

    def repeated(self, verb: Token) -> Token | None:
        """The word by which a present tense tells what is done again and again: "strafe it week after week", "march every Friday"."""
        for child in tree.kids(verb):
            if child.dep_ == "advmod" and child.lower_ in self._often:
                return child
            if child.dep_ in {"obl:unmarked", "obl"} and child.pos_ != "VERB":
                doubled = any(each.lower_ == child.lower_ and tree.case_of(each) == "after" for each in tree.children(child, "nmod", "obl"))
                if doubled or any(each.lower_ in {"every", "each", "most"} for each in tree.children(child, "det", "amod")):
                    return child
        return None

    def _goes_on(self, verb: Token, past: bool) -> bool:
        names = {child.lemma_.lower(): child for child in tree.children(verb, *TIMES)}
        period = next((names[name] for name in names if name in self._periods), None)
        counted = period is not None and bool(tree.children(period, "nummod")) and not past
        latest = period is not None and self._is_latest(period)
        if tree.is_any(verb, self._spanning) and (counted or latest):
            return True  # "has lasted forty days", "dragged into a third day"
        if self._is_continuing(verb) and (not tree.children(verb, "obj") or tree.is_any(verb, self._lasting)):
            return not (past and (self._is_bounded(verb) or self._has_ended(verb)))
        if verb.lemma_.lower() == "show" and "sign" in names:
            return self._polarity.of(names["sign"]) is not None
        if tree.is_any(verb, self._engaging) and tree.is_passive(verb) and tree.obliques(verb, ("in",)):
            return True  # "were locked in battle"
        return latest and tree.is_any(verb, self._entering)

    def _is_continuing(self, verb: Token) -> bool:
        if tree.is_any(verb, self._continuing):
            return True
        link = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
        apart = link is not None and (not _has_bare_noun(link) or link.head.lemma_.lower() in self._periods)  # "goes on day and night"
        after = [link.lower_] if link is not None and apart else []
        # a parser may hang the "on" of "go on" on what follows
        return any(f"{stem} {particle}" in self._continuing for stem in tree.stems(verb) for particle in (*particles(verb), *after))

    def _is_bounded(self, verb: Token) -> bool:
        """Whether a clause says how long it lasted in all, or until when: "continued for three days", "until dawn"."""
        for child in (*tree.children(verb, "obl", "obl:unmarked"), *tree.children(verb, "advcl")):
            if any(each.lower_ in {"until", "till"} for each in tree.children(child, "case", "mark")):
                return True
            if child.lemma_.lower() in self._periods and tree.children(child, "nummod") and not self._is_latest(child):
                return True
        return False

    @staticmethod
    def _has_ended(verb: Token) -> bool:
        """Whether the past is one before the report's: "had continued"."""
        return any(child.lemma_.lower() == "have" and child.tag_ == "VBD" for child in tree.children(verb, "aux"))

    def _is_latest(self, period: Token) -> bool:
        """Whether a unit of time is told as the latest of several: "a third day", "its second week", "another night"."""
        if period.lemma_.lower() not in self._periods:
            return False
        before = period.doc[period.left_edge.i : period.i]
        return any(word.lower_ in self._counting or (word.text[:1].isdigit() and word.lower_[-2:] in {"th", "nd", "rd"}) for word in before)

    def _times(self, word: Token) -> Iterator[Token]:
        yield from tree.children(word, "obl", "obl:unmarked")
        for noun in tree.children(word, "obl", "obj"):  # hung on the place: "shelled | the suburbs for a third day"
            yield from tree.children(noun, "nmod")

    @staticmethod
    def _is_present(verb: Token) -> bool:
        return verb.tag_ in PRESENT or any(child.dep_ in {"aux", "aux:pass"} and child.tag_ in PRESENT for child in tree.kids(verb))


def _is_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in tree.children(verb, "aux", "aux:pass"))


def _has_bare_noun(link: Token) -> bool:
    """Whether a preposition begins a phrase of its own: the "on" of "goes on trial", "went on strike"."""
    return link.dep_ == "case" and link.head.pos_ in {"NOUN", "PROPN"} and link.head.i == link.i + 1 and link.head.tag_ != "VBG"
