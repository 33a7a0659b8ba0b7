"""gen report: the Word document, its chart, and the workbook in which each figure can be traced."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from click.testing import CliRunner
from lxml import etree

from gen.cli import main
from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.linting.rules.check import check_document
from gen.ooxml import read_document
from gen.ooxml.model import Chart, DocumentParagraph
from gen.ooxml.package import OoxmlPackage
from gen.pdf import ConversionJob
from gen.pdf.embedded.document import render_document
from gen.pdf.engines.libreoffice import LibreOffice
from gen.pdf.faces import require_font_book
from gen.pdf.pdfa.validation import validate_pdfa
from gen.returns.collection import RejectedFile, SignedReturn
from gen.returns.consolidation.chart import LEGEND
from gen.returns.consolidation.report import ConsolidatedReport, consolidate
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import FieldValue
from gen.store.connection import disconnect
from gen.text import format_decimal, format_percent
from gen.word.template.loading import load_template
from tests.returns.test_summing import NOON, collection, report, value
from tests.support import plans
from tests.support.docx_text import lines, rows
from tests.support.form_filling import filled
from tests.support.needs import needs_libreoffice
from tests.support.offices import TEMPLATES, run
from tests.support.quarters import quarter, quarterly, quarterly_plan, returned
from tests.support.set_pages import texts

DAY, PLANTED = date(2021, 7, 20), date(2026, 3, 31)
NUMBER = FieldValue(FormField("1.1/1", "numerator", FieldKind.NUMBER), "khoảng 150", "control")
A = report(
    "xa-a", value("1.1", "status", "Hoàn thành"), value("1.1", "result", "=1+1 “đã” trồng & tưới <xong>"),
    value("1.1/1", "numerator", "1"), value("1.1/1", "denominator", "2"), value("", "difficulties", "Thiếu vốn"),
)  # fmt: skip
B = report(
    "xa-b", value("1.1", "status", "Hoàn thành"), value("1.1/1", "numerator", "90"),
    value("1.1/1", "denominator", "100"),
    quarantined_values=((value("2.1", "status", "gần xong"), Reason.parse("không có tình trạng này")),),
)  # fmt: skip


def made(folder: Path, *reports: object, rejected: tuple[RejectedFile, ...] = ()) -> ConsolidatedReport:
    found = collection(folder, *reports, rejected=rejected)  # type: ignore[arg-type]
    return consolidate(found, load_template(TEMPLATES, "summary.docx"), DAY)


def body(found: ConsolidatedReport) -> list[str]:
    return lines(found.docx)


def sheet(found: ConsolidatedReport, name: str) -> list[dict[str, object]]:
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


def test_who_left_something_out_is_said_with_or(tmp_path: Path) -> None:
    bad = RejectedFile("xa-a", NOON, "1" * 64, "hong.docx", Reason.of(ReasonCode.DAMAGED))
    assert made(tmp_path, B, rejected=(bad,)).completeness == (
        "Báo cáo này tổng hợp từ báo cáo của 1/2 đơn vị phải gửi; 1 đơn vị đã gửi tệp chưa tính được: UBND xã Xuân An. "
        "Số liệu dưới đây chỉ là của các đơn vị có báo cáo tính được; đơn vị có tệp chưa tính được không được tính "
        "là 0."
    )
    found = made(tmp_path, rejected=(bad,)).completeness
    assert found.endswith("đơn vị chưa gửi hoặc có tệp chưa tính được không được tính là 0.")


def test_a_unit_of_many_files_that_do_not_count_says_how_many_more_there_are(tmp_path: Path) -> None:
    bad = tuple(
        RejectedFile("xa-a", NOON + timedelta(days=n), f"{n}" * 64, f"{n}.docx", Reason.of(ReasonCode.DAMAGED))
        for n in range(6)
    )
    found = made(tmp_path, B, rejected=bad)
    [row] = [row for row in rows(found.docx, "TT") if "không đọc được" in row[4]]
    assert row[4].count("đã gửi tệp ngày") == 4
    assert row[4].endswith("; và 2 tệp khác (Phụ lục V)")


def test_without_a_report_that_counts_no_field_says_that_nobody_sent_one(tmp_path: Path) -> None:
    bad = RejectedFile("xa-a", NOON, "1" * 64, "hong.docx", Reason.of(ReasonCode.BLANK))
    said = " ".join(body(made(tmp_path, rejected=(bad,))))
    assert "Khó khăn: chưa có báo cáo nào để tổng hợp." in said
    assert "chưa có đơn vị nào gửi" not in said


def test_each_task_says_how_many_did_what_and_what_they_say(tmp_path: Path) -> None:
    said = body(made(tmp_path, A, B))
    words = " ".join(said)
    assert "(mục 1.1): giao 2 đơn vị; 2 đơn vị báo cáo: 2 hoàn thành." in words
    assert "Kết quả các đơn vị nêu: “=1+1 “đã” trồng & tưới <xong>” (UBND xã Xuân An)." in said
    misfit = "1 ghi chữ khác với các tình trạng của biểu mẫu"
    assert f"(mục 2.1): giao 1 đơn vị; 1 đơn vị báo cáo: {misfit}." in words


def test_supporters_are_said_apart_from_those_who_lead(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    done = returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành", t1_1__result="trồng 2 ha")
    helped = returned("phong-yte", "2026-03-18", t1_1__status="Đang thực hiện", t1_1__result="trồng 2 ha")
    found = consolidate(quarter(plan, "2026-Q1", done, helped), load_template(TEMPLATES, "summary.docx"), PLANTED)
    said = " ".join(body(found))
    assert (
        "giao 2 đơn vị; 1 đơn vị báo cáo: 1 hoàn thành; 1 chưa có báo cáo. Phối hợp: 1 lượt, 1 lượt có báo cáo."
    ) in said
    assert "“trồng 2 ha” (UBND xã Xuân An); “trồng 2 ha” (Phòng Y tế, phối hợp)" in said
    assert "Phối hợp: 1 đơn vị (1 đang thực hiện)" in said
    row = sheet(found, "Tổng hợp")[0]
    assert (row["Số đơn vị giao"], row["Hoàn thành"], row["Số đơn vị phối hợp"]) == (2, 1, 1)
    assert row["Phối hợp: đang thực hiện"] == 1


def test_supporter_of_whom_there_is_a_signed_copy_alone_left_nothing_blank(tmp_path: Path) -> None:
    signed = (SignedReturn("phong-yte", NOON, "1" * 64, "ky.pdf"),)
    found = consolidate(
        quarter(quarterly_plan(tmp_path), "2026-Q1", signed=signed), load_template(TEMPLATES, "summary.docx"), PLANTED
    )
    row = sheet(found, "Tổng hợp")[0]
    assert (row["Phối hợp: bản ký, chưa nhập"], row["Phối hợp: không ghi, bỏ trống"]) == (1, 0)


def test_where_no_lead_owes_the_report_it_says_so(tmp_path: Path) -> None:
    data = quarterly()
    data["obligations"][0]["of"] = ["phong-yte"]
    found = consolidate(
        quarter(plans.plan_of(tmp_path, data), "2026-Q1"), load_template(TEMPLATES, "summary.docx"), PLANTED
    )
    said = " ".join(body(found))
    assert "(mục 1.1): đơn vị chủ trì không phải gửi báo cáo này. Phối hợp: 1 lượt, 0 lượt có báo cáo." in said


def test_the_report_and_its_workbook_bear_the_period_in_their_titles(tmp_path: Path) -> None:
    found = consolidate(quarter(quarterly_plan(tmp_path), "2026-Q1"), load_template(TEMPLATES, "summary.docx"), PLANTED)
    subject = next(line for line in body(found) if line.startswith("Tổng hợp kết quả thực hiện"))
    assert subject.endswith(", quý I năm 2026")
    title = str(openpyxl.load_workbook(io.BytesIO(found.xlsx)).worksheets[0]["A1"].value)
    assert title.split() == subject.split()


def test_no_key_of_a_field_stands_where_people_read(tmp_path: Path) -> None:
    about = Reason.of(ReasonCode.NO_NUMBER)
    unread = (value("1.1/1", "denominator", "2"), Reason.parse("tệp hỏng")), (NUMBER, about)
    said = " ".join(body(made(tmp_path, report("xa-a", quarantined_values=unread))))
    assert "tử số ghi “khoảng 150”, không đọc được thành số" in said
    assert "không ghi tử số" not in said
    assert "mục 1.1, chỉ tiêu 1 – Tử số" in " ".join(said.split())
    for key in ("numerator", "denominator", "1.1/1"):
        assert key not in said


def test_the_target_is_the_quotient_of_the_sums(tmp_path: Path) -> None:
    said = " ".join(body(made(tmp_path, A, B)))
    assert "89,22% (2/2 đơn vị)" in said
    assert "Chưa đạt mức giao: UBND xã Xuân An (50%)" in said


def test_what_does_not_count_is_named_with_the_reason(tmp_path: Path) -> None:
    bad = RejectedFile("", NOON, "0" * 64, "la.docx", Reason.parse("tệp hỏng"))
    said = " ".join(body(made(tmp_path, A, B, rejected=(bad,))))
    for words in ("gần xong", "không có tình trạng này", "la.docx", "tệp hỏng", "1 tệp và 1 nội dung"):
        assert words in said


def test_what_came_later_than_the_day_is_not_in_it(tmp_path: Path) -> None:
    found = consolidate(collection(tmp_path, A), load_template(TEMPLATES, "summary.docx"), date(2021, 7, 9))
    assert "0/2 đơn vị" in found.completeness
    assert "Thiếu vốn" not in " ".join(body(found))


def parts(found: ConsolidatedReport) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(found.docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def chart(found: ConsolidatedReport) -> Chart:
    (drawn,) = (
        inline
        for section in read_document(found.docx).sections
        for block in section.blocks
        if isinstance(block, DocumentParagraph)
        for inline in block.inlines
        if isinstance(inline, Chart)
    )
    return drawn


def test_the_chart_is_one_of_word_that_says_its_figures_in_words(tmp_path: Path) -> None:
    drawn = chart(made(tmp_path, A))
    assert drawn.alt.startswith("Tiến độ theo mục của kế hoạch. ")
    assert "UBND xã: hoàn thành 1, chưa có báo cáo 1." in drawn.alt
    assert tuple(series.name for series in drawn.series) == LEGEND
    named = {category.rpartition(" (")[0]: number for number, category in enumerate(drawn.categories)}
    (number,) = (number for name, number in named.items() if name.endswith("UBND xã"))
    figures = {series.name: series.values[number] for series in drawn.series if series.values[number]}
    assert figures == {"Hoàn thành": 1, "Chưa có báo cáo": 1}


def test_every_part_of_the_chart_is_known_to_the_package(tmp_path: Path) -> None:
    found = parts(made(tmp_path, A))
    types = etree.fromstring(found["[Content_Types].xml"])
    endings = {e.get("Extension"): e.get("ContentType") for e in types.iter("{*}Default")}
    overrides = {e.get("PartName"): e.get("ContentType") for e in types.iter("{*}Override")}
    assert overrides["/word/charts/bieuDoTienDo.xml"].endswith("drawingml.chart+xml")
    assert endings["xlsx"].endswith("spreadsheetml.sheet")
    links = OoxmlPackage(found, {n: etree.fromstring(c) for n, c in found.items() if n.endswith((".xml", ".rels"))})
    to_chart = links.relationships("word/document.xml")["bieuDoTienDo"]
    (to_book,) = links.relationships(to_chart.target).values()
    assert (to_chart.kind, to_chart.target) == ("chart", "word/charts/bieuDoTienDo.xml")
    assert (to_book.kind, to_book.target) == ("package", "word/embeddings/bieuDoTienDo.xlsx")
    assert found[to_book.target].startswith(b"PK")


def test_the_workbook_behind_the_chart_has_the_figures_that_it_shows(tmp_path: Path) -> None:
    found = made(tmp_path, A, B)
    drawn, content = chart(found), parts(found)["word/embeddings/bieuDoTienDo.xlsx"]
    head, *rows = openpyxl.load_workbook(io.BytesIO(content))["Sheet1"].iter_rows(values_only=True)
    assert [cell or "" for cell in head] == ["", *LEGEND]
    assert [row[0] for row in rows] == list(drawn.categories)
    figures = zip(*(series.values for series in drawn.series), strict=True)
    assert [row[1:] for row in rows] == list(figures)


def test_the_chart_is_the_same_for_the_same_counts(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    assert made(tmp_path / "one", A).docx == made(tmp_path / "other", A).docx
    assert made(tmp_path / "one", A).docx != made(tmp_path / "other", A, B).docx


def test_the_report_with_its_chart_becomes_a_pdf_with_every_number_of_it(tmp_path: Path) -> None:
    found = made(tmp_path, A, B)
    setting = render_document(read_document(found.docx), require_font_book())
    assert setting.unsupported == ()
    (tmp_path / "summary.pdf").write_bytes(setting.pdf)
    assert validate_pdfa(tmp_path / "summary.pdf") == ()
    text = texts(setting.pdf)[0]
    assert all(name in text for name in LEGEND)
    with pikepdf.open(tmp_path / "summary.pdf") as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == [chart(found).alt]


@needs_libreoffice
def test_libreoffice_shows_the_chart(tmp_path: Path) -> None:
    (tmp_path / "summary.docx").write_bytes(made(tmp_path, A, B).docx)
    [outcome] = LibreOffice().convert([ConversionJob(tmp_path / "summary.docx", tmp_path / "summary.pdf")])
    assert outcome.error is None
    text = texts((tmp_path / "summary.pdf").read_bytes())[0]
    assert all(name in text for name in LEGEND)


def test_every_cell_that_was_given_is_in_the_workbook_with_where_it_comes_from(tmp_path: Path) -> None:
    rows = sheet(made(tmp_path, A, B), "Chi tiết")
    assert len(rows) == len(A.values) + len(B.values) + len(B.quarantined_values)
    first = rows[0]
    assert (first["Mã đơn vị"], first["Mã nhiệm vụ"], first["Ô"], first["Nội dung"]) == (
        "xa-a",
        "1.1",
        "Tình trạng",
        "Hoàn thành",
    )
    assert (first["Nhận ra nhờ"], first["Nhận lúc"], first["Tệp"]) == ("ô điền", "10/07/2021 12:00", "xa-a.docx")
    assert first["sha256"] == A.sha256


def test_the_figure_of_the_report_is_the_sum_of_the_rows_that_count(tmp_path: Path) -> None:
    found = made(tmp_path, A, B)
    counted = [row for row in sheet(found, "Chi tiết") if row["Tính"] == "x"]
    total = sum(Decimal(str(row["Số"])) for row in counted if row["Ô"] == "Tử số")
    (target,) = sheet(found, "Chỉ tiêu")
    assert Decimal(str(target["Tổng tử số"])) == total == Decimal(91)


def test_what_does_not_count_has_its_reason_in_the_workbook(tmp_path: Path) -> None:
    (row,) = (row for row in sheet(made(tmp_path, A, B), "Chi tiết") if row["Tính"] != "x")
    assert (row["Nội dung"], row["Vì sao không tính"]) == ("gần xong", "không có tình trạng này")


def test_answer_that_counts_beside_one_to_a_task_that_is_gone_counts_in_the_workbook_too(tmp_path: Path) -> None:
    gone = value("1.1/1", "numerator", "7")
    both = replace(A, quarantined_values=((gone, Reason.of(ReasonCode.TASK_CHANGED)),))
    rows = [row for row in sheet(made(tmp_path, both), "Chi tiết") if row["Ô"] == "Tử số"]
    assert [(row["Số"], row["Tính"]) for row in rows] == [(1, "x"), (7, None)]


def test_no_text_is_a_formula_in_the_workbook(tmp_path: Path) -> None:
    for page in openpyxl.load_workbook(io.BytesIO(made(tmp_path, A, B).xlsx)):
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}


def test_the_report_keeps_the_layout_rules(tmp_path: Path) -> None:
    """But for the places that ask the consolidating office for its own words, which are not sent (RET-048)."""
    found = check_document(read_document(made(tmp_path, A, B).docx))
    assert {(one.rule, "ghi: " in one.actual) for one in found} == {("LINT-101", True)}


@pytest.mark.parametrize(
    ("number", "words"), [("1234.5", "1.234,5"), ("100", "100"), ("0.50", "0,5"), ("1000000", "1.000.000")]
)
def test_numbers_are_written_as_vietnamese_writes_them(number: str, words: str) -> None:
    assert format_decimal(Decimal(number)) == words
    assert format_percent(Decimal("33.335")) == "33,34%"


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
    assert "“đã trồng” (UBND xã Xuân An)" in said
    assert "Không tính: UBND xã Xuân An, không ghi mẫu số" in said
    for name in ("bao-cao-tong-hop.docx", "bao-cao-tong-hop.xlsx"):
        (office / name).write_bytes(b"edited")
    again = CliRunner().invoke(main, arguments)
    assert again.exit_code != 0
    assert again.output.count("RET-007") == 2
    assert CliRunner().invoke(main, [*arguments, "--force"]).exit_code == 0
