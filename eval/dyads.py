#!/usr/bin/env python3
"""Do those who fight each other, and those who talk, come out as dyads of events?

    python eval/dyads.py --data DATA [--missed FightingAgainst]

re3d (reports on the war against the Islamic State, annotated for relations) marks pairs of names as ``FightingAgainst``, ``CommWith`` and
``AlliesOf``. Codes its reports and prints, for each of these relations, the number of pairs and of them the shares that are found:

    one event    both stand among the actors and recipients of one event
    dyad         one is actor and the other recipient, or both are actors of one event, as in clashes and talks
    conflict     such a dyad of a type of conflict, verbal or material (PLOVER's quads 3 and 4)
    cooperation  such a dyad of a type of cooperation (quads 1 and 2)

For ``FightingAgainst`` read the column conflict, for the others cooperation; whoever demands, refuses or threatens communicates, too. A
pair is marked wherever a sentence shows that two fight, also where it tells of no event between them, so no column can reach 1. `--missed`
lists the pairs of one relation that no dyad has.
re3d is not part of this repository: https://github.com/dstl/re3d.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso import data
from sayso.evaluate import evaluate

RELATIONS = ("FightingAgainst", "CommWith", "AlliesOf")
COLUMNS = ("one event", "dyad", "conflict", "cooperation")
CONFLICT = frozenset({3, 4})
"""Quads of conflict; the other two are of cooperation."""
Words = Sequence[int]
"""First character of an expression and the one behind its last."""


def stands(words: Words, side: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an argument of one side of an event shares characters with an expression."""
    return any(argument["start"] < words[1] and words[0] < argument["end"] for argument in side)


def is_dyad(event: Mapping[str, Any], one: Words, other: Words) -> bool:
    """Whether an event has one as actor and the other as recipient, either way round, or both as actors."""
    actors, recipients = event["actors"], event["recipients"]
    crossed = (stands(one, actors) and stands(other, recipients)) or (stands(other, actors) and stands(one, recipients))
    return crossed or (stands(one, actors) and stands(other, actors))


def found(events: Sequence[Mapping[str, Any]], one: Words, other: Words, quads: Mapping[str, int]) -> tuple[bool, ...]:
    """What `COLUMNS` say of one pair."""
    together = [event for event in events if all(stands(words, [*event["actors"], *event["recipients"]]) for words in (one, other))]
    kinds = {quads[event["type"]] for event in together if is_dyad(event, one, other)}
    return bool(together), bool(kinds), bool(kinds & CONFLICT), bool(kinds - CONFLICT)


def coded(path: Path) -> Iterator[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]:
    """Every report of re3d with the events that sayso finds in it, at the characters of its own text."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "events.jsonl"
        failures = evaluate("events", path, out).failures
        events = {row["id"]: row["events"] for row in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    if failures:
        sys.exit("\n".join(failures))
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        yield row, events[row["id"]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(description="Count the pairs of re3d that come out as dyads of events.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets; re3d is its reader/re3d.jsonl")
    parser.add_argument("--missed", choices=RELATIONS, help="list the pairs of this relation that no dyad has")
    options = parser.parse_args(arguments)
    quads = {name: int(entry["quad"]) for name, entry in data.lexicon("ontology")["plover"]["types"].items()}
    told: dict[str, list[tuple[bool, ...]]] = {name: [] for name in RELATIONS}
    for row, events in coded(options.data / "reader" / "re3d.jsonl"):
        for relation in row["relations"]:
            if relation["type"] not in told:
                continue
            one, other = relation["source"], relation["target"]
            told[relation["type"]].append(found(events, one, other, quads))
            if relation["type"] == options.missed and not told[relation["type"]][-1][1]:
                print(f"{row['id']}: {row['text'][slice(*one)]} … {row['text'][slice(*other)]}")
    print(f"{'relation':<18}{'pairs':>6}" + "".join(f"{name:>13}" for name in COLUMNS))
    for name, verdicts in told.items():
        shares = (sum(column) / max(1, len(verdicts)) for column in zip(*verdicts, strict=True))
        print(f"{name:<18}{len(verdicts):>6}" + "".join(f"{share:>13.3f}" for share in shares))
    return 0


if __name__ == "__main__":
    sys.exit(main())
