"""The two sides of an event: an argument with the path that found it, and what holds of both sides together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.events.mentions import POLITICAL, PRIVATE_SECTORS, SUGGESTED, weight
from sayso.events.predicates import Frame
from sayso.records import ActorMention, MentionKind

DIRECT, WITHIN, PLACE, UNDER, THING = 0.9, 0.6, 0.5, 0.4, 0.35
"""How far the path to an argument is trusted."""
MOVING = frozenset({"MOBILIZE", "RETREAT"})
"""Types of moving one's own troops."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One actor or recipient with the path that found it."""

    mention: ActorMention
    path: str
    score: float


@dataclass(slots=True)
class Arguments:
    """What stands on both sides of a predicate."""

    actors: list[Argument] = field(default_factory=list)
    recipients: list[Argument] = field(default_factory=list)

    def mentions(self) -> list[ActorMention]:
        """All mentions, actors first."""
        return [argument.mention for argument in (*self.actors, *self.recipients)]


def is_party(argument: Argument, homes: set[str | None]) -> bool:
    """Whether an argument names somebody or some place, rather than a thing, a nameless person or one of the actor's own."""
    actor = argument.mention.actor
    roles = argument.mention.kind in {MentionKind.ROLE, MentionKind.ANONYMOUS}
    stateless = actor is not None and (actor.country is None or argument.mention.rule.endswith(SUGGESTED))
    if roles and actor is not None and (actor.country in homes or (stateless and PRIVATE_SECTORS.issuperset(actor.sectors))):
        return False
    placed = argument.mention.kind is MentionKind.PLACE or (actor is not None and actor.kind == "place")
    return weight(argument.mention) == POLITICAL or placed


def same_actor(one: Argument, other: Argument) -> bool:
    """Whether two arguments are the same words or the same actor."""
    a, b = one.mention.actor, other.mention.actor
    return one.mention.span == other.mention.span or (a is not None and b is not None and a.id == b.id)


def second_side(argument: Argument, actors: Sequence[Argument]) -> bool:
    """Whether a recipient is a party of its own, not a paper that was signed nor one of the actors' own inside the clause agreed on."""
    actor = argument.mention.actor
    if argument.score <= UNDER or argument.path == "object/within" or actor is None or weight(argument.mention) != POLITICAL:
        return False  # "held talks at the Northport palace"
    homes = {other.mention.actor.country for other in actors if other.mention.actor is not None}
    return argument.path != "complement" or (actor.country is not None and actor.country not in homes)


def settle_sides(found: Arguments, frame: Frame, several: bool = False) -> Arguments:
    """In a reciprocal event without a second side everyone is actor and recipient of everyone."""
    if (
        frame.reciprocal
        and (len(found.actors) > 1 or several)
        and not any(second_side(argument, found.actors) for argument in found.recipients)
    ):
        foreign = (  # never the town where they met, nor whose remains are exchanged
            each for each in found.recipients if weight(each.mention) == POLITICAL and each.path != "object/poss"
        )
        beside = [each for each in foreign if not any(same_actor(each, other) for other in found.actors)]
        found.recipients = [*found.actors, *beside]  # "agreed to lift a ban on imports of Northland grain"
    return found


def overlap(one: ActorMention, other: ActorMention) -> bool:
    """Whether two mentions share words, other than as two parties of one noun phrase ("Hungarian and Romanian officials")."""
    return one.span.overlaps(other.span) and not (one.span == other.span and not one.head.overlaps(other.head))


def abroad(recipients: Sequence[Argument], actors: Sequence[Argument], event_type: str) -> list[Argument]:
    """The recipients without places of the actors' own country, where their troops only go: "guns were posted by the army in Northport"."""
    homes = {argument.mention.actor.country for argument in actors if argument.mention.actor is not None} - {None}
    if event_type not in MOVING or not homes:
        return list(recipients)
    return [
        argument
        for argument in recipients
        if argument.mention.actor is None or argument.mention.actor.kind != "place" or argument.mention.actor.country not in homes
    ]
