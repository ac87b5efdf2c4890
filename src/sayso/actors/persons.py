"""Decides which listed person a surname alone may mean: a wrong person is the worst mistake that this room can make.

A name of one word ("Hussein", "Bush") stands for a listed person only where the article gives the full name or a title that the person
held, or where the lexicon calls the word unmistakable and nobody else in the article bears it; and never where it is a part of a longer
name ("Hussein al-Moussawi", "Lara Trump").
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from sayso.actors.entries import Entry
from sayso.actors.knowledge import Knowledge, Occasion
from sayso.actors.matcher import Match
from sayso.actors.rolebook import Role, RoleMatch
from sayso.actors.transliteration import atoms, phrase_atoms
from sayso.actors.view import View

_HYPHENS = ("-", "‐", "‑")
_UNFIT = (0, 0)
_TITLE_REACH = 4
"""Words before a title in which a nationality may stand ("Mexican President X")."""


def settle_persons(view: View, when: Occasion) -> list[Match]:
    """The names of a view, each surname with the one person that it means; surnames that mean nobody in the lexicon are left out."""
    return _Settlement(view, when).settled()


@dataclass(slots=True)
class _Settlement:
    """One article's persons."""

    view: View
    when: Occasion
    _full: dict[str, list[int]] = field(default_factory=dict)
    """Entry -> words at which its full or titled name begins, in text order."""
    _others: set[str] = field(default_factory=set)
    """Words of longer names that are no listed person's."""

    @property
    def known(self) -> Knowledge:
        """The compiled lexicon."""
        return self.when.knowledge

    def settled(self) -> list[Match]:
        """The names of the view with their readings settled: a single word is a person's only where the full name speaks for it."""
        first = [self._first_look(match) for match in self.view.names]
        kept = [match if match is None or not self._short(match) else self._second_look(match) for match in first]
        return [match for match in kept if match is not None]

    def _short(self, match: Match) -> bool:
        """Whether a match is one word that may be a person's."""
        if not any(reading.entry.kind == "person" for reading in match.readings):
            return False
        articles = self.known.sounds.articles
        keys = [atom.key for word in self.view.words[match.start : match.end] for atom in atoms(word)]
        return sum(key not in articles for key in keys) < 2

    def _first_look(self, match: Match) -> Match | None:
        """Keep full names, complete names with an unlisted part, and drop parts of other persons' names."""
        if not self._short(match):
            if self._next_generation(match):
                return self._without_persons(match)
            persons = [r.entry for r in match.readings if r.entry.kind == "person"]
            for entry in persons:
                self._full.setdefault(entry.id, []).append(match.start)
            return match
        left, right = self._left(match), self._right(match)
        if left == match.start and right == match.end:
            return self._titled(match)
        given = self._keys(left, match.start)
        same = [r for r in match.readings if r.entry.kind == "person" and given & self._name_keys(r.entry)]
        if same and right == match.end:
            for reading in same:
                self._full.setdefault(reading.entry.id, []).append(left)
            return Match(left, match.end, tuple(replace(reading, form="name") for reading in same))
        self._others.update(self._keys(left, right))
        return self._without_persons(match)

    def _second_look(self, match: Match) -> Match | None:
        """The person whom the article names in full, the last one before the surname; else an unmistakable one."""
        persons = [reading for reading in match.readings if reading.entry.kind == "person"]
        named = [reading for reading in persons if reading.entry.id in self._full]
        if named:
            best = max(named, key=lambda reading: self._nearness(reading.entry, match.start))
            return replace(match, readings=(replace(best, form="name"),))
        strong = tuple(r for r in persons if r.form == "name" and not r.by_sound and not self._later(r.entry))
        if strong and not self._keys(match.start, match.end) & self._others:
            return replace(match, readings=(*strong, *(r for r in match.readings if r.entry.kind != "person")))
        if not self.view.parsed and (bare := tuple(r for r in persons if self._in_office_here(r.entry) and not r.by_sound)):
            return replace(match, readings=tuple(replace(reading, form="name") for reading in bare))
        return self._without_persons(match)

    def _titled(self, match: Match) -> Match:
        """A surname with the title of the listed person: "President Bush" is the one who was president."""
        title = self._role_before(match.start)
        if title is None or title.role.form != "title":
            return match
        start = match.start - (title.end - title.start)
        ranked = [(self._fit(r.entry, title.role, start), r) for r in match.readings if r.entry.kind == "person"]
        best = max((rank for rank, _ in ranked), default=_UNFIT)
        if best == _UNFIT:
            return match
        fitting = tuple(replace(reading, form="name") for rank, reading in ranked if rank == best)
        for reading in fitting:
            self._full.setdefault(reading.entry.id, []).append(match.start)
        return replace(match, readings=fitting)

    def _fit(self, entry: Entry, title: Role, place: int) -> tuple[int, int]:
        """How well a title fits a person: held on the day, or before it, the latest start first; `_UNFIT` where never.

        The country is the one that stands before the title, else one that the article names.
        """
        before = self.view.names_in(max(0, place - _TITLE_REACH), place)
        told = {r.entry.country for match in before for r in match.readings if r.entry.kind == "country"}
        best, day = _UNFIT, self.when.day
        for office in entry.offices:
            country = office.country or entry.country
            here = country in told if told else self.when.near(country)
            started = day is None or office.start is None or office.start <= day
            if here and started and self._same_office(office.name, title, bool(told)):
                best = max(best, (2 if office.holds(day) else 1, office.start.toordinal() if office.start else 0))
        return best

    @staticmethod
    def _same_office(office: str, title: Role, told: bool) -> bool:
        """Whether a title names an office: "secretary" a secretary of state, "minister" a foreign minister, "leader" any of a country."""
        name = title.name
        if office == name or office.startswith(name + " "):
            return True
        if title.family == "head":
            return title.inherits and told
        return office.endswith(" " + name)

    def _later(self, entry: Entry) -> bool:
        """Whether all that the lexicon knows of a person lies after the day."""
        day = self.when.day
        return day is not None and bool(entry.offices) and all(office.start and day < office.start for office in entry.offices)

    def _in_office_here(self, entry: Entry) -> bool:
        """Whether a person holds an office on the day, in a country that the context names."""
        return any(office.holds(self.when.day) and self.when.near(office.country or entry.country) for office in entry.offices)

    def _nearness(self, entry: Entry, place: int) -> tuple[int, int]:
        """The last full mention before a word counts most, then the first one after it."""
        places = self._full[entry.id]
        before = bisect_left(places, place)
        return (1, places[before - 1]) if before else (0, -places[0])

    @staticmethod
    def _without_persons(match: Match) -> Match | None:
        """The match with its other readings only; null where it has none."""
        others = tuple(reading for reading in match.readings if reading.entry.kind != "person")
        return replace(match, readings=others) if others else None

    # -- the words around a surname --

    def _role_before(self, place: int) -> RoleMatch | None:
        """The role that ends just before a word; its positions count from the first word looked at."""
        start = max(0, place - _TITLE_REACH)
        found = self._roles(start, place)
        return found[-1] if found and found[-1].end == place - start else None

    def _roles(self, start: int, end: int) -> list[RoleMatch]:
        """The roles in a stretch of words."""
        return self.known.roles.scan(self.view.words[start:end], [True] * (end - start), self.view.noun[start:end])

    def _left(self, match: Match) -> int:
        """First word of the name that a surname ends: "Lara Trump"."""
        start = match.start
        while start > 0 and self._continues(start - 1, start) and self._role_before(start) is None:
            start -= 1
        return start

    def _right(self, match: Match) -> int:
        """Word after the name that a surname begins: "Hussein al-Moussawi"."""
        view, place = self.view, match.end
        while place < len(view.words) and (view.words[place] in _HYPHENS or view.words[place].lower() in self.known.sounds.articles):
            place += 1
        if place >= len(view.words) or not self._continues(place, place):
            return match.end
        roles = self._roles(place, min(place + _TITLE_REACH, len(view.words)))
        return match.end if roles and roles[0].start == 0 else place + 1

    def _continues(self, place: int, later: int) -> bool:
        """Whether a word beside a surname is another part of one name; `later` is the later word of the two."""
        view, word = self.view, self.view.words[place].rstrip(".")
        if not view.proper[place] or not word[:1].isupper() or word.lower() in self.known.roles.genders:
            return False
        if view.inside[later] or (view.name_at[place] is None and view.entity[place] in ("PER", "")):
            return not self.known.roles.listed("honorifics", word)
        return False

    def _next_generation(self, match: Match) -> bool:
        """Whether a full name is a son's: "Donald Trump Jr."."""
        following = self.view.words[match.end] if match.end < len(self.view.words) else ""
        return self.known.roles.listed("generations", following.rstrip("."))

    def _keys(self, start: int, end: int) -> set[str]:
        """The sounds of some words, without articles."""
        sounds = self.known.sounds
        return {
            sounds.key(atom.key)
            for word in self.view.words[start:end]
            for atom in atoms(word)
            if atom.key not in sounds.articles and atom.key[0].isalnum()
        }

    def _name_keys(self, entry: Entry) -> set[str]:
        """The sounds of a person's full name but its last word."""
        sounds = self.known.sounds
        return {sounds.key(atom.key) for atom in phrase_atoms(entry.name)[:-1] if len(atom.key) > 1}
