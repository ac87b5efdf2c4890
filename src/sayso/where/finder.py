"""The component `where`: finds the places a `Doc` names, resolves them against the embedded gazetteer, tells how exact each is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc

from sayso.records import Place, PlaceRole, Span
from sayso.where.gazetteer import Candidate, Gazetteer
from sayso.where.grain import COUNTRY, NOWHERE, Grain, grain
from sayso.where.holders import Holders
from sayso.where.naming import Named, Naming
from sayso.where.outlets import Homes
from sayso.where.relations import IN, Relation, Relations
from sayso.where.resolver import Mention, Resolved, Resolver, Weights
from sayso.where.roles import Roles, datelines
from sayso.where.sphere import COMPASS, moved
from sayso.where.spotter import Spot, Spotter, outside

_FAR = 60
"""Characters between two names that may share a relation."""
_SAME_PASSAGE = 700
"""Characters between a building and the town named before it that may hold it."""
_LOOKED_BACK = 5
"""Names before a building among which its town is sought."""


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
        self.resolver = Resolver(self._gazetteer, Weights.of(tables["weights"]))
        self.homes = Homes(self._gazetteer, tables.get("outlets", {}))
        self._naming = Naming(self._gazetteer, context)
        self._holders = Holders(self._gazetteer, self._naming, context)
        self._roles = Roles(context)
        self._relations = Relations(tables.get("relations", {}))

    def __call__(self, doc: Doc) -> Doc:
        """Add the layer; the outlet's home, where it is known, lends weight to places there, and its own name is no place."""
        article = doc._.article
        text = doc.text
        outlet = article.outlet.name if article and article.outlet else ""
        own = [match.span() for match in re.finditer(re.escape(outlet), text)] if outlet else []
        spots = outside(self._spotter.spots(doc, self.homes.of(article)), sorted([*self._roles.agencies(text), *own]))
        spots = sorted([*spots, *self._holders.capitals(text, spots)], key=lambda spot: spot.start)
        doc._.places = tuple(self._places(doc, spots))
        return doc

    def resolve_spans(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> list[Place]:
        """One `Place` for each half-open span of code points, in the order given; latitude and longitude are null where unresolved."""
        order = sorted(range(len(spans)), key=lambda number: spans[number])
        placed = self._places(doc, [Spot(*spans[number], "given") for number in order])
        result = dict(zip(order, placed, strict=True))
        return [result[number] for number in range(len(spans))]

    def mentions(self, text: str, spots: Sequence[Spot]) -> list[Mention]:
        """What to look up for each spot, with what the words around it say of it."""
        named = [Named(spot.name) if spot.name else self._naming.named(text, spot.start, spot.end) for spot in spots]
        holders = [self._holders.of(text, spots, number) for number in range(len(spots))]
        return [
            Mention(
                each.name,
                named[holder].name if holder is not None else spot.holder or self._holders.people(text, spot),
                each.area,
                each.part,
                each.town,
            )
            for each, holder, spot in zip(named, holders, spots, strict=True)
        ]

    def _places(self, doc: Doc, spots: Sequence[Spot]) -> list[Place]:
        text = doc.text
        answers = self.resolver.resolve(self.mentions(text, spots), self.homes.of(doc._.article))
        free = {spot.start for spot in outside(spots, datelines(text))}
        tree = doc.has_annotation("DEP")  # a walk over all tokens: asked once
        placed = []
        for number, (spot, answer) in enumerate(zip(spots, answers, strict=True)):
            role = self._role(doc, text, spot, answer.place, tree=tree) if spot.start in free else PlaceRole.DATELINE
            relation = self._relation(text, spots, number)
            if role is PlaceRole.MODIFIER and _says_where(text, relation):
                role = PlaceRole.LOCATIVE
            place = self._place(text, spot, answer, role, relation)
            if place.lat is None and answer.place is None:
                place = self._contained(text, spots, number, answers, place)
            elif relation.kind == "border":
                place = self._at_border(text, spots, number, answers, place)
            placed.append(place)
        return placed

    def _relation(self, text: str, spots: Sequence[Spot], number: int) -> Relation:
        """How the place meant stands to this one; a pair of names may share it ("between Homs and Hama")."""
        here = (spots[number].start, spots[number].end)
        for first, second in ((number - 1, number), (number, number + 1)):
            if first < 0 or second >= len(spots) or spots[second].start - spots[first].end > _FAR:
                continue
            pair = (spots[first].start, spots[first].end), (spots[second].start, spots[second].end)
            if self._relations.joined(text, *pair):
                return Relation("border")
            if self._relations.spans_two(text, *pair):
                return Relation("between")
        return self._relations.of(text, *here)

    def _role(self, doc: Doc, text: str, spot: Spot, found: Candidate | None, *, tree: bool) -> PlaceRole:
        kind = "capital" if found and self._gazetteer.is_capital(found) else found.kind if found else None
        return self._roles.role(doc, text, spot.start, spot.end, kind, tree=tree)

    def _place(self, text: str, spot: Spot, answer: Resolved, role: PlaceRole, relation: Relation) -> Place:
        found = answer.place
        span = Span(spot.start, spot.end)
        rule = f"where:{spot.rule}+{answer.rule}"
        if found is None:
            country = self._gazetteer.iso3.get(answer.country) if answer.country else None
            codes, note = (
                (COUNTRY if country else NOWHERE),
                "several places of this name" if answer.rule == "unsure" else "not in the gazetteer",
            )
            return Place(
                span, span.of(text), role, country=country, rule=rule, ucdp_precision=codes.ucdp, relation=relation.kind, note=note
            )
        found, relation = self._whole(text, spot, found, relation)
        codes = grain(found, relation, within=answer.rule == "part")
        return self._told(Place(span, found.name, role, score=round(answer.score, 4), rule=rule), found, relation, codes)

    def _told(self, place: Place, found: Candidate, relation: Relation, codes: Grain) -> Place:
        """The place with what the gazetteer and the relation say of it."""
        lat, lon = found.lat, found.lon
        if (
            relation.kind == "direction"
            and relation.km is not None
            and lat is not None
            and lon is not None
            and relation.direction in COMPASS
        ):
            lat, lon = moved(lat, lon, relation.direction or "north", relation.km)
        admin1, admin2, note = self._areas(found)
        if relation.kind == "part" and relation.direction in COMPASS:
            part = self._gazetteer.part_of(found, relation.direction or "")
            lat, lon, codes = (*part[:2], replace(codes, radius=part[2])) if part else (lat, lon, codes)
        return replace(
            place,
            kind=found.kind,
            geonames_id=found.gid,
            lat=None if lat is None else round(lat, 4),
            lon=None if lon is None else round(lon, 4),
            country=self._gazetteer.iso3.get(found.country) if found.country else None,
            admin1=admin1,
            admin2=admin2,
            precision=codes.acled,
            ucdp_precision=codes.ucdp,
            radius_km=None if codes.radius is None else round(codes.radius, 1),
            relation=relation.kind,
            direction=relation.direction,
            distance_km=None if relation.km is None else round(relation.km, 3),
            note=note,
        )

    def _whole(self, text: str, spot: Spot, found: Candidate, relation: Relation) -> tuple[Candidate, Relation]:
        """One of our own regions in place of a country and a direction: "southern Lebanon"."""
        if relation.kind != "part" or relation.start is None:
            return found, relation
        name = " ".join(text[relation.start : spot.end].split())
        own = [
            place for place in self._gazetteer.candidates(name) if place.country == found.country and place.kind not in ("city", "admin2")
        ]
        return (own[0], IN) if own else (found, relation)

    def _contained(self, text: str, spots: Sequence[Spot], number: int, answers: Sequence[Resolved], place: Place) -> Place:
        """A street, a building or a base that the gazetteer lacks, at the point of the town or area that holds it, with lower precision."""
        holder = self._holders.of(text, spots, number)
        if holder is None and self._naming.building(place.name):
            holder = self._told_last(spots, number, answers)
        found = answers[holder].place if holder is not None else None
        if found is None or holder is None:
            return place
        if found.kind in ("country", "continent"):
            return replace(place, country=self._gazetteer.iso3.get(found.country or ""), ucdp_precision=COUNTRY.ucdp)
        told = self._told(place, found, IN, grain(found, IN, within=True))
        note = "not in the gazetteer: the point is that of " + found.name
        return replace(told, kind=None, geonames_id=None, score=round(answers[holder].score, 4), rule=f"{place.rule}+holder", note=note)

    @staticmethod
    def _told_last(spots: Sequence[Spot], number: int, answers: Sequence[Resolved]) -> int | None:
        """Index of the town named last before a square, a hospital or a street that stands without one."""
        for before in range(number - 1, max(-1, number - 1 - _LOOKED_BACK), -1):
            found = answers[before].place
            if found and found.kind == "city" and spots[number].start - spots[before].end < _SAME_PASSAGE:
                return before
        return None

    def _at_border(self, text: str, spots: Sequence[Spot], number: int, answers: Sequence[Resolved], place: Place) -> Place:
        """The middle of the border between two countries named together."""
        for other in (number - 1, number + 1):
            if not 0 <= other < len(spots):
                continue
            first, second = sorted((number, other))
            pair = (spots[first].start, spots[first].end), (spots[second].start, spots[second].end)
            one, two = answers[number].place, answers[other].place
            if one and two and one.country and two.country and one.country != two.country and self._relations.joined(text, *pair):
                line = self._gazetteer.border(one.country, two.country)
                if line:
                    return replace(place, lat=line[0], lon=line[1], radius_km=line[2], note="the middle of the border")
        return place

    def _areas(self, place: Candidate) -> tuple[str | None, str | None, str]:
        """First- and second-level area, and why one is missing."""
        if place.kind == "admin1":
            return place.name, None, "admin2: the place is a first-level area"
        if place.kind in ("country", "continent"):
            return None, None, f"admin1: the place is a {place.kind}"
        first = self._gazetteer.area_name(*place.area) if place.area else None
        if place.kind == "admin2":
            return first, place.name, ""
        if first is None:
            return None, None, "admin1: not in the tables, or the place lies in several areas"
        second = self._gazetteer.district_name(place.district) if place.district else None
        return first, second, "" if second else "admin2: not in the tables"


def _says_where(text: str, relation: Relation) -> bool:
    """Whether the words of the relation alone tell a place: "the Damascus suburbs", "in the south of Anbar province"."""
    if relation.kind == "part" and relation.start is not None:
        return text[max(0, relation.start - 5) : relation.start].endswith("the ")
    return relation.kind in ("direction", "outskirts", "between", "off")
