from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from databases import of_version
from invented_report import coding, manifest
from sqlalchemy import Connection, insert, inspect

from sayso.encode import dumps, to_json
from sayso.errors import StoreError
from sayso.records import Coding
from sayso.store import dialect, new_run, open_store, schema, sqlite
from sayso.store.rows import article_row, rows_of

RUN = new_run(manifest(), "test")


def first_schema(path: Path, codings: list[Coding]) -> None:
    """A database as the first version of the program made it."""
    engine = of_version(path, "0001")
    with dialect.writing(engine) as connection:
        _open_run(connection)
        for item in codings:
            _insert(connection, item)
    engine.dispose()


def _open_run(connection: Connection) -> None:
    made = RUN.manifest
    row = (made.digest, made.program, made.model_digest, made.lexicon_digest, made.codebook_digest, dumps(to_json(made)))
    connection.exec_driver_sql("INSERT INTO manifest VALUES (?, ?, ?, ?, ?, ?)", row)
    columns = "INSERT INTO run (id, manifest, command, started, state) VALUES (?, ?, ?, ?, 'running')"
    connection.exec_driver_sql(columns, (RUN.id, made.digest, RUN.command, RUN.started))


def _insert(connection: Connection, item: Coding) -> None:
    connection.execute(insert(schema.article), [article_row(item.article) | {"run": RUN.id, "manifest": RUN.manifest.digest}])
    for name, rows in rows_of(item).items():
        there = {column["name"] for column in inspect(connection).get_columns(name)}
        old: list[dict[str, Any]] = [{key: value for key, value in row.items() if key in there} for row in rows]
        connection.execute(insert(schema.tables.tables[name]), old)


def test_a_database_of_before_is_upgraded_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    codings = [coding(number) for number in range(3)]
    first_schema(path, codings)
    with sqlite3.connect(path) as raw:
        before = raw.execute("SELECT id, content, record FROM attribution ORDER BY id").fetchall()
        assert "certainty" not in {row[1] for row in raw.execute("PRAGMA table_info(attribution)")}
    raw.close()
    with open_store(path, create=False) as store:
        rows = list(store.attributions())
        assert store.damage() == []
        assert [store.coding(item.article.id) for item in codings] == [replace(item, seconds=0.0) for item in codings]
    assert sorted((row.certainty, row.source_type) for row in rows) == [("certain", "institution")] * 3 + [("possible", "officials")] * 3
    assert [row.public_actor for row in rows] == ["grp.oster-front", None] * 3
    assert [row.speaker_kind for row in rows] == ["armed_group", None] * 3
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT id, content, record FROM attribution ORDER BY id").fetchall() == before
        assert raw.execute("PRAGMA user_version").fetchone() == (int(schema.HEAD),)
    raw.close()


def test_records_of_before_take_the_defaults_and_a_damaged_one_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_schema(path, [coding()])
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE attribution SET record = json_remove(record, '$.source_type') WHERE parent IS NULL")
        raw.execute("UPDATE attribution SET record = '{' WHERE parent IS NOT NULL")
    raw.close()
    with open_store(path, create=False) as store:
        says, told = store.attributions()
    assert (says.certainty, says.source_type, says.public_actor) == ("certain", "none", "grp.oster-front")
    assert (told.certainty, told.source_type, told.public_actor) == ("certain", "none", None)


def test_an_upgraded_database_is_the_same_as_a_new_one(tmp_path: Path) -> None:
    first_schema(tmp_path / "old.db", [coding()])
    listed = []
    for name in ("old.db", "new.db"):
        with open_store(tmp_path / name) as store:
            store.add([coding(), coding(1)], run=RUN)
            listed.append([list(store.attributions()), list(store.events()), store.speakers()])
    assert listed[0] == listed[1]


def test_a_copy_is_made_before_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_schema(path, [coding()])
    with sqlite3.connect(path) as raw:
        before = list(raw.iterdump())
    raw.close()
    open_store(path).close()
    open_store(path).close()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["old.db", "old.db.schema-0001.bak"]
    with sqlite3.connect(tmp_path / "old.db.schema-0001.bak") as raw:
        assert list(raw.iterdump()) == before
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    raw.close()
    (tmp_path / "old.db.schema-0001.bak").replace(path)
    open_store(path).close()
    with open_store(path) as store:
        assert store.counts()["article"] == store.counts()["appearance"] == 1


def test_without_room_for_the_copy_nothing_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    first_schema(path, [coding()])
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sqlite, "_copy", full)
    with pytest.raises(StoreError, match="bytes are needed beside it"):
        open_store(path)
    assert path.read_bytes() == before
    assert sorted(item.name for item in tmp_path.iterdir()) == ["old.db"]


def test_texts_of_before_have_their_places(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_schema(path, [coding(), coding(1)])
    with open_store(path) as store:
        places = list(store.appearances())
        assert [(place.id, place.article, place.version) for place in places] == [(row.id, row.id, 1) for row in store.articles()]
        assert store.add([coding(), coding(2)], run=RUN).coded == 1
