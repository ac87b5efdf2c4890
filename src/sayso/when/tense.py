"""Which way the clause of a word looks, as far as the reader's tree tells: ahead of the report, behind it, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from spacy.tokens import Doc, Token

from sayso.when.lexer import Lexeme

_WILL = frozenset(("will", "shall", "wo", "'ll", "’ll"))  # the closed class of English future auxiliaries
_MODALS = frozenset(("would", "may", "might", "must", "should"))
_BACKWARD = frozenset(("after", "following", "over", "despite"))  # prepositions that make their noun a thing of the past
_MAX_STEPS = 12
"""Steps up the tree from a word to its predicate, or from a predicate to the one that has a tense."""
_WINDOW, _LEADING = 14, 6
"""Words before an expression that may hint at the future or tell a saying, and that may lead it."""


class Outlook(StrEnum):
    """Where what a clause tells lies, seen from the day of the report."""

    AHEAD = "ahead"
    BEHIND = "behind"
    PRESENT = "present"
    """A verb in the simple present: what it tells of a day by its name is arranged ("votes on Friday")."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class OutlookWords:
    """Words that look ahead or last on, by lemma: the lists under ``outlook`` in lexicon/when/words.yaml."""

    ahead: frozenset[str]
    intent: frozenset[str]
    lasting: frozenset[str]
    leading: frozenset[str]
    """Words that make what follows them the earliest or latest day to come: "as early as", "no later than"."""
    saying: frozenset[str]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> OutlookWords:
        """The lists of one table; a list that is missing is empty."""
        return cls(*(frozenset(map(str, table.get(name, ()))) for name in ("ahead", "intent", "lasting", "leading", "saying")))


def outlook(doc: Doc | None, start: int, words: OutlookWords, lexemes: Sequence[Lexeme], index: int) -> Outlook | None:
    """Where the expression at code point `start`, lexeme `index`, lies; null where no tree tells (`doc` is null without one)."""
    before = [lexeme.word for lexeme in lexemes[max(0, index - _LEADING) : index]]
    if before[-1:] == ["since"]:
        return Outlook.BEHIND
    if any(" ".join(before[-length:]) in words.leading for length in (2, 3)):
        return Outlook.AHEAD
    if doc is None:
        return None
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None:
        return None
    if before[-1:] == ["for"] and span.root.dep_.startswith("obl") and span.root.head.tag_ != "VBD":
        return Outlook.AHEAD  # "has been called for Thursday"
    until = before[-1:] in (["until"], ["till"])
    limit = until or before[-1:] in (["by"], ["through"])
    token: Token = span[0]
    nominal = False
    for _ in range(_MAX_STEPS):
        if token.lemma_.lower() in words.ahead and (token.i != span[0].i):
            return Outlook.AHEAD
        if until and token.lemma_.lower() in words.lasting:
            return Outlook.AHEAD
        if token.pos_ in ("VERB", "AUX") or token.dep_ == "root" or any(child.dep_ == "cop" for child in token.children):
            found = _of_predicate(token, words)
            unsure = (nominal and found is not Outlook.BEHIND) or (limit and found is Outlook.BEHIND)
            unsure = unsure or (found is Outlook.PRESENT and _in_headline(doc, start))
            return Outlook.OPEN if unsure else found
        if token.i != span[0].i and any(child.dep_ == "case" and child.lower_ in _BACKWARD for child in token.children):
            return Outlook.BEHIND  # "threatened to retaliate after the strike in April"
        nominal = nominal or token.dep_ == "nmod:poss"
        if token.head == token:
            break
        token = token.head
    return Outlook.OPEN


def is_said(doc: Doc | None, start: int, words: OutlookWords) -> bool:
    """Whether the expression at code point `start` dates a saying: the verb it hangs on is one.

    A verb of saying that is the last verb before the expression counts wherever the tree has hung it ("a monk who saw it said on Sunday"),
    unless it hangs on a verb behind it ("said gunmen on Friday killed").
    """
    span = doc.char_span(start, start + 1, alignment_mode="expand") if doc is not None else None
    if doc is None or span is None:
        return False
    token = first = span[0]
    for _ in range(_MAX_STEPS):
        if token.pos_ == "VERB" or token.head == token:
            break
        token = token.head
    if token.lemma_.lower() in words.saying:
        return not _precedes_teller(first, token)
    nearby = doc[max(first.sent.start, first.i - _WINDOW) : first.i]
    last = next((word for word in reversed(nearby) if word.pos_ == "VERB"), None)
    return last is not None and token.i < first.i and last.lemma_.lower() in words.saying


def _precedes_teller(first: Token, teller: Token) -> bool:
    """Whether an expression ends what is told, the teller behind it: "pushed a boat back on 28 January, the fund wrote"."""
    subject = next((child for child in teller.children if child.dep_ == "nsubj"), None)
    if subject is None or not first.i < subject.i < teller.i:
        return False
    return any(word.pos_ == "VERB" for word in first.doc[first.sent.start : first.i])


def _in_headline(doc: Doc, start: int) -> bool:
    """Whether code point `start` lies in the headline, whose present tense tells what has happened."""
    article = doc._.article if doc.has_extension("article") else None
    return article is not None and article.title is not None and bool(article.title.start <= start < article.title.end)


def hinted(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a word of intention or expectation (class ``ahead``) stands before lexeme `index` in its sentence, not too far off."""
    for lexeme in reversed(lexemes[max(0, index - _WINDOW) : index]):
        if lexeme.word in (".", "!", "?"):
            return False
        if "ahead" in lexeme.values:
            return True
    return False


def _of_predicate(verb: Token, words: OutlookWords) -> Outlook:
    """The outlook of a clause by its predicate; an infinitive or a participle without its own tense looks where its governor does."""
    for _ in range(_MAX_STEPS):
        found = _finite(verb)
        if found is not None:
            return found
        head = verb.head
        if head == verb:
            # "Ministers to meet on Monday": a headline's infinitive.
            return Outlook.AHEAD if _is_infinitive(verb) else Outlook.OPEN
        if head.lemma_.lower() in words.ahead | words.intent and verb.dep_ in ("xcomp", "ccomp", "acl", "csubj", "advcl"):
            return Outlook.AHEAD
        verb = head
    return Outlook.OPEN


def _finite(verb: Token) -> Outlook | None:
    """The outlook of a verb by its own tense and helpers; null for a bare infinitive or a participle."""
    children = list(verb.children)
    helpers = [child for child in children if child.dep_.startswith("aux") or child.dep_ == "cop"]
    forms = {child.lower_ for child in helpers}
    if forms & _WILL:
        return Outlook.AHEAD
    if forms & _MODALS:
        perfect = any(child.lemma_ == "have" for child in helpers)
        return Outlook.BEHIND if perfect else Outlook.AHEAD
    if forms & {"can", "could"}:
        return Outlook.OPEN
    if any(child.tag_ == "VBD" or child.lemma_ == "have" for child in helpers) or verb.tag_ == "VBD":
        return Outlook.BEHIND
    if any(child.tag_ in ("VBZ", "VBP") for child in helpers):
        return Outlook.PRESENT if verb.tag_ == "VBG" else Outlook.OPEN
    if verb.tag_ in ("VBZ", "VBP"):
        return Outlook.PRESENT
    if verb.tag_ == "VBN":
        return Outlook.BEHIND
    return None


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)
