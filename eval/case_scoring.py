"""Comparison of what sayso found with the single questions of `casefiles.py`; what counts as right is told in `README.md`.

Every row counts all that is asked: what was not found is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casefiles import SPEAKER_KINDS, CaseText, EventCase, FootingCase, GoldToll, Saying, SpeakerCase
from goldfiles import EVENT_CATEGORIES
from scoring import ENOUGH, Tokens, names_speaker, overlap, pair_up, parties_right, same_event, words_of

from sayso.records import Attribution, Coding, Event, Footing, SourceType, Span, Status, Toll

LEVEL_NAMES = {"outlet": "the outlet's word", "one": "one attribution", "chain": "a chain"}
ROWS = (
    "speaker",
    *(f"speaker: {kind}" for kind in SPEAKER_KINDS),
    "footing",
    *(f"footing: {footing}" for footing in Footing),
    *(f"footing: in {name}" for name in LEVEL_NAMES.values()),
    "footing: voice",
    *(f"footing: voice, {name}" for name in LEVEL_NAMES.values()),
    "footing: voice, whole chain",
    "footing: with voice",
    "nested",
    "addressee",
    "channel",
    *(f"events: {category}" for category in EVENT_CATEGORIES),
    *(f"events: status: {status}" for status in Status),
)
"""The rows of the table, in its order."""
HEADLINES = (
    "speaker",
    "footing",
    "footing: voice",
    "nested",
    "addressee",
    "channel",
    *(f"events: {category}" for category in EVENT_CATEGORIES),
)
"""The rows that have a floor; the others have too few cases for one."""
IMPLIED = {Status.PLANNED: "AGREE", Status.THREATENED: "THREATEN", Status.DEMANDED: "REQUEST"}
"""Types that imply a status of what they are about: an event of the type is right as occurred, as PLOVER codes it."""
_NEAR = 0.8, 1.5
"""Shares of a vague lower bound between which another is right."""
_NEAR_NUMBER = 1.2
"""Share of a vague number up to which an upper bound is right."""
_FAR = 3
"""How many times the lower bound an upper one must be to be as good as none."""
_TEXTS_THAT_SPEAK = (SourceType.DOCUMENT, SourceType.POLL)


@dataclass(slots=True)
class CaseTally:
    """Counts of the single questions, per row of the table."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def mark(self, rows: Iterable[str], found: bool, right: bool) -> None:
        """Count one question in each of `rows`."""
        for row in rows:
            self.asked[row] += 1
            self.found[row] += found
            self.right[row] += right

    def points(self, row: str) -> float:
        """Points of the row: right, of all that was asked."""
        return 100 * self.right[row] / self.asked[row] if self.asked[row] else 0.0


def score_case(text: CaseText, coding: Coding, tally: CaseTally) -> None:
    """Add what is asked about one text to `tally`."""
    if text.speakers:
        _score_speakers(text, coding, tally)
    for case in text.footing:
        _score_footing(text, case, coding, tally)
    if text.sayings:
        _score_nesting(text, coding, tally)
    for event in text.events:
        _score_event(text, event, coding, tally)


def _score_speakers(text: CaseText, coding: Coding, tally: CaseTally) -> None:
    tokens = Tokens(text.article.text)

    def likeness(case: SpeakerCase, ours: Attribution) -> float:
        same = _share(tokens, (case.source,), ours.source)
        return _overlap(tokens, (case.content,), ours.content) if same else 0.0

    pairs = pair_up(text.speakers, coding.attributions, likeness)
    for case in text.speakers:
        ours = next((ours for one, ours in pairs if one is case), None)
        right = ours is not None and _speaker_right(text.article.text, case, ours)
        tally.mark(("speaker", f"speaker: {case.kind}"), ours is not None, right)
        if not right:
            got = _told(text.article.text, ours) if ours else "missed"
            asked = f"{case.kind} “{case.source.of(text.article.text)}” ({case.content.of(text.article.text)})"
            tally.errors.append(f"{text.name}: {asked}: {' or '.join(case.speakers)}, not {got}")


