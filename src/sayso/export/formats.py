"""The formats of `sayso export`: what each is called, and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sayso.errors import UsageError
from sayso.export.selection import Account, Selection
from sayso.progress import Progress
from sayso.store import Filter, Store

BESIDE = ".provenance.json"
"""Ending of the file with the provenance beside an export that is one file."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    module: str
    """Where its `write` is; imported when it is used."""
    about: str
    folder: bool = False
    """Whether it makes a folder, in which its provenance lies, instead of a file."""
    strict: bool = False
    """Whether only what occurred or is going on is in it unless others are asked for."""


FORMATS = {
    each.name: each
    for each in (
        Format("csv", "bundle", "a folder or a .zip of CSV tables with a codebook", folder=True),
        Format("parquet", "parquet", "a folder of Parquet tables", folder=True),
        Format("stata", "stata", "a folder of .dta tables", folder=True),
        Format("jsonl", "plover", "PLOVER 2.0 records, one JSON object a line"),
        Format("acled", "acled", "CSV with ACLED's columns", strict=True),
        Format("gdelt", "gdelt", "TSV with GDELT 2.0's 61 columns", strict=True),
        Format("geojson", "geojson", "GeoJSON points"),
        Format("ftm", "ftm", "FollowTheMoney entities, one JSON object a line"),
    )
}


def export(store: Store, form: str, out: Path, chosen: Filter, *, text: bool = True, progress: Progress | None = None) -> Account:
    """Write the events that a filter picks in one format.

    Args:
        store: the database.
        form: one of `FORMATS`.
        out: the file, or the folder, to make; an earlier export of that name is replaced when the new one is complete.
        chosen: which events.
        text: whether words of the texts are exported beyond a few.
        progress: told of what is read from the database.

    Returns:
        How much was written, and what was left out for which reason.

    Raises:
        UsageError: an unknown format, a filter that does not fit events, a missing library, or `out` is something else already.
        InputError: it cannot be written.
    """
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    kind = FORMATS[form]
    if out.parent != out and not out.parent.is_dir():
        raise UsageError(f"{out.parent}: no such folder")
    with store.snapshot() as connection:
        selection = Selection(connection, chosen, form, text, kind.strict, progress=progress)
        writer: Any = import_module(f"sayso.export.{kind.module}")
        write: Callable[[Selection, Path], None] = writer.write
        write(selection, out)
        if not kind.folder or out.suffix.lower() == ".zip":
            _beside(selection, out)
        return selection.account


def _beside(selection: Selection, out: Path) -> None:
    from sayso.export import bundle, whole

    with whole.new_file(out.with_name(out.name + BESIDE)) as part:
        bundle.write_json(part, {**selection.stamp(), **selection.account.told(), "runs": selection.runs()})
