"""Whom a deed befalls where no path of a frame holds an actor: the subject of a bare participle, several who are addressed."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.families import PHYSICAL
from sayso.events.mentions import thing
from sayso.events.predicates import Frame
from sayso.events.sides import THING, Argument

UNDERGONE_FRAMES = frozenset({"transitive", "sentence", "expel"})
"""Frames of verbs that always have an object: without one the grammatical subject undergoes."""
SHARED_FRAMES = UNDERGONE_FRAMES | {"seize", "attack"}
"""The same of a verb that is coordinated with a passive."""


def undergoing(verb: Token) -> list[Argument]:
    """The subject of a clause as what undergoes, where it is no actor: "were tied up and flogged"."""
    found = tree.surface_subject(verb)
    return [Argument(thing(found), "object", THING)] if found is not None and found.pos_ in {"NOUN", "PROPN"} else []


def addressed(reached: Sequence[tuple[str, Token]]) -> list[Argument]:
    """People or bodies that nobody knows, where something is said or offered to several of them: "an ultimatum to the shipping lines"."""
    told = [(path, token) for path, token in reached if token.tag_ == "NNS" and tree.case_of(token) in {"to", "against"}]
    return [Argument(thing(token, whole=False), path, THING) for path, token in told]


def is_bare_passive(verb: Token, frame: Frame, event_type: str) -> bool:
    """Whether a past form without object or helper tells what befell its subject."""
    shared = verb.dep_ == "conj" and tree.is_passive(verb.head) and not tree.children(verb, *tree.SUBJECTS)  # "were tied up and flogged"
    return (
        frame.name in (SHARED_FRAMES if shared else UNDERGONE_FRAMES)
        and event_type in PHYSICAL
        and verb.tag_ in {"VBD", "VBN"}
        and (shared or verb.dep_ in {"root", "ROOT"})
        and not tree.children(verb, "obj", "iobj", "aux", "aux:pass", "xcomp", "ccomp", "conj", "obl:agent")
        and not tree.is_passive(verb)
    )
