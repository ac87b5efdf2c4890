"""Events: who did what to whom, with status, footing, voice, time, place and toll."""

from __future__ import annotations

from sayso.events.claims import claims_of
from sayso.events.coder import EventCoder
from sayso.events.ontology import Ontology

__all__ = ["EventCoder", "Ontology", "claims_of"]
