#!/usr/bin/env python3
"""Measure sayso on our own gold, and hold it to its floors.

    python eval/measure.py [--half dev|held|both|practice] [--errors]
    python eval/measure.py --floors | --raise

All figures are points from 0 to 100. Exit code 1: a figure lies more than half a point under its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import cast

from case_scoring import HEADLINES, ROWS, CaseTally, score_case
from casefiles import STEMS, load_cases
from goldfiles import EVAL, HALVES, PRACTICE, SETS, load_reports, load_sentences
from place_scoring import FLOORED, PlaceTally, score_dated, score_place
from place_scoring import ROWS as PLACE_ROWS
from placefiles import ConflictPlace, load_dated, load_places
from scoring import Tally, score_attributions, score_events
from spacy.language import Language

import sayso
from sayso.intake import article_from_text
from sayso.pipeline import code
from sayso.records import Place
from sayso.where import PlaceFinder

FLOORS = EVAL / "floors.json"
NOTHING = "–"
"""Stands in the table where nothing is asked."""
SLACK = 0.5
"""Points by which a figure may fall; the reason then belongs into the same commit."""
ATTRIBUTION_FIELDS = ("speaker", "kind", "speech", "said_when", "said_when stated", "nesting")
EVENT_FIELDS = (
    "actor", "recipient", "country", "when", "when stated", "where", "where stated", "toll", "status", "footing", "voice",
)  # fmt: skip


class Measured:
    """The figures of one half of the gold, or of the practice batches."""

    def __init__(self, nlp: Language, half: str) -> None:
        self.half = half
        self.attributions = Tally()
        self.events = Tally()
        self.sentences = Tally()
        self.cases = CaseTally()
        self.places = PlaceTally()
        for report in load_reports(half):
            coding = code(nlp, report.article)
            score_attributions(report, coding, self.attributions)
            score_events(report, coding, self.events)
        for text in (text for stem in STEMS for text in load_cases(stem, half)):
            score_case(text, code(nlp, text.article), self.cases)
        for dated in load_dated(half):
            score_dated(dated, code(nlp, dated.article), self.places)
        for place in load_places(half):
            score_place(place, resolved(nlp, place), self.places)
        self._score_sentences(nlp)

    def _score_sentences(self, nlp: Language) -> None:
        """Count the short texts whose sentences are all found, and no more."""
        reader = nlp.get_pipe("reader")
        for item in load_sentences(self.half):
            found = tuple(sent.text.strip() for sent in reader(nlp.make_doc(item.text)).sents)
            self.sentences.judge({"exact": found == item.sentences}, optional=False)
            if found != item.sentences:
                self.sentences.errors.append(f"sentences: {found}")

    def figures(self) -> dict[str, float]:
        """What the floors hold: F1 of each layer, alone and with each field right as well, exact sentences, single questions."""
        exact = self.sentences.accuracy("exact")
        figures = {"sentences.exact": exact} if exact is not None else {}
        for name, tally, fields in self._layers():
            figures[f"{name}.f1"] = tally.f1(tally.found)
            for one in fields:
                if not one.endswith(" stated"):
                    figures[f"{name}.f1+{one}"] = tally.f1(tally.joint[one])
        figures |= {f"cases.{row}": self.cases.points(row) for row in HEADLINES if self.cases.asked[row]}
        figures |= {f"places.{row}": self.places.points(row) for row in FLOORED if self.places.asked[row]}
        return {name: round(value, 1) for name, value in figures.items()}

    def table(self) -> dict[str, str]:
        """What is printed: precision, recall and F1, and each field given that its record was found."""
        rows = {}
        for name, tally, fields in self._layers():
            rows[f"{name}: precision"] = _points(tally.found, tally.predicted)
            rows[f"{name}: recall"] = _points(tally.found, tally.gold)
            rows[f"{name}: F1"] = f"{tally.f1(tally.found):.1f}"
            for one in fields:
                rows[f"  {one} given found"] = _points(tally.right[one], tally.judged[one])
        for row in ROWS:
            rows[row] = _points(self.cases.right[row], self.cases.asked[row])
            if row in HEADLINES:
                rows[f"{row}, given found"] = _points(self.cases.right[row], self.cases.found[row])
        for row in PLACE_ROWS:
            rows[row] = _points(self.places.right[row], self.places.judged[row])
        rows["sentences: exact"] = _points(self.sentences.right["exact"], self.sentences.judged["exact"])
        return rows

    def errors(self) -> list[str]:
        """One line for everything missed, extra or wrong."""
        return [*self.attributions.errors, *self.events.errors, *self.cases.errors, *self.places.errors, *self.sentences.errors]

    def _layers(self) -> tuple[tuple[str, Tally, tuple[str, ...]], ...]:
        """The layers that whole reports are asked for."""
        layers = ("attributions", self.attributions, ATTRIBUTION_FIELDS), ("events", self.events, EVENT_FIELDS)
        return tuple(layer for layer in layers if self.half in HALVES)


def resolved(nlp: Language, place: ConflictPlace) -> Place | None:
    """What the gazetteer makes of the name of a place of war in its sentence, the name being pointed out to it."""
    doc = nlp.make_doc(place.sentence)
    doc._.article = article_from_text(place.sentence, language="en")
    found = cast(PlaceFinder, nlp.get_pipe("where")).resolve_spans(doc, [place.span])
    return found[0] if found else None


def _points(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} ({part}/{whole})" if whole else NOTHING


def falls(measured: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """One line for each figure that lies more than `SLACK` under its floor, or is no longer measured."""
    return [
        f"{half} {name}: {measured[half].get(name)} is under its floor {floor}"
        for half in measured
        for name, floor in sorted(floors.get(half, {}).items())
        if measured[half].get(name, -1.0) < floor - SLACK
    ]


def raised(measured: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The floors, each as high as the figure where that is higher; sections that are not measured here stay as they are."""
    new = {half: dict(values) for half, values in floors.items()}
    for half, figures in measured.items():
        section = new.setdefault(half, {})
        for name, value in figures.items():
            section[name] = max(value, section.get(name, value))
    return new


def _print_tables(results: Sequence[Measured]) -> None:
    tables = [result.table() for result in results]
    print(" " * 34 + "".join(f"{result.half:>20}" for result in results))
    for row in tables[0]:
        print(f"{row:34}" + "".join(f"{table.get(row, NOTHING):>20}" for table in tables))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure sayso on our own gold.")
    parser.add_argument("--half", choices=(*SETS, "both"), default="both")
    parser.add_argument("--errors", action="store_true", help="list what is missed, extra or wrong (dev and practice: held stays unseen)")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--floors", action="store_true", help="check the floors of both halves and of the practice batches")
    action.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    options = parser.parse_args(arguments)
    if options.errors and options.half == "held":
        parser.error("the held half is never looked at; --errors shows dev and practice")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    options = _options(arguments)
    gated = options.floors or options.lift
    nlp = sayso.load()
    results = [Measured(nlp, half) for half in SETS if gated or options.half == half or (options.half == "both" and half != PRACTICE)]
    _print_tables(results)
    if options.errors:
        print(*(line for result in results if result.half != "held" for line in result.errors()), sep="\n")
    measured = {result.half: result.figures() for result in results}
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if options.lift:
        FLOORS.write_text(json.dumps(raised(measured, floors), indent=2) + "\n", encoding="utf-8")
    fallen = falls(measured, floors) if gated else []
    print(*fallen, sep="\n", end="\n" if fallen else "")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
