"""Which attribution stands within which: X told Y that Z said P."""

from __future__ import annotations

from sayso.attribution.draft import Draft
from sayso.attribution.tree import Tree

MOST = 20
"""Cues of one sentence that are compared with each other."""


def untangle(tree: Tree, drafts: list[Draft]) -> None:
    """Take a parenthetical cue out of what it reports: in "They said that it rained, said X" neither voice may hold the other.

    Of two drafts of a sentence the outer one is that whose content holds the cue of the other before its own. Where the inner one's content
    holds words of the outer one's source or cue, these leave it: with all that follows where the outer one stands behind what it reports,
    with the two commas around them where it is inserted ("agreed, the palace said, that …").
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(tree.sentence[draft.anchor], []).append(draft)
    for together in by_sentence.values():
        for outer in [draft for draft in together if draft.content][:MOST]:
            apart = {*outer.cue_words, *outer.source}
            behind, inserted = _follows_content(outer), _is_inserted(tree, apart)
            for inner in together[:MOST]:
                if inner.anchor not in outer.content or inner.anchor > outer.anchor or not inner.content & apart:
                    continue
                if behind:
                    first = min([*apart, outer.anchor])
                    inner.content = {at for at in inner.content if at < first and not (at == first - 1 and tree.is_punct(at))}
                elif inserted:  # "agreed, the palace said, that …"
                    inner.content -= set(range(min(apart) - 1, max(apart) + 2))  # with its two commas


def _is_inserted(tree: Tree, words: set[int]) -> bool:
    """Whether a source and its cue stand together between two commas."""
    first, last = min(words, default=0), max(words, default=0)
    if not words or len(words) <= last - first or first < 1 or last + 1 >= len(tree):
        return False
    return tree.words[first - 1] == "," and tree.words[last + 1] == ","


def _follows_content(draft: Draft) -> bool:
    """Whether most of what a cue reports stands before it."""
    return 2 * sum(at < draft.anchor for at in draft.content) > len(draft.content)


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
    places = {id(draft): number for number, draft in enumerate(drafts)}
    for number, draft in enumerate(drafts):
        if draft.within is not None and id(draft.within) in places:
            found.append(places[id(draft.within)])
            continue
        possible = [other for other in holders.get(draft.anchor, ()) if other != number and _rank(drafts[other]) > _rank(draft)]
        found.append(min(possible, key=lambda other: _rank(drafts[other]), default=None))
    return found


def _rank(draft: Draft) -> tuple[int, bool, int]:
    return len(draft.content), draft.within is None, -draft.anchor


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
