"""ProQuest: exports as text, RTF or DOCX, full text with citation and indexing.

Articles stand between lines of underscores. Each has `Key: value` lines; the text stands under "Full text:" and ends where the citation
begins. The file opens with a report on the search and closes with a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.intake.exports.parts import Part, filled, folded, has_letters, key_of, missing, paragraphs, unknown, words
from sayso.intake.quarantine import UnreadableError

_RULE = re.compile(r"\s*(?:_{30,}|\*{30,})\s*$")
_NUMBER = re.compile(r"document (\d{1,6}) of (\d{1,6})$")
_ID = ("proquest document id",)
_LAST = ("database",)
_RUN = 3
"""So many lines with keys one after another begin the citation; a single one may be a line of the text."""


def is_export(lines: list[str]) -> bool:
    """Whether the lines are such an export: a ProQuest number, and rules between articles or the key of a text."""
    numbered = any(key_of(line, _ID) for line in lines)
    return numbered and any(_RULE.match(line) or key_of(line, words("proquest")["text"]) for line in lines)


def parts(lines: list[str]) -> Iterator[Part]:
    """The articles, each between two rules (older files: behind its line "Document 2 of 5")."""
    found, announced = 0, 0
    for piece in _pieces(lines):
        rest = filled(piece)
        number = _NUMBER.match(folded(rest[0])) if rest else None
        if number:
            announced, rest = int(number[2]), rest[1:]
        article = any(key_of(line, _ID) for line in rest)
        if not has_letters(rest) or (not article and folded(rest[0]).startswith(tuple(words("proquest")["cover"]))):
            continue
        found += 1
        yield _article(rest)
    if announced > found:
        yield missing("ProQuest", announced, found)


def _pieces(lines: list[str]) -> Iterator[list[str]]:
    piece: list[str] = []
    closed = False  # whether the citation came to its last line: what follows is another article, rule or none (RTF and DOCX draw it)
    for line in lines:
        if _RULE.match(line):
            yield piece
            piece, closed = [], False
            continue
        if line.strip() and closed and not key_of(line, words("proquest")["keys"]):
            yield piece
            piece, closed = [], False
        closed = closed or bool(key_of(line, _LAST))
        piece.append(line)
    yield piece


def _article(lines: list[str]) -> Part:
    """The fields of one article."""
    keys = words("proquest")["keys"]
    if not any(key_of(line, _ID) for line in lines):
        return unknown("ProQuest", lines)
    start = next((index for index, line in enumerate(lines) if (pair := key_of(line, keys)) and keys[pair[0]] == "text"), None)
    if start is None:
        return UnreadableError("no-text", "the ProQuest record has a citation and no text; export with full text, where the licence allows")
    end = _citation(lines, start + 1)
    values: dict[str, str] = {}
    for line in lines[:start] + lines[end:]:
        pair = key_of(line, keys)
        if pair and keys[pair[0]] not in {"note", "text"} and pair[1]:
            values.setdefault(keys[pair[0]], pair[1])
    first = key_of(lines[start], keys)
    values["text"] = paragraphs([first[1] if first else "", *lines[start + 1 : end]])
    first_key = next(index for index, line in enumerate(lines) if key_of(line, keys))
    if "title" not in values and first_key:  # the headline stands over the first key, whatever stands over it
        values["title"] = lines[first_key - 1]
    return values


def _citation(lines: list[str], start: int) -> int:
    """Where the citation begins: at the first of several lines with keys."""
    keys = words("proquest")["keys"]
    keyed = [bool(key_of(line, keys)) for line in lines]
    for index in range(start, len(lines)):
        if keyed[index] and all(keyed[index : index + _RUN]):
            return index
    return len(lines)
