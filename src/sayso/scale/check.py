"""Whether a coding hangs together: what the database would refuse, found before a batch is written, one article at a time."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from sayso.records import Claim, Coding, Event, Span


def faults(coding: Coding) -> list[str]:
    """What is wrong with a coding, one sentence each; empty for a sound one.

    A sound coding has a text that a database can keep, each id once, refers only to attributions and events of its own, nests
    attributions without a circle, and has every span within the text.
    """
    return [
        *_unstorable(coding.article.text),
        *_repeated("attribution", (a.id for a in coding.attributions)),
        *_repeated("event", (e.id for e in coding.events)),
        *_repeated("claim", (c.id for c in coding.claims)),
        *_dangling(coding),
        *_circles(coding),
        *_outside(coding),
    ]


def _unstorable(text: str) -> Iterator[str]:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        yield f"the text holds a lone surrogate at {error.start}"
    if "\0" in text:
        yield f"the text holds a NUL at {text.index(chr(0))}"


def _repeated(kind: str, ids: Iterable[str]) -> Iterator[str]:
    for key, times in Counter(ids).items():
        if times > 1:
            yield f"{kind} {key} stands {times} times"


def _dangling(coding: Coding) -> Iterator[str]:
    voices = {attribution.id for attribution in coding.attributions}
    events = {event.id for event in coding.events}
    for attribution in coding.attributions:
        if attribution.parent is not None and attribution.parent not in voices:
            yield f"attribution {attribution.id} has the parent {attribution.parent}, which is none of this article's"
    heard: tuple[Event | Claim, ...] = (*coding.events, *coding.claims)
    for record in heard:
        if record.voice is not None and record.voice not in voices:
            yield f"{type(record).__name__.lower()} {record.id} has the voice {record.voice}, which is none of this article's"
    for claim in coding.claims:
        if claim.event not in events:
            yield f"claim {claim.id} is about event {claim.event}, which is none of this article's"


def _circles(coding: Coding) -> Iterator[str]:
    parents = {attribution.id: attribution.parent for attribution in coding.attributions}
    cleared: set[str] = set()
    for start in parents:
        trail: set[str] = set()
        step: str | None = start
        while step is not None and step not in cleared and step not in trail:
            trail.add(step)
            step = parents.get(step)
        if step in trail:
            yield f"attribution {step} is among its own parents"
        cleared |= trail


def _outside(coding: Coding) -> Iterator[str]:
    length = len(coding.article.text)
    for field in fields(coding):
        for span in spans_of(getattr(coding, field.name)):
            if not 0 <= span.start <= span.end <= length:
                yield f"{field.name}: span {span.start}:{span.end} lies outside the text of {length} code points"


def spans_of(value: Any) -> Iterator[Span]:
    """Every span within a record, at any depth."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    else:
        kind: Any = type(value)
        for name in _fields_of(kind):
            inner = getattr(value, name)
            if not isinstance(inner, str | float | None):
                yield from spans_of(inner)


@functools.cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """The names of a record's fields; none for what is no record."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
