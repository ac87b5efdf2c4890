"""Mentions as arguments, and what belongs to them: a pronoun gives way to its name, a freighter stands for whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.families import JUDGING, LOCATIVE, THING_TYPES
from sayso.events.headline import is_title
from sayso.events.mentions import Mentions, thing
from sayso.events.predicates import Lexicon
from sayso.events.sides import DIRECT, THING, Argument, overlap, same_actor
from sayso.records import ActorMention, MentionKind

BETWEEN = "nmod:between|among"
"""The path to both sides of what two do to each other."""
DOING = frozenset({"subject", "nmod:by", BETWEEN})
BESIDE = DOING | {"object", "nmod:of"}
"""Paths on which somebody unknown may stand beside somebody known."""


def is_home(owner: ActorMention) -> bool:
    """Whether an owner is a country or told by its nation."""
    return owner.kind is MentionKind.DEMONYM or (owner.actor is not None and owner.actor.kind == "country")


class Owners:
    """Makes arguments of the mentions of one article."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.mentions = mentions
        self.lexicon = lexicon

    def are_persons(self, noun: Token) -> bool:
        """Whether a noun is a word for people: "the crew of the tanker"."""
        return self.lexicon.is_person(noun)

    def are_people(self, noun: Token) -> bool:
        """Whether a noun nobody listed as an actor is taken for people: by its plural, or a word for a person."""
        return noun.tag_ == "NNS" or (noun.tag_ == "NN" and self.are_persons(noun))

    def are_known_persons(self, noun: Token) -> bool:
        """Whether a common noun is a word for people who are told apart from whoever stands in their phrase."""
        counted = tree.is_head_count(noun)  # "rescues 90 off Northport"
        return counted or (noun.pos_ == "NOUN" and noun.lemma_.lower() not in self.lexicon.transparent and self.are_persons(noun))

    def is_setting(self, place: ActorMention) -> bool:
        """Whether a place is told as where something happened: "march in Northport"."""
        words = self.mentions.doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
        return words is not None and tree.case_of(words.root) in LOCATIVE

    def arguments(self, mentions: Iterable[ActorMention | None], path: str, score: float, taken: Sequence[Argument]) -> list[Argument]:
        """Arguments for mentions that are not yet taken by the other side; a pronoun gives way to the name it stands for."""
        found: list[Argument] = []
        for mention in mentions:
            unknown = mention is not None and mention.actor is None and mention.kind is MentionKind.PRONOUN
            if mention is None or (unknown and ("poss" in path or "within" in path)):
                continue
            argument = Argument(
                self.mentions.named(mention),
                path if mention.kind is not MentionKind.PRONOUN else f"{path}/{mention.rule or 'pronoun'}",
                score,
            )
            if not any(same_actor(argument, other) for other in taken) and not any(
                overlap(argument.mention, other.mention) for other in found
            ):
                found.append(argument)
        return found

    def beside(self, tokens: Sequence[Token], path: str) -> list[Argument]:
        """Things that undergo together with somebody: "two schools and a dispensary"."""
        if not (path in BESIDE or path.startswith("nmod:of")) or len(tokens) < 2:
            return []
        kinds = {"NOUN", "PROPN"} if path == BETWEEN else {"NOUN"}
        if path == "subject":
            tokens = [token for token in tokens if self.are_persons(token)]  # "the minister and her counterpart"
        return [Argument(thing(token), path, THING) for token in tokens if token.pos_ in kinds and self.mentions.at(token) is None]

    def held(self, mention: ActorMention | None, token: Token, path: str, event_type: str | None) -> ActorMention | None:
        """A thing's owner as the thing: what is seized is "a Northland freighter", not Northland."""
        several = token.head.tag_ == "NNS" and mention is not None and mention.kind is MentionKind.DEMONYM
        several = several or (
            event_type in JUDGING and is_title(token.sent, token.doc) and not self.are_persons(token.head)
        )  # "turned down a Northland offer": the offer
        several = several or bool(token.head.dep_ == "nsubj:pass" and tree.served(token.head.head))  # "the aid convoy was denied entry"
        if (
            mention is None
            or not path.startswith(("object/poss", "object/of"))
            or not (several or event_type in THING_TYPES)
            or token.head.pos_ != "NOUN"
        ):
            return mention
        return self.property(token.head, mention)

    def property(self, noun: Token, owner: ActorMention) -> ActorMention:
        """What belongs to an actor, as the whole noun phrase with its modifier's actor: "a Northland freighter", "the rebels' camp"."""
        if owner.kind is MentionKind.PRONOUN and owner.head.end < noun.idx:
            return replace(thing(noun, whole=False), actor=owner.actor)  # "their tractors"
        if owner.actor is None or owner.kind is MentionKind.PRONOUN:
            return owner
        before = owner.head.end <= noun.idx and owner.span.end <= noun.idx
        whole = thing(noun, whole=not before)
        if self.lexicon.is_person(noun):
            return replace(whole, actor=owner.actor, rule=owner.rule, score=owner.score)  # "inspectors from the agency": they themselves
        inside = whole.span.contains(owner.span)  # "consignments of Northland onions", "the dean of the law faculty"
        return replace(whole, actor=owner.actor, rule=owner.rule, score=owner.score) if before or inside else owner

    def is_owned(self, token: Token, taken: Sequence[Argument]) -> bool:
        """Whether a noun is something of the other side ("its troops"): it undergoes only where nobody else does."""
        if any(self.mentions.at(child) is not None for child in tree.children(token, "amod", "compound")):
            return False  # "his Northland counterpart"
        for owner in tree.children(token, "nmod:poss"):
            if owner.tag_ == "PRP$" and (mention := self.mentions.at(owner)) is not None:
                named = Argument(self.mentions.named(mention), "poss", DIRECT)
                return any(same_actor(named, other) for other in taken)
        return False
