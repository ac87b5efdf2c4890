"""Where the text names places: the reader's entities first, the gazetteer over capitalised words where they leave a gap.

A name of one word counts only where it is a country, an area, one of our own places or a city of some size, or where a preposition or
a container beside it says that a place stands there. Alternate spellings never propose a place: they only resolve one that something
else proposed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from sayso.sphere import kilometres
from sayso.where.entities import EntityNames
from sayso.where.evidence import Home
from sayso.where.gazetteer import Candidate, Gazetteer
from sayso.where.names import fold
from sayso.where.words import Spelling, Word, runs, words_of

_SHORT_VERB = re.compile(r"^(?:I|We|You|He|She|They|It|That|There|Who|What)['’](?:ll|d|re|ve|s|m)$")
_AT_HOME = 60.0
"""Kilometres around a local outlet's home within which a name may mean a small place."""
_SMALLEST_AT_HOME = 1_000
"""People of a town that a local outlet names without more ado."""
_LONGEST = 6
"""Words of a name that the gazetteer is asked for."""
_LARGE, _MIDDLING = 100_000, 15_000
"""People from which a single word is a town wherever it stands, and where a preposition or its length speaks for it."""
_PLACE_LABELS = frozenset(("LOC", "FAC", "GPE"))
_PERSONS = frozenset(("PER", "PERSON"))
_BLOCKING_LABELS = frozenset(("PER", "PERSON", "ORG", "NORP", "EVENT", "WEAPON", "TIME"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of text taken for a place name, half-open in code points."""

    start: int
    end: int
    rule: str
    name: str | None = None
    """The name to look up where it is not the words themselves."""
    holder: str | None = None
    """The country that it lies in, where the words tell."""


class Spotter:
    """Finds place names with the words of `lexicon/where/context.yaml`."""

    def __init__(self, gazetteer: Gazetteer, context: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        lists = ("locative", "followers", "spoilers", "titles", "directions", "ambiguous", "generic", "kinds", "never", "towns")
        self._lists = {name: frozenset(map(str, context.get(name, ()))) for name in lists}
        self._entities = EntityNames(gazetteer, context)
        self._spelling = Spelling(*(frozenset(map(str, context.get(name, ()))) for name in ("inner", "articles", "shortened")))

    def spots(self, doc: Doc, home: Home | None = None) -> list[Spot]:
        """Place names in text order, without overlaps; a local outlet's `home` lends weight to small places around it."""
        text = doc.text
        words = words_of(text, self._spelling)
        sure, unsure = self.from_gazetteer(words, home)
        named = {fold(text[spot.start : spot.end]) for spot in sure} | self._led_entities(doc, text)
        sure += [spot for spot in unsure if fold(text[spot.start : spot.end]) in named]
        listed = self._free(doc, text, sorted(sure, key=lambda spot: spot.start), named)
        starts = [spot.start for spot in listed]
        found: list[Spot] = []
        for ent in doc.ents:
            if ent.label_ in _PLACE_LABELS:
                inside = _overlapping(listed, starts, ent.start_char, ent.end_char)
                found += [spot for spot in self._of_entity(text, ent.start_char, ent.end_char, inside) if spot not in found[-1:]]
        full = sorted([*found, *outside(listed, [(spot.start, spot.end) for spot in found])], key=lambda spot: spot.start)
        short = outside(self._shortened(text, words, full), [(spot.start, spot.end) for spot in full])
        return sorted([*full, *short], key=lambda spot: spot.start)

    def _led_entities(self, doc: Doc, text: str) -> set[str]:
        """Folded names of predicted places behind a preposition: what the article calls a place once is one wherever it stands."""
        found = [
            (ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in _PLACE_LABELS and self._entities.led(text, ent.start_char)
        ]
        return {fold(text[start:end]) for start, end in found}

    def _shortened(self, text: str, words: Sequence[Word], spots: Sequence[Spot]) -> list[Spot]:
        """Later short forms of names given in full before: "the Strip" for the Gaza Strip."""
        named: dict[str, str] = {}
        found, at = [], 0
        for number, word in enumerate(words):
            while at < len(spots) and spots[at].end <= word.start:
                name = text[spots[at].start : spots[at].end]
                named[name.rsplit(maxsplit=1)[-1].lower()] = name
                at += 1
            low = word.text.lower()
            if word.capital and low in self._lists["generic"] and low in named and number and words[number - 1].text.lower() == "the":
                behind = words[number + 1] if number + 1 < len(words) else None
                if not (behind and behind.capital and _touching(word)):
                    found.append(Spot(word.start, word.end, "short", named[low]))
        return found

    def _of_entity(self, text: str, start: int, end: int, listed: Sequence[Spot]) -> list[Spot]:
        """The names of one predicted place: a longer listed one that holds it, those it holds itself, or the stretch as it is."""
        for spot in listed:
            if spot.start <= start and end <= spot.end:
                return [spot]
        tidy = self._entities.tidy(text, start, end)
        if text[tidy[0] : tidy[1]] in self._lists["never"]:
            return []
        names = self._entities.names(text, start, end)
        if names:
            return [Spot(*name, "entity") for name in names]
        if listed:
            return list(listed)
        unlisted = self._entities.unlisted(text, start, end)
        return [Spot(*unlisted, "entity")] if unlisted else []

    def _free(self, doc: Doc, text: str, listed: Sequence[Spot], named: Collection[str]) -> list[Spot]:
        """The gazetteer's spots that no predicted person, body or event takes for itself, and the countries in the names of bodies."""
        others = [ent for ent in doc.ents if ent.label_ in _BLOCKING_LABELS]
        persons = {word.text for ent in others if ent.label_ in _PERSONS and len(ent) > 1 for word in ent}
        kept, at = [], 0
        for spot in listed:
            while at < len(others) and others[at].end_char <= spot.start:
                at += 1
            if at == len(others) or others[at].start_char >= spot.end or self._survives(text, spot, others[at], persons):
                kept.append(spot)
        heads = [self._entities.inside(text, ent.start_char, ent.end_char, named) for ent in others if ent.label_ == "ORG"]
        added = [Spot(*head, "entity-head") for head in heads if head]
        return sorted([*kept, *outside(added, [(spot.start, spot.end) for spot in kept])], key=lambda spot: spot.start)

    def _survives(self, text: str, spot: Spot, ent: DocSpan, persons: Collection[str]) -> bool:
        """Whether a place name within another kind of entity is one all the same: the whole of it, and no person's name."""
        if ent.label_ == "TIME" or self._entities.tidy(text, ent.start_char, ent.end_char) != (spot.start, spot.end):
            return False
        return ent.label_ not in _PERSONS or text[spot.start : spot.end] not in persons or self._entities.led(text, spot.start)

    def from_gazetteer(self, words: list[Word], home: Home | None = None) -> tuple[list[Spot], list[Spot]]:
        """Place names by the gazetteer alone: sure ones, and those that count only where something else speaks for them."""
        sure: list[Spot] = []
        unsure: list[Spot] = []
        for first, last in runs(words, self._spelling):
            index = first
            while index < last:
                width, counts = self._width(words, index, first, last, home)
                if width:
                    (sure if counts else unsure).append(Spot(words[index].start, words[index + width - 1].end, "gazetteer"))
                index += width or 1
        return sure, unsure

    def _width(self, words: list[Word], index: int, first: int, last: int, home: Home | None) -> tuple[int, bool]:
        """How many words from `index` on name a place, 0 where none does, and whether surely."""
        if not words[index].capital and not words[index].small:
            return 0, False
        maybe = 0
        for width in range(min(_LONGEST, last - index), 0, -1):
            part = words[index : index + width]
            if not part[-1].capital or not any(word.capital for word in part) or self._never(part):
                continue
            main = [place for place in self._meant(part) if place.rank == 0]
            chance = self._counts(words, index, width, (first, last), main) if main else None
            if chance and (chance[0] or any(_around(place, home) for place in main)):
                return width, True
            if chance and chance[1]:
                maybe = maybe or width
        return maybe, False

    def _never(self, part: Sequence[Word]) -> bool:
        """Whether the words, as they are written, are known to be something else, or a pronoun with its verb ("I'll")."""
        return _name(part) in self._lists["never"] or any(_SHORT_VERB.search(word.text) for word in part)

    def _meant(self, part: Sequence[Word]) -> Sequence[Candidate]:
        """The candidates of a name; an English article belongs to it only where the gazetteer writes it so ("The Hague")."""
        name = _name(part)
        return self._gazetteer.named(fold(name)) if part[0].text.lower() == "the" else self._gazetteer.candidates(name)

    def _counts(
        self, words: list[Word], index: int, width: int, run: tuple[int, int], main: Sequence[Candidate]
    ) -> tuple[bool, bool] | None:
        """Whether a name is surely a place, and whether it is if the article calls it so elsewhere; null where neighbours forbid it."""
        before = words[index - 1] if index else None
        behind = words[index + width] if index + width < len(words) else None
        left = before.text.lower() if before and _touching(before) else ""
        right = behind.text.lower() if behind and _touching(words[index + width - 1]) else ""
        lists = self._lists
        called = width > 1 and words[index + width - 1].text.lower() in lists["kinds"]  # "Laurel County"
        called = called or (left == "of" and index > 1 and words[index - 2].text in lists["towns"])  # "the port of Chios"
        if (
            not called
            and right
            and behind
            and behind.capital
            and index + width < run[1]
            and (right in lists["spoilers"] or not self._passes(words, index + width, right))
        ):
            return None
        if (
            before
            and before.capital
            and not before.small
            and index > run[0]
            and left
            and left not in lists["directions"]
            and not self._neighbour(words, index)
        ):
            return None
        if (
            before
            and (before.text.lower() in lists["titles"] or before.text.lower() + "." in lists["titles"])
            and before.joint.strip(" .") == ""
        ):
            return None
        led = bool(before and before.joint in (" ", " the ") and before.text.lower() in lists["locative"])
        held = words[index + width - 1].joint == ", " and bool(behind and behind.capital and self._container(words, index + width))
        contains = bool(before and before.joint == ", " and before.capital)
        part = words[index : index + width]
        sure = called or self._large_enough(part, main, led=led, held=held, contains=contains)
        return sure, sure or self._large_enough(part, main, led=True, held=held, contains=contains)

    def _large_enough(self, part: Sequence[Word], main: Sequence[Candidate], *, led: bool, held: bool, contains: bool) -> bool:
        bare = [word for word in part if word.text.lower() not in self._spelling.articles]
        name = part[0].text.lower() if len(part) == 1 else ""
        if name in self._lists["directions"]:
            return False
        if held:
            return True
        biggest = max(place.population for place in main)
        kinds = {place.kind for place in main}
        if name in self._lists["ambiguous"]:
            return (led or contains) and (biggest >= _MIDDLING or bool(kinds - {"city", "admin2"}))
        if kinds - {"city", "admin2"}:
            return True
        if len(bare) > 1:
            return not part[0].opens or biggest >= _MIDDLING or led
        ours = led and any(place.radius is not None for place in main)
        return ours or biggest >= (_MIDDLING if led else _LARGE)

    def _passes(self, words: list[Word], index: int, right: str) -> bool:
        """Whether the capitalised word behind leaves the name a place: a known follower, or a place itself."""
        return right in self._lists["followers"] or words[index].text.endswith(("'s", "’s")) or self._known(words[index])

    def _neighbour(self, words: list[Word], index: int) -> bool:
        """Whether the capitalised word before ends another place, begins the sentence as a common word, or is a demonym's adjective."""
        return self._known(words[index - 1]) or (words[index - 1].opens and words[index - 1].text.lower() in self._lists["locative"])

    def _known(self, word: Word) -> bool:
        return any(place.rank == 0 and place.kind not in ("city", "admin2") for place in self._gazetteer.candidates(word.text))

    def _container(self, words: list[Word], index: int) -> bool:
        """Whether a country or a first-level area is named at `index`."""
        for width in (3, 2, 1):
            part = words[index : index + width]
            kinds = {place.kind for place in self._gazetteer.candidates(_name(part)) if place.rank == 0}
            if kinds & {"country", "admin1"}:
                return True
        return False


def _around(place: Candidate, home: Home | None) -> bool:
    """Whether a town or a district lies in the area that a local outlet serves."""
    if home is None or not home.local or home.lat is None or home.lon is None or place.lat is None or place.lon is None:
        return False
    if place.kind != "admin2" and (place.kind != "city" or place.population < _SMALLEST_AT_HOME):
        return False
    return abs(place.lat - home.lat) < 1 and kilometres((place.lat, place.lon), (home.lat, home.lon)) <= _AT_HOME


def _name(part: Sequence[Word]) -> str:
    return " ".join(word.text for word in part)


def _touching(word: Word) -> bool:
    return word.joint in (" ", "-", "", "\n")


def _overlapping(spots: Sequence[Spot], starts: Sequence[int], start: int, end: int) -> Sequence[Spot]:
    """Those of the sorted spots, which begin at `starts`, that share a code point with the stretch."""
    first = bisect_left(starts, start)
    if first and spots[first - 1].end > start:
        first -= 1
    return spots[first : bisect_left(starts, end)]


def outside(spots: Sequence[Spot], taken: Sequence[tuple[int, int]]) -> list[Spot]:
    """The spots that overlap none of the sorted stretches."""
    kept, at = [], 0
    for spot in spots:
        while at < len(taken) and taken[at][1] <= spot.start:
            at += 1
        if at == len(taken) or taken[at][0] >= spot.end:
            kept.append(spot)
    return kept
