"""The rows of the tables that the CSV, Parquet and Stata exports share, and what all exports tell alike: codes, tolls, voices.

`sayso.export.columns` says what the columns mean.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sayso import data
from sayso.encode import to_json
from sayso.events.ontology import Ontology
from sayso.export.selection import Selection
from sayso.records import Event
from sayso.store.details import Detail, Report, Row, Said
from sayso.store.filters import Filter

OUTLET = "outlet"
"""The voice of what the outlet tells on its own word."""
NOBODY = "a source that is not named"


@functools.cache
def ontology() -> Ontology:
    """The codebook that the package ships."""
    return Ontology.from_tables(data.lexicon("ontology"))


@functools.cache
def countries() -> dict[str, dict[str, Any]]:
    """ISO alpha-3 -> its codes `iso2`, `number`, `fips` and its `name`."""
    found: dict[str, dict[str, Any]] = data.lexicon("export")["countries"]["countries"]
    return found


def quad(event_type: str) -> int | None:
    """PLOVER's quad of a type; null for a user's own type."""
    known = ontology().types.get(event_type)
    return known.quad if known else None


def score(event_type: str, mode: str | None) -> float | None:
    """PLOVER's score of a type and mode; null for a user's own type."""
    return float(ontology().score(event_type, mode)) if event_type in ontology().types else None


def basis(event: Event, field: str) -> str | None:
    """The rule that set a field of an event; with the reason behind it where the field is unknown."""
    for why in event.why:
        if why.field == field:
            return f"{why.rule}: {why.note}" if why.rule == "none" and why.note else why.rule
    return None


def toll(detail: Detail, effect: str) -> Row | None:
    """The number of people affected: of several the one that is largest at least, for they may tell of the same people."""
    tolls = [each for each in detail.tolls if each["effect"] == effect]
    return max(tolls, key=lambda each: (each["low"], -each["position"])) if tolls else None


def beside(detail: Detail) -> Row:
    """What formats whose columns others have fixed lack room for: whose word it is, in what state, how exact, from where."""
    told = detail.row
    return {
        "event": told.id,
        "article": told.article,
        "status": told.status,
        "footing": told.footing,
        "voice": voice(detail),
        "voice_id": told.voice,
        "speaker": told.speaker,
        "first_day": told.first_day,
        "last_day": told.last_day,
        "when_precision": told.when_precision,
        "place_precision": told.place_precision,
        "place_ucdp_precision": told.place_ucdp_precision,
        "place_relation": told.place_relation,
        "place_radius_km": told.place_radius_km,
        "geonames_id": told.geonames_id,
        "plover_type": told.type,
        "plover_mode": told.mode,
        "confidence": told.confidence,
        "url": detail.report.url,
        "manifest": detail.report.manifest,
    }


def voice(detail: Detail) -> str:
    """On whose word the event stands: the outlet's own, or the names of the voices, the nearest first."""
    if detail.row.voice is None:
        return OUTLET
    names = [said.row.speaker_name or said.row.source or NOBODY for said in detail.voices]
    # Sayings of one voice nest in each other: it is told once.
    return " via ".join(name for name, _ in groupby(names)) or NOBODY


def rows(selection: Selection) -> Iterator[tuple[str, Row]]:
    """Table and row of everything that is exported, in one pass; the rows of each table in their order.

    Without a filter all attributions and articles of the database are told, else those that the events stand on.
    """
    everything = selection.chosen == Filter()
    for article in _by_article(selection.details()):
        if not everything:
            yield "articles", _article(article[0].report)
            voices = {said.row.id: said for detail in article for said in detail.voices}
            for said in sorted(voices.values(), key=lambda each: each.row.position):
                yield "attributions", _attribution(said)
        for detail in article:
            yield from _of_event(detail)
    if everything:
        for report in selection.reports():
            yield "articles", _article(report)
        for said in selection.attributions():
            yield "attributions", _attribution(said)


def _by_article(details: Iterator[Detail]) -> Iterator[list[Detail]]:
    """The events of one article together, as the listing has them."""
    group: list[Detail] = []
    for detail in details:
        if group and group[0].row.article != detail.row.article:
            yield group
            group = []
        group.append(detail)
    if group:
        yield group


def _of_event(detail: Detail) -> Iterator[tuple[str, Row]]:
    yield "events", event_row(detail)
    kinds = {"actor": detail.event.actors, "recipient": detail.event.recipients}
    for argument in detail.arguments:
        yield "arguments", _argument(argument, detail, kinds[argument["role"]][argument["position"]])
    for each in detail.tolls:
        yield "tolls", {**each, "article": detail.row.article, "words": each["text"]}
    for claim in detail.claims:
        yield "claims", {**claim, "stop": claim["end"]}


def event_row(detail: Detail) -> Row:
    """One event as a row of its table."""
    row, event = detail.row, detail.event
    dead, injured = toll(detail, "dead"), toll(detail, "injured")
    return {
        **to_json(row),
        "outlet_country": detail.report.outlet_country,
        "url": detail.report.url,
        "quad_class": quad(row.type),
        "score": score(row.type, row.mode),
        "via": "; ".join(said.row.speaker_name or said.row.source or "" for said in detail.voices[1:]) or None,
        "when_basis": basis(event, "when"),
        "place_basis": basis(event, "where"),
        "dead_low": dead["low"] if dead else None,
        "dead_high": dead["high"] if dead else None,
        "injured_low": injured["low"] if injured else None,
        "injured_high": injured["high"] if injured else None,
        "trigger_spans": [[span.start, span.end] for span in event.trigger],
        "quote_sha256": detail.quote_sha256,
        "stop": row.end,
        "manifest": detail.report.manifest,
    }


def _argument(argument: Row, detail: Detail, mention: Any) -> Row:
    actor = mention.actor
    return {
        **argument,
        "article": detail.row.article,
        "kind": actor.kind if actor else None,
        "country_number": countries().get(argument["country"] or "", {}).get("number"),
        "mention": argument["kind"],
        "words": argument["text"],
        "stop": argument["end"],
    }


def _attribution(said: Said) -> Row:
    return {**to_json(said.row), "stop": said.row.end, "content_sha256": said.content_sha256}


def _article(report: Report) -> Row:
    return to_json(report)
