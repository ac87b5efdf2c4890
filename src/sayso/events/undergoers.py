"""Whom or what a deed befalls where no path of its frame holds an actor: a place, somebody beside it, the thing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.families import (
    JUDGING,
    KIND_TYPES,
    LOCATIVE,
    PHYSICAL,
    SETTINGS,
    SPOKEN_TYPES,
    STANDING,
    THING_TYPES,
    UNSETTLED,
    YIELDING,
)
from sayso.events.headline import is_title
from sayso.events.mentions import Mentions, placed, thing, weight
from sayso.events.owners import Owners
from sayso.events.paths import NOMINAL, phrase
from sayso.events.predicates import Lexicon
from sayso.events.sides import PLACE, THING, UNDER, Argument, overlap
from sayso.events.undergone import addressed
from sayso.records import ActorMention

Reached = list[tuple[str, Token]]
"""The heads that paths led to, each with its path."""
GRIEVING = frozenset({"over", "against", "about"})
"""Prepositions of what a protest is about."""
MODIFYING = frozenset({"compound", "amod", "nmod:poss", "nmod:desc"})
"""Relations of what stands before a noun and belongs to it."""
PHRASES = ("object", "iobj", "obl:", "nmod:", "inner:")
"""Paths to noun phrases in which people may stand whom something is said of or done to."""
HIT = ("object", "nmod:on", "nmod:of")
"""Paths to what a deed is done to itself."""
LED_AWAY = frozenset({"complement", "that", "mod", "poss", "object/poss"})
"""Paths to what is no thing that undergoes."""


def is_told(verb: Token) -> bool:
    """Whether a verb is a passive: what is said, is said of its subject."""
    return verb.pos_ == "VERB" and tree.is_passive(verb)


def _is_judged(verb: Token) -> bool:
    """Whether a thing may stand for whoever is judged: as the subject of a passive, and in headlines."""
    return is_told(verb) or is_title(verb.sent, verb.doc)


class Undergoers:
    """Looks for them in one article."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon, owners: Owners) -> None:
        self.mentions = mentions
        self.lexicon = lexicon
        self.owners = owners
        cues = lexicon.cues
        self._local = frozenset(cues["local_prepositions"])
        self._purpose = frozenset(cues["purpose_nouns"])
        self._settlements = frozenset((*cues["scene_towns"], *cues["scene_areas"], *cues["settlements"]))
        self._measures = frozenset(cues["measures"])
        self._aimed = frozenset(cues["aimed_prepositions"])
        self._instruments = lexicon.words(("@attack", "@bomb", "@projectile"))

    def of(self, predicate: Token, alone: bool, reached: Reached, taken: Sequence[Argument], event_type: str) -> list[Argument]:
        """Whom a deed befalls: a place, somebody under the predicate, the thing itself; `alone` where no light verb serves it."""
        under = self._beside(predicate, taken, event_type) if alone and predicate.pos_ not in {"NOUN", "PROPN"} else []
        told = self._told(reached, event_type)
        things = self._things(predicate, reached, told, event_type)
        if things and self._is_settled(predicate, things[0], told):
            return things  # "the killing of three guards near Northport"
        return self._places(reached, taken, event_type) or _put(predicate, things, under) or under or things

    def coordinated(self, found: Sequence[Argument], path: str, token: Token, reached: Reached, event_type: str | None) -> list[Argument]:
        """Who or what else undergoes, coordinated with a thing or a person who does: "a Northland nun and her driver"."""
        if event_type not in PHYSICAL or not path.startswith(HIT) or found[0].mention.head.start != token.idx:
            return []
        more: list[Argument] = []
        together = {each.i for each in tree.conjuncts(token)} - {token.i}
        for way, other in reached:
            place = self.mentions.place(other)
            if way == path and other.i in together and (place is not None or other.pos_ == "NOUN"):
                more.append(Argument(place or thing(other), path, THING))
        return [each for each in more if not any(overlap(each.mention, argument.mention) for argument in found)]

    def _beside(self, predicate: Token, taken: Sequence[Argument], event_type: str) -> list[Argument]:
        """Who or where, told under a verb, is concerned by a deed of that type."""
        if taken and event_type not in THING_TYPES and tree.is_passive(predicate):
            return []  # "was vetoed by Northland in the assembly"
        under = self._under(predicate, taken, self._aimed if event_type in KIND_TYPES else frozenset())
        if event_type in UNSETTLED and under and under[0].path == "under/place" and self.owners.is_setting(under[0].mention):
            return []
        if event_type == "MOBILIZE" and under and under[0].mention.head.start in {noun.idx for noun in tree.objects(predicate)}:
            return []  # what is moved is the doer's own
        return under

    def _told(self, reached: Reached, event_type: str) -> Reached:
        """What paths reached without what it is about or where it was told: "over pay", "was declared at a special session"."""
        if event_type == "PROTEST":
            return [each for each in reached if not self._is_grievance(each[1])]
        if event_type == "COERCE":
            return [(path, token) for path, token in reached if not (path.startswith("light/obl") and tree.case_of(token) in LOCATIVE)]
        return reached

    def _is_grievance(self, noun: Token) -> bool:
        """Whether a phrase tells what a protest is about rather than whom it meets: "over pay", "against rising fares"."""
        return tree.case_of(noun) in GRIEVING and not self.owners.are_persons(noun)

    def _things(self, predicate: Token, reached: Reached, told: Reached, event_type: str) -> list[Argument]:
        """The thing that undergoes, where things do; of what is done in words people, and what is judged or given up."""
        things = self._thing(told) if event_type in THING_TYPES else []
        if not things and predicate.pos_ == "NOUN":
            things = addressed(told)
        if things or event_type in THING_TYPES:
            return things
        return self._thing(
            [each for each in reached if each[0] in {"object", "nmod:of"} and event_type in YIELDING]
            or [each for each in reached if each[0].startswith(PHRASES) and self.owners.are_known_persons(each[1])]
            or [each for each in reached if each[0] == "object" and event_type in JUDGING and _is_judged(predicate)]
        )

    def _thing(self, reached: Reached) -> list[Argument]:
        for path, token in reached:
            if path == "object" and token.tag_ == "NN" and self.lexicon.noun_senses(token):
                continue  # "began a strike": what is done is done to nobody
            if tree.case_of(token) == "by" and self._measures.intersection(tree.names_of(token)):
                continue  # "set off by remote control"
            counted = (token.pos_ == "NUM" and token.is_alpha) or tree.is_head_count(token)
            if path not in LED_AWAY and (token.pos_ in {"NOUN", "PROPN"} or counted):
                return [Argument(thing(token), path, THING)]
        return []

    @staticmethod
    def _is_settled(predicate: Token, found: Argument, told: Reached) -> bool:
        """Whether a thing undergoes whatever place is told beside it."""
        if found.path == "subject" or (predicate.pos_ == "NOUN" and found.path.startswith("nmod:of")):
            return True
        counted = [token.idx for path, token in told if path == "object" and tree.is_head_count(token)]
        return found.mention.head.start in counted  # "rescues 90 off Northport"

    def _places(self, reached: Reached, taken: Sequence[Argument], event_type: str) -> list[Argument]:
        """A place that a path reaches, or the thing in it that is reached: "a refinery in Northport"."""
        hit = [(path, token) for path, token in reached if path.startswith(HIT) and token.pos_ == "NOUN" and "/poss" not in path][:1]
        for path, token in reached:
            token = tree.content_noun(token, self.lexicon.transparent) if token.pos_ == "NUM" else token  # "one of Northport's bridges"
            places = [self.mentions.place(each) for each in phrase(token)]
            if event_type in SETTINGS:
                places = [place for place in places if place is not None and not self.owners.is_setting(place)]
            found = self.owners.arguments(places, f"{path}/place", PLACE, taken)
            if not found:
                continue
            if event_type in PHYSICAL and hit and hit[0][1].i != token.i:
                path, token = hit[0]  # "burned the huts in Northport": the huts, in whatever phrase the town stands
                if event_type == "COERCE" or not self._instruments.intersection(tree.names_of(token)):
                    return [replace(found[0], mention=placed(token, found[0].mention), path=path)]
            if self._is_standing(token, found[0].mention, event_type):
                return [replace(found[0], mention=placed(token, found[0].mention))]
            if event_type in SPOKEN_TYPES and found[0].mention.actor is not None and found[0].mention.actor.country is None:
                continue  # nobody endorses a lake
            return found[:1]
        return []

    def _is_standing(self, noun: Token, place: ActorMention, event_type: str) -> bool:
        """Whether a deed of that type concerns the thing in a place rather than the place."""
        concerned = event_type in STANDING or self.owners.are_known_persons(noun)
        return concerned and noun.pos_ == "NOUN" and self._stands_in(noun, place)

    def _stands_in(self, noun: Token, place: ActorMention) -> bool:
        """Whether a thing stands in a place: not "the town of Northport", "the capital Northport", nor bombs that explode there."""
        if self._instruments.intersection(tree.names_of(noun)):
            return False
        named = next((each for each in tree.below(noun) if self.mentions.place(each) is place), noun)
        if named.i < noun.i or (named.dep_ in MODIFYING and named.head.i != noun.i):
            return True  # "the Northport refinery", "approaches to the Northport dam"
        start = noun.doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
        before = start[0].nbor(-1).lower_ if start is not None and start[0].i else ""  # a parser may hang it on the second word
        if tree.case_of(named) == "of" and named.head.i == noun.i:  # "the besieged quarters of Northport", but "the town of Northport"
            several = noun.tag_ == "NNS" and noun.lower_ != noun.lemma_.lower()  # "four districts of Northport" are not Northport
            return noun.ent_type_ == "" and (several or not tree.is_any(noun, self._settlements))
        return tree.case_of(named) != "" or (before in LOCATIVE and named.i > noun.i)

    def _under(self, predicate: Token, taken: Sequence[Argument], without: frozenset[str]) -> list[Argument]:
        """The nearest actor, then the nearest place, in a phrase under the predicate that no path names; other clauses are not entered."""
        told = [token for token in self._phrases(predicate, without) if not self.mentions.is_time(token)]
        clause = [token for token in told if not self.owners.is_owned(token, taken)]
        political = [mention for token in clause if (mention := self.mentions.at(token)) is not None and weight(mention)]
        found = self.owners.arguments(political, "under", UNDER, taken) or self.owners.arguments(
            [self.mentions.place(token) for token in clause], "under/place", UNDER, taken
        )
        return found[:1]

    def _phrases(self, predicate: Token, without: frozenset[str]) -> list[Token]:
        """What hangs under a predicate and in its clause, breadth first, its subject and phrases with `without` prepositions left out."""
        found: list[Token] = []
        own = (child for child in tree.kids(predicate) if not tree.is_teller(child))
        queue = [child for child in own if child.dep_ in {"obj", "iobj", "nmod", "nmod:desc"} or self._is_local(child)]
        for token in queue:
            found.append(token)
            if len(queue) < tree.MAX_SUBTREE:
                queue.extend(
                    child
                    for child in tree.kids(token)
                    if child.dep_ == "conj" or (child.dep_ in NOMINAL and tree.case_of(child) not in without)
                )
        return found

    def _is_local(self, noun: Token) -> bool:
        return noun.dep_ == "obl" and tree.case_of(noun) in self._local and noun.lemma_.lower() not in self._purpose


def _put(predicate: Token, things: Sequence[Argument], under: Sequence[Argument]) -> list[Argument]:
    """Things that undergo in a place told beside them, with the place's actor: "three villages were burned in Northland".

    In a passive whatever else is told beside the thing gives way to it: "were seized at the Northland port".
    """
    if not things or not under or things[0].path != "object":
        return []
    if not (under[0].path.endswith("/place") or is_told(predicate)):
        return []
    return [replace(argument, mention=replace(argument.mention, actor=under[0].mention.actor)) for argument in things]
