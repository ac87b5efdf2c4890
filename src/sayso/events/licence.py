"""Licences: whether those who stand with a word suffice for an event of its sense. A political act needs a political actor."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.candidate import Candidate
from sayso.events.families import PHYSICAL
from sayso.events.mentions import NAMED, NOUN_PHRASE, OTHER, POLITICAL, best_weight
from sayso.events.predicates import Predicate
from sayso.events.sides import Argument, Arguments

ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "SPY"})
UNTOLD = "actor"
"""Kind of an entry of the user's that says neither what it is nor its sectors: it may be anyone that a sense asks for."""
KIND = frozenset({"AGREE", "SUPPORT"})
TOLLED = frozenset({"tolled", "aftermath"})
"""Licences of senses that count only where their sentence tells a toll."""
OFFICIAL = frozenset({"GOV", "LEG", "MIL"})
"""Sectors whose people visit in office, wherever they go."""


def licensed(candidate: Candidate) -> bool:
    """Whether the arguments suffice for the sense: a political act needs a political actor.

    Senses that ask for a toll pass here: whether there is one is known only when their event is made (`coder`), and whether an attack was
    told right before when the sentence is done (`aftermath`).
    """
    sense, arguments = candidate.sense, candidate.arguments
    if candidate.mode == "release" and any(_is_state(argument) for argument in arguments.recipients):
        return False  # "liberate the country" frees no captive
    if candidate.answered:
        return sense.licence != "never"
    doer = best_weight(argument.mention for argument in arguments.actors)
    undergoer = best_weight(argument.mention for argument in arguments.recipients if not argument.path.startswith("beyond"))
    if not _sectors_fit(sense, arguments):
        return False
    if sense.object_political and not _object_is_political(arguments):
        return False
    highest = max(doer, undergoer)
    if candidate.staged and sense.licence != "never":
        return True
    if sense.licence in {"free", "toll"} | TOLLED:
        return True
    if sense.licence == "act":
        phrased = any(argument.path.startswith(("nmod:", "inner:")) for argument in arguments.actors)
        own = phrased or any(argument.path.startswith(("poss", "mod")) for argument in arguments.actors)
        if doer >= OTHER and phrased and undergoer == POLITICAL:
            return True  # "loans from the Northern Development Chamber to Southland"
        if candidate.governor is not None and undergoer == POLITICAL:
            return True  # "criticism of the government was made", by whomever
        return doer == POLITICAL and (undergoer >= NAMED or phrased or (own and bool(tree.children(candidate.token, "nmod", "acl"))))
    if sense.licence == "protesters":
        return bool(sense.sector) and any(_is_of(argument, sense.sector) for argument in arguments.actors)
    if sense.licence == "deed":
        return bool(arguments.actors or arguments.recipients) or _befalls_nobody(candidate)
    if sense.licence == "human":
        return highest == POLITICAL or any(argument.mention.rule != NOUN_PHRASE for argument in arguments.recipients)
    if sense.licence in {"one", "strong_mod"}:
        return highest == POLITICAL
    if sense.licence == "person":
        return highest == POLITICAL or (doer >= OTHER and undergoer >= OTHER) or doer >= NAMED or undergoer >= NAMED
    if sense.licence == "visit":
        abroad = any(argument.mention.actor is not None and argument.mention.actor.kind == "place" for argument in arguments.recipients)
        official = any(_is_of(argument, OFFICIAL) for argument in arguments.actors) and bool(tree.objects(candidate.token))
        return doer == POLITICAL and (undergoer >= NAMED or abroad or official)
    if sense.licence == "actor":
        if doer == NAMED and undergoer < NAMED and candidate.type in KIND:
            return bool(tree.complements(candidate.token))  # "Smith offered three reasons" promises nobody anything
        return doer >= NAMED or (doer >= OTHER and undergoer == POLITICAL) or _undergone(candidate)
    if sense.licence == "both":
        told = candidate.token.pos_ == "VERB" and tree.is_passive(candidate.token)  # "was asked by the regional bloc"
        if told and candidate.type == "REJECT" and doer == POLITICAL:
            return True  # "ships were prevented from docking by the coalition"
        if told and (undergoer >= NAMED or (undergoer >= OTHER and candidate.type in {"REQUEST", "ACCUSE", "CONSULT"})):
            return doer >= OTHER and highest == POLITICAL
        least = OTHER if candidate.type in PHYSICAL else NAMED
        return min(doer, undergoer) >= least and highest == POLITICAL
    if sense.licence == "named":
        return doer >= NAMED or undergoer == POLITICAL
    return _beside_licensed(candidate, doer, undergoer)


