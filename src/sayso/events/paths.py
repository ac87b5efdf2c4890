"""Paths of frames: from a predicate to the words that head the noun phrases which a path of `lexicon/events/frames.yaml` names."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.mentions import Mentions, weight
from sayso.events.predicates import Lexicon
from sayso.records import MentionKind

OPENING_QUOTE = "``"
STRAYING = frozenset({"by", "to", "against", "with", "between", "from", "into"})
"""Prepositions whose phrases belong to an event noun even where a parser hangs them on a word between."""
INNER_PREPOSITIONS = ("of", "by", "from", "on", "over", "about")
"""Prepositions of the phrases on a noun in which a parser may hide another of its phrases: "an accord on grazing between …"."""
MANNER = frozenset({"without", "as"})
"""Prepositions of phrases that tell how; of what hangs on their bare nouns most belongs to the verb."""
NOMINAL = frozenset({"nmod", "obl", "compound", "appos", "flat", "nmod:desc", "nmod:poss", "amod"})
STAYING = frozenset({"remain", "become", "stay"})
MAX_STRAYED = 2
"""Words between an event noun and a phrase of its own that a parser hung on its verb."""


class Paths:
    """Walks the paths of one article; none of them fails on a bad tree."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.mentions = mentions
        self._lexicon = lexicon
        self._purpose = frozenset(lexicon.cues["purpose_nouns"])
        self._documents = frozenset(lexicon.cues["documents"])
        self._channels = frozenset(lexicon.cues["channels"])
        self._first_person = frozenset(lexicon.cues["first_person"])

    def tokens(self, predicate: Token, light: Token | None, path: str) -> list[Token]:
        """The heads of the noun phrases that a path leads to, coordinated ones included."""
        found = self._path(predicate, light, path)
        both = [each for token in found for each in tree.conjuncts(token)]
        return both + (self._misjoined(predicate, both[-1]) if both and path.startswith("nmod:of") else [])

    def _misjoined(self, noun: Token, last: Token) -> list[Token]:
        """What a parser coordinated with an event noun instead of the last noun it is of: "the abduction of a nun and her driver"."""
        return [
            child
            for child in tree.children(noun, "conj")
            if child.pos_ == "NOUN" and child.left_edge.i == last.right_edge.i + 1 and not self._lexicon.noun_senses(child)
        ]

    def _path(self, predicate: Token, light: Token | None, path: str) -> list[Token]:
        first, _, rest = path.partition("/")
        kind, _, listed = first.partition(":")
        prepositions = listed.split("|")
        if first == "light":
            if light is None:
                return []
            if rest:
                return self._path(light, None, rest)
            doer = tree.subject(light)
            return [doer] if doer is not None else []
        if first == "subject":
            doer = tree.subject(predicate)
            if rest:  # "the cutters' walkout idles mills"
                return [child for child in tree.kids(doer) if child.dep_ == "nmod:poss"] if doer is not None else []
            return [self._issuer(self._reporter(doer, predicate))] if doer is not None else []
        if kind == "obl":
            found = [noun for noun in tree.obliques(predicate, prepositions) if not self.mentions.is_time(noun)]
            found = found or self._behind_adjunct(predicate, prepositions)
            found = [noun for noun in found if not (tree.case_of(noun) == "on" and tree.is_any(noun, self._channels))]
            return [noun for noun in found if noun.lemma_.lower() not in self._purpose]
        if kind == "nmod":
            return noun_phrases(predicate, prepositions)
        if kind == "serving":
            return self._served(predicate, prepositions)
        if kind == "inner":
            held = tree.modifiers(predicate, INNER_PREPOSITIONS)
            held += [inner for noun in held if (inner := tree.content_noun(noun, self._lexicon.transparent)).i != noun.i]
            return [token for noun in held for token in tree.modifiers(noun, prepositions)]  # "the freezing of funds worth … to Northland"
        if first == "cop":
            return self._of_state(predicate)
        if first == "object" and rest:
            return _on_object(predicate, rest.split("|"))
        if first == "complement":
            return self._complement(predicate)
        return _simple(predicate, first)

    def _behind_adjunct(self, verb: Token, prepositions: Sequence[str]) -> list[Token]:
        """Phrases that a parser hangs on a time or a manner told before them: "charges were brought on Friday | against the chief"."""
        adjuncts = [
            child
            for child in tree.kids(verb)
            if child.i > verb.i
            and child.dep_.startswith("obl")
            and (self.mentions.is_time(child) or (tree.case_of(child) in MANNER and not tree.children(child, "det", "nmod:poss")))
        ]
        return [phrase for adjunct in adjuncts for phrase in tree.modifiers(adjunct, prepositions)]

    def _served(self, noun: Token, prepositions: Sequence[str]) -> list[Token]:
        """Who comes, gathers, travels "for talks", "on a visit": the subject of the verb whose adjunct the noun is."""
        person = noun.head if noun.dep_ == "nmod" and tree.case_of(noun) in prepositions else None
        if person is not None and person.dep_ in {"root", "ROOT", "parataxis"} and self.mentions.at(person) is not None:
            return [person]  # a headline's "Northern envoy in Eastport for talks"
        outer = noun.head if noun.dep_ == "nmod" and noun.head.dep_ in {"obl", "obj"} else noun
        if tree.case_of(noun) not in prepositions or outer.dep_ not in {"obl", "obj"} or outer.head.pos_ != "VERB":
            return []
        doer = tree.subject(outer.head)
        return [doer] if doer is not None else []

    def _of_state(self, noun: Token) -> list[Token]:
        """The subject of "is in talks"; a pronoun that nobody resolved in a reported clause stands for the reporter."""
        if noun.dep_ == "xcomp" and tree.is_any(noun.head, STAYING):  # "remains the largest donor"
            doer = tree.surface_subject(noun.head)
            return [doer] if doer is not None else []
        if not tree.children(noun, "cop"):
            return []
        return [self._reporter(doer, noun) for doer in tree.children(noun, "nsubj", "expl")]

    def subject_of_state(self, word: Token) -> Token | None:
        """The grammatical subject of an adjective or a participle, or the reporter that an unresolved pronoun stands for."""
        doer = tree.surface_subject(word)
        return self._reporter(doer, word) if doer is not None else None

    def _reporter(self, doer: Token, clause: Token) -> Token:
        """A personal pronoun that nobody resolved, as subject of a reported clause, stands for whoever reports; else the token itself."""
        mention = self.mentions.at(doer)
        if doer.tag_ != "PRP" or (mention is not None and mention.actor is not None):
            return doer
        while clause.dep_ in {"conj", "xcomp"} and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ != "ccomp" or (_is_quoted(doer, clause) and doer.lower_ not in self._first_person):
            return doer
        reporter = tree.surface_subject(clause.head)
        return reporter if reporter is not None and self.mentions.at(reporter) is not None else doer

    def _issuer(self, doer: Token) -> Token:
        """Whoever issues the document that is said to accuse or demand: "issued a report accusing …", "a statement by the army"."""
        if doer.lemma_.lower() not in self._documents:
            return doer
        owners = tree.children(doer, "nmod:poss") or tree.modifiers(doer, ("by", "from", "of"))
        named = [owner for owner in owners if self.mentions.at(owner) is not None]
        if named:
            return named[0]
        issuer = tree.subject(doer.head) if doer.head.pos_ == "VERB" and doer.dep_ in {"obj", "obl", "nsubj:pass"} else None
        return issuer if issuer is not None and issuer.i != doer.i else doer

    def _complement(self, predicate: Token) -> list[Token]:
        """The nearest actor inside the governed clause; the shared subject is left out."""
        doer = tree.surface_subject(predicate)
        for clause in tree.complements(predicate):
            for token in tree.below(clause):
                mention = self.mentions.at(token)
                if (
                    mention is not None
                    and weight(mention)
                    and (doer is None or token.i != doer.i)
                    and mention.kind is not MentionKind.PRONOUN
                ):
                    return [token]
        return []


