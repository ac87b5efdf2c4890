"""Finding what may be an event: verbs, nouns, nouns with light verbs; each with its arguments, none yet licensed."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from sayso.events import headline, tree
from sayso.events.arguments import ArgumentFinder
from sayso.events.footing import FootingReader
from sayso.events.mentions import NAMED, NOUN_PHRASE, OTHER, POLITICAL, best_weight
from sayso.events.predicates import Lexicon, Predicate, particles
from sayso.events.sides import Argument, Arguments
from sayso.events.status import Reading
from sayso.events.toll import TollReader
from sayso.records import Footing, Why

ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "SPY"})
VIOLENT = frozenset({"ASSAULT", "COERCE"})
UNTOLD = "actor"
"""Kind of an entry of the user's that says neither what it is nor its sectors: it may be anyone that a sense asks for."""
STAGED = frozenset({"ASSAULT", "COERCE", "PROTEST", "CONSULT"})
"""Types of nouns that are events by themselves where the text says what becomes of them."""
KIND = frozenset({"AGREE", "SUPPORT"})
BLOODLESS = frozenset({"cyber", "misinformation"})
"""Modes of attacks that what they are said to hit or target undergoes without violence."""
TOLLED = frozenset({"tolled", "aftermath"})
"""Licences of senses that count only where their sentence tells a toll."""
OFFICIAL = frozenset({"GOV", "LEG", "MIL"})
"""Sectors whose people visit in office, wherever they go."""
UNDERGOING = frozenset({"deed", "human"})
"""Licences of senses whose object undergoes the deed and is no part of its name ("burned a church", not "opened fire")."""
NOMINAL_RELATIONS = frozenset(
    {
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "obl:agent",
        "obl:unmarked",
        "nmod",
        "conj",
        "root",
        "ROOT",
        "appos",
        "parataxis",
        "xcomp",
        "ccomp",
        "iobj",
        "advcl",
        "acl",
        "csubj",
        "dep",
        "list",
    }
)


@dataclass(slots=True)
class Candidate:
    """An event in the making."""

    token: Token
    sense: Predicate
    words: list[Token]
    arguments: Arguments
    type: str
    mode: str | None
    cameo: str
    contexts: tuple[str, ...]
    governor: Token | None = None
    """The light or result verb that belongs to the event."""
    reading: Reading | None = None
    answered: bool = False
    """Words around it settle who is answerable ("charged with the murder"), so that no actor need be political."""
    staged: bool = False
    """The governor says that it took place, so that no actor need be named."""
    took: bool = False
    """It has taken over another event, whose arguments licensed it."""
    absorbed: bool = False
    effects: list[Token] = field(default_factory=list)
    """Verbs elsewhere in the sentence that tell its toll ("which resulted in the death of …")."""
    why: list[Why] = field(default_factory=list)

    @property
    def clause(self) -> Token:
        """The word whose tense, negation and governors set the event's status."""
        return self.governor if self.governor is not None else self.token


