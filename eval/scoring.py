"""Comparison of what sayso found in a report with what the gold says; what counts as right is told in `README.md`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from goldfiles import ANY, GoldActor, GoldAttribution, GoldEvent, GoldReport

from sayso.records import ActorMention, Attribution, Coding, Event, Place, Span, TimeExpression

ENOUGH = 0.5
"""Share of common tokens (intersection over union) from which two contents are the same."""
_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
_WORD = re.compile(r"\w+")
_SMALL = ("the", "of", "for", "by", "and", "in")
"""Words that tell no name from another."""
Verdict = bool | None
"""Right, wrong, or not judged."""
Gold = TypeVar("Gold", GoldAttribution, GoldEvent)
Ours = TypeVar("Ours", Attribution, Event)
Wanted = TypeVar("Wanted")
Given = TypeVar("Given")


@dataclass(slots=True)
class Tally:
    """Counts of one layer, summed over reports."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    right: Counter[str] = field(default_factory=Counter)
    """Per field: found and right, of all that is judged, optional gold included."""
    judged: Counter[str] = field(default_factory=Counter)
    joint: Counter[str] = field(default_factory=Counter)
    """Per field: found and not wrong, of the gold that is not optional."""
    errors: list[str] = field(default_factory=list)

    def judge(self, verdicts: Mapping[str, Verdict], optional: bool) -> None:
        """Count the fields of one match."""
        for name, verdict in verdicts.items():
            if verdict is not None:
                self.judged[name] += 1
                self.right[name] += verdict
            if not optional and verdict is not False:
                self.joint[name] += 1

    def accuracy(self, name: str) -> float | None:
        """Points of the field among what was found; null where nothing was judged."""
        return 100 * self.right[name] / self.judged[name] if self.judged[name] else None

    def f1(self, hits: int) -> float:
        """Points of F1 if `hits` of the predictions are right."""
        return 200 * hits / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


class Tokens:
    """The tokens of a text: words and single punctuation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [Span(m.start(), m.end()) for m in _TOKEN.finditer(text)]

    def under(self, pieces: Iterable[Span], *, words: bool = False) -> frozenset[int]:
        """Indices of the tokens that the pieces touch, with `words` only of those that are no punctuation."""
        spans = list(pieces)
        return frozenset(
            i
            for i, token in enumerate(self.spans)
            if any(token.overlaps(span) for span in spans) and (not words or self.text[token.start].isalnum())
        )


def score_attributions(report: GoldReport, coding: Coding, tally: Tally) -> None:
    """Add one report's attributions to `tally`."""
    tokens = Tokens(report.article.text)
    pairs = pair_up(report.attributions, coding.attributions, lambda gold, ours: _same_saying(tokens, gold, ours))
    ids = {ours.id: gold.id for gold, ours in pairs}
    _count(tally, report.attributions, coding.attributions, pairs)
    for gold, ours in pairs:
        verdicts = _attribution_verdicts(report.article.text, gold, ours, ids)
        tally.judge(verdicts, gold.optional)
        tally.errors += _wrong(report, gold.content, verdicts)
    tally.errors += _unpaired(report, report.attributions, coding.attributions, pairs, lambda one: one.content)


def score_events(report: GoldReport, coding: Coding, tally: Tally) -> None:
    """Add one report's events to `tally`."""
    tokens = Tokens(report.article.text)
    pairs = pair_up(report.events, coding.events, lambda gold, ours: same_event(tokens, gold, ours))
    sayings = pair_up(report.attributions, coding.attributions, lambda gold, ours: _same_saying(tokens, gold, ours))
    voices = {ours.id: gold.id for gold, ours in sayings}
    doubles = [ours for ours in coding.events if any(_is_double(gold, ours) for gold, paired in pairs if paired is not ours)]
    paired = [ours for _, ours in pairs]
    counted = [ours for ours in coding.events if ours in paired or ours not in doubles]
    _count(tally, report.events, counted, pairs)
    for gold, ours in pairs:
        verdicts = _event_verdicts(report.article.text, gold, ours, voices)
        tally.judge(verdicts, gold.optional)
        tally.errors += _wrong(report, gold.trigger, verdicts)
    tally.errors += _unpaired(report, report.events, counted, pairs, lambda one: one.trigger)


