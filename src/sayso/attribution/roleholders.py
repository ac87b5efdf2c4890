"""Speakers known only by what they are to somebody: "a spokesman for the minister", "her husband", "the retired pilot"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc

from sayso.actors.knowledge import slug, within_article
from sayso.attribution.tree import Tree
from sayso.records import Actor, ActorMention, MentionKind, Span

OWN_WORDS = ("amod", "compound")
LINKS = {"nmod:poss": "of", "for": "for", "of": "of"}
"""How the one a role is held under stands beside it -> the preposition in the speaker's name."""
Finder = Callable[[int], ActorMention | None]
"""The mention at a token, or null."""


def held_under(tree: Tree, head: int, find: Finder) -> tuple[str, ActorMention] | None:
    """Preposition and mention of the one whom a role noun is tied to: "the minister" of "a spokesman for the minister"."""
    for child in tree.with_dep(head, "nmod:poss", "nmod"):
        link = LINKS.get("nmod:poss" if tree.deps[child] == "nmod:poss" else tree.case(child))
        owner = find(child) if link is not None else None
        if link is not None and owner is not None and owner.actor is not None:
            return link, owner
    return None


def told_in_full(tree: Tree, head: int, found: ActorMention, find: Finder) -> ActorMention:
    """A role whose holder is not named, with the full name of the one it is held under where the source has only a short form of it."""
    held = held_under(tree, head, find)
    if found.actor is None or held is None or held[1].actor is None or held[1].kind is MentionKind.NAME:
        return found
    if held[1].actor.name == found.actor.name or tree.lemmas[head] in held[1].actor.name.split():
        return found  # "the president's office", "the chief of staff"
    name = f"{tree.lemmas[head]} {held[0]} {held[1].actor.name}"
    return replace(found, actor=replace(found.actor, name=name), antecedent=found.antecedent or held[1].antecedent)


def by_role(doc: Doc, tree: Tree, head: int, span: Span, find: Finder) -> ActorMention:
    """The speaker that a role noun tells of and nothing else in the text names: an actor of this article alone."""
    words = [at for at in tree.with_dep(head, *OWN_WORDS) if at < head]
    role = " ".join([*(tree.words[at] for at in words), tree.words[head]])
    held = held_under(tree, head, find)
    owner = held[1].actor if held is not None else None
    name = f"{role} {held[0]} {owner.name}" if held is not None and owner is not None else role
    actor = within_article(Actor(f"role.text.{slug(name)}", name, owner.country if owner else None, kind="role"), doc._.article)
    antecedent = held[1].antecedent if held is not None else None
    return ActorMention(span, Span(tree.starts[head], tree.ends[head]), MentionKind.ROLE, actor, antecedent, "role noun of the source", 0.4)


def apposed_name(tree: Tree, head: int, source: list[int]) -> int | None:
    """The head of a proper name in apposition to a common noun, whose name no lexicon knows: "the mill's owner, NAME"."""
    if tree.pos[head] != "NOUN":
        return None
    return next((at for at in tree.with_dep(head, "appos") if at in source and tree.pos[at] == "PROPN" and at > head), None)
