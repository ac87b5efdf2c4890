"""LexisNexis before Nexis Uni (Academic, NexisUK): text, each article behind a line such as "3 of 120 DOCUMENTS".

The publication, the date and the headline follow one another; keys stand in capitals; LENGTH is the last before the text. Lines are broken
at a fixed width, so a paragraph is what stands between blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.intake import dates
from sayso.intake.exports.parts import Part, has_letters, key_of, missing, name_of, unknown, words

_NUMBER = re.compile(r"\s{0,200}(\d{1,6}) of (\d{1,6}) DOCUMENTS?\s*$")
_RIGHTS = re.compile(r"copyright\b", re.IGNORECASE)


def is_export(lines: list[str]) -> bool:
    """Whether the lines are such an export: a numbered beginning, and the length of an article."""
    return any(_NUMBER.match(line) for line in lines) and any(line.lstrip().startswith("LENGTH:") for line in lines)


def parts(lines: list[str]) -> Iterator[Part]:
    """The articles, each from its number to the next; the cover before the first is passed over."""
    numbers: list[int] = []
    piece: list[str] = []
    for line in lines:
        match = _NUMBER.match(line)
        if match:
            if numbers:
                yield _article(piece)
            numbers.append(int(match[1]))
            piece = []
        else:
            piece.append(line)
    yield _article(piece)
    span = max(numbers) - min(numbers) + 1
    if span > len(numbers):
        yield missing("LexisNexis", span, len(numbers))


def _article(lines: list[str]) -> Part:
    """The fields of one article."""
    found = _paragraphs(lines)
    keys = words("lexisnexis")["keys"]
    length = next((index for index, part in enumerate(found) if (pair := _key(part)) and keys.get(pair[0]) == "text"), None)
    if length is None or not has_letters(lines):
        return unknown("LexisNexis", lines)
    values: dict[str, str] = {}
    for part in found[:length]:
        pair = _key(part)
        if pair and keys.get(pair[0], "note") != "note":
            values.setdefault(keys[pair[0]], pair[1])
    header = [part for part in found[:length] if not _key(part)]
    dated = next((index for index, part in enumerate(header) if _date(part)), None)
    if header and dated != 0 and not _RIGHTS.match(header[0]):
        values["outlet"] = header[0]
    if dated is not None:
        values["published"] = _date(header[dated]) or ""
        header = header[dated + 1 :]
    else:
        header = header[1:]
    header = [part for part in header if not _RIGHTS.match(part)]
    if header:
        values.setdefault("title", header[0])
    values["byline"] = name_of(values.get("byline", ""))
    values["text"] = "\n\n".join(_body(found[length + 1 :]))
    return values


def _body(found: list[str]) -> list[str]:
    """The paragraphs of the text: up to the first key of the notes behind it, or to the copyright line that closes it."""
    after = words("lexisnexis")["after"]
    end = next((index for index, part in enumerate(found) if (pair := _key(part)) and pair[0] in after), len(found))
    while end and _RIGHTS.match(found[end - 1]) and len(found[end - 1]) < 200:
        end -= 1
    return found[:end]


def _key(part: str) -> tuple[str, str] | None:
    """The key in capitals at the head of a paragraph, in lower case, and its value."""
    key = part.partition(":")[0]
    if not key.isupper():
        return None
    table = words("lexisnexis")
    return key_of(part, (*table["keys"], *table["after"]))


def _date(part: str) -> str | None:
    """The date that a paragraph is, or that its first words are: an edition may stand under it."""
    for words_of in (part, " ".join(part.split()[:4]), " ".join(part.split()[:3])):
        if len(words_of) < 120 and dates.read_stamp(words_of).value:
            return words_of
    return None


def _paragraphs(lines: list[str]) -> list[str]:
    """The lines between blank ones, joined."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [" ".join(part) for part in found if part]
