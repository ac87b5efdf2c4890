"""What the commands print, and how: data to standard output, talk to standard error."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.progress import Progress

if TYPE_CHECKING:
    from rich.console import Console

TABLE_ROWS = 200
"""Rows that a table in the terminal shows where no --limit is given; --json and --csv give all."""
MOMENT = 1.0
"""Seconds of work after which it is shown how far it has come."""
FILE_WIDTH = 160
"""Characters of a line in tables and accounts that go to a file or a pipe."""


def put(lines: Iterable[str]) -> None:
    """Lines with their ends to standard output."""
    for line in lines:
        sys.stdout.write(line)


def tell(line: str) -> None:
    """A line for the user; what it quotes may hold anything, so characters that a terminal would obey are left out."""
    click.echo("".join(character for character in line if character.isprintable()), err=True)


def write(path: Path, text: str) -> None:
    """A file of its own, there only when it is complete.

    Raises:
        InputError: it cannot be written; an earlier file of that name is as it was.
        UsageError: it is a folder.
    """
    from sayso.export import whole

    with whole.new_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="")
    click.echo(f"written: {path}", err=True)


def console() -> Console:
    """Where tables and accounts go: the width of the terminal, or a fixed one for files and pipes."""
    from rich.console import Console

    return Console(
        width=None if sys.stdout.isatty() or os.environ.get("COLUMNS") else FILE_WIDTH, highlight=False, markup=False, emoji=False
    )


def asked(limit: int | None, as_json: bool, as_csv: bool) -> int | None:
    """How many rows to ask for: those of the flag; else all for a machine, and for a table one more than it shows."""
    return limit if limit is not None or as_json or as_csv else TABLE_ROWS + 1


def show(rows: Iterable[Any], row: type, as_json: bool, as_csv: bool, limit: int | None) -> None:
    """Rows of the class `row` as JSON lines, as CSV with all columns, or as a table of the telling ones."""
    from sayso.encode import to_json
    from sayso.export import csv, jsonl, terminal

    if as_json:
        put(jsonl.lines(rows))
    elif as_csv:
        put(csv.lines((to_json(item) for item in rows), [field.name for field in fields(row)]))
    else:
        found = list(rows)
        shown = found if limit is not None else found[:TABLE_ROWS]
        terminal.show_rows(shown, row, console())
        more = "; there are more: narrow the filters, or use --limit, --json or --csv" if len(shown) < len(found) else ""
        click.echo(f"{len(shown)} shown{more}", err=True)


def show_all(rows: Sequence[Any], row: type) -> None:
    """All rows as one table; nothing where there are none."""
    from sayso.export import terminal

    if rows:
        terminal.show_rows(rows, row, console())


@contextmanager
def progress(*, streams: bool = False) -> Iterator[Progress]:
    """A line on standard error that shows counts as they grow; nothing where that is no terminal, or the work takes a moment only.

    Args:
        streams: whether data go to standard output meanwhile: in a terminal they show by themselves how far the work has come.
    """
    if not sys.stderr.isatty() or (streams and sys.stdout.isatty()):
        yield lambda counts: None
        return
    from rich.console import Console
    from rich.progress import Progress as Line
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    line = Line(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = line.add_task("working")
    starter = threading.Timer(MOMENT, line.start)
    starter.daemon = True
    starter.start()
    try:
        yield lambda counts: line.update(task, description="  ".join(f"{number:,} {name}" for name, number in counts.items()))
    finally:
        starter.cancel()
        starter.join()
        if line.live.is_started:
            line.stop()
