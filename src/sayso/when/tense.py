"""Whether the verb that governs a word looks ahead, as far as the reader's tree tells."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.when.lexer import Lexeme

_AUXILIARIES = frozenset(("will", "shall", "wo", "'ll", "’ll"))  # the closed class of English future auxiliaries
_MAX_STEPS = 12
_WINDOW = 14


def looks_ahead(doc: Doc | None, start: int) -> bool | None:
    """Whether the clause of the word at code point `start` is in the future; null where no tree tells (`doc` is null without one)."""
    if doc is None:
        return None
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None:
        return None
    token: Token = span[0]
    for _ in range(_MAX_STEPS):
        if token.pos_ in ("VERB", "AUX") or token.dep_ == "root":
            return _future(token)
        if token.head == token:
            return False
        token = token.head
    return False


def hinted(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a word of intention or expectation (class ``ahead``) stands before lexeme `index` in its sentence, not too far off."""
    for lexeme in reversed(lexemes[max(0, index - _WINDOW) : index]):
        if lexeme.word in (".", "!", "?"):
            return False
        if "ahead" in lexeme.values:
            return True
    return False


def _future(verb: Token) -> bool:
    children = list(verb.children)
    if any(child.dep_.startswith("aux") and child.lower_ in _AUXILIARIES for child in children):
        return True
    if any(child.dep_ == "cop" and child.tag_ == "VB" for child in children):
        return True
    # "plans to meet on Monday": an infinitive hangs on a verb of intention or expectation.
    return verb.tag_ == "VB" and any(child.lower_ == "to" for child in children) and verb.dep_ in ("xcomp", "ccomp", "acl")
