"""What governs an event and what that makes of it: "plan to", "fail to", "fears are growing that", "gave them a week to".

The words and what they make of an event stand in `lexicon/events/cues.yaml`; the status itself is read in `status`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Token

from sayso.events import tree
from sayso.events.polarity import Polarity
from sayso.events.predicates import particles
from sayso.records import Status


class Governors:
    """Knows the words that govern events."""

    def __init__(self, cues: Mapping[str, Any], polarity: Polarity) -> None:
        self._polarity = polarity
        self.by_word: dict[str, str] = {word: name for name, words in cues["governors"].items() for word in words}
        self._infinitives: dict[str, str] = {word: name for name, words in cues["infinitives"].items() for word in words}
        self._scheduled = frozenset(cues["scheduled"])
        self._wishing = frozenset(cues["wishing"])
        self._fearing = frozenset(cues["fearing"])
        self._reneging = frozenset(cues["reneging"])
        self._giving = frozenset(cues["giving"])
        self._allotted = frozenset(cues["allotted"])
        self._vanishing = frozenset(cues["vanishing"])
        self._letting = frozenset(cues["letting"])
        self._excluding = frozenset(cues["excluding"])

    def of_infinitive(self, governor: Token) -> str | None:
        """What words that govern infinitives alone make of them: "the right to strike"."""
        return tree.pick(self._infinitives, governor)

    def cue(self, governor: Token) -> str | None:
        """What a governor makes of the event under it, its particle included ("call off")."""
        for particle in particles(governor):
            for stem in tree.stems(governor):
                if f"{stem} {particle}" in self.by_word:
                    return self.by_word[f"{stem} {particle}"]
        return tree.pick(self.by_word, governor)

    def turned(self, cue: str, verb: Token, governor: Token, status: Status, settled: bool) -> Status:
        """What a governor's cue makes of an infinitive, given the status of the governor itself, and whether a past tense settles that."""
        if cue == "negated" and status is Status.NEGATED:
            return Status.HYPOTHETICAL if self.is_excluding(governor) else Status.PLANNED  # "has not ruled out sending troops"
        if cue == "planned" and status is Status.NEGATED:  # "did not agree to", "a foiled attempt to"
            return Status.NEGATED
        if cue == "planned" and status is Status.HYPOTHETICAL:
            return Status.HYPOTHETICAL  # "it is not known if the army plans to …", "any attempt to …"
        if cue in {"planned", "demanded"} and governor.pos_ == "NOUN" and self.is_reneged(governor):
            return Status.NEGATED  # "went back on a promise to free them", "ignored a call to disarm"
        past = cue == "hypothetical" and settled and status is Status.OCCURRED
        if past and governor.pos_ == "VERB" and tree.is_any(governor, self._letting):
            return Status.OCCURRED  # "enabled the army to retake the town"
        other = tree.children(governor, "obj", "iobj") or tree.children(verb, "nsubj", "nsubj:pass")
        other = other or [noun for noun in tree.children(verb, "obj") if governor.i < noun.i < verb.i]  # "want | him to go", hung on "go"
        if cue == "planned" and other and tree.is_any(governor, self._wishing):  # "want the governor to step down"
            return Status.DEMANDED
        able = governor.lower_ in {"able", "unable"}
        if able and any(child.tag_ == "VBD" for child in tree.children(governor, "cop")):  # "was able to free"
            failed = cue == "negated" or status is Status.NEGATED or self._polarity.of(governor) is not None
            return Status.NEGATED if failed else Status.OCCURRED
        return Status(cue)

    def is_reneged(self, noun: Token) -> bool:
        """Whether a verb undoes the promise, plan or demand that a noun names: "went back on a promise", "plans were dropped"."""
        verb = noun.head
        if verb.pos_ != "VERB" or noun.dep_ not in {"obj", "obl", "nsubj:pass"} or self._polarity.of(verb) is not None:
            return False
        between = [word.lower_ for word in verb.doc[verb.i + 1 : noun.left_edge.i + 1]][:2] if noun.i > verb.i else []
        names = [name for stem in tree.stems(verb) for name in (stem, *(f"{stem} {word}" for word in (*particles(verb), *between)))]
        undone = any(name in self._reneging for name in names)
        return undone and (noun.dep_ != "obl" or tree.case_of(noun) in {"on", "from", "of", "out of"})

    def is_allotted(self, governor: Token) -> bool:
        """Whether somebody is given time for what follows: "gave them a week to", "has until Friday to", "a deadline to"."""
        verb = governor.head if governor.pos_ in {"NOUN", "PROPN"} else governor
        if not tree.is_any(verb, self._giving):
            return False
        times = [child for child in tree.children(verb, "obj", "obl", "obl:unmarked") if tree.is_any(child, self._allotted)]
        until = any(tree.case_of(time) in {"until", "till"} for time in times)
        told = bool(tree.children(verb, "iobj"))  # "gave | the militia | a week", the week taken for a circumstance
        return until or (verb.lemma_.lower() != "have" and any(time.dep_ == "obj" or told for time in times))

    def aspect_before(self, verb: Token) -> Token | None:
        """The verb of going on or ceasing right before a gerund that the tree hangs elsewhere: "keep | pounding the outskirts"."""
        before = verb.nbor(-1) if verb.tag_ == "VBG" and verb.i > verb.sent.start else None
        if before is None or before.pos_ != "VERB" or before.i == verb.head.i or tree.children(verb, "aux", "nsubj", "mark"):
            return None
        return before if self.cue(before) in {"phase", "cessation"} else None

    def feared(self, clause: Token) -> Token | None:
        """The word that only fears or guesses what a clause tells: "fear that …", "fears are growing that …", "it is possible that …"."""
        if clause.dep_ not in {"ccomp", "csubj", "acl", "acl:relcl", "advcl"}:
            return None
        above = clause.head
        if clause.dep_ != "advcl" and tree.pick(self.by_word, above) in {"hypothetical", "negated"}:
            return above
        that = any(child.lower_ == "that" for child in tree.children(clause, "mark"))
        doers = tree.children(above, "nsubj", "nsubj:pass") if that else []
        return next((doer for doer in doers if tree.is_any(doer, self._fearing) and doer.pos_ == "NOUN"), None)

    def vanished(self, noun: Token) -> bool:
        """Whether a planned event came to nothing: "the planned talks fell through"."""
        names = [f"{stem} {particle}" for stem in tree.stems(noun.head) for particle in particles(noun.head)]
        vanished = tree.is_any(noun.head, self._vanishing) or any(name in self._vanishing for name in names)
        planned = any(is_scheduled(child, self._scheduled) for child in tree.kids(noun))
        return vanished and planned and self._polarity.of(noun.head) is None

    def called_off(self, noun: Token) -> bool:
        """Whether a verb undoes a noun, its particle hung on that as a preposition: "called | off their stoppage"."""
        link = next(iter(tree.children(noun, "case")), None)
        if link is None or noun.dep_ != "obl" or link.i != noun.head.i + 1:
            return False
        return any(self.by_word.get(f"{stem} {link.lower_}") == "negated" for stem in tree.stems(noun.head))

    def is_excluding(self, verb: Token) -> bool:
        """Whether a verb says that something will not be: whoever does not "rule out" an act only leaves it open."""
        return any(stem in self._excluding or f"{stem} {end}" in self._excluding for stem in tree.stems(verb) for end in particles(verb))


def is_scheduled(child: Token, scheduled: frozenset[str]) -> bool:
    """Whether a word under an event noun tells that the event is to come: "planned", "scheduled for Monday"."""
    return child.dep_ in {"amod", "acl"} and child.tag_ in {"VBN", "JJ"} and any(stem in scheduled for stem in tree.stems(child))
