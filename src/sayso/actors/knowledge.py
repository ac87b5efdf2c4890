"""The compiled actor lexicon, and the choice between its readings on a day and in an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from anyascii import anyascii

from sayso.actors.entries import Entry, entries_of
from sayso.actors.firstnames import FirstNames
from sayso.actors.matcher import Match, Matcher, Reading
from sayso.actors.rolebook import RoleBook
from sayso.actors.transliteration import Sounds
from sayso.records import Actor, Article

_WEAK_FORMS = ("weak", "weak_capital")


@lru_cache(maxsize=16384)
def slug(name: str) -> str:
    """A name as part of an id: lower-case ASCII letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", anyascii(name).lower())) or "x"


def within_article(actor: Actor, article: Article | None) -> Actor:
    """The actor with the article's id in its own, where the lexicon does not list it or the one that a role is held under.

    A name that only the text knows may be a private person's: it gets no id across reports, and neither does whoever is told of by it ("Ann
    Example's brother"); see "Private persons" in docs/architecture.md.
    """
    prefix = next((prefix for prefix in ("text.", "role.text.") if actor.id.startswith(prefix)), None)
    if article is None or prefix is None:
        return actor
    return replace(actor, id=f"{prefix}{article.id.removeprefix('a_')[:8]}.{actor.id.removeprefix(prefix)}")


class Knowledge:
    """Names, roles and sounds, compiled once from the tables of the room."""

    def __init__(self, tables: Mapping[str, Any]):
        """Compile.

        Args:
            tables: YAML stem -> content, ours and the user's.

        Raises:
            LexiconError: an entry is malformed.
        """
        self.sounds = Sounds(tables["transliteration"])
        self.roles = RoleBook(tables["roles"])
        self.first_names = FirstNames(tables.get("firstnames") or {})
        self.entries = tuple(entries_of(tables))
        self.matcher = Matcher(self.entries, self.sounds)
        self.by_id: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self.by_id.setdefault(entry.id, []).append(entry)
        self.country_names = {entry.country: entry.name for entry in reversed(self.entries) if entry.kind == "country" and entry.country}

    def actor(self, reading: Reading, day: date | None) -> tuple[Actor, str]:
        """The actor that a reading names on a day, and the rule that says why its sectors are what they are."""
        entry = reading.entry
        if reading.form == "government" and entry.kind == "country":
            return self.government(entry), "lexicon:government"
        rule = "lexicon:sound" if reading.by_sound else "lexicon"
        held = [office for office in entry.offices if office.holds(day)]
        if held:
            office = max(held, key=lambda office: office.start.toordinal() if office.start else 0)
            return Actor(entry.id, entry.name, office.country or entry.country, office.sectors, entry.kind), f"{rule}:in-office"
        sectors = entry.sectors
        if entry.kind == "person" and day is not None:
            if entry.offices and all(office.start and day < office.start for office in entry.offices):
                sectors, rule = (), "lexicon:not-yet"
            elif entry.offices or (entry.end is not None and entry.end < day):
                former = bool(sectors) and sectors[0] in self.roles.words("former_sectors")
                sectors, rule = (("ELI",) if former else sectors), "lexicon:expired"
            elif entry.start is not None and day < entry.start:
                sectors, rule = (), "lexicon:not-yet"
        return Actor(entry.id, entry.name, entry.country, sectors, entry.kind), rule

    def government(self, entry: Entry) -> Actor:
        """The government of a country."""
        return Actor(
            entry.id.replace("ctry.", "gov.", 1), f"government of {entry.name}", entry.country, ("GOV", *entry.sectors), "government"
        )

    def codes_of(self, actor_id: str, day: date | None) -> tuple[str, ...]:
        """The user's own code strings (CAMEO) of an entry on a day; codes with dates win over those without."""
        codes = [code for entry in self.by_id.get(actor_id, ()) for code in entry.codes]
        dated = [c.code for c in codes if (c.start or c.end) and day and (not c.start or c.start <= day) and (not c.end or day <= c.end)]
        return tuple(dict.fromkeys(dated or [code.code for code in codes if not code.start and not code.end]))


@dataclass(slots=True)
class Occasion:
    """One article's day and what it speaks of: decides which entry an ambiguous name means."""

    knowledge: Knowledge
    day: date | None
    countries: Counter[str] = field(default_factory=Counter)
    """How often the article names each country, in any form."""
    named: set[str] = field(default_factory=set)
    """Ids of the entries that strong names have named."""
    context: str | None = None
    """The country given from outside: by the caller, or of the outlet."""
    _chosen: dict[tuple[Reading, ...], Reading | None] = field(default_factory=dict)

    def survey(self, matches: Iterable[Match]) -> None:
        """Count the countries and the entries that the unambiguous names of the article name."""
        for match in matches:
            strong = [reading for reading in match.readings if reading.form not in _WEAK_FORMS]
            countries = {reading.entry.country for reading in strong}
            if len(countries) == 1 and (country := next(iter(countries))):
                self.countries[country] += 1
            self.named.update(reading.entry.id for reading in strong)

    def choose(self, match: Match) -> Reading | None:
        """The reading of a name that fits the day and the article best; null where only weak ones are left and nothing supports them."""
        if match.readings not in self._chosen:
            self._chosen[match.readings] = self._choose(match.readings)
        return self._chosen[match.readings]

    def _choose(self, readings: tuple[Reading, ...]) -> Reading | None:
        usable = [r for r in readings if r.form not in _WEAK_FORMS or self._borne_out(r.entry)]
        return max(usable, key=self._rank) if usable else None

    def _borne_out(self, entry: Entry) -> bool:
        """Whether the article supports an entry's weak names: it has named the entry, its country, or what stands beside it."""
        return entry.id in self.named or self.near(entry.country) or any(other in self.named for other in entry.beside)

    def near(self, country: str | None) -> bool:
        """Whether the article has named a country."""
        return country is not None and (self.countries[country] > 0 or country == self.context)

    def _rank(self, reading: Reading) -> tuple[int, ...]:
        """How well a reading fits: the user's own first, then the day, the article, the strength of the form, the latest period."""
        entry = reading.entry
        holds = entry.holds(self.day)
        ended = entry.end is not None and (self.day is None or entry.end < self.day)
        return (
            entry.user,
            2 if holds else 1 if ended else 0,
            reading.form not in _WEAK_FORMS,
            entry.id in self.named and len(self.countries) > 0 and reading.form != "demonym",
            self.countries[entry.country] if entry.country else 0,
            int(entry.country == self.context),
            entry.start.toordinal() if entry.start else 0,
        )

    def main_country(self) -> str | None:
        """The country that the article names most often, the first named among equals; the given context where it names none."""
        states = [(count, -place, code) for place, (code, count) in enumerate(self.countries.items()) if len(code) == 3 and code.isalpha()]
        states = [item for item in states if item[2] in self.knowledge.country_names]
        return max(states)[2] if states else self.context
