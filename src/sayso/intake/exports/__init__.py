"""Exports of newspaper libraries: many articles in one file, each with header lines of the library's own form.

Every part of a file comes out: as the fields of an article, or as an error that says what it was. Nothing is passed over but covers,
lists of hits and closing notes that are known as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sayso.intake.exports import factiva, lexisnexis, nexis, proquest
from sayso.intake.exports.parts import Part

_LIBRARIES: tuple[tuple[Callable[[list[str]], bool], Callable[[list[str]], Iterator[Part]]], ...] = (
    (nexis.is_export, nexis.parts),
    (lexisnexis.is_export, lexisnexis.parts),
    (factiva.is_export, factiva.parts),
    (proquest.is_export, proquest.parts),
)
"""Whether lines are an export of a library, and its parts; the first that knows the lines counts."""


def parts_of(text: str) -> Iterator[Part] | None:
    """The articles of an export, in order, with errors for what is none; null where the text is no export that sayso knows."""
    lines = text.replace("\f", "\n").split("\n")
    for knows, split in _LIBRARIES:
        if knows(lines):
            return split(lines)
    return None


__all__ = ["Part", "parts_of"]
