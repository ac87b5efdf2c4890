from __future__ import annotations

import functools
import multiprocessing
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pretend_coder as coder
import pytest

from sayso.errors import SaysoError
from sayso.scale import Failure, map_batches
from sayso.scale.limits import DocumentTimeoutError, time_limit
from sayso.scale.pool import WINDOW

NUMBERS = [[-6, 1, 2], [3], [], [4, 5], [-1, 6], [7], [8], [9], [10], [11]]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_keep_the_order_of_the_input(workers: int) -> None:
    assert list(map_batches(coder.load, coder.double, NUMBERS, workers)) == [[2 * number for number in batch] for batch in NUMBERS]
    assert multiprocessing.active_children() == []


def test_no_worker_is_started_for_nothing() -> None:
    for workers in (1, 2):
        assert list(map_batches(coder.load_fails, coder.double, [[], []], workers)) == [[], []]


def test_the_model_is_loaded_once_per_worker(tmp_path: Path) -> None:
    list(map_batches(functools.partial(coder.load_and_tell, tmp_path), coder.double, NUMBERS, 2))
    assert len(list(tmp_path.iterdir())) == 2


def test_the_source_is_taken_no_faster_than_it_is_worked_off() -> None:
    taken = 0

    def source() -> Iterator[list[int]]:
        nonlocal taken
        for number in range(50):
            taken += 1
            yield [number]

    results = map_batches(coder.load, coder.double, source(), 2)
    for done, result in enumerate(results, 1):
        assert result == [2 * (done - 1)]
        assert taken <= done + 2 * WINDOW
    assert taken == 50


def test_a_dying_worker_costs_one_document() -> None:
    batches = [["a", "die", "b"], ["c"], ["abort"], ["d", "e"], ["raise", "f", "lambda", "memory"]]
    first, second, third, fourth, fifth = map_batches(coder.load, coder.stumble, batches, 2)
    assert (first[0], first[2], second, fourth, fifth[1]) == ("A", "B", ["C"], ["D", "E"], "F")
    assert first[1] == Failure("worker-died", "the worker died 2 times: exit code 9")
    assert third == [Failure("worker-died", "the worker died 2 times: killed by SIGABRT")]
    assert fifth[0].reason == fifth[2].reason == "internal-error"  # type: ignore[union-attr]
    assert "RuntimeError: stumbled (pretend_coder.py:" in fifth[0].detail  # type: ignore[union-attr]
    assert fifth[3].reason == "out-of-memory"  # type: ignore[union-attr]


def test_one_worker_can_be_a_process_of_its_own() -> None:
    (results,) = map_batches(coder.load, coder.stumble, [["a", "die", "b"]], 1, isolate=True)
    assert [results[0], results[2]] == ["A", "B"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_over_the_time_limit_fails_and_the_next_is_done(workers: int) -> None:
    began = time.monotonic()
    (results,) = map_batches(coder.load, coder.stumble, [["hang", "a", "swallow", "b"]], workers, seconds=0.3)
    assert [results[1], results[3]] == ["A", "B"]
    assert results[0] == results[2] == Failure("timeout", "took longer than 0.3 s")
    assert time.monotonic() - began < 60


def test_a_worker_deaf_to_the_timer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.scale.pool.GRACE", 0.5)
    (results,) = map_batches(coder.load, coder.stumble, [["a", "deaf", "b"]], 2, seconds=0.2)
    assert [results[0], results[2]] == ["A", "B"]
    assert isinstance(results[1], Failure)
    assert results[1].reason == "timeout"


def test_loading_that_fails_is_the_callers_error() -> None:
    for workers in (1, 2):
        with pytest.raises(FileNotFoundError, match="no model here"):
            list(map_batches(coder.load_fails, coder.double, [[1]], workers))
    with pytest.raises(SaysoError, match=r"died while loading the model \(exit code 3\)"):
        list(map_batches(coder.load_dies, coder.double, [[1]], 2))
    assert multiprocessing.active_children() == []


def test_workers_end_when_nobody_wants_the_rest() -> None:
    results = map_batches(coder.load, coder.double, NUMBERS, 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_there_is_at_least_one_worker() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        map_batches(coder.load, coder.double, [], 0)


def test_the_limit_leaves_the_alarm_as_it_was() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(DocumentTimeoutError), time_limit(0.05):
        time.sleep(5)
    with time_limit(30):
        pass
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_off_the_main_thread_there_is_no_limit() -> None:
    seen: list[str] = []

    def work() -> None:
        with time_limit(0.01):
            time.sleep(0.05)
            seen.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == ["done"]
