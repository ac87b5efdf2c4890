"""The verb of a headline that the tagger took for a noun: "Army shells town", "Police arrest 30", "Two shot dead in bar".

Headlines drop auxiliaries, articles and the full stop, and no treebank that the model learned from has many of them. A line without final
punctuation that has no finite verb is searched for a word that may be one: a form of a listed verb, right behind a noun phrase with which
it agrees, in front of what may be its object. The tree is then decoded anew with this verb as its root, and its arguments are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.reader.lemmas import VerbLemmas

LONGEST = 30
"""Words of the longest headline."""
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLURALS = frozenset({"NNS", "NNPS"})
PHRASE = NOUNS | {"JJ", "JJR", "JJS", "CD", "DT", "PRP$", "POS", "VBN", "HYPH", "FW", "$", "``", "''"}
"""Tags of the words of a noun phrase."""
OPENS_OBJECT = NOUNS | {"DT", "PRP$", "CD", "JJ", "JJR", "JJS", "PRP", "RP", "TO", "``", "VBN", "VBG", "RB", "$", "FW", "HYPH"}
FOLLOWS_PARTICIPLE = frozenset({"IN", "RP", "TO", ",", "CC", "RB", ":", "RBR"})
MISTAKEN = NOUNS | {"JJ", "VB", "VBG", "IN", "RP", "RB"}
"""Tags that a headline's verb may bear instead of its own."""
PEOPLE = ("ists", "ians", "ers", "ans", "men")
"""Endings of plurals that are never adjectives."""
CLOSING = frozenset({"''", "'", "’", "”", '"', ")", "]"})
ENDS = frozenset({".", "?", "!", "…", "...", ";"})
DASHES = frozenset({"–", "—", "--"})
SEPARATING = frozenset({",", "and", "or", "but", ":"})
OBJECTS = frozenset({"obj", "iobj", "obl:unmarked", "xcomp"})
"""Relations of what follows a verb that are left as they are."""
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
FORCED = np.float32(1e6)


@dataclass(frozen=True, slots=True)
class HeadlineVerb:
    """The verb of a line: where it stands and which form it is."""

    index: int
    tag: str
    is_root: bool
    has_particle: bool = False
    """Whether the next word belongs to it: "hands over suspect"."""
    gives: bool = False
    """Whether it may have two objects."""
    clause: int | None = None
    """The verb of a clause that says when or why: "crowds cheer as troops enter town"."""


