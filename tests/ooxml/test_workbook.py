"""A workbook from outside: the cells of its visible sheets, or one of six answers, and nothing else."""

import io
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from gen.ooxml import workbook
from gen.ooxml.workbook import (
    SheetCells,
    UncalculatedFormula,
    UnreadableWorkbookError,
    WorkbookFault,
    day_of_serial,
    read_workbook,
)
from gen.sheets.xlsx import SheetTable, render_xlsx
from tests.support.damaged_zips import packed, wrong_zips
from tests.support.repacked import unpacked

SHEET = "xl/worksheets/sheet1.xml"


def saved(write: Callable[[Worksheet], object], **more: object) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    write(book.active)
    for name, value in more.items():
        setattr(book, name, value)
    book.save(out)
    return out.getvalue()


def cell_of(value: object, number_format: str = "General") -> object:
    """What the only cell of a workbook with this value is read as."""

    def write(sheet: Worksheet) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = number_format

    [sheet] = read_workbook(saved(write))
    return sheet.rows[1][0]


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    members = unpacked(data)
    return packed({**members, name: change(members[name])})


def fault(data: bytes) -> WorkbookFault:
    with pytest.raises(UnreadableWorkbookError) as refused:
        list(read_workbook(data))
    return refused.value.fault


def only(data: bytes) -> SheetCells:
    [sheet] = read_workbook(data)
    return sheet


WHOLE = saved(lambda sheet: sheet.append(["UBND xã Quài Tở", 12, date(2020, 12, 5)]))


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        ("Quài Tở", "General", "Quài Tở"),
        (12, "General", Decimal(12)),
        (0.5, "0%", Decimal("0.5")),
        (date(2020, 12, 5), "dd/mm/yyyy", date(2020, 12, 5)),
        (datetime(2020, 12, 5, 17, 30), "dd/mm/yyyy hh:mm", date(2020, 12, 5)),
        (44170, "[$-42A]dd/mm/yyyy;@", date(2020, 12, 5)),
        (44170, "mm-dd-yy", date(2020, 12, 5)),
        (44170, '0 "ngày"', Decimal(44170)),
        (44170, "[Red]0", Decimal(44170)),
        (True, "General", "TRUE"),
        ("=1+1", "General", UncalculatedFormula()),
    ],
)
def test_cells_are_read_as_what_they_show(value: object, number_format: str, read: object) -> None:
    assert cell_of(value, number_format) == read


def test_formula_is_read_as_its_stored_value() -> None:
    data = with_part(
        saved(lambda sheet: sheet.append(["=5+7"])),
        SHEET,
        lambda xml: xml.replace(b"<v></v>", b"<v>12</v>").replace(b"<v />", b"<v>12</v>"),
    )
    assert only(data).rows[1][0] == Decimal(12)


def test_date_of_a_workbook_that_counts_from_1904() -> None:
    assert day_of_serial(Decimal(44170 - 1462), is_1904=True) == date(2020, 12, 5)


