"""The command line: one short function per command, each of which calls one function of a room.

Only this module, `listings` (the commands that ask a database), `archives` (those that keep one), `studies` (those that count and
judge), `exporting` (those that hand data on) and `output` print, and only this one exits.

Data go to standard output, talk to standard error; `EXIT_CODES` says what each exit code means. Rooms are imported inside the commands,
so that `sayso --help` is quick.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import io
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from sayso import __version__, archives, config, exporting, listings, output, studies
from sayso.address import Address
from sayso.errors import InputError, SaysoError, UsageError
from sayso.options import DATABASE, INPUT, OUTPUT, example, fetching, setting

if TYPE_CHECKING:
    from spacy.language import Language

    from sayso.events.misses import Miss
    from sayso.intake.web import Fetcher
    from sayso.records import Article, Quarantined
    from sayso.scale import Summary

EXIT_BUG, EXIT_USAGE, EXIT_QUARANTINED, EXIT_UNSOUND, EXIT_INTERRUPTED = 1, 2, 3, 4, 130
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))
"""Errors of writing; standard output has no name that the error could tell."""
COLLECT_AFTER = 50_000
"""Objects between two searches for cyclic garbage. Word lists are a million objects that stay; Python's default of some hundreds makes
loading them a tenth slower and more."""


class PipeClosedError(Exception):
    """Whoever reads our output has had enough."""


class Commands(click.Group):
    """The group of commands, which tells a closed pipe apart: click would exit with 1, which says "a bug of sayso"."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called; SIGTERM ends it as Ctrl-C does, so that nothing half done is left behind."""
        from sayso.signals import terminable

        try:
            with terminable():
                return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosedError from error


EXIT_CODES = """\b
Exit codes:
  0    done
  1    a bug of sayso
  2    a call that makes no sense as it stands
  3    done, but some of the input could not be coded or answered
  4    an input, a database or an output cannot be read or written
  130  interrupted by Ctrl-C; 143 by SIGTERM"""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}, epilog=EXIT_CODES)
@click.version_option(__version__, prog_name="sayso")
@click.pass_context
def cli(context: click.Context) -> None:
    """Reads news reports and keeps, for every event they tell, who did what to whom, when and where, and on whose say-so.

    Settings come from a flag, else from the environment (SAYSO_…), else from ./sayso.toml or your own settings file; see `sayso config`.
    """
    filed = {name: value for name, (value, _) in config.from_files().items()}
    context.default_map = dict.fromkeys(cli.commands, filed)


for _command in (*listings.COMMANDS, *archives.COMMANDS, *studies.COMMANDS, *exporting.COMMANDS):
    cli.add_command(_command)


@cli.command(
    epilog=example(
        "sayso read examples/harbour-blast-agency.txt",
        "sayso read report.html --html marked.html",
        "sayso read report.docx",
        "sayso read https://news.example/2024/talks.html --fetch",
        "sayso read report.txt --explain-misses",
        "sayso read - --json < report.txt",
    )
)
@click.argument("source", type=click.Path(allow_dash=True, readable=False))
@click.option("--json", "as_json", is_flag=True, help="Everything found, as one JSON object.")
@click.option("--html", type=OUTPUT, help="Write the text with coloured, hoverable spans to this file.")
@click.option("--explain-misses", is_flag=True, help="Tell also which sentences yielded no event, and why.")
@fetching
@setting("outlets")
@setting("lexicon")
@setting("seconds")
def read(
    source: str,
    as_json: bool,
    html: Path | None,
    explain_misses: bool,
    fetch: bool,
    outlets: Path | None,
    lexicon: Path | None,
    seconds: int,
) -> None:
    """Read one report and tell what it says. Every event and every attribution stands with its evidence.

    SOURCE is a text, HTML, DOCX, RTF or PDF file, the address of a page (with --fetch), or - for standard input.
    """
    import sayso
    from sayso import pipeline
    from sayso.encode import encode
    from sayso.export import jsonl
    from sayso.intake.language import foreign
    from sayso.scale import DocumentTimeoutError, time_limit

    article = _article(source, outlets, fetch)
    strange = foreign(article)
    if strange:
        click.echo(f"sayso: {strange}", err=True)
    nlp = sayso.load(lexicon)
    try:
        with time_limit(seconds):
            coding = pipeline.code(nlp, article)
            missed = _misses(nlp, article) if explain_misses else None
    except DocumentTimeoutError as error:
        raise InputError(f"{source}: took longer than {seconds} s; give it more with --seconds") from error
    if html is not None:
        from sayso.export.html import page

        output.write(html, page(coding))
    if as_json:
        output.put(jsonl.lines([jsonl.coding_object(coding, lexicon) | ({"misses": encode(missed)} if missed is not None else {})]))
    elif html is None:
        from sayso.export import terminal

        terminal.show_coding(coding, output.console())
        if missed is not None:
            terminal.show_misses(missed, article.text, output.console())


