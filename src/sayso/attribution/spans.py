"""Exact boundaries: what of a draft's content stays, as PolNeAR draws the line."""

from __future__ import annotations

from itertools import pairwise

from sayso.attribution.draft import Draft
from sayso.attribution.tree import Tree
from sayso.records import Span

OPENERS = frozenset(["“", '"', "''", "``", "‘", "'", "(", "[", "$", "#", "@", "«", "„", "£", "€"])
CLOSERS = frozenset(["”", '"', "''", "’", "'", ")", "]", "%", "»"])


def content_spans(tree: Tree, draft: Draft) -> tuple[Span, ...]:
    """The content as spans: every piece trimmed of the punctuation that frames it, pieces of mere punctuation dropped."""
    kept: list[int] = []
    for piece in _pieces(tree, draft.content):
        first, last = _trim(tree, piece, tree.quoted[draft.anchor])
        if any(not tree.is_punct(at) for at in range(first, last + 1)):
            kept.extend(range(first, last + 1))
    return tree.spans(kept)


def bridge(tree: Tree, draft: Draft) -> None:
    """Close gaps of punctuation inside one sentence's content, so that a comma does not split it."""
    tokens = sorted(draft.content)
    taken = set(draft.cue_words) | set(draft.source)
    for one, two in pairwise(tokens):
        between = range(one + 1, two)
        if 0 < len(between) <= 2 and all(tree.is_punct(at) and at not in taken for at in between):
            draft.content.update(between)


def prune(tree: Tree, draft: Draft) -> None:
    """Drop what the tree has put behind the cue of a quotation that stands before it: "…," X said on Thursday."""
    if draft.cue is None or draft.cue.kind != "verb" or tree.quoted[draft.anchor] >= 0:
        return
    if any(tree.quotation_tokens(tree.quotations[number])[0] < draft.anchor for number in draft.quotations):
        first = min((at for at in draft.content if tree.quoted[at] >= 0 and at > draft.anchor), default=len(tree))
        draft.content = {at for at in draft.content if at < draft.anchor or at >= first}


def _pieces(tree: Tree, content: set[int]) -> list[list[int]]:
    pieces: list[list[int]] = []
    for at in sorted(content):
        if pieces and (at == pieces[-1][-1] + 1 or all(map(tree.is_space, range(pieces[-1][-1] + 1, at)))):
            pieces[-1].append(at)
        else:
            pieces.append([at])
    return pieces


def _trim(tree: Tree, piece: list[int], home: int) -> tuple[int, int]:
    """First and last token of a piece without leading commas and dashes or a closing period that is not inside quotation marks.

    `home` is the quotation that the cue itself stands in, whose punctuation is as good as outside.
    """
    first, last = piece[0], piece[-1]
    while first < last and _frames(tree, first, OPENERS, home):
        first += 1
    while last > first and _frames(tree, last, CLOSERS, home):
        last -= 1
    return first, last


def _frames(tree: Tree, at: int, kept: frozenset[str], home: int) -> bool:
    """Whether a token only frames a piece: white space, or punctuation outside quotation marks of the content's own."""
    return tree.is_space(at) or (tree.is_punct(at) and tree.words[at] not in kept and tree.quoted[at] in (-1, home))
