"""Cues that are adjectives: "she was adamant that …", "he made it clear that …"."""

from __future__ import annotations

from sayso.attribution.draft import Draft
from sayso.attribution.frames import set_source, verb_group
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.sources import Source, source_of_verb
from sayso.attribution.tree import SUBJECTS, Tree

CLAUSES = ("ccomp", "advcl", "xcomp", "acl")
LONGEST_CUE = 6
"""Most words from the verb to the adjective: "made it very clear"."""


def predicate_frames(tree: Tree, lexicon: CueLexicon) -> list[Draft]:
    """A draft for every listed adjective that is said of somebody, or made by somebody, and governs a clause."""
    found = []
    for at, lemma in enumerate(tree.lemmas):
        cue = lexicon.adjectives.get(lemma)
        if cue is None or tree.pos[at] != "ADJ":
            continue
        clause = next((child for child in tree.with_dep(at, *CLAUSES) if child > at and _reports(tree, child)), None)
        source = _holder(tree, lexicon, at)
        if clause is None or source is None:
            continue
        draft = Draft(at, cue)
        draft.content = set(tree.subtree(clause))
        draft.because("content", f"adjective:{lemma}", cue.takes["clause"])
        verb = tree.child(at, "cop")
        first = min([verb if verb is not None else _linking(tree, at), *(word for word in verb_group(tree, at, at) if word < at)])
        draft.cue_words = list(range(first, at + 1)) if 0 <= at - first <= LONGEST_CUE else [at]
        set_source(tree, draft, source)
        draft.content -= set(draft.cue_words) | set(draft.source)
        found.append(draft)
    return found


def _reports(tree: Tree, clause: int) -> bool:
    """Whether a clause tells what somebody is sure or afraid of: one with "that", or one with a subject and without a mark."""
    mark = tree.child(clause, "mark")
    if mark is not None:
        return tree.lower[mark] in ("that", "whether")
    return any(tree.deps[child] in SUBJECTS for child in tree.children[clause])


def _linking(tree: Tree, at: int) -> int:
    """The verb above a predicate: "remained", "made" of "made it clear"."""
    return tree.heads[at] if tree.deps[at] == "xcomp" and tree.heads[at] < at else at


def _holder(tree: Tree, lexicon: CueLexicon, at: int) -> Source | None:
    """Who is sure: the subject of the adjective, or of the verb that links or makes it."""
    verb = _linking(tree, at)
    if verb != at:
        made = tree.child(verb, "obj", "expl")
        if made is not None and tree.lower[made] != "it":
            return None
        subject = tree.child(verb, "nsubj")
        if subject is not None and made is not None and tree.lemmas[verb] == "make":
            return Source(subject, "subject", 0.97)
        linked = tree.lemmas[verb] in lexicon.set("linking") or tree.lemmas[verb] == "make"  # "made clear to him that …"
        return source_of_verb(tree, verb) if linked else None
    if tree.child(at, "expl") is not None:
        return None
    found = source_of_verb(tree, at)
    return None if found is None or tree.lower[found.head] in ("it", "this", "that", "what") else found
