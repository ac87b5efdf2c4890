"""What the words around a role tell of whoever holds it: country, sectors, the body it is held in, whether it is past."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.knowledge import Knowledge, Occasion
from sayso.actors.matcher import Match
from sayso.actors.rolebook import RoleMatch
from sayso.actors.view import View
from sayso.records import Actor

COUNTRY_FORMS = ("name", "demonym", "people", "capital", "weak_capital")
_NATIONALITY = ("demonym", "people")
_CLITICS = (["'s"], ["’s"], ["'"], ["’"])
_BODIES = ("igo", "alliance")
"""Kinds of bodies beyond states that share a role with a nationality: "UK and EU negotiators"."""


@dataclass(frozen=True, slots=True)
class Zone:
    """One noun phrase: `start`..`core` holds determiners, modifiers and the head, `core`..`end` what follows it ("of Iraq")."""

    start: int
    core: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words around a role tell."""

    country: str | None
    sectors: tuple[str, ...]
    organisation: Actor | None
    former: bool


class Surroundings:
    """Rules over the words before and after a role, within its noun phrase."""

    def __init__(self, knowledge: Knowledge):
        """Args: knowledge: the compiled lexicon."""
        self.known = knowledge
        self.roles = knowledge.roles

    def is_country(self, match: Match) -> bool:
        """Whether every reading of a name is a country, a nationality or a capital."""
        return all(reading.entry.kind == "country" and reading.form in COUNTRY_FORMS for reading in match.readings)

    def setting(self, view: View, zone: Zone, role: RoleMatch, when: Occasion) -> Setting:
        """Country, sectors and organisation of a role, from the words before and after it."""
        organisation = self.organisation(view, zone, role, when)
        sectors = self.sectors(view, zone, role, organisation)
        country = self.country_near(view, zone, role.start, when)
        if country is None and organisation is not None:
            country = organisation.country
        if country is None:
            country = self.country_after(view, zone, when)
        if not sectors and country is not None and organisation is None and role.role.family in ("head", "spokesperson"):
            sectors = ("GOV",)
        former = any(self.roles.listed("former", view.words[place]) for place in range(zone.start, role.start))
        if former and any(sector in self.roles.words("former_sectors") for sector in sectors):
            sectors = ("ELI",)
        return Setting(country, sectors, organisation, former)

    def organisation(self, view: View, zone: Zone, role: RoleMatch, when: Occasion) -> Actor | None:
        """The body that a role is held in: a name before it, or after "of", "for", "at"."""
        for match in reversed(view.names_in(zone.start, role.start)):
            actor = self.body(match, when)
            if actor is not None:
                return actor
        for match in view.names_in(max(role.end, zone.start), zone.end):
            if self.linker(view, role.end, match.start) in self.roles.words("owner_linkers"):
                actor = self.body(match, when)
                if actor is not None:
                    return actor
        return None

    def body(self, match: Match, when: Occasion) -> Actor | None:
        """The actor of a name that is not a country and not a person."""
        reading = when.choose(match)
        if reading is None or reading.entry.kind in ("country", "person"):
            return None
        return self.known.actor(reading, when.day)[0]

    def sectors(self, view: View, zone: Zone, role: RoleMatch, organisation: Actor | None) -> tuple[str, ...]:
        """Sectors of a role: its own, or where it inherits those of the organisation, the title or the adjective beside it."""
        what = role.role
        after = self.role_after(view, zone, role)
        heads = what.family == "head" and (organisation is not None or (after is not None and after.role.form in ("body", "group")))
        if not what.inherits and not heads:
            own = what.sectors
            extra = self.modifier_sectors(view, zone.start, role.start) if "OPP" not in own else ()
            return own + tuple(sector for sector in extra if sector == "OPP" and sector not in own)
        offered = [organisation.sectors if organisation is not None else (), self.modifier_sectors(view, zone.start, role.start)]
        if after is not None:
            offered.append(after.role.sectors)
        armed = self.roles.words("armed_sectors")
        return next((sectors for sectors in offered if sectors and (not what.armed or sectors[0] in armed)), what.sectors)

    def role_after(self, view: View, zone: Zone, role: RoleMatch) -> RoleMatch | None:
        """The first role after the head that belongs to it ("chairman of the company's board")."""
        for match in view.roles_in(role.end, zone.end):
            linked = self.linker(view, role.end, match.start) in self.roles.words("owner_linkers")
            if linked and match.role.form != "modifier" and match.role.sectors:
                return match
        return None

    def modifier_sectors(self, view: View, start: int, end: int) -> tuple[str, ...]:
        """Sectors that adjectives and nouns before a head tell; the nearest wins, plain people (CVL) yield to any other."""
        found = [match.role.sectors for match in reversed(view.roles_in(start, end)) if match.role.sectors]
        telling = [sectors for sectors in found if sectors[0] not in ("CVL", "UNK")]
        return (telling or found or [()])[0]

    def country_near(self, view: View, zone: Zone, limit: int, when: Occasion) -> str | None:
        """The country before a head: a nationality, a possessor, a capital or another place."""
        for match in reversed(view.names_in(zone.start, limit)):
            reading = when.choose(match)
            if reading is None or self.foreign(view, match):
                continue
            if reading.entry.kind == "country":
                if self._ethnic(view, zone, match):
                    continue  # "ethnic Albanian rebels in Macedonia"
                return self._resident(view, match, when) or reading.entry.country
            if reading.form == "government":
                return reading.entry.country
            if reading.entry.kind == "person" and view.words[match.end : match.end + 1] in _CLITICS:  # "X's regime"
                return self.known.actor(reading, when.day)[0].country
        places = [view.place_country[place] for place in range(zone.start, limit) if place in view.place_country]
        return places[-1] if places else None

    def minority(self, view: View, zone: Zone, name: Match, when: Occasion) -> str | None:
        """The state in which a nationality is at home that is not its own: "ethnic Albanians in Serbia", "the Turks of Bulgaria".

        Returns:
            Its code; empty where only "ethnic" tells that it is another one; null where nothing tells of a minority.
        """
        ethnic, beside = self._ethnic(view, zone, name), self._resident(view, name, when)
        if beside is not None:
            return beside
        own = {reading.entry.country for reading in name.readings}
        home = self.country_after(view, zone, when, None if ethnic else frozenset({"of"}))
        return home if home is not None and home not in own else "" if ethnic else None

    def _ethnic(self, view: View, zone: Zone, match: Match) -> bool:
        """Whether a nationality is said of people wherever they live."""
        return any(self.roles.listed("ethnic_words", view.words[place]) for place in range(zone.start, match.start))

    def _resident(self, view: View, match: Match, when: Occasion) -> str | None:
        """The state of the first of two nationalities side by side: "Bosnian Serb"."""
        before = view.name_at[match.start - 1] if match.start else None
        if before is None or not self.is_country(before) or any(reading.form not in _NATIONALITY for reading in match.readings):
            return None
        reading = when.choose(before)
        return reading.entry.country if reading is not None and reading.form in _NATIONALITY and not self.foreign(view, before) else None

    def country_after(self, view: View, zone: Zone, when: Occasion, linkers: frozenset[str] | None = None) -> str | None:
        """The country after a head: "police in Lagos", "president of Peru", "the Secretary-General of the Iraqi movement".

        Without `linkers`, the prepositions that lead to it, all do that are listed.
        """
        linkers = self.roles.words("country_linkers") if linkers is None else linkers
        for match in view.names_in(zone.core, zone.end):
            if self.linker(view, zone.core - 1, match.start) not in linkers:
                continue
            reading = when.choose(match)
            if reading is not None and not self.foreign(view, match) and len(reading.entry.country or "") == 3:
                return reading.entry.country
        for place in range(zone.core, zone.end):
            if place in view.place_country and self.linker(view, zone.core - 1, place) in linkers:
                return view.place_country[place]
        return None

    def linker(self, view: View, start: int, end: int) -> str:
        """The last preposition between two words; empty where there is none."""
        for place in range(end - 1, max(start, 0) - 1, -1):
            if self.roles.listed("prepositions", view.words[place]):
                return view.words[place].lower()
        return ""

    def foreign(self, view: View, match: Match) -> bool:
        """Whether a nationality is somebody else's: "Iranian-backed", "pro-Turkish"."""
        after = view.words[match.end : match.end + 2]
        last = view.words[match.end - 1].lower()
        if len(after) == 2 and after[0] == "-" and self.roles.listed("foreign_suffixes", after[1]):
            return True
        if "-" in last and self.roles.listed("foreign_suffixes", last.rsplit("-", 1)[1]):
            return True
        first = view.words[match.start].lower()
        before = view.words[max(match.start - 2, 0) : match.start]
        if "-" in first and self.roles.listed("foreign_prefixes", first.split("-", 1)[0]):
            return True
        return len(before) == 2 and before[1] == "-" and self.roles.listed("foreign_prefixes", before[0])

    def coordinated_countries(self, view: View, zone: Zone, role: RoleMatch, when: Occasion) -> list[tuple[str, Match]]:
        """Countries that share one plural role: "Hungarian and Romanian officials", "the presidents of Egypt and Jordan"."""
        inside = [match for match in view.names_in(zone.start, role.start) if self._party(match)]
        if len(inside) < 2:
            inside = [match for match in view.names_in(role.end, zone.end) if self.is_country(match)]
            if not role.plural or (inside and self.linker(view, role.end, inside[0].start) not in self.roles.words("sharing_linkers")):
                return []
        chain = inside[:1]
        for match in inside[1:]:
            between = view.words[chain[-1].end : match.start]
            if all(self.roles.listed("coordinators", word) for word in between):
                chain.append(match)
        if len(chain) < 2 or any(self.foreign(view, match) for match in chain):
            return []
        readings = [(when.choose(match), match) for match in chain]
        return [(r.entry.country, match) for r, match in readings if r is not None and r.entry.country]

    def _party(self, match: Match) -> bool:
        """Whether a name may share a role with another: a nationality or a body of states."""
        return self.is_country(match) or all(reading.entry.kind in _BODIES for reading in match.readings)

    def gender(self, view: View, zone: Zone) -> str:
        """Gender that a title in the phrase tells; empty where none does."""
        for place in range(zone.start, zone.core):
            gender = self.roles.genders.get(view.words[place].rstrip(".").lower())
            if gender:
                return gender
        return ""