def _beside_licensed(candidate: Candidate, doer: int, undergoer: int) -> bool:
    """The licences of nouns that look at how their parties stand: aimed at somebody, several of them, lent by a light verb."""
    sense, arguments, highest = candidate.sense, candidate.arguments, max(doer, undergoer)
    if sense.licence == "recipient":
        aimed = undergoer == POLITICAL and any(argument.path.startswith("nmod:") for argument in arguments.recipients)
        return aimed or (candidate.governor is not None and any(_armed(argument) for argument in arguments.actors))
    if sense.licence == "captive":
        return undergoer >= NAMED and highest == POLITICAL
    if sense.licence == "light":
        return candidate.governor is not None and doer == POLITICAL
    if sense.licence in {"reciprocal", "both_or_reciprocal"}:
        parties = {
            (argument.mention.span, argument.mention.actor.id if argument.mention.actor is not None else None)
            for argument in (*arguments.actors, *arguments.recipients)
        }
        sides = len(parties)  # "Northern and Southern guards" are two in one phrase
        lit = sense.licence == "both_or_reciprocal" and (candidate.governor is not None or bool(tree.children(candidate.token, "cop")))
        return highest == POLITICAL and (sides > 1 or lit or any(_is_plural(argument, candidate.token) for argument in arguments.actors))
    return False


def _undergone(candidate: Candidate) -> bool:
    """Whether a passive leaves out its doer and names a political actor as its subject: "the junta was condemned"."""
    arguments = candidate.arguments
    if arguments.actors or candidate.token.pos_ not in {"VERB", "AUX"} or not tree.is_passive(candidate.token):
        return False
    direct = [argument.mention for argument in arguments.recipients if argument.path == "object"]
    return best_weight(direct) == POLITICAL


def _befalls_nobody(candidate: Candidate) -> bool:
    """Whether the text denies of everybody that it befell him: "nobody was hurt or arrested"."""
    token = candidate.token
    shared = token.dep_ == "conj" and token.tag_ == "VBN" and token.head.pos_ == "ADJ"  # "nobody was hurt or arrested"
    if token.pos_ != "VERB" or not (shared or tree.is_passive(token)):
        return False
    undergone = tree.surface_subject(candidate.token)
    return undergone is not None and undergone.lower_ in {"nobody", "none", "one"} and undergone.pos_ in {"PRON", "NOUN"}


def _object_is_political(arguments: Arguments) -> bool:
    """Whether the object itself, not somebody within its phrase, is a political actor; without an object, whoever undergoes."""
    direct = [argument for argument in (*arguments.actors, *arguments.recipients) if argument.path.startswith("object")]
    judged = [argument for argument in direct if not argument.path.endswith("/within")] if direct else arguments.recipients
    return best_weight(argument.mention for argument in judged) == POLITICAL


def _is_state(argument: Argument) -> bool:
    return argument.path == "object" and argument.mention.actor is not None and argument.mention.actor.kind == "country"


def _is_of(argument: Argument, sectors: frozenset[str]) -> bool:
    actor = argument.mention.actor
    return actor is not None and bool(sectors.intersection(actor.sectors))


def _is_plural(argument: Argument, token: Token) -> bool:
    """Whether one noun phrase names several parties by their number: "the two prime ministers", "both presidents"."""
    words = token.doc.char_span(argument.mention.span.start, argument.mention.span.end, alignment_mode="expand")
    if words is None:
        return False
    if token.pos_ == "VERB" and words.root.tag_ == "NNS" and _is_of(argument, OFFICIAL):
        return True  # "foreign ministers met in Eastport"
    return any(child.lower_ in {"two", "three", "four", "both"} for word in words if word.tag_ == "NNS" for child in tree.kids(word))


def _armed(argument: Argument) -> bool:
    actor = argument.mention.actor
    return actor is not None and bool(ARMED.intersection(actor.sectors))


def _sectors_fit(sense: Predicate, arguments: Arguments) -> bool:
    if not sense.sector and not sense.sector_not:
        return True
    actors = [argument.mention.actor for argument in arguments.actors if argument.mention.actor is not None]
    sectors = {sector for actor in actors for sector in actor.sectors} | {
        actor.country for actor in actors if actor.country in {"IGO", "NGO"}
    }
    states = any(actor.kind in {"country", "government"} for actor in actors)
    if sense.sector:
        untold = bool(actors) and all(actor.kind == UNTOLD and not actor.sectors for actor in actors)
        return states or untold or bool(sense.sector & sectors)
    return not sense.sector_not & sectors and not (states and all(actor.kind == "country" for actor in actors) and not arguments.recipients)
