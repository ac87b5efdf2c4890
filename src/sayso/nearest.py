"""What was probably meant by a word that is not known: a typo must look like nothing else."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

LISTED = 40
"""So many known words are listed whole."""
ALIKE = 0.7
"""Likeness (of difflib) from which a known word was probably meant."""


def did_you_mean(word: object, known: Iterable[str], likely: Mapping[str, str] | None = None) -> str:
    """The end of a message: the nearest known word, and all of them if they are few.

    Args:
        word: what was given.
        known: the known words.
        likely: other words that people write -> the known word that they mean.
    """
    words = sorted(set(known))
    meant = {each.lower(): each for each in words} | {each.lower(): value for each, value in (likely or {}).items()}
    given = str(word).lower()
    near = [given] if given in meant else difflib.get_close_matches(given, sorted(meant), 1, ALIKE)
    there = f"there are {', '.join(words)}" if len(words) <= LISTED else ""
    if near:
        return f"; did you mean {meant[near[0]]}?" + (f" ({there})" if there else "")
    return f"; {there}" if there else ""
