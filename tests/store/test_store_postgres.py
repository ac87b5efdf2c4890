"""What is particular to PostgreSQL; the other tests of the store run on it too (`make faults`)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import throwaway_postgres as postgres
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from databases import FAULTS, of_version
from invented_report import coding, manifest
from sqlalchemy import inspect

from sayso.address import Address, Server, address
from sayso.errors import StoreError, UsageError
from sayso.store import dialect, new_run, open_store, schema, words

RUN = new_run(manifest(), "test")
on_server = pytest.mark.skipif(not FAULTS, reason="run by `make faults`")


@pytest.fixture
def place(new_place: Callable[[], Address], kind: str) -> Server:
    if kind != "postgresql":
        pytest.skip("PostgreSQL only")
    found = new_place()
    assert isinstance(found, Server)
    return found


def test_an_address_hides_its_password() -> None:
    given = address("postgresql://ana:s3cret@db.example/reports?sslmode=require&password=s3cret")
    assert isinstance(given, Server)
    assert str(given) == "postgresql://ana:***@db.example/reports?sslmode=require&password=***"
    assert "s3cret" not in repr(given)
    assert str(address("postgres:///reports?host=/run")) == "postgres:///reports?host=/run"
    assert not isinstance(address("postgres.db"), Server)


@pytest.mark.parametrize("url", ["postgresql://host:port/name", "postgres://user:1:2@host:x/"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UsageError, match="not an address"):
        open_store(url)


def test_without_the_driver_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"pip install 'sayso\[postgres\]'"):
        open_store("postgresql:///reports")


def test_a_server_that_is_not_there() -> None:
    if reason := postgres.missing():
        pytest.skip(reason)
    with pytest.raises(StoreError, match=r"postgresql:///reports\?host=/nowhere: "):
        open_store("postgresql:///reports?host=/nowhere")


@on_server
def test_a_new_database_is_what_the_schema_says(place: Server) -> None:
    with pytest.raises(StoreError, match="holds no reports"):
        open_store(place, create=False)
    open_store(place).close()
    engine = dialect.open_engine(place)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name not in ("article_words", "alembic_version")}
        )
        differing = [item for item in compare_metadata(context, schema.tables) if item[0] != "remove_table_comment"]  # our mark
        assert differing == []
        for view in schema.views.tables.values():
            assert [column["name"] for column in inspect(connection).get_columns(view.name)] == [column.name for column in view.columns]
    engine.dispose()


def _execute(place: Server, statement: str) -> None:
    engine = dialect.open_engine(place)
    with dialect.writing(engine) as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@on_server
def test_a_newer_database_and_a_foreign_one_are_refused(place: Server, new_place: Callable[[], Address]) -> None:
    open_store(place).close()
    _execute(place, "COMMENT ON TABLE run IS 'sayso schema 9000'")
    with pytest.raises(StoreError, match=r"made by a newer sayso \(schema 9000"):
        open_store(place)
    other = new_place()
    assert isinstance(other, Server)
    _execute(other, "CREATE TABLE article (id text)")
    with pytest.raises(StoreError, match="tables of another program"):
        open_store(other)


@on_server
def test_an_old_database_is_copied_and_upgraded(place: Server) -> None:
    engine = of_version(place, "0003")
    with open_store(place) as store:
        assert store.add([coding()], run=RUN).coded == 1
    with engine.connect() as connection:
        assert "public_sayso_0003" in inspect(connection).get_schema_names()
        assert "article" in inspect(connection).get_table_names(schema="public_sayso_0003")
    engine.dispose()


@on_server
def test_a_writer_that_waits_too_long_says_so(place: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(place).close()
    holder = dialect.open_engine(place)
    monkeypatch.setattr(dialect, "BUSY_SECONDS", 0.05)
    with open_store(place) as store:
        with dialect.writing(holder), pytest.raises(StoreError, match="another program is writing"):
            store.add([coding()], run=RUN)
        assert store.add([coding()], run=RUN).coded == 1
    holder.dispose()


CREATE = "import sys; from sayso.store import open_store; open_store(sys.argv[1]).close()"


@on_server
def test_two_programs_may_make_the_same_database(place: Server) -> None:
    makers = [subprocess.Popen([sys.executable, "-c", CREATE, place.url], env={"PYTHONPATH": ":".join(sys.path)}) for _ in "ab"]
    assert [maker.wait(120) for maker in makers] == [0, 0]
    with open_store(place, create=False) as store:
        assert store.counts()["article"] == 0


@on_server
@pytest.mark.parametrize(
    ("text", "sought"),
    [("Die Gespräche über Öl", "gesprache ol"), ("Trêve à Gaza", '"treve a gaza"'), ("العراق والأردن", "العراق"), ("x₂ + ½", "nothing")],
)
def test_the_server_folds_as_we_do(place: Server, text: str, sought: str) -> None:
    made = coding(1, body=None)
    with open_store(place) as store:
        store.add([made], run=RUN)
        with store._engine.connect() as connection:
            quoted = text.replace("'", "''")
            form = dialect.postgres.folding().replace("{}", f"'{quoted}'")
            folded = connection.exec_driver_sql(f"SELECT {form}".replace("%", "%%")).scalar_one()
    if "½" not in text:
        assert folded == f" {' '.join(words.fold(text))} "
    assert words.holds(text, sought) == (sought != "nothing")


def test_snippets_mark_every_word_found() -> None:
    text = "One two three. The harbour of Basra was shelled at dawn."
    assert words.snippet(text, "basra harb*") == "One two three. The ⟦harbour⟧ of ⟦Basra⟧ was shelled at dawn."
    assert words.snippet("word " * 40 + "harbour " + "word " * 40, "harbour").startswith("…word")
    assert words.snippet(text, "zebra") == ""
    assert words.tsquery('truce "armed wing" harb*') == "('truce') & ('armed' <-> 'wing') & ('harb':*)"
