"""The component: from a parsed `Doc` with its time expressions and mentions to `Attribution` records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Doc

from sayso.attribution.draft import Draft
from sayso.attribution.frames import (
    add_circumstances,
    neighbour,
    noun_frames,
    retry_source,
    set_source,
    verb_frames,
)
from sayso.attribution.lexicon import CueLexicon, compile_cues
from sayso.attribution.pairing import Pairing
from sayso.attribution.phrases import adverb_frames, colon_frames, phrase_frames
from sayso.attribution.records import Records
from sayso.attribution.repairs import raise_conjuncts, raise_participles
from sayso.attribution.spans import bridge, prune
from sayso.attribution.tree import Tree

FLOOR = 0.6
"""Least confidence of an attribution that is kept: the best balance on the training side of PolNeAR."""


class Attributor:
    """Finds who said what. Reads ``doc._.mentions``, ``doc._.times`` and ``doc._.article``; sets ``doc._.attributions``."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Compile the room's word lists.

        Raises:
            LexiconError: an entry is malformed.
        """
        self.lexicon = compile_cues(tables)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.attributions`` to the attributions of the text, in text order."""
        tree = Tree(doc)
        drafts = find_drafts(tree, self.lexicon, title_end(doc))
        doc._.attributions = Records(doc, tree, self.lexicon).make(drafts)
        return doc


def title_end(doc: Doc) -> int:
    """Where the headline ends within the text; 0 where none is known."""
    article = doc._.article
    return article.title.end if article is not None and article.title is not None else 0


def find_drafts(tree: Tree, lexicon: CueLexicon, headline_end: int = 0) -> list[Draft]:
    """All attributions of a text in token numbers, by the order of their first word."""
    tree.correct_lemmas(lexicon.forms)
    raise_participles(tree, lexicon)
    raise_conjuncts(tree, lexicon)
    nouns = noun_frames(tree, lexicon)
    light = {at for draft in nouns for at in draft.cue_words}
    drafts = [*(draft for draft in verb_frames(tree, lexicon) if draft.anchor not in light), *nouns, *phrase_frames(tree, lexicon)]
    drafts += adverb_frames(tree, lexicon)
    taken = {at for draft in drafts for at in draft.cue_words}
    drafts += [draft for draft in colon_frames(tree, lexicon, headline_end) if draft.anchor not in taken]
    Pairing(tree, lexicon, drafts).run()
    yield_to_phrases(tree, drafts)
    yield_to_objections(tree, lexicon, drafts)
    for draft in drafts:
        leave_dateline(tree, draft)
        prune(tree, draft)
        retry_source(tree, draft)
        bridge(tree, draft)
        add_circumstances(tree, lexicon, draft)
    inherit_source(tree, drafts)
    kept = distinct([draft for draft in drafts if draft.content and draft.confidence >= FLOOR])
    return sorted(kept, key=lambda draft: (min([*draft.content, *draft.cue_words]), draft.anchor))


def yield_to_phrases(tree: Tree, drafts: list[Draft]) -> None:
    """Take ", according to X" at the end of a sentence out of what others in the sentence say: it speaks of the whole."""
    tails: dict[int, range] = {}
    for draft in drafts:
        if draft.cue is not None and draft.cue.kind == "phrase" and draft.anchor > 0 and tree.words[draft.anchor - 1] == ",":
            end = tree.sentence_range(draft.anchor)[1]
            if max([*draft.source, *draft.cue_words]) >= next((at for at in reversed(range(end)) if not tree.is_punct(at)), 0):
                tails[tree.sentence[draft.anchor]] = range(draft.anchor - 1, end)
    for draft in drafts:
        tail = tails.get(tree.sentence[draft.anchor])
        if tail is not None and draft.anchor < tail.start and tree.quoted[draft.anchor] == tree.quoted[tail.start]:
            draft.content.difference_update(tail)


def yield_to_objections(tree: Tree, lexicon: CueLexicon, drafts: list[Draft]) -> None:
    """Take ", though X doubted it" out of what another source says before it: it is the outlet that sets one against the other."""
    starts: dict[int, list[int]] = {}
    for draft in drafts:
        at, mark = draft.anchor, tree.child(draft.anchor, "mark")
        if draft.cue is None or draft.cue.kind != "verb" or mark is None or tree.lower[mark] not in lexicon.set("concessions"):
            continue
        if tree.deps[at] == "advcl" and tree.heads[at] < mark and tree.words[mark - 1] == "," and tree.child(at, "nsubj") is not None:
            starts.setdefault(tree.sentence[at], []).append(mark)
    for draft in drafts:
        for mark in starts.get(tree.sentence[draft.anchor], ()):
            if draft.anchor < mark and tree.quoted[draft.anchor] == tree.quoted[mark]:
                draft.content.difference_update(range(mark, tree.sentence_range(mark)[1]))


def leave_dateline(tree: Tree, draft: Draft) -> None:
    """Keep a dateline out of content and source."""
    if not tree.datelines:
        return
    draft.content -= tree.datelines
    if draft.head in tree.datelines:
        draft.head, draft.source = None, []
        found = neighbour(tree, draft.anchor, draft.content)
        if found is not None:
            set_source(tree, draft, found)
    draft.source = [at for at in draft.source if at not in tree.datelines]


def inherit_source(tree: Tree, drafts: list[Draft]) -> None:
    """Give participles that open a sentence ("Adding: …") the source of the saying before them in the paragraph."""
    last: Draft | None = None
    for draft in sorted(drafts, key=lambda draft: draft.anchor):
        loose = draft.cue is not None and draft.cue.kind == "verb" and not draft.source and tree.tags[draft.anchor] == "VBG"
        if loose and last is not None and tree.paragraph[last.anchor] == tree.paragraph[draft.anchor] and tree.quoted[draft.anchor] < 0:
            draft.source, draft.head = list(last.source), last.head
            draft.because("source", "participle: source before", 0.75)
        if draft.source and tree.quoted[draft.anchor] < 0:
            last = draft


def distinct(drafts: list[Draft]) -> list[Draft]:
    """One draft for each content: of several with the same words the most confident, the earlier where they tie."""
    best: dict[tuple[int, ...], Draft] = {}
    for draft in drafts:
        key = tuple(sorted(draft.content))
        if key not in best or draft.confidence > best[key].confidence:
            best[key] = draft
    return list(best.values())
