"""The distribution list: who gets which document, under which number, and where to sign."""

import re
from dataclasses import replace

from gen.sheets.distribution import BLANK_DATE, BLANK_NUMBER, Distribution, DocumentCopy, Recipient, distribution_list
from gen.sheets.html import html_sheet
from tests.sheets.test_page import Seen
from tests.sheets.test_sheet_board import words


def recipient(number: int, name: str = "Ủy ban nhân dân xã Quài Tở") -> Recipient:
    unit = f"xa-{number}"
    plan = DocumentCopy("Kế hoạch", BLANK_NUMBER, BLANK_DATE, (f"ke-hoach-{unit}.docx", f"ke-hoach-{unit}.pdf"))
    report = DocumentCopy("Mẫu báo cáo", "Số 07/BC-UBND", "ngày 05/03/2021", (f"bao-cao-{unit}.docx",))
    return Recipient(name, f"{unit}/", (plan, report))


def distribution(count: int = 3) -> Distribution:
    source = DocumentCopy("Kế hoạch gốc", "Số 1472/KH-UBND", "ngày 30/11/2020", ("ke-hoach.docx",))
    first = ("Nơi nhận Kế hoạch số 1472/KH-UBND", (Recipient("UBND tỉnh (B/C)", "", (source,)),))
    units = ("Ủy ban nhân dân cấp xã", tuple(recipient(n) for n in range(count)))
    return Distribution("Ủy ban nhân dân huyện Tuần Giáo", "Trồng cây", "Kế hoạch số 1472/KH-UBND", (first, units))


def sheet_of(whole: Distribution) -> str:
    return html_sheet(distribution_list(whole))


def test_every_recipient_has_its_documents_with_number_date_and_files() -> None:
    text = words(sheet_of(distribution()))
    assert "Kế hoạch gốc Số 1472/KH-UBND ngày 30/11/2020 ke-hoach.docx" in text
    for n in range(3):
        assert f"{BLANK_NUMBER} {BLANK_DATE} ke-hoach-xa-{n}.docx ke-hoach-xa-{n}.pdf" in text
        assert f"Mẫu báo cáo Số 07/BC-UBND ngày 05/03/2021 bao-cao-xa-{n}.docx" in text


def test_recipients_are_counted_and_numbered_through_all_groups() -> None:
    sheet = sheet_of(distribution())
    assert "Tổng số: 4 nơi nhận, 7 văn bản." in Seen(sheet).text
    assert re.findall(r'<td class="figure"( rowspan="2")?>(\d+)</td>', sheet) == [
        ("", "1"),
        (' rowspan="2"', "2"),
        (' rowspan="2"', "3"),
        (' rowspan="2"', "4"),
    ]


def test_each_recipient_has_one_place_to_sign() -> None:
    sheet = sheet_of(distribution())
    assert sheet.count('<td rowspan="2"></td></tr>') == 3
    assert sheet.count("<td></td></tr>") == 1


def test_recipient_without_documents_keeps_its_row() -> None:
    nothing = (("Đoàn thể", (Recipient("Hội Nông dân", "hnd/", ()),)),)
    assert "Hội Nông dân" in Seen(sheet_of(replace(distribution(), groups=nothing))).text


def test_group_is_named_above_its_first_recipient_only() -> None:
    assert sheet_of(distribution(200)).count('<th class="section" colspan="6">Ủy ban nhân dân cấp xã</th>') == 1


def test_names_are_shown_as_they_are() -> None:
    name = "P & Q <script>alert(1)</script> \"x\" 'y'"
    sheet = sheet_of(replace(distribution(), groups=((name, (recipient(1, name),)),), title=name))
    assert Seen(sheet).text.count(name) == 3
    assert "<script" not in sheet
