"""Whether dates in figures have the month first: decided once for a document, or left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.when.lexer import Lexeme

_FIGURE = re.compile(r"\d+")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Orders:
    """Habits of countries, from the lists under ``figures`` in lexicon/when/words.yaml."""

    month_first: frozenset[str]
    """ISO 3166 alpha-3 codes of countries whose press writes the month first."""
    mixed: frozenset[str]
    """Countries where either order, or the year first, is in use: the country tells nothing."""

    @classmethod
    def of_table(cls, table: Mapping[str, Any]) -> Orders:
        """The lists of one table; a list that is missing is empty."""
        return cls(frozenset(table.get("month_first", ())), frozenset(table.get("mixed", ())))

    def of(self, lexemes: Iterable[Lexeme], country: str | None) -> bool | None:
        """True for the month first, false for the day first, null where nothing tells or the document's own dates contradict each other.

        A date whose first or second figure exceeds twelve decides for all; without one the outlet's country does.
        """
        seen = set()
        for lexeme in lexemes:
            if "slashdate" in lexeme.values and "." not in lexeme.word:
                first, second, _ = map(int, _FIGURE.findall(lexeme.word))
                if (first > _MONTHS) != (second > _MONTHS):
                    seen.add(second > _MONTHS)
        if seen:
            return seen.pop() if len(seen) == 1 else None
        if country is None or country in self.mixed:
            return None
        return country in self.month_first