@cli.command(
    epilog=example(
        "sayso code reports/ --db reports.db --workers 2",
        "sayso code nexis/*.docx factiva.rtf proquest.txt archive.zip",
        "sayso code export.xlsx --map title=Headline,body=Text,published=Date",
        "sayso code https://news.example/feed.xml crawl.warc.gz --fetch",
    )
)
@click.argument("sources", nargs=-1)
@setting("db")
@setting("workers")
@click.option("--limit", type=click.IntRange(min=0), help="Stop after so many reports.")
@setting("map")
@fetching
@setting("outlets")
@setting("lexicon")
@setting("seconds")
@setting("memory")
@click.option("--retry", multiple=True, metavar="REASON", help="Try reports again that stand in quarantine for this; may be repeated.")
@click.option("--recode", is_flag=True, help="Code reports again that another program, model or word lists have coded; tell what changed.")
@click.pass_context
def code(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    db: Address,
    map: str | None,  # noqa: A002 - the flag's name
    fetch: bool,
    outlets: Path | None,
    retry: tuple[str, ...],
    **how: Any,
) -> None:
    """Code many reports into a database.

    SOURCES are files, folders, patterns and ZIP archives of text, HTML, DOCX, RTF and PDF; tables (CSV, TSV, XLSX, XLS, Parquet, JSONL);
    exports of Nexis Uni, Factiva, ProQuest and Media Cloud; feeds; WARC; with --fetch also addresses; - is standard input. Reports that
    the database already holds are passed over, so an interrupted run is continued by running it again. What cannot be read, or is not in
    English, is kept with its reason: `sayso quarantine`; after a remedy, --retry tries it again. Without SOURCES, --recode and --retry
    take the reports from the database itself.
    """
    from sayso import intake
    from sayso.scale import Interrupted, code_sources
    from sayso.store import choices, open_store

    again = choices.reasons(retry)
    if not (sources or how["recode"] or retry):
        raise UsageError("code what? Name files or folders, or --recode or --retry for reports of the database itself")
    table = intake.load_outlets(outlets) if outlets else None
    apart = context.with_resource(intake.Apart(how["memory"]))  # what leads a library astray costs one file, not the run

    def read(names: Sequence[str]) -> Iterator[Article | Quarantined]:
        fetcher = _fetcher(fetch)
        return intake.read_sources(names, mapping=_mapping(map), outlets=table, fetcher=fetcher, tell=output.tell, apart=apart)

    found = read(sources) if sources else None
    try:
        with open_store(db, create=bool(sources)) as store, output.progress() as report:
            summary = code_sources(
                archives.held(store, how["lexicon"], how["recode"], again, read) if found is None else found,
                store,
                retry=again,
                isolate=True,  # a crash or a hang in C code costs one report, not the run
                progress=lambda so_far: report(so_far.counts()),
                **how,
            )
    except Interrupted as stopped:
        _account(stopped.summary, db)
        click.echo("the same call goes on from here", err=True)
        raise
    _account(summary, db)
    if summary.quarantined:
        context.exit(EXIT_QUARANTINED)


@cli.command(epilog=example("sayso doctor", "sayso doctor --db reports.db"))
@click.option("--db", type=DATABASE, help="Look at this database too.")
@click.pass_context
def doctor(context: click.Context, db: Address | None) -> None:
    """Check that everything sayso needs is here and whole."""
    from sayso.doctor import examine

    sound = True
    for check in examine(db):
        sound &= check.ok
        click.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}")
    if not sound:
        context.exit(EXIT_UNSOUND)


@cli.command("config", epilog=example("sayso config", "SAYSO_WORKERS=2 sayso config"))
def show_config() -> None:
    """Show every setting, its value and where that comes from."""
    from sayso.export import terminal

    rows = [
        {"setting": item.setting.name, "value": "" if item.value is None else str(item.value), "from": item.origin}
        for item in config.values(os.environ)
    ]
    terminal.show_table(rows, ("setting", "value", "from"), output.console())
    for path in config.files():
        click.echo(f"{'read' if path.is_file() else 'not there'}: {path}", err=True)


