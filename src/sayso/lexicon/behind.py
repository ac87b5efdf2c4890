"""What the word lists say about one event: the entry behind each actor, other entries of the same name, other senses of its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso import data
from sayso.lexicon.own import user_tables
from sayso.records import ActorMention, Article, Attribution, Event, Why

NAMES = ("name", "aliases", "weak", "demonyms", "capital", "weak_capital", "government_names")
"""Keys of an entry that hold names of it."""
_UNLISTED = {
    "text.": "no entry: a name that only this report knows",
    "place.": "no entry: a place of the gazetteer",
    "role.": "no entry: country from the words around, sectors from the role noun (lexicon/actors/roles.yaml)",
}
"""How an id begins -> what stands behind it."""
MOST_OTHERS = 5
"""So many other entries of the same name are told."""


@dataclass(frozen=True, slots=True)
class ActorBehind:
    """One mention of an actor with what made it that actor."""

    role: str
    """``actor``, ``recipient`` or ``speaker``."""
    words: str
    kind: str
    """Value of `MentionKind`."""
    actor: str | None
    """Id."""
    rule: str
    score: float
    known_from: str | None
    """The words that say who a pronoun, a short form or a role is."""
    entry: str
    """The entry of the lists: who it is, what it was on the day of publication, since when, by which source, checked when."""
    others: tuple[str, ...]
    """Ids of other entries that the same words name, and that were passed over."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one event in the lists as they are now."""

    actors: tuple[ActorBehind, ...]
    senses: tuple[str, ...]
    """Other senses that the lists have for the word of the event, each with its type and what it asks for."""


def behind(event: Event, voices: Iterable[Attribution], article: Article, lexicon: Path | None = None) -> Behind:
    """Look up an event's actors and its word.

    Args:
        event: with the mentions of its actors.
        voices: the attributions whose word it is.
        article: whose text the spans count into, and whose day decides on terms of office.
        lexicon: a folder of the user's own lists.

    Raises:
        LexiconError: the folder does not exist or an entry in it is malformed.
    """
    entries = _entries(lexicon)
    by_name: dict[str, list[str]] = {}
    for key, found in entries.items():
        for name in dict.fromkeys(name for entry in found for name in _names(entry)):
            by_name.setdefault(name.casefold(), []).append(key)
    mentions = [("actor", mention) for mention in event.actors] + [("recipient", mention) for mention in event.recipients]
    mentions += [("speaker", voice.speaker) for voice in voices if voice.speaker is not None]
    actors = tuple(_actor(role, mention, article, entries, by_name) for role, mention in mentions)
    return Behind(actors, tuple(_senses(event.why, lexicon)))


def _entries(lexicon: Path | None) -> dict[str, list[Mapping[str, Any]]]:
    """Id -> entries, ours and the user's."""
    tables = {**data.lexicon("actors"), **(user_tables(lexicon, "actors") if lexicon else {})}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for table in tables.values():
        if isinstance(table, list):
            for entry in table:
                key = entry.get("id") or "user." + "-".join(str(entry["name"]).lower().split())
                found.setdefault(str(key), []).append(entry)
    return found


def _names(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in NAMES:
        value = entry.get(key) or ()
        yield from (value,) if isinstance(value, str) else value


def _actor(
    role: str, mention: ActorMention, article: Article, entries: Mapping[str, list[Mapping[str, Any]]], by_name: Mapping[str, list[str]]
) -> ActorBehind:
    text, actor = article.text, mention.actor
    day = article.published_date.isoformat() if article.published_date else None
    key = actor.id if actor is not None else None
    listed = key if key is None or key in entries else key.replace("gov.", "ctry.", 1)  # a government goes by its country's entry
    others = [other for other in by_name.get(" ".join(mention.head.of(text).split()).casefold(), ()) if other != listed]
    return ActorBehind(
        role,
        mention.span.of(text),
        mention.kind.value,
        key,
        mention.rule,
        mention.score,
        mention.antecedent.of(text) if mention.antecedent is not None else None,
        "; ".join(dict.fromkeys(_described(entry, day) for entry in entries.get(listed or "", ()))) or _unlisted(key),
        tuple(others[:MOST_OTHERS]),
    )


def _unlisted(key: str | None) -> str:
    if key is None:
        return "no entry: the words were resolved to nobody"
    return next((words for begin, words in _UNLISTED.items() if key.startswith(begin)), "no entry in these lists")


def _described(entry: Mapping[str, Any], day: str | None) -> str:
    """An entry in one line; of its offices those that are held on the day."""
    parts = [f"{entry['name']}, {str(entry.get('kind', 'actor')).replace('_', ' ')}", _term(entry)]
    held = [office for office in (*(entry.get("offices") or ()), *(entry.get("periods") or ())) if _holds(office, day)]
    parts += [
        f"{office.get('office') or ' '.join(office.get('sectors', ()))} {_term(office)} on {day or 'no known day'}" for office in held
    ]
    if entry.get("offices") and not held:
        parts.append(f"in none of the listed offices on {day or 'an unknown day'}")
    parts += [f"source: {entry['source']}"] if entry.get("source") else []
    parts += [f"as of {entry['as_of']}"] if entry.get("as_of") else []
    return ", ".join(part for part in parts if part)


def _term(entry: Mapping[str, Any]) -> str:
    start, end = entry.get("start"), entry.get("end")
    return f"{start or '…'} to {end or 'open'}" if start or end else ""


def _holds(office: Mapping[str, Any], day: str | None) -> bool:
    """Whether a day lies in the term; years and months are compared as far as they go."""
    start, end = str(office.get("start") or ""), str(office.get("end") or "")
    if day is None:
        return not end
    return (not start or start <= day[: len(start)]) and (not end or day[: len(end)] <= end)


def _senses(whys: Iterable[Why], lexicon: Path | None) -> Iterator[str]:
    """The other senses of the word behind the type, from its rule: ``verb:lift+@restriction``."""
    rule = next((why.rule for why in whys if why.field == "type"), "")
    sort, _, key = rule.partition(":")
    stem, lemma = f"{sort}s", key.partition("+")[0]
    if stem not in ("verbs", "nouns"):
        return
    codes = data.lexicon("ontology")["cameo"]["codes"]
    tables = {**(user_tables(lexicon, "events") if lexicon else {}), **data.lexicon("events")}
    for table in (tables.get(f"user/{stem}") or {}, tables[stem]):
        for entry in table.get("entries", ()):
            asked = [(name, entry[name]) for name in ("object", "prep", "complement") if name in entry]
            own = f"{sort}:{lemma}" + (f"+{'|'.join(asked[0][1])}" if asked else "")
            if lemma in entry[stem] and own != rule:
                beside = f" with {', '.join(f'{name} {chr(124).join(words)}' for name, words in asked)}" if asked else ""
                yield f"{entry.get('type', codes[entry['cameo']]['type'])} (CAMEO {entry['cameo']}){beside}"
