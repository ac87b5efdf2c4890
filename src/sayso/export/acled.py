"""Events in the columns of ACLED's data export, for programs that read it; what ACLED has no column for trails behind.

ACLED codes deeds: verbal acts, sanctions and the like have no counterpart and are left out. Its names of actors and sub-events come from
lexicon/ontology/acled.yaml and lexicon/export/acled.yaml. Only occurred and ongoing events are in it unless others are asked for.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sayso import data
from sayso.export import csv, whole
from sayso.export.describe import COARSEST_DAY
from sayso.export.relations import beside, countries, ontology, toll
from sayso.export.selection import Selection
from sayso.records import Actor
from sayso.store.details import Detail, Row

ACLED = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
OURS = (
    "status",
    "footing",
    "voice",
    "voice_id",
    "speaker",
    "first_day",
    "last_day",
    "fatalities_high",
    "place_relation",
    "place_radius_km",
    "place_ucdp_precision",
    "plover_type",
    "plover_mode",
    "confidence",
    "article",
    "url",
    "manifest",
)
COLUMNS = (*ACLED, *OURS)


def write(selection: Selection, out: Path) -> None:
    """Write the events that have a counterpart; the others are counted as left out.

    Raises:
        InputError: it cannot be written.
        UsageError: `out` is a folder.
    """
    with whole.new_file(out) as part, part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.writelines(csv.lines(_rows(selection), COLUMNS))


def _rows(selection: Selection) -> Iterable[Row]:
    for detail in selection.details():
        found = row(detail)
        if found is None:
            selection.account.left_out["without a counterpart in ACLED"] += 1
            continue
        selection.account.written["events"] += 1
        yield found


def row(detail: Detail) -> Row | None:
    """The cells of one event; null where ACLED codes nothing of its kind."""
    kind = _kind(detail)
    if kind is None:
        return None
    event_type, sub_event = kind
    told, dead = detail.row, toll(detail, "dead")
    country = countries().get(told.place_country or "", {})
    day = told.first_day if told.when_precision is not None and told.when_precision <= COARSEST_DAY else None  # a vaguer date is none
    one, two = _side(detail.event.actors, detail), _side(detail.event.recipients, detail)
    if told.type in _names()["protests"]:
        one = _demonstrators(one, told.mode, country.get("name"))
    labels = _names()["labels"]
    civilians = two["inter"] == labels["civilians"] and _names()["disorder"].get(event_type) == "Political violence"
    return beside(detail) | {
        "event_id_cnty": told.id,
        "event_date": day,
        "year": int(day[:4]) if day else None,
        "time_precision": told.when_precision if day else None,
        "disorder_type": _disorder(event_type, sub_event),
        "event_type": event_type,
        "sub_event_type": sub_event,
        "actor1": one["actor"],
        "assoc_actor_1": one["assoc"],
        "inter1": one["inter"],
        "actor2": two["actor"],
        "assoc_actor_2": two["assoc"],
        "inter2": two["inter"],
        "interaction": "-".join(each for each in (one["inter"], two["inter"]) if each) or None,
        "civilian_targeting": "Civilian targeting" if civilians else None,
        "iso": country.get("number"),
        "country": country.get("name"),
        "admin1": told.place_admin1,
        "admin2": told.place_admin2,
        "location": told.place,
        # ACLED has no precision for a country: its point would pass for a place. The location says that nothing closer is known.
        "latitude": told.lat if told.place_precision else None,
        "longitude": told.lon if told.place_precision else None,
        "geo_precision": told.place_precision,
        "source": told.outlet,
        "notes": told.quote,
        "fatalities": dead["low"] if dead else None,
        "fatalities_high": dead["high"] if dead else None,
    }


def _disorder(event_type: str | None, sub_event: str | None) -> str | None:
    if event_type is None:
        return str(_names()["disorder_of_attacks"])
    found: str | None = _names()["disorder_of_sub_event"].get(sub_event) or _names()["disorder"].get(event_type)
    return found


@functools.cache
def _names() -> dict[str, Any]:
    found: dict[str, Any] = data.lexicon("export")["acled"]
    return found


def _kind(detail: Detail) -> tuple[str | None, str | None] | None:
    """Event type and sub-event type; both null for an attack of which the report does not tell enough, null where ACLED has none."""
    names, told = _names(), detail.row
    known = ontology().acled_of(told.type, told.mode)
    if told.type not in names["attacks"] or (known is not None and known.sub_event_type not in names["by_victim"]):
        return (known.event_type, known.sub_event_type) if known else None
    victims = {inter_of(mention.actor, told.place_country) for mention in detail.event.recipients} - {None}
    if not victims:
        return (None, None)
    event_type, sub_event = names["upon_civilians"] if victims == {names["labels"]["civilians"]} else names["upon_armed"]
    return str(event_type), str(sub_event)


def inter_of(actor: Actor | None, country: str | None) -> str | None:
    """ACLED's type of an actor; null where nothing tells it. State forces abroad are "External/Other forces"."""
    if actor is None:
        return None
    names, kind = _names(), actor.kind or ""
    told = (names["kinds"].get(kind), *(names["sectors"].get(sector) for sector in actor.sectors), names["kinds_else"].get(kind))
    found = next((each for each in told if each), None)
    if found == "state" and country and actor.country and actor.country != country:
        found = "external"
    return str(names["labels"][found]) if found else None


def _side(mentions: Iterable[Any], detail: Detail) -> Row:
    """actor, assoc and inter of one side: the first that is told, the others beside it; civilians are told as such, as ACLED does."""
    told = [mention.actor for mention in mentions if mention.actor is not None and mention.actor.kind != "place"]
    if not told:
        return {"actor": None, "assoc": None, "inter": None}
    names = [actor.name for actor in told]
    inter = inter_of(told[0], detail.row.place_country)
    if inter == _names()["labels"]["civilians"]:
        return {"actor": _of("Civilians", told[0].country), "assoc": "; ".join(names), "inter": inter}
    first = _of(names[0], told[0].country) if told[0].kind == "role" else names[0]
    return {"actor": first, "assoc": "; ".join(names[1:]) or None, "inter": inter}


def _demonstrators(side: Row, mode: str | None, country: str | None) -> Row:
    """Who demonstrates is told as protesters or rioters, with whoever they are beside them."""
    label = _names()["labels"]["rioters" if mode in _names()["riots"] else "protesters"]
    who = side["assoc"] if str(side["actor"] or "").startswith("Civilians") else "; ".join(filter(None, (side["actor"], side["assoc"])))
    return {"actor": f"{label} ({country})" if country else label, "assoc": who or None, "inter": label}


def _of(name: str, country: str | None) -> str:
    known = countries().get(country or "", {}).get("name")
    return f"{name} ({known})" if known else name
