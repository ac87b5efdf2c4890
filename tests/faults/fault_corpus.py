"""Small invented articles, a stand-in for the coder, and all that a database holds but clocks. Worker processes import it too."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.address import Address
from sayso.ids import content_id
from sayso.manifest import Manifest
from sayso.records import (
    Actor,
    ActorMention,
    Article,
    Attribution,
    AttributionKind,
    Claim,
    Coding,
    Event,
    MentionKind,
    Outlet,
    Quarantined,
    Span,
    Toll,
)

if TYPE_CHECKING:
    from sayso.scale import Summary
    from sayso.store import Store

MANIFEST = Manifest("0.1.0", "p" * 64, "m" * 64, "l" * 64, "c" * 64, "d" * 64)
OUTLETS = (Outlet("Morning Kestrel", "IRQ"), Outlet("Évening Heron", "SYR"), None)
CLOCKS = frozenset({"at", "run", "first_read", "seconds", "started", "ended", "manifest", "number"})
"""Columns that tell when, by which run, or in which order something was written."""


def report(text: str, outlet: Outlet | None, url: str | None, published: str | None) -> Article:
    """One article as intake would make it."""
    key = content_id("a", outlet.name if outlet else None, url, text)
    title = text.partition("\n")[0]
    return Article(key, text, Span(0, len(title)), title, None, outlet, url, None, published, source=f"{url or key}.txt")


def corpus(number: int, seed: int = 7, slow: float = 0.0) -> list[Article | Quarantined]:
    """Articles of every sort: reprints before and after their first publication, changed pages, texts that fail, unreadable inputs."""
    draw = random.Random(seed)
    made: list[Article | Quarantined] = []
    for index in range(number):
        outlet, day = OUTLETS[index % 3], f"2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        word = "[raise]" if index % 17 == 11 else "The Öster Front shelled the harbour"
        text = f"Report {index}\n\n{word}, said the mayor. Wait {slow}."
        url = f"https://kestrel.example/{index}" if index % 5 else None
        made.append(report(text, outlet, url, day if index % 7 else None))
        if index % 4 == 1:
            made.append(report(text, OUTLETS[(index + 1) % 3], f"https://copy.example/{index}", f"2024-{draw.randint(1, 12):02}-15"))
        if index % 6 == 2:
            made.append(report(f"{text} Corrected.", outlet, url, day))
        if index % 9 == 4:
            made.append(Quarantined(f"scan-{index}.pdf", "binary", "a picture", content_id("d", index)))
        if index % 8 == 3:
            made.append(made[-1])
    return made


def load() -> str:
    """The model of a coder that needs none."""
    return "model"


def code(model: str, article: Article) -> Coding:
    """A coding with one of everything, from the text alone."""
    assert model == "model"
    text = article.text
    if "[raise]" in text:
        raise RuntimeError("stumbled")
    if "[die]" in text:
        os._exit(9)
    time.sleep(float(text.rpartition("Wait ")[2].split()[0].rstrip(".")))
    start = text.index("The")
    who = Span(start, start + len("The Öster Front"))
    shelled = Span(who.end + 1, who.end + 1 + len("shelled"))
    said = text.index("said")
    front = Actor("grp.oster-front", "Öster Front", "IRQ", ("REB",), "armed_group")
    doer = ActorMention(who, who, MentionKind.NAME, front)
    mayor = ActorMention(Span(said + 5, said + 14), Span(said + 9, said + 14), MentionKind.ROLE, None)
    voice = content_id("s", article.id)
    saying = Attribution(voice, (mayor.span,), (Span(said, said + 4),), (Span(start, said - 2),), AttributionKind.INDIRECT, "say", mayor)
    key = content_id("e", article.id)
    event = Event(key, "ASSAULT", (shelled,), actors=(doer,), voice=voice, toll=(Toll("dead", 1, 3_000_000_000, shelled),), confidence=0.5)
    claim = Claim(content_id("c", key), key, "actor", '"grp.oster-front"', who, voice, None, None, None)
    return replace(Coding(article), mentions=(doer, mayor), attributions=(saying,), events=(event,), claims=(claim,), seconds=0.001)


def run(place: Address, given: list[Article | Quarantined], **options: Any) -> Summary:
    """One run over the given inputs; read = coded + quarantined + skipped is asserted for it."""
    from sayso.scale import code_sources
    from sayso.store import new_run, open_store

    with open_store(place) as store:
        summary = code_sources(iter(given), store, load=load, fn=code, run=new_run(MANIFEST, "test"), **options)
    assert summary.read == summary.coded + summary.quarantined + summary.skipped == len(given)
    return summary


def contents(place: Address) -> dict[str, str]:
    """Every export and every table, but for clocks and the order of writing."""
    from sayso.export import jsonl
    from sayso.store import open_store

    with open_store(place, create=False) as store:
        assert store.damage() == []
        found = {name: "".join(jsonl.lines(_rows(store, name))) for name in ("events", "attributions", "articles", "appearances")}
        found["quarantine"] = "".join(jsonl.lines(store.quarantine()))
        for table in store.counts():
            if table not in ("run", "manifest", "data_dictionary"):
                found[f"table {table}"] = _table(store, table)
    return found


def _rows(store: Store, name: str) -> Iterator[Any]:
    yield from getattr(store, name)()


def _table(store: Store, name: str) -> str:
    frame = store.to_frame(name)
    kept = frame[[column for column in frame.columns if column not in CLOCKS]]
    return "\n".join(sorted(kept.to_csv(index=False).splitlines()))


def exports(place: Address) -> dict[str, str]:
    """The exports alone: the same whatever the order of the input."""
    return {name: text for name, text in contents(place).items() if not name.startswith("table ledger")}


def files(place: Address, folder: Path) -> dict[str, str]:
    """SHA-256 of every file that the export formats make of a database, but for those that tell the runs."""
    from sayso.export.formats import BESIDE, FORMATS, export
    from sayso.export.whole import RUNS
    from sayso.store import Filter, open_store

    folder.mkdir()
    with open_store(place, create=False) as store:
        for form in FORMATS:
            export(store, form, folder / f"{form}.out", Filter())
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != RUNS and not path.name.endswith(BESIDE):
            found[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    shutil.rmtree(folder)
    return found
