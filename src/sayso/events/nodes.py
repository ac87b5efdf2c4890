"""The words of a tree and their governors: children, coordination, phrases, and the prepositions that introduce them.

No function fails on a bad tree, and none walks further than a fixed number of steps.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.records import Span

MAX_CLIMB = 8
MAX_SUBTREE = 80
MAX_PHRASE = 1000


def span_of(word: Token) -> Span:
    """The characters of a word, in code points of the article's text."""
    return Span(word.idx, word.idx + len(word))


def kids(token: Token) -> Sequence[Token]:
    """The children of `token`; of one with very many, or with a phrase longer than the reader's windows, only those near it.

    A run-away sentence (thousands of coordinated verbs) thus costs no more than its length.
    """
    return _all_kids(token.doc)[token.i]


@functools.lru_cache(maxsize=2)
def _all_kids(doc: Doc) -> list[tuple[Token, ...]]:
    """The `kids` of every token. Every rule asks for them, and spaCy makes a new object of a child each time: the trees of the text at hand
    are therefore kept as long as it is (its trees do not change any more when events are looked for).
    """
    tokens = list(doc)
    found: list[list[Token]] = [[] for _ in tokens]
    for token in tokens:
        head = token.head.i
        if head != token.i:
            found[head].append(token)
    for token in tokens:
        own = found[token.i]
        if len(own) > MAX_SUBTREE or (own and token.right_edge.i - token.left_edge.i > MAX_PHRASE):
            found[token.i] = [child for child in own if abs(child.i - token.i) <= MAX_SUBTREE]
    return [tuple(own) for own in found]


def children(token: Token, *deps: str) -> list[Token]:
    """Children of `token` with one of the relations, in text order."""
    return [child for child in kids(token) if child.dep_ in deps]


def conjuncts(token: Token) -> list[Token]:
    """`token` and whatever is coordinated with it, in text order."""
    found = [token]
    for member in found:
        named = [child for child in kids(member) if child.dep_ == "appos" and member is token]  # "leader Ann Example and …"
        found.extend(
            child for each in (member, *named) for child in kids(each) if child.dep_ == "conj" and child.pos_ not in {"VERB", "AUX"}
        )
        if len(found) > MAX_SUBTREE:
            break
    return found


def climb(token: Token) -> Iterator[Token]:
    """The governors of `token`, nearest first, at most `MAX_CLIMB` of them."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def below(token: Token) -> Iterator[Token]:
    """`token` and what hangs under it, breadth first, at most `MAX_SUBTREE` tokens."""
    queue = [token]
    for member in queue:
        yield member
        if len(queue) < MAX_SUBTREE:
            queue.extend(kids(member))


def case_of(token: Token) -> str:
    """The preposition of an oblique or a modifier, lower case; several words joined by a space; empty where there is none."""
    for child in _own_cases(token):
        if child.dep_ == "case" and child.text != "'s":
            fixed = [other.lower_ for other in kids(child) if other.dep_ == "fixed"]
            return " ".join([child.lower_, *fixed])
    for title in kids(token):  # "on Northern Leader Ann Example": the preposition may hang on the title
        if (
            title.dep_ in {"nmod:desc", "amod", "compound", "nummod"}
            and title.i < token.i
            and (found := children(title, "case"))
            and found[0].text != "'s"
        ):
            return found[0].lower_
    return _mistaken_particle(token) or _case_before(token)


def _own_cases(token: Token) -> Sequence[Token]:
    """The children of a noun without the prepositions that a parser took from a noun before it: "support from the union | for the plan"."""
    own = kids(token)
    cases = [child for child in own if child.dep_ == "case" and child.i < token.i]
    if len(cases) < 2:
        return own
    nouns = [word.i for word in token.doc[cases[0].i : cases[-1].i] if word.pos_ in {"NOUN", "PROPN"}]
    strayed = {child.i for child in cases[:-1] if child.tag_ == "RP" or (nouns and child.i < nouns[-1])}
    return [child for child in own if child.i not in strayed]


def _case_before(token: Token) -> str:
    """The preposition right before a modifier without one, which a parser hung on a later noun."""
    first = token.left_edge.i
    if token.dep_ not in {"nmod", "obl"} or first == 0:
        return ""
    before = token.doc[first - 1]
    taken = before.dep_ == "case" and before.tag_ == "IN" and before.head.i > token.i
    return before.lower_ if taken and any(child.dep_ == "case" and child.i > token.i for child in kids(before.head)) else ""


def _mistaken_particle(token: Token) -> str:
    """The preposition of a bare oblique that a parser took for a particle of the verb: "called on the president to resign"."""
    if token.dep_ != "obl" or token.i < token.head.i:
        return ""
    before = [child for child in kids(token.head) if child.i < token.i]
    last = before[-1] if before else None
    near = last is not None and last.dep_ == "compound:prt" and last.i + 1 >= token.left_edge.i
    return last.lower_ if last is not None and near else ""


def is_possessor(noun: Token) -> bool:
    """Whether a noun stands in the possessive, whatever a parser made of it: "rejected the ministers' request"."""
    return any(child.tag_ == "POS" for child in children(noun, "case"))


def possessors(noun: Token) -> list[Token]:
    """Whose a noun is; the name with 's right before it where a parser hung that elsewhere: "Northport's | turning down of the offer"."""
    own = children(noun, "nmod:poss")
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i else noun
    strayed = noun.tag_ == "VBG" and before.tag_ == "POS" and before.head.i < before.i
    return own or ([before.head] if strayed else [])


def is_teller(noun: Token) -> bool:
    """Whether a phrase only tells on whose word something is told: "according to the institute"."""
    return case_of(noun) == "according to"
