"""Options that several commands of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso import config
from sayso.address import Server, address

F = TypeVar("F", bound=Callable[..., Any])


class Database(click.ParamType[Any]):
    """A SQLite file, or the address of a PostgreSQL database."""

    name = "database"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | Server:
        """The file or the server that is meant."""
        return address(value)


DATABASE = Database()
INPUT = click.Path(path_type=Path, readable=False)
"""A file or folder; whoever reads it says what is wrong with it, with one exit code for all of that."""
TYPES: dict[type, click.ParamType[Any]] = {
    Path: INPUT,
    int: click.IntRange(min=1),
    float: click.FloatRange(0, 1),
    str: click.STRING,
}
OUTPUT = click.Path(path_type=Path, dir_okay=False, readable=False)
OUTLET = "A part of the outlet's name."


def example(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "\b\nExample:\n" + "\n".join("  " + line for line in lines)


def setting(name: str) -> Callable[[F], F]:
    """An option whose value may also come from the environment or a settings file."""
    known = next(item for item in config.SETTINGS if item.name == name)
    return click.option(
        "--" + name.replace("_", "-"),
        type=DATABASE if name == "db" else TYPES[known.kind],
        default=known.default,
        envvar=known.variable,
        show_default=known.default is not None,
        show_envvar=True,
        help=known.help,
    )


def fetching(command: F) -> F:
    """The option --fetch."""
    return click.option(
        "--fetch",
        is_flag=True,
        help="Fetch the pages of addresses, feeds and rows without text: politely, from public addresses only. Nothing is fetched else.",
    )(command)


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
        around,
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
        click.option("--actor", help="Id of an actor or a recipient, or a part of its name; names must be listed in a lexicon."),
        click.option(
            "--actor-kind",
            multiple=True,
            help="Kind of an actor or a recipient: country, government, armed_group, militia, person, …; may be repeated.",
        ),
        click.option("--country", multiple=True, help="ISO alpha-3 code of an actor, a recipient or the place; may be repeated."),
        click.option("--type", multiple=True, help="PLOVER type, such as ASSAULT; may be repeated."),
    ):
        command = option(command)
    return command


def period(command: F) -> F:
    """The options --since and --until."""
    command = click.option("--until", metavar="DAY", help="Last day, YYYY-MM-DD.")(command)
    return click.option("--since", metavar="DAY", help="First day, YYYY-MM-DD.")(command)


def around(command: F) -> F:
    """The options --near, --km and --between, for events."""
    for option in (
        click.option(
            "--between",
            nargs=2,
            metavar="DAY DAY",
            help="Events whose dates share a day with this period; an end that the report leaves open is open.",
        ),
        click.option("--km", type=float, help="With --near: so many kilometres, along the great circle."),
        click.option(
            "--near",
            metavar="LAT,LON",
            callback=_point,
            help="Events placed around this point, in degrees north and east; those without a point or with a country only are left out.",
        ),
    ):
        command = option(command)
    return command


def _point(_context: click.Context, _parameter: click.Parameter, given: str | None) -> tuple[float, float] | None:
    if given is None:
        return None
    from sayso.store.near import point

    return point(given)


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
