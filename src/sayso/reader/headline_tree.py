"""The tree of a headline whose verb is known: what hangs on it, and what each of these is to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.reader.headlines import NOUNS, HeadlineVerb

DASHES = frozenset({"–", "—", "--"})
SEPARATING = frozenset({",", "and", "or", "but", ":"})
PREPOSITIONS = frozenset(
    {
        "in",
        "on",
        "off",
        "over",
        "near",
        "along",
        "across",
        "around",
        "outside",
        "inside",
        "after",
        "under",
        "into",
        "onto",
        "through",
        "against",
        "at",
    }
)
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
ADVERBS = frozenset({"out", "up", "down", "off", "away", "back", "in", "over", "on", "apart", "together"})
OBJECTS = frozenset({"obj", "iobj", "obl:unmarked", "xcomp"})
"""Relations of what follows a verb that are left as they are."""
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
FORCED = np.float32(1e6)


def agreed(tags: Sequence[str], poses: Sequence[str], *verbs: int | None) -> list[str]:
    """Universal parts of speech that agree with a headline's mended tags."""
    nouns = ["PROPN" if tag.startswith("NNP") else "NOUN" if tag in NOUNS else pos for tag, pos in zip(tags, poses, strict=True)]
    nouns = ["ADJ" if tag == "JJ" and pos == "VERB" else pos for tag, pos in zip(tags, nouns, strict=True)]
    nouns = ["VERB" if tag == "VBN" and pos == "NOUN" else pos for tag, pos in zip(tags, nouns, strict=True)]
    nouns = ["ADP" if tag == "RP" and pos == "NOUN" else pos for tag, pos in zip(tags, nouns, strict=True)]
    for verb in verbs:
        if verb is not None:
            nouns[verb] = "VERB"
    return nouns


def rooted(scores: NDArray[np.float32], root: int) -> NDArray[np.float32]:
    """Scores of heads, as `tree.decode` takes them, under which word `root` is the root."""
    forced = scores.astype(np.float32, copy=True)
    forced[root, 0] = FORCED
    return forced


def name_arguments(
    verb: HeadlineVerb, words: Sequence[str], tags: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]
) -> None:
    """Name subject and object among the words that hang on a headline's verb, in place.

    Args:
        verb: the verb.
        words: the words of the sentence.
        tags: their Penn tags, mended.
        poses: their universal parts of speech.
        heads: the head of each word by its place, the root's its own.
        deps: their relations.
    """
    at = verb.index
    colon = max((i for i in range(at) if words[i] == ":"), default=-1)
    _hang_prefix(at, words, poses, heads, deps)
    _head_hyphened(at, words, tags, heads, deps)
    _uncross(at, colon, words, heads, deps)
    _part_dash(at, words, heads, deps)
    _case_of_passive(verb, words, poses, heads, deps)
    _join_adjuncts(at, words, poses, heads, deps)
    _hang_particle(verb, words, tags, heads, deps)
    if verb.clause is not None:
        _attach_clause(verb, words, poses, heads, deps)
    _own(at, words, poses, heads, deps)
    _coordinate(at, words, tags, heads, deps)
    cased = frozenset(heads[i] for i, dep in enumerate(deps) if dep == "case" and words[i] not in POSSESSIVES)
    _name_subjects(verb, colon, cased, words, poses, heads, deps)
    _name_behind(verb, words, tags, poses, heads, deps)
    _name_objects(verb, cased, words, poses, heads, deps)
    _name_passives(at, tags, heads, deps)


