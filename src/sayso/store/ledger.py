"""What is written: codings, quarantined inputs and the ledger entry of each, in one transaction of the caller's.

A text is kept once. The article that holds it is its earliest publication (by date, then outlet, address and id, so that it does not
depend on the order of reading); every other place where the text stands is an appearance of that article.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sayso.encode import dumps, to_json
from sayso.ids import content_id
from sayso.manifest import Manifest
from sayso.records import Article, Coding, Quarantined
from sayso.store import holders, runs, schema
from sayso.store.changes import Change, changes
from sayso.store.dialect import index_words, insert_missing
from sayso.store.rows import Row, appearance_row, article_row, rows_of, storable, text_digest

CODED, RECODED, QUARANTINED, APPEARED, REPLACED, FORGOTTEN = "coded", "recoded", "quarantined", "appeared", "replaced", "forgotten"
FOUND = ("claim", "toll", "event_argument", "event", "attribution", "actor_mention", "place", "time_expression")
"""Tables of what was found in articles, in an order in which their rows can be deleted."""
_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one program state over some sources."""

    id: str
    manifest: Manifest
    command: str
    """What was asked for, in a few words."""
    started: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a batch."""

    coded: int = 0
    skipped: int = 0
    """Articles that were in the database already, or whose text was."""
    quarantined: int = 0
    """Inputs of this batch that stand in quarantine, whether they did before or not."""
    appeared: int = 0
    """Those of the skipped that are new places of a text known before."""
    recoded: int = 0
    """Those of the coded that were coded before."""
    changes: tuple[Change, ...] = ()
    """What coding again changed."""


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """Orders the places of one text: the lowest is its earliest publication."""

    published: str
    outlet: str
    url: str
    article: str

    @classmethod
    def of(cls, article: Article) -> Rank:
        """The rank of an article."""
        outlet = storable(article.outlet.name) if article.outlet else ""
        return cls(article.published or _UNDATED, outlet, storable(article.url or ""), article.id)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database already knows of some articles."""

    coded: dict[str, str]
    """Article id -> SHA-256 of its text, for every place of a coded text."""
    quarantined: dict[str, str]
    """Article id -> reason."""
    homes: dict[str, Rank] = field(default_factory=dict)
    """SHA-256 of a text -> the rank of the article that holds it."""
    manifests: dict[str, str] = field(default_factory=dict)
    """Id of an article that holds a text -> digest of the manifest under which it was coded."""
    forgotten: frozenset[str] = frozenset()
    """SHA-256 of texts that were removed on request."""

    def has(self, article: Article) -> bool:
        """Whether this very text is coded already, and known to stand at this very place."""
        return article.id in self.coded and self.coded[article.id] == text_digest(article)


def now() -> str:
    """The present moment in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_run(manifest: Manifest, command: str) -> Run:
    """A run that begins now. Nothing is written before its first coding or quarantined input."""
    started = now()
    return Run(content_id("r", manifest.digest, command, started, os.getpid()), manifest, command, started)


def known(connection: Connection, articles: Sequence[Article]) -> Known:
    """Which of the articles and of their texts are coded, quarantined or forgotten."""
    ids, digests = [article.id for article in articles], sorted({text_digest(article) for article in articles})
    quarantine, article = schema.quarantine.c, schema.article.c
    failed = connection.execute(select(quarantine.article, quarantine.reason).where(quarantine.article.in_(ids)).order_by(quarantine.id))
    manifests = connection.execute(select(article.id, article.manifest).where(article.id.in_(ids)))
    gone = select(quarantine.digest).where(quarantine.reason == FORGOTTEN, quarantine.digest.in_(digests))
    return Known(
        _digests(connection, ids),
        {row.article: row.reason for row in failed},
        _homes(connection, digests),
        {row.id: row.manifest for row in manifests},
        frozenset(connection.execute(gone).scalars()),
    )


def add(
    connection: Connection,
    codings: Iterable[Coding],
    quarantined: Iterable[Quarantined],
    failed: Iterable[tuple[Article, Quarantined]],
    run: Run,
    *,
    reprints: Iterable[Article] = (),
    again: bool = False,
) -> Added:
    """Write one batch. An article that is known already is left alone, whatever coded it, unless `again` is true.

    An article whose id is taken by a different text is quarantined (`id-collision`).
    """
    batch = _Batch(connection, list(codings), list(reprints), again)
    refused = [(article, item) for article, item in failed] + [(None, item) for item in (*quarantined, *batch.refused)]
    news = _unlisted(connection, [_quarantine_row(article, item) for article, item in refused])
    found: tuple[Change, ...] = ()
    if batch.writes or news:
        open_run(connection, run)
        found = _write(connection, batch, run)
        _insert_quarantine(connection, news, run)
    return Added(len(batch.fresh), batch.skipped, len(refused), len(batch.appearances), len(batch.recoded), found)


def finish(connection: Connection, run: Run, state: str, counts: dict[str, int]) -> None:
    """Close the run's row with its state (`finished`, `interrupted`, `failed`) and its counts; nothing where the run wrote nothing."""
    connection.execute(update(schema.run).where(schema.run.c.id == run.id).values(ended=now(), state=state, **counts))


