"""Spreadsheets and Parquet: columns and rows, as functions that a process of its own can be asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso.intake import parquet, sheets, sources
from sayso.intake.build import Setup
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError
from sayso.intake.tabular import Row
from sayso.records import Quarantined


@dataclass(frozen=True, slots=True)
class Table:
    """One file."""

    kind: str
    """`sources.SHEET` or `sources.PARQUET`."""
    content: Path | bytes
    """Where it is, or what is in it."""

    def raw(self) -> bytes:
        """Its bytes."""
        with self.stream() as stream:
            return stream.read()

    @contextmanager
    def stream(self) -> Iterator[BinaryIO]:
        """Its bytes, to be read in any order.

        Raises:
            UnreadableError: ``unreadable``.
        """
        if isinstance(self.content, bytes):
            yield io.BytesIO(self.content)
            return
        try:
            opened = self.content.open("rb")
        except OSError as error:
            raise UnreadableError("unreadable", f"the file cannot be read ({error.strerror}); check its name and your rights") from error
        with opened:
            yield opened


def columns(table: Table, limits: Limits = DEFAULT) -> Iterator[list[str]]:
    """The columns of each table of a file.

    Raises:
        UnreadableError: the file cannot be read.
    """
    if table.kind == sources.PARQUET:
        with table.stream() as stream:
            yield parquet.parquet_columns(stream, limits)
    else:
        yield from (names for _, names in sheets.sheet_columns(table.raw(), limits))


def rows(table: Table, name: str, setup: Setup, fetch: bool) -> Iterator[Row | Quarantined]:
    """The rows of a file.

    Args:
        table: the file.
        name: what its rows are named by.
        setup: mapping and limits.
        fetch: whether a row may have an address in place of a text.

    Raises:
        UnreadableError: the file cannot be read.
        UsageError: it has no column that holds text.
    """
    if table.kind == sources.PARQUET:
        with table.stream() as stream:
            yield from parquet.parquet_rows(stream, name, setup.mapping, setup.limits, fetch=fetch)
    else:
        yield from sheets.sheet_rows(table.raw(), name, setup.mapping, setup.limits, fetch=fetch)
