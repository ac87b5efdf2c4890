from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from invented_report import coding, manifest
from sqlalchemy import text

from sayso.errors import StoreError
from sayso.store import dialect, new_run, open_store, schema, sqlite
from sayso.store.opening import MIGRATIONS

RUN = new_run(manifest(), "test")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_new_database_is_what_the_schema_says(tmp_path: Path) -> None:
    path = tmp_path / "100% new ?.db"
    open_store(path).close()
    engine = dialect.open_engine(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours, "compare_server_default": True})
        assert compare_metadata(context, schema.tables) == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == schema.HEAD
        for view in schema.views.tables.values():
            listed = connection.execute(text(f"PRAGMA table_info({view.name})")).all()
            assert [row.name for row in listed] == [column.name for column in view.columns]
        for pragma, expected in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10000)):
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == expected
    engine.dispose()
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == schema.HEAD


def _ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not (name or "").startswith(("article_words", "alembic"))


def test_foreign_keys_are_the_databases_own(tmp_path: Path) -> None:
    open_store(tmp_path / "s.db").close()
    with sqlite3.connect(tmp_path / "s.db") as raw:
        targets = {(row[2], row[3]) for row in raw.execute("PRAGMA foreign_key_list(event)")}
    raw.close()
    assert targets == {("article", "article"), ("attribution", "voice")}


def test_opening_again_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        store.add([coding()], run=RUN)
    before = digest(path)
    with open_store(path, create=False) as store:
        assert store.counts()["article"] == 1
        assert store.damage() == []
    assert digest(path) == before
    assert sorted(item.name for item in tmp_path.iterdir()) == ["s.db"]


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.touch()
    with pytest.raises(StoreError, match="an empty file"):
        open_store(path, create=False)
    assert path.stat().st_size == 0
    with open_store(str(path)) as store:
        assert store.counts()["event"] == 0


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE article (id TEXT)")
    raw.close()


def _newer(path: Path) -> None:
    open_store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 9000")
        raw.execute("UPDATE alembic_version SET version_num = '9000'")
    raw.close()


def _cut(path: Path) -> None:
    open_store(path).close()
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_foreign, "a database of another program"),
        (_newer, f"made by a newer sayso .schema 9000, this program knows {schema.HEAD}."),
        (_cut, "the database is damaged"),
        (lambda path: path.write_text("who,did,what\n"), "not a database"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "not a database"),
        (lambda path: path.write_bytes(bytes(4096)), "not a database"),
    ],
)
def test_other_files_are_refused_and_left_alone(tmp_path: Path, make: object, message: str) -> None:
    path = tmp_path / "other.db"
    make(path)  # type: ignore[operator]
    before, names = digest(path), sorted(item.name for item in tmp_path.iterdir())
    with pytest.raises(StoreError, match=message) as caught:
        open_store(path)
    assert str(path) in str(caught.value)
    assert digest(path) == before
    assert sorted(item.name for item in tmp_path.iterdir()) == names


def test_places_that_cannot_hold_a_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a folder"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="does not exist"):
        open_store(tmp_path / "none" / "s.db")
    with pytest.raises(StoreError, match="no such database"):
        open_store(tmp_path / "s.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("locked", ["file", "folder"])
def test_without_the_right_to_write(tmp_path: Path, locked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.db"
    open_store(path).close()
    before = digest(path)
    refused = path if locked == "file" else tmp_path
    allowed = os.access
    # Rights do not bind a privileged user, under whom tests may run: the system's answer is given for it.
    monkeypatch.setattr(os, "access", lambda target, mode: Path(target) != refused and allowed(target, mode))
    with pytest.raises(StoreError, match="read-only" if locked == "file" else "folder cannot be written"):
        open_store(path)
    assert digest(path) == before


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "BUSY_SECONDS", 0.05)
    path = tmp_path / "s.db"
    with open_store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing"):
            store.add([coding()], run=RUN)
        assert store.counts()["article"] == 0
        other.execute("ROLLBACK")
        other.close()
        assert store.add([coding()], run=RUN).coded == 1


def test_a_full_disk_leaves_a_sound_database(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        store.add([coding(0)], run=RUN)
        with store._engine.connect() as connection:  # the pool hands the same connection out again
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="the disk is full"):
            store.add([coding(number) for number in range(1, 40)], run=RUN)
        assert store.counts()["article"] == 1
        assert store.damage() == []
    with open_store(path) as store:
        assert store.add([coding(number) for number in range(1, 40)], run=RUN).coded == 39


CREATE = "import sys; from sayso.store import open_store; open_store(sys.argv[1]).close()"


def test_two_programs_may_make_the_same_database(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    makers = [
        subprocess.Popen([sys.executable, "-c", CREATE, str(path)], env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
        for _ in "ab"
    ]
    assert [maker.wait(300) for maker in makers] == [0, 0]
    with open_store(path) as store:
        assert store.counts()["article"] == 0


def test_a_place_without_a_log_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_pragma", lambda *_: [("delete",)])  # what SQLite answers on a network share
    with pytest.raises(StoreError, match="cannot keep a write-ahead log"):
        open_store(tmp_path / "s.db")


def test_other_programs_read_every_table_and_view(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        store.add([coding(), coding(1)], run=RUN)
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as raw:
        for name in (*schema.tables.tables, *schema.views.tables):
            columns = [row[0] for row in raw.execute(f'SELECT * FROM "{name}"').description]
            told = {row[0] for row in raw.execute("SELECT name FROM data_dictionary WHERE relation = ?", [name])}
            assert set(columns) == told
        assert raw.execute("SELECT count(*) FROM events_view WHERE actors LIKE '%Velt%'").fetchone() == (2,)
        assert raw.execute("SELECT count(*) FROM article_words WHERE article_words MATCH 'basra'").fetchone() == (2,)
    raw.close()
