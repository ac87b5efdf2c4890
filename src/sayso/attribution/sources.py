"""Who is answerable: the source of a cue, read off the tree, and the exact extent of its noun phrase."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.attribution.tree import Tree

RELATIVES = frozenset(["who", "which", "that", "whom"])
CLOSE_DEPS = frozenset(
    [
        "det",
        "amod",
        "compound",
        "flat",
        "nummod",
        "nmod",
        "nmod:poss",
        "case",
        "fixed",
        "advmod",
        "goeswith",
        "appos",
        "punct",
        "conj",
        "cc",
        "nmod:unmarked",
        "flat:foreign",
        "det:predet",
        "acl:relcl",
        "acl",
        "nmod:desc",
        "list",
    ]
)
CLAUSAL_UP = frozenset(["advcl", "xcomp", "conj", "acl", "acl:relcl", "ccomp", "parataxis", "advcl:relcl"])


@dataclass(frozen=True, slots=True)
class Source:
    """The head word of a source and the rule that found it."""

    head: int
    rule: str
    reliability: float


def source_of_verb(tree: Tree, verb: int, depth: int = 0) -> Source | None:
    """The source of a cue verb: its subject, its agent in the passive, or the subject it shares with the verb above it."""
    bare = tree.tags[verb] == "VBN" and tree.child(verb, "obl:agent") is not None and tree.child(verb, "aux") is None
    if bare or tree.child(verb, "aux:pass") is not None or tree.child(verb, "nsubj:pass") is not None:
        hung = [verb, *(at for at in tree.with_dep(verb, "xcomp") if not tree.is_verb(at))]  # "declared safe by the regulator"
        agent = next((at for above in hung for at in tree.with_dep(above, "obl:agent", "obl") if tree.case(at) == "by"), None)
        return Source(agent, "agent", 0.95) if agent is not None else None
    subject = _subject(tree, verb)
    if subject is not None:
        return Source(subject, "subject", 0.97)
    if depth > 6 or tree.child(verb, "expl") is not None:
        return None
    return _shared(tree, verb, depth)


def _subject(tree: Tree, verb: int) -> int | None:
    """A subject that can speak, the nearest before the verb; not "there", nor one behind a conjunct ("praised it and said allies left")."""
    found = [child for child in tree.with_dep(verb, "nsubj", "nsubj:outer") if tree.lower[child] != "there"]
    before = [child for child in found if child < verb]
    if before:
        return before[-1]
    if tree.tags[verb] == "VBG" or (found and tree.deps[verb] == "conj" and tree.child(tree.heads[verb], "nsubj") is not None):
        return None
    return found[0] if found else None


def _shared(tree: Tree, verb: int, depth: int) -> Source | None:
    """The subject of the verb above, for conjuncts, participles and infinitives; the noun, for reduced relative clauses."""
    above, dep = tree.heads[verb], tree.deps[verb]
    if above == verb or dep not in CLAUSAL_UP:
        return None
    if tree.child(above, "expl") is not None:
        return None  # "it was too early to tell": nobody in sight
    if dep == "advcl" and tree.tags[verb] == "VBN" and tree.child(verb, "aux") is None:
        return None  # "Asked about it, she said": the subject was asked
    if dep == "acl":
        return Source(above, "participle", 0.85) if tree.tags[verb] != "VBN" else None
    quoted = tree.child(above, "obj", "nsubj:pass")
    mark = tree.child(verb, "mark", "case")
    if quoted is None and mark is not None and tree.lower[mark] == "as" and tree.tags[verb] == "VBG":
        before = tree.child(verb, "obj", "nsubj")  # "quotes the king as telling …", the king hung on "telling"
        quoted = before if before is not None and above < before < mark else None
    if quoted is not None and quoted < verb and tree.tags[verb] == "VBG" and mark is not None and tree.lower[mark] == "as":
        return Source(quoted, "quoted as saying", 0.95)
    if tree.tags[verb] == "VBG" and mark is not None and tree.lower[mark] in ("of", "for", "from", "against"):
        accused = tree.child(above, "obj", "iobj")
        if accused is not None and above < accused < verb:
            return Source(accused, "object control", 0.85)  # "accused the premier of saying …"
    infinitive = dep == "ccomp" and mark is not None and tree.lower[mark] == "to"
    if dep == "xcomp" and (raised := tree.child(above, "nsubj:pass")) is not None:
        return Source(raised, "xcomp: subject shared", 0.85)  # "is said by courtiers to have warned"
    if dep == "xcomp":
        controller = tree.child(above, "obj", "iobj")
        if controller is not None and controller < verb:
            return Source(controller, "object control", 0.7)
    if dep == "ccomp" and tree.tags[verb] == "VBG" and tree.pos[verb - 1] in ("NOUN", "PROPN", "PRON"):
        return Source(verb - 1, "noun before", 0.75)  # "remembered his foreman saying"
    if dep in ("ccomp", "parataxis", "acl:relcl") and tree.tags[verb] != "VBG" and not infinitive:
        return None
    if not tree.is_verb(above) and tree.child(above, "nsubj") is None:
        return source_above_noun(tree, above, depth)
    found = source_of_verb(tree, above, depth + 1)
    if found is None:
        passive = tree.child(above, "nsubj:pass")
        return Source(passive, f"{dep}: subject shared", 0.7) if passive is not None else None
    return Source(found.head, f"{dep}: subject shared", found.reliability * 0.98)


def source_above_noun(tree: Tree, noun: int, depth: int = 0) -> Source | None:
    """The subject of the verb that a noun depends on, for "a statement saying …" and the like."""
    above = tree.heads[noun]
    if above == noun or depth > 6 or not tree.is_verb(above) or tree.deps[noun] in ("nsubj", "nsubj:pass"):
        return None
    found = source_of_verb(tree, above, depth + 1)
    return Source(found.head, "subject above", found.reliability * 0.85) if found else None


def source_of_noun(tree: Tree, noun: int, light: frozenset[str]) -> Source | None:
    """The source of a cue noun: its possessor, "by" or "from" somebody, or the subject of the light verb it is the object of."""
    owner = tree.child(noun, "nmod:poss")
    if owner is not None:
        return Source(owner, "possessor", 0.93)
    for child in tree.with_dep(noun, "nmod"):
        if tree.case(child) in ("by", "from", "among"):
            return Source(child, "by", 0.85)
    above = tree.heads[noun]
    lead = noun + 1
    if lead < len(tree) and tree.lower[lead] in ("by", "from") and tree.deps[lead] == "case" and tree.heads[tree.heads[lead]] == above:
        return Source(tree.heads[lead], "by", 0.85)  # "concealing a warning by engineers", the engineers hung on "concealing"
    if tree.deps[noun] == "obj" and tree.lemmas[above] in light:
        found = source_of_verb(tree, above)
        return Source(found.head, "light verb", found.reliability * 0.95) if found else None
    return None


def extent(tree: Tree, head: int, cue: int, fence: set[int]) -> list[int]:
    """The noun phrase of a source: determiner, title, apposition, identifying relative clause; without the preposition before it.

    Args:
        tree: the parsed text.
        head: head word of the source.
        cue: the anchor of the cue, which never belongs to the source.
        fence: tokens that belong to the content or the cue.
    """
    if tree.lower[head] in RELATIVES and tree.tags[head].startswith("W"):
        return [head]
    tokens = {head}
    stack = [head]
    while stack:
        node = stack.pop()
        for child in tree.children[node]:
            dep = tree.deps[child]
            if child in fence or child == cue or (node == head and (dep not in CLOSE_DEPS or not _belongs(tree, head, child, cue))):
                continue
            tokens.add(child)
            stack.append(child)
    return _around(tree, tokens, head, fence | {cue})


def _belongs(tree: Tree, head: int, child: int, cue: int) -> bool:
    """Whether a dependent of the source's head is part of the phrase as PolNeAR takes it."""
    dep = tree.deps[child]
    if dep == "case":
        return tree.lower[child] in ("'s", "’s", "'", "’")
    if dep in ("acl:relcl", "acl"):
        return not tree.is_below(cue, child)
    if dep in ("conj", "appos", "parataxis"):
        return not tree.is_below(cue, child) and not tree.is_verb(child)
    if dep == "advmod":
        return child < head
    return dep != "punct" or _inner_punct(tree, child)


