"""The form of the user's own word lists: which keys an entry may have and what their values must be.

An unknown key is refused with the nearest known one: a misspelt key would otherwise be passed over without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sayso import data
from sayso.errors import LexiconError
from sayso.nearest import did_you_mean

ABOUT = ("source", "as_of", "note")
"""Keys that any entry and any file may have."""
ACTOR_LISTS = ("aliases", "weak", "demonyms", "capital", "weak_capital", "government_names", "sectors", "beside")
ACTOR = ("id", "name", "kind", "country", "start", "end", "offices", "periods", "codes", "iso2", "historic", *ACTOR_LISTS, *ABOUT)
OFFICE = ("office", "country", "sectors", "start", "end", *ABOUT)
CODE = ("code", "start", "end", "from", "until")
PREDICATE_LISTS = (
    "contexts",
    "object",
    "without",
    "not_with",
    "with",
    "prep",
    "prep_noun",
    "subject",
    "complement",
    "complement_not",
    "sector",
    "sector_not",
    "needs",
    "of",
    "by",
    "case",
    "plural_if",
)
PREDICATE_FLAGS = ("complement_required", "infinitive", "intransitive", "object_political", "goal", "replace")
PREDICATE = ("cameo", "type", "mode", "frame", "licence", "op", *PREDICATE_LISTS, *PREDICATE_FLAGS, *ABOUT)
TYPE = ("quad", "score", "recipient_required", "definition", "modes", *ABOUT)
OPERATORS = ("commit", "refuse", "demand", "threaten")
OWN_TYPE = re.compile(r"X_[A-Z0-9_]+")
"""Names of types that the user adds: they can never collide with a later codebook's, and a misspelt PLOVER type is never taken for one."""
PLACE = ("name", "lat", "lon", "kind", "countries", "population", "radius_km", "aliases", *ABOUT)
_CODE = re.compile(r"[A-Z]{3}")
"""A country, an actor beyond one, or a sector."""
_OFF = {"attribution": ("confidence",), "actors": ("firstnames", "roles", "transliteration")}
"""Lists of ours beside which no own one is read."""
_EVENTS = ("verbs", "nouns", "types")


def check(room: str, stem: str, content: Any, where: str) -> None:
    """Whether one file has the form of its room's lists.

    Args:
        room: the folder it lies in.
        stem: its name there, without ``.yaml``.
        content: as parsed, not null.
        where: the file, for messages.

    Raises:
        LexiconError: it has not.
    """
    if stem in _OFF.get(room, ()):
        raise LexiconError(f"{where}: own {stem} are not read; give the file another name if it holds entries")
    _ROOMS[room](stem, content, where)


def _actors(_stem: str, content: Any, where: str) -> None:
    if not isinstance(content, list):
        raise LexiconError(f"{where}: a list of entries is expected, each beginning with “- name:”, not {_named(content)}")
    ids: dict[str, int] = {}
    for number, entry in enumerate(content, 1):
        at = f"{where}: entry {number}"
        if not isinstance(entry, Mapping):
            raise LexiconError(f"{at}: name: value pairs are expected, not {_named(entry)}")
        _keys(entry, ACTOR, at)
        if not isinstance(entry.get("name"), str) or not entry["name"].strip():
            raise LexiconError(f"{at}: name: {_text_wanted(entry.get('name'))}")
        _actor(entry, f"{at} ({entry['name']})")
        first = ids.setdefault(str(entry.get("id") or entry["name"]), number)
        if first != number:
            raise LexiconError(f"{at} ({entry['name']}): id: entry {first} has the same; give one of them another")


def _actor(entry: Mapping[str, Any], at: str) -> None:
    for key in ACTOR_LISTS:
        _texts(entry, key, at)
    _codes(entry, at)
    kinds = _actor_kinds()
    if "kind" in entry and entry["kind"] not in kinds:
        raise LexiconError(f"{at}: kind: {entry['kind']!r} is not known{did_you_mean(entry['kind'], kinds)}")
    for key, known in (("offices", OFFICE), ("periods", OFFICE), ("codes", CODE)):
        for number, part in enumerate(_list(entry, key, at), 1):
            if isinstance(part, Mapping):
                _keys(part, known, f"{at}: {key}, {number}")
                _codes(part, f"{at}: {key}, {number}")


