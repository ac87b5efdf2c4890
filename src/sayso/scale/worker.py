"""The worker's side of the pool: load once, then answer document by document. Imports nothing heavy: the model comes with `load`."""

from __future__ import annotations

import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from sayso.scale.limits import DocumentTimeoutError, limit_memory, time_limit

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

REASONS: dict[str, str] = {
    "timeout": "coding took longer than the limit for one document",
    "out-of-memory": "the document needs more memory than there is",
    "internal-error": "a bug of ours",
    "worker-died": "the process that coded it ended",
    "inconsistent": "the coding does not hang together: a bug of ours",
    "id-collision": "another article has the same id",
    "forgotten": "the text was removed on request",
}
"""Reason -> meaning, for articles that could be read but not coded."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave no result."""

    reason: str
    """Key of `REASONS`."""
    detail: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded its model."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The worker could not load its model; the error goes to the caller."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one document of one batch."""

    batch: int
    place: int
    result: Any


def apply(fn: Callable[[Any, Any], Any], model: Any, item: Any, seconds: float | None) -> Any:
    """The result of one document, or the `Failure` that stands for it."""
    try:
        with time_limit(seconds):
            return fn(model, item)
    except DocumentTimeoutError:
        return Failure("timeout", f"took longer than {seconds:g} s")
    except MemoryError:
        return Failure("out-of-memory", "the document needs more memory than there is")
    except Exception as error:
        return Failure("internal-error", described(error))


def described(error: BaseException) -> str:
    """The error with the place in the code where it arose, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno} {frames[-1].name})" if frames else ""
    return f"{type(error).__name__}: {error}"[:500] + place


def serve(
    pipe: Connection, load: Callable[[], Any], fn: Callable[[Any, Any], Any], seconds: float | None, memory: int | None = None
) -> None:
    """Load the model, then answer batches until the driver closes the pipe.

    A thread of its own takes batches off the pipe, so that the driver never waits for a busy worker to listen, and ends the process when
    the driver is gone: nobody would want the answers any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the driver decides what it means
    for name in THREAD_VARIABLES:
        os.environ.setdefault(name, "1")
    try:
        limit_memory(memory)
        model = load()
    except BaseException as error:
        _send(pipe, Refused(error))
        return
    waiting: queue.SimpleQueue[tuple[int, int, Sequence[Any]]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, waiting), daemon=True).start()
    _send(pipe, Ready())
    while True:
        batch, first, items = waiting.get()
        for place, item in enumerate(items, first):
            _send(pipe, Answer(batch, place, apply(fn, model, item, seconds)))


def _listen(pipe: Connection, waiting: queue.SimpleQueue[tuple[int, int, Sequence[Any]]]) -> None:
    try:
        while True:
            waiting.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)


def _send(pipe: Connection, message: Ready | Refused | Answer) -> None:
    try:
        pipe.send(message)
    except (BrokenPipeError, ConnectionResetError):
        os._exit(0)
    except Exception as error:  # what cannot be pickled must not look like a dead worker
        if isinstance(message, Answer):
            pipe.send(Answer(message.batch, message.place, Failure("internal-error", described(error))))
        else:
            pipe.send(Refused(RuntimeError(described(message.error if isinstance(message, Refused) else error))))