@cli.command(epilog=example('eval "$(sayso completion bash)"', "sayso completion fish > ~/.config/fish/completions/sayso.fish"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script by which SHELL completes our commands."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"no completion for {shell}")
    click.echo(found(cli, {}, "sayso", "_SAYSO_COMPLETE").source())


def _tasks(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from sayso.evaluate import TASKS

    return [task for task in TASKS if task.startswith(incomplete)]


@cli.command(
    "eval",
    epilog=example("sayso eval time gold.jsonl --out found.jsonl", "sayso eval triples gold.jsonl --out found.jsonl --lexicon actors/"),
)
@click.argument("task", shell_complete=_tasks)
@click.argument("input", type=INPUT)
@click.option("--out", type=OUTPUT, required=True, help="Where to write what was found.")
@setting("lexicon")
@click.pass_context
def evaluate(context: click.Context, task: str, input: Path, out: Path, lexicon: Path | None) -> None:  # noqa: A002 - the argument's name
    """Run the pipeline over the texts of a gold file. It never sees the answers, and writes what it finds.

    TASK is one of tree, entities, time, geo, attribution, events, triples, actors, incidents. INPUT has one JSON object a line: id, text,
    and where known title, publisher, date or dct. Offsets in the output count code points of the given text.
    """
    from sayso.evaluate import evaluate as run

    with output.progress() as report:
        done = run(task, input, out, lexicon, lambda number: report({"lines": number}))
    for failure in done.failures:
        click.echo(f"not answered: {failure}", err=True)
    click.echo(f"{done.lines - len(done.failures)} of {done.lines} lines of {input} answered in {out}", err=True)
    if done.failures:
        context.exit(EXIT_QUARANTINED)


def _misses(nlp: Language, article: Article) -> tuple[Miss, ...]:
    """The sentences that yielded no event; the report is read once more for them."""
    from sayso import pipeline
    from sayso.events import EventCoder
    from sayso.events.misses import explain

    coder = nlp.get_pipe("events")
    if not isinstance(coder, EventCoder):
        raise UsageError("misses are explained for sayso's own component of events only")
    return explain(pipeline.annotate(nlp, article), coder)


def _article(source: str, outlets: Path | None, fetch: bool) -> Article:
    """The one report that SOURCE names, or that standard input holds."""
    from sayso import intake
    from sayso.intake.sources import is_address
    from sayso.records import Quarantined
    from sayso.scale.limits import MEMORY

    table = intake.load_outlets(outlets) if outlets else None
    with intake.Apart(MEMORY) as apart:  # what leads a library astray, or hangs in it, is told and not suffered
        if source != "-" and not is_address(source):
            return intake.read_article(Path(source), table, apart=apart)
        name = "standard input" if source == "-" else source
        found = next(iter(intake.read_sources([source], outlets=table, fetcher=_fetcher(fetch), apart=apart)), None)
    if found is None or isinstance(found, Quarantined):
        raise InputError(f"{name}: {found.reason}: {found.detail}" if found else f"{name} holds no report")
    return found


def _fetcher(fetch: bool) -> Fetcher | None:
    """What fetches pages, where the user asks for it."""
    if not fetch:
        return None
    from sayso.intake.web import fetcher

    return fetcher()


def _mapping(given: str | None) -> dict[str, str] | None:
    """``title=Headline,body=Text`` as field -> column."""
    if not given:
        return None
    pairs = [part.partition("=") for part in given.split(",")]
    if any(not field.strip() or not column.strip() for field, _, column in pairs):
        raise UsageError(f"--map {given!r}: write it as title=Headline,body=Text")
    from sayso.intake.tabular import field_of

    mapping = {field.strip(): column.strip() for field, _, column in pairs}
    for field in mapping:
        field_of(field)  # refused here, whatever is read
    return mapping


def _account(summary: Summary, db: Address) -> None:
    """The closing lines of a run: what was read is coded, in quarantine, or was coded before."""
    speed = f", {summary.words / summary.seconds:,.0f} words/s" if summary.words and summary.seconds else ""
    click.echo(
        f"read {summary.read:,} = coded {summary.coded:,} + quarantined {summary.quarantined:,} + already coded {summary.skipped:,}\n"
        f"{summary.events:,} events, {summary.attributions:,} attributions in {db} ({summary.seconds:.1f} s{speed})",
        err=True,
    )
    archives.tell(summary, db)
    for reason, number in summary.reasons:
        click.echo(f"quarantined: {number:,} {reason}; see `sayso quarantine --reason {reason} --db {db}`", err=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code and raises nothing."""
    gc.set_threshold(COLLECT_AFTER)
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()  # a caller may close either
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that is not UTF-8 still gets every line
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except (PipeClosedError, BrokenPipeError):
        _forget_output()
        return 0
    except OSError as error:  # no bug of ours: what is read or written is the user's; rooms tell most of these better
        if error.filename is None:
            _forget_output()  # a full disk, perhaps
        what = error.filename if error.filename is not None else "the output" if error.errno in _FULL else "a file"
        output.tell(f"sayso: {what}: cannot be used ({error.strerror or error})")
        return EXIT_UNSOUND
    return code


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _forget_output() -> None:
    """Send what is left to nowhere: Python flushes standard output once more at exit, and would complain."""
    with contextlib.suppress(io.UnsupportedOperation):  # a stream of a program's own
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str] | None) -> int:
    """The exit code of one call, its message printed.

    Raises:
        PipeClosedError: whoever read the output has gone.
        OSError: the operating system refused a file.
    """
    try:
        returned = cli.main(arguments, prog_name="sayso", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt) as error:
        click.echo("interrupted", err=True)
        return int(getattr(error.__cause__ or error, "exit_code", EXIT_INTERRUPTED))
    except SaysoError as error:
        click.echo(f"sayso: {error}", err=True)
        return error.exit_code
    except (PipeClosedError, OSError):
        raise
    except Exception:
        traceback.print_exc()
        click.echo("sayso: this is a bug of sayso, not of your data; please report it with the lines above", err=True)
        return EXIT_BUG
    return returned if isinstance(returned, int) else 0
