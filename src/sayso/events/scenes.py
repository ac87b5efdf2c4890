"""Places told by other words than their names: "there", "the city", "the camp" stand for the place of that sort told last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sayso.events import tree
from sayso.records import Place, PlaceRole, Span

_FURTHEST = 900
"""Characters back to the name."""
_TOWN_KINDS = frozenset(("city", "facility"))


@dataclass(frozen=True, slots=True)
class SceneWords:
    """The lists of `lexicon/events/cues.yaml` that tell such words."""

    towns: frozenset[str]
    areas: frozenset[str]
    """Words of first- and second-level areas and regions."""
    prepositions: frozenset[str]
    adverbs: frozenset[str]

    @classmethod
    def of(cls, cues: Mapping[str, frozenset[str]]) -> SceneWords:
        """From the lists by name."""
        return cls(*(frozenset(cues.get(f"scene_{name}", ())) for name in ("towns", "areas", "prepositions", "adverbs")))


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
            found.append(replace(place, span=Span(token.idx, token.idx + len(token)), rule=f"{place.rule}+told-before", relation="in"))
    return found


def _kinds(token: Token, words: SceneWords) -> str | None:
    """What sort of place a word stands for: town, area, any; null where it stands for none."""
    low = token.lower_
    if low in words.adverbs and token.dep_ == "advmod":
        return "any"
    sort = "town" if low in words.towns else "area" if low in words.areas else None
    if sort is None or token.pos_ != "NOUN":
        return None
    children = tree.kids(token)
    definite = any(child.lower_ in ("the", "that", "this") and child.dep_ == "det" for child in children)
    located = any(child.dep_ == "case" and child.lower_ in words.prepositions for child in children)
    own = any(child.dep_ in ("nmod", "appos", "flat", "compound", "nmod:poss", "acl:relcl", "amod", "nummod") for child in children)
    return sort if definite and located and not own else None


def _fits(place: Place, kinds: str | None) -> bool:
    if kinds == "town":
        return place.kind in _TOWN_KINDS
    if kinds == "area":
        return place.kind in ("admin1", "admin2", "region", "island")
    return place.kind not in ("country", "continent", None)
