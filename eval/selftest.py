#!/usr/bin/env python3
"""Check the scorer on the gold itself: the gold as a prediction must score 100 in every field, an empty prediction 0."""

from __future__ import annotations

import sys

from goldfiles import ANY, HALVES, GoldActor, GoldAttribution, GoldEvent, GoldReport, load_reports
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


def main() -> int:
    """Print what is wrong; returns 1 if anything is."""
    wrong: list[str] = []
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
