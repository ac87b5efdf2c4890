"""Workers that die, hang or take too much memory cost the one article, whatever the others do."""

from __future__ import annotations

import os
from pathlib import Path

import fault_corpus as corpus
import pytest
from databases import FAULTS

from sayso.errors import SaysoError
from sayso.records import Article
from sayso.scale import map_batches
from sayso.store import open_store


def die_once(folder: Path, item: str) -> str:
    """Die over an item the first time that it is met: somebody ended the wrong process."""
    met = folder / item
    if item.startswith("once") and not met.exists():
        met.touch()
        os._exit(9)
    return item.upper()


def gorge(model: str, item: int) -> int:
    """Take so many megabytes."""
    return len(bytearray(item * 1_000_000))


def die(model: str, item: int) -> int:
    """Die over everything."""
    os._exit(1)


def itself(value: str) -> str:
    """A model that is named by a text."""
    return value


def marked(given: list[object], every: int) -> list[object]:
    """The inputs, with a text in every so many that ends the process that codes it."""
    made = []
    for number, item in enumerate(given):
        text = f"Mark {number}\n\n[die] The Öster Front. Wait 0."
        made.append(corpus.report(text, None, None, "2024-01-01") if isinstance(item, Article) and number % every == 0 else item)
    return made


@pytest.mark.parametrize("workers", [1, 2] if FAULTS else [2])
def test_dying_workers_do_not_take_the_run_along(tmp_path: Path, workers: int) -> None:
    given = marked(corpus.corpus(20 if FAULTS else 8), 9 if FAULTS else 5)
    summary = corpus.run(tmp_path / "s.db", given, workers=workers, isolate=True)  # type: ignore[arg-type]
    died = dict(summary.reasons)["worker-died"]
    assert died == len({item.id for item in given if isinstance(item, Article) and "[die]" in item.text}) > 1
    again = corpus.run(tmp_path / "s.db", given, workers=workers, isolate=True)  # type: ignore[arg-type]
    assert (again.coded, again.quarantined) == (0, summary.quarantined)
    with open_store(tmp_path / "s.db") as store:
        waiting = list(store.waiting(["worker-died"]))
    assert len(waiting) == died
    assert corpus.run(tmp_path / "s.db", waiting[:1], retry=["worker-died"], isolate=True).reasons == (("worker-died", 1),)  # type: ignore[arg-type]


def test_a_document_gets_a_second_chance(tmp_path: Path) -> None:
    import functools

    load = functools.partial(itself, tmp_path)  # type: ignore[arg-type]
    assert list(map_batches(load, die_once, [["a", "once-b", "c"], ["d"]], 2)) == [["A", "ONCE-B", "C"], ["D"]]


def test_too_much_memory_costs_one_document() -> None:
    pytest.importorskip("resource")
    first, second = map_batches(corpus.load, gorge, [[1, 3_000, 2], [3]], 1, memory=400, isolate=True)
    assert (first[0], first[2], second) == (1_000_000, 2_000_000, [3_000_000])
    assert first[1].reason == "out-of-memory"  # type: ignore[union-attr]


def test_workers_that_all_die_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.scale.pool.DEATHS", 3)
    with pytest.raises(SaysoError, match="workers died one after another"):
        list(map_batches(corpus.load, die, [list(range(50))], 2))
