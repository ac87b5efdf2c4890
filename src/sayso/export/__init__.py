"""Records out of sayso: one module per format. None of them computes anything new about a text."""

from __future__ import annotations
