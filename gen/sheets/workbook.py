"""Who does what → phan-cong.xlsx: the assignments and the units as two sheets; the same bytes for the same values."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Generic, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gen.derive.tally import UnitTally
from gen.errors import BuildError, Diagnostic, Severity
from gen.locale import _

CELL_LIMIT = 32_767
"""The UTF-16 units that Excel takes in a cell."""

_CREATED = datetime(2000, 1, 1)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_MANNERS = {"direct": "yêu cầu", "request": "đề nghị", "both": "yêu cầu; đề nghị"}
_TITLE_LETTERS, _TITLE_LINE = 110, 19
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One task: where it stands in the plan, what it says, and who does it with whom, how, by when and how much.

    `lead` and `support` are names; `others` are partners in the plan's words; `manner` is `direct`, `request`, or
    `both` where units of either sort lead; `common` says that the task is laid on many beside their own.
    """

    task_id: str
    section: str
    topic: str
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    others: str
    manner: str
    due: str
    targets: tuple[str, ...]
    common: bool


_Row = TypeVar("_Row", AssignmentRow, UnitTally)


@dataclass(frozen=True, slots=True)
class _Column(Generic[_Row]):
    heading: str
    width: int
    value: Callable[[_Row], str | int]


_ASSIGNMENTS: tuple[_Column[AssignmentRow], ...] = (
    _Column("Số", 8, lambda row: row.task_id),
    _Column("Mục", 24, lambda row: row.section),
    _Column("Chủ đề", 24, lambda row: row.topic),
    _Column("Nhiệm vụ", 64, lambda row: row.text),
    _Column("Chủ trì", 28, lambda row: "; ".join(row.lead)),
    _Column("Phối hợp", 28, lambda row: "; ".join(filter(None, (*row.support, row.others)))),
    _Column("Cách giao", 11, lambda row: _MANNERS[row.manner]),
    _Column("Giao chung", 11, lambda row: "x" if row.common else ""),
    _Column("Thời hạn", 18, lambda row: row.due),
    _Column("Chỉ tiêu", 20, lambda row: "; ".join(row.targets)),
)
_UNITS: tuple[_Column[UnitTally], ...] = (
    _Column("Mã định danh", 22, lambda row: row.id),
    _Column("Đơn vị", 48, lambda row: row.name),
    _Column("Nhóm", 32, lambda row: row.group),
    _Column("Mã hành chính", 12, lambda row: row.code or ""),
    _Column("Chủ trì", 10, lambda row: row.lead),
    _Column("Phối hợp", 10, lambda row: row.support),
    _Column("Chung", 10, lambda row: row.common),
    _Column("Hạn báo cáo", 22, lambda row: row.due),
)


def render_workbook(title: str, rows: Sequence[AssignmentRow], units: Sequence[UnitTally]) -> bytes:
    """The bytes of the workbook: the sheets Phân công and Đơn vị, in the order of `rows` and `units`, under `title`.

    Every text is written as text, whatever it begins with. Raises BuildError (BUILD-011) for each text that is longer
    than a cell may be, and KeyError on an unknown manner.
    """
    tasks, members = _table(_ASSIGNMENTS, rows), _table(_UNITS, units)
    out = BytesIO()
    with Workbook(out, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "created": _CREATED})
        formats = _Formats(workbook)
        _write_sheet(workbook.add_worksheet("Phân công"), formats, title, _ASSIGNMENTS, tasks)
        _write_sheet(workbook.add_worksheet("Đơn vị"), formats, title, _UNITS, members)
    return out.getvalue()


class _Formats:
    """The looks of a cell. `quoted` keeps a text that begins like a formula a text when somebody edits the cell."""

    def __init__(self, workbook: Workbook) -> None:
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
        cell = {**font, "border": 1}
        heading = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
        self.title: Format = workbook.add_format({**font, "bold": True, "font_size": 14, "valign": "vcenter"})
        self.heading: Format = workbook.add_format({**cell, **heading})
        self.text: Format = workbook.add_format(cell)
        self.quoted: Format = workbook.add_format({**cell, "quote_prefix": True})


def _table(columns: Sequence[_Column[_Row]], rows: Sequence[_Row]) -> list[list[str | int]]:
    """The cells of `rows`. Raises BuildError (BUILD-011)."""
    table = [[column.value(row) for column in columns] for row in rows]
    too_long = [
        _too_long(str(cells[0]), column.heading, length)
        for cells in table
        for column, cell in zip(columns, cells, strict=True)
        if (length := _length(str(cell))) > CELL_LIMIT
    ]
    if too_long:
        raise BuildError(too_long)
    return table


def _length(text: str) -> int:
    """The UTF-16 units of `text`."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _too_long(row: str, column: str, length: int) -> Diagnostic:
    message = _("{row}: the cell “{column}” would hold {length} characters; Excel takes {limit}").format(
        row=row, column=column, length=length, limit=CELL_LIMIT
    )
    return Diagnostic(
        "BUILD-011", Severity.ERROR, message, hint=_("name a group instead of its units, or shorten the text")
    )


def _write_sheet(
    sheet: Worksheet, formats: _Formats, title: str, columns: Sequence[_Column[_Row]], table: list[list[str | int]]
) -> None:
    last_row, last_column = len(table) + 1, len(columns) - 1
    _write_title(sheet, formats, title, last_column)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(1, index, column.heading, formats.heading)
    for number, cells in enumerate(table, 2):
        for index, cell in enumerate(cells):
            _write_cell(sheet, formats, number, index, cell)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, last_row, last_column)
    sheet.ignore_errors({"number_stored_as_text": f"A1:J{last_row + 1}"})
    _set_print(sheet)


def _write_title(sheet: Worksheet, formats: _Formats, title: str, last_column: int) -> None:
    sheet.merge_range(0, 0, 0, last_column, "", formats.title)
    sheet.write_string(0, 0, title, formats.title)
    sheet.set_row(0, _TITLE_LINE * max(1, len(textwrap.wrap(title, _TITLE_LETTERS))))


def _write_cell(sheet: Worksheet, formats: _Formats, row: int, column: int, cell: str | int) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, formats.text)
    elif not cell:
        sheet.write_blank(row, column, None, formats.text)
    else:
        sheet.write_string(row, column, cell, formats.quoted if cell.startswith(_FORMULA_SIGNS) else formats.text)


def _set_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C&P/&N")
