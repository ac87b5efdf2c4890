"""Why a sentence yielded no event: what dictionary work starts from.

The sentences without the words of an event are gone through once more; nothing is kept while coding. Of several words that might have
been events the one that came furthest gives the sentence its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from sayso.events import tree
from sayso.events.aftermath import LICENCE as AFTERMATH
from sayso.events.candidate import Candidate
from sayso.events.coder import EventCoder
from sayso.events.licence import licensed
from sayso.events.mentions import NAMED, POLITICAL, weight
from sayso.events.nodes import span_of
from sayso.events.predicates import Lexicon, Predicate
from sayso.records import ActorMention, Event, Span


class Reason(StrEnum):
    """Why nothing was coded, the furthest from an event first."""

    NO_TRIGGER = "no_trigger"
    """No word of it is in the list of predicates."""
    CONSTRAINT = "constraint"
    """A word is listed, but only beside other words than stand here."""
    NO_ACTOR = "no_actor"
    """A word is listed, and neither an actor nor a recipient was found where its frame looks for them."""
    NOT_POLITICAL = "not_political"
    """Those found are not the ones that its licence asks for: political actors, on the sides where they must stand."""
    AIM = "aim"
    """It only names what something else aims at."""
    CAUSELESS = "causeless"
    """It tells of deaths or injuries, and no sentence right before tells of an attack."""
    EMPTY = "empty"
    """A violent word without a toll and without anybody known on either side."""


MOST_WORDS = 6
"""Words of a constraint that are shown."""
_RANK = {reason: place for place, reason in enumerate(Reason)}

LICENCES = {
    "one": "a political actor on one side",
    "headline": "a headline, beside whom it strikes",
    "strong_mod": "a political actor on one side",
    "actor": "a known actor as the doer",
    "both": "actors on both sides, one of them political",
    "named": "a known doer or a political recipient",
    "recipient": "a political recipient after its preposition, or an armed doer of a light verb",
    "captive": "a named captive and a political actor",
    "light": "a political doer of a light verb",
    "reciprocal": "two sides, one of them political",
    "both_or_reciprocal": "two sides or a light verb, and a political actor",
    "person": "a political or named actor, or somebody on both sides",
    "visit": "a political visitor and a named host or a place",
    "toll": "a toll or a political actor",
    "tolled": "a toll",
    "aftermath": "a toll, right after a sentence that tells of an attack",
    "act": "a political doer and a known recipient, or a political doer beside the noun with what it is about",
    "protesters": "a doer of its own sectors",
    "deed": "somebody or something that does or undergoes it",
    "human": "somebody who undergoes it, or a political actor",
    "never": "nothing: it only serves other events",
    "free": "nothing",
}
"""Licence of a predicate -> what it asks for, in words."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A word that might have been an event."""

    span: Span
    type: str
    rule: str
    """The entry of the list of predicates, such as ``verb:lift+@restriction``."""
    reason: Reason
    detail: str
    """What the entry asks for, and what was found."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence without an event."""

    span: Span
    reason: Reason
    rejected: tuple[Rejected, ...]
    """In text order."""
    actors: tuple[Span, ...]
    """The mentions of actors in the sentence."""
    unlisted: tuple[str, ...]
    """Lemmas of its verbs that the list of predicates does not have, verbs of saying apart."""


def explain(doc: Doc, coder: EventCoder) -> tuple[Miss, ...]:
    """Every sentence of a coded `Doc` that has no event, with the reason.

    Args:
        doc: with all layers, ``doc._.events`` included.
        coder: the component that coded it.
    """
    told = _told(doc._.events)
    return tuple(
        _miss(sentence, found, kept, doc, coder.lexicon)
        for sentence, found, kept in coder.trace(doc)
        if sentence.text.strip() and not any(sentence.start_char <= start < sentence.end_char for start in told)
    )


def _told(events: Sequence[Event]) -> list[int]:
    """First code points of the words of all events."""
    return sorted({span.start for event in events for span in event.trigger})


