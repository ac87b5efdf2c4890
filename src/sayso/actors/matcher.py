"""Finds the names of the lexicon in a row of words: two tries over atoms (by letters, by sound), longest match first, one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sayso.actors.entries import Entry
from sayso.actors.transliteration import Atom, Sounds, atoms, phrase_atoms

_END = "\0"
"""Key of a trie node under which its patterns lie; no atom has it."""
_THE = "the"
_PLURAL_EXCEPTIONS = ("s", "sh", "ch", "ese", "x")
_SHORTEST_TITLED_ACRONYM = 4
_TITLED_KINDS = frozenset({"igo", "ngo", "alliance", "armed_group"})
"""Kinds whose acronyms the press also writes like a word: Nato, Unicef, Isis."""
_LONGEST_ACRONYM = 6

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry that a stretch of words may name, and in which form."""

    entry: Entry
    form: str
    """``name``, ``weak``, ``demonym``, ``people`` (a plural demonym), ``capital``, ``weak_capital`` or ``government``."""
    by_sound: bool = False


_Hit = tuple[int, tuple[Reading, ...]]
"""The atom after a name, and what it may name."""


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of words, half open, that names entries."""

    start: int
    end: int
    readings: tuple[Reading, ...]


class _Pattern(NamedTuple):
    """One way to name an entry; a plain tuple, since there are many."""

    reading: Reading
    shapes: str
    """The shape of each atom, one letter each."""


class _Name(NamedTuple):
    """One way to name an entry that no text has called for yet."""

    keys: Sequence[str]
    shapes: str
    entry: Entry
    form: str


class Matcher:
    """The names of all entries. Those that begin alike enter the tries when a text first has a word that they begin with: most never do."""

    def __init__(self, entries: Iterable[Entry], sounds: Sounds):
        """Compile.

        Args:
            entries: the lexicon, in the order that decides between equals.
            sounds: the fold by sound.
        """
        self._sounds = sounds
        self._letters: Node = {}
        self._by_sound: Node = {}
        self._waiting: dict[str, list[_Name]] = {}
        """First atom -> the names that begin with it and are not in the trie yet, in the order of the entries."""
        self._waiting_by_sound: dict[str, list[_Name]] = {}
        for entry in entries:
            for form, text in entry.forms:
                self._add(entry, form, text)

    def _add(self, entry: Entry, form: str, text: str) -> None:
        """Enter one way to name an entry, with and without the Arabic article."""
        parts = phrase_atoms(text)
        if len(parts) > 2 and parts[0].key == _THE:  # "the Guardian", "the Resistance" are nothing without it
            parts = parts[1:]
        if not parts:
            return
        if entry.user and text.isupper():  # users' dictionaries (CAMEO style) are in capitals: only the first letter's case is kept
            parts = tuple(Atom(part.key, "T") for part in parts)
        for variant in self._variants(parts, entry):
            shapes = "".join([part.shape for part in variant])
            keys = [part.key for part in variant]
            self._waiting.setdefault(keys[0], []).append(_Name(keys, shapes, entry, form))
            if form == "demonym" and not keys[-1].endswith(_PLURAL_EXCEPTIONS) and shapes[-1] != "U":
                plural = [*keys[:-1], keys[-1] + "s"]
                self._waiting.setdefault(plural[0], []).append(_Name(plural, shapes, entry, "people"))
            if entry.kind in self._sounds.kinds and form in ("name", "weak") and "U" not in shapes:  # no acronym is known by its sound
                self._waiting_by_sound.setdefault(self._sounds.key(keys[0]), []).append(_Name(keys, shapes, entry, form))

    def _admit(self, key: str) -> None:
        """Enter the names that begin with an atom, by letters."""
        for name in self._waiting.pop(key, ()):
            self._enter(self._letters, name.keys, name.shapes, Reading(name.entry, name.form))

    def _admit_by_sound(self, key: str) -> None:
        """Enter the names that begin with a sound."""
        for name in self._waiting_by_sound.pop(key, ()):
            heard = [self._sounds.key(each) for each in name.keys]
            if sum(map(len, heard)) >= self._sounds.shortest + (0 if len(heard) > 1 else 1):  # else too short to be told from other words
                self._enter(self._by_sound, heard, name.shapes, Reading(name.entry, name.form, by_sound=True))

    def _variants(self, parts: tuple[Atom, ...], entry: Entry) -> list[tuple[Atom, ...]]:
        """The atoms as they stand, and without Arabic articles where the name has one."""
        if entry.kind == "country" or entry.user:
            return [parts]
        articles, keep = self._sounds.articles, self._sounds.keep_article
        if not any(part.key in articles for part in parts):
            return [parts]
        without = tuple(
            part
            for place, part in enumerate(parts)
            if part.key not in articles or place + 1 == len(parts) or parts[place + 1].key in keep or part.shape == "U"
        )
        worth = len(without) > 1 or (len(without) == 1 and len(without[0].key) >= self._sounds.shortest)
        return [parts, without] if worth and len(without) < len(parts) else [parts]

    @staticmethod
    def _enter(root: Node, keys: Sequence[str], shapes: str, reading: Reading) -> None:
        node = root
        for key in keys:
            step = node.get(key)
            if step is None:
                step = node[key] = {}
            node = step
        pattern = _Pattern(reading, shapes)
        patterns: list[_Pattern] = node.setdefault(_END, [])
        if pattern not in patterns:
            patterns.append(pattern)

    def scan(self, words: Sequence[str], uncased: bool = False) -> list[Match]:
        """The names in `words`, in order, not overlapping; time is linear in the words.

        Args:
            words: the words of a text.
            uncased: the text has no capitals of its own, so case is not asked for except where a name is also a common word.
        """
        flat: list[Atom] = []
        owner: list[int] = []
        for place, word in enumerate(words):
            for atom in atoms(word):
                flat.append(atom)
                owner.append(place)
        found: list[Match] = []
        position = 0
        while position < len(flat):
            hit = self._longest(flat, position, uncased)
            if flat[position].key == _THE and position + 1 < len(flat):
                position += 1  # the article is no part of the match
                hit = self._longer(hit, self._longest(flat, position, uncased))
                if hit is None:
                    continue
            if hit is None:
                position += 1
                continue
            end, readings = hit
            start_word, end_word = owner[self._with_article(flat, owner, position, words)], owner[end - 1] + 1
            if not found or found[-1].end <= start_word:
                found.append(Match(start_word, end_word, readings))
            position = end
        return found

    @staticmethod
    def _longer(with_article: _Hit | None, without: _Hit | None) -> _Hit | None:
        """The longer of the names found with and without "the" before them; the readings of both where they end alike."""
        if with_article is None or without is None:
            return with_article or without
        if with_article[0] != without[0]:
            return max(with_article, without, key=lambda hit: hit[0])
        return with_article[0], tuple(dict.fromkeys((*with_article[1], *without[1])))

    def _with_article(self, flat: list[Atom], owner: list[int], position: int, words: Sequence[str]) -> int:
        """The atom where a name begins: at the Arabic article before it, where one is joined by a hyphen ("al-Nujaba") or stands free."""
        before = position - 1
        if before < 0 or flat[before].key not in self._sounds.articles or flat[position].shape == "l":
            return position
        joined = owner[before] == owner[position] or any("-" in words[place] for place in range(owner[before], owner[position]))
        return before if joined or flat[before].key in ("al", "el") else position

    def _longest(self, flat: list[Atom], position: int, uncased: bool) -> _Hit | None:
        """The end and the readings of the longest name that begins at `position`; letters win over sound."""
        first = flat[position]
        if first.key in self._waiting:
            self._admit(first.key)
        best = self._walk(self._letters, flat, position, uncased, by_sound=False)
        if first.shape in ("T", "M") or uncased:
            if (sound := self._sounds.key(first.key)) in self._waiting_by_sound:
                self._admit_by_sound(sound)
            heard = self._walk(self._by_sound, flat, position, uncased, by_sound=True)
            if heard and (best is None or heard[0] > best[0]):
                best = heard
        return best

    def _walk(self, node: Node, flat: list[Atom], position: int, uncased: bool, by_sound: bool) -> _Hit | None:
        """Follow one trie; articles of the text that the trie does not have are stepped over."""
        best: _Hit | None = None
        place = position
        read: list[Atom] = []
        skipped = False
        while place < len(flat):
            atom = flat[place]
            step = node.get(self._sounds.key(atom.key) if by_sound else atom.key)
            if step is None:
                if not read or skipped or atom.key not in self._sounds.articles:
                    break
                skipped = True  # one article at most between two words, so the work stays linear
                place += 1
                continue
            skipped = False
            node = step
            read.append(atom)
            place += 1
            patterns = node.get(_END)
            if patterns:
                readings = tuple(dict.fromkeys(p.reading for p in patterns if self._case_fits(p, read, uncased)))
                if readings:
                    best = (place, readings)
        return best

    def _case_fits(self, pattern: _Pattern, read: list[Atom], uncased: bool) -> bool:
        """Whether the case of the words allows the name: "US" is not "us", "Turkey" is not "turkey"."""
        skip = int(read[0].key == _THE and len(read) > 1)
        first, shape = read[skip], pattern.shapes[skip]
        if uncased:
            return len(read) > 1 or (first.key not in self._sounds.common_words and len(first.key) > 3)
        if shape == "U" and len(pattern.shapes) == skip + 1 and len(first.key) <= _LONGEST_ACRONYM:
            titled = first.shape == "T" and len(first.key) >= _SHORTEST_TITLED_ACRONYM and pattern.reading.entry.kind in _TITLED_KINDS
            return first.shape == "U" or titled
        if shape == "M" and len(pattern.shapes) == skip + 1 and len(first.key) <= _LONGEST_ACRONYM:
            return first.shape in ("M", "U")  # "LeT" is not the verb "Let"
        if shape == "l":
            return len(read) == 1 or any(a.shape != "l" for a in read) or all(s == "l" for s in pattern.shapes)
        return first.shape != "l"
