"""The tables as Stata files (.dta, format 118: UTF-8, Stata 14 and later) in one folder, with labels of data, variables and values."""

from __future__ import annotations

import functools
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso import __version__
from sayso.errors import UsageError
from sayso.export import bundle, whole
from sayso.export.columns import DAY, NUMBER, TABLES, TEXT, WHOLE, YES, Column
from sayso.export.parquet import value
from sayso.export.relations import ontology, rows
from sayso.export.selection import Selection
from sayso.store.details import Row

if TYPE_CHECKING:
    import pandas

LABEL = 80
"""Characters of a label of data or of a variable, by the file format."""
SHORT = 2045
"""Bytes of a str variable; what is longer becomes a strL."""
_EPOCH = datetime(1960, 1, 1)
"""The moment written into the header: the day 0 of Stata, so that the same database gives the same bytes."""


def write(selection: Selection, out: Path) -> None:
    """Write one file a table into a folder. Each table is held in memory.

    Raises:
        UsageError: pandas is not installed, or `out` is there and is no earlier export.
        InputError: it cannot be written.
    """
    try:
        import pandas
    except ImportError as error:
        raise UsageError("Stata files need pandas: pip install 'sayso[stata]'") from error
    found: dict[str, list[Row]] = defaultdict(list)
    for name, row in rows(selection):
        found[name].append(row)
        selection.account.written[name] += 1
    stamp = selection.stamp()
    label = f"sayso {__version__}, {name_of(stamp)}, {stamp['text']} text"
    with whole.new_folder(out) as folder:
        for name, columns in TABLES.items():
            _write(pandas, folder / f"{name}.dta", columns, found[name], f"{name}: {label}"[:LABEL])
        bundle.write_json(folder / whole.MARK, {**stamp, **selection.account.told()})
        bundle.write_json(folder / whole.RUNS, selection.runs())


def name_of(stamp: Row) -> str:
    """What coded the articles, in the few characters that a label has."""
    digests = [str(each["digest"])[:12] for each in stamp["manifests"]]
    return f"manifest {digests[0]}" if len(digests) == 1 else f"{len(digests)} manifests"


def _write(pandas: Any, path: Path, columns: tuple[Column, ...], table: list[Row], label: str) -> None:
    series = {column.name: _series(pandas, column, [value(column, row.get(column.name)) for row in table]) for column in columns}
    frame = pandas.DataFrame(series)
    long = [
        column.name
        for column in columns
        if column.kind == TEXT and column.name not in _coded() and any(len(text.encode()) > SHORT for text in frame[column.name])
    ]
    frame.to_stata(
        path,
        version=118,
        write_index=False,
        time_stamp=_EPOCH,
        data_label=label.encode("ascii", "replace").decode(),
        variable_labels={column.name: _short(column.meaning) for column in columns},
        convert_dates={column.name: "td" for column in columns if column.kind == DAY},
        convert_strl=long,
    )


@functools.cache
def _coded() -> dict[str, tuple[str, ...]]:
    """Columns with a closed list of values, which become numbers with value labels."""
    from sayso.records import Footing, Status

    return {"type": tuple(ontology().types), "status": tuple(map(str, Status)), "footing": tuple(map(str, Footing))}


def _series(pandas: Any, column: Column, values: list[Any]) -> pandas.Series[Any]:
    if column.name in _coded():
        # A user's own types stand behind those of the codebook, in order of their names.
        known = _coded()[column.name]
        return pandas.Series(pandas.Categorical(values, [*known, *sorted(set(values) - set(known))]))
    if column.kind == DAY:
        return pandas.Series(pandas.to_datetime(values, errors="coerce"), dtype="datetime64[s]")
    if column.kind in (WHOLE, NUMBER):
        return pandas.Series(values, dtype="float64")
    if column.kind == YES:
        return pandas.Series([int(each) for each in values], dtype="int8")
    # NUL ends a string in the file, half characters are no UTF-8; intake removes both from texts.
    clean = [(each or "").replace("\0", "").encode("utf-8", "replace").decode() for each in values]
    return pandas.Series(clean, dtype="object")


def _short(meaning: str) -> str:
    """A meaning cut at a word to what a label holds; the whole one stands in the documentation."""
    if len(meaning) <= LABEL:
        return meaning
    return meaning[: LABEL - 2].rpartition(" ")[0].rstrip(",;:") + " …"
