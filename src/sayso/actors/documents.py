"""Whose text a text is: "a poll by the Centre", "a report published by the auditor"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from sayso.actors.compose import Draft
from sayso.actors.rolebook import RoleBook
from sayso.records import MentionKind

_AUTHORS = ("by", "from")
_OBLIQUE = ("obl", "obl:agent", "nmod")


def name_authors(doc: Doc, drafts: Sequence[Draft], roles: RoleBook) -> None:
    """Give documents that have no actor yet the one that stands behind them with "by" or "from", also after "published", "signed"."""
    at = {draft.zone.head: draft for draft in reversed(drafts)}
    for draft in drafts:
        if draft.kind is not MentionKind.DOCUMENT or draft.actor is not None:
            continue
        author = next(_authors(doc[draft.zone.head], at, roles), None)
        if author is not None:
            draft.actor, draft.rule, draft.score = author.actor, "document:author", 0.75


def _authors(noun: Token, at: Mapping[int, Draft], roles: RoleBook) -> Iterator[Draft]:
    """The mentions that a document's phrase names as its authors."""
    for child in noun.rights:
        if child.dep_ == "acl" and roles.listed("authoring_verbs", child.lemma_):
            yield from _authors(child, at, roles)
        elif child.dep_ in _OBLIQUE and any(mark.dep_ == "case" and mark.lower_ in _AUTHORS for mark in child.lefts):
            found = at.get(child.i)
            if found is not None and found.actor is not None and found.kind is not MentionKind.PRONOUN and not found.plural:
                yield found
