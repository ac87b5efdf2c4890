"""Events as entities of FollowTheMoney, one JSON object a line, for Aleph and its kin.

An Event names type, footing and voice in its very name, since FollowTheMoney has no place for them: an accusation is not told without its
voice. Only public actors become entities; a person whom no lexicon lists stays text of one report. Whoever is only accused is not
`involved` but linked through an UnknownLink that tells the footing. Every entity is checked against lexicon/export/ftm.yaml first.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso import data
from sayso.encode import dumps
from sayso.export import describe, whole
from sayso.export.relations import OUTLET, countries, voice
from sayso.export.selection import Selection
from sayso.ids import content_id
from sayso.records import Actor, Footing
from sayso.store.counting import HAPPENED
from sayso.store.details import Detail, Report, Row
from sayso.store.public import UNLISTED, line

DATASET = "sayso"
VOUCHED = (Footing.AS_FACT, Footing.CLAIMED)
"""Footings under which the doer may stand as involved."""
_ID = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CODE = re.compile(r"[a-z]{2}")
_LANGUAGE = re.compile(r"[a-z]{3}")
_URL = re.compile(r"https?://\S+")


def write(selection: Selection, out: Path) -> None:
    """Write the entities: articles, public actors, events and links, each once.

    Raises:
        InputError: it cannot be written.
        UsageError: `out` is a folder.
        ValueError: an entity does not fit the schema, which is a bug of ours.
    """
    seen: set[str] = set()
    with whole.new_file(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        for detail in selection.details():
            for entity in entities(detail):
                if entity["id"] in seen:
                    continue
                seen.add(entity["id"])
                if faults := check(entity):
                    raise ValueError(f"{entity['id']}: {'; '.join(faults)}")
                file.write(dumps(entity) + "\n")
                selection.account.written[entity["schema"]] += 1


def entities(detail: Detail) -> Iterator[Row]:
    """The entities that one event needs, those that others refer to first."""
    event, report = detail.event, detail.report
    yield _article(report)
    listed = {}
    for role, mentions in (("actor", event.actors), ("recipient", event.recipients)):
        for mention in mentions:
            if mention.actor is not None and is_public(mention.actor):
                listed[role, mention.actor.id] = mention.actor
    speakers = [said.row for said in detail.voices if said.row.public_actor and said.row.public_actor == said.row.speaker]
    for actor in listed.values():
        yield _actor(actor)
    for said in speakers:
        sectors = tuple((said.speaker_sectors or "").split())
        yield _actor(Actor(str(said.speaker), said.speaker_name or "", said.speaker_country, sectors, said.speaker_kind))
    yield _event(detail, listed)
    for (role, key), _ in listed.items():
        yield _link(detail, key, f"{role}, {detail.row.status}, {detail.row.footing}, according to {_source(detail)}")
    for said in speakers:
        yield _link(detail, str(said.speaker), f"voice: {said.speech}")


def is_public(actor: Actor) -> bool:
    """Whether a lexicon lists the actor, or it is a body of a state: never a person of one report, a crowd, or a place."""
    if actor.id.startswith((UNLISTED, f"role.{UNLISTED}", "place.")) or not _ID.fullmatch(actor.id):
        return False
    return line(actor.id, "name", "institution") is not None and (not actor.id.startswith("role.") or actor.kind != "person")


def key_of(key: str) -> str:
    """One of our ids as FollowTheMoney takes it: without an underscore."""
    return key.replace("_", "-")


def check(entity: Row) -> list[str]:
    """What is wrong with an entity by the schema; empty for a sound one."""
    schema = _tables()["schemata"].get(entity.get("schema"))
    if schema is None:
        return [f"no schema {entity.get('schema')!r}"]
    properties = entity.get("properties", {})
    faults = [f"{name} is missing" for name in schema["required"] if not properties.get(name)]
    if not _ID.fullmatch(entity.get("id", "")):
        faults.append("its id is none")
    for name, values in properties.items():
        kind = schema["properties"].get(name, {}).get("type")
        if kind is None:
            faults.append(f"{entity['schema']} has no property {name}")
        elif not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            faults.append(f"{name} is no list of texts")
        elif kind in _SHAPES and not all(_SHAPES[kind].fullmatch(value) for value in values):
            faults.append(f"{name} holds no {kind}: {values}")
    return faults


_SHAPES = {"date": _DAY, "country": _CODE, "language": _LANGUAGE, "url": _URL, "entity": _ID}
"""Type of a property -> what each of its values must look like; the other types are free text."""


@functools.cache
def _tables() -> dict[str, Any]:
    found: dict[str, Any] = data.lexicon("export")["ftm"]
    return found


def _entity(key: str, schema: str, properties: dict[str, Any]) -> Row:
    """An entity without empty properties; every value on one line, as a list."""
    kept: Row = {}
    for name, value in properties.items():
        values = [value] if isinstance(value, str) else list(value or ())
        if lines := [line for line in (describe.plain(each) for each in values if each) if line]:
            kept[name] = lines
    return {"id": key, "schema": schema, "properties": kept, "datasets": [DATASET]}


def _article(report: Report) -> Row:
    url = report.url if report.url and _URL.fullmatch(report.url) else None
    return _entity(
        key_of(report.id),
        "Article",
        {
            "title": report.headline,
            "language": _tables()["languages"].get(report.language or ""),
            "publishedAt": report.published[:10] if report.published else None,
            "sourceUrl": url,
            "publisher": report.outlet,
            "notes": f"SHA-256 of the text: {report.digest}; coded under {report.manifest}",
        },
    )


def _actor(actor: Actor) -> Row:
    schema = _tables()["kinds"].get(actor.kind or "", "LegalEntity")
    properties = {"name": actor.name or actor.id, "country": _country(actor.country)}
    if schema != "Person":
        properties["classification"] = " ".join(actor.sectors)
    return _entity(actor.id, schema, properties)


def _country(code: str | None) -> str | None:
    """FollowTheMoney's countries are ISO alpha-2 in small letters."""
    known = countries().get(code or "", {}).get("iso2")
    return str(known).lower() if known else None


