"""How long work tells how far it has come: counts by name, handed to whoever shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[Mapping[str, int]], None]
"""Takes counts, each with what is counted: ``{"events": 1200}``."""
EACH = 50
"""Items from one telling to the next."""


def counted(items: Iterable[T], name: str, progress: Progress | None) -> Iterator[T]:
    """The same items; every so often their number so far is told.

    Args:
        items: what is worked on.
        name: what they are, in the plural.
        progress: called with the number; nobody is told where it is null.
    """
    if progress is None:
        yield from items
        return
    for number, item in enumerate(items, 1):
        if number % EACH == 0:
            progress({name: number})
        yield item
