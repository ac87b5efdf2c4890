"""The component `when`: finds the time expressions of a `Doc` and anchors them on the day of publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from spacy.tokens import Doc

from sayso.records import Span, TimeExpression
from sayso.when import periods
from sayso.when.clues import Clue, Context, Reading
from sayso.when.grammar import build
from sayso.when.meanings import MEANINGS
from sayso.when.patterns import Match
from sayso.when.tense import hinted, looks_ahead


class TimeTagger:
    """Sets ``doc._.times``: every time expression in text order, without overlaps.

    Works on the text alone; where the reader has run, the tense of the governing verb tells "on Monday" that was from one that will be.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._lexer, self._grammar = build(tables)

    def __call__(self, doc: Doc) -> Doc:
        """Add the layer. The day of publication is that of ``doc._.article``; without one, relative expressions have no value."""
        article = doc._.article
        doc._.times = self.tag(doc.text, article.published_date if article else None, doc)
        return doc

    def tag(self, text: str, published: date | None, doc: Doc | None = None) -> tuple[TimeExpression, ...]:
        """The time expressions of `text`; offsets are code points of it."""
        parsed = doc if doc is not None and doc.has_annotation("DEP") else None
        lexemes = self._lexer.lexemes(text)
        context = Context(published)
        found = []
        for match in self._grammar.matches(lexemes):
            start, end = lexemes[match.first].start, lexemes[match.last - 1].end
            clue = Clue(
                match.captures,
                match.rule.fixed,
                context,
                ahead=partial(looks_ahead, parsed, start),
                hinted=partial(hinted, lexemes, match.first),
            )
            reading = MEANINGS[match.rule.meaning](clue)
            if reading is None:
                continue
            found.append(_expression(text, start, end, match, reading, published))
            _remember(context, reading)
        return tuple(found)


def _remember(context: Context, reading: Reading) -> None:
    """Keep what later expressions may refer back to."""
    span = periods.interval(reading.value) if reading.value and reading.type in ("DATE", "TIME") else None
    if span is None or reading.value is None:
        return
    if span[0] == span[1]:
        context.previous = span[0]
    else:
        context.unit = reading.value
        if "-Q" in reading.value:
            context.quarter = context.quarter if reading.anchor == "previous" else reading.value


def _expression(text: str, start: int, end: int, match: Match, reading: Reading, published: date | None) -> TimeExpression:
    while end > start + 1 and text[end - 1] in "'’":
        end -= 1
    span = _days(reading, published)
    return TimeExpression(
        span=Span(start, end),
        type=reading.type,
        value=reading.value,
        mod=reading.mod,
        start=span[0].isoformat() if span else None,
        end=span[1].isoformat() if span else None,
        precision=periods.precision(span),
        anchor=reading.anchor,
        rule=f"when:{match.rule.name}",
    )


def _days(reading: Reading, published: date | None) -> periods.Interval | None:
    """The days an expression denotes: the unit, cut down by its modifier, or at the day of publication for "earlier this month"."""
    if reading.type not in ("DATE", "TIME") or not reading.value:
        return None
    if "/" in reading.value:
        first, last = (periods.interval(part) for part in reading.value.split("/"))
        return (first[0], last[1]) if first and last else None
    span = periods.interval(reading.value)
    if span and reading.cap and published and span[0] <= published <= span[1]:
        return (span[0], published) if reading.cap < 0 else (published, span[1])
    # "Earlier in February" only says that the day lies in the month and behind; "early February" says which part of it.
    return periods.part_of(span, None if reading.cap else reading.mod) if span else None
