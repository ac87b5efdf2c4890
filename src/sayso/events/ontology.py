"""The ontology as data: PLOVER 2.0 types, modes, contexts and scores, the CAMEO codes and the PLOVER types they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.errors import LexiconError


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type."""

    name: str
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    score: float
    recipient_required: bool
    modes: Mapping[str, float | None]
    """Mode -> its score; null where the codebook gives none."""
    definition: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO code with its counterpart in PLOVER."""

    code: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class AcledSubEvent:
    """One sub-event type of ACLED and the PLOVER types (`TYPE` or `TYPE/mode`) that usually fall under it."""

    event_type: str
    sub_event_type: str
    plover: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Typed access to `lexicon/ontology`."""

    codebook: str
    types: Mapping[str, EventType]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    cameo: Mapping[str, CameoCode]
    acled: tuple[AcledSubEvent, ...] = ()
    quads: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any], own: Mapping[str, Any] | None = None) -> Ontology:
        """The ontology from the compiled YAML files `plover`, `cameo` and `acled`.

        Args:
            tables: the files by their stem.
            own: the user's `events/types.yaml`: types of their own, and what they change of ours.

        Raises:
            LexiconError: a CAMEO code names a type, mode or context that PLOVER's table does not know.
        """
        plover = tables["plover"]
        merged = {**plover["types"]}
        for name, entry in ((own or {}).get("types") or {}).items():
            known = merged.get(name, {"recipient_required": False})
            merged[name] = {**known, **entry, "modes": {**known.get("modes", {}), **(entry.get("modes") or {})}}
        types = {name: _event_type(name, entry) for name, entry in merged.items()}
        ontology = cls(
            codebook=f"{plover['codebook']} with own types" if own else plover["codebook"],
            types=types,
            contexts=tuple(plover["contexts"]),
            sectors=tuple(plover["sectors"]),
            cameo={code: _cameo_code(code, entry) for code, entry in tables["cameo"]["codes"].items()},
            acled=tuple(
                AcledSubEvent(event_type, sub_event_type, tuple(entry["plover"]))
                for event_type, sub_events in tables.get("acled", {}).get("types", {}).items()
                for sub_event_type, entry in sub_events.items()
            ),
            quads={int(number): name for number, name in plover["quads"].items()},
        )
        for code in ontology.cameo.values():
            ontology.check(code.type, code.mode, code.contexts, where=f"cameo {code.code}")
        return ontology

    def check(self, event_type: str, mode: str | None, contexts: tuple[str, ...], where: str) -> None:
        """Whether the names exist.

        Raises:
            LexiconError: one of them does not; `where` names the entry in the message.
        """
        if event_type not in self.types:
            raise LexiconError(f"{where}: type: {event_type!r} is not a PLOVER type")
        if mode is not None and mode not in self.types[event_type].modes:
            raise LexiconError(f"{where}: mode: {mode!r} is not a mode of {event_type}")
        for context in contexts:
            if context not in self.contexts:
                raise LexiconError(f"{where}: contexts: {context!r} is not a PLOVER context")

    def score(self, event_type: str, mode: str | None) -> float:
        """The conflict-cooperation score of a mode, or of its type where the mode has none."""
        own = self.types[event_type].modes.get(mode) if mode else None
        return self.types[event_type].score if own is None else own

    def cameo_of(self, event_type: str, mode: str | None = None) -> tuple[CameoCode, ...]:
        """The CAMEO codes that a PLOVER type and mode stand for, the most general first; all of a type where no mode is given."""
        found = [code for code in self.cameo.values() if code.type == event_type and (mode is None or code.mode == mode)]
        return tuple(sorted(found, key=lambda code: (len(code.code.rstrip("0")), code.code)))

    def acled_of(self, event_type: str, mode: str | None) -> AcledSubEvent | None:
        """The ACLED sub-event type that fits a PLOVER type and mode: the one for the mode first, then the one for the bare type."""
        wanted = (f"{event_type}/{mode}", event_type) if mode else (event_type,)
        for name in wanted:
            for sub_event in self.acled:
                if name in sub_event.plover:
                    return sub_event
        return None


def _event_type(name: str, entry: Mapping[str, Any]) -> EventType:
    return EventType(name, entry["quad"], entry["score"], entry["recipient_required"], entry.get("modes", {}), entry["definition"])


def _cameo_code(code: str, entry: Mapping[str, Any]) -> CameoCode:
    return CameoCode(code, entry["type"], entry.get("mode"), tuple(entry.get("contexts", ())), entry["label"])
