"""Bodies that short words mean in one article: "the Guards" after "the Highland Guards", "Militia threatens" in a headline, "officers"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.actors.compose import Draft
from sayso.actors.knowledge import Knowledge
from sayso.actors.phrases import is_head
from sayso.actors.surroundings import Zone
from sayso.records import MentionKind

_STATES = ("country", "government")
_OFFICER, _POLICE_OFFICER = "officer", "police-officer"
_ARMED = ("COP", "MIL")
_LOOK = 12
"""Mentions of the body of a text looked at for what its headline speaks of."""


def short_bodies(doc: Doc, words: Sequence[str], drafts: Sequence[Draft]) -> list[Draft]:
    """The mentions that a capital and an article make of the last word of a body's name: "accused the Column"."""
    by_word: dict[str, Draft] = {}
    taken: set[int] = set()
    for draft in drafts:
        taken.update(range(*draft.head))
        named = draft.kind is MentionKind.NAME and not draft.person and draft.actor is not None and draft.actor.kind not in _STATES
        if named and draft.head[1] - draft.head[0] > 1:
            by_word.setdefault(doc[draft.head[1] - 1].lower_, draft)
    found = [place for place, word in enumerate(words) if place and word[:1].isupper() and word.lower() in by_word and place not in taken]
    return [_short(doc[place], by_word[words[place].lower()]) for place in found if _stands_for(doc[place])]


def _stands_for(token: Token) -> bool:
    """Whether a noun with a capital has the article, and no further name, of a body's short form."""
    if not is_head(token):
        return False
    return token.nbor(-1).lower_ == "the" and (token.i + 1 == len(token.doc) or not token.nbor().text[:1].isupper())


def _short(token: Token, target: Draft) -> Draft:
    """The mention of a short form."""
    draft = Draft(
        Zone(token.i - 1, token.i + 1, token.i + 1, token.i),
        (token.i, token.i + 1),
        MentionKind.SHORT,
        target.actor,
        "short:last-word",
        0.85,
    )
    draft.antecedent, draft.settled = target, True
    return draft


def headline_nouns(drafts: Sequence[Draft], body: int, knowledge: Knowledge) -> list[tuple[Draft, Draft]]:
    """Each bare group noun of a headline with the body that the text first names by that noun, or first names at all.

    Args:
        drafts: the mentions, in text order.
        body: first word of the body.
        knowledge: the lexicon.
    """
    found: list[tuple[Draft, Draft]] = []
    below = [draft for draft in drafts if draft.zone.head >= body][:_LOOK]
    for draft in drafts:
        if draft.zone.head >= body:
            break
        role = draft.role
        if role is None or draft.settled or draft.plural or draft.person or draft.kind is MentionKind.NAME:
            continue
        noun = role.name.split()[-1]
        if noun not in knowledge.roles.group_nouns or draft.zone.start != draft.head[0] or draft.zone.end != draft.head[1]:
            continue
        target = next((other for other in below if _meant(other, noun, knowledge)), None)
        if target is not None:
            found.append((draft, target))
    return found


def _meant(other: Draft, noun: str, knowledge: Knowledge) -> bool:
    """Whether a body of the text can be what a headline's noun speaks of."""
    actor = other.actor
    if actor is None or other.person or other.kind is not MentionKind.NAME or not knowledge.roles.may_call(noun, actor.name):
        return False
    if actor.kind in knowledge.roles.group_nouns[noun]:
        return True
    return (
        actor.kind in ("organisation", "person")
        and other.unknown
        and (actor.name.lower().split()[-1] == noun or knowledge.roles.listed("open_group_nouns", noun) or other.role is not None)
    )


def police_officers(drafts: Sequence[Draft]) -> None:
    """Make bare officers, of drafts in text order, the police's where that is the last armed body of a state told of before them."""
    last = ""
    for draft in drafts:
        actor = draft.actor
        if actor is None:
            continue
        if actor.id.endswith(f".{_OFFICER}") and not draft.settled:
            if last == "COP":
                draft.actor = replace(
                    actor, id=f"{actor.id.removesuffix(_OFFICER)}{_POLICE_OFFICER}", name=_POLICE_OFFICER.replace("-", " "), sectors=(last,)
                )
                draft.rule = f"{draft.rule}+police"
        elif actor.sectors and actor.sectors[0] in _ARMED:
            last = actor.sectors[0]
