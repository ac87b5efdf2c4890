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
        elif tree.deps[clause] == "ccomp" and tree.pos[mark - 1] not in ("CCONJ", "PUNCT"):
            verb = _inner_cue(tree, lexicon, mark, clause) or _cue_above(tree, lexicon, clause)
        elif tree.deps[clause] == "ccomp" and tree.words[mark - 1] == ",":
            outer = tree.heads[clause]  # "agreed, the palace said, that …"
            agreed = next((at for at in tree.with_dep(outer, "ccomp") if at < outer < mark), None)
            verb = agreed if agreed is not None else _cue_above(tree, lexicon, clause)
        elif tree.deps[clause] in CLAUSES:
            verb = _cue_above(tree, lexicon, clause)
        elif tree.deps[clause] == "conj" and tree.pos[mark - 1] not in ("CCONJ", "PUNCT"):
            verb = tree.heads[clause]  # "had said again and again that …"
        else:
            verb = None
        if verb is not None and verb < mark and _wants_clause(tree, lexicon, verb):
            tree.attach(clause, verb, "ccomp")


def _inner_cue(tree: Tree, lexicon: CueLexicon, mark: int, clause: int) -> int | None:
    """The verb in a first clause that a second clause of one cue belongs to: "recalls that he confided to her that …"."""
    outer = tree.heads[clause]
    noun = tree.heads[outer]
    if tree.deps[outer] == "acl:relcl" and tree.deps[noun] == "obl" and tree.lemmas[outer] not in lexicon.verbs and noun < outer < mark:
        return tree.heads[noun]  # "insisted to anyone who will listen that …"
    inner = next((at for at in tree.with_dep(outer, "ccomp") if outer < at < mark), None)
    while inner is not None and not _wants_clause(tree, lexicon, inner):
        inner = next((at for at in tree.with_dep(inner, "ccomp", "xcomp", "advcl") if inner < at < mark), None)
    return inner


def raise_objects(tree: Tree, lexicon: CueLexicon) -> None:
    """Hang what is judged on the cue and not on the judgement: "rejected as baseless a claim", the claim hung on "baseless"."""
    for at in range(len(tree)):
        judged = tree.heads[at]
        if tree.deps[at] != "obj" or tree.deps[judged] not in ("advcl", "xcomp", "obl") or at < judged:
            continue
        verb, lead = tree.heads[judged], tree.child(judged, "mark", "case")
        cue = lexicon.verbs.get(tree.lemmas[verb])
        if lead is None or tree.lower[lead] != "as" or (lead, judged) != (verb + 1, verb + 2):
            continue
        if cue is not None and "object" in cue.takes and tree.child(verb, "obj") is None:
            tree.attach(at, verb, "obj")


def read_claims(tree: Tree, lexicon: CueLexicon) -> None:
    """Take the clause of a claim for what is claimed, not for a relative clause: "a claim by X that its soldiers had fled".

    A reader makes "that" the object of "fled", which has none; "the claim that he repeated" is left alone.
    """
    for that, word in enumerate(tree.lower):
        clause = tree.heads[that]
        noun = tree.heads[clause]
        if word != "that" or tree.deps[that] != "obj" or tree.deps[clause] not in ("acl", "acl:relcl"):
            continue
        claimed = lexicon.nouns.get(tree.lemmas[noun])
        repeated = tree.lemmas[clause] in lexicon.set("light") or tree.lemmas[clause] in lexicon.verbs
        if claimed is None or "clause" not in claimed.takes or repeated or tree.child(clause, "nsubj", "nsubj:pass") is None:
            continue
        tree.deps[that], tree.deps[clause] = "mark", "acl"


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
        elif tree.deps[mark] == "case" and word == "according":
            _into_clause(tree, mark, clause)
        if tree.deps[mark] != "mark" or verb < 0 or tree.heads[clause] == verb or clause < mark or not tree.is_verb(verb):
            continue
        cue = lexicon.verbs.get(tree.lemmas[verb])
        if cue is not None and word in GERUND_LEADS and word in cue.takes and tree.tags[mark + 1] == "VBG":
            tree.attach(clause, verb, "advcl")


def raise_infinitives(tree: Tree, lexicon: CueLexicon) -> None:
    """Hang what is threatened or promised on the cue and not on the channel: "threatened in a phone call to blow it up"."""
    for mark in range(1, len(tree)):
        clause, noun = tree.heads[mark], mark - 1
        if tree.lower[mark] != "to" or tree.deps[mark] != "mark" or tree.deps[clause] != "acl" or tree.heads[clause] != noun:
            continue
        verb = tree.heads[noun]
        cue = lexicon.verbs.get(tree.lemmas[verb])
        if cue is None or "to" not in cue.takes or tree.deps[noun] != "obl" or tree.lemmas[noun] not in lexicon.set("channels"):
            continue
        if verb < noun and tree.is_verb(verb) and tree.child(verb, "xcomp", "ccomp") is None:
            tree.attach(clause, verb, "xcomp")


def _into_clause(tree: Tree, phrase: int, named: int) -> None:
    """Hang "according to X" behind a "that" on the clause which that word opens: "said that, according to X, it rained"."""
    before = phrase - 1
    while before > 0 and tree.is_punct(before):
        before -= 1
    clause = tree.heads[before]
    if tree.deps[before] == "mark" and tree.lower[before] == "that" and clause > named:
        tree.attach(named, clause, "obl")


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
