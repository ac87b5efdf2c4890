"""Ctrl-C and SIGTERM during a run: taken at a moment at which the books are in order."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED, TERMINATED = 130, 143
_STOPPING = tuple(number for number in (signal.SIGINT, getattr(signal, "SIGTERM", None)) if number is not None)


class Terminated(KeyboardInterrupt):
    """SIGTERM: what a system sends that shuts down. Treated like Ctrl-C, told apart by the exit code."""

    exit_code = TERMINATED


def exit_code(interrupt: BaseException) -> int:
    """The exit code of a program that was stopped so: 128 and the number of the signal."""
    return int(getattr(interrupt, "exit_code", INTERRUPTED))


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM raise `Terminated` within the block; off the main thread, where no handler can be set, it ends the process as ever."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def deferred() -> Iterator[None]:
    """Hold Ctrl-C and SIGTERM back within the block, and let them act at its end; without effect off the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    before = {number: signal.signal(number, lambda number, _: held.append(number)) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for number in held:
        signal.raise_signal(number)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold SIGINT back while a process starts: the child inherits that, so a Ctrl-C in its first moments prints no traceback of its."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ending_of(code: int | None) -> str:
    """How a process ended, in words, by its exit code as `multiprocessing` gives it."""
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"
