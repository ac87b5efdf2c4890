"""Numbers read word by word: hedges, ranges, words for numbers, vague ones."""

from __future__ import annotations

import pytest
import spacy
from event_docs import VOCAB
from spacy.tokens import Doc

from sayso import data
from sayso.events.quantities import Quantities

READER = Quantities(data.lexicon("events")["toll"])


def read(text: str) -> list[tuple[str, int, int | None]]:
    doc = Doc(VOCAB, words=text.split(), sent_starts=[True, *[False] * (len(text.split()) - 1)])
    return [(doc[found.first : found.last + 1].text, found.low, found.high) for found in READER.of(doc[:])]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 12 sailors", 12, None),
        ("more than 30 sailors", 31, None),
        ("more than 10 million sailors", 10_000_000, None),
        ("over 1,200 sailors", 1200, None),
        ("over 1,250 sailors", 1251, None),
        ("up to 60 sailors", 0, 60),
        ("fewer than ten sailors", 0, 9),
        ("not fewer than 22 sailors", 22, None),
        ("no more than 5 sailors", 0, 5),
        ("nearly 300 sailors", 270, 330),
        ("between 20 and 30 sailors", 20, 30),
        ("six to eight sailors", 6, 8),
        ("12-15 sailors", 12, 15),
        ("at least three and possibly five sailors", 3, 5),
        ("forty - one sailors", 41, 41),
        ("one hundred and twenty sailors", 120, 120),
        ("fifteen thousand sailors", 15000, 15000),
        ("1,200 sailors", 1200, 1200),
        ("a dozen sailors", 12, 12),
        ("two dozen sailors", 24, 24),
        ("half a dozen sailors", 6, 6),
        ("half a million sailors", 500000, 500000),
        ("dozens of sailors", 24, None),
        ("several hundred sailors", 300, None),
        ("tens of thousands of sailors", 20000, None),
        ("both sailors", 2, 2),
        ("thirty or more sailors", 30, None),
        ("another 30 sailors", 30, 30),
        ("1.2 million sailors", 1200000, 1200000),
        ("120 - plus sailors", 120, None),
    ],
)
def test_a_number_and_its_bounds(text: str, low: int, high: int | None) -> None:
    ((_, *bounds),) = read(text)
    assert tuple(bounds) == (low, high)


def test_ages_are_no_numbers_of_people() -> None:
    assert read("two brothers , aged 19 and 23 , fled") == [("two", 2, 2)]


def test_numbers_beside_each_other_stay_apart() -> None:
    assert read("killed 11 monks , two guards and a cook") == [("11", 11, 11), ("two", 2, 2)]


def test_a_number_is_found_from_any_of_its_words() -> None:
    doc = Doc(spacy.blank("en").vocab, words=["They", "freed", "at", "least", "two", "hundred", "boys"], sent_starts=[True, *[False] * 6])
    found = READER.covering(doc[5])
    assert found is not None
    assert doc[found.first : found.last + 1].text == "at least two hundred"
    assert READER.covering(doc[6]) is None
