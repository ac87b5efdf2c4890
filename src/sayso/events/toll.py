"""How many people an event is said to have affected: numerals, vague numbers and ranges, per effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from sayso.events import tree
from sayso.events.predicates import particles
from sayso.events.quantities import HYPHENS, Quantities, Quantity
from sayso.events.sufferers import reach, undergoers
from sayso.records import Span, Toll

LASTING = frozenset({"dead", "injured"})
"""Effects of which a person named alone is a toll of one."""
PERSONAL = ("man", "woman", "ist", "ian", "eer", "person", "boy", "girl", "er", "or", "ee")
"""Endings of nouns for people."""
QUOTES = frozenset({"'", "’", '"', "”"})
Counted = tuple[int, "int | None", Span]
Unit = tuple[int, int, Counted]


class TollReader:
    """Reads tolls with the words of `lexicon/events/toll.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verbs: Mapping[str, str] = {verb: effect for effect, verbs in table["effects"]["verbs"].items() for verb in verbs}
        self._nouns: Mapping[str, str] = {noun: effect for effect, nouns in table["effects"]["nouns"].items() for noun in nouns}
        self._adjectives: Mapping[str, str] = {word: effect for effect, words in table["effects"]["adjectives"].items() for word in words}
        self._holders = frozenset(table["holders"])
        self._lives = frozenset(table["lives"])
        self._quantities = Quantities(table)
        self._multipliers = frozenset(table["multipliers"])
        self._vague = frozenset(table["vague"])
        self._intransitive = frozenset(table["intransitive"])
        self._holding = tuple(table["holding_prepositions"])
        self._articles = frozenset(table["articles"])
        self._single = frozenset(table["single"])
        self._hedging = frozenset(word for kind in ("at_least", "at_most", "about") for words in table[kind] for word in words.split())
        self._people = frozenset(table["people"])
        self._losing = frozenset(table["losing"])
        self._claiming = frozenset(table["claiming"])
        self._homes = frozenset(table["homes"])
        self._tallies = frozenset(table["tallies"])
        self._tally_joints = frozenset(table["tally_joints"])
        self._uncounted: Mapping[str, list[str]] = table["uncounted"]
        self._nobody = frozenset(table["nobody"])
        self._denying = frozenset(table["denying"])
        self._one_more = frozenset(table["ordinals"]) | {"another"}
        self._range_starts = frozenset(table["range_starts"])
        self._seizing = frozenset(table["seizing"])
        self._asides = frozenset(table["asides"])
        self._plain = frozenset(table["plain"])
        self._groups = frozenset(table["groups"])
        self._things = frozenset(table["things"])
        self._owned = frozenset(table["owned"])
        self._between = frozenset(table["between"])
        self._including = frozenset(table["including"])
        self._measures = frozenset(table["measures"])

    def of(self, heads: Iterable[Token]) -> tuple[Toll, ...]:
        """The tolls told by the verbs and nouns of an event, in text order; coordinated verbs and result clauses included."""
        found: dict[tuple[str, int], Toll] = {}
        for head in reach(heads):
            effect = self._effect(head) if head.pos_ in {"VERB", "AUX"} else None
            subjects = tree.children(head, "nsubj", "nsubj:pass")
            effect = effect or (self._adjectives.get(head.lower_) if subjects else None)  # "13 killed and 15 hurt"
            if effect is not None:
                for noun in self._sufferers(head) if head.lower_ not in self._adjectives or self._tells(head) else subjects:
                    if noun.i > head.i and any(self._tells(word) for word in noun.doc[head.i + 1 : noun.i]):
                        continue  # "killing 67 and injuring scores", all hung on "killing"
                    if tree.is_any(head, self._seizing) and not self._are_people(noun):
                        continue
                    self._add(found, effect, noun)
                    self._add_single(found, effect, noun)
            elif self.holds(head):
                self._held(found, head)
            elif head.pos_ == "NOUN" and (effect := tree.pick(self._nouns, head)) is not None:
                for noun in (head, *tree.modifiers(head, ("of",))):
                    self._add(found, effect, noun)
        return tuple(sorted(found.values(), key=lambda toll: (toll.span.start, toll.effect)))

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
                return [self._counted(verb.doc[number.last])]
        return undergoers(verb, tree.is_any(verb, self._intransitive))

    def effects_of(self, words: Iterable[Token]) -> set[str]:
        """What the verbs among an event's words do to whom they befall."""
        return {effect for word in words if word.pos_ == "VERB" and (effect := self._effect(word)) is not None}

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
                    later = [other.i for other in together if other.i > each.i]
                    nearest = [state for state in states if not later or state.i < later[0]] or states  # "one dead and 90 injured"
                    for state in nearest:
                        if (effect := self._adjectives.get(state.lower_) or tree.pick(self._verbs, state)) is not None:
                            self._add(found, effect, each, alone=True)
                    if verb.lemma_.lower() == "cost" and self._are_people(each):  # "the ambush cost the battalion nine men"
                        self._add(found, "dead", each, alone=True)

    def _add(self, found: dict[tuple[str, int], Toll], effect: str, noun: Token, alone: bool = False) -> None:
        for each in [noun] if alone else tree.conjuncts(noun):
            if each.i != noun.i and any(self._tells(word) for word in noun.doc[noun.i + 1 : each.i]):
                break  # "killed a worker and wounded two others", hung on "worker"
            if self._measures.intersection({each.lemma_.lower(), each.lower_}):
                continue  # "driving off 2,500 cattle"
            counted = self.count(each)
            outer = each.head if each.dep_ == "nmod" else each
            if (
                counted is not None
                and outer.pos_ == "NUM"
                and outer.i != each.i
                and tree.case_of(each) in {"of", "out"}
                and outer.i < each.i
            ):
                counted = self.count(outer) or counted  # "19 of the 23 hostages"
            told = self._adjectives.get(each.lower_, effect)  # "five dead and eleven injured": each word tells its own
            if effect == "detained" and counted is not None and counted[2].start == each.idx and each.tag_ == "NN":
                continue  # "kidnapped a merchant" is no toll
            if counted is not None and (told, each.i) not in found:
                low, high, span = counted
                who = None if each.pos_ == "NUM" else Span(each.idx, each.idx + len(each))  # "injuring 20": nobody says whom
                found[(told, each.i)] = Toll(told, low, high, span, who)

    def _tells(self, word: Token) -> bool:
        """Whether a word is a verb that tells of an effect."""
        return word.pos_ == "VERB" and self._effect(word) is not None

    def _effect(self, verb: Token) -> str | None:
        """What a verb does to whom it befalls, "to death" included."""
        after = [verb.nbor(1).lower_] if verb.i + 1 < len(verb.doc) else []  # a parser hangs the "dead" of "shot dead two men" on the men
        results = [child.lower_ for child in tree.children(verb, "xcomp")]  # "took three others hostage"
        apart = [tree.case_of(child) for child in tree.children(verb, "obl")]  # "drove 5,000 people from their homes"
        for particle in (*particles(verb), *after, *results, *apart):
            for stem in tree.stems(verb):
                if f"{stem} {particle}" in self._verbs:
                    return self._verbs[f"{stem} {particle}"]
        if any(tree.pick(self._nouns, noun) == "dead" for noun in tree.obliques(verb, ("to",))):
            return "dead"  # "stabbed to death"
        return tree.pick(self._verbs, verb)

    def _add_single(self, found: dict[tuple[str, int], Toll], effect: str, noun: Token) -> None:
        """One person told by a singular: "killed the owner", "a foreman was shot dead"."""
        for each in tree.conjuncts(noun):
            if each.i != noun.i and any(self._tells(word) for word in noun.doc[noun.i + 1 : each.i]):
                break
            for beside in tree.children(each, "appos"):  # "a general, his driver and three guards"
                if beside.i > each.i and any(word.tag_ == "PRP$" for word in each.doc[beside.i - 1 : beside.i + 4]):
                    self._add(found, effect, beside)
                    self._add_single(found, effect, beside)
            if effect == "detained" or (effect, each.i) in found or self._is_included(each):
                continue
            if effect in LASTING and _is_named(each) and not tree.children(each, "nummod"):  # "killed Colonel Teo Lamb"
                span = Span(each.idx, each.idx + len(each))
                found[(effect, each.i)] = Toll(effect, 1, 1, span, span)
                continue
            if each.tag_ != "NN" or not self._is_person(each):
                continue
            bare = not tree.children(each, "det", "nmod:poss", "nummod") and _has_no_article(each)  # a headline's "kill mayor"
            said = bare or any(
                child.lower_ in self._single or child.lower_ in self._owned or child.tag_ == "PRP$" for child in tree.kids(each)
            )
            if said or (each.left_edge.is_sent_start and not tree.children(each, "det", "nummod")):  # a headline's "Rebel leader killed"
                span = Span(each.idx, each.idx + len(each))
                found[(effect, each.i)] = Toll(effect, 1, 1, span, span)

    def _is_person(self, noun: Token) -> bool:
        """Whether a singular names one person."""
        lemma = noun.lemma_.lower()
        if any(word.lower_ == "not" for word in noun.doc[noun.left_edge.i : noun.i]):
            return False  # "not a single villager"
        return lemma not in self._groups | self._things and (lemma in self._people or lemma.endswith(PERSONAL))

    def _are_people(self, noun: Token) -> bool:
        return tree.is_any(noun, self._people) or noun.pos_ in {"PROPN", "NUM"} or noun.lower_.endswith(("men", "women"))

    def told(self, sentence: TokenSpan) -> list[Toll]:
        """The tolls that a sentence tells by the order of its words: "left five dead and eleven injured", "20 soldiers, 35 rebels killed".

        A number takes the effect verb right before it, else the effect word right after it, else that of the number beside it.
        """
        units = self._units(sentence)
        effects: list[str | None] = []
        for number, (low, _, _) in enumerate(units):
            limit = units[number + 1][0] if number + 1 < len(units) else sentence.end
            effects.append(
                self._before(sentence, low) or self._named(sentence, units[number]) or self._after(sentence, units[number][1], limit)
            )
        for number in range(len(units) - 2, -1, -1):  # "nine soldiers and four insurgents were killed"
            if effects[number] is None and self._beside(sentence, units[number], units[number + 1]):
                effects[number] = effects[number + 1]
        for number in range(1, len(units)):  # "killed 11 worshippers, two guards"
            if effects[number] is None and self._beside(sentence, units[number - 1], units[number]):
                effects[number] = effects[number - 1]
        tally = self._tally(sentence, units)
        if tally is not None:
            return [tally]
        told = [Toll(effect, low, high, span, None) for effect, (_, _, (low, high, span)) in zip(effects, units, strict=True) if effect]
        if not told:
            told = self._none(sentence)
        single: dict[tuple[str, int], Toll] = {}
        for verb in sentence:
            effect = self._effect(verb) if verb.pos_ == "VERB" else None
            for noun in self._sufferers(verb) if effect is not None else ():
                self._add_single(single, str(effect), noun)
            if verb.lower_ in self._adjectives and tree.children(verb, "cop", "aux"):  # "the caretaker is missing"
                for noun in tree.children(verb, "nsubj"):
                    self._add_single(single, self._adjectives[verb.lower_], noun)
        taken = {(low, high) for low, high, _ in units}
        return told + [toll for toll in single.values() if not any(low <= _word_at(sentence, toll.span) <= high for low, high in taken)]

    def _tally(self, sentence: TokenSpan, units: Sequence[Unit]) -> Toll | None:
        """The dead of “bringing the toll to 17”, “the death toll rose to 41 from 38”: the number that it has come to."""
        tally = next((word for word in sentence if word.lemma_.lower() in self._tallies and word.pos_ in {"NOUN", "PROPN"}), None)
        effect: str | None = "dead"
        if tally is None:  # "the number of those killed rose to 64"
            tally = next((word for word in sentence if word.lower_ == "number" and word.i + 1 < sentence.end), None)
            behind = list(sentence.doc[tally.i + 1 : min(sentence.end, tally.i + 6)]) if tally is not None else []
            told = [self._adjectives.get(word.lower_) or (self._effect(word) if word.pos_ == "VERB" else None) for word in behind]
            effect = next((each for each in told if each is not None), None)
        if tally is None or effect is None or any(word.lower_ == "this" for word in sentence.doc[tally.i : sentence.end]):
            return None
        for first, last, (low, high, span) in units:
            start = next((word.i for word in sentence if word.idx >= span.start), first)
            after = sentence.doc[last + 1].lower_ if last + 1 < sentence.end else ""
            if after in self._adjectives:
                return None  # "stood at 73 dead and 190 injured"
            joint = sentence.doc[start - 1]
            if first > tally.i and joint.lower_ == "from" and high is not None and high > low:
                return Toll(effect, high, high, span, None)  # "rose from 8 to 11"
            if first > tally.i and (joint.lower_ in self._tally_joints or joint.lemma_.lower() in self._tally_joints):
                return Toll(effect, low, high, span, None)
        return None

    def _none(self, sentence: TokenSpan) -> list[Toll]:
        """That nobody came to harm: "there were no casualties", "nobody was hurt"."""
        for word in sentence:
            state = self._adjectives.get(word.lower_) if tree.children(word, "cop", "aux:pass") else None
            effect = self._effect(word) if word.pos_ == "VERB" else state
            nobody = (
                next(
                    (
                        noun
                        for noun in (tree.children(word, "nsubj", "nsubj:pass") if state else self._sufferers(word))
                        if self._is_nobody(noun)
                    ),
                    None,
                )
                if effect is not None
                else None
            )
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
        return noun.lower_ in self._nobody or any(word.lower_ == "no" for word in before) or before.text.lower().startswith("not a single")

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
            if self._is_part(doc, quantity):
                continue  # "wounded two, one of them badly"
            first, token = doc[quantity.first], doc[quantity.last]
            if token.lower_ in self._articles or token.ent_type_ == "TIME" or (found and quantity.first <= found[-1][1]):
                continue
            joint = doc[quantity.first - 1] if quantity.first > sentence.start else None
            hyphened = joint is not None and joint.lower_ in HYPHENS and not joint.whitespace_  # not "police fire on crowd – 9 dead"
            before = doc[max(sentence.start, quantity.first - 2) : quantity.first]
            age = len(before) == 2 and before[1].lower_ == "of" and before[0].tag_ == "NN" and before[0].lemma_ not in self._groups
            vague = token.tag_ in {"JJ", "PRP", "NN"} and not self._is_number(token)
            noun = self._counted(token)
            if hyphened or age or vague or self._measures.intersection({noun.lemma_.lower(), noun.lower_}):
                continue
            last = max(noun.i, token.i)
            if last + 2 < sentence.end and doc[last + 1].lower_ == "of" and doc[last + 2].pos_ == "NOUN":
                last += 2  # "a couple of soldiers"
            found.append((first.i, last, self._told_by(doc, quantity)))
        return found

    def _is_number(self, token: Token) -> bool:
        return token.lower_ in self._plain or token.lower_ in self._multipliers or token.text.isdigit()

    def _counted(self, number: Token) -> Token:
        """The noun that a number counts; the number itself where the next word tells what befell them ("20 dead", "11 wounded")."""
        noun = number.head if number.head.pos_ in {"NOUN", "ADJ", "PROPN"} and 0 < number.head.i - number.i <= 4 else number
        if noun.lower_ in self._adjectives or noun.lemma_.lower() in self._verbs:
            return number
        return noun

    def _before(self, sentence: TokenSpan, first: int) -> str | None:
        """The effect of the active verb right before a number."""
        for index in range(first - 1, max(sentence.start, first - 6) - 1, -1):
            word = sentence.doc[index]
            lives = any(each.lemma_.lower() in self._lives for each in sentence.doc[first + 1 : min(sentence.end, first + 6)])
            if word.lemma_.lower() in self._lives or (word.lemma_.lower() in self._losing | self._claiming and lives):
                return "dead"
            if word.lemma_.lower() in {"cost", *self._losing} and self._of_people(sentence, first):
                return "dead"
            beside = index == first - 1 and not tree.children(word, "aux:pass")  # "killed a man and wounded two", taken for a passive
            active = (word.pos_ == "VERB" and (word.tag_ != "VBN" or beside)) or word.tag_ == "NNS"  # a headline's "wounds 20", for a noun
            effect = tree.pick(self._verbs, word) if active else None
            if effect is not None and not tree.is_any(word, self._intransitive) and not tree.is_passive(word):
                return effect
            if word.lower_ not in self._between and word.lower_ not in self._hedging and word.lower_ not in self._range_starts:
                return None
        return None

    def _named(self, sentence: TokenSpan, unit: Unit) -> str | None:
        """The effect that the counted noun itself or the noun it depends on tells: "46 bodies", "the deaths of 1,130 people"."""
        own = tree.pick(self._nouns, sentence.doc[unit[1]])
        if own is not None or unit[0] - sentence.start < 2 or sentence.doc[unit[0] - 1].lower_ != "of":
            return own
        outer = sentence.doc[unit[0] - 2]
        return tree.pick(self._nouns, outer) if outer.pos_ == "NOUN" else None

    def _of_people(self, sentence: TokenSpan, first: int) -> bool:
        """Whether the number that begins at `first` counts people: "lost three of its soldiers"."""
        return any(
            word.lemma_.lower() in self._people or word.lower_ == "men" for word in sentence.doc[first + 1 : min(sentence.end, first + 5)]
        )

    def _after(self, sentence: TokenSpan, last: int, limit: int) -> str | None:
        """The effect of the first state or verb after a number, before the next number."""
        last = self._past_aside(sentence, last, limit)
        for index in range(last + 1, min(limit, last + 8)):
            word = sentence.doc[index]
            if word.is_punct and word.text not in QUOTES:
                return None
            effect = self._adjectives.get(word.lower_)
            past = word.tag_ in {"VBN", "VBD"} or (word.pos_ == "VERB" and word.lower_.endswith("ed"))
            undergone = past and not tree.children(word, "obj")
            if effect is None and (undergone or tree.is_any(word, self._intransitive)):
                effect = self._effect(word)
            if effect is None and tree.is_any(word, self._losing):
                effect = self._lost(sentence, index)
            if effect is None and word.pos_ == "NOUN":
                effect = tree.pick(self._nouns, word)
            if effect is not None:
                return effect
        return None

    def _lost(self, sentence: TokenSpan, verb: int) -> str | None:
        """What the loss told by the verb at an index is for those who suffer it: "lost their lives", "lost their homes"."""
        lost = {word.lemma_.lower() for word in sentence.doc[verb + 1 : min(sentence.end, verb + 4)]}
        return "dead" if lost & self._lives else "displaced" if lost & self._homes else None

    def _past_aside(self, sentence: TokenSpan, last: int, limit: int) -> int:
        """The comma that closes an aside right after a number: "34 people, most of them women, perished"."""
        doc = sentence.doc
        if last + 2 >= sentence.end or doc[last + 1].text not in {",", "(", "–", "-"} or doc[last + 2].lower_ not in self._asides:
            return last
        closing = (i for i in range(last + 2, min(sentence.end, last + 12)) if doc[i].text in {",", ")", "–", "-"})
        return next(closing, last)

    def _beside(self, sentence: TokenSpan, one: Unit, other: Unit) -> bool:
        return all(sentence.doc[i].lower_ in {",", "and"} for i in range(one[1] + 1, other[0])) and other[0] - one[1] <= 3

    def count(self, noun: Token) -> Counted | None:
        """Lowest and highest number of a noun phrase and the words that give it; null where it is not counted."""
        number = noun if noun.pos_ == "NUM" or (noun.lower_ in self._vague and noun.tag_ != "JJ") or noun.lower_ in self._one_more else None
        if number is None:
            numbers = [child for child in tree.kids(noun) if self._counts(child, noun)]
            number = next((child for child in numbers if child.dep_ == "nummod"), numbers[0] if numbers else None)
        if number is None and noun.dep_ == "nmod" and (noun.head.lower_ in self._vague or noun.head.pos_ == "NUM"):
            number = noun.head  # "dozens of people", "three of its soldiers"
        if number is None and noun.lemma_.lower() in self._groups:  # "a total of 128 people", "a group of nine tourists"
            return next((inner for child in tree.modifiers(noun, ("of",)) if (inner := self.count(child)) is not None), None)
        if number is None:
            if (
                noun.tag_ == "NN"
                and noun.lemma_.lower() in self._people
                and not self._is_included(noun)
                and any(child.lower_ in self._single for child in tree.kids(noun))
            ):
                return 1, 1, Span(noun.idx, noun.idx + len(noun))
            return None
        found = self._quantities.covering(number)
        return self._told_by(number.doc, found) if found is not None and not self._is_part(number.doc, found) else None

    def _is_part(self, doc: Doc, quantity: Quantity) -> bool:
        """Whether a number is part of one told before it: "16 people, among them four women and a baby", ", two of them critically"."""
        if quantity.first > 1 and doc[quantity.first - 2 : quantity.first].text.lower() in {"out of", "of the"}:
            return any(doc[i].lower_ == "out" for i in range(max(0, quantity.first - 3), quantity.first))
        if doc[quantity.last + 1 : quantity.last + 3].text.lower() in {"of them", "of whom"}:
            if doc[quantity.last + 3 : quantity.last + 4].text.lower() in self._adjectives:
                return False  # "six people were hit, one of them fatally"
            return quantity.first > 0 and doc[quantity.first - 1].text in {",", "(", "–", "-", "and"}
        return self._is_included(doc[quantity.first])

    def _is_included(self, word: Token) -> bool:
        """Whether a word stands in an enumeration that "including", "among them" open."""
        doc = word.doc
        for i in range(word.i - 1, max(0, word.i - 14) - 1, -1):
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

    @staticmethod
    def _told_by(doc: Doc, quantity: Quantity) -> Counted:
        last = doc[quantity.last]
        return quantity.low, quantity.high, Span(doc[quantity.first].idx, last.idx + len(last))


def _is_named(noun: Token) -> bool:
    """Whether a name is one person's, its title included."""
    parts = (noun, *(child for child in tree.kids(noun) if child.dep_ in {"flat", "compound", "appos"} and abs(child.i - noun.i) <= 4))
    return noun.pos_ == "PROPN" and not noun.tag_.endswith("S") and any(part.ent_type_ == "PER" for part in parts)


def _has_no_article(noun: Token) -> bool:
    """Whether the line of a noun has neither article nor full stop, as headlines have."""
    low, high = noun.i, noun.i
    while low > 0 and not noun.doc[low].is_sent_start and noun.i - low < 20:
        low -= 1
    while high + 1 < len(noun.doc) and not noun.doc[high + 1].is_sent_start and high - noun.i < 20:
        high += 1
    words = [word for word in noun.doc[low : high + 1] if not word.is_space]
    return words[-1].text != "." and not any(word.tag_ == "DT" for word in words)


def _word_at(sentence: TokenSpan, span: Span) -> int:
    """Index of the word where a stretch of the text begins."""
    return next((word.i for word in sentence if word.idx >= span.start), sentence.end)
