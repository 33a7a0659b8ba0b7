"""The printed lists of a plan: from the plan's data, the same by both engines, every word of them on paper."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from needs import needs_wkhtmltopdf
from plans import Data, base, plan_of
from test_contents import odd_listing
from test_page import listing
from test_sheet_board import board, words
from test_sheet_distribution import distribution, recipient

from gen.derive.dossier import dossiers
from gen.folders import LocalFolder
from gen.pdf import Engine, Job
from gen.pdf.html import EmbeddedSheets
from gen.pdf.pdfa import examine
from gen.pdf.wkhtmltopdf import Wkhtmltopdf
from gen.pipeline.manifest import Manifest, Record
from gen.pipeline.placing import Shelf
from gen.pipeline.sheets import board_sheet, distribution_sheet
from gen.sheets.board import render_board
from gen.sheets.contents import render_contents
from gen.sheets.distribution import render_distribution

NAMES = ("W" * 90, "ỦY BAN NHÂN DÂN " * 9, "một hai ba bốn năm " * 16, "Xã Quài Tở")


def odd_distribution() -> str:
    many = tuple(recipient(n, NAMES[n % 4][: 11 * n + 2].strip()) for n in range(60))
    return render_distribution(replace(distribution(), groups=(("Đơn vị", many),), title="Về việc " + "rất dài " * 40))


def odd_board() -> str:
    whole = board(14, 60)
    rows = tuple(
        replace(row, name=NAMES[n % 4][: 11 * n + 2].strip())
        for n, (_h, rows) in enumerate(whole.groups)
        for row in rows
    )
    reports = tuple(replace(r, name=NAMES[n % 4][:200], receiver=NAMES[2]) for n, r in enumerate(whole.reports))
    return render_board(replace(whole, groups=(("Đơn vị", rows),), reports=reports))


SHEETS = {
    "contents": lambda: render_contents(listing()),
    "contents, odd names": lambda: render_contents(odd_listing()),
    "distribution": lambda: render_distribution(distribution(60)),
    "distribution, odd names": odd_distribution,
    "board": lambda: render_board(board(6, 45)),
    "board, many reports": lambda: render_board(board(20, 40)),
    "board, odd names": odd_board,
}


def printed(html: str, engine: Engine, folder: Path) -> Path:
    source, target = folder / "sheet.html", folder / f"{engine.name}.pdf"
    source.write_text(html, encoding="utf-8")
    [outcome] = engine.convert([Job(source, target)])
    assert outcome.error is None
    return target


def pages_of(path: Path) -> list[str]:
    """The words of each page, without any white space: where lines break is not their matter."""
    with pypdfium2.PdfDocument(path) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060]", "", text.replace("\ufffe", "-"))


class Pieces(HTMLParser):
    """Each text of a sheet's body, and on which of its pages it stands."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.page = -1
        self.feed(html.partition("<body>")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page += (dict(attrs).get("class") or "").startswith("sheet")

    def handle_data(self, data: str) -> None:
        if squeezed(data):
            self.found.append((self.page, squeezed(data)))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_word_stands_on_its_page_and_no_other(sheet, tmp_path: Path) -> None:
    html = sheet()
    pages = pages_of(printed(html, EmbeddedSheets(), tmp_path))
    pieces = Pieces(html).found
    assert len(pages) == html.count('class="sheet')
    for number, page in enumerate(pages):
        own = [text for at, text in pieces if at == number]
        assert [text for text in own if text not in page] == []
        assert Counter("".join(own)) == Counter(page)


@needs_wkhtmltopdf
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_both_engines_print_the_same_on_the_same_pages(sheet, tmp_path: Path) -> None:
    html = sheet()
    ours, theirs = (pages_of(printed(html, engine, tmp_path)) for engine in (EmbeddedSheets(), Wkhtmltopdf()))
    assert list(map(Counter, ours)) == list(map(Counter, theirs))


@pytest.mark.parametrize("sheet", ["contents", "distribution", "board"])
def test_list_is_archival_and_tagged(sheet: str, tmp_path: Path) -> None:
    assert examine(printed(SHEETS[sheet](), EmbeddedSheets(), tmp_path)) == ()


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_style_needs_nothing_newer_than_old_webkit(sheet) -> None:
    assert not re.search(r"flex|grid|var\(|calc\(|rem\b|https?:|url\(|@import", sheet())


def plan_with(**more: object) -> Data:
    recipients = ["UBND tỉnh (B/C);", "Lưu: VT."]
    return base(recipients=recipients, **more)


def shelf(*records: Record) -> Shelf:
    manifest = Manifest("kh-1", "0", "", {record.path: record for record in records})
    return Shelf(LocalFolder(Path("nowhere")), {}, manifest, set())


def record(path: str, document: str, unit: str = "", **more: str) -> Record:
    return Record(path, document, path.rpartition(".")[2], "0" * 64, 1, unit, **more)  # type: ignore[arg-type]


def test_distribution_follows_the_plan_and_what_was_made(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, plan_with())
    made = shelf(
        record("ke-hoach.docx", "source"),
        record("xa-a/ke-hoach-xa-a.docx", "plan", "xa-a"),
        record("xa-a/bao-cao-xa-a.docx", "report", "xa-a"),
        record("xa-b/ke-hoach-xa-b.docx", "plan", "xa-b", number="05/KH-UBND", date="2021-03-09"),
    )
    text = words(distribution_sheet(made, plan, dossiers(plan)))
    assert re.search(
        r"1 UBND tỉnh \(B/C\) Kế hoạch gốc Số /KH-UBND ngày tháng 11 năm 2020 ke-hoach.docx 2 Lưu: VT ", text
    )
    assert "3 Ủy ban nhân dân xã Xuân An xa-a/ Kế hoạch Số ……………" in text
    assert "Mẫu báo cáo Số …………… ngày …/…/…… bao-cao-xa-a.docx" in text
    assert "4 Ủy ban nhân dân xã Xuân Bình xa-b/ Kế hoạch Số 05/KH-UBND ngày 09/03/2021 ke-hoach-xa-b.docx" in text


OBLIGATIONS = [
    {"id": "tong-ket", "name": "Báo cáo tổng kết", "of": ["communes"], "to": "huyen", "frequency": "once"},
    {
        "id": "kho-khan",
        "name": "Báo cáo khó khăn",
        "of": ["xa-b"],
        "to": "huyen",
        "through": "xa-a",
        "frequency": "ad-hoc",
    },
    {"id": "len-tinh", "name": "Báo cáo tỉnh", "of": ["huyen"], "to_name": "UBND tỉnh", "frequency": "yearly"},
]


def board_of(folder: Path, due: object = None) -> str:
    first = {**OBLIGATIONS[0], **({"due": due} if due else {})}
    plan = plan_of(folder, plan_with(obligations=[first, *OBLIGATIONS[1:]]))
    return words(board_sheet(plan, dossiers(plan)))


def test_board_says_who_owes_what_to_whom(tmp_path: Path) -> None:
    text = board_of(tmp_path, {"raw": "trước ngày 15 tháng 7 năm 2021", "value": "2021-07-15", "kind": "before"})
    assert "(1) Báo cáo tổng kết Ủy ban nhân dân huyện Sông Đà Một lần trước ngày 15/7/2021 2" in text
    assert "(2) Báo cáo khó khăn Ủy ban nhân dân huyện Sông Đà (qua UBND xã Xuân An) Đột xuất …… 1" in text
    assert "Ủy ban nhân dân xã Xuân An trước ngày 15/7/2021 – –" in text
    assert "Ủy ban nhân dân xã Xuân Bình trước ngày 15/7/2021 Đột xuất –" in text


def test_board_has_what_the_issuer_itself_owes(tmp_path: Path) -> None:
    text = board_of(tmp_path)
    assert "(3) Báo cáo tỉnh UBND tỉnh Hằng năm …… 1" in text
    assert "Cơ quan ban hành 1 Ủy ban nhân dân huyện Sông Đà – – Hằng năm" in text


def test_issuer_owes_itself_nothing(tmp_path: Path) -> None:
    everyone = {**OBLIGATIONS[0], "of": ["communes", "huyen"]}
    plan = plan_of(tmp_path, plan_with(obligations=[everyone]))
    assert "Cơ quan ban hành" not in board_sheet(plan, dossiers(plan))


def test_deadline_that_does_not_fit_a_cell_is_said_by_its_date(tmp_path: Path) -> None:
    raw = "chậm nhất là 10 ngày sau khi kết thúc đợt cao điểm, trước ngày 15 tháng 7 năm 2021"
    text = board_of(tmp_path, {"raw": raw, "value": "2021-07-15", "kind": "before"})
    assert "Ủy ban nhân dân xã Xuân An 15/07/2021 – –" in text
    assert raw.replace("ngày 15 tháng 7 năm 2021", "ngày 15/7/2021") in text
