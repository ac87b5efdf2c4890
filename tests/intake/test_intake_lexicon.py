from __future__ import annotations

from sayso import data


def words(value: object) -> list[object]:
    """All leaves of a table."""
    if isinstance(value, dict):
        return [leaf for entry in value.values() for leaf in words(entry)]
    return [leaf for entry in value for leaf in words(entry)] if isinstance(value, list) else [value]


def test_every_word_is_a_word() -> None:
    # YAML reads a bare `on` or `no` as true or false: they must be quoted.
    tables = data.lexicon("intake")
    assert {"columns", "dates", "header", "languages", "pages"} <= tables.keys()
    for table in tables.values():
        assert all(isinstance(word, str) for word in words(table))
        assert table["source"]
        assert table["as_of"]