class _Batch:
    """What is to be done with the codings of a batch, decided before anything is written."""

    def __init__(self, connection: Connection, codings: list[Coding], reprints: list[Article], again: bool) -> None:
        articles = [*(coding.article for coding in codings), *reprints]
        self._taken = _digests(connection, [article.id for article in articles])
        self._homes = _homes(connection, sorted({text_digest(article) for article in articles}))
        self.fresh: dict[str, Coding] = {}
        self.recoded: set[str] = set()
        """Ids of those of `fresh` that are in the database already."""
        self.moved: dict[str, str] = {}
        """Id of an article in the database -> id of the earlier publication of its text, one of `fresh`."""
        self.appearances: dict[str, tuple[Article, str]] = {}
        """Id of a new place -> the article there, and the digest of its text."""
        self.refused: list[Quarantined] = []
        self.skipped = 0
        for coding in codings:
            self._settle(coding.article, coding, again)
        for article in reprints:
            self._settle(article, None, False)

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.fresh or self.appearances)

    def _settle(self, article: Article, coding: Coding | None, again: bool) -> None:
        key, digest, rank = article.id, text_digest(article), Rank.of(article)
        taken, home = self._taken.get(key), self._homes.get(digest)
        if taken is not None and taken != digest:
            self.refused.append(_collision(article))
        elif coding is not None and again and home is not None and home.article == key and key not in self.fresh:
            self.fresh[key] = coding
            self.recoded.add(key)
        elif taken is not None:
            self.skipped += 1
        elif home is not None and (home < rank or coding is None):
            self._appear(article, digest)
        elif coding is None:
            self.refused.append(Quarantined(article.source, "internal-error", "its text was removed while it was read", digest))
        else:
            self._move_in(coding, digest, rank, home)

    def _appear(self, article: Article, digest: str) -> None:
        self.appearances[article.id] = (article, digest)
        self._taken[article.id] = digest
        self.skipped += 1

    def _move_in(self, coding: Coding, digest: str, rank: Rank, home: Rank | None) -> None:
        """Make an article the one that holds its text, in the place of a later publication."""
        key = coding.article.id
        if home is not None and home.article in self.fresh:
            former = self.fresh.pop(home.article)
            self._appear(former.article, digest)
            for old in [old for old, new in self.moved.items() if new == home.article]:
                self.moved[old] = key
            if home.article in self.recoded:
                self.recoded.discard(home.article)
                del self.appearances[home.article]
                self.moved[home.article] = key
        elif home is not None:
            self.moved[home.article] = key
        self.fresh[key] = coding
        self._taken[key] = digest
        self._homes[digest] = rank

    def home_of(self, digest: str) -> str:
        """Id of the article that holds a text."""
        return self._homes[digest].article


