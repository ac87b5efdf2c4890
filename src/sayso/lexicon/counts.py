"""How many entries the word lists hold, and from when they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso import data

OURS, OWN = "sayso", "own"
GROUPS = {
    "armed groups, militias, alliances": ("armed_group", "militia", "alliance"),
    "international and non-governmental bodies, media": ("igo", "ngo", "media"),
}
"""Kinds of actor that are also told together."""


@dataclass(frozen=True, slots=True)
class ListCount:
    """The number of entries of one sort."""

    whose: str
    """``sayso``, or ``own`` for the user's lists."""
    list: str
    """``actors``, ``verbs``, ``nouns``, ``cues``, ``ontology``, …"""
    what: str
    """Kind of actor, type of event, class of cue, …"""
    entries: int
    since: str | None
    """The oldest day, month or year as of which an entry was checked."""
    until: str | None
    """The newest one."""


def counts(lexicon: Path | None = None) -> list[ListCount]:
    """The counts of our lists and of the user's.

    Raises:
        LexiconError: `lexicon` does not exist, or an entry in it is malformed.
    """
    from sayso.lexicon.own import ROOMS, user_tables

    found = [*_of(OURS, {room: data.lexicon(room) for room in ROOMS}), *_ontology(data.lexicon("ontology"))]
    if lexicon is not None:
        found += _of(OWN, {room: user_tables(lexicon, room) for room in ROOMS})
    return found


def _of(whose: str, rooms: Mapping[str, Mapping[str, Any]]) -> Iterator[ListCount]:
    actors = [entry for table in rooms["actors"].values() if isinstance(table, list) for entry in table]
    yield from _actors(whose, actors)
    own = rooms["events"].get("user/types") if whose == OWN else None
    for stem in ("verbs", "nouns"):
        table = rooms["events"].get(stem if whose == OURS else f"user/{stem}") or {}
        yield from _predicates(whose, stem, table)
    if own:
        yield _row(whose, "types", "own and changed types", len(own["types"]), [own])
    cues = rooms["attribution"].get("cues" if whose == OURS else "user/cues") or {}
    for kind in ("verbs", "nouns", "adverbs", "adjectives", "phrases"):
        if cues.get(kind):
            yield _row(whose, "cues", kind, len(cues[kind]), [cues])
    places = [place for table in rooms["where"].values() for place in table.get("places", ())]
    if places:
        yield _row(whose, "places", "beside the gazetteer", len(places), [*rooms["where"].values()])


def _actors(whose: str, entries: list[Mapping[str, Any]]) -> Iterator[ListCount]:
    if not entries:
        return
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        by_kind.setdefault(entry.get("kind", "actor"), []).append(entry)
    for kind, found in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        yield _row(whose, "actors", kind.replace("_", " "), len(found), found)
    for name, kinds in GROUPS.items():
        found = [entry for kind in kinds for entry in by_kind.get(kind, ())]
        if found:
            yield _row(whose, "actors", name, len(found), found)
    terms = [entry for entry in entries if entry.get("offices")]
    if terms:
        yield _row(whose, "actors", "terms of office", sum(len(entry["offices"]) for entry in terms), terms)
    yield _row(whose, "actors", "all", len(entries), entries)


def _predicates(whose: str, stem: str, table: Mapping[str, Any]) -> Iterator[ListCount]:
    """Senses of verbs or nouns by the type of event that they code."""
    codes = data.lexicon("ontology")["cameo"]["codes"]
    senses: Counter[str] = Counter()
    for entry in table.get("entries", ()):
        senses[entry.get("type", codes[entry["cameo"]]["type"])] += len(entry[stem])
    for kind, number in sorted(senses.items()):
        yield _row(whose, stem, kind, number, [table])
    if senses:
        yield _row(whose, stem, "all", senses.total(), [table])


def _ontology(tables: Mapping[str, Any]) -> Iterator[ListCount]:
    plover, acled = tables["plover"], tables["acled"]
    yield _row(OURS, "ontology", "PLOVER types", len(plover["types"]), [plover])
    yield _row(OURS, "ontology", "PLOVER modes", sum(len(entry.get("modes", ())) for entry in plover["types"].values()), [plover])
    yield _row(OURS, "ontology", "PLOVER contexts", len(plover["contexts"]), [plover])
    yield _row(OURS, "ontology", "CAMEO codes", len(tables["cameo"]["codes"]), [tables["cameo"]])
    yield _row(OURS, "ontology", "ACLED event types", len(acled["types"]), [acled])
    yield _row(OURS, "ontology", "ACLED sub-event types", sum(map(len, acled["types"].values())), [acled])


def _row(whose: str, name: str, what: str, number: int, dated: Iterable[Mapping[str, Any]]) -> ListCount:
    days = sorted(str(entry["as_of"]) for entry in dated if entry.get("as_of"))
    return ListCount(whose, name, what, number, days[0] if days else None, days[-1] if days else None)
