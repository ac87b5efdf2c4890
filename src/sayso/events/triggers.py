"""Finding what may be an event: verbs, nouns, nouns with light verbs; each with its arguments, none yet licensed."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from sayso.events import headline, tree
from sayso.events.arguments import ArgumentFinder
from sayso.events.candidate import Candidate
from sayso.events.families import PHYSICAL
from sayso.events.footing import FootingReader
from sayso.events.joining import Joiner
from sayso.events.licence import TOLLED, licensed
from sayso.events.predicates import Lexicon, Predicate, particles
from sayso.events.sides import Argument
from sayso.events.toll import TollReader
from sayso.events.undoing import Undoing
from sayso.records import Footing, Why

STAGED = frozenset({"ASSAULT", "COERCE", "PROTEST", "CONSULT"})
"""Types of nouns that are events by themselves where the text says what becomes of them."""
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
        self._joiner = Joiner(lexicon)
        self._tallies = frozenset(lexicon.toll["tallies"])
        self._undoing = Undoing(lexicon.cues)

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
            self._joiner.join(found[index], found)
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
        if self._undoing.undoes(verb):
            return None
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
            else:  # the hostage of "took a nun hostage" is no party
                named = sense.key.partition("+")[0]
                beside = {word.idx for word in words if word.i > verb.i and word.pos_ == "NOUN" and named.endswith(f" {word.lower_}")}
                arguments.recipients = [each for each in arguments.recipients if each.mention.head.start not in beside]
            if (
                not sense.frame.reciprocal and sense.object and sense.licence not in UNDERGOING
            ):  # the emergency of "a state of emergency was declared" undergoes nothing
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
            undone = noun.head if noun.dep_ == "obj" and light is None and self._undoing.undoes(noun.head) else None
            arguments = self.finder.of_noun(noun, sense.frame, sense.type, light or undone)
            words = [child for child in tree.kids(noun) if child.dep_ == "compound" and child.lemma_.lower() in sense.key]
            stage = self._stage(noun, sense.type) if light is None else None
            candidate = Candidate(
                noun, sense, [*words, noun], arguments, sense.type, sense.mode, sense.cameo, sense.contexts, governor=light or stage
            )
            if stage is not None and noun.dep_ == "nsubj:pass" and self._is_staging(stage) and not self.lexicon.is_light(stage):
                candidate.governor = None  # what becomes of "the talks planned for May" is told of them
            candidate.staged = stage is not None or undone is not None or self._is_tallied(noun)
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
        answer = self.footing.accountability.of(candidate.token) if candidate.type in PHYSICAL else None
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
        if noun.dep_ == "nmod" and noun.head.lemma_.lower() in self.lexicon.transparent and tree.case_of(noun) in {"of", "in", ""}:
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


def _is_part_of_name(argument: Argument, doc: Doc, sense: Predicate) -> bool:
    """Whether a nameless argument within an object is the word by which the sense knows its object."""
    if argument.mention.actor is not None or not argument.path.startswith("object/"):
        return False
    return doc.text[argument.mention.head.start : argument.mention.head.end].lower() in sense.object