def _speaker_right(text: str, case: SpeakerCase, ours: Attribution) -> bool:
    if case.kind == "anonymous":
        return ours.source_type in case.speakers
    if case.kind == "document" and _source_names(text, case):
        return ours.source_type in _TEXTS_THAT_SPEAK
    mention = ours.speaker
    if mention is None:
        return False
    if case.kind == "place_for_government":
        return mention.actor is not None and mention.actor.country in case.speakers
    if case.kind in ("apposition", "relative"):
        return any(names_speaker(text, name, mention, own=(mention.head,)) for name in case.speakers)
    return any(names_speaker(text, name, mention, lacking=(case.source,)) for name in case.speakers)


def _source_names(text: str, case: SpeakerCase) -> bool:
    """Whether the source itself holds a word of what is right."""
    return any(words_of(name) & words_of(case.source.of(text)) for name in case.speakers)


def _told(text: str, ours: Attribution) -> str:
    mention = ours.speaker
    if mention is None:
        return f"nobody ({ours.source_type})"
    actor = f"{mention.actor.name} {mention.actor.country or ''}".strip() if mention.actor else "no actor"
    return f"{actor}, by “{mention.antecedent.of(text)}”" if mention.antecedent else f"{actor} ({ours.source_type})"


def _score_footing(text: CaseText, case: FootingCase, coding: Coding, tally: CaseTally) -> None:
    tokens = Tokens(text.article.text)

    def likeness(case: FootingCase, ours: Event) -> float:
        return _overlap(tokens, case.trigger, ours.trigger) if ours.type in case.types else 0.0

    pairs = pair_up((case,), coding.events, likeness)
    ours = pairs[0][1] if pairs else None
    chain = _chain(ours.voice, coding.attributions) if ours else []
    footing = ours is not None and ours.footing == case.footing
    voice = ours is not None and _voice_right(tokens, case, chain)
    level = LEVEL_NAMES[case.level]
    tally.mark(("footing", f"footing: {case.footing}", f"footing: in {level}"), ours is not None, footing)
    tally.mark(("footing: voice", f"footing: voice, {level}"), ours is not None, voice)
    if case.outer:
        whole = voice and any(_share(tokens, (case.outer,), one.source) for one in chain)
        tally.mark(("footing: voice, whole chain",), ours is not None, whole)
    tally.mark(("footing: with voice",), ours is not None, footing and voice)
    if not (footing and voice):
        got = f"{ours.footing} by {[_words(text, one.source) for one in chain] or 'the outlet'}" if ours else "missed"
        tally.errors.append(f"{text.name}: {case.footing}/{case.level} “{_words(text, case.trigger)}”, not {got}")


