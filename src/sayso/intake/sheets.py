"""Spreadsheets (XLSX, XLS): each worksheet a table whose first row names the columns.

The reading is python-calamine's. It holds a worksheet as a full rectangle, empty cells included, so an XLSX is measured first: its parts
are unpacked within the limits, and the corners of each worksheet are looked up. An XLS has corners that its format bounds.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, BinaryIO

from sayso.errors import UsageError
from sayso.intake import extras, packed, tabular
from sayso.intake.inflate import CHUNK
from sayso.intake.limits import DEFAULT, Limits, deadline
from sayso.intake.quarantine import UnreadableError
from sayso.intake.tabular import Row
from sayso.intake.xmlpass import XmlPass, local
from sayso.records import Quarantined

LONGEST_CELL = 32_767
"""Characters that a cell of Excel can hold; programs that write more cut the rest off."""
_CELL = re.compile(r"([A-Za-z]{1,3})(\d{1,7})$")
_OLD = b"\xd0\xcf\x11\xe0"
"""Begins an XLS."""
_PER_CELL = 3
"""Elements of a cell: itself, its value, and what may stand around them."""


def sheet_rows(
    raw: bytes, name: str, mapping: Mapping[str, str] | None, limits: Limits = DEFAULT, *, fetch: bool = False
) -> Iterator[Row | Quarantined]:
    """The rows of the worksheets that hold text, each with our fields, numbered as the program shows them.

    Raises:
        UnreadableError: ``damaged``, ``encrypted``, ``too-large``, ``bomb``, ``needs-extra``, ``timeout``.
        UsageError: no worksheet has a column that holds text.
    """
    with _workbook(raw, limits) as book:
        tables = [(title, _rows(book, title, limits)) for title in book.sheet_names]
        filled = [(title, rows) for title, rows in tables if rows]
        if not filled:
            raise UnreadableError("empty", "the spreadsheet has no cells")
        resolved, problems = _mappings(filled, mapping, name, fetch)
        for number, (title, rows) in enumerate(filled):
            where = f"{name}#" if number == 0 else f"{name}#{title}!"
            if title in problems:
                yield UnreadableError("no-column", problems[title]).quarantined(f"{where}1")
                continue
            columns = [_text(cell) for cell in rows[0]]
            places = {field: columns.index(column) for field, column in resolved[title].items()}
            for line, cells in enumerate(rows[1:], start=2):
                values = {field: _text(cells[place]) for field, place in places.items() if place < len(cells)}
                if any(value.strip() for value in values.values()):
                    yield _checked(Row(f"{where}{line}", values))


def sheet_columns(raw: bytes, limits: Limits = DEFAULT) -> list[tuple[str, list[str]]]:
    """The worksheets that are not empty, each with its columns.

    Raises:
        UnreadableError: as `sheet_rows`.
    """
    with _workbook(raw, limits) as book:
        tables = [(title, _rows(book, title, limits)) for title in book.sheet_names]
        return [(title, [_text(cell) for cell in rows[0]]) for title, rows in tables if rows]


def _mappings(
    filled: Sequence[tuple[str, list[list[Any]]]], mapping: Mapping[str, str] | None, name: str, fetch: bool
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The columns of each worksheet that holds text, and what is wrong with the others."""
    resolved: dict[str, dict[str, str]] = {}
    problems: dict[str, str] = {}
    for title, rows in filled:
        try:
            resolved[title] = tabular.resolve_mapping([_text(cell) for cell in rows[0]], mapping, name, fetch=fetch)
        except UsageError as error:
            problems[title] = str(error)
    if not resolved:
        raise UsageError(next(iter(problems.values())))
    return resolved, problems