def _write(connection: Connection, batch: _Batch, run: Run) -> tuple[Change, ...]:
    recoded = sorted(batch.recoded)
    before = {key: _events(connection, key) for key in recoded}
    for key in recoded:
        delete_found(connection, key)
    origin = {"run": run.id, "manifest": run.manifest.digest}
    rows = {key: article_row(coding.article) | origin for key, coding in batch.fresh.items()}
    fresh = [row for key, row in rows.items() if key not in batch.recoded]
    for key in recoded:
        connection.execute(update(schema.article).where(schema.article.c.id == key).values(rows[key]))
    if fresh:
        connection.execute(insert(schema.article), fresh)
        index_words(connection, fresh)
    _insert_found(connection, list(batch.fresh.values()))
    _insert_appearances(connection, batch, run)
    _leave_quarantine(connection, [coding.article for coding in batch.fresh.values()])
    _enter(connection, batch, run)
    found = {key: changes(before[key], _events(connection, key)) for key in recoded}
    listed = [
        {"run": run.id, "article": key, "position": position, **change.values()}
        for key in recoded
        for position, change in enumerate(found[key])
    ]
    if listed:
        connection.execute(insert(schema.change), listed)
    return tuple(change for key in recoded for change in found[key])


def _insert_found(connection: Connection, codings: list[Coding]) -> None:
    tables: dict[str, list[Row]] = {}
    for coding in codings:
        for name, rows in rows_of(coding).items():
            tables.setdefault(name, []).extend(rows)
    for name, rows in tables.items():
        if rows:
            connection.execute(insert(schema.tables.tables[name]), rows)


def _insert_appearances(connection: Connection, batch: _Batch, run: Run) -> None:
    """The places of fresh articles and of reprints; what stood with a later publication moves to the earlier one."""
    appearance, article = schema.appearance.c, schema.article.c
    origin = {"run": run.id, "first_read": now()}
    fresh = [c.article for key, c in batch.fresh.items() if key not in batch.recoded]
    rows = [appearance_row(each) | origin | {"article": each.id} for each in fresh]
    rows += [appearance_row(each) | origin | {"article": batch.home_of(digest)} for each, digest in batch.appearances.values()]
    if rows:
        connection.execute(insert(schema.appearance), rows)
    for old, new in batch.moved.items():
        connection.execute(update(schema.appearance).where(appearance.article == old).values(article=new))
        delete_found(connection, old)
        connection.execute(delete(schema.change).where(schema.change.c.article == old))
        connection.execute(delete(schema.article).where(article.id == old))


def _leave_quarantine(connection: Connection, articles: list[Article]) -> None:
    """Take out of quarantine what is coded now: the article itself after a retry, and its source, which could not be read before."""
    quarantine = schema.quarantine.c
    if articles:
        sources = [storable(article.source) for article in articles if article.source]
        unread = quarantine.article.is_(None) & quarantine.source.in_(sources) & (quarantine.reason != "id-collision")
        known = quarantine.article.in_([article.id for article in articles])
        gone = (quarantine.reason == FORGOTTEN) & quarantine.digest.in_([text_digest(article) for article in articles])
        connection.execute(delete(schema.quarantine).where(known | unread | gone))


def _enter(connection: Connection, batch: _Batch, run: Run) -> None:
    """The ledger's entries of a batch."""
    entries = [
        _entry(run, c.article.id, c.article.source, RECODED if key in batch.recoded else CODED) | {"reason": None, "seconds": c.seconds}
        for key, c in batch.fresh.items()
    ]
    entries += [
        _entry(run, each.id, each.source, APPEARED) | {"reason": f"text of {batch.home_of(digest)}", "seconds": None}
        for each, digest in batch.appearances.values()
    ]
    entries += [
        _entry(run, old, batch.fresh[new].article.source, REPLACED) | {"reason": f"earlier publication {new}", "seconds": None}
        for old, new in batch.moved.items()
    ]
    if entries:
        connection.execute(insert(schema.ledger), entries)


