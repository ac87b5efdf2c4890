"""The lines above a report's text: headline, writer, date, outlet, in the forms that saved and exported reports have.

Read from the top: `Key: value` lines, a date that opens or fills a line, "By …", e-mail addresses and posts, and one headline among
them. The first line that is none of these begins the body. A text without such lines is all body.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso import data
from sayso.intake import dates
from sayso.intake.dates import Stamp

_Lines = list[tuple[int, str]]
"""Start and text of lines that are not blank."""
_MOST_LINES = 20
_LONGEST_LINE, _LONGEST_HEADLINE, _LONGEST_NAME = 300, 200, 120
"""Characters of a line of the header, of a headline, of a line with names and posts."""
_MOST_OF_DATE, _MOST_OF_NAME, _MOST_OF_WRITER = 6, 6, 5
"""Words of a line that is a date and lacks something, of a line with names and posts, of a writer's name above an address."""
_LONGER = 1.5
"""A line so many times as long as the one above it is text under a headline."""
_KEY = re.compile(r"\s*([A-Za-z][A-Za-z -]{0,24}?)\s*:\s+(\S.*)$")
_EMAIL = re.compile(r"\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*$")
_DATELINE = re.compile(r"\s*([^\n.(]{2,90}?)\s*(?:\([^()\n]{1,40}\)\s*)?(?:[—–_]|\s--?|(?<=\))--?)\s")
"""Place and day, the agency in brackets, a dash. No bracket before the day: "Name (8 May 1950 – 3 June 2001)" is a life."""
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_END = re.compile(r"[.;,:_—–-]['\"”’)]*$")
"""How a headline or a name does not end: like a sentence, or like a dateline on a line of its own."""
_SENTENCES = re.compile(r"[a-z]{4}[.!?]['\"”’)]*\s+[\"“‘(]?[A-Z]")
"""The end of one sentence and the beginning of another; shorter words before the point may be abbreviations."""


