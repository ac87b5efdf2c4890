"""What to pick from the views: one `Filter` for all listings, turned into bound conditions; no text of a caller ever becomes SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, false, func, not_, or_, select, true

from sayso.errors import UsageError
from sayso.records import MentionKind, SourceType
from sayso.store import choices, dialect, near, schema, words
from sayso.store.public import UNLISTED

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all must hold; an empty one holds always, and several values of one field are alternatives."""

    type: tuple[str, ...] = ()
    """PLOVER types of events; classes of saying of attributions."""
    status: tuple[str, ...] = ()
    footing: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    """ISO alpha-3 or PLOVER code of an actor, a recipient or the place of an event; of a speaker; of an article's outlet."""
    actor: str | None = None
    """Id of an actor or a recipient, or a part of its name or of the words that name it. Names that the lexicon does not list are found
    by their id only: they stay text of one report."""
    speaker: str | None = None
    """Id of the voice, or a part of its name or of the words that name it. Persons whom the lexicon does not list are found by the id or
    within one `article` only: they stay text of one report."""
    said_by: str | None = None
    """Id of a public actor: what it and those who speak for it said."""
    about: str | None = None
    """Words that the content holds, all of them, whatever their case and accents; words in double quotation marks stand together, and a
    final ``*`` matches every word that begins so."""
    actor_kind: tuple[str, ...] = ()
    """Kinds of an actor or a recipient of an event: ``government``, ``armed_group``, ``person``, …"""
    kind: tuple[str, ...] = ()
    """``direct``, ``indirect``, ``mixed``: how an attribution renders what was said."""
    source_type: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    voice: str | None = None
    """``outlet`` for the outlet's own word, ``attributed`` for anybody else's, or the id of one attribution."""
    outlet: str | None = None
    """A part of the outlet's name."""
    article: str | None = None
    """Id of one article."""
    reason: tuple[str, ...] = ()
    """Reasons of quarantine."""
    since: str | None = None
    """First day, ISO 8601: of the event (those without a date are left out; an end that the report leaves open is open, as in `between`),
    of the saying (else of publication), of publication."""
    until: str | None = None
    """Last day, likewise."""
    near: tuple[float, float] | None = None
    """Degrees north and east of a point: only events that are placed within `km` of it, more exactly than by a country."""
    km: float | None = None
    """Kilometres along the great circle."""
    between: tuple[str, str] | None = None
    """First and last day, ISO 8601: only events whose interval shares a day with them; an end that the report leaves open is open."""
    min_confidence: float | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot match anything by mistake.

        Raises:
            UsageError: an unknown status, footing, country, kind or reason, a malformed day, no word to look for, a limit or confidence out
                of range.
        """
        for name, known in _CLOSED.items():
            if getattr(self, name):
                object.__setattr__(self, name, known(getattr(self, name)))
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None:
                _day(name, day)
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"since {self.since} is later than until {self.until}")
        near.check(self.near, self.km)
        if self.between is not None:
            near.days(*self.between)
        if self.about is not None and not words.terms(self.about):
            raise UsageError(f"nothing to search for in {self.about!r}; give one word or more")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise UsageError(f"min_confidence is between 0 and 1, not {self.min_confidence}")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"limit is a number of rows, not {self.limit}")


def _day(name: str, text: str) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{name}: {text!r} is no day; write it as 2024-03-21") from error
    if day.isoformat() != text:
        raise UsageError(f"{name}: {text!r} is no day as YYYY-MM-DD; write it as {day.isoformat()}")


_CLOSED: dict[str, Callable[[Iterable[str]], tuple[str, ...]]] = {
    "status": choices.statuses,
    "footing": choices.footings,
    "country": choices.countries,
    "reason": choices.reasons,
    "kind": choices.kinds,
    "actor_kind": choices.actor_kinds,
    "source_type": choices.source_types,
    "certainty": choices.certainties,
}
"""Field -> the values it can take; `type` has different ones in different listings."""


def conditions(view: Table, chosen: Filter) -> Condition:
    """The conditions of a filter on one view.

    Raises:
        UsageError: the filter names a field that this listing does not have, or an unknown type.
    """
    known = _BY_VIEW[view.name]
    picked: list[Condition] = []
    for field in fields(chosen):
        value = getattr(chosen, field.name)
        if value in (None, ()) or field.name in ("limit", "km"):
            continue
        if field.name not in known:
            listing = view.name.removesuffix("_view")
            raise UsageError(f"{listing} cannot be filtered by {field.name}; they can by {', '.join(sorted(known))}, limit")
        picked.append(known[field.name]((value, chosen.km) if field.name == "near" else value))
    return and_(true(), *picked)


def left_out(chosen: Filter) -> Condition:
    """The attributions that a filter leaves out only because a person made them whom the lexicon does not list."""
    named = _by_name(_SAID, chosen.speaker or "")
    return and_(
        conditions(schema.attributions_view, replace(chosen, speaker=None)), named, _private(_SAID), _SAID.speaker != chosen.speaker
    )


def _contains(column: ColumnElement[Any], part: str) -> Condition:
    return dialect.lower(column).contains(part.lower(), autoescape=True)


def _by_name(said: Any, part: str) -> Condition:
    return or_(_contains(said.speaker_name, part), _contains(said.source, part))


def _private(said: Any) -> Condition:
    """Whether a person spoke whom the lexicon does not list, and who so stays text of one report (docs/architecture.md)."""
    unlisted = and_(said.speaker.startswith(UNLISTED, autoescape=True), said.speaker_kind == "person")
    unresolved = and_(said.speaker.is_(None), said.source_type == SourceType.PERSON.value)
    return func.coalesce(or_(unlisted, unresolved), false())


def _speaker(said: Any) -> Callable[[str], Condition]:
    """Whose word it is, by id or by a part of the name; `said` are the columns of the table or the view of attributions."""

    def condition(part: str) -> Condition:
        return or_(said.speaker == part, said.public_actor == part, and_(_by_name(said, part), not_(_private(said))))

    return condition


def _event_speaker(part: str) -> Condition:
    said = schema.attribution.c
    return exists(select(1).where(said.id == schema.events_view.c.voice, _speaker(said)(part)))


def _about(sought: str) -> Condition:
    return dialect.holds(_SAID.content, _SAID.article, sought)


def _event_actor(part: str) -> Condition:
    """Who acts or is acted on, by id or by a part of the name.

    A name that the lexicon does not list may be a private person's and stays text of one report: its id finds it.
    """
    argument = schema.event_argument.c
    unlisted = or_(*(argument.actor.startswith(prefix, autoescape=True) for prefix in (UNLISTED, f"role.{UNLISTED}")))
    unresolved = and_(argument.actor.is_(None), argument.kind == MentionKind.NAME.value)
    private = func.coalesce(or_(unlisted, unresolved), false())
    named = and_(or_(_contains(argument.name, part), _contains(argument.text, part)), not_(private))
    return exists(select(1).where(argument.event == schema.events_view.c.id, or_(argument.actor == part, named)))


def _event_actor_kind(kinds: tuple[str, ...]) -> Condition:
    argument = schema.event_argument.c
    return exists(select(1).where(argument.event == schema.events_view.c.id, argument.actor_kind.in_(kinds)))


def _event_country(countries: tuple[str, ...]) -> Condition:
    argument, view = schema.event_argument.c, schema.events_view.c
    of_argument = exists(select(1).where(argument.event == view.id, argument.country.in_(countries)))
    return or_(view.place_country.in_(countries), of_argument)


def _voice(column: ColumnElement[Any]) -> Callable[[str], Condition]:
    """Whose word an event is: the outlet's, anybody else's, or one attribution's."""

    def condition(voice: str) -> Condition:
        if voice in ("outlet", "attributed"):
            return column.is_(None) if voice == "outlet" else not_(column.is_(None))
        if not voice.startswith("s_"):
            raise UsageError(f"voice {voice!r} is none of: outlet, attributed, the id of an attribution (s_…)")
        return column == voice

    return condition


