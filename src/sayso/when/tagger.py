"""The component `when`: finds the time expressions of a `Doc` and anchors them on the day of publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from spacy.tokens import Doc

from sayso.records import Span, TimeExpression
from sayso.when import periods
from sayso.when.calendars import islamic_years
from sayso.when.clues import Clue, Context, Reading
from sayso.when.grammar import build
from sayso.when.meanings import MEANINGS
from sayso.when.orders import Orders
from sayso.when.patterns import Match
from sayso.when.tense import OutlookWords, hinted, is_said, outlook

_ANCHOR_YEARS = range(1000, 9000)
_ADJOINING = 3
"""Two expressions with fewer lexemes than this between the end of one and the beginning of the next adjoin."""


class TimeTagger:
    """Sets ``doc._.times``: every time expression in text order, without overlaps.

    Works on the text alone; where the reader has run, the tense of the governing verb tells "on Monday" that was from one that will be.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._lexer, self._grammar = build(tables)
        self._islamic = islamic_years(tables.get("hijri", {}).get("islamic_years", {}))
        self._orders = Orders.of_table(tables.get("words", {}).get("figures", {}))
        self._words = OutlookWords.of(tables.get("words", {}).get("outlook", {}))

    def __call__(self, doc: Doc) -> Doc:
        """Add the layer. The day of publication is that of ``doc._.article``; without one, relative expressions have no value."""
        article = doc._.article
        outlet = article.outlet if article else None
        doc._.times = self.tag(doc.text, article.published_date if article else None, doc, outlet.country if outlet else None)
        return doc

    def tag(self, text: str, published: date | None, doc: Doc | None = None, country: str | None = None) -> tuple[TimeExpression, ...]:
        """The time expressions of `text`; offsets are code points of it.

        Args:
            text: any text.
            published: the day from which relative expressions count, in the outlet's zone.
            doc: the same text with a tree, if there is one.
            country: ISO 3166 alpha-3 of the outlet, which may tell the order of day and month in figures.
        """
        parsed = doc if doc is not None and doc.has_annotation("DEP") else None
        lexemes = self._lexer.lexemes(text)
        if published is not None and published.year not in _ANCHOR_YEARS:
            published = None  # no report: too near the ends of the calendar to count from
        context = Context(published, islamic=self._islamic, month_first=self._orders.of(lexemes, country))
        found: list[TimeExpression] = []
        last = -_ADJOINING
        for match in self._grammar.matches(lexemes):
            start, end = lexemes[match.first].start, lexemes[match.last - 1].end
            clue = Clue(
                match.captures,
                match.rule.fixed,
                context,
                adjoins=match.first - last < _ADJOINING,
                outlook=partial(outlook, parsed, start, self._words, lexemes, match.first),
                hinted=partial(hinted, lexemes, match.first),
            )
            reading = MEANINGS[match.rule.meaning](clue)
            if reading is None:
                continue
            last = match.last
            while end > start + 1 and text[end - 1] in "'’":
                end -= 1
            found.append(_expression(Span(start, end), match, reading, context))
            said = reading.type in ("DATE", "TIME") and is_said(parsed, start, self._words)
            _remember(context, reading, Span(start, end), said=said)
        return tuple(found)


def _remember(context: Context, reading: Reading, words: Span, *, said: bool) -> None:
    """Keep what later expressions may refer back to."""
    span = periods.interval(reading.value) if reading.value and reading.type in ("DATE", "TIME") else None
    if span is None or reading.value is None:
        return
    context.latest, context.latest_words = span[0], words
    if span[0] == span[1]:
        context.previous, context.previous_words = span[0], words
        if not said or context.told is None:
            context.told, context.told_words = span[0], words
    else:
        context.unit = reading.value
        if "-Q" in reading.value:
            context.quarter = context.quarter if reading.anchor == "previous" else reading.value


def _expression(words: Span, match: Match, reading: Reading, context: Context) -> TimeExpression:
    span = _days(reading, context.published)
    return TimeExpression(
        span=words,
        type=reading.type,
        value=reading.value,
        mod=reading.mod,
        start=span[0].isoformat() if span else None,
        end=span[1].isoformat() if span else None,
        precision=periods.precision(span),
        anchor=reading.anchor,
        rule=f"when:{match.rule.name}",
        ucdp_precision=periods.ucdp_precision(span),
        anchor_span=getattr(context, f"{reading.base}_words") if reading.anchor == "previous" else None,
        offset=reading.offset,
    )


def _days(reading: Reading, published: date | None) -> periods.Interval | None:
    """The days an expression denotes: the unit, cut down by its modifier, or at the day of publication for "earlier this month"."""
    if reading.type not in ("DATE", "TIME") or not reading.value:
        return None
    if "/" in reading.value:
        first, last = (periods.interval(part) for part in reading.value.split("/"))
        return (first[0], last[1]) if first and last else None
    span = periods.interval(reading.value)
    if span and reading.around:
        return periods.widened(span, reading.around)
    if span and reading.cap in (-1, 1) and published and span[0] <= published <= span[1]:
        return (span[0], published) if reading.cap < 0 else (published, span[1])
    # "Earlier in February" only says that the day lies in the month and behind; "early February" says which part of it.
    return periods.part_of(span, None if reading.cap else reading.mod) if span else None
