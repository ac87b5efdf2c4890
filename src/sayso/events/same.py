"""Tying the mentions of one event together within an article: headline, lead, later paragraphs.

Two records are one event where nothing contradicts it (type, mode, status, actors, recipients, day, toll) and something speaks for it: the
same word, a headline, or a definite noun that looks back ("the attack"). The fullest record is kept with the spans of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.events.mentions import POLITICAL, weight
from sayso.ids import content_id
from sayso.records import ActorMention, Event, Footing, Why

STATE_KINDS = frozenset({"country", "government"})
WINDOW = 12
"""How many earlier events of the same type a new one is compared with."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with what its wording tells about identity."""

    event: Event
    lemma: str
    definite: bool
    anaphoric: bool
    headline: bool
    vague: bool = False
    """Its recipients are told by definite role nouns only ("the citizen") and may be anyone named before."""


def tie(article_id: str, told: Sequence[Told]) -> tuple[Event, ...]:
    """The events of an article, mentions of one event made one, in text order."""
    groups: dict[str, list[list[Told]]] = {}
    order: list[list[Told]] = []
    for each in told:
        earlier = groups.setdefault(each.event.type, [])
        home = next((group for group in reversed(earlier[-WINDOW:]) if all(_same(other, each) for other in group)), None)
        if home is None:
            home = []
            earlier.append(home)
            order.append(home)
        home.append(each)
    return tuple(_merge(article_id, group) for group in order)


def _same(one: Told, other: Told) -> bool:
    a, b = one.event, other.event
    if a.trigger == b.trigger or a.status is not b.status or (a.mode and b.mode and a.mode != b.mode):
        return False
    undergone = _compatible(a.recipients, b.recipients) or (other.vague and other.definite and other.anaphoric)
    if not (undergone and _compatible(a.actors, b.actors)) or not _shared(a, b):
        return False
    if a.when and b.when and (a.when.start, a.when.end) != (b.when.start, b.when.end):
        return False
    if a.where and b.where and a.where.name != b.where.name and a.where.kind == b.where.kind:
        return False
    if _contradict(a, b):
        return False
    return (
        one.headline
        or other.headline
        or (other.definite and (other.anaphoric or one.lemma == other.lemma))
        or (one.lemma == other.lemma and _overlap(a.recipients, b.recipients))
    )


def _ids(mentions: Iterable[ActorMention]) -> set[str]:
    """Whom mentions stand for; a state, its name and its government are one, whoever of them is named."""
    return {
        f"state.{mention.actor.country}" if mention.actor.kind in STATE_KINDS and mention.actor.country else mention.actor.id
        for mention in mentions
        if mention.actor is not None
    }


def _overlap(one: Sequence[ActorMention], other: Sequence[ActorMention]) -> bool:
    return bool(_ids(one) & _ids(other))


def _compatible(one: Sequence[ActorMention], other: Sequence[ActorMention]) -> bool:
    return not one or not other or _overlap(one, other)


def _shared(a: Event, b: Event) -> bool:
    """Something must be shared: an actor; a recipient; or neither side names anyone else."""
    return _overlap(a.actors, b.actors) or (_overlap(a.recipients, b.recipients) and not (a.actors and b.actors))


def _contradict(a: Event, b: Event) -> bool:
    for one in a.toll:
        for other in b.toll:
            if one.effect == other.effect and (
                (one.high is not None and one.high < other.low) or (other.high is not None and other.high < one.low)
            ):
                return True
    return False


def _fullness(told: Told) -> tuple[int, float, int]:
    event = told.event
    political = sum(1 for mention in (*event.actors, *event.recipients) if weight(mention) == POLITICAL)
    return (
        political + bool(event.when) + bool(event.where) + bool(event.toll) + bool(event.mode),
        event.confidence,
        -event.trigger[0].start,
    )


def _settles(event: Event) -> bool:
    """Whether a mention says who is answerable ("claimed responsibility for the attack"): it holds for the event it looks back at."""
    return any(why.field == "footing" and why.rule == "responsibility" for why in event.why)


def _merge(article_id: str, group: Sequence[Told]) -> Event:
    if len(group) == 1:
        return group[0].event
    ranked = sorted(group, key=_fullness, reverse=True)
    best = ranked[0].event
    settled = next((each.event.footing for each in group if _settles(each.event)), None)
    if settled is not None and best.footing is Footing.AS_FACT:
        best = replace(best, footing=settled)
    for other in (each.event for each in ranked[1:]):
        best = replace(
            best,
            mode=best.mode or other.mode,
            actors=best.actors or other.actors,
            recipients=best.recipients or other.recipients,
            when=best.when or other.when,
            where=best.where or other.where,
            toll=best.toll or other.toll,
            confidence=round(1 - (1 - best.confidence) * (1 - other.confidence * 0.3), 3),
            why=(*best.why, Why("trigger", "same-event", other.trigger[0], note=f"also told here; was {other.id}")),
        )
    spans = tuple(dict.fromkeys(span for each in ranked for span in each.event.trigger))
    return replace(best, trigger=spans, id=content_id("e", article_id, best.type, *(f"{span.start}-{span.end}" for span in spans)))
