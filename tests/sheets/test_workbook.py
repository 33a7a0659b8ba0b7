"""phan-cong.xlsx, read back: who does what, as text whatever it looks like, and the same bytes every time."""

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from gen.derive.tally import UnitTally
from gen.errors import BuildError
from gen.sheets.assignments import CELL_LIMIT, AssignmentRow, render_assignments
from gen.sheets.xlsx import chart_book

TITLE = "Triển khai thực hiện Quyết định số 1472/QĐ-TTg trên địa bàn huyện"
TASK = AssignmentRow(
    task_id="1.2.a",
    section="Phòng Lao động Thương binh và Xã hội",
    topic="Nguồn lực",
    text="Nghiên cứu, đề xuất bố trí kinh phí & nhân lực <b>",
    lead=("Phòng LĐTBXH",),
    support=("Phòng TCKH", "Phòng Y tế"),
    others="các cơ quan liên quan",
    manner="direct",
    due="trước ngày 15/7/2021",
    targets=("đạt trên 90%", "100% xã"),
    common=False,
)
UNIT = UnitTally("xa-quai-to", "Quài Tở", "Ủy ban nhân dân cấp xã", "03295", 3, 0, 12, "trước ngày 15/7/2021")


def task(**changes: object) -> AssignmentRow:
    return AssignmentRow(**{**{name: getattr(TASK, name) for name in AssignmentRow.__slots__}, **changes})


def read(rows: list[AssignmentRow], units: list[UnitTally] | None = None, title: str = TITLE) -> Workbook:
    return load_workbook(BytesIO(render_assignments(title, rows, units or [])))


def test_task_stands_in_its_row() -> None:
    sheet = read([TASK])["Phân công"]
    assert [cell.value for cell in sheet[2]] == [
        "Số",
        "Mục",
        "Chủ đề",
        "Nhiệm vụ",
        "Chủ trì",
        "Phối hợp",
        "Cách giao",
        "Giao chung",
        "Thời hạn",
        "Chỉ tiêu",
    ]
    assert [cell.value for cell in sheet[3]] == [
        "1.2.a",
        "Phòng Lao động Thương binh và Xã hội",
        "Nguồn lực",
        "Nghiên cứu, đề xuất bố trí kinh phí & nhân lực <b>",
        "Phòng LĐTBXH",
        "Phòng TCKH; Phòng Y tế; các cơ quan liên quan",
        "yêu cầu",
        None,
        "trước ngày 15/7/2021",
        "đạt trên 90%; 100% xã",
    ]


def test_product_leader_and_authority_have_columns_where_a_task_states_one() -> None:
    rows = [task(product="Danh mục", leader="Phó Chủ tịch"), TASK]
    cells = [[cell.value for cell in row[8:]] for row in read(rows)["Phân công"].iter_rows(min_row=2)]
    assert cells == [
        ["Thời hạn", "Lãnh đạo phụ trách", "Sản phẩm", "Chỉ tiêu"],
        ["trước ngày 15/7/2021", "Phó Chủ tịch", "Danh mục", "đạt trên 90%; 100% xã"],
        ["trước ngày 15/7/2021", None, None, "đạt trên 90%; 100% xã"],
    ]


@pytest.mark.parametrize(
    ("manner", "words"), [("direct", "yêu cầu"), ("request", "đề nghị"), ("both", "yêu cầu; đề nghị")]
)
def test_manner_is_said_in_words(manner: str, words: str) -> None:
    assert read([task(manner=manner)])["Phân công"]["G3"].value == words


def test_common_task_is_marked() -> None:
    assert read([task(common=True)])["Phân công"]["H3"].value == "x"


def test_unit_stands_in_its_row_with_numbers_as_numbers() -> None:
    row = [cell.value for cell in read([TASK], [UNIT])["Đơn vị"][3]]
    assert row == ["xa-quai-to", "Quài Tở", "Ủy ban nhân dân cấp xã", "03295", 3, 0, 12, "trước ngày 15/7/2021"]


def test_rows_keep_their_order() -> None:
    sheet = read([task(task_id="10"), task(task_id="2"), task(task_id="1.1")])["Phân công"]
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == ["10", "2", "1.1"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("a","b")',
        "+ Rà soát",
        "- Tham mưu",
        "@SUM(A1)",
        "{=1}",
        "\t=1",
        "0012",
        "12.10",
        "mailto:a@b.c",
        "_x000D_",
    ],
)
def test_text_is_never_a_formula_a_number_or_a_link(text: str) -> None:
    cell = read([task(text=text, task_id="1")])["Phân công"]["D3"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


@pytest.mark.parametrize("text", ["=1+1", "+ a", "- a", "@a"])
def test_text_like_a_formula_stays_text_when_it_is_edited(text: str) -> None:
    assert read([task(text=text)])["Phân công"]["D3"].quotePrefix


def test_title_like_a_formula_stays_text() -> None:
    book = read([TASK], title="=1+1")
    assert (book["Phân công"]["A1"].data_type, book["Phân công"]["A1"].value) == ("s", "=1+1")


@pytest.mark.parametrize("name", ["Phân công", "Đơn vị"])
def test_sheet_is_ready_to_filter_and_to_print(name: str) -> None:
    sheet = read([TASK], [UNIT])[name]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref in {"A2:J3", "A2:H3"}
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    one_wide = None  # what the file leaves out
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (one_wide, 0)
    assert sheet["A1"].value == TITLE
    assert sheet["D3"].alignment.wrap_text


def test_properties_name_the_plan_and_no_clock() -> None:
    properties = read([TASK]).properties
    assert (properties.title, properties.created) == (TITLE, datetime(2000, 1, 1))


def test_same_values_give_the_same_bytes() -> None:
    first, second = (render_assignments(TITLE, [TASK], [UNIT]) for _ in range(2))
    assert first == second
    entries = zipfile.ZipFile(BytesIO(first)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_windows_gives_the_same_bytes_as_any_other_system(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = render_assignments(TITLE, [TASK], [UNIT]), chart_book(["xong"], [("Quài Tở", 1)])
    monkeypatch.setattr("sys.platform", "win32")  # by which `zipfile` says what system a member comes from
    assert (render_assignments(TITLE, [TASK], [UNIT]), chart_book(["xong"], [("Quài Tở", 1)])) == elsewhere


def test_workbook_without_rows_can_be_read() -> None:
    assert read([], []).sheetnames == ["Phân công", "Đơn vị"]


def test_cell_takes_as_much_as_excel_does() -> None:
    assert len(read([task(text="ệ" * CELL_LIMIT)])["Phân công"]["D3"].value) == CELL_LIMIT


def test_every_text_longer_than_a_cell_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "en")
    crowd = tuple(f"Ủy ban nhân dân xã số {number}" for number in range(3321))
    with pytest.raises(BuildError) as raised:
        render_assignments(TITLE, [task(lead=crowd), TASK, task(task_id="3", text="🙂" * (CELL_LIMIT // 2 + 1))], [])
    first, second = raised.value.diagnostics
    assert {first.code, second.code} == {"BUILD-011"}
    assert first.message.startswith("1.2.a: the cell “Chủ trì” would hold")
    assert second.message == "3: the cell “Nhiệm vụ” would hold 32768 characters; Excel takes 32767"
