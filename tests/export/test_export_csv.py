from __future__ import annotations

import csv
import io

import pytest

from sayso.export.csv import cell, lines


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+49 30", "'+49 30"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        (-33.87, -33.87),
        (-1, -1),
        (None, ""),
        (True, "true"),
        (["=1"], '["=1"]'),
        ("", ""),
    ],
)
def test_a_text_cell_never_starts_a_formula_and_numbers_stay_numbers(value: object, expected: object) -> None:
    assert cell(value) == expected


def test_lines_read_back_with_the_standard_reader() -> None:
    records = [{"words": 'a "quoted"\nline, and more', "number": -2.5}, {"number": 3}]
    text = "".join(lines(records, ["words", "number"]))
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["words", "number"], ['a "quoted"\nline, and more', "-2.5"], ["", "3"]]
