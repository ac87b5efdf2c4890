"""The CSV bundle: a folder or a zip with one table a file, joined by stable ids, a data dictionary, a codebook and the provenance."""

from __future__ import annotations

import csv as table_files
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sayso.export import codes, csv, whole
from sayso.export.columns import TABLES
from sayso.export.relations import rows
from sayso.export.selection import Selection
from sayso.store.details import Row

README = """\
Events coded from news reports by sayso, one table a file (UTF-8, RFC 4180).

events.csv        one row per event: who did what to whom, when and where, and on whose word
arguments.csv     one row per actor and recipient of an event (events.id = arguments.event)
tolls.csv         one row per number of dead, injured, missing, detained or displaced (events.id = tolls.event)
claims.csv        one row per field value on one voice's say-so (events.id = claims.event, attributions.id = claims.voice)
attributions.csv  one row per attribution: who is quoted as saying what (attributions.id = events.voice)
articles.csv      one row per article (articles.id = article in every other table)
dictionary.csv    every column of every table with its kind and meaning
codebook.csv      every code: types, modes, contexts, statuses, footings, …
provenance.json   program, model, word lists, query and counts

An event is what a report tells, not what is known to have happened. Read type together with status, footing and voice: a threat, a plan or
a denial is a row like any other. Offsets count code points of the article's text; start is the first, stop the one after the last.

A text cell that a spreadsheet would take for a formula begins with an apostrophe. Numbers are never touched.
"""


def write(selection: Selection, out: Path) -> None:
    """Write the bundle: a zip where the name ends in .zip, else a folder.

    Raises:
        InputError: it cannot be written.
        UsageError: `out` is there and is no earlier export.
    """
    if out.suffix.lower() == ".zip":
        with whole.new_file(out) as file, tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as folder:
            fill(selection, Path(folder))
            whole.pack(Path(folder), file)
        return
    with whole.new_folder(out) as place:
        fill(selection, place)
        write_json(place / whole.RUNS, selection.runs())


def fill(selection: Selection, folder: Path) -> None:
    """Write all files of the bundle but the list of runs, which differs from run to run, into an empty folder."""
    written = selection.account.written
    with ExitStack() as files:
        writers = {name: files.enter_context(_Table(folder / f"{name}.csv", [column.name for column in TABLES[name]])) for name in TABLES}
        for name, row in rows(selection):
            writers[name].write(row)
            written[name] += 1
    dictionary = ({"table": name, **column._asdict()} for name, columns in TABLES.items() for column in columns)
    _lines(folder / "dictionary.csv", csv.lines(dictionary, ("table", "name", "kind", "meaning")))
    _lines(folder / "codebook.csv", csv.lines(codes.entries(), codes.COLUMNS))
    (folder / "README.txt").write_text(README, encoding="utf-8", newline="")
    write_json(folder / whole.MARK, {**selection.stamp(), **selection.account.told()})


def write_json(path: Path, value: Any) -> None:
    """A JSON file that people can read too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="")


def _lines(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


class _Table:
    """One CSV file that rows are added to."""

    def __init__(self, path: Path, columns: list[str]) -> None:
        self._path = path
        self._columns = columns

    def __enter__(self) -> _Table:
        # Half characters stand in no file of UTF-8; intake removes them, file names may still hold some.
        self._file = self._path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        self._writer = table_files.writer(self._file)
        self._writer.writerow(self._columns)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, row: Row) -> None:
        """Add one row; columns that it lacks are empty."""
        self._writer.writerow([csv.cell(row.get(column)) for column in self._columns])
