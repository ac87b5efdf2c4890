"""The commands of a study over a database: count events, draw a sheet for a person to judge, and read the judged sheet.

As in `listings`: one short function per command, each of which calls one function of a room.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sayso import output
from sayso.address import Address
from sayso.errors import UsageError
from sayso.options import INPUT, OUTPUT, example, formats, of_events, setting
from sayso.progress import counted


@click.command(
    epilog=example(
        "sayso count --by dyad,type,month --csv > dyads.csv",
        "sayso count --by outlet,week --type PROTEST --country IRQ --since 2024-02-01",
        "sayso count --by actor,type --level actor --date published --no-zeros",
    )
)
@setting("db")
@click.option(
    "--by",
    multiple=True,
    required=True,
    metavar="NAMES",
    help="One or more, separated by commas: dyad, actor, recipient, country, place, place_country, type, mode, status, footing, voice, "
    "outlet, and one of day, week, month, year.",
)
@click.option(
    "--level",
    type=click.Choice(["country", "sector", "actor"]),
    default="country",
    show_default=True,
    help="How actors are told apart: by country, by country and sector, or each by itself.",
)
@click.option(
    "--unit",
    type=click.Choice(["event", "mention"]),
    default="event",
    show_default=True,
    help="An event of one article counts once, or each time that the article tells it.",
)
@click.option(
    "--date",
    "dated_by",
    type=click.Choice(["event", "published"]),
    default="event",
    show_default=True,
    help="The day of a period, and of --since and --until: of the event, or on which its report was published.",
)
@click.option("--no-zeros", is_flag=True, help="Leave out combinations that no event has.")
@of_events
@formats
def count(db: Address, by: tuple[str, ...], as_json: bool, as_csv: bool, limit: int | None, no_zeros: bool, **given: Any) -> None:
    """Count events by dyad, type, month and more. The table is whole, zeros included, with the number of reports read.

    Without --status, or status in --by, only what occurred or is going on counts. A table is complete: all types, statuses and footings of
    the codebook (or those of the filter), every period from the first to the last, and whatever actors, places and outlets occur.

    Column `count` are the events, `telling` the reports that tell them, `reports` the reports read of that outlet and period (by day of
    publication), to divide by. One event of several actors counts for each of them. "none" is a side that is not named; "unknown" an
    actor without a country, or an event without a date or with one too vague for the period: it is never counted by guess.
    """
    from sayso.export import csv, jsonl, terminal
    from sayso.store import Filter, counting, open_store

    how = {name: given.pop(name) for name in ("level", "unit", "dated_by")}
    with open_store(db, create=False) as store, output.progress() as report:
        table = store.count(*counting.parse(by), chosen=Filter(**given, limit=limit), zeros=not no_zeros, progress=report, **how)
    if as_json:
        output.put(jsonl.lines(table.records()))
    elif as_csv:
        output.put(csv.lines(table.records(), table.columns))
    else:
        shown = list(table.records())[: None if limit is not None else output.TABLE_ROWS]
        terminal.show_table(shown, table.columns, output.console())
        if len(shown) < len(table.rows):
            click.echo(f"{len(shown)} of {len(table.rows):,} rows shown; use --limit, --json or --csv", err=True)
    _account(table.events, table.undated, table.reports, dated_by=how["dated_by"])


def _account(events: int, undated: int, reports: int, dated_by: str) -> None:
    """The closing line of a count."""
    way_out = "; --date published counts them by the day of their report" if dated_by == "event" else ""
    unknown = f"; {undated:,} of them without a day that falls into one period{way_out}" if undated else ""
    click.echo(f"{events:,} events in {reports:,} reports read{unknown}", err=True)


@click.command(
    epilog=example("sayso sample --n 200 --by type --seed 7 --out sheet.csv", "sayso sample --by type,footing --country IRQ > sheet.csv")
)
@setting("db")
@click.option("--n", "number", type=click.IntRange(min=1), default=200, show_default=True, help="How many events.")
@click.option(
    "--by",
    multiple=True,
    default=("type",),
    show_default=True,
    metavar="NAMES",
    help="What the strata are, separated by commas: type, mode, status, footing, voice, outlet, place, place_country, or a period.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same events; another one others.")
@click.option(
    "--allocation",
    type=click.Choice(["equal", "proportional"]),
    default="equal",
    show_default=True,
    help="As many of every stratum, so that rare ones can be judged too, or by their size.",
)
@click.option("--out", type=OUTPUT, help="Write the sheet to this new file; else it goes to standard output.")
@of_events
def sample(db: Address, number: int, by: tuple[str, ...], seed: int, allocation: str, out: Path | None, **given: Any) -> None:
    """Draw a coding sheet for a person to fill in. It has events with their evidence, and empty columns for verdicts.

    The sheet is CSV in UTF-8 for any spreadsheet. Judge first `event_ok`: is a political event told by the words between ⟦ and ⟧? Then the
    other columns in _ok: yes, no, or ? where you cannot tell; an empty field is right where the report tells nothing. What is right instead
    goes into the column in _correct. Judge what you like and leave the rest empty, then run `sayso score`.
    """
    from sayso.export import csv
    from sayso.sheets import COLUMNS, sheet
    from sayso.store import Filter, counting, open_store

    if out is not None and out.exists():
        raise UsageError(f"{out} exists and may hold verdicts; give a new name")
    with open_store(db, create=False) as store, output.progress() as report:
        drawn = store.sample(number, counting.parse(by), seed, Filter(**given), allocation, report)
        told = ((one, store.why(one.event)) for one in counted(drawn, "drawn events", report))
        lines = list(csv.lines(sheet(told, seed), COLUMNS))
    if out is None:
        output.put(lines)
    else:
        output.write(out, "\ufeff" + "".join(lines))  # the mark by which spreadsheets know UTF-8
    strata = {one.stratum: one.size for one in drawn}
    click.echo(f"{len(drawn):,} of {sum(strata.values()):,} events in {len(strata):,} strata", err=True)


@click.command(epilog=example("sayso score sheet.csv", "sayso score sheet.csv --field status", "sayso score sheet.csv --json"))
@click.argument("sheet", type=INPUT)
@click.option("--field", default="type", show_default=True, help="The field whose strata the tables show; --json and --csv give all.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one figure a line.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV, one figure a line.")
def score(sheet: Path, field: str, as_json: bool, as_csv: bool) -> None:
    """Tell by a filled coding sheet how often each field is right. Every figure has its 95 % interval.

    The figures for all events weigh the strata by their size in the database, as the sheet keeps it. A row whose event is judged wrong
    counts as wrong for the type and is left out for the other fields; ? and empty cells are left out.
    """
    from sayso.sheets import Confusion, PrecisionRow, read_sheet
    from sayso.sheets import score as scores_of
    from sayso.sheets.form import EVENT, FIELDS

    if field not in (EVENT, *FIELDS):
        raise UsageError(f"field {field!r} is none of {', '.join((EVENT, *FIELDS))}")
    found = scores_of(read_sheet(sheet))
    if as_json or as_csv:
        output.show(found.rows, PrecisionRow, as_json, as_csv, None)
    else:
        whole = [row for row in found.rows if row.stratum == "all"]
        output.show_all(whole, PrecisionRow)
        output.show_all([row for row in found.rows if row.field == field and row.stratum != "all"], PrecisionRow)
        output.show_all([row for row in found.confusions if row.field == field], Confusion)
    uncovered = f"; no row is filled of strata with {found.uncovered:,} events, about which nothing is said" if found.uncovered else ""
    click.echo(f"{found.filled:,} rows filled, {found.unfilled:,} not, {found.unsure:,} with a verdict that is unsure{uncovered}", err=True)


@click.command(epilog=example("sayso lexicon", "sayso lexicon --lexicon my-lists/", "sayso lexicon --json"))
@setting("lexicon")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one count a line.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV, one count a line.")
def lexicon(lexicon: Path | None, as_json: bool, as_csv: bool) -> None:
    """Count the entries of the word lists, and check your own.

    With --lexicon your own lists are read and counted too; an entry that is malformed is told with its file, its number and the remedy.
    """
    from sayso.lexicon import ListCount, counts

    found = counts(lexicon)
    if as_json or as_csv:
        output.show(found, ListCount, as_json, as_csv, None)
    else:
        output.show_all(found, ListCount)


COMMANDS = (count, sample, score, lexicon)
