#!/usr/bin/env python3
"""How many events does sayso see where there is no politics?

    python eval/overcoding.py --gum PATH/gum-dev.conllu [--events]

Codes, each by itself, the first 200 sentences of GUM's development side that stand in its genres academic, textbook, voyage and vlog,
less those listed in `POLITICAL`, and prints the events per sentence; exit code 1 if there are more than `GOAL`. `--events` lists what was
found.
GUM is not part of this repository: https://github.com/UniversalDependencies/UD_English-GUM.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import sayso
from sayso.intake import article_from_text
from sayso.pipeline import code

GENRES = ("academic", "textbook", "voyage", "vlog")
SENTENCES = 200
GOAL = 0.05
"""Events per sentence."""
POLITICAL = {
    "GUM_textbook_governments-12": "supposes that a society has people imprisoned or expelled: hypothetical events by the rules of status",
}
"""Sentences left out, each with the reason: they do tell of political acts."""
_ID = "# sent_id = "
_TEXT = "# text = "


def sentences(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Id and text of every sentence of the genres, in the order of the file."""
    name = ""
    for line in lines:
        if line.startswith(_ID):
            name = line.removeprefix(_ID).strip()
        elif line.startswith(_TEXT) and name.split("_")[1] in GENRES:
            yield name, line.removeprefix(_TEXT).strip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(description="Count the events found in prose that is not political.")
    parser.add_argument("--gum", type=Path, required=True, help="gum-dev.conllu")
    parser.add_argument("--events", action="store_true", help="list what was found")
    options = parser.parse_args(arguments)
    with options.gum.open(encoding="utf-8") as lines:
        first = list(itertools.islice(sentences(lines), SENTENCES))
    asked = [(name, text) for name, text in first if name not in POLITICAL]
    nlp = sayso.load()
    events = [(name, text, event) for name, text in asked for event in code(nlp, article_from_text(text, language="en")).events]
    if options.events:
        print(*(f"{name}: {event.type} {event.status} “{event.trigger[0].of(text)}”: {text}" for name, text, event in events), sep="\n")
    rate = len(events) / max(1, len(asked))
    print(f"{len(events)} events in {len(asked)} sentences: {rate:.3f} per sentence (goal: at most {GOAL})")
    return 1 if rate > GOAL else 0


if __name__ == "__main__":
    sys.exit(main())
