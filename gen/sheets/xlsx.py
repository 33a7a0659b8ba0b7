"""Tables of texts and numbers → the bytes of a workbook, the same for the same values; no text becomes a formula."""

from __future__ import annotations

import re
import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

from gen.sheets.sheet_rows import CellStyles, SheetRows
from gen.zips import UNIX

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL_LIMIT = 32_767
"""The UTF-16 units that Excel allows in a cell."""
ROW_LIMIT = 1_048_576
"""The rows that Excel allows in a sheet; the title and the headings take two of them."""

Cell = str | int | Decimal

_HEAD = 2
"""The rows of the title and of the headings."""
_CREATED = datetime(2000, 1, 1)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""The signs that spreadsheets take for the beginning of a formula."""
_TITLE_LETTERS, _TITLE_LINE = 110, 19
_OPTIONS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet: its columns as headings with their widths in letters, and the cells of its rows.

    `filled_in` are the columns, by their headings, that people fill in, with Excel's format for what they write.
    """

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Iterable[Sequence[Cell]]
    filled_in: tuple[tuple[str, str], ...] = ()


def render_xlsx(title: str, sheets: Sequence[SheetTable], *, large: bool = False) -> bytes:
    """The bytes of the workbook under `title`. A `large` one is made faster, with its texts in the cells.

    A text that is too long for a cell is cut and ends in " […]"; a caller that must not lose text has to check it first
    (`CELL_LIMIT`). Rows that do not fit a sheet continue on a further one.
    """
    out = BytesIO()
    from xlsxwriter import Workbook  # not at the top: a build that changes nothing does not need it

    pages: list[Sequence[Sequence[Cell]]] = []
    with Workbook(out, {**_OPTIONS, "in_memory": True}) as workbook:
        workbook.set_properties({"title": title, "created": _CREATED})
        formats = _Formats(workbook)
        for sheet in sheets:
            if large:
                pages += _write_empty_pages(workbook, formats, title, sheet)
            else:
                _write_sheet(workbook, formats, title, sheet)
    return _as_on_every_system(_with_rows(out, pages) if large else out)


