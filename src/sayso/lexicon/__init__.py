"""The word lists: the user's own, read beside ours and checked (`--lexicon DIR`), and how many entries each holds."""

from __future__ import annotations

from sayso.lexicon.counts import ListCount, counts
from sayso.lexicon.own import user_tables

__all__ = ["ListCount", "counts", "user_tables"]
