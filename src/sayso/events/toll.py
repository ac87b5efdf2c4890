"""How many people an event is said to have affected: numerals, vague numbers and ranges, per effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from spacy.tokens import Token

from sayso.events import tree
from sayso.records import Span, Toll

DIGITS = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+$")
RANGE = re.compile(r"^(\d+)[-–](\d+)$")
LARGEST = 100_000_000


class TollReader:
    """Reads tolls with the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verbs = {verb: effect for effect, verbs in table["effects"]["verbs"].items() for verb in verbs}
        self._nouns = {noun: effect for effect, nouns in table["effects"]["nouns"].items() for noun in nouns}
        self._adjectives = {word: effect for effect, words in table["effects"]["adjectives"].items() for word in words}
        self._holders = frozenset(table["holders"])
        self._lives = frozenset(table["lives"])
        self._numerals: Mapping[str, int] = table["numerals"]
        self._multipliers: Mapping[str, int] = table["multipliers"]
        self._vague: Mapping[str, list[int | None]] = table["vague"]
        self._at_least = frozenset(table["at_least"])
        self._intransitive = frozenset(table["intransitive"])
        self._holding = tuple(table["holding_prepositions"])
        self._articles = frozenset(table["articles"])
        self._single = frozenset(table["single"])
        self._range_starts = frozenset(table["range_starts"])
        self._range_joins = frozenset(table["range_joins"])
        self._range_pairs = frozenset(table["range_pairs"])
        self._more_than = frozenset(table["more_than"])
        self._at_most = frozenset(table["at_most"])
        self._people = frozenset(table["people"])

    def of(self, heads: Iterable[Token]) -> tuple[Toll, ...]:
        """The tolls told by the verbs and nouns of an event, in text order; coordinated verbs and result clauses included."""
        found: dict[tuple[str, int], Toll] = {}
        for head in _reach(heads):
            effect = tree.pick(self._verbs, head) if head.pos_ in {"VERB", "AUX"} else None
            if effect is not None:
                for noun in _undergoers(head, intransitive=tree.is_any(head, self._intransitive)):
                    self._add(found, effect, noun)
            elif self.holds(head):
                self._held(found, head)
            elif head.pos_ == "NOUN" and (effect := tree.pick(self._nouns, head)) is not None:
                for noun in (head, *tree.modifiers(head, ("of",))):
                    self._add(found, effect, noun)
        return tuple(sorted(found.values(), key=lambda toll: (toll.span.start, toll.effect)))

    def holds(self, verb: Token) -> bool:
        """Whether a verb's object or oblique tells the toll ("left", "resulted in")."""
        return any(stem in self._holders for stem in tree.stems(verb))

    def _held(self, found: dict[tuple[str, int], Toll], verb: Token) -> None:
        """Tolls of “left 12 dead and 30 wounded”, “claimed 20 lives”, “resulted in five deaths”."""
        for noun in (*tree.objects(verb), *tree.obliques(verb, self._holding)):
            together = tree.conjuncts(noun)
            sufferers = [inner for each in together for inner in tree.modifiers(each, ("of",))]
            for each in together:
                if each.lemma_.lower() in self._lives:
                    self._add(found, "dead", each)
                elif (effect := tree.pick(self._nouns, each)) is not None:
                    self._add(found, effect, each)
                    for inner in sufferers:
                        self._add(found, effect, inner)
                else:
                    states = [
                        child
                        for child in (*tree.kids(verb), *tree.kids(each))
                        if child.dep_ in {"xcomp", "amod", "acl", "advcl"} and child.i > each.i
                    ]
                    for state in states:
                        if (effect := self._adjectives.get(state.lower_) or tree.pick(self._verbs, state)) is not None:
                            self._add(found, effect, each)

    def _add(self, found: dict[tuple[str, int], Toll], effect: str, noun: Token) -> None:
        for each in tree.conjuncts(noun):
            counted = self.count(each)
            if counted is not None and (effect, each.i) not in found:
                low, high, span = counted
                who = None if each.pos_ == "NUM" else Span(each.idx, each.idx + len(each))  # "injuring 20": nobody says whom
                found[(effect, each.i)] = Toll(effect, low, high, span, who)

    def count(self, noun: Token) -> tuple[int, int | None, Span] | None:
        """Lowest and highest number of a noun phrase and the words that give it; null where it is not counted."""
        number = noun if noun.pos_ == "NUM" or (noun.lower_ in self._vague and noun.tag_ != "JJ") else None
        for child in tree.kids(noun):
            if (
                number is None
                and child.dep_ in {"nummod", "nmod", "amod", "det", "compound"}
                and self._value(child) is not None
                and child.lower_ not in self._articles
            ):
                number = child
        if number is None and noun.dep_ == "nmod" and noun.head.lower_ in self._vague:
            number = noun.head
        if number is None:
            if noun.tag_ == "NN" and noun.lemma_.lower() in self._people and any(child.lower_ in self._single for child in tree.kids(noun)):
                return 1, 1, Span(noun.idx, noun.idx + len(noun))
            return None
        value = self._value(number)
        if value is None:
            return None
        low, high = value
        before = " ".join(token.lower_ for token in number.doc[_words_back(number.left_edge, 3) : number.i])
        start = number.left_edge if number.left_edge.i >= number.i - 4 else number
        if any(before.endswith(words) or f"{words} " in f"{before} "[-len(words) - 8 :] for words in sorted(self._at_least)):
            high = None
            low += any(before.endswith(words) for words in sorted(self._more_than))
        elif any(before.endswith(words) for words in sorted(self._at_most)):
            low = 0
        other = self._second(number)
        end = number
        if other is not None:
            low, high, end = min(low, other[0]), other[0], other[1]
        return low, high, Span(min(start.idx, number.idx), end.idx + len(end))

    def _second(self, number: Token) -> tuple[int, Token] | None:
        """The upper end of "between 20 and 30", "20 to 30"."""
        for child in tree.kids(number):
            if child.pos_ == "NUM" and child.i > number.i and child.i - number.i <= 3 and (value := self._value(child)) is not None:
                joined = number.doc[number.i + 1 : child.i].text.lower()
                between = any(token.lower_ in self._range_starts for token in number.doc[max(0, number.i - 2) : number.i])
                if joined in self._range_joins or (joined in self._range_pairs and between):
                    return value[0], child
        return None

    def _value(self, token: Token) -> tuple[int, int | None] | None:
        """What a numeral or a vague number word stands for."""
        word = token.lower_
        if word in self._vague:
            low, high = self._vague[word]
            return (low or 0), high
        if match := RANGE.match(word):
            return int(match[1]), int(match[2])
        if DIGITS.match(word):
            value = int(word.replace(",", "").replace(".", ""))
        elif word in self._numerals:
            value = self._numerals[word]
        elif word in self._multipliers:
            value = self._multipliers[word]
            for child in tree.kids(token):
                if child.pos_ == "NUM" and (factor := self._value(child)) is not None:
                    value *= factor[0]
                    break
            return _bounded(value)
        elif "-" in word and all(part in self._numerals for part in word.split("-")):
            value = sum(self._numerals[part] for part in word.split("-"))
        else:
            return None
        for child in tree.kids(token):
            if child.lower_ in self._multipliers and child.dep_ in {"compound", "flat", "nummod"}:
                value *= self._multipliers[child.lower_]
        return _bounded(value)