_EVENT, _SAID, _ARTICLE, _APPEARANCE, _QUARANTINE, _CHANGE = (
    schema.events_view.c,
    schema.attributions_view.c,
    schema.articles_view.c,
    schema.appearances_view.c,
    schema.quarantine_view.c,
    schema.changes_view.c,
)
_SAID_FROM = func.coalesce(_SAID.said_from, func.substr(_SAID.published, 1, 10))
_SAID_TO = func.coalesce(_SAID.said_to, _SAID_FROM)
_PUBLISHED = func.substr(_ARTICLE.published, 1, 10)

_BY_VIEW: dict[str, dict[str, Callable[[Any], Condition]]] = {
    "events_view": {
        "type": lambda types: _EVENT.type.in_(choices.types(types)),
        "status": _EVENT.status.in_,
        "footing": _EVENT.footing.in_,
        "country": _event_country,
        "actor": _event_actor,
        "actor_kind": _event_actor_kind,
        "speaker": _event_speaker,
        "voice": _voice(_EVENT.voice),
        "outlet": lambda part: _contains(_EVENT.outlet, part),
        "article": lambda key: _EVENT.article == key,
        "since": lambda day: near.overlapping(_EVENT.first_day, _EVENT.last_day, day, None),
        "until": lambda day: near.overlapping(_EVENT.first_day, _EVENT.last_day, None, day),
        # The point of a country is nowhere near anything: events of which only the country is known are not placed.
        "near": lambda circle: and_(_EVENT.place_precision.is_not(None), near.within(_EVENT.lat, _EVENT.lon, *circle)),
        "between": lambda period: near.overlapping(_EVENT.first_day, _EVENT.last_day, *period),
        "min_confidence": lambda low: _EVENT.confidence >= low,
    },
    "attributions_view": {
        "type": lambda types: _SAID.speech.in_(choices.speech(types)),
        "country": lambda countries: _SAID.speaker_country.in_(countries),
        "actor": _speaker(_SAID),
        "speaker": _speaker(_SAID),
        "said_by": lambda key: _SAID.public_actor == key,
        "about": _about,
        "kind": _SAID.kind.in_,
        "source_type": _SAID.source_type.in_,
        "certainty": _SAID.certainty.in_,
        "voice": lambda key: or_(_SAID.id == key, _SAID.parent == key),
        "outlet": lambda part: _contains(_SAID.outlet, part),
        "article": lambda key: _SAID.article == key,
        "since": lambda day: day <= _SAID_TO,
        "until": lambda day: day >= _SAID_FROM,
        "min_confidence": lambda low: _SAID.confidence >= low,
    },
    "articles_view": {
        "country": lambda countries: _ARTICLE.outlet_country.in_(countries),
        "outlet": lambda part: _contains(_ARTICLE.outlet, part),
        "article": lambda key: _ARTICLE.id == key,
        "since": lambda day: day <= _PUBLISHED,
        "until": lambda day: day >= _PUBLISHED,
    },
    "appearances_view": {
        "country": lambda countries: _APPEARANCE.outlet_country.in_(countries),
        "outlet": lambda part: _contains(_APPEARANCE.outlet, part),
        "article": lambda key: or_(_APPEARANCE.article == key, _APPEARANCE.id == key),
        "since": lambda day: day <= func.substr(_APPEARANCE.published, 1, 10),
        "until": lambda day: day >= func.substr(_APPEARANCE.published, 1, 10),
    },
    "changes_view": {
        "article": lambda key: _CHANGE.article == key,
    },
    "quarantine_view": {
        "reason": _QUARANTINE.reason.in_,
        "article": lambda key: _QUARANTINE.article == key,
    },
}