@given(st.dates(min_value=date(1900, 3, 1)))
def test_every_day_is_the_day_of_its_serial(day: date) -> None:
    assert day_of_serial(Decimal((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize("serial", ["0", "60", "-1", "3000000", "NaN", "Infinity"])
def test_numbers_beyond_the_calendar_are_no_day(serial: str) -> None:
    assert day_of_serial(Decimal(serial)) is None


def test_hidden_sheets_are_not_read() -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "thấy"
    hidden = book.create_sheet("Ẩn")
    hidden["A1"] = "ẩn"
    hidden.sheet_state = "hidden"
    book.save(out)
    assert [sheet.rows[1][0] for sheet in read_workbook(out.getvalue())] == ["thấy"]


def test_cell_merged_over_rows_has_its_value_in_each_filled_one() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(["Phòng Tư pháp", "Kế hoạch"])
        sheet.append([None, "Báo cáo"])
        sheet.merge_cells("A1:A3")

    assert {row: cells.get(0) for row, cells in only(saved(write)).rows.items()} == {
        1: "Phòng Tư pháp",
        2: "Phòng Tư pháp",
    }


def test_cell_merged_over_columns_covers_them() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(["I. Các phòng"])
        sheet.merge_cells("A1:D1")

    sheet = only(saved(write))
    assert sheet.is_merged(1, (0, 2))
    assert not sheet.is_merged(1, (0, 4))


def test_strict_workbooks_are_read() -> None:
    def strict(xml: bytes) -> bytes:
        return xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    data = packed({name: strict(content) for name, content in unpacked(WHOLE).items()})
    assert only(data).rows == only(WHOLE).rows


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("C",)), max_size=20) | st.integers(-(10**9), 10**9),
            min_size=3,
            max_size=3,
        ),
        max_size=6,
    )
)
def test_what_the_program_writes_is_read_as_it_was(rows: list[list[str | int]]) -> None:
    columns = (("Một", 9), ("Hai", 9), ("Ba", 9))
    read = only(render_xlsx("Bảng", [SheetTable("Trang", columns, rows)])).rows
    assert [[read.get(n, {}).get(column, "") for column in range(3)] for n in range(3, 3 + len(rows))] == rows


def test_old_workbook_and_one_with_a_password_are_told_apart() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert fault(old) is WorkbookFault.OLD
    assert fault(old + "EncryptedPackage".encode("utf-16-le")) is WorkbookFault.PASSWORD


def test_zip_that_is_no_workbook_is_refused() -> None:
    assert fault(packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})) is WorkbookFault.OTHER


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "{"x" * 1000}">]><x>&a;&a;</x>'
    assert fault(with_part(WHOLE, SHEET, lambda _xml: bomb.encode(encoding))) is WorkbookFault.ENTITIES


def test_no_file_is_opened_that_a_workbook_names() -> None:
    outside = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>'
    assert fault(with_part(WHOLE, SHEET, lambda _xml: outside)) is WorkbookFault.ENTITIES


def test_more_unpacked_than_the_bound_is_refused_before_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_PART", 100_000)
    data = with_part(WHOLE, SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * 200_000))
    assert fault(data) is WorkbookFault.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b'<row r="1">' + b'<c r="A1"/>' * 2001 + b"</row>",
        b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1003)),
        b'<row r="1"><c r="ZZ1"><v>1</v></c></row>',
    ],
    ids=["cells", "rows", "columns"],
)
def test_more_cells_rows_or_columns_than_the_bounds_are_refused(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_CELLS", 2000)
    monkeypatch.setattr(workbook, "MAX_ROWS", 1000)
    data = with_part(WHOLE, SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + content))
    assert fault(data) is WorkbookFault.TOO_LARGE


def test_merges_of_a_whole_sheet_again_and_again_are_refused() -> None:
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:A1048576"/>' * 1000 + b"</mergeCells>"
    data = with_part(WHOLE, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + merges))
    assert fault(data) is WorkbookFault.TOO_LARGE


def test_elements_within_elements_without_end_are_refused() -> None:
    deep = b"<row>" * 200_000
    data = with_part(WHOLE, SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + deep))
    assert fault(data) is WorkbookFault.DAMAGED


@pytest.mark.parametrize("wrong", sorted(wrong_zips(unpacked(WHOLE))))
def test_wrong_zip_is_read_whole_or_refused(wrong: str) -> None:
    with suppress(UnreadableWorkbookError):
        assert only(wrong_zips(unpacked(WHOLE))[wrong]).rows == only(WHOLE).rows


def test_any_damage_within_is_read_or_refused() -> None:
    chance = random.Random(17)
    members = unpacked(WHOLE)
    for _turn in range(600):
        name = chance.choice(sorted(members))
        content = bytearray(members[name])
        for _change in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with suppress(UnreadableWorkbookError):
            list(read_workbook(packed({**members, name: bytes(content)})))
