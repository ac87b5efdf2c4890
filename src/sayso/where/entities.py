"""What the reader's entities say about place names: the heads predict stretches, the gazetteer tells which part of them is a name.

A predicted place is cut down to the name it holds ("western Iran" to "Iran", "Idlib province" to "Idlib", "Kharkiv, Ukraine" to two names).
One that the gazetteer does not know at all stays, unresolved, where its form or the word before it speaks for a place. A predicted person
or body hides the place names inside it, unless the whole of it is the name of a place, or a body's name begins with a country's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from sayso.where.gazetteer import Gazetteer
from sayso.where.names import fold

_WORD = re.compile(r"[^\W_]+(?:['’ʻ`.‑-][^\W_]+)*\.?")
_CUTS = re.compile(r"\s*(?:,|;|/|\(|\)|\band\b|\bor\b)\s*")
_EDGE = " \t\n,;:.'’\"“”()[]-–—"
_LOOSE_END = re.compile(r"(?:\s+(?:and|or|of|the|in|'s|’s)|['’]s?)$")
_ABBREVIATED = re.compile(r"\b[A-Z](?:[a-z]{0,4})\.$")
_LOOSE_START = re.compile(r"^(?:the|and|of|in)\s+", re.IGNORECASE)
_OF_PLACE = re.compile(r"\bof (?:the )?([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})$")
_NAMED_NEXT = re.compile(r" of (?:the )?[A-Z]")
"""Behind "Iraqi city": its name follows."""
_LONGEST_HEAD = 4
_SHORTEST_WORD = 5

Stretch = tuple[int, int]


class EntityNames:
    """Cuts predicted entities to names of places with the words of `lexicon/where/context.yaml`."""

    def __init__(self, gazetteer: Gazetteer, context: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        self._kinds, self._directions, self._titles, self._locative, self._generic, self._spoilers, self._ambiguous, self._municipal = (
            frozenset(map(str, context.get(name, ())))
            for name in ("kinds", "directions", "titles", "locative", "generic", "spoilers", "ambiguous", "municipal")
        )

    def tidy(self, text: str, start: int, end: int) -> Stretch:
        """The stretch without loose signs, conjunctions and articles at its edges; empty where nothing is left."""
        while start < end:
            piece = text[start:end]
            left = len(piece) - len(piece.lstrip(_EDGE))
            right = int(piece[-1] in _EDGE and not _ABBREVIATED.search(piece))
            if not (left or right):
                loose, opening = _LOOSE_END.search(piece), _LOOSE_START.match(piece)
                right = len(piece) - loose.start() if loose else 0
                left = opening.end() if opening and not self._gazetteer.named(fold(piece)) else 0
            if not (left or right):
                break
            start, end = start + left, end - right
        return start, max(start, end)

    def names(self, text: str, start: int, end: int) -> list[Stretch]:
        """The names that a predicted place holds and the gazetteer knows, in text order; none where it knows none."""
        start, end = self.tidy(text, start, end)
        whole = self._known(text, start, end)
        if whole:
            return [whole]
        found, at = [], start
        for cut in [*_CUTS.finditer(text, start, end), None]:
            part = self._known(text, *self.tidy(text, at, cut.start() if cut else end))
            if part:
                found.append(part)
            at = cut.end() if cut else end
        return found

    def _known(self, text: str, start: int, end: int) -> Stretch | None:
        """The stretch, or what is left of it without small words for its kind or direction, if the gazetteer knows that."""
        words = list(_WORD.finditer(text, start, end))
        if not words or (len(words) == 1 and not self._nameable(words[0].group())):
            return None
        if self._gazetteer.candidates(text[start:end]):
            return start, end
        if len(words) > 1 and words[-1].group() in self._kinds and self._people(text[start : words[-2].end()]):
            return None if _NAMED_NEXT.match(text, end) else (start, end)
        first, last = 0, len(words)
        while last > 1 and words[last - 1].group().lower() in self._kinds:
            last -= 1
        while first < last - 1 and words[first].group() in self._kinds:
            first += 1
        while True:
            low, high = words[first].start(), words[last - 1].end()
            if (low, high) != (start, end) and self._gazetteer.candidates(text[low:high]):
                return low, high if words[min(last, len(words) - 1)].group().islower() or last == len(words) else end
            if first == last - 1 or words[first].group().lower() not in self._directions:
                return None
            if not words[first].group().islower() and not self._wide(text[words[first + 1].start() : high]):
                return None
            first += 1

    def _people(self, name: str) -> bool:
        """Whether a name is a demonym and no place: "Iraqi" of "Iraqi territory"."""
        return not self._gazetteer.candidates(name) and bool(self._gazetteer.candidates(name, peoples=True))

    def _nameable(self, word: str) -> bool:
        """Whether a single word may be a name: no direction, no kind; short ones all in capitals only as codes of countries and areas."""
        low = word.lower()
        if low in self._directions or low in self._kinds or low in self._generic:
            return False
        return not (word.isupper() and len(word.replace(".", "")) < _SHORTEST_WORD) or self._wide(word)

    def _wide(self, name: str) -> bool:
        """Whether a name means a country, a continent, a first-level area or one of our own places."""
        return any(place.rank == 0 and place.kind not in ("city", "admin2") for place in self._gazetteer.candidates(name))

    def unlisted(self, text: str, start: int, end: int) -> Stretch | None:
        """The stretch of a predicted place that the gazetteer lacks, if it still looks like one: several words, or led by a preposition."""
        start, end = self.tidy(text, start, end)
        words = [match.group() for match in _WORD.finditer(text, start, end)]
        if not words or not words[0][0].isupper() or words[0].lower() in self._titles:
            return None
        if self._people(text[start:end]):
            return None
        if len(words) == 1 and (not self.led(text, start) or not self._nameable(words[0])):
            return None
        return start, end

    def led(self, text: str, start: int) -> bool:
        """Whether a preposition that places follow stands before code point `start`."""
        before = re.findall(r"[\w'’]+", text[max(0, start - 24) : start])[-2:]
        return any(word.lower() in self._locative for word in (before[:1] if before[-1:] == ["the"] else before[-1:]))

    def inside(self, text: str, start: int, end: int, named: Collection[str]) -> Stretch | None:
        """The place in the name of a body: at its head ("California Transport Agency") or behind "of" at its end ("University of Leeds").

        Countries and areas always count; a town where the article names it elsewhere (folded, in `named`) or a word of town hall follows.
        """
        start, end = self.tidy(text, start, end)
        words = [match for match, _ in zip(_WORD.finditer(text, start, end), range(_LONGEST_HEAD + 1), strict=False)]
        for width in range(min(_LONGEST_HEAD, len(words) - 1), 0, -1):
            name, behind = text[start : words[width - 1].end()], words[width].group().lower()
            if name.lower() in self._ambiguous and fold(name) not in named:
                continue
            if self._wide(name) and behind not in self._spoilers:
                return start, words[width - 1].end()
            if self._main(name) and (fold(name) in named or behind in self._municipal or words[width - 1].group().lower() in self._kinds):
                return start, words[width - 1].end()
        tail = _OF_PLACE.search(text, start, end)
        if tail and self._main(tail[1]) and (self._wide(tail[1]) or fold(tail[1]) in named):
            return tail.start(1), tail.end(1)
        return None

    def _main(self, name: str) -> bool:
        """Whether a name is the main one of a place."""
        return any(place.rank == 0 for place in self._gazetteer.candidates(name))
