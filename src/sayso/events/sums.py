"""Tolls of one event taken together: its single people are added up, with those counted beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.records import Span, Toll

LISTED = 40
"""Characters between the members of one enumeration."""


def merged(tolls: Iterable[Toll]) -> list[Toll]:
    """Tolls in text order, single people of one effect added up, wherever they stand: "a woman and a labourer" are two.

    A counted toll of that effect joins them where it stands in one enumeration with one of them.
    """
    kept: list[Toll] = []
    singles: dict[str, list[Toll]] = {}
    for toll in sorted(tolls, key=lambda toll: (toll.span.start, toll.effect)):
        if (toll.low, toll.high) == (1, 1):
            singles.setdefault(toll.effect, []).append(toll)
        else:
            kept.append(toll)
    for effect, group in singles.items():
        number = len(group)
        beside = [toll for toll in kept if toll.effect == effect and toll.high is not None and toll.low > 0 and _near(toll, group)]
        low = high = number
        for toll in beside:  # "the chief, his wife and two guards", "47 girls and their matron"
            kept.remove(toll)
            low, high = low + toll.low, high + (toll.high or toll.low)
        group = sorted([*group, *beside], key=lambda toll: toll.span.start)
        span = Span(group[0].span.start, group[-1].span.end)
        kept.append(group[0] if len(group) == 1 else Toll(effect, low, high, span, None))
    return sorted(kept, key=lambda toll: (toll.span.start, toll.effect))


def _near(toll: Toll, group: Sequence[Toll]) -> bool:
    """Whether a toll stands in one enumeration with others."""
    return any(
        -LISTED <= toll.span.start - each.span.end <= LISTED or -LISTED <= each.span.start - toll.span.end <= LISTED for each in group
    )
