"""Where an outlet is at home: by its own record, by `lexicon/where/outlets.yaml`, by the ending of its host name."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from sayso.records import Article, Outlet
from sayso.where.evidence import Home
from sayso.where.gazetteer import Candidate, Gazetteer


class Homes:
    """Looks up the homes of outlets."""

    def __init__(self, gazetteer: Gazetteer, table: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        self._local: Mapping[str, str] = table.get("local", {})
        self._wide: Mapping[str, str] = table.get("wide", {})
        self._not_countries = frozenset(map(str, table.get("not_countries", ())))
        self._countries = {alpha2.lower(): alpha2 for alpha2 in gazetteer.iso3} | {"uk": "GB"}
        self._placed = functools.lru_cache(maxsize=1000)(self._place)

    def of(self, article: Article | None) -> Home | None:
        """The home of the article's outlet; null where nothing tells."""
        if article is None or article.outlet is None:
            return None
        for key in _keys(article.outlet):
            if key in self._local:
                return self._placed(self._local[key], True)
            if key in self._wide:
                return self._placed(self._wide[key], False)
        if article.outlet.country:
            country = next((alpha2 for alpha2, iso3 in self._gazetteer.iso3.items() if iso3 == article.outlet.country), None)
            return Home(country) if country else None
        return self._by_ending(article.outlet)

    def _by_ending(self, outlet: Outlet) -> Home | None:
        for key in _keys(outlet):
            ending = key.rsplit(".", 1)[-1] if "." in key and " " not in key else ""
            if ending in self._countries and ending not in self._not_countries:
                return Home(self._countries[ending])
        return None

    def _place(self, written: str, local: bool) -> Home | None:
        """A home as written ("Paris, Texas, United States") as a point: each name within what the names behind it mean."""
        held: Candidate | None = None
        for name in reversed([part.strip() for part in written.replace("Washington, D.C.", "D.C.").split(",")]):
            within = [place for place in self._gazetteer.candidates(name) if held is None or _lies_in(place, held)]
            if held is None:
                within = sorted(within, key=lambda place: (place.kind != "country", place.kind != "admin1", -place.population, place.id))
            if not within:
                break
            held = within[0]
        if held is None or held.country is None:
            return None
        return Home(held.country, held.admin1, held.lat, held.lon, local)


def _keys(outlet: Outlet) -> list[str]:
    return [name.lower().removeprefix("www.") for name in (*outlet.domains, outlet.name)]


def _lies_in(place: Candidate, held: Candidate) -> bool:
    return place.country == held.country and place.id != held.id and held.admin1 in (None, place.admin1)
