"""The printed lists: every word of them on paper, archival, tagged, the same bytes; by either engine."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from gen.archiving.bag.index import HEADINGS, IndexRow
from gen.archiving.pack.document_list import DocumentListHead, register_list
from gen.derive.dossier import dossiers
from gen.errors import EngineError
from gen.folders import LocalFolder
from gen.history import Revisions
from gen.journal import Journal
from gen.pdf import Engine
from gen.pdf.embedded import Embedded
from gen.pdf.engines.wkhtmltopdf import Wkhtmltopdf
from gen.pdf.pdfa.validation import validate_pdfa
from gen.pipeline.lists import plan_board, plan_distribution
from gen.pipeline.manifest import FileRecord, Manifest
from gen.pipeline.period_forms import FormsInTime
from gen.pipeline.placement import OutputFolder
from gen.sheets.board import board_list
from gen.sheets.contents import contents_list
from gen.sheets.distribution import distribution_list
from gen.sheets.html import html_sheet
from gen.sheets.printed import ListTable, PrintedList
from gen.sheets.printing import print_list
from tests.sheets.test_contents import odd_listing
from tests.sheets.test_page import listing
from tests.sheets.test_sheet_board import board, words
from tests.sheets.test_sheet_distribution import distribution, recipient
from tests.support.needs import needs_wkhtmltopdf
from tests.support.plans import Data, base, plan_of

NAMES = ("W" * 90, "ỦY BAN NHÂN DÂN " * 9, "một hai ba bốn năm " * 16, "Xã Quài Tở")


def odd_distribution() -> PrintedList:
    many = tuple(recipient(n, NAMES[n % 4][: 11 * n + 2].strip()) for n in range(60))
    return distribution_list(replace(distribution(), groups=(("Đơn vị", many),), title="Về việc " + "rất dài " * 40))


def odd_board() -> PrintedList:
    whole = board(14, 60)
    rows = tuple(
        replace(row, name=NAMES[n % 4][: 11 * n + 2].strip())
        for n, (_h, rows) in enumerate(whole.groups)
        for row in rows
    )
    reports = tuple(replace(r, name=NAMES[n % 4][:200], receiver=NAMES[2]) for n, r in enumerate(whole.reports))
    return board_list(replace(whole, groups=(("Đơn vị", rows),), reports=reports))


def register(count: int = 70) -> PrintedList:
    rows = [
        IndexRow(**dict.fromkeys(HEADINGS, "") | {"kind": "Kế hoạch", "subject": f"Việc {n}", "issuer": f"Xã {n}"})
        for n in range(count)
    ]
    return register_list(DocumentListHead("kh-1", "2020-11-05", "UBND huyện", "Trồng cây"), rows)


LISTS: dict[str, Callable[[], PrintedList]] = {
    "contents": lambda: contents_list(listing()),
    "contents, odd names": lambda: contents_list(odd_listing()),
    "distribution": lambda: distribution_list(distribution(60)),
    "distribution, odd names": odd_distribution,
    "board": lambda: board_list(board(6, 45)),
    "board, many reports": lambda: board_list(board(20, 40)),
    "board, odd names": odd_board,
    "board, no reports": lambda: board_list(replace(board(), reports=(), groups=())),
    "register": register,
}
EACH_LIST = pytest.mark.parametrize("name", LISTS)


def printed(name: str, engine: Engine, folder: Path) -> Path:
    target = folder / f"{engine.name}.pdf"
    assert print_list(LISTS[name](), engine, target).error is None
    return target


def pages_of(path: Path) -> list[str]:
    """The words of each page, without any white space: where lines break is not their matter."""
    with pypdfium2.PdfDocument(path) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060]", "", text.replace("\ufffe", "-"))


def heads_of(found: PrintedList) -> list[str]:
    """The headings of each table, one after the other."""
    return [squeezed("".join(column.heading for column in table.columns)) for table in found.tables]


def texts_of(found: PrintedList) -> list[str]:
    """Each text of the list, in order, but for what comes again on each page."""
    texts = [found.issuer.upper(), found.name.upper(), found.subject]
    texts += [f"({found.reference})"] if found.reference else []
    texts.append(found.summary)
    for table in found.tables:
        texts.append(table.caption)
        for entry in table.entries:
            texts.append(entry.heading)
            texts += [line.text for row in entry.rows for cell in row if cell is not None for line in cell]
    return [squeezed(text) for text in texts if text]


@EACH_LIST
def test_every_word_is_on_paper_and_no_other(name: str, tmp_path: Path) -> None:
    found, pages = LISTS[name](), pages_of(printed(name, Embedded(), tmp_path))
    own = Counter("".join(texts_of(found)))
    for number, page in enumerate(pages, 1):
        page = page.removeprefix(str(number)) if number > 1 else page
        for head in heads_of(found):
            page = page.replace(head, "")
        own.subtract(page)
    assert +own == Counter()
    assert -own == Counter()


@EACH_LIST
def test_each_page_has_its_number_and_the_head_of_the_table(name: str, tmp_path: Path) -> None:
    found, pages = LISTS[name](), pages_of(printed(name, Embedded(), tmp_path))
    for number, page in enumerate(pages[1:], 2):
        assert page.startswith(str(number))
        assert any(page.removeprefix(str(number)).startswith((head, table.caption)) for head, table in
                   zip(heads_of(found), map(squeezed_caption, found.tables), strict=True))  # fmt: skip


def squeezed_caption(table: ListTable) -> ListTable:
    return replace(table, caption=squeezed(table.caption) or "\0")


@pytest.mark.parametrize("name", ["contents", "distribution"])
def test_rows_of_one_entry_stand_on_one_page(name: str, tmp_path: Path) -> None:
    found, pages = LISTS[name](), pages_of(printed(name, Embedded(), tmp_path))
    assert len(pages) > 2
    for table in found.tables:
        for entry in table.entries:
            files = [squeezed(line.text) for row in entry.rows for line in row[-3 if name == "contents" else -2] or ()]
            assert any(all(file in page for file in files) for page in pages)


@EACH_LIST
def test_same_list_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = printed(name, Embedded(), tmp_path).read_bytes()
    assert printed(name, Embedded(), tmp_path).read_bytes() == first


@needs_wkhtmltopdf
@EACH_LIST
def test_both_engines_print_the_same_words(name: str, tmp_path: Path) -> None:
    words: list[Counter[str]] = []
    for engine in (Embedded(), Wkhtmltopdf()):
        text = "".join(
            page.removeprefix(str(number)) if number > 1 else page
            for number, page in enumerate(pages_of(printed(name, engine, tmp_path)), 1)
        )
        for again in (*heads_of(LISTS[name]()), *(squeezed(table.caption) for table in LISTS[name]().tables)):
            text = text.replace(again, "") if again else text
        words.append(Counter(text))
    assert words[0] == words[1]


@EACH_LIST
def test_list_is_archival(name: str, tmp_path: Path) -> None:
    assert validate_pdfa(printed(name, Embedded(), tmp_path)) == ()


def test_table_is_tagged_with_its_heads_and_with_cells_over_several_rows(tmp_path: Path) -> None:
    with pikepdf.open(printed("contents", Embedded(), tmp_path)) as pdf:
        kinds = Counter(str(item.get("/S")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary))
        spans = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/RowSpan" in str(item)]
    assert kinds["/Table"] == 1
    assert kinds["/TH"] == 7
    assert spans


def test_title_language_and_date_are_those_of_the_list(tmp_path: Path) -> None:
    with pikepdf.open(printed("register", Embedded(), tmp_path)) as pdf:
        assert str(pdf.docinfo.Title) == "Mục lục hồ sơ – kh-1"
        assert str(pdf.docinfo.CreationDate).startswith("D:20201105")
        assert str(pdf.Root.Lang) == "vi-VN"


def test_list_without_a_font_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_FONT", "Nonesuch")
    with pytest.raises(EngineError) as caught:
        printed("board", Embedded(), tmp_path)
    assert [found.code for found in caught.value.diagnostics] == ["PDF-005"]


@EACH_LIST
def test_style_needs_nothing_newer_than_old_webkit(name: str) -> None:
    assert not re.search(r"flex|grid|var\(|calc\(|rem\b|https?:|url\(|@import", html_sheet(LISTS[name]()))


def plan_with(**more: object) -> Data:
    recipients = ["UBND tỉnh (B/C);", "Lưu: VT."]
    return base(recipients=recipients, **more)


def shelf(*records: FileRecord) -> OutputFolder:
    manifest = Manifest("kh-1", "0", "", {record.path: record for record in records})
    folder = LocalFolder(Path("nowhere"))
    return OutputFolder(folder, {}, manifest, set(), Journal(folder))


def record(path: str, document: str, unit: str = "", **more: str) -> FileRecord:
    return FileRecord(path, document, path.rpartition(".")[2], "0" * 64, 1, unit, **more)  # type: ignore[arg-type]


def test_distribution_follows_the_plan_and_what_was_made(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, plan_with())
    made = shelf(
        record("ke-hoach.docx", "source"),
        record("xa-a/ke-hoach-xa-a.docx", "plan", "xa-a"),
        record("xa-a/bao-cao-xa-a.docx", "report", "xa-a"),
        record("xa-b/ke-hoach-xa-b.docx", "plan", "xa-b", number="05/KH-UBND", date="2021-03-09"),
    )
    text = words(html_sheet(plan_distribution(made, FormsInTime(Revisions.of(plan)), dossiers(plan))))
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
    return words(html_sheet(plan_board(plan, dossiers(plan))))


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
    assert "Cơ quan ban hành" not in html_sheet(plan_board(plan, dossiers(plan)))


def test_deadline_that_does_not_fit_a_cell_is_said_by_its_date(tmp_path: Path) -> None:
    raw = "chậm nhất là 10 ngày sau khi kết thúc đợt cao điểm, trước ngày 15 tháng 7 năm 2021"
    text = board_of(tmp_path, {"raw": raw, "value": "2021-07-15", "kind": "before"})
    assert "Ủy ban nhân dân xã Xuân An 15/07/2021 – –" in text
    assert raw.replace("ngày 15 tháng 7 năm 2021", "ngày 15/7/2021") in text
