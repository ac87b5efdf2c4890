"""How likely an event's type and parties are right: a logistic regression over how it was found.

The weights stand in `lexicon/events/confidence.yaml`; `eval/event_confidence.py` fits them on sentences whose event and parties people have
marked, and prints the reliability table.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.candidate import Candidate
from sayso.events.mentions import POLITICAL, best_weight
from sayso.events.sides import Argument
from sayso.events.status import REAL
from sayso.logistic import Regression
from sayso.records import Status

FEATURES = (
    "bias", "noun", "light", "adjunct", "constrained", "operator", "took", "unasking", "asking_both",
    "actor", "no_actor", "unsaid_noun", "unsaid_passive", "unsaid_thing", "actor_political", "actor_resolved",
    "recipient", "no_recipient", "recipient_political", "recipient_resolved",
    "far", "distance", "unreal", "negated", "answered",
)  # fmt: skip
"""What `features` gives, in this order:

bias                    always 1
noun, light, adjunct    the trigger is a noun; a light verb lends it arguments; a preposition governs it ("in the attack")
constrained             the sense asks for more than the word itself: an object, a preposition, a complement
operator, took          the sense governs the clause of another event ("agreed to …"); it has taken that event over
unasking, asking_both   the sense asks nothing of the parties; it asks something of both
actor, recipient        score of the path that found the side's best argument; 0 where there is none
no_…                    the side is empty
unsaid_…                no actor is named, and none need be: the trigger is a noun, a passive verb, a verb of things ("a blast kills")
…_political             a political actor stands on the side
…_resolved              score of the link from the side's best argument to its actor
far                     an argument stands where no path of the frame leads
distance                logarithm of the words between the trigger and the argument furthest from it
unreal, negated         planned, demanded, hypothetical; negated
answered                the words around it settle who is answerable
"""
UNASKING = frozenset({"free", "deed", "toll", "act", "light", "strong_mod"})
ASKING_BOTH = frozenset({"both", "both_or_reciprocal", "reciprocal", "visit", "captive"})
FAR_PATHS = ("under", "beyond")


class Confidence:
    """The shipped weights, applied to candidates."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Args: table: `confidence.yaml` as parsed.

        Raises:
            LexiconError: a weight is missing or no number.
        """
        self._regression = Regression(table, FEATURES)

    def of(self, candidate: Candidate) -> float:
        """The confidence of an event, between 0 and 1."""
        return round(self._regression.probability(features(candidate)), 3)


def features(candidate: Candidate) -> tuple[float, ...]:
    """The features of a candidate whose arguments and status are final: floats in the order of `FEATURES`."""
    sense, actors, recipients = candidate.sense, candidate.arguments.actors, candidate.arguments.recipients
    status = candidate.reading.status if candidate.reading is not None else Status.OCCURRED
    values = {
        "bias": 1.0,
        "noun": float(candidate.token.pos_ in {"NOUN", "PROPN"}),
        "light": float(candidate.governor is not None),
        "adjunct": float(any(tree.case_of(word) for word in candidate.words if word.pos_ == "NOUN")),
        "constrained": float(sense.constrained),
        "operator": float(sense.op is not None),
        "took": float(candidate.took),
        "unasking": float(sense.licence in UNASKING),
        "asking_both": float(sense.licence in ASKING_BOTH),
        **_side("actor", actors),
        **_unsaid(candidate),
        **_side("recipient", recipients),
        "far": float(any(argument.path.startswith(FAR_PATHS) for argument in (*actors, *recipients))),
        "distance": math.log1p(max((_words_between(candidate.token, argument) for argument in (*actors, *recipients)), default=0)),
        "unreal": float(status not in REAL and status is not Status.NEGATED),
        "negated": float(status is Status.NEGATED),
        "answered": float(candidate.answered),
    }
    return tuple(values[name] for name in FEATURES)


def _side(name: str, side: Sequence[Argument]) -> dict[str, float]:
    """The features of one side of an event."""
    best = max(side, key=lambda argument: argument.score, default=None)
    return {
        name: best.score if best is not None else 0.0,
        f"no_{name}": float(best is None),
        f"{name}_political": float(best_weight(argument.mention for argument in side) == POLITICAL),
        f"{name}_resolved": best.mention.score if best is not None else 0.0,
    }


def _unsaid(candidate: Candidate) -> dict[str, float]:
    """Why an event may lack an actor though nothing has been missed."""
    token, empty = candidate.token, not candidate.arguments.actors
    noun = token.pos_ in {"NOUN", "PROPN"}
    passive = empty and not noun and tree.is_passive(token)
    told = empty and not noun and not passive and candidate.sense.licence in UNASKING
    return {"unsaid_noun": float(empty and noun), "unsaid_passive": float(passive), "unsaid_thing": float(told)}


def _words_between(trigger: Token, argument: Argument) -> int:
    """Words between a trigger and the head of an argument, told from their characters: about six to a word."""
    return abs(argument.mention.head.start - trigger.idx) // 6