def _codes(entry: Mapping[str, Any], at: str) -> None:
    """Country and sectors are codes of three capitals; which ones there are is the user's own affair."""
    for key in ("country", "sectors"):
        for code in [entry.get(key)] if key == "country" else entry.get(key) or ():
            if code is None:
                continue
            if code is False:
                raise LexiconError(f"{at}: {key}: YAML reads a bare NO as false; write 'NOR' for Norway, or quotation marks")
            if not isinstance(code, str) or not _CODE.fullmatch(code):
                example = "ISO 3166 alpha-3, such as IRQ" if key == "country" else "PLOVER, such as GOV, MIL, REB"
                raise LexiconError(f"{at}: {key}: {code!r} is no code; three capital letters are expected ({example})")


def _events(stem: str, content: Any, where: str) -> None:
    if stem not in _EVENTS:
        raise LexiconError(f"{where}: not read; own lists of events are verbs.yaml, nouns.yaml and types.yaml{did_you_mean(stem, _EVENTS)}")
    if stem == "types":
        return _types(content, where)
    _mapping(content, ("entries", *ABOUT), where)
    if not isinstance(content.get("entries"), list):
        raise LexiconError(f"{where}: entries: a list of entries is expected, each beginning with “- {stem}:”")
    for number, entry in enumerate(content["entries"], 1):
        at = f"{where}: entry {number}"
        if not isinstance(entry, Mapping):
            raise LexiconError(f"{at}: key: value pairs are expected, not {_named(entry)}")
        _keys(entry, (stem, *PREDICATE), at)
        for key in (stem, *PREDICATE_LISTS):
            _texts(entry, key, at, only_lists=True)
        for key in PREDICATE_FLAGS:
            if not isinstance(entry.get(key, False), bool):
                raise LexiconError(f"{at}: {key}: true or false is expected, not {entry[key]!r}")
        if not entry.get(stem):
            raise LexiconError(f"{at}: {stem}: one word or more is expected: [{'strike, hit' if stem == 'verbs' else 'strike, raid'}]")
    return None


def _types(content: Any, where: str) -> None:
    """Own types, and changes of ours."""
    _mapping(content, ("types", *ABOUT), where)
    known = data.lexicon("ontology")["plover"]["types"]
    types = content.get("types")
    if not isinstance(types, Mapping):
        raise LexiconError(f"{where}: types: names with their fields are expected, not {_named(types)}")
    for name, entry in types.items():
        at = f"{where}: type {name}"
        if name not in known and not (isinstance(name, str) and OWN_TYPE.fullmatch(name)):
            raise LexiconError(f"{at}: a type of your own begins with X_ and has capitals, such as X_LANDGRAB{did_you_mean(name, known)}")
        if not isinstance(entry, Mapping):
            raise LexiconError(f"{at}: key: value pairs are expected, not {_named(entry)}")
        _keys(entry, TYPE, at)
        missing = [key for key in ("quad", "score", "definition") if name not in known and key not in entry]
        if missing:
            raise LexiconError(f"{at}: {missing[0]}: is missing; a new type needs quad, score and definition")
        if entry.get("quad", 1) not in (1, 2, 3, 4):
            raise LexiconError(f"{at}: quad: 1, 2, 3 or 4 is expected, not {entry['quad']!r}")
        scores = {"score": entry.get("score", 0), **{f"modes: {mode}": score for mode, score in (entry.get("modes") or {}).items()}}
        for key, score in scores.items():
            if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
                raise LexiconError(f"{at}: {key}: a number is expected, not {score!r}")


def check_predicates(tables: Mapping[str, Any], folder: Path) -> None:
    """Whether the user's verbs and nouns name what there is: CAMEO codes, types, modes, contexts, frames, licences, word classes.

    Args:
        tables: the user's lists of events, under ``user/``, each of the form that `check` asks for.
        folder: where they lie, for messages.

    Raises:
        LexiconError: one of them does not.
    """
    from sayso.events.ontology import Ontology
    from sayso.events.predicates import LICENCES

    ours, ontology = data.lexicon("events"), Ontology.from_tables(data.lexicon("ontology"), tables.get("user/types"))
    classes = {f"@{name}" for name in ours["classes"]["classes"]}
    for stem in ("verbs", "nouns"):
        for number, entry in enumerate((tables.get(f"user/{stem}") or {}).get("entries", ()), 1):
            at = f"{folder / stem}.yaml: entry {number} ({entry[stem][0]})"
            code = ontology.cameo.get(_known(entry, "cameo", ontology.cameo, at, needed=True) or "")
            kind = _known(entry, "type", ontology.types, at) or (code.type if code else "")
            _known(entry, "mode", ontology.types[kind].modes, at)
            _known(entry, "frame", ours["frames"]["frames"], at, needed=True)
            _known(entry, "licence", LICENCES, at)
            _known(entry, "op", OPERATORS, at)
            for context in entry.get("contexts", ()):
                _one_of(context, ontology.contexts, f"{at}: contexts")
            _check_classes(entry, classes, at)


