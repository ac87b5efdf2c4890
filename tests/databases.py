"""Which databases the tests of the store run on, and fixtures that give new ones."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

import pytest
import throwaway_postgres as postgres
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine

from sayso.address import Address
from sayso.store import dialect
from sayso.store.opening import MIGRATIONS

FAULTS = bool(os.environ.get("SAYSO_FAULTS"))
"""Set by `make faults`: the tests that take minutes run too."""
KINDS = ("sqlite", "postgresql") if FAULTS else ("sqlite",)


def of_version(place: Address, version: str) -> Engine:
    """A new database with the empty tables of an earlier version of the program, opened; the caller disposes of it."""
    engine = dialect.open_engine(place)
    with dialect.writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, version)
        dialect.mark(connection, version)
    return engine


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server for the whole run; what needs it is skipped where there can be none."""
    if reason := postgres.missing():
        pytest.skip(reason)
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database that a test runs on."""
    return str(request.param)


@pytest.fixture(scope="module")
def new_place(kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Address]]:
    """A function that gives the address of a new database, each time another."""
    if kind == "sqlite":
        folder, numbers = tmp_path_factory.mktemp("stores"), itertools.count()
        yield lambda: folder / f"{next(numbers)}.db"
        return
    address, made = request.getfixturevalue("server"), []

    def place() -> Address:
        made.append(postgres.database(address))
        return made[-1]

    yield place
    for each in made:
        postgres.drop(each)
