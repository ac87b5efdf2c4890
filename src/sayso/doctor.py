"""The work of `sayso doctor`: is everything that sayso needs here and whole? Nothing is changed and nothing is fetched."""

from __future__ import annotations

import importlib.util
import platform
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from zoneinfo import ZoneInfo

from sayso import __version__, config, data
from sayso.address import Address
from sayso.errors import SaysoError

SAMPLE = "The government of Iraq said on Monday that talks with the United States had begun."

READERS = (
    ("python_calamine", "XLSX and XLS", "readers"),
    ("feedparser", "RSS and Atom", "readers"),
    ("pyarrow", "Parquet", "parquet"),
    ("pypdf", "PDF", "pdf"),
)
"""Library that reads some kinds of files, the kinds, the extra that installs it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str
    """What was found; where it is wrong, with the remedy."""


def examine(db: Address | None = None) -> Iterator[Check]:
    """Every check, in the order in which one builds on another; a failing one never stops the next.

    Args:
        db: a database to look at too.
    """
    looks: list[tuple[str, Callable[[], str]]] = [
        ("program", lambda: f"sayso {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"),
        ("libraries", _libraries),
        ("readers", _readers),
        ("limits", _limits),
        ("data files", _data_files),
        ("SQLite", _sqlite),
        ("time zones", _zones),
        ("settings", _settings),
        ("pipeline", _pipeline),
    ]
    if db is not None:
        looks.append(("database", lambda: _database(db)))
    for name, look in looks:
        try:
            yield Check(name, True, look())
        except Exception as error:  # a doctor reports every fault, whatever its kind
            yield Check(name, False, str(error) if isinstance(error, SaysoError) else f"{type(error).__name__}: {error}")


def _libraries() -> str:
    """The installed versions of what sayso requires.

    Raises:
        SaysoError: one is missing.
    """
    try:
        requirements = metadata.requires("sayso") or []
    except metadata.PackageNotFoundError:
        return "not looked at: sayso runs from its sources and is not installed"
    found, missing = [], []
    for requirement in requirements:
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        raise SaysoError(f"not installed: {', '.join(missing)}; reinstall sayso")
    return ", ".join(found)


def _readers() -> str:
    """Which kinds of files can be read; those that need an extra are no fault."""
    said = ["text, HTML, DOCX, RTF, JSONL, JSON, CSV, TSV, WARC, ZIP, exports as text"]
    for module, kinds, extra in READERS:
        there = importlib.util.find_spec(module) is not None
        said.append(kinds if there else f'{kinds}: not installed (pip install "sayso[{extra}]")')
    return "; ".join(said)


def _limits() -> str:
    """What an input may be at most, and what coding it may take."""
    from sayso.intake import DEFAULT
    from sayso.scale.limits import MEMORY, SECONDS

    rows = [*DEFAULT.meanings()]
    rows.append(("--seconds", f"{SECONDS:g}", "seconds for coding one article"))
    rows.append(("--memory", f"{MEMORY:,}", "megabytes of each process that codes"))
    return "an input beyond one is kept in quarantine with its reason" + "".join(
        f"\n        {name:<16} {value:>14}  {meaning}" for name, value, meaning in rows
    )


def _data_files() -> str:
    """Every shipped file against its digest."""
    names = sorted(data.manifest())
    size = sum(len(data.read_bytes(name)) for name in names)
    return f"{len(names)} files, {size / 1e6:.1f} MB, all as in the manifest"


def _sqlite() -> str:
    """SQLite's version and whether it has full-text search."""
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
        except sqlite3.OperationalError as error:
            raise SaysoError(f"{sqlite3.sqlite_version} without full-text search (FTS5); use a Python whose SQLite has it") from error
    return f"{sqlite3.sqlite_version} with full-text search"


def _zones() -> str:
    """Whether the machine, or the package tzdata, knows time zones."""
    try:
        ZoneInfo("Asia/Baghdad")
    except (KeyError, OSError) as error:
        raise SaysoError("no time zone database; pip install tzdata") from error
    return "known"


def _settings() -> str:
    """Whether the settings files can be read, and how the terminal takes text."""
    read = [str(path) for path in config.files() if path.is_file()]
    config.from_files()
    return f"{', '.join(read) or 'no file'}; output is {sys.stdout.encoding}"


def _pipeline() -> str:
    """Load everything and code one sentence."""
    from sayso import pipeline

    coding = pipeline.read(SAMPLE)
    found = f"{len(coding.events)} events, {len(coding.attributions)} attributions"
    return f"loads, and coded one sentence in {coding.seconds * 1000:.0f} ms ({found})"


def _database(db: Address) -> str:
    """Open a database as every command does."""
    from sayso.store import open_store

    with open_store(db, create=False) as store:
        damage = store.damage()
        if damage:
            raise SaysoError("; ".join(damage[:3]))
        counts = store.counts()
    return f"{db}: sound; {counts['article']} articles, {counts['event']} events, {counts['attribution']} attributions"
