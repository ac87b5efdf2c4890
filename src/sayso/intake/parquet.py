"""Parquet: rows of a columnar file, a few at a time, read by pyarrow with its extension types off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from sayso.intake import extras, tabular
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError
from sayso.intake.tabular import Row
from sayso.records import Quarantined

_ROWS = 16
"""Rows read at a time: repeated values are packed as one, so the size of a file says little of that of its rows."""
_STRINGS = 1_000_000
"""Bytes of one string, and entries of one list, of the file's own description of itself."""


def parquet_columns(stream: BinaryIO, limits: Limits = DEFAULT) -> list[str]:
    """The columns of a file.

    Raises:
        UnreadableError: ``damaged``, ``too-large`` or ``needs-extra``.
    """
    with _file(stream, (), limits) as file:
        return list(file.schema_arrow.names)


def parquet_rows(
    stream: BinaryIO, name: str, mapping: Mapping[str, str] | None, limits: Limits = DEFAULT, *, fetch: bool = False
) -> Iterator[Row | Quarantined]:
    """The rows of a file, each with our fields, numbered from 1.

    Raises:
        UnreadableError: ``damaged``, ``too-large`` or ``needs-extra``.
        UsageError: as `tabular.resolve_mapping`.
    """
    resolved = tabular.resolve_mapping(parquet_columns(stream, limits), mapping, name, fetch=fetch)
    wanted = sorted(set(resolved.values()))
    number = 0
    with _file(stream, wanted, limits) as file:
        _check_groups(file, wanted, limits)
        arrow = extras.need("pyarrow", "parquet", "Parquet files")
        batches = file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False)
        while True:
            try:
                batch = next(batches, None)
                records = batch.to_pylist() if batch is not None else []
            except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
                raise UnreadableError(
                    "damaged", f"row {number + 1} and those behind it cannot be read ({_short(error)}); write the file again"
                ) from error
            if batch is None:
                return
            for record in records:
                number += 1
                yield tabular.object_row(record, f"{name}#{number}", resolved, f"row {number}", fetch=fetch)


@contextmanager
def _file(stream: BinaryIO, dictionaries: tuple[str, ...] | list[str], limits: Limits) -> Iterator[Any]:
    """The opened file; repeated values stay one value in memory."""
    arrow = extras.need("pyarrow", "parquet", "Parquet files")
    parquet = extras.need("pyarrow.parquet", "parquet", "Parquet files")
    stream.seek(0)
    try:
        file = parquet.ParquetFile(
            stream,
            read_dictionary=list(dictionaries) or None,
            thrift_string_size_limit=_STRINGS,
            thrift_container_size_limit=_STRINGS,
            arrow_extensions_enabled=False,
        )
        names = file.schema_arrow.names
    except (arrow.ArrowException, OSError, ValueError, TypeError) as error:
        raise UnreadableError("damaged", f"the Parquet file cannot be read ({_short(error)}); write it again") from error
    tabular.check_columns(len(names), limits)
    with file:
        yield file


def _check_groups(file: Any, wanted: list[str], limits: Limits) -> None:
    """Refuse row groups whose columns say that they unpack to more than the limit."""
    for group in range(file.metadata.num_row_groups):
        described = file.metadata.row_group(group)
        for place in range(described.num_columns):
            column = described.column(place)
            if column.path_in_schema.partition(".")[0] in wanted and column.total_uncompressed_size > limits.group_bytes:
                raise UnreadableError(
                    "too-large",
                    f"row group {group + 1} holds more than {limits.group_bytes:,} bytes of one column; write smaller row groups",
                )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160]
