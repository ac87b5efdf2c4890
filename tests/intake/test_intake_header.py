from __future__ import annotations

import pytest

from sayso.intake.header import read_header

BODY = "Officials in Toliara said on Friday that the talks would go on, although neither side has named its delegates."


@pytest.mark.parametrize(
    ("above", "headline", "byline", "published"),
    [
        ("", None, None, None),
        ("Talks to go on in Toliara\n\n", "Talks to go on in Toliara", None, None),
        ("Talks to go on in Toliara\n", "Talks to go on in Toliara", None, None),
        ("Talks to go on\nBy Ana Example\n21 March 2024\n\n", "Talks to go on", "Ana Example", "2024-03-21"),
        (
            " date 2024-03-21 Talks to Go On: Front\nBy The Invented Post\n21 Mar 2024 23:58\n",
            "Talks to Go On: Front",
            "The Invented Post",
            "2024-03-21",
        ),
        ("Title: Talks to go on\nDate: 21/03/2024\nAuthor: Ana Example\nNote: invented\n\n", "Talks to go on", "Ana Example", "2024-03-21"),
        ("Talks to go on\nBy ANA EXAMPLE\nPost Staff Reporter\nana@post.example\n", "Talks to go on", "ANA EXAMPLE", None),
        ("Talks to go on\nANA EXAMPLE\nana@post.example\n", "Talks to go on", "ANA EXAMPLE", None),
        ("Talks to go on\nPublished 21 March 2024\nUpdated 23 March 2024\n", "Talks to go on", None, "2024-03-21"),
        ("Talks to go on\nBy Ana Example and Omar Sample in Erbil\n\n", "Talks to go on", "Ana Example and Omar Sample in Erbil", None),
    ],
)
def test_header_forms(above: str, headline: str | None, byline: str | None, published: str | None) -> None:
    text = above + BODY
    header = read_header(text)
    assert (header.headline, header.byline, header.published(None)[0].value) == (headline, byline, published)
    assert text[header.body :].strip() == BODY


@pytest.mark.parametrize(
    "text",
    [
        "By Friday the army had retaken the town.\nIts spokesman said so.",
        "The army said on Monday that it had\nretaken the town near the river\nand lost nobody.",
        "NAIROBI, Kenya (XX) _\n\nThe talks began on Friday.",
        "A single line without a full stop",
        "The minister resigned.\n\nHe gave no reason for it, and none was asked.",
    ],
)
def test_prose_is_all_body(text: str) -> None:
    header = read_header(text)
    assert header.headline is None
    assert text[header.body :] == text


def test_more_header_lines_than_expected_lose_no_text() -> None:
    text = "".join(f"Note: line {number}\n" for number in range(40)) + BODY
    assert BODY in text[read_header(text).body :]


def test_a_date_that_opens_a_paragraph_is_cut_off() -> None:
    text = "Tue 05 Jul 2016 Bomb kills four in the north. The attack was claimed by nobody."
    header = read_header(text)
    assert header.published(None)[0].value == "2016-07-05"
    assert text[header.body :].startswith("Bomb kills four")


def test_dateline_with_a_whole_date_counts_where_no_header_date_stands() -> None:
    header = read_header("Talks resume\n\nTOLIARA, March 21, 2024 (XX) — The talks resumed on Thursday, officials said.")
    stamp, basis = header.published(None)
    assert (stamp.value, basis) == ("2024-03-21", "dateline")


@pytest.mark.parametrize("opening", ["Ana Example (8 May 1950 – 3 June 2001) was a pilot.", "TOLIARA, March 21 (XX) — The talks resumed."])
def test_life_dates_and_days_without_a_year_are_no_date_of_publication(opening: str) -> None:
    assert read_header(opening).published(None)[0].value is None


@pytest.mark.parametrize(
    "line",
    [
        "The talks ended today. The delegates left for Toliara on the night train, see the whole story",
        "The talks ended today, officials said,",
    ],
)
def test_a_line_of_sentences_is_no_headline(line: str) -> None:
    assert read_header(f"{line}\n\n{BODY}").headline is None


def test_an_unreadable_date_line_leaves_the_reason() -> None:
    stamp, basis = read_header("Date: 04/05/2024\nTitle: Talks resume\n\nThe talks resumed.").published(None)
    assert stamp.value is None
    assert basis == "ambiguous-day-month"


def test_lines_with_colons_in_the_body_stay() -> None:
    text = "Talks resume\n\nThe ministry listed: roads, water.\nSource: it was not named by anyone."
    header = read_header(text)
    assert text[header.body :].startswith("The ministry listed")
    assert header.outlet is None


def test_time_is_linear_in_odd_headers() -> None:
    text = "Key: " * 50_000 + "\n" * 50_000 + "By " * 50_000
    assert read_header(text).body <= len(text)
