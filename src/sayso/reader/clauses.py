"""What the tree of a clause gets wrong about a verb's own words: two subjects, names cut from their titles, objects of second verbs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
NAMES = frozenset({"PROPN", "NOUN"})
NOMINAL = frozenset({"PROPN", "NOUN", "NUM", "PRON"})
PHRASES = frozenset({"obl", "obj", "obl:unmarked"})
BOUNDS = frozenset({"least", "most"})
"""What makes of "at" a part of a number: "at least 17 students"."""


def mend(words: Sequence[str], tags: list[str], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Mend `tags`, `heads` and `deps` of a window in place; heads are places in the window, a root is its own."""
    below: list[list[int]] = [[] for _ in words]
    for i, head in enumerate(heads):
        if i != head:
            below[head].append(i)
    for verb in (i for i, pos in enumerate(poses) if pos == "VERB"):
        _one_subject(verb, below[verb], words, poses, heads, deps)
        _own_object(verb, below, words, tags, poses, heads, deps)
    for title in (i for i, dep in enumerate(deps) if dep == "appos" and heads[i] == i - 1):
        _titled(title, below[title - 1], poses, heads, deps)


def _one_subject(verb: int, own: Sequence[int], words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Join two subjects that a comma parts: "Northland, Southland and Westland said" is a list, "Example, a judge, said" an apposition."""
    for first, second in pairwise([i for i in own if i < verb and deps[i] in SUBJECTS and poses[i] in NAMES]):
        between = range(first + 1, second)
        if [words[i] for i in between].count(",") != 1 or not all(_within(i, (first, second), heads) for i in between):
            continue
        behind = range(second + 1, verb)
        closed = any(words[i] == "," and deps[i + 1] != "cc" for i in behind)
        joint = any(deps[i] == "cc" for i in behind) and any(deps[i] == "conj" and heads[i] in (first, second) for i in behind)
        if closed or joint:
            heads[second], deps[second] = first, "appos" if closed else "conj"


def _own_object(
    verb: int,
    below: Sequence[Sequence[int]],
    words: Sequence[str],
    tags: list[str],
    poses: Sequence[str],
    heads: list[int],
    deps: list[str],
) -> None:
    """Give a second verb the phrase right behind it that hangs on the first: "stormed a school and abducted at least 17 students"."""
    first = heads[verb]
    if deps[verb] != "conj" or first >= verb or poses[first] != "VERB" or any(deps[i] == "obj" for i in below[verb]):
        return
    noun = next((i for i in below[first] if i > verb and deps[i] in PHRASES and poses[i] in NOMINAL), None)
    if noun is None or not all(_within(i, (noun,), heads) for i in range(verb + 1, noun)):
        return
    if any(deps[i] == "case" and words[i + 1] not in BOUNDS for i in range(verb + 1, noun)):
        return
    heads[noun], deps[noun] = verb, "obj"
    if tags[verb] == "VBN" and tags[first] == "VBD" and not any(deps[i].startswith("aux") for i in below[verb]):
        tags[verb] = "VBD"


def _titled(title: int, own: Sequence[int], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Make a name the head of its title and of the place before that: "Kaduna | Governor Uba Sani"."""
    place, name = title - 1, title + 1
    if name not in own or deps[name] != "flat" or poses[title] not in NAMES:
        return
    heads[name], deps[name] = (name if heads[place] == place else heads[place]), deps[place]
    for i in own:
        if i > name or deps[i] in ("case", "mark", "cc"):
            heads[i] = name
    heads[place], deps[place] = title, "compound"
    heads[title], deps[title] = name, "nmod:desc"


def _within(word: int, nouns: Sequence[int], heads: Sequence[int]) -> bool:
    """Whether a word is part of the phrase of one of the nouns."""
    for _ in heads:
        if word in nouns or heads[word] == word:
            break
        word = heads[word]
    return word in nouns
