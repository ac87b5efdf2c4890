"""A coding as rows of the tables of `sayso.store.schema`, and back. Pure functions: no database here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sayso.encode import dumps, from_json, to_json
from sayso.records import ActorMention, Article, Attribution, Claim, Coding, Event, Place, Span, TimeExpression, Toll
from sayso.store.public import public_actor

Row = dict[str, Any]
R = TypeVar("R", TimeExpression, Place, ActorMention, Attribution, Event, Claim)

GAP = " … "
"""Stands between the pieces of an interrupted part."""


def storable(text: str) -> str:
    """The text with lone surrogates and NULs spelled out (file names and tables may hold them): not every database can keep them."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def text_digest(article: Article) -> str:
    """SHA-256 of the article's text."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


def article_row(article: Article) -> Row:
    """The row of an article, without the run that coded it."""
    record = to_json(article, defaults=False)
    del record["text"]
    day = article.published_date
    headline = article.headline or (article.title.of(article.text) if article.title else None)
    columns = {
        "id": article.id,
        "outlet": article.outlet.name if article.outlet else None,
        "outlet_country": article.outlet.country if article.outlet else None,
        "url": article.url,
        "headline": headline,
        "byline": article.byline,
        "published": article.published,
        "published_day": day.isoformat() if day else None,
        "language": article.language,
        "source": article.source,
        "digest": text_digest(article),
        "text": article.text,
        "record": dumps(record),
    }
    return {name: storable(value) if value is not None else None for name, value in columns.items()}


_OF_A_PLACE = ("id", "digest", "outlet", "outlet_country", "url", "headline", "byline", "published", "source", "record")


def appearance_row(article: Article) -> Row:
    """The row of a place where a text stands, without the article that holds the text and without the run."""
    row = article_row(article)
    return {name: row[name] for name in _OF_A_PLACE}


def rows_of(coding: Coding) -> dict[str, list[Row]]:
    """Table name -> rows of everything found in an article, in an order in which they can be inserted."""
    key, text = coding.article.id, coding.article.text
    return {
        "time_expression": [_time_row(t, text) | {"article": key, "position": i} for i, t in enumerate(coding.times)],
        "place": [_place_row(p, text) | {"article": key, "position": i} for i, p in enumerate(coding.places)],
        "actor_mention": [
            _mention_row(m, text) | {"article": key, "position": i, "record": _record(m)} for i, m in enumerate(coding.mentions)
        ],
        "attribution": [_attribution_row(a, text) | {"article": key, "position": i} for i, a in enumerate(coding.attributions)],
        "event": [_event_row(e, text) | {"article": key, "position": i} for i, e in enumerate(coding.events)],
        "event_argument": [row for event in coding.events for row in _argument_rows(event, text)],
        "toll": [
            _toll_row(toll, text) | {"event": event.id, "position": i} for event in coding.events for i, toll in enumerate(event.toll)
        ],
        "claim": [_claim_row(c) | {"article": key, "position": i} for i, c in enumerate(coding.claims)],
    }


def article_of(row: Mapping[Any, Any]) -> Article:
    """The article of a row.

    Raises:
        ValueError: the record in the row is damaged.
    """
    return from_json(Article, {**json.loads(row["record"]), "text": row["text"]})


def record_of(cls: type[R], row: Mapping[Any, Any]) -> R:
    """The record of class `cls` kept in a row.

    Raises:
        ValueError: the record in the row is damaged.
    """
    return from_json(cls, json.loads(row["record"]))


def coding_of(article: Mapping[Any, Any], rows: Mapping[str, Iterable[Mapping[Any, Any]]], seconds: float) -> Coding:
    """The coding whose rows these are, each table's in order of position."""
    return replace(
        Coding(article_of(article)),
        times=tuple(record_of(TimeExpression, row) for row in rows["time_expression"]),
        places=tuple(record_of(Place, row) for row in rows["place"]),
        mentions=tuple(record_of(ActorMention, row) for row in rows["actor_mention"]),
        attributions=tuple(record_of(Attribution, row) for row in rows["attribution"]),
        events=tuple(record_of(Event, row) for row in rows["event"]),
        claims=tuple(record_of(Claim, row) for row in rows["claim"]),
        seconds=seconds,
    )


def _record(record: Any) -> str:
    return dumps(to_json(record, defaults=False))


def _words(spans: Sequence[Span], text: str) -> str | None:
    return GAP.join(span.of(text) for span in spans) or None


def _pairs(spans: Sequence[Span]) -> str:
    return dumps([[span.start, span.end] for span in spans])


_OF_PLACES = ("admin2", "relation", "direction", "distance_km", "radius_km", "precision", "ucdp_precision", "note", "score", "rule")
_OF_EVENTS = ("kind", "admin2", "relation", "direction", "distance_km", "radius_km", "ucdp_precision", "note")
"""Fields of a place that have columns of their name, in the table of places and, behind ``place_``, in that of events."""


def _known(value: Any) -> Any:
    """The value, null for an empty text."""
    return None if value == "" else value


def _time_row(time: TimeExpression, text: str) -> Row:
    return {
        "start": time.span.start,
        "end": time.span.end,
        "text": time.span.of(text),
        "type": time.type,
        "value": time.value,
        "first_day": time.start,
        "last_day": time.end,
        "record": _record(time),
        "mod": time.mod,
        "precision": time.precision,
        "ucdp_precision": time.ucdp_precision,
        "anchor": time.anchor,
        "rule": time.rule or None,
        "anchor_text": time.anchor_span.of(text) if time.anchor_span else None,
        "anchor_offset": time.offset,
    }


