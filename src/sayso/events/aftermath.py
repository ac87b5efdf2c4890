"""Deaths and injuries told without their cause: "Twelve people died." is of the attack told right before, and of nothing else.

Senses with the licence `aftermath` count only where nothing in their own sentence but something in the sentences before is violence.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.events.candidate import Candidate
from sayso.events.status import REAL

LICENCE = "aftermath"
WINDOW = 2
"""Sentences back to the violence; deaths told one after another carry it on."""


class Aftermath:
    """Remembers the last violence of one article."""

    def __init__(self) -> None:
        self._since = WINDOW + 1
        """Sentences since the last one that told of violence."""

    def sift(self, found: Sequence[Candidate]) -> list[Candidate]:
        """The candidates of the next sentence without those that tell of deaths by an unknown cause."""
        bare = [candidate for candidate in found if candidate.sense.licence == LICENCE]
        kept = [candidate for candidate in found if candidate.sense.licence != LICENCE]
        struck = any(candidate.type == "ASSAULT" and _is_real(candidate) for candidate in kept)
        followed = bool(bare) and not kept and self._since < WINDOW
        self._since = 0 if struck or followed else self._since + 1
        return [*bare] if followed else kept


def _is_real(candidate: Candidate) -> bool:
    return candidate.reading is None or candidate.reading.status in REAL
