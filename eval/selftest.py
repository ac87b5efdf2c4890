#!/usr/bin/env python3
"""Check the scorer on the gold itself: the gold as a prediction must score 100 in every field, an empty prediction 0."""

from __future__ import annotations

import sys
from dataclasses import replace

from case_scoring import ROWS, CaseTally, score_case
from casefiles import STEMS, CaseText, EventCase, FootingCase, Saying, SpeakerCase, load_cases
from goldfiles import ANY, HALVES, GoldActor, GoldAttribution, GoldEvent, GoldReport, load_reports
from place_scoring import ROWS as PLACE_ROWS
from place_scoring import PlaceTally, score_dated, score_place
from placefiles import DatedEvent, DatedReport, GoldPoint, load_dated, load_places
from scoring import Tally, score_attributions, score_events

from sayso.records import (
    Actor,
    ActorMention,
    Attribution,
    AttributionKind,
    Coding,
    Event,
    Footing,
    MentionKind,
    Place,
    PlaceRole,
    SourceType,
    Span,
    Status,
    TimeExpression,
    Toll,
)

NOWHERE = Span(0, 0)


def as_prediction(report: GoldReport) -> Coding:
    """The first alternative of every field of the gold, as records."""
    events = tuple(_event(number, gold) for number, gold in enumerate(report.events))
    return Coding(report.article, attributions=tuple(_attribution(gold) for gold in report.attributions), events=events)


def _attribution(gold: GoldAttribution) -> Attribution:
    actor = Actor("text.speaker", gold.speaker) if gold.speaker else None
    return Attribution(
        id=gold.id,
        source=gold.source,
        cue=gold.cue,
        content=gold.content,
        kind=AttributionKind(gold.kind),
        speech=gold.speech[0],
        speaker=ActorMention(NOWHERE, NOWHERE, MentionKind.NAME, actor) if actor else None,
        said_when=_when(gold.said_when[0]),
        parent=gold.parent,
    )


def _event(number: int, gold: GoldEvent) -> Event:
    status, footing, voice = gold.status[0], gold.footing[0], gold.voice[0]
    return Event(
        id=f"e{number}",
        type=gold.types[0],
        trigger=gold.trigger,
        actors=tuple(_mention(party) for party in (gold.actors or ((),))[0]),
        recipients=tuple(_mention(party) for party in (gold.recipients or ((),))[0]),
        when=_when(gold.when[0]),
        where=_place(gold.where[0]),
        toll=tuple(Toll(effect, low, high, NOWHERE) for effect, low, high in sorted(gold.toll, key=str)),
        status=Status.OCCURRED if status == ANY else Status(status),
        footing=Footing.AS_FACT if footing == ANY else Footing(footing),
        voice=None if voice in (ANY, "outlet") else voice,
    )


def _mention(party: GoldActor) -> ActorMention:
    country = party.countries[0] if party.countries else None
    return ActorMention(party.spans[0], party.spans[0], MentionKind.NAME, Actor("text.party", party.heads[0], country))


def _when(interval: str | None) -> TimeExpression | None:
    if interval is None or interval == ANY:
        return None
    start, _, end = interval.partition("/")
    return TimeExpression(NOWHERE, "DATE", interval, start=start, end=None if end == "null" else end or start)


def _place(choice: tuple[str, str] | None) -> Place | None:
    if choice is None or choice[0] == ANY:
        return None
    return Place(NOWHERE, choice[0], PlaceRole.LOCATIVE, country=choice[1] or None)


def case_as_prediction(text: CaseText) -> Coding:
    """The first alternative of every answer about a text, as records."""
    attributions = [_spoken(number, case) for number, case in enumerate(text.speakers)]
    attributions += [_nested(number, saying) for number, saying in enumerate(text.sayings)]
    events = []
    for case in text.footing:
        voices = _voices(case)
        attributions += voices
        voice = voices[0].id if voices else None
        events.append(Event("e", case.types[0], case.trigger, footing=Footing(case.footing), voice=voice))
    events += [_coded(case) for case in text.events]
    return Coding(text.article, attributions=tuple(attributions), events=tuple(events))


def _spoken(number: int, case: SpeakerCase) -> Attribution:
    first = case.speakers[0]
    place = case.kind == "place_for_government"
    actor = Actor("text.speaker", "" if place else first, country=first if place else None)
    return Attribution(
        id=f"s{number}",
        source=(case.source,),
        cue=(),
        content=(case.content,),
        kind=AttributionKind.INDIRECT,
        speech="say",
        speaker=ActorMention(NOWHERE, NOWHERE, MentionKind.NAME, actor),
        source_type=SourceType(first) if case.kind == "anonymous" else _type_of(case),
    )


def _type_of(case: SpeakerCase) -> SourceType:
    return SourceType.DOCUMENT if case.kind == "document" else SourceType.NONE


def _nested(number: int, saying: Saying) -> Attribution:
    parent = None if saying.parent is None else f"s{saying.parent}"
    return Attribution(
        f"s{number}", saying.source[:1], saying.cue[0], saying.content[0], AttributionKind.INDIRECT, "say",
        addressee=saying.addressee[:1], channel=saying.channel[:1], parent=parent,
    )  # fmt: skip


