"""Resolves a bare mention: a few words without a parse, as `sayso eval actors` gives them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sayso.actors.compose import Composer, Draft
from sayso.actors.knowledge import Knowledge, Occasion
from sayso.actors.matcher import Match
from sayso.actors.persons import settle_persons
from sayso.actors.surroundings import Zone
from sayso.actors.towns import TownCountry, place_towns
from sayso.actors.view import View, view_of_text
from sayso.records import Actor


def resolve_mention(
    knowledge: Knowledge,
    text: str,
    context: str | None = None,
    day: date | None = None,
    known_country: str | None = None,
    town_country: TownCountry | None = None,
) -> Actor | None:
    """The actor that a mention names.

    Args:
        knowledge: the compiled lexicon.
        text: the mention.
        context: words around it; a country they name is used where the mention names none.
        day: the day on which it was written.
        known_country: ISO alpha-3 of the country that a mention without one belongs to.
        town_country: tells the country of a town.

    Returns:
        The actor, without sectors where only a country could be told; null where nothing is known of the words.
    """
    when = Occasion(knowledge, day, context=known_country)
    if context:
        when.survey(knowledge.matcher.scan(view_of_text(context).words))
    supported = known_country or when.main_country()
    view = prepared(view_of_text(text), when)
    if town_country is not None:
        surnames = {m.start for m in knowledge.matcher.scan(view.words) if _personal(m)}
        place_towns(view, town_country, surnames)
    if len(view.words) == 1 and view.words[0].lower() in knowledge.roles.pronouns:
        return Actor("role.unknown", text, supported, ("UNK",), "role")
    drafts = _drafts(view, when)
    actor = _merged(drafts)
    if actor is None:
        country = next((r.entry.country for match in view.names if (r := when.choose(match)) and len(r.entry.country or "") == 3), None)
        country = country or next(iter(view.place_country.values()), None)
        return Actor(f"ctry.{country}", knowledge.country_names.get(country, country), country, (), "country") if country else None
    if actor.country is None and supported and drafts[0].role is not None:
        actor = replace(actor, country=supported)
    return actor


def prepared(view: View, when: Occasion, speakers: Collection[int] = ()) -> View:
    """A view with its names and roles found; weak names that nothing supports are left out, and what is named is counted.

    Args:
        view: the words; its names and roles are set.
        when: the occasion, which takes note of what is named.
        speakers: words that speak by themselves: grammar makes a capital among them a government's name.
    """
    knowledge = when.knowledge
    uncased = not view.parsed and not any(word[:1].isupper() for word in view.words)
    names = knowledge.matcher.scan(view.words, uncased)
    when.survey(match for match in names if not _personal(match))
    when.named.update(
        reading.entry.id for match in names if match.end - 1 in speakers for reading in match.readings if reading.form == "weak_capital"
    )
    view.set_names(names)
    names = settle_persons(view, when)
    when.survey(match for match in names if _personal(match))
    view.set_names([match for match in names if when.choose(match) is not None])
    view.set_roles(knowledge.roles.scan(view.words, [match is None for match in view.name_at], view.noun))
    return view


def _personal(match: Match) -> bool:
    """Whether a name may be a person's."""
    return any(reading.entry.kind == "person" for reading in match.readings)


def _drafts(view: View, when: Occasion) -> list[Draft]:
    """The mentions of each noun phrase; where a phrase says nothing ("several of the …"), those of what follows its "of"."""
    composer = Composer(when.knowledge)
    out: list[Draft] = []
    for zone in _zones(when.knowledge, view):
        part: Zone | None = zone
        while part is not None:
            drafts = composer.compose(view, part, when)
            if drafts:
                out.extend(drafts)
                break
            nested = part.core < part.end and view.words[part.core].lower() == "of" and part.core + 1 < part.end
            part = _zone(when.knowledge, view, part.core + 1, part.end) if nested else None
    return out


def _merged(drafts: list[Draft]) -> Actor | None:
    """One actor of a mention and its appositions: the first, completed by what the others tell."""
    actors = [draft.actor for draft in drafts if draft.actor is not None]
    if not actors:
        return None
    first = actors[0]
    for other in actors[1:]:
        first = replace(first, country=first.country or other.country, sectors=first.sectors or other.sectors)
    return first


def _zones(knowledge: Knowledge, view: View) -> list[Zone]:
    """The noun phrases of a mention: it and, after commas, its appositions."""
    zones: list[Zone] = []
    start = 0
    for place in range(len(view.words) + 1):
        if place == len(view.words) or (view.words[place] == "," and view.name_at[place] is None):
            if start < place:
                zones.append(_zone(knowledge, view, start, place))
            start = place + 1
    return zones


def _zone(knowledge: Knowledge, view: View, start: int, end: int) -> Zone:
    """The core of a stretch of words ends before its first preposition or clause; its head is the last word of the core."""
    roles = knowledge.roles
    core = end
    for place in range(start + 1, end):
        word = view.words[place]
        inside = view.name_at[place] is not None or view.role_at[place] is not None
        if roles.listed("clause_openers", word) and not inside:
            return Zone(start, min(core, place), place, min(core, place) - 1)
        if core == end and not inside and roles.listed("prepositions", word):
            core = place
    return Zone(start, core, end, _head(view, start, core))


def _head(view: View, start: int, core: int) -> int:
    """The last word of a core that is no clitic or mark."""
    for place in range(core - 1, start, -1):
        if view.words[place][:1].isalnum():
            return place
    return start
