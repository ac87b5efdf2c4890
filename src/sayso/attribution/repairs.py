"""Mending trees before frames are read: a clause of saying hung on the words reported belongs to the one who says."""

from __future__ import annotations

from sayso.attribution.frames import SURE, after_comma, verb_cue
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.roles import told_together
from sayso.attribution.tree import Tree
from sayso.reader.roles import Roles


def raise_participles(tree: Tree, lexicon: CueLexicon) -> None:
    """Hang ", adding that …" on the verb of saying whose clause it follows, where the tree has left it within that clause."""
    for verb in range(len(tree)):
        if tree.tags[verb] != "VBG" or tree.deps[verb] not in ("advcl", "acl", "xcomp", "conj", "parataxis") or not after_comma(tree, verb):
            continue
        cue = verb_cue(tree, lexicon, verb)
        if (
            cue is None
            or cue.speech == "think"
            or cue.takes.get("clause", 0) < SURE
            or (tree.child(verb, "ccomp") is None and "quote" not in cue.takes)
        ):
            continue
        for above in tree.ancestors(verb):
            outer = verb_cue(tree, lexicon, above)
            if outer is None or outer.speech == "think" or outer.takes.keys() <= {"quote"}:
                continue
            if tree.quoted[above] == tree.quoted[verb] and above < verb:
                tree.attach(verb, above, "advcl")
                break


def raise_conjuncts(tree: Tree, lexicon: CueLexicon, roles: Roles | None) -> None:
    """Hang "… and accused them" on the cue before it where the tree has left it within the cue's clause and the model agrees.

    A plain past or present like the cue's, without a subject, beside a clause of another tense, is the speaker's next act of saying:
    "denied that he had been there and accused the guards".
    """
    for verb in range(len(tree)):
        if (
            tree.tags[verb] not in ("VBD", "VBZ", "VBP")
            or tree.deps[verb] != "conj"
            or tree.child(verb, "nsubj", "aux", "mark") is not None
        ):
            continue
        cue, head = verb_cue(tree, lexicon, verb), tree.heads[verb]
        if cue is None or cue.speech == "think" or tree.deps[head] not in ("ccomp", "xcomp"):
            continue
        above = tree.heads[head]
        outer = verb_cue(tree, lexicon, above)
        if outer is None or above > head or tree.tags[above] != tree.tags[verb] or tree.quoted[above] != tree.quoted[verb]:
            continue
        shared = _both_said(tree, lexicon, head, verb) or told_together(roles, above, head, verb)
        if _another_tense(tree, head, verb) and not shared:
            tree.attach(verb, above, "conj")


def lower_conjuncts(tree: Tree, lexicon: CueLexicon, roles: Roles | None) -> None:
    """Hang "and said it was so" on the clause reported before it where the tree has it on the cue and the model takes both for reported."""
    for verb in range(len(tree)):
        above = tree.heads[verb]
        if tree.deps[verb] != "conj" or above > verb or not tree.is_verb(verb) or tree.child(verb, "nsubj", "mark") is not None:
            continue
        told = next((at for at in tree.with_dep(above, "ccomp") if above < at < verb), None)
        if told is not None and verb_cue(tree, lexicon, above) is not None and told_together(roles, above, told, verb):
            tree.attach(verb, told, "conj")


def _both_said(tree: Tree, lexicon: CueLexicon, head: int, verb: int) -> bool:
    """Whether two sayings share one "had": "the pirates had demanded money and threatened to sell the crew"."""
    return tree.tags[head] == "VBN" and tree.lower[verb].endswith("ed") and verb_cue(tree, lexicon, head) is not None


def _another_tense(tree: Tree, head: int, verb: int) -> bool:
    """Whether a reported clause stands in another tense than the verb coordinated with it; "he has …" may be its own past."""
    subject = tree.child(head, "nsubj", "nsubj:pass")
    helpers = [tree.lower[at] for at in tree.with_dep(head, "aux", "aux:pass", "cop")]
    if not helpers and tree.tags[head] == "VBD" and tree.tags[verb] in ("VBZ", "VBP"):
        return True  # "admits that she told a lie but denies …"
    if subject is not None and tree.pos[subject] == "PRON":
        return "had" in helpers or any(tree.tags[at] == "MD" for at in tree.with_dep(head, "aux"))
    return bool(helpers) or tree.tags[head] != tree.tags[verb]
