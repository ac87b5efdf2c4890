"""A stratified sample of the coded events, the same for the same seed whatever the order of writing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from sayso.errors import UsageError
from sayso.progress import Progress, counted
from sayso.store import choices
from sayso.store.counting import SINGLE, Table, statement, value
from sayso.store.filters import Filter

ALLOCATIONS = ("equal", "proportional")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One event of a sample."""

    event: str
    """Id."""
    stratum: str
    """The values on the dimensions of the strata, joined by `` | ``."""
    size: int
    """Events of the stratum in the database, under the same filter."""
    drawn: int
    """Events of the stratum in the sample."""


def draw(
    connection: Connection,
    number: int,
    by: tuple[str, ...],
    seed: int,
    chosen: Filter,
    allocation: str = "equal",
    progress: Progress | None = None,
) -> list[Drawn]:
    """A sample of `number` events, or of all where there are fewer, in an order that tells nothing about their strata.

    Every event has its rank from the seed and its id alone; of each stratum the first in rank are drawn.

    Args:
        connection: to the database.
        number: how many.
        by: dimensions of the strata, of `counting.SINGLE`; none for a simple sample.
        seed: another one gives another sample.
        chosen: which events the sample is of.
        allocation: ``equal`` draws as many of every stratum as it has, up to the same number; ``proportional`` draws by size.
        progress: told of the events looked through.

    Raises:
        UsageError: an unknown dimension or allocation, or more strata than events to draw.
    """
    by = choices.dimensions(by, SINGLE)
    if allocation not in ALLOCATIONS:
        raise UsageError(f"allocation {allocation!r} is none of {', '.join(ALLOCATIONS)}")
    strata: dict[str, list[str]] = {}
    found = connection.execute(statement(Table(by or ("type",)), chosen)).mappings()
    for row in counted(found, "events", progress):
        strata.setdefault(" | ".join(value(name, row, "event") for name in by) or "all", []).append(row["id"])
    sizes = {name: len(strata[name]) for name in sorted(strata)}
    if len(sizes) > number:
        raise UsageError(f"{len(sizes):,} strata by {', '.join(by)}, and only {number:,} events to draw: draw more, or stratify by less")
    quotas = _equal(sizes, number, seed) if allocation == "equal" else _proportional(sizes, number, seed)
    drawn = [
        Drawn(event, name, sizes[name], quotas[name])
        for name in sizes
        for event in sorted(strata[name], key=lambda each: _rank(seed, each))[: quotas[name]]
    ]
    return sorted(drawn, key=lambda each: _rank(seed, each.event))


def _rank(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed}\x1f{name}".encode()).hexdigest()


def _equal(sizes: Mapping[str, int], number: int, seed: int) -> dict[str, int]:
    """The same number of each stratum; what small ones lack goes to the others, the odd ones by rank."""
    quotas = dict.fromkeys(sizes, 0)
    left = min(number, sum(sizes.values()))
    while left:
        open_ = sorted((name for name in sizes if quotas[name] < sizes[name]), key=lambda name: _rank(seed, name))
        share = left // len(open_)
        for name in open_ if share else open_[:left]:
            more = min(max(share, 1), sizes[name] - quotas[name])
            quotas[name] += more
            left -= more
    return quotas


def _proportional(sizes: Mapping[str, int], number: int, seed: int) -> dict[str, int]:
    """By size, at least one of each stratum; rounded to the largest remainders."""
    total = sum(sizes.values())
    number = min(number, total)
    exact = {name: number * size / total for name, size in sizes.items()} if total else {}
    quotas = {name: max(1, int(share)) for name, share in exact.items()}
    by_need = sorted(exact, key=lambda name: (quotas[name] - exact[name], _rank(seed, name)))
    while sum(quotas.values()) < number:
        name = next(each for each in by_need if quotas[each] < sizes[each])
        quotas[name] += 1
        by_need.sort(key=lambda each: (quotas[each] - exact[each], _rank(seed, each)))
    while sum(quotas.values()) > number:
        name = max((each for each in quotas if quotas[each] > 1), key=lambda each: (quotas[each] - exact[each], _rank(seed, each)))
        quotas[name] -= 1
    return quotas
