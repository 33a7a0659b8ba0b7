"""Who does what → phan-cong.xlsx: the assignments and the units as two sheets; the same bytes for the same values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from gen import diagnostics
from gen.derive.tally import UnitTally
from gen.errors import BuildError, Diagnostic
from gen.sheets.xlsx import CELL_LIMIT, SheetTable, render_xlsx, utf16_length

_MANNERS = {"direct": "yêu cầu", "request": "đề nghị", "both": "yêu cầu; đề nghị"}


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One task: its place in the plan, its text, and who does it with whom, how, by when, how much, under whom.

    `lead` and `support` are names; `others` are partners in the plan's words; `manner` is `direct`, `request`, or
    `both` where it has leads of both manners; `common`: it is a task that many units have in common. `leader`,
    `product` and `authority` are in the plan's words, those of the leader and the authority also from above the task.
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
    leader: str = ""
    product: str = ""
    authority: str = ""


_Row = TypeVar("_Row", AssignmentRow, UnitTally)


@dataclass(frozen=True, slots=True)
class _Column(Generic[_Row]):
    """A column; one that `may_miss` is only there where a row has something in it."""

    heading: str
    width: int
    value: Callable[[_Row], str | int]
    may_miss: bool = False


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
    _Column("Lãnh đạo phụ trách", 24, lambda row: row.leader, may_miss=True),
    _Column("Sản phẩm", 28, lambda row: row.product, may_miss=True),
    _Column("Thẩm quyền", 24, lambda row: row.authority, may_miss=True),
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


def render_assignments(title: str, rows: Sequence[AssignmentRow], units: Sequence[UnitTally]) -> bytes:
    """The bytes of the workbook: the sheets Phân công and Đơn vị, in the order of `rows` and `units`, under `title`.

    Every text is written as text, whatever it begins with. Raises BuildError (BUILD-011) for each text that is longer
    than a cell may be, and KeyError on an unknown manner.
    """
    columns = [column for column in _ASSIGNMENTS if not column.may_miss or any(map(column.value, rows))]
    tasks, members = _build_rows(columns, rows), _build_rows(_UNITS, units)
    sheets = (_build_worksheet("Phân công", columns, tasks), _build_worksheet("Đơn vị", _UNITS, members))
    return render_xlsx(title, sheets)


def _build_worksheet(name: str, columns: Sequence[_Column[_Row]], table: list[list[str | int]]) -> SheetTable:
    return SheetTable(name, tuple((column.heading, column.width) for column in columns), table)


def _build_rows(columns: Sequence[_Column[_Row]], rows: Sequence[_Row]) -> list[list[str | int]]:
    """The cells of `rows`. Raises BuildError (BUILD-011)."""
    table = [[column.value(row) for column in columns] for row in rows]
    too_long = [
        _cell_too_long(str(cells[0]), column.heading, letters)
        for cells in table
        for column, cell in zip(columns, cells, strict=True)
        if (letters := utf16_length(str(cell))) > CELL_LIMIT
    ]
    if too_long:
        raise BuildError(too_long)
    return table


def _cell_too_long(row: str, column: str, length: int) -> Diagnostic:
    return diagnostics.build.CELL_TOO_LONG.at(row=row, column=column, length=length, limit=CELL_LIMIT)
