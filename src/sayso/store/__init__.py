"""The database of coded reports: schema, migrations, ledger, queries. SQLite through SQLAlchemy Core."""

from __future__ import annotations

from sayso.store.counting import CountRow, Counts
from sayso.store.filters import Filter
from sayso.store.ledger import Added, Known, Run, new_run
from sayso.store.listing import ArticleRow, AttributionRow, EventRow, Explanation, Hit, QuarantineRow, SpeakerRow
from sayso.store.store import Store, open_store

__all__ = [
    "Added",
    "ArticleRow",
    "AttributionRow",
    "CountRow",
    "Counts",
    "EventRow",
    "Explanation",
    "Filter",
    "Hit",
    "Known",
    "QuarantineRow",
    "Run",
    "SpeakerRow",
    "Store",
    "new_run",
    "open_store",
]
