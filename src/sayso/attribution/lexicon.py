"""The word lists of attribution: cues with the complements they take, and the nouns that sources and channels are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.attribution.sayings import CLASSES, Sayings, compile_sayings, inflections
from sayso.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Cue:
    """One word or phrase that can signal an attribution."""

    lemma: str
    kind: str
    """``verb``, ``noun``, ``phrase``, ``adverb``, ``adjective``, ``colon``."""
    speech: str
    """Class of the saying, one of `CLASSES`."""
    takes: Mapping[str, float]
    """What can be the content -> how often such a complement is attributed (0 to 1). Keys: ``quote``, ``clause``, ``to``, ``object``,
    ``raised`` (subject and infinitive: "is said to have fled"), or a preposition."""


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """All word lists of the room, ready for look-up by lemma."""

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    adverbs: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    phrases: Mapping[tuple[str, ...], Cue]
    forms: Mapping[str, str]
    """Inflected form -> lemma of every listed verb: what a text says is surer than what a reader makes of it."""
    sayings: Sayings = field(default_factory=Sayings)
    """Classes and degrees of every word that can head a cue."""
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Named sets of lemmas: ``channels``, ``documents``, ``anonymous``, ``carriers``, ``light``, ``negations``, ``recipients``, …"""

    def set(self, name: str) -> frozenset[str]:
        """One of the named sets; empty where the lexicon has none of that name."""
        return self.sets.get(name, frozenset())


def compile_cues(tables: Mapping[str, Any]) -> CueLexicon:
    """The lexicon from the YAML tables of the room; tables under ``user/`` add to or override ours.

    Args:
        tables: ``cues``, ``words``, ``sources`` and ``sayings`` (and the user's under ``user/``), as parsed from `lexicon/attribution`.

    Raises:
        LexiconError: an entry has an unknown class or a malformed complement.
    """
    verbs: dict[str, Cue] = {}
    nouns: dict[str, Cue] = {}
    adverbs: dict[str, Cue] = {}
    adjectives: dict[str, Cue] = {}
    phrases: dict[tuple[str, ...], Cue] = {}
    for stem in ("cues", "user/cues"):
        table = tables.get(stem) or {}
        for kind, target in (("verb", verbs), ("noun", nouns), ("adverb", adverbs), ("adjective", adjectives)):
            for lemma, entry in (table.get(f"{kind}s") or {}).items():
                target[str(lemma)] = _cue(stem, kind, str(lemma), entry)
        for phrase, entry in (table.get("phrases") or {}).items():
            phrases[tuple(str(phrase).split())] = _cue(stem, "phrase", str(phrase), entry)
    sets: dict[str, frozenset[str]] = {}
    for stem in ("words", "sources", "user/words", "user/sources"):
        for name, words in ((tables.get(stem) or {}).get("sets") or {}).items():
            sets[name] = sets.get(name, frozenset()) | frozenset(str(word) for word in words)
    irregular = {
        str(form): str(lemma)
        for stem in ("words", "user/words")
        for form, lemma in ((tables.get(stem) or {}).get("irregular") or {}).items()
    }
    words = sorted({lemma.split()[0] for lemma in verbs} | sets.get("carriers", frozenset()) | sets.get("light", frozenset()))
    forms = {form: lemma for lemma in words for form in inflections(lemma)}
    return CueLexicon(verbs, nouns, adverbs, adjectives, phrases, {**forms, **irregular}, compile_sayings(tables, irregular), sets)


def _cue(stem: str, kind: str, lemma: str, entry: Any) -> Cue:
    if not isinstance(entry, Mapping) or entry.get("class") not in CLASSES:
        raise LexiconError(f"{stem}.yaml: {kind} {lemma!r}: `class` must be one of {', '.join(sorted(CLASSES))}")
    takes = entry.get("takes") or {}
    if not all(isinstance(value, (int, float)) and 0 <= value <= 1 for value in takes.values()):
        raise LexiconError(f"{stem}.yaml: {kind} {lemma!r}: `takes` maps a complement to a share between 0 and 1")
    return Cue(lemma, kind, str(entry["class"]), {str(key): float(value) for key, value in takes.items()})
