"""Our gold of dates and places: when and where events happened (`dates-places.yaml`), and places of wars (`conflict-places.yaml`).

The notation of the files is described in `README.md`. Triggers are looked up in the whole text, the headline included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from goldfiles import EVAL, HALVES, SETS, Finder, GoldError, files_of

from sayso.intake import article_from_text
from sayso.records import Article, Span

EVENTS_STEM, PLACES_STEM = "dates-places", "conflict-places"
NEAR_KM = 25.0
"""Distance up to which a place is right where the gold names no other."""
TEXT_KINDS = ("invented", "documented")
PLACE_KINDS = ("town", "village", "region", "facility", "crossing")
_NOWHERE = "null"
_PLACE = re.compile(
    r"(?P<name>.+?) (?P<countries>-|[A-Z]{3}(?:\|[A-Z]{3})*)"
    r"(?: (?P<lat>-?\d+(?:\.\d+)?) (?P<lon>-?\d+(?:\.\d+)?)(?: ~(?P<km>\d+))?)?"
)


@dataclass(frozen=True, slots=True)
class GoldPoint:
    """A place that is right for an event."""

    name: str
    countries: tuple[str, ...]
    """ISO 3166 alpha-3 of every side of a border or a dispute; empty at sea, where the country is not judged."""
    lat: float | None
    """Degrees north; null where only the country is told."""
    lon: float | None
    within: float
    """Distance in km up to which an answer is right."""


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """One event whose day and place are asked; tuples are alternatives, any of which is right."""

    trigger: tuple[Span, ...]
    """Words that may name the event."""
    when: tuple[str | None, ...]
    """A day or ``first/last``, ISO 8601, ``null`` for an open end; null where the text gives no date."""
    where: tuple[GoldPoint | None, ...]


@dataclass(frozen=True, slots=True)
class DatedReport:
    """A short report with its events."""

    name: str
    half: str
    kind: str
    """``invented``, or ``documented``: own words about what is generally known."""
    article: Article
    events: tuple[DatedEvent, ...]


@dataclass(frozen=True, slots=True)
class ConflictPlace:
    """A place of a war, as news names it."""

    half: str
    name: str
    kind: str
    point: GoldPoint
    known: bool
    """Whether the sentence it is asked in names its country."""
    country_name: str
    war: str
    source: str

    @property
    def sentence(self) -> str:
        """The sentence it is asked in."""
        return f"{_BEFORE}{self.name}{f', {self.country_name}' if self.known else ''}."

    @property
    def span(self) -> tuple[int, int]:
        """Where the name stands in the sentence, half open."""
        return len(_BEFORE), len(_BEFORE) + len(self.name)


_BEFORE = "Fighting was reported in "


def load_dated(half: str = "both") -> list[DatedReport]:
    """The reports of one half or of both, or of the practice batches, in the order of the files.

    Raises:
        GoldError: a trigger is not in its text, or stands there more than once; a date, a place or a half is malformed.
    """
    reports = [
        _report(f"{path.parent.name}/{EVENTS_STEM}/{number}", item)
        for path in files_of(EVENTS_STEM, half)
        for number, item in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
    ]
    return [report for report in reports if half in ("both", report.half)]


def load_places(half: str = "both") -> list[ConflictPlace]:
    """The places of one half or of both, in the order of the file.

    Raises:
        GoldError: a half, a kind or a point is malformed, or a place stands there twice.
    """
    record = yaml.safe_load((EVAL / "gold" / f"{PLACES_STEM}.yaml").read_text(encoding="utf-8"))
    places = [_conflict_place(item, record["names"]) for item in record["places"]]
    if len({(place.name, place.kind) for place in places}) < len(places):
        raise GoldError(f"{PLACES_STEM}: a place stands there twice")
    return [place for place in places if half in ("both", place.half)]


def _report(name: str, item: Mapping[str, Any]) -> DatedReport:
    if item["half"] not in SETS or item["kind"] not in TEXT_KINDS:
        raise GoldError(f"{name}: no half {item['half']}, or no kind {item['kind']}")
    title = item.get("headline")
    article = article_from_text(item["text"], title=title, prepend_title=title is not None, published=str(item["published"]), language="en")
    finder = Finder(article, name)
    return DatedReport(name, item["half"], item["kind"], article, tuple(_event(line, finder) for line in item["events"]))


def _event(line: str, finder: Finder) -> DatedEvent:
    fields = line.split(" | ")
    if len(fields) != 3:
        raise GoldError(f"{finder.name}: “{line}” has not three fields")
    trigger, when, where = fields
    return DatedEvent(
        trigger=tuple(finder.one(words) for words in trigger.split(" / ")),
        when=tuple(_interval(choice, finder.name) for choice in when.split(" or ")),
        where=tuple(gold_point(choice, finder.name) for choice in where.split(" or ")),
    )


def _interval(choice: str, name: str) -> str | None:
    """The interval as the scorer writes it: one day alone, else ``first/last``."""
    if choice == _NOWHERE:
        return None
    ends = choice.split("/")
    try:
        days = [date.fromisoformat(end) for end in ends if end != _NOWHERE]
    except ValueError as error:
        raise GoldError(f"{name}: “{choice}” is no interval") from error
    if len(ends) > 2 or not days or sorted(days) != days:
        raise GoldError(f"{name}: “{choice}” is no interval")
    return choice


def gold_point(choice: str, name: str) -> GoldPoint | None:
    """The place of ``name, country, latitude, longitude, ~ tolerance``, divided by blanks; null for ``null``.

    Raises:
        GoldError: it is malformed.
    """
    if choice == _NOWHERE:
        return None
    match = _PLACE.fullmatch(choice)
    if not match:
        raise GoldError(f"{name}: “{choice}” is no place")
    countries = () if match["countries"] == "-" else tuple(match["countries"].split("|"))
    lat, lon = (float(match["lat"]), float(match["lon"])) if match["lat"] else (None, None)
    if lat is None and not countries:
        raise GoldError(f"{name}: “{choice}” has neither a point nor a country")
    return GoldPoint(match["name"], countries, lat, lon, float(match["km"] or NEAR_KM))


def _conflict_place(item: Mapping[str, Any], names: Mapping[str, str]) -> ConflictPlace:
    if item["half"] not in HALVES or item["kind"] not in PLACE_KINDS or not item["source"]:
        raise GoldError(f"{PLACES_STEM}: {item['name']}: half, kind or source is wrong")
    countries = tuple(item["country"].split("|"))
    lat, lon = item["at"]
    point = GoldPoint(item["name"], countries, lat, lon, float(item.get("within", NEAR_KM)))
    return ConflictPlace(
        half=item["half"],
        name=item["name"],
        kind=item["kind"],
        point=point,
        known=item["known"],
        country_name=names[countries[0]],
        war=item["war"],
        source=item["source"],
    )
