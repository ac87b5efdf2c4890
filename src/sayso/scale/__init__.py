"""The same map over one process or many, and the run that codes a whole source with it. Only the driver writes to the store."""

from __future__ import annotations

from sayso.scale.limits import DocumentTimeoutError, time_limit
from sayso.scale.pool import map_batches
from sayso.scale.run import Interrupted, Summary, code_sources
from sayso.scale.worker import REASONS, Failure

__all__ = ["REASONS", "DocumentTimeoutError", "Failure", "Interrupted", "Summary", "code_sources", "map_batches", "time_limit"]