def _place_row(place: Place, text: str) -> Row:
    return {
        "start": place.span.start,
        "end": place.span.end,
        "text": place.span.of(text),
        "name": place.name,
        "role": place.role.value,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "geonames_id": place.geonames_id,
        "lat": place.lat,
        "lon": place.lon,
        "record": _record(place),
        **{name: _known(getattr(place, name)) for name in _OF_PLACES},
    }


def _mention_row(mention: ActorMention, text: str) -> Row:
    actor = mention.actor
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(text),
        "kind": mention.kind.value,
        "actor": actor.id if actor else None,
        "name": actor.name if actor else None,
        "country": actor.country if actor else None,
        "sectors": (" ".join(actor.sectors) or None) if actor else None,
        "actor_kind": actor.kind if actor else None,
    }


def _attribution_row(attribution: Attribution, text: str) -> Row:
    parts = (*attribution.source, *attribution.cue, *attribution.content)
    actor = attribution.speaker.actor if attribution.speaker else None
    said = attribution.said_when
    return {
        "id": attribution.id,
        "start": min((span.start for span in parts), default=0),
        "end": max((span.end for span in parts), default=0),
        "kind": attribution.kind.value,
        "speech": attribution.speech,
        "negated": attribution.negated,
        "speaker": actor.id if actor else None,
        "speaker_name": actor.name if actor else None,
        "speaker_country": actor.country if actor else None,
        "speaker_sectors": (" ".join(actor.sectors) or None) if actor else None,
        "source": _words(attribution.source, text),
        "cue": _words(attribution.cue, text),
        "content": _words(attribution.content, text),
        "addressee": _words(attribution.addressee, text),
        "channel": _words(attribution.channel, text),
        "said_text": said.span.of(text) if said else None,
        "said_from": said.start if said else None,
        "said_to": said.end if said else None,
        "parent": attribution.parent,
        "confidence": attribution.confidence,
        "source_spans": _pairs(attribution.source),
        "cue_spans": _pairs(attribution.cue),
        "content_spans": _pairs(attribution.content),
        "record": _record(attribution),
        "certainty": attribution.certainty.value,
        "source_type": attribution.source_type.value,
        "speaker_kind": actor.kind if actor else None,
        "public_actor": public_actor(attribution),
    }


def quote_of(event: Event, text: str) -> Span:
    """From the first to the last word of an event, within the paragraph of its trigger: an antecedent far away is no part of the quote."""
    if not event.trigger:
        return Span(0, 0)
    first, last = event.trigger[0].start, event.trigger[-1].end
    begin = text.rfind("\n", 0, first) + 1
    stop = text.find("\n", last)
    paragraph = Span(begin, len(text) if stop < 0 else stop)
    spans = [*event.trigger, *(m.span for m in (*event.actors, *event.recipients)), *(toll.span for toll in event.toll)]
    spans += [part.span for part in (event.when, event.where) if part]
    within = [span for span in spans if paragraph.contains(span)] or list(event.trigger)
    return Span(min(span.start for span in within), max(span.end for span in within))


def _event_row(event: Event, text: str) -> Row:
    quote, when, where = quote_of(event, text), event.when, event.where
    return {
        "id": event.id,
        "start": quote.start,
        "end": quote.end,
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "contexts": " ".join(event.contexts) or None,
        "status": event.status.value,
        "footing": event.footing.value,
        "voice": event.voice,
        "confidence": event.confidence,
        "trigger": _words(event.trigger, text) or "",
        "trigger_spans": _pairs(event.trigger),
        "when_text": when.span.of(text) if when else None,
        "first_day": when.start if when else None,
        "last_day": when.end if when else None,
        "when_precision": when.precision if when else None,
        "place": where.name if where else None,
        "place_country": where.country if where else None,
        "place_admin1": where.admin1 if where else None,
        "place_precision": where.precision if where else None,
        "geonames_id": where.geonames_id if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "record": _record(event),
        **{f"place_{name}": _known(getattr(where, name)) if where else None for name in _OF_EVENTS},
        "when_value": when.value if when else None,
        "when_ucdp_precision": when.ucdp_precision if when else None,
        "when_anchor": when.anchor if when else None,
        "when_anchor_text": when.anchor_span.of(text) if when and when.anchor_span else None,
        "when_offset": when.offset if when else None,
    }


def _argument_rows(event: Event, text: str) -> list[Row]:
    return [
        _mention_row(mention, text) | {"event": event.id, "role": role, "position": position}
        for role, mentions in (("actor", event.actors), ("recipient", event.recipients))
        for position, mention in enumerate(mentions)
    ]


def _toll_row(toll: Toll, text: str) -> Row:
    return {
        "effect": toll.effect,
        "low": toll.low,
        "high": toll.high,
        "text": toll.span.of(text),
        "who": toll.who.of(text) if toll.who else None,
    }


def _claim_row(claim: Claim) -> Row:
    return {
        "id": claim.id,
        "event": claim.event,
        "start": claim.span.start if claim.span else None,
        "end": claim.span.end if claim.span else None,
        "field": claim.field,
        "value": claim.value,
        "voice": claim.voice,
        "speaker": claim.speaker,
        "said": claim.said,
        "said_basis": claim.said_basis,
        "rule": claim.rule,
        "record": _record(claim),
    }