def _simple(predicate: Token, path: str) -> list[Token]:
    if path == "object":
        return tree.objects(predicate)
    if path == "iobj":
        return tree.children(predicate, "iobj") or tree.served(predicate)
    if path == "poss":
        return tree.possessors(predicate)
    if path == "mod":
        return [child for child in tree.children(predicate, "compound", "amod", "nmod", "nmod:desc") if child.i < predicate.i]
    if path == "that":
        holders = (predicate, *(tree.objects(predicate) if predicate.pos_ == "VERB" else ()))  # "reiterated its demand that …"
        governed = [
            clause
            for holder in holders
            for clause in tree.kids(holder)
            if clause.dep_ == "ccomp" or (clause.dep_ == "acl" and holder is not predicate and tree.children(clause, "mark"))
        ]
        subjects = (child for clause in governed for child in tree.kids(clause) if child.dep_ in {"nsubj", "nsubj:pass"})
        return list(subjects)
    return []


def _is_quoted(doer: Token, clause: Token) -> bool:
    """Whether a reported clause is a quotation: a mark opens it before its subject, in which "they" is never whoever is quoted."""
    return any(child.tag_ == OPENING_QUOTE and child.i < doer.i for child in tree.kids(clause))


def noun_phrases(noun: Token, prepositions: Sequence[str]) -> list[Token]:
    """Phrases on an event noun; what a parser hung on its verb right after it counts too."""
    own = tree.modifiers(noun, prepositions)
    own += [
        child
        for clause in tree.kids(noun)
        if clause.dep_ == "acl" and clause.lower_ in prepositions
        for child in tree.kids(clause)
        if child.dep_ == "obj"
    ]
    if own:
        return own
    if noun.head.pos_ == "VERB" and noun.dep_ in {"obj", "nsubj:pass", "obl", "nsubj"}:
        near = MAX_STRAYED if "between" not in prepositions else tree.MAX_STRAY  # "talks resumed in Northport between the two"
        strayed = [
            child for child in tree.obliques(noun.head, prepositions) if 0 < child.left_edge.i - noun.i <= near and child.i != noun.i
        ]
        if strayed:
            return strayed
    return tree.stray(noun, frozenset(prepositions) & STRAYING)


def _on_object(verb: Token, wanted: Sequence[str]) -> list[Token]:
    if wanted != ["poss"]:
        return tree.object_phrases(verb, wanted)
    found: list[Token] = []
    for noun in tree.objects(verb):
        found += [child for child in tree.children(verb, "iobj", "obj") if child.i < noun.i and tree.is_possessor(child)]
        found += [child for child in tree.children(noun, "nmod:poss", "amod", "compound", "nmod:desc") if child.i < noun.i]
    return found


def phrase(noun: Token) -> list[Token]:
    """A noun and the words of its phrase, nearest first, clauses left out."""
    found = [noun]
    for member in found:
        if len(found) < tree.MAX_SUBTREE:
            found.extend(child for child in tree.kids(member) if child.dep_ in NOMINAL or child.dep_ == "conj")
    return found


def is_half(noun: Token) -> bool:
    """Whether a noun is but the beginning of a hyphenated word: "drive" of "drive-by shooting"."""
    return not noun.whitespace_ and noun.i + 1 < len(noun.doc) and noun.nbor().text in tree.HYPHENS
