"""Claims: one field value of one event, on one voice's say-so, at one time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.ids import content_id
from sayso.records import ActorMention, Article, Attribution, Claim, Event, Span


def claims_of(article: Article, events: Sequence[Event], attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """The claims that the events of an article make, in the order of the events and their fields.

    The voice is the event's; where it has none the outlet vouches. `said` is the day the voice spoke where the text tells, else the day of
    publication, and `said_basis` says which.
    """
    by_id = {attribution.id: attribution for attribution in attributions}
    return tuple(claim for event in events for claim in _claims(article, event, by_id))


def _claims(article: Article, event: Event, attributions: Mapping[str, Attribution]) -> Iterator[Claim]:
    voice = attributions.get(event.voice) if event.voice else None
    speaker = voice.speaker.actor.id if voice is not None and voice.speaker is not None and voice.speaker.actor is not None else None
    said, basis = _said(article, voice)
    rules = {why.field: why.rule for why in event.why}
    seen: set[str] = set()
    for field, value, span in _values(article, event):
        written = json.dumps(value, ensure_ascii=False, sort_keys=True)
        identity = content_id("c", event.id, field, written)
        if identity not in seen:
            seen.add(identity)
            yield Claim(identity, event.id, field, written, span, event.voice, speaker, said, basis, rules.get(field.partition(".")[0], ""))


def _said(article: Article, voice: Attribution | None) -> tuple[str | None, str | None]:
    if (
        voice is not None
        and voice.said_when is not None
        and voice.said_when.start is not None
        and voice.said_when.start == voice.said_when.end
    ):
        return voice.said_when.start, "said_when"
    return (article.published[:10], "published") if article.published else (None, None)


def _values(article: Article, event: Event) -> Iterator[tuple[str, Any, Span | None]]:
    trigger = event.trigger[0] if event.trigger else None
    yield "type", {"type": event.type, "mode": event.mode, "cameo": event.cameo}, trigger
    yield "status", event.status.value, trigger
    yield "footing", event.footing.value, trigger
    yield from _actors("actor", article, event.actors)
    yield from _actors("recipient", article, event.recipients)
    if event.when is not None:
        yield "when", {"start": event.when.start, "end": event.when.end, "value": event.when.value}, event.when.span
    if event.where is not None:
        place = event.where
        yield (
            "where",
            {"name": place.name, "country": place.country, "geonames_id": place.geonames_id, "precision": place.precision},
            place.span,
        )
    for toll in event.toll:
        who = toll.who.of(article.text) if toll.who is not None else None
        yield f"toll.{toll.effect}", {"low": toll.low, "high": toll.high, "who": who}, toll.span


def _actors(field: str, article: Article, mentions: Iterable[ActorMention]) -> Iterator[tuple[str, Any, Span]]:
    for mention in mentions:
        actor = mention.actor
        if actor is None:
            yield field, {"id": None, "name": mention.span.of(article.text), "country": None, "sectors": []}, mention.span
        else:
            yield field, {"id": actor.id, "name": actor.name, "country": actor.country, "sectors": list(actor.sectors)}, mention.span
