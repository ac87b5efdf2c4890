"""A run that is killed at any moment goes on later and ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import fault_corpus as corpus
import pytest
from databases import FAULTS
from sqlalchemy import event
from sqlalchemy.engine import Engine

from sayso.address import Address, Server
from sayso.store import open_store

SEED = int(os.environ.get("SAYSO_SEED", "20261123"))
KILLS = 100 if FAULTS else 10
full = pytest.mark.skipif(not FAULTS, reason="run by `make faults`")


def forked(work: Callable[[], object]) -> int:
    """Do the work in a process of its own; returns its id. It ends without touching what this process has open."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        os.write(2, traceback.format_exc().encode())  # nothing is flushed at this end
        os._exit(1)
    os._exit(0)


def killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Whether the work was still going on after so long, and was killed."""
    child = forked(work)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0, "the run failed by itself"
            return False
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):  # it had ended just before
        assert os.WEXITSTATUS(status) == 0
        return False
    return True


def test_random_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    given = corpus.corpus(60, slow=0.001)
    corpus.run(tmp_path / "clean.db", given)
    clean = corpus.contents(tmp_path / "clean.db")
    draw, kills, rounds = random.Random(SEED), 0, 0
    while kills < KILLS:
        path = tmp_path / f"{rounds}.db"
        rounds += 1
        while killed_after(draw.uniform(0.0, 0.35), lambda path=path: corpus.run(path, given)):  # type: ignore[misc]
            kills += 1
        assert corpus.contents(path) == clean, f"seed {SEED}, round {rounds}, {kills} kills"
    assert corpus.files(path, tmp_path / "a") == corpus.files(tmp_path / "clean.db", tmp_path / "b")


def points(work: Callable[[], object]) -> int:
    """At how many points between statements the work could be killed."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    hooks = [(name, count) for name in ("before_cursor_execute", "after_cursor_execute", "commit")]
    for name, hook in hooks:
        event.listen(Engine, name, hook)
    try:
        work()
    finally:
        for name, hook in hooks:
            event.remove(Engine, name, hook)
    return counted


def killed_at(point: int, work: Callable[[], object]) -> None:
    """Do the work in a process that kills itself at that point."""

    def doomed() -> None:
        left = point

        def strike(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, strike)
        work()

    _, status = os.waitpid(forked(doomed), 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


@full
def test_a_kill_between_any_two_statements(tmp_path: Path) -> None:
    given = corpus.corpus(10)
    open_store(tmp_path / "empty.db").close()

    def fresh(name: str) -> Path:
        return Path(shutil.copy(tmp_path / "empty.db", tmp_path / name))

    clean_path = fresh("clean.db")
    number = points(lambda: corpus.run(clean_path, given))
    clean = corpus.contents(clean_path)
    assert number > 100
    for point in range(number):
        path = fresh("killed.db")
        killed_at(point, lambda path=path: corpus.run(path, given))  # type: ignore[misc]
        corpus.run(path, given)
        assert corpus.contents(path) == clean, f"killed at point {point}"
        path.unlink()


@full
def test_kills_on_postgres(new_place: Callable[[], Address], kind: str) -> None:
    if kind != "postgresql":
        pytest.skip("SQLite has a test of its own")
    given = corpus.corpus(60, slow=0.001)
    place = new_place()
    corpus.run(place, given)
    clean = corpus.contents(place)
    draw, kills = random.Random(SEED), 0
    while kills < 10:
        place = new_place()
        assert isinstance(place, Server)
        while killed_after(draw.uniform(0.0, 1.0), lambda place=place: corpus.run(place, given)):  # type: ignore[misc]
            kills += 1
        assert corpus.contents(place) == clean, f"seed {SEED}"


PROGRAM = """
import sys, fault_corpus as corpus
from pathlib import Path
if __name__ == "__main__":
    print("begun", flush=True)
    corpus.run(Path(sys.argv[1]), corpus.corpus(60, slow=0.002), workers=2)
"""


def test_kills_with_worker_processes(tmp_path: Path) -> None:
    given = corpus.corpus(60, slow=0.002)
    corpus.run(tmp_path / "clean.db", given)
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(corpus.__file__).parent), *filter(None, sys.path)])}
    draw, path = random.Random(SEED), tmp_path / "killed.db"
    for _ in range(8 if KILLS > 10 else 1):
        program = subprocess.Popen([sys.executable, str(script), str(path)], env=environment, stdout=subprocess.PIPE)
        assert program.stdout is not None
        assert program.stdout.readline() == b"begun\n"
        time.sleep(draw.uniform(0.3, 1.5))
        program.kill()
        program.communicate()
    corpus.run(path, given, workers=2)
    assert corpus.contents(path) == corpus.contents(tmp_path / "clean.db")
