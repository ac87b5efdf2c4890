"""What words say befell people: dead, injured, missing, detained, displaced.

A verb tells it by itself ("killed"), with its particle ("shot dead") or by a turn of phrase ("put 19 in hospital", "abandoned their
villages"): a turn names its verbs, what they must have as object or behind a preposition, and whether the subject or whoever undergoes
the verb is counted. All words come from `lexicon/events/toll.yaml`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from sayso.events import tree
from sayso.events.persons import Persons
from sayso.events.predicates import particles
from sayso.events.sufferers import undergoers

PEOPLE = "PEOPLE"
"""Stands in a turn's words for any noun for people."""
PLACE = "LOC"
"""Stands in a turn's words for the name of any place."""
COUNTING = frozenset({"dozen", "hundred", "thousand", "ten", "score", "couple", "number", "group", "handful", "million"})
"""Nouns of number before "of" and what they count."""
APART = frozenset({"from", "off", "out of", "out"})
"""Prepositions that make one name with a verb, wherever their phrase stands."""
STATE_LENGTH = 5
"""Words of the longest state behind a number ("fighting for their lives")."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of phrase that tells what befell people."""

    effect: str
    of_subject: bool
    """Whether the subject is counted ("fled their homes"), not whoever undergoes the verb ("put them in hospital")."""
    of_phrase: bool
    """Whether those behind the preposition are counted ("made off with 25 pupils")."""
    verbs: frozenset[str]
    object: frozenset[str]
    prep: frozenset[str]
    nouns: frozenset[str]
    without: frozenset[str]
    not_subject: frozenset[str]
    persons: Persons

    def fits(self, verb: Token) -> bool:
        """Whether one of its verbs stands in this turn."""
        objects = [each for noun in _objects(verb) for each in tree.conjuncts(noun)] if self.object or self.without else []
        if self.without and any(self._is_of(each, self.without) for each in objects):
            return False
        if self.object and not any(self._is_of(each, self.object) for each in objects):
            return False
        doer = tree.surface_subject(verb) if self.not_subject else None
        if doer is not None and self._is_of(tree.content_noun(doer, COUNTING), self.not_subject):
            return False
        return not self.prep or any(self._is_of(noun, self.nouns) for noun in _phrases(verb, self.prep))

    def _is_of(self, noun: Token, wanted: frozenset[str]) -> bool:
        if PEOPLE in wanted and (self.persons.names_people(noun) or noun.pos_ == "NUM"):
            return True
        return "*" in wanted or (PLACE in wanted and noun.ent_type_ == PLACE) or bool(wanted.intersection(tree.names_of(noun)))


