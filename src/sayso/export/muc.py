"""Events as MUC-4 incident templates: a first version, one template per happening that a report tells.

Events of one incident type whose days and countries do not contradict each other are taken for one happening.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.records import ActorMention, Coding, Event, MentionKind

INDIVIDUAL = frozenset({MentionKind.ROLE, MentionKind.ANONYMOUS, MentionKind.PRONOUN})


def templates(coding: Coding, table: Mapping[str, Any], country_names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The templates of one report, in the order of their first event.

    Args:
        coding: the coded report.
        table: `lexicon/ontology/muc4.yaml`.
        country_names: ISO alpha-3 -> English name.
    """
    found: list[dict[str, Any]] = []
    for event in coding.events:
        kind, stage = _incident_type(event, table), table["stages"].get(event.status.value)
        if kind is None or stage is None:
            continue
        fresh = _template(event, kind, stage, coding.article.text, table, country_names)
        same = next((old for old in found if _compatible(old, fresh)), None)
        if same is None:
            found.append(fresh)
        else:
            _merge(same, fresh)
    return found


def _incident_type(event: Event, table: Mapping[str, Any]) -> str | None:
    entry = table["types"].get(event.type, {})
    fill: str | None = entry.get("modes", {}).get(event.mode, entry.get("default"))
    return fill


def _template(event: Event, kind: str, stage: str, text: str, table: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """One event's template."""
    confidence = table["confidence"].get(event.footing.value)
    organisations = frozenset(table["organisations"])
    doers = event.actors if confidence else ()
    tolls = [toll for toll in event.toll if toll.effect in table["effects"] and toll.who is not None]
    suffered = [toll.who for toll in tolls if toll.who is not None]
    hit = [mention for mention in event.recipients if not any(mention.span.overlaps(who) for who in suffered)]
    return {
        "type": kind,
        "stage": stage,
        "date": {"from": event.when.start, "to": event.when.end or event.when.start} if event.when and event.when.start else None,
        "country": names.get(event.where.country) if event.where and event.where.country else None,
        "place": event.where.name if event.where and event.where.kind != "country" else None,
        "perp_ind": [mention.head.of(text) for mention in doers if not _organisation(mention, organisations)],
        "perp_org": [
            {"name": mention.head.of(text), "confidence": confidence} for mention in doers if _organisation(mention, organisations)
        ],
        "target": [mention.head.of(text) for mention in hit if not _person(mention)],
        "victim": [
            *({"name": toll.who.of(text), "effect": table["effects"][toll.effect], "number": str(toll.low)} for toll in tolls if toll.who),
            *({"name": mention.head.of(text)} for mention in hit if _person(mention)),
        ],
        "weapon": [],
    }


def _organisation(mention: ActorMention, organisations: frozenset[str]) -> bool:
    """Whether a doer is a body rather than a person: by the actor's kind, a role standing for itself."""
    return mention.kind not in INDIVIDUAL and mention.actor is not None and mention.actor.kind in organisations


def _person(mention: ActorMention) -> bool:
    return mention.kind in INDIVIDUAL or (mention.actor is not None and mention.actor.kind == "person")


def _compatible(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Same type, and neither day nor country of one contradicts the other's."""
    if old["type"] != new["type"] or (old["country"] and new["country"] and old["country"] != new["country"]):
        return False
    one, two = old["date"], new["date"]
    return not one or not two or (one["from"] <= two["to"] and two["from"] <= one["to"])


def _merge(old: dict[str, Any], new: Mapping[str, Any]) -> None:
    """Add what `new` knows to `old`: single slots where they are empty, list slots without repeats."""
    for slot, value in new.items():
        if isinstance(value, list):
            names = {_name(item) for item in old[slot]}
            old[slot] += [item for item in value if _name(item) not in names]
        elif old[slot] is None:
            old[slot] = value


def _name(item: str | Mapping[str, Any]) -> str:
    return (item if isinstance(item, str) else str(item["name"])).casefold()


def country_names(entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """ISO alpha-3 -> name, from `lexicon/actors/countries.yaml`; the first entry of a code wins (the state before its dependencies)."""
    names: dict[str, str] = {}
    for entry in entries:
        names.setdefault(str(entry["country"]), str(entry["name"]))
    return names
