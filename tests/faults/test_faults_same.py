"""The same corpus gives the same exports, whatever the number of workers, the order, and the hash seed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fault_corpus as corpus
import pytest
from databases import FAULTS

from sayso.address import Address

PROGRAM = """
import hashlib, random, sys, fault_corpus as corpus
from pathlib import Path
if __name__ == "__main__":
    given = corpus.corpus(40)
    if sys.argv[3] == "shuffled":
        random.Random(3).shuffle(given)
    corpus.run(Path(sys.argv[1]), given, workers=int(sys.argv[2]))
    for name, text in sorted(corpus.exports(Path(sys.argv[1])).items()):
        print(name, hashlib.sha256(text.encode()).hexdigest(), len(text.splitlines()))
"""
WAYS = [(1, "as given", "0"), (2, "shuffled", "1"), *([(2, "as given", "2"), (1, "shuffled", "3")] if FAULTS else [])]


def test_workers_orders_and_hash_seeds_change_no_byte(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    told = []
    for number, (workers, order, seed) in enumerate(WAYS):
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(Path(corpus.__file__).parent), *filter(None, sys.path)]),
            "PYTHONHASHSEED": seed,
        }
        words = [sys.executable, str(script), str(tmp_path / f"{number}.db"), str(workers), order]
        told.append(subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120, check=True).stdout)
    assert told[0].count("\n") > 10
    assert all(each == told[0] for each in told)


def test_any_order_gives_the_same(new_place: Callable[[], Address], tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    given = corpus.corpus(30)
    found, made = [], []
    for seed in range(4):
        random.Random(seed).shuffle(given)
        place = new_place()
        corpus.run(place, given)
        found.append(corpus.exports(place))
        made.append(corpus.files(place, tmp_path / "files"))
        corpus.run(place, given)
        assert corpus.exports(place) == found[-1]
    assert all(each == found[0] for each in found)
    assert len(made[0]) > 20
    assert all(each == made[0] for each in made), sorted(name for name in made[0] if len({each[name] for each in made}) > 1)


def test_sqlite_and_postgres_agree(new_place: Callable[[], Address], kind: str, tmp_path: Path) -> None:
    if kind == "sqlite":
        pytest.skip("the comparison is made from the other side")
    given = corpus.corpus(30)
    place = new_place()
    corpus.run(place, given)
    corpus.run(tmp_path / "s.db", given)
    here, there = corpus.exports(place), corpus.exports(tmp_path / "s.db")
    for name in ("events", "attributions", "articles", "appearances", "quarantine"):
        assert here[name] == there[name]
    assert corpus.files(place, tmp_path / "a") == corpus.files(tmp_path / "s.db", tmp_path / "b")
