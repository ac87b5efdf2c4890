"""What the model's role heads say, as drafts: a draft for every cue, with the sources and contents that point at it."""

from __future__ import annotations

from sayso.attribution.draft import Draft
from sayso.attribution.frames import FINITE, verb_cue
from sayso.attribution.lexicon import Cue, CueLexicon
from sayso.attribution.tree import Tree
from sayso.reader.roles import CONTENT, CUE, ROLES, SOURCE, Roles, RoleSpan

LINKED = 0.35
"""Least share of its pointing that a source or a content gives its cue."""
TOGETHER = 0.9
OUTSIDE = 0.3
"""Probability of content from which every word between two is surely one with them, and up to which a cue stands in no content itself."""
COLON = Cue(":", "colon", "say", {})


def role_drafts(tree: Tree, lexicon: CueLexicon, roles: Roles | None) -> list[Draft]:
    """A draft for every cue that the model has found and at least one content points at, in text order."""
    if roles is None:
        return []
    belongings: dict[int, list[RoleSpan]] = {}
    for span in roles.spans:
        if span.cue is not None and span.link >= LINKED:
            belongings.setdefault(span.cue, []).append(span)
    cues = [span for span in roles.spans if span.role == CUE and any(s.role == CONTENT for s in belongings.get(span.first, ()))]
    return [_draft(tree, lexicon, cue, belongings[cue.first]) for cue in cues]


def _draft(tree: Tree, lexicon: CueLexicon, cue: RoleSpan, parts: list[RoleSpan]) -> Draft:
    words = list(range(cue.first, cue.end))
    anchor = top(tree, words)
    draft = Draft(anchor, entry(tree, lexicon, anchor))
    draft.cue_words, draft.by_model = words, True
    contents = _within_reach(tree, anchor, [span for span in parts if span.role == CONTENT])
    draft.content = {at for span in contents for at in range(span.first, span.end)}
    size = sum(span.end - span.first for span in contents)
    draft.because("cue", "head:roles", cue.score)
    draft.because("content", "head:roles", sum(span.score * (span.end - span.first) for span in contents) / size)
    sources = _speaking(tree, draft, [span for span in parts if span.role == SOURCE])
    draft.source = sorted(at for span in sources for at in range(span.first, span.end))
    if sources:
        nearest = min(sources, key=lambda span: abs(span.first - anchor))
        draft.head = top(tree, list(range(nearest.first, nearest.end)))
        draft.because("source", "head:roles", nearest.score * nearest.link)
    else:
        draft.because("source", "none", 0.6)
    return draft


def _speaking(tree: Tree, draft: Draft, sources: list[RoleSpan]) -> list[RoleSpan]:
    """The sources of the cue's own paragraph; where the nearest stands right between content and cue, without what acts in the content.

    "Doctors believe the gas was chlorine, the minister said": the model points from doctors and minister at "said".
    """
    here = [span for span in sources if tree.paragraph[span.first] == tree.paragraph[draft.anchor]] or sources
    nearest = min(here, key=lambda span: abs(span.first - draft.anchor), default=None)
    if len(here) < 2 or nearest is None or not nearest.end <= draft.anchor <= nearest.end + 1 or tree.words[nearest.first - 1] != ",":
        return here
    kept = [nearest]
    for span in (span for span in here if span is not nearest):
        told = draft.content & set(range(span.end, nearest.first))
        acting = any(tree.tags[at] in FINITE for at in range(span.end, min(told, default=span.end)))
        if acting and max(told) >= nearest.first - 2:
            draft.content.update(range(span.first, max(told) + 1))
        else:
            kept.append(span)
    return kept


def told_together(roles: Roles | None, cue: int, one: int, two: int) -> bool:
    """Whether the model takes two words behind a cue, and all between them, for one content, and the cue itself for none."""
    if roles is None:
        return False
    contents = roles.shares[:, ROLES.index(CONTENT)]
    return bool(contents[cue] < OUTSIDE and (contents[one : two + 1] >= TOGETHER).all())


def _within_reach(tree: Tree, anchor: int, spans: list[RoleSpan]) -> list[RoleSpan]:
    """The contents in the cue's own sentence or in quotation marks; others, further off, only where there are none of these."""
    near = [span for span in spans if tree.sentence[span.first] == tree.sentence[anchor] or _quoted(tree, span)]
    return near or spans


def _quoted(tree: Tree, span: RoleSpan) -> bool:
    """Whether most of a span stands in quotation marks."""
    return 2 * sum(tree.quoted[at] >= 0 for at in range(span.first, span.end)) > span.end - span.first


def top(tree: Tree, words: list[int]) -> int:
    """The word that governs the others: the one whose head stands outside, the first verb or noun of several."""
    inside = set(words)
    found = [at for at in words if tree.heads[at] not in inside or tree.heads[at] == at]
    strong = [at for at in found if tree.is_verb(at) or tree.pos[at] in ("NOUN", "PROPN", "PRON", "ADJ")]
    return (strong or found or words)[0]


def entry(tree: Tree, lexicon: CueLexicon, anchor: int) -> Cue:
    """The lexicon's entry for the word that governs a cue, or one made up for it."""
    if tree.words[anchor] == ":":
        return COLON
    known = verb_cue(tree, lexicon, anchor) or lexicon.nouns.get(tree.lemmas[anchor]) or lexicon.adverbs.get(tree.lower[anchor])
    return known or Cue(tree.lemmas[anchor], "verb" if tree.is_verb(anchor) else "noun", "say", {})
