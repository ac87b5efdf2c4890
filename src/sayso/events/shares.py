"""Which event of a sentence the tolls belong to that the sentence tells.

What an act's own words tell is its own. A number told by the verb of another act is that act's ("shot dead a magistrate, days after
eleven of their fellows had been killed"). The rest goes to the sentence's foremost act of violence.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from sayso.events.candidate import Candidate
from sayso.events.families import PHYSICAL
from sayso.events.order import Reported
from sayso.events.sums import merged
from sayso.events.toll import TollReader
from sayso.records import Span, Status, Toll

TOLL_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
HARM = frozenset({"dead", "injured", "missing", "displaced"})
OWN_EFFECTS = {"ASSAULT": frozenset({"dead", "injured", "detained"}), "COERCE": frozenset({"detained"})}
"""What acts of a type do to people by themselves, whatever else their sentence tells."""
FLIGHT = frozenset({"displaced", "missing"})
"""What violence does to people besides those it strikes, whichever verb tells it."""
PRONOUNS = frozenset({"he", "she"})


class TollShares:
    """The tolls of one article's events; sentences are noted first, then each candidate is asked for."""

    def __init__(self, reader: TollReader, doc: Doc) -> None:
        self._reader = reader
        self._doc = doc
        self._foremost: dict[int, tuple[Span, ...]] = {}
        """The act of violence that stands for its sentence -> the tolls that the sentence's other acts tell."""
        self._owned: dict[int, list[tuple[Candidate, Toll]]] = {}
        """The tolls that an act of their own sort tells, with it, by the place of the sentence."""
        self._acts: dict[int, int] = {}
        """Words of the acts that a toll may belong to -> the act's own word."""
        self._told: dict[int, list[Reported]] = {}

    def note(self, found: list[Candidate]) -> None:
        """Keep what the candidates of one sentence tell: the act that stands for it, and whose the detained and the dead are."""
        for candidate in found:
            if candidate.type in PHYSICAL:
                self._acts.update((word.i, candidate.token.i) for word in candidate.words if word.pos_ == "VERB")
                self._acts[candidate.token.i] = candidate.token.i
        assaults = sorted((each for each in found if each.type == "ASSAULT"), key=is_denied)
        violent = [candidate.token.i for candidate in assaults]
        violent = violent or [candidate.token.i for candidate in found if candidate.mode == "riot"]
        violent = violent or [candidate.token.i for candidate in found if candidate.type in TOLL_TYPES and not is_denied(candidate)]
        if violent:
            theirs = [toll.span for index in violent[1:] for toll in self._reader.of((self._doc[index],))]
            self._foremost[violent[0]] = tuple(theirs)
        for candidate in found:
            if candidate.type in OWN_EFFECTS and candidate.token.tag_ != "VBG":  # "attacked the column, capturing five men" is one act
                owned = self._owned.setdefault(candidate.token.sent.start, [])
                effects = OWN_EFFECTS[candidate.type] & self._reader.effects_of([candidate.token])
                owned += [
                    (candidate, toll) for toll in self._reader.of([candidate.token], self._others(candidate)) if toll.effect in effects
                ]

    def of(self, candidate: Candidate, words: Iterable[Token]) -> tuple[Toll, ...]:
        """The tolls of an act: what `words`, its own, tell, and its share of the rest of its sentence."""
        if candidate.type not in TOLL_TYPES:
            return ()
        own = self._own_sort(candidate, self._reader.of(words, self._others(candidate)))
        told = self._of_sentence(candidate.token)
        theirs = self._foremost.get(candidate.token.i)
        mine = [each for each in told if self._owner(each) == candidate.token.i]
        others = [each for each in told if self._owner(each) not in {None, candidate.token.i} and each.toll.effect not in FLIGHT]
        if theirs is None:
            return tuple(merged((*own, *self._new(own, (each.toll for each in mine)))))
        if candidate.mode == "destroy":  # "burned three villages and killed 52 people"
            own = tuple(toll for toll in own if not any(toll.span.overlaps(span) for span in theirs))
        totals = {each.toll.effect for each in told if each.total}
        own = tuple(toll for toll in own if toll.effect not in totals)
        summed = [each.toll.span for each in told if each.total]
        known = [span for span in theirs if not any(span.overlaps(total) for total in summed)]
        fitting = self._fitting(candidate)
        rest = [each.toll for each in told if each not in others and each.toll.effect in fitting]
        rest = [toll for toll in self._new(own, rest) if not any(toll.span.overlaps(span) for span in known)]
        return tuple(merged(_last((*own, *self._own_sort(candidate, tuple(rest))), self._doc)))

    def _others(self, candidate: Candidate) -> frozenset[int]:
        """The words of the sentence's other acts, whose tolls are their own."""
        sentence = candidate.token.sent
        own = {candidate.token.i, candidate.clause.i, *(word.i for word in candidate.words)}
        return frozenset(i for i in range(sentence.start, sentence.end) if i in self._acts and i not in own)

    def _of_sentence(self, token: Token) -> list[Reported]:
        """What the order of words tells in the sentence of a word; read once."""
        start = token.sent.start
        if start not in self._told:
            self._told[start] = self._reader.told(token.sent)
        return self._told[start]

    def _owner(self, reported: Reported) -> int | None:
        """The act whose verb tells a toll, itself or by the verbs it is coordinated with; null where none does."""
        word = self._doc[reported.by] if reported.by is not None else None
        while word is not None:
            if word.i in self._acts:
                return self._acts[word.i]
            word = word.head if word.dep_ == "conj" and word.head.i < word.i and word.head.pos_ == "VERB" else None
        return None

    @staticmethod
    def _new(own: Iterable[Toll], told: Iterable[Toll]) -> list[Toll]:
        """Those of the tolls told by the order of words that an act's own words have not told."""
        spans = [(toll.span, toll.effect) for toll in own]
        return [
            toll
            for toll in told
            if not any(toll.span.overlaps(span) and not (toll.effect == "dead" and effect == "injured") for span, effect in spans)
        ]

    def _fitting(self, candidate: Candidate) -> set[str]:
        """The effects that an act may take from its sentence."""
        effects = HARM | self._reader.effects_of(candidate.words)
        if candidate.type == "PROTEST":
            effects -= {"displaced"}  # "thousands poured out of the suburbs" to march
        if not any(toll.effect == "detained" for _, toll in self._owned.get(candidate.token.sent.start, [])):
            effects |= {"detained"}  # "with 24 men killed and eight taken prisoner in the ambush"
        return set(effects)

    def _own_sort(self, candidate: Candidate, tolls: tuple[Toll, ...]) -> tuple[Toll, ...]:
        """The tolls that no act of another type in the sentence tells itself: "stormed a school and abducted 73 pupils"."""
        owned = self._owned.get(candidate.token.sent.start, [])
        mine = [toll for other, toll in owned if other is candidate and other.mode != "destroy"]
        taken = [
            toll
            for other, toll in owned
            if other is not candidate
            and (other.type != candidate.type or (toll.effect == "detained" and other.token.i > candidate.token.i))
        ]
        return tuple(
            toll
            for toll in tolls
            if toll in mine or not any(toll.effect == each.effect and toll.span.overlaps(each.span) for each in taken)
        )


def _last(tolls: Iterable[Toll], doc: Doc) -> list[Toll]:
    """Tolls without the injured who are told to have died of it: "knifed in the neck, the cantor succumbed", "shot him, and he died"."""
    tolls = list(tolls)
    died = [toll.span for toll in tolls if toll.effect == "dead" and (toll.low, toll.high) == (1, 1)]
    hurt = [toll for toll in tolls if toll.effect == "injured" and (toll.low, toll.high) == (1, 1)]
    later = [span for span in died if doc.text[span.start : span.end].lower() in PRONOUNS]
    same = hurt[0].span if len(hurt) == 1 and later and hurt[0].span.start < later[0].start else None
    return [toll for toll in tolls if toll.effect != "injured" or (toll.span not in died and toll.span != same)]


def is_denied(candidate: Candidate) -> bool:
    """Whether a clause says that the event did not happen; of such a one no toll is told."""
    return candidate.reading is not None and candidate.reading.status is Status.NEGATED