def delete_found(connection: Connection, article: str) -> None:
    """Delete what was found in an article, not the article itself."""
    events = select(schema.event.c.id).where(schema.event.c.article == article)
    for name in FOUND:
        table = schema.tables.tables[name]
        picked = table.c.article == article if "article" in table.c else table.c.event.in_(events)
        connection.execute(delete(table).where(picked))


def _events(connection: Connection, article: str) -> list[dict[str, Any]]:
    """The events of an article as they are listed."""
    view = schema.events_view
    return [dict(row) for row in connection.execute(select(view).where(view.c.article == article).order_by(view.c.position)).mappings()]


def _digests(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    appearance = schema.appearance.c
    found = connection.execute(select(appearance.id, appearance.digest).where(appearance.id.in_(ids)))
    return {row.id: row.digest for row in found}


def _homes(connection: Connection, digests: Sequence[str]) -> dict[str, Rank]:
    """Digest of a text -> rank of the article that holds it; the earliest where a database of before holds it twice."""
    article = schema.article.c
    statement = select(article.digest, article.published, article.outlet, article.url, article.id).where(article.digest.in_(digests))
    rows = connection.execute(statement)
    ranks = [(row.digest, Rank(row.published or _UNDATED, row.outlet or "", row.url or "", row.id)) for row in rows]
    return dict(sorted(ranks, reverse=True))


def _collision(article: Article) -> Quarantined:
    detail = f"article id {article.id} is taken by a different text; give this one another outlet or URL"
    return Quarantined(article.source, "id-collision", detail, text_digest(article))


def _quarantine_row(article: Article | None, item: Quarantined) -> Row:
    # The detail is no part of the id: it may name a moment or a process, and a second run must find the first one's row.
    key = article.id if article else None
    return {
        "id": content_id("q", storable(item.source), item.reason, item.digest, key),
        "source": storable(item.source),
        "reason": item.reason,
        "detail": storable(item.detail),
        "digest": item.digest or (text_digest(article) if article else None),
        "article": key,
        "record": dumps(to_json(article, defaults=False)) if article else None,
    }


def _unlisted(connection: Connection, rows: list[Row]) -> list[Row]:
    """The rows that are not in quarantine yet, each once."""
    quarantine = schema.quarantine.c
    listed = set(connection.execute(select(quarantine.id).where(quarantine.id.in_([row["id"] for row in rows]))).scalars())
    return [row for row in {row["id"]: row for row in rows}.values() if row["id"] not in listed]


def open_run(connection: Connection, run: Run) -> None:
    """Enter the run and its manifest, if they are not there yet; the runs before it that were killed are interrupted ones from now on."""
    if connection.execute(select(schema.run.c.id).where(schema.run.c.id == run.id)).first():
        return
    manifest = run.manifest
    row: Row = {
        "digest": manifest.digest,
        "program": manifest.program,
        "model_digest": manifest.model_digest,
        "lexicon_digest": manifest.lexicon_digest,
        "codebook_digest": manifest.codebook_digest,
        "record": dumps(to_json(manifest)),
    }
    insert_missing(connection, schema.manifest, [row])
    runs.mark_dead(connection)
    opened = {"id": run.id, "manifest": manifest.digest, "command": storable(run.command), "started": run.started, "state": runs.RUNNING}
    insert_missing(connection, schema.run, [opened | {"holder": holders.here()}])


def _insert_quarantine(connection: Connection, rows: list[Row], run: Run) -> None:
    if not rows:
        return
    quarantine, retried = schema.quarantine.c, [row["article"] for row in rows if row["article"]]
    connection.execute(delete(schema.quarantine).where(quarantine.article.in_(retried)))  # a retry that failed for another reason
    connection.execute(insert(schema.quarantine), [row | {"run": run.id, "at": now()} for row in rows])
    entries = [
        _entry(run, row["article"] or row["id"], row["source"], QUARANTINED) | {"reason": row["reason"], "seconds": None} for row in rows
    ]
    connection.execute(insert(schema.ledger), entries)


def _entry(run: Run, item: str, source: str, outcome: str) -> dict[str, Any]:
    return {"run": run.id, "item": item, "source": storable(source), "outcome": outcome, "at": now()}
