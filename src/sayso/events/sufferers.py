"""Whom verbs of harm befall, and which words around an event tell its toll."""

from __future__ import annotations

from collections.abc import Container, Iterable

from spacy.tokens import Token

from sayso.events import tree


def undergoers(verb: Token, intransitive: bool) -> list[Token]:
    """Whom a verb befalls by its tree: objects, subjects of passives, of intransitive verbs the subject."""
    behind = [child for child in tree.children(verb, "nsubj:pass", "nsubj") if child.i > verb.i and child.pos_ in {"NOUN", "NUM"}]
    if behind and not tree.children(verb, "aux:pass", "obj"):  # "the blast killed 19 worshippers", taken for a passive
        return behind
    own = tree.children(verb, "nsubj:pass") or ([] if tree.children(verb, "aux", "aux:pass") else tree.children(verb, "nsubj"))
    if own and verb.tag_ == "VBN" and verb.dep_ == "conj" and not tree.children(verb, "obj"):
        return own  # "left 31 people dead and more than 60 injured": not also those of the first verb
    found = tree.objects(verb)
    if tree.is_passive(verb):
        found = list(dict.fromkeys((*found, *tree.children(verb, "nsubj:pass", "nsubj"))))
    if found and not intransitive:
        return found
    doer = tree.surface_subject(verb)
    return [doer] if doer is not None else []


def reach(heads: Iterable[Token], barred: Container[int] = ()) -> list[Token]:
    """The heads, verbs coordinated with them, and result clauses under them ("…, killing 20"); none of the words in `barred`."""
    found: dict[int, Token] = {}
    for head in heads:
        found[head.i] = head
        for child in tree.kids(head):
            if (
                child.i not in barred
                and child.pos_ in {"VERB", "NOUN", "ADJ"}
                and child.dep_ in {"conj", "advcl", "acl", "acl:relcl", "parataxis"}
            ):
                found[child.i] = child
                for inner in tree.kids(child):
                    if inner.dep_ == "conj" and inner.pos_ == "VERB" and inner.i not in barred:
                        found[inner.i] = inner
    return [found[index] for index in sorted(found)]
