"""Opening a database: look before touching, copy before migrating, migrate in one transaction, refuse everything else unchanged."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from sayso.address import Address, Server
from sayso.errors import StoreError
from sayso.store import dialect, dictionary, postgres, schema, sqlite

MIGRATIONS = Path(__file__).parent / "migrations"
_HEAD = int(schema.HEAD)


def open_database(place: Address, *, create: bool) -> Engine:
    """An engine over a database at the newest schema version.

    A new or empty file, or an empty schema on a server, becomes a database when `create` is true; an older one of ours is copied, then
    migrated.

    Raises:
        StoreError: there is no such database and none is to be made; the path is a folder, cannot be written, is no database, is another
            program's, is newer than this program, or is damaged; the server cannot be reached. The database is left as it was.
        UsageError: a malformed address, or psycopg is not installed.
    """
    version = 0 if isinstance(place, Server) else _version_of(place, create=create)
    engine = dialect.open_engine(place)
    try:
        with dialect.clear_errors(place):
            if isinstance(place, Server):
                _prepare_server(engine, place, create=create)
            else:
                _prepare_file(engine, place, version)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _prepare_file(engine: Engine, path: Path, version: int) -> None:
    if version != _HEAD:
        if version:
            sqlite.back_up(path, version)
        with dialect.writing(engine) as connection:
            _migrate(connection)
    sqlite.use_wal(engine, path)


def _prepare_server(engine: Engine, server: Server, *, create: bool) -> None:
    with engine.connect() as connection:
        version = postgres.version(connection, server)
    if version > _HEAD:
        raise StoreError(_newer(server, version))
    if not version and not create:
        raise StoreError(f"{server}: holds no reports; `sayso code SOURCES --db {server}` begins")
    if version == _HEAD:
        return
    with dialect.writing(engine) as connection:
        version = postgres.version(connection, server)  # another program may have been first
        if version and version < _HEAD:
            postgres.back_up(connection, version)
        if version < _HEAD:
            _migrate(connection)


def _newer(place: Address, version: int) -> str:
    return f"{place}: made by a newer sayso (schema {version:04}, this program knows {schema.HEAD}); upgrade sayso to use it"


def _version_of(path: Path, *, create: bool) -> int:
    """The schema version of the file, 0 for a new one, judged without opening it as a database."""
    if path.is_dir():
        raise StoreError(f"{path}: a folder; --db takes a file, such as {path / 'sayso.db'}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist")
    exists = path.exists()
    if not exists and not create:
        raise StoreError(f"{path}: no such database; `sayso code SOURCES --db {path}` makes one")
    header, version = _look(path) if exists else (None, 0)
    if header is None and exists and not create:
        raise StoreError(f"{path}: an empty file; `sayso code SOURCES --db {path}` makes a database of it")
    if header is not None and header.application_id != sqlite.APPLICATION_ID:
        raise StoreError(f"{path}: a database of another program; choose another name for sayso's")
    if version > _HEAD:
        raise StoreError(_newer(path, version))
    _check_rights(path, exists)
    return version


def _look(path: Path) -> tuple[sqlite.Header | None, int]:
    """The header of a file, null where it is empty, and the schema version of what file and log hold together."""
    try:
        with dialect.clear_errors(path):
            sqlite.undo_making(path, dialect.BUSY_SECONDS)
            header = sqlite.read_header(path)
            ours = header is not None and header.application_id == sqlite.APPLICATION_ID
            return header, sqlite.version_with_log(path, header) if header is not None and ours else 0
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error


def _check_rights(path: Path, exists: bool) -> None:
    if exists and not os.access(path, os.W_OK):
        raise StoreError(f"{path}: read-only; a database needs the right to write it, for its log too")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreError(f"{path}: its folder cannot be written; the database keeps its log beside it")


def _migrate(connection: Connection) -> None:
    """Run what migrations are missing, write the data dictionary and mark the database, in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    if not inspect(connection).has_table("alembic_version") and inspect(connection).get_table_names():
        raise StoreError("the database was filled by another program while it was being opened")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    dictionary.fill(connection)
    dialect.mark(connection, schema.HEAD)
