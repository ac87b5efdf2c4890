from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import UnreadableError, clean
from sayso.intake.clean import decode, is_binary
from sayso.records import Span


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        ("plain text\nsecond line\t.", "plain text\nsecond line\t."),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0bb\x0cc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("N\x00U\x00L\x1f.", "NUL."),
        ("del\x7f and \x81 unassigned", "del and  unassigned"),
        ("\x93Stop,\x94 he said \x96 twice\x85", "“Stop,” he said – twice…"),
        ("half \ud83d here, whole \ud83d\ude00 there", "half \ufffd here, whole 😀 there"),
        (
            "kept: \u202eright to left\u202c, zero\u200bwidth, soft\u00adhyphen",
            "kept: \u202eright to left\u202c, zero\u200bwidth, soft\u00adhyphen",
        ),
    ],
)
def test_clean_fixes_controls_newlines_and_surrogates(given_text: str, text: str) -> None:
    assert clean(given_text).text == text


def test_counts_what_was_removed_and_replaced() -> None:
    cleaned = clean("a\x00\x00b\ud800c\r\n")
    assert (cleaned.removed, cleaned.replaced) == (3, 1)


@pytest.mark.parametrize(
    ("given_text", "words"),
    [
        ("\x00\x00Army said.\r\nRebels denied.", "Rebels"),
        ("\r\n\r\nRebels\r\n", "Rebels"),
        ("x \ud83d\ude00 Rebels", "Rebels"),
        ("\x93Rebels\x94", "Rebels"),
    ],
)
def test_offsets_map_back_to_the_text_as_given(given_text: str, words: str) -> None:
    cleaned = clean(given_text)
    start = cleaned.text.index(words)
    back = cleaned.given_span(Span(start, start + len(words)))
    assert given_text[back.start : back.end] == words


def test_span_over_removed_characters_takes_them_in_but_not_those_at_its_edges() -> None:
    cleaned = clean("\x00ab\x00cd\x00")
    assert cleaned.given_span(Span(0, 4)) == Span(1, 6)
    assert cleaned.given_span(Span(1, 1)) == Span(2, 2)


def test_span_of_a_joined_character_covers_both_halves() -> None:
    assert clean("a\r\nb").given_span(Span(1, 2)) == Span(1, 3)
    assert clean("a\ud83d\ude00b").given_span(Span(1, 2)) == Span(1, 3)


_ODD = st.text(st.sampled_from([*"ab \n\r\t\x00\x1f\x85\x91\u2028\u200b\ufffd😀", "\ud83d", "\ude00"]), max_size=40)


@settings(max_examples=80, deadline=None)
@given(_ODD)
def test_cleaning_is_idempotent_and_every_kept_character_maps_to_itself(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned.text).text == cleaned.text
    assert cleaned.given(len(cleaned.text)) <= len(text)
    for offset, character in enumerate(cleaned.text):
        if character in "ab \t\u200b":
            assert text[cleaned.given(offset)] == character
    ends = [cleaned.given_span(Span(offset, offset + 1)) for offset in range(len(cleaned.text))]
    assert all(before.end <= after.start for before, after in pairwise(ends))


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        (b"caf\xc3\xa9", None, "café"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", None, "café"),
        ("café".encode("utf-16"), None, "café"),
        (b"caf\xe9", "iso-8859-1", "café"),
        (b"caf\xc3\xa9", "iso-8859-1", "café"),
        (b"x" * 200 + b"\xe9", None, "x" * 200 + "\ufffd"),
        (b"x" * 200 + b"\xe9", "no-such-encoding", "x" * 200 + "\ufffd"),
        ("\ufffd is in the input".encode(), None, "\ufffd is in the input"),
    ],
)
def test_decode(raw: bytes, declared: str | None, text: str) -> None:
    assert decode(raw, declared) == text


def test_decode_refuses_too_many_broken_bytes() -> None:
    with pytest.raises(UnreadableError, match="bad-encoding") as caught:
        decode(b"caf\xe9 " * 30)
    assert "UTF-8" in caught.value.detail


@pytest.mark.parametrize(
    ("raw", "binary"),
    [
        (b"%PDF-1.7 text", True),
        (b"PK\x03\x04", True),
        (bytes(range(256)), True),
        (b"text with one \x00 in many words, " * 3, False),
        ("مرحبا".encode("utf-16"), False),
    ],
)
def test_is_binary(raw: bytes, binary: bool) -> None:
    assert is_binary(raw) is binary
