"""Options that several commands of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso import config

F = TypeVar("F", bound=Callable[..., Any])

TYPES: dict[type, click.ParamType[Any]] = {
    Path: click.Path(path_type=Path),
    int: click.IntRange(min=1),
    float: click.FloatRange(0, 1),
    str: click.STRING,
}
OUTPUT = click.Path(path_type=Path, dir_okay=False)


def example(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "\b\nExample:\n" + "\n".join("  " + line for line in lines)


def setting(name: str) -> Callable[[F], F]:
    """An option whose value may also come from the environment or a settings file."""
    known = next(item for item in config.SETTINGS if item.name == name)
    return click.option(
        "--" + name.replace("_", "-"),
        type=TYPES[known.kind],
        default=known.default,
        envvar=known.variable,
        show_default=known.default is not None,
        show_envvar=True,
        help=known.help,
    )


def formats(command: F) -> F:
    """The options of a listing: --json, --csv, --limit."""
    command = click.option("--limit", type=click.IntRange(min=0), help="At most so many rows.")(command)
    command = click.option("--csv", "as_csv", is_flag=True, help="CSV, all columns; cells that could be formulas are made harmless.")(
        command
    )
    return click.option("--json", "as_json", is_flag=True, help="JSON Lines, all fields.")(command)


def period(command: F) -> F:
    """The options --since and --until."""
    command = click.option("--until", metavar="DAY", help="Last day, YYYY-MM-DD.")(command)
    return click.option("--since", metavar="DAY", help="First day, YYYY-MM-DD.")(command)