def _hang_particle(verb: HeadlineVerb, words: Sequence[str], tags: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Hang the particle behind a verb on it: "hands over suspect", "army fans out along border"."""
    behind = verb.index + 1
    adverb = (
        verb.tag != "VBN" and behind < len(words) and tags[behind] in {"RP", "RB"} and heads[behind] > behind and words[behind] in ADVERBS
    )
    if verb.has_particle or adverb:
        heads[behind], deps[behind] = verb.index, "compound:prt"


def _name_subjects(
    verb: HeadlineVerb, colon: int, cased: frozenset[int], words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]
) -> None:
    """Name the subject among the words between a colon and the verb, those that are listed beside it, and join what is cut in two.

    Args: cased: the words that have a preposition.
    """
    at = verb.index
    for i in range(colon + 2, at):
        listed = "," in words[heads[i] : i] and heads[i] < i and deps[i] in {"appos", "list", "parataxis", "flat", "dep", "nmod"}
        if listed and poses[i] in NOMINAL and heads[i] > colon and poses[heads[i]] in NOMINAL:
            deps[i] = "conj"  # "Poland, Ukraine to hold talks"
    before = [i for i in range(colon + 1, at) if heads[i] == at and poses[i] in NOMINAL and i not in cased and words[i + 1] != "-"]
    if not before and at and heads[at - 1] == at and words[at - 1][:1].isupper() and poses[at - 1] == "ADJ":
        before = [at - 1]  # "Swiss freeze accounts"
    if before:
        _join_subjects(before, at, "nsubj:pass" if verb.tag == "VBN" else "nsubj", words, heads, deps)


def _name_behind(
    verb: HeadlineVerb, words: Sequence[str], tags: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]
) -> None:
    """Name the phrases and clauses behind a verb that a noun was taken to have, and the state right behind it: "two shot dead"."""
    at = verb.index
    for i in range(at + 1, len(words)):
        if heads[i] == at and deps[i] in {"nmod", "acl"}:
            deps[i] = "obl" if deps[i] == "nmod" else "advcl"
    if at + 1 < len(words) and heads[at + 1] == at:
        found = tags[at + 1] == "VBN" and deps[at + 1] in {"obj", "obl", "obl:unmarked", "dep"}  # "found shot dead"
        if poses[at + 1] == "ADJ" or found:
            deps[at + 1] = "xcomp"
    if not verb.gives:
        _join_object(at + 1 + verb.has_particle, at, words, poses, heads, deps)


def _name_objects(
    verb: HeadlineVerb, cased: frozenset[int], words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]
) -> None:
    """Join the words of the object behind a verb and name it.

    Args: cased: the words that have a preposition.
    """
    at = verb.index
    after = [i for i in range(at + 1, len(words)) if heads[i] == at and poses[i] in NOMINAL and i not in cased]
    while (
        len(after) > 1
        and after[1] == after[0] + 1
        and not verb.gives
        and {deps[after[0]], deps[after[1]]} <= {"obj", "obl:unmarked", "dep"}
    ):
        heads[after[0]], deps[after[0]] = after[1], "nummod" if poses[after[0]] == "NUM" else "compound"
        after = after[1:]  # "bans opposition weekly"
    if len(after) > 1 and after[1] == after[0] + 2 and words[after[0] + 1] in POSSESSIVES:
        heads[after[0]], deps[after[0]] = after[1], "nmod:poss"  # "break up students' vigil"
        heads[after[0] + 1], deps[after[0] + 1] = after[0], "case"
        after = after[1:]
    for i in range(at + 2, len(words)):
        pair = poses[i] in NOMINAL and heads[i] in after[:1] and deps[i] in {"appos", "list", "parataxis"}
        if pair and "," in words[heads[i] : i]:
            deps[i] = "conj"  # "kill mayor, police officer"
    if after and not SEPARATING.intersection(words[at + 1 : after[0]]) and (deps[after[0]] not in OBJECTS or poses[after[0]] == "NUM"):
        deps[after[0]] = "obj"
    if after and verb.tag == "VBN" and deps[after[0]] == "obj":
        deps[after[0]] = "xcomp"  # what a passive keeps: "dancer granted asylum"


def _hang_prefix(verb: int, words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Hang the first part of a verb with a hyphen on it, and on the verb what was taken for that part's: "Northland test-fires missile"."""
    first = verb - 2
    if first < 1 or words[verb - 1] != "-" or poses[first - 1] not in NOMINAL:
        return
    heads[verb - 1], deps[verb - 1], heads[first], deps[first] = verb, "punct", verb, "compound"
    subject = first - 1
    while heads[subject] < first and poses[heads[subject]] in NOMINAL and heads[subject] != subject:
        subject = heads[subject]
    for i in range(first):
        if heads[i] in {first, verb - 1} or (heads[i] == verb and i != subject and poses[i] in NOMINAL):
            heads[i], deps[i] = (subject, deps[i]) if i != subject else (verb, "nsubj")
    heads[subject], deps[subject] = verb, "nsubj"


def _head_hyphened(verb: int, words: Sequence[str], tags: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Let the last part of a noun with a hyphen head it: "Sit-in at plant enters third week"."""
    for i in range(2, len(words)):
        first = i - 2
        named = tags[i].startswith("NNP") and tags[first].startswith("NNP") and heads[first] == verb and heads[i] != first
        if words[i - 1] == "-" and named and verb not in {first, i}:
            heads[first], deps[first] = i, "compound"  # "Timor-Leste"
        if words[i - 1] != "-" or tags[i] != "NN" or verb in {first, i}:
            continue
        if heads[i] == heads[first] != first and heads[i] != i:
            heads[first], deps[first] = i, "compound"
        if heads[i] != first:
            continue
        for j, head in enumerate(heads):
            if head == first and j != i:
                heads[j] = i
        heads[i], deps[i], heads[first], deps[first] = heads[first], deps[first], i, "compound"


def _case_of_passive(verb: HeadlineVerb, words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Make a preposition of what was taken for a particle between a passive and a noun: "fishermen held off Northport"."""
    at, noun = verb.index, verb.index + 2
    bare = (verb.tag == "VBN" and not verb.gives) or (at + 1 < len(words) and words[at + 1] == "over" and not verb.has_particle)
    if not bare or noun >= len(words) or heads[at + 1] != at or deps[at + 1] not in {"compound:prt", "advmod"}:
        return
    for _ in range(4):
        if heads[noun] <= noun or words[noun] == ",":
            break
        noun = heads[noun]
    if (
        heads[noun] == at
        and poses[noun] in NOMINAL
        and deps[noun] in {"xcomp", "obj", "obl", "obl:unmarked", "dep"}
        and words[at + 1] in PREPOSITIONS
    ):
        heads[at + 1], deps[at + 1], deps[noun] = noun, "case", "obl"


def _join_adjuncts(verb: int, words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Make one phrase of two nouns side by side that were both taken for adjuncts of the verb: "over protest deaths"."""
    for i in range(verb + 1, len(words) - 1):
        both = heads[i] == heads[i + 1] == verb and poses[i] in {"NOUN", "PROPN"} and poses[i + 1] in {"NOUN", "PROPN"}
        if both and deps[i] in {"obl", "nmod"} and deps[i + 1] in {"obl", "nmod"}:
            for j, head in enumerate(heads):
                if head == i:
                    heads[j] = i + 1
            heads[i], deps[i] = i + 1, "compound"


def _own(verb: int, words: Sequence[str], poses: Sequence[str], heads: Sequence[int], deps: list[str]) -> None:
    """Call a noun in the possessive what it is of the noun it hangs on: "dockers' strike strands thousands"."""
    for i in range(1, len(words)):
        owner = i - 1
        if words[i] in POSSESSIVES and heads[i] == owner and heads[owner] != verb and poses[heads[owner]] in {"NOUN", "PROPN"}:
            deps[owner] = "nmod:poss"


def _coordinate(verb: int, words: Sequence[str], tags: Sequence[str], heads: Sequence[int], deps: list[str]) -> None:
    """Coordinate a second verb that has no subject of its own with the line's: "seizes trawlers, detains 14"."""
    for i in range(verb + 2, len(words)):
        second = words[i - 1] in {",", "and"} and tags[i] in {"VB", "VBP", "VBZ", "VBD"} and heads[i] == verb
        if second and not any(head == i and deps[j].startswith("nsubj") for j, head in enumerate(heads)):
            deps[i] = "conj"


def _name_passives(verb: int, tags: Sequence[str], heads: Sequence[int], deps: list[str]) -> None:
    """Call the subject of a bare participle in another clause what it is: "clashes after opposition leader jailed"."""
    for i, head in enumerate(heads):
        if deps[i] != "nsubj" or head == verb or tags[head] != "VBN":
            continue
        beside = {deps[j] for j, other in enumerate(heads) if other == head}
        if not beside & {"aux", "aux:pass", "cop", "obj", "ccomp"}:
            deps[i] = "nsubj:pass"


def _join_object(start: int, verb: int, words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Make one phrase of the words right behind the verb, headed by its last noun: "hands war crimes suspect to …"."""
    end = start
    while end < len(words) and (poses[end] in {"NOUN", "PROPN", "ADJ", "NUM", "DET"} or (end == start and words[end].endswith("ed"))):
        end += 1
    head = next((i for i in range(end - 1, start, -1) if poses[i] in {"NOUN", "PROPN"}), None)
    if head is None or heads[head] == verb or not start <= heads[head] < head:
        return
    for i in range(start, head):
        if heads[i] == verb:
            heads[i], deps[i] = head, "compound" if poses[i] in {"NOUN", "PROPN"} else "amod"
    heads[head], deps[head] = verb, "obj"


def _attach_clause(verb: HeadlineVerb, words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Hang the clause that says when or why on the headline's verb, and on its verb what belongs to it."""
    at = verb.clause if verb.clause is not None else verb.index
    start = at
    while start - 1 > verb.index and (poses[start - 1] in NOMINAL or poses[start - 1] in {"ADJ", "DET", "PART"}):
        start -= 1
    end = next((i for i in range(at + 1, len(words)) if words[i] in {",", ":"}), len(words))
    cased = {heads[i] for i in range(at, end) if deps[i] == "case" and i > at}
    for i in range(start, end):
        if i != at and not start <= heads[i] < end:
            heads[i] = at
            if poses[i] in NOMINAL and i not in cased:
                deps[i] = "nsubj" if i < at else "obj"
    doers = [
        i
        for i in range(start, at)
        if heads[i] == at and poses[i] in NOMINAL and i not in {heads[j] for j in range(start, at) if deps[j] == "case"}
    ]
    if doers and not any(deps[i].startswith("nsubj") for i in doers):
        deps[doers[-1]] = "nsubj"  # "as veterans stage sit-down"
    if start > verb.index + 1:
        heads[start - 1], deps[start - 1] = at, "mark"
    heads[at], deps[at] = verb.index, "advcl"


def _uncross(verb: int, colon: int, words: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Hang on the verb what hangs across it, what stands before a colon, and what hangs on something behind the next comma."""
    comma = next((i for i in range(verb + 1, len(words)) if words[i] == ","), len(words))
    for i in range(verb + 1, comma):
        if heads[i] > comma and deps[i] not in {"punct", "case", "mark", "det", "nummod"}:
            heads[i] = verb
    for i, head in enumerate(list(heads)):
        if i == verb or words[i] == ":":
            continue
        if (i < verb < head or head < verb < i or head < colon < i) and deps[i] not in {"punct", "case", "mark"}:
            heads[i] = verb
        if i < colon and not head < colon:
            heads[i], deps[i] = verb, "parataxis"


def _part_dash(verb: int, words: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Hang on the verb what stands behind a dash: "Northland to resume talks – ministry" names nobody to talk with."""
    dash = next((i for i in range(len(words) - 1, verb, -1) if words[i] in DASHES), None)
    if dash is None:
        return
    for i in range(dash + 1, len(words)):
        if heads[i] < dash and heads[i] != i:
            heads[i], deps[i] = verb, "parataxis"


def _join_subjects(before: Sequence[int], verb: int, label: str, words: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Make one subject of what stands before the verb: "Peru, Chile" are coordinated, "Venezuela court" is one name."""
    last = before[-1]
    between = {words[i] for i in range(before[0] + 1, last) if heads[i] in before or heads[i] == verb}
    if len(before) > 1 and "," in between | {words[i] for i in range(before[0] + 1, last)}:
        first = before[0]
        for other in before[1:]:
            heads[other], deps[other] = first, "conj"
        heads[first], deps[first] = verb, label
        return
    for other in before[:-1]:
        heads[other], deps[other] = last, "compound"
    heads[last], deps[last] = verb, label
