"""How the responsibility for an event is reported, after the decision tree for the confidence slot of MUC-4.

Reported acquitted: `acquitted`; denied: `denied`; the doer says so: `claimed`; only possible: `possible`; uncertain, and an authority
says it: `accused_by_authorities`; uncertain otherwise: `accused`; no uncertainty: `as_fact`. Denial is missing in MUC-4 and added here.
In a chain of voices the innermost one tells; a word that governs the event itself ("acquitted of") outranks every voice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span, Token

from sayso.events import tree
from sayso.events.accountability import Accountability, Answer
from sayso.events.camps import Camps
from sayso.events.voice import is_voice
from sayso.records import ActorMention, Attribution, AttributionKind, Certainty, Footing, MentionKind

UNSURE = frozenset({Certainty.PROBABLE, Certainty.POSSIBLE})
SETTLED = frozenset({Footing.ACQUITTED, Footing.DENIED, Footing.CLAIMED})
PERSONAL = frozenset({"PRP", "PRP$"})
REPORTERS = frozenset({"he", "she", "it", "they"})
"""Pronouns by which indirect speech calls its speaker."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A footing with the rule and the word behind it."""

    footing: Footing
    rule: str
    word: Token | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as it is told, for the decision tree."""

    trigger: Token
    """The word whose governors, modals and hedges count."""
    actors: Sequence[ActorMention]
    chain: Sequence[Attribution]
    """The voices from the innermost to the outermost; empty for the outlet's own word."""
    text: str
    """The article's; `Doc.text` would join all words anew."""
    hostile: bool = False
    """To tell it of another is to accuse him."""
    deed: bool = True
    """It is more than words: whoever says that he met, agreed or accused claims nothing."""
    negated: bool = False
    """The clause says that it did not happen."""
    undone: bool = False
    """It is only planned, threatened, demanded or supposed: nobody is answerable yet."""

    @property
    def voice(self) -> Attribution | None:
        """The innermost voice."""
        return self.chain[0] if self.chain else None


