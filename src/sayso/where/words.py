"""Text to words as the place finder sees them: letters with inner apostrophes, initialisms, and what stands between."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʻ`][^\W\d_]{2,})*")
_JOINTS = frozenset((" ", "-", "‑", "\n", ". ", ""))


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of `lexicon/where/context.yaml` that decide where a name begins and ends."""

    inner: frozenset[str]
    articles: frozenset[str]
    shortened: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as half-open code points of the text."""

    start: int
    end: int
    text: str
    joint: str
    """What stands between this word and the next."""
    opens: bool
    """Whether it begins a sentence, a line or a quotation."""
    small: bool
    """Whether it is one of the little words that names may hold."""

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


def words_of(text: str, spelling: Spelling) -> list[Word]:
    """All words of `text`, in order."""
    found = list(_WORD.finditer(text))
    result = []
    for number, match in enumerate(found):
        after = text[match.end() : found[number + 1].start()] if number + 1 < len(found) else ""
        before = text[found[number - 1].end() : match.start()] if number else ""
        opens = (
            not number
            or any(sign in before for sign in '\n"“”‘!?:;•*')
            or ("." in before and found[number - 1].group().lower() not in spelling.shortened)
        )
        word = match.group()
        result.append(Word(match.start(), match.end(), word, after if len(after) < 8 else "…", opens, word.lower() in spelling.inner))
    return result


def runs(words: list[Word], spelling: Spelling) -> list[tuple[int, int]]:
    """Stretches of words that may hold a name: capitalised words, with little words between them."""
    found, index = [], 0
    while index < len(words):
        # A small article belongs to a name only with a hyphen: "an-Nasiriyah", but "an Edmonton school", "at Toronto".
        if not words[index].capital and not (words[index].text.lower() in spelling.articles and words[index].joint == "-"):
            index += 1
            continue
        last = index
        while last + 1 < len(words) and _joined(words[last], spelling) and (words[last + 1].capital or words[last + 1].small):
            last += 1
        reached = last
        while last > index and not words[last].capital:
            last -= 1
        if words[last].capital:
            found.append((index, last + 1))
        index = reached + 1  # the little words behind the last capital begin no name of their own
    return found


def _joined(word: Word, spelling: Spelling) -> bool:
    """Whether the next word belongs to the same run."""
    return word.joint in _JOINTS and (word.joint != ". " or word.text.lower() in spelling.shortened)
