"""The layer of quotation marks: which stretches of a text stand in quotation marks, and of what sort they are.

Marks are read by their surroundings, not by their shape alone: newspapers use “ ”, " ", doubled apostrophes, single marks, and not rarely a
mark turned the wrong way. Time is linear in the length of the text, whatever the number of marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

MARK = re.compile(r"[“”„«»\"]|''|``|[‘’'](?!\w*[‘’'])|[‘’']")
DOUBLE = frozenset(["“", "”", "„", "«", "»", '"', "''", "``"])
OPENING = frozenset(["“", "„", "«", "``", "‘"])
CLOSING = frozenset(["”", "»", "’"])
PARAGRAPH = re.compile(r"\n(?![a-z])")
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
BEFORE_OPENING = "([{—–-/"
AFTER_CLOSING = ")]}—–.,;:!?-"
INNER_END = ".,!?…—–-"
FRAGMENT_WORDS = 6
TITLE_WORDS = 6
POSSESSOR = re.compile(r"(?:[’']s|s[’']|\b(?:on|program|programme|show|series|book|film|article)) $")


class QuotationKind(StrEnum):
    """What the marks are for."""

    UTTERANCE = "utterance"
    """Somebody's words, whole enough to stand alone."""
    FRAGMENT = "fragment"
    """A few words taken over into a sentence: a partial quotation, or scare quotes."""
    TERM = "term"
    """A nickname, or the title of a work."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch in quotation marks; offsets count code points of the text and take the marks in."""

    start: int
    end: int
    kind: QuotationKind
    opened: bool = True
    """Whether the opening mark is there."""
    closed: bool = True
    """Whether the closing mark is there; a paragraph that is taken up again in the next one has none."""
    continues: bool = False
    """Taken up again from the paragraph before: the same utterance."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark, half open in code points, and what by its surroundings it may do."""

    start: int
    end: int
    opens: bool
    closes: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All outermost quotations of `text`, in order, none overlapping another."""
    found: list[Quotation] = []
    start = 0
    carried = False
    for paragraph in (*PARAGRAPH.finditer(text), None):
        end = paragraph.start() if paragraph else len(text)
        pieces = _in_paragraph(text, start, end)
        if carried and pieces and not text[start : pieces[0].start].strip():
            first = pieces[0]
            pieces[0] = Quotation(first.start, first.end, first.kind, first.opened, first.closed, continues=True)
        elif pieces or text[start:end].strip():
            carried = False
        if pieces:
            carried = not pieces[-1].closed and pieces[-1].end == _trimmed(text, start, end)
        found.extend(pieces)
        start = end + 1
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of one paragraph."""
    doubles, singles = _marks(text, start, end)
    whole = _whole_paragraph(text, start, end, doubles)
    if whole is not None:
        return [whole]
    found = _pair(text, start, end, doubles)
    free = [mark for mark in singles if not _inside(found, mark.start)]
    if free:
        found = sorted([*found, *_pair_singles(text, free)], key=lambda q: q.start)
    return _outermost(found)


def _marks(text: str, start: int, end: int) -> tuple[list[_Mark], list[_Mark]]:
    """The double marks and the single marks of a paragraph with the direction their surroundings allow."""
    doubles: list[_Mark] = []
    singles: list[_Mark] = []
    for match in MARK.finditer(text, start, end):
        shape = match.group()
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        opens = before.isspace() or before in BEFORE_OPENING or before in OPENING
        closes = after.isspace() or after in AFTER_CLOSING or after in CLOSING
        if shape in DOUBLE:
            if opens == closes:
                opens, closes = shape in OPENING, shape in CLOSING
            doubles.append(_Mark(match.start(), match.end(), opens, closes))
        elif opens or closes or before in DOUBLE or after in DOUBLE:
            singles.append(_Mark(match.start(), match.end(), opens and not after.isspace(), closes and not before.isspace()))
    return doubles, singles


def _whole_paragraph(text: str, start: int, end: int, marks: list[_Mark]) -> Quotation | None:
    """A paragraph framed by straight marks that hold curly ones: one quotation, whose inner marks are the quoted text's own."""
    if len(marks) < 4:
        return None
    first, last = marks[0], marks[-1]
    framed = not text[start : first.start].strip() and last.end == _trimmed(text, start, end)
    inner = {text[mark.start : mark.end] for mark in marks[1:-1]}
    straight = text[first.start : first.end] == text[last.start : last.end] == '"'
    return _quotation(text, first.start, last.end) if framed and straight and '"' not in inner else None