def chart_book(series: Sequence[str], rows: Iterable[Sequence[Cell | None]]) -> bytes:
    """The bytes of the workbook of a chart in Word: the names of the `series`, then a row for each category.

    None is a cell with nothing in it.

    Word expects the figures in the sheet Sheet1, from its first cell on.
    """
    from xlsxwriter import Workbook  # not at the top: a build that changes nothing does not need it

    out = BytesIO()
    with Workbook(out, {**_OPTIONS, "in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet("Sheet1")
        for number, row in enumerate([("", *series), *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
        sheet.set_column(0, 0, 40)
    return _as_on_every_system(out)


def _as_on_every_system(out: BytesIO) -> bytes:
    """The workbook in `out`, whose members say that they come from one system, whichever it was made on."""
    with zipfile.ZipFile(out, "a") as archive:
        for member in archive.infolist():
            member.create_system = UNIX
        archive.comment = b""  # has the list of members written again
    return out.getvalue()


class _Formats:
    """The formats of cells; `quoted` keeps a text that begins like a formula a text when the cell is edited."""

    def __init__(self, workbook: Workbook) -> None:
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
        cell = {**font, "border": 1}
        heading = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
        self.title: Format = workbook.add_format({**font, "bold": True, "font_size": 14, "valign": "vcenter"})
        self.heading: Format = workbook.add_format({**cell, **heading})
        self.text: Format = workbook.add_format(cell)
        self.quoted: Format = workbook.add_format({**cell, "quote_prefix": True})
        self._workbook, self._to_fill_in = workbook, {**cell, "bg_color": "#FFF9E5"}
        self._filled_in: dict[str, Format] = {}

    def filled_in(self, number_format: str) -> Format:
        """The format of a cell that people fill in."""
        if number_format not in self._filled_in:
            self._filled_in[number_format] = self._workbook.add_format(
                {**self._to_fill_in, "num_format": number_format}
            )
        return self._filled_in[number_format]


def escape_formula(cell: str) -> str:
    """The text of a cell of a .csv, which no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def utf16_length(text: str) -> int:
    """The UTF-16 units of `text`."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _write_sheet(workbook: Workbook, formats: _Formats, title: str, sheet: SheetTable) -> None:
    to_fill_in = {
        index: formats.filled_in(number_format)
        for index, (heading, _width) in enumerate(sheet.columns)
        for filled_in, number_format in sheet.filled_in
        if filled_in == heading
    }
    for written, rows in _begin_pages(workbook, formats, title, sheet):
        for number, cells in enumerate(rows, _HEAD):
            for index, cell in enumerate(cells):
                if index in to_fill_in:
                    written.write(number, index, cell or None, to_fill_in[index])
                else:
                    _write_cell(written, formats, number, index, cell)


def _write_empty_pages(
    workbook: Workbook, formats: _Formats, title: str, sheet: SheetTable
) -> Iterator[Sequence[Sequence[Cell]]]:
    """The rows of each page of a sheet; in the workbook there is a cell of each format in their place."""
    for written, rows in _begin_pages(workbook, formats, title, sheet):
        written.write_string(_HEAD, 0, "x", formats.text)
        written.write_string(_HEAD + 1, 0, "x", formats.quoted)
        yield rows


def _begin_pages(
    workbook: Workbook, formats: _Formats, title: str, sheet: SheetTable
) -> Iterator[tuple[Worksheet, Sequence[Sequence[Cell]]]]:
    """The pages of a sheet, with all but their rows, which are given too: as many as Excel allows in each."""
    rows, most = list(sheet.rows), ROW_LIMIT - _HEAD
    for page, first in enumerate(range(0, max(1, len(rows)), most), 1):
        here = rows[first : first + most]
        name = sheet.name if page == 1 else f"{sheet.name} ({page})"
        written = _begin_page(workbook.add_worksheet(name), formats, title, sheet)
        _finish_page(written, sheet, len(here) + 1)
        yield written, here


def _with_rows(made: BytesIO, pages: Sequence[Sequence[Sequence[Cell]]]) -> BytesIO:
    """The workbook with these rows in its sheets, each sheet's in the place of the cells below its headings."""
    out = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        rows_of = {f"xl/worksheets/sheet{number}.xml": rows for number, rows in enumerate(pages, 1)}
        for member in source.infolist():
            content = source.read(member)
            if member.filename not in rows_of:
                target.writestr(member, content, zipfile.ZIP_DEFLATED)
                continue
            rows = rows_of[member.filename]
            before, after, styles = _take_out_cells(content.decode("utf-8"), _HEAD + len(rows))
            entry = zipfile.ZipInfo(member.filename, member.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = member.external_attr
            written = SheetRows(styles, FORMULA_SIGNS, _fit).write(_HEAD + 1, rows)
            with TextIOWrapper(target.open(entry, "w", force_zip64=True), "utf-8", newline="\n") as sheet:
                sheet.write(before)
                sheet.writelines(written)
                sheet.write(after)
    return out


_STYLED_CELL = re.compile(r'<c r="A[0-9]+" s="([0-9]+)"')
_DIMENSION = re.compile(r'(<dimension ref="A1:[A-Z]+)[0-9]+(?=")')


def _take_out_cells(sheet: str, last: int) -> tuple[str, str, CellStyles]:
    """A sheet up to where its rows go, and from there on; and the styles of the two cells that stood there."""
    begin, end = sheet.index(f'<row r="{_HEAD + 1}"'), sheet.index("</sheetData>")
    text, quoted = _STYLED_CELL.findall(sheet[begin:end])
    return _DIMENSION.sub(rf"\g<1>{last}", sheet[:begin], count=1), sheet[end:], CellStyles(text, quoted)


def _begin_page(written: Worksheet, formats: _Formats, title: str, sheet: SheetTable) -> Worksheet:
    last = len(sheet.columns) - 1
    for index, (_heading, width) in enumerate(sheet.columns):
        written.set_column(index, index, width)
    written.set_row(0, _TITLE_LINE * max(1, len(textwrap.wrap(title, _TITLE_LETTERS))))
    written.merge_range(0, 0, 0, last, "", formats.title)
    written.write_string(0, 0, title, formats.title)
    for index, (heading, _width) in enumerate(sheet.columns):
        written.write_string(1, index, heading, formats.heading)
    return written


def _finish_page(written: Worksheet, sheet: SheetTable, last_row: int) -> None:
    written.freeze_panes(2, 0)
    written.autofilter(1, 0, last_row, len(sheet.columns) - 1)
    written.ignore_errors({"number_stored_as_text": f"A1:{chr(64 + len(sheet.columns))}{last_row + 1}"})
    _set_print(written)


def _write_cell(sheet: Worksheet, formats: _Formats, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int | Decimal):
        sheet.write_number(row, column, cell, formats.text)
    elif not cell:
        sheet.write_blank(row, column, None, formats.text)
    else:
        text = _fit(cell)
        sheet.write_string(row, column, text, formats.quoted if text.startswith(FORMULA_SIGNS) else formats.text)


def _fit(text: str) -> str:
    """The text, cut where Excel would not take it whole."""
    return text if utf16_length(text) <= CELL_LIMIT else text[: CELL_LIMIT // 2] + " […]"


def _set_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C&P/&N")
