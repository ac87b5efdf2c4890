"""Verbs by which a planned event does not take place: "called off the march planned for Sunday", "the meeting was cancelled".

What ends something that goes on ("called off their strike") is an event of its own; what undoes a plan negates the plan's event.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.predicates import particles

BEFORE = frozenset({"before", "ahead"})


class Undoing:
    """Finds them with the words of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        self._undoing = frozenset(cues["cancelling"])
        self._scheduled = frozenset(cues["scheduled"])
        self._dates = frozenset(cues["appointments"])
        self._coming = frozenset(cues["coming"])

    def undoes(self, verb: Token) -> bool:
        """Whether a verb says of what it has as its object, or as the subject of its passive, that it will not take place."""
        names = [name for stem in tree.stems(verb) for name in (stem, *(f"{stem} {particle}" for particle in particles(verb)))]
        if not any(name in self._undoing for name in names):
            return False
        passive = tree.children(verb, "nsubj:pass")
        undone = passive or tree.children(verb, "obj")
        if any(self._is_to_come(noun) for noun in undone) or self._is_before(verb):
            return True
        unnamed = bool(passive) and not tree.children(verb, "obl:agent")
        return unnamed and any(tree.is_any(noun, self._dates) for noun in passive)  # "the meeting was called off"

    def _is_to_come(self, noun: Token) -> bool:
        """Whether a noun phrase tells that it was to come: "a planned march", "a strike set for Monday", "next week's visit"."""
        for child in tree.kids(noun):
            if child.dep_ in {"amod", "acl", "acl:relcl"} and any(stem in self._scheduled for stem in tree.stems(child)):
                return True
            if child.dep_ == "nmod:poss" and any(each.lower_ in {"next", "tomorrow"} for each in tree.below(child)):
                return True
        return False

    def _is_before(self, verb: Token) -> bool:
        """Whether a clause says that what it undoes had not begun: "hours before it was to begin", not "before the army took the hill"."""
        for clause in tree.children(verb, "advcl"):
            if any(child.lower_ in BEFORE for child in tree.children(clause, "mark")):
                own = (clause, *tree.children(clause, "xcomp"))  # "was due to begin"
                names = {
                    name for word in own for stem in tree.stems(word) for name in (stem, *(f"{stem} {each}" for each in particles(word)))
                }
                return bool(names & self._coming) and not any(child.dep_ == "obj" for word in own for child in tree.kids(word))
        return False
