"""The database of coded reports: schema, migrations, ledger, queries. SQLite or PostgreSQL through SQLAlchemy Core."""

from __future__ import annotations

from sayso.store.counting import CountRow, Counts
from sayso.store.filters import Filter
from sayso.store.forgetting import Forgotten
from sayso.store.ledger import Added, Known, Run, new_run
from sayso.store.listing import (
    AppearanceRow,
    ArticleRow,
    AttributionRow,
    ChangeRow,
    EventRow,
    Explanation,
    Hit,
    QuarantineRow,
    RunRow,
    SpeakerRow,
)
from sayso.store.store import Store, open_store

__all__ = [
    "Added",
    "AppearanceRow",
    "ArticleRow",
    "AttributionRow",
    "ChangeRow",
    "CountRow",
    "Counts",
    "EventRow",
    "Explanation",
    "Filter",
    "Forgotten",
    "Hit",
    "Known",
    "QuarantineRow",
    "Run",
    "RunRow",
    "SpeakerRow",
    "Store",
    "new_run",
    "open_store",
]
