"""The time limit of one document."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


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
