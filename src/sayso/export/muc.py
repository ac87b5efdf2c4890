"""Events as MUC-4 incident templates: one template per happening that a report tells.

Events of one incident type whose days and countries do not contradict each other are taken for one happening. Every party is given with
all the words that the report has for it, since MUC-4's key names each filler by any of its mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.records import ActorMention, Coding, Event, Footing, MentionKind, Span

NAMED = frozenset({MentionKind.NAME, MentionKind.SHORT})
_STOP = re.compile(r"[.!?]\s")
_SENTENCE = 300
"""Code points looked back for the beginning of a sentence."""
PLAIN = "voice:hostile"
"""Rule of a footing that only the voice makes an accusation: its words have no doubt."""
LONGEST_NAME = 90
"""Code points; a longer noun phrase is no name of anybody."""

Template = dict[str, Any]
"""A template, or one filler of a slot of several."""


def templates(
    coding: Coding, table: Mapping[str, Any], country_names: Mapping[str, str], known: Mapping[str, Sequence[str]] | None = None
) -> list[Template]:
    """The templates of one report, in the order of their first event.

    Args:
        coding: the coded report.
        table: `lexicon/ontology/muc4.yaml`.
        country_names: ISO alpha-3 -> English name.
        known: actor id -> every name that the lexicon has for it, see `names_of`.
    """
    found: list[Template] = []
    parties = _Parties(coding, table, known or {})
    for event in coding.events:
        kind, stage = _incident_type(event, coding.article.text, table), table["stages"].get(event.status.value)
        if kind is None or stage is None or not parties.relevant(event):
            continue
        fresh = _template(event, kind, stage, parties, table, country_names)
        same = next((old for old in found if _compatible(old, fresh)), None)
        if same is None:
            found.append(fresh)
        else:
            _merge(same, fresh, _sureness(table))
    for template in found:
        if not template["perp_org"]:
            template["perp_org"] = parties.answerable()
    return [template for template in found if _is_happening(template)]


def _incident_type(event: Event, text: str, table: Mapping[str, Any]) -> str | None:
    """By the words of the trigger where they tell the type, else by PLOVER's type and mode."""
    entry = table["types"].get(event.type)
    if entry is None:
        return None
    words = [word for span in event.trigger for word in span.of(text).lower().split()]
    told = (kind for kind, stems in table["triggers"].items() for word in words if word.startswith(tuple(stems)))
    fill: str | None = entry.get("modes", {}).get(event.mode, entry.get("default"))
    return next(told, fill)


def _is_happening(template: Template) -> bool:
    """Whether a template tells of one happening: somebody is in it, and of a mere attack also when, where, by whom or with what toll."""
    if not any(template[slot] for slot in ("perp_ind", "perp_org", "target", "victim")):
        return False
    told = (template["date"], template["place"], template["country"], template["perp_ind"])
    return template["type"] != "ATTACK" or any(told) or any("effect" in one for one in template["victim"])


