"""What an export is made of: the events that a filter picks, told with few words where texts may not be shared, and their provenance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import Connection

from sayso import __version__
from sayso.encode import to_json
from sayso.export import withheld
from sayso.progress import Progress, counted
from sayso.records import Footing
from sayso.store import details
from sayso.store.counting import HAPPENED
from sayso.store.details import Detail, Report, Said
from sayso.store.filters import Filter

LAYOUT = 1
"""Version of the layouts of all formats: it rises when a column changes its name, place or meaning."""
DISOWNED = frozenset({Footing.DENIED, Footing.ACQUITTED})
"""Footings under which a row without them would say the opposite of what was reported."""


@dataclass(slots=True)
class Account:
    """How much was written, and what was left out for which reason."""

    written: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, dict[str, int]]:
        """Both as plain values, by name."""
        return {"counts": dict(sorted(self.written.items())), "left_out": dict(sorted(self.left_out.items()))}


@dataclass(frozen=True, slots=True)
class Selection:
    """The events of one export."""

    connection: Connection
    chosen: Filter
    form: str
    text: bool = True
    """Whether words of the texts are exported beyond a few."""
    strict: bool = False
    """Whether the format has no room for status and footing beside the event: then only what happened is in it unless asked for."""
    account: Account = field(default_factory=Account)
    progress: Progress | None = None
    """Told of what is read from the database."""

    def __post_init__(self) -> None:
        """A confidence of 0 or more is no condition."""
        object.__setattr__(self, "chosen", replace(self.chosen, min_confidence=self.chosen.min_confidence or None))

    @property
    def picked(self) -> Filter:
        """The filter, with the statuses that a strict format allows by itself."""
        return replace(self.chosen, status=HAPPENED) if self.strict and not self.chosen.status else self.chosen

    def details(self) -> Iterator[Detail]:
        """The events in the order of their listing."""
        if self.picked != self.chosen:
            untold = details.number(self.connection, self.chosen) - details.number(self.connection, self.picked)
            self.account.left_out.update({"not told as occurred or ongoing": untold} if untold else {})
        for each in counted(details.details(self.connection, self.picked), "events", self.progress):
            if self.strict and not self.chosen.footing and each.event.footing in DISOWNED:
                self.account.left_out["denied or acquitted"] += 1
                continue
            yield each if self.text else withheld.detail(each)

    def attributions(self) -> Iterator[Said]:
        """All attributions of the database."""
        for each in counted(details.attributions(self.connection), "attributions", self.progress):
            yield each if self.text else withheld.said(each)

    def reports(self) -> Iterator[Report]:
        """All articles of the database."""
        for each in counted(details.reports(self.connection), "articles", self.progress):
            yield each if self.text else withheld.report(each)

    def stamp(self) -> dict[str, Any]:
        """Where the export comes from: program, layout, query, and what coded the articles.

        Nothing in it differs between two runs over the same articles.
        """
        return {
            "sayso": __version__,
            "format": self.form,
            "layout": LAYOUT,
            "query": described(self.picked),
            "text": "quoted" if self.text else "withheld",
            "manifests": [{"digest": each.digest, **to_json(each)} for each in details.manifests(self.connection, self.picked)],
        }

    def runs(self) -> list[dict[str, Any]]:
        """The runs that coded the articles."""
        return [to_json(each) for each in details.runs(self.connection, self.picked)]


def described(chosen: Filter) -> dict[str, Any]:
    """The conditions of a filter that are set, by name."""
    told = {each.name: getattr(chosen, each.name) for each in fields(chosen)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items() if value not in (None, ())}
