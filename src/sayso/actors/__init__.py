"""Actors: names, roles and pronouns of a text resolved to entries of the lexicon, or kept as the text names them."""

from __future__ import annotations

import functools
from datetime import date
from typing import TYPE_CHECKING

from sayso import data
from sayso.actors.finder import ActorFinder, mention_at, mentions_at
from sayso.actors.knowledge import Knowledge
from sayso.actors.resolve import resolve_mention
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.where.gazetteer import Gazetteer

__all__ = ["ActorFinder", "Knowledge", "codes_of", "mention_at", "mentions_at", "resolve"]


_TOWNS = ("city", "admin1")
_LARGE = 100_000


@functools.cache
def _shipped() -> Knowledge:
    """The lexicon that the package ships, compiled once."""
    return Knowledge(data.lexicon("actors"))


@functools.cache
def _gazetteer() -> Gazetteer:
    """The gazetteer that the package ships, opened when the first town is asked for."""
    from sayso.where.gazetteer import Gazetteer

    return Gazetteer()


@functools.lru_cache(maxsize=4096)
def _town_country(name: str) -> str | None:
    """The country of the largest place of a name; null where it has fewer than 100,000 people or is a country itself."""
    places = [place for place in _gazetteer().candidates(name) if place.kind in _TOWNS]
    largest = max(places, key=lambda place: place.population, default=None)
    if largest is None or largest.country is None or largest.population < _LARGE:
        return None
    return _gazetteer().iso3.get(largest.country)


def resolve(
    text: str,
    context: str | None = None,
    day: date | None = None,
    known_country: str | None = None,
    knowledge: Knowledge | None = None,
) -> Actor | None:
    """The actor that a bare mention names, without a reader: see `sayso.actors.resolve.resolve_mention` for the arguments."""
    return resolve_mention(knowledge or _shipped(), text, context, day, known_country, _town_country)


def codes_of(actor_id: str, day: date | None = None, knowledge: Knowledge | None = None) -> tuple[str, ...]:
    """The code strings that the user's own entries give an actor on a day; empty for entries without codes."""
    return (knowledge or _shipped()).codes_of(actor_id, day)