class _Parties:
    """Who is named in a report, and by which words."""

    def __init__(self, coding: Coding, table: Mapping[str, Any], known: Mapping[str, Sequence[str]]) -> None:
        self.text = coding.article.text
        self._low = " ".join(self.text.lower().split())
        self._known = known
        self._table = table
        self._kinds = frozenset(table["organisations"])
        self._bodies = frozenset(table["bodies"])
        self._mentions = coding.mentions
        self._words: dict[str, list[str]] = {}
        self._bodies_named: list[ActorMention] = []
        for mention in coding.mentions:
            if mention.actor is not None and mention.kind in NAMED:
                self._words.setdefault(mention.actor.id, []).extend(_phrases(mention, self.text))
                if mention.actor.kind in self._kinds:
                    self._bodies_named.append(mention)
        self._bodies_told = [mention for mention in coding.mentions if mention.kind is not MentionKind.PRONOUN and self.is_body(mention)]
        self._group = self._armed_group()

    def _armed_group(self) -> ActorMention | None:
        """The one armed group that the report names, or that it names more often than all others together."""
        named = [mention for mention in self._bodies_named if mention.actor and mention.actor.kind in self._table["armed_groups"]]
        counts: dict[str, int] = {}
        for mention in named:
            if mention.actor is not None:
                counts[mention.actor.id] = counts.get(mention.actor.id, 0) + 1
        best = max(counts, key=lambda one: counts[one], default=None)
        if best is None or 2 * counts[best] <= len(named):
            return None
        return next(mention for mention in named if mention.actor is not None and mention.actor.id == best)

    def names(self, mention: ActorMention) -> list[str]:
        """All the words that the report has for a party, those of the mention first."""
        own = [] if mention.kind is MentionKind.PRONOUN else _phrases(mention, self.text)
        before = [mention.antecedent.of(self.text)] if mention.antecedent is not None else []
        return list(dict.fromkeys([*own, *(self.named(mention.actor.id) if mention.actor is not None else ()), *before]))

    def named(self, actor: str) -> list[str]:
        """The names of an actor that stand in the report."""
        listed = [name for name in self._known.get(actor, ()) if _stands(name.lower(), self._low)]
        return [*self._words.get(actor, ()), *listed]

    def answerable(self) -> list[Template]:
        """The body that the report's own words hold answerable, where no event has it for its doer; the first such sentence counts."""
        for mention in self._bodies_told:
            for rule in self._table["responsibility"]:
                if self._beside(mention, rule):
                    fill = "accused_by_authorities" if rule["fill"] == "accused" and self._official_before(mention) else rule["fill"]
                    return [{"name": self.names(mention), "confidence": self._table["confidence"][fill]}]
        return []

    def _official_before(self, mention: ActorMention) -> bool:
        """Whether somebody in office stands before a mention in its sentence: whoever accuses."""
        start = mention.span.start
        reach = max((stop.end() for stop in _STOP.finditer(self.text, max(0, start - _SENTENCE), start)), default=start - _SENTENCE)
        offices = set(self._table["authorities"])
        return any(
            reach <= one.span.start and one.span.end <= start and one.actor is not None and bool(offices.intersection(one.actor.sectors))
            for one in self._mentions
        )

    def _beside(self, mention: ActorMention, rule: Mapping[str, Any]) -> bool:
        """Whether words of responsibility stand in the mention's sentence, on the rule's side and within its reach."""
        start, end, reach = mention.span.start, mention.span.end, int(rule["reach"])
        near = self.text[end : end + reach] if rule["side"] == "before" else self.text[max(0, start - reach) : start]
        pieces = _STOP.split(near.lower())
        same = pieces[0] if rule["side"] == "before" else pieces[-1]
        return any(_stands(word, " ".join(same.split())) for word in rule["words"])

    def is_body(self, mention: ActorMention) -> bool:
        """Whether a party is a body rather than people: by the actor's kind, or by the noun ("the army", "death squads")."""
        actor = mention.actor
        if actor is None:
            return False
        if actor.id.startswith("role."):
            return actor.id.rsplit(".", 1)[-1].rsplit("-", 1)[-1] in self._bodies
        return actor.kind in self._kinds or (actor.kind != "person" and bool(set(actor.sectors) & set(self._table["armed_bodies"])))

    def behind(self, mention: ActorMention) -> list[str]:
        """Names of the body behind people: named in their phrase ("members of the X"), that of their role, or the report's armed group."""
        actor = mention.actor
        inside = next((one for one in self._bodies_named if mention.span.contains(one.span) and one.span != mention.span), None)
        if inside is not None:
            return self.names(inside)
        if actor is None:
            return []
        held = self.named(actor.id.removeprefix("role.").rsplit(".", 1)[0])
        if held or self._group is None or not set(actor.sectors) & set(self._table["group_sectors"]):
            return held
        return self.names(self._group)

    def is_person(self, mention: ActorMention) -> bool:
        """Whether a party is people rather than a thing or a body."""
        actor = mention.actor
        return actor is not None and not self.is_body(mention) and (actor.kind == "person" or bool(actor.sectors))

    def relevant(self, event: Event) -> bool:
        """Whether MUC-4 counts an event: it leaves out clashes of arms, and what a state does to others than civilians."""
        armed, state = set(self._table["armed_sectors"]), set(self._table["state_sectors"])
        hit = [set(mention.actor.sectors) for mention in event.recipients if mention.actor is not None and mention.actor.sectors]
        doers = [set(mention.actor.sectors) for mention in event.actors if mention.actor is not None]
        if hit and all(one & armed for one in hit):
            return False
        by_state = bool(doers) and all(one & state for one in doers)
        return not by_state or any(not one & armed for one in hit)


def _phrases(mention: ActorMention, text: str) -> list[str]:
    """The words of a mention: its head, the phrase up to the head, the whole phrase."""
    spans = (mention.head, Span(min(mention.span.start, mention.head.start), mention.head.end), mention.span)
    return list(dict.fromkeys(" ".join(span.of(text).split()) for span in spans if span.end - span.start <= LONGEST_NAME))


