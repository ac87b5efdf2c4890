"""The whole list of forms over invented sentences, as if published on Wednesday, 16 October 2024."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from sayso.when.tagger import TimeTagger

LEXICON = Path(__file__).parents[2] / "lexicon" / "when"
PUBLISHED = date(2024, 10, 16)


@pytest.fixture(scope="module")
def tagger() -> TimeTagger:
    return TimeTagger({path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in LEXICON.glob("*.yaml")})


def found(tagger: TimeTagger, text: str) -> list[str]:
    return [f"{each.span.of(text)} = {each.type} {each.value}" for each in tagger.tag(text, PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # clock times and parts of day
        ("Shells fell at 4:30 a.m. local time on Tuesday.", ["4:30 a.m. local time on Tuesday = TIME 2024-10-15T04:30"]),
        ("A drone fell at 0315 GMT on Monday.", ["0315 GMT on Monday = TIME 2024-10-14T03:15Z"]),
        ("It sank on Tuesday, 15 October 2024, at 09:00 UTC.", ["Tuesday, 15 October 2024, at 09:00 UTC = TIME 2024-10-15T09:00Z"]),
        ("At 21:40 on Friday evening it blew up.", ["21:40 on Friday evening = TIME 2024-10-11T21:40"]),
        ("He leaves at 4 in the morning.", ["4 in the morning = TIME 2024-10-16T04:00"]),
        ("Blasts were heard late on Sunday night.", ["late on Sunday night = TIME 2024-10-13TNI"]),
        ("It began at dawn on Saturday.", ["dawn on Saturday = TIME 2024-10-12TMO"]),
        (
            "It fell on 3 May 2001. The evening before, guards fled.",
            ["3 May 2001 = DATE 2001-05-03", "The evening before = TIME 2001-05-02TEV"],
        ),
        # days, lists and ranges of days
        ("They meet again on the 21st.", ["the 21st = DATE 2024-10-21"]),
        ("He lives on the 21st floor.", []),
        ("Raids on Sept. 28, 29 and 30 killed 12.", ["Sept. 28 = DATE 2024-09-28", "29 = DATE 2024-09-29", "30 = DATE 2024-09-30"]),
        ("On Oct. 5, 12 people drowned.", ["Oct. 5 = DATE 2024-10-05"]),
        ("From 5, 6 and 7 October it rained.", ["5, 6 and 7 October = DATE 2024-10-05/2024-10-07"]),
        ("It covers 1 January to 30 June 2024.", ["1 January = DATE 2024-01-01", "30 June 2024 = DATE 2024-06-30"]),
        ("Shut from 20 December to 3 January 2024.", ["20 December = DATE 2023-12-20", "3 January 2024 = DATE 2024-01-03"]),
        ("From January to March 2023 it was shut.", ["January = DATE 2023-01", "March 2023 = DATE 2023-03"]),
        ("From November to February 2023 it snowed.", ["November = DATE 2022-11", "February 2023 = DATE 2023-02"]),
        ("Dated 30.09.2024 and 2024/09/29.", ["30.09.2024 = DATE 2024-09-30", "2024/09/29 = DATE 2024-09-29"]),
        # weekdays
        ("The talks resume next Thursday.", ["next Thursday = DATE 2024-10-24"]),
        ("The talks resume next Monday.", ["next Monday = DATE 2024-10-21"]),
        ("It passed on Tuesday last week.", ["Tuesday last week = DATE 2024-10-08"]),
        ("It resumes on Monday next week.", ["Monday next week = DATE 2024-10-21"]),
        ("Black Monday shook the banks, wrote the Sunday Herald.", []),
        ("They march every other Saturday.", ["every other Saturday = SET XXXX-WXX-6"]),
        # weeks, months, quarters, years and longer
        ("In the last week of March 2009 it rained.", ["the last week of March 2009 = DATE 2009-W13"]),
        ("Exports fell in H1 2024 and in Q3.", ["H1 2024 = DATE 2024-H1", "Q3 = DATE 2024-Q3"]),
        ("It was lost at the turn of the century.", ["the turn of the century = DATE 20"]),
        ("In the past decade 40 died.", ["the past decade = DURATION P10Y"]),
        ("He fled in August 2016. The following month he died.", ["August 2016 = DATE 2016-08", "The following month = DATE 2016-09"]),
        # lengths
        ("The curfew will last 48 hours.", ["48 hours = DURATION PT48H"]),
        ("They marched for a third consecutive day.", ["a third consecutive day = DURATION P1D"]),
        ("They waited for a while.", ["a while = DURATION PXX"]),
        # feasts
        ("They fasted through Ramadan this year.", ["Ramadan this year = DATE 2024-03-11/2024-04-09"]),
        ("They met on Eid al-Adha.", ["Eid al-Adha = DATE 2024-06-16"]),
        ("They mourned on Ashura 2023.", ["Ashura 2023 = DATE 2023-07-28"]),
        ("Families marked Nowruz last year.", ["Nowruz last year = DATE 2023-03-21"]),
        ("A truce held over Orthodox Easter 2023.", ["Orthodox Easter 2023 = DATE 2023-04-16"]),
        ("On Independence Day the square was empty.", ["Independence Day = DATE None"]),
        # the Islamic and the Persian calendar
        ("On 7 Muharram 1446 they marched.", ["7 Muharram 1446 = DATE 2024-07-13"]),
        ("The decree of 12 Rabi al-Awwal 1445 AH.", ["12 Rabi al-Awwal 1445 AH = DATE 2023-09-27"]),
        ("The uprising of 15 Khordad 1342.", ["15 Khordad 1342 = DATE 1963-06-05"]),
        ("They rallied on 22 Bahman.", ["22 Bahman = DATE 2025-02-10"]),
        # what is no time
        ("He won 2019 votes; 1945 fighters fled; he previously ruled.", []),
        ("The 2,024 men of Second Lieutenant Owusu may march.", []),
    ],
)
def test_forms(tagger: TimeTagger, text: str, expected: list[str]) -> None:
    assert found(tagger, text) == expected


def test_a_day_that_goes_by_the_moon_may_be_off_by_one(tagger: TimeTagger) -> None:
    (feast,) = tagger.tag("They met on Eid al-Fitr this year.", PUBLISHED)
    assert (feast.mod, feast.start, feast.end) == ("APPROX", "2024-04-09", "2024-04-11")
    assert (feast.precision, feast.ucdp_precision) == (2, 2)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("It fell on Monday.", (1, 1)),
        ("It fell last weekend.", (2, 2)),
        ("It fell last week.", (2, 3)),
        ("It fell last month.", (3, 4)),
        ("It fell last year.", (4, 5)),
        ("It fell recently.", (None, None)),
    ],
)
def test_precision_of_acled_and_of_ucdp(tagger: TimeTagger, text: str, codes: tuple[int | None, int | None]) -> None:
    (each,) = tagger.tag(text, PUBLISHED)
    assert (each.precision, each.ucdp_precision) == codes


@pytest.mark.parametrize(
    ("text", "country", "values"),
    [
        ("On 05/06/2024 they met.", None, [None]),
        ("On 05/06/2024 they met.", "USA", ["2024-05-06"]),
        ("On 05/06/2024 they met.", "GBR", ["2024-06-05"]),
        ("On 05/06/2024 they met.", "CAN", [None]),
        ("On 05/06/2024 and on 25/06/2024 they met.", "USA", ["2024-06-05", "2024-06-25"]),
        ("On 05/06/2024 and on 06/25/2024 they met.", None, ["2024-05-06", "2024-06-25"]),
        ("On 05/06/2024, 13/01/2024 and 01/13/2024 they met.", "USA", [None, "2024-01-13", "2024-01-13"]),
        ("On 07/07/2024 they met.", None, ["2024-07-07"]),
    ],
)
def test_order_of_day_and_month_is_the_documents(tagger: TimeTagger, text: str, country: str | None, values: list[str | None]) -> None:
    assert [each.value for each in tagger.tag(text, PUBLISHED, country=country)] == values


@pytest.mark.parametrize(
    ("text", "type_", "value", "offset"),
    [
        ("Two days after the attack they fled.", "DURATION", "P2D", "+P2D"),
        ("Weeks before the vote they fled.", "DURATION", "PXW", "-PXW"),
        ("Some 18 months into the war they fled.", "DURATION", "P18M", "+P18M"),
        ("The day after the attack they fled.", "DATE", None, "+P1D"),
        ("On the eve of the vote they fled.", "DATE", None, "-P1D"),
        ("Hours later they fled.", "DURATION", "PTXH", "+PTXH"),
        ("A week earlier they had fled.", "DURATION", "P1W", "-P1W"),
        ("The following day they fled.", "DATE", None, "+P1D"),
        ("The night before they had fled.", "TIME", None, "-P1D"),
    ],
)
def test_lengths_from_an_event_stay_symbolic(tagger: TimeTagger, text: str, type_: str, value: str | None, offset: str) -> None:
    (each,) = tagger.tag(text, PUBLISHED)
    assert (each.type, each.value, each.anchor, each.offset, each.start) == (type_, value, "event", offset, None)


@pytest.mark.parametrize(
    ("text", "value", "anchor", "offset"),
    [
        ("They struck on 2 May 2001. The following day they left.", "2001-05-03", "2 May 2001", "+P1D"),
        ("They struck on 2 May 2001. A week later they left.", "2001-05-09", "2 May 2001", "+P1W"),
        ("They struck on 2 May 2001. The night before, they had met.", "2001-05-01TNI", "2 May 2001", "-P1D"),
        ("They struck in May 2001. The previous month they had met.", "2001-04", "May 2001", None),
    ],
)
def test_expression_counted_from_another_names_both(tagger: TimeTagger, text: str, value: str, anchor: str, offset: str | None) -> None:
    last = tagger.tag(text, PUBLISHED)[-1]
    assert (last.value, last.anchor, last.offset) == (value, "previous", offset)
    assert last.anchor_span is not None
    assert last.anchor_span.of(text) == anchor
