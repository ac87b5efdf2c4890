"""The component `when` over invented sentences: values, intervals, bad dates, and what is no date at all."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from sayso.errors import LexiconError
from sayso.when.grammar import build
from sayso.when.tagger import TimeTagger

LEXICON = Path(__file__).parents[2] / "lexicon" / "when"
PUBLISHED = date(2024, 3, 21)  # a Thursday


@pytest.fixture(scope="module")
def tagger() -> TimeTagger:
    return TimeTagger({path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in LEXICON.glob("*.yaml")})


@pytest.mark.parametrize(
    ("text", "span", "kind", "value"),
    [
        ("They met on Monday in Basra.", "Monday", "DATE", "2024-03-18"),
        ("The army said Thursday it had left.", "Thursday", "DATE", "2024-03-21"),
        ("The talks begin next Tuesday.", "next Tuesday", "DATE", "2024-03-26"),
        ("It fired on February 25 at the base.", "February 25", "DATE", "2024-02-25"),
        ("It fired on Feb. 25 at the base.", "Feb. 25", "DATE", "2024-02-25"),
        ("The truce of 14 March 1996 held.", "14 March 1996", "DATE", "1996-03-14"),
        ("On Friday, October 23, 1998, they signed.", "Friday, October 23, 1998", "DATE", "1998-10-23"),
        ("The war began last October.", "last October", "DATE", "2023-10"),
        ("The attack of December 30 is denied.", "December 30", "DATE", "2023-12-30"),
        ("It ended in November.", "November", "DATE", "2023-11"),
        ("It began in the late 1990s.", "the late 1990s", "DATE", "199"),
        ("Since 2013 they have fought.", "2013", "DATE", "2013"),
        ("The vote came three weeks ago.", "three weeks ago", "DATE", "2024-W09"),
        ("The vote came 10 days ago.", "10 days ago", "DATE", "2024-03-11"),
        ("Last week they left.", "Last week", "DATE", "2024-W11"),
        ("They return next year.", "next year", "DATE", "2025"),
        ("It fell in the third quarter of 2022.", "the third quarter of 2022", "DATE", "2022-Q3"),
        ("The siege lasted for two months.", "two months", "DURATION", "P2M"),
        ("Shelling went on for twenty-four hours.", "twenty-four hours", "DURATION", "PT24H"),
        ("They march every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("They march every day.", "every day", "SET", "P1D"),
        ("A blast was heard on Wednesday evening.", "Wednesday evening", "TIME", "2024-03-20TEV"),
        ("A blast was heard at 10:30 p.m. on Wednesday.", "10:30 p.m. on Wednesday", "TIME", "2024-03-20T22:30"),
        ("The drone fell at 1430Z.", "1430Z", "TIME", "2024-03-21T14:30Z"),
        ("Yesterday they left.", "Yesterday", "DATE", "2024-03-20"),
        ("They now control the town.", "now", "DATE", "PRESENT_REF"),
        ("They recently left.", "recently", "DATE", "PAST_REF"),
        ("They fasted until Easter Monday.", "Easter Monday", "DATE", "2024-04-01"),
    ],
)
def test_value(tagger: TimeTagger, text: str, span: str, kind: str, value: str) -> None:
    (found,) = tagger.tag(text, PUBLISHED)
    assert (found.span.of(text), found.type, found.value) == (span, kind, value)


@pytest.mark.parametrize(
    ("text", "mod", "start", "end", "precision"),
    [
        ("It was signed earlier in February.", "START", "2024-02-01", "2024-02-29", 3),
        ("It was signed in early February.", "START", "2024-02-01", "2024-02-10", 3),
        ("It was signed earlier this month.", "START", "2024-03-01", "2024-03-21", 3),
        ("It was signed on Monday.", None, "2024-03-18", "2024-03-18", 1),
        ("It was signed last week.", None, "2024-03-11", "2024-03-17", 2),
        ("It was signed in mid-2019.", "MID", "2019-05-02", "2019-09-01", 4),
    ],
)
def test_interval(tagger: TimeTagger, text: str, mod: str | None, start: str, end: str, precision: int) -> None:
    (found,) = tagger.tag(text, PUBLISHED)
    assert (found.mod, found.precision) == (mod, precision)
    assert found.start == start
    assert found.end is not None
    assert abs((date.fromisoformat(found.end) - date.fromisoformat(end)).days) <= 1


@pytest.mark.parametrize(
    "text", ["It was on February 31.", "On 31 February 2023 it rained.", "Dated 0000-00-00.", "Dated 2023-13-45.", "It was on 99/99/2020."]
)
def test_day_that_is_not_has_no_value(tagger: TimeTagger, text: str) -> None:
    assert all(found.value is None and found.start is None for found in tagger.tag(text, PUBLISHED) if found.rule != "when:led-year")


@pytest.mark.parametrize(
    "text",
    [
        "Mrs May spoke.",
        "You may go and march on.",
        "A 44-year-old man fell.",
        "Some 2000 people fled.",
        "It cost $1999.",
        "In the year 99999 nobody reads this.",
    ],
)
def test_no_calendar_value(tagger: TimeTagger, text: str) -> None:
    assert [found.value for found in tagger.tag(text, PUBLISHED) if found.type == "DATE" and found.value != "2024"] == []


def test_without_publication_date_relative_days_stay_open(tagger: TimeTagger) -> None:
    values = [found.value for found in tagger.tag("On Friday, and again on May 3 and on 4 May 2001, they met. Last month it rained.", None)]
    assert values == ["XXXX-WXX-5", "XXXX-05-03", "2001-05-04", None]


def test_previous_day_is_remembered(tagger: TimeTagger) -> None:
    found = tagger.tag("On 3 May 2001 they met. They left the following day.", PUBLISHED)
    assert (found[1].value, found[1].anchor) == ("2001-05-04", "previous")


def test_ten_thousand_numbers_take_linear_time(tagger: TimeTagger) -> None:
    began = time.process_time()
    tagger.tag(" ".join(str(number) for number in range(10_000)), PUBLISHED)
    tagger.tag("9" * 100_000, PUBLISHED)
    assert time.process_time() - began < 5


def test_spans_do_not_overlap_and_come_in_order(tagger: TimeTagger) -> None:
    text = "On Monday, March 4, at 5 p.m., after the vote of 2 March, and late last year, they met for three hours since 2019."
    found = tagger.tag(text, PUBLISHED)
    assert len(found) >= 5
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"name": "x", "match": "nonesuch", "as": "day"}, "no word class nonesuch"),
        ({"name": "x", "match": "('a'", "as": "day"}, "not closed"),
        ({"name": "x", "match": "'a'", "as": "nonesuch"}, "no meaning"),
        ({"name": "x"}, "needs name, match and as"),
    ],
)
def test_malformed_rule_is_named(rule: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        build({"user/mine": {"rules": [rule]}})
