"""Fetching pages, where the user asks for it: politely, and from public addresses only."""

from __future__ import annotations

from sayso.intake.web.addresses import Target, is_public
from sayso.intake.web.fetch import Fetched, Fetcher, fetcher

__all__ = ["Fetched", "Fetcher", "Target", "fetcher", "is_public"]
