"""`map_batches`: one function over many batches, in one process or in several, with the same results in the same order.

The standard library's process pool gives up as a whole when one worker dies and does not say over which document. Here every worker has a
pipe of its own and answers document by document: when it dies, the first unanswered document of its batch is the one it died over, and the
rest goes to a new worker. A death may have had another cause (the system was short of memory, somebody ended the wrong process), so the
document is tried once more before it is given up.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection as channels
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from sayso.errors import SaysoError
from sayso.scale.worker import Answer, Failure, Ready, Refused, apply, serve
from sayso.signals import ending_of, interrupts_held

M = TypeVar("M")
T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Batches a worker holds: the one it works on, and one so that it need not wait for the driver."""
WINDOW = 4
"""Batches per worker, done or not, that may wait for an earlier one: bounds memory when one document is slow."""
ATTEMPTS = 2
"""How often a document may see its worker die."""
DEATHS = 12
"""Workers that may die without one answer between them: then something is wrong that has nothing to do with the documents."""
GRACE = 10.0
"""Seconds beyond the time limit after which a worker that cannot be stopped from within is ended."""


def map_batches(
    load: Callable[[], M],
    fn: Callable[[M, T], R],
    batches: Iterable[Sequence[T]],
    workers: int = 1,
    *,
    seconds: float | None = None,
    memory: int | None = None,
    isolate: bool | None = None,
) -> Iterator[list[R | Failure]]:
    """Apply `fn` to every item of every batch and give the results back, batch by batch, in the order of the input.

    Args:
        load: makes what `fn` needs (the model); called once per worker. With worker processes, `load`, `fn`, items and results must be
            picklable, and `load` and `fn` importable.
        fn: called with the model and one item.
        batches: taken one at a time, as room becomes free: never more than `WINDOW` batches per worker are in memory.
        workers: number of processes. One works in this process, unless `isolate` says otherwise.
        seconds: time limit of one item. In this process it is `time_limit`'s; with worker processes also that of their driver, which
            ends a worker that does not answer `GRACE` seconds later.
        memory: limit of each worker process in megabytes (`memory_limit`); none applies to this process.
        isolate: work in processes of their own even with one worker, so that a crash or a hang in C code costs one document, not the run.

    Returns:
        One list per batch; an item that gave no result is a `Failure` in its place.

    Raises:
        SaysoError: a worker died before it had loaded its model, or workers die one after another. An error that `load` raises is raised
            here too.
    """
    if workers < 1:
        raise ValueError(f"workers is at least 1, not {workers}")
    if workers == 1 and not isolate:
        return _in_process(load, fn, batches, seconds)
    return _Pool(load, fn, workers, seconds, memory).map(batches)


def _in_process(load: Callable[[], M], fn: Callable[[M, T], R], batches: Iterable[Sequence[T]], seconds: float | None) -> Iterator[Any]:
    model: M | None = None
    loaded = False
    for batch in batches:
        if batch and not loaded:
            model, loaded = load(), True
        yield [apply(fn, model, item, seconds) for item in batch]


@dataclass(slots=True)
class _Task:
    """One batch on its way: its items, the results there are, and how many."""

    number: int
    items: Sequence[Any]
    results: list[Any]
    done: int = 0
    deaths: int = 0
    """Workers that died over the document it is at."""

    @property
    def complete(self) -> bool:
        """Whether every item has its result."""
        return self.done == len(self.items)


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    tasks: deque[_Task] = field(default_factory=deque)
    since: float = 0.0
    """When it began the document it is at."""
    broken: bool = False
    """Its pipe takes nothing any more."""

    @property
    def takes(self) -> bool:
        """Whether it may be sent another batch."""
        return not self.broken and len(self.tasks) < AHEAD


