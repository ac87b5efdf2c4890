"""When and where an event happened: the time and the place that govern its own clause, or none with a reason.

A time that governs a verb of saying is the time of the saying and never that of what was said; the day of publication never stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from sayso.events import tree
from sayso.records import Place, PlaceRole, Span, TimeExpression

HISTORICAL_AFTER = timedelta(days=365)
UNDATED_TYPES = frozenset({"DURATION", "SET"})
LONGEST_DATELINE = 60
"""Characters between the place of a dateline and its dash."""

_DASH = re.compile(r"\s(?:-{1,2}|–|—)\s|\s?—\s?|\)\s?(?:-|–|—)")


class Circumstances:
    """Times and places of one article by the word that governs them."""

    def __init__(self, doc: Doc, triggers: Iterable[int], saying: Callable[[Token], bool], purposes: frozenset[str] = frozenset()) -> None:
        """Args: purposes: nouns within whose phrases a place is not where something happened ("in support of the people of …")."""
        self.doc = doc
        self._triggers = frozenset(triggers)
        self._saying = saying
        self._times: dict[int, list[TimeExpression]] = {}
        self._places: dict[int, list[Place]] = {}
        filed = _datelines(doc)
        for expression in doc._.times:
            governor = self._governor(expression.span) if not any(line.contains(expression.span) for line in filed) else None
            if governor is not None and expression.type not in UNDATED_TYPES and expression.start is not None:
                self._times.setdefault(governor.i, []).append(expression)
        for place in doc._.places:
            if place.role is PlaceRole.LOCATIVE and (governor := self._governor(place.span, purposes)) is not None:
                self._places.setdefault(governor.i, []).append(place)

    def _governor(self, span: Span, purposes: frozenset[str] = frozenset()) -> Token | None:
        """The verb or event noun whose clause an expression belongs to."""
        words = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is None or not len(words):
            return None
        for above in tree.climb(words.root):
            if above.i in self._triggers or above.pos_ in {"VERB", "AUX"}:
                return above
            if above.lemma_.lower() in purposes:
                return None
        root = words.root
        for above in tree.climb(root):
            root = above
        return root

    def heads(self, trigger: Token, clause: Token, words: Sequence[Token]) -> list[Token]:
        """The words whose circumstances are the event's, nearest first: trigger, light verb, then the verb that an event noun serves."""
        found = [trigger, *words, clause]
        if trigger.pos_ in {"NOUN", "PROPN"}:
            above = next((each for each in tree.climb(trigger) if _is_clause(each) or each.i in self._triggers), None)
            if above is not None and trigger.dep_ in {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent"} and not self._saying(above):
                found.append(above)
        for head in (trigger, clause):
            if (
                head.pos_ in {"VERB", "AUX"}
                and head.dep_ in {"conj", "advcl", "xcomp"}
                and head.head.pos_ == "VERB"
                and not self._saying(head.head)
            ):
                found.append(head.head)
        return list({head.i: head for head in found}.values())

    def when(self, heads: Iterable[Token]) -> TimeExpression | None:
        """The first time expression that governs one of the heads."""
        for head in heads:
            found = self._times.get(head.i)
            if found:
                return min(found, key=lambda each: abs(each.span.start - head.idx))
        return None

    def where(self, heads: Iterable[Token]) -> Place | None:
        """The most exact place that governs one of the heads."""
        for head in heads:
            found = self._places.get(head.i)
            if found:
                return min(found, key=lambda each: (each.precision or 9, abs(each.span.start - head.idx)))
        return None


def _is_clause(word: Token) -> bool:
    """Whether a word is the predicate of a clause: a verb, or a noun or an adjective with a copula."""
    return word.pos_ in {"VERB", "AUX"} or any(child.dep_ == "cop" for child in tree.kids(word))


def _datelines(doc: Doc) -> list[Span]:
    """The datelines, from the place to the dash: their day is that of the filing, not of what is told."""
    text = doc.text
    found = []
    for place in doc._.places:
        if place.role is PlaceRole.DATELINE:
            dash = _DASH.search(text, place.span.end, place.span.end + LONGEST_DATELINE)
            if dash is not None:
                found.append(Span(place.span.start, dash.end()))
    return found


def is_to_come(when: TimeExpression | None, published: date | None) -> bool:
    """Whether an event begins after the day of publication."""
    if when is None or published is None or when.start is None:
        return False
    try:
        return date.fromisoformat(when.start[:10]) > published
    except ValueError:
        return False


def is_historical(when: TimeExpression | None, published: date | None) -> bool:
    """Whether an event ended more than 365 days before publication."""
    if when is None or published is None:
        return False
    ended = when.end or when.start
    try:
        return ended is not None and published - date.fromisoformat(ended) > HISTORICAL_AFTER
    except ValueError:
        return False
