"""The codebook as rows: every code that a column of an export may hold, with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.export.relations import ontology
from sayso.records import AttributionKind, Certainty, Footing, MentionKind, SourceType, Status

COLUMNS = ("column", "code", "label", "codebook")

_OF_STATUS = {
    Status.OCCURRED: "told as having happened",
    Status.ONGOING: "told as going on",
    Status.PLANNED: "announced or planned, not yet done",
    Status.THREATENED: "threatened, not done",
    Status.DEMANDED: "asked for or demanded, not done",
    Status.HYPOTHETICAL: "only supposed",
    Status.NEGATED: "told as not having happened",
    Status.HISTORICAL: "background that ended more than 365 days before publication",
}
_OF_FOOTING = {
    Footing.AS_FACT: "told as a fact by the voice",
    Footing.CLAIMED: "claimed or admitted by the doer",
    Footing.ACCUSED: "an accusation by somebody else",
    Footing.ACCUSED_BY_AUTHORITIES: "an accusation by the authorities",
    Footing.POSSIBLE: "only possible",
    Footing.DENIED: "the responsibility is denied",
    Footing.ACQUITTED: "cleared of it by a court",
}


def entries() -> Iterator[dict[str, Any]]:
    """Column, code, label and codebook of every code."""
    known = ontology()
    for name, kind in known.types.items():
        yield _entry("type", name, kind.definition, known.codebook)
        for mode in kind.modes:
            yield _entry("mode", mode, f"mode of {name}", known.codebook)
    for context in known.contexts:
        yield _entry("contexts", context, context.replace("_", " "), known.codebook)
    for number, name in known.quads.items():
        yield _entry("quad_class", str(number), name, known.codebook)
    for code in known.cameo.values():
        yield _entry("cameo", code.code, code.label, "CAMEO 1.1b3")
    for sector in known.sectors:
        yield _entry("sectors", sector, "sector of an actor", known.codebook)
    for status, label in _OF_STATUS.items():
        yield _entry("status", status.value, label, "sayso")
    for footing, label in _OF_FOOTING.items():
        yield _entry("footing", footing.value, label, "sayso")
    for column, values in (("certainty", Certainty), ("source_type", SourceType), ("kind", AttributionKind), ("mention", MentionKind)):
        for each in values:
            yield _entry(column, str(each), str(each).replace("_", " "), "sayso")


def _entry(column: str, code: str, label: str, codebook: str) -> dict[str, Any]:
    return {"column": column, "code": code, "label": label, "codebook": codebook}
