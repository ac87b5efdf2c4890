"""Where a database is: a SQLite file, or a PostgreSQL server. Light enough for the command line to import at its start."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_SERVER = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=://)([^:@/?#]*):[^@/?#]*@|(?<=[?&]password=)[^&]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a PostgreSQL server. Printed without its password, so that no message and no log gives it away."""

    url: str
    """``postgresql://user:password@host:port/database``, with options of libpq after a question mark."""

    def __str__(self) -> str:
        """The address as people may see it."""
        return _PASSWORD.sub(lambda found: f"{found[1]}:***@" if found[1] is not None else "***", self.url)

    def __repr__(self) -> str:
        """As `str`: a traceback tells no password either."""
        return f"Server({str(self)!r})"


Address = Path | Server


def address(given: str | Path | Server) -> Path | Server:
    """The address that a user's words mean: ``postgresql://…`` is a server, all else is a file."""
    if isinstance(given, str):
        return Server(given) if _SERVER.match(given) else Path(given)
    return given
