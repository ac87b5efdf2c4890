"""How the text tells a happening: occurred, ongoing, planned, threatened, demanded, hypothetical, negated.

Read from negation, auxiliaries, tense, subordinators and the governors above the trigger; the class of the attribution that contains the
event is weighed in by `within_attribution`, and `historical` is decided by the date (see `circumstance`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from sayso.events import tree
from sayso.records import Attribution, Status


@dataclass(frozen=True, slots=True)
class Reading:
    """A status with the word that shows it."""

    status: Status
    rule: str
    word: Token | None = None
    settled: bool = False
    """A past tense or a perfect says so: no attribution can turn it into a plan."""
    modal: str | None = None
    negated: bool = False


SPEECH_STATUS = {"threaten": Status.THREATENED, "demand": Status.DEMANDED, "promise": Status.PLANNED}


class StatusReader:
    """Reads the status of verbs and event nouns against the cue words of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: dict[str, Any]) -> None:
        self._modals = {word: name for name, words in cues["modals"].items() for word in words}
        self._governors = {word: name for name, words in cues["governors"].items() for word in words}
        self._negators = frozenset(cues["negators"])
        self._unreal = frozenset(cues["subordinators"]["hypothetical"])
        self._prepositions = {word: name for name, words in cues["prepositions"].items() for word in words}
        self._no = frozenset(cues["negative_determiners"])
        self._undone = frozenset(cues["subordinators"]["negated"])
        self._scheduled = frozenset(cues["scheduled"])
        self._ongoing = frozenset(cues["ongoing_words"])
        self._supposing = frozenset(cues["supposing"])
        self._continuing = frozenset(cues["continuing"])
        self._looking_back = frozenset(cues["looking_back"])
        self._saying = frozenset(cues["saying"])

    def of(self, token: Token, goal: bool = False, depth: int = 0) -> Reading:
        """The status of the event that `token` names; `goal` for nouns that mostly name an aim."""
        if depth > tree.MAX_CLIMB:
            return Reading(Status.OCCURRED, "default")
        if token.pos_ in {"VERB", "AUX"}:
            return self._of_verb(token, depth)
        return self._of_noun(token, goal, depth)

    def negation(self, token: Token) -> Token | None:
        """The word that negates a verb or a noun phrase, if one does."""
        for child in tree.kids(token):
            if child.lower_ in self._negators and child.dep_ in {"advmod", "det", "cc", "case", "neg", "aux"}:
                return child
            if child.dep_ in {"nsubj", "nsubj:pass", "obj"}:
                for inner in tree.kids(child):
                    if inner.lower_ in self._no and inner.dep_ in {"det", "cc:preconj", "cc", "advmod"} and inner.i < child.i:
                        return inner
        return None

    def modal(self, verb: Token) -> Token | None:
        """The modal auxiliary of a clause, shared ones of coordinated verbs included."""
        for child in tree.kids(verb):
            if child.dep_ == "aux" and child.lower_ in self._modals:
                return child
        if verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ in {"VERB", "AUX"}:
            return self.modal(verb.head)
        return None

    def modal_class(self, verb: Token) -> str | None:
        """``planned``, ``hypothetical``, ``conditional`` or ``demanded`` by the modal of a clause."""
        found = self.modal(verb)
        return self._modals[found.lower_] if found is not None else None

    def conditional(self, verb: Token) -> Token | None:
        """The "if", "unless" or "until" of a clause that hangs on this one."""
        for child in tree.kids(verb):
            if child.dep_ in {"advcl", "obl"}:
                for inner in tree.kids(child):
                    if inner.dep_ in {"mark", "case"} and inner.lower_ in self._unreal:
                        return inner
        return None

    def _of_verb(self, verb: Token, depth: int) -> Reading:
        denied = self.negation(verb)
        modal = self.modal(verb)
        for child in tree.kids(verb):
            if child.dep_ == "mark" and child.lower_ in self._unreal:
                return Reading(Status.HYPOTHETICAL, f"subordinator:{child.lower_}", child, modal=self.modal_class(verb))
        if modal is not None:
            return self._of_modal(verb, modal, denied)
        infinitive = verb.tag_ == "VB" or (
            verb.tag_ != "VBG" and any(child.lower_ == "to" and child.dep_ == "mark" for child in tree.kids(verb))
        )
        if infinitive and not any(child.dep_ == "aux" and child.lemma_ in {"have", "do"} for child in tree.kids(verb)):
            return self._embedded(verb, denied, depth, infinitive=True)
        bare = verb.tag_ in {"VBG", "VBN"} and not any(child.dep_ in {"aux", "aux:pass"} for child in tree.kids(verb))
        if bare and verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "conj", "csubj", "obl"}:
            return self._embedded(verb, denied, depth, infinitive=False)
        if denied is not None:
            return Reading(Status.NEGATED, f"negation:{denied.lower_}", denied, settled=True, negated=True)
        if verb.dep_ == "ccomp" and tree.is_any(verb.head, self._supposing):
            return Reading(Status.HYPOTHETICAL, f"governor:{verb.head.lemma_.lower()}", verb.head)
        return self._of_tense(verb)

    def _of_modal(self, verb: Token, modal: Token, denied: Token | None) -> Reading:
        name = self._modals[modal.lower_]
        doer = next(iter(tree.children(verb, "nsubj", "nsubj:pass")), None)
        if doer is not None and modal.i < doer.i and modal.lower_ == "should":  # "should Northland expel him, …"
            return Reading(Status.HYPOTHETICAL, f"inversion:{modal.lower_}", modal, modal="hypothetical")
        if denied is not None:
            return Reading(Status.NEGATED, f"negation:{denied.lower_}", denied, modal=name, negated=True)
        if name == "conditional":
            reported = verb.dep_ == "ccomp" or any(each.dep_ == "ccomp" for each in tree.climb(verb))
            name = "planned" if reported and (self.conditional(verb) is None or _is_own(verb)) else "hypothetical"
        if name == "hypothetical" and any(child.dep_ == "aux" and child.lemma_ == "have" for child in tree.kids(verb)):
            return Reading(Status.HYPOTHETICAL, f"modal:{modal.lower_}", modal, modal="hypothetical")
        first = verb.head if verb.dep_ == "conj" else verb
        if name == "planned" and first.dep_ == "ccomp" and tree.pick(self._governors, first.head) in {"hypothetical", "negated"}:
            return Reading(Status.HYPOTHETICAL, f"governor:{first.head.lemma_.lower()}", first.head)
        return Reading(Status(name), f"modal:{modal.lower_}", modal, modal=name)

    def _of_tense(self, verb: Token) -> Reading:
        helpers = {child.lemma_.lower(): child for child in tree.kids(verb) if child.dep_ in {"aux", "aux:pass", "cop"}}
        progressive = verb.tag_ == "VBG" and "be" in helpers
        first = helpers.get("have", helpers["be"]) if progressive else None  # "is shelling", "has been shelling"
        if first is not None and first.tag_ in {"VBZ", "VBP"}:
            return Reading(Status.ONGOING, "tense:progressive", first)
        for child in tree.kids(verb):
            if child.dep_ == "advmod" and child.lower_ in self._ongoing and verb.tag_ in {"VBZ", "VBP", "VBG"}:
                return Reading(Status.ONGOING, f"adverb:{child.lower_}", child)
        past = verb.tag_ in {"VBD", "VBN"} or "have" in helpers
        return Reading(Status.OCCURRED, "tense:past" if past else "tense:present", verb, settled=past)

    def _embedded(self, verb: Token, denied: Token | None, depth: int, infinitive: bool) -> Reading:
        """Status of a clause without a tense of its own: what its governor makes of it."""
        governor = verb.head
        if verb.dep_ == "conj" and governor.pos_ in {"VERB", "AUX"}:
            return self.of(governor, depth=depth + 1)
        if governor.i == verb.i:
            return Reading(Status.PLANNED, "infinitive") if infinitive else Reading(Status.OCCURRED, "headline")
        if denied is not None:
            return Reading(Status.NEGATED, f"negation:{denied.lower_}", denied, negated=True)
        for child in tree.kids(verb):
            if child.dep_ == "mark" and child.lower_ in self._undone:
                return Reading(Status.NEGATED, f"subordinator:{child.lower_}", child, negated=True)
        cue = tree.pick(self._governors, governor)
        above = self.of(governor, depth=depth + 1) if governor.pos_ in {"VERB", "AUX", "NOUN"} else self._of_tense(governor)
        if cue in {"phase", "cessation"}:
            return self._of_phase(cue, governor, above)
        if cue is not None:
            flipped = Status.PLANNED if cue == "negated" and above.status is Status.NEGATED else Status(cue)
            return Reading(flipped, f"governor:{governor.lemma_.lower()}", governor)
        if infinitive and verb.dep_ in {"advcl", "acl", "xcomp", "ccomp"}:
            return Reading(Status.PLANNED, "infinitive", verb)
        return Reading(above.status, f"clause:{above.rule}", above.word, settled=above.settled, negated=above.negated)

    def _of_phase(self, cue: str, governor: Token, above: Reading) -> Reading:
        if cue == "phase" and governor.tag_ in {"VBZ", "VBP"} and tree.is_any(governor, self._continuing):
            return Reading(Status.ONGOING, f"phase:{governor.lemma_.lower()}", governor)
        if cue == "phase":
            return Reading(above.status, f"phase:{governor.lemma_.lower()}", governor, settled=above.settled)
        if above.negated and above.modal in {"planned", "conditional"}:  # "will not stop attacking"
            return Reading(Status.THREATENED, f"unceasing:{governor.lemma_.lower()}", governor)
        if above.negated:
            return Reading(Status.ONGOING, f"unceasing:{governor.lemma_.lower()}", governor)
        return Reading(Status.OCCURRED, f"ceased:{governor.lemma_.lower()}", governor, settled=True)

    def _of_noun(self, noun: Token, goal: bool, depth: int) -> Reading:
        for child in tree.kids(noun):
            if child.dep_ == "det" and child.lower_ == "any":
                return Reading(Status.HYPOTHETICAL, "determiner:any", child)
            if child.dep_ == "det" and child.lower_ == "no":
                return Reading(Status.NEGATED, "negation:no", child, negated=True)
            if child.dep_ == "amod" and (name := tree.pick(self._governors, child)) in {"hypothetical", "threatened"}:
                return Reading(Status(str(name)), f"adjective:{child.lower_}", child)
            if child.dep_ in {"amod", "acl"} and child.tag_ in {"VBN", "JJ"} and any(stem in self._scheduled for stem in tree.stems(child)):
                return Reading(Status.PLANNED, f"scheduled:{child.lower_}", child)
            if child.dep_ == "amod" and child.lower_ in self._ongoing:
                return Reading(Status.ONGOING, f"adjective:{child.lower_}", child)
        copula = next(iter(tree.children(noun, "cop")), None)
        if copula is not None:
            return self._of_state(noun, copula)
        preposition = self._prepositions.get(tree.case_of(noun))
        if preposition is not None and (noun.dep_ == "obl" or goal):
            return Reading(Status(preposition), f"preposition:{tree.case_of(noun)}", noun)
        if tree.case_of(noun) in self._looking_back:
            return Reading(Status.OCCURRED, f"preposition:{tree.case_of(noun)}", noun)
        governor = noun.head
        if governor.i == noun.i:
            return Reading(Status.PLANNED, "goal") if goal else Reading(Status.OCCURRED, "headline")
        return self._governed(noun, governor, goal, depth)

    def _of_state(self, noun: Token, copula: Token) -> Reading:
        """Status of “it is in talks with …”: the copula carries tense, modal and negation."""
        modal, denied = self.modal(noun), self.negation(noun)
        if modal is not None:
            return self._of_modal(noun, modal, denied)
        if denied is not None:
            return Reading(Status.NEGATED, f"negation:{denied.lower_}", denied, settled=True, negated=True)
        if copula.tag_ in {"VBZ", "VBP"}:
            return Reading(Status.ONGOING, "tense:state", copula)
        return Reading(Status.OCCURRED, "tense:past", copula, settled=True)

    def _governed(self, noun: Token, governor: Token, goal: bool, depth: int) -> Reading:
        if noun.dep_ == "conj":
            return self.of(governor, goal, depth + 1)
        cue = tree.pick(self._governors, governor) if noun.dep_ in {"obj", "nmod", "obl", "nsubj", "nsubj:pass", "acl"} else None
        if cue == "cessation" and noun.dep_ in {"nsubj", "obj", "nsubj:pass"}:
            return self._of_phase(cue, governor, self.of(governor, depth=depth + 1))
        if cue is not None and cue != "phase" and not (noun.dep_ in {"nsubj", "nsubj:pass"} and cue != "negated"):
            above = self.of(governor, depth=depth + 1) if governor.pos_ == "VERB" else None
            if cue == "negated" and above is not None and above.negated:
                return Reading(Status.OCCURRED, f"governor:{governor.lemma_.lower()}", governor)
            if not (cue == "planned" and noun.dep_ in {"obl", "nsubj"}):
                return Reading(Status(cue) if cue != "cessation" else Status.OCCURRED, f"governor:{governor.lemma_.lower()}", governor)
        if goal:
            return Reading(Status.PLANNED, "goal", noun)
        if governor.pos_ in {"VERB", "AUX"}:
            above = self.of(governor, depth=depth + 1)
            if noun.dep_ in {"obl", "obl:agent"} and above.status in {
                Status.PLANNED,
                Status.DEMANDED,
                Status.THREATENED,
                Status.NEGATED,
                Status.HYPOTHETICAL,
            }:
                return Reading(Status.OCCURRED, "adjunct", governor)
            return Reading(
                above.status, f"clause:{above.rule}", above.word, settled=above.settled, negated=above.negated, modal=above.modal
            )
        if governor.pos_ in {"NOUN", "PROPN"}:
            above = self.of(governor, False, depth + 1)
            return above if above.status is not Status.NEGATED else Reading(Status.OCCURRED, "adjunct", governor)
        return Reading(Status.OCCURRED, "noun", noun)


def _is_own(verb: Token) -> bool:
    """Whether whoever says it says it of himself: "said they would meet the envoy if …" commits, "said it would strike if …" threatens."""
    return verb.dep_ == "ccomp" and any(child.dep_ == "nsubj" and child.tag_ == "PRP" for child in tree.kids(verb))


def within_attribution(reading: Reading, voice: Attribution | None) -> Reading:
    """The status once the class of the saying around the event is weighed in: a threat, a demand, a promise of what is not past."""
    if voice is None or reading.settled or reading.status not in {Status.OCCURRED, Status.ONGOING}:
        return reading
    status = SPEECH_STATUS.get(voice.speech)
    return reading if status is None or reading.rule.startswith("tense") else Reading(status, f"attribution:{voice.speech}", reading.word)
