"""The time limit of one document, and the memory limit of the process that codes it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 60.0
"""Time limit of one article, unless the caller says otherwise."""
MEMORY = 2_000
"""Limit of a worker process in megabytes, likewise."""


class DocumentTimeoutError(BaseException):
    """A document took too long. Not an `Exception`: no room may take it for an error of its own and go on."""


def _expire(signum: int, frame: FrameType | None) -> None:
    raise DocumentTimeoutError


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise `DocumentTimeoutError` within the block once `seconds` have passed.

    This is the interval timer of POSIX (`setitimer`, SIGALRM). Python runs the handler between two of its own steps in the main thread, so
    a block that spends its time in Python is stopped on the second, and a call into C is stopped when it returns. A call that never
    returns is beyond it: for that, a pool's driver ends the whole worker some time later (`sayso.scale.pool`). Off the main thread, and
    where there is no such timer (Windows), the block runs without a limit of its own.
    """
    if seconds is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _expire)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            yield
        finally:
            # A late alarm strikes at the latest right after this call, still within the outer block, and finds its handler.
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


def limit_memory(megabytes: int | None) -> None:
    """Let this process take no more memory of its own from now on: what asks for more gets a `MemoryError`, or dies in C.

    This is RLIMIT_DATA, which counts what a process allocates and not the files that it maps; Linux enforces it since 4.7, macOS in part,
    Windows has none.
    """
    if megabytes is None:
        return
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
