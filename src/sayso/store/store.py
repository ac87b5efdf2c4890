"""The store: a database of coded reports."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, func, select

from sayso.address import Address, Server, address
from sayso.encode import from_json, to_json
from sayso.errors import StoreError, UsageError
from sayso.manifest import Manifest
from sayso.progress import Progress
from sayso.records import Article, Attribution, Claim, Coding, Event, Quarantined
from sayso.store import counting, dialect, forgetting, ledger, runs, sampling, schema, speakers, stored, words
from sayso.store.counting import Counts
from sayso.store.filters import Filter, conditions
from sayso.store.forgetting import Forgotten
from sayso.store.ledger import Added, Known, Run
from sayso.store.listing import (
    AppearanceRow,
    ArticleRow,
    AttributionRow,
    ChangeRow,
    EventRow,
    Explanation,
    Hit,
    QuarantineRow,
    RunRow,
    SpeakerRow,
)
from sayso.store.opening import open_database
from sayso.store.rows import article_of, coding_of, record_of
from sayso.store.sampling import Drawn

if TYPE_CHECKING:
    import pandas

R = TypeVar("R", EventRow, AttributionRow, ArticleRow, AppearanceRow, QuarantineRow, ChangeRow)

EVERYTHING = Filter()

LAYERS = ("time_expression", "place", "actor_mention", "attribution", "event", "claim")
"""Tables that keep the records of a coding."""

LISTINGS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "events": (schema.events_view, ("published", "article", "position", "id")),
    "attributions": (schema.attributions_view, ("published", "article", "position", "id")),
    "articles": (schema.articles_view, ("published", "id")),
    "appearances": (schema.appearances_view, ("published", "id")),
    "quarantine": (schema.quarantine_view, ("source", "id")),
    "changes": (schema.changes_view, ("article", "run", "position")),
}
"""Listing -> its view and the columns it is ordered by: never the order of writing, so that it does not depend on the run."""

_CODINGS = (ledger.CODED, ledger.RECODED)
"""Outcomes of the ledger that say when an article was coded."""

OTHERS = {table.name: table for table in schema.tables.tables.values() if table.name not in LISTINGS}
"""Tables that no listing shows, for `Store.to_frame`."""
MOST_VOICES = 100
"""Voices of a chain that are followed: nesting is checked before writing, and a damaged file must not hang us."""


class Store:
    """A database of coded reports, opened by `open_store`. Close it, or use it in a `with` statement."""

    def __init__(self, path: Address, engine: Engine) -> None:
        self.path = path
        """The file, or the server."""
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; SQLite then folds its log into the file."""
        self._engine.dispose()

    # writing

    def add(
        self,
        codings: Iterable[Coding] = (),
        quarantined: Iterable[Quarantined] = (),
        run: Run | None = None,
        *,
        failed: Iterable[tuple[Article, Quarantined]] = (),
        reprints: Iterable[Article] = (),
        again: bool = False,
    ) -> Added:
        """Write one batch with its ledger entries in one transaction: all of it or nothing.

        Args:
            codings: sound codings (`sayso.scale.check.faults` is empty for them).
            quarantined: inputs that could not be read.
            run: the run they belong to; without one, a run of this installation that begins now.
            failed: articles that were read and could not be coded, each with the reason.
            reprints: further places of texts that are coded, in the database or in this batch.
            again: put these codings in the place of those of the same articles, and note what changed.

        Returns:
            The numbers coded, skipped because they were there already (under whatever manifest), and quarantined.

        Raises:
            StoreError: the disk is full, another program holds the database, or the file is damaged; nothing of the batch is written.
        """
        if run is None:
            from sayso.manifest import current

            run = ledger.new_run(current(), "add")
        with dialect.clear_errors(self.path), dialect.writing(self._engine) as connection:
            return ledger.add(connection, codings, quarantined, failed, run, reprints=reprints, again=again)

    def finish(self, run: Run, state: str, counts: dict[str, int]) -> None:
        """Close a run with its state and the counts ``read``, ``coded``, ``quarantined``, ``skipped``; nothing where it wrote nothing."""
        with self._reading() as connection:
            wrote = connection.execute(select(schema.run.c.id).where(schema.run.c.id == run.id)).first()
        if wrote:
            with dialect.clear_errors(self.path), dialect.writing(self._engine) as connection:
                ledger.finish(connection, run, state, counts)

    def known(self, articles: Sequence[Article]) -> Known:
        """What is known of these articles and of their texts: coded, in quarantine and why, or removed on request."""
        with dialect.clear_errors(self.path), self._reading() as connection:
            return ledger.known(connection, articles)

    def stale(self, manifest: Manifest) -> Iterator[Article]:
        """The articles that were coded under another manifest, by id; they may be coded again while this goes on."""
        with dialect.clear_errors(self.path):
            yield from stored.stale(self._engine, manifest)

    def waiting(self, reasons: Collection[str]) -> Iterator[Article]:
        """The articles that stand in quarantine for one of these reasons and can be coded without their source, by id."""
        with dialect.clear_errors(self.path):
            yield from stored.waiting(self._engine, reasons)

    def unread(self, reasons: Collection[str]) -> list[str]:
        """Sources of what stands in quarantine for one of these reasons and could not be read at all."""
        with dialect.clear_errors(self.path):
            return stored.unread(self._engine, reasons)

    def forget(self, article: str, run: Run) -> Forgotten:
        """Remove a text, everything found in it and every place where it stands, and enter that into the ledger; it is not coded again.

        Args:
            article: id of the article, of one of its places, or of an article in quarantine; its beginning will do.
            run: the run to enter.

        Raises:
            UsageError: no article, or more than one, has an id that begins so.
        """
        with dialect.clear_errors(self.path):
            gone = forgetting.forget(self._engine, article, run)
            if not isinstance(self.path, Server):
                forgetting.scrub(self._engine)
            return gone

    # listings

    def events(self, chosen: Filter = EVERYTHING) -> Iterator[EventRow]:
        """The events that a filter picks, by day of publication, article and place in the article."""
        return self._listing("events", EventRow, chosen)

    def attributions(self, chosen: Filter = EVERYTHING) -> Iterator[AttributionRow]:
        """The attributions that a filter picks, in the same order."""
        return self._listing("attributions", AttributionRow, chosen)

    def speakers(self, chosen: Filter = EVERYTHING) -> list[SpeakerRow]:
        """The public actors that are quoted, the most quoted first; each with its own sayings and those of whoever speaks for it."""
        with dialect.clear_errors(self.path), self._reading() as connection:
            return speakers.speakers(connection, chosen)

    def others(self, chosen: Filter = EVERYTHING) -> int:
        """How many sayings `speakers` leaves out: of sources without a name, and of names that only one report knows."""
        with dialect.clear_errors(self.path), self._reading() as connection:
            return speakers.others(connection, chosen)

    def unlisted(self, chosen: Filter) -> int:
        """How many attributions a filter by speaker leaves out because persons made them whom the lexicon does not list."""
        with dialect.clear_errors(self.path), self._reading() as connection:
            return speakers.unlisted(connection, chosen)

    def find_speakers(self, words: str) -> list[SpeakerRow]:
        """The public actors that an id, a name or a part of a name means: none, one, or several where it is ambiguous."""
        with dialect.clear_errors(self.path), self._reading() as connection:
            return speakers.find(connection, words)

    def said(self, actor: str, chosen: Filter = EVERYTHING) -> Iterator[AttributionRow]:
        """What a public actor said, by day, the newest last; its own word and that of whoever speaks for it.

        Args:
            actor: the id, as `find_speakers` gives it.
            chosen: which of its sayings; with a limit, the newest ones.
        """
        statement = speakers.said(actor, chosen)
        return (AttributionRow(**row) for row in self._rows(statement))

    def articles(self, chosen: Filter = EVERYTHING) -> Iterator[ArticleRow]:
        """The articles that a filter picks, by day of publication."""
        return self._listing("articles", ArticleRow, chosen)

    def appearances(self, chosen: Filter = EVERYTHING) -> Iterator[AppearanceRow]:
        """The places where texts stand, by day of publication: copies of one text share their article, versions of one page its address."""
        return self._listing("appearances", AppearanceRow, chosen)

    def changes(self, chosen: Filter = EVERYTHING) -> Iterator[ChangeRow]:
        """What coding articles again changed, by article and run."""
        return self._listing("changes", ChangeRow, chosen)

    def quarantine(self, chosen: Filter = EVERYTHING) -> Iterator[QuarantineRow]:
        """The inputs that could not be coded, by source."""
        return self._listing("quarantine", QuarantineRow, chosen)

    def runs(self) -> list[RunRow]:
        """Every run that wrote something, the latest last. One that was killed is interrupted, though it could not enter that itself."""
        with dialect.clear_errors(self.path), self._reading() as connection:
            return runs.listed(connection)

    def search(self, sought: str, limit: int | None = 20) -> Iterator[Hit]:
        """The articles that hold all the words in headline or text, best match first.

        Words in double quotation marks stand together; a final ``*`` matches every word that begins so.

        Raises:
            UsageError: there is no word to look for.
        """
        with self._reading() as connection:
            statement = dialect.search_statement(connection, sought, limit)
        if statement is None:
            raise UsageError(f"nothing to search for in {sought!r}; give one word or more")
        return (self._hit(dict(row), sought) for row in self._rows(statement))

    def _hit(self, row: dict[str, Any], sought: str) -> Hit:
        """A row of the search; its snippet is made here where the database makes none."""
        text = row.pop("text", None)
        return Hit(**row) if text is None else Hit(**row, snippet=words.snippet(text, sought))

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One transaction that sees one state of the database however long it takes, for `sayso.store.details`."""
        with dialect.clear_errors(self.path), dialect.snapshot(self._engine) as connection:
            yield connection

    def count(self, *by: str, chosen: Filter = EVERYTHING, progress: Progress | None = None, **how: Any) -> Counts:
        """How many events there are by dyad, type, month, …; `Counts.to_frame` gives a data frame.

        Args:
            by: one or more of `sayso.store.counting.DIMENSIONS`.
            chosen: which events; without a status, those that occurred or are going on.
            progress: told of the events counted.
            how: `level`, `unit`, `dated_by`, `zeros`, as `sayso.store.counting.Table` explains them.

        Raises:
            UsageError: an unknown dimension, a filter that does not fit events, or a table too large.
        """
        table = counting.Table(by, **how)
        with dialect.clear_errors(self.path), self._reading() as connection:
            return counting.count(connection, table, chosen, progress)

    def sample(
        self,
        number: int,
        by: tuple[str, ...] = ("type",),
        seed: int = 0,
        chosen: Filter = EVERYTHING,
        allocation: str = "equal",
        progress: Progress | None = None,
    ) -> list[Drawn]:
        """A stratified sample of events, reproducible by its seed; see `sayso.store.sampling.draw`.

        Raises:
            UsageError: an unknown dimension, more strata than events to draw, or a filter that does not fit events.
        """
        with dialect.clear_errors(self.path), self._reading() as connection:
            return sampling.draw(connection, number, by, seed, chosen, allocation, progress)

    def counts(self) -> dict[str, int]:
        """Table -> number of rows."""
        with dialect.clear_errors(self.path), self._reading() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in schema.tables.tables.items()
            }

    def to_frame(self, table: str = "events", chosen: Filter = EVERYTHING) -> pandas.DataFrame:
        """A listing (`events`, `attributions`, `articles`, `quarantine`, `runs`, `speakers`) or a whole table as a pandas data frame.

        Raises:
            UsageError: pandas is not installed, there is no such table, or the filter does not fit it.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("data frames need pandas: pip install 'sayso[pandas]'") from error
        if table == "speakers":
            rows = [to_json(row) for row in self.speakers(chosen)]
            return pandas.DataFrame(rows, columns=[field.name for field in fields(SpeakerRow)])
        if table == "runs":
            return pandas.DataFrame([to_json(row) for row in self.runs()], columns=[field.name for field in fields(RunRow)])
        statement = self._statement(table, chosen)
        columns = [column.name for column in statement.selected_columns]
        return pandas.DataFrame([dict(row) for row in self._rows(statement)], columns=columns)

    # single records

    def coding(self, article_id: str) -> Coding:
        """The whole coding of one article, as it was written.

        Raises:
            UsageError: no such article.
            StoreError: a record in the database is damaged.
        """
        with dialect.clear_errors(self.path), self._reading() as connection:
            article = self._article(connection, article_id)
            rows = {}
            for name in LAYERS:
                table = schema.tables.tables[name]
                statement = select(table.c.record).where(table.c.article == article["id"]).order_by(table.c.position)
                rows[name] = connection.execute(statement).mappings().all()
            entry = schema.ledger.c
            took = select(entry.seconds).where(entry.item == article["id"], entry.outcome.in_(_CODINGS)).order_by(entry.number.desc())
            seconds = connection.execute(took.limit(1)).scalar()
        try:
            return coding_of(article, rows, seconds or 0.0)
        except ValueError as error:
            raise StoreError(f"{self.path}: article {article_id}: a record is damaged ({error})") from error

    def why(self, event_id: str) -> Explanation:
        """Everything behind one event. The id may be cut short as long as it stays the only one that begins so.

        Raises:
            UsageError: no event, or more than one, has an id that begins so.
            StoreError: a record in the database is damaged.
        """
        with dialect.clear_errors(self.path), self._reading() as connection:
            row = self._event(connection, event_id)
            article = self._article(connection, row["article"])
            claims = select(schema.claim.c.record).where(schema.claim.c.event == row["id"]).order_by(schema.claim.c.position)
            claim_rows = connection.execute(claims).mappings().all()
            manifest_record = select(schema.manifest.c.record).where(schema.manifest.c.digest == article["manifest"])
            manifest = connection.execute(manifest_record).scalar_one()
            entry = schema.ledger.c
            at = select(entry.at).where(entry.item == article["id"], entry.outcome.in_(_CODINGS)).order_by(entry.number.desc()).limit(1)
            coded_at = connection.execute(at).scalar_one()
            voices = self._voices(connection, row["voice"])
        try:
            return Explanation(
                event=record_of(Event, row),
                article=article_of(article),
                voices=tuple(record_of(Attribution, voice) for voice in voices),
                claims=tuple(record_of(Claim, claim) for claim in claim_rows),
                manifest=from_json(Manifest, json.loads(manifest)),
                run=article["run"],
                coded_at=coded_at,
            )
        except ValueError as error:
            raise StoreError(f"{self.path}: event {event_id}: a record is damaged ({error})") from error

    def damage(self) -> list[str]:
        """What the database's own check finds wrong, one sentence each; reads the whole file."""
        with dialect.clear_errors(self.path), self._reading() as connection:
            return dialect.damage(connection)

    # inner workings

    def _reading(self) -> Connection:
        return self._engine.connect()

    def _listing(self, name: str, row: type[R], chosen: Filter) -> Iterator[R]:
        statement = self._statement(name, chosen)  # now, not at the first row: a bad filter is refused where it is given
        return (row(**values) for values in self._rows(statement))

    def _statement(self, name: str, chosen: Filter) -> Select[Any]:
        if name in LISTINGS:
            view, order = LISTINGS[name]
            statement = select(view).where(conditions(view, chosen)).order_by(*dialect.in_order(*(view.c[column] for column in order)))
            return statement.limit(chosen.limit) if chosen.limit is not None else statement
        if name not in OTHERS:
            raise UsageError(f"no table {name!r}; there are {', '.join([*LISTINGS, *OTHERS])}")
        if chosen != EVERYTHING:
            raise UsageError(f"the table {name} takes no filter; {', '.join(LISTINGS)} do")
        table = OTHERS[name]
        return select(*(column for column in table.c if column.name != "record")).order_by(*table.primary_key.columns)

    def _rows(self, statement: Select[Any]) -> Iterator[RowMapping]:
        with dialect.clear_errors(self.path), self._reading() as connection:
            yield from connection.execution_options(stream_results=True).execute(statement).mappings()

    def _article(self, connection: Connection, article_id: str) -> RowMapping:
        home = select(schema.appearance.c.article).where(schema.appearance.c.id == article_id).scalar_subquery()
        row = connection.execute(select(schema.article).where(schema.article.c.id == home)).mappings().first()
        if row is None:
            raise UsageError(f"{self.path}: no article {article_id}")
        return row

    def _event(self, connection: Connection, event_id: str) -> RowMapping:
        event = schema.event.c
        begins = event.id.startswith(event_id, autoescape=True)
        rows = connection.execute(select(schema.event).where(begins).order_by(event.id).limit(3)).mappings().all()
        exact = [row for row in rows if row["id"] == event_id]
        if not rows or not event_id:
            raise UsageError(f"{self.path}: no event {event_id!r}; `sayso events` lists their ids")
        if len(rows) > 1 and not exact:
            raise UsageError(f"{self.path}: several events begin with {event_id}: {', '.join(row['id'] for row in rows)}, …")
        return exact[0] if exact else rows[0]

    def _voices(self, connection: Connection, voice: str | None) -> list[RowMapping]:
        chain: list[RowMapping] = []
        attribution = schema.attribution.c
        while voice is not None and len(chain) < MOST_VOICES:
            row = connection.execute(select(attribution.record, attribution.parent).where(attribution.id == voice)).mappings().one()
            chain.append(row)
            voice = row["parent"]
        return chain


def open_store(path: str | Path | Server, *, create: bool = True) -> Store:
    """Open a database of coded reports, making or migrating it where needed; before a migration a copy of it is made.

    Args:
        path: the SQLite file, or the address of a PostgreSQL database as ``postgresql://user@host/name``.
        create: whether a missing or empty file becomes a new database.

    Raises:
        StoreError: the file is missing (without `create`), is a folder, cannot be written, is no database, belongs to another program, was
            made by a newer sayso, or is damaged; or the server cannot be reached. The database is left as it was.
        UsageError: a malformed address, or psycopg is not installed.
    """
    place = address(path)
    return Store(place, open_database(place, create=create))
