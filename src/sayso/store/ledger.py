"""What is written: codings, quarantined inputs and the ledger entry of each, in one transaction of the caller's."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sayso.encode import dumps, to_json
from sayso.ids import content_id
from sayso.manifest import Manifest
from sayso.records import Article, Coding, Quarantined
from sayso.store import schema
from sayso.store.dialect import insert_missing
from sayso.store.rows import Row, article_row, rows_of, storable, text_digest

CODED, QUARANTINED = "coded", "quarantined"


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
    """Articles that were in the database already."""
    quarantined: int = 0
    """Inputs of this batch that stand in quarantine, whether they did before or not."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the database already knows of some articles."""

    coded: dict[str, str]
    """Article id -> SHA-256 of its text."""
    quarantined: dict[str, str]
    """Article id -> reason."""

    def has(self, article: Article) -> bool:
        """Whether this very text is coded already."""
        return article.id in self.coded and self.coded[article.id] == text_digest(article)


def now() -> str:
    """The present moment in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_run(manifest: Manifest, command: str) -> Run:
    """A run that begins now. Nothing is written before its first coding or quarantined input."""
    started = now()
    return Run(content_id("r", manifest.digest, command, started, os.getpid()), manifest, command, started)


def known(connection: Connection, ids: Sequence[str]) -> Known:
    """Which of the articles are coded, and which were quarantined and why."""
    quarantine = schema.quarantine.c
    failed = connection.execute(select(quarantine.article, quarantine.reason).where(quarantine.article.in_(ids)).order_by(quarantine.id))
    return Known(_digests(connection, ids), {row.article: row.reason for row in failed})


def add(
    connection: Connection,
    codings: Iterable[Coding],
    quarantined: Iterable[Quarantined],
    failed: Iterable[tuple[Article, Quarantined]],
    run: Run,
) -> Added:
    """Write one batch; an article that is known already is left alone, whatever coded it.

    An article whose id is taken by a different text is quarantined (`id-collision`).
    """
    given = list(codings)
    there = _digests(connection, [coding.article.id for coding in given])
    fresh: dict[str, Coding] = {}
    refused = [(article.id, item) for article, item in failed] + [(None, item) for item in quarantined]
    skipped = 0
    for coding in given:
        key = coding.article.id
        taken = there.get(key) or (text_digest(fresh[key].article) if key in fresh else None)
        if taken is None:
            fresh[key] = coding
        elif taken == text_digest(coding.article):
            skipped += 1
        else:
            refused.append((None, _collision(coding.article)))
    news = _unlisted(connection, [_quarantine_row(key, item) for key, item in refused])
    if fresh or news:
        _open_run(connection, run)
        _insert_codings(connection, list(fresh.values()), run)
        _insert_quarantine(connection, news, run)
    return Added(len(fresh), skipped, len(refused))


def finish(connection: Connection, run: Run, state: str, counts: dict[str, int]) -> None:
    """Close the run's row with its state (`finished`, `interrupted`, `failed`) and its counts; nothing where the run wrote nothing."""
    connection.execute(update(schema.run).where(schema.run.c.id == run.id).values(ended=now(), state=state, **counts))


def _digests(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    article = schema.article.c
    return {row.id: row.digest for row in connection.execute(select(article.id, article.digest).where(article.id.in_(ids)))}


def _collision(article: Article) -> Quarantined:
    detail = f"article id {article.id} is taken by a different text; give this one another outlet or URL"
    return Quarantined(article.source, "id-collision", detail, text_digest(article))


def _quarantine_row(article: str | None, item: Quarantined) -> Row:
    # The detail is no part of the id: it may name a moment or a process, and a second run must find the first one's row.
    return {
        "id": content_id("q", storable(item.source), item.reason, item.digest, article),
        "source": storable(item.source),
        "reason": item.reason,
        "detail": storable(item.detail),
        "digest": item.digest,
        "article": article,
    }


def _unlisted(connection: Connection, rows: list[Row]) -> list[Row]:
    """The rows that are not in quarantine yet, each once."""
    quarantine = schema.quarantine.c
    listed = set(connection.execute(select(quarantine.id).where(quarantine.id.in_([row["id"] for row in rows]))).scalars())
    return [row for row in {row["id"]: row for row in rows}.values() if row["id"] not in listed]


def _open_run(connection: Connection, run: Run) -> None:
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
    opened = {"id": run.id, "manifest": manifest.digest, "command": storable(run.command), "started": run.started, "state": "running"}
    insert_missing(connection, schema.run, [opened])


def _insert_codings(connection: Connection, codings: list[Coding], run: Run) -> None:
    if not codings:
        return
    origin = {"run": run.id, "manifest": run.manifest.digest}
    connection.execute(insert(schema.article), [article_row(coding.article) | origin for coding in codings])
    tables: dict[str, list[Row]] = {}
    for coding in codings:
        for name, rows in rows_of(coding).items():
            tables.setdefault(name, []).extend(rows)
    for name, rows in tables.items():
        if rows:
            connection.execute(insert(schema.tables.tables[name]), rows)
    ids = [coding.article.id for coding in codings]
    connection.execute(delete(schema.quarantine).where(schema.quarantine.c.article.in_(ids)))  # a retry that succeeded
    entries = [_entry(run, c.article.id, c.article.source, CODED) | {"reason": None, "seconds": c.seconds} for c in codings]
    connection.execute(insert(schema.ledger), entries)


def _insert_quarantine(connection: Connection, rows: list[Row], run: Run) -> None:
    if not rows:
        return
    connection.execute(insert(schema.quarantine), [row | {"run": run.id, "at": now()} for row in rows])
    entries = [
        _entry(run, row["article"] or row["id"], row["source"], QUARANTINED) | {"reason": row["reason"], "seconds": None} for row in rows
    ]
    connection.execute(insert(schema.ledger), entries)


def _entry(run: Run, item: str, source: str, outcome: str) -> dict[str, Any]:
    return {"run": run.id, "item": item, "source": storable(source), "outcome": outcome, "at": now()}
