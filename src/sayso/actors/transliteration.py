"""One mechanism for names that are written in several ways: words are cut into atoms, and atoms are folded to keys.

`atoms` folds letters (accents, case, apostrophes, hyphens, dotted abbreviations); `Sounds.key` folds romanisations as well (Kata'ib
and Kataeb, Hezbollah and Hizbullah, Nujaba and Nujabaa). Names of the lexicon and words of a text go through the same two functions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from anyascii import anyascii

_DOTTED = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]?\.?$")
_CLITIC = re.compile(r"^(?:['’ʼ`´]s?|s['’])$")
_APOSTROPHE = re.compile(r"['’‘ʼ`´ʻʿʾ]")
_PIECE = re.compile(r"[A-Za-z0-9]+|[,;:()/&\"]")
_HYPHENS = frozenset("-‐‑'’‘`´")
_GENITIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])(?=\s|$)")


class Atom(NamedTuple):
    """A piece of a word as names are compared by it; a plain tuple, since there are many."""

    key: str
    """Lower-case ASCII letters and digits, or one mark of punctuation that separates names."""
    shape: str
    """``U`` upper case throughout, ``M`` a capital within ("LeT"), ``T`` one capital first, ``l`` none."""


@lru_cache(maxsize=65536)
def atoms(word: str) -> tuple[Atom, ...]:
    """The atoms of one word: none for hyphens and the possessive clitic."""
    if word.isalpha() and word.isascii():
        return (Atom(word.lower(), _shape(word)),)
    if _CLITIC.match(word):
        return ()
    if _DOTTED.match(word):
        letters = word.replace(".", "")
        return (Atom(letters.lower(), _shape(letters)),)
    folded = _APOSTROPHE.sub("", word)
    if not folded.isascii():
        folded = anyascii(folded)
    pieces = _PIECE.findall(folded)
    if not pieces and word not in _HYPHENS:
        return (Atom(word, "l"),)  # a full stop or a dash separates names
    return tuple(Atom(piece.lower(), _shape(piece)) for piece in pieces)


def phrase_atoms(text: str) -> tuple[Atom, ...]:
    """The atoms of all words of a name, as the lexicon writes it."""
    plain = _GENITIVE.sub("", text) if "'" in text or "’" in text else text
    return tuple([atom for word in plain.split() for atom in atoms(word)])


def _shape(piece: str) -> str:
    """The case of a piece of a word."""
    if piece.isupper():
        return "U"
    if piece[1:] != piece[1:].lower():
        return "M"
    return "T" if piece[:1].isupper() else "l"


class Sounds:
    """The fold by sound, from `lexicon/actors/transliteration.yaml`."""

    def __init__(self, table: Mapping[str, Any]):
        """Args: table: the content of transliteration.yaml."""
        self._rules = tuple((re.compile(pattern), replacement) for pattern, replacement in table["sounds"])
        self.articles = frozenset(table["articles"])
        self.keep_article = frozenset(table["keep_article"])
        self.kinds = frozenset(table["kinds"])
        self.common_words = frozenset(table["common_words"])
        self.shortest = int(table["shortest_sound"])
        self._keys: dict[str, str] = {}

    def key(self, atom: str) -> str:
        """The key by which romanisations of one name agree."""
        known = self._keys.get(atom)
        if known is not None:
            return known
        folded = atom
        for pattern, replacement in self._rules:
            folded = pattern.sub(replacement, folded)
        if len(self._keys) < 200_000:  # a bound for endless runs; the fold itself is cheap
            self._keys[atom] = folded
        return folded

    def content(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """`keys` without Arabic articles, as short forms are compared."""
        kept = tuple(key for key in keys if key not in self.articles)
        return kept or keys
