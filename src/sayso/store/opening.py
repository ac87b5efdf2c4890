"""Opening a database: look before touching, create or migrate in one transaction, refuse everything else unchanged."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from sayso.errors import StoreError
from sayso.store import dialect, schema

MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(path: Path, *, create: bool) -> Engine:
    """An engine over a database at the newest schema version.

    A new or empty file becomes a database when `create` is true; an older one of ours is migrated.

    Raises:
        StoreError: there is no such database and none is to be made; the path is a folder, cannot be written, is no database, is another
            program's, is newer than this program, or is damaged. The file is left as it was.
    """
    version = _version_of(path, create=create)
    engine = dialect.open_engine(path)
    try:
        with dialect.clear_errors(path):
            if version != int(schema.HEAD):
                with dialect.writing(engine) as connection:
                    _migrate(connection)
            dialect.use_wal(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _version_of(path: Path, *, create: bool) -> int:
    """The schema version of the file, 0 for a new one, judged without opening it as a database."""
    if path.is_dir():
        raise StoreError(f"{path}: a folder; --db takes a file, such as {path / 'sayso.db'}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist")
    exists = path.exists()
    if not exists and not create:
        raise StoreError(f"{path}: no such database; `sayso code SOURCES --db {path}` makes one")
    try:
        header = dialect.read_header(path) if exists else None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
    if header is None and exists and not create:
        raise StoreError(f"{path}: an empty file; `sayso code SOURCES --db {path}` makes a database of it")
    if header is not None and header.application_id != dialect.APPLICATION_ID:
        raise StoreError(f"{path}: a database of another program; choose another name for sayso's")
    if header is not None and header.schema_version > int(schema.HEAD):
        raise StoreError(
            f"{path}: made by a newer sayso (schema {header.schema_version:04}, this program knows {schema.HEAD}); upgrade sayso to use it"
        )
    _check_rights(path, exists)
    return header.schema_version if header else 0


def _check_rights(path: Path, exists: bool) -> None:
    if exists and not os.access(path, os.W_OK):
        raise StoreError(f"{path}: read-only; a database needs the right to write it, for its log too")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreError(f"{path}: its folder cannot be written; the database keeps its log beside it")


def _migrate(connection: Connection) -> None:
    """Run what migrations are missing, and mark the file, in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    if not inspect(connection).has_table("alembic_version") and inspect(connection).get_table_names():
        raise StoreError("the file was filled by another program while it was being opened")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    dialect.mark(connection, schema.HEAD)