class TriggerFinder:
    """Candidates of one article, sentence by sentence; unlicensed ones are kept, as operators may absorb them: `licensed` decides last."""

    def __init__(self, lexicon: Lexicon, finder: ArgumentFinder, footing: FootingReader, toll: TollReader) -> None:
        self.toll = toll
        self.lexicon = lexicon
        self.finder = finder
        self.footing = footing
        self.holders: frozenset[str] = frozenset(lexicon.toll["holders"])
        self.staging: frozenset[str] = frozenset(lexicon.cues["staging"])
        self.engaging: frozenset[str] = frozenset(lexicon.cues["engaging"])
        self._tallies = frozenset(lexicon.toll["tallies"])
        self._harming = frozenset(lexicon.toll["harming"])

    def find(self, sentence: Sentence) -> list[Candidate]:
        """The candidates of a sentence in text order, event nouns already joined with the verbs that serve them."""
        found: dict[int, Candidate] = {}
        for token in sentence:
            candidate = self._candidate(token)
            if candidate is not None:
                found[token.i] = candidate
        if any(candidate.sense.licence in TOLLED for candidate in found.values()) and not self.toll.told(sentence):
            found = {index: candidate for index, candidate in found.items() if candidate.sense.licence not in TOLLED}
        if any(candidate.type == "ASSAULT" and candidate.sense.licence != "aftermath" for candidate in found.values()):
            found = {index: candidate for index, candidate in found.items() if candidate.sense.licence != "aftermath"}
        for index in sorted(found):
            self._join(found[index], found)
        return [found[index] for index in sorted(found) if not found[index].absorbed]

    def _candidate(self, token: Token) -> Candidate | None:
        """What a single word names, as a noun or as a verb; a noun by its tag that the lexicon does not know may still be a verb."""
        if tree.is_noun(token) and (token.dep_ in NOMINAL_RELATIONS or (token.dep_ == "compound" and self._is_tallied(token))):
            found = self._noun(token)
            if found is not None or token.pos_ in {"NOUN", "PROPN"}:
                return found
        if token.pos_ in {"VERB", "AUX"} or (
            token.tag_ in {"VBN", "VBD", "VBZ", "VBG"} and token.dep_ not in {"amod", "compound", "aux", "cop"}
        ):
            return self._verb(token)
        return None

    def _verb(self, verb: Token) -> Candidate | None:
        weak: list[Candidate] = []
        for sense in self.lexicon.verb_senses(verb):
            arguments = self.finder.of_verb(verb, sense.frame, sense.type)
            words = self._verb_words(verb, sense)
            if sense.frame.reciprocal:  # the patrols of "held joint patrols" are nobody's partner
                held = {(word.idx, word.idx + len(word)) for word in words}
                arguments.recipients = [
                    each for each in arguments.recipients if (each.mention.head.start, each.mention.head.end) not in held
                ]
                if not arguments.recipients and len(arguments.actors) > 1:
                    arguments.recipients = list(arguments.actors)
            elif sense.object and sense.licence not in UNDERGOING:  # the emergency of "a state of emergency was declared" undergoes nothing
                arguments.recipients = [each for each in arguments.recipients if not _is_part_of_name(each, verb.doc, sense)]
            candidate = Candidate(verb, sense, words, arguments, sense.type, sense.mode, sense.cameo, sense.contexts)
            if licensed(candidate):
                self._answerable(candidate)
                return candidate
            weak.append(candidate)
        for candidate in sorted(weak, key=lambda each: (each.type != "ASSAULT", not (each.sense.prep or each.sense.object))):
            self._answerable(candidate)
            if licensed(candidate):
                return candidate
        if headline.is_title(verb.sent, verb.doc):
            for candidate in weak:
                candidate.staged = headline.suffices(candidate)
                if candidate.staged and licensed(candidate):
                    return candidate
                candidate.staged = False
        return weak[0] if weak else None

    def _verb_words(self, verb: Token, sense: Predicate) -> list[Token]:
        """The trigger: verb, particle and, where the sense depends on it, the object's head."""
        words = [verb]
        beside = particles(verb)
        words += [child for child in tree.kids(verb) if child.lower_ in beside and f" {child.lower_}" in sense.key]
        if sense.object and sense.licence not in UNDERGOING:
            for noun in tree.objects(verb):
                inner = tree.content_noun(noun, self.lexicon.transparent)
                words += [each for each in {noun.i: noun, inner.i: inner}.values() if sense.object.intersection(tree.names_of(each))][:1]
        if sense.prep_noun:
            obliques = (noun for noun in tree.obliques(verb, sense.prep) if not self.lexicon.noun_senses(noun))
            words += [noun for noun in obliques if sense.prep_noun.intersection(tree.names_of(noun))][:1]
        return sorted(words, key=lambda token: token.i)

    def _noun(self, noun: Token) -> Candidate | None:
        weak: Candidate | None = None
        for sense in self.lexicon.noun_senses(noun):
            light = self._light(noun)
            arguments = self.finder.of_noun(noun, sense.frame, sense.type, light)
            words = [child for child in tree.kids(noun) if child.dep_ == "compound" and child.lemma_.lower() in sense.key]
            stage = self._stage(noun, sense.type) if light is None else None
            candidate = Candidate(
                noun, sense, [*words, noun], arguments, sense.type, sense.mode, sense.cameo, sense.contexts, governor=light or stage
            )
            if stage is not None and noun.dep_ == "nsubj:pass" and self._is_staging(stage) and not self.lexicon.is_light(stage):
                candidate.governor = None  # what becomes of "the talks planned for May" is told of them
            candidate.staged = stage is not None or self._is_tallied(noun)
            self._answerable(candidate)
            if licensed(candidate):
                if light is not None:
                    candidate.words.insert(0, light)
                    candidate.why.append(Why("trigger", f"light:{light.lemma_.lower()}"))
                elif stage is not None:
                    candidate.words.append(stage)
                    candidate.why.append(Why("trigger", f"happening:{stage.lemma_.lower()}"))
                return candidate
            weak = weak or candidate
            if headline.is_headed(noun) and headline.stands(candidate):
                candidate.staged = True
                return candidate
        return weak

    def _is_tallied(self, noun: Token) -> bool:
        """Whether the toll of what a noun names is told: "the toll from the market strike", "blast toll"."""
        return noun.dep_ in {"compound", "nmod"} and noun.head.lemma_.lower() in self._tallies

    def _answerable(self, candidate: Candidate) -> None:
        """Take the doer of “X claimed responsibility for the attack”, “blamed Y for the attack” from the word that settles it."""
        answer = self.footing.accountability.of(candidate.token) if candidate.type in VIOLENT else None
        if answer is None:
            return
        candidate.answered = answer.footing is not None or not answer.rule.startswith("not ")
        candidate.staged = candidate.staged or candidate.answered
        own = candidate.token.pos_ == "VERB" and bool(candidate.arguments.actors)
        if own and answer.footing in {None, Footing.CLAIMED, Footing.DENIED, Footing.POSSIBLE}:
            return
        found = [
            Argument(mention, "responsible", 0.8)
            for token in self.footing.accountability.doers(answer, candidate.token)
            for each in tree.conjuncts(token)
            if (mention := self.finder.mentions.at(each)) is not None
        ]
        candidate.arguments.actors = found or candidate.arguments.actors
        doers = {argument.mention.span for argument in found}
        candidate.arguments.recipients = [argument for argument in candidate.arguments.recipients if argument.mention.span not in doers]

    def _light(self, noun: Token) -> Token | None:
        """The light verb of which `noun`, or the transparent noun it hangs on, is the object."""
        outer = noun
        if noun.dep_ == "nmod" and noun.head.lemma_.lower() in self.lexicon.transparent:
            outer = noun.head
        while outer.dep_ == "conj" and outer.head.pos_ in {"NOUN", "PROPN"} and outer.head.i < outer.i:
            outer = outer.head
        verb = outer.head
        if verb.pos_ == "VERB" and self.lexicon.is_light(verb) and any(child.i == outer.i for child in tree.objects(verb)):
            return verb
        return None

    def _stage(self, noun: Token, event_type: str) -> Token | None:
        """The verb that says that what `noun` names takes place: "talks resumed", "clashes broke out"."""
        verb = noun.head
        if verb.pos_ not in {"VERB", "AUX"}:
            return None
        if verb.pos_ == "VERB" and noun.dep_ == "obl" and tree.case_of(noun) == "in" and tree.is_any(verb, self.engaging):
            return verb if tree.surface_subject(verb) is not None else None  # "are locked in talks"
        if (
            event_type in STAGED
            and tree.is_any(verb, frozenset({"be"}))
            and any(child.lower_ == "there" for child in tree.children(verb, "expl"))
        ):
            return verb  # "there have been no arrests"
        if event_type in STAGED and noun.dep_ == "nsubj:pass" and self._is_staging(verb):
            return verb  # "the talks planned for May were cancelled"
        if verb.pos_ != "VERB" or noun.dep_ not in {"nsubj", "nsubj:pass"}:
            return None
        held = noun.dep_ == "nsubj:pass" and self.lexicon.is_light(verb)  # "talks are being held"
        costs = event_type == "ASSAULT" and any(stem in self.holders for stem in tree.stems(verb))
        return verb if held or costs or self.lexicon.is_happening(verb) else None

    def _is_staging(self, verb: Token) -> bool:
        beside = particles(verb)
        return any(name in self.staging for stem in tree.stems(verb) for name in (stem, *(f"{stem} {particle}" for particle in beside)))

    def _join(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Make one event of a verb and an event noun that tell the same."""
        noun = candidate.token
        if not candidate.absorbed and candidate.type == "ASSAULT" and self._effect(noun, found):
            candidate.absorbed = True
        self._same_harm(candidate, found)
        self._named_complement(candidate, found)
        self._relative_holder(candidate, found)
        self._result_clause(candidate, found)
        self._relative_result(candidate, found)
        if noun.pos_ not in {"NOUN", "PROPN"} or candidate.absorbed:
            return
        served = found.get(noun.head.i)
        if candidate.sense.licence == "tolled" and served is not None and served.type in VIOLENT and licensed(served):
            candidate.absorbed = noun.dep_ in {"nsubj:pass", "obj"}  # of "the mutiny was crushed" the verb tells what was done
            if candidate.absorbed:
                return
        if candidate.sense.case and noun.head.i != noun.i and noun.head.i in found:
            self._beside(candidate, found[noun.head.i])
            return
        outer = noun.head if noun.dep_ == "nmod" and noun.head.lemma_.lower() in self.lexicon.transparent else noun
        verb = found.get(outer.head.i)
        if verb is None or verb.token.pos_ == "NOUN" or verb.absorbed:
            return
        if outer.dep_ in {"obj", "nsubj:pass"} and any(word.i == noun.i for word in verb.words):
            if licensed(candidate) and not licensed(verb) and candidate.type != verb.type:
                verb.absorbed = True  # nobody known "threatened a general strike": the strike is known without him
                return
            if candidate.type == verb.type and tree.is_passive(verb.token) and _has_own_doer(candidate):
                candidate.governor = verb.token  # "the leader's visit was cut short by hecklers"
                candidate.took = True
                candidate.words.append(verb.token)
                verb.absorbed = True
                return
            if candidate.type == "REQUEST" and verb.type == "REJECT" and not verb.arguments.actors and _has_own_doer(candidate):
                verb.absorbed = True  # "the bishops' plea to the clans was ignored", nobody is told by whom
                return
            _lend(candidate, verb)  # "lifted sanctions", "held talks": the verb's sense names the noun
            candidate.absorbed = True
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
        elif outer.dep_ == "nsubj" and candidate.type == verb.type == "ASSAULT" and _tells_result(verb, self.lexicon):
            _result(candidate, verb)
        elif outer.dep_ == "nsubj" and candidate.mode in BLOODLESS and verb.type in VIOLENT and licensed(candidate):
            candidate.arguments.recipients = candidate.arguments.recipients or verb.arguments.recipients
            verb.absorbed = True  # "the cyberattack hit three banks" is one event, and no violence
        elif outer.dep_ in {"obl", "obl:agent"} and candidate.type == verb.type == "ASSAULT" and _one_deed(candidate, verb):
            _result(candidate, verb)  # "three people were killed in an air strike"

    def _same_harm(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        """Join “killed the owner and wounded a dozen customers”, “nine were killed and five wounded”: one deed did both."""
        verb = candidate.token
        first = found.get(verb.head.i)
        if candidate.absorbed or first is None or first.absorbed or verb.dep_ != "conj" or not candidate.type == first.type == "ASSAULT":
            return
        if not (tree.is_any(verb, self._harming) and tree.is_any(first.token, self._harming) and licensed(first)):
            return
        passive = tree.is_passive(verb)
        if tree.children(verb, "obl:agent") or passive != tree.is_passive(first.token) or (not passive and tree.children(verb, "nsubj")):
            return  # "the rebels killed five and the army killed ten"
        known = {argument.mention.span for argument in (*first.arguments.recipients, *first.arguments.actors)}
        first.arguments.recipients = [
            *first.arguments.recipients,
            *(argument for argument in candidate.arguments.recipients if argument.mention.span not in known),
        ]
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
        loser = verb if verb.type in VIOLENT else noun
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


def _is_part_of_name(argument: Argument, doc: Doc, sense: Predicate) -> bool:
    """Whether a nameless argument within an object is the word by which the sense knows its object."""
    if argument.mention.actor is not None or not argument.path.startswith("object/"):
        return False
    return doc.text[argument.mention.head.start : argument.mention.head.end].lower() in sense.object


def _has_own_doer(noun: Candidate) -> bool:
    """Whether a noun's doer stands with it and not with the verb it serves."""
    return any(argument.path.startswith(("poss", "nmod:by", "nmod:between")) for argument in noun.arguments.actors)


def _lend(noun: Candidate, verb: Candidate) -> None:
    """Arguments that stand on the noun fill what the verb lacks."""
    if not verb.arguments.actors:
        verb.arguments.actors = noun.arguments.actors
    if not verb.arguments.recipients:
        taken = {argument.mention.span for argument in verb.arguments.actors}
        verb.arguments.recipients = [argument for argument in noun.arguments.recipients if argument.mention.span not in taken]
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


def licensed(candidate: Candidate) -> bool:
    """Whether the arguments suffice for the sense: a political act needs a political actor."""
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
        least = OTHER if candidate.type in VIOLENT else NAMED
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