class Effects:
    """Reads what words say befell people."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verbs: Mapping[str, str] = {verb: effect for effect, verbs in table["effects"]["verbs"].items() for verb in verbs}
        self._nouns: Mapping[str, str] = {noun: effect for effect, nouns in table["effects"]["nouns"].items() for noun in nouns}
        self._adjectives: Mapping[str, str] = {word: effect for effect, words in table["effects"]["adjectives"].items() for word in words}
        self._states: Mapping[tuple[str, ...], str] = {
            tuple(state.split()): effect for effect, states in table["effects"]["states"].items() for state in states
        }
        self._intransitive = frozenset(table["intransitive"])
        self._surviving = frozenset(table["surviving"])
        self.losses = frozenset(table["losses"])
        """Nouns that tell of deaths where they are "of" people."""
        self._objectless = frozenset(table["objectless"])
        self._shooting = frozenset(table["shooting"])
        self._tracing = frozenset(table["tracing"])
        self._denying = frozenset(table["denying"])
        persons = Persons(table)
        self._turns: dict[str, list[tuple[int, Turn]]] = {}
        """By the name of each of their verbs, with their place in the list: the first that fits counts."""
        for place, entry in enumerate(table["turns"]):
            turn = _turn(entry, table, persons)
            for verb in turn.verbs:
                self._turns.setdefault(verb, []).append((place, turn))

    def verb(self, verb: Token) -> str | None:
        """What a verb does to whom it befalls, "to death" included."""
        known = _known(verb.doc, self)
        if verb.i not in known:
            known[verb.i] = self._read(verb)
        return known[verb.i]

    def _read(self, verb: Token) -> str | None:
        after = [verb.nbor(1).lower_] if verb.i + 1 < len(verb.doc) else []  # a parser hangs the "dead" of "shot dead two men" on the men
        results = [child.lower_ for child in tree.children(verb, "xcomp")]  # "took three others hostage"
        apart = [case for child in tree.children(verb, "obl") if (case := tree.case_of(child)) in APART]  # "drove 5,000 people from …"
        for particle in (*particles(verb), *after, *results, *apart):
            for stem in tree.stems(verb):
                if f"{stem} {particle}" in self._verbs:
                    return self._verbs[f"{stem} {particle}"]
        if any(tree.pick(self._nouns, noun) == "dead" for noun in tree.obliques(verb, ("to",))):
            return "dead"  # "stabbed to death"
        if any(self.adjective(child) == "dead" and abs(child.i - verb.i) <= 2 for child in tree.children(verb, "advmod")):
            return "dead"  # "fatally slashed four shoppers"
        turn = self.turn(verb)
        if turn is not None:
            return turn.effect
        plain = tree.pick(self._verbs, verb)
        if plain is not None:
            return plain
        if tree.is_any(verb, self._shooting):
            return self._shot(verb)
        if tree.is_any(verb, self._surviving) and self.is_denied(verb):
            return "dead"  # "ten of them did not survive"
        if tree.is_any(verb, self._tracing) and self.is_denied(verb) and (tree.is_passive(verb) or tree.children(verb, "aux")):
            return "missing"  # "have not been seen since"
        return None

    def _shot(self, verb: Token) -> str | None:
        """What being shot came to, as far as told: an injury; of whom nothing is shot nothing is told ("shot at the convoy")."""
        particle = verb.i + 1 < len(verb.doc) and verb.nbor(1).tag_ == "RP"
        return "injured" if _objects(verb) and not particle else None

    def turn(self, verb: Token) -> Turn | None:
        """The turn of phrase that a verb stands in."""
        turns = dict(each for name in _names(verb) for each in self._turns.get(name, ()))
        return next((turns[place] for place in sorted(turns) if turns[place].fits(verb)), None)

    def is_denied(self, verb: Token) -> bool:
        """Whether a clause denies what its verb says."""
        return any(child.lower_ in self._denying for child in tree.kids(verb) if child.i < verb.i)

    def tells(self, word: Token) -> bool:
        """Whether a word is a verb that tells of an effect."""
        return word.pos_ == "VERB" and self.verb(word) is not None

    def noun(self, noun: Token) -> str | None:
        """The effect that a noun names ("death", "arrest")."""
        return tree.pick(self._nouns, noun)

    def adjective(self, word: Token) -> str | None:
        """The state that a single word tells ("dead", "missing")."""
        return self._adjectives.get(word.lower_)

    def is_adjective(self, form: str) -> bool:
        """Whether a form is one of the states told by single words."""
        return form in self._adjectives

    def names(self, lemma: str) -> bool:
        """Whether a lemma is a verb that tells of an effect by itself."""
        return lemma in self._verbs

    def own(self, word: Token) -> str | None:
        """What a verb tells by itself, without particle or turn of phrase."""
        return tree.pick(self._verbs, word)

    def state(self, sentence: TokenSpan, index: int) -> tuple[str, int] | None:
        """The state that begins at a word of a sentence, "in hospital", "behind bars", and the index of its last word."""
        words = [word.lower_ for word in sentence.doc[index : min(sentence.end, index + STATE_LENGTH)]]
        return next(
            ((effect, index + len(state) - 1) for state, effect in self._states.items() if tuple(words[: len(state)]) == state), None
        )

    def befalls_subject(self, verb: Token) -> bool:
        """Whether a verb tells of its subject, whatever object it has."""
        turn = self.turn(verb)
        return turn.of_subject if turn is not None else self._is_undergone_by_subject(verb)

    def sufferers(self, verb: Token) -> list[Token]:
        """Whom a verb befalls, by the tree."""
        turn = self.turn(verb)
        if turn is not None and turn.of_subject:
            doer = tree.surface_subject(verb)
            return [doer] if doer is not None else []
        if turn is not None:
            if turn.of_phrase:
                return list(_phrases(verb, turn.prep))
            undergone = _objects(verb)
            return [
                *undergone,
                *(inner for noun in undergone for inner in (*tree.modifiers(noun, ("of",)), *tree.children(noun, "nmod:poss"))),
            ]  # "slit the throats of five elders", "tore off a clerk's hand"
        return undergoers(verb, self._is_undergone_by_subject(verb))

    def _is_undergone_by_subject(self, verb: Token) -> bool:
        """Whether a verb has no object that it could befall: "33 suffocated", but "the gas suffocated a pensioner"."""
        if tree.is_any(verb, self._surviving):
            return True
        return tree.is_any(verb, self._intransitive) and (tree.is_any(verb, self._objectless) or not tree.children(verb, "obj"))

    def of(self, words: Iterable[Token]) -> set[str]:
        """What the verbs among some words do to whom they befall."""
        return {effect for word in words if word.pos_ == "VERB" and (effect := self.verb(word)) is not None}


def _turn(entry: Mapping[str, Any], table: Mapping[str, Any], persons: Persons) -> Turn:
    def words(field: str) -> frozenset[str]:
        return frozenset(entry.get(field, ()))

    subject = entry.get("of_subject", False)
    barred = frozenset(table[entry["not_subject"]]) if "not_subject" in entry else frozenset[str]()
    return Turn(
        entry["effect"],
        subject,
        entry.get("of_phrase", False),
        words("verbs"),
        words("object"),
        words("prep"),
        words("nouns"),
        words("without"),
        barred,
        persons,
    )


@functools.lru_cache(maxsize=2)
def _known(doc: Doc, reader: Effects) -> dict[int, str | None]:
    """The effects of the verbs of the text at hand that were asked for before, by index: tolls are looked for in several ways."""
    return {}


def _names(verb: Token) -> list[str]:
    """The lemmas of a verb, alone and with its particles."""
    stems = tree.stems(verb)
    return [*stems, *(f"{stem} {particle}" for stem in stems for particle in particles(verb))]


def _objects(verb: Token) -> list[Token]:
    """Whom or what a verb has as its object, as the subject of its passive, or as the noun its relative clause stands on."""
    if found := tree.objects(verb):
        return found
    behind = [noun for noun in tree.children(verb, "nsubj:pass", "nsubj") if noun.i > verb.i]
    return behind or [noun for noun in tree.children(verb, "obl:unmarked", "xcomp") if noun.pos_ in {"NOUN", "NUM"}]


def _phrases(verb: Token, prepositions: frozenset[str]) -> Sequence[Token]:
    """The phrases with one of the prepositions behind a verb, on it or on its object."""
    found = tree.obliques(verb, prepositions)
    return found or [phrase for noun in _objects(verb) for phrase in tree.modifiers(noun, prepositions)]
