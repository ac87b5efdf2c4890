"""What the tests let a process of its own do; importable there."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sayso.intake import apart
from sayso.intake.html import read_markup
from sayso.intake.quarantine import UnreadableError


def count(number: int) -> Iterator[int]:
    yield from range(number)


def process() -> int:
    return os.getpid()


def endless() -> Iterator[int]:
    """The number of the process, over and over."""
    while True:
        yield os.getpid()


def raises(reason: str) -> Iterator[int]:
    yield 1
    raise UnreadableError(reason, "told so", "a file")


def stumbles() -> Iterator[int]:
    raise EOFError("of the file's own")
    yield 1


def gorges() -> Iterator[int]:
    raise MemoryError
    yield 1


class UnsendableError(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)


def unsendable() -> Iterator[int]:
    raise UnsendableError("what", "ever")
    yield 1


def dies(after: int, mark: str | None = None, times: int = 99) -> Iterator[int]:
    """Gives some numbers, then ends its process; where there is a mark, only so many times."""
    yield from range(after)
    if mark is None or _times(Path(mark)) <= times:
        os.kill(os.getpid(), signal.SIGSEGV)
    yield after


def _times(mark: Path) -> int:
    with mark.open("a", encoding="ascii") as file:
        file.write("x")
    return mark.stat().st_size


def hangs() -> Iterator[int]:
    yield 1
    time.sleep(60)


def tells_and_hangs() -> Iterator[int]:
    yield os.getpid()
    time.sleep(60)


def hangs_at_once(*_: object) -> Iterator[int]:
    time.sleep(60)
    yield 1


def serve_until(pipe: Connection, memory: int | None) -> None:
    """Serve as ever, but die over whatever belongs to the file that the environment names."""
    answer = apart._answer

    def doomed(pipe: Connection, fn: Callable[..., Iterable[Any]], given: tuple[Any, ...]) -> None:
        if os.environ["SAYSO_TEST_DIE"] in repr(given) or _marked(given):
            os.kill(os.getpid(), signal.SIGSEGV)
        answer(pipe, fn, given)

    apart._answer = doomed
    apart._serve(pipe, memory)


def _marked(given: tuple[Any, ...]) -> bool:
    """Whether a row's page, which bears no name of a file, is asked for."""
    return given[0] is read_markup and os.environ["SAYSO_TEST_DIE"] == "markup"
