"""Who is quoted, how often, by whom; and what one public actor has said, in whose reporting. Private persons are in no such view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, select

from sayso.records import AttributionKind
from sayso.store import schema
from sayso.store.dialect import in_order, in_reverse
from sayso.store.filters import Condition, Filter, conditions, left_out
from sayso.store.listing import SpeakerRow
from sayso.store.public import line, names_of, same_state
from sayso.store.words import fold

_SAID = schema.attributions_view.c
Names = Mapping[str, tuple[str, ...]]
"""Id of a public actor -> every name that it and those who speak for it are known by."""


def speakers(connection: Connection, chosen: Filter) -> list[SpeakerRow]:
    """The public actors among the speakers, the most quoted first.

    Raises:
        UsageError: the filter names a field that attributions do not have.
    """
    picked = _picked(chosen)
    members = _members(connection, picked)
    rows = [_row(values, members[values["speaker"]]) for values in connection.execute(_counts(picked)).mappings()]
    return rows if chosen.limit is None else rows[: chosen.limit]


def others(connection: Connection, chosen: Filter) -> int:
    """How many sayings are nobody's line: of sources without a name, of names that one report knows, of unresolved ones."""
    picked = and_(conditions(schema.attributions_view, replace(chosen, limit=None)), _SAID.public_actor.is_(None))
    return connection.execute(select(func.count()).select_from(schema.attributions_view).where(picked)).scalar_one()


def unlisted(connection: Connection, chosen: Filter) -> int:
    """How many sayings a filter by speaker leaves out because persons made them whom the lexicon does not list."""
    if chosen.speaker is None:
        return 0
    statement = select(func.count()).select_from(schema.attributions_view).where(left_out(replace(chosen, limit=None)))
    return connection.execute(statement).scalar_one()


def find(connection: Connection, words: str) -> list[SpeakerRow]:
    """The public actors that are meant by an id, a name or a part of a name: one, several where it is ambiguous, or none.

    The whole name of an actor goes before a part of another's, whatever the case and the accents.
    """
    rows = speakers(connection, Filter())
    by_id = [row for row in rows if row.speaker == line(words, "", "")]
    if by_id:
        return by_id
    names = _names(connection, rows)
    wanted = fold(words)
    if not wanted:
        return []
    whole = [row for row in rows if any(fold(name) == wanted for name in names[row.speaker])]
    return whole or [row for row in rows if any(_within(wanted, fold(name)) for name in names[row.speaker])]


def said(actor: str, chosen: Filter) -> Select[Any]:
    """The statement for what a public actor said, the oldest day first and days unknown before all; with a limit, the newest ones."""
    order = (_SAID.day, _SAID.published, _SAID.article, _SAID.position, _SAID.id)
    statement = select(schema.attributions_view).where(_picked(replace(chosen, said_by=actor)))
    if chosen.limit is None:
        return statement.order_by(*in_order(*order))
    newest = statement.order_by(*in_reverse(*order)).limit(chosen.limit).subquery()
    return select(newest).order_by(*in_order(*(newest.c[column.name] for column in order)))


def _picked(chosen: Filter) -> Condition:
    return and_(conditions(schema.attributions_view, replace(chosen, limit=None)), _SAID.public_actor.is_not(None))


def _counts(picked: Condition) -> Select[Any]:
    number = func.count()
    kinds = {kind.value: func.sum(case((_SAID.kind == kind.value, 1), else_=0)).label(kind.value) for kind in AttributionKind}
    return (
        select(
            _SAID.public_actor.label("speaker"),
            func.min(case((_SAID.speaker == _SAID.public_actor, _SAID.speaker_name))).label("own_name"),
            func.min(_SAID.speaker_name).label("any_name"),
            func.min(_SAID.speaker_country).label("country"),
            func.min(_SAID.speaker_sectors).label("sectors"),
            number.label("sayings"),
            *kinds.values(),
            func.count(_SAID.article.distinct()).label("articles"),
            func.count(_SAID.outlet.distinct()).label("outlets"),
            func.min(_SAID.day).label("first_day"),
            func.max(_SAID.day).label("last_day"),
        )
        .where(picked)
        .group_by(_SAID.public_actor)
        .order_by(number.desc(), _SAID.public_actor)
    )


def _members(connection: Connection, picked: Condition) -> dict[str, list[str]]:
    """Id of a public actor -> ids of the speakers whose sayings are its line."""
    found: dict[str, list[str]] = {}
    pairs = select(_SAID.public_actor, _SAID.speaker).where(picked).distinct().order_by(_SAID.public_actor, _SAID.speaker)
    for actor, speaker in connection.execute(pairs):
        found.setdefault(actor, []).append(speaker)
    return found


def _names(connection: Connection, rows: Iterable[SpeakerRow]) -> Names:
    found = {row.speaker: [row.name, *names_of(row.speaker)] for row in rows}
    pairs = select(_SAID.public_actor, _SAID.speaker_name).where(_picked(Filter())).distinct()
    for actor, name in connection.execute(pairs):
        found[actor].append(name or "")
    return {actor: tuple(names) for actor, names in found.items()}


def _row(values: Mapping[Any, Any], members: list[str]) -> SpeakerRow:
    actor = values["speaker"]
    listed = names_of(actor)
    return SpeakerRow(
        speaker=actor,
        name=listed[0] if listed else values["own_name"] or values["any_name"] or actor,
        country=values["country"],
        sectors=values["sectors"],
        sayings=values["sayings"],
        direct=values["direct"],
        mixed=values["mixed"],
        indirect=values["indirect"],
        direct_share=round(values["direct"] / values["sayings"], 4),
        articles=values["articles"],
        outlets=values["outlets"],
        first_day=values["first_day"],
        last_day=values["last_day"],
        also="; ".join(member for member in members if member != actor and not same_state(member, actor)) or None,
    )


def _within(wanted: list[str], name: list[str]) -> bool:
    """Whether the words stand together in a name."""
    return any(name[place : place + len(wanted)] == wanted for place in range(len(name) - len(wanted) + 1))
