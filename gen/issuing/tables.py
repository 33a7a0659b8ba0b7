"""A clerk's table (.csv, .xlsx) → its rows of texts by what their columns mean; or why it is no such table."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

from gen import diagnostics
from gen.errors import BuildError, Diagnostic, Location
from gen.locale import _
from gen.ooxml.workbook import (
    CellValue,
    SheetCells,
    UncalculatedFormula,
    UnreadableWorkbookError,
    WorkbookFault,
    day_of_serial,
    is_workbook,
    read_workbook,
)
from gen.os_errors import describe_os_error
from gen.text import fold, format_short_date

MAX_BYTES = 5 * 1024 * 1024
_FIRST_ROWS = 30
"""The headings are among so many first filled rows: above them an office writes its name and the table's."""
_HEADINGS = {
    "unit": ("unit", "don vi", "ten don vi", "ten co quan", "co quan", "co quan don vi", "ten co quan don vi"),
    "id": ("id", "ma don vi", "ma dinh danh", "ma"),
    "document": ("document", "van ban", "loai van ban", "ten loai van ban"),
    "obligation": ("obligation", "che do bao cao", "bao cao"),
    "period": ("period", "ky", "ky bao cao", "ky so lieu"),
    "symbol": ("symbol", "ky hieu"),
    "number": ("number", "so", "so van ban", "so ky hieu", "so va ky hieu", "so hieu"),
    "date": ("date", "ngay", "ngay ban hanh", "ngay thang", "ngay thang nam", "ngay ky", "ngay van ban"),
}  # fmt: skip
"""What heads a column, without tone marks, punctuation and what stands in brackets."""
_COLUMNS = {heading: column for column, headings in _HEADINGS.items() for heading in headings}
_SERIALS_OF_OUR_DAYS = range(36_526, 73_051)  # 2000 to 2099: no other number in a column of dates is so great


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its texts by the names of the columns, without those that are empty."""

    cells: Mapping[str, str]
    at: Location


@dataclass(frozen=True, slots=True)
class ClerkTable:
    """The filled rows of a table, the `mistakes` in single cells, and `notices`; a row with a mistake is no row."""

    rows: tuple[TableRow, ...]
    mistakes: tuple[Diagnostic, ...] = ()
    notices: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Heading:
    """The row of headings in a sheet: its number, and the columns by their meanings."""

    row: int
    columns: Mapping[str, int]

    def missing(self) -> list[str]:
        """The columns that a table cannot be without and this one is."""
        units = [] if "id" in self.columns or "unit" in self.columns else ["unit"]
        return [*units, *(name for name in ("number", "date") if name not in self.columns)]


def read_table(path: Path) -> ClerkTable:
    """The rows below the headings of the first sheet that has headings for a unit, a number and a date.

    Rows in which one merged cell covers unit and number head others, and are left out. Raises BuildError ISS-010 where
    there are no such headings, ISS-025 where two head the same, ISS-011 and ISS-029 where it is no table, ISS-023 where
    it cannot be read.
    """
    data = _read_bytes(path)
    sheets = list(_read_sheets(path, data))
    headings = [_find_heading(path, sheet) for sheet in sheets]
    fitting = [(sheet, head) for sheet, head in zip(sheets, headings, strict=True) if head and not head.missing()]
    if not fitting:
        raise BuildError.one(_without_headings(path, sheets, headings))
    (sheet, head), *others = fitting
    notices = [
        diagnostics.issue.OTHER_SHEET_TOO.at(Location(str(path)), sheet=other.name, name=sheet.name)
        for other, its in others
        if any(row > its.row for row in other.rows)
    ]
    rows: list[TableRow] = []
    mistakes: list[Diagnostic] = []
    for number, row in sheet.rows.items():
        unit = head.columns.get("unit", head.columns.get("id", 0))
        if number <= head.row or sheet.is_merged(number, (unit, head.columns["number"])):
            continue
        at = _place(path, sheet, number)
        values = {name: row[column] for name, column in head.columns.items() if column in row}
        if any(isinstance(value, UncalculatedFormula) for value in values.values()):
            mistakes.append(diagnostics.issue.FORMULA_WITHOUT_VALUE.at(at))
            continue
        texts = {name: _text_of(value, name).strip() for name, value in values.items()}
        cells = {name: text for name, text in texts.items() if text}
        if cells:
            rows.append(TableRow(cells, at))
    return ClerkTable(tuple(rows), tuple(mistakes), tuple(notices))


def _place(path: Path, sheet: SheetCells, row: int) -> Location:
    name = _('{path}, sheet "{sheet}"').format(path=path, sheet=sheet.name) if sheet.name else str(path)
    return Location(name, row)


def _text_of(value: CellValue, column: str) -> str:
    """The text of a cell as a person would type it into that column."""
    if isinstance(value, Decimal):
        is_whole = value == value.to_integral_value()
        if column == "date" and is_whole and int(value) in _SERIALS_OF_OUR_DAYS:
            return format_short_date(day_of_serial(value))  # the format of its cell was lost
        return str(int(value)) if is_whole and value.adjusted() < 30 else str(value)
    if isinstance(value, date):
        return format_short_date(value) if column == "date" else value.isoformat()
    # as `escape_formula` writes it into a .csv
    return value.removeprefix("'") if isinstance(value, str) else ""


def _find_heading(path: Path, sheet: SheetCells) -> _Heading | None:
    """The row of headings, or the one that has most of them; None where none has any."""
    best: _Heading | None = None
    for number, row in islice(sheet.rows.items(), _FIRST_ROWS):
        columns: dict[str, int] = {}
        twice: list[int] = []
        for column, value in sorted(row.items()):
            meaning = _COLUMNS.get(_fold_heading(value)) if isinstance(value, str) else None
            if meaning in columns:
                twice += [columns[meaning], column]
            elif meaning:
                columns[meaning] = column
        found = _Heading(number, columns)
        if columns and not found.missing() and twice:
            names = ", ".join(f'"{row[column]}"' for column in dict.fromkeys(twice))
            at = _place(path, sheet, number)
            raise BuildError.one(diagnostics.issue.TWO_COLUMNS.at(at, name=path.name, headings=names))
        if columns and (best is None or len(found.missing()) < len(best.missing())):
            best = found
        if best is not None and not best.missing():
            break
    return best


def _fold_heading(text: str) -> str:
    bare = re.sub(r"\([^)]*\)", " ", fold(unicodedata.normalize("NFC", text[:200])))
    return " ".join(re.findall(r"\w+", bare))


def _without_headings(path: Path, sheets: list[SheetCells], headings: list[_Heading | None]) -> Diagnostic:
    nearest = min(((len(head.missing()), n) for n, head in enumerate(headings) if head is not None), default=(0, 0))[1]
    head = headings[nearest] if headings else None
    at = _place(path, sheets[nearest], head.row) if head is not None else Location(str(path), 1)
    missing = (head or _Heading(1, {})).missing()
    return diagnostics.issue.NO_COLUMN.at(at, name=path.name, missing=", ".join(missing))


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size <= MAX_BYTES:
            return path.read_bytes()
    except OSError as error:
        place, reason = Location(str(path)), describe_os_error(error)
        raise BuildError.one(diagnostics.issue.TABLE_NOT_READ.at(place, name=path.name, reason=reason)) from None
    raise _not_a_table(path)


def _not_a_table(path: Path) -> BuildError:
    limit = MAX_BYTES // 1024 // 1024
    return BuildError.one(diagnostics.issue.NOT_A_TABLE.at(Location(str(path)), name=path.name, limit=limit))


def _read_sheets(path: Path, data: bytes) -> Iterator[SheetCells]:
    if not is_workbook(data):
        yield SheetCells("", dict(_read_csv(path, data)), {})
        return
    try:
        yield from read_workbook(data)
    except UnreadableWorkbookError as refused:
        place = Location(str(path))
        if refused.fault is WorkbookFault.OLD:
            found = diagnostics.issue.OLD_WORKBOOK.at(place, name=path.name)
        else:
            found = diagnostics.issue.WORKBOOK_NOT_READ.at(place, name=path.name, reason=_describe(refused.fault))
        raise BuildError.one(found) from None


def _describe(fault: WorkbookFault) -> str:
    return {
        WorkbookFault.PASSWORD: _("it has a password"),
        WorkbookFault.OTHER: _("it is no workbook of Excel"),
        WorkbookFault.TOO_LARGE: _("it is too large"),
        WorkbookFault.ENTITIES: _("it declares entities, which no office program writes"),
    }.get(fault, _("it is damaged"))


def _read_csv(path: Path, data: bytes) -> Iterator[tuple[int, Mapping[int, CellValue]]]:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        first = "\n".join(islice(text.splitlines(), 5))
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for cells in reader:
            filled: dict[int, CellValue] = {n: cell for n, cell in enumerate(cells) if cell.strip()}
            if filled:
                yield reader.line_num, filled
    except (ValueError, csv.Error):
        raise _not_a_table(path) from None
