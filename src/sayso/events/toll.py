"""How many people an event is said to have affected: numerals, vague numbers and ranges, per effect."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from sayso.events import tree
from sayso.events.counting import Counting
from sayso.events.effects import Effects
from sayso.events.nodes import span_of
from sayso.events.order import Reported, WordOrder
from sayso.events.persons import Persons, is_named
from sayso.events.quantities import Quantities
from sayso.events.sufferers import reach
from sayso.events.tallies import Unit
from sayso.records import Span, Toll

LISTED = 7
"""Words behind a counted phrase among which one more of its enumeration ends."""
LASTING = frozenset({"dead", "injured"})
"""Effects of which a person named alone is a toll of one."""
STATES = frozenset({"xcomp", "amod", "acl", "advcl"})
"""Relations of what tells the state that people are left in."""
Found = dict[tuple[str, int], Toll]


class TollReader:
    """Reads tolls with the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._effects = Effects(table)
        self._quantities = Quantities(table)
        self._counting = Counting(table, self._quantities, self._effects)
        self._order = WordOrder(table, self._quantities, self._effects, self._counting)
        self._persons = Persons(table)
        self._holders = frozenset(table["holders"])
        self._lives = frozenset(table["lives"])
        self._bodies = frozenset(table["bodies"])
        self._holding = tuple(table["holding_prepositions"])
        self._articles = frozenset(table["articles"])
        self._seizing = frozenset(table["seizing"])
        self._companions = tuple(tuple(words.split()) for words in table["companions"])
        self._measures = frozenset(table["measures"])

    def of(self, heads: Iterable[Token], barred: Container[int] = ()) -> tuple[Toll, ...]:
        """The tolls told by the verbs and nouns of an event, in text order; coordinated verbs and result clauses included, but no `barred`
        words, which are other events.
        """
        found: Found = {}
        for head in reach(heads, barred):
            effect = self._effects.verb(head) if head.pos_ in {"VERB", "AUX"} else None
            subjects = tree.children(head, "nsubj", "nsubj:pass")
            effect = effect or (self._effects.adjective(head) if subjects else None)  # "13 killed and 15 hurt"
            if effect is not None:
                self._befallen(found, effect, head, subjects)
            elif self.holds(head):
                self._held(found, head)
            elif head.pos_ == "NOUN" and (effect := self._effects.noun(head)) is not None:
                for noun in (head, *tree.modifiers(head, ("of",))):
                    self._add(found, effect, noun)
        return tuple(sorted(found.values(), key=lambda toll: (toll.span.start, toll.effect)))

    def _befallen(self, found: Found, effect: str, head: Token, subjects: list[Token]) -> None:
        """The tolls of a verb or a state by whom it befalls."""
        stated = self._effects.adjective(head) is not None and not self._effects.tells(head)
        for noun in subjects if stated else self._sufferers(head):
            if noun.i > head.i and any(self._effects.tells(word) for word in noun.doc[head.i + 1 : noun.i]):
                continue  # "killing 67 and injuring scores", all hung on "killing"
            if tree.is_any(head, self._seizing) and not self._persons.are_people(noun):
                continue
            self._add(found, effect, noun, whole=head.dep_ in {"acl", "acl:relcl"} and head.head.i == noun.i)
            self._add_single(found, effect, noun)

    def _sufferers(self, verb: Token) -> list[Token]:
        """Whom a verb befalls; not the object of a verb it is coordinated with, where a number of its own follows."""
        own = tree.children(verb, "obj", "nsubj:pass", "nsubj")
        after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
        if any(
            word.text.lower() == "as many" for word in (verb.doc[max(0, verb.i - 3) : verb.i - 1], verb.doc[max(0, verb.i - 2) : verb.i])
        ):
            return []  # "15 were killed and twice as many captured"
        beside = [after] if after.i != verb.i else []
        if verb.i > 0 and verb.tag_ == "VBN":
            beside.append(verb.nbor(-1))  # "three were killed and another five wounded"
        for word in beside if verb.dep_ == "conj" and not own else ():
            number = self._quantities.covering(word)
            if number is not None and verb.doc[number.last].lower_ not in self._articles:
                return [self._order.counted(verb.doc[number.last])]
        return self._effects.sufferers(verb)

    def effects_of(self, words: Iterable[Token]) -> set[str]:
        """What the verbs among an event's words do to whom they befall."""
        return self._effects.of(words)

    def holds(self, verb: Token) -> bool:
        """Whether a verb's object or oblique tells the toll ("left", "resulted in")."""
        return any(stem in self._holders for stem in tree.stems(verb))

    def _held(self, found: Found, verb: Token) -> None:
        """Tolls of “left 12 dead and 30 wounded”, “claimed 20 lives”, “resulted in five deaths”."""
        for noun in (*tree.objects(verb), *tree.obliques(verb, self._holding)):
            together = tree.conjuncts(noun)
            sufferers = [inner for each in together for inner in tree.modifiers(each, ("of",))]
            for each in together:
                if each.lemma_.lower() in self._lives:
                    self._add(found, "dead", each)
                elif (effect := self._effects.noun(each)) is not None:
                    self._add(found, effect, each)
                    for inner in sufferers:
                        self._add(found, effect, inner)
                else:
                    self._left(found, verb, each, [other.i for other in together if other.i > each.i])

    def _left(self, found: Found, verb: Token, noun: Token, later: list[int]) -> None:
        """Tolls of the states that a verb leaves people in: "left one dead and 90 injured"."""
        states = [
            child
            for child in (*tree.kids(verb), *tree.kids(noun))
            if child.dep_ in STATES and child.i > noun.i and not tree.children(child, "nsubj", "nsubj:pass")
        ]
        nearest = [state for state in states if not later or state.i < later[0]] or states
        for each in (other for state in states for other in tree.conjuncts(state)):
            behind = self._effects.state(each.sent, each.i + 1) if each.pos_ in {"NOUN", "PROPN", "NUM"} else None
            if behind is not None:  # "leaving the driver dead and an assistant in critical condition"
                self._add(found, behind[0], each, alone=True)
                self._add_single(found, behind[0], each)
        beyond = self._effects.state(noun.sent, noun.i + 1) if noun.dep_ == "conj" else None
        if beyond is not None:  # "left a nun dead and her companion fighting for her life"
            self._add(found, beyond[0], noun, alone=True)
            self._add_single(found, beyond[0], noun)
            return
        for state in nearest:
            if (effect := self._effects.adjective(state) or self._effects.own(state)) is not None:
                self._add(found, effect, noun, alone=True)
                if not tree.children(noun, "conj"):
                    self._add_single(found, effect, noun)  # "left a two-year-old dead"
        if verb.lemma_.lower() == "cost" and self._persons.are_people(noun):  # "the ambush cost the battalion nine men"
            self._add(found, "dead", noun, alone=True)
            self._add_single(found, "dead", noun)

    def _add(self, found: Found, effect: str, noun: Token, alone: bool = False, whole: bool = False) -> None:
        """Note a counted phrase and those coordinated with it; `whole`: a relative clause tells it of all that the noun counts."""
        for each in [noun] if alone else tree.conjuncts(noun):
            if each.i != noun.i and any(self._effects.tells(word) for word in noun.doc[noun.i + 1 : each.i]):
                break  # "killed a worker and wounded two others", hung on "worker"
            if self._measures.intersection({each.lemma_.lower(), each.lower_}):
                continue  # "driving off 2,500 cattle"
            counted = self._counting.count(each, whole)
            outer = each.head if each.dep_ == "nmod" and not whole else each
            if (
                counted is not None
                and outer.pos_ == "NUM"
                and outer.i != each.i
                and tree.case_of(each) in {"of", "out"}
                and outer.i < each.i
            ):
                counted = self._counting.count(outer) or counted  # "19 of the 23 hostages"
            if each.dep_ == "nmod" and tree.is_any(each.head, self._bodies):
                effect = "dead"  # "the bodies of three men shot by soldiers"
            told = self._effects.adjective(each) or effect  # "five dead and eleven injured": each word tells its own
            if effect == "detained" and counted is not None and counted[2].start == each.idx and each.tag_ == "NN":
                continue  # "kidnapped a merchant" is no toll
            if counted is not None and (told, each.i) not in found:
                low, high, span = counted
                who = None if each.pos_ == "NUM" else span_of(each)  # "injuring 20": nobody says whom
                found[(told, each.i)] = Toll(told, low, high, span, who)

    def _add_single(self, found: Found, effect: str, noun: Token, beside: bool = False) -> None:
        """One person told by a singular: "killed the owner", "a foreman was shot dead"; of the detained only beside others."""
        together = tree.conjuncts(noun)
        several = sum(self._persons.is_single(each) for each in together) > 1  # "an aid worker and her driver were seized"
        counted = beside or several or any((effect, each.i) in found for each in together)
        for each in together:
            if each.i != noun.i and any(self._effects.tells(word) for word in noun.doc[noun.i + 1 : each.i]):
                break
            for listed in tree.children(each, "appos"):  # "a general, his driver and three guards"
                if listed.i > each.i and any(word.tag_ == "PRP$" for word in each.doc[listed.i - 1 : listed.i + 4]):
                    self._add(found, effect, listed)
                    self._add_single(found, effect, listed)
            if (effect, each.i) in found or self._counting.is_included(each) or (effect == "detained" and not counted):
                continue
            named = effect in LASTING and is_named(each) and not tree.children(each, "nummod")  # "killed Colonel Teo Lamb"
            if named or self._persons.is_single(each):
                span = span_of(each)
                found[(effect, each.i)] = Toll(effect, 1, 1, span, span)

    def told(self, sentence: TokenSpan) -> list[Reported]:
        """The tolls that a sentence tells by the order of its words, those of verbs that hold one, and the single persons of its verbs."""
        reported, units = self._order.told(sentence)
        totals = {each.toll.effect for each in reported if each.total}
        for each in (*self._kept(sentence), *self._accompanying(sentence)):
            if each.toll.effect not in totals and not any(each.toll.span.overlaps(other.toll.span) for other in reported):
                reported.append(each)
        reported += self._beside(sentence, reported, units)
        taken = {(low, high) for low, high, _ in units}
        for each in (*self._singles(sentence), *self._lying(sentence)):
            counted = any(low <= _word_at(sentence, each.toll.span) <= high for low, high in taken)
            known = any(each.toll.span.overlaps(other.toll.span) and each.toll.effect == other.toll.effect for other in reported)
            if each.toll.effect not in totals and not counted and not known:
                reported.append(each)
        return reported

    def _beside(self, sentence: TokenSpan, reported: Sequence[Reported], units: Sequence[Unit]) -> list[Reported]:
        """Single persons coordinated with those that a number counts: "the lives of two newborns and a midwife"."""
        by = {(each.toll.span.start, each.toll.span.end): each for each in reported if not each.total}
        beside: list[Reported] = []
        for _, last, (_, _, span) in units:
            each = by.get((span.start, span.end))
            for noun in tree.conjuncts(sentence.doc[last]) if each is not None else ():
                parted = noun.i == last or any(self._effects.tells(word) for word in sentence.doc[last + 1 : noun.i])
                if each is not None and not parted and self._persons.is_single(noun) and not self._counting.is_included(noun):
                    own = span_of(noun)
                    beside.append(Reported(Toll(each.toll.effect, 1, 1, own, own), each.by))
            listed = self._listed(sentence, last) if each is not None else None
            if each is not None and listed is not None and all(listed.idx != other.toll.span.start for other in beside):
                own = span_of(listed)
                beside.append(Reported(Toll(each.toll.effect, 1, 1, own, own), each.by))
        return beside

    def _listed(self, sentence: TokenSpan, last: int) -> Token | None:
        """The single person right behind a counted phrase, wherever the tree hangs him: "two women and a waiter aged 15"."""
        behind = list(sentence.doc[last + 1 : min(sentence.end, last + LISTED)])
        if len(behind) < 3 or behind[0].lower_ != "and" or not (behind[1].lower_ in self._articles or behind[1].tag_ == "PRP$"):
            return None
        noun = next((word for word in behind[2:] if word.pos_ not in {"ADJ", "ADV"} and word.dep_ != "compound"), None)
        if noun is None or noun.pos_ != "NOUN" or not self._persons.is_single(noun) or self._counting.is_included(noun):
            return None
        finite = noun.head.tag_ in tree.FINITE or bool(tree.children(noun.head, "aux", "aux:pass"))
        acting = finite and noun.dep_ in {"nsubj", "nsubj:pass"}
        return None if acting else noun

    def _kept(self, sentence: TokenSpan) -> Iterator[Reported]:
        """Tolls of the verbs that hold one: "cost the patrol a lieutenant and three men"."""
        for verb in sentence:
            if verb.pos_ == "VERB" and self.holds(verb):
                found: Found = {}
                self._held(found, verb)
                yield from (Reported(toll, verb.i) for toll in found.values())

    def _singles(self, sentence: TokenSpan) -> Iterator[Reported]:
        """Single persons whom the verbs and states of a sentence befall: "the caretaker is missing"."""
        for verb in sentence:
            effect = self._effects.verb(verb) if verb.pos_ == "VERB" else None
            state = self._effects.adjective(verb) if tree.children(verb, "cop", "aux") else None
            befallen = self._sufferers(verb) if effect is not None else []
            for told, noun in [*((effect, noun) for noun in befallen), *((state, noun) for noun in tree.children(verb, "nsubj"))]:
                if told is not None:
                    found: Found = {}
                    self._add_single(found, told, noun)
                    if told == "dead" and noun.tag_ == "PRP" and noun.lower_ in {"he", "she"} and verb.dep_ == "conj":
                        span = span_of(noun)  # "shot him in the head, and he died"
                        found[(told, noun.i)] = Toll(told, 1, 1, span, span)
                    yield from (Reported(toll, verb.i) for toll in found.values())

    def _lying(self, sentence: TokenSpan) -> Iterator[Reported]:
        """Single persons whom a verb leaves in a state: "left a nun dead and her companion fighting for her life"."""
        verb = next((word for word in sentence if word.pos_ == "VERB" and self.holds(word)), None)
        for noun in sentence.doc[verb.i + 1 : sentence.end] if verb is not None else ():
            state = self._effects.state(sentence, noun.i + 1) if noun.pos_ == "NOUN" and self._persons.is_single(noun) else None
            if verb is not None and state is not None and not self._counting.is_included(noun):
                own = span_of(noun)
                yield Reported(Toll(state[0], 1, 1, own, own), verb.i)

    def _accompanying(self, sentence: TokenSpan) -> Iterator[Reported]:
        """Single persons whom the same befell as others: "died together with his bodyguard"."""
        lower = [word.lower_ for word in sentence]
        for phrase in self._companions:
            for first in range(sentence.start, sentence.end - len(phrase)):
                at = first - sentence.start
                if lower[at] != phrase[0] or tuple(lower[at : at + len(phrase)]) != phrase:
                    continue
                nouns = (word for word in sentence.doc[first + len(phrase) : sentence.end] if word.pos_ in {"NOUN", "PROPN"})
                noun = next((word for word in nouns if word.dep_ != "compound"), None)
                verbs = sorted(
                    (word for word in sentence if self._effects.tells(word)), key=lambda word: (word.i > first, abs(word.i - first))
                )
                if noun is None or not verbs:
                    continue
                found: Found = {}
                effect = str(self._effects.verb(verbs[0]))
                for each in (noun, *self._sufferers(verbs[0])):
                    self._add(found, effect, each)
                    self._add_single(found, effect, each, beside=True)
                yield from (Reported(toll, verbs[0].i) for toll in found.values())


def _word_at(sentence: TokenSpan, span: Span) -> int:
    """Index of the word where a stretch of the text begins."""
    return next((word.i for word in sentence if word.idx >= span.start), sentence.end)
