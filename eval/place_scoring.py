"""Comparison of dates and places with the gold of `placefiles.py`; what counts as right is told in `README.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from placefiles import PLACE_KINDS, ConflictPlace, DatedEvent, DatedReport, GoldPoint
from scoring import Tokens, interval_of, overlap, pair_up

from sayso.records import Coding, Event, Place, Span
from sayso.sphere import kilometres

_SIDES = ("stated", "none")
"""Whether the text gives what is asked."""
ROWS = (
    "dated events: found",
    "event date",
    *(f"event date: {side}" for side in _SIDES),
    "event place",
    *(f"event place: {side}" for side in _SIDES),
    "event date and place",
    "conflict places",
    *(f"conflict places: {kind}" for kind in PLACE_KINDS),
    "conflict places: country known",
    "conflict places: bare",
)
"""The rows of the table, in its order."""
FLOORED = ("dated events: found", "event date", "event place", "conflict places")
"""The rows that have a floor: what is right, of all that is asked, found or not."""
_COUNTRY = "country"
"""`Place.kind` of what is right where only the country is told."""


@dataclass(slots=True)
class PlaceTally:
    """Counts per row of the table."""

    asked: Counter[str] = field(default_factory=Counter)
    """All that the gold asks."""
    judged: Counter[str] = field(default_factory=Counter)
    """What was found, and so could be judged."""
    right: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def mark(self, rows: Iterable[str], right: bool, judged: bool = True) -> None:
        """Count one question in each of `rows`."""
        for row in rows:
            self.asked[row] += 1
            self.judged[row] += judged
            self.right[row] += right

    def points(self, row: str) -> float:
        """Points of the row: right, of all that was asked."""
        return 100 * self.right[row] / self.asked[row] if self.asked[row] else 0.0


def score_dated(report: DatedReport, coding: Coding, tally: PlaceTally) -> None:
    """Add the events of one report: found by a trigger word, whatever their type; date and place judged of those found."""
    tokens = Tokens(report.article.text)
    pairs = pair_up(report.events, coding.events, lambda gold, ours: _likeness(tokens, gold, ours))
    for gold in report.events:
        ours = next((ours for one, ours in pairs if one is gold), None)
        dated = ours is not None and interval_of(ours.when) in gold.when
        placed = ours is not None and any(is_there(choice, ours.where) for choice in gold.where)
        tally.mark(("dated events: found",), ours is not None)
        tally.mark(("event date", f"event date: {_side(gold.when)}"), dated, ours is not None)
        tally.mark(("event place", f"event place: {_side(gold.where)}"), placed, ours is not None)
        tally.mark(("event date and place",), dated and placed, ours is not None)
        tally.errors += _wrong(report, gold, ours, dated, placed)


def score_place(place: ConflictPlace, ours: Place | None, tally: PlaceTally) -> None:
    """Add one place of a war, and what its name was resolved to."""
    context = "country known" if place.known else "bare"
    away = _away(place.point, ours)
    right = away is not None and away <= place.point.within
    tally.mark(("conflict places", f"conflict places: {place.kind}", f"conflict places: {context}"), right)
    if not right:
        got = "nothing" if ours is None or away is None else f"{ours.name} {ours.country}, {away:.0f} km away"
        tally.errors.append(f"conflict-places: {place.kind} {place.name} ({context}): {got}")


def is_there(gold: GoldPoint | None, ours: Place | None) -> bool:
    """Whether the two are the same place: near enough and in one of its countries; both none; or both the same country as a whole."""
    if gold is None or ours is None:
        return gold is None and ours is None
    if gold.countries and ours.country not in gold.countries:
        return False
    if gold.lat is None:
        return ours.kind == _COUNTRY
    away = _away(gold, ours)
    return away is not None and away <= gold.within


def _away(gold: GoldPoint, ours: Place | None) -> float | None:
    """Distance of the two in km; null where either has no point."""
    if ours is None or gold.lat is None or gold.lon is None or ours.lat is None or ours.lon is None:
        return None
    return kilometres((gold.lat, gold.lon), (ours.lat, ours.lon))


def _likeness(tokens: Tokens, gold: DatedEvent, ours: Event) -> float:
    """The largest intersection over union of one of the gold's triggers with ours, in tokens."""
    found = tokens.under(ours.trigger)
    return max(overlap(tokens.under((span,)), found) for span in gold.trigger)


def _side(choices: Sequence[object]) -> str:
    """Whether the text gives what is asked: judged by the first alternative."""
    return "none" if choices[0] is None else "stated"


def _wrong(report: DatedReport, gold: DatedEvent, ours: Event | None, dated: bool, placed: bool) -> list[str]:
    words = f"{report.name}: “{_words(report, gold.trigger)}”"
    if ours is None:
        return [f"{words}: missed"]
    wrong = []
    if not dated:
        said = f" (“{ours.when.span.of(report.article.text)}”)" if ours.when else ""
        wrong.append(f"{words}: date {' or '.join(map(str, gold.when))}, not {interval_of(ours.when)}{said}")
    if not placed:
        names = " or ".join(choice.name if choice else "none" for choice in gold.where)
        got = f"{ours.where.name} {ours.where.country} {ours.where.lat} {ours.where.lon}" if ours.where else "none"
        wrong.append(f"{words}: place {names}, not {got}")
    return wrong


def _words(report: DatedReport, spans: Sequence[Span]) -> str:
    return " / ".join(span.of(report.article.text) for span in spans)
