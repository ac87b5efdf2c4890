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
OUTLET = "A part of the outlet's name."


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


def of_events(command: F) -> F:
    """The filters of events; all that are given must hold."""
    for option in (
        setting("min_confidence"),
        period,
        click.option("--article", help="Id of one article."),
        click.option("--outlet", help=OUTLET),
        click.option("--speaker", help="Id of the voice, or a part of its name."),
        click.option("--voice", help="outlet, attributed, or the id of an attribution."),
        click.option(
            "--footing",
            multiple=True,
            help="as_fact, claimed, accused, accused_by_authorities, possible, denied, acquitted; may be repeated.",
        ),
        click.option(
            "--status",
            multiple=True,
            help="occurred, ongoing, planned, threatened, demanded, hypothetical, negated, historical; may be repeated.",
        ),
        click.option("--actor", help="Id of an actor or a recipient, or a part of its name."),
        click.option("--country", multiple=True, help="ISO alpha-3 code of an actor, a recipient or the place; may be repeated."),
        click.option("--type", multiple=True, help="PLOVER type, such as ASSAULT; may be repeated."),
    ):
        command = option(command)
    return command


def period(command: F) -> F:
    """The options --since and --until."""
    command = click.option("--until", metavar="DAY", help="Last day, YYYY-MM-DD.")(command)
    return click.option("--since", metavar="DAY", help="First day, YYYY-MM-DD.")(command)


def about(command: F) -> F:
    """The option --about; given several times, all its words count."""
    return click.option(
        "--about",
        multiple=True,
        metavar="WORDS",
        callback=_joined,
        help='Words that the content holds, all of them, whatever their case and accents; words in "quotation marks" stand together.',
    )(command)


def _joined(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> str | None:
    return " ".join(given) if given else None


def citations(command: F) -> F:
    """The option --citations."""
    return click.option(
        "--citations",
        type=click.Choice(["text", "markdown"]),
        help="Quotations word for word, each with its citation; with --json or --csv as two more columns.",
    )(command)
