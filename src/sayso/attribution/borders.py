"""Where a content ends: the words that another voice, the outlet or the layout takes over, once both readings are joined."""

from __future__ import annotations

from sayso.attribution.draft import Draft
from sayso.attribution.frames import FINITE, neighbour, set_source
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.tree import Tree


def draw(tree: Tree, lexicon: CueLexicon, drafts: list[Draft], headline_end: int) -> None:
    """Draw the borders of all contents of a text.

    Args:
        tree: the parsed text.
        lexicon: its set ``concessions`` holds the words that set one voice against another.
        drafts: changed in place.
        headline_end: offset where the headline ends; 0 where none is known.
    """
    yield_to_phrases(tree, drafts)
    yield_to_objections(tree, lexicon, drafts)
    yield_to_circumstances(tree, drafts, headline_end)
    yield_to_conjuncts(tree, drafts)
    yield_to_semicolons(tree, drafts)
    yield_to_comments(tree, lexicon, drafts)
    keep_paragraph(tree, drafts, headline_end)
    for draft in drafts:
        leave_dateline(tree, draft)


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


def yield_to_circumstances(tree: Tree, drafts: list[Draft], headline_end: int) -> None:
    """Take "as toll rises" out of "Group claims bombing as toll rises": in a headline it is the outlet that tells two things at once."""
    for draft in drafts:
        if tree.starts[draft.anchor] >= headline_end or tree.quoted[draft.anchor] >= 0:
            continue
        for mark in sorted(draft.content):
            told = mark + 1 < len(tree) and any(tree.tags[at] in FINITE for at in range(mark + 1, tree.sentence_range(mark)[1]))
            if mark > draft.anchor + 1 and tree.lower[mark] == "as" and told and tree.quoted[mark] < 0:
                draft.content = {at for at in draft.content if at < mark}
                break


def yield_to_conjuncts(tree: Tree, drafts: list[Draft]) -> None:
    """Take a further saying or doing of the same source out of what it said before: "said P and accused …", "said P, contradicting …"."""
    anchors = {draft.anchor for draft in drafts if draft.cue is not None and draft.cue.kind == "verb"}
    for draft in drafts:
        outside = [at for at in sorted(anchors & draft.content) if at > draft.anchor and _of_outer(tree, at, draft.anchor)]
        if outside:  # "admits that she told a lie but denies …": what she told ends before "denies"
            draft.content.difference_update(range(tree.subtree(outside[0])[0], tree.sentence_range(draft.anchor)[1]))
        for child in tree.with_dep(draft.anchor, "conj", "advcl"):
            first = tree.subtree(child)[0]
            apart = tree.tags[child] == "VBG" and tree.words[first - 1] == "," and tree.child(child, "nsubj", "mark") is None
            alone = tree.child(child, "mark") is None and (tree.quoted[child] >= 0 or tree.child(child, "nsubj") is None)
            further = child in anchors and alone if tree.deps[child] == "conj" else apart
            if further and child > draft.anchor and tree.quoted[child] == tree.quoted[draft.anchor] and child in draft.content:
                draft.content.difference_update(range(first, tree.sentence_range(child)[1]))


def _of_outer(tree: Tree, at: int, cue: int) -> bool:
    """Whether a cue is coordinated with one above another cue, in the same marks."""
    above = tree.heads[at]
    return tree.deps[at] == "conj" and above != cue and tree.quoted[at] == tree.quoted[cue] and above in tree.ancestors(cue)


def yield_to_semicolons(tree: Tree, drafts: list[Draft]) -> None:
    """End a content that no marks enclose at the semicolon behind it: what follows is the outlet's, or has a cue of its own."""
    for draft in drafts:
        home = tree.quoted[draft.anchor]
        stop = next((at for at in sorted(draft.content) if at > draft.anchor and tree.words[at] == ";" and tree.quoted[at] == home), None)
        if stop is not None:
            draft.content = {at for at in draft.content if at < stop}


def yield_to_comments(tree: Tree, lexicon: CueLexicon, drafts: list[Draft]) -> None:
    """Take ", a claim that the army denies" out of what is said before it: it is the outlet that tells what others think of it."""
    comments: dict[int, int] = {}
    for verb in range(len(tree)):
        noun = tree.heads[verb]
        first = noun - 1
        if tree.deps[verb] != "acl:relcl" or first < 1 or tree.lower[first] not in ("a", "an") or tree.words[first - 1] != ",":
            continue
        judged = tree.lemmas[verb] in lexicon.verbs and tree.child(verb, "nsubj") is not None
        if judged and tree.deps[noun] in ("parataxis", "appos") and _ends_sentence(tree, noun):
            comments[tree.sentence[noun]] = first - 1
    for draft in drafts:
        comma = comments.get(tree.sentence[draft.anchor])
        if comma is not None and draft.anchor < comma and tree.quoted[draft.anchor] == tree.quoted[comma]:
            draft.content = {at for at in draft.content if at < comma or tree.sentence[at] != tree.sentence[comma]}


def _ends_sentence(tree: Tree, at: int) -> bool:
    """Whether a word and what hangs on it end their sentence."""
    return all(map(tree.is_punct, range(tree.subtree(at)[-1] + 1, tree.sentence_range(at)[1])))


def keep_paragraph(tree: Tree, drafts: list[Draft], headline_end: int) -> None:
    """End what a headline reports with the headline, where readers run it on into the text."""
    for draft in drafts:
        if draft.cue is None or tree.starts[draft.anchor] >= headline_end or tree.words[draft.anchor] == ":":
            continue
        inside = {at for at in draft.content if tree.paragraph[at] == tree.paragraph[draft.anchor] or tree.quoted[at] >= 0}
        draft.content = inside or draft.content


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
