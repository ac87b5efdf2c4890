"""What was probably meant by a word that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LISTED = 20
"""So many known words are listed whole."""
ALIKE = 0.6
"""Likeness (of difflib) from which a known word was probably meant."""


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """The end of a message: the nearest known word, and all of them if they are few."""
    words = sorted(known)
    near = difflib.get_close_matches(str(word).lower(), [each.lower() for each in words], 1, ALIKE)
    meant = next((each for each in words if near and each.lower() == near[0]), None)
    there = f"there are {', '.join(words)}" if len(words) <= LISTED else ""
    if meant is not None:
        return f"; did you mean {meant}?" + (f" ({there})" if there else "")
    return f"; {there}" if there else ""
