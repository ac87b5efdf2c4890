"""The word lists behind the class of a saying: every word that can head a cue, phrases of several words, degrees of certainty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.errors import LexiconError
from sayso.records import Certainty

CLASSES = frozenset(["say", "claim", "accuse", "deny", "admit", "threaten", "demand", "promise", "confirm", "decline", "think"])
STEMS = ("sayings", "user/sayings")


@dataclass(frozen=True, slots=True)
class Sayings:
    """Classes and degrees by lemma, as compiled from ``sayings.yaml``."""

    forms: Mapping[str, str] = field(default_factory=dict)
    """Inflected form -> lemma of every listed verb."""
    verbs: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)
    """First lemma -> the phrases that begin with it, the longest first, each with its class."""
    shifts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Lemma -> condition on the content -> class."""
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    certainty: Mapping[str, Certainty] = field(default_factory=dict)
    transparent: frozenset[str] = frozenset()
    reversing: frozenset[str] = frozenset()


def compile_sayings(tables: Mapping[str, Any], irregular: Mapping[str, str]) -> Sayings:
    """The lists from the tables ``sayings`` and ``user/sayings``; the user's words override ours.

    Args:
        tables: the YAML files of `lexicon/attribution`, as parsed.
        irregular: verb forms that no rule of inflection gives -> lemma.

    Raises:
        LexiconError: a class or a degree is unknown.
    """
    found = [(stem, tables[stem]) for stem in STEMS if tables.get(stem)]
    sets: dict[str, frozenset[str]] = {}
    for _, table in found:
        for name, words in (table.get("sets") or {}).items():
            sets[name] = sets.get(name, frozenset()) | frozenset(str(word) for word in words)
    shifts = {
        str(lemma): {str(condition): _class(stem, str(speech)) for condition, speech in cases.items()}
        for stem, table in found
        for lemma, cases in (table.get("shifts") or {}).items()
    }
    verbs = _by_class(found, "verbs")
    governing = {str(word) for _, table in found for name in ("transparent", "reversing") for word in table.get(name) or ()}
    regular = {form: lemma for lemma in sorted({*verbs, *governing}) for form in inflections(lemma)}
    return Sayings(
        {**regular, **irregular},
        verbs,
        _by_class(found, "nouns"),
        _by_class(found, "adjectives"),
        _phrases(found),
        shifts,
        sets,
        {word: _degree(stem, degree) for stem, degree, word in _words(found, "certainty")},
        frozenset(str(word) for _, table in found for word in table.get("transparent") or ()),
        frozenset(str(word) for _, table in found for word in table.get("reversing") or ()),
    )


def _words(found: list[tuple[str, Any]], section: str) -> Iterator[tuple[str, str, str]]:
    for stem, table in found:
        for name, words in (table.get(section) or {}).items():
            for word in words:
                yield stem, str(name), str(word)


def _by_class(found: list[tuple[str, Any]], section: str) -> dict[str, str]:
    return {word: _class(stem, name) for stem, name, word in _words(found, section)}


def _phrases(found: list[tuple[str, Any]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    classes = {tuple(phrase.split()): _class(stem, name) for stem, name, phrase in _words(found, "phrases")}
    grouped: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, name in sorted(classes.items(), key=lambda item: (-len(item[0]), item[0])):
        grouped.setdefault(phrase[0], []).append((phrase, name))
    return {first: tuple(phrases) for first, phrases in grouped.items()}


def _class(stem: str, name: str) -> str:
    if name not in CLASSES:
        raise LexiconError(f"{stem}.yaml: {name!r} is no class of saying; one of {', '.join(sorted(CLASSES))}")
    return name


def _degree(stem: str, name: str) -> Certainty:
    try:
        return Certainty(name)
    except ValueError:
        raise LexiconError(f"{stem}.yaml: {name!r} is no degree of certainty; one of {', '.join(Certainty)}") from None


def inflections(lemma: str) -> tuple[str, ...]:
    """The regular forms of an English verb: "deny" -> deny, denies, denied, denying."""
    if lemma.endswith("e"):
        return lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{lemma}s"
    forms: tuple[str, ...] = (lemma, third, f"{lemma}ed", f"{lemma}ing")
    if len(lemma) > 2 and lemma[-1] in "bdglmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
        forms += (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")
    return forms