class FootingReader:
    """Applies the tree with the words of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: Mapping[str, Any], own_men: frozenset[str] = frozenset()) -> None:
        """Args: own_men: nouns for a state's forces, who also act for a speaker that says "its" of them."""
        words = cues["footing"]
        self._hedges = {word: Footing(name) for name, listed in words["hedges"].items() for word in listed}
        self._modals = frozenset(words["modals"])
        self._doing = frozenset(words["doing"])
        self._nobody = frozenset(words["nobody"])
        self._culprits, self._indefinite = frozenset(words["culprits"]), frozenset(words["indefinite"])
        self._authority_nouns = frozenset(words["authority_nouns"])
        self._authorities = frozenset(cues["authorities"])
        self._members = frozenset(words["mere_members"])
        self._speakers = frozenset(words["speaks_for"])
        self._first_person = frozenset(cues["first_person"])
        self._camps = Camps(cues, own_men)
        self._no_state = frozenset(words["armed_sectors"]) | frozenset(words["private_sectors"])
        self._negators = frozenset(cues["negators"])
        self._own_men = own_men | frozenset(words["own_men"])
        self.accountability = Accountability(words, frozenset(cues["negators"]), frozenset(cues["governors"]["negated"]))

    def of(self, told: Telling) -> Standing:
        """The footing of an event as it is told."""
        answer, voice = self._answer(told), told.voice
        perhaps = self._perhaps(told)
        if perhaps is not None and (answer is None or answer.footing is Footing.CLAIMED) and not self._is_denial(voice):
            return perhaps  # "conceded that his men may have …"
        if answer is not None and answer.footing in SETTLED and not (answer.footing is Footing.CLAIMED and self._is_denial(voice)):
            return self._pleaded(told, answer)
        if self._is_denial(voice):
            return Standing(Footing.DENIED, "attribution:deny")
        accused = answer is not None and answer.footing in {Footing.ACCUSED, Footing.ACCUSED_BY_AUTHORITIES}
        own = self._own_word(told) if not accused else None
        if voice is not None and voice.negated and told.hostile and (own is not None or answer is None):
            return Standing(Footing.POSSIBLE, "attribution: not said", None)
        if own is not None and told.hostile and (told.negated or self._pointed_away(told.trigger)):
            return Standing(Footing.DENIED, f"negated, {own}")
        if told.negated and told.hostile and voice is not None and self._is_none_of_ours(told.trigger):
            return Standing(Footing.DENIED, "negated, none of one's own")
        if own is not None and told.hostile and not told.undone:
            return Standing(Footing.CLAIMED, own)
        accusing = self._accusing(told, answer) if own is None else None  # what one's own side is about to do
        return self._uncertain(told, answer) or accusing or self._plain(voice)

    def _is_none_of_ours(self, trigger: Token) -> bool:
        """Whether the doers are "none of their riflemen", "no man of ours"."""
        doer = next(iter(tree.children(trigger, "nsubj", "obl:agent")), None)
        if doer is None:
            return False
        words = list(tree.below(doer))
        return any(word.lower_ in self._negators for word in words) and any(
            word.tag_ == "PRP$" or word.lower_ in self._first_person for word in words
        )

    def _pointed_away(self, trigger: Token) -> bool:
        """Whether "it was not us who" did it."""
        return any(child.lower_ in self._negators for noun in _pointed_at(trigger) for child in tree.children(noun, "advmod", "neg"))

    def _pleaded(self, told: Telling, answer: Answer) -> Standing:
        """What is settled for good; "I am innocent", "is not guilty" in the doer's own mouth only deny it."""
        stated = answer.footing is Footing.ACQUITTED and answer.word.pos_ == "ADJ" and bool(tree.children(answer.word, "cop"))
        own = stated and self._own_word(told) is not None
        return Standing(Footing.DENIED if own else answer.footing or Footing.AS_FACT, answer.rule, answer.word)

    def _perhaps(self, told: Telling) -> Standing | None:
        """What may have been done ("may have shelled"), or is asked about ("whether rebels shelled")."""
        modal = self._modal(told.trigger)
        past = modal is not None and any(child.dep_ == "aux" and child.lemma_ == "have" for child in tree.kids(modal.head))
        if modal is not None and past:
            return Standing(Footing.POSSIBLE, f"modal:{modal.lower_}", modal)
        if not told.hostile:
            return None
        marks = [child for word in (told.trigger, *_pointed_at(told.trigger)) for child in tree.children(word, "mark", "advmod", "cc")]
        asked = next((mark for mark in marks if mark.lower_ == "whether"), None)
        return Standing(Footing.POSSIBLE, "asked:whether", asked) if asked is not None else None

    def _answer(self, told: Telling) -> Answer | None:
        """What the words around the event settle; what is no offence can be claimed or denied, but nobody is accused of it."""
        found = self.accountability.of(told.trigger)
        accusing = found is not None and found.footing in {Footing.ACCUSED, Footing.ACCUSED_BY_AUTHORITIES}
        unbidden = found is not None and found.rule == "not bidden"  # "has not allowed inspectors into the site" denies no offence
        return None if (accusing or unbidden) and not told.hostile else found

    @staticmethod
    def _is_denial(voice: Attribution | None) -> bool:
        return voice is not None and voice.speech == "deny" and not voice.negated

    @staticmethod
    def _plain(voice: Attribution | None) -> Standing:
        return Standing(Footing.AS_FACT, "default" if voice is None else f"attribution:{voice.speech}")

    def _uncertain(self, told: Telling, answer: Answer | None) -> Standing | None:
        """What makes the doing itself a possibility: a modal, "possibly", "it is believed that", a voice that only thinks so."""
        if answer is not None and answer.footing is Footing.POSSIBLE:
            return Standing(Footing.POSSIBLE, answer.rule, answer.word)
        modal = self._modal(told.trigger)
        if modal is not None and told.hostile:
            return Standing(Footing.POSSIBLE, f"modal:{modal.lower_}", modal)
        hedge = self._hedge(told.trigger) or (self._hedge(answer.word) if answer is not None and answer.footing is None else None)
        if hedge is not None and hedge.footing is Footing.POSSIBLE:
            return hedge
        voice = told.voice
        if voice is not None and voice.speech == "think" and voice.certainty in UNSURE and answer is None:
            return Standing(Footing.POSSIBLE, "attribution:think")
        return None

    def _accusing(self, told: Telling, answer: Answer | None) -> Standing | None:
        """What makes an accusation of it: a governor, a voice that accuses or that tells it of another, "allegedly"."""
        voice = told.voice
        if answer is not None and answer.rule.startswith("not "):
            return None  # "no group has claimed …"
        if answer is not None and answer.footing is Footing.ACCUSED_BY_AUTHORITIES:
            return Standing(answer.footing, answer.rule, answer.word)
        if answer is not None and answer.footing is Footing.ACCUSED:
            if voice is not None and voice.speech == "accuse" and is_voice(voice):
                return self._accused(told, answer.rule, answer.word)
            return Standing(answer.footing, answer.rule, answer.word)
        if voice is not None and voice.speech in {"accuse", "claim"} and is_voice(voice) and (told.actors or voice.speech == "accuse"):
            return self._accused(told, f"attribution:{voice.speech}")
        if voice is not None and told.hostile and self._is_somebody(told) and not self._same_camp(told, voice):
            return self._accused(told, "voice:hostile")
        hedge = self._hedge(told.trigger)
        if hedge is None and voice is not None and voice.speech in {"accuse", "claim"}:
            return Standing(Footing.ACCUSED, f"attribution:{voice.speech}")
        if hedge is not None and voice is not None and is_voice(voice):
            return self._accused(told, hedge.rule, hedge.word)
        return hedge

    def _accused(self, told: Telling, rule: str, word: Token | None = None) -> Standing:
        footing = Footing.ACCUSED_BY_AUTHORITIES if self._is_official(told) else Footing.ACCUSED
        return Standing(footing, rule, word)

    def _is_official(self, told: Telling) -> bool:
        """Whether the innermost voice has the state's authority: by its actor, or by the nouns of its source."""
        voice = told.voice
        if voice is None:
            return False
        words = [word for word in _source_words(told.trigger.doc, voice) if not _is_second_half(word)]
        if self.accountability.has_been(words):
            return False
        actor = voice.speaker.actor if voice.speaker is not None else None
        if actor is not None and actor.kind == "role" and actor.name in self._members:
            return False
        if actor is not None and (self._authorities.intersection(actor.sectors) or actor.kind in {"government", "country"}):
            return True
        if actor is not None and actor.sectors and self._no_state.issuperset(actor.sectors):
            return False  # a rebel commander, an official of a union
        return any(tree.is_any(word, self._authority_nouns) for word in words)

    def _own_word(self, told: Telling) -> str | None:
        """Whether the doer is the voice: the same actor, its own men, "we" and "I" within a quotation, "he" who admits."""
        voice, doc = told.voice, told.trigger.doc
        if voice is None or not is_voice(voice):
            return None
        speaker = voice.speaker.actor if voice.speaker is not None else None
        for mention in told.actors:
            actor = mention.actor
            if speaker is not None and actor is not None and actor.id == speaker.id:
                return "doer:speaker"
            if mention.antecedent is not None and voice.speaker is not None and mention.antecedent.overlaps(voice.speaker.span):
                return "doer:antecedent"
            if mention.span.of(told.text).lower() in self._first_person and any(piece.contains(mention.span) for piece in voice.content):
                return "doer:first person"
            if self._is_same_pronoun(told, mention, voice):
                return "doer:same pronoun"
            if self._is_bare(told, mention, voice):
                return "doer:pronoun"
            if self._speaks_for(told, mention, voice):
                return "doer:spoken for"
            if self._are_own_men(doc, mention, voice):
                return "doer:own men"
            if told.hostile and self._camps.is_own(doc, mention, voice):
                return "doer:own side"
        if any(noun.lower_ in self._first_person for noun in _pointed_at(told.trigger)):
            return "doer:first person"  # "it was me who …"
        if voice.speech == "admit" and not voice.negated and self._tells_of_itself(told):
            return "attribution:admit"
        return None

    @staticmethod
    def _is_same_pronoun(told: Telling, mention: ActorMention, voice: Attribution) -> bool:
        """Whether doer and source are one pronoun: "he had told them that he did not …"."""
        word = mention.span.of(told.text).lower()
        own = mention.kind is MentionKind.PRONOUN and word in REPORTERS
        return own and any(span.of(told.text).lower() == word for span in voice.source)

    @staticmethod
    def _is_bare(told: Telling, mention: ActorMention, voice: Attribution) -> bool:
        """Whether the doer is a pronoun that nobody resolved, in indirect speech: whoever speaks, most likely."""
        unknown = mention.kind is MentionKind.PRONOUN and mention.actor is None and mention.antecedent is None
        inside = any(piece.contains(mention.span) for piece in voice.content)
        return unknown and inside and voice.kind is AttributionKind.INDIRECT and mention.span.of(told.text).lower() in REPORTERS

    def _speaks_for(self, told: Telling, mention: ActorMention, voice: Attribution) -> bool:
        """Whether the source names the doer as those it speaks for: "the rebels' spokesman said they had …"."""
        named = (mention.span, *((mention.antecedent,) if mention.antecedent is not None else ()))
        held = any(span.contains(each) and span != each for span in voice.source for each in named)
        return held and any(tree.is_any(word, self._speakers) for word in _source_words(told.trigger.doc, voice))

    def _tells_of_itself(self, told: Telling) -> bool:
        """Whether the doer of what is admitted is a mere pronoun, or is not named at all."""
        doer = tree.subject(told.trigger) if told.trigger.pos_ in {"VERB", "AUX"} else None
        return doer is None or doer.tag_ in PERSONAL or any(span.start <= doer.idx < span.end for span in told.chain[0].source)

    def _are_own_men(self, doc: Doc, mention: ActorMention, voice: Attribution) -> bool:
        """Whether an actor is "its fighters", "our men": people who act for whoever says "its", and nobody else is meant by it."""
        words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if words is None or mention.kind is MentionKind.PRONOUN:
            return False
        owner = next((word for word in words if word.tag_ == "PRP$" and word.head.i >= word.i), None)
        if owner is None or not any(piece.contains(mention.span) for piece in voice.content):
            return False
        if owner.lower_ in self._first_person:
            return True
        if not tree.is_any(owner.head, self._own_men):
            return False
        meant = next((each for each in doc._.mentions if each.span.start == owner.idx and each.kind is MentionKind.PRONOUN), None)
        if meant is None or meant.antecedent is None:
            return True
        return not any(piece.contains(meant.antecedent) for piece in voice.content)

    def _is_somebody(self, told: Telling) -> bool:
        """Whether a doer is named, if only as "the two men"; unknown gunmen, and mere "robbers", are nobody."""
        for mention in told.actors:
            words = told.trigger.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            if words is None or not (any(word.lower_ in self._nobody for word in words) or self._is_any_culprit(words)):
                return True
        return False

    def _is_any_culprit(self, words: Span) -> bool:
        """Whether a doer is told by the deed alone: "robbers", "three armed attackers", not "the attackers" nor "Northern gunmen"."""
        others = [word for word in words if word.i != words.root.i and word.pos_ != "NUM"]
        return tree.is_any(words.root, self._culprits) and all(word.lower_ in self._indefinite for word in others)

    def _same_camp(self, told: Telling, voice: Attribution) -> bool:
        """Whether the voice belongs to the side of one of the doers."""
        return any(self._camps.same(mention, voice, told.text) for mention in told.actors)

    def _modal(self, trigger: Token) -> Token | None:
        """The modal of an event's clause, or of the clause that points at its doer: "it may have been rebels who …", "may be behind"."""
        heads = [trigger]
        for above in tree.climb(trigger):
            child = heads[-1]
            argument = child.pos_ == "NOUN" and child.dep_ in {"obj", "nsubj:pass", "nsubj", "obl"}
            cleft = child.dep_ == "acl:relcl" and _is_cleft(above)
            if not (argument or cleft or child.dep_ in {"conj", "xcomp"}):
                break
            heads.append(above)
        for head in heads:
            for child in tree.kids(head):
                if child.lower_ in self._modals and child.dep_ == "aux":
                    return child
        return None

    def _hedge(self, trigger: Token) -> Standing | None:
        """An adverb or adjective on the event or on its doer: "allegedly", "suspected"; also on a cleft ("possibly it was X who")."""
        heads = [trigger, *(child for child in tree.kids(trigger) if child.dep_ in {"nsubj", "obl:agent", "nmod:poss"})]
        if trigger.dep_ == "acl:relcl" and _is_cleft(trigger.head):
            heads.append(trigger.head)
        for noun in [head for head in heads if head.pos_ == "NOUN"]:  # "the bombing, apparently carried out by separatists"
            heads += [clause for clause in tree.children(noun, "acl") if tree.is_any(clause, self._doing)]
            heads += [word for word in tree.children(noun, "amod") if word.i < noun.i]  # "the allegedly state-sponsored knifing"
        for head in heads:
            for child in tree.kids(head):
                footing = (tree.pick(self._hedges, child) or self._hedges.get(child.lower_)) if child.dep_ in {"advmod", "amod"} else None
                if footing is not None:
                    return Standing(footing, f"hedge:{child.lower_}", child)
        return None


