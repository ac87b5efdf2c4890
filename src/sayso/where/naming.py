"""From the words of a text to the name to look up: without possessive, direction or kind, or a known part of a longer name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.where.gazetteer import DEMONYM, Gazetteer

_TOWN = 15_000
"""People from which a town may be meant by a part of a longer name."""
_LONGEST = 6
"""Words of a part that the gazetteer is asked for."""
_CALLED = 24
"""Characters before a name in which stands what the text calls it."""
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Named:
    """What to look up for a stretch of text."""

    name: str
    part: bool = False
    """Whether the name is only a part of the words: "Kutaisi" of "Kutaisi General Hospital"."""
    area: bool = False
    """Whether the text calls it an area: "Baghdad province", "the department of Arauca"."""
    town: bool = False
    """Whether the text calls it a town: "the city of Arauca"."""


class Naming:
    """Names by the gazetteer and the words of `lexicon/where/context.yaml`."""

    def __init__(self, gazetteer: Gazetteer, context: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        self._kinds, self._areas, self._directions, self._roads, self._ambiguous, self._generic = (
            frozenset(map(str, context.get(name, ()))) for name in ("kinds", "areas", "directions", "roads", "ambiguous", "generic")
        )
        self._towns = frozenset(map(str, context.get("towns", ())))
        kinds = "|".join(sorted(map(re.escape, self._towns | self._areas))) or "(?!)"
        self._called = re.compile(rf"(?<![\w-])(?P<kind>{kinds}) of (?:the )?$")
        self._buildings = self._roads | frozenset(map(str, context.get("buildings", ())))

    def named(self, text: str, start: int, end: int) -> Named:
        """The name to look up for the stretch; the words themselves where the gazetteer knows none."""
        words = _POSSESSIVE.sub("", " ".join(text[start:end].split())).split(" ")
        behind = _NEXT.match(text, end)
        called = self._called.search(text, max(0, start - _CALLED), start)
        area = words[-1].lower() in self._areas or (behind is not None and behind[1].lower() in self._areas)
        kind = called["kind"] if called else None
        area = area or (kind in self._areas and not self._country(" ".join(words)))
        bare = self._bare(words)
        part = None if bare else self._part(words)
        while not (bare or part) and len(words) > 1 and (words[-1] in self._generic or words[-1] in self._kinds):
            words = words[:-1]
        return Named(bare or part or " ".join(words), part is not None, area, kind in self._towns and not area)

    def _country(self, name: str) -> bool:
        """Whether a name is that of a country: "the state of Israel"."""
        return any(place.kind == "country" and not place.rank for place in self._gazetteer.candidates(name))

    def building(self, name: str) -> bool:
        """Whether a name of several words ends in a word for a street, a square or a building."""
        words = name.lower().split()
        if len(words) < 2 or words[-1].strip(".,") not in self._buildings:
            return False
        people = self._gazetteer.everything(words[0])  # "British Embassy" lies anywhere
        return not any(place.rank == DEMONYM or place.kind == "country" for place in people)

    def little(self, kind: str | None, direction: str | None) -> bool:
        """Whether two words, where given, are words for a kind and a direction: "X camp in eastern Y"."""
        return (kind is None or kind in self._kinds or kind in self._generic) and (direction is None or direction in self._directions)

    def _bare(self, words: list[str]) -> str | None:
        """The whole name, or it without an article, a direction or a word for its kind."""
        if self._gazetteer.candidates(" ".join(words)):
            return " ".join(words)
        whole = words
        while len(words) > 1 and words[0].lower() in self._directions | {"the"}:
            words = words[1:]
            if self._gazetteer.candidates(" ".join(words)):
                return " ".join(words)
        for kept, dropped in ((words[:-1], words[-1:]), (words[1:], words[:1]), (words[2:], words[:2])):
            if kept and all(word.lower() in self._kinds for word in dropped) and self._gazetteer.candidates(" ".join(kept), peoples=True):
                return " ".join(kept)
        people = " ".join(whole[1:] if whole[0].lower() == "the" else whole)  # not "American" of "Central American"
        return people if self._gazetteer.candidates(people, peoples=True) else None

    def _part(self, words: list[str]) -> str | None:
        """A known place at the head or the end of a longer name; never of a road's, since roads are named after others."""
        if words[-1].lower().rstrip(".") in self._roads or words[0].lower() in self._roads:
            return None
        for width in range(min(len(words) - 1, _LONGEST), 0, -1):
            for part in (words[:width], words[-width:]):
                if part[0][:1].isupper() and part[-1][:1].isupper() and self._telling(" ".join(part)):
                    return " ".join(part)
        return None

    def _telling(self, name: str) -> bool:
        """Whether it is the main name of a country, an area, one of our own places or a town of some size, and no common word."""
        known = any(place.rank == 0 and (place.kind != "city" or place.population >= _TOWN) for place in self._gazetteer.candidates(name))
        return known and name.lower() not in self._ambiguous
