"""The values that a filter's closed fields can take, and what a near miss probably meant: a typo must not look like "nothing found"."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from sayso import data
from sayso.errors import UsageError
from sayso.lexicon.form import OWN_TYPE
from sayso.nearest import did_you_mean
from sayso.records import AttributionKind, Certainty, Footing, SourceType, Status

_UNLISTED_KINDS = ("actor", "organisation", "place", "role")
"""Kinds of actors that no entry of the lexicon has: offices, nameless bodies, names of one report."""


def statuses(given: Iterable[str]) -> tuple[str, ...]:
    """Values of `Status`. This and the next functions raise a `UsageError` for what is none."""
    return _checked("status", given, _themselves(Status))


def footings(given: Iterable[str]) -> tuple[str, ...]:
    """Values of `Footing`."""
    return _checked("footing", given, _themselves(Footing))


def kinds(given: Iterable[str]) -> tuple[str, ...]:
    """Values of `AttributionKind`."""
    return _checked("kind", given, _themselves(AttributionKind))


def actor_kinds(given: Iterable[str]) -> tuple[str, ...]:
    """Kinds of actors: those of the lexicon, which a user's own entries share, and of what no lexicon lists."""
    return _checked("actor_kind", given, _actor_kinds())


def source_types(given: Iterable[str]) -> tuple[str, ...]:
    """Values of `SourceType`."""
    return _checked("source_type", given, _themselves(SourceType))


def certainties(given: Iterable[str]) -> tuple[str, ...]:
    """Values of `Certainty`."""
    return _checked("certainty", given, _themselves(Certainty))


def types(given: Iterable[str]) -> tuple[str, ...]:
    """PLOVER types of events; also whatever begins as the types of a user's own codebook do."""
    words = [word.strip() for word in given]
    own = [word.upper() for word in words if OWN_TYPE.fullmatch(word.upper())]
    return _checked("type", words, _themselves([*types_of_codebook(), *own]))


def types_of_codebook() -> tuple[str, ...]:
    """All PLOVER types, in the codebook's order."""
    return tuple(data.lexicon("ontology")["plover"]["types"])


def dimensions(given: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Dimensions of a table of counts."""
    return _checked("dimension", given, _themselves(known))


def speech(given: Iterable[str]) -> tuple[str, ...]:
    """Classes of saying, as the cues of lexicon/attribution have them."""
    kinds = [kind for kind in data.lexicon("attribution")["cues"].values() if isinstance(kind, dict)]
    return _checked("type", given, _themselves(cue["class"] for kind in kinds for cue in kind.values() if "class" in cue))


def countries(given: Iterable[str]) -> tuple[str, ...]:
    """Codes of countries and of actors beyond them. Any three letters pass: a user's own word lists may have codes of their own."""
    words = [word.strip() for word in given]
    codes = {word.lower(): word.upper() for word in words if len(word) == 3 and word.isalpha()}
    return _checked("country", words, {**_country_names(), **codes})


def reasons(given: Iterable[str]) -> tuple[str, ...]:
    """Reasons of quarantine."""
    from sayso.intake.quarantine import REASONS
    from sayso.scale.worker import REASONS as AFTER_READING

    return _checked("reason", given, _themselves([*REASONS, *AFTER_READING]))


@functools.cache
def _actor_kinds() -> Mapping[str, str]:
    tables = data.lexicon("actors").values()
    listed = {entry["kind"] for table in tables if isinstance(table, list) for entry in table if entry.get("kind")}
    return _themselves(sorted(listed.union(_UNLISTED_KINDS)))


@functools.cache
def _country_names() -> Mapping[str, str]:
    """Code, name, adjective and two-letter code in lower case -> code."""
    tables = data.lexicon("actors")
    entries = [entry for table in tables.values() if isinstance(table, list) for entry in table]
    known = _themselves(entry["country"] for entry in entries if entry.get("country"))
    for entry in tables["countries"]:
        names = [entry["name"], entry.get("iso2"), *entry.get("aliases", ()), *entry.get("demonyms", ())]
        known = {**{name.lower(): entry["country"] for name in names if name}, **known}
    return known


def _themselves(values: Iterable[str]) -> dict[str, str]:
    return {str(value).lower(): str(value) for value in values}


def _checked(field: str, given: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The values in the spelling that the database has.

    Args:
        field: the filter's name, for the message.
        given: what the user wrote.
        known: any accepted or likely word in lower case -> the value meant.

    Raises:
        UsageError: one of them is no value; the message says which one was probably meant, and which there are if they are few.
    """
    values = {value.lower(): value for value in known.values()}
    found = []
    for word in given:
        key = word.strip().lower()
        if key not in values:
            raise UsageError(f"{field} {word!r} is not known{did_you_mean(key, values.values(), known)}")
        found.append(values[key])
    return tuple(found)
