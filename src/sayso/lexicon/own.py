"""The user's own word lists: YAML files in the shape of ours, read beside them (`--lexicon DIR`)."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import LexiconError
from sayso.lexicon import form
from sayso.nearest import did_you_mean

ROOMS = ("actors", "attribution", "events", "when", "where")


class _Loader(yaml.SafeLoader):
    """YAML in which a key that stands twice in one entry is an error: the first would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping whose keys are all different."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.MarkedYAMLError(problem=f"the key {key!r} stands twice in one entry", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def user_tables(folder: Path, room: str) -> dict[str, Any]:
    """The YAML files under `folder/room`, keyed ``user/<path without .yaml>``; empty where there is no such folder.

    Raises:
        LexiconError: `folder` does not exist or holds lists where none are read, a file is not YAML, or an entry is malformed; the message
            names the file, the entry and the remedy.
    """
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder; --lexicon takes a folder with actors/*.yaml, events/*.yaml, …")
    _check_layout(folder)
    tables: dict[str, Any] = {}
    for path in sorted((folder / room).rglob("*.yaml")):
        content = _content(path)
        stem = path.relative_to(folder / room).with_suffix("").as_posix()
        if content is not None:
            form.check(room, stem, content, str(path))
            tables[f"user/{stem}"] = content
    if room == "events":
        form.check_predicates(tables, folder / room)
    return tables


def _content(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise LexiconError(f"{path}: not readable as YAML: {error}") from error


def _check_layout(folder: Path) -> None:
    """Refuse lists that would not be read."""
    for path in sorted(folder.rglob("*.y*ml")):
        parts = path.relative_to(folder).parts
        if path.suffix not in (".yaml", ".yml") or any(part.startswith(".") for part in parts):
            continue
        if len(parts) == 1:
            raise LexiconError(f"{path}: not read; put it into one of the folders {', '.join(ROOMS)}")
        if parts[0] not in ROOMS:
            raise LexiconError(f"{folder / parts[0]}: this folder is not read{did_you_mean(parts[0], ROOMS)}")
        if path.suffix == ".yml":
            raise LexiconError(f"{path}: not read; rename it to {path.with_suffix('.yaml').name}")
