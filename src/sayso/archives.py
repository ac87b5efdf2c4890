"""The commands that keep a database: where texts stand, what recoding changed, what ran, what is removed.

Below them stands what `sayso code` takes from the database itself, and tells of a run that did.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso import output
from sayso.address import Address
from sayso.errors import UsageError
from sayso.listings import show_listing
from sayso.options import OUTLET, example, formats, period, setting

if TYPE_CHECKING:
    from sayso.records import Article, Quarantined
    from sayso.scale import Summary
    from sayso.store import Store


@click.command(epilog=example("sayso appearances --article a_0123456789abcdef", "sayso appearances --outlet Gazette --csv"))
@setting("db")
@click.option("--country", multiple=True, help="ISO alpha-3 code of the outlet; may be repeated.")
@click.option("--outlet", help=OUTLET)
@click.option("--article", help="Id of one article, or of one of its places.")
@period
@formats
def appearances(db: Address, as_json: bool, as_csv: bool, **filters: Any) -> None:
    """List every place where a text stands. These are copies at other addresses, and versions of one page.

    A text is kept and coded once, as the article of its earliest publication. A changed text at the same address is a version of its own.
    """
    show_listing("appearances", db, as_json, as_csv, filters)


@click.command(epilog=example("sayso code --recode --db reports.db", "sayso changes --db reports.db --csv > changes.csv"))
@setting("db")
@click.option("--article", help="Id of one article.")
@formats
def changes(db: Address, as_json: bool, as_csv: bool, **filters: Any) -> None:
    """List what coding again changed. Of `sayso code --recode`: events gained, lost and altered, as they were and as they are."""
    show_listing("changes", db, as_json, as_csv, filters)


@click.command(epilog=example("sayso forget a_0123456789abcdef --db reports.db"))
@click.argument("article")
@setting("db")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def forget(article: str, db: Address, yes: bool) -> None:
    """Remove a text and everything found in it. Every place where it stands goes too; the ledger keeps that it was removed.

    ARTICLE is the id of an article, of one of its places, or of a report in quarantine; its beginning will do. The text is not taken in
    again when its source is read once more. Copies of the database that were made before its upgrade still hold it.
    """
    from sayso.manifest import current
    from sayso.store import new_run, open_store

    with open_store(db, create=False) as store:
        if not (yes or _confirmed(f"Remove {article} from {db} for good?")):
            click.echo("nothing is removed", err=True)
            return
        run = new_run(current(), f"forget {article}")
        gone = store.forget(article, run)
        store.finish(run, "finished", {"read": 0, "coded": 0, "quarantined": len(gone.sources), "skipped": 0})
    click.echo(f"removed: {gone.article}, {gone.events:,} events, {gone.attributions:,} attributions", err=True)
    for source in gone.sources:
        click.echo(f"was read from: {source}", err=True)


def _confirmed(question: str) -> bool:
    """Whether the user says yes.

    Raises:
        UsageError: there is nobody to answer.
    """
    try:
        return click.confirm(question, err=True)
    except click.Abort as error:
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError("nothing is removed: nobody answered; --yes asks nothing") from error
        raise


@click.command(epilog=example("sayso runs --db reports.db", "sayso runs --json"))
@setting("db")
@formats
def runs(db: Address, as_json: bool, as_csv: bool, limit: int | None) -> None:
    """List the runs that wrote into the database. The latest stands last: what was asked, when, with what outcome.

    --limit N gives the newest N. A run that was killed is shown as interrupted; the same call of `sayso code` goes on where it stopped.
    """
    from sayso.store import RunRow, open_store

    with open_store(db, create=False) as store:
        found = store.runs()
    most = output.TABLE_ROWS if limit is None and not (as_json or as_csv) else limit
    newest = found if most is None else found[len(found) - min(most, len(found)) :]
    output.show(newest, RunRow, as_json, as_csv, len(newest))
    if len(newest) < len(found) and limit is None:
        click.echo(f"the newest of {len(found):,}; --limit, --json or --csv give more", err=True)


COMMANDS = (appearances, changes, forget, runs)

Inputs = Iterator["Article | Quarantined"]


def held(store: Store, lexicon: Path | None, recode: bool, retry: Collection[str], read: Callable[[list[str]], Inputs]) -> Inputs:
    """What a database knows and is to be coded again: articles in quarantine, files that could not be read, articles of another manifest.

    Args:
        store: the database.
        lexicon: the user's own word lists, which are part of the manifest.
        recode: whether articles of another manifest are among them.
        retry: reasons of quarantine.
        read: gives what the named files hold; called with those that are still there.
    """
    from sayso.manifest import current

    sources = store.unread(retry)
    files = sorted({file for source in sources if (file := _file_of(source))})
    if lost := sum(1 for source in sources if not _file_of(source)):
        click.echo(f"{lost:,} inputs are no longer where they were read from; name their files as SOURCES", err=True)
    return itertools.chain(store.waiting(retry), read(files) if files else (), store.stale(current(lexicon)) if recode else ())


def _file_of(source: str) -> str | None:
    """The file that a source names: itself, or what stands before the number of a row or the name within an archive."""
    parts = re.split(r"([#/!])", source)
    candidates = ("".join(parts[:end]) for end in range(len(parts), 0, -2))
    return next((name for name in candidates if name and Path(name).is_file()), None)


def tell(summary: Summary, db: Address) -> None:
    """The lines of a run's account that only some runs have."""
    if summary.appeared:
        click.echo(f"of the already coded, {summary.appeared:,} are new places of a text that is known; see `sayso appearances`", err=True)
    if summary.recoded:
        changed = f"{summary.gained:,} events gained, {summary.lost:,} lost, {summary.altered:,} altered"
        click.echo(f"coded again: {summary.recoded:,} reports; {changed}; see `sayso changes --db {db}`", err=True)
