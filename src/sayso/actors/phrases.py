"""Noun phrases of a dependency tree as the zones that `compose` works on, and the grammar that makes a place a government."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.actors.rolebook import RoleBook
from sayso.actors.surroundings import Zone

_MODIFIERS = frozenset(
    {"det", "det:predet", "amod", "compound", "nmod:poss", "nummod", "flat", "nmod:unmarked", "nmod:desc", "goeswith", "obl:unmarked"}
)
_NAME_PARTS = frozenset({"flat", "compound", "goeswith", "fixed", "nmod:desc"})
_INNER = frozenset(
    {"flat", "compound", "goeswith", "fixed", "amod", "det", "case", "cc", "punct", "mark", "nummod", "compound:prt", "det:predet"}
)
_SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
_CLAUSES = frozenset({"acl", "advcl", "appos", "parataxis", "nsubj", "orphan", "list", "dep"})
_JOINING = frozenset("-\"“”'‘’.")
_BREAKING = frozenset({"VERB", "AUX", "SCONJ"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSAL = frozenset({"csubj", "csubj:outer", "xcomp", "ccomp", "advcl", "acl"})
_DEEPEST = 8
"""Complements within complements that a phrase keeps."""
_LONGEST = 40
"""Words of a noun phrase at most: parse errors may hang half a sentence on a noun."""


def is_head(token: Token) -> bool:
    """Whether a word may head a noun phrase of its own."""
    relation = first_conjunct(token).dep_  # "Hungarian and Romanian officials": a modifier's conjunct is a modifier
    if relation in _INNER or relation.startswith("flat") or (relation == "nmod:desc" and token.i < token.head.i):
        return False
    return token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET")


def zone_of(token: Token, roles: RoleBook) -> Zone:
    """The noun phrase that a word heads: modifiers, the head with its flat parts, and what follows with a preposition; no clauses."""
    start = _left(token)
    core = _core_end(token)
    return Zone(start, core, _right(token, core, roles), token.i)


def _left(token: Token) -> int:
    """First word of the phrase: over modifiers next to the head, not over prepositions, subjects or conjunctions."""
    start = token.i
    lowest = token.i - _LONGEST
    for child in reversed(list(token.lefts)):
        if child.dep_ in _MODIFIERS or child.dep_.startswith("flat") or child.dep_ == "nmod":
            start = max(child.left_edge.i, lowest)
        elif child.dep_ == "punct" and child.text in _JOINING:
            continue
        else:
            break
    for place in range(token.i - 1, start - 1, -1):
        if token.doc[place].tag_ in _FINITE or token.doc[place].pos_ == "SCONJ":
            start = place + 1
            break
    while start < token.i and token.doc[start].pos_ in ("ADP", "PUNCT", "SCONJ", "CCONJ") and not _bounds_a_number(token.doc[start], token):
        start += 1
    return start


def _bounds_a_number(word: Token, head: Token) -> bool:
    """Whether a preposition belongs to a modifier within the phrase: "at least nine people"."""
    return word.pos_ == "ADP" and word.i < word.head.i < head.i


def _core_end(token: Token) -> int:
    """Word after the head and the parts of its name ("Brigadier Yahya Rasool"); a mark or a verb ends it."""
    doc, end = token.doc, token.i + 1
    for child in token.rights:
        if child.dep_ == "punct" and child.text in _JOINING:
            continue
        named = child.dep_ in _NAME_PARTS or child.dep_.startswith("flat") or (child.dep_ == "appos" and child.tag_.startswith("NNP"))
        if not named or any(doc[place].text not in _JOINING for place in range(end, child.i)):
            break
        end = _flat_end(child)
    for place in range(token.i + 1, end):
        if doc[place].pos_ in _BREAKING:
            return place
    return end


def _flat_end(token: Token) -> int:
    """Word after a part of a name and its own parts."""
    end = token.i + 1
    for child in token.rights:
        if child.dep_.startswith("flat") or child.dep_ in ("compound", "goeswith"):
            end = max(end, child.i + 1)
    return end


def _right(token: Token, core: int, roles: RoleBook) -> int:
    """Word after the last complement of the head that begins with a linking preposition."""
    end = core
    for child in token.rights:
        if child.i < core:
            continue
        if child.dep_ in ("punct", "case"):
            if child.dep_ == "punct" and child.text not in _JOINING:
                break
            continue
        if child.dep_ != "nmod" or not any(c.dep_ == "case" and roles.listed("linkers", c.text) for c in child.lefts):
            break
        end = _complement_end(child, _DEEPEST)
    end = min(end, token.i + _LONGEST)
    for place in range(core, end):
        word = token.doc[place]
        breaks = word.pos_ in _BREAKING and word.dep_ != "amod"  # "members of the banned Movement"
        if breaks or (word.text == "," and place + 1 < end and token.doc[place + 1].pos_ not in ("PROPN", "ADJ")):
            return _closed(token.doc, core, place)
    return end


def _closed(doc: Doc, core: int, end: int) -> int:
    """The end of a phrase without the preposition and the article of what was cut off."""
    while end > core and doc[end - 1].pos_ in ("ADP", "DET"):
        end -= 1
    return end


def _complement_end(child: Token, depth: int) -> int:
    """Word after a complement, without clauses, appositions or marks at its end."""
    end = child.i + 1
    for inner in child.rights:
        relation = inner.dep_.split(":")[0]
        if relation in _CLAUSES:
            break
        if relation in ("cc", "punct"):
            continue
        if relation == "conj":
            end = max(end, inner.i + 1) if inner.pos_ == "PROPN" else end
        elif relation == "nmod" and depth:
            end = max(end, _complement_end(inner, depth - 1))
        else:
            end = max(end, inner.right_edge.i + 1)
    return end


def preposition(token: Token) -> str:
    """The preposition that governs a noun, lower case; empty where there is none. Conjuncts share it."""
    for member in (token, first_conjunct(token)):
        for child in member.lefts:
            if child.dep_ == "case":
                return str(child.lower_)
    return ""


def first_conjunct(token: Token) -> Token:
    """The first member of a coordination that a word belongs to; the word itself where there is none."""
    seen = 0
    while token.dep_ == "conj" and token.head.i != token.i and seen < _LONGEST:
        token = token.head
        seen += 1
    return token


def governs(token: Token, roles: RoleBook) -> bool:
    """Whether grammar makes a place name a government: it speaks or acts, is addressed, or is a party to talks."""
    token = first_conjunct(token)
    head = token.head
    relation = token.dep_
    if relation in _SUBJECTS:
        copular = any(child.dep_ == "cop" for child in head.children)
        disposed = head.pos_ == "ADJ" and any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in head.children)
        if copular and disposed:
            return True  # "is keen to work with the bloc"
        return not copular and not roles.listed("place_verbs", head.lemma_) and head.pos_ in ("VERB", "AUX", "NOUN", "PROPN")
    if relation in ("obl:agent", "iobj"):
        return True
    if relation == "nsubj:pass" or relation == "obj":
        return roles.listed("address_verbs", head.lemma_)
    if relation == "nmod:poss":
        return roles.listed("meeting_nouns", head.lemma_) or roles.listed("state_acts", head.lemma_)
    if relation in ("obl", "nmod"):
        linked = preposition(token)
        if linked == "between":
            return True
        if linked == "by":
            return relation == "obl" or roles.listed("meeting_nouns", head.lemma_) or roles.listed("state_acts", head.lemma_)
        listed = "address_verbs" if head.pos_ == "VERB" else "meeting_nouns"
        return linked == "with" or (roles.listed(listed, head.lemma_) and roles.listed("government_prepositions", linked))
    if relation == "compound":
        return roles.listed("meeting_nouns", head.lemma_)
    return False


def locative(token: Token, roles: RoleBook) -> bool:
    """Whether a country name only says where: "in Iraq", "across Syria"."""
    return roles.listed("locative_prepositions", preposition(token))


def copula_subject(token: Token, roles: RoleBook) -> Token | None:
    """The subject of "X is the spokesman", where `token` is the spokesman and nothing negates it."""
    children = list(token.children)
    if not any(child.dep_ == "cop" for child in children) or any(roles.listed("negations", child.text) for child in children):
        return None
    return next((child for child in children if child.dep_ == "nsubj"), None)


def expletive(token: Token) -> bool:
    """Whether "it" stands for a clause: "it is a delusion to imagine that …"."""
    if token.dep_ != "nsubj":
        return False
    children = list(token.head.children)
    clause = any(child.dep_ in _CLAUSAL and child.i > token.head.i for child in children)
    return clause and any(child.dep_ == "cop" for child in children)


def sentence_numbers(doc: Doc) -> list[int]:
    """Sentence number of every word."""
    numbers = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for place in range(sentence.start, sentence.end):
            numbers[place] = number
    return numbers
