"""The board: who has to report what by when, however many reports there are."""

import re
from dataclasses import replace

import pytest

from gen.sheets.board import MOST_COLUMNS, Board, BoardRow, RequestedReport, board_list
from gen.sheets.html import html_sheet
from tests.sheets.test_page import Seen


def report(number: int) -> RequestedReport:
    name = f"Báo cáo thứ {number}"
    return RequestedReport(
        f"r{number}", name, f"Nơi nhận {number}", "Hằng năm", f"trước ngày {number}/7/2021", f"hạn {number}"
    )


def board(reports: int = 3, units: int = 4) -> Board:
    """Unit n owes the first n reports: the first owes none."""
    rows = tuple(BoardRow(f"Xã số {n}", frozenset(f"r{m}" for m in range(n))) for n in range(units))
    groups = (("Ủy ban nhân dân cấp xã", rows),)
    return Board("UBND huyện", "Trồng cây", "Kế hoạch", tuple(report(n) for n in range(reports)), groups)


def sheet_of(whole: Board) -> str:
    return html_sheet(board_list(whole))


def words(sheet: str) -> str:
    """The words of a sheet's body, with a space between cells and between lines."""
    apart = re.sub("<(td|th|br)", r" <\1", sheet.partition("<body>")[2])
    return " ".join(Seen(apart).text.split())


def rows_of(sheet: str, name: str) -> list[list[str]]:
    """The cells behind the unit's name, in each table where it stands."""
    rows = re.findall(rf"<td>{name}</td>(.*)</tr>", sheet)
    return [Seen(row.replace("</td>", "|")).text.replace("\xa0", "").strip(" |").split("|") for row in rows]


def test_each_report_is_described_with_how_many_owe_it() -> None:
    text = words(sheet_of(board()))
    for n, count in ((0, 3), (1, 2), (2, 1)):
        assert f"({n + 1}) Báo cáo thứ {n} Nơi nhận {n} Hằng năm trước ngày {n}/7/2021 {count}" in text


def test_cell_says_when_the_unit_owes_the_report_and_that_it_does_not() -> None:
    [row] = rows_of(sheet_of(board()), "Xã số 2")
    assert [" ".join(cell.split()) for cell in row] == ["hạn 0", "hạn 1", "–"]


def test_unit_that_owes_nothing_is_not_on_the_board() -> None:
    sheet = sheet_of(board())
    assert "Xã số 0" not in sheet
    assert "3 báo cáo, 3 đơn vị phải báo cáo, 6 lượt." in Seen(sheet).text


@pytest.mark.parametrize(
    ("reports", "tables"), [(1, 1), (MOST_COLUMNS, 1), (MOST_COLUMNS + 1, 2), (4 * MOST_COLUMNS, 4)]
)
def test_reports_that_do_not_fit_beside_one_another_get_tables_of_their_own(reports: int, tables: int) -> None:
    last = reports  # the unit of this number owes every report
    sheet = sheet_of(board(reports, units=last + 1))
    found = rows_of(sheet, f"Xã số {last}")
    assert len(found) == tables
    assert [" ".join(cell.split()) for row in found for cell in row] == [f"hạn {n}" for n in range(reports)]
    assert all(len(row) <= MOST_COLUMNS for row in found)


def test_each_table_names_its_columns_by_the_numbers_of_the_reports() -> None:
    sheet = sheet_of(board(8, units=9))
    heads = re.findall(r"<thead><tr><th>TT</th><th>Đơn vị</th>(.*?)</tr>", sheet)
    assert {" ".join(re.findall(r"\((\d+)\)", head)) for head in heads} == {"1 2 3 4", "5 6 7 8"}


def test_plan_that_asks_for_no_report_gives_a_board_that_says_so() -> None:
    assert "Tổng số: 0 báo cáo, 0 đơn vị" in Seen(sheet_of(replace(board(), reports=(), groups=()))).text


def test_names_are_shown_as_they_are() -> None:
    name = "P & Q <script>alert(1)</script>"
    odd = replace(report(0), name=name)
    sheet = sheet_of(Board(name, name, "x", (odd,), ((name, (BoardRow(name, frozenset({"r0"})),)),)))
    assert Seen(sheet).text.count(name) == 4
    assert "<script" not in sheet
