"""The same map over one process or many, and the run that codes a whole source with it. Only the driver writes to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.scale.limits import MEMORY, DocumentTimeoutError, time_limit
from sayso.scale.pool import map_batches
from sayso.scale.worker import REASONS, Failure
from sayso.signals import terminable

if TYPE_CHECKING:
    from sayso.scale.run import Interrupted, Summary, code_sources

__all__ = [
    "MEMORY",
    "REASONS",
    "DocumentTimeoutError",
    "Failure",
    "Interrupted",
    "Summary",
    "code_sources",
    "map_batches",
    "terminable",
    "time_limit",
]


def __getattr__(name: str) -> Any:
    """Import what needs the store on first use: worker processes and `sayso read` have no use for it."""
    if name in {"Interrupted", "Summary", "code_sources"}:
        from sayso.scale import run

        return getattr(run, name)
    raise AttributeError(f"module 'sayso.scale' has no attribute {name!r}")
