"""Who has to report what by when → the board, theo-doi.pdf: units by reports, with room for the dates of receipt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gen.sheets.formats import format_count
from gen.sheets.printed import CellLine, Column, ListTable, PrintedList, RowGroup, cell

MOST_COLUMNS = 6
"""The number of reports that fit side by side; further ones follow in a table of their own."""

_NAME_SHARE = {1: 60, 2: 50, 3: 44, 4: 36, 5: 32, 6: 28}
"""Reports side by side → the width of the column of units, in per cent of the table."""

_REPORT_COLUMNS = (
    Column("Cột", 6.5, "middle"), Column("Báo cáo", 37.5, letters=40), Column("Nơi nhận", 25, letters=26),
    Column("Kỳ báo cáo", 11, letters=11), Column("Thời hạn", 12.5, letters=13), Column("Số đơn vị", 7.5, "figure"),
)  # fmt: skip
_UNIT_LETTERS, _CELL_LETTERS = 28, 11
_NOTHING = "–"
_TOTAL = (
    "Tổng số: {reports} báo cáo, {units} đơn vị phải báo cáo, {owed} lượt. Lập theo kế hoạch; "
    "ngày nhận ghi vào ô, dưới thời hạn. “–”: đơn vị không phải nộp báo cáo đó."
)
_REPORTS, _UNITS = "Các báo cáo phải nộp", "Theo dõi nộp báo cáo"


@dataclass(frozen=True, slots=True)
class RequestedReport:
    """A report that the plan asks for: receiver, frequency and due date in words; `short` for a narrow cell."""

    id: str
    name: str
    receiver: str
    frequency: str
    due: str
    short: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit, and the ids of the reports that it owes."""

    name: str
    owed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Board:
    """All reports owed under one plan: `reference` is its kind, number and date in words, `title` its subject.

    `groups` are headings with their units.
    """

    issuer: str
    title: str
    reference: str
    reports: tuple[RequestedReport, ...]
    groups: tuple[tuple[str, tuple[BoardRow, ...]], ...]

    def rows(self) -> list[BoardRow]:
        """The units that owe anything, in order."""
        return [row for _heading, rows in self.groups for row in rows if row.owed]


def board_list(board: Board) -> PrintedList:
    """`board` as a list to be printed: what the columns mean, then the units that owe any of those reports."""
    rows = board.rows()
    total = _TOTAL.format(
        reports=format_count(len(board.reports)), units=format_count(len(rows)),
        owed=format_count(sum(len(row.owed) for row in rows)),
    )  # fmt: skip
    tables = tuple(table for table in _tables(board, rows) if table.entries)
    head = board.issuer, board.title, board.reference
    return PrintedList("Bảng theo dõi chế độ báo cáo", *head, total, tables, board.reference)


def _tables(board: Board, rows: Sequence[BoardRow]) -> Iterator[ListTable]:
    yield ListTable(_REPORT_COLUMNS, tuple(_report_entries(board, rows)), _REPORTS)
    for numbers in _split_reports(len(board.reports)):
        marks = tuple(f"({number})" for number in numbers)
        columns = (
            Column("TT", 5.5, "figure"), Column("Đơn vị", _NAME_SHARE[len(numbers)], letters=_UNIT_LETTERS),
            *(Column(mark, 0, "middle", _CELL_LETTERS) for mark in marks),
        )  # fmt: skip
        caption = _UNITS if len(numbers) == len(board.reports) else f"{_UNITS}: {', '.join(marks)}"
        reports = [board.reports[number - 1] for number in numbers]
        yield ListTable(columns, tuple(_unit_entries(board, reports)), caption)


def _report_entries(board: Board, rows: Sequence[BoardRow]) -> Iterator[RowGroup]:
    for number, report in enumerate(board.reports, 1):
        count = format_count(sum(report.id in row.owed for row in rows))
        texts = (f"({number})", report.name, report.receiver, report.frequency, report.due, count)
        yield RowGroup((tuple(cell(text) for text in texts),))


def _unit_entries(board: Board, reports: Sequence[RequestedReport]) -> Iterator[RowGroup]:
    """The units that owe any of `reports`, with the due dates and room for the dates of receipt."""
    number = 0
    for heading, rows in board.groups:
        for row in rows:
            due = [report.short if report.id in row.owed else None for report in reports]
            if any(text is not None for text in due):
                number += 1
                cells = (cell(_NOTHING) if text is None else (CellLine(text, True), CellLine("")) for text in due)
                yield RowGroup(((cell(str(number)), cell(row.name), *cells),), heading)
                heading = ""


def _split_reports(count: int) -> list[range]:
    """The numbers of the reports, split into the fewest tables of about equal width."""
    tables = -(-count // MOST_COLUMNS)
    bounds = [count * n // tables for n in range(tables + 1)] if tables else []
    return [range(start + 1, end + 1) for start, end in pairwise(bounds)]
