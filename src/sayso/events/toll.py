"""How many people an event is said to have affected: numerals, vague numbers and ranges, per effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from sayso.events import tree
from sayso.events.predicates import particles
from sayso.records import Span, Toll

DIGITS = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+$")
RANGE = re.compile(r"^(\d+)[-–](\d+)$")
TENS = 20
LARGEST = 100_000_000
Unit = tuple[int, int, tuple[int, "int | None", Span]]


class TollReader:
    """Reads tolls with the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verbs: Mapping[str, str] = {verb: effect for effect, verbs in table["effects"]["verbs"].items() for verb in verbs}
        self._nouns: Mapping[str, str] = {noun: effect for effect, nouns in table["effects"]["nouns"].items() for noun in nouns}
        self._adjectives: Mapping[str, str] = {word: effect for effect, words in table["effects"]["adjectives"].items() for word in words}
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
        self._less_than = frozenset(table["less_than"])
        self._at_most = frozenset(table["at_most"])
        self._people = frozenset(table["people"])
        self._hyphens = frozenset({"-", "‐", "–"})
        self._plain = frozenset(table["plain"])
        self._about = frozenset(table["about"])
        self._groups = frozenset(table["groups"])
        self._owned = frozenset(table["owned"])
        self._between = frozenset(table["between"])
        self._measures = frozenset(table["measures"])

    def of(self, heads: Iterable[Token]) -> tuple[Toll, ...]:
        """The tolls told by the verbs and nouns of an event, in text order; coordinated verbs and result clauses included."""
        found: dict[tuple[str, int], Toll] = {}
        for head in _reach(heads):
            effect = self._effect(head) if head.pos_ in {"VERB", "AUX"} else None
            if effect is not None:
                for noun in _undergoers(head, intransitive=tree.is_any(head, self._intransitive)):
                    self._add(found, effect, noun)
                    self._add_single(found, effect, noun)
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
            told = self._adjectives.get(each.lower_, effect)  # "five dead and eleven injured": each word tells its own
            if counted is not None and (told, each.i) not in found:
                low, high, span = counted
                who = None if each.pos_ == "NUM" else Span(each.idx, each.idx + len(each))  # "injuring 20": nobody says whom
                found[(told, each.i)] = Toll(told, low, high, span, who)

    def _effect(self, verb: Token) -> str | None:
        """What a verb does to whom it befalls, "to death" included."""
        for particle in particles(verb):
            for stem in tree.stems(verb):
                if f"{stem} {particle}" in self._verbs:
                    return self._verbs[f"{stem} {particle}"]
        return tree.pick(self._verbs, verb) or (
            "dead" if any(tree.pick(self._nouns, noun) == "dead" for noun in tree.obliques(verb, ("to",))) else None
        )

    def _add_single(self, found: dict[tuple[str, int], Toll], effect: str, noun: Token) -> None:
        """One person told by a singular: "killed the owner", "a foreman was shot dead"."""
        for each in tree.conjuncts(noun):
            if each.tag_ != "NN" or (effect, each.i) in found or each.lemma_.lower() in self._groups:
                continue
            said = any(child.lower_ in self._single or child.lower_ in self._owned or child.tag_ == "PRP$" for child in tree.kids(each))
            if said or (each.left_edge.is_sent_start and not tree.children(each, "det", "nummod")):  # a headline's "Rebel leader killed"
                span = Span(each.idx, each.idx + len(each))
                found[(effect, each.i)] = Toll(effect, 1, 1, span, span)

    def told(self, sentence: TokenSpan) -> list[Toll]:
        """The tolls that a sentence tells by the order of its words: "left five dead and eleven injured", "20 soldiers, 35 rebels killed".

        A number takes the effect verb right before it, else the effect word right after it, else that of the number beside it.
        """
        units = self._units(sentence)
        effects: list[str | None] = []
        for number, (low, _, _) in enumerate(units):
            limit = units[number + 1][0] if number + 1 < len(units) else sentence.end
            effects.append(self._before(sentence, low) or self._after(sentence, units[number][1], limit))
        for number in range(len(units) - 2, -1, -1):  # "nine soldiers and four insurgents were killed"
            if effects[number] is None and self._beside(sentence, units[number], units[number + 1]):
                effects[number] = effects[number + 1]
        for number in range(1, len(units)):  # "killed 11 worshippers, two guards"
            if effects[number] is None and self._beside(sentence, units[number - 1], units[number]):
                effects[number] = effects[number - 1]
        told = [Toll(effect, low, high, span, None) for effect, (_, _, (low, high, span)) in zip(effects, units, strict=True) if effect]
        single: dict[tuple[str, int], Toll] = {}
        for verb in sentence:
            effect = self._effect(verb) if verb.pos_ == "VERB" else None
            for noun in _undergoers(verb, tree.is_any(verb, self._intransitive)) if effect is not None else ():
                self._add_single(single, str(effect), noun)
        taken = {(low, high) for low, high, _ in units}
        return told + [toll for toll in single.values() if not any(low <= _word_at(sentence, toll.span) <= high for low, high in taken)]

    def _units(self, sentence: TokenSpan) -> list[Unit]:
        """The counted noun phrases and bare numbers of a sentence: first and last word, and what they count."""
        found: list[Unit] = []
        for token in sentence:
            numeral = (
                self._value(token) is not None
                and token.lower_ not in self._articles
                and (token.tag_ not in {"JJ", "PRP", "NN"} or token.lower_ in self._plain)
            )
            part = any(other.lower_ in self._hyphens for other in sentence.doc[max(sentence.start, token.i - 1) : token.i])
            vague = token.lower_ in self._vague and token.i + 1 < sentence.end and self._value(sentence.doc[token.i + 1]) is not None
            before = sentence.doc[max(sentence.start, token.i - 2) : token.i]
            age = len(before) == 2 and before[1].lower_ == "of" and before[0].tag_ == "NN" and before[0].lemma_ not in self._groups
            if not numeral or part or vague or age or (found and (token.i <= found[-1][1] or token.idx < found[-1][2][2].end)):
                continue
            noun = token.head if token.head.pos_ in {"NOUN", "ADJ"} and 0 < token.head.i - token.i <= 4 else token
            noun = token if noun.lower_ in self._adjectives or noun.lemma_.lower() in self._verbs else noun
            counted = self.count(noun) or self.count(token)
            if counted is None or noun.lemma_.lower() in self._measures or token.ent_type_ == "TIME":
                continue
            span = counted[2]
            first = next(word.i for word in sentence if word.idx >= span.start)
            found.append((min(first, token.i), max(noun.i, token.i), counted))
        return found

    def _before(self, sentence: TokenSpan, first: int) -> str | None:
        """The effect of the active verb right before a number."""
        for index in range(first - 1, max(sentence.start, first - 6) - 1, -1):
            word = sentence.doc[index]
            if word.lemma_.lower() in self._lives:
                return "dead"
            active = (word.pos_ == "VERB" and word.tag_ != "VBN") or word.tag_ == "NNS"  # a headline's "wounds 20" may pass for a noun
            effect = tree.pick(self._verbs, word) if active else None
            if effect is not None and not tree.is_any(word, self._intransitive) and not tree.is_passive(word):
                return effect
            if word.lower_ not in self._between and not any(word.lower_ in words.split() for words in self._at_least | self._at_most):
                return None
        return None

    def _after(self, sentence: TokenSpan, last: int, limit: int) -> str | None:
        """The effect of the first state or verb after a number, before the next number."""
        for index in range(last + 1, min(limit, last + 8)):
            word = sentence.doc[index]
            if word.is_punct and word.text not in {"'", "’"}:
                return None
            effect = self._adjectives.get(word.lower_)
            undergone = word.tag_ in {"VBN", "VBD"} and not tree.children(word, "obj")
            if effect is None and (undergone or tree.is_any(word, self._intransitive)):
                effect = tree.pick(self._verbs, word)
            if effect is None and word.pos_ == "NOUN":
                effect = tree.pick(self._nouns, word)
            if effect is not None:
                return effect
        return None

    def _beside(self, sentence: TokenSpan, one: Unit, other: Unit) -> bool:
        return all(sentence.doc[i].lower_ in {",", "and"} for i in range(one[1] + 1, other[0])) and other[0] - one[1] <= 3

    def count(self, noun: Token) -> tuple[int, int | None, Span] | None:
        """Lowest and highest number of a noun phrase and the words that give it; null where it is not counted."""
        number = noun if noun.pos_ == "NUM" or (noun.lower_ in self._vague and noun.tag_ != "JJ") else None
        for child in tree.kids(noun):
            if (
                number is None
                and child.dep_ in {"nummod", "nmod", "amod", "det", "compound"}
                and self._value(child) is not None
                and child.lower_ not in self._articles
                and (child.i < noun.i or noun.lemma_.lower() in self._groups)  # "a girl of six" is one girl
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
            if high is not None and any(before.endswith(words) for words in sorted(self._less_than)):
                high -= 1
        elif any(before.endswith(words) for words in sorted(self._about)) and high is not None:
            low, high = low * 9 // 10, high + high // 10  # "some 500", "nearly 500": a tenth either way
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

    def _ones(self, token: Token) -> int:
        """The "one" of a "forty-one" that was cut at its hyphen."""
        doc, i = token.doc, token.i
        if self._numerals[token.lower_] < TENS or i + 2 >= len(doc) or doc[i + 1].text not in self._hyphens:
            return 0
        ones = self._numerals.get(doc[i + 2].lower_, TENS)
        return ones if 0 < ones < 10 else 0

    def _tens(self, token: Token) -> int:
        """The "forty" of a "forty-one" that was cut at its hyphen."""
        before = (child for child in tree.kids(token) if child.dep_ == "compound" and child.i == token.i - 2)
        return next((number for child in before if (number := self._numerals.get(child.lower_, 0)) >= TENS), 0)

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
            value = self._numerals[word] + self._ones(token) + self._tens(token)
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


def _word_at(sentence: TokenSpan, span: Span) -> int:
    """Index of the word where a stretch of the text begins."""
    return next((word.i for word in sentence if word.idx >= span.start), sentence.end)


def _bounded(value: int) -> tuple[int, int] | None:
    return (value, value) if value <= LARGEST else None


def _undergoers(verb: Token, intransitive: bool) -> list[Token]:
    found = tree.objects(verb)
    if tree.is_passive(verb):
        found = list(dict.fromkeys((*found, *tree.children(verb, "nsubj:pass", "nsubj"))))
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