@dataclass(slots=True)
class Header:
    """What the lines above a text say, and where its body begins."""

    headline: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    dates: list[str] = field(default_factory=list)
    """The words of every date of publication, in order."""
    dateline: str | None = None
    """The day in the dateline of the body, ISO 8601."""
    body: int = 0
    """Code point of the text at which the body begins."""
    guessed: int | None = None
    """Code point at which a headline begins that its shape and place gave away; null for one from a `Title:` line or from outside."""

    def published(self, zone: str | None) -> tuple[Stamp, str]:
        """The date of publication and its basis: ``header``, ``dateline``, or the reason why there is none.

        The first date counts; one of the same day that also has a clock time is preferred.
        """
        stamps = [dates.read_stamp(words, zone) for words in self.dates]
        known = [stamp for stamp in stamps if stamp.value]
        if known:
            same = [stamp for stamp in known if (stamp.value or "")[:10] == (known[0].value or "")[:10]]
            return max(same, key=lambda stamp: len(stamp.value or "")), "header"
        if self.dateline:
            return Stamp(self.dateline, zone), "dateline"
        reason = stamps[0].reason if stamps else dates.NO_DATE
        return Stamp(None, None, reason), reason


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the lists that tell header lines."""

    keys: Mapping[str, str]
    openers: frozenset[str]
    joiners: frozenset[str]
    posts: frozenset[str]


@functools.cache
def _words() -> _Words:
    """The words of lexicon/intake/header.yaml."""
    table: dict[str, Any] = data.lexicon("intake")["header"]
    openers, joiners, posts = (frozenset(table[name]) for name in ("byline_openers", "byline_joiners", "post_words"))
    return _Words(table["keys"], openers, joiners, posts)


def read_header(text: str, headline: str | None = None) -> Header:
    """Read the lines above the body of a cleaned text.

    Args:
        text: the whole text.
        headline: the headline where it is known already (from a page's metadata): then no line is taken for one, except its repetition.

    Returns:
        The header; `text[header.body:]` is the body.
    """
    header = Header(headline=headline)
    lines = _first_lines(text)
    for index in range(min(len(lines), _MOST_LINES)):
        if not _take(lines, index, header):
            header.body = max(header.body, lines[index][0])
            break
    else:
        header.body = lines[_MOST_LINES][0] if len(lines) > _MOST_LINES else len(text)
        _give_back_headline(header)
    opening = _DATELINE.match(text[header.body : header.body + _LONGEST_LINE])
    if opening:
        header.dateline = dates.day_within(opening[1])
    return header


def _first_lines(text: str) -> _Lines:
    """Start and text of the first lines that are not blank, one more than the header may have."""
    lines: _Lines = []
    start = 0
    while start < len(text) and len(lines) <= _MOST_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            lines.append((start, text[start:end]))
        start = end + 1
    return lines


def _take(lines: _Lines, index: int, header: Header) -> bool:
    """Take one line into the header; False where it belongs to the body."""
    start, line = lines[index]
    if len(line) > _LONGEST_LINE:
        return False
    opening = dates.leading_date(line)
    if opening and line[opening[1] :].strip() and header.headline is None and not dates.read_stamp(line).value:
        return _take_opening(lines, index, opening, header)
    if _take_key(line, header) or _take_date(line, header) or _take_writer(lines, index, header):
        return True
    if header.headline is not None:
        return " ".join(line.split()) == header.headline
    if not _is_headline(lines, index):
        return False
    header.headline, header.guessed = " ".join(line.split()), start
    return True


def _give_back_headline(header: Header) -> None:
    """Where nothing follows the header lines, a guessed headline is the body."""
    if header.guessed is not None:
        header.headline, header.body, header.guessed = None, header.guessed, None


def _take_key(line: str, header: Header) -> bool:
    """Take a `Key: value` line of a known key."""
    match = _KEY.match(line)
    name = _words().keys.get(match[1].lower()) if match else None
    if match is None or name is None:
        return False
    value = " ".join(match[2].split())
    if name == "published":
        header.dates.append(value)
    elif name == "title":
        header.headline = header.headline or value
    elif name in {"outlet", "url", "byline", "language"} and getattr(header, name) is None:
        setattr(header, name, value)
    return True


def _take_opening(lines: _Lines, index: int, opening: tuple[str, int], header: Header) -> bool:
    """Take the date that a line opens with; the rest is the headline, or (False) where it reads like sentences the body begins there."""
    start, line = lines[index]
    words, rest = opening
    header.dates.append(words)
    headline = line[rest:].strip()
    if index + 1 == len(lines) or not _reads_like_headline(headline):
        header.body = start + rest
        return False
    header.headline, header.guessed = " ".join(headline.split()), start + rest
    return True


def _take_date(line: str, header: Header) -> bool:
    """Take a line that is a date, or tells of a later change."""
    stamp = dates.read_stamp(line)
    lacking = stamp.reason in {dates.NO_YEAR, dates.AMBIGUOUS, dates.IMPOSSIBLE}
    if stamp.value or (lacking and len(line.split()) <= _MOST_OF_DATE and not _END.search(line)):
        header.dates.append(line)
        return True
    return dates.is_change_line(line)


def _take_writer(lines: _Lines, index: int, header: Header) -> bool:
    """Take a line with the writer's name, address or post."""
    line = lines[index][1]
    words = _WORD.findall(line)
    if _EMAIL.match(line):
        return True
    if len(words) > 1 and words[0].lower() in _words().openers and _is_name(words[1:], line):
        header.byline = header.byline or " ".join(line.split()[1:])
        return True
    if not _is_name(words, line) or len(words) > _MOST_OF_NAME:
        return False
    if header.byline and _words().posts & {word.lower() for word in words}:
        return True
    address_follows = index + 1 < len(lines) and _EMAIL.match(lines[index + 1][1])
    if 2 <= len(words) <= _MOST_OF_WRITER and address_follows and header.headline is not None:
        header.byline = header.byline or " ".join(line.split())
        return True
    return False


def _is_name(words: list[str], line: str) -> bool:
    """Whether a line looks like names and posts: capitals, small joining words, no end of a sentence."""
    capitals = [word for word in words if word[0].isupper()]
    small = {word.lower() for word in words if not word[0].isupper()}
    return bool(capitals) and len(line) <= _LONGEST_NAME and small <= _words().joiners and not _END.search(line.rstrip())


def _is_headline(lines: _Lines, index: int) -> bool:
    """Whether a line is a headline, from its own shape and from what follows: header lines, a blank line, or a much longer line."""
    start, line = lines[index]
    words = line.strip()
    if index + 1 == len(lines) or not _reads_like_headline(words):
        return False
    below, following = lines[index + 1]
    probe = Header(headline=words)
    if _take_key(following, probe) or _take_date(following, probe) or _take_writer(lines, index + 1, probe):
        return True
    after = following.strip()
    if not after[:1].isupper() and after[:1] not in "\"'“‘«(" and not after[:1].isdigit():
        return False
    blank_between = below > start + len(line) + 1
    return blank_between or len(after) >= _LONGER * len(words)


def _reads_like_headline(words: str) -> bool:
    """Whether some words are short, are no sentences, and have letters."""
    has_letters = any(character.isalpha() for character in words)
    return has_letters and len(words) <= _LONGEST_HEADLINE and not _END.search(words) and not _SENTENCES.search(words)
