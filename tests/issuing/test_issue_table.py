"""Tables of numbers and dates, .csv and .xlsx: as clerks head and fill them, and the one that is written for that."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gen.documents import DocumentName
from gen.errors import BuildError, GenError
from gen.issuing import GivenEntries, IssueEntry, IssueRequest, issue, read_entries, withdraw, write_issue_table
from gen.issuing.unissued import list_unissued
from gen.pipeline.register import read_register, register_path
from tests.issuing.test_issue import ROOT, all_text, codes, issued, plan, word
from tests.support import plans
from tests.support.offices import Silent, run

__all__ = ["plan"]  # the fixture
HERE = Path(__file__).parent
HEADINGS = ("Đơn vị", "Văn bản", "Số", "Ngày ban hành")


def workbook(path: Path, *rows: Sequence[Any], then: Callable[[Worksheet], object] = lambda _sheet: None) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Sổ"
    for row in rows:
        book.active.append(row)
    then(book.active)
    book.save(path)
    return path


def what(entry: IssueEntry) -> tuple[object, ...]:
    return (entry.unit, entry.document, entry.number, entry.date)


def read(path: Path, *rows: Sequence[Any], then: Callable[[Worksheet], object] = lambda _sheet: None) -> GivenEntries:
    return read_entries(workbook(path / "so.xlsx", *rows, then=then))


def give(plan: Path, given: GivenEntries) -> None:
    request = IssueRequest(plan, str(plan.parent / "out"), ROOT / "templates", pdf=False, accepts_blanks=True)
    issue(request, given.entries, Silent(), given.mistakes)


ENTRY = ("UBND xã Xuân An", DocumentName.PLAN, 12, date(2021, 3, 5))


@pytest.mark.parametrize("number", [12, 12.0, "12", " 12 "])
@pytest.mark.parametrize("day", [date(2021, 3, 5), "5/3/2021", 44260])
def test_numbers_and_dates_of_a_workbook_are_read_however_they_are_kept(
    tmp_path: Path, number: object, day: object
) -> None:
    given = read(tmp_path, HEADINGS, ("UBND xã Xuân An", "Kế hoạch", number, day))
    assert ([what(entry) for entry in given.entries], given.mistakes) == ([ENTRY], ())


@pytest.mark.parametrize(
    "headings",
    [
        ("Tên đơn vị", "Văn bản", "Số", "Ngày"),
        ("ĐƠN VỊ:", "Loại văn bản", "Số văn bản", "Ngày, tháng"),
        ("Cơ quan, đơn vị", "Văn bản", "Số, ký hiệu", "Ngày ban hành (dd/mm/yyyy)"),
        ("Mã đơn vị", "document", "Số\nvăn bản", "date"),
    ],
)
def test_columns_are_known_as_people_head_them(tmp_path: Path, headings: Sequence[str]) -> None:
    given = read(tmp_path, headings, ("UBND xã Xuân An", "Kế hoạch", 12, "5/3/2021"))
    assert [what(entry) for entry in given.entries] == [ENTRY]


def test_title_above_headings_and_sections_between_rows_are_no_entries(tmp_path: Path) -> None:
    def join(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A4:D4")

    given = read(
        tmp_path, ("SỔ VĂN BẢN ĐI",), (), HEADINGS, ("I. CÁC XÃ",), ("UBND xã Xuân An", "", 12, "5/3/2021"), then=join
    )
    assert ([what(entry) for entry in given.entries], given.notices) == ([ENTRY], ())


def test_unit_merged_over_its_documents_is_the_unit_of_each(tmp_path: Path) -> None:
    rows = (HEADINGS, ("xa-a", "Kế hoạch", 1, "5/3/2021"), (None, "Báo cáo", 2, "5/3/2021"))
    given = read(tmp_path, *rows, then=lambda sheet: sheet.merge_cells("A2:A3"))
    assert [(entry.unit, entry.number) for entry in given.entries] == [("xa-a", 1), ("xa-a", 2)]


def test_mistake_in_a_workbook_is_told_with_sheet_and_row(tmp_path: Path) -> None:
    [found] = read(tmp_path, HEADINGS, ("xa-a", "", "mười", "5/3/2021")).mistakes
    assert found.location is not None
    assert (found.code, found.location.line) == ("ISS-002", 2)
    assert '"Sổ"' in found.location.path


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("xa-a", "", 12, None), "ISS-026"),
        (("xa-a", "", None, "5/3/2021"), "ISS-032"),
        (("xa-a", "", 12.5, "5/3/2021"), "ISS-002"),
        (("xa-a", "", date(2021, 5, 12), "5/3/2021"), "ISS-002"),
        (("xa-a", "", True, "5/3/2021"), "ISS-002"),
        (("xa-a", "", "=6+6", "5/3/2021"), "ISS-031"),
        (("xa-a", "", 12, 12), "ISS-003"),
        (("xa-a", "Quyết định", 12, "5/3/2021"), "ISS-012"),
    ],
)
def test_row_that_is_not_whole_or_not_clear_is_a_mistake(tmp_path: Path, row: Sequence[object], code: str) -> None:
    given = read(tmp_path, HEADINGS, row)
    assert ([found.code for found in given.mistakes], given.entries) == ([code], ())


def test_rows_without_number_and_date_are_left_out_and_counted(tmp_path: Path) -> None:
    given = read(tmp_path, HEADINGS, ("xa-a", "", 12, "5/3/2021"), ("xa-b", "Kế hoạch"), ("xa-b", "Báo cáo", " ", ""))
    assert [entry.unit for entry in given.entries] == ["xa-a"]
    assert [(found.code, found.message.split()[0]) for found in given.notices] == [("ISS-027", "2")]


def test_table_without_any_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as error:
        read(tmp_path, HEADINGS, ("xa-a", "Kế hoạch"))
    assert codes(error) == ["ISS-028"]


def test_two_columns_that_say_the_same_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as error:
        read(tmp_path, ("Đơn vị", "Số", "Số văn bản", "Ngày"), ("xa-a", 1, 2, "5/3/2021"))
    assert codes(error) == ["ISS-025"]


def test_the_first_sheet_with_the_columns_is_read_and_another_one_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ghi chú"])
    for name, unit in (("Xã", "xa-a"), ("Phòng", "xa-b")):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append((unit, "", 1, "5/3/2021"))
    book.save(tmp_path / "so.xlsx")
    given = read_entries(tmp_path / "so.xlsx")
    assert [entry.unit for entry in given.entries] == ["xa-a"]
    assert [(found.code, "Phòng" in found.message) for found in given.notices] == [("ISS-033", True)]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ISS-029"), (b"PK\x03\x04 and no more", "ISS-030")],
)
def test_workbook_that_cannot_be_read_is_told_with_its_cure(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "so.xls").write_bytes(data)
    with pytest.raises(BuildError) as error:
        read_entries(tmp_path / "so.xls")
    assert codes(error) == [code]
    assert ".xlsx" in error.value.diagnostics[0].hint


def test_workbook_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    workbook(tmp_path / "so.xlsx", HEADINGS, ("xa-a", "", 1, "5/3/2021")).rename(tmp_path / "so.csv")
    assert [entry.unit for entry in read_entries(tmp_path / "so.csv").entries] == ["xa-a"]


def test_table_saved_by_libreoffice_is_read() -> None:
    given = read_entries(HERE / "so-tu-libreoffice.xlsx")
    assert [what(entry) for entry in given.entries] == [
        ("phong-tu-phap", DocumentName.PLAN, 12, date(2020, 12, 5)),
        ("xa-quai-to", DocumentName.PLAN, 7, date(2020, 12, 10)),
    ]
    assert [found.code for found in given.notices] == ["ISS-027"]


@pytest.mark.parametrize("unit", ["xa-a", "UBND xã Xuân An", "Ủy ban nhân dân xã Xuân An", "xuan an", "x. Xuân An"])
def test_document_is_issued_to_the_unit_that_is_named(plan: Path, unit: str) -> None:
    issued(plan, unit)
    assert "Số: 05/KH-UBND" in all_text(word(plan))


@pytest.mark.parametrize(
    ("unit", "code"), [("Xuân Ân", "BUILD-001"), ("UBND huyện Sông Đà", "NAME-003"), ("huyen", "NAME-003")]
)
def test_name_of_no_unit_or_of_one_without_documents_is_told(plan: Path, unit: str, code: str) -> None:
    with pytest.raises(BuildError) as error:
        issued(plan, unit)
    assert codes(error) == [code]
    assert not register_path(plan).exists()


def test_name_of_two_units_is_a_question_and_nothing_is_issued(tmp_path: Path) -> None:
    data = plans.base()
    data["units"].append({"id": "tt-a", "kind": "commune", "name": "Xuân An", "designation": "thị trấn"})
    path = plans.write(tmp_path, data)
    run(path)
    with pytest.raises(BuildError) as error:
        issued(path, "Xuân An")
    assert codes(error) == ["NAME-001"]
    assert not register_path(path).exists()


ID_AND_NAME = ("Mã đơn vị", "Tên đơn vị", "Số", "Ngày")


@pytest.mark.parametrize(
    ("unit_id", "name"),
    [("xa-a", "UBND xã Xuân An"), ("xa-a", "Xuân An"), ("xa-a", ""), ("", "Xuân An"), ("xa-a", "Văn thư ghi")],
)
def test_unit_of_a_row_is_known_by_id_or_name_or_both(plan: Path, tmp_path: Path, unit_id: str, name: str) -> None:
    give(plan, read(tmp_path, ID_AND_NAME, (unit_id, name, 5, "5/3/2021")))
    assert "Số: 05/KH-UBND" in all_text(word(plan))


@pytest.mark.parametrize("name", ["UBND xã Xuân Bình", "xuan binh", "xa-b", "UBND huyện"])
def test_id_and_name_of_two_units_in_a_row_are_a_mistake(plan: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(BuildError) as error:
        give(plan, read(tmp_path, ID_AND_NAME, ("xa-a", name, 5, "5/3/2021")))
    assert codes(error) == ["ISS-024"]


def test_symbol_of_a_row_is_held_against_the_document(plan: Path, tmp_path: Path) -> None:
    given = read(tmp_path, ("Đơn vị", "Ký hiệu", "Số", "Ngày"), ("xa-a", "QĐ-UBND", 5, "5/3/2021"))
    with pytest.raises(BuildError) as error:
        give(plan, given)
    assert codes(error) == ["ISS-015"]


@pytest.mark.parametrize("words", ["xa-a", "UBND xã Xuân An", "xuân an"])
def test_withdrawal_takes_the_unit_by_its_name(plan: Path, words: str) -> None:
    issued(plan)
    assert withdraw(plan, words, DocumentName.PLAN, "sai số").unit == "xa-a"


def table_of(plan: Path, name: str = "so.xlsx", **more: bool) -> Path:
    to = plan.parent / name
    write_issue_table(plan, str(plan.parent / "out"), to, **more)
    return to


def cells(path: Path) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)]


def test_table_has_a_row_for_each_built_document_without_a_number(plan: Path) -> None:
    issued(plan)
    assert cells(table_of(plan)) == [
        ["Mã đơn vị", "Đơn vị", "Văn bản", "Ký hiệu", "Số", "Ngày ban hành"],
        ["xa-a", "Ủy ban nhân dân xã Xuân An", "Báo cáo", "BC-UBND", None, None],
        ["xa-b", "Ủy ban nhân dân xã Xuân Bình", "Kế hoạch", "KH-UBND", None, None],
        ["xa-b", "Ủy ban nhân dân xã Xuân Bình", "Báo cáo", "BC-UBND", None, None],
    ]


def test_table_keeps_its_headings_in_sight_and_its_dates_as_vietnamese_ones(plan: Path) -> None:
    sheet = openpyxl.load_workbook(table_of(plan)).active
    assert (sheet.freeze_panes, sheet["F3"].number_format, sheet["E3"].number_format) == ("A3", "dd/mm/yyyy", "@")


def test_documents_that_are_not_built_are_counted_and_not_listed(plan: Path) -> None:
    word(plan).unlink()
    found = list_unissued(plan, str(plan.parent / "out"))
    assert (len(found.documents), found.unbuilt, found.issued) == (3, 1, 0)


def test_document_without_a_place_for_its_number_is_told(plan: Path) -> None:
    word(plan).write_bytes(b"no document")
    found = list_unissued(plan, str(plan.parent / "out"))
    assert [one.code for one in found.notices] == ["ISS-036"]


@pytest.mark.parametrize("name", ["so.xlsx", "so.csv"])
def test_filled_in_table_issues_its_filled_rows(plan: Path, name: str) -> None:
    path = table_of(plan, name)
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(path)
        book.active["E3"], book.active["F3"] = "5", date(2021, 3, 5)
        book.active["E6"], book.active["F6"] = 7, "6/3/2021"
        book.save(path)
    else:
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
        rows[1][-2:], rows[4][-2:] = ["5", "5/3/2021"], ["7", "6/3/2021"]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    given = read_entries(path)
    give(plan, given)
    assert [(one.unit, one.document.value, one.number, one.date) for one in read_register(plan).entries] == [
        ("xa-a", "plan", "05/KH-UBND", date(2021, 3, 5)),
        ("xa-b", "report", "07/BC-UBND", date(2021, 3, 6)),
    ]
    assert [found.code for found in given.notices] == ["ISS-027"]


def test_table_for_several_reports_of_a_unit_says_which_and_is_understood_again(tmp_path: Path) -> None:
    reports = [
        {"id": one, "name": name, "of": ["communes"], "to": "huyen", "form": True, "frequency": "once"}
        for one, name in (("quy", "Báo cáo quý"), ("nam", "Báo cáo năm"))
    ]
    path = plans.write(tmp_path, plans.base(obligations=reports))
    run(path)
    table = table_of(path)
    book = openpyxl.load_workbook(table)
    row = next(row for row in book.active.iter_rows(min_row=3) if row[3].value == "Báo cáo năm")
    row[5].value, row[6].value = 9, date(2021, 3, 5)
    book.save(table)
    give(path, read_entries(table))
    assert [(one.unit, one.obligation) for one in read_register(path).entries] == [("xa-a", "nam")]


def test_existing_file_is_replaced_only_where_that_is_asked_for(plan: Path) -> None:
    path = table_of(plan)
    path.write_bytes(b"filled in by hand")
    with pytest.raises(GenError) as error:
        table_of(plan)
    assert [found.code for found in error.value.diagnostics] == ["RET-007"]
    assert path.read_bytes() == b"filled in by hand"
    table_of(plan, force=True)
    assert len(cells(path)) == 5


def test_table_of_another_kind_is_refused(plan: Path) -> None:
    with pytest.raises(BuildError) as error:
        table_of(plan, "so.ods")
    assert codes(error) == ["ISS-034"]


def test_table_without_documents_is_not_written(tmp_path: Path) -> None:
    path = plans.write(tmp_path, plans.base())
    with pytest.raises(BuildError) as error:
        table_of(path)
    assert codes(error) == ["ISS-035"]
    assert not (tmp_path / "so.xlsx").exists()


def test_table_is_not_made_from_a_register_that_has_lost_numbers(plan: Path) -> None:
    issued(plan)
    register_path(plan).unlink()
    with pytest.raises(BuildError) as error:
        table_of(plan)
    assert codes(error)[0] in {"BUILD-029", "BUILD-030"}


def test_reports_of_villages_are_not_asked_for_a_number_and_get_none(tmp_path: Path) -> None:
    data = plans.base()
    data["units"].append({"id": "ban", "kind": "village", "designation": "bản", "name": "Nậm Mu"})
    data["parts"][0]["assignments"][0]["to"] = ["all"]
    data["obligations"] = [{"id": "bc", "name": "Báo cáo", "of": ["all"], "to": "huyen", "frequency": "once",
                            "due": "2021-07-15", "form": True}]  # fmt: skip
    path = plans.write(tmp_path, data)
    run(path)
    found = list_unissued(path, str(tmp_path / "out"))
    assert {one.unit.id for one in found.documents} == {"xa-a", "xa-b"}
    assert found.notices == ()
    entry = IssueEntry("ban", DocumentName("report"), 3, date(2021, 7, 1))
    with pytest.raises(BuildError) as error:
        issue(IssueRequest(path, str(tmp_path / "out"), ROOT / "templates", pdf=False), [entry], Silent())
    assert codes(error) == ["ISS-060"]
