"""Who has to report what by when → the HTML of theo-doi.pdf: the board, unit by report, with room for what comes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from gen.sheets import paging
from gen.sheets.rendering import render

MOST_COLUMNS = 6
"""So many reports fit beside one another; the others follow in a table of their own."""

_NAME_SHARE = {1: 60, 2: 50, 3: 44, 4: 36, 5: 32, 6: 28}
"""Reports side by side → hundredths of the table that the units' names take."""

_REPORT_LETTERS, _RECEIVER_LETTERS, _FREQUENCY_LETTERS, _DUE_LETTERS = 40, 26, 11, 13
_UNIT_LETTERS, _CELL_LETTERS = 28, 11
"""Letters on a line of a column; see `paging`."""

_TABLE = 80
"""Points of the style sheet that a table's head and the words above it take."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that the plan asks for: receiver, frequency and due date in words, `short` as it fits a narrow cell."""

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
    """All that is owed under one plan: `reference` is its kind, number and date in words, `title` what it is about.

    `groups` are units under a heading each.
    """

    issuer: str
    title: str
    reference: str
    reports: tuple[Report, ...]
    groups: tuple[tuple[str, tuple[BoardRow, ...]], ...]

    def rows(self) -> list[BoardRow]:
        """The units that owe anything, in order."""
        return [row for _heading, rows in self.groups for row in rows if row.owed]


@dataclass(frozen=True, slots=True)
class _ReportLine:
    """A row of the first table, which says what the columns of the others mean."""

    part: int
    column: int
    report: Report
    count: int

    def height(self) -> int:
        """What it takes of a page at most."""
        report = self.report
        columns = (
            (_REPORT_LETTERS, report.name), (_RECEIVER_LETTERS, report.receiver),
            (_FREQUENCY_LETTERS, report.frequency), (_DUE_LETTERS, report.due),
        )  # fmt: skip
        return (_TABLE if self.column == 1 else 0) + max(paging.height(*column) for column in columns)


@dataclass(frozen=True, slots=True)
class _UnitLine:
    """A unit's row; `heading` stands above the first of a group, and stays with it.

    A cell says when a report is due; it is None where none is owed.
    """

    part: int
    heading: str
    number: int
    row: BoardRow
    cells: tuple[str | None, ...]

    def height(self) -> int:
        """What it takes of a page at most."""
        heading = paging.height(paging.SECTION_LETTERS, self.heading) if self.heading else 0
        tallest = max(paging.height(_CELL_LETTERS, cell or "", "") for cell in self.cells)
        first = _TABLE if self.number == 1 else 0
        return first + heading + max(paging.height(_UNIT_LETTERS, self.row.name), tallest)


_Line = _ReportLine | _UnitLine


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of one page: of `reports`, or of units by the `columns` with these numbers."""

    reports: bool
    columns: tuple[int, ...]
    lines: Sequence[_Line]

    @property
    def name_share(self) -> int:
        """How many hundredths of it the units' names take."""
        return _NAME_SHARE[len(self.columns)]


def render_board(board: Board) -> str:
    """`board` as an HTML sheet: A4, margins 20, 15, 20 and 30 mm."""
    room = paging.PAGE - paging.front(board.issuer, board.title, board.reference) - paging.LINE
    lines: list[_Line] = [*_report_lines(board), *_unit_lines(board)]
    return render(
        "board.html",
        head=board,
        pages=[list(_tables(board, page)) for page in paging.pages(lines, room)],
        owed=sum(len(row.owed) for row in board.rows()),
    )


def _report_lines(board: Board) -> Iterator[_ReportLine]:
    rows = board.rows()
    for column, report in enumerate(board.reports, 1):
        yield _ReportLine(0, column, report, sum(report.id in row.owed for row in rows))


def _unit_lines(board: Board) -> Iterator[_UnitLine]:
    """The rows of every table of units; one has those that owe any of the reports in its columns."""
    for part, reports in enumerate(_parts(board), 1):
        number = 0
        for heading, rows in board.groups:
            for row in rows:
                cells = tuple(report.short if report.id in row.owed else None for report in reports)
                if any(cell is not None for cell in cells):
                    number += 1
                    yield _UnitLine(part, heading, number, row, cells)
                    heading = ""


def _parts(board: Board) -> list[tuple[Report, ...]]:
    """The reports cut into as many tables as they need, all about as wide."""
    count = -(-len(board.reports) // MOST_COLUMNS)
    bounds = [len(board.reports) * n // count for n in range(count + 1)] if count else []
    return [board.reports[start:end] for start, end in pairwise(bounds)]


def _tables(board: Board, page: Sequence[_Line]) -> Iterator[_Table]:
    columns = {report.id: column for column, report in enumerate(board.reports, 1)}
    parts = _parts(board)
    for part, lines in groupby(page, key=lambda line: line.part):
        numbers = tuple(columns[report.id] for report in parts[part - 1]) if part else ()
        yield _Table(part == 0, numbers, list(lines))
