"""Charts of indicators: this period beside the one before, an axis for each unit, nothing unknown drawn as 0."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from gen.ooxml import read_document
from gen.ooxml.model import Chart, DocumentParagraph
from gen.pdf import ConversionJob
from gen.pdf.embedded.document import render_document
from gen.pdf.engines.libreoffice import LibreOffice
from gen.pdf.faces import require_font_book
from gen.pdf.pdfa.validation import validate_pdfa
from gen.returns.consolidation.figure_charts import BEFORE, NOW
from gen.returns.consolidation.report import consolidate
from gen.word.template.loading import load_template
from tests.returns.test_indicator_periods import (
    ALL,
    FIRST,
    POOR,
    POOR_SHARE,
    SECOND,
    SEEN,
    SHARE,
    Answers,
    plan_with,
    sent,
)
from tests.support.docx_text import lines
from tests.support.needs import needs_libreoffice
from tests.support.offices import TEMPLATES
from tests.support.plans import Data
from tests.support.set_pages import texts

D = Decimal
WAIT = {"id": "CT06", "name": "Số ngày chờ khám", "unit": "ngày", "total": "mean"}
Bars = dict[str, dict[str, Decimal | None]]


def report(folder: Path, indicators: list[Data], periods: Mapping[str, Mapping[str, Answers]]) -> bytes:
    """The consolidated report of the last of the periods."""
    plan = plan_with(folder / "plan", *indicators)
    *earlier, last = [sent(plan, period, answers) for period, answers in periods.items()]
    template = load_template(TEMPLATES, "summary.docx")
    return consolidate(last, template, date(2026, 7, 20), earlier=earlier).docx


def charts(docx: bytes) -> list[Chart]:
    """The charts of figures, as the embedded engine reads them."""
    found = [
        inline
        for section in read_document(docx).sections
        for block in section.blocks
        if isinstance(block, DocumentParagraph)
        for inline in block.inlines
        if isinstance(inline, Chart)
    ]
    return [one for one in found if one.scale is not None]


def bars(docx: bytes) -> list[Bars]:
    """For each chart, by the name of a bar, its figures by the name of their series."""
    return [
        {name: {of.name: of.values[n] for of in one.series} for n, name in enumerate(one.categories)}
        for one in charts(docx)
    ]


def titles(docx: bytes) -> list[str]:
    return [line for line in lines(docx) if line.startswith("Biểu đồ ")]


TWO = {
    FIRST: {"xa-a": {"CT01/count": "1.000", "CT02/count": "2.000", "CT04/count": "50"},
            "xa-b": {"CT01/count": "234", "CT02/count": "1.000", "CT04/count": "10"}},
    SECOND: {"xa-a": {"CT01/count": "1.500", "CT02/count": "2.000", "CT04/count": "40"},
             "xa-b": {"CT01/count": "500", "CT02/count": "1.000", "CT04/count": "20"}},
}  # fmt: skip


def test_figures_of_one_unit_stand_beside_each_other_and_others_in_a_chart_of_their_own(tmp_path: Path) -> None:
    found = report(tmp_path, [SEEN, ALL, SHARE, POOR, POOR_SHARE], TWO)
    assert bars(found) == [
        {"Số trẻ em được khám": {NOW: 2000, BEFORE: 1234}, "Số trẻ em": {NOW: 3000, BEFORE: 3000}},
        {"Tỷ lệ được khám": {NOW: D("66.67"), BEFORE: D("41.13")}, "Tỷ lệ hộ nghèo": {NOW: 2, BEFORE: 2}},
        {"Số hộ nghèo": {NOW: 60, BEFORE: 60}},
    ]
    assert titles(found) == [
        "Biểu đồ 1. Kỳ này so với kỳ trước (đơn vị tính: trẻ em)",
        "Biểu đồ 2. Kỳ này so với kỳ trước (đơn vị tính: %)",
        "Biểu đồ 3. Kỳ này so với kỳ trước (đơn vị tính: hộ)",
    ]


def test_bar_says_of_how_many_units_it_is_where_some_gave_nothing(tmp_path: Path) -> None:
    found = report(tmp_path, [SEEN, ALL], {
        FIRST: {"xa-a": {"CT01/count": "9", "CT02/count": "10"}, "xa-b": {"CT02/count": "5"}},
        SECOND: {"xa-a": {"CT01/count": "7", "CT02/count": "8"}, "xa-b": {"CT01/count": "6"}},
    })  # fmt: skip
    assert bars(found) == [{
        "Số trẻ em được khám (kỳ trước 1/2 đơn vị)": {NOW: 13, BEFORE: 9},
        "Số trẻ em (1/2 đơn vị)": {NOW: 8, BEFORE: 15},
    }]  # fmt: skip


def test_period_before_without_a_figure_has_no_bar(tmp_path: Path) -> None:
    found = report(tmp_path, [SEEN, ALL], {
        FIRST: {"xa-a": {"CT02/count": "10"}}, SECOND: {"xa-a": {"CT01/count": "0", "CT02/count": "8"}},
    })  # fmt: skip
    (drawn,) = bars(found)
    assert [figures[BEFORE] for figures in drawn.values()] == [None, 10]
    assert [figures[NOW] for figures in drawn.values()] == [0, 8]


def test_indicator_without_a_figure_of_this_period_is_not_drawn(tmp_path: Path) -> None:
    found = report(tmp_path, [SEEN, ALL], {
        FIRST: {"xa-a": {"CT01/count": "5", "CT02/count": "10"}}, SECOND: {"xa-a": {"CT02/count": "8"}},
    })  # fmt: skip
    assert [[name.partition(" (")[0] for name in drawn] for drawn in bars(found)] == [["Số trẻ em"]]


def test_single_figure_with_nothing_beside_it_has_no_chart(tmp_path: Path) -> None:
    assert bars(report(tmp_path, [ALL, POOR], {FIRST: {"xa-a": {"CT02/count": "8", "CT04/count": "1"}}})) == []


def test_first_period_has_one_bar_for_each_figure_of_a_unit(tmp_path: Path) -> None:
    found = report(tmp_path, [SEEN, ALL], {FIRST: {"xa-a": {"CT01/count": "5", "CT02/count": "8"}}})
    assert [[of.name for of in one.series] for one in charts(found)] == [[NOW]]
    assert titles(found) == ["Biểu đồ 1. Số liệu kỳ này (đơn vị tính: trẻ em)"]


def test_mean_is_named_as_one_and_drawn_with_two_places(tmp_path: Path) -> None:
    found = report(tmp_path, [WAIT], {
        FIRST: {"xa-a": {"CT06/count": "1"}, "xa-b": {"CT06/count": "2"}},
        SECOND: {"xa-a": {"CT06/count": "1,333"}, "xa-b": {"CT06/count": "2"}},
    })  # fmt: skip
    assert bars(found) == [{"Số ngày chờ khám, bình quân một đơn vị": {NOW: D("1.67"), BEFORE: D("1.5")}}]


def test_more_figures_of_a_unit_than_a_chart_holds_go_on_in_another(tmp_path: Path) -> None:
    many = [{"id": f"S{number:02}", "name": f"Số thứ {number}", "unit": "Vụ" if number % 2 else "vụ"}
            for number in range(14)]  # fmt: skip
    found = report(tmp_path, many, {FIRST: {"xa-a": {f"S{number:02}/count": str(number) for number in range(14)}}})
    assert [len(drawn) for drawn in bars(found)] == [12, 2]


def test_number_beyond_what_a_chart_holds_exactly_is_left_to_the_table(tmp_path: Path) -> None:
    found = report(tmp_path, [SEEN, ALL], {
        FIRST: {"xa-a": {"CT01/count": "1.000.000.000.000.000", "CT02/count": "8"}},
        SECOND: {"xa-a": {"CT01/count": "7", "CT02/count": "8"}},
    })  # fmt: skip
    assert [[name.partition(" (")[0] for name in drawn] for drawn in bars(found)] == [["Số trẻ em"]]


def test_chart_says_its_figures_in_words_and_has_a_workbook_with_them(tmp_path: Path) -> None:
    found = report(tmp_path, [SEEN, ALL, SHARE], {**TWO, FIRST: {"xa-a": TWO[FIRST]["xa-a"]}})
    first, share = charts(found)
    assert first.alt == (
        "Biểu đồ 1. Kỳ này so với kỳ trước (đơn vị tính: trẻ em). "
        "Số trẻ em được khám: 2.000, kỳ trước 1.000 (1/2 đơn vị); Số trẻ em: 3.000, kỳ trước 2.000 (1/2 đơn vị)."
    )
    assert "Tỷ lệ được khám: 66,67%, kỳ trước 50% (1/2 đơn vị)." in share.alt
    with ZipFile(BytesIO(found)) as package:
        book = load_workbook(BytesIO(package.read("word/embeddings/bieuDoSoLieu2.xlsx")))
    assert [*book["Sheet1"].iter_rows(values_only=True)] == [
        ("", NOW, BEFORE), ("Tỷ lệ được khám (kỳ trước 1/2 đơn vị)", 66.67, 50),
    ]  # fmt: skip


def test_drawings_of_a_report_have_different_numbers(tmp_path: Path) -> None:
    with ZipFile(BytesIO(report(tmp_path, [SEEN, ALL, SHARE], TWO))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    numbers = [one.get("id") for one in body.iter("{*}docPr")]
    assert len(numbers) == 3
    assert len(set(numbers)) == 3


def test_template_of_an_office_without_the_charts_gets_none(tmp_path: Path) -> None:
    """One that was made before there were any shows none, and has no parts that nothing leads to."""
    own = tmp_path / "templates"
    own.mkdir()
    with ZipFile(TEMPLATES / "summary.docx") as package, ZipFile(own / "summary.docx", "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                assert b"bieu_do_so_lieu" in content
                content = content.replace(b"{{r bieu.hinh }}", b"").replace(
                    b"for bieu in bieu_do_so_lieu", b"for bieu in so_lieu"
                )
            changed.writestr(name, content)
    plan = plan_with(tmp_path / "plan", SEEN, ALL)
    found = consolidate(sent(plan, SECOND, TWO[SECOND]), load_template(own, "summary.docx"), date(2026, 7, 20)).docx
    with ZipFile(BytesIO(found)) as package:
        assert [name for name in package.namelist() if "charts/" in name and not name.endswith(".rels")] == [
            "word/charts/bieuDoTienDo.xml"
        ]


@pytest.mark.parametrize("figure", ["1.234.567", "0,5", "999.999.999.999"])
def test_pdf_shows_a_number_as_the_table_writes_it_but_for_dots_beside_places_or_from_a_thousand_million(
    tmp_path: Path, figure: str
) -> None:
    found = report(tmp_path, [POOR], {
        period: {unit: {"CT04/count": figure} for unit in ("xa-a",)} for period in (FIRST, SECOND)
    })  # fmt: skip
    setting = render_document(read_document(found), require_font_book())
    assert setting.unsupported == ()
    (tmp_path / "report.pdf").write_bytes(setting.pdf)
    assert validate_pdfa(tmp_path / "report.pdf") == ()
    page = next(text for text in texts(setting.pdf) if "Biểu đồ 1" in text)
    shown = "999999999999" if figure.startswith("999") else figure
    assert page.partition("Biểu đồ 1")[2].split().count(shown) == 2


@needs_libreoffice
def test_libreoffice_shows_the_same_bars(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(report(tmp_path, [SEEN, ALL], TWO))
    [outcome] = LibreOffice().convert([ConversionJob(tmp_path / "report.docx", tmp_path / "report.pdf")])
    assert outcome.error is None
    page = next(text for text in texts((tmp_path / "report.pdf").read_bytes()) if "Biểu đồ 1" in text)
    for words in (NOW, BEFORE, "1.234", "2.000"):
        assert words in page
    assert page.partition("Biểu đồ 1")[2].split().count("3.000") == 2
