"""What a cue governs: the complements of verbs and nouns that can be the content of an attribution, read off the tree.

Each complement comes with a key under which the lexicon says how often it is attributed: ``clause``, ``to``, ``object``, ``raised``,
or the preposition that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.attribution.tree import SUBJECTS, Tree

CLAUSES = frozenset(["ccomp", "parataxis", "csubj", "csubj:pass"])
QUESTION_TAGS = frozenset(["WP", "WRB", "WDT", "WP$"])
ASKED_WITHIN = 2
"""Words within which the word of asking stands: "from whom", "how many"."""
PROOFS = frozenset(["no", "any", "little"])
PREPOSITIONAL = frozenset(["obl", "nmod", "advcl", "obl:arg", "acl"])


@dataclass(frozen=True, slots=True)
class Complement:
    """A candidate for the content."""

    key: str
    tokens: tuple[int, ...]
    lead: tuple[int, ...] = ()
    """Words between cue and content that belong to the cue: the preposition of "called for"."""
    recipient: tuple[int, ...] = ()
    """Who was told, asked or urged."""
    head: int = -1
    """The word of the content that depends on the cue (or that the cue's clause depends on)."""


def of_verb(tree: Tree, verb: int) -> list[Complement]:
    """All complements of a verb, the most telling first: clauses, infinitives, objects, prepositional phrases, raised subjects."""
    found = [
        *_clauses(tree, verb),
        *_questions(tree, verb),
        *_infinitives(tree, verb),
        *_objects(tree, verb),
        *_two_predicates(tree, verb),
        *_prepositional(tree, verb),
        *_raised(tree, verb),
    ]
    return [complement for complement in found if complement.tokens]


def of_noun(tree: Tree, noun: int) -> list[Complement]:
    """All complements of a noun: "the claim that …", "calls for …", "his promise to …", "his claim is that …"."""
    found: list[Complement] = []
    for child in tree.children[noun]:
        dep = tree.deps[child]
        if child < noun or dep not in ("acl", "ccomp", "nmod", "acl:relcl", "advcl", "xcomp"):
            continue
        if dep == "nmod":
            case = tree.case(child)
            if case:
                lead = tuple(part for part in tree.with_dep(child, "case"))
                found.append(Complement(case, _without(tree, child, lead), lead, head=child))
        elif _mark(tree, child) == "to":
            found.append(Complement("to", tuple(tree.subtree(child)), head=child))
        elif _mark(tree, child) in ("that", "whether", "if"):
            found.append(Complement("clause", tuple(tree.subtree(child)), head=child))
        elif dep in ("acl", "advcl") and tree.tags[child] == "VBG" and (marks := list(tree.with_dep(child, "mark"))):
            found.append(Complement(tree.lower[marks[0]], _without(tree, child, marks), tuple(marks), head=child))
    return found


def _clauses(tree: Tree, verb: int) -> Iterator[Complement]:
    """Complement clauses, and the clause that a parenthetical cue stands in: "He will go, she said, and …"."""
    passive = tree.child(verb, "aux:pass") is not None
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if dep == "parataxis" and passive:
            continue  # "The offer was never answered, she said"
        if dep == "advcl" and child > verb and _mark(tree, child) in ("if", "whether"):
            yield Complement("if", tuple(tree.subtree(child)), recipient=_object_of(tree, verb), head=child)
        told = dep == "xcomp" and child > verb and _has_subject(tree, child) and _finite(tree, child)  # "signalled it was ready"
        if told or dep == "ccomp" or (dep in CLAUSES and (child > verb or _finite(tree, child)) and dep != "csubj"):
            if dep == "parataxis" and child > verb and _another_sentence(tree, child):
                continue
            recipient = _object_of(tree, verb)
            yield Complement("clause", tuple(tree.subtree(child)), recipient=recipient, head=child)
    if tree.deps[verb] in ("parataxis", "ccomp") and tree.heads[verb] != verb and tree.child(verb, "ccomp", "mark") is None:
        if _coordinated(tree, verb):
            return
        head = tree.heads[verb]
        if head < verb and (tree.deps[verb] == "parataxis" or _subject_follows(tree, verb)):
            inner = set(tree.subtree(verb))
            yield Complement("clause", tuple(at for at in tree.subtree(head) if at not in inner), head=head)


def _questions(tree: Tree, verb: int) -> Iterator[Complement]:
    """What is left of a question: "did not say why", "would not tell them from whom", "From whom, he did not say"."""
    for child in tree.with_dep(verb, "obl", "obj", "advmod", "nmod"):
        tokens = tree.subtree(child)
        asking = any(tree.tags[at] in QUESTION_TAGS for at in tokens[:ASKED_WITHIN])
        if not asking or any(tree.is_verb(at) for at in tokens):
            continue
        fronted = child < verb and tree.words[tokens[-1]] == "," and tree.deps[verb] != "acl:relcl"
        if tokens[0] > verb or fronted:
            yield Complement("clause", tuple(tokens), recipient=_object_of(tree, verb) if tree.deps[child] != "obj" else (), head=child)


def _another_sentence(tree: Tree, clause: int) -> bool:
    """Whether what follows side by side is no clause of the cue: a mere noun, or "… and she said"."""
    return _coordinated(tree, clause) or (not _has_subject(tree, clause) and tree.tags[clause].startswith("N"))


def _coordinated(tree: Tree, clause: int) -> bool:
    """Whether a clause opens with "and", "but", "or"."""
    return tree.deps[tree.subtree(clause)[0]] == "cc"


def _infinitives(tree: Tree, verb: int) -> Iterator[Complement]:
    for child in tree.with_dep(verb, "xcomp", "advcl"):
        if child < verb:
            continue
        if _is_gerund(tree, child) and tree.deps[child] == "xcomp" and tree.subtree(child)[0] == verb + 1:
            yield Complement("doing", tuple(tree.subtree(child)), head=child)
        if _mark(tree, child) != "to":
            continue
        recipient = _object_of(tree, verb)
        spoken_to = recipient or tree.child(verb, "nsubj:pass") is not None  # "he was ordered by his superiors to …"
        key = "purpose" if tree.deps[child] == "advcl" and not spoken_to else "to"
        yield Complement(key, tuple(tree.subtree(child)), recipient=recipient, head=child)


def _objects(tree: Tree, verb: int) -> Iterator[Complement]:
    """Objects, with the predicate said of them: "described him as a threat", "urged Congress to act"."""
    for child in tree.with_dep(verb, "obj"):
        tokens = set(tree.subtree(child))
        for other in tree.children[verb]:
            dep, case = tree.deps[other], tree.case(other)
            if (
                (other > child and dep in ("xcomp", "ccomp"))
                or (other > child and dep in ("obl", "advcl") and (case == "as" or _mark(tree, other) in ("as", "of", "for")))
                or (other > child and dep == "obl" and case in ("of", "for", "against"))
            ):
                tokens.update(tree.subtree(other))
            if other > child and dep == "obl" and case == "at" and tree.pos[other] == "NUM":
                yield Complement("object:at", tuple(sorted(tokens | set(tree.subtree(other)))), head=child)
        tokens.difference_update(_asides(tree, child))
        if any(tree.lower[at] in PROOFS for at in tree.with_dep(child, "det")):
            yield Complement("object:no", tuple(sorted(tokens)), head=child)
        yield Complement("object", tuple(sorted(tokens)), head=child)


def _two_predicates(tree: Tree, verb: int) -> Iterator[Complement]:
    """An object that a reader has taken for a predicate, with the predicate behind it: "called the plan unworkable"."""
    predicates = [child for child in tree.with_dep(verb, "xcomp") if child > verb and not tree.is_verb(child)]
    if len(predicates) > 1 and tree.child(verb, "obj") is None:
        yield Complement("object", tuple(sorted(at for child in predicates for at in tree.subtree(child))), head=predicates[0])


def _asides(tree: Tree, noun: int) -> set[int]:
    """What the outlet adds to a noun behind a comma: ", who …", ", which …"."""
    found: set[int] = set()
    for child in tree.with_dep(noun, "acl:relcl"):
        below = tree.subtree(child)
        if tree.words[below[0]] == "," or (below[0] > 0 and tree.words[below[0] - 1] == ","):
            found.update(below)
    return found


def _prepositional(tree: Tree, verb: int) -> Iterator[Complement]:
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if child < verb or dep not in PREPOSITIONAL:
            continue
        lead = list(tree.with_dep(child, "case")) or [at for at in tree.with_dep(child, "mark") if _is_gerund(tree, child)]
        lead = [at for at in lead if at < child][:1]
        if not lead:
            continue
        tokens = set(_without(tree, child, lead)) - _asides(tree, child)
        for other in tree.children[verb]:
            if other > child and tree.deps[other] in ("xcomp", "advcl") and _mark(tree, other) == "to" and lead[0] == verb + 1:
                tokens.update(tree.subtree(other))
        yield Complement(tree.lower[lead[0]], tuple(sorted(tokens)), tuple(lead), head=child)


def _raised(tree: Tree, verb: int) -> Iterator[Complement]:
    """Subject and infinitive of "X is said to have fled", "X seems to agree", "it is believed that …"."""
    subject = tree.child(verb, "nsubj:pass", "nsubj")
    rest = tree.child(verb, "xcomp")
    if subject is None or rest is None or rest < verb:
        return
    passive = tree.child(verb, "aux:pass") is not None
    tokens = set(tree.subtree(subject)) | set(tree.subtree(rest))
    yield Complement("raised:pass" if passive else "raised", tuple(sorted(tokens)), head=rest)


def _is_gerund(tree: Tree, clause: int) -> bool:
    """Whether a clause is a participle, a perfect or a passive one too: "denied shelling", "denied having shelled"."""
    return tree.tags[clause] == "VBG" or any(tree.tags[at] == "VBG" for at in tree.with_dep(clause, "aux", "aux:pass"))


def _mark(tree: Tree, clause: int) -> str:
    mark = tree.child(clause, "mark")
    return tree.lower[mark] if mark is not None else ""


def _finite(tree: Tree, clause: int) -> bool:
    return any(tree.tags[at] in ("VBD", "VBZ", "VBP", "MD") for at in (clause, *tree.children[clause]))


def _has_subject(tree: Tree, clause: int) -> bool:
    return any(tree.deps[child] in SUBJECTS for child in tree.children[clause])


def _subject_follows(tree: Tree, verb: int) -> bool:
    subject = tree.child(verb, "nsubj")
    return subject is not None and subject > verb


def _object_of(tree: Tree, verb: int) -> tuple[int, ...]:
    """The recipient of a verb that also has a clause: "told reporters that …"."""
    for child in tree.children[verb]:
        if tree.deps[child] in ("iobj", "obj") or (tree.deps[child] == "obl" and tree.case(child) == "to"):
            return tuple(tree.subtree(child))
    return ()


def _without(tree: Tree, top: int, lead: list[int] | tuple[int, ...]) -> tuple[int, ...]:
    left_out = set(lead)
    return tuple(at for at in tree.subtree(top) if at not in left_out)