def _voices(case: FootingCase) -> list[Attribution]:
    """The attributions of the first right voice, innermost first."""
    sources = [source for source in (case.voice[0], case.outer) if source]
    return [
        Attribution(
            f"s{number}", (source,), (), case.trigger, AttributionKind.INDIRECT, "say",
            parent=f"s{number + 1}" if number + 1 < len(sources) else None,
        )
        for number, source in enumerate(sources)
    ]  # fmt: skip


def _coded(case: EventCase) -> Event:
    tolls = tuple(Toll(toll.effect, toll.low, toll.high, NOWHERE) for toll in (case.tolls or ((),))[0])
    return replace(_event(0, case.gold), toll=tolls)


def _spoilt(text: CaseText) -> Coding:
    """The events of a text, found but with nothing else right."""
    party = ActorMention(NOWHERE, NOWHERE, MentionKind.NAME, None)
    toll = Toll("dead", 999_999, 999_999, NOWHERE)
    events = tuple(
        replace(
            _coded(case),
            actors=(party,) * 9,
            recipients=(party,) * 9,
            status=next(status for status in Status if status not in (*case.gold.status, Status.OCCURRED)),
            toll=(toll,),
        )
        for case in text.events
    )
    return Coding(text.article, events=events)


def dated_as_prediction(report: DatedReport) -> Coding:
    """The first alternative of every date and place of a report, as records."""
    return Coding(report.article, events=tuple(_dated(number, gold) for number, gold in enumerate(report.events)))


def _dated(number: int, gold: DatedEvent) -> Event:
    return Event(f"e{number}", "ASSAULT", gold.trigger[:1], when=_when(gold.when[0]), where=_point(gold.where[0]))


def _point(gold: GoldPoint | None) -> Place | None:
    if gold is None:
        return None
    country = gold.countries[0] if gold.countries else None
    kind = "city" if gold.lat is not None else "country"
    return Place(NOWHERE, gold.name, PlaceRole.LOCATIVE, kind, lat=gold.lat, lon=gold.lon, country=country)


def _misled(report: DatedReport) -> Coding:
    """The events of a report, found on a day and at a place that none of them has."""
    day = TimeExpression(NOWHERE, "DATE", "1800-01-01", start="1800-01-01", end="1800-01-01")
    pole = Place(NOWHERE, "South Pole", PlaceRole.LOCATIVE, lat=-90.0, lon=0.0, country="ATA")
    events = tuple(replace(_dated(number, gold), when=day, where=pole) for number, gold in enumerate(report.events))
    return Coding(report.article, events=events)


def _wrong_places() -> list[str]:
    """What is wrong with the scoring of dates and places."""
    full, empty, misled = PlaceTally(), PlaceTally(), PlaceTally()
    for report in load_dated():
        score_dated(report, dated_as_prediction(report), full)
        score_dated(report, Coding(report.article), empty)
        score_dated(report, _misled(report), misled)
    for place in load_places():
        score_place(place, _point(place.point), full)
        score_place(place, None, empty)
    unasked = [f"nothing asked: {row}" for row in PLACE_ROWS if not full.asked[row]]
    unnamed = [f"not in the table: {row}" for row in full.asked if row not in PLACE_ROWS]
    scored = [f"scored for nothing: {row}" for row in PLACE_ROWS if empty.right[row]]
    scored += [f"scored though wrong: {row}" for row in PLACE_ROWS if misled.right[row] and not row.endswith("found")]
    return [*full.errors, *unasked, *unnamed, *scored]


def _wrong_cases() -> list[str]:
    """What is wrong with the scoring of the single questions."""
    full, empty, spoilt = CaseTally(), CaseTally(), CaseTally()
    for text in (text for stem in STEMS for text in load_cases(stem)):
        if text.events:
            score_case(text, _spoilt(text), spoilt)
        score_case(text, case_as_prediction(text), full)
        score_case(text, Coding(text.article), empty)
    unasked = [f"nothing asked: {row}" for row in ROWS if not full.asked[row]]
    unnamed = [f"not in the table: {row}" for row in full.asked if row not in ROWS]
    scored = [f"scored for nothing: {row}" for row in ROWS if empty.right[row] or empty.found[row]]
    scored += [f"scored though wrong: {row}" for row in ROWS if spoilt.right[row]]
    return [*full.errors, *unasked, *unnamed, *scored]


def main() -> int:
    """Print what is wrong; returns 1 if anything is."""
    wrong = [*_wrong_cases(), *_wrong_places()]
    for report in (report for half in HALVES for report in load_reports(half)):
        for score in (score_attributions, score_events):
            full, empty = Tally(), Tally()
            score(report, as_prediction(report), full)
            score(report, Coding(report.article), empty)
            wrong += full.errors
            if not full.gold == full.found == full.predicted or empty.found or empty.predicted:
                wrong.append(f"{report.name}: {full.gold} gold, {full.predicted} predicted, {full.found} found; of nothing {empty.found}")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
