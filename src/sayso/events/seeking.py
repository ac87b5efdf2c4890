"""One side of a frame: the words that its paths reach, and who of them does or undergoes what is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.families import JUDGING, LOCATIVE, PHYSICAL, SETTINGS, THING_TYPES, YIELDING
from sayso.events.mentions import Mentions
from sayso.events.owners import BETWEEN, DOING, Owners, is_home
from sayso.events.paths import Paths
from sayso.events.predicates import Lexicon
from sayso.events.sides import DIRECT, PLACE, WITHIN, Argument
from sayso.events.undergoers import Reached, Undergoers, is_told
from sayso.records import ActorMention, MentionKind

DOERS = ("subject", "nmod:by", "inner:by", "nmod:between", "poss", "light", "mod")
"""Paths to whoever does something."""
BESIDE_JUDGED = ("obl:", "complement")
"""Paths that lead past whoever is judged to what he is judged for."""
HOLDING = ("nmod:", "inner:", "object", "iobj")
"""Paths to phrases of which people may be the head and an actor the owner."""


@dataclass(frozen=True, slots=True)
class Search:
    """Whose side is looked for: of which predicate, with which light verb, who stands on the other side; no type where doers are sought."""

    predicate: Token
    light: Token | None
    taken: Sequence[Argument]
    event_type: str | None

    @property
    def is_nominal(self) -> bool:
        """Whether the predicate is a noun."""
        return self.predicate.pos_ in {"NOUN", "PROPN"}


class Seeker:
    """Fills one side of a frame."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon, paths: Paths, owners: Owners) -> None:
        self.mentions = mentions
        self.lexicon = lexicon
        self.paths = paths
        self.owners = owners
        self._undergoers = Undergoers(mentions, lexicon, owners)
        self._aimed = frozenset(lexicon.cues["aimed_prepositions"])

    def side(self, search: Search, paths: Sequence[str]) -> list[Argument]:
        """The first path that holds an actor; else one inside a phrase that a path reaches, one under the predicate, the phrase itself."""
        reached: Reached = []
        own: list[Argument] = []
        for path in paths:
            if _leads_past(search, path, reached):
                continue
            tokens = [token for token in self.paths.tokens(search.predicate, search.light, path) if not self.mentions.is_time(token)]
            found = self._actors(search, path, tokens)
            if self._is_passed_over(search, path, tokens, reached, found):
                continue
            answer = self._answer(search, path, tokens, found)
            if answer:
                return answer
            own = own or found
            if search.event_type is not None and path == "object" and not found and any(map(self.owners.are_known_persons, tokens)):
                reached += [(path, token) for token in tokens if not self.owners.is_owned(token, search.taken)]
                break  # "bodyguards of the chief were accused": they, not the chief
            reached += self._kept(search, path, tokens)
        return self._inside(search, reached) or own or self._unlisted(search, reached)

    def _actors(self, search: Search, path: str, tokens: Sequence[Token]) -> list[Argument]:
        """The actors that head what a path reached, things as whose they are."""
        mentions = [
            self.owners.held(mention, token, path, search.event_type) for token in tokens for mention in self.mentions.all_at(token)
        ]
        return self.owners.arguments(mentions, path, DIRECT, search.taken)

    def _is_passed_over(self, search: Search, path: str, tokens: Sequence[Token], reached: Reached, found: Sequence[Argument]) -> bool:
        """Whether what a path reached is not asked for: a thing that is given, the nameless owner of what undergoes."""
        if search.event_type == "AID" and path == "object" and reached and not any(map(self.owners.are_persons, tokens)):
            return True  # "gave field hospitals to areas hit by the flood"
        nameless = bool(found) and all(each.mention.actor is None for each in found)
        return path == "object/poss" and nameless and tree.is_passive(search.predicate)  # "the town's only bakery was closed"

    def _answer(self, search: Search, path: str, tokens: Sequence[Token], found: list[Argument]) -> list[Argument]:
        """The side that a path settles; empty where others are to be tried."""
        if found and not all(self.owners.is_owned(token, search.taken) for token in tokens):
            joint = search.event_type in THING_TYPES or path in DOING
            return found + (self.owners.beside(tokens, path) if joint else [])
        if search.event_type is None and not found and path.startswith("nmod:by"):  # "the island's blockade by Northport"
            return self.owners.arguments([self.mentions.place(token) for token in tokens], f"{path}/place", PLACE, search.taken)
        return []

    def _kept(self, search: Search, path: str, tokens: Sequence[Token]) -> Reached:
        """What a path reached, without the other side and what is its own, for the case that no path holds an actor."""
        if search.event_type in SETTINGS:  # "march in Northport" is no march against it
            tokens = [token for token in tokens if self.mentions.place(token) is None or tree.case_of(token) not in LOCATIVE]
        told = {argument.mention.head.start for argument in search.taken}
        return [(path, token) for token in tokens if token.idx not in told and not self.owners.is_owned(token, search.taken)]

    def _inside(self, search: Search, reached: Reached) -> list[Argument]:
        """The first actor inside a phrase that a path reached."""
        for path, token in reached:
            noun = tree.content_noun(token, self.lexicon.transparent)
            inner = [self.mentions.at(noun)] if noun.i != token.i else []
            owners = self._owners(search, path, token, noun)
            found = self.owners.arguments(inner, f"{path}/of", DIRECT, search.taken)
            found = found or self.owners.arguments(owners, f"{path}/within", WITHIN, search.taken)
            if found:
                return found + self._undergoers.coordinated(found, path, token, reached, search.event_type)
        return []

    def _owners(self, search: Search, path: str, token: Token, noun: Token) -> list[ActorMention]:
        """The actors inside a phrase; as what is theirs, where that is what undergoes."""
        without = self._aimed | {"by"} if search.is_nominal else self._aimed
        if search.event_type in PHYSICAL and (path == "object" or path.startswith("nmod:of")):
            without |= LOCATIVE  # "dispersed rallies in the centre": the rallies
        owners = [self._as_whose(search, path, token, noun, owner) for owner in self.mentions.within(noun, without)]
        if search.event_type in PHYSICAL and path == "object" and all(owner.actor is None for owner in owners):
            return []  # "the camp's only well": the well
        return owners

    def _as_whose(self, search: Search, path: str, token: Token, noun: Token, owner: ActorMention) -> ActorMention:
        """An actor inside a phrase, or the phrase with his actor where it is people or things that do or undergo."""
        event_type, whole = search.event_type, self.owners.property
        doing = event_type is None and path.startswith(DOERS)
        if event_type in THING_TYPES and path == "object/poss" and token.head.pos_ == "NOUN" and token.pos_ == "VERB":
            return whole(token.head, owner)  # "a Northland-flagged tanker"
        if (doing or event_type in THING_TYPES) and token.pos_ == "NOUN":  # "rammed by two Northland patrol ships"
            return whole(token.head if path == "object/poss" else noun, owner)  # "the Northland independence flag"
        if event_type is None:
            return owner
        yielded = event_type in YIELDING and token.pos_ == "NOUN"
        if path.startswith(HOLDING) and (self.owners.are_people(token) or yielded):  # "visas to the Northland swimmers"
            persons = self.owners.are_persons(token)  # "the prosecution of the sect's followers"
            return whole(noun, owner) if persons or owner.kind is MentionKind.DEMONYM else owner
        told = path.startswith("nmod:for" if event_type == "REQUEST" else "obl:")
        if told and token.pos_ == "NOUN" and not self.owners.are_persons(token) and is_home(owner):
            return whole(noun, owner)  # "in a Northland border town"
        return owner

    def _unlisted(self, search: Search, reached: Reached) -> list[Argument]:
        """Who or what no list of actors knows, on either side."""
        if search.event_type is None:
            return self._unnamed_doers(search, reached)
        found = self._undergoers.of(search.predicate, search.light is None, reached, search.taken, search.event_type)
        hit = next(((path, token) for path, token in reached if found and found[0].mention.head.start == token.idx), None)
        return found + (self._undergoers.coordinated(found, *hit, reached, search.event_type) if hit is not None else [])

    def _unnamed_doers(self, search: Search, reached: Reached) -> list[Argument]:
        """Doers that no list of actors knows: both sides of "clashes between …", a capital that owns the deed."""
        between = [token for path, token in reached if path == BETWEEN]
        if len(between) > 1:
            return self.owners.beside(between, BETWEEN)  # "clashes between herdsmen and quarry workers"
        owners = [self.mentions.place(token) for path, token in reached if path == "poss"]
        return self.owners.arguments(owners, "poss/place", PLACE, search.taken)  # "Northport's mediation"


def _leads_past(search: Search, path: str, reached: Reached) -> bool:
    """Whether a path leads past the thing that is judged: of "the chain was sued for misleading shoppers" the chain is."""
    past = search.event_type in JUDGING and path.startswith(BESIDE_JUDGED) and any(way == "object" for way, _ in reached)
    return past and is_told(search.predicate)
