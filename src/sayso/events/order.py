"""Tolls told by the order of words: "left five dead and eleven injured", "20 soldiers, 35 rebels killed".

A number takes the effect verb right before it, else the effect word right after it, else that of the number beside it: a parser
often hangs the parts of such an enumeration in different places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from sayso.events import tree
from sayso.events.counting import Counting
from sayso.events.effects import Effects
from sayso.events.quantities import HYPHENS, Quantities, Quantity
from sayso.events.tallies import Tallies, Unit
from sayso.records import Toll

QUOTES = frozenset({"'", "’", '"', "”", "“", "‘"})
BEFORE = 6
"""Words before a number among which the verb that it is the object of stands."""
BEHIND = 8
"""Words behind a number among which what befell those it counts stands."""
ASIDE = 12
NEAR = 5
"""Most words from one number to the next of an enumeration."""
PARTED = 3
"""Words by which a verb may be parted from its object."""
Cause = tuple[str, int]
"""An effect and the index of the word that tells it."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A toll of a sentence with the word that tells it; `total` where it is what a tally has come to."""

    toll: Toll
    by: int | None
    total: bool = False


class WordOrder:
    """Reads tolls by the order of words, with the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any], quantities: Quantities, effects: Effects, counting: Counting) -> None:
        self._quantities = quantities
        self._effects = effects
        self._counting = counting
        self._tallies = Tallies(table, effects, counting)
        self._lives = frozenset(table["lives"])
        self._multipliers = frozenset(table["multipliers"])
        self._intransitive = frozenset(table["intransitive"])
        self._articles = frozenset(table["articles"])
        self._hedging = frozenset(word for kind in ("at_least", "at_most", "about") for words in table[kind] for word in words.split())
        self._people = frozenset(table["people"])
        self._losing = frozenset(table["losing"])
        self._claiming = frozenset(table["claiming"])
        self._homes = frozenset(table["homes"])
        self._range_starts = frozenset(table["range_starts"])
        self._asides = frozenset(table["asides"])
        self._plain = frozenset(table["plain"])
        self._ordinals = frozenset(table["ordinals"])
        self._joining = frozenset(table["joining"])
        self._groups = frozenset(table["groups"])
        self._between = frozenset(table["between"])
        self._measures = frozenset(table["measures"])

    def told(self, sentence: TokenSpan) -> tuple[list[Reported], list[Unit]]:
        """The tolls that a sentence tells by the order of its words, and all that it counts."""
        units = self._units(sentence)
        causes: list[Cause | None] = []
        for number, unit in enumerate(units):
            limit = units[number + 1][0] if number + 1 < len(units) else sentence.end
            cause = self._bodies(sentence, unit) or self._before(sentence, unit[0]) or self._named(sentence, unit)
            causes.append(cause or self._after(sentence, unit[1], limit))
        for number in range(len(units) - 2, -1, -1):  # "nine soldiers and four insurgents were killed"
            if causes[number] is None and self._beside(sentence, units[number], units[number + 1]):
                causes[number] = causes[number + 1]
        for number in range(1, len(units)):  # "killed 11 worshippers, two guards"
            one_more = sentence.doc[units[number][1]].lower_ in self._ordinals  # "six died on the spot and a seventh on the way"
            if causes[number] is None and (one_more or self._beside(sentence, units[number - 1], units[number])):
                causes[number] = causes[number - 1]
        found = [
            Reported(Toll(cause[0], low, high, span, None), cause[1])
            for cause, (_, _, (low, high, span)) in zip(causes, units, strict=True)
            if cause is not None
        ]
        total = self._tallies.total(sentence, units)
        if total is not None:
            others = [each for each in found if each.toll.effect != total.effect and not each.toll.span.overlaps(total.span)]
            return [Reported(total, None, True), *others], units
        if not found:
            found = [Reported(toll, None) for toll in self._tallies.lost(sentence) or self._tallies.nobody(sentence)]
        return found, units

    def _units(self, sentence: TokenSpan) -> list[Unit]:
        """The counted noun phrases and bare numbers of a sentence: first and last word, and what they count."""
        found: list[Unit] = []
        doc = sentence.doc
        counted_from = -1
        for quantity in self._quantities.of(sentence):
            between = doc[counted_from + 1 : quantity.first]
            if counted_from >= 0 and 0 < len(between) <= 3 and between[0].lower_ in {"of", "out"}:
                continue  # "19 of the 23 hostages"
            counted_from = quantity.last
            if self._counting.is_part(doc, quantity):
                continue  # "wounded two, one of them badly"
            first, token = doc[quantity.first], doc[quantity.last]
            if token.lower_ in self._articles or token.ent_type_ == "TIME" or (found and quantity.first <= found[-1][1]):
                continue
            noun = self.counted(token)
            if self._is_no_number(sentence, quantity) or self._measures.intersection({noun.lemma_.lower(), noun.lower_}):
                continue
            last = max(noun.i, token.i)
            if last + 2 < sentence.end and doc[last + 1].lower_ == "of" and doc[last + 2].pos_ == "NOUN":
                last += 2  # "a couple of soldiers"
            found.append((first.i, last, self._counting.told_by(doc, quantity)))
        return found

    def _is_no_number(self, sentence: TokenSpan, quantity: Quantity) -> bool:
        """Whether figures count nobody: part of a word ("MI-8"), an age ("a girl of six"), a vague word that is no numeral here."""
        doc, token = sentence.doc, sentence.doc[quantity.last]
        held = self.counted(token).lemma_.lower() in self._groups and quantity.high == 1  # "five members of one family"
        if held and quantity.first > sentence.start and doc[quantity.first - 1].lower_ == "of":
            return True
        joint = doc[quantity.first - 1] if quantity.first > sentence.start else None
        hyphened = joint is not None and joint.lower_ in HYPHENS and not joint.whitespace_  # not "police fire on crowd – 9 dead"
        before = doc[max(sentence.start, quantity.first - 2) : quantity.first]
        alone = self.counted(token).i == token.i and not self._effects.noun(before[0]) if before else False
        age = alone and len(before) == 2 and before[1].lower_ == "of" and before[0].tag_ == "NN" and before[0].lemma_ not in self._groups
        figures = any(word.pos_ == "NUM" for word in doc[quantity.first : quantity.last])  # "thirty-odd"
        vague = token.tag_ in {"JJ", "PRP", "NN"} and not self._is_number(token) and not figures
        return hyphened or age or vague

    def _is_number(self, token: Token) -> bool:
        return token.lower_ in self._plain or token.lower_ in self._multipliers or token.lower_ in self._ordinals or token.text.isdigit()

    def counted(self, number: Token) -> Token:
        """The noun that a number counts; the number itself where the next word tells what befell them ("20 dead", "11 wounded")."""
        first = number.head if number.dep_ == "nmod" and number.head.pos_ == "NUM" else number  # "40 to 50 men"
        noun = first.head if first.head.pos_ in {"NOUN", "ADJ", "PROPN"} and 0 < first.head.i - number.i <= 4 else number
        if any(self._effects.state(number.sent, index) is not None for index in range(number.i + 1, noun.i)):
            return number  # "a dozen nursing cuts"
        if self._effects.is_adjective(noun.lower_) or self._effects.names(noun.lemma_.lower()):
            return number
        return noun

    def _before(self, sentence: TokenSpan, first: int) -> Cause | None:
        """The effect of the active verb right before a number."""
        for index in self._leftwards(sentence, first):
            word = sentence.doc[index]
            counts = index == first - 1 and index > sentence.start and word.lower_ in {"at", "to"}
            stated = self._effects.adjective(sentence.doc[index - 1]) if counts else None
            if stated is not None:
                return stated, index - 1  # "put the injured at just under 60"
            lives = any(each.lemma_.lower() in self._lives for each in sentence.doc[first + 1 : min(sentence.end, first + 6)])
            if word.lemma_.lower() in self._lives or (word.lemma_.lower() in self._losing | self._claiming and lives):
                return "dead", index
            if word.lemma_.lower() in {"cost", *self._losing} and self._of_people(sentence, first) and self._effects.turn(word) is None:
                return "dead", index
            beside = index == first - 1 and not tree.children(word, "aux:pass")  # "killed a man and wounded two", taken for a passive
            active = (
                word.pos_ == "VERB" and (word.tag_ != "VBN" or beside or self._is_perfect(word))
            ) or word.tag_ == "NNS"  # a headline's "wounds 20", for a noun
            effect = (self._effects.verb(word) if word.pos_ == "VERB" else self._effects.own(word)) if active else None
            if effect is not None and not self._effects.befalls_subject(word) and not tree.is_passive(word):
                return effect, index
            grouped = word.lemma_.lower() in self._groups or word.head.lemma_.lower() in self._groups  # "maimed a bridal party of six"
            if (
                grouped
                or self._parts(word)
                or word.text in QUOTES
                or word.lower_ in self._between
                or word.lower_ in self._hedging
                or word.lower_ in self._range_starts
            ):
                continue
            return None
        return None

    @staticmethod
    def _leftwards(sentence: TokenSpan, first: int) -> Iterator[int]:
        """The indices left of a number, nearest first, without a parenthesis: "killing, by various counts, from nine to fourteen"."""
        index, steps = first - 1, 0
        while index >= sentence.start and steps < BEFORE:
            word = sentence.doc[index]
            opening = next((i for i in range(index - 2, max(sentence.start, index - ASIDE), -1) if sentence.doc[i].text == ","), None)
            if word.text == "," and opening is not None and sentence.doc[opening - 1].pos_ == "VERB":
                index = opening - 1
            yield index
            index, steps = index - 1, steps + 1

    @staticmethod
    def _is_perfect(verb: Token) -> bool:
        return any(child.lemma_.lower() == "have" for child in tree.children(verb, "aux"))

    def _parts(self, word: Token) -> bool:
        """Whether a word only parts a verb from its object: "took into custody 100 men", "shot dead two"."""
        if word.dep_ == "case" and word.head.dep_ == "obl" and word.head.i > word.i:
            word = word.head
        return word.dep_ in {"obl", "xcomp", "compound:prt", "advmod"} and word.head.pos_ == "VERB" and 0 < word.i - word.head.i <= PARTED

    def _bodies(self, sentence: TokenSpan, unit: Unit) -> Cause | None:
        """The dead that are counted as such, whatever is done with them: "took in another 47 bodies"."""
        outer = sentence.doc[unit[0] - 2] if unit[0] - sentence.start >= 2 and sentence.doc[unit[0] - 1].lower_ == "of" else None
        for word in (sentence.doc[unit[1]], outer):
            if word is not None and word.pos_ == "NOUN" and self._effects.noun(word) == "dead":
                return "dead", word.i
        return None

    def _named(self, sentence: TokenSpan, unit: Unit) -> Cause | None:
        """The effect that the counted noun itself or the noun it depends on tells: "46 bodies", "the deaths of 1,130 people"."""
        own = self._effects.noun(sentence.doc[unit[1]])
        if own is not None:
            return own, unit[1]
        if unit[0] - sentence.start < 2 or sentence.doc[unit[0] - 1].lower_ != "of":
            return None
        outer = sentence.doc[unit[0] - 2]
        effect = self._effects.noun(outer) if outer.pos_ == "NOUN" else None
        if effect is None and outer.lemma_.lower() in self._effects.losses and self._of_people(sentence, unit[0]):
            effect = "dead"  # "the loss of 40 men"
        return (effect, outer.i) if effect is not None else None

    def _of_people(self, sentence: TokenSpan, first: int) -> bool:
        """Whether the number that begins at `first` counts people: "lost three of its soldiers"."""
        return any(
            word.lemma_.lower() in self._people or word.lower_ == "men" for word in sentence.doc[first + 1 : min(sentence.end, first + 5)]
        )

    def _after(self, sentence: TokenSpan, last: int, limit: int) -> Cause | None:
        """The effect of the first verb, state or noun after a number, before the next number; a relative clause may part them."""
        found = self._scan(sentence, self._past_aside(sentence, last), limit)
        told = sentence.doc[found[1]] if found is not None else None
        if told is not None and told.dep_ in {"acl", "acl:relcl"} and told.tag_ == "VBN":  # "two of the five men held have turned up dead"
            found = self._scan(sentence, told.right_edge.i, limit) or found
        clause = next(iter(tree.children(sentence.doc[last], "acl:relcl")), None) if found is None else None
        if clause is None or not clause.right_edge.i < limit:
            return found
        return self._scan(sentence, clause.right_edge.i, limit)

    def _scan(self, sentence: TokenSpan, last: int, limit: int) -> Cause | None:
        """The first word behind an index that tells an effect."""
        state: Cause | None = None
        furthest = last + BEHIND
        for index in range(last + 1, min(limit, last + 2 * BEHIND)):
            word = sentence.doc[index]
            listed = self._lists(sentence, index)
            furthest += 3 * listed  # "were blindfolded, lined up and executed"
            if index >= furthest or (word.is_punct and word.text not in QUOTES and not listed):
                break
            state = state or self._effects.state(sentence, index)  # of "12 prisoners in custody died" the verb tells
            effect = self._effects.adjective(word) or self._of_verb(word)
            if effect is None and tree.is_any(word, self._losing):
                effect = self._lost(sentence, index)
            if effect is None and word.pos_ == "NOUN" and state is None:
                effect = self._effects.noun(word)
            if effect is not None:
                return effect, index
        return state

    @staticmethod
    def _lists(sentence: TokenSpan, index: int) -> bool:
        """Whether a comma only goes on with what is counted: "73 delegates, cooks and chauffeurs were seized"."""
        behind = sentence.doc[index + 1 : min(sentence.end, index + 3)]
        if sentence.doc[index].text != "," or len(behind) < 2:
            return False
        undergone = behind[0].tag_ in {"VBN", "VBD"} and sentence.doc[index - 1].tag_ in {"VBN", "VBD"}  # "were stopped, searched and shot"
        return undergone or (behind[0].tag_ == "NNS" and behind[1].lower_ in {",", "and"})

    def _of_verb(self, word: Token) -> str | None:
        """What a verb behind a number tells of those counted."""
        past = word.tag_ in {"VBN", "VBD"} or (word.pos_ == "VERB" and word.lower_.endswith("ed"))
        undergone = past and not tree.children(word, "obj")
        if undergone or tree.is_any(word, self._intransitive):
            return self._effects.verb(word)
        return self._effects.verb(word) if word.pos_ == "VERB" and self._effects.befalls_subject(word) else None

    def _lost(self, sentence: TokenSpan, verb: int) -> str | None:
        """What the loss told by the verb at an index is for those who suffer it: "lost their lives", "lost their homes"."""
        lost = {word.lemma_.lower() for word in sentence.doc[verb + 1 : min(sentence.end, verb + 4)]}
        return "dead" if lost & self._lives else "displaced" if lost & self._homes else None

    def _past_aside(self, sentence: TokenSpan, last: int) -> int:
        """The comma that closes an aside right after a number: "34 people, most of them women, perished"."""
        doc = sentence.doc
        if last + 2 >= sentence.end or doc[last + 1].text not in {",", "(", "–", "-"} or doc[last + 2].lower_ not in self._asides:
            return last
        closing = (i for i in range(last + 2, min(sentence.end, last + ASIDE)) if doc[i].text in {",", ")", "–", "-"})
        return next(closing, last)

    def _beside(self, sentence: TokenSpan, one: Unit, other: Unit) -> bool:
        """Whether two counted phrases are members of one enumeration: side by side, or coordinated by the tree without a verb between."""
        between = sentence.doc[one[1] + 1 : other[0]]
        if all(word.lower_ in self._joining for word in between) and other[0] - one[1] <= NEAR:
            return True
        nouns = {word.i for word in tree.conjuncts(sentence.doc[one[1]])}
        return other[1] in nouns and not any(word.pos_ in {"VERB", "AUX"} for word in between)  # "two ratings and the smugglers six men"
