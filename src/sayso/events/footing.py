"""How the responsibility for an event is reported, after the decision tree for the confidence slot of MUC-4.

Reported acquitted: `acquitted`; denied: `denied`; the doer says so: `claimed`; no uncertainty: `as_fact`; uncertain, and an authority
says it: `accused_by_authorities`; uncertain otherwise: `accused`; only hinted at: `possible`. Denial is missing in MUC-4 and added here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from sayso.events import tree
from sayso.records import ActorMention, Attribution, Footing


@dataclass(frozen=True, slots=True)
class Standing:
    """A footing with the rule and the word behind it."""

    footing: Footing
    rule: str
    word: Token | None = None


class FootingReader:
    """Applies the tree with the words of `lexicon/events/cues.yaml`."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        words = cues["footing"]
        self._words = {word: name for name in ("acquitted", "denied", "claimed", "accused", "possible") for word in words[name]}
        self._responsibility = frozenset(words["responsibility"])
        self._taking = frozenset(words["taking"])
        self._authorities = frozenset(cues["authorities"])

    def of(
        self, trigger: Token, actors: Sequence[ActorMention], voice: Attribution | None, chain: Sequence[Attribution], hostile: bool = False
    ) -> Standing:
        """The footing of an event with these actors on this voice's say-so; `hostile` acts told of another are accusations."""
        if any(attribution.speech == "deny" and not attribution.negated for attribution in chain):
            return Standing(Footing.DENIED, "attribution:deny")
        near = self._governor(trigger)
        if near is not None and near.footing in {Footing.ACQUITTED, Footing.DENIED}:
            return near
        if voice is not None and (speaks := self._own_word(actors, voice)):
            return Standing(Footing.CLAIMED, speaks)
        if near is not None and near.footing is Footing.CLAIMED:
            return near
        if voice is not None and voice.speech in {"accuse", "claim"}:
            return self._accused(voice, f"attribution:{voice.speech}")
        if voice is not None and voice.speech == "think":
            return Standing(Footing.POSSIBLE, "attribution:think")
        if hostile and actors and voice is not None and not _same_camp(actors, voice):
            return self._accused(voice, "voice:hostile")
        hedge = self._hedge(trigger) or near
        if hedge is not None and hedge.footing is Footing.ACCUSED and voice is not None:
            return self._accused(voice, hedge.rule)
        return hedge or Standing(Footing.AS_FACT, "default" if voice is None else f"attribution:{voice.speech}")

    def _own_word(self, actors: Sequence[ActorMention], voice: Attribution) -> str | None:
        """Whether the doer is the voice: one actor, or a spokesperson of it; "we" and "I" within a quotation count."""
        speaker = voice.speaker.actor if voice.speaker is not None else None
        for mention in actors:
            actor = mention.actor
            if speaker is not None and actor is not None and actor.id == speaker.id:
                return "doer:speaker"
            if mention.antecedent is not None and voice.speaker is not None and mention.antecedent.overlaps(voice.speaker.span):
                return "doer:antecedent"
            if (
                mention.span.end - mention.span.start <= 2
                and any(piece.contains(mention.span) for piece in voice.content)
                and actor is speaker is not None
            ):
                return "doer:first-person"
        return None

    def _accused(self, voice: Attribution, rule: str) -> Standing:
        actor = voice.speaker.actor if voice.speaker is not None else None
        official = actor is not None and (bool(self._authorities.intersection(actor.sectors)) or actor.kind in {"government", "country"})
        return Standing(Footing.ACCUSED_BY_AUTHORITIES if official else Footing.ACCUSED, rule)

    def _governor(self, trigger: Token) -> Standing | None:
        """A verb above the event that settles who is answerable: "denied killing", "claimed the attack"."""
        for child, above in zip((trigger, *tree.climb(trigger)), tree.climb(trigger), strict=False):
            name = tree.pick(self._words, above)
            told = name == "claimed" and child.dep_ == "ccomp"  # "claimed that police beat them": an accusation unless the doer says it
            if name in {"denied", "claimed", "acquitted"} and child.dep_ in {"obj", "xcomp", "ccomp", "obl", "nmod"} and not told:
                return Standing(Footing(name), f"governor:{above.lemma_.lower()}", above)
            if child.dep_ in {"ccomp", "acl:relcl", "advcl", "conj", "parataxis"} or above.pos_ == "PUNCT":
                return None
        return None

    def _hedge(self, trigger: Token) -> Standing | None:
        """An adverb or adjective on the event or on its doer: "allegedly", "suspected"."""
        heads = [trigger, *(child for child in tree.kids(trigger) if child.dep_ in {"nsubj", "obl:agent", "nmod:poss"})]
        for head in heads:
            for child in tree.kids(head):
                name = (tree.pick(self._words, child) or self._words.get(child.lower_)) if child.dep_ in {"advmod", "amod"} else None
                if name in {"accused", "possible"}:
                    return Standing(Footing(name), f"hedge:{child.lower_}", child)
        return None

    def responsibility(self, noun: Token) -> tuple[Footing, Token] | None:
        """What “claimed responsibility for the attack”, “blamed X for the attack” make of it: footing, and the verb that has the doer."""
        governor = noun.head
        if (
            noun.dep_ in {"nmod", "obl"}
            and tree.case_of(noun) == "for"
            and governor.lemma_.lower() in self._responsibility
            and governor.dep_ == "obj"
        ):
            governor = governor.head
        elif not (noun.dep_ in {"obl", "nmod"} and tree.case_of(noun) == "for"):
            return None
        if governor.pos_ != "VERB":
            governor = governor.head
        name = tree.pick(self._words, governor)
        if (
            name is None
            and tree.is_any(governor, self._taking)
            and any(child.lemma_.lower() in self._responsibility for child in tree.kids(governor))
        ):
            name = "claimed"
        return (Footing(name), governor) if name in {"claimed", "denied", "accused"} else None


def _same_camp(actors: Sequence[ActorMention], voice: Attribution) -> bool:
    """Whether the voice belongs to the doers' side: of one country and one sector with one of them."""
    speaker = voice.speaker.actor if voice.speaker is not None else None
    if speaker is None or speaker.country is None:
        return False
    return any(
        mention.actor is not None and mention.actor.country == speaker.country and bool(set(mention.actor.sectors) & set(speaker.sectors))
        for mention in actors
    )
