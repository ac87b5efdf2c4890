"""Whose men did it: whether the doers that a voice tells of are of its own side, named or not ("the ministry said jets had struck …")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Doc, Token

from sayso.events import tree
from sayso.records import Actor, ActorMention, Attribution, MentionKind

STATES = frozenset({"government", "country"})
UNNAMED = frozenset({MentionKind.ROLE, MentionKind.ANONYMOUS})
COMMANDING: Mapping[str, frozenset[str]] = {
    "MIL": frozenset({"MIL"}),
    "COP": frozenset({"COP"}),
    "GOV": frozenset({"MIL", "COP", "GOV", "SPY"}),
    "SPY": frozenset({"MIL", "SPY"}),
}
"""Sectors of speakers -> those of the forces whose deeds they answer for."""


class Camps:
    """Compares a speaker with the doers it tells of, by actors and by the words that stand for them."""

    def __init__(self, cues: Mapping[str, Any], forces: frozenset[str]) -> None:
        """Args: forces: nouns for a state's armed forces and police."""
        words = cues["footing"]
        self._authorities = frozenset(cues["authorities"])
        self._forces = forces
        self._armed = frozenset(words["armed_sectors"])
        self._fighters = frozenset(words["rank_and_file"])
        self._single = frozenset(words["single_men"])
        self._local = frozenset(words["local_officials"])

    def is_own(self, doc: Doc, mention: ActorMention, voice: Attribution) -> bool:
        """Whether the doers are forces of the speaker's side: a state's for its ministry, unnamed fighters for their group."""
        speaker = voice.speaker.actor if voice.speaker is not None else None
        doer = mention.actor
        words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if speaker is None or doer is None or words is None or self._is_single(words.root):
            return False
        if self._armed.intersection(speaker.sectors):
            bare = all(word.pos_ in {"NOUN", "DET"} for word in words)
            return mention.kind in UNNAMED and bare and tree.is_any(words.root, self._fighters) and not self._is_state(doer)
        return self._answers_for(speaker, doer, mention, words.root)

    def same(self, mention: ActorMention, voice: Attribution, text: str) -> bool:
        """Whether the voice belongs to the doer's side: of one country and sector, or both of a state that the text does not name."""
        speaker = voice.speaker.actor if voice.speaker is not None else None
        actor = mention.actor
        if speaker is None or actor is None:
            return False
        if actor.country == speaker.country is not None and set(actor.sectors) & set(speaker.sectors):
            return True
        states = self._authorities.intersection(actor.sectors) and self._authorities.intersection(speaker.sectors)
        return bool(states) and actor.country == speaker.country is None and mention.head.of(text).lower() in self._forces

    def _answers_for(self, speaker: Actor, doer: Actor, mention: ActorMention, noun: Token) -> bool:
        if not self._is_state(speaker) or not self._is_state(doer) or any(part in self._local for part in speaker.name.lower().split()):
            return False
        nation = doer.kind in STATES or not doer.sectors
        led = {sector for each in speaker.sectors for sector in COMMANDING.get(each, ())}
        if not (led.intersection(doer.sectors) or (nation and led)):
            return False
        if doer.country is None:
            return mention.kind in UNNAMED and tree.is_any(noun, self._forces)
        return doer.country == speaker.country

    def _is_state(self, actor: Actor) -> bool:
        return bool(self._authorities.intersection(actor.sectors)) or actor.kind in STATES

    def _is_single(self, noun: Token) -> bool:
        """Whether a noun phrase means some men and not a force: "three soldiers", "a policeman", "off-duty officers"."""
        return any(child.dep_ == "nummod" or child.lower_ in self._single for child in tree.kids(noun))
