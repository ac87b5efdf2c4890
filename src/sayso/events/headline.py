"""What a headline may leave unsaid: its nameless parties are news by standing there ("Watchdog faults Northport over a death")."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from sayso.events import tree
from sayso.events.candidate import Candidate
from sayso.events.mentions import NAMED, OTHER, POLITICAL, best_weight

LENIENT = frozenset({"one", "actor", "named", "person", "human", "deed"})
"""Licences for which, in a headline, somebody without a name suffices."""
BOUND = frozenset({"AID", "COOPERATE", "CONSULT", "AGREE", "SUPPORT", "MOBILIZE"})
"""Types of whose verbs most mean something else unless a word beside them tells: they need a sense that asks for one."""


ROOTS = frozenset({"root", "ROOT"})
HEADING = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "CONSULT", "RETREAT", "CONCEDE", "MOBILIZE", "AID", "ACCUSE"})
"""Types of nouns that tell what happened by heading a headline; a plea or a plan needs somebody."""


def is_title(sentence: Sentence, doc: Doc) -> bool:
    """Whether a sentence belongs to the headline of its article."""
    article = doc._.article
    return article is not None and article.title is not None and article.title.start <= sentence.start_char < article.title.end


def is_headed(noun: Token) -> bool:
    """Whether a noun heads a headline, or a part of one, that has no verb: "Fresh clashes in Northport suburb"."""
    if noun.tag_ not in {"NN", "NNS"} or not is_title(noun.sent, noun.doc):
        return False
    if noun.dep_ in {"parataxis", "appos", "conj", "list"} and noun.head.dep_ in ROOTS and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    return noun.dep_ in ROOTS and not any(child.dep_ in {"cop", "nsubj", "acl:relcl"} for child in tree.kids(noun))


def stands(noun: Candidate) -> bool:
    """Whether a noun that heads a headline is an event by standing there."""
    return noun.type in HEADING and not noun.sense.goal and noun.sense.licence not in {"never", "tolled", "aftermath"}


def suffices(candidate: Candidate) -> bool:
    """Whether a verb's parties suffice in a headline, of which they need not be political actors.

    Names that nobody listed do not: they are teams and firms more often than parties ("Rovers thrash United").
    """
    sense, arguments = candidate.sense, candidate.arguments
    doer = best_weight(argument.mention for argument in arguments.actors)
    undergoer = best_weight(argument.mention for argument in arguments.recipients if not argument.path.startswith("beyond"))
    if NAMED in {doer, undergoer} and POLITICAL not in {doer, undergoer}:
        return False
    if sense.licence == "both_or_reciprocal":
        return doer >= OTHER and (undergoer >= OTHER or _is_several(candidate))
    if sense.licence == "both":
        if tree.is_passive(candidate.token) and sense.constrained and undergoer >= OTHER:
            return True  # "Hostages handed over to relief agency"
        return min(doer, undergoer) >= OTHER and (sense.constrained or candidate.type not in BOUND or undergoer == POLITICAL)
    if sense.licence not in LENIENT or not (sense.constrained or candidate.type not in BOUND):
        return False
    return doer >= OTHER or (tree.is_passive(candidate.token) and (undergoer >= OTHER or sense.constrained))


def _is_several(candidate: Candidate) -> bool:
    """Whether the subject of a verb is a plural: "Foes shake hands"."""
    doers = tree.subject(candidate.token)
    return doers is not None and doers.tag_ == "NNS"
