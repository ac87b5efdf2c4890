"""Counted noun phrases: how many people a phrase counts, and which numbers are but part of one told before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from sayso.events import tree
from sayso.events.effects import Effects
from sayso.events.nodes import span_of
from sayso.events.quantities import Quantities, Quantity
from sayso.records import Span

Counted = tuple[int, "int | None", Span]
SHARE = 6
"""Words before a number among which a share of it begins."""
AMONG = 6
"""Words behind a number among which "among them" says that it is part of another."""
INCLUDED = 14
"""Words before a word among which what opens its enumeration stands."""


class Counting:
    """Counts with the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any], quantities: Quantities, effects: Effects) -> None:
        self._quantities = quantities
        self._effects = effects
        self._vague = frozenset(table["vague"])
        self._one_more = frozenset(table["ordinals"]) | {"another"}
        self._groups = frozenset(table["groups"])
        self._people = frozenset(table["people"])
        self._single = frozenset(table["single"])
        self._articles = frozenset(table["articles"])
        self._shares = {tuple(words.split()): (low, high) for words, (low, high) in table["parts"].items()}
        self._both_sides = tuple(table["both_sides"])
        self._including = frozenset(table["including"])
        self._among = tuple(table["among"])
        self._twosomes: Mapping[str, int] = table["twosomes"]

    def count(self, noun: Token, whole: bool = False) -> Counted | None:
        """Lowest and highest number of a noun phrase and the words that give it; null where it is not counted.

        With `whole` the number before an "of" is no count of the noun: "not one of the eleven crewmen whom they seized".
        """
        number = noun if noun.pos_ == "NUM" or (noun.lower_ in self._vague and noun.tag_ != "JJ") or noun.lower_ in self._one_more else None
        if number is None:
            numbers = [child for child in tree.kids(noun) if self._counts(child, noun)]
            number = next((child for child in numbers if child.dep_ == "nummod"), numbers[0] if numbers else None)
        if number is None and not whole and noun.dep_ == "nmod" and (noun.head.lower_ in self._vague or noun.head.pos_ == "NUM"):
            number = noun.head  # "dozens of people", "three of its soldiers"
        if number is None and noun.lemma_.lower() in self._twosomes and not tree.modifiers(noun, ("of",)):  # "a married couple"
            one = any(child.lower_ in self._articles or child.lower_ == "the" for child in tree.children(noun, "det"))
            size = self._twosomes[noun.lemma_.lower()]
            return (size, size, span_of(noun)) if one and noun.tag_ == "NN" else None
        if number is None and noun.lemma_.lower() in self._groups:  # "a total of 128 people", "a group of nine tourists"
            return next((inner for child in tree.modifiers(noun, ("of",)) if (inner := self.count(child)) is not None), None)
        if number is None:
            if (
                noun.tag_ == "NN"
                and noun.lemma_.lower() in self._people
                and not self.is_included(noun)
                and any(child.lower_ in self._single for child in tree.kids(noun))
            ):
                return 1, 1, span_of(noun)
            return None
        found = self._quantities.covering(number)
        return self.told_by(number.doc, found) if found is not None and not self.is_part(number.doc, found) else None

    def is_part(self, doc: Doc, quantity: Quantity) -> bool:
        """Whether a number is part of one told before it: "16 people, among them four women and a baby", ", two of them critically"."""
        if quantity.first > 1 and doc[quantity.first - 2 : quantity.first].text.lower() in {"out of", "of the"}:
            return any(doc[i].lower_ == "out" for i in range(max(0, quantity.first - 3), quantity.first))
        if doc[quantity.last + 1 : quantity.last + 3].text.lower() in {"of them", "of whom"}:
            if self._effects.is_adjective(doc[quantity.last + 3 : quantity.last + 4].text.lower()):
                return False  # "six people were hit, one of them fatally"
            if any(self._effects.verb(word) == "dead" for word in doc[quantity.last + 3 : quantity.last + 8] if word.pos_ == "VERB"):
                return False  # "30 were shot, and ten of them did not survive"
            return quantity.first > 0 and doc[quantity.first - 1].text in {",", "(", "–", "-", "and"}
        end = min(quantity.last + AMONG, doc[quantity.last].sent.end)
        behind = " ".join(word.lower_ for word in doc[quantity.last + 1 : end])
        before = doc[quantity.first - 1].text if quantity.first else ""
        if any(f" {words} " in f" {behind} " for words in self._among) and before in {",", "(", "–", "-", "and"}:
            return True  # "20 civilians, eight children among them"
        return self.is_included(doc[quantity.first])

    def is_included(self, word: Token) -> bool:
        """Whether a word stands in an enumeration that "including", "among them" open."""
        doc = word.doc
        for i in range(word.i - 1, max(0, word.i - INCLUDED) - 1, -1):
            if doc[i].pos_ in {"VERB", "AUX"} and doc[i].lower_ not in self._including:
                return False
            if (
                doc[i].is_sent_start
                or doc[i].text in {";", ":", ")"}
                or (doc[i].text == "," and doc[i + 1].lower_ in {"and", "while", "but"})
            ):
                return doc[i].lower_ in self._including
            if doc[i].lower_ in self._including or doc[i : i + 2].text.lower() in self._including:
                return True
        return False

    def _counts(self, child: Token, noun: Token) -> bool:
        """Whether a word under a noun counts it; "a girl of six" is one girl."""
        return (
            child.dep_ in {"nummod", "nmod", "amod", "det", "det:predet", "compound"}
            and child.lower_ not in self._articles
            and (child.i < noun.i or noun.lemma_.lower() in self._groups)
            and self._quantities.covering(child) is not None
        )

    def told_by(self, doc: Doc, quantity: Quantity) -> Counted:
        """What a number comes to, with its words: a share of it, all but few of it, twice it where each of two sides has it."""
        sentence = doc[quantity.last].sent
        behind = doc[quantity.last + 1 : min(sentence.end, quantity.last + SHARE)]
        before = doc[max(sentence.start, quantity.first - 2) : quantity.first].text.lower()
        first, last = doc[quantity.first], doc[quantity.last]
        plain = quantity.low, quantity.high, Span(first.idx, last.idx + len(last))
        low, high, span = self._shared(sentence, quantity) or plain
        whole = next((other for other in self._quantities.of(behind)), None) if len(behind) and behind[0].lower_ == "of" else None
        if before == "all but" and whole is not None and whole.high is not None and high is not None and whole.low > high:
            return whole.low - high, whole.high - low, span  # "all but two of its sixteen occupants"
        if any(f" {words} " in " ".join(["", *(word.lower_ for word in behind), ""]) for words in self._both_sides):
            return 2 * low, 2 * high if high is not None else None, span
        return low, high, span

    def _shared(self, sentence: TokenSpan, quantity: Quantity) -> Counted | None:
        """A share of the number behind it: "about a third of the 90 demonstrators", "virtually all of its 12,000 Serbs"."""
        if quantity.high is None:
            return None
        before = [word.lower_ for word in sentence.doc[max(sentence.start, quantity.first - SHARE) : quantity.first]]
        for words, (low, high) in self._shares.items():
            for at in range(len(before) - len(words)):
                rest = before[at + len(words) :]
                if tuple(before[at : at + len(words)]) == words and rest[0] == "of" and len(rest) <= 2:
                    start = sentence.doc[quantity.first - len(before) + at]
                    end = sentence.doc[quantity.last]
                    span = Span(start.idx, end.idx + len(end))
                    return round(quantity.low * low), round(quantity.high * high), span
        return None
