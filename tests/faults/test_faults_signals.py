"""Ctrl-C, SIGTERM and closed pipes: the batch at hand is finished or dropped, the exit code tells, and the run goes on later."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import fault_corpus as corpus
import pytest
from databases import FAULTS

from sayso.signals import Terminated, deferred, terminable

full = pytest.mark.skipif(not FAULTS, reason="run by `make faults`")
SEED = int(os.environ.get("SAYSO_SEED", "20261123"))
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PROGRAM = """
import signal, sys, fault_corpus as corpus
from pathlib import Path
from sayso.scale import Interrupted, terminable
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with terminable():
        try:
            corpus.run(Path(sys.argv[1]), corpus.corpus(60, slow=0.01), progress=lambda so_far: print(so_far.read, flush=True))
        except Interrupted as stopped:
            print("told", stopped.summary.read, flush=True)
            sys.exit(stopped.exit_code)
"""


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(corpus.__file__).parent), *filter(None, sys.path)])}


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_a_run_between_two_batches(tmp_path: Path, number: signal.Signals, code: int) -> None:
    script, path = tmp_path / "program.py", tmp_path / "s.db"
    script.write_text(PROGRAM, encoding="utf-8")
    program = subprocess.Popen([sys.executable, str(script), str(path)], env=environment(), stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    program.stdout.readline()
    time.sleep(random.Random(SEED + number).uniform(0.0, 0.3))
    program.send_signal(number)
    out, _ = program.communicate(timeout=60)
    assert program.returncode == code
    read = int(out.splitlines()[-1].removeprefix("told "))
    given = corpus.corpus(60, slow=0.01)
    assert 0 < read < len(given)
    assert corpus.run(path, given[:read]).coded == 0
    corpus.run(path, given)
    corpus.run(tmp_path / "clean.db", given)
    assert corpus.contents(path) == corpus.contents(tmp_path / "clean.db")


def test_signals_wait_for_the_end_of_a_block() -> None:
    reached = []

    def work() -> None:
        with deferred():
            signal.raise_signal(signal.SIGTERM)
            reached.append("end")
        reached.append("after")

    with terminable(), pytest.raises(Terminated):
        work()
    assert reached == ["end"]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    corpus.run(path, corpus.corpus(400 if FAULTS else 60))
    listing = subprocess.Popen(
        [sys.executable, "-m", "sayso", "events", "--db", str(path), "--json"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    assert listing.stdout.read(10).startswith(b'{"id":')
    listing.stdout.close()
    assert listing.stderr.read() == b""
    assert listing.wait(60) == 0


def sayso(*words: object) -> list[str]:
    return [sys.executable, "-m", "sayso", *map(str, words)]


@full
def test_the_whole_pipeline_survives_signals(tmp_path: Path) -> None:
    """The command itself, with the model: stopped in every way until it is done."""
    draw = random.Random(SEED)
    for way in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGKILL, signal.SIGTERM, None):
        words = sayso("code", EXAMPLES, "--outlets", EXAMPLES / "outlets.csv", "--db", tmp_path / "s.db", "--workers", 2)
        program = subprocess.Popen(words, env=environment(), stderr=subprocess.PIPE, start_new_session=True)
        if way is not None:
            time.sleep(draw.uniform(1.0, 6.0))
            program.send_signal(way)
        _, complaint = program.communicate(timeout=300)
        assert program.returncode in {-signal.SIGKILL, 143, 130, 3, 0}, complaint.decode()
    subprocess.run(
        sayso("code", EXAMPLES, "--outlets", EXAMPLES / "outlets.csv", "--db", tmp_path / "clean.db"), env=environment(), check=False
    )
    assert corpus.contents(tmp_path / "s.db") == corpus.contents(tmp_path / "clean.db")


@full
@pytest.mark.parametrize("name", ["events", "attributions", "articles", "appearances"])
def test_the_whole_pipeline_gives_the_same_bytes(tmp_path: Path, name: str, built: dict[str, Path]) -> None:
    listed = {
        way: subprocess.run(sayso(name, "--db", path, "--csv"), env=environment(), capture_output=True, check=True).stdout
        for way, path in built.items()
    }
    assert len(set(listed.values())) == 1, [way for way in listed if listed[way] != listed[min(listed)]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The examples coded with one worker and two, in two orders, under two hash seeds."""
    folder = tmp_path_factory.mktemp("built")
    files = sorted(EXAMPLES.glob("*.txt"))
    made = {}
    for workers, order, seed in ((1, files, "0"), (2, files[::-1], "1")):
        path = folder / f"{workers}.db"
        words = sayso("code", *order, "--outlets", EXAMPLES / "outlets.csv", "--db", path, "--workers", workers)
        subprocess.run(words, env=environment() | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
        made[f"{workers} workers, seed {seed}"] = path
    return made
