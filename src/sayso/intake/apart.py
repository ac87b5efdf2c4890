"""Reading in a process of its own: a page, a PDF, a table that leads a library astray ends that process and not the run.

A process reads one thing after another, hands over item by item, and is started anew when it has died. What it died over is tried once more
(the system may have been short of memory, or somebody ended the wrong process), then given up.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Self, TypeVar

from sayso.errors import SaysoError
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError
from sayso.signals import ending_of, interrupts_held

T = TypeVar("T")

ATTEMPTS = 2
"""How often something may end the process that reads it."""
GRACE = 10.0
"""Seconds beyond the time limit of a document after which a process that cannot be stopped from within is ended."""
STARTING = 120.0
"""Seconds that a process may need to start."""
WATCH = 1.0
"""Seconds between two looks of a process at whether its driver still lives."""
_READY, _ITEM, _DONE, _ERROR = "ready", "item", "done", "error"


class Apart:
    """Processes that read, started when there is something to read. Close it, or use it in a `with` statement."""

    def __init__(self, memory: int | None = None, limits: Limits = DEFAULT) -> None:
        """Start nothing yet.

        Args:
            memory: limit of each process, in megabytes.
            limits: `Limits.seconds` is the longest wait for the next item, `GRACE` aside.
        """
        self._memory = memory
        self._patience = limits.seconds + GRACE
        self._idle: list[_Reader] = []
        self._all: list[_Reader] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        for reader in list(self._all):
            self._end(reader)

    def items(self, fn: Callable[..., Iterable[T]], *given: Any) -> Iterator[T]:
        """What `fn(*given)` gives, one after another; `fn` is importable, what goes in and comes out picklable.

        Raises:
            UnreadableError: `reader-died` or `timeout`; what came out before has come out, what would have come after is not known.
            Exception: whatever `fn` raises.
            SaysoError: the process dies before it has begun.
        """
        given_out = 0
        for attempt in range(1, ATTEMPTS + 1):
            reader = self._taken()
            try:
                for number, item in enumerate(reader.items(fn, given, self._patience), 1):
                    if number > given_out:  # the second attempt gives once more what the first one gave
                        given_out = number
                        yield item
                return
            except _DiedError as died:
                if attempt == ATTEMPTS:
                    raise UnreadableError("reader-died", _told(died, given_out)) from None
            finally:
                self._put_back(reader)

    def one(self, fn: Callable[..., T], *given: Any) -> T:
        """What `fn(*given)` returns; raises as `items`."""
        (found,) = self.items(_single, fn, given)
        returned: T = found
        return returned

    def _taken(self) -> _Reader:
        if self._idle:
            return self._idle.pop()
        reader = _Reader(self._memory)
        self._all.append(reader)
        return reader

    def _put_back(self, reader: _Reader) -> None:
        """Keep a process for what comes next, or end one that is in the middle of something nobody waits for; closing ended all."""
        if reader not in self._all:
            return
        if reader.busy:
            self._end(reader)
        else:
            self._idle.append(reader)

    def _end(self, reader: _Reader) -> None:
        reader.end()
        self._all.remove(reader)
        if reader in self._idle:
            self._idle.remove(reader)


class _DiedError(Exception):
    """A process ended in the middle; the message says how."""


class _Reader:
    """The driver's side of one process."""

    def __init__(self, memory: int | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(theirs, memory), daemon=True, name="sayso-reader")
        with interrupts_held():
            self._process.start()
        theirs.close()
        self.busy = False
        try:
            ready = self._pipe.poll(STARTING) and self._pipe.recv()[0] == _READY
        except (EOFError, OSError):
            ready = False
            self._process.join(GRACE)
        if not ready:
            self.end()
            raise SaysoError(f"the process that reads files could not start ({ending_of(self._process.exitcode)}); is there enough memory?")

    def items(self, fn: Callable[..., Iterable[T]], given: tuple[Any, ...], patience: float) -> Iterator[T]:
        """The items that the process sends.

        Raises:
            _DiedError: it ended.
            UnreadableError: ``timeout``.
            Exception: what `fn` raised there.
        """
        self.busy = True
        try:
            self._pipe.send((fn, given))
            while True:
                if not self._pipe.poll(patience):
                    raise UnreadableError("timeout", f"reading gave nothing for {patience:g} seconds")
                kind, value = self._pipe.recv()
                if kind == _ITEM:
                    yield value
                    continue
                self.busy = False
                if kind == _ERROR:
                    raise value
                return
        except (EOFError, ConnectionError, BrokenPipeError) as error:
            if not self.busy:  # such an error of the file's own
                raise
            self._process.join(GRACE)
            raise _DiedError(ending_of(self._process.exitcode)) from error

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _told(died: _DiedError, before: int) -> str:
    """What is said of a file that ended the process that read it."""
    rest = f"; {before:,} items before that were read, what stands behind them was not" if before else ""
    return f"the process that read it died {ATTEMPTS} times ({died}){rest}; save the file in another format"


def _single(fn: Callable[..., T], given: tuple[Any, ...]) -> Iterator[T]:
    yield fn(*given)


def _serve(pipe: Connection, memory: int | None) -> None:
    """Read what is asked for until the driver closes the pipe."""
    from sayso.scale.limits import limit_memory

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the driver decides what it means
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    limit_memory(memory)
    try:
        pipe.send((_READY, None))
        while True:
            fn, given = pipe.recv()
            _answer(pipe, fn, given)
    except (EOFError, ConnectionError):
        os._exit(0)  # the driver is gone


def _watch(driver: int) -> None:
    """End this process once its driver is gone: one that hangs in a file would never look at the pipe, and hang for ever."""
    while os.getppid() == driver:
        time.sleep(WATCH)
    os._exit(0)


def _answer(pipe: Connection, fn: Callable[..., Iterable[Any]], given: tuple[Any, ...]) -> None:
    try:
        for item in fn(*given):
            pipe.send((_ITEM, item))
    except ConnectionError:
        raise
    except (Exception, MemoryError) as error:
        pipe.send((_ERROR, _portable(error)))
    else:
        pipe.send((_DONE, None))


def _portable(error: Exception) -> Exception:
    """The error, or one that says the same where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
