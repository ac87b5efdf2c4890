"""The database of coded reports: schema, migrations, ledger, queries. SQLite through SQLAlchemy Core."""

from __future__ import annotations

from sayso.store.filters import Filter
from sayso.store.ledger import Added, Known, Run, new_run
from sayso.store.listing import ArticleRow, AttributionRow, EventRow, Explanation, Hit, QuarantineRow
from sayso.store.store import Store, open_store

__all__ = [
    "Added",
    "ArticleRow",
    "AttributionRow",
    "EventRow",
    "Explanation",
    "Filter",
    "Hit",
    "Known",
    "QuarantineRow",
    "Run",
    "Store",
    "new_run",
    "open_store",
]