def pair_up(gold: Sequence[Wanted], ours: Sequence[Given], likeness: Callable[[Wanted, Given], float]) -> list[tuple[Wanted, Given]]:
    """Pair one to one, the likest first; equal likeness in text order. A likeness of 0 is no pair."""
    scored = [(-likeness(one, two), i, j) for i, one in enumerate(gold) for j, two in enumerate(ours)]
    taken_gold: set[int] = set()
    taken_ours: set[int] = set()
    pairs = []
    for negative, i, j in sorted(scored):
        if negative < 0 and i not in taken_gold and j not in taken_ours:
            taken_gold.add(i)
            taken_ours.add(j)
            pairs.append((gold[i], ours[j]))
    return pairs


def _count(tally: Tally, gold: Sequence[Gold], ours: Sequence[Ours], pairs: Sequence[tuple[Gold, Ours]]) -> None:
    """Count what should be, is and was found; optional gold counts on neither side."""
    tally.gold += sum(not one.optional for one in gold)
    tally.found += sum(not one.optional for one, _ in pairs)
    tally.predicted += len(ours) - sum(one.optional for one, _ in pairs)


def overlap(one: frozenset[int], two: frozenset[int]) -> float:
    """Intersection over union of two sets of tokens; 0 for two empty ones."""
    return len(one & two) / max(1, len(one | two))


def _same_saying(tokens: Tokens, gold: GoldAttribution, ours: Attribution) -> float:
    """IoU of the contents if it is enough and the sources share a word or are both empty; else 0."""
    likeness = overlap(tokens.under(gold.content), tokens.under(ours.content))
    sources = tokens.under(gold.source, words=True), tokens.under(ours.source, words=True)
    agree = bool(sources[0] & sources[1]) or not (sources[0] or sources[1])
    return likeness if likeness >= ENOUGH and agree else 0.0


def same_event(tokens: Tokens, gold: GoldEvent, ours: Event) -> float:
    """IoU of the triggers if the type is right, else 0."""
    return overlap(tokens.under(gold.trigger), tokens.under(ours.trigger)) if ours.type in gold.types else 0.0


def _is_double(gold: GoldEvent, ours: Event) -> bool:
    """Whether a prediction names, by another of its words, an event that is found already."""
    return len(gold.trigger) > 1 and ours.type in gold.types and any(a.overlaps(b) for a in gold.trigger for b in ours.trigger)


def _attribution_verdicts(text: str, gold: GoldAttribution, ours: Attribution, ids: Mapping[str, str]) -> dict[str, Verdict]:
    said = interval_of(ours.said_when)
    return {
        "speaker": speaker_right(text, gold, ours.speaker),
        "kind": ours.kind == gold.kind,
        "speech": ours.speech in gold.speech,
        "said_when": said in gold.said_when,
        "said_when stated": said in gold.said_when if None not in gold.said_when else None,
        "nesting": (ids.get(ours.parent) if ours.parent else None) == gold.parent,
    }


def _event_verdicts(text: str, gold: GoldEvent, ours: Event, voices: Mapping[str, str]) -> dict[str, Verdict]:
    actor, recipient = parties_right(gold, ours)
    when = interval_of(ours.when)
    place = _place_right(text, gold, ours.where)
    toll = frozenset((one.effect, one.low, one.high) for one in ours.toll)
    return {
        "actor": actor,
        "recipient": recipient,
        "country": _countries_right(gold, ours),
        "when": _among(when, gold.when),
        "when stated": _among(when, gold.when) if None not in gold.when else None,
        "where": place,
        "where stated": place if None not in gold.where else None,
        "toll": toll == gold.toll if toll or gold.toll else None,
        "status": _among(str(ours.status), gold.status),
        "footing": _among(str(ours.footing), gold.footing),
        "voice": _among(voices.get(ours.voice, "unknown") if ours.voice else "outlet", gold.voice),
    }


def _among(value: str | None, choices: Sequence[str | None]) -> Verdict:
    return None if ANY in choices else value in choices


def interval_of(when: TimeExpression | None) -> str | None:
    """The interval as the gold writes it: one day, or ``first/last``, with ``null`` for an open end."""
    if when is None or not (when.start or when.end):
        return None
    start, end = (when.start or "null")[:10], (when.end or "null")[:10]
    return start if start == end else f"{start}/{end}"


def speaker_right(text: str, gold: GoldAttribution, ours: ActorMention | None) -> Verdict:
    """Whether the speaker is resolved as a reader would.

    Where the source names the speaker itself, any name that shares its words will do. Where it does not (a pronoun, a short form), the
    actor's name or the antecedent must add a word of the name that the source lacks.
    """
    if gold.speaker is None:
        return ours is None or ours.actor is None
    if ours is None:
        return False
    if gold.by is None:
        return names_speaker(text, gold.speaker, ours, (ours.head, ours.span))
    return names_speaker(text, gold.speaker, ours, lacking=gold.source)


