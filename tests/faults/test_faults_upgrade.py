"""An upgrade that is killed leaves the old database, and the next start upgrades it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import fault_corpus as corpus
import pytest
from databases import FAULTS, of_version
from sqlalchemy import event
from sqlalchemy.engine import Engine
from test_faults_kills import killed_at, points

from sayso.errors import StoreError
from sayso.store import dialect, open_store, schema


def old(path: Path, version: str) -> Path:
    """A database of an earlier version, with a run in it."""
    engine = of_version(path, version)
    with dialect.writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO manifest VALUES ('m', '0', NULL, 'l', 'c', '{}')")
        connection.exec_driver_sql("INSERT INTO run (id, manifest, command, started, state) VALUES ('r', 'm', 'code', '2026', 'running')")
    engine.dispose()
    return path


def dump(path: Path) -> tuple[object, list[str]]:
    """Version and contents."""
    with sqlite3.connect(path) as raw:
        found = raw.execute("PRAGMA user_version").fetchone(), list(raw.iterdump())
    raw.close()
    return found


@pytest.mark.parametrize("version", [f"{number:04}" for number in range(1, int(schema.HEAD))])
def test_a_killed_upgrade_is_rolled_back(tmp_path: Path, version: str) -> None:
    original = old(tmp_path / "old.db", version)
    before = dump(original)
    trial = Path(shutil.copy(original, tmp_path / "trial.db"))
    number = points(lambda: open_store(trial).close())
    after = dump(trial)
    assert number > 20
    for point in range(0, number, (1 if version == "0001" else 3) if FAULTS else 25):
        path = Path(shutil.copy(original, tmp_path / "killed.db"))
        killed_at(point, lambda path=path: open_store(path).close())  # type: ignore[misc]
        assert dump(path) in (before, after)
        open_store(path).close()
        assert dump(path) == after
        for leftover in tmp_path.glob("killed.db*"):
            leftover.unlink()
    corpus.run(trial, corpus.corpus(8))


def test_a_database_half_made_is_made_anew(tmp_path: Path) -> None:
    """A small cache makes SQLite write pages before the transaction ends: the file is no database when the program is killed."""

    def make(path: Path) -> None:
        def shrink(connection: sqlite3.Connection, _: object) -> None:
            connection.execute("PRAGMA cache_size = 2")

        event.listen(Engine, "connect", shrink)
        try:
            open_store(path).close()
        finally:
            event.remove(Engine, "connect", shrink)

    number = points(lambda: make(tmp_path / "whole.db"))
    after = dump(tmp_path / "whole.db")
    broken = 0
    for point in range(0, number, 3 if FAULTS else 11):
        path = tmp_path / f"{point}.db"
        killed_at(point, lambda path=path: make(path))  # type: ignore[misc]
        broken += path.exists() and path.stat().st_size > 0 and path.with_name(path.name + "-journal").exists()
        open_store(path).close()
        assert dump(path) == after
    assert broken > 2


def test_what_the_log_of_a_killed_program_holds_counts(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        raw.execute("PRAGMA user_version = 9000")
        raw.commit()
        copies = {name.name: name.read_bytes() for name in tmp_path.glob("s.db*") if not name.name.endswith("-shm")}
    raw.close()
    other = tmp_path / "other"
    other.mkdir()
    for name, content in copies.items():
        (other / name).write_bytes(content)
    with pytest.raises(StoreError, match="made by a newer sayso"):
        open_store(other / "s.db")
    assert (other / "s.db").read_bytes() == copies["s.db"]
