"""What may be an event: a word, the sense it is read in, its arguments, and what the words around it have settled so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from sayso.events.predicates import Predicate
from sayso.events.sides import Arguments
from sayso.events.status import Reading
from sayso.records import Why


@dataclass(slots=True)
class Candidate:
    """An event in the making."""

    token: Token
    sense: Predicate
    words: list[Token]
    arguments: Arguments
    type: str
    mode: str | None
    cameo: str
    contexts: tuple[str, ...]
    governor: Token | None = None
    """The light or result verb that belongs to the event."""
    reading: Reading | None = None
    answered: bool = False
    """Words around it settle who is answerable ("charged with the murder"), so that no actor need be political."""
    staged: bool = False
    """The governor says that it took place, so that no actor need be named."""
    took: bool = False
    """It has taken over another event, whose arguments licensed it."""
    absorbed: bool = False
    effects: list[Token] = field(default_factory=list)
    """Verbs elsewhere in the sentence that tell its toll ("which resulted in the death of …")."""
    why: list[Why] = field(default_factory=list)

    @property
    def clause(self) -> Token:
        """The word whose tense, negation and governors set the event's status."""
        return self.governor if self.governor is not None else self.token
