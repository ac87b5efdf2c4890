"""Settings with one rule of precedence: flag, then environment (`SAYSO_*`), then file, then default.

Two TOML files are read, the nearer one winning: `sayso.toml` in the user's configuration folder and `sayso.toml` in the working folder.
A path in a file is taken from the folder of that file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.address import Server, address
from sayso.errors import UsageError

NAME = "sayso.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a user can set once instead of at every call."""

    name: str
    """Key in the file; `SAYSO_` and the name in capitals in the environment; the flag's name with hyphens."""
    kind: type
    """`Path`, `int`, `float` or `str`."""
    default: Path | int | float | str | None
    help: str

    @property
    def variable(self) -> str:
        """The environment variable."""
        return "SAYSO_" + self.name.upper()


@dataclass(frozen=True, slots=True)
class Value:
    """A setting's value and where it comes from."""

    setting: Setting
    value: Path | int | float | str | None
    origin: str
    """``default``, ``environment SAYSO_…`` or ``file PATH``."""


SETTINGS: tuple[Setting, ...] = (
    Setting("db", Path, Path("sayso.db"), "The database: a SQLite file, or postgresql://user@host/name."),
    Setting("workers", int, 1, "Processes that code at the same time."),
    Setting("map", str, None, "Columns of a table or keys of JSONL: title=Headline,body=Text."),
    Setting("outlets", Path, None, "Your table of outlets (CSV): name, country, zone, kind, camp, domains."),
    Setting("lexicon", Path, None, "A folder of your own word lists: actors/*.yaml, events/*.yaml, …"),
    Setting("seconds", int, 60, "Time limit of one report, in seconds."),
    Setting("memory", int, 2000, "Memory limit of each process that codes, in megabytes."),
    Setting("min_confidence", float, 0.0, "Leave out records below this confidence (0 to 1)."),
)


def user_file() -> Path:
    """The settings file in the user's configuration folder, whether or not it exists."""
    import platformdirs

    return Path(platformdirs.user_config_dir("sayso", appauthor=False)) / NAME


def files() -> tuple[Path, ...]:
    """The settings files that are looked for, the weaker first."""
    return (user_file(), Path.cwd() / NAME)


def read_file(path: Path) -> dict[str, Path | int | float | str]:
    """The settings of one file; empty where it does not exist.

    Raises:
        UsageError: not TOML, an unknown key, or a value of the wrong type.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {error}") from error
    known = {setting.name: setting for setting in SETTINGS}
    values: dict[str, Path | int | float | str] = {}
    for key, value in content.items():
        name = key.replace("-", "_")
        if name not in known:
            raise UsageError(f"{path}: unknown setting {key!r}; known are {', '.join(known)}")
        values[name] = _typed(known[name], value, path)
    return values


def _typed(setting: Setting, value: object, path: Path) -> Path | int | float | str:
    """A value from a file in the setting's own type."""
    if setting.name == "db" and isinstance(value, str) and isinstance(address(value), Server):
        return value
    if setting.kind is Path and isinstance(value, str):
        return path.parent / Path(value).expanduser()
    if setting.kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if setting.kind in (int, str) and type(value) is setting.kind:
        return value
    wanted = {Path: "a path in quotation marks", int: "a whole number", float: "a number", str: "text in quotation marks"}
    raise UsageError(f"{path}: {setting.name} must be {wanted[setting.kind]}, not {value!r}")


def from_files(paths: tuple[Path, ...] | None = None) -> dict[str, tuple[Path | int | float | str, Path]]:
    """Setting -> value and file, over all files, the nearer one winning.

    Raises:
        UsageError: as `read_file`.
    """
    merged: dict[str, tuple[Path | int | float | str, Path]] = {}
    for path in paths if paths is not None else files():
        merged |= {name: (value, path) for name, value in read_file(path).items()}
    return merged


def values(environment: Mapping[str, str], paths: tuple[Path, ...] | None = None) -> tuple[Value, ...]:
    """Every setting with the value it has where no flag is given, and that value's origin.

    Raises:
        UsageError: as `read_file`.
    """
    filed = from_files(paths)
    found = []
    for setting in SETTINGS:
        if environment.get(setting.variable):
            found.append(Value(setting, environment[setting.variable], f"environment {setting.variable}"))
        elif setting.name in filed:
            value, path = filed[setting.name]
            found.append(Value(setting, value, f"file {path}"))
        else:
            found.append(Value(setting, setting.default, "default"))
    return tuple(found)
