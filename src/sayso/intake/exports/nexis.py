"""Nexis Uni, Lexis+ and Nexis Advance: DOCX or RTF, full documents, in one file or one file each.

An article is its headline, the publication, the date, a copyright line, `Key: value` lines, the line "Body", the text, notes, and the line
"End of Document". A file of several opens with a cover that says how many there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sayso.intake import dates
from sayso.intake.exports.parts import Part, filled, folded, has_letters, key_of, missing, name_of, paragraphs, unknown, words

_COUNT = re.compile(r"documents?\s*\((\d{1,6})\)$")
_SIGNS = ("load-date", "length", "section", "copyright")
_HEADER = 25
"""An article's header has fewer lines."""
_LONGEST = 400


def is_export(lines: list[str]) -> bool:
    """Whether the lines are such an export: the closing line of a document, and a header line of one."""
    ends = any(folded(line) in words("nexis")["end"] for line in lines)
    return ends and any(key_of(line, _SIGNS) or folded(line).startswith("copyright") for line in lines)


def parts(lines: list[str]) -> Iterator[Part]:
    """The articles, each from behind the last one's end to its own."""
    found, announced = 0, None
    piece: list[str] = []
    for line in lines:
        if folded(line) not in words("nexis")["end"]:
            piece.append(line)
            announced = announced or _announced(line)
            continue
        found += 1
        yield _article(filled(piece))
        piece = []
    rest = filled(piece)
    if has_letters(rest):  # the last article lacks its end: the file is cut off, or this is a note of the user's
        found += 1
        yield unknown("Nexis", rest)
    if announced and announced > found:
        yield missing("Nexis", announced, found)


def _announced(line: str) -> int | None:
    match = _COUNT.match(folded(line))
    return int(match[1]) if match else None


def _article(lines: list[str]) -> Part:
    """The fields of one article."""
    body = next((index for index, line in enumerate(lines) if folded(line) in words("nexis")["body"]), None)
    dated = _date_line(lines, body)
    if dated is None and body is None:
        return unknown("Nexis", lines)
    first = dated if dated is not None else _copyright_line(lines, body or 0)
    title = first - 2 if dated is not None else max(first - 3, 0)
    values: dict[str, str] = {"title": lines[title] if title >= 0 else lines[0]}
    if dated is not None:
        values["published"] = lines[dated]
    if first >= 1 and title + 1 < first:
        values["outlet"] = lines[title + 1]
    elif dated == 1:
        values = {"published": lines[1], "title": lines[0]}
    start = body + 1 if body is not None else _behind_header(lines, first)
    for line in lines[first:start]:
        pair = key_of(line, words("nexis")["keys"])
        if pair and words("nexis")["keys"][pair[0]] != "note":
            values.setdefault(words("nexis")["keys"][pair[0]], pair[1])
    values["byline"] = name_of(values.get("byline", ""))
    values["text"] = paragraphs(lines[start : _trailer(lines, start)])
    return values


def _date_line(lines: list[str], body: int | None) -> int | None:
    """The line of the date of publication: the first line before the body that is a date and nothing else."""
    cover = words("nexis")["cover"]
    for index, line in enumerate(lines[: body if body is not None else len(lines)]):
        if index and len(line) <= 120 and not key_of(line, cover) and dates.read_stamp(line).value:
            return index
    return None


def _copyright_line(lines: list[str], body: int) -> int:
    """Where the header ends that has no whole date: the copyright line, or a line with a known key."""
    keys: Mapping[str, str] = words("nexis")["keys"]
    for index, line in enumerate(lines[:body]):
        if folded(line).startswith("copyright") or (key_of(line, keys) and index > 1):
            return index
    return body


def _behind_header(lines: list[str], first: int) -> int:
    """Where the text begins in an article that has no line "Body": behind the last header line."""
    keys = words("nexis")["keys"]
    last = first
    for index, line in enumerate(lines[first : first + _HEADER], start=first):
        if (key_of(line, keys) or folded(line).startswith(("copyright", "all rights reserved"))) and len(line) <= _LONGEST:
            last = index
    return last + 1


def _trailer(lines: list[str], start: int) -> int:
    """Where the notes behind the text begin: the first of the last lines that each such heading has."""
    after = words("nexis")["after"]
    last: dict[str, int] = {}
    for index in range(start, len(lines)):
        pair = key_of(lines[index], after)
        if pair or folded(lines[index]) in after:
            last[pair[0] if pair else folded(lines[index])] = index
    return min(last.values(), default=len(lines))
