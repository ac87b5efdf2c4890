"""Which speakers are public actors, and in whose line a saying stands.

A public actor is one that the lexicon lists, or a body of a state. Whoever speaks for it (its spokesperson, its head, a minister, an
office of its own) speaks in its line. A name that only one report knows, and a source without a name, have none: they stay text of
that report ("Private persons" in docs/architecture.md).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sayso import data
from sayso.records import Attribution, MentionKind, SourceType

UNLISTED = "text."
"""How the id of a name begins that only one report knows."""
_ROLE, _COUNTRY, _GOVERNMENT = "role.", "ctry.", "gov."
_CODE = re.compile(r"[A-Z]{3}")
_SPEAKING = frozenset({"spokesperson", "head", "minister"})
"""Families of roles (lexicon/actors/roles.yaml) whose word is that of the body they are held in."""
_NAMELESS = frozenset(
    {
        SourceType.OFFICIALS,
        SourceType.WITNESSES,
        SourceType.RESIDENTS,
        SourceType.INFORMED,
        SourceType.EXPERTS,
        SourceType.PEOPLE,
        SourceType.POLL,
    }
)
"""Sorts of source that have no name."""
_NOBODY = frozenset({MentionKind.ANONYMOUS, MentionKind.DEMONYM})
"""Mentions that stand for people without a name: "officials", "the Americans"."""


class Role(NamedTuple):
    """What this module needs to know of a role of the lexicon."""

    body: bool
    """An institution."""
    state: bool
    """Of a state."""
    speaks: bool
    """Speaks for the body that it is held in."""
    governs: bool
    """Of the government."""


def public_actor(attribution: Attribution) -> str | None:
    """Id of the public actor in whose line a saying stands; null where it stands in nobody's."""
    mention = attribution.speaker
    if mention is None or mention.actor is None:
        return None
    return line(mention.actor.id, mention.kind, attribution.source_type)


def line(speaker: str, mention: str, source_type: str) -> str | None:
    """The same from plain values, for rows of an older database.

    Args:
        speaker: id of the resolved speaker.
        mention: value of `MentionKind`.
        source_type: value of `SourceType`.
    """
    if mention in _NOBODY or source_type in _NAMELESS:
        return None
    return _line(speaker)


def _line(actor: str) -> str | None:
    if actor.startswith(UNLISTED):
        return None
    if actor.startswith(_COUNTRY):
        return _GOVERNMENT + actor.removeprefix(_COUNTRY)
    if not actor.startswith(_ROLE):
        return actor
    owner, _, name = actor.removeprefix(_ROLE).rpartition(".")
    role = _roles().get(name)
    if role is None:
        return None
    if _CODE.fullmatch(owner):
        return _line_of_state(owner, name, role)
    return _line_of_owner(owner) if role.body or role.speaks else None


def _line_of_owner(owner: str) -> str | None:
    """The line of the body or person that a role is held under, itself an actor or the role of one without its prefix."""
    if owner in names() or owner.startswith((UNLISTED, _COUNTRY)):
        return _line(owner)
    if owner.rpartition(".")[2] in _roles():
        return _line(_ROLE + owner)
    return owner if "." in owner else None  # listed by a user's own lexicon


def _line_of_state(country: str, name: str, role: Role) -> str | None:
    """A body of a state has a line of its own; its government speaks through presidents and ministers too."""
    if name == "government" or (role.speaks and role.governs):
        return _GOVERNMENT + country
    return f"{_ROLE}{country}.{name}" if role.body and role.state else None


def same_state(speaker: str, actor: str) -> bool:
    """Whether a speaker is the government that `actor` is by another name: "Kenya said", "Kenya's government said"."""
    country = actor.removeprefix(_GOVERNMENT)
    return speaker in (_COUNTRY + country, f"{_ROLE}{country}.government")


@functools.cache
def _roles() -> Mapping[str, Role]:
    """Part of an id -> role."""
    found: dict[str, Role] = {}
    for entry in data.lexicon("actors")["roles"]["roles"]:
        state = bool(entry.get("state"))
        family = entry.get("family")
        for name in entry["names"]:
            # A "presidential spokesman" is an official of the lexicon's, and speaks for whom he serves none the less.
            speaks = family in _SPEAKING or (family == "official" and name.split()[-1].startswith("spokes"))
            role = Role(entry["form"] == "body", state, speaks, state and "GOV" in entry["sectors"])
            found.setdefault("-".join(re.findall(r"[a-z0-9]+", name.lower())), role)  # as the actors' room writes it into ids
    return found


@functools.cache
def names() -> Mapping[str, tuple[str, ...]]:
    """Id of an actor of the lexicon -> its name, then the other names that it is known by."""
    tables = data.lexicon("actors")
    entries: Iterable[Mapping[str, Any]] = (entry for table in tables.values() if isinstance(table, list) for entry in table)
    return {entry["id"]: (entry["name"], *(str(alias) for alias in entry.get("aliases", ()))) for entry in entries if "id" in entry}


def names_of(actor: str) -> tuple[str, ...]:
    """The names of a public actor in the lexicon, the usual one first; empty where it lists none."""
    listed = names()
    if actor in listed:
        return listed[actor]
    country = listed.get(_COUNTRY + actor.removeprefix(_GOVERNMENT), ()) if actor.startswith(_GOVERNMENT) else ()
    return (f"government of {country[0]}", *country) if country else ()