class Headlines:
    """Finds and attaches the verbs of headlines with the words of `lexicon/reader/headlines.yaml`."""

    def __init__(self, lists: Mapping[str, Any], verbs: VerbLemmas) -> None:
        self._transitive = frozenset(lists["transitive"])
        self._intransitive = frozenset(lists["intransitive"])
        self._giving = frozenset(lists["giving"])
        self._collective = frozenset(lists["collective"])
        self._with_infinitive = frozenset(lists["with_infinitive"])
        self._subordinating = frozenset(lists["subordinating"])
        self._nouns_too = frozenset(lists["nouns_too"])
        self._gerund_nouns = frozenset(lists["gerund_nouns"])
        self._particles = frozenset(lists["particles"])
        self._compounds: Mapping[str, Sequence[str]] = lists["compounds"]
        self._verbs = verbs

    def is_headline(self, words: Sequence[str]) -> bool:
        """Whether a sentence has no final punctuation and the length of a headline."""
        last = len(words) - 1
        while last > 0 and words[last] in CLOSING:
            last -= 1
        return 2 < len(words) <= LONGEST and words[last] not in ENDS and words[last] != ":"

    def mend(self, words: Sequence[str], tags: list[str]) -> HeadlineVerb | None:
        """Correct the tags of a headline in place; give its verb where there is one.

        Args:
            words: the words of a sentence of which `is_headline` holds.
            tags: their Penn tags.
        """
        low = [word.lower() for word in words]
        self._correct(words, low, tags)
        finite = [i for i, tag in enumerate(tags) if tag in FINITE]
        if finite == [len(words) - 1] and tags[-1] == "VBP" and self._closes_phrase(low, tags):
            tags[-1], finite = "NN", []  # "Northland nabs four in arms sting"
        if not finite:
            found = next((verb for i in range(1, len(words)) if (verb := self._at(i, low, tags)) is not None), None)
        elif len(finite) == 1:
            at = finite[0]
            attributive = tags[at] == "VBD" and at + 1 < len(tags) and tags[at + 1] in NOUNS
            if attributive and at > 1:  # "villagers lynch suspected rebel"
                tags[at] = "VBN"
                found = self._at(at - 1, low, tags)
            else:
                found = None
            if found is None:
                tags[at] = "VBD" if attributive else tags[at]
                found = self._known(at, low, tags)
        elif len(finite) == 2 and self._is_subordinate(finite[1], low[finite[0] :], tags[finite[0] :], finite[0]):
            found = self._known(finite[0], low, tags)
            found = replace(found, clause=finite[1]) if found is not None and found.is_root else None
        elif len(finite) == 2 and tags[finite[1]] == "VBP" and tags[finite[0]] == "VBZ" and tags[finite[1] - 1] in NOUNS:
            tags[finite[1]] = "NN"  # "hands war crimes suspect to court"
            found = self._known(finite[0], low, tags)
        else:
            return None
        if found is None:
            return None
        tags[found.index] = found.tag
        behind = found.index + 1
        particle = behind + 1 < len(low) and low[behind] in self._particles and tags[behind + 1] in OPENS_OBJECT
        lemma = self._verbs.of(low[found.index], low[found.index])
        particle = particle and low[behind] != "in" and lemma in self._transitive
        if particle and found.tag == "VBN" and tags[behind + 1] != "TO":
            particle = False  # "six held over airport attack", not "suspect handed over to court"
        return replace(found, has_particle=particle, gives=lemma in self._giving)

    def _correct(self, words: Sequence[str], low: Sequence[str], tags: list[str]) -> None:
        """Set right what taggers often get wrong in headlines and what hides their verb, in place."""
        cased = sum(word[:1].isupper() for word in words) * 2 <= len(words)
        for i, word in enumerate(words):
            if cased and tags[i] in {"NNP", "NNPS"} and word.isalpha() and word.islower() and any(each[:1].isupper() for each in words):
                tags[i] = "NN" if tags[i] == "NNP" else "NNS"
            after = tags[i + 1] if i + 1 < len(words) else ""
            if i + 1 < len(words) and low[i + 1] in self._compounds.get(low[i], ()):
                tags[i] = "NN"
            elif word == "US" and tags[i] == "PRP":
                tags[i] = "NNP"
            elif tags[i] == "JJ" and low[i].endswith(PEOPLE):
                tags[i] = "NNS"
            elif low[i] in self._gerund_nouns and tags[i] == "VBG" and i > 0 and tags[i - 1] in NOUNS and after not in OPENS_OBJECT:
                tags[i] = "NN"
            if tags[i] == "VBP" and self._hides_verb(i, low, tags):
                tags[i], tags[i + 1] = "NN", "VBZ"  # "Northern court jails spy"
            counted = i > 0 and tags[i] in {"VBD", "VBP", "VB"} and tags[i - 1] == "CD" and (not after or after in FOLLOWS_PARTICIPLE)
            if counted and self._verbs.of(low[i], low[i]) in self._transitive and not low[i].endswith("s"):
                tags[i] = "VBN"  # "eight dead, 30 wounded"

    def _hides_verb(self, i: int, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether a word that may be a plural verb is a noun whose verb is the next word, taken for a plural."""
        if not 0 < i < len(low) - 2 or tags[i + 1] not in {"NNS", "NNPS", "VBZ"} or tags[i - 1] in PLURALS:
            return False
        lemma = self._verbs.of(low[i + 1], low[i + 1])
        single = low[i - 1] not in self._collective or tags[i - 1] == "JJ"
        return single and low[i + 1] == lemma + "s" and lemma in self._transitive and tags[i + 2] in OPENS_OBJECT

    def _closes_phrase(self, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether the last word, taken for a verb, ends a prepositional phrase behind a word that may be the line's verb."""
        start = self._phrase_start(len(tags) - 1, tags)
        if start < 2 or start == len(tags) - 1 or tags[start - 1] != "IN" or low[start - 1] in self._subordinating:
            return False
        mended = [*tags[:-1], "NN"]
        return any(self._at(i, low, mended) is not None for i in range(1, start - 1))

    def _known(self, i: int, low: Sequence[str], tags: Sequence[str]) -> HeadlineVerb | None:
        """The one finite verb of a line, as a participle where a past form has no object: "Opposition leader beaten in jail"."""
        tag, lemma = tags[i], self._verbs.of(low[i], low[i])
        if i == 0 or tag == "MD":
            return None
        objectless = i + 1 == len(low) or tags[i + 1] in FOLLOWS_PARTICIPLE or low[i + 1] == "dead"
        passive = (objectless and lemma in self._transitive and lemma not in self._intransitive) or lemma in self._giving
        if tag == "VBD" and passive and low[i] != lemma + "s":
            tag = "VBN"
        return HeadlineVerb(i, tag, not self._is_subordinate(i, low, tags))

    def _at(self, i: int, low: Sequence[str], tags: Sequence[str]) -> HeadlineVerb | None:
        """The verb that the word at `i` may be, in a line without a finite one."""
        start = self._phrase_start(i, tags)
        if start == i or (start > 0 and tags[start - 1] == "IN" and low[start - 1] not in self._subordinating):
            return None
        root = not self._is_subordinate(i, low, tags)
        lemma = self._verbs.of(low[i], low[i])
        follows = tags[i + 1] if i + 1 < len(tags) else ""
        if tags[i] == "TO" and follows == "VB" and tags[i - 1] in NOUNS | {"CD"} and low[i - 1] not in self._with_infinitive:
            return HeadlineVerb(i + 1, "VB", root)
        participle = tags[i] == "VBN" or (low[i] != lemma and not low[i].endswith(("s", "ing")) and tags[i] in MISTAKEN)
        if participle and lemma in self._transitive and (follows in FOLLOWS_PARTICIPLE or not follows or low[i + 1] == "dead"):
            return HeadlineVerb(i, "VBN", root)
        if participle and lemma in self._giving and follows in NOUNS | {"CD", "JJ"}:
            return HeadlineVerb(i, "VBN", root)
        if tags[i] not in MISTAKEN or not self._opens(lemma, low, tags, i):
            return None
        plural = (
            tags[i - 1] in PLURALS
            or (low[i - 1] in self._collective and (tags[i - 1] in NOUNS or follows != "IN"))
            or self._is_pair(i, low, tags)
        )
        if low[i] == lemma and plural and self._hides_verb(i, low, tags):
            return None  # "Dutch court jails spy"
        if low[i] == lemma and plural:
            return HeadlineVerb(i, "VBP", root)
        if low[i] != lemma and lemma in self._nouns_too and follows not in OPENS_OBJECT:
            return None  # "Northland peace talks in Eastport"
        single = tags[i - 1] in NOUNS - {"NNS"} or tags[i - 1] == "''"
        return HeadlineVerb(i, "VBZ", root) if low[i] != lemma and low[i].endswith("s") and single else None

    def _opens(self, lemma: str, low: Sequence[str], tags: Sequence[str], i: int) -> bool:
        """Whether what follows may be the verb's: its object, or a preposition or the end after a verb that needs none."""
        particle = i + 2 < len(tags) and low[i + 1] in self._particles and tags[i + 2] in OPENS_OBJECT
        if particle and lemma in self._transitive:
            return True  # "hands over suspect"
        if i + 1 == len(tags) or tags[i + 1] in {"IN", ",", ":"}:
            return lemma in self._intransitive
        return tags[i + 1] in OPENS_OBJECT and lemma in self._transitive | self._intransitive

    def _phrase_start(self, i: int, tags: Sequence[str]) -> int:
        """Where the noun phrase right before `i` begins."""
        while i > 0 and tags[i - 1] in PHRASE:
            i -= 1
        return i

    def _is_pair(self, i: int, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether two names stand before `i` as one subject: "Peru, Chile sign pact"."""
        names = [tag for tag in tags[max(0, i - 6) : i] if tag in NOUNS]
        return len(names) > 1 and ("," in low[max(0, i - 4) : i] or "and" in low[max(0, i - 4) : i])

    def _is_subordinate(self, i: int, low: Sequence[str], tags: Sequence[str], offset: int = 0) -> bool:
        """Whether a conjunction stands before the verb's clause: the line's own verb is another.

        `offset` is the place of the first of the given words.
        """
        for place in range(i - 1 - offset, -1, -1):
            if tags[place] == ":" or low[place] == ":":
                return False
            if low[place] in self._subordinating and tags[place] not in NOUNS:
                return True
        return False


def agreed(tags: Sequence[str], poses: Sequence[str], verb: int) -> list[str]:
    """Universal parts of speech that agree with a headline's mended tags."""
    nouns = ["PROPN" if tag.startswith("NNP") else "NOUN" if tag in NOUNS else pos for tag, pos in zip(tags, poses, strict=True)]
    nouns[verb] = "VERB"
    return nouns


def rooted(scores: NDArray[np.float32], root: int) -> NDArray[np.float32]:
    """Scores of heads, as `tree.decode` takes them, under which word `root` is the root."""
    forced = scores.astype(np.float32, copy=True)
    forced[root, 0] = FORCED
    return forced


def name_arguments(verb: HeadlineVerb, words: Sequence[str], poses: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Name subject and object among the words that hang on a headline's verb, in place.

    Args:
        verb: the verb.
        words: the words of the sentence.
        poses: their universal parts of speech.
        heads: the head of each word by its place, the root's its own.
        deps: their relations.
    """
    at = verb.index
    colon = max((i for i in range(at) if words[i] == ":"), default=-1)
    _uncross(at, colon, words, heads, deps)
    _part_dash(at, words, heads, deps)
    if verb.has_particle:
        heads[at + 1], deps[at + 1] = at, "compound:prt"
    if verb.clause is not None:
        _attach_clause(verb, words, poses, heads, deps)
    cased = {heads[i] for i, dep in enumerate(deps) if dep == "case" and words[i] not in {"'s", "’s", "'", "’"}}
    for i in range(colon + 2, at):
        listed = "," in words[heads[i] : i] and heads[i] < i and deps[i] in {"appos", "list", "parataxis", "flat", "dep", "nmod"}
        if listed and poses[i] in NOMINAL and heads[i] > colon and poses[heads[i]] in NOMINAL:
            deps[i] = "conj"  # "Poland, Ukraine to hold talks"
    before = [i for i in range(colon + 1, at) if heads[i] == at and poses[i] in NOMINAL and i not in cased]
    if not before and at and heads[at - 1] == at and words[at - 1][:1].isupper() and poses[at - 1] == "ADJ":
        before = [at - 1]  # "Swiss freeze accounts"
    for i in range(at + 1, len(words)):
        if heads[i] == at and deps[i] in {"nmod", "acl"}:
            deps[i] = "obl" if deps[i] == "nmod" else "advcl"
    if before:
        _join_subjects(before, at, "nsubj:pass" if verb.tag == "VBN" else "nsubj", words, heads, deps)
    if at + 1 < len(words) and heads[at + 1] == at and poses[at + 1] == "ADJ":
        deps[at + 1] = "xcomp"  # "two shot dead"
    if not verb.gives:
        _join_object(at + 1 + verb.has_particle, at, words, poses, heads, deps)
    after = [i for i in range(at + 1, len(words)) if heads[i] == at and poses[i] in NOMINAL and i not in cased]
    while (
        len(after) > 1
        and after[1] == after[0] + 1
        and not verb.gives
        and {deps[after[0]], deps[after[1]]} <= {"obj", "obl:unmarked", "dep"}
    ):
        heads[after[0]], deps[after[0]] = after[1], "nummod" if poses[after[0]] == "NUM" else "compound"
        after = after[1:]  # "bans opposition weekly"
    if len(after) > 1 and after[1] == after[0] + 2 and words[after[0] + 1] in {"'", "’", "'s", "’s"}:
        heads[after[0]], deps[after[0]] = after[1], "nmod:poss"  # "break up students' vigil"
        heads[after[0] + 1], deps[after[0] + 1] = after[0], "case"
        after = after[1:]
    for i in range(at + 2, len(words)):
        pair = poses[i] in NOMINAL and heads[i] in after[:1] and deps[i] in {"appos", "list", "parataxis"}
        if pair and "," in words[heads[i] : i]:
            deps[i] = "conj"  # "kill mayor, police officer"
    if after and not SEPARATING.intersection(words[at + 1 : after[0]]) and deps[after[0]] not in OBJECTS:
        deps[after[0]] = "obj"
    if after and verb.tag == "VBN" and deps[after[0]] == "obj":
        deps[after[0]] = "xcomp"  # what a passive keeps: "dancer granted asylum"


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
