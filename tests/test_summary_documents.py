"""gen report: the Word document, its chart, and the workbook in which each figure can be traced."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx_text import lines
from form_filling import filled
from lxml import etree
from offices import TEMPLATES, run
from PIL import Image
from test_summing import NOON, collection, report, value

from gen.cli import main
from gen.linting.checking import check_document
from gen.ooxml import read_document
from gen.pdf.chart import Bar, bar_chart
from gen.returns.collection import Rejected
from gen.returns.consolidating import Consolidated, consolidate
from gen.returns.summary_words import LEGEND, percent, shown
from gen.store.connecting import disconnect
from gen.word.template import load_template

DAY = date(2021, 7, 20)
A = report(
    "xa-a", value("1.1", "status", "Hoàn thành"), value("1.1", "result", "=1+1 “đã” trồng & tưới <xong>"),
    value("1.1/1", "numerator", "1"), value("1.1/1", "denominator", "2"), value("", "difficulties", "Thiếu vốn"),
)  # fmt: skip
B = report(
    "xa-b", value("1.1", "status", "Hoàn thành"), value("1.1/1", "numerator", "90"),
    value("1.1/1", "denominator", "100"), apart=((value("2.1", "status", "gần xong"), "không có tình trạng này"),),
)  # fmt: skip


def made(folder: Path, *reports: object, rejected: tuple[Rejected, ...] = ()) -> Consolidated:
    found = collection(folder, *reports, rejected=rejected)  # type: ignore[arg-type]
    return consolidate(found, load_template(TEMPLATES, "summary.docx"), DAY)


def body(found: Consolidated) -> list[str]:
    return lines(found.docx)


def sheet(found: Consolidated, name: str) -> list[dict[str, object]]:
    rows = list(openpyxl.load_workbook(io.BytesIO(found.xlsx))[name].iter_rows(min_row=2, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_the_first_line_says_from_how_many_of_how_many_and_who_is_missing(tmp_path: Path) -> None:
    said = body(made(tmp_path, A))
    first = said[next(n for n, line in enumerate(said) if line.startswith("Kính gửi")) + 1]
    assert first.startswith(
        "Báo cáo này tổng hợp từ báo cáo của 1/2 đơn vị phải gửi; còn 1 đơn vị chưa gửi: UBND xã Xuân Bình."
    )
    assert "không được tính là 0" in first


def test_with_all_in_it_says_so(tmp_path: Path) -> None:
    assert made(tmp_path, A, B).completeness == "Báo cáo này tổng hợp từ báo cáo của cả 2 đơn vị phải gửi."


def test_each_task_says_how_many_did_what_and_what_they_say(tmp_path: Path) -> None:
    said = body(made(tmp_path, A, B))
    assert "Giao 2 đơn vị; 2 đơn vị báo cáo: 2 hoàn thành." in said
    assert "- UBND xã Xuân An: =1+1 “đã” trồng & tưới <xong>" in said
    assert any(line.startswith("Giao 1 đơn vị; 0 đơn vị báo cáo; 1 đã gửi báo cáo nhưng bỏ trống") for line in said)


def test_the_target_is_the_quotient_of_the_sums(tmp_path: Path) -> None:
    said = " ".join(body(made(tmp_path, A, B)))
    assert "89,22% (2/2 đơn vị)" in said
    assert "Chưa đạt mức giao: UBND xã Xuân An (50%)" in said


def test_what_does_not_count_is_named_with_the_reason(tmp_path: Path) -> None:
    bad = Rejected("", NOON, "0" * 64, "la.docx", "tệp hỏng")
    said = " ".join(body(made(tmp_path, A, B, rejected=(bad,))))
    for words in ("gần xong", "không có tình trạng này", "la.docx", "tệp hỏng", "1 tệp và 1 nội dung"):
        assert words in said


def test_what_came_later_than_the_day_is_not_in_it(tmp_path: Path) -> None:
    found = consolidate(collection(tmp_path, A), load_template(TEMPLATES, "summary.docx"), date(2021, 7, 9))
    assert "0/2 đơn vị" in found.completeness
    assert "Thiếu vốn" not in " ".join(body(found))


def test_the_chart_is_a_picture_that_says_its_figures_in_words(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(tmp_path, A).docx)) as archive:
        (name,) = (name for name in archive.namelist() if name.startswith("word/media/"))
        picture = Image.open(io.BytesIO(archive.read(name)))
        root = etree.fromstring(archive.read("word/document.xml"))
    assert picture.format == "PNG"
    assert picture.width > 1000
    (described,) = (e.get("descr") for e in root.iter("{*}docPr"))
    assert "UBND xã: hoàn thành 1, chưa gửi báo cáo 1." in str(described)


def test_the_chart_is_the_same_for_the_same_counts_and_takes_no_text_for_code() -> None:
    bars = [Bar('#panic("x") *a* $b$ \\ "]', (1, 0, 2, 0, 0, 3)), Bar("không ai", (0, 0, 0, 0, 0, 1))]
    assert bar_chart(LEGEND, bars).png == bar_chart(LEGEND, bars).png
    assert bar_chart(LEGEND, bars).png != bar_chart(LEGEND, bars[:1]).png


def test_every_cell_that_was_given_is_in_the_workbook_with_where_it_comes_from(tmp_path: Path) -> None:
    rows = sheet(made(tmp_path, A, B), "Chi tiết")
    assert len(rows) == len(A.values) + len(B.values) + len(B.apart)
    first = rows[0]
    assert (first["Mã đơn vị"], first["Mã nhiệm vụ"], first["Ô"], first["Nội dung"]) == (
        "xa-a",
        "1.1",
        "status",
        "Hoàn thành",
    )
    assert (first["Nhận ra nhờ"], first["Nhận lúc"], first["Tệp"]) == ("control", "10/07/2021 12:00", "xa-a.docx")
    assert first["sha256"] == A.sha256


def test_the_figure_of_the_report_is_the_sum_of_the_rows_that_count(tmp_path: Path) -> None:
    found = made(tmp_path, A, B)
    counted = [row for row in sheet(found, "Chi tiết") if row["Tính"] == "x"]
    total = sum(Decimal(str(row["Số"])) for row in counted if row["Ô"] == "numerator")
    (target,) = sheet(found, "Chỉ tiêu")
    assert Decimal(str(target["Tổng tử số"])) == total == Decimal(91)


def test_what_does_not_count_has_its_reason_in_the_workbook(tmp_path: Path) -> None:
    (row,) = (row for row in sheet(made(tmp_path, A, B), "Chi tiết") if row["Tính"] != "x")
    assert (row["Nội dung"], row["Vì sao không tính"]) == ("gần xong", "không có tình trạng này")


def test_no_text_is_a_formula_in_the_workbook(tmp_path: Path) -> None:
    for page in openpyxl.load_workbook(io.BytesIO(made(tmp_path, A, B).xlsx)):
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}


def test_the_report_keeps_the_layout_rules(tmp_path: Path) -> None:
    assert check_document(read_document(made(tmp_path, A, B).docx)) == ()


@pytest.mark.parametrize(
    ("number", "words"), [("1234.5", "1.234,5"), ("100", "100"), ("0.50", "0,5"), ("1000000", "1.000.000")]
)
def test_numbers_are_written_as_vietnamese_writes_them(number: str, words: str) -> None:
    assert shown(Decimal(number)) == words
    assert percent(Decimal("33.335")) == "33,34%"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    collection(tmp_path)
    run(tmp_path / "plan.yaml")
    form = tmp_path / "out" / "kh-1" / "xa-a" / "bao-cao-xa-a.docx"
    (tmp_path / "bc.docx").write_bytes(
        filled(form.read_bytes(), {"1.1/result": "đã trồng", "1.1/1/numerator": "1.234,5"})
    )
    assert CliRunner().invoke(main, ["collect", "bc.docx", "--received", "2021-07-12"]).exit_code == 0
    yield tmp_path
    disconnect()


def test_from_a_filled_form_to_the_report(office: Path) -> None:
    arguments = ["report", "--as-of", "2021-07-20", "--templates", str(TEMPLATES), "--to", str(office)]
    ended = CliRunner().invoke(main, arguments)
    assert ended.exit_code == 0, ended.output
    assert "1/2 đơn vị" in ended.output
    said = " ".join(lines(office / "bao-cao-tong-hop.docx"))
    assert "UBND xã Xuân An: đã trồng" in said
    assert "Không tính: UBND xã Xuân An, không ghi mẫu số" in said
    again = CliRunner().invoke(main, arguments)
    assert again.exit_code != 0
    assert again.output.count("RET-006") == 2
    assert CliRunner().invoke(main, [*arguments, "--force"]).exit_code == 0
