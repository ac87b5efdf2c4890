"""Joining: a verb and an event noun, or two verbs, that tell one event become one candidate."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.events import headline, tree
from sayso.events.candidate import Candidate
from sayso.events.families import PHYSICAL
from sayso.events.licence import licensed
from sayso.events.mentions import OTHER, best_weight
from sayso.events.predicates import Lexicon
from sayso.records import Why

BLOODLESS = frozenset({"cyber", "misinformation"})
"""Modes of attacks that what they are said to hit or target undergoes without violence."""


class Joiner:
    """Joins the candidates of one sentence; what is told by another candidate is marked as absorbed."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.holders: frozenset[str] = frozenset(lexicon.toll["holders"])
        self._harming = frozenset(lexicon.toll["harming"])
        self._undergone = frozenset(lexicon.toll["harming_passive"])
        self._uprooting = frozenset(lexicon.toll["uprooting"])
        self._surviving = frozenset((*lexicon.toll["surviving"], *lexicon.toll["escaping"]))

    def join(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Make one event of a verb and an event noun that tell the same."""
        noun = candidate.token
        if not candidate.absorbed and candidate.type == "ASSAULT" and self._effect(noun, found):
            candidate.absorbed = True
        self._same_harm(candidate, found)
        self._bare_harm(candidate, found)
        self._uprooted(candidate, found)
        self._named_complement(candidate, found)
        self._relative_holder(candidate, found)
        self._result_clause(candidate, found)
        self._relative_result(candidate, found)
        if noun.pos_ not in {"NOUN", "PROPN"} or candidate.absorbed:
            return
        served = found.get(noun.head.i)
        if candidate.sense.licence == "tolled" and served is not None and served.type in PHYSICAL and licensed(served):
            candidate.absorbed = noun.dep_ in {"nsubj:pass", "obj"}  # of "the mutiny was crushed" the verb tells what was done
            if candidate.absorbed:
                return
        if candidate.sense.case and noun.head.i != noun.i and noun.head.i in found:
            self._beside(candidate, found[noun.head.i])
            return
        self._with_verb(candidate, found)

    def _with_verb(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join an event noun with the verb that it serves as subject, object or adjunct."""
        noun = candidate.token
        outer = noun.head if noun.dep_ == "nmod" and noun.head.lemma_.lower() in self.lexicon.transparent else noun
        verb = found.get(outer.head.i)
        if verb is None or verb.token.pos_ == "NOUN" or verb.absorbed:
            return
        if outer.dep_ in {"obj", "nsubj:pass"} and any(word.i == noun.i for word in verb.words):
            self._named_by(candidate, verb, outer)
        elif candidate.governor is not None and candidate.governor.i == verb.token.i:
            verb.absorbed = licensed(candidate)
        elif outer.dep_ == "obl" and candidate.type == verb.type and " " in candidate.sense.key and licensed(verb):
            if candidate.sense.key.startswith(f"noun:{tree.case_of(noun)} "):  # "was placed under house arrest"
                verb.words += [word for word in candidate.words if word.i not in {each.i for each in verb.words}]
                candidate.absorbed = True
        elif outer.dep_ == "nsubj" and verb.type == "PROTEST" and verb.sense.subject.intersection(tree.names_of(noun)):
            verb.words = sorted([*candidate.words, *verb.words], key=lambda token: token.i)  # "the strike idles mills" is one protest
            verb.arguments.actors = verb.arguments.actors or candidate.arguments.actors
            candidate.absorbed = True
        elif outer.dep_ == "obj" and candidate.type == verb.type == "ASSAULT" and tree.is_any(verb.token, self._surviving):
            verb.arguments.actors = verb.arguments.actors or candidate.arguments.actors
            verb.words = sorted([*verb.words, *candidate.words], key=lambda token: token.i)
            candidate.absorbed = True  # "two of them survived the ambush"
        elif outer.dep_ == "nsubj" and candidate.type == verb.type == "ASSAULT" and _tells_result(verb, self.lexicon):
            _result(candidate, verb)
        elif outer.dep_ == "nsubj" and candidate.mode in BLOODLESS and verb.type in PHYSICAL and licensed(candidate):
            candidate.arguments.recipients = candidate.arguments.recipients or verb.arguments.recipients
            verb.absorbed = True  # "the cyberattack hit three banks" is one event, and no violence
        elif outer.dep_ in {"obl", "obl:agent"} and candidate.type == verb.type == "ASSAULT" and _one_deed(candidate, verb):
            _result(candidate, verb)  # "three people were killed in an air strike"

    @staticmethod
    def _named_by(candidate: Candidate, verb: Candidate, outer: Token) -> None:
        """Join an event noun with a verb whose sense names it ("lifted sanctions", "held talks"), or drop one of the two."""
        noun = candidate.token
        if licensed(candidate) and not licensed(verb) and candidate.type != verb.type:
            verb.absorbed = True  # nobody known "threatened a general strike": the strike is known without him
            return
        passive = outer.dep_ == "nsubj:pass" and tree.is_passive(verb.token)  # never "was handed a note by the ministry"
        if candidate.type == verb.type and passive and _has_own_doer(candidate):
            candidate.governor = verb.token  # "the leader's visit was cut short by hecklers"
            candidate.took = True
            candidate.words.append(verb.token)
            verb.absorbed = True
            return
        if candidate.type == "REQUEST" and verb.type == "REJECT" and not verb.arguments.actors and _has_own_doer(candidate):
            verb.absorbed = True  # "the bishops' plea to the clans was ignored", nobody is told by whom
            return
        if candidate.type in PHYSICAL and verb.type == "ACCUSE" and _has_own_doer(candidate) and licensed(candidate):
            verb.arguments.recipients = list(candidate.arguments.actors)  # "documented the torture of detainees by the police"
            verb.words = [word for word in verb.words if word.i != noun.i]
            return
        _lend(candidate, verb)  # "lifted sanctions", "held talks": the verb's sense names the noun
        candidate.absorbed = True

    def _same_harm(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join “killed the owner and wounded a dozen customers”, “nine were killed and five wounded”: one deed did both."""
        verb = candidate.token
        first = found.get(verb.head.i)
        if candidate.absorbed or first is None or first.absorbed or verb.dep_ != "conj" or not candidate.type == first.type == "ASSAULT":
            return
        passive = tree.is_passive(verb)
        harming = self._harming | self._undergone if passive else self._harming
        if not (tree.is_any(verb, harming) and tree.is_any(first.token, harming) and licensed(first)):
            return
        if tree.children(verb, "obl:agent") or passive != tree.is_passive(first.token) or (not passive and tree.children(verb, "nsubj")):
            return  # "the rebels killed five and the army killed ten"
        known = {argument.mention.span for argument in (*first.arguments.recipients, *first.arguments.actors)}
        first.arguments.recipients = [
            *first.arguments.recipients,
            *(argument for argument in candidate.arguments.recipients if argument.mention.span not in known),
        ]
        first.effects.append(verb)
        first.words.append(verb)
        candidate.absorbed = True

    def _bare_harm(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join “…, with another 150 people wounded”, “left three dead and five injured”: a bare participle only adds to a toll."""
        verb = candidate.token
        bare = verb.tag_ in {"VBN", "VBD"} and not tree.children(verb, "aux", "aux:pass", "obl:agent", "obj")
        if candidate.absorbed or candidate.type != "ASSAULT" or not bare or not tree.is_any(verb, self._harming):
            return
        if verb.dep_ not in {"acl", "conj", "amod", "xcomp", "advcl", "obj"} or candidate.arguments.actors or verb.head.lower_ == "number":
            return
        latest = (each for index, each in reversed(found.items()) if index < verb.i and each.type == "ASSAULT" and not each.absorbed)
        earlier = next(latest, None)
        if earlier is not None and licensed(earlier):
            earlier.effects.append(verb)
            candidate.absorbed = True

    def _uprooted(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join “the clashes have killed 80 and displaced 15,000”: who fled from violence is part of its toll, and nobody drove him out."""
        verb = candidate.token
        first = found.get(verb.head.i)
        if candidate.absorbed or candidate.type != "COERCE" or verb.dep_ != "conj" or first is None or first.absorbed:
            return
        if first.type == "ASSAULT" and tree.is_any(verb, self._uprooting) and not tree.children(verb, "nsubj", "obl:agent"):
            cause = tree.surface_subject(first.token)
            if cause is not None and not first.arguments.actors and cause.pos_ == "NOUN":
                first.effects.append(verb)
                candidate.absorbed = True

    def _named_complement(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join “stopped shelling the town”: a sense that asks for what it governs says all that happened, so that is no second event."""
        inner = candidate.token
        outer = found.get(inner.head.i)
        if candidate.absorbed or inner.dep_ != "xcomp" or outer is None or outer.absorbed or outer.sense.op is not None:
            return
        if outer.sense.complement.intersection(tree.stems(inner)) and licensed(outer):
            outer.arguments.recipients = outer.arguments.recipients or candidate.arguments.recipients
            candidate.absorbed = True

    def _beside(self, noun: Candidate, verb: Candidate) -> None:
        """Join “closed their shops in protest”, “resigned in protest”: a harmless verb names the act, one of harm is but its form."""
        if verb.absorbed or not (licensed(noun) and licensed(verb)):
            return
        loser = verb if verb.type in PHYSICAL else noun
        loser.absorbed = True

    def _relative_holder(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join “talks hosted by Northland resumed”: a relative clause whose verb only holds the noun it hangs on is no second event."""
        verb = candidate.token
        event = found.get(verb.head.i)
        if candidate.absorbed or event is None or event.absorbed or verb.dep_ not in {"acl", "acl:relcl"} or event.type != candidate.type:
            return
        if event.token.i != verb.i and any(word.i == event.token.i for word in candidate.words) and licensed(event):
            event.arguments.actors = event.arguments.actors or candidate.arguments.actors
            event.arguments.recipients = event.arguments.recipients or candidate.arguments.recipients
            event.words.append(verb)
            candidate.absorbed = True

    def _result_clause(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join “shelled the town, killing 12”: a participle that tells the result of the attack it hangs on is the same event."""
        verb = candidate.token
        first = verb.head if verb.dep_ == "conj" and verb.head.tag_ == "VBG" else verb  # "…, killing 17 and wounding 40"
        if (
            candidate.absorbed
            or candidate.type != "ASSAULT"
            or verb.tag_ != "VBG"
            or first.dep_ not in {"advcl", "conj"}
            or not self.lexicon.is_result(verb)
        ):
            return
        cause = found.get(first.head.i)
        if (
            cause is not None
            and cause.type == "ASSAULT"
            and not cause.absorbed
            and not any(child.dep_ == "mark" for child in tree.kids(verb))
        ):
            cause.arguments.recipients = cause.arguments.recipients or candidate.arguments.recipients
            candidate.absorbed = True

    def _relative_result(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join “a bombing that killed six”: the relative clause on a violent noun tells whom it hit."""
        verb = candidate.token
        deed = found.get(verb.head.i)
        if (
            candidate.absorbed
            or deed is None
            or deed.absorbed
            or verb.dep_ != "acl:relcl"
            or not candidate.type == deed.type == "ASSAULT"
            or not self.lexicon.is_result(verb)
        ):
            return
        doer = tree.surface_subject(verb)
        if doer is not None and doer.i == deed.token.i:
            deed.arguments.recipients = deed.arguments.recipients or candidate.arguments.recipients
            deed.words.append(verb)
            candidate.absorbed = True

    def _effect(self, noun: Token, found: dict[int, Candidate]) -> bool:
        """Whether an event noun only tells the effect of another one: "attacks which resulted in the deaths of …"."""
        holder = noun.head if noun.dep_ in {"obl", "obj"} else noun.head.head if noun.dep_ == "conj" else noun
        if holder.i == noun.i or holder.pos_ != "VERB" or not any(stem in self.holders for stem in tree.stems(holder)):
            return False
        cause = tree.surface_subject(holder)
        if cause is not None and cause.i in found:
            found[cause.i].effects.append(holder)
            return cause.i != noun.i
        earlier = [index for index in found if index < holder.i and found[index].type == "ASSAULT"] if holder.dep_ == "acl:relcl" else []
        if earlier:
            found[max(earlier)].effects.append(holder)
        return bool(earlier)


def _has_own_doer(noun: Candidate) -> bool:
    """Whether a noun's doer stands with it and not with the verb it serves."""
    return any(argument.path.startswith(("poss", "nmod:by", "nmod:between")) for argument in noun.arguments.actors)


def _lend(noun: Candidate, verb: Candidate) -> None:
    """Arguments that stand on the noun fill what the verb lacks."""
    if not verb.arguments.actors:
        verb.arguments.actors = noun.arguments.actors
    if not verb.arguments.recipients:
        own = {(word.idx, word.idx + len(word)) for word in verb.words}  # the emergency of "a state of emergency" undergoes nothing
        lent = [each for each in noun.arguments.recipients if (each.mention.head.start, each.mention.head.end) not in own]
        taken = {argument.mention.span for argument in verb.arguments.actors}
        verb.arguments.recipients = [argument for argument in lent if argument.mention.span not in taken]
    if verb.mode is None and verb.type == noun.type:
        verb.mode = noun.mode


def _tells_result(verb: Candidate, lexicon: Lexicon) -> bool:
    """Whether a verb whose subject is a violent noun tells what that did: of a headline's verb always ("swarm sets refinery ablaze")."""
    return lexicon.is_result(verb.token) or headline.is_title(verb.token.sent, verb.token.doc)


def _one_deed(noun: Candidate, verb: Candidate) -> bool:
    """Whether a violent noun in an adjunct names the deed of its verb: nobody undergoes it, or it is the doer's ("in its latest raid")."""
    doers = {argument.mention.actor.id for argument in noun.arguments.actors if argument.mention.actor is not None}
    own = any(argument.mention.actor is not None and argument.mention.actor.id in doers for argument in verb.arguments.actors)
    return not noun.arguments.recipients or (own and tree.case_of(noun.token) in {"in", "during"})


def _result(noun: Candidate, verb: Candidate) -> None:
    """Join “the air strike killed 12”: the noun says what was done and by whom, the verb to whom and with what effect."""
    undergoers = verb.arguments.recipients
    if noun.sense.frame.reciprocal and len(noun.arguments.actors) > 1 and best_weight(each.mention for each in undergoers) <= OTHER:
        undergoers = []  # "clashes between herders and farmers killed 12": they did it to each other
    if verb.token.head.i == noun.token.i or any(child.i == noun.token.i for child in tree.kids(verb.token)):
        verb.mode = verb.mode if noun.mode is None else noun.mode
        verb.cameo = noun.cameo if noun.mode is not None or verb.cameo == "180" else verb.cameo
        verb.contexts = tuple(dict.fromkeys((*verb.contexts, *noun.contexts)))
        own = [argument for argument in verb.arguments.actors if argument.score > 0.8]
        verb.arguments.actors = own or noun.arguments.actors
        verb.arguments.recipients = undergoers or noun.arguments.recipients
        verb.words = sorted([*verb.words, *noun.words], key=lambda token: token.i)
        verb.why.append(Why("trigger", f"result:{noun.token.lemma_.lower()}"))
        if not licensed(verb):
            verb.sense = noun.sense
        noun.absorbed = True
