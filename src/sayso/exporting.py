"""The commands that hand data on: export in a format, freeze a release, tell two of them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso import output
from sayso.address import Address
from sayso.errors import InputError, UsageError
from sayso.options import INPUT, example, formats, of_events, setting
from sayso.progress import counted

if TYPE_CHECKING:
    from sayso.export.difference import Difference
    from sayso.export.selection import Account

FORMATS = ("csv", "parquet", "stata", "jsonl", "acled", "gdelt", "geojson", "ftm")
"""Names of `sayso.export.formats.FORMATS`, which takes longer to load than `--help` may; a test holds the two together."""
NO_TEXT = click.option(
    "--no-text", is_flag=True, help="Offsets and digests, and of every stretch of a text at most five words: for archives not to be shared."
)


@click.command(
    epilog=example(
        "sayso export csv --out events.zip --country IRQ --since 2024-02-01",
        "sayso export acled --out acled.csv --near 33.31,44.37 --km 100",
        "sayso export jsonl --out plover.jsonl --no-text",
    )
)
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@setting("db")
@click.option("--out", type=INPUT, required=True, help="The file to write; the folder for csv (or a .zip), parquet and stata.")
@NO_TEXT
@click.option("--limit", type=click.IntRange(min=0), help="At most so many events.")
@of_events
def export(form: str, db: Address, out: Path, no_text: bool, **filters: Any) -> None:
    """Write events with everything that hangs on them in FORMAT.

    csv: one row per event, claim, attribution, argument and article, with a codebook; a folder or a .zip. parquet and stata: the same
    tables as a folder of .parquet or .dta files. jsonl: PLOVER 2.0 records. acled: a CSV with ACLED's columns. gdelt: a TSV with the 61
    columns of GDELT 2.0, and beside it who says so. geojson: points. ftm: FollowTheMoney entities.

    acled and gdelt hold only what is told as occurred or ongoing and is not denied, unless --status or --footing ask for more. Where an
    export comes from stands in it, or beside it in OUT.provenance.json. docs/exports.md tells every column.
    """
    from sayso.export.formats import export as run
    from sayso.store import Filter, open_store

    with open_store(db, create=False) as store, output.progress() as report:
        account = run(store, form, out, Filter(**filters), text=not no_text, progress=report)
    _tell(account, out)


def _tell(account: Account, out: Path) -> None:
    counts = ", ".join(f"{number:,} {name}" for name, number in account.written.items()) or "no events"
    click.echo(f"written: {out} ({counts})", err=True)
    for reason, number in account.left_out.items():
        click.echo(f"left out: {number:,} events {reason}", err=True)


@click.command(
    epilog=example(
        "sayso release basra-2024 --country IRQ --since 2024-01-01 --until 2024-12-31 --out basra-2024/",
        "sayso release --verify basra-2024/",
    )
)
@click.argument("name", required=False)
@setting("db")
@click.option("--out", type=INPUT, help="The new folder.")
@click.option("--verify", type=INPUT, metavar="FOLDER", help="Check a release instead: every file against its digest.")
@click.option("--also", multiple=True, type=click.Choice(FORMATS[1:]), help="A further format beside the CSV tables; may be repeated.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Who is cited for it; may be repeated.")
@click.option("--date", "day", metavar="DAY", help="Day of the release, YYYY-MM-DD; else today in UTC.")
@NO_TEXT
@of_events
def release(name: str | None, db: Address, out: Path | None, verify: Path | None, day: str | None, **given: Any) -> None:
    """Freeze a query into a citable dataset, or check one. The dataset is called NAME, dated, and hashed file by file.

    The folder holds the tables of `sayso export csv`, a suggested citation and manifest.json: the query, versions, counts, and the SHA-256
    of every file.
    """
    if verify is not None:
        if name is not None or out is not None:
            raise UsageError("--verify takes a folder and nothing else")
        return _verify(verify)
    if name is None or out is None:
        raise UsageError("a release needs a name and --out FOLDER")
    from sayso.export.release import Plan, today
    from sayso.export.release import release as run
    from sayso.store import Filter, open_store

    made = {key: given.pop(key) for key in ("also", "authors")}
    plan = Plan(name, text=not given.pop("no_text"), day=_day(day) if day else today(), chosen=Filter(**given), **made)
    with open_store(db, create=False) as store, output.progress() as report:
        done = run(store, plan, out, report)
    _tell(done.account, out)
    click.echo(done.citation)


def _day(text: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"date: {text!r} is no day; write it as 2024-03-21") from error


def _verify(folder: Path) -> None:
    """Tell whether a release is sound.

    Raises:
        InputError: it is not.
    """
    from sayso.export.release import verify as run

    manifest, faults = run(folder)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise InputError(f"{folder}: not as it was released")
    click.echo(f"sound: {manifest['name']}, {manifest['date']}, {len(manifest['files']):,} files, sha256:{manifest['digest']}")


@click.command(epilog=example("sayso diff basra-2024/ basra-2025/", "sayso diff old.db new.db --csv > changes.csv"))
@click.argument("before")
@click.argument("after")
@formats
def diff(before: str, after: str, as_json: bool, as_csv: bool, limit: int | None) -> None:
    """Tell what two datasets or databases differ in. Of AFTER: the events gained, lost and altered against BEFORE, field by field.

    Each is a release, a folder that `sayso export csv` made, or a database.
    """
    from itertools import islice

    from sayso.export.difference import Difference, differences, side

    kinds: Counter[str] = Counter()
    machine = as_json or as_csv
    shown: list[Difference] = []
    with side(before) as one, side(after) as other:
        with output.progress(streams=machine) as report:
            for each, name in ((one, "events of the first"), (other, "events of the second")):
                each.events = counted(each.events, name, report)
            found = _tallied(differences(one, other), kinds)
            if machine:
                output.show(islice(found, limit), Difference, as_json, as_csv, limit)
            else:
                shown = list(islice(found, output.asked(limit, as_json, as_csv)))
            for _ in found:  # the account counts what is not shown too
                pass
        if not machine:
            output.show(shown, Difference, as_json, as_csv, limit)
        if one.query != other.query:
            click.echo(f"the two were asked for differently: {one.query or 'everything'} and {other.query or 'everything'}", err=True)
        new, gone = len(other.articles - one.articles), len(one.articles - other.articles)
    events = ", ".join(f"{kinds[kind]:,} {kind}" for kind in ("gained", "lost", "altered"))
    click.echo(f"events: {events}; articles: {new:,} new, {gone:,} gone", err=True)


def _tallied(found: Iterator[Difference], kinds: Counter[str]) -> Iterator[Difference]:
    for each in found:
        kinds[each.kind] += 1
        yield each


COMMANDS = (export, release, diff)
