from __future__ import annotations

from pathlib import Path

from sayso import data
from sayso.intake import REASONS
from sayso.scale.worker import REASONS as CODING


def words(value: object) -> list[object]:
    """All leaves of a table."""
    if isinstance(value, dict):
        return [leaf for entry in value.values() for leaf in words(entry)]
    return [leaf for entry in value for leaf in words(entry)] if isinstance(value, list) else [value]


def test_every_word_is_a_word() -> None:
    # YAML reads a bare `on` or `no` as true or false: they must be quoted.
    tables = data.lexicon("intake")
    assert {"columns", "dates", "exports", "header", "languages", "pages"} <= tables.keys()
    for table in tables.values():
        assert all(isinstance(word, str) for word in words(table))
        assert table["source"]
        assert table["as_of"]


def test_every_reason_of_quarantine_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    for reason in (*REASONS, *CODING):
        assert f"| `{reason}` |" in page
