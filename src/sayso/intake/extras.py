"""Libraries for some kinds of files, loaded when the first such file is read; what is missing is named with its remedy."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from sayso.intake.quarantine import UnreadableError


def need(module: str, extra: str, kind: str) -> ModuleType:
    """The module that reads a kind of file.

    Args:
        module: name to import.
        extra: the extra of sayso's distribution that installs it.
        kind: what it reads, for the message.

    Raises:
        UnreadableError: ``needs-extra``.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UnreadableError("needs-extra", f'{kind} are read with `pip install "sayso[{extra}]"`') from error


@contextmanager
def contained(kind: str) -> Iterator[None]:
    """Turn a panic of a library written in Rust, which is no `Exception`, into an error of the file.

    Args:
        kind: what is read, for the message.

    Raises:
        UnreadableError: ``damaged``.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError("damaged", f"the {kind} led its library astray ({str(error)[:120]}); save it again, or as CSV") from error
