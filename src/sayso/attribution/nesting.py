"""Which attribution stands within which: X told Y that Z said P."""

from __future__ import annotations

from sayso.attribution.draft import Draft


def parents(drafts: list[Draft]) -> list[int | None]:
    """For every draft the number of the draft whose content most closely holds its cue; null for those at the top.

    A parent always has more content than its child, or as much and an earlier cue, so no chain ever closes on itself.
    """
    holders: dict[int, list[int]] = {}
    anchors = {draft.anchor for draft in drafts}
    for number, draft in enumerate(drafts):
        for at in draft.content & anchors:
            holders.setdefault(at, []).append(number)
    found: list[int | None] = []
    for number, draft in enumerate(drafts):
        possible = [other for other in holders.get(draft.anchor, ()) if other != number and _rank(drafts[other]) > _rank(draft)]
        found.append(min(possible, key=lambda other: _rank(drafts[other]), default=None))
    return found


def _rank(draft: Draft) -> tuple[int, int]:
    return len(draft.content), -draft.anchor


def outermost_first(parent: list[int | None]) -> list[int]:
    """The numbers of the drafts in an order that has every parent before its children."""
    order: list[int] = []
    done = [False] * len(parent)
    for number in range(len(parent)):
        chain = []
        node: int | None = number
        while node is not None and not done[node]:
            done[node] = True
            chain.append(node)
            node = parent[node]
        order.extend(reversed(chain))
    return order
