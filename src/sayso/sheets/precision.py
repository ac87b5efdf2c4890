"""What a filled sheet says: precision of every field, by stratum and for all events, with 95 % intervals.

The sample is stratified, so the figure for all events weighs every judged row with the events that it stands for (events of its stratum by
judged rows of its stratum). Intervals are Wilson's (Journal of the American Statistical Association 22, 1927); with weights, the number of
rows in the formula is Kish's effective one, the square of the sum of the weights by the sum of their squares.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.sheets.filled import Judgement
from sayso.sheets.form import EVENT, FIELDS

Z = 1.959963984540054
"""97.5 % quantile of the normal distribution."""
ALL = "all"
CLOSED = ("type", "status", "footing")
"""Fields whose values the codebook lists, so that it can be counted what is taken for what."""


@dataclass(frozen=True, slots=True)
class PrecisionRow:
    """How often one field is right, in one stratum or in all."""

    field: str
    """``event`` (it is one, and it is told there) or a field of it."""
    stratum: str
    """``all`` for the weighted figure over all strata."""
    events: int
    """Events that the figure stands for."""
    judged: int
    """Rows with a verdict on the field; those that are unsure are not among them."""
    right: int
    precision: float
    low: float
    """Lower end of the 95 % interval."""
    high: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """A value that the program gave instead of another."""

    field: str
    coded: str
    correct: str
    rows: int


@dataclass(frozen=True, slots=True)
class Scores:
    """All that a filled sheet says."""

    rows: tuple[PrecisionRow, ...]
    """By field; the figure for all first, then the strata by name."""
    confusions: tuple[Confusion, ...]
    """The most frequent first."""
    filled: int
    """Rows with at least one verdict."""
    unfilled: int
    unsure: int
    """Rows with at least one verdict that is unsure."""
    uncovered: int
    """Events of strata of which no row is filled: the figures for all say nothing about them."""


def score(judged: Sequence[Judgement]) -> Scores:
    """Precision from the rows of a filled sheet.

    A row whose event is judged wrong has a wrong type, and is left out for the other fields: an event that is not there has no right actor.
    """
    filled = [row for row in judged if row.verdicts]
    sizes = {row.stratum: row.size for row in judged}
    covered = {row.stratum for row in filled}
    rows = [figure for field in (EVENT, *FIELDS) for figure in _figures(field, filled, sizes)]
    return Scores(
        tuple(rows),
        _confusions(filled),
        len(filled),
        len(judged) - len(filled),
        sum(1 for row in filled if None in row.verdicts.values()),
        sum(size for stratum, size in sizes.items() if stratum not in covered),
    )


def wilson(share: float, number: float) -> tuple[float, float]:
    """The interval around a share of `number` rows, which need not be whole; from 0 to 1 where there is none."""
    if number <= 0:
        return 0.0, 1.0
    middle = share + Z * Z / (2 * number)
    reach = Z * math.sqrt(share * (1 - share) / number + Z * Z / (4 * number * number))
    scale = 1 + Z * Z / number
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def verdict(row: Judgement, field: str) -> bool | None:
    """Whether a field is right; null where the row says nothing about it."""
    event = row.verdicts.get(EVENT)
    if field == EVENT:
        # Whoever judges the type right has found the event; a wrong type does not say that there is none.
        return event if EVENT in row.verdicts else (True if row.verdicts.get("type") else None)
    if event is False:
        return False if field == "type" else None
    return row.verdicts.get(field)


def _figures(field: str, filled: Iterable[Judgement], sizes: dict[str, int]) -> list[PrecisionRow]:
    """The weighted figure of a field, then those of its strata; nothing where no row judges it."""
    judged: dict[str, list[bool]] = {}
    for row in filled:
        found = verdict(row, field)
        if found is not None:
            judged.setdefault(row.stratum, []).append(found)
    if not judged:
        return []
    strata = [_row(field, stratum, sizes[stratum], judged[stratum]) for stratum in sorted(judged)]
    events = sum(row.events for row in strata)
    share = sum(row.events * row.precision for row in strata) / events
    effective = events * events / sum(row.events * row.events / row.judged for row in strata)
    low, high = wilson(share, effective)
    whole = PrecisionRow(field, ALL, events, sum(row.judged for row in strata), sum(row.right for row in strata), share, low, high)
    return [whole, *strata]


def _row(field: str, stratum: str, size: int, verdicts: Sequence[bool]) -> PrecisionRow:
    right = sum(verdicts)
    return PrecisionRow(field, stratum, size, len(verdicts), right, right / len(verdicts), *wilson(right / len(verdicts), len(verdicts)))


def _confusions(filled: Iterable[Judgement]) -> tuple[Confusion, ...]:
    """Coded and correct values of the fields that the codebook closes."""
    pairs = Counter((field, row.coded[field], row.correct[field]) for row in filled for field in row.correct if field in CLOSED)
    return tuple(Confusion(*pair, number) for pair, number in sorted(pairs.items(), key=lambda item: (-item[1], item[0])))
