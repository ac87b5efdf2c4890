from __future__ import annotations

import time
from itertools import pairwise

import pytest

from sayso.attribution.quotes import QuotationKind, find_quotations


def found(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “we will stay here.” Then she left.", ["“we will stay here.”"]),
        ('"We will stay," she said. "All of us."', ['"We will stay,"', '"All of us."']),
        ("''We will stay,'' she said.", ["''We will stay,''"]),
        ("”We will stay,” she said.", ["”We will stay,”"]),
        ("He told them: 'We will stay here.' Nobody answered.", ["'We will stay here.'"]),
        ("The workers' rights and the miners' pay rose in the '90s.", []),
        ("It's Mira's bag.", []),
        ("“He said ‘never’ to me,” she said.", ["“He said ‘never’ to me,”"]),
    ],
)
def test_styles_of_marks(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“We will stay.\nThe minister left."
    (quotation,) = find_quotations(text)
    assert text[quotation.start : quotation.end] == "“We will stay."
    assert not quotation.closed


def test_paragraph_taken_up_again_continues() -> None:
    text = "“We will stay.\n\n“We will not go,” she said."
    first, second = find_quotations(text)
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_lost_opening_mark() -> None:
    text = 'We will stay here for good," she said.'
    (quotation,) = find_quotations(text)
    assert (quotation.start, quotation.opened) == (0, False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will stay here,” she said.", QuotationKind.UTTERANCE),
        ("They spoke of a “clear mistake” there.", QuotationKind.FRAGMENT),
        ("Then Jona “Shorty” Brelk came in.", QuotationKind.TERM),
        ("She read from “The Long Winter Road” aloud.", QuotationKind.TERM),
    ],
)
def test_kinds(text: str, kind: QuotationKind) -> None:
    (quotation,) = find_quotations(text)
    assert quotation.kind is kind


@pytest.mark.parametrize("text", ['"' * 40_001, "“" * 40_000, "'x " * 40_000, "“a.\n" * 20_000, "“one two.” " * 20_000])
def test_time_is_linear(text: str) -> None:
    began = time.process_time()
    quotations = find_quotations(text)
    assert time.process_time() - began < 3
    assert all(one.end <= two.start for one, two in pairwise(quotations))
