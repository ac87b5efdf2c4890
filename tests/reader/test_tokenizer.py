from __future__ import annotations

import time

import pytest
import spacy

from sayso.reader import ReaderTokenizer

tokenize = ReaderTokenizer(spacy.blank("en").vocab)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They don't, can't and cannot.", ["They", "do", "n't", ",", "ca", "n't", "and", "can", "not", "."]),
        ("a US-led coalition", ["a", "US", "-", "led", "coalition"]),
        ("the co-founder of a non-aligned group", ["the", "co-founder", "of", "a", "non-aligned", "group"]),
        ("Gen. Noor met Sen. Hale on Jan. 5.", ["Gen.", "Noor", "met", "Sen.", "Hale", "on", "Jan.", "5", "."]),
        ("in the U.S. on 08/16/2000", ["in", "the", "U.S.", "on", "08/16/2000"]),
        ("Wait -- what?!", ["Wait", "--", "what", "?!"]),
        ("“We will win,” she said.", ["“", "We", "will", "win", ",", "”", "she", "said", "."]),
        ("an Israel–Gaza truce", ["an", "Israel", "–", "Gaza", "truce"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    doc = tokenize(text)
    assert [token.text for token in doc if not token.is_space] == words
    assert doc.text == text


@pytest.mark.parametrize(
    "text", ["(" * 20_000, "$" * 5_000, "a" * 10_000, "x" + "[(" * 4_000 + " end", ("?! " * 50 + "=" * 900) * 5, " \n\n  a  b\n"]
)
def test_runs_are_read_in_bounded_time_and_nothing_is_lost(text: str) -> None:
    began = time.perf_counter()
    doc = tokenize(text)
    assert doc.text == text
    assert time.perf_counter() - began < 20
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
