"""Our gold of single questions: whose word (`speakers.yaml`), on what footing (`footing.yaml`), who says that who says (`nesting.yaml`),
and what single events are like (`events-….yaml`).

Each file is a list of short invented texts, with the answers as lines whose fields are divided by bars; the notation is described in
`README.md`. Quotes are looked up in the whole text, the headline included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from goldfiles import ANY, EVENT_CATEGORIES, SETS, Finder, GoldError, GoldEvent, files_of, gold_event

from sayso.intake import article_from_text
from sayso.records import Article, Footing, SourceType, Span, Status

_EVENTS = "events-"
STEMS = ("speakers", "footing", "nesting", *(f"{_EVENTS}{category}" for category in EVENT_CATEGORIES))
"""The files, in `gold/`."""
SPEAKER_KINDS = ("pronoun", "role_noun", "short_form", "apposition", "relative", "place_for_government", "document", "anonymous")
LEVELS = ("outlet", "one", "chain")
"""Whose voice: the outlet's own, one attribution's, an attribution's that is nested in another."""
PUBLISHED = "2026-11-20"
"""Day of publication of every text of these files."""
_GOVERNMENT = "government of "
_SAME = "="
"""Recipients of an event whose parties do the same to each other: all stand under the actors."""
_NO_BODY = "A fuller report follows."
"""Stands below a headline that is asked about by itself."""
_TOLL = re.compile(r"^(?P<effect>dead|injured|missing|detained|displaced) (?P<about>~)?(?P<low>\d+)(?:-(?P<high>\d+))?(?P<open>\+)?$")


@dataclass(frozen=True, slots=True)
class SpeakerCase:
    """One attribution whose source has to be resolved."""

    kind: str
    source: Span
    content: Span
    speakers: tuple[str, ...]
    """What is right: names, country codes for `place_for_government`, values of `SourceType` for `anonymous`."""


@dataclass(frozen=True, slots=True)
class FootingCase:
    """One event whose footing and voice are asked for."""

    footing: str
    level: str
    types: tuple[str, ...]
    trigger: tuple[Span, ...]
    voice: tuple[Span | None, ...]
    """Sources of the innermost attribution that carries the event, any of which is right; null for the outlet."""
    outer: Span | None
    """Source of the attribution around it; null unless the voice is a chain."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution of a nest; tuples are alternatives, any of which is right."""

    source: tuple[Span, ...]
    """The words that may name the source."""
    cue: tuple[tuple[Span, ...], ...]
    content: tuple[tuple[Span, ...], ...]
    """Each alternative as the pieces it consists of."""
    parent: int | None
    """Index of the attribution it is nested in; null for the outermost."""
    addressee: tuple[Span, ...]
    channel: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldToll:
    """How many were affected, as a range."""

    effect: str
    low: int
    high: int | None
    """Null where open."""
    about: bool
    """The words are vague, so that bounds near these are right as well."""


@dataclass(frozen=True, slots=True)
class EventCase:
    """One event of which its category is asked."""

    category: str
    gold: GoldEvent
    """Type, trigger, parties and status; time, place, footing and voice are not judged, and the toll stands in `tolls`."""
    tolls: tuple[tuple[GoldToll, ...], ...]
    """Alternatives, any of which is right; empty where the text tells none."""


@dataclass(frozen=True, slots=True)
class CaseText:
    """One text and what is asked about it; only one of the lists is filled."""

    name: str
    half: str
    article: Article
    speakers: tuple[SpeakerCase, ...] = ()
    footing: tuple[FootingCase, ...] = ()
    sayings: tuple[Saying, ...] = ()
    events: tuple[EventCase, ...] = ()


def load_cases(stem: str, half: str = "both") -> list[CaseText]:
    """The texts of ``gold/STEM.yaml`` (one of `STEMS`), of one half or of both, or of the practice batches, in the order of the files.

    Raises:
        GoldError: a quote is not in its text, stands there more than once, or a value is unknown.
    """
    texts = [
        _text(f"{'' if path.parent.name == 'gold' else f'{path.parent.name}/'}{stem}/{number}", stem, item)
        for path in files_of(stem, half)
        for number, item in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
    ]
    return [text for text in texts if half in ("both", text.half)]