def _bounded(value: int) -> tuple[int, int] | None:
    return (value, value) if value <= LARGEST else None


def _undergoers(verb: Token, intransitive: bool) -> list[Token]:
    found = tree.objects(verb)
    if found and not intransitive:
        return found
    doer = tree.surface_subject(verb)
    return [doer] if doer is not None else []


def _reach(heads: Iterable[Token]) -> list[Token]:
    """The heads, verbs coordinated with them, and result clauses under them ("…, killing 20", "which left 12 dead")."""
    found: dict[int, Token] = {}
    for head in heads:
        found[head.i] = head
        for child in tree.kids(head):
            if child.pos_ in {"VERB", "NOUN"} and child.dep_ in {"conj", "advcl", "acl", "acl:relcl", "parataxis"}:
                found[child.i] = child
                for inner in tree.kids(child):
                    if inner.dep_ == "conj" and inner.pos_ == "VERB":
                        found[inner.i] = inner
    return [found[index] for index in sorted(found)]


def _words_back(token: Token, count: int) -> int:
    """Index of the word `count` words before `token`, or of its sentence's first word. `Token.sent` would look at the whole document."""
    i = token.i
    for _ in range(count):
        if i == 0 or token.doc[i].is_sent_start:
            break
        i -= 1
    return i
