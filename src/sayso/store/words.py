"""Words that are looked for in a database, however it is searched: folded alike by us and by SQLite's full-text index."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

OPEN_MARK, CLOSE_MARK = "⟦", "⟧"
"""Stand around the words found, in a snippet."""
AROUND = 12
"""Words that a snippet shows on either side of the first ones found."""

_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
"""A phrase in double quotation marks, or a word."""
_WORD = re.compile(r"\w+")


class Term(NamedTuple):
    """Folded words that stand together."""

    words: tuple[str, ...]
    open: bool
    """Whether the last word may go on."""


@functools.lru_cache(maxsize=64)
def terms(words: str) -> tuple[Term, ...]:
    """What is looked for: words, and phrases in double quotation marks; a word that ends in ``*`` may go on. Nothing else is special."""
    found = []
    for phrase, word in _TERM.findall(words.replace("\0", " ")):
        row = tuple(fold(phrase or word))
        if row:
            found.append(Term(row, not phrase and word.endswith("*")))
    return tuple(found)


def fold(words: str) -> list[str]:
    """The words of a text without case, accents and marks."""
    spelled = unicodedata.normalize("NFD", words).lower()
    bare = "".join(character for character in spelled if not unicodedata.combining(character))
    return "".join(character if character.isalnum() else " " for character in bare).split()


def fts5(words: str) -> str:
    """The words as an expression of SQLite's full-text search; every one is quoted, so that none of their characters is an operator."""
    found = []
    for phrase, word in _TERM.findall(words.replace("\0", " ")):
        term = phrase or word.rstrip("*")
        if any(character.isalnum() for character in term):
            found.append(f'"{term}"' + ("*" if word.endswith("*") else ""))
    return " ".join(found)


def tsquery(words: str) -> str:
    """The words as a query of PostgreSQL's full-text search (``simple``); folded words have no character that is an operator."""
    rows = (" <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.open else "") for term in terms(words))
    return " & ".join(f"({row})" for row in rows)


def patterns(words: str) -> list[str]:
    """The LIKE patterns that a folded text, its words set apart by single blanks and framed by one, all matches."""
    return [f"% {' '.join(term.words)}" + ("%" if term.open else " %") for term in terms(words)]


def holds(content: str | None, words: str) -> bool:
    """Whether a text holds all of what is looked for."""
    there = fold(content or "")
    return all(any(_stands(term, there, place) for place in range(len(there))) for term in terms(words))


def _stands(term: Term, there: list[str], place: int) -> bool:
    *before, last = term.words
    end = place + len(before)
    if end >= len(there) or there[place:end] != before:
        return False
    return there[end].startswith(last) if term.open else there[end] == last


def snippet(text: str, words: str) -> str:
    """A stretch of the text around the first words found, every one of them marked: what SQLite's `snippet` gives, for other databases."""
    wanted = [(word, term.open and place == len(term.words) - 1) for term in terms(words) for place, word in enumerate(term.words)]
    spots = []
    first, end = None, len(text)
    for number, match in enumerate(_WORD.finditer(text)):
        if first is not None and number > first + AROUND:
            end = spots[-1][1]
            break
        folded = "".join(fold(match[0]))
        found = any(folded.startswith(word) if open_ else folded == word for word, open_ in wanted)
        first = number if found and first is None else first
        spots.append((match.start(), match.end(), found))
    if first is None or not spots:
        return ""
    shown = spots[max(0, first - AROUND) :]
    start = shown[0][0] if len(shown) < len(spots) else 0
    parts, at = [], start
    for begin, stop, found in shown:
        if found:
            parts += [text[at:begin], OPEN_MARK, text[begin:stop], CLOSE_MARK]
            at = stop
    return ("…" if start else "") + "".join(parts) + text[at:end] + ("…" if end < len(text) else "")
