"""What holds a place by the words around its name: "Paris, Texas", "Mosul in Iraq", "Iraq's Mosul", "the Kenyan port city of Mombasa"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.where.gazetteer import DEMONYM, Gazetteer
from sayso.where.naming import Naming
from sayso.where.spotter import Spot, outside

_COMMA = re.compile(r"\s*(?:,|\()\s*(?:in |the )?")
_OWNER = re.compile(r"['’]s?\s+(?:[a-z]+\s+){0,2}")
_FAR = 60
"""Characters between two names, or between a people's name and a place's."""


class Holders:
    """Finds holders with the words of `lexicon/where/context.yaml`."""

    def __init__(self, gazetteer: Gazetteer, naming: Naming, context: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        self._naming = naming
        kinds = "|".join(map(re.escape, map(str, context.get("settlements", ())))) or "(?!)"
        small, people = r"(?:[a-z-]+\s+){0,3}", r"(?P<people>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
        self._within = re.compile(
            rf"(?:\s+(?P<kind>[a-z]+))?\s+in\s+(?:the\s+)?(?:(?P<direction>[a-z]+)\s+)?(?:(?:[a-z]+\s+)?(?:{kinds})\s+of\s+)?"
        )
        self._called = re.compile(
            rf",\s+(?:an?|the)\s+{small}(?:{kinds})\s+(?:in|of|near)\s+(?:the\s+)?(?:[A-Z][a-z]+\s+)?(?:[a-z]+\s+){{0,3}}"
            rf"|,\s+(?:in|on)\s+the\s+{small}of\s+(?:the\s+)?"
        )
        self._people = re.compile(rf"\b{people}\s+{small}(?:{kinds})(?:,|\s+of)?\s+$")
        self._capital = re.compile(rf"\bthe\s+{people}\s+capital\b(?!['’]s|,?\s+(?:of\s+|city\s+of\s+)?[A-Z])")

    def of(self, text: str, spots: Sequence[Spot], number: int) -> int | None:
        """Index of the name that holds this one: behind a comma, in brackets or after "in", with small words between; or its owner."""
        if number + 1 < len(spots) and spots[number + 1].start - spots[number].end <= _FAR:
            between = text[spots[number].end : spots[number + 1].start]
            within = self._within.fullmatch(between)
            if _COMMA.fullmatch(between) or self._called.fullmatch(between):
                return number + 1
            if within and self._naming.little(within["kind"], within["direction"]):
                return number + 1
        if (
            number
            and spots[number].start - spots[number - 1].end <= _FAR
            and _OWNER.fullmatch(text, spots[number - 1].end, spots[number].start)
        ):
            return number - 1
        return None

    def people(self, text: str, spot: Spot) -> str | None:
        """The country of "the Libyan capital, Tripoli" and "the Kenyan port city of Mombasa"; null where no people's name stands before."""
        found = self._people.search(text, max(0, spot.start - _FAR), spot.start)
        return self._country_of(found["people"]) if found else None

    def capitals(self, text: str, spots: Sequence[Spot]) -> list[Spot]:
        """Capitals that a text does not name: "in the Syrian capital"."""
        found = []
        for match in self._capital.finditer(text):
            country = self._country_of(match["people"])
            place = next(iter(self._gazetteer.candidates(country)), None) if country else None
            capital = self._gazetteer.capitals.get(place.country or "") if place else None
            if capital:
                found.append(Spot(match.start("people"), match.end(), "capital", capital, country))
        return outside(found, [(spot.start, spot.end) for spot in spots])

    def _country_of(self, people: str) -> str | None:
        """The name of the country whose people or adjective a word is; its last word counts where the whole is none."""
        for word in dict.fromkeys((people, people.rsplit(maxsplit=1)[-1])):
            found = [place for place in self._gazetteer.everything(word) if place.rank == DEMONYM and place.kind == "country"]
            if found:
                return found[0].name
        return None
