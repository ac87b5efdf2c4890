"""Factiva: RTF or saved HTML, "Article Format", with or without indexing, and the text of either.

With indexing, each field stands under its code (HD, BY, WC, PD, SN, LP, TD, …). Without, the lines follow one another: headline, byline,
the number of words, the date, the source. Either way an article ends with "Document" and its accession number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.intake import dates
from sayso.intake.exports import factiva_html
from sayso.intake.exports.parts import Part, filled, folded, has_letters, name_of, paragraphs, unknown, words
from sayso.intake.limits import DEFAULT, Limits

_END = re.compile(r"(?:AN\s+)?Document\s+[A-Za-z][A-Za-z0-9]{3,12}\d{6,10}[a-z0-9]{4,14}\s*$")
_CODE = re.compile(r"\s*([A-Z]{2,3})(?:\t|\s{2,}|\s*$)(.*)$", re.DOTALL)
_WORDS = re.compile(r"\d{1,3}(?:[,.]?\d{3})*\s+(\w+)$")
_HEADER = 14


def is_export(lines: list[str]) -> bool:
    """Whether the lines are such an export: a closing line with an accession number, and a number of words or field codes."""
    ends = any(_END.match(line) for line in lines)
    return ends and any(_is_count(line) or _code(line) in {"HD", "WC"} for line in lines)


def parts(lines: list[str]) -> Iterator[Part]:
    """The articles, each up to the line with its accession number."""
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if _END.match(line):
            yield _article(piece[:-1])
            piece = []
    rest = filled(piece)
    if has_letters(rest) and not any(folded(rest[0]).startswith(closing) for closing in words("factiva")["closing"]):
        yield unknown("Factiva", rest)


def html_parts(markup: str, limits: Limits = DEFAULT) -> Iterator[Part]:
    """The articles of a saved page.

    Raises:
        UnreadableError: as `factiva_html.articles`.
    """
    for lines in factiva_html.articles(markup, limits):
        end = next((index for index, line in enumerate(lines) if _END.match(line)), len(lines))
        yield _article(lines[:end])


def _article(lines: list[str]) -> Part:
    found = filled(lines)
    if any(_code(line) == "HD" for line in lines):
        return _indexed(lines)
    return _plain(found)


def _indexed(lines: list[str]) -> Part:
    """The fields of an article whose parts stand under codes."""
    codes = words("factiva")["codes"]
    held: dict[str, list[str]] = {}
    field = "note"
    for line in lines:
        match = _CODE.match(line)
        if match and match[1] in codes:
            field = codes[match[1]]
            line = match[2]
        held.setdefault(field, []).append(line)
    values = {name: " ".join(filled(said)) for name, said in held.items() if name not in {"note", "text", "end"}}
    values["byline"] = name_of(values.get("byline", ""))
    values["text"] = paragraphs(held.get("text", []))
    return values if values["text"] or "title" in values else unknown("Factiva", lines)


def _plain(lines: list[str]) -> Part:
    """The fields of an article whose header lines follow one another; the line with the number of words tells where it is."""
    count = next((index for index, line in enumerate(lines[:_HEADER]) if _is_count(line)), None)
    if not count:
        return unknown("Factiva", lines)
    values = {"title": _headline(lines[:count]), "byline": name_of(_byline_line(lines[:count]))}
    header = range(count + 1, min(count + _HEADER, len(lines)))
    dated = next((index for index in header if dates.read_stamp(lines[index]).value), None)
    if dated is not None:
        values["published"] = lines[dated]
        values["outlet"] = _source(lines, dated)
    values["text"] = paragraphs(lines[_header_end(lines, header, dated or count) + 1 :])
    return values


def _header_end(lines: list[str], header: range, known: int) -> int:
    """The last line of the header: the copyright line, else that of the language, else the source's; what is unclear stays text."""
    rights = tuple(words("factiva")["copyright"])
    for index in header:
        if folded(lines[index]).startswith(rights):
            return index
    for index in header:
        if folded(lines[index]) in words("factiva")["languages"]:
            return index
    return known + 1


def _source(lines: list[str], dated: int) -> str:
    """The name of the source: the line behind the date and the time."""
    following = lines[dated + 1 : dated + 3]
    return next((line for line in following if any(character.isalpha() for character in re.sub(r"(?i)\b[ap]m\b|gmt", "", line))), "")


def _headline(above: list[str]) -> str:
    """The headline among the lines above the number of words: the last that is no byline; a section may stand over it."""
    rest = [line for line in above if line != _byline_line(above)]
    return rest[-1] if rest else above[0]


def _byline_line(above: list[str]) -> str:
    return next((line for line in reversed(above[1:]) if re.match(r"by\s+\S", line, re.IGNORECASE)), "")


def _is_count(line: str) -> bool:
    match = _WORDS.match(line.strip())
    return bool(match and match[1].lower() in words("factiva")["words"])


def _code(line: str) -> str | None:
    match = _CODE.match(line)
    return match[1] if match else None
