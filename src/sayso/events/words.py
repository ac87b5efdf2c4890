"""The base forms of a word, whatever a reader took for its lemma."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import TypeVar

from spacy.tokens import Doc, Token

Value = TypeVar("Value")
TITLED = frozenset({"elect", "designate"})
BASE = frozenset({"NN", "VB", "VBP"})
"""Tags of words that are their own lemma."""
HYPHENS = frozenset({"-", "‐", "‑"})
REGULAR = {"ied": ("y",), "laid": ("lay",), "ed": ("", "e"), "ying": ("y",), "ing": ("", "e"), "ies": ("y",), "es": ("e", ""), "s": ("",)}
"""Regular endings of verbs and nouns -> what the base form has instead."""
DOUBLING = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")
"""Verbs of one short syllable, which double their last letter before an ending."""


def stems(word: Token) -> tuple[str, ...]:
    """The lemma of a word and what regular inflexion would make of its form: a reader's slip ("demande") costs no event.

    Of the last part of a hyphenated word the whole comes first: "test-fire", "sit-in".
    """
    known = _stems_of(word.doc)
    found = known[word.i]
    if found is None:
        found = known[word.i] = _stems(word.lemma_.lower(), word.lower_, word.tag_, _hyphenated(word))
    return found


@functools.lru_cache(maxsize=2)
def _stems_of(doc: Doc) -> list[tuple[str, ...] | None]:
    """Room for the `stems` of every token of the text at hand: each list of verbs and nouns asks for them anew."""
    return [None] * len(doc)


@functools.lru_cache(maxsize=1 << 16)
def _stems(lemma: str, form: str, tag: str, before: str) -> tuple[str, ...]:
    """As `stems`, of the strings; remembered, for news repeats its words."""
    found = [lemma, form] if tag in BASE else [lemma]
    if tag in {"VB", "VBP"}:
        found.append(form)
    if lemma.startswith("ex-") or (before and form in TITLED):
        found.append(before if form in TITLED else lemma[3:])
    if len(form) > 4 and form.endswith("men"):
        found.append(form[:-2] + "an")
    for ending, replacements in REGULAR.items():
        if (len(form) > len(ending) + 1 or form == ending) and form.endswith(ending):
            stem = form[: -len(ending)]
            found += [stem + replacement for replacement in replacements]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
            break
    if form in (f"{lemma}ed", f"{lemma}ing") and DOUBLING.fullmatch(lemma):
        found = [f"{lemma}e", *found]  # "raped" is no form of "rap": that would be "rapped"
    if tag == "VBG":
        found.append(form)  # "Northland's reopening of the crossing" is a noun by another tag
    return tuple(dict.fromkeys([f"{before}-{stem}" for stem in found] + found if before else found))


def _hyphenated(word: Token) -> str:
    """What stands before the hyphen of which `word` is the last part, lower case; empty where there is none."""
    if word.i < 2 or word.nbor(-1).text not in HYPHENS or word.nbor(-1).whitespace_ or word.nbor(-2).whitespace_:
        return ""
    return word.nbor(-2).lower_


def is_any(word: Token, lemmas: frozenset[str]) -> bool:
    """Whether a word is a form of one of the lemmas."""
    return any(stem in lemmas for stem in stems(word))


def pick(table: Mapping[str, Value], word: Token) -> Value | None:
    """What a table of lemmas has for a word."""
    for stem in stems(word):
        if stem in table:
            return table[stem]
    return None
