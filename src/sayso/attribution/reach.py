"""How far a reported clause reaches: from the word behind the cue to where the cue's own sentence takes over again."""

from __future__ import annotations

from sayso.attribution.complements import Complement
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.tree import SUBJECTS, Tree

LEAD_IN = 14
"""Longest stretch between a cue and its "that": "said on Thursday, after the vote, that …"."""
ENDS = frozenset([";", ":"])


def stretch(tree: Tree, lexicon: CueLexicon, verb: int, chosen: Complement) -> set[int]:
    """A reported clause without holes, to the end of its sentence where nothing says that the cue's own clause goes on.

    What stands behind a reported clause nearly always belongs to it, even where the tree hangs it higher; a conjunct of the cue or a
    further clause about the saying ("adding that …") ends it, and so does the main clause behind a cue that is not in it ("After saying
    that P, he left").
    """
    end = min(tree.sentence_range(verb)[1], _bound(tree, verb) + 1)
    own, stops = _surroundings(tree, lexicon, verb, chosen)
    tokens = [at for at in chosen.tokens if at > verb and at < end] or [at for at in chosen.tokens if at > verb]
    first, last = tokens[0], tokens[-1]
    while first - 1 > verb and first - 1 not in own and not tree.is_punct(first - 1):
        first -= 1
    first = _complementizer(tree, verb, first, chosen)
    while last + 1 < end and last + 1 not in stops and tree.words[last + 1] not in ENDS:
        last += 1
    while last > first and (last in stops or tree.deps[last] == "cc" or tree.is_punct(last) or tree.is_space(last)):
        last -= 1
    last = max(last, tokens[-1])
    return {at for at in range(first, last + 1) if tree.quoted[at] >= 0 or at not in own}


def _surroundings(tree: Tree, lexicon: CueLexicon, verb: int, chosen: Complement) -> tuple[set[int], set[int]]:
    """What of the cue's dependents stands before the content and is no part of it, and what stands behind it and ends it."""
    own: set[int] = set()
    stops: set[int] = set()
    for child in tree.children[verb]:
        if child == chosen.head:
            continue
        if child > chosen.head:
            if _ends_content(tree, lexicon, child) and not _goes_on(tree, verb, child, chosen.head):
                start = child if tree.tags[child] == "VBG" else 0  # what a reader hangs on "adding" from before it is no part of it
                stops.update(at for at in tree.subtree(child) if at >= start)
        elif child < verb or tree.deps[child] not in SUBJECTS:
            own.update(tree.subtree(child))
    return own - set(chosen.tokens), stops


def _ends_content(tree: Tree, lexicon: CueLexicon, child: int) -> bool:
    """Whether a dependent of the cue behind the content is a further clause about the saying."""
    if tree.deps[child] in ("conj", "parataxis"):
        return True
    first = child if tree.tags[child] == "VBG" else tree.subtree(child)[0]
    apart = tree.is_punct(first) or tree.is_punct(first - 1)
    return apart and (tree.deps[child] in ("advcl", "acl") or tree.lemmas[child] in lexicon.verbs)


def _goes_on(tree: Tree, verb: int, child: int, head: int) -> bool:
    """Whether a clause hung on the cue is a further part of what is reported.

    "said that P and that Q"; "says he spoke to them and asked …", where the tense is the content's and not the cue's.
    """
    if tree.deps[child] != "conj":
        return False
    marks = [tree.lower[mark] for mark in tree.with_dep(child, "mark")]
    if any(mark in ("that", "whether") for mark in marks):
        return True
    if any(tree.deps[below] in SUBJECTS for below in tree.children[child]):
        return False
    tags = tree.tags
    return tags[child] in ("VBD", "VBZ", "VBP") and tags[child] != tags[verb] and tags[child] == tags[head] and tags[verb] in ("VBZ", "VBP")


def _bound(tree: Tree, verb: int) -> int:
    """The last token that the cue's clause can hold where the main clause follows: the end of what hangs on a later head."""
    node = verb
    while tree.heads[node] != node:
        if tree.heads[node] > node:
            return max(tree.subtree(node)[-1], verb)
        node = tree.heads[node]
    return len(tree)


def _complementizer(tree: Tree, verb: int, first: int, chosen: Complement) -> int:
    """Where "that" opens the content behind a time or place of the saying: "said then that …", "announced on Monday that …"."""
    limit = min(chosen.head, verb + LEAD_IN)
    for at in range(first, limit):
        if tree.lower[at] == "that" and tree.deps[at] == "mark" and tree.heads[at] == chosen.head and tree.quoted[at] == tree.quoted[verb]:
            return at
        if tree.is_verb(at) and tree.deps[at] not in ("aux", "aux:pass", "cop"):
            break
    return first