class _Pool:
    """The driver's side: workers, the batches they hold, and the results that wait for an earlier one."""

    def __init__(
        self, load: Callable[[], Any], fn: Callable[[Any, Any], Any], workers: int, seconds: float | None, memory: int | None = None
    ) -> None:
        self._start_arguments = (load, fn, seconds, memory)
        self._deaths = 0
        self._size = workers
        self._patience = None if seconds is None else seconds + GRACE
        self._workers: list[_Worker] = []
        self._orphans: deque[_Task] = deque()
        self._pending: deque[_Task] = deque()

    def map(self, batches: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """Results in order; workers are started with the first batch that holds anything and ended with the iterator."""
        tasks = (_Task(number, items, [None] * len(items)) for number, items in enumerate(batches))
        exhausted = False
        try:
            while not exhausted or self._pending:
                if not exhausted and self._room():
                    task = next(tasks, None)
                    exhausted = task is None
                    if task is not None:
                        self._pending.append(task)
                        self._dispatch(task)
                elif self._pending[0].complete:
                    yield self._pending.popleft().results
                else:
                    self._wait()
        finally:
            self._end()

    def _room(self) -> bool:
        """Whether another batch may be taken from the source."""
        if len(self._pending) >= self._size * WINDOW or self._orphans:
            return False
        idle = all(task.complete for task in self._pending)
        return idle or len(self._workers) < self._size or any(each.takes for each in self._workers)

    def _free(self) -> _Worker | None:
        """The worker with the fewest batches in hand, a new one before a busy one; null where all hold enough."""
        worker = min((each for each in self._workers if each.takes), key=lambda each: len(each.tasks), default=None)
        if len(self._workers) < self._size and (worker is None or worker.tasks):
            worker = self._started()
            self._workers.append(worker)
        return worker

    def _dispatch(self, task: _Task) -> None:
        """Send what is left of a batch to a worker; a batch for which there is none waits among the orphans."""
        if task.complete:
            return
        worker = self._free()
        if worker is None:
            self._orphans.append(task)
            return
        try:
            worker.pipe.send((task.number, task.done, task.items[task.done :]))
        except OSError:
            worker.broken = True  # it died just now; the next wait finds out over what
            self._orphans.append(task)
            return
        if not worker.tasks:
            worker.since = time.monotonic()
        worker.tasks.append(task)

    def _started(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, *self._start_arguments), daemon=True, name="sayso-worker")
        with interrupts_held():
            process.start()
        theirs.close()
        return _Worker(process, ours, since=time.monotonic())

    def _wait(self) -> None:
        """Take in what the workers have sent, until at least one has; bury the dead and the overdue."""
        for _ in range(len(self._orphans)):
            self._dispatch(self._orphans.popleft())
        pipes = {worker.pipe: worker for worker in self._workers}
        for pipe in channels.wait(list(pipes), self._timeout()):
            worker = pipes[pipe]  # type: ignore[index]
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker, "worker-died")
            else:
                self._take(worker, message)
        if self._patience is not None:
            for worker in [each for each in self._workers if self._overdue(each)]:
                worker.process.kill()
                self._bury(worker, "timeout")

    def _timeout(self) -> float | None:
        """Seconds until the first worker is overdue."""
        if self._patience is None:
            return None
        due = [worker.since + self._patience for worker in self._workers if worker.ready and worker.tasks]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _overdue(self, worker: _Worker) -> bool:
        waited = time.monotonic() - worker.since
        return self._patience is not None and worker.ready and bool(worker.tasks) and waited >= self._patience and not worker.pipe.poll()

    def _take(self, worker: _Worker, message: Ready | Refused | Answer) -> None:
        if isinstance(message, Refused):
            raise message.error
        worker.since = time.monotonic()
        if isinstance(message, Ready):
            worker.ready = True
            return
        self._deaths = 0
        task = worker.tasks[0]
        _settle(task, message.result)
        if task.complete:
            worker.tasks.popleft()

    def _bury(self, worker: _Worker, reason: str) -> None:
        """Take a dead worker out; the document it died over is tried once more, then fails; the others go to a new worker."""
        worker.process.join(GRACE)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        ending = ending_of(worker.process.exitcode)
        if not worker.ready:
            raise SaysoError(f"a worker died while loading the model ({ending}); is there enough memory for {self._size} workers?")
        self._deaths += 1
        if self._deaths > DEATHS:
            raise SaysoError(f"{self._deaths} workers died one after another ({ending}); is there enough memory for {self._size} workers?")
        if worker.tasks:
            task = worker.tasks[0]
            task.deaths += 1
            if reason == "timeout":
                waited = time.monotonic() - worker.since
                _settle(task, Failure(reason, f"ended after {waited:.0f} s without an answer"))
            elif task.deaths >= ATTEMPTS:
                _settle(task, Failure(reason, f"the worker died {task.deaths} times: {ending}"))
            self._orphans.extendleft(reversed([each for each in worker.tasks if not each.complete]))

    def _end(self) -> None:
        for worker in self._workers:
            worker.process.kill()  # an answer nobody waits for is not worth waiting for
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()


def _settle(task: _Task, result: Any) -> None:
    """Enter the result of the document that a batch is at."""
    task.results[task.done] = result
    task.done += 1
    task.deaths = 0
