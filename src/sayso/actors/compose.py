"""Puts an actor together from the words of one noun phrase: titles, nationalities, organisations and names around its head."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.actors.knowledge import Knowledge, Occasion, slug
from sayso.actors.matcher import Match, Reading
from sayso.actors.rolebook import Role, RoleMatch
from sayso.actors.surroundings import COUNTRY_FORMS, Setting, Surroundings, Zone
from sayso.actors.view import View
from sayso.records import Actor, MentionKind

_PLACE_FORMS = ("capital", "weak_capital")
UNTOLD = "actor"
"""Kind of an entry of the user's that does not say what it is."""
MINORITY = "lexicon:minority"
"""Rule of a nationality at home in another state; without a country until the article tells which."""

_OUT_OF_OFFICE = ("ELI",)
"""Sectors of who holds no office on the day, or on no day that is known."""
_STATE_BODIES = frozenset({"ministry", "legislature", "court", "police", "armed_forces", "government", "intelligence", "body"})
_CLITICS = ("'s", "’s", "'", "’")
_SHORTEST_NAME = 2
"""Letters of an unlisted name at least."""
_STRETCH = 7
"""Words looked at after "of" or "for" for the body of a role."""


@dataclass(slots=True)
class Draft:
    """A mention in the making; positions are token numbers, half open."""

    zone: Zone
    head: tuple[int, int]
    kind: MentionKind
    actor: Actor | None
    rule: str
    score: float
    form: str = ""
    """Form of the lexicon's name, where it is one: ``name``, ``demonym``, ``capital``, …"""
    role: Role | None = None
    organisation: Actor | None = None
    """The body that the role is held in."""
    unknown: bool = False
    """The name is not in the lexicon."""
    person: bool = False
    plural: bool = False
    definite: bool = False
    gender: str = ""
    former: bool = False
    titles: tuple[Role, ...] = ()
    """Every role that the phrase gives to its name, the last one first."""
    antecedent: Draft | None = None
    also: tuple[int, ...] = ()
    """Further words under which the mention is found: the head of a title that was joined to its name."""
    settled: bool = False
    """Whether the actor is final: later rules leave it alone."""


