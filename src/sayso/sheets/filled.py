"""Reading a sheet that a person has filled in: every cell is checked, and what is wrong is told with its line and a remedy."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError, UsageError
from sayso.sheets.form import EVENT, FIELDS, VERDICTS
from sayso.store import choices

YES = frozenset({"yes", "y", "1", "true", "right", "ok"})
NO = frozenset({"no", "n", "0", "false", "wrong"})
UNSURE = frozenset({"?", "unsure"})
NEEDED = ("id", *FIELDS, *VERDICTS, "stratum", "stratum_size")
MOST_COLUMNS = 5
"""So many missing columns are named."""
MOST_FAULTS = 10
"""So many faults are told at once."""
_CLOSED: dict[str, Callable[[Iterable[str]], tuple[str, ...]]] = {
    "type": choices.types,
    "status": choices.statuses,
    "footing": choices.footings,
}
"""Fields whose correct value must be one of the codebook's."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row of a filled sheet."""

    line: int
    """Line of the file on which the row begins."""
    event: str
    """Id."""
    stratum: str
    size: int
    """Events of the stratum in the database."""
    verdicts: Mapping[str, bool | None]
    """``event`` and the fields -> right, wrong, or null for unsure; a field without a verdict is missing."""
    coded: Mapping[str, str]
    """Field -> what the program coded."""
    correct: Mapping[str, str]
    """Field -> the value that the person gave instead."""


def read_sheet(path: Path) -> list[Judgement]:
    """The rows of a filled sheet, those without a verdict included.

    Commas, semicolons and tabs are known as separators, as spreadsheets of different countries write them.

    Raises:
        InputError: the file cannot be read, is no coding sheet, or has malformed cells; the message names line, column and remedy.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), delimiter=_delimiter(path))
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header)
        judged, faults, begins = [], [], reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = _Row(begins, header, cells)
                judged.append(row.judgement())
                faults += row.faults
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num}: no CSV ({error}); save the sheet as CSV (UTF-8) again") from error
    faults += _between_rows(judged)
    if faults:
        more = f"\n… and {len(faults) - MOST_FAULTS:,} more" if len(faults) > MOST_FAULTS else ""
        raise InputError(f"{path}: {len(faults):,} cells to put right:\n" + "\n".join(sorted(faults, key=_line)[:MOST_FAULTS]) + more)
    return judged


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        place = raw[: error.start].count(b"\n") + 1
        raise InputError(f"{path}: line {place}: not UTF-8; save the sheet as “CSV UTF-8” from the spreadsheet") from error


def _delimiter(path: Path) -> str:
    head = _text(path).partition("\n")[0]
    return max(",;\t", key=head.count)


def _check_header(path: Path, header: list[str]) -> None:
    missing = [name for name in NEEDED if name not in header]
    if missing:
        told = ", ".join(missing[:MOST_COLUMNS]) + (", …" if len(missing) > MOST_COLUMNS else "")
        raise InputError(f"{path}: line 1: no column {told}; keep the header as `sayso sample` wrote it")


def _line(fault: str) -> int:
    return int(fault.split()[1].rstrip(",:"))


class _Row:
    """One row of the sheet while it is read; collects what is wrong in it."""

    def __init__(self, line: int, header: list[str], cells: list[str]) -> None:
        self.line = line
        self.faults: list[str] = []
        if len(cells) > len(header) and any(cells[len(header) :]):
            self._fault("", f"{len(cells)} cells under {len(header)} columns; a cell was split: put it in quotation marks")
        self._cells = dict(zip(header, cells, strict=False))

    def judgement(self) -> Judgement:
        """The row as it stands; cells with faults are left out."""
        verdicts = {field: self._verdict(f"{field}_ok") for field in (EVENT, *FIELDS) if self._cell(f"{field}_ok")}
        correct = {field: self._correct(field) for field in FIELDS if self._cell(f"{field}_correct")}
        for field in correct:
            if verdicts.setdefault(field, False):
                self._fault(f"{field}_correct", f"a correct value beside {field}_ok = yes; write no there, or empty this cell")
        if verdicts.get(EVENT) is False:
            for field in (name for name in FIELDS if verdicts.get(name)):
                self._fault(f"{field}_ok", f"yes, though {EVENT}_ok is no; empty one of the two")
        coded = {field: self._cell(field) for field in FIELDS}
        return Judgement(self.line, self._id(), self._cell("stratum"), self._size(), verdicts, coded, correct)

    def _cell(self, column: str) -> str:
        return self._cells.get(column, "").strip()

    def _fault(self, column: str, message: str) -> None:
        self.faults.append(f"line {self.line}{f', column {column}' if column else ''}: {message}")

    def _verdict(self, column: str) -> bool | None:
        word = self._cell(column).lower()
        if word not in YES | NO | UNSURE:
            self._fault(column, f"{self._cell(column)!r} is no verdict; write yes, no or ?, or leave it empty")
        return word in YES if word in YES | NO else None

    def _correct(self, field: str) -> str:
        word = self._cell(f"{field}_correct")
        if field not in _CLOSED or word.lower() == "none":
            return word
        try:
            return _CLOSED[field]([word])[0]
        except UsageError as error:
            self._fault(f"{field}_correct", str(error))
            return word

    def _id(self) -> str:
        if not self._cell("id").startswith("e_"):
            self._fault("id", f"{self._cell('id')!r} is no id of an event; copy the cell from the sheet as it was drawn")
        return self._cell("id")

    def _size(self) -> int:
        word = self._cell("stratum_size")
        if not word.isdecimal() or int(word) < 1:
            self._fault("stratum_size", f"{word!r} is no number of events; copy the cell from the sheet as it was drawn")
            return 0
        return int(word)


def _between_rows(judged: Iterable[Judgement]) -> list[str]:
    """Ids that stand twice, and strata with two sizes."""
    faults, lines, sizes = [], dict[str, int](), dict[str, tuple[int, int]]()
    for row in judged:
        first = lines.setdefault(row.event, row.line)
        if first != row.line:
            faults.append(f"line {row.line}, column id: {row.event} stands on line {first} already; delete one of the two rows")
        size, line = sizes.setdefault(row.stratum, (row.size, row.line))
        if size != row.size and row.size:
            faults.append(
                f"line {row.line}, column stratum_size: {row.size}, but {size} on line {line} for the same stratum; make them equal"
            )
    return faults
