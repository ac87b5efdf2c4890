"""The tables as Parquet files in one folder, with provenance and meanings of columns in their metadata."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from sayso.encode import dumps
from sayso.errors import UsageError
from sayso.export import bundle, whole
from sayso.export.columns import DAY, NUMBER, TABLES, TEXT, WHOLE, YES, Column
from sayso.export.relations import rows
from sayso.export.selection import Selection
from sayso.store.details import Row

GROUP = 5_000
"""Rows of a row group: they are held in memory."""
KEY = b"sayso"
"""Key of the provenance in the metadata of the schema."""


def write(selection: Selection, out: Path) -> None:
    """Write one file a table into a folder.

    Raises:
        UsageError: pyarrow is not installed, or `out` is there and is no earlier export.
        InputError: it cannot be written.
    """
    try:
        pyarrow = import_module("pyarrow")
        import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError("Parquet files need pyarrow: pip install 'sayso[parquet]'") from error
    stamp = selection.stamp()
    with whole.new_folder(out) as folder:
        with ExitStack() as files:
            tables = {name: files.enter_context(_File(pyarrow, folder / f"{name}.parquet", TABLES[name], stamp)) for name in TABLES}
            for name, row in rows(selection):
                tables[name].write(row)
                selection.account.written[name] += 1
        bundle.write_json(folder / whole.MARK, {**stamp, **selection.account.told()})
        bundle.write_json(folder / whole.RUNS, selection.runs())


def value(column: Column, given: Any) -> Any:
    """A value as the column's type has it; lists and objects as JSON."""
    if given is None:
        return None
    if column.kind == DAY:
        return date.fromisoformat(given)
    if column.kind == NUMBER:
        return float(given)
    if column.kind == TEXT and not isinstance(given, str):
        return dumps(given)
    return given


class _File:
    """One Parquet file that rows are added to."""

    def __init__(self, pyarrow: Any, path: Path, columns: tuple[Column, ...], stamp: Row) -> None:
        kinds = {
            TEXT: pyarrow.string(),
            WHOLE: pyarrow.int64(),
            NUMBER: pyarrow.float64(),
            YES: pyarrow.bool_(),
            DAY: pyarrow.date32(),
        }
        told = [pyarrow.field(each.name, kinds[each.kind], metadata={"meaning": each.meaning}) for each in columns]
        self._schema = pyarrow.schema(told, metadata={KEY: json.dumps(stamp, ensure_ascii=False).encode()})
        self._pyarrow, self._path, self._columns = pyarrow, path, columns
        self._rows: list[Row] = []

    def __enter__(self) -> _File:
        self._writer = self._pyarrow.parquet.ParquetWriter(self._path, self._schema, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def write(self, row: Row) -> None:
        """Add one row; columns that it lacks are null."""
        self._rows.append({column.name: value(column, row.get(column.name)) for column in self._columns})
        if len(self._rows) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(self._pyarrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()
