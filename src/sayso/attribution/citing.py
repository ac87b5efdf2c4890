"""Sources that another source names: in "the agency reported, citing two officials, that it rained" the officials say so."""

from __future__ import annotations

from sayso.attribution.draft import Draft
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.tree import Tree


def turn_citations(tree: Tree, lexicon: CueLexicon, drafts: list[Draft]) -> None:
    """Give a participle of citing the ones cited as its source and what is reported as its content, within the report around it."""
    anchors = {draft.anchor: draft for draft in drafts}
    for draft in drafts:
        at = draft.anchor
        if tree.tags[at] != "VBG" or tree.lemmas[at] not in lexicon.set("quoting") or tree.deps[at] not in ("advcl", "acl"):
            continue
        cited = tree.child(at, "obj")
        outer = next((anchors[above] for above in tree.ancestors(at) if above in anchors), None)
        if cited is None or outer is None or cited not in draft.content or tree.child(at, "ccomp", "xcomp", "advcl") is not None:
            continue
        aside = set(tree.subtree(at))
        reported = {word for word in outer.content - aside if not (tree.is_punct(word) and word + 1 in aside)}
        if not any(tree.is_verb(word) for word in reported):
            continue
        draft.source = sorted(word for word in tree.subtree(cited) if not tree.is_punct(word) or word < max(tree.subtree(cited)))
        draft.head, draft.content = cited, reported
        draft.because("source", "cited", 0.9)
        if outer.anchor < at:
            outer.content |= aside  # what is cited is part of the report, wherever it is inserted
        else:
            draft.within = outer  # "Quoting two officials, the agency reported that it rained"