def names_speaker(text: str, speaker: str, ours: ActorMention, own: Sequence[Span] = (), lacking: Sequence[Span] = ()) -> bool:
    """Whether the mention tells a word of the name: by its actor, its antecedent, or words of its own.

    Args:
        text: the article's.
        speaker: the name that a reader gives.
        ours: the mention judged.
        own: stretches of the mention that count as well.
        lacking: the source; a word of the name that it holds does not count, unless it holds them all.
    """
    names = [ours.actor.name if ours.actor else "", ours.antecedent.of(text) if ours.antecedent else "", *(span.of(text) for span in own)]
    wanted = words_of(speaker)
    wanted = wanted - {word for span in lacking for word in words_of(span.of(text))} or wanted
    return any(wanted & words_of(name) for name in names)


def words_of(name: str) -> set[str]:
    """The words of a name that tell it from others, case folded."""
    return {word.casefold() for word in _WORD.findall(name) if len(word) > 1 and word.casefold() not in _SMALL}


def parties_right(gold: GoldEvent, ours: Event) -> tuple[Verdict, Verdict]:
    """Whether the actors and whether the recipients are right; null where they are not judged."""
    if not gold.symmetric or gold.actors is None or gold.recipients is None:
        return _side_right(gold.actors, ours.actors), _side_right(gold.recipients, ours.recipients)
    both = tuple((*one, *two) for one in gold.actors for two in gold.recipients)
    verdict = _side_right(both, tuple(dict.fromkeys((*ours.actors, *ours.recipients))))
    return verdict, verdict


def _side_right(choices: tuple[tuple[GoldActor, ...], ...] | None, ours: Sequence[ActorMention]) -> Verdict:
    """Whether the mentions are, one to one, the parties of one of the alternatives."""
    if choices is None:
        return None
    return any(
        len(parties) == len(ours) and all(any(_is_party(party, mention) for mention in ours) for party in parties) for parties in choices
    )


def _is_party(party: GoldActor, mention: ActorMention) -> bool:
    return any(mention.head.overlaps(span) or mention.span.contains(span) for span in party.spans)


def _countries_right(gold: GoldEvent, ours: Event) -> Verdict:
    """Whether every party that is found and whose country the gold knows has that country."""
    known = [party for side in (gold.actors, gold.recipients) for choice in side or () for party in choice if party.countries]
    verdicts = [
        mention.actor is not None and mention.actor.country in party.countries
        for party in known
        for mention in (*ours.actors, *ours.recipients)
        if _is_party(party, mention)
    ]
    return all(verdicts) if verdicts else None


def _place_right(text: str, gold: GoldEvent, ours: Place | None) -> Verdict:
    if any(choice and choice[0] == ANY for choice in gold.where):
        return None
    return any(_is_place(text, choice, ours) for choice in gold.where)


def _is_place(text: str, choice: tuple[str, str] | None, ours: Place | None) -> bool:
    if choice is None or ours is None:
        return choice is None and ours is None
    name, country = choice
    named = name.casefold() in (ours.name.casefold(), ours.span.of(text).casefold()) or name in ours.span.of(text)
    return named and country in ("", ours.country)


def _wrong(report: GoldReport, spans: Sequence[Span], verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    wrong = [name for name, verdict in verdicts.items() if verdict is False and not name.endswith(" stated")]
    if wrong:
        yield f"{report.name}: wrong {', '.join(wrong)}: {_quote(report, spans)}"


def _unpaired(
    report: GoldReport,
    gold: Sequence[Gold],
    ours: Sequence[Ours],
    pairs: Sequence[tuple[Gold, Ours]],
    spans: Callable[[Gold | Ours], Sequence[Span]],
) -> Iterator[str]:
    for missed in gold:
        if not missed.optional and not any(missed is one for one, _ in pairs):
            yield f"{report.name}: missed {_label(missed)} {_quote(report, spans(missed))}"
    for extra in ours:
        if not any(extra is one for _, one in pairs):
            yield f"{report.name}: extra {_label(extra)} {_quote(report, spans(extra))}"


def _label(one: GoldAttribution | GoldEvent | Attribution | Event) -> str:
    if isinstance(one, GoldEvent):
        return "/".join(one.types)
    return one.type if isinstance(one, Event) else "attribution"


def _quote(report: GoldReport, spans: Sequence[Span]) -> str:
    words = " + ".join(span.of(report.article.text) for span in spans)
    place = report.article.text[: spans[0].start].count("\n") if spans else 0
    return f"“{words if len(words) < 90 else words[:60] + ' … ' + words[-25:]}” (line {place + 1})"