def _checked(row: Row) -> Row | Quarantined:
    """The row, or why it is not read: a text that fills a cell to the last character was probably cut."""
    if max(len(row.values.get(field, "")) for field in ("text", "html")) >= LONGEST_CELL:
        detail = f"the cell holds {LONGEST_CELL:,} characters, the most a cell can: the text is probably cut; export as CSV or JSONL"
        return UnreadableError("cut-off", detail).quarantined(row.source, row.values.get("text", "").encode("utf-8", "replace"))
    return row


@contextmanager
def _workbook(raw: bytes, limits: Limits) -> Iterator[Any]:
    """The workbook, measured before the library sees it."""
    calamine = extras.need("python_calamine", "readers", "spreadsheets")
    with deadline(limits.seconds):
        if packed.is_zip(raw):
            _measure(raw, limits)
        elif not raw.startswith(_OLD):
            raise UnreadableError("damaged", "the file is no spreadsheet, whatever its name says; save it as XLSX or CSV")
        try:
            with extras.contained("spreadsheet"):
                book = calamine.load_workbook(io.BytesIO(raw))
        except calamine.PasswordError as error:
            raise UnreadableError("encrypted", "the spreadsheet asks for a password; save it without one") from error
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise UnreadableError("damaged", f"the spreadsheet cannot be read ({error}); save it again, or as CSV") from error
    with book:
        yield book


def _rows(book: Any, title: str, limits: Limits) -> list[list[Any]]:
    """The rows of a worksheet; none of a chart or a macro sheet."""
    calamine = extras.need("python_calamine", "readers", "spreadsheets")
    try:
        with deadline(limits.seconds), extras.contained("spreadsheet"):
            rows: list[list[Any]] = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    except (calamine.CalamineError, calamine.WorksheetNotFound, OSError, ValueError) as error:
        raise UnreadableError("damaged", f"the worksheet {title} cannot be read ({error}); save it again, or as CSV") from error
    if rows:
        tabular.check_columns(len(rows[0]), limits)
    return rows


class _Corners:
    """The rectangle that a worksheet spans, from the addresses of its rows and cells."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self._across = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element; one without an address stands behind the one before."""
        tag = local(name)
        if tag == "row":
            given = attributes.get("r", "")
            self.row = max(self.row + 1, int(given) if given.isdecimal() and len(given) < 10 else 0)
            self._across = 0
        elif tag == "c":
            match = _CELL.match(attributes.get("r", ""))
            self._across = _column(match[1]) if match else self._across + 1
            self.column = max(self.column, self._across)
            self.row = max(self.row, int(match[2]) if match else 0)


def _measure(raw: bytes, limits: Limits) -> None:
    """Refuse an XLSX beyond the limits: every part is unpacked once, within bounds, and every worksheet measured."""
    total = 0
    with packed.open_zip(io.BytesIO(raw), limits) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = info.filename.lower()
            measure = _measure_worksheet if name.startswith("xl/worksheets/") and name.endswith(".xml") else _measure_part
            with packed.entry(archive, info, limits.table_bytes, limits) as stream:
                measure(stream, limits)
            total += info.file_size
            if total > limits.table_bytes:
                raise UnreadableError("too-large", f"the spreadsheet unpacks to more than {limits.table_bytes:,} bytes; save it as CSV")


def _measure_part(stream: BinaryIO, _limits: Limits) -> None:
    """Unpack a part that is no worksheet; the stream itself refuses what is beyond its bounds."""
    while stream.read(CHUNK):
        pass


def _measure_worksheet(stream: BinaryIO, limits: Limits) -> None:
    """Refuse a worksheet that spans more cells than the limit."""
    corners = _Corners()
    XmlPass(corners.start, limits=limits, elements=_PER_CELL * limits.cells).read(stream)
    if corners.row * corners.column > limits.cells:
        raise UnreadableError(
            "too-large",
            f"a worksheet spans {corners.row:,} by {corners.column:,} cells, the limit is {limits.cells:,}; save it as CSV",
        )


def _column(letters: str) -> int:
    """The number of a column from 1 on: A, …, Z, AA, …"""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days in ISO 8601."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip() if cell is not None else ""
