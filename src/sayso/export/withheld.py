"""Exports of archives that may not be shared: offsets and digests stay, of the words of a text at most a few."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sayso.encode import dumps
from sayso.records import ActorMention
from sayso.store.details import Detail, Report, Said

WORDS, CHARACTERS = 5, 40
"""Of any stretch of a text at most so many words, and so many characters."""
MORE = " …"
_JOINED = "; "


def few(text: str | None) -> str | None:
    """The first words of a text, with an ellipsis where there are more."""
    if text is None:
        return None
    words = text.split()
    kept = " ".join(words[:WORDS])
    if len(kept) > CHARACTERS:
        kept = kept[:CHARACTERS].rstrip()
    return kept if kept == " ".join(words) else kept + MORE


def detail(given: Detail) -> Detail:
    """The event with few words of every text; names that a lexicon gives are short and stay."""
    row = given.row
    return replace(
        given,
        row=replace(
            row,
            headline=few(row.headline),
            actors=_each(row.actors),
            recipients=_each(row.recipients),
            when_text=few(row.when_text),
            when_anchor_text=few(row.when_anchor_text),
            place=few(row.place),
            place_note=few(row.place_note),
            toll=_each(row.toll),
            speaker_name=few(row.speaker_name),
            cue=few(row.cue),
            trigger=few(row.trigger) or "",
            quote=few(row.quote) or "",
        ),
        event=replace(given.event, actors=_mentions(given.event.actors), recipients=_mentions(given.event.recipients)),
        report=report(given.report),
        arguments=tuple({**each, "text": few(each["text"]), "name": few(each["name"])} for each in given.arguments),
        tolls=tuple({**each, "text": few(each["text"]), "who": few(each["who"])} for each in given.tolls),
        claims=tuple({**each, "words": few(each["words"]), "value": _value(each["value"])} for each in given.claims),
        voices=tuple(said(each) for each in given.voices),
    )


def said(given: Said) -> Said:
    """The attribution with few words of every part."""
    row = given.row
    parts: dict[str, Any] = {
        name: few(getattr(row, name))
        for name in ("headline", "speaker_name", "source", "cue", "content", "addressee", "channel", "said_text", "parent_speaker")
    }
    return replace(given, row=replace(row, **parts, via=_each(row.via)))


def report(given: Report) -> Report:
    """The article with few words of its headline."""
    return replace(given, headline=few(given.headline))


def _mentions(given: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    return tuple(replace(each, actor=replace(each.actor, name=few(each.actor.name) or "")) if each.actor else each for each in given)


def _each(joined: str | None) -> str | None:
    """Few words of every name in a list of names."""
    return _JOINED.join(few(piece) or "" for piece in joined.split(_JOINED)) if joined is not None else None


def _value(text: str) -> str:
    return dumps(_shortened(json.loads(text)))


def _shortened(value: Any) -> Any:
    if isinstance(value, str):
        return few(value)
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    return value
