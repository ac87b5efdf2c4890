"""The titles and role nouns of `lexicon/actors/roles.yaml`, compiled, and the scan that finds them in a row of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.actors.transliteration import atoms, phrase_atoms

_END = "\0"
_BESIDE = "\1"
"""Key of a modifier that has the name of a role: words that are no noun where they stand lead to it."""
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Role:
    """One title or role noun."""

    name: str
    form: str
    """``title``, ``person``, ``group``, ``body``, or ``modifier`` for a word that only tells the sector."""
    sectors: tuple[str, ...]
    inherits: bool = False
    armed: bool = False
    """Inherits only from those who carry arms."""
    state: bool = False
    generic: bool = False
    anonymous: bool = False
    document: bool = False
    family: str = ""


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A stretch of words, half open, that names a role."""

    start: int
    end: int
    role: Role
    plural: bool


class RoleBook:
    """Roles, modifiers and the small closed lists that the rules read."""

    def __init__(self, table: Mapping[str, Any]):
        """Args: table: the content of roles.yaml."""
        self._trie: Node = {}
        for line in table["roles"]:
            for name in line["names"]:
                self._enter(_role(name, line))
        for line in table["modifiers"]:
            for name in line["names"]:
                self._enter(Role(name, "modifier", tuple(line["sectors"])))
        self._lists: dict[str, frozenset[str]] = {
            key: frozenset(str(word) for word in value)
            for key, value in table.items()
            if isinstance(value, list) and key not in ("roles", "modifiers")
        }
        self.pronouns: Mapping[str, Mapping[str, Any]] = table["pronouns"]
        self.group_nouns: Mapping[str, frozenset[str]] = {noun: frozenset(kinds) for noun, kinds in table["group_nouns"].items()}
        self.kinds: Mapping[str, frozenset[str]] = {noun: frozenset(kinds) for noun, kinds in table["kinds_of"].items()}
        """Noun -> nouns that it may take up: "the scientist" a volcanologist."""
        self.genders: Mapping[str, str] = {word: gender for gender, words in table["genders"].items() for word in words}

    def listed(self, name: str, word: str) -> bool:
        """Whether the closed list `name` holds a word (case does not matter)."""
        return word.lower() in self._lists[name]

    def words(self, name: str) -> frozenset[str]:
        """The closed list `name`."""
        return self._lists[name]

    def may_call(self, noun: str, name: str) -> bool:
        """Whether a group noun may take up a body of that name: "the army" only one that is called an army."""
        return noun not in self._lists["named_group_nouns"] or noun in name.lower()

    def one_person(self, role: Role) -> bool:
        """Whether a role in the singular is one person: a soldier, not a battalion."""
        return role.form in ("title", "person", "group") and role.name.split()[-1] not in self._lists["collectives"]

    def _enter(self, role: Role) -> None:
        """Enter a role; of two with one name the first stays, so titles win over modifiers, which stay known beside them."""
        node = self._trie
        for atom in phrase_atoms(role.name):
            node = node.setdefault(atom.key, {})
        node.setdefault(_END, role)
        if role.form == "modifier" and node[_END] is not role:
            node.setdefault(_BESIDE, role)  # "the rebel leadership", "military leaders": an adjective there

    def scan(self, words: Sequence[str], free: Sequence[bool], noun: Sequence[bool]) -> list[RoleMatch]:
        """The roles in `words`, longest first, not overlapping.

        Args:
            words: the words of a text.
            free: whether a word may be part of a role (it is not part of a listed name).
            noun: whether a word is a noun; the last word of a role that is not a modifier must be.
        """
        found: list[RoleMatch] = []
        place = 0
        while place < len(words):
            hit = self._longest(words, free, noun, place) if free[place] else None
            if hit is None or self._is_side(words, hit):
                place += 1
                continue
            found.append(hit)
            place = hit.end
        return found

    def _is_side(self, words: Sequence[str], hit: RoleMatch) -> bool:
        """Whether parties are the sides of a quarrel or of a bargain, and no political ones: "both parties", "the warring parties"."""
        return hit.role.name == "party" and hit.start > 0 and words[hit.start - 1].lower() in self._lists["quarrelling"]

    def _longest(self, words: Sequence[str], free: Sequence[bool], noun: Sequence[bool], start: int) -> RoleMatch | None:
        best: RoleMatch | None = None
        steps: list[tuple[int, Node, bool]] = [(start, self._trie, False)]
        while steps:
            place, node, plural = steps.pop()
            if place >= len(words) or not free[place]:
                continue
            keys = tuple(part.key for part in atoms(words[place]))
            if not keys:  # a hyphen or a possessive clitic inside a role: "president's office"
                if place > start:
                    steps.append((place + 1, node, plural))
                continue
            step = _follow(node, keys)
            if step is None:
                continue
            following, inflected = step
            role = following.get(_END)
            if role is not None and not noun[place] and role.form != "modifier":
                role = following.get(_BESIDE)
            end = place + 1
            if role is not None and (best is None or end > best.end):
                best = RoleMatch(start, end, role, plural or inflected)
            if len(following) > (_END in following) + (_BESIDE in following):
                steps.append((end, following, plural or inflected))
        return best


def _role(name: str, line: Mapping[str, Any]) -> Role:
    """One name of one line of roles.yaml."""
    flags = {flag: bool(line.get(flag)) for flag in ("inherits", "armed", "state", "generic", "anonymous", "document")}
    return Role(name, line["form"], tuple(line["sectors"]), family=str(line.get("family") or ""), **flags)


def _follow(node: Node, keys: tuple[str, ...]) -> tuple[Node, bool] | None:
    """The node that the atoms of one word lead to, and whether only the singular of its last atom led there."""
    for key in keys[:-1]:
        step = node.get(key)
        if step is None:
            return None
        node = step
    for candidate in singulars(keys[-1]):
        step = node.get(candidate)
        if step is not None:
            return step, candidate != keys[-1]
    return None


@lru_cache(maxsize=16384)
def singulars(word: str) -> tuple[str, ...]:
    """`word` and what it may be the plural of, the likeliest first (regular English plurals and the men/children classes)."""
    out = [word]
    if word.endswith("ies"):
        out.append(word[:-3] + "y")
    if word.endswith("men"):
        out.append(word[:-3] + "man")
    if word.endswith("ves"):
        out.append(word[:-3] + "f")
    if word.endswith("s") and not word.endswith("ss"):
        out.append(word[:-1])
    if word.endswith("es"):
        out.append(word[:-2])
    return tuple(out)