def _chain(voice: str | None, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attribution of that id and those around it, innermost first."""
    by_id = {one.id: one for one in attributions}
    chain: list[Attribution] = []
    while voice in by_id and by_id[voice] not in chain:
        chain.append(by_id[voice])
        voice = chain[-1].parent
    return chain


def _voice_right(tokens: Tokens, case: FootingCase, chain: Sequence[Attribution]) -> bool:
    if not chain or not chain[0].source:
        return None in case.voice
    return any(source is not None and _share(tokens, (source,), chain[0].source) for source in case.voice)


def _score_nesting(text: CaseText, coding: Coding, tally: CaseTally) -> None:
    tokens = Tokens(text.article.text)

    def likeness(case: Saying, ours: Attribution) -> float:
        best = max(_overlap(tokens, pieces, ours.content) for pieces in case.content)
        return best if best >= ENOUGH and _share(tokens, case.source, ours.source) else 0.0

    pairs = pair_up(text.sayings, coding.attributions, likeness)
    found = [next((ours for one, ours in pairs if one is saying), None) for saying in text.sayings]
    for saying, ours in zip(text.sayings, found, strict=True):
        if saying.parent is not None:
            _score_pair(text, saying, text.sayings[saying.parent], ours, found[saying.parent], tally)
        _score_stated(text, tokens, saying, ours, tally)


def _score_pair(
    text: CaseText, child: Saying, parent: Saying, our_child: Attribution | None, our_parent: Attribution | None, tally: CaseTally
) -> None:
    """Judge whether both are found and one is nested in the other."""
    right = our_child is not None and our_parent is not None and our_child.parent == our_parent.id
    tally.mark(("nested",), our_child is not None and our_parent is not None, right)
    if not right:
        pair = f"{_words(text, parent.source[:1])} > {_words(text, child.source[:1])}"
        tally.errors.append(f"{text.name}: nested {pair}: {_fault(our_child is not None, our_parent is not None)}")


def _fault(child: bool, parent: bool) -> str:
    if child and parent:
        return "both found, not nested"
    return "missed: " + " and ".join(name for name, found in (("parent", parent), ("child", child)) if not found)


def _score_stated(text: CaseText, tokens: Tokens, saying: Saying, ours: Attribution | None, tally: CaseTally) -> None:
    """Judge addressee and channel where the text states them."""
    for row, stated, given in (
        ("addressee", saying.addressee, ours.addressee if ours else ()),
        ("channel", saying.channel, ours.channel if ours else ()),
    ):
        if stated:
            right = _share(tokens, stated, given)
            tally.mark((row,), ours is not None, right)
            if not right:
                got = _words(text, given) or ("empty" if ours else "missed")
                tally.errors.append(f"{text.name}: {row} “{_words(text, stated[:1])}”, not {got}")


def _score_event(text: CaseText, case: EventCase, coding: Coding, tally: CaseTally) -> None:
    tokens = Tokens(text.article.text)
    pairs = pair_up((case.gold,), coding.events, lambda gold, ours: same_event(tokens, gold, ours))
    same = [ours for ours in coding.events if same_event(tokens, case.gold, ours)]
    wrong = _wrong_fields(case, pairs[0][1], same) if pairs else ["missed"]
    rows = [f"events: {case.category}"]
    if case.category == "status":
        rows.append(f"events: status: {case.gold.status[0]}")
    tally.mark(rows, bool(pairs), not wrong)
    if wrong:
        what = f"{'/'.join(case.gold.types)} “{_words(text, case.gold.trigger)}”"
        tally.errors.append(f"{text.name}: {what}: {'; '.join(wrong)} ({text.article.text.partition(chr(10))[0]})")


def _wrong_fields(case: EventCase, ours: Event, same: Sequence[Event]) -> list[str]:
    """What is wrong of that which the category asks.

    Args:
        case: the question.
        ours: the likest event.
        same: all events that are like it: none of them may have another status, and their tolls are taken together.
    """
    if case.category == "status":
        return [f"{one.type} is {one.status}" for one in same if not _status_right(case.gold.status, one)]
    if case.tolls:
        given = {(toll.effect, toll.low, toll.high): toll for one in same for toll in one.toll}
        return [] if any(_tolls_right(choice, list(given.values())) for choice in case.tolls) else [f"toll {list(given)}"]
    verdicts = zip(("actor", "recipient"), parties_right(case.gold, ours), (ours.actors, ours.recipients), strict=True)
    return [
        f"{side} {[mention.actor.name if mention.actor else '?' for mention in given]}" for side, right, given in verdicts if right is False
    ]


def _status_right(right: Sequence[str], ours: Event) -> bool:
    return ours.status in right or (ours.status is Status.OCCURRED and any(IMPLIED.get(Status(value)) == ours.type for value in right))


def _tolls_right(gold: Sequence[GoldToll], ours: Sequence[Toll]) -> bool:
    """Whether the two are the same tolls, one to one."""
    return len(gold) == len(ours) and all(any(_toll_right(one, two) for two in ours) for one in gold)


def _toll_right(gold: GoldToll, ours: Toll) -> bool:
    """Whether effect and bounds agree: exactly, or nearly where the words are vague."""
    if gold.effect != ours.effect:
        return False
    if not gold.about:
        return (gold.low, gold.high) == (ours.low, ours.high)
    least, most = int(_NEAR[0] * gold.low), int(_NEAR[1] * gold.low)
    if gold.high is None:
        return least <= ours.low <= most and (ours.high is None or ours.high >= _FAR * gold.low)
    return ours.high is not None and least <= ours.low <= gold.low <= ours.high <= int(_NEAR_NUMBER * gold.low) + 1


def _share(tokens: Tokens, one: Sequence[Span], two: Sequence[Span]) -> bool:
    """Whether the two name a common word of the text."""
    return bool(tokens.under(one, words=True) & tokens.under(two, words=True))


def _overlap(tokens: Tokens, one: Sequence[Span], two: Sequence[Span]) -> float:
    """Intersection over union of the two, in tokens."""
    return overlap(tokens.under(one), tokens.under(two))


def _words(text: CaseText, spans: Sequence[Span]) -> str:
    return " + ".join(span.of(text.article.text) for span in spans)
