"""How the text tells a happening: occurred, ongoing, planned, threatened, demanded, hypothetical, negated.

Read from negation, auxiliaries, tense, subordinators and the governors above the trigger; the class of the attribution that contains the
event is weighed in by `within_attribution`, and `historical` is decided by the date (see `circumstance`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.conditions import Conditions, is_past
from sayso.events.governors import Governors, is_scheduled
from sayso.events.lasting import NOW, THEN, Lasting
from sayso.events.polarity import Polarity
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


REAL = frozenset({Status.OCCURRED, Status.ONGOING, Status.HISTORICAL})
"""Of what happened or goes on."""
SPEECH_STATUS = {"threaten": Status.THREATENED, "demand": Status.DEMANDED, "promise": Status.PLANNED}


class StatusReader:
    """Reads the status of verbs and event nouns against the cue words of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: dict[str, Any]) -> None:
        self._polarity = Polarity(cues)
        self._conditions = Conditions(cues)
        self._lasting = Lasting(cues, self._polarity)
        self._governing = Governors(cues, self._polarity)
        self._modals = {word: name for name, words in cues["modals"].items() for word in words}
        self._prepositions = {word: name for name, words in cues["prepositions"].items() for word in words}
        self._undone = frozenset(cues["subordinators"]["negated"])
        self._scheduled = frozenset(cues["scheduled"])
        self._ongoing = frozenset(cues["ongoing_words"])
        self._supposing = frozenset(cues["supposing"])
        self._looking_back = frozenset(cues["looking_back"])
        self._keeping = frozenset(cues["keeping"])
        self._stative = frozenset(cues["stative"])
        self._happening = frozenset(cues["happening"])
        self._calling = frozenset(cues["calling"])
        self._wishing = frozenset(cues["wishing"])
        self._nearing = frozenset(cues["nearing"])
        self._labouring = frozenset(cues["labouring"])
        self._awaiting = frozenset(cues["awaiting"])
        self._facing = frozenset(cues["facing"])
        self._bound_for = frozenset(cues["bound_for"])
        self._costing = frozenset(cues["costing"])
        self._choosing = frozenset(cues["choosing"])

    def of(self, token: Token, goal: bool = False, depth: int = 0) -> Reading:
        """The status of the event that `token` names; `goal` for nouns that mostly name an aim."""
        if depth > tree.MAX_CLIMB:
            return Reading(Status.OCCURRED, "default")
        if token.pos_ in {"VERB", "AUX"}:
            return self._of_verb(token, depth)
        return self._of_noun(token, goal, depth)

    def negation(self, token: Token) -> Token | None:
        """The word that negates a verb or a noun phrase, if one does."""
        return self._polarity.of(token)

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
        return self._conditions.on(verb)

    def is_excluding(self, verb: Token) -> bool:
        """Whether a verb says that something will not be: whoever does not "rule out" an act only leaves it open."""
        return self._governing.is_excluding(verb)

    def _of_verb(self, verb: Token, depth: int) -> Reading:
        denied = self.negation(verb)
        modal = self.modal(verb)
        unreal = self._conditions.of(verb) if self._polarity.opening(verb) is None else None
        if unreal is not None:
            return Reading(Status.HYPOTHETICAL, f"subordinator:{unreal.lower_}", unreal, modal=self.modal_class(verb))
        if _is_or_else(verb):
            return Reading(Status.THREATENED, "or else", verb)
        if modal is not None:
            return self._of_modal(verb, modal, denied)
        base = verb.tag_ == "VB" and not is_past(verb) and not _is_finite(verb)
        infinitive = base or (verb.tag_ != "VBG" and any(child.lower_ == "to" and child.dep_ == "mark" for child in tree.kids(verb)))
        if infinitive and not any(child.dep_ == "aux" and child.lemma_ in {"have", "do"} for child in tree.kids(verb)):
            return self._embedded(verb, denied, depth, infinitive=True)
        undone = next((child for child in tree.children(verb, "mark") if child.lower_ in self._undone), None)
        if undone is not None:  # "were freed without being charged"
            return Reading(Status.NEGATED, f"subordinator:{undone.lower_}", undone, negated=True)
        bare = verb.tag_ in {"VBG", "VBN", "VBD"} and _is_nonfinite(verb)
        if bare and verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "conj", "csubj", "obl"}:
            return self._embedded(verb, denied, depth, infinitive=False)
        if denied is not None:
            return Reading(Status.NEGATED, f"negation:{denied.lower_}", denied, settled=True, negated=True)
        bare = verb.tag_ in {"VB", "VBP"} and not tree.children(verb, "aux", "aux:pass", "cop") and not is_past(verb)
        if verb.dep_ == "ccomp" and bare and self._governing.cue(verb.head) == "demanded":  # "insisted that the rebels disarm"
            return Reading(Status.DEMANDED, f"governor:{verb.head.lemma_.lower()}", verb.head)
        asked = self._asked_before(verb)
        if asked is not None:
            return Reading(Status.DEMANDED, f"governor:{asked.lemma_.lower()}", asked)
        if (
            verb.dep_ in {"acl", "acl:relcl"} and not is_past(verb) and self._governing.cue(verb.head) == "hypothetical"
        ):  # "the risk that it attacks"
            return Reading(Status.HYPOTHETICAL, f"governor:{verb.head.lemma_.lower()}", verb.head)
        if verb.dep_ == "ccomp" and tree.is_any(verb.head, self._supposing):
            return Reading(Status.HYPOTHETICAL, f"governor:{verb.head.lemma_.lower()}", verb.head)
        return self._of_tense(verb)

    def _asked_before(self, verb: Token) -> Token | None:
        """The demand right before "that" and a bare verb, wherever the tree hangs them: "demands that Caracas cut ties"."""
        doer = next(iter(tree.children(verb, "nsubj", "nsubj:pass")), None)
        start = doer.left_edge.i if doer is not None else 0
        if start - verb.sent.start < 2 or verb.doc[start - 1].lower_ != "that" or verb.lower_ != verb.lemma_.lower():
            return None
        before = verb.doc[start - 2]
        return before if self._governing.cue(before) == "demanded" and verb.tag_ != "VBZ" else None

    def _of_modal(self, verb: Token, modal: Token, denied: Token | None) -> Reading:
        name = self._modals[modal.lower_]
        doer = next(iter(tree.children(verb, "nsubj", "nsubj:pass")), None)
        if doer is not None and modal.i < doer.i and modal.lower_ == "should":  # "should Northland expel him, …"
            return Reading(Status.HYPOTHETICAL, f"inversion:{modal.lower_}", modal, modal="hypothetical")
        if denied is not None:
            return Reading(Status.NEGATED, f"negation:{denied.lower_}", denied, modal=name, negated=True)
        perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in tree.kids(verb))
        if name == "conditional":
            asked = any(child.tag_ in {"WP", "WRB", "WDT"} for child in tree.kids(verb))  # "what a strike would cost"
            asked = asked or tree.is_any(verb, self._costing)  # "a strike would cost millions, he said"
            reported = not asked and (verb.dep_ == "ccomp" or any(each.dep_ == "ccomp" for each in tree.climb(verb)))
            name = "planned" if reported and not perfect and (self.conditional(verb) is None or _is_own(verb)) else "hypothetical"
        if name == "hypothetical" and perfect:
            return Reading(Status.HYPOTHETICAL, f"modal:{modal.lower_}", modal, modal="hypothetical")
        fear = self._governing.feared(verb.head if verb.dep_ == "conj" else verb) if name == "planned" else None
        if fear is not None:
            return Reading(Status.HYPOTHETICAL, f"governor:{fear.lemma_.lower()}", fear)
        return Reading(Status(name), f"modal:{modal.lower_}", modal, modal=name)

    def _of_tense(self, verb: Token) -> Reading:
        helpers = {child.lemma_.lower(): child for child in tree.kids(verb) if child.dep_ in {"aux", "aux:pass", "cop"}}
        being = {child.tag_: child for child in tree.kids(verb) if child.dep_ in {"aux", "aux:pass"} and child.lemma_.lower() == "be"}
        if verb.tag_ == "VBN" and "VBG" in being and (present := being.get("VBZ") or being.get("VBP")) is not None:
            return Reading(Status.ONGOING, "tense:progressive", present)  # "is being shelled"
        progressive = verb.tag_ == "VBG" and "be" in helpers
        first = helpers.get("have", helpers["be"]) if progressive else None  # "is shelling", "has been shelling"
        if first is not None and first.tag_ in {"VBZ", "VBP"}:
            return Reading(Status.ONGOING, "tense:progressive", first)
        if verb.tag_ in {"VBZ", "VBP"} and (often := self._lasting.repeated(verb)) is not None:
            return Reading(Status.ONGOING, "repeated", often)
        for child in tree.kids(verb):
            unended = verb.tag_ in {"VBZ", "VBP", "VBG"} or (verb.tag_ == "VBN" and "be" in helpers and "have" not in helpers)
            if child.dep_ == "advmod" and child.lower_ in self._ongoing and unended:
                return Reading(Status.ONGOING, f"adverb:{child.lower_}", child)
        if verb.tag_ == "VBN" and "have" not in helpers and tree.is_any(verb, self._stative) and _is_present(helpers.get("be")):
            return Reading(Status.ONGOING, "tense:state", helpers["be"])  # "is besieged by", "are held in"
        lasting = self._lasting.rule(verb)
        if lasting is not None:
            return Reading(Status.ONGOING, f"{lasting}:{verb.lemma_.lower()}", verb)
        if progressive and first is not None and first.tag_ == "VBD" and self._lasting.is_under_way(verb):
            return Reading(Status.ONGOING, f"{THEN}:progressive", first)
        past = verb.tag_ == "VBN" or is_past(verb) or "have" in helpers
        return Reading(Status.OCCURRED, "tense:past" if past else "tense:present", verb, settled=past)

    def _embedded(self, verb: Token, denied: Token | None, depth: int, infinitive: bool) -> Reading:
        """Status of a clause without a tense of its own: what its governor makes of it."""
        governor = verb.head
        aspect = self._governing.aspect_before(verb)
        if aspect is not None:
            return self._of_phase(str(self._governing.cue(aspect)), aspect, self.of(aspect, depth=depth + 1))
        if verb.dep_ == "conj" and governor.pos_ in {"VERB", "AUX"}:
            return self.of(governor, depth=depth + 1)
        shared = self.negation(governor) if verb.dep_ == "conj" and governor.pos_ == "ADJ" else None
        if shared is not None:  # "nobody was hurt or arrested"
            return Reading(Status.NEGATED, f"negation:{shared.lower_}", shared, settled=True, negated=True)
        if infinitive and denied is None and self._is_imperative(verb):
            return Reading(Status.DEMANDED, "imperative", verb)
        if governor.i == verb.i:
            return Reading(Status.PLANNED, "infinitive") if infinitive else Reading(Status.OCCURRED, "headline")
        own = self._turned_about(verb, governor, denied, depth) or self._unreal(verb, governor, infinitive)
        if own is not None:
            return own
        if infinitive and governor.lemma_.lower() == "have" and verb.dep_ == "xcomp" and not tree.children(governor, "obj"):
            return self._of_obligation(governor, depth)
        if infinitive and self._governing.is_allotted(governor):
            return Reading(Status.DEMANDED, f"governor:{governor.lemma_.lower()}", governor)  # "gave the militia a week to disarm"
        near = governor.pos_ in {"ADJ", "ADV", "NOUN"} and tree.is_any(governor, self._nearing)
        if near and verb.tag_ == "VBG" and governor.i < verb.i:
            return Reading(Status.PLANNED, f"governor:{governor.lemma_.lower()}", governor)  # "are close to signing"
        cue = self._governing.cue(governor) or (self._governing.of_infinitive(governor) if infinitive else None)
        above = self.of(governor, depth=depth + 1) if governor.pos_ in {"VERB", "AUX", "NOUN"} else self._of_tense(governor)
        if cue in {"phase", "cessation"}:
            return self._of_phase(cue, governor, above)
        if infinitive and governor.pos_ == "VERB" and above.status is Status.ONGOING and tree.is_any(governor, self._labouring):
            return Reading(Status.ONGOING, f"{NOW}:{governor.lemma_.lower()}", governor)  # "are battling to free them"
        if cue is not None:
            return Reading(
                self._governing.turned(cue, verb, governor, above.status, above.settled), f"governor:{governor.lemma_.lower()}", governor
            )
        if infinitive and verb.dep_ in {"advcl", "acl", "xcomp", "ccomp"}:
            return Reading(Status.PLANNED, "infinitive", verb)
        return Reading(above.status, f"clause:{above.rule}", above.word, settled=above.settled, negated=above.negated)

    def _turned_about(self, verb: Token, governor: Token, denied: Token | None, depth: int) -> Reading | None:
        """What negates a clause without a tense: "not", "far from", "kept them from", "decided against"."""
        if denied is not None:
            return Reading(Status.NEGATED, f"negation:{denied.lower_}", denied, negated=True)
        if verb.i > 1 and verb.nbor(-1).lower_ == "from" and verb.nbor(-2).lower_ == "far":
            return Reading(Status.NEGATED, "far from", verb.nbor(-2), negated=True)
        gerund = verb.tag_ not in {"VB", "VBP"}
        away = any(child.lower_ == "from" for child in tree.children(verb, "mark", "case"))
        if away and gerund and tree.is_any(governor, self._keeping):  # "were kept from burning down …"
            above = self.of(governor, depth=depth + 1)
            status = Status.OCCURRED if above.negated else Status.NEGATED if above.status is Status.OCCURRED else Status.HYPOTHETICAL
            return Reading(status, "governor:from", governor, negated=status is Status.NEGATED)
        against = any(child.lower_ == "against" for child in tree.children(verb, "mark", "case"))
        if against and gerund:  # "decided against sending troops"
            status = Status.NEGATED if tree.is_any(governor, self._choosing) else Status.HYPOTHETICAL
            return Reading(status, "governor:against", governor, negated=status is Status.NEGATED)
        return None

    def _unreal(self, verb: Token, governor: Token, infinitive: bool) -> Reading | None:
        """A clause without a tense that is a wish or a supposition, or that is settled by its own form."""
        if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and tree.is_any(governor.head, self._wishing) and governor.dep_ == "obj":
            return Reading(Status.DEMANDED, f"governor:{governor.head.lemma_.lower()}", governor.head)  # "want the ban | lifted"
        if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not infinitive and not tree.children(verb, "mark"):
            return Reading(Status.OCCURRED, "participle", verb, settled=True)  # "her brother, jailed in May, never …"
        if infinitive and any(child.lower_ == "yet" for child in (*tree.kids(governor), *tree.kids(verb)) if child.i < verb.i):
            return Reading(Status.NEGATED, "yet to", governor, negated=True)
        if infinitive and verb.dep_ == "acl" and tree.is_inverted(governor):
            return Reading(Status.HYPOTHETICAL, "inversion", governor)
        if infinitive and self._conditions.opens(governor):
            return Reading(Status.HYPOTHETICAL, "inversion", governor)  # "were the union to accept, …"
        if verb.dep_ in {"xcomp", "ccomp"} and tree.is_any(governor, self._supposing) and not is_past(governor):
            return Reading(Status.HYPOTHETICAL, f"governor:{governor.lemma_.lower()}", governor)  # "suppose the court were to …"
        return None

    def _is_imperative(self, verb: Token) -> bool:
        """Whether a quoted clause opens with its verb, which has neither subject nor auxiliary: “Let the observers in,” she told …"""
        if verb.tag_ not in {"VB", "VBP"} or verb.dep_ not in {"root", "ROOT", "ccomp", "parataxis"}:
            return False
        if any(child.dep_ in {"nsubj", "nsubj:pass", "aux", "aux:pass", "mark"} and child.i < verb.i for child in tree.kids(verb)):
            return False
        before = verb.doc[verb.i - 1] if verb.i else None
        return before is not None and before.tag_ == "``"

    def _of_obligation(self, have: Token, depth: int) -> Reading:
        """Status of what somebody "has to" do, is asked of him; of what he "had to" do, he did."""
        above = self.of(have, depth=depth + 1)
        if above.status is not Status.OCCURRED or above.settled:
            return above
        return Reading(Status.DEMANDED, "obligation", have)

    def _of_phase(self, cue: str, governor: Token, above: Reading) -> Reading:
        lasting = self._lasting.rule(governor) if cue == "phase" else None
        if lasting is not None:
            return Reading(Status.ONGOING, f"{lasting}:{governor.lemma_.lower()}", governor)
        if cue == "phase":
            return Reading(above.status, f"phase:{governor.lemma_.lower()}", governor, settled=above.settled)
        if above.negated and above.modal in {"planned", "conditional"}:  # "will not stop attacking"
            return Reading(Status.THREATENED, f"unceasing:{governor.lemma_.lower()}", governor)
        if above.negated:
            return Reading(Status.ONGOING, f"unceasing:{governor.lemma_.lower()}", governor)
        return Reading(Status.OCCURRED, f"ceased:{governor.lemma_.lower()}", governor, settled=True)

    def _of_noun(self, noun: Token, goal: bool, depth: int) -> Reading:
        undone = noun.dep_ in {"nsubj:pass", "obj"} and noun.head.pos_ == "VERB" and self._governing.cue(noun.head) == "negated"
        undone = undone or self._governing.called_off(noun)
        if noun.dep_ == "nsubj" and noun.head.pos_ == "VERB" and self._governing.vanished(noun):
            return Reading(Status.NEGATED, f"governor:{noun.head.lemma_.lower()}", noun.head, negated=True)
        if undone and not goal:  # "the strike planned for Monday was called off"
            return self._governed(noun, noun.head, goal, depth)
        for child in tree.kids(noun):
            if child.dep_ == "det" and child.lower_ == "any" and self._prepositions.get(tree.case_of(noun)) != "negated":
                denied = self.negation(noun.head) if noun.dep_ in {"obj", "nsubj", "nsubj:pass"} and noun.head.pos_ == "VERB" else None
                if denied is not None:
                    return Reading(Status.NEGATED, f"negation:{denied.lower_}", denied, negated=True)
                return Reading(Status.HYPOTHETICAL, "determiner:any", child)
            if child.dep_ == "det" and child.lower_ == "no":
                return Reading(Status.NEGATED, "negation:no", child, negated=True)
            if child.dep_ == "amod" and (name := tree.pick(self._governing.by_word, child)) in {"hypothetical", "threatened"}:
                return Reading(Status(str(name)), f"adjective:{child.lower_}", child)
            if is_scheduled(child, self._scheduled):
                never = self.negation(noun.head) if noun.dep_ in {"nsubj", "nsubj:pass"} and noun.head.pos_ == "VERB" else None
                if never is not None:  # "the planned talks never took place"
                    return Reading(Status.NEGATED, f"negation:{never.lower_}", never, settled=True, negated=True)
                return Reading(Status.PLANNED, f"scheduled:{child.lower_}", child)
            if child.dep_ == "amod" and child.lower_ in self._ongoing:
                return Reading(Status.ONGOING, f"adjective:{child.lower_}", child)
            if child.dep_ == "acl:relcl" and any(each.dep_ == "nsubj" and each.tag_ in tree.RELATIVE_TAGS for each in tree.kids(child)):
                told = self._of_subject(noun, child, depth)  # "a strike that is now in its second week"
                if told is not None and told.status is Status.ONGOING:
                    return told
        copula = next(iter(tree.children(noun, "cop")), None)
        if copula is not None:
            return self._of_state(noun, copula)
        preposition = self._prepositions.get(tree.case_of(noun))
        if preposition is not None and (noun.dep_ == "obl" or goal):
            return Reading(Status(preposition), f"preposition:{tree.case_of(noun)}", noun)
        if tree.case_of(noun) in self._looking_back and not (noun.dep_ in {"obl", "xcomp"} and self._lasting.rule(noun.head)):
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
        lasting = any(child.lemma_.lower() == "have" and child.tag_ in {"VBZ", "VBP"} for child in tree.children(noun, "aux"))
        if copula.tag_ in {"VBZ", "VBP"} or lasting:
            return Reading(Status.ONGOING, "tense:state", copula)
        if self._lasting.is_still(noun):  # "were still on strike on Friday"
            return Reading(Status.ONGOING, f"{THEN}:state", copula)
        return Reading(Status.OCCURRED, "tense:past", copula, settled=True)

    def _of_subject(self, noun: Token, verb: Token, depth: int) -> Reading | None:
        """What a clause tells of the event noun that is its subject; null where that is what it tells of its verb."""
        lasting = self._lasting.period(verb) or (self._lasting.rule(verb) if verb.pos_ in {"VERB", "AUX"} else None)
        if lasting is not None:  # "the strike is in its third week", "is in full swing", "entered its fifth day"
            return Reading(Status.ONGOING, f"{lasting}:{verb.lemma_.lower()}", verb)
        passive = noun.dep_ == "nsubj:pass"
        set_for = (passive and verb.tag_ == "VBN") or verb.pos_ == "ADJ"
        if (set_for and self._governing.cue(verb) == "planned") or any(stem in self._scheduled for stem in tree.stems(verb) if passive):
            denied = self.negation(verb)
            if denied is None:
                return Reading(Status.PLANNED, f"scheduled:{verb.lower_}", verb)
        if verb.pos_ == "ADJ" and self._governing.cue(verb) == "hypothetical" and self.negation(verb) is None:
            return Reading(Status.HYPOTHETICAL, f"governor:{verb.lower_}", verb)  # "an attack on the capital is possible"
        if passive or verb.pos_ != "VERB" or tree.is_any(verb, self._happening) or self._governing.cue(verb) is not None:
            return None
        unknown = not any(child.dep_ == "det" and child.lower_ not in {"a", "an", "any", "another"} for child in tree.kids(noun))
        if unknown and self.modal_class(verb) == "conditional" and noun.tag_ == "NN":  # "an attack would cost millions"
            return Reading(Status.HYPOTHETICAL, "conditional", self.modal(verb))
        definite = any(child.dep_ in {"det", "nmod:poss"} and child.lower_ not in {"a", "an", "any"} for child in tree.kids(noun))
        above = self.of(verb, depth=depth + 1)
        if above.status is Status.NEGATED and not above.rule.startswith("subordinator"):  # "the attack did no harm"
            return Reading(Status.OCCURRED, "subject", verb)
        if definite and above.status in {Status.PLANNED, Status.HYPOTHETICAL} and above.rule.startswith("modal"):
            return Reading(Status.OCCURRED, "subject", verb)
        return None

    def _looked_for(self, noun: Token, governor: Token, depth: int) -> Reading | None:
        """Status of what somebody calls, waits or sets out "for"."""
        if tree.is_any(governor, self._calling):
            return Reading(Status.DEMANDED, f"governor:{governor.lemma_.lower()}", governor)
        if tree.is_any(governor, self._awaiting):  # "are braced for an attack", "on alert for"
            return Reading(Status.HYPOTHETICAL, f"awaited:{governor.lemma_.lower()}", governor)
        raised = next((each for each in tree.children(governor, "nsubj") if self._governing.cue(each) == "demanded"), None)
        if raised is not None:  # "pressure is mounting for the release of …"
            return Reading(Status.DEMANDED, f"governor:{raised.lemma_.lower()}", raised)
        if noun.dep_ == "obl" and tree.is_any(governor, self._bound_for):
            moved = self.of(governor, depth=depth + 1)
            if not moved.negated:  # "flew to Doha for talks"
                return Reading(Status.PLANNED, f"bound for:{governor.lemma_.lower()}", governor)
        return None

    def _governed(self, noun: Token, governor: Token, goal: bool, depth: int) -> Reading:
        if noun.dep_ == "conj":
            return self.of(governor, goal, depth + 1)
        if any(tree.case_of(child) == "since" for child in tree.children(noun, "nmod", "obl")):
            return Reading(Status.ONGOING, "lasting:since", noun)  # "on hunger strike since March"
        outside = self._of_subject(noun, governor, depth) if noun.dep_ in {"nsubj", "nsubj:pass"} else None
        if outside is not None:
            return outside
        looked_for = self._looked_for(noun, governor, depth) if tree.case_of(noun) == "for" and noun.dep_ in {"obl", "nmod"} else None
        if looked_for is not None:
            return looked_for
        if self._governing.called_off(noun):
            return Reading(Status.NEGATED, f"governor:{governor.lemma_.lower()}", governor)
        cue = self._governing.cue(governor) if noun.dep_ in {"obj", "nmod", "obl", "nsubj", "nsubj:pass", "acl"} else None
        if cue == "cessation" and noun.dep_ in {"nsubj", "obj", "nsubj:pass"}:
            return self._of_phase(cue, governor, self.of(governor, depth=depth + 1))
        said_of = noun.dep_ == "nsubj" or (noun.dep_ == "nsubj:pass" and cue == "planned")
        if cue is not None and cue != "phase" and not (said_of and cue != "negated"):
            above = self.of(governor, depth=depth + 1) if governor.pos_ == "VERB" or (cue == "planned" and noun.dep_ == "nmod") else None
            if cue == "negated" and above is not None and above.negated:
                open_to = (
                    Status.HYPOTHETICAL if self._governing.is_excluding(governor) else Status.OCCURRED
                )  # "an attack cannot be ruled out"
                return Reading(open_to, f"governor:{governor.lemma_.lower()}", governor)
            if cue == "planned" and governor.pos_ == "NOUN" and above is not None and above.status is Status.NEGATED:
                return above  # "plans for a meeting were cancelled"
            if not (cue == "planned" and noun.dep_ in {"obl", "nsubj"}):
                return Reading(Status(cue) if cue != "cessation" else Status.OCCURRED, f"governor:{governor.lemma_.lower()}", governor)
        bare = noun.dep_ == "obj" and noun.tag_ == "NN" and not tree.children(noun, "det", "nmod:poss")
        if bare and tree.is_any(governor, self._facing) and not is_past(governor):
            return Reading(Status.HYPOTHETICAL, f"governor:{governor.lemma_.lower()}", governor)  # "faces arrest if he returns"
        if goal:
            return Reading(Status.PLANNED, "goal", noun)
        return self._as_told(noun, governor, depth)

    def _as_told(self, noun: Token, governor: Token, depth: int) -> Reading:
        """Status of a noun whose governor says nothing of its own: that of the governor's clause."""
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


