"""The word lists of attribution: cues with the complements they take, and the nouns that sources and channels are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.errors import LexiconError

CLASSES = frozenset(["say", "claim", "accuse", "deny", "admit", "threaten", "demand", "promise", "confirm", "decline", "think"])


@dataclass(frozen=True, slots=True)
class Cue:
    """One word or phrase that can signal an attribution."""

    lemma: str
    kind: str
    """``verb``, ``noun``, ``phrase``, ``adverb``, ``colon``."""
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
    phrases: Mapping[tuple[str, ...], Cue]
    forms: Mapping[str, str]
    """Inflected form -> lemma of every listed verb: what a text says is surer than what a reader makes of it."""
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Named sets of lemmas: ``channels``, ``documents``, ``anonymous``, ``carriers``, ``light``, ``negations``, ``recipients``, …"""

    def set(self, name: str) -> frozenset[str]:
        """One of the named sets; empty where the lexicon has none of that name."""
        return self.sets.get(name, frozenset())


def compile_cues(tables: Mapping[str, Any]) -> CueLexicon:
    """The lexicon from the YAML tables of the room; tables under ``user/`` add to or override ours.

    Args:
        tables: ``cues`` and ``words`` (and the user's ``user/cues``, ``user/words``), as parsed from `lexicon/attribution`.

    Raises:
        LexiconError: an entry has an unknown class or a malformed complement.
    """
    verbs: dict[str, Cue] = {}
    nouns: dict[str, Cue] = {}
    adverbs: dict[str, Cue] = {}
    phrases: dict[tuple[str, ...], Cue] = {}
    for stem in ("cues", "user/cues"):
        table = tables.get(stem) or {}
        for kind, target in (("verb", verbs), ("noun", nouns), ("adverb", adverbs)):
            for lemma, entry in (table.get(f"{kind}s") or {}).items():
                target[str(lemma)] = _cue(stem, kind, str(lemma), entry)
        for phrase, entry in (table.get("phrases") or {}).items():
            phrases[tuple(str(phrase).split())] = _cue(stem, "phrase", str(phrase), entry)
    sets: dict[str, frozenset[str]] = {}
    for stem in ("words", "user/words"):
        for name, words in ((tables.get(stem) or {}).get("sets") or {}).items():
            sets[name] = sets.get(name, frozenset()) | frozenset(str(word) for word in words)
    irregular = {
        str(form): str(lemma)
        for stem in ("words", "user/words")
        for form, lemma in ((tables.get(stem) or {}).get("irregular") or {}).items()
    }
    words = sorted({lemma.split()[0] for lemma in verbs} | sets.get("carriers", frozenset()) | sets.get("light", frozenset()))
    forms = {form: lemma for lemma in words for form in inflections(lemma)}
    return CueLexicon(verbs, nouns, adverbs, phrases, {**forms, **irregular}, sets)


def inflections(lemma: str) -> tuple[str, ...]:
    """The regular forms of an English verb: "deny" -> deny, denies, denied, denying."""
    if lemma.endswith("e"):
        return lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{lemma}s"
    forms: tuple[str, ...] = (lemma, third, f"{lemma}ed", f"{lemma}ing")
    if len(lemma) > 2 and lemma[-1] in "bdgmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
        forms += (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")
    return forms


def _cue(stem: str, kind: str, lemma: str, entry: Any) -> Cue:
    if not isinstance(entry, Mapping) or entry.get("class") not in CLASSES:
        raise LexiconError(f"{stem}.yaml: {kind} {lemma!r}: `class` must be one of {', '.join(sorted(CLASSES))}")
    takes = entry.get("takes") or {}
    if not all(isinstance(value, (int, float)) and 0 <= value <= 1 for value in takes.values()):
        raise LexiconError(f"{stem}.yaml: {kind} {lemma!r}: `takes` maps a complement to a share between 0 and 1")
    return Cue(lemma, kind, str(entry["class"]), {str(key): float(value) for key, value in takes.items()})
