"""Tolls that a sentence tells as a whole: the number a tally has come to, that nobody was hurt, that few of many survived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from sayso.events import tree
from sayso.events.counting import Counted, Counting
from sayso.events.effects import Effects
from sayso.events.nodes import span_of
from sayso.records import Span, Toll

Unit = tuple[int, int, Counted]
NAMED_WITHIN = 6
"""Words behind "number" among which the effect it counts stands: "the number of those killed"."""
RAISED_WITHIN = 3
"""Words before a number among which the verb stands that raises a tally to it."""


class Tallies:
    """Reads them with the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any], effects: Effects, counting: Counting) -> None:
        self._effects = effects
        self._counting = counting
        self._tallies = frozenset(table["tallies"])
        self._joints = frozenset(table["tally_joints"])
        self._alive = frozenset(table["alive"])
        self._cumulative = frozenset(table["cumulative"])
        self._raising = frozenset(table["raising"])
        self._surviving = frozenset(table["surviving"])
        self._uncounted: Mapping[str, list[str]] = table["uncounted"]
        self._nobody = frozenset(table["nobody"])
        self._denying = frozenset(table["denying"])

    def total(self, sentence: TokenSpan, units: Sequence[Unit]) -> Toll | None:
        """The dead of “bringing the toll to 17”, “the death toll rose to 41 from 38”: the number that it has come to."""
        tallies = (word for word in sentence if word.lemma_.lower() in self._tallies and word.pos_ in {"NOUN", "PROPN"})
        tally = next((word for word in tallies if word.dep_ != "compound"), None)  # no "toll plaza"
        effect: str | None = self._of_tally(tally) if tally is not None else None
        if tally is None:  # "the number of those killed rose to 64"
            tally = next((word for word in sentence if word.lower_ == "number" and word.i + 1 < sentence.end), None)
            behind = list(sentence.doc[tally.i + 1 : min(sentence.end, tally.i + NAMED_WITHIN)]) if tally is not None else []
            told = [self._effects.adjective(word) or (self._effects.verb(word) if word.pos_ == "VERB" else None) for word in behind]
            effect = next((each for each in told if each is not None), None)
        if tally is None or effect is None or any(word.lower_ in self._cumulative for word in sentence.doc[tally.i : sentence.end]):
            return None
        for first, _, (low, high, span) in units:
            start = next((word.i for word in sentence if word.idx >= span.start), first)
            joint = sentence.doc[max(sentence.start, start - 1)]
            if first > tally.i and joint.lower_ == "from" and high is not None and high > low:
                return Toll(effect, high, high, span, None)  # "rose from 8 to 11"
            if first > tally.i and (joint.lower_ in self._joints or joint.lemma_.lower() in self._joints):
                return Toll(effect, low, high, span, None)
            raised = joint.lower_ in {"to", "at"} and any(
                tree.is_any(word, self._raising) for word in sentence.doc[max(sentence.start, start - RAISED_WITHIN) : start]
            )
            if first < tally.i and raised:
                return Toll(effect, low, high, span, None)  # "raising to 33 the number of those killed"
        return None

    def _of_tally(self, tally: Token) -> str:
        """What a "toll" counts: the dead, unless a word right before it says otherwise ("the injury toll")."""
        before = tally.nbor(-1) if tally.i > 0 else tally
        return self._effects.noun(before) or self._effects.adjective(before) or "dead"

    def lost(self, sentence: TokenSpan) -> list[Toll]:
        """The dead of “only two of the nineteen survived”: those who did not."""
        for verb in sentence:
            alive = any(child.lower_ in self._alive for child in tree.kids(verb))  # "only the gunner crawled out alive"
            if not (alive or tree.is_any(verb, self._surviving)) or verb.pos_ != "VERB" or self._effects.is_denied(verb):
                continue
            for subject in tree.children(verb, "nsubj"):
                one = 1, 1, span_of(subject)
                living = self._counting.count(subject) or (one if subject.tag_ == "NN" else None)
                whole = [*tree.modifiers(subject, ("of", "out")), *tree.obliques(verb, ("of", "out"))]
                all_of_them = next((found for noun in whole if (found := self._counting.count(noun)) is not None), None)
                if all_of_them is None or living is None or living[2] == all_of_them[2]:
                    continue
                number = all_of_them[0] - living[0]
                if number > 0 and all_of_them[0] == all_of_them[1]:
                    return [Toll("dead", number, number, all_of_them[2], None)]
        return []

    def nobody(self, sentence: TokenSpan) -> list[Toll]:
        """That nobody came to harm: "there were no casualties", "nobody was hurt"."""
        for word in sentence:
            state = self._effects.adjective(word) if tree.children(word, "cop", "aux:pass") else None
            effect = self._effects.verb(word) if word.pos_ == "VERB" else state
            befallen = tree.children(word, "nsubj", "nsubj:pass") if state else self._effects.sufferers(word) if effect else []
            nobody = next((noun for noun in befallen if self._is_nobody(noun)), None) if effect is not None else None
            if nobody is not None:
                return [Toll(str(effect), 0, 0, Span(nobody.left_edge.idx, nobody.idx + len(nobody)), None)]
            effects = tree.pick(self._uncounted, word) or []
            no = next((child for child in tree.kids(word) if child.lower_ == "no" and child.i < word.i), None)
            if effects and no is None and any(child.lower_ == "any" for child in tree.kids(word)):  # "neither side reported any casualties"
                no = next((each for each in sentence if each.lower_ in self._denying and each.i < word.i), None)
            if effects and no is not None:
                span = Span(no.idx, word.idx + len(word))
                return [Toll(effect, 0, 0, span, None) for effect in effects]
        return []

    def _is_nobody(self, noun: Token) -> bool:
        """Whether a noun phrase says that there was none: "nobody", "no one", "not a single villager"."""
        before = noun.doc[noun.left_edge.i : noun.i]
        return (
            noun.lower_ in self._nobody
            or any(word.lower_ == "no" for word in before)
            or before.text.lower().startswith(("not a", "not one"))
        )
