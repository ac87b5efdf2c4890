"""What only the article tells of unlisted bodies: whose roles are held in them, and the country that they most likely belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.actors.compose import MINORITY, Draft
from sayso.actors.knowledge import Knowledge, slug
from sayso.actors.pronouns import own
from sayso.records import MentionKind

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_POSSESSIVES = ("'s", "’s", "'", "’")
_SHARE_ARMED, _SHARE_ANY = 0.5, 0.8
"""Share of an article's countries that one needs to be the home of its armed groups and parties, and of any body."""
_FEWEST = 3
"""Namings of a country at least."""
_SCORE = 0.4
_PEOPLE = (MentionKind.ROLE, MentionKind.ANONYMOUS)
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "obl:agent")
_WIDEST = 8
"""Phrases of place looked at in one clause."""


def name_owners(doc: Doc, drafts: Sequence[Draft], knowledge: Knowledge) -> None:
    """As in "gunmen of the Sorrel League", "the Sorrel League's commander": put roles under the unlisted bodies beside them."""
    bodies = {draft.zone.head: draft for draft in drafts if draft.kind is MentionKind.NAME and draft.unknown and not draft.person}
    if not bodies:
        return
    for draft in drafts:
        role = draft.role
        if role is None or draft.kind is MentionKind.NAME or draft.organisation is not None or draft.settled:
            continue
        for place in (*range(draft.zone.core, draft.zone.end), *range(draft.zone.start, draft.head[0])):
            body = bodies.get(place)
            if body is not None and body.actor is not None and _linked(doc, draft, body, knowledge):
                own(draft, role, body.actor)
                break


def _linked(doc: Doc, draft: Draft, body: Draft, knowledge: Knowledge) -> bool:
    """Whether a name is the owner of a role: after "of" or "for" right behind it, or with a possessive before it."""
    if body.head[0] < draft.head[0]:
        return body.head[1] < len(doc) and doc[body.head[1]].text in _POSSESSIVES
    between = [token.lower_ for token in doc[draft.head[1] : body.zone.start]]
    return len(between) == 1 and knowledge.roles.listed("owner_prepositions", between[0])


def home_countries(doc: Doc, drafts: Sequence[Draft], votes: Counter[str], knowledge: Knowledge) -> None:
    """Give unlisted bodies without a country the one that dominates the article, and their roles and persons with them.

    Only bodies whose sector is told, whose members carry arms ("gunmen of the League"), or that act (subjects that the reader takes for
    an organisation): "the Geneva Convention" stays without.

    Args:
        doc: the document.
        drafts: the mentions of an article.
        votes: how often names and places of the article tell each country.
        knowledge: the lexicon, for the sectors of bodies that seldom are abroad.
    """
    states = Counter({code: count for code, count in votes.items() if code in knowledge.country_names})
    _minorities(drafts, states, knowledge)
    _residents(doc, drafts, states, knowledge)
    if not states:
        return
    country, count = max(states.items(), key=lambda item: (item[1], item[0]))
    share = count / sum(states.values())
    home_sectors = knowledge.roles.words("home_sectors")
    manned = {
        draft.organisation.id
        for draft in drafts
        if draft.organisation is not None and draft.actor is not None and draft.actor.sectors[:1] and draft.actor.sectors[0] in home_sectors
    }
    homes: set[str] = set()
    for draft in drafts:
        actor = draft.actor
        if actor is None or actor.country is not None or not draft.unknown or draft.kind is not MentionKind.NAME:
            continue
        armed = actor.id in manned or (bool(actor.sectors) and actor.sectors[0] in home_sectors)
        acts = doc[draft.zone.head].dep_ in _SUBJECTS and doc[draft.zone.head].ent_type_ == "ORG"
        told = not draft.person and (acts or bool(actor.sectors)) and count >= _FEWEST
        if (armed and share >= _SHARE_ARMED) or (told and share >= _SHARE_ANY):
            homes.add(actor.id)
    for draft in drafts:
        actor = draft.actor
        held = draft.organisation is not None and draft.organisation.id in homes
        if actor is not None and actor.country is None and (actor.id in homes or held):
            draft.actor = replace(actor, country=country)
            draft.rule, draft.score = f"{draft.rule}+article-country", min(draft.score, _SCORE)


def _minorities(drafts: Sequence[Draft], states: Counter[str], knowledge: Knowledge) -> None:
    """Put "ethnic Albanians" without a state under the one that the article names most beside their own; under their own where none is."""
    for draft in drafts:
        actor = draft.actor
        if draft.rule != MINORITY or actor is None or actor.country is not None:
            continue
        own = next((code for code, name in knowledge.country_names.items() if actor.id == f"role.ethnic-{slug(name)}"), None)
        others = [(count, code) for code, count in states.items() if code != own]
        home = max(others)[1] if others else own
        draft.actor, draft.rule, draft.score = replace(actor, country=home), f"{draft.rule}+article-country", _SCORE


def _residents(doc: Doc, drafts: Sequence[Draft], states: Counter[str], knowledge: Knowledge) -> None:
    """Give people of whom no country is told that of the place where they act; rebels, parties and opponents the only one named, too."""
    resident = knowledge.roles.words("resident_sectors")
    places = _place_heads(doc)
    only = next(iter(states)) if len(states) == 1 else None
    for draft in drafts:
        actor, role = draft.actor, draft.role
        if actor is None or role is None or actor.country is not None or draft.kind not in _PEOPLE or draft.organisation is not None:
            continue
        if not actor.sectors or actor.sectors[0] not in resident:
            continue
        partisan = actor.sectors[0] in knowledge.roles.words("home_sectors")  # crowds may be anywhere: "ties with X after crowds trashed …"
        home = _scene(doc[draft.zone.head], places, knowledge) or (only if partisan else None)
        if home is not None:
            draft.actor = replace(actor, country=home)
            draft.rule, draft.score = f"{draft.rule}+article-country", min(draft.score, _SCORE)


def _place_heads(doc: Doc) -> dict[int, str]:
    """Head word of a place -> its country."""
    found: dict[int, str] = {}
    for place in doc._.places:
        words = doc.char_span(place.span.start, place.span.end, alignment_mode="expand") if place.country else None
        if words is not None and len(words):
            found[words.root.i] = place.country
    return found


def _scene(noun: Token, places: Mapping[int, str], knowledge: Knowledge) -> str | None:
    """The country of the place where a clause says that its noun acts or undergoes: "prisoners rioted at a jail in Dili"."""
    verb = noun.head
    if verb.pos_ != "VERB" or noun.dep_ not in _ARGUMENTS:
        return None
    queue = [child for child in verb.rights if child.dep_ == "obl" and _is_locative(child, knowledge)]
    for token in queue:
        if token.i in places:
            return places[token.i]
        if len(queue) < _WIDEST:
            queue.extend(child for child in token.rights if child.dep_ == "nmod" and _is_locative(child, knowledge))
    return None


def _is_locative(noun: Token, knowledge: Knowledge) -> bool:
    return any(child.dep_ == "case" and knowledge.roles.listed("locative_prepositions", child.text) for child in noun.lefts)
