"""Clauses that a reader has hung on the noun beside a cue instead of the cue: "denied in a letter that …", "had said again that …"."""

from __future__ import annotations

from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.tree import Tree

CLAUSES = frozenset(["acl", "acl:relcl", "ccomp", "advcl"])
GERUND_LEADS = frozenset(["of", "about", "against"])
FARTHEST = 4
"""Most nouns between the clause and the cue: "in a letter to the editor of the paper that …"."""


def raise_clauses(tree: Tree, lexicon: CueLexicon) -> None:
    """Hang a "that" clause on the cue verb before it where the cue lacks one; before any subtree has been asked for."""
    for mark, word in enumerate(tree.lower):
        aside = word == "that" and mark > 0 and tree.words[mark - 1] == "," and tree.deps[mark] == "obj"
        if word != "that" or not (tree.deps[mark] == "mark" or aside):
            continue
        clause = tree.heads[mark]
        if clause < mark:
            continue
        if mark > 0 and tree.heads[clause] != mark - 1 and _wants_clause(tree, lexicon, mark - 1):
            verb: int | None = mark - 1  # "they radioed that it rained, said X", the clause hung on "said"
        elif aside:
            verb = _across_participle(tree, lexicon, clause)
        elif tree.deps[clause] == "ccomp" and tree.heads[clause] > clause and tree.words[mark - 1] == ",":
            before = [at for at in tree.with_dep(tree.heads[clause], "ccomp", "parataxis") if at < mark]
            verb = before[-1] if before else None  # "We were assured, in writing, that …," she said
        elif tree.deps[clause] in CLAUSES:
            verb = _cue_above(tree, lexicon, clause)
        elif tree.deps[clause] == "conj" and tree.pos[mark - 1] not in ("CCONJ", "PUNCT"):
            verb = tree.heads[clause]  # "had said again and again that …"
        else:
            verb = None
        if verb is not None and verb < mark and _wants_clause(tree, lexicon, verb):
            tree.attach(clause, verb, "ccomp")


def raise_gerunds(tree: Tree, lexicon: CueLexicon) -> None:
    """Hang "of having been refused" on the cue right before it ("complained"), and no source of "according to" on a verb as its subject."""
    for mark, word in enumerate(tree.lower):
        clause, verb = tree.heads[mark], mark - 1
        if tree.deps[mark] == "case" and word == "according" and clause < mark:  # "Tokyo, according to X, said": hung on "Tokyo"
            verb_above = tree.heads[clause]
            told = next((at for at in tree.with_dep(verb_above, "nsubj") if mark < at < verb_above), None)
            if told is not None:
                tree.attach(mark, told, "case")
                tree.attach(told, verb_above, "obl")
        elif tree.deps[mark] == "case" and word == "according" and tree.deps[clause] == "nsubj":
            tree.attach(clause, tree.heads[clause], "obl")
        if tree.deps[mark] != "mark" or verb < 0 or tree.heads[clause] == verb or clause < mark or not tree.is_verb(verb):
            continue
        cue = lexicon.verbs.get(tree.lemmas[verb])
        if cue is not None and word in GERUND_LEADS and word in cue.takes and tree.tags[mark + 1] == "VBG":
            tree.attach(clause, verb, "advcl")


def _cue_above(tree: Tree, lexicon: CueLexicon, clause: int) -> int | None:
    """The verb that the noun of a clause is an adjunct of; null where the noun can itself take the clause ("the claim that …")."""
    noun = tree.heads[clause]
    if tree.tags[noun] == "VBG" and tree.lemmas[noun] in lexicon.set("quoting") and tree.child(noun, "obj") is not None:
        return tree.heads[noun]  # "reported, citing three officials, that …", the clause hung on "citing"
    for _ in range(FARTHEST):
        if tree.pos[noun] not in ("NOUN", "PROPN", "PRON"):
            return None
        if tree.deps[noun] in ("obl", "obl:unmarked", "obl:tmod", "iobj"):
            return tree.heads[noun]
        above = tree.heads[noun]
        if tree.tags[above] == "VBG" and tree.deps[above] == "advcl" and tree.lemmas[above] in lexicon.set("quoting"):
            return tree.heads[above]  # "reported, citing three officials, that …"
        if tree.deps[noun] == "obj" and tree.lemmas[tree.heads[noun]] in lexicon.set("tellers"):
            return tree.heads[noun]
        if tree.deps[noun] != "nmod":
            return None
        noun = tree.heads[noun]
    return None


def _across_participle(tree: Tree, lexicon: CueLexicon, clause: int) -> int | None:
    """The verb beyond an inserted participle, where "…, citing three officials, that …" is read as a relative clause on the officials."""
    inserted = next((above for above in tree.ancestors(clause) if tree.tags[above] == "VBG"), None)
    if inserted is None or tree.deps[inserted] != "advcl" or tree.lemmas[inserted] not in lexicon.set("quoting"):
        return None
    return tree.heads[inserted]


def _wants_clause(tree: Tree, lexicon: CueLexicon, verb: int) -> bool:
    """Whether a verb is a cue that takes a clause and has none."""
    cue = lexicon.verbs.get(tree.lemmas[verb])
    return tree.is_verb(verb) and cue is not None and "clause" in cue.takes and tree.child(verb, "ccomp") is None
