"""Records as CSV that a spreadsheet opens safely: a text cell can never start a formula, numbers stay numbers.

A cell of text that begins with one of the characters by which spreadsheets know a formula gets an apostrophe in front, as the
OWASP page on CSV injection advises. Cells that hold numbers are never touched, so -33.87 stays a latitude.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of a formula, the full-width ones included."""


def cell(value: Any) -> str | int | float:
    """One value as a cell: lists and objects as JSON, null as an empty cell, formulas made harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, Mapping | list | tuple):
        return _harmless(json.dumps(value, ensure_ascii=False, default=str))
    return _harmless(str(value))


def _harmless(text: str) -> str:
    # Spreadsheets strip blanks in front before they look for a formula.
    return "'" + text if text.startswith(FORMULA) or text.lstrip(" \u00a0").startswith(FORMULA) else text


def lines(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """The header and one line per record, each with its line end (CRLF, RFC 4180); a missing key is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    yield _taken(buffer)
    for record in records:
        writer.writerow([cell(record.get(column)) for column in columns])
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    """What was written since the last call."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