def _check_classes(entry: Mapping[str, Any], classes: Collection[str], at: str) -> None:
    """Whether the word classes that an entry names (``@restriction``) are among those that there are."""
    for key in PREDICATE_LISTS:
        for word in entry.get(key, ()):
            if word.startswith("@"):
                _one_of(word, classes, f"{at}: {key}")


def _known(entry: Mapping[str, Any], key: str, known: Collection[str], at: str, *, needed: bool = False) -> str | None:
    value = entry.get(key)
    if value is None:
        if needed:
            raise LexiconError(f"{at}: {key}: is missing; see `lexicon/events` of sayso for examples")
        return None
    if key == "cameo" and not isinstance(value, str):
        raise LexiconError(f"{at}: cameo: write the code in quotation marks, '{value:03}', since leading zeros matter")
    _one_of(value, known, f"{at}: {key}")
    return str(value)


def _one_of(value: object, known: Collection[str], at: str) -> None:
    if value not in known:
        raise LexiconError(f"{at}: {value!r} is not known{did_you_mean(value, known)}")


def _attribution(stem: str, content: Any, where: str) -> None:
    ours = data.lexicon("attribution")
    if stem not in ours:
        raise LexiconError(f"{where}: not read{did_you_mean(stem, [name for name in ours if name not in _OFF['attribution']])}")
    _mapping(content, (*ours[stem], *ABOUT), where)


def _when(_stem: str, content: Any, where: str) -> None:
    _mapping(content, ("classes", "macros", "rules", *ABOUT), where)


def _where(_stem: str, content: Any, where: str) -> None:
    _mapping(content, ("places", *ABOUT), where)
    for number, entry in enumerate(_list(content, "places", where), 1):
        at = f"{where}: place {number}"
        if not isinstance(entry, Mapping):
            raise LexiconError(f"{at}: key: value pairs are expected, not {_named(entry)}")
        _keys(entry, PLACE, at)
        for key in ("aliases", "countries"):
            _texts(entry, key, at, only_lists=True)


_ROOMS: dict[str, Callable[[str, Any, str], None]] = {
    "actors": _actors,
    "attribution": _attribution,
    "events": _events,
    "when": _when,
    "where": _where,
}


def _actor_kinds() -> set[str]:
    return {"actor", *(entry["kind"] for entry in _entries(data.lexicon("actors")))}


def _entries(tables: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for table in tables.values():
        if isinstance(table, list):
            yield from table


def _mapping(content: Any, known: Iterable[str], where: str) -> None:
    if not isinstance(content, Mapping):
        raise LexiconError(f"{where}: key: value pairs are expected, not {_named(content)}")
    _keys(content, tuple(dict.fromkeys(known)), where)


def _keys(entry: Mapping[Any, Any], known: Collection[str], at: str) -> None:
    for key in entry:
        if key not in known:
            raise LexiconError(f"{at}: {key!r} is no known key{did_you_mean(key, known)}")


def _list(entry: Mapping[str, Any], key: str, at: str) -> list[Any]:
    value = entry.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise LexiconError(f"{at}: {key}: a list is expected, not {_named(value)}")
    return value


def _texts(entry: Mapping[str, Any], key: str, at: str, *, only_lists: bool = False) -> None:
    """One text, or a list of texts."""
    value = entry.get(key)
    if value is None or (isinstance(value, str) and not only_lists):
        return
    if not isinstance(value, list):
        raise LexiconError(f"{at}: {key}: a list of words is expected, [in, brackets], not {_named(value)}")
    for word in value:
        if not isinstance(word, str):
            raise LexiconError(f"{at}: {key}: {_text_wanted(word)}")


def _text_wanted(value: Any) -> str:
    if value is None:
        return "is missing; text is expected"
    return f"text is expected, not {value!r}; put it in quotation marks if it is meant as a word"


def _named(value: Any) -> str:
    names = {dict: "key: value pairs", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), repr(value))
