"""Places told by other words than their names: "there", "the city", "the camp" stand for the place of that sort told last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from sayso.events import tree
from sayso.events.nodes import span_of
from sayso.records import Place, PlaceRole, Span

TOLD_BEFORE = "+told-before"
"""End of the rule of a place that stands for one named before."""
_FURTHEST = 900
"""Characters back to the name."""
_APART = 60
"""Characters between a place and the one that holds it."""
_BREAKS = frozenset(("VERB", "AUX", "CCONJ", "SCONJ", "PRON"))
_OPENERS = frozenset((",", "(", "in", "of"))
_OWN = frozenset(("nmod", "appos", "flat", "nmod:poss", "acl:relcl", "nummod"))
_HOLDING = frozenset(("in", "of", "on"))
_TOWN_KINDS = frozenset(("city", "facility"))


@dataclass(frozen=True, slots=True)
class SceneWords:
    """The lists of `lexicon/events/cues.yaml` that tell such words."""

    towns: frozenset[str]
    areas: frozenset[str]
    """Words of first- and second-level areas and regions."""
    prepositions: frozenset[str]
    adverbs: frozenset[str]
    spots: frozenset[str] = frozenset()
    """Words of what a town has one of, or one that is meant: "the market square"."""
    others: frozenset[str] = frozenset()
    """Adjectives of another place than the one told: "the neighbouring town"."""

    @classmethod
    def of(cls, cues: Mapping[str, frozenset[str]]) -> SceneWords:
        """From the lists by name."""
        return cls(*(frozenset(cues.get(f"scene_{name}", ())) for name in ("towns", "areas", "prepositions", "adverbs", "spots", "others")))


def scenes(doc: Doc, words: SceneWords) -> list[Place]:
    """A `Place` at each such word: that of the name told last, in text order."""
    named = [place for place in doc._.places if place.role is PlaceRole.LOCATIVE and place.country is not None]
    if not named or not words.prepositions:
        return []
    found, at = [], 0
    before: list[Place] = []
    for token in doc:
        while at < len(named) and named[at].span.end <= token.idx:
            before.append(named[at])
            at += 1
        kinds = _kinds(token, words) if before else None
        place = (
            next((each for each in reversed(before[-6:]) if _fits(each, kinds) and token.idx - each.span.end < _FURTHEST), None)
            if kinds
            else None
        )
        if place is not None:
            found.append(replace(place, span=span_of(token), rule=place.rule + TOLD_BEFORE, relation="in"))
    return found


def _kinds(token: Token, words: SceneWords) -> str | None:
    """What sort of place a word stands for: town, area, any; null where it stands for none."""
    low = token.lower_
    if low in words.adverbs and token.dep_ == "advmod":
        return "any"
    sort = "town" if low in words.towns or low in words.spots else "area" if low in words.areas else None
    if sort is None or token.pos_ != "NOUN":
        return None
    children = tree.kids(token)
    definite = any(child.lower_ in ("the", "that", "this") and child.dep_ == "det" for child in children)
    inner = low in words.spots
    own = any(child.dep_ in _OWN or (child.dep_ == "compound" and not (inner and child.is_lower)) for child in children)
    other = any(child.dep_ == "amod" and (not child.is_lower or child.tag_ != "JJ" or child.lower_ in words.others) for child in children)
    return sort if definite and not own and not other and _is_located(token, words) else None


def _is_located(token: Token, words: SceneWords) -> bool:
    """Whether something is told to be there: behind a preposition of place, or as the whole of what is struck ("the port's barracks")."""
    case = next((child.lower_ for child in tree.kids(token) if child.dep_ == "case"), None)
    if case == "of":
        return token.dep_ == "nmod" and token.head.dep_ in ("obj", "obl", "nsubj:pass", "conj")
    return case in words.prepositions


def _fits(place: Place, kinds: str | None) -> bool:
    if kinds == "town":
        return place.kind in _TOWN_KINDS
    if kinds == "area":
        return place.kind in ("admin1", "admin2", "region", "island")
    return place.kind not in ("country", "continent", None)


def holders(doc: Doc, places: Sequence[Place]) -> frozenset[Span]:
    """The places that only tell where the place before them lies: "near Tame, in the department of Arauca", "Lomé, the capital of Togo"."""
    found = []
    for inner, outer in pairwise(places):
        if outer.span.start - inner.span.end > _APART or inner.role is not PlaceRole.LOCATIVE or inner.lat is None:
            continue
        between = doc.char_span(inner.span.end, outer.span.start, alignment_mode="contract")
        if between is not None and _holds(between) and (outer.precision or 9) >= (inner.precision or 9):
            found.append(outer.span)
    return frozenset(found)


def _holds(between: Words) -> bool:
    """Whether the words between two names say that the second holds the first: a comma or "in", and a preposition before the second."""
    words = [word for word in between if not word.is_space]
    if not words or any(word.pos_ in _BREAKS or word.is_digit for word in words) or words[0].lower_ not in _OPENERS:
        return False
    last = next((word.lower_ for word in reversed(words) if word.pos_ == "ADP"), None)
    return last in _HOLDING if last else len(words) == 1
