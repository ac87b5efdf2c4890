"""The component `where`: finds the places a `Doc` names and resolves them against the embedded gazetteer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from sayso.records import Place, PlaceRole, Span
from sayso.where.gazetteer import Candidate, Gazetteer
from sayso.where.naming import Named, Naming
from sayso.where.resolver import Mention, Resolved, Resolver
from sayso.where.roles import Roles, datelines
from sayso.where.spotter import Spot, Spotter, outside

_PRECISION = {"city": 1, "base": 1, "crossing": 1, "camp": 1, "nuclear": 1, "facility": 1, "admin2": 2, "island": 2, "mountain": 2}
_CONTAINER = re.compile(r"\s*(?:,|\()\s*(?:in |the )?")
_WITHIN = re.compile(r"(?:\s+(?P<kind>[a-z]+))?\s+in\s+(?:the\s+)?(?:(?P<direction>[a-z]+)\s+)?")
_FAR = 40


class PlaceFinder:
    """Sets ``doc._.places``: every place name in text order, resolved where the gazetteer knows one.

    Raises:
        DataError: the gazetteer is missing or altered.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        extra = [place for stem, table in sorted(tables.items()) if stem.startswith("user/") for place in table.get("places", ())]
        context = tables.get("context", {})
        self._gazetteer = Gazetteer(extra)
        self._spotter = Spotter(self._gazetteer, context)
        self._resolver = Resolver(self._gazetteer)
        self._naming = Naming(self._gazetteer, context)
        self._roles = Roles(context)

    def __call__(self, doc: Doc) -> Doc:
        """Add the layer; the outlet's country, where the article has one, is a weak vote, and its own name is no place."""
        article = doc._.article
        text = doc.text
        outlet = article.outlet.name if article and article.outlet else ""
        own = [match.span() for match in re.finditer(re.escape(outlet), text)] if outlet else []
        spots = outside(self._spotter.spots(doc), sorted([*self._roles.agencies(text), *own]))
        doc._.places = tuple(self._places(doc, spots))
        return doc

    def resolve_spans(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> list[Place]:
        """One `Place` for each half-open span of code points, in the order given; latitude and longitude are null where unresolved."""
        order = sorted(range(len(spans)), key=lambda number: spans[number])
        placed = self._places(doc, [Spot(*spans[number], "given") for number in order])
        result = dict(zip(order, placed, strict=True))
        return [result[number] for number in range(len(spans))]

    def _places(self, doc: Doc, spots: Sequence[Spot]) -> list[Place]:
        text = doc.text
        named = [Named(spot.name) if spot.name else self._naming.named(text, spot.start, spot.end) for spot in spots]
        mentions = [
            Mention(each.name, self._container(text, spots, number, named), each.area, each.part) for number, each in enumerate(named)
        ]
        article = doc._.article
        home = article.outlet.country if article and article.outlet else None
        answers = self._resolver.resolve(mentions, home)
        free = {spot.start for spot in outside(spots, datelines(text))}
        placed, tree = [], doc.has_annotation("DEP")  # a walk over all tokens: asked once
        for spot, answer in zip(spots, answers, strict=True):
            role = self._role(doc, text, spot, answer.place, tree=tree) if spot.start in free else PlaceRole.DATELINE
            placed.append(self._place(text, spot, answer, role))
        return placed

    def _container(self, text: str, spots: Sequence[Spot], number: int, named: Sequence[Named]) -> str | None:
        """The name behind this one after a comma, in brackets or after "in", also with small words for kind and direction between."""
        if number + 1 == len(spots) or spots[number + 1].start - spots[number].end > _FAR:
            return None
        between = text[spots[number].end : spots[number + 1].start]
        within = _WITHIN.fullmatch(between)
        if within and not self._naming.little(within["kind"], within["direction"]):
            within = None
        return named[number + 1].name if within or _CONTAINER.fullmatch(between) else None

    def _role(self, doc: Doc, text: str, spot: Spot, found: Candidate | None, *, tree: bool) -> PlaceRole:
        kind = "capital" if found and self._gazetteer.is_capital(found) else found.kind if found else None
        return self._roles.role(doc, text, spot.start, spot.end, kind, tree=tree)

    def _place(self, text: str, spot: Spot, answer: Resolved, role: PlaceRole) -> Place:
        found = answer.place
        span = Span(spot.start, spot.end)
        rule = f"where:{spot.rule}+{answer.rule}"
        if found is None:
            country = self._gazetteer.iso3.get(answer.country) if answer.country else None
            return Place(span, span.of(text), role, country=country, precision=3 if country else None, rule=rule)
        return Place(
            span=span,
            name=found.name,
            role=role,
            kind=found.kind,
            geonames_id=found.gid,
            lat=found.lat,
            lon=found.lon,
            country=self._gazetteer.iso3.get(found.country) if found.country else None,
            admin1=self._admin1(found),
            precision=max(_PRECISION.get(found.kind, 3), 2 if answer.rule == "part" else 1),
            score=round(answer.score, 4),
            rule=rule,
        )

    def _admin1(self, place: Candidate) -> str | None:
        if place.kind == "admin1":
            return place.name
        return self._gazetteer.area_name(*place.area) if place.area else None
