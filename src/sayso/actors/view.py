"""Rows of words as the rules of this room see them: from a parsed `Doc`, or from a bare text without a parse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from spacy.tokens import Doc

from sayso.actors.matcher import Match
from sayso.actors.rolebook import RoleMatch

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’&.][^\W_]+)*\.?|[^\w\s]")
_POSSESSIVE = re.compile(r"(.+?)(['’]s|(?<=s)['’])$")
_Found = TypeVar("_Found", Match, RoleMatch)
_NAME_ENTITIES = frozenset({"PER", "ORG"})


@dataclass(slots=True)
class View:
    """The words of a text with what is known of each; positions are token numbers."""

    words: Sequence[str]
    proper: Sequence[bool]
    """Whether the word is (part of) a proper name."""
    noun: Sequence[bool]
    """Whether the word may be the noun of a role: a common or proper noun."""
    entity: Sequence[str]
    """Entity label of the reader; empty where it has none."""
    parsed: bool
    inside: Sequence[bool] = ()
    """Whether the word goes on with the reader's name of the word before."""
    names: list[Match] = field(default_factory=list)
    roles: list[RoleMatch] = field(default_factory=list)
    name_at: list[Match | None] = field(default_factory=list)
    role_at: list[RoleMatch | None] = field(default_factory=list)
    place_country: dict[int, str] = field(default_factory=dict)
    """Word -> country of the place that it is part of, where the gazetteer knows one."""

    def set_names(self, names: list[Match]) -> None:
        """Keep the names found, and index them by word."""
        self.names = names
        self.name_at = [None] * len(self.words)
        for match in names:
            self.name_at[match.start : match.end] = [match] * (match.end - match.start)

    def set_roles(self, roles: list[RoleMatch]) -> None:
        """Keep the roles found, and index them by word."""
        self.roles = roles
        self.role_at = [None] * len(self.words)
        for match in roles:
            self.role_at[match.start : match.end] = [match] * (match.end - match.start)

    def names_in(self, start: int, end: int) -> list[Match]:
        """The names that begin between two words, in order."""
        return _distinct(self.name_at[start:end], start)

    def roles_in(self, start: int, end: int) -> list[RoleMatch]:
        """The roles that begin between two words, in order."""
        return _distinct(self.role_at[start:end], start)

    def text(self, start: int, end: int) -> str:
        """The words between two positions, joined by blanks."""
        return " ".join(self.words[start:end])


def _distinct(found: Sequence[_Found | None], start: int) -> list[_Found]:
    """The matches in a slice of the index, each once, that begin within it."""
    out: list[_Found] = []
    for match in found:
        if match is not None and match.start >= start and (not out or out[-1] is not match):
            out.append(match)
    return out


def view_of_doc(doc: Doc) -> View:
    """The words of a parsed document."""
    tokens = list(doc)  # spaCy makes a new object of every token that is asked for
    return View(
        words=[token.text for token in tokens],
        proper=[token.pos_ == "PROPN" or (token.ent_type_ in _NAME_ENTITIES and token.text[:1].isupper()) for token in tokens],
        noun=[token.pos_ in ("NOUN", "PROPN") for token in tokens],
        entity=[token.ent_type_ for token in tokens],
        parsed=True,
        inside=[token.ent_iob_ == "I" for token in tokens],
    )


def view_of_text(text: str) -> View:
    """The words of a bare mention: capitals are all that is known of them."""
    words: list[str] = []
    for found in _WORD.findall(text):
        possessive = _POSSESSIVE.match(found)
        words.extend(possessive.groups() if possessive else [found])
    return View(
        words=words,
        proper=[word[:1].isupper() for word in words],
        noun=[word[:1].isalpha() for word in words],
        entity=[""] * len(words),
        parsed=False,
        inside=[False] * len(words),
    )