def _is_second_half(word: Token) -> bool:
    """Whether a word is the end of a compound with a hyphen: the "general" of a secretary-general commands nobody."""
    return word.i > 1 and word.nbor(-1).text in {"-", "‑"} and word.nbor(-1).is_punct


def _pointed_at(trigger: Token) -> list[Token]:
    """What "it was X or Y who" points at, where the event stands in its relative clause."""
    if trigger.dep_ not in {"acl:relcl", "ccomp", "advcl"}:
        return []
    nouns = [trigger.head, trigger.head.head] if trigger.head.dep_ == "conj" else [trigger.head]
    return nouns if _is_cleft(nouns[-1]) else []


def _is_cleft(noun: Token) -> bool:
    """Whether a noun is what "it was … who" points at."""
    children = list(tree.kids(noun))
    return any(child.dep_ == "cop" for child in children) and any(child.lower_ in {"it", "there"} for child in children)


def _source_words(doc: Doc, voice: Attribution) -> list[Token]:
    """The words that name a source, up to its first relative clause."""
    found: list[Token] = []
    for span in voice.source:
        for word in doc.char_span(span.start, span.end, alignment_mode="expand") or ():
            if word.tag_ in tree.RELATIVE_TAGS and found:
                return found
            found.append(word)
    return found
