"""The commands that ask a database: one short function per command, each of which calls one function of the store."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso import output
from sayso.address import Address
from sayso.errors import UsageError
from sayso.options import OUTLET, about, citations, example, formats, of_events, period, setting

if TYPE_CHECKING:
    from sayso.store import AttributionRow, SpeakerRow, Store

SPEECH = "Class of the saying: say, claim, accuse, deny, admit, threaten, …; may be repeated."
KIND = "direct, indirect or mixed; may be repeated."
SOURCE_TYPE = "person, institution, government, document, poll, officials, witnesses, …; may be repeated."
CERTAINTY = "certain, probable, possible or open; may be repeated."


@click.command(
    epilog=example(
        "sayso events --type ASSAULT --country IRQ --since 2024-02-01 --footing claimed", "sayso events --actor Nujaba --csv > events.csv"
    )
)
@setting("db")
@of_events
@formats
def events(db: Address, as_json: bool, as_csv: bool, **filters: Any) -> None:
    """List coded events."""
    show_listing("events", db, as_json, as_csv, filters)


@click.command(
    epilog=example(
        "sayso attributions --speaker al-Kaabi --about 'truce \"armed wing\"' --since 2024-02-01",
        "sayso attributions --type deny --kind direct --citations markdown",
        "sayso attributions --source-type witnesses --json",
    )
)
@setting("db")
@click.option("--speaker", "--actor", "speaker", help="Id of the speaker, or a part of its name; persons must be listed in a lexicon.")
@about
@click.option("--kind", multiple=True, help=KIND)
@click.option("--type", multiple=True, help=SPEECH)
@click.option("--source-type", multiple=True, help=SOURCE_TYPE)
@click.option("--certainty", multiple=True, help=CERTAINTY)
@click.option("--country", multiple=True, help="ISO alpha-3 code of the speaker; may be repeated.")
@click.option("--voice", help="Id of an attribution: it and those nested in it.")
@click.option("--outlet", help=OUTLET)
@click.option("--article", help="Id of one article.")
@period
@setting("min_confidence")
@citations
@formats
def attributions(db: Address, as_json: bool, as_csv: bool, citations: str | None, **filters: Any) -> None:
    """List who is quoted as saying what.

    A person whom no lexicon lists stays text of one report and is not found by name: see `sayso attributions --article ID`, or list the
    person in a lexicon of your own.
    """
    from sayso.store import AttributionRow, Filter, open_store

    limit = filters.pop("limit")
    whole = as_json or as_csv or citations is not None
    chosen = Filter(**filters, limit=output.asked(limit, whole, whole))
    with open_store(db, create=False) as store:
        rows = store.attributions(chosen)
        if citations is None:
            output.show(rows, AttributionRow, as_json, as_csv, limit)
        else:
            number = _cite(rows, as_json, as_csv, citations, by_day=False)
            click.echo(f"{number:,} shown", err=True)
        if hidden := store.unlisted(chosen):
            click.echo(f"left out: {hidden:,} by persons whom no lexicon lists; see `sayso attributions --help`", err=True)


@click.command(
    epilog=example(
        "sayso said Nujaba --since 2024-02-01",
        "sayso said 'White House' --about ceasefire",
        "sayso said gov.IRN --citations markdown > iran.md",
    )
)
@click.argument("speaker")
@setting("db")
@about
@click.option("--kind", multiple=True, help=KIND)
@click.option("--type", multiple=True, help=SPEECH)
@click.option("--certainty", multiple=True, help=CERTAINTY)
@click.option("--outlet", help=OUTLET)
@period
@setting("min_confidence")
@citations
@formats
def said(speaker: str, db: Address, as_json: bool, as_csv: bool, citations: str | None, **filters: Any) -> None:
    """Tell what SPEAKER has said, and in whose reporting. Day by day, the newest last, every saying with its citation.

    SPEAKER is the id or the name of a public actor, or a part of the name; `sayso speakers` lists them. What spokespersons, heads and
    offices say in the name of a body stands in the body's line; a person known by name has a line of his or her own.
    """
    from sayso.export import citation
    from sayso.store import Filter, open_store

    chosen = Filter(**filters)
    with open_store(db, create=False) as store:
        who = _one_speaker(store, speaker)
        rows = store.said(who.speaker, chosen)
        form = citations or "text"
        if not (as_json or as_csv):
            output.put(citation.heading(who, form))
        number = _cite(rows, as_json, as_csv, form, by_day=True)
    click.echo(f"{number:,} of {who.sayings:,} shown", err=True)


def _one_speaker(store: Store, words: str) -> SpeakerRow:
    """The one public actor that is meant; candidates are told with their numbers where there are several."""
    found = store.find_speakers(words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no public actor {words!r} is quoted; `sayso speakers` lists who is, `sayso attributions` everybody")
    width = max(len(row.speaker) for row in found)
    lines = [f"  {row.speaker:{width}}  {row.sayings:>5,}  {row.name}{f' ({row.country})' if row.country else ''}" for row in found]
    raise UsageError(f"{words!r} may be any of these; give one id:\n" + "\n".join(lines))


def _cite(rows: Iterable[AttributionRow], as_json: bool, as_csv: bool, form: str, *, by_day: bool) -> int:
    """Sayings with their citations in the format asked for; returns how many."""
    from dataclasses import fields

    from sayso.export import citation, csv, jsonl
    from sayso.store import AttributionRow as Row

    number = 0

    def counted() -> Iterator[AttributionRow]:
        nonlocal number
        for row in rows:
            number += 1
            yield row

    if as_json:
        output.put(jsonl.lines(map(citation.with_citation, counted())))
    elif as_csv:
        columns = [*(field.name for field in fields(Row)), *citation.COLUMNS]
        output.put(csv.lines(map(citation.with_citation, counted()), columns))
    else:
        render = citation.markdown if form == "markdown" else citation.text
        output.put(render(counted(), by_day=by_day))
    return number


@click.command(epilog=example("sayso speakers --outlet Gazette", "sayso speakers --about ceasefire --since 2024-02-01 --csv"))
@setting("db")
@about
@click.option("--kind", multiple=True, help=KIND)
@click.option("--type", multiple=True, help=SPEECH)
@click.option("--country", multiple=True, help="ISO alpha-3 code of the speaker; may be repeated.")
@click.option("--outlet", help=OUTLET)
@period
@setting("min_confidence")
@formats
def speakers(db: Address, as_json: bool, as_csv: bool, **filters: Any) -> None:
    """List who is quoted, how often and by how many outlets. Told, too: from when to when, and how much of it word for word.

    Public actors only: those that a lexicon lists, and bodies of states. All others are counted in one line.
    """
    from sayso.store import Filter, SpeakerRow, open_store

    limit = filters.pop("limit")
    chosen = Filter(**filters, limit=output.asked(limit, as_json, as_csv))
    with open_store(db, create=False) as store:
        output.show(store.speakers(chosen), SpeakerRow, as_json, as_csv, limit)
        click.echo(f"others: {store.others(chosen):,} sayings of nameless sources and of names that only one report knows", err=True)


@click.command(epilog=example("sayso articles --outlet Gazette --since 2024-03-01"))
@setting("db")
@click.option("--country", multiple=True, help="ISO alpha-3 code of the outlet; may be repeated.")
@click.option("--outlet", help=OUTLET)
@click.option("--article", help="Id of one article.")
@period
@formats
def articles(db: Address, as_json: bool, as_csv: bool, **filters: Any) -> None:
    """List the reports that were coded."""
    show_listing("articles", db, as_json, as_csv, filters)


@click.command(epilog=example("sayso quarantine --reason binary"))
@setting("db")
@click.option("--reason", multiple=True, help="Name of a reason, such as empty or binary; may be repeated.")
@click.option("--article", help="Id of one article.")
@formats
def quarantine(db: Address, as_json: bool, as_csv: bool, **filters: Any) -> None:
    """List what could not be read, and why."""
    show_listing("quarantine", db, as_json, as_csv, filters)


@click.command(epilog=example("sayso search ceasefire talks", "sayso search '\"return to the table\"' --json"))
@click.argument("words", nargs=-1, required=True)
@setting("db")
@formats
def search(words: tuple[str, ...], db: Address, as_json: bool, as_csv: bool, limit: int | None) -> None:
    """Find reports by their words. Words in quotation marks stand together."""
    from sayso.store import open_store
    from sayso.store.listing import Hit

    with open_store(db, create=False) as store:
        rows = store.search(" ".join(words), limit=output.asked(limit, as_json, as_csv))
        output.show(rows, Hit, as_json, as_csv, limit)


@click.command(epilog=example("sayso why e_0123456789abcdef"))
@click.argument("event")
@setting("db")
@setting("lexicon")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
def why(event: str, db: Address, lexicon: Path | None, as_json: bool) -> None:
    """Explain one event field by field. Told are words, rule and voice behind each, and the entries of the lists behind its actors.

    EVENT is the id of an event, or its first characters.
    """
    from sayso.encode import to_json
    from sayso.export import jsonl, terminal
    from sayso.lexicon.behind import behind
    from sayso.store import open_store

    with open_store(db, create=False) as store:
        found = store.why(event)
    lists = behind(found.event, found.voices, found.article, lexicon)
    if as_json:
        output.put(jsonl.lines([{**to_json(found), "behind": to_json(lists)}]))
    else:
        terminal.show_explanation(found, lists, output.console())


def show_listing(listing: str, db: Address, as_json: bool, as_csv: bool, filters: dict[str, Any]) -> None:
    """Rows of one listing of the store, by the name of its method, in the format asked for."""
    from sayso.store import AppearanceRow, ArticleRow, ChangeRow, EventRow, Filter, QuarantineRow, open_store

    row = {
        "appearances": AppearanceRow,
        "articles": ArticleRow,
        "changes": ChangeRow,
        "events": EventRow,
        "quarantine": QuarantineRow,
    }[listing]
    limit = filters.pop("limit")
    chosen = Filter(**filters, limit=output.asked(limit, as_json, as_csv))
    with open_store(db, create=False) as store:
        rows = iter(getattr(store, listing)(chosen))
        first = next(rows, None)
        output.show(rows if first is None else itertools.chain((first,), rows), row, as_json, as_csv, limit)
    if first is None and chosen.actor is not None:
        click.echo("actors are found by name where a lexicon lists them, others by their id: see actor_ids in --json or --csv", err=True)


COMMANDS = (events, attributions, said, speakers, articles, quarantine, search, why)
