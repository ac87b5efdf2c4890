"""Intake: bytes to `Article`. Text is fixed once, here; what cannot be read is refused with a named reason."""

from __future__ import annotations

from sayso.intake.apart import Apart
from sayso.intake.articles import article_from_text
from sayso.intake.clean import Cleaned, clean
from sayso.intake.language import foreign
from sayso.intake.limits import DEFAULT, Limits, deadline
from sayso.intake.outlets import OutletTable, load_outlets
from sayso.intake.quarantine import REASONS, UnreadableError
from sayso.intake.reading import read_article, read_sources

__all__ = [
    "DEFAULT",
    "REASONS",
    "Apart",
    "Cleaned",
    "Limits",
    "OutletTable",
    "UnreadableError",
    "article_from_text",
    "clean",
    "deadline",
    "foreign",
    "load_outlets",
    "read_article",
    "read_sources",
]
