"""Subjects, and who is told, put back on their verb before frames are read, where a reader has hung them on another verb beside it."""

from __future__ import annotations

from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.tree import Tree

SUBJECT_DEPS = ("nsubj", "nsubj:pass")
ARGUMENTS = (*SUBJECT_DEPS, "obj", "iobj", "expl")
LONGEST_HEARER = 8
"""Words within which the verb stands before the one told."""
PRESENT = "VBP"
OBJECT_FORMS = frozenset(["him", "her", "them", "me", "us"])
MODIFIERS = frozenset(["det", "amod", "nmod:poss", "nummod", "case", "cop"])


def settle_verbs(tree: Tree, lexicon: CueLexicon, headline_end: int) -> None:
    """Read a listed verb of a headline that has a subject, and is called a noun, as the verb it is: "Envoy says sides agree to talks"."""
    for at, word in enumerate(tree.lower):
        if tree.starts[at] >= headline_end:
            return
        if tree.tags[at] not in ("NN", "NNS") or word not in lexicon.forms or tree.child(at, *MODIFIERS) is not None:
            continue
        subject = tree.child(at, "nsubj")
        if subject is None or subject > at or tree.tags[subject].startswith("W"):
            continue
        tree.tags[at], tree.pos[at], tree.lemmas[at] = PRESENT, "VERB", lexicon.forms[word]
        if tree.deps[at] in ("obj", "obl", "xcomp"):
            tree.deps[at] = "ccomp"


def settle_subjects(tree: Tree, lexicon: CueLexicon) -> None:
    """Give every verb one subject and every verb of telling its hearer; before any subtree has been asked for."""
    for at in range(len(tree)):
        if not tree.children[at]:
            continue
        before = [child for child in tree.with_dep(at, *ARGUMENTS) if child < at]
        subjects = [child for child in before if tree.deps[child] not in ("obj", "iobj")]
        if len(before) > 1:
            _divide(tree, lexicon, at, *before[:2])
        elif subjects:
            _part_hearer(tree, lexicon, at, subjects[0])
        elif tree.tags[at] in ("VBD", "VBZ", "VBP"):
            _take_for_subject(tree, at)


def settle_carried(tree: Tree, lexicon: CueLexicon) -> None:
    """Hang a participle on the verb before it that carries it on: "wrote that voters kept asking", "asking" hung on "wrote"."""
    carrying = lexicon.set("carrying")
    for at in range(1, len(tree)):
        carrier = at - 1
        if tree.tags[at] != "VBG" or tree.lemmas[carrier] not in carrying or not tree.is_verb(carrier):
            continue
        if tree.heads[at] != carrier and tree.heads[carrier] != at and tree.deps[at] in ("ccomp", "advcl", "conj", "acl"):
            tree.attach(at, carrier, "xcomp")


def settle_objects(tree: Tree, lexicon: CueLexicon) -> None:
    """Give back an object that a reader has hung on the verb behind: "let the university know that …", "quotes the king as telling …"."""
    for at in range(len(tree)):
        below = tree.heads[at]
        if tree.deps[at] not in ("obj", "nsubj", "iobj") or below < at or tree.tags[at].startswith("W"):
            continue
        above = next((verb for verb in tree.ancestors(below) if verb < at), None)
        if above is None or tree.child(above, "obj", "iobj") is not None or not _right_behind(tree, above, at):
            continue
        behind = at + 1
        knowing = tree.lemmas[above] == "let" and tree.deps[behind] == "xcomp" and tree.heads[behind] == above
        quoted = tree.lemmas[above] in lexicon.set("quoting") and tree.lower[behind] == "as" and tree.heads[behind] == below
        if knowing or quoted:
            tree.attach(at, above, "obj")


def _divide(tree: Tree, lexicon: CueLexicon, clause: int, first: int, second: int) -> None:
    """Of two nouns before a clause the first belongs to the verb between them, or is the one told by the verb before them.

    "reported that workers suspected the convoy was …"; "warned the rebels the truce would …".
    """
    if tree.tags[first].startswith("W"):
        return
    between = next((above for above in tree.ancestors(clause) if first < above < second and tree.is_verb(above)), None)
    if between is not None:
        if tree.deps[first] in SUBJECT_DEPS and tree.child(between, *SUBJECT_DEPS) is None:
            for mark in [at for at in tree.with_dep(clause, "mark") if at < first]:
                tree.attach(mark, between, "mark")
            tree.attach(first, between, "nsubj")
        return
    teller = next((at for at in range(first - 1, max(-1, first - LONGEST_HEARER), -1) if _is_teller(tree, lexicon, at)), None)
    opening = tree.child(clause, "mark")
    if teller is None or (opening is not None and opening < first) or not _right_behind(tree, teller, first):
        return  # "told his generals that he would …", the generals hung on "would"
    tree.attach(first, teller, "iobj")
    if tree.heads[clause] != teller and tree.child(teller, "ccomp") is None and tree.heads[clause] != clause:
        tree.attach(clause, teller, "ccomp")


def _part_hearer(tree: Tree, lexicon: CueLexicon, clause: int, subject: int) -> None:
    """Who is told, where a reader has taken him for the subject of the clause or for a part of its name.

    "told city officials the money had run out", the money hung on "told"; "told reporters rebels had left".
    """
    teller = tree.heads[clause]
    if not _tells(tree, lexicon, teller, clause):
        return
    thing = next((at for at in tree.with_dep(teller, "obj", "iobj") if subject < at < clause), None)
    if thing is not None and _right_behind(tree, teller, subject):
        tree.attach(subject, teller, "iobj")
        tree.attach(thing, clause, "nsubj")
        return
    hearer = teller + 1
    if tree.heads[hearer] == subject and tree.deps[hearer] == "compound" and tree.tags[hearer] == "NNS":
        tree.attach(hearer, teller, "iobj")


def _take_for_subject(tree: Tree, verb: int) -> None:
    """An object that stands before its verb, which has no subject, is the subject: "said the mayor “told us …”"."""
    if tree.child(verb, "expl", "csubj", *SUBJECT_DEPS) is not None:
        return
    objects = [at for at in tree.with_dep(verb, "iobj", "obj") if at < verb and not tree.tags[at].startswith("W")]
    before = [at for at in objects if tree.lower[at] not in OBJECT_FORMS]
    if len(before) == 1 and tree.deps[verb] in ("ccomp", "root", "parataxis"):
        tree.deps[before[0]] = "nsubj"


def _tells(tree: Tree, lexicon: CueLexicon, teller: int, clause: int) -> bool:
    """Whether a verb of telling governs a clause behind it that nothing introduces."""
    governs = teller < clause and tree.deps[clause] == "ccomp" and tree.child(clause, "mark") is None
    return governs and _is_teller(tree, lexicon, teller)


def _is_teller(tree: Tree, lexicon: CueLexicon, at: int) -> bool:
    """Whether a word is a verb of telling, not in the passive."""
    return tree.lemmas[at] in lexicon.set("tellers") and tree.is_verb(at) and tree.child(at, "aux:pass") is None


def _right_behind(tree: Tree, verb: int, noun: int) -> bool:
    """Whether nothing but the noun's own words stands between a verb and it."""
    own = range(verb + 1, noun + 1)
    return verb < noun and all(tree.heads[at] in own for at in range(verb + 1, noun)) and not tree.case(noun)