def _source(detail: Detail) -> str:
    name = voice(detail)
    return (detail.report.outlet or "the report") if name == OUTLET else name


def _event(detail: Detail, listed: dict[tuple[str, str], Actor]) -> Row:
    told, report = detail.row, detail.report
    who = told.actors or "nobody named"
    whom = f", {told.recipients}" if told.recipients else ""
    vouched = detail.event.footing in VOUCHED and told.status in HAPPENED
    single = told.first_day is not None and told.first_day == told.last_day
    return _entity(
        key_of(told.id),
        "Event",
        {
            "name": f"{told.type} ({told.status}, {told.footing}, according to {_source(detail)}): {who}{whom}",
            "summary": told.quote,
            "date": told.first_day if single else None,
            "startDate": None if single else told.first_day,
            "endDate": None if single else told.last_day,
            "location": ", ".join(part for part in (told.place, told.place_admin1) if part),
            "country": _country(told.place_country),
            "involved": dict.fromkeys(key for role, key in listed if role == "recipient" or vouched),
            "keywords": dict.fromkeys(filter(None, (told.type, told.mode, told.cameo, told.status, told.footing, *detail.event.contexts))),
            "notes": f"characters {told.start} to {told.end} of the text; confidence {told.confidence}",
            "recordId": told.id,
            "sourceUrl": report.url if report.url and _URL.fullmatch(report.url) else None,
            "publisher": report.outlet,
            "proof": key_of(report.id),
        },
    )


def _link(detail: Detail, actor: str, role: str) -> Row:
    told = detail.row
    return _entity(
        key_of(content_id("l", told.id, actor, role.partition(",")[0])),
        "UnknownLink",
        {"subject": actor, "object": key_of(told.id), "role": role, "status": told.footing, "recordId": told.id},
    )
