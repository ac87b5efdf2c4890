"""Coding sheets: a sample of events with their evidence for a person to judge, and what the judged sheet says about precision."""

from __future__ import annotations

from sayso.sheets.filled import Judgement, read_sheet
from sayso.sheets.form import COLUMNS, sheet
from sayso.sheets.precision import Confusion, PrecisionRow, Scores, score

__all__ = ["COLUMNS", "Confusion", "Judgement", "PrecisionRow", "Scores", "read_sheet", "score", "sheet"]