def _miss(sentence: Sentence, found: Sequence[Candidate], kept: Sequence[Candidate], doc: Doc, lexicon: Lexicon) -> Miss:
    passed = {candidate.token.i for candidate in kept}
    rejected = [_rejected(candidate, candidate.token.i in passed, doc) for candidate in found if not candidate.absorbed]
    rejected += _unfit(sentence, {candidate.token.i for candidate in found}, lexicon)
    whole = Span(sentence.start_char, sentence.end_char)
    saying = frozenset(lexicon.cues["saying"])
    verbs = [word for word in sentence if word.pos_ == "VERB" and not lexicon.entries(word) and not tree.is_any(word, saying)]
    return Miss(
        whole,
        max((each.reason for each in rejected), key=_RANK.__getitem__, default=Reason.NO_TRIGGER),
        tuple(sorted(rejected, key=lambda each: each.span)),
        tuple(dict.fromkeys(mention.span for mention in doc._.mentions if whole.contains(mention.span))),
        tuple(dict.fromkeys(word.lemma_.lower() for word in verbs)),
    )


def _rejected(candidate: Candidate, passed: bool, doc: Doc) -> Rejected:
    sense, mentions = candidate.sense, candidate.arguments.mentions()
    if passed:
        reason, detail = Reason.EMPTY, "neither a toll nor anybody known on either side"
    elif sense.licence == AFTERMATH:
        reason, detail = Reason.CAUSELESS, f"asks for {_asks(sense)}"
    elif licensed(candidate):
        reason, detail = Reason.AIM, "it names what another word aims at"
    elif not mentions:
        reason, detail = Reason.NO_ACTOR, f"asks for {_asks(sense)}; nobody stands where frame {sense.frame.name} looks"
    else:
        sectors = f", of sector {' or '.join(sorted(sense.sector))}" if sense.sector else ""
        reason, detail = Reason.NOT_POLITICAL, f"asks for {_asks(sense)}{sectors}; found {_sides(candidate, doc)}"
    return Rejected(span_of(candidate.token), candidate.type, sense.key, reason, detail)


def _asks(sense: Predicate) -> str:
    return LICENCES.get(sense.licence, f"what its licence “{sense.licence}” says")


def _sides(candidate: Candidate, doc: Doc) -> str:
    """Who was found, and what they count for."""
    sides = (("actor", candidate.arguments.actors), ("recipient", candidate.arguments.recipients))
    return "; ".join(f"{side} {', '.join(_weighed(argument.mention, doc) for argument in found) or 'nobody'}" for side, found in sides)


def _weighed(mention: ActorMention, doc: Doc) -> str:
    weighs = weight(mention)
    kind = "political" if weighs == POLITICAL else "a name that no list has" if weighs == NAMED else "not political"
    return f"“{mention.span.of(doc.text)}” ({kind})"


def _unfit(sentence: Sentence, found: set[int], lexicon: Lexicon) -> Iterator[Rejected]:
    """Words that are listed, and of whose senses none fits the words around."""
    for word in sentence:
        if word.i in found or word.pos_ not in {"VERB", "NOUN", "PROPN"} or word.dep_.startswith("aux"):
            continue
        senses = lexicon.entries(word)
        if senses:
            asked = list(dict.fromkeys(_asked(sense) for sense in senses))
            yield Rejected(span_of(word), senses[0].type, senses[0].key, Reason.CONSTRAINT, f"is listed only {' or '.join(asked)}")


def _asked(sense: Predicate) -> str:
    """The words that a sense asks for."""
    parts = [
        f"{label} {_listed(words)}"
        for label, words in (
            ("with the object", sense.object),
            ("before", sense.prep),
            ("with the subject", sense.subject),
            ("governing", sense.complement),
            ("after", sense.with_),
            ("without", sense.without),
            ("not governing", sense.complement_not),
        )
        if words
    ]
    parts += [
        words
        for words, asked in (
            ("without an object", sense.intransitive),
            ("with an infinitive", sense.infinitive),
            ("governing a clause", sense.complement_required),
            ("in the plural", sense.plural),
        )
        if asked
    ]
    return " and ".join(parts) or "in another place of the clause"


def _listed(words: frozenset[str]) -> str:
    shown = sorted(words)[:MOST_WORDS]
    return "|".join(shown) + ("|…" if len(words) > MOST_WORDS else "")
