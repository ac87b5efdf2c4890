"""The user's own word lists: YAML files in the shape of ours, read beside them (`--lexicon DIR`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sayso.errors import LexiconError


def user_tables(folder: Path, room: str) -> dict[str, Any]:
    """The YAML files under `folder/room`, keyed ``user/<stem>``; empty where there is no such folder.

    Raises:
        LexiconError: `folder` does not exist, or a file is not YAML.
    """
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder; --lexicon takes a folder with actors/*.yaml, events/*.yaml, …")
    tables: dict[str, Any] = {}
    for path in sorted((folder / room).rglob("*.yaml")):
        try:
            tables[f"user/{path.stem}"] = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path}: not readable as YAML: {error}") from error
    return tables
