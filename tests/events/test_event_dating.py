# ruff: noqa: E501 (one tree, one line)
"""What day an event has: ranges, open ends, lengths from another event, days of sayings; all sentences invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from event_docs import dated, events, parsed

from sayso.events.circumstance import is_historical, is_to_come
from sayso.events.dating import counted_from, intervals
from sayso.export import describe
from sayso.records import Span, TimeExpression


def time_of(text: str, words: str, start: str, end: str | None = None, type_: str = "DATE") -> TimeExpression:
    at = text.index(words)
    return TimeExpression(Span(at, at + len(words)), type_, start, start=start, end=end or start, precision=1, rule="test")


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("shut from 3 May to 5 June.", ("3 May", "2024-05-03"), ("5 June", "2024-06-05"), [("2024-05-03", "2024-06-05")]),
        ("shut between 3 May and 5 June.", ("3 May", "2024-05-03"), ("5 June", "2024-06-05"), [("2024-05-03", "2024-06-05")]),
        ("on Monday and Tuesday.", ("Monday", "2024-05-06"), ("Tuesday", "2024-05-07"), [("2024-05-06", "2024-05-07")]),
        ("in 2011-2014.", ("2011", "2011-01-01"), ("2014", "2014-12-31"), [("2011-01-01", "2014-12-31")]),
        (
            "met on 3 May and 5 June.",
            ("3 May", "2024-05-03"),
            ("5 June", "2024-06-05"),
            [("2024-05-03", "2024-05-03"), ("2024-06-05", "2024-06-05")],
        ),
        (
            "met on 3 May, 5 June.",
            ("3 May", "2024-05-03"),
            ("5 June", "2024-06-05"),
            [("2024-05-03", "2024-05-03"), ("2024-06-05", "2024-06-05")],
        ),
    ],
)
def test_ranges(text: str, first: tuple[str, str], last: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    found = intervals([time_of(text, *first), time_of(text, *last)], text)
    assert [(each.start, each.end) for each in found] == expected
    assert found[0].span.start == text.index(first[0])
    assert found[-1].span.end == text.index(last[0]) + len(last[0])


@pytest.mark.parametrize(
    ("text", "type_", "start", "end"),
    [
        ("since 3 May", "DATE", "2024-05-03", None),
        ("after 3 May", "DATE", "2024-05-03", None),
        ("until 3 May", "DATE", None, "2024-05-03"),
        ("by 3 May", "DATE", None, "2024-05-03"),
        ("before 3 May", "DATE", None, "2024-05-02"),
        ("before dawn on 3 May", "TIME", "2024-05-03", "2024-05-03"),
        ("on 3 May", "DATE", "2024-05-03", "2024-05-03"),
    ],
)
def test_open_ends(text: str, type_: str, start: str | None, end: str | None) -> None:
    words = "dawn on 3 May" if type_ == "TIME" else "3 May"
    (found,) = intervals([time_of(text, words, "2024-05-03", type_=type_)], text)
    assert (found.start, found.end) == (start, end)
    assert (found.precision, found.ucdp_precision) == ((1, None) if start and end else (4, 5))


@pytest.mark.parametrize(
    ("offset", "start", "end"),
    [
        ("+P2D", "2024-05-05", "2024-05-05"),
        ("-P1W", "2024-04-26", "2024-04-26"),
        ("+P6M", "2024-11-01", "2024-11-30"),
        ("-P2Y", "2022-01-01", "2022-12-31"),
        ("+PT3H", "2024-05-03", "2024-05-03"),
        ("+PT48H", "2024-05-05", "2024-05-05"),
        ("+PTXH", "2024-05-03", "2024-05-03"),
        ("+PXD", "2024-05-03", None),
        ("-PXW", None, "2024-05-03"),
        ("+P99999999D", None, None),
        ("odd", None, None),
    ],
)
def test_lengths_from_an_event(offset: str, start: str | None, end: str | None) -> None:
    length = TimeExpression(Span(0, 8), "DURATION", "P2D", anchor="event", offset=offset)
    anchor = time_of("Two days after 3 May", "3 May", "2024-05-03")
    found = counted_from(length, anchor, sure=True)
    if found is None:
        assert (start, end) == (None, None)
    else:
        assert (found.start, found.end, found.anchor_span) == (start, end, anchor.span)


def test_unsure_anchor_lowers_the_precision() -> None:
    length = TimeExpression(Span(0, 8), "DURATION", "P2D", anchor="event", offset="+P2D")
    anchor = time_of("Two days after 3 May", "3 May", "2024-05-03")
    sure, unsure = counted_from(length, anchor, sure=True), counted_from(length, anchor, sure=False)
    assert sure is not None
    assert unsure is not None
    assert (sure.precision, sure.ucdp_precision, unsure.precision, unsure.ucdp_precision) == (1, 1, 2, 2)
    assert counted_from(length, replace(anchor, start=None), sure=True) is None


def test_open_intervals_are_neither_over_nor_to_come() -> None:
    since = TimeExpression(Span(0, 4), "DATE", "2019", start="2019-01-01", end=None)
    until = TimeExpression(Span(0, 4), "DATE", "2030", start=None, end="2030-12-31")
    assert not is_historical(since, date(2024, 5, 10))
    assert not is_to_come(until, date(2024, 5, 10))


ATTACK = "Front|Front|NNP|nsubj|2 attacked|attack|VBD|root|0 the|the|DT|det|4 army|army|NN|obj|2"


@pytest.mark.parametrize(
    ("rows", "words", "expected"),
    [
        (f"{ATTACK} on|on|IN|case|6 Friday|Friday|NNP|obl|2", "Friday", [("2024-05-03", "2024-05-03")]),
        (f"{ATTACK} since|since|IN|case|6 Friday|Friday|NNP|obl|2", "Friday", [("2024-05-03", None)]),
        # the day of the saying, wherever the tree has hung it
        (
            f"{ATTACK.replace('root|0', 'ccomp|6')} police|police|NNS|nsubj|6 said|say|VBD|root|0 on|on|IN|case|8 Friday|Friday|NNP|obl|6",
            "Friday",
            [(None, None)],
        ),
        (
            f"{ATTACK.replace('root|0', 'ccomp|6')} police|police|NNS|nsubj|6 said|say|VBD|root|0 on|on|IN|case|8 Friday|Friday|NNP|obl|2",
            "Friday",
            [(None, None)],
        ),
        # with the second of two verbs that share their subject
        (
            f"{ATTACK} and|and|CC|cc|6 fled|flee|VBD|conj|2 on|on|IN|case|8 Friday|Friday|NNP|obl|6",
            "Friday",
            [("2024-05-03", "2024-05-03")],
        ),
        # a relative clause about the deed itself
        (
            "The|the|DT|det|2 attack|attack|NN|root|0 by|by|IN|case|4 Front|Front|NNP|nmod|2 on|on|IN|case|7 the|the|DT|det|7 army|army|NN|nmod|2 which|which|WDT|nsubj|9 began|begin|VBD|acl:relcl|2 on|on|IN|case|11 Friday|Friday|NNP|obl|9",
            "Friday",
            [("2024-05-03", "2024-05-03")],
        ),
    ],
)
def test_clause(rows: str, words: str, expected: list[tuple[str | None, str | None]]) -> None:
    doc = parsed(rows)
    doc._.times = (dated(doc, words, "2024-05-03"),)
    found = [event for event in events(doc) if event.type == "ASSAULT"]
    assert [(event.when.start, event.when.end) if event.when else (None, None) for event in found] == expected
    assert all(why.rule for event in found for why in event.why if why.field == "when")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-05-03", "2024-05-03", "2024-05-03"),
        ("2024-05-03", "2024-05-04", "2024-05-03 to 2024-05-04"),
        ("2024-05-03", None, "from 2024-05-03 on"),
        (None, "2024-05-03", "up to 2024-05-03"),
        (None, None, None),
    ],
)
def test_intervals_in_words(first: str | None, last: str | None, expected: str | None) -> None:
    assert describe.interval(first, last) == expected


def test_what_is_repeated_keeps_its_rhythm_and_no_day() -> None:
    doc = parsed(f"{ATTACK} every|every|DT|det|6 Friday|Friday|NNP|obl|2")
    at = doc.text.index("every Friday")
    doc._.times = (TimeExpression(Span(at, at + len("every Friday")), "SET", "XXXX-WXX-5", rule="test"),)
    (attack,) = events(doc)
    assert attack.when is not None
    assert (attack.when.value, attack.when.start, attack.when.end) == ("XXXX-WXX-5", None, None)


def test_days_after_an_attack_count_from_its_day() -> None:
    first = f"{ATTACK} on|on|IN|case|6 Friday|Friday|NNP|obl|2 .|.|.|punct|2"
    second = "Two|two|CD|nummod|2 days|day|NNS|obl|7 after|after|IN|case|5 the|the|DT|det|5 attack|attack|NN|obl|7 Southland|Southland|NNP|nsubj|7 arrested|arrest|VBD|root|0 Front|Front|NNP|obj|7"
    doc = parsed(first, second)
    at = doc.text.index("Two days")
    doc._.times = (
        dated(doc, "Friday", "2024-05-03"),
        TimeExpression(Span(at, at + len("Two days")), "DURATION", "P2D", anchor="event", rule="test", offset="+P2D"),
    )
    found = {event.trigger[0].of(doc.text): event for event in events(doc)}
    arrested = found["arrested"].when
    assert arrested is not None
    assert (arrested.start, arrested.end, arrested.anchor_span) == ("2024-05-05", "2024-05-05", dated(doc, "Friday", "2024-05-03").span)
    assert [why.rule for why in found["arrested"].why if why.field == "when"] == ["counted from an event"]


@pytest.mark.parametrize(
    ("anchor", "offset", "expected"),
    [
        (("2024-08-10", "2024-08-14", "2024-08-10/2024-08-14"), "+P5D", ("2024-08-19", "2024-08-19")),  # after a range: from its end
        (("2024-08-10", "2024-08-14", "2024-08-10/2024-08-14"), "-P5D", ("2024-08-05", "2024-08-05")),  # before it: from its start
        (("2024-09-01", "2024-11-30", "2024-FA"), "-P1W", ("2024-09-01", "2024-11-30")),  # a week is lost in a season
        (("2024-08-10", "2024-08-10", "2024-08-10"), "+P2D", ("2024-08-12", "2024-08-12")),
    ],
)
def test_lengths_are_counted_as_exactly_as_their_anchor_allows(
    anchor: tuple[str, str, str], offset: str, expected: tuple[str, str]
) -> None:
    start, end, value = anchor
    known = TimeExpression(Span(0, 3), "DATE", value, start=start, end=end, precision=1, rule="test")
    counted = counted_from(TimeExpression(Span(5, 8), "DURATION", "PXD", anchor="event", rule="test", offset=offset), known, sure=True)
    assert counted is not None
    assert (counted.start, counted.end) == expected
