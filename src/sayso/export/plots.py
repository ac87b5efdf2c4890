"""From a coded report to the two pictures of its HTML account: the map and the timeline of its events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sayso.export import describe, mapping, timeline
from sayso.export.marking import Voices
from sayso.records import Coding, Event, Status

REAL = frozenset({Status.OCCURRED, Status.ONGOING})


def plots(coding: Coding, heard: Voices) -> str:
    """Map and timeline with what they do not show, as HTML; empty for a report without a dated or placed event."""
    pins, bars = list(_pins(coding, heard)), list(_bars(coding, heard))
    published = _day(coding.article.published_date)
    parts = []
    if bars:
        missing = _without(len(coding.events) - len(bars), "date")
        parts.append(
            f'<figure>{timeline.svg(bars, published)}<figcaption class="faint">When, by event number. {missing}</figcaption></figure>\n'
        )
    if pins:
        missing = _without(len(coding.events) - len(pins), "place")
        caption = f"Where; the wider a ring, the vaguer the place. {missing}{mapping.NOTE}"
        parts.append(f'<figure>{mapping.svg(pins)}<figcaption class="faint">{caption}</figcaption></figure>\n')
    return f'<section class="plots">\n{"".join(parts)}</section>\n' if parts else ""


def _without(count: int, what: str) -> str:
    """How many events a picture leaves out, and why."""
    if not count:
        return ""
    return f"{count} events have no {what}. " if count > 1 else f"1 event has no {what}. "


def _pins(coding: Coding, heard: Voices) -> Iterator[mapping.Pin]:
    for number, event in enumerate(coding.events, 1):
        place = event.where
        if place is None or place.lat is None or place.lon is None:
            continue
        yield mapping.Pin(
            lat=place.lat,
            lon=place.lon,
            label=describe.plain(place.name),
            title=_title(number, event),
            number=str(number),
            link=f"list-{event.id}",
            tone=_tone(event, heard),
            precision=place.precision or max(mapping.SIZES),
        )


def _bars(coding: Coding, heard: Voices) -> Iterator[timeline.Bar]:
    for number, event in enumerate(coding.events, 1):
        start, end = (_day(event.when.start), _day(event.when.end)) if event.when is not None else (None, None)
        if start is None and end is None:
            continue
        yield timeline.Bar(
            start=start,
            end=end,
            label=event.type,
            title=_title(number, event),
            number=str(number),
            link=f"list-{event.id}",
            tone=_tone(event, heard),
            happened=event.status in REAL,
        )


def _title(number: int, event: Event) -> str:
    return f"{number}. {describe.event_title(event)}, {describe.readable(event.status)}, {describe.readable(event.footing)}"


def _tone(event: Event, heard: Voices) -> str:
    """The class of the voice on whose word an event is; empty for the outlet's."""
    number = heard.number.get(event.voice or "")
    return "" if number is None else f"v{number}"


def _day(value: str | date | None) -> date | None:
    """A day of the calendar; null for what is none (year 0, year 10000)."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
