#!/usr/bin/env python3
"""Is an event of confidence .8 right eight times in ten?

    python eval/event_confidence.py --data DATA          # reliability by five-fold cross-validation, and of the shipped weights
    python eval/event_confidence.py --data DATA --fit    # fit on everything and rewrite lexicon/events/confidence.yaml
    python eval/event_confidence.py                      # the same on our own practice batches alone

PLV and the PLOVER gold records mark one event a sentence, and a sentence tells of more. So an event is judged only where it claims to be
the marked one: its type is right (are the parties, too?), or its parties are (is the type?). Right is who has both. Sentences of one
text, in either set, always stand in one fold. Events that are neither are left out, as the gold does not say whether they are right: a
confidence means that, if this is told here at all, type and parties are as a reader would have them. In those sets every event has both
parties; our practice batches (`practice/`), judged in the same way by the stricter rules of `README.md`, teach what events without are
worth.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from casefiles import load_cases
from confidence import Judged, fit, shares, table, write
from goldfiles import EVENT_CATEGORIES, PRACTICE, GoldEvent
from numpy.typing import NDArray
from scoring import parties_right

import sayso
from sayso.events import EventCoder
from sayso.events.candidate import Candidate
from sayso.events.confidence import FEATURES, Confidence, features
from sayso.intake import article_from_text
from sayso.pipeline import annotate
from sayso.records import ActorMention, Article, Event

WEIGHTS = Path(__file__).parents[1] / "lexicon" / "events" / "confidence.yaml"
SETS = ("plv", "plover_gsr")
FOLDS = 5
SAME = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "CRIME": "ASSAULT"}
"""Types of older codebooks by their names in PLOVER 2.0."""
YIELD = frozenset({"YIELD", "CONCEDE", "RETREAT"})
Spans = Sequence[tuple[int, int]]


class Recorder(Confidence):
    """Stands for the shipped weights in the coder and keeps the features of what it is asked about."""

    def __init__(self) -> None:
        self.asked: dict[tuple[str, int], tuple[float, ...]] = {}

    def of(self, candidate: Candidate) -> float:
        """Keep a candidate's features under its type and the first character of each of its words."""
        for word in candidate.words:
            self.asked[candidate.type, word.idx] = features(candidate)
        return 0.5


def types_of(row: Mapping[str, Any]) -> frozenset[str]:
    """The types that a gold record allows."""
    found = {SAME.get(name, name) for name in row.get("event_types_allowed") or [row["event_type"]]}
    return frozenset(found | YIELD if "YIELD" in found or {"CONCEDE", "RETREAT"} <= found else found)


def spans_of(row: Mapping[str, Any], side: str, labels: frozenset[str]) -> Spans:
    """The characters of the gold actors of one side."""
    own = [(one["start"], one["end"]) for one in row[side] if isinstance(one, dict) and one.get("start") is not None]
    return own or [(one["start"], one["end"]) for one in row.get("spans", ()) if one["label"] in labels]


def stands(mentions: Sequence[ActorMention], spans: Spans) -> bool:
    """Whether an argument shares characters with a gold actor; where gold has none there is nothing to miss."""
    return not spans or any(
        one.span.start < end and start < one.span.end and one.span.end - one.span.start <= 3 * (end - start) + 20
        for one in mentions
        for start, end in spans
    )


def verdicts(event: Event, rows: Sequence[Mapping[str, Any]]) -> tuple[bool, bool]:
    """Whether an event claims to be a marked one, and whether it is right."""
    claims = right = False
    for row in rows:
        actors, recipients = event.actors, event.recipients
        if row.get("reciprocal"):
            actors = recipients = (*event.actors, *event.recipients)
        typed = event.type in types_of(row)
        paired = stands(actors, spans_of(row, "sources", frozenset({"SRC", "SRC/TAR"}))) and stands(
            recipients, spans_of(row, "targets", frozenset({"TAR", "SRC/TAR"}))
        )
        claims, right = claims or typed or paired, right or (typed and paired)
    return claims, right


def texts(folder: Path) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Every text of the sets with all gold records that it has in either."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for name in SETS:
        for line in (folder / f"{name}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            found.setdefault(row["text"], []).append(row)
    yield from found.items()


def case_verdicts(gold: GoldEvent, event: Event) -> tuple[bool, bool]:
    """The same by our own gold, which also says where nobody is named; an event on other words claims nothing."""
    if not any(one.overlaps(other) for one in gold.trigger for other in event.trigger):
        return False, False
    typed, paired = event.type in gold.types, all(parties_right(gold, event))
    return typed or paired, typed and paired


Judge = Callable[[Event], tuple[bool, bool]]


def articles(folder: Path | None) -> Iterator[tuple[Article, Judge]]:
    """Every text with what judges its events: those of the practice batches whose parties are asked, and of the sets in `folder`."""
    for case in (case for category in EVENT_CATEGORIES for case in load_cases(f"events-{category}", PRACTICE)):
        gold = case.events[0].gold
        if gold.actors is not None and gold.recipients is not None:
            yield case.article, partial(case_verdicts, gold)
    for text, rows in texts(folder) if folder is not None else ():
        yield article_from_text(text), partial(verdicts, rows=rows)


def judged(folder: Path | None) -> tuple[list[Judged], list[int]]:
    """The features of every event that claims to be a marked one, with its verdict, and its fold."""
    nlp = sayso.load()
    coder, recorder = nlp.get_pipe("events"), Recorder()
    assert isinstance(coder, EventCoder)
    coder.confidence = recorder
    found, folds = [], []
    for article, judge in articles(folder):
        recorder.asked.clear()
        for event in annotate(nlp, article)._.events:
            claims, right = judge(event)
            if claims:
                found.append((np.array(recorder.asked[event.type, event.trigger[0].start]), right))
                folds.append(zlib.crc32(article.text.encode()) % FOLDS)
    return found, folds


def shipped() -> NDArray[np.float64]:
    """The weights of the lexicon."""
    weights = yaml.safe_load(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return np.array([float(weights[name]) for name in FEATURES])


def main() -> None:
    """Judge the events of the sets, fit where asked, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the public sets, with events/plv.jsonl and events/plover_gsr.jsonl")
    parser.add_argument("--fit", action="store_true", help="rewrite lexicon/events/confidence.yaml; compile the lexicon afterwards")
    options = parser.parse_args()
    if options.fit and options.data is None:
        parser.error("--fit needs --data: the weights are fitted on the public sets and the practice batches together")
    found, folds = judged(options.data and options.data / "events")
    confidences, right = [], []
    for fold in range(FOLDS):
        weights = fit([one for one, number in zip(found, folds, strict=True) if number != fold])
        tested = [one for one, number in zip(found, folds, strict=True) if number == fold]
        confidences += shares(tested, weights)
        right += [verdict for _, verdict in tested]
    print(f"{len(found)} events, {sum(right)} of them right; {FOLDS}-fold cross-validation by text")
    print("\n".join(table(confidences, right)))
    if options.fit:
        write(WEIGHTS, FEATURES, fit(found))
    print("the weights of the lexicon on the same events, which they were fitted on")
    print("\n".join(table(shares(found, shipped()), [verdict for _, verdict in found])))


if __name__ == "__main__":
    main()