def _text(name: str, stem: str, item: Mapping[str, Any]) -> CaseText:
    title = item.get("headline")
    article = article_from_text(
        item.get("text", _NO_BODY), title=title, prepend_title=title is not None, published=PUBLISHED, language="en"
    )
    finder = Finder(article, name)
    _known(item["half"], SETS, name)
    return CaseText(
        name,
        item["half"],
        article,
        speakers=tuple(_speaker(_fields(line), finder) for line in item.get("attributions", ())),
        footing=(_footing(_fields(item["event"]), finder),) if "event" in item else (),
        sayings=tuple(_saying(number, _fields(line), finder) for number, line in enumerate(item.get("levels", ()))),
        events=(_coded(name, stem, _fields(item["coded"]), finder),) if "coded" in item else (),
    )


def _fields(line: str) -> list[str]:
    return [field.strip() for field in line.split(" | ")]


def _known(value: str, values: tuple[str, ...], name: str) -> str:
    if value not in values:
        raise GoldError(f"{name}: “{value}” is none of {', '.join(values)}")
    return value


def _speaker(fields: list[str], finder: Finder) -> SpeakerCase:
    kind, source, content, speaker = fields
    speakers = speaker.split(" or ")
    if kind == "place_for_government":
        speakers = [code.removeprefix(_GOVERNMENT) for code in speakers]
    if kind == "anonymous":
        speakers = [_known(value, tuple(SourceType), finder.name) for value in speakers]
    return SpeakerCase(_known(kind, SPEAKER_KINDS, finder.name), finder.one(source), finder.one(content), tuple(speakers))


def _footing(fields: list[str], finder: Finder) -> FootingCase:
    footing, level, types, trigger, voice, *outer = fields
    if (level == "chain") != bool(outer):
        raise GoldError(f"{finder.name}: a chain, and nothing else, has an outer voice")
    return FootingCase(
        footing=_known(footing, tuple(Footing), finder.name),
        level=_known(level, LEVELS, finder.name),
        types=tuple(types.split(" or ")),
        trigger=tuple(finder.one(words) for words in trigger.split(" / ")),
        voice=tuple(None if source == "null" else finder.one(source) for source in voice.split(" or ")),
        outer=finder.one(outer[0]) if outer else None,
    )


def _saying(number: int, fields: list[str], finder: Finder) -> Saying:
    source, cue, content, *rest = fields
    more = dict(field.split("=", 1) for field in rest)
    if unknown := more.keys() - {"to", "via", "in"}:
        raise GoldError(f"{finder.name}: unknown {sorted(unknown)}")
    above = number - 1 if number else None
    return Saying(
        source=tuple(finder.one(words) for words in source.split(" or ")),
        cue=_alternatives(cue, finder),
        content=_alternatives(content, finder),
        parent=int(more["in"]) - 1 if "in" in more else above,
        addressee=tuple(finder.one(words) for words in more["to"].split(" or ")) if "to" in more else (),
        channel=tuple(finder.one(words) for words in more["via"].split(" or ")) if "via" in more else (),
    )


def _alternatives(value: str, finder: Finder) -> tuple[tuple[Span, ...], ...]:
    return tuple(tuple(finder.one(piece) for piece in choice.split(" + ")) for choice in value.split(" or "))


def _coded(name: str, stem: str, fields: list[str], finder: Finder) -> EventCase:
    types, trigger, actors, recipients, status, *toll = fields
    for value in status.split(" or "):
        _known(value, tuple(Status), name)
    record = {
        "paragraph": 0,
        "type": types,
        "trigger": trigger.split(" / "),
        "actors": actors,
        "recipients": recipients.replace(_SAME, "null"),
        "symmetric": _SAME in recipients,
        "when": ANY,
        "where": ANY,
        "status": status,
        "footing": ANY,
        "voice": ANY,
    }
    tolls = tuple(tuple(_toll(part, name) for part in choice.split(", ")) for choice in toll[0].split(" or ")) if toll else ()
    return EventCase(stem.removeprefix(_EVENTS), gold_event(record, finder), tolls)


def _toll(part: str, name: str) -> GoldToll:
    match = _TOLL.match(part)
    if not match:
        raise GoldError(f"{name}: “{part}” is no toll")
    low = int(match["low"])
    return GoldToll(match["effect"], low, None if match["open"] else int(match["high"] or low), bool(match["about"]))