def _is_or_else(verb: Token) -> bool:
    """Whether a clause tells what else will be done: "out by noon, or be bombed"."""
    either = verb.dep_ == "conj" and any(child.lower_ == "or" for child in tree.children(verb, "cc"))
    bare = any(child.lower_ == "be" and child.tag_ == "VB" for child in tree.children(verb, "aux:pass", "aux"))
    doer = tree.children(verb, "nsubj", "nsubj:pass")
    announced = bool(doer) and any(child.lower_ in {"would", "will"} for child in tree.children(verb, "aux"))  # "or they would burn it"
    return either and (announced or (bare and not doer))


def _is_finite(verb: Token) -> bool:
    """Whether a plain form is a present tense that a tagger takes for an infinitive: "some still remember the bombing"."""
    doer = next((child for child in tree.kids(verb) if child.dep_ == "nsubj" and child.tag_ in {"NNS", "NNPS", "PRP"}), None)
    plain = verb.dep_ in {"root", "ROOT", "parataxis", "acl:relcl"} and not tree.children(verb, "aux", "mark", "cop")
    return plain and doer is not None and doer.i < verb.i


def _is_nonfinite(verb: Token) -> bool:
    """Whether a participle stands without an auxiliary, or with "having" only."""
    helpers = tree.children(verb, "aux", "aux:pass")
    return all(helper.tag_ == "VBG" and helper.lower_ != "being" for helper in helpers) and (verb.tag_ != "VBD" or bool(helpers))


def _is_present(helper: Token | None) -> bool:
    return helper is not None and helper.tag_ in {"VBZ", "VBP"}


def _is_own(verb: Token) -> bool:
    """Whether whoever says it says it of himself: "said they would meet the envoy if …" commits, "said it would strike if …" threatens."""
    return verb.dep_ == "ccomp" and any(child.dep_ == "nsubj" and child.tag_ == "PRP" for child in tree.kids(verb))


def within_attribution(reading: Reading, voice: Attribution | None) -> Reading:
    """The status once the class of the saying around the event is weighed in: a threat, a demand, a promise of what is not past."""
    if voice is None or reading.settled or reading.status not in {Status.OCCURRED, Status.ONGOING}:
        return reading
    status = SPEECH_STATUS.get(voice.speech)
    return reading if status is None or reading.rule.startswith("tense") else Reading(status, f"attribution:{voice.speech}", reading.word)