class Composer:
    """Rules from noun phrases to actors."""

    def __init__(self, knowledge: Knowledge):
        """Args: knowledge: the compiled lexicon."""
        self.known = knowledge
        self.roles = knowledge.roles
        self.around = Surroundings(knowledge)

    def compose(self, view: View, zone: Zone, when: Occasion) -> list[Draft]:
        """The mentions that a noun phrase makes: none, one, or one per nationality ("Hungarian and Romanian officials")."""
        role = self._head_role(view, zone)
        zone = self._stretched(view, zone, role)
        name = self._head_name(view, zone, role)
        run = None if name else self._unknown_run(view, zone, role)
        if name is not None:
            return self._from_name(view, zone, name, role, when)
        if run is not None:
            return self._from_run(view, zone, run, role, when)
        return self._from_role(view, zone, role, when) if role else []

    def _stretched(self, view: View, zone: Zone, role: RoleMatch | None) -> Zone:
        """The phrase with the whole name or role that its head is part of, and with the name that follows "of" or "for".

        Parsers cut names with articles and hyphens in pieces; the lexicon knows better where they end.
        """
        start, core, end = zone.start, zone.core, zone.end
        name = view.name_at[zone.head]
        for match in (name, role):
            if match is not None:
                start, core = min(start, match.start), max(core, match.end)
        if start > 0 and start < zone.start and self.roles.listed("articles", view.words[start - 1]):
            start -= 1
        end = max(end, core)
        return Zone(start, core, max(end, self._owner_end(view, role)), zone.head)

    def _owner_end(self, view: View, role: RoleMatch | None) -> int:
        """Word after the name in "leader of (the …) NAME"; 0 where there is none."""
        if role is None or role.end >= len(view.words) or view.words[role.end].lower() not in self.roles.words("owner_prepositions"):
            return 0
        place = role.end + 1
        limit = min(place + _STRETCH, len(view.words))
        while place < limit:
            following = view.name_at[place]
            if following is not None:
                place = following.end
                if not self._is_demonym(following) and not self._possessive(view, place):
                    return place
            elif (
                self._possessive(view, place)
                or view.proper[place]
                or view.role_at[place]
                or self.roles.listed("articles", view.words[place])
            ):
                place += 1
            else:
                break
        return 0

    @staticmethod
    def _possessive(view: View, place: int) -> bool:
        """Whether the word is a possessive clitic."""
        return place < len(view.words) and view.words[place] in _CLITICS

    @staticmethod
    def _is_demonym(match: Match) -> bool:
        """Whether a name is an adjective of nationality, after which the noun is still to come."""
        return all(reading.form == "demonym" for reading in match.readings)

    # -- what is the head? --

    def _head_role(self, view: View, zone: Zone) -> RoleMatch | None:
        """The role that covers the head, else the last one of the core."""
        at_head = view.role_at[zone.head]
        if at_head is not None and at_head.role.form != "modifier":
            return at_head
        inside = [match for match in view.roles_in(zone.start, zone.core) if match.role.form != "modifier"]
        titles = [match for match in inside if match.end <= zone.head]
        if titles and (view.proper[zone.head] or view.name_at[zone.head] is not None):
            return titles[-1]
        return None

    def _head_name(self, view: View, zone: Zone, role: RoleMatch | None) -> Match | None:
        """The listed name that is the head: it covers the head, or follows the title that does."""
        at_head = view.name_at[zone.head]
        if at_head is not None:
            return at_head
        if role is None:
            return None
        after = [match for match in view.names_in(role.end, zone.core) if not self.around.is_country(match)]
        return after[-1] if after else None

    def _unknown_run(self, view: View, zone: Zone, role: RoleMatch | None) -> tuple[int, int] | None:
        """The proper name without an entry that is the head, or follows the title that is; null where there is none."""
        if role is not None and role.start <= zone.head < role.end:
            start = role.end
            while start < zone.core and (title := view.role_at[start]) is not None and title.role.form == "title":
                start = title.end
            if start < zone.core and view.proper[start] and view.name_at[start] is None:
                return start, self._run_end(view, start, zone.core)
            return None
        if view.name_at[zone.head] is not None or not view.proper[zone.head]:
            return None
        start = zone.head
        while start > zone.start and self._in_run(view, start - 1):
            start -= 1
        while start < zone.head and view.words[start].islower() and not self._joined(view, start):
            start += 1  # "an Islamist": the Arabic article "an" is written with a hyphen
        if not view.words[start][:1].isupper() and not self._joined(view, start):
            return None
        end = self._run_end(view, zone.head, zone.core)
        while (
            end < len(view.words)
            and view.entity[zone.head] in ("PER", "ORG")
            and view.entity[end] == view.entity[zone.head]
            and self._in_run(view, end)
        ):
            end += 1
        if view.entity[zone.head] == "ORG" and view.words[end : end + 1] == ["of"]:  # "Auditor of Public Works"
            while end < len(view.words) and view.parsed and view.inside[end] and view.entity[end] == "ORG" and view.name_at[end] is None:
                end += 1
        return start, end

    def _joined(self, view: View, place: int) -> bool:
        """Whether a word in lower case begins a name: "al Nujaba", "an-Nahda"."""
        word = view.words[place].lower()
        hyphen = "-" in word or (place + 1 < len(view.words) and view.words[place + 1] == "-")
        return word.split("-")[0] in self.known.sounds.articles and (hyphen or word in ("al", "el"))

    def _in_run(self, view: View, place: int) -> bool:
        """Whether a word continues an unknown proper name."""
        word = view.words[place]
        if view.name_at[place] is not None or (view.role_at[place] is not None and not self._inner_role(view, place)):
            return False
        return (view.proper[place] and word[:1].isalnum()) or word in ("-", "'", "’") or word.lower() in self.known.sounds.articles

    @staticmethod
    def _inner_role(view: View, place: int) -> bool:
        """Modifiers in capitals ("Islamic", "Workers") may be part of an unknown name."""
        match = view.role_at[place]
        return match is not None and match.role.form == "modifier" and view.words[place][:1].isupper()

    def _run_end(self, view: View, start: int, limit: int) -> int:
        end = start + 1
        while end < limit and self._in_run(view, end):
            end += 1
        if end > start + 1 and view.words[end - 1] == "-":  # "Dnipro-1"
            end = end + 1 if end < len(view.words) and view.words[end].isdigit() else end - 1
        return end

    # -- a listed name --

    def _from_name(self, view: View, zone: Zone, name: Match, role: RoleMatch | None, when: Occasion) -> list[Draft]:
        reading = when.choose(name)
        if reading is None:
            return []
        if reading.entry.kind == "country" and reading.form in COUNTRY_FORMS:
            return [self._country(view, zone, name, reading, when)]
        common = self._common_name(view, zone, name, reading, when)
        if common is not None:
            return self._from_role(view, zone, common, when)
        actor, rule = self.known.actor(reading, when.day)
        setting = self._title(view, zone, role, name.start, when)
        zone = self._without_place(view, zone)
        untold = reading.entry.kind == UNTOLD and role is not None and self.roles.one_person(role.role)  # the user's "Prime Minister X"
        person = reading.entry.kind == "person" or untold
        if person and role is not None and setting is not None:
            actor = self._titled(actor, setting, rule)
        draft = Draft(zone, (name.start, name.end), MentionKind.NAME, actor, rule, 0.9 if reading.by_sound else 1.0, reading.form)
        draft.person, draft.settled = person, True
        if setting is not None and role is not None:
            self._entitle(draft, view, role, setting)
        draft.gender = self.around.gender(view, zone)
        return [draft]

    def _without_place(self, view: View, zone: Zone) -> Zone:
        """A name's phrase without what says where or whence: "US forces from Iraq" ends at "forces"."""
        if zone.core < zone.end and not self.roles.listed("name_linkers", view.words[zone.core]):
            return replace(zone, end=zone.core)
        return zone

    def _common_name(self, view: View, zone: Zone, name: Match, reading: Reading, when: Occasion) -> RoleMatch | None:
        """As in "Chile's Defense Department": another state's body under words that a listed one has as its name; they are a role then."""
        if reading.entry.kind not in _STATE_BODIES:
            return None
        near = self.around.country_near(view, zone, name.start, when)
        if near is None or near == reading.entry.country:
            return None
        words = view.words[name.start : name.end]
        found = self.roles.scan(words, [True] * len(words), [True] * len(words))
        if not found or found[-1].end != len(words) or found[-1].role.form == "modifier":
            return None
        return RoleMatch(name.start + found[-1].start, name.end, found[-1].role, found[-1].plural)

    @staticmethod
    def _titled(actor: Actor, setting: Setting, rule: str) -> Actor:
        """A listed person with the title of the text, which wins where the lexicon has no office for that day."""
        if setting.former and setting.sectors:
            return replace(actor, sectors=setting.sectors)
        body = setting.organisation
        if body is not None and not rule.endswith(":in-office") and not setting.former:  # "NATO Secretary-General X", whoever he was before
            return replace(actor, sectors=setting.sectors or actor.sectors, country=body.country or actor.country)
        if rule in ("lexicon:expired", "lexicon:not-yet") or actor.sectors in ((), _OUT_OF_OFFICE):  # a text without a day knows no terms
            return replace(actor, sectors=setting.sectors or actor.sectors, country=actor.country or setting.country)
        return actor

    def _country(self, view: View, zone: Zone, name: Match, reading: Reading, when: Occasion) -> Draft:
        """A country, a nationality as a noun, or a capital; which of them is an actor, the caller's grammar decides."""
        entry = reading.entry
        people = reading.form in ("demonym", "people")
        sectors = self.around.modifier_sectors(view, zone.start, name.start) if people else entry.sectors
        actor = Actor(entry.id, entry.name, entry.country, sectors or entry.sectors, "country")
        rule = f"lexicon:{reading.form}"
        if reading.form in _PLACE_FORMS:
            actor = self.known.government(entry)
        elif people and (home := self.around.minority(view, zone, name, when)) is not None:
            identity = ".".join(filter(None, ("role", home, f"ethnic-{slug(entry.name)}")))
            actor, rule = Actor(identity, f"people of {entry.name} abroad", home or None, sectors, "role"), MINORITY
        kind = MentionKind.DEMONYM if people else MentionKind.PLACE if reading.form in _PLACE_FORMS else MentionKind.NAME
        zone = self._without_place(view, zone)
        draft = Draft(zone, (name.start, name.end), kind, actor, rule, 0.95, reading.form)
        draft.plural, draft.settled = people, True
        return draft

    # -- a name without an entry --

    def _from_run(self, view: View, zone: Zone, run: tuple[int, int], role: RoleMatch | None, when: Occasion) -> list[Draft]:
        start, end = run
        while start < end - 1 and self.roles.listed("honorifics", view.words[start].rstrip(".")):
            start += 1
        text = view.text(start, end).replace(" - ", "-").replace(" ' ", "'")
        setting = self._title(view, zone, role, run[0], when) if role else None
        label = view.entity[run[0]] or view.entity[zone.head]
        organisation = label == "ORG" if role is None else label != "PER" and not self.roles.one_person(role.role)
        if (not view.parsed and setting is None) or sum(map(str.isalnum, text)) < _SHORTEST_NAME:
            return []
        country = setting.country if setting else self.around.country_near(view, zone, run[0], when)
        actor = Actor(f"text.{slug(text)}", text, country, setting.sectors if setting else (), "organisation" if organisation else "person")
        zone = self._without_place(view, replace(zone, core=max(zone.core, end), end=max(zone.end, end)))
        draft = Draft(zone, (start, end), MentionKind.NAME, actor, "name:titled" if setting else "name:unlisted", 0.7 if setting else 0.5)
        draft.unknown, draft.person = True, not organisation
        if role is not None and setting is not None:
            self._entitle(draft, view, role, setting)
        draft.gender = self.around.gender(view, zone)
        return [draft]

    @staticmethod
    def _entitle(draft: Draft, view: View, role: RoleMatch, setting: Setting) -> None:
        """Keep on a name what its titles tell."""
        inside = view.roles_in(draft.zone.start, max(role.end, draft.head[0]))
        draft.role, draft.organisation, draft.former = role.role, setting.organisation, setting.former
        draft.titles = tuple(match.role for match in reversed(inside) if match.role.form != "modifier")

    def _title(self, view: View, zone: Zone, role: RoleMatch | None, limit: int, when: Occasion) -> Setting | None:
        """What the title before a name tells."""
        if role is None or role.start >= limit:
            return None
        return self.around.setting(view, zone, role, when)

    # -- a role --

    def _from_role(self, view: View, zone: Zone, role: RoleMatch, when: Occasion) -> list[Draft]:
        merged = self._same_as_name(view, zone, role, when)
        if merged is not None:
            return [merged]
        typed = self._typed_name(view, zone, role, when)
        if typed is not None:
            return [typed]
        setting = self.around.setting(view, zone, role, when)
        countries = self.around.coordinated_countries(view, zone, role, when)
        if len(countries) > 1:
            shares = [(code, match, self.around.body(match, when)) for code, match in countries]
            kept = None if any(body for _, _, body in shares) else setting.organisation
            return [
                self._role_draft(view, zone, role, replace(setting, country=code, organisation=body or kept), match)
                for code, match, body in shares
            ]
        return [self._role_draft(view, zone, role, setting, None)]

    def _role_draft(self, view: View, zone: Zone, role: RoleMatch, setting: Setting, part: Match | None) -> Draft:
        """The mention of a role, or of one country's share of it."""
        what = role.role
        owner = setting.organisation.id if setting.organisation else setting.country
        actor = None
        if setting.country or setting.sectors or setting.organisation:
            name = " ".join(filter(None, (setting.organisation.name if setting.organisation else setting.country, what.name)))
            actor = Actor(".".join(filter(None, ("role", owner, slug(what.name)))), name, setting.country, setting.sectors, "role")
        kind = MentionKind.DOCUMENT if what.document else MentionKind.ROLE
        if what.document:
            actor = setting.organisation
        definite = zone.start < role.start and self.roles.listed("definites", view.words[zone.start])
        if kind is MentionKind.ROLE and what.anonymous and not definite:
            kind = MentionKind.ANONYMOUS
        head = (part.start, part.end) if part else (role.start, role.end)
        draft = Draft(zone, head, kind, actor, "role:split" if part else "role", 0.8 if setting.country else 0.6)
        draft.role, draft.organisation, draft.former = what, setting.organisation, setting.former
        draft.plural, draft.definite, draft.gender = role.plural, definite, self.around.gender(view, zone)
        draft.person = not role.plural and self.roles.one_person(what)
        return draft

    def _same_as_name(self, view: View, zone: Zone, role: RoleMatch, when: Occasion) -> Draft | None:
        """As in "al-Nujaba movement", "the rebel FDLR force": a common noun for what the name just before it already is."""
        kinds = self.roles.group_nouns.get(role.role.name.split()[-1])
        if kinds is None:
            return None
        fitting: list[tuple[bool, Match, Reading]] = []
        for match in view.names_in(zone.start, role.start):
            reading = None if self.around.is_country(match) else when.choose(match)
            owned = any(self._possessive(view, place) for place in range(match.end, role.start))
            if reading is not None and reading.entry.kind in kinds and not owned:
                fitting.append((reading.form != "weak", match, reading))
        if not fitting:
            return None
        _, match, reading = max(fitting, key=lambda item: (item[0], item[1].start))
        actor, rule = self.known.actor(reading, when.day)
        draft = Draft(zone, (match.start, match.end), MentionKind.NAME, actor, rule, 0.95, reading.form)
        draft.settled = True
        return draft

    def _typed_name(self, view: View, zone: Zone, role: RoleMatch, when: Occasion) -> Draft | None:
        """As in "Santa Marta Self Defense Forces": an unlisted name whose last words are a role in capitals."""
        first = role.start - 1
        single = self.roles.one_person(role.role) and not role.plural
        collective = role.role.form in ("body", "group") or not self.roles.one_person(role.role)
        if single or not collective or not view.words[role.start][:1].isupper() or first < zone.start:
            return None
        if not (view.proper[first] and self._in_run(view, first)) or self._place_before(view, first):
            return None
        start = first
        while start > zone.start and self._in_run(view, start - 1):
            start -= 1
        text = view.text(start, role.end)
        setting = self.around.setting(view, zone, role, when)
        actor = Actor(f"text.{slug(text)}", text, setting.country, setting.sectors, "organisation")
        draft = Draft(zone, (start, role.end), MentionKind.NAME, actor, "name:typed", 0.6)
        draft.role, draft.unknown = role.role, True
        return draft

    @staticmethod
    def _place_before(view: View, place: int) -> bool:
        """Whether the word is a place of the gazetteer: "Mosul Police" is the police of Mosul, not a name."""
        return place in view.place_country
