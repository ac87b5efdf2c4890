"""A PostgreSQL server for the length of a test run: its own cluster in a temporary folder, reached through a socket there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sayso.address import Server

ADDRESS = "SAYSO_TEST_POSTGRES"
"""A server of the tester's own in place of a throw-away one: postgresql://user@host, whose user may make databases."""
USER = "sayso"


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, the newest that is installed; null where there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def missing() -> str | None:
    """Why there can be no server; null where there can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed"
    if os.environ.get(ADDRESS) or binaries():
        return None
    return f"no PostgreSQL programs were found, and {ADDRESS} names no server"


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, ended by a slash."""
    if given := os.environ.get(ADDRESS):
        yield given.rstrip("/") + "/"
        return
    folder = binaries()
    assert folder is not None
    home = Path(tempfile.mkdtemp(prefix="sayso-pg-", dir="/tmp"))  # the path of a socket may have about 100 characters
    try:
        _as_owner(home, folder / "initdb", "-D", home / "data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        # Not kept safe against a power failure: the cluster is thrown away.
        options = f"-k {home} -c listen_addresses='' -c fsync=off -c max_connections=20 -c shared_buffers=16MB"
        _as_owner(home, folder / "pg_ctl", "-D", home / "data", "-w", "-s", "-l", home / "log", "-o", options, "start")
        try:
            yield f"postgresql://{USER}@/?host={urllib.parse.quote(str(home))}"
        finally:
            _as_owner(home, folder / "pg_ctl", "-D", home / "data", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _as_owner(home: Path, *command: object) -> None:
    """Run a program as somebody whom PostgreSQL allows: it refuses the superuser."""
    words = [str(part) for part in command]
    if os.geteuid() == 0:
        import pwd

        owner = pwd.getpwnam("postgres") if _known("postgres") else pwd.getpwnam("nobody")
        os.chown(home, owner.pw_uid, owner.pw_gid)
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, user=owner.pw_uid, group=owner.pw_gid, extra_groups=[], cwd=home)
    else:
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=home)


def _known(name: str) -> bool:
    import pwd

    with suppress(KeyError):
        pwd.getpwnam(name)
        return True
    return False


def database(address: str) -> Server:
    """A new, empty database on the server."""
    import psycopg

    name = f"sayso_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(named(address, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    return Server(named(address, name))


def drop(given: Server) -> None:
    """Remove a database that `database` made."""
    import psycopg

    parts = urllib.parse.urlsplit(given.url)
    elsewhere = parts._replace(path="/postgres").geturl()
    with psycopg.connect(elsewhere, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {parts.path.lstrip('/')} WITH (FORCE)")


def named(address: str, name: str) -> str:
    """The address of one database of a server."""
    return urllib.parse.urlsplit(address)._replace(path=f"/{name}").geturl()