def _footing(event: Event) -> Footing:
    """The footing as MUC-4 has it: what a voice tells of another without a word of doubt is reported as fact there."""
    plain = any(why.field == "footing" and why.rule == PLAIN for why in event.why)
    return Footing.AS_FACT if plain else event.footing


def _template(event: Event, kind: str, stage: str, parties: _Parties, table: Mapping[str, Any], countries: Mapping[str, str]) -> Template:
    """One event's template."""
    people, bodies = _perpetrators(event, parties, table)
    tolls = [toll for toll in event.toll if toll.effect in table["effects"] and toll.who is not None]
    suffered = [toll.who for toll in tolls if toll.who is not None]
    hit = [mention for mention in event.recipients if not any(mention.span.overlaps(who) for who in suffered)]
    return {
        "type": kind,
        "stage": stage,
        "date": {"from": event.when.start, "to": event.when.end or event.when.start} if event.when and event.when.start else None,
        "country": countries.get(event.where.country) if event.where and event.where.country else None,
        "place": event.where.name if event.where and event.where.kind != "country" else None,
        "perp_ind": people,
        "perp_org": bodies,
        "target": [{"name": parties.names(mention)} for mention in hit if not parties.is_person(mention)],
        "victim": [
            *(
                {"name": [toll.who.of(parties.text)], "effect": table["effects"][toll.effect], "number": str(toll.low)}
                for toll in tolls
                if toll.who
            ),
            *({"name": parties.names(mention)} for mention in hit if parties.is_person(mention)),
        ],
        "weapon": [],
    }


def _perpetrators(event: Event, parties: _Parties, table: Mapping[str, Any]) -> tuple[list[Template], list[Template]]:
    """People and bodies that an event's doers are; none where the voice denies that it was they."""
    people: list[Template] = []
    bodies: list[Template] = []
    confidence = table["confidence"].get(_footing(event).value)
    for mention in event.actors if confidence else ():
        if parties.is_body(mention):
            bodies.append({"name": parties.names(mention), "confidence": confidence})
        elif parties.is_person(mention):
            people.append({"name": parties.names(mention)})
            if behind := parties.behind(mention):
                bodies.append({"name": behind, "confidence": confidence})
    return people, _distinct(bodies, _sureness(table))


def _distinct(items: Iterable[Template], sureness: Sequence[str] = ()) -> list[Template]:
    """The items without those that share a name with an earlier one, which takes over the surer of both confidences."""
    kept: list[Template] = []
    for item in items:
        names = _names(item)
        same = next((old for old in kept if names & _names(old)), None)
        if same is None and names:
            kept.append(dict(item))
        elif same is not None and "confidence" in item:
            same["confidence"] = min(same["confidence"], item["confidence"], key=sureness.index)
    return kept


def _names(item: Mapping[str, Any]) -> set[str]:
    return {name.casefold() for name in item["name"]}


def _compatible(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Same type, and neither day nor country of one contradicts the other's."""
    if old["type"] != new["type"] or (old["country"] and new["country"] and old["country"] != new["country"]):
        return False
    one, two = old["date"], new["date"]
    return not one or not two or (one["from"] <= two["to"] and two["from"] <= one["to"])


def _sureness(table: Mapping[str, Any]) -> list[str]:
    """The fills of the confidence slot, the surest first: the order of the table."""
    return list(table["confidence"].values())


def _merge(old: Template, new: Mapping[str, Any], sureness: Sequence[str]) -> None:
    """Add what `new` knows to `old`: single slots where they are empty, list slots without repeats."""
    for slot, value in new.items():
        if isinstance(value, list):
            old[slot] = _distinct([*old[slot], *value], sureness)
        elif old[slot] is None:
            old[slot] = value


def names_of(tables: Mapping[str, Any]) -> dict[str, list[str]]:
    """Actor id -> its names, from the tables of `lexicon/actors`."""
    entries = (entry for stem in sorted(tables) if isinstance(tables[stem], list) for entry in tables[stem])
    return {
        str(entry["id"]): [str(name) for name in (entry["name"], *entry.get("aliases", ()), *entry.get("weak", ()))] for entry in entries
    }


def _stands(name: str, text: str) -> bool:
    """Whether a name stands in a text as whole words."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            return True
        at = text.find(name, at + 1)
    return False


def country_names(entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """ISO alpha-3 -> name, from `lexicon/actors/countries.yaml`; the first entry of a code wins (the state before its dependencies)."""
    names: dict[str, str] = {}
    for entry in entries:
        names.setdefault(str(entry["country"]), str(entry["name"]))
    return names
