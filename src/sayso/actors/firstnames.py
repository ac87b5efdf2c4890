"""What a first name tells of its bearer's sex, so that "he" does not become Halina: from `lexicon/actors/firstnames.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anyascii import anyascii

_LONGEST_NAME = 5
"""Words of a person's name at most; what is longer is no name."""


class FirstNames:
    """First names by sex: ``m`` and ``f``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Args: table: the content of firstnames.yaml; an empty one knows no name."""
        self._sexes = {str(name): sex for sex in ("m", "f") for name in table.get(sex, ())}
        self._endings = tuple((str(ending), sex) for sex, endings in (table.get("endings") or {}).items() for ending in endings)

    def sex(self, name: str) -> str:
        """The sex that the first word of a full name tells; empty where it tells none.

        "Jean-Luc X" is looked up whole, then by its second part, then by its first.
        """
        words = anyascii(name).lower().replace("'", "").split()
        if not 2 <= len(words) <= _LONGEST_NAME:
            return ""
        first = words[0]
        parts = first.split("-")
        return next((self._sexes[form] for form in (first, *reversed(parts)) if form in self._sexes), "")

    def __contains__(self, word: object) -> bool:
        """Whether a single word is a first name."""
        return isinstance(word, str) and anyascii(word).lower() in self._sexes

    def leaning(self, name: str) -> str:
        """The sex that the ending of an unlisted first name makes likelier; empty where it makes none."""
        words = anyascii(name).lower().split()
        if not 2 <= len(words) <= _LONGEST_NAME or self.sex(name):
            return ""
        return next((sex for ending, sex in self._endings if words[0].endswith(ending)), "")