def _pair(text: str, start: int, end: int, marks: list[_Mark]) -> list[Quotation]:
    """Pair double marks; a missing partner is made up for by the next opening mark or by the paragraph's edge."""
    found: list[Quotation] = []
    opening: _Mark | None = None
    for mark in marks:
        opens = mark.opens if mark.opens != mark.closes else opening is None
        if opens and opening is not None:
            found.append(_quotation(text, opening.start, _trimmed(text, opening.end, mark.start), closed=False))
            opening = mark
        elif opens:
            opening = mark
        elif opening is not None:
            found.append(_quotation(text, opening.start, mark.end))
            opening = None
        elif text[mark.start - 1 : mark.start] in (",", ".", "!", "?"):
            lost = found[-1].end if found else start
            if not found:
                found.append(_quotation(text, _skip_space(text, lost, mark.start), mark.end, opened=False))
    if opening is not None:
        found.append(_quotation(text, opening.start, _trimmed(text, opening.end, end), closed=False))
    return [quotation for quotation in found if quotation.end - quotation.start > 2]


def _pair_singles(text: str, marks: list[_Mark]) -> list[Quotation]:
    """Pair single marks that cannot be apostrophes: an opening one before a word, a closing one behind punctuation or a word."""
    sure = [mark.end for mark in marks if mark.closes and text[mark.start - 1] in ",.!?"]
    likely = [mark.end for mark in marks if mark.closes and not mark.opens]
    found: list[Quotation] = []
    last = -1
    for mark in marks:
        if not mark.opens or mark.closes or mark.start < last or text[mark.end : mark.end + 1].isdigit():
            continue
        ends = [ends[at] for ends in (sure, likely) if (at := bisect_left(ends, mark.end + 2)) < len(ends)]
        if ends:
            last = ends[0] if len(ends) == 1 or text[ends[-1] - 2] == "s" else min(ends)
            found.append(_quotation(text, mark.start, last))
    return found


def _quotation(text: str, start: int, end: int, opened: bool = True, closed: bool = True) -> Quotation:
    kind = _kind(text, start, end)
    if not opened and kind is not QuotationKind.UTTERANCE:
        kind = QuotationKind.FRAGMENT
    return Quotation(start, end, kind, opened, closed)


def _kind(text: str, start: int, end: int) -> QuotationKind:
    """Utterance, fragment or term, by length, inner punctuation, capitals and neighbours."""
    inner = text[start:end].strip("“”„«»\"'`‘’ ")
    words = WORD.findall(inner)
    if not words:
        return QuotationKind.TERM
    if len(words) <= 3 and inner[-1] not in INNER_END and _between_names(text, start, end):
        return QuotationKind.TERM
    if 1 < len(words) <= TITLE_WORDS and inner[-1] == "," and _is_title(words) and POSSESSOR.search(text[max(0, start - 12) : start]):
        return QuotationKind.TERM  # "on the station's “Evening Talk,” she said"
    if len(words) > 1 and inner[-1] not in ".!?," and _is_title(words):
        return QuotationKind.TERM
    if inner[-1] in INNER_END or (len(words) >= FRAGMENT_WORDS and words[0][0].isupper()) or len(words) >= 2 * FRAGMENT_WORDS:
        return QuotationKind.UTTERANCE
    return QuotationKind.FRAGMENT


def _is_title(words: list[str]) -> bool:
    """Whether words are written as the title of a work: first, last and every longer one with a capital."""
    longer = [word for word in words if len(word) > 3]
    return words[0][0].isupper() and words[-1][0].isupper() and all(word[0].isupper() or word[0].isdigit() for word in longer)


def _between_names(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands directly on both sides: ``Joe "Shorty" Smith``."""
    before = re.search(r"([A-Z][\w.]*) $", text[max(0, start - 30) : start])
    return bool(before and re.match(r" [A-Z]\w", text[end : end + 3]))


def _inside(found: list[Quotation], offset: int) -> bool:
    at = bisect_left(found, offset, key=lambda q: q.end)
    return at < len(found) and found[at].start <= offset


def _outermost(found: list[Quotation]) -> list[Quotation]:
    """Without quotations that begin within the one before."""
    kept: list[Quotation] = []
    for quotation in found:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept


def _trimmed(text: str, start: int, end: int) -> int:
    """`end` without the white space before it, never before `start`."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
