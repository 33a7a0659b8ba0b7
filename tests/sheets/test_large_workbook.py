"""A workbook of very many rows says what the same one says that the library writes cell by cell."""

import zipfile
from decimal import Decimal
from io import BytesIO
from itertools import chain

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from gen.sheets import xlsx
from gen.sheets.sheet_rows import escape_text
from gen.sheets.xlsx import CELL_LIMIT, Cell, SheetTable, render_xlsx

COLUMNS = (("Đơn vị", 20), ("Số", 8), ("Nội dung", 40))
ROWS: list[list[Cell]] = [
    ["Xã Quài Tở", 3, "đã trồng\n5.000 cây"], ["=1+1", Decimal("12.5"), " <b> & “x” "], ["", 0, "\ttab"],
    ["Xã Quài Tở", Decimal("1E+3"), "🙂 e\u0301"], ["-5", -5, "@nguoi"], ["", "", ""],
]  # fmt: skip


def read(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def made(rows: list[list[Cell]], *, large: bool = True, sheets: int = 1) -> bytes:
    tables = [SheetTable(f"Bảng {number}", COLUMNS, rows) for number in range(sheets)]
    return render_xlsx("Tổng hợp", tables, large=large)


def cells(book: Workbook) -> list[list[tuple[object, ...]]]:
    """Value, kind and look of every cell of every sheet."""
    return [
        [
            (
                cell.value,
                cell.data_type,
                cell.border.left.style,
                cell.alignment.wrap_text,
                cell.quotePrefix,
                cell.font.sz,
            )
            for cell in chain.from_iterable(sheet.iter_rows())
        ]
        for sheet in book
    ]


def test_every_cell_has_the_value_and_the_look_that_the_library_gives_it() -> None:
    assert cells(read(made(ROWS))) == cells(read(made(ROWS, large=False)))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
            | st.integers(-(10**9), 10**9)
            | st.decimals(-(10**6), 10**6, places=3),
            min_size=3, max_size=3,
        ),
        max_size=6,
    )
)  # fmt: skip
@settings(max_examples=60)
def test_any_cells_are_those_that_the_library_writes(rows: list[list[Cell]]) -> None:
    assert cells(read(made(rows))) == cells(read(made(rows, large=False)))


@pytest.mark.parametrize("text", ["_x0041_", "\x01 \x1f", "a_x00", "\ufffe", "&<>"])
def test_control_character_is_escaped_as_the_library_does_in_a_cell(text: str) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, text)
    with zipfile.ZipFile(out) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert f"<t>{escape_text(text)}</t>" in sheet


def test_sheet_says_how_far_it_goes() -> None:
    for data in (made(ROWS, sheets=2), made(ROWS, sheets=2, large=False)):
        found = [(sheet.dimensions, sheet.auto_filter.ref, sheet.freeze_panes) for sheet in read(data)]
        assert found == [("A1:C8", "A2:C8", "A3")] * 2


def test_rows_that_do_not_fit_a_sheet_go_on_on_a_further_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROW_LIMIT", 6)
    for large in (True, False):
        book = read(made(ROWS, large=large))
        assert book.sheetnames == ["Bảng 0", "Bảng 0 (2)"]
        assert [sheet.max_row for sheet in book] == [6, 4]
        assert book["Bảng 0 (2)"]["A3"].value == "-5"


def test_text_that_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    text = read(made([["ệ" * (CELL_LIMIT + 1), 1, ""]]))["Bảng 0"]["A3"].value
    assert text.endswith("ệ […]")


def test_same_rows_give_the_same_bytes() -> None:
    assert made(ROWS) == made(ROWS)
    entries = zipfile.ZipFile(BytesIO(made(ROWS))).infolist()
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 3)}


def test_sheet_without_rows_can_be_read() -> None:
    assert read(made([]))["Bảng 0"].max_row == 2
