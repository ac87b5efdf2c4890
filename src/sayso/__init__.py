"""sayso reads news reports and codes attributed political events: who did what to whom, when and where, and on whose say-so.

`load()` returns the pipeline (a spaCy `Language`), `read()` codes one report, `open_store()` opens a database of coded reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.pipeline import load, read
    from sayso.store import open_store

__version__ = "0.1.0"
__all__ = ["__version__", "load", "open_store", "read"]


def __getattr__(name: str) -> Any:
    """Import the public functions on first use: `import sayso` and `sayso --help` stay fast."""
    if name in {"load", "read"}:
        from sayso import pipeline

        return getattr(pipeline, name)
    if name == "open_store":
        from sayso.store import open_store

        return open_store
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