def _inner_punct(tree: Tree, child: int) -> bool:
    """Whether a mark may stand within a source: it ends no sentence and opens no quotation."""
    return tree.words[child] not in (".", ":", ";", "?", "!", "“", "”", '"', "''", "``")


def _around(tree: Tree, tokens: set[int], head: int, fence: set[int]) -> list[int]:
    """The connected stretch of tokens around the head; a gap is bridged by punctuation only."""
    first = last = head
    while (first - 1 in tokens) or (first - 2 in tokens and first - 1 not in fence and tree.is_punct(first - 1)):
        first -= 1
    while (last + 1 in tokens) or (last + 2 in tokens and last + 1 not in fence and tree.is_punct(last + 1)):
        last += 1
    while first < head and tree.deps[first] == "cc":
        first += 1
    while first < head and (tree.is_punct(first) and tree.words[first] not in ("(", "$", "#", "@")):
        first += 1
    if tree.lower[last] in ("'s", "’s", "'", "’"):
        last -= 1
    while (
        last > head and tree.words[last] in (",", "-", "–", "—", ".") and not (tree.words[last] == "," and _pair_comma(tree, first, last))
    ):
        last -= 1
    return list(range(first, last + 1))


def _pair_comma(tree: Tree, first: int, last: int) -> bool:
    """Whether the comma at the end closes an apposition that a comma in the phrase opened."""
    return any(tree.words[at] == "," for at in range(first + 1, last))
