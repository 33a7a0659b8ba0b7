"""Charts of Word: written, read again, drawn to scale; what is not known whole is refused by name."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gen.ooxml.charts import read_chart
from gen.ooxml.model import Chart, ChartSeries
from gen.word.charts import chart_part
from gen.word.drawings import chart_run, emu
from tests.support.set_pages import colors, made, refused, shapes, texts

SIZE = (400.0, 120.0)
CHART = Chart(
    "word/media/c1", ("Xã Quài Tở & “một” (4)", "không ai (0)", "Phòng <A> (3)"),
    (ChartSeries("Xong", (3, 0, 1), "0B4F3C", "FFFFFF"), ChartSeries("Chưa", (1, 0, 2), "5A5A5A", hatched=True)),
    *SIZE, (0.25, 0.25, 0.5, 0.75), (0.0, 0.0, 1.0, 0.25), 9.0, "lời",
)  # fmt: skip
BESIDE = Chart(
    "word/media/c1", ("Số hộ", "Số xã", "Số tiền"),
    (ChartSeries("Kỳ này", (Decimal(60), Decimal(0), Decimal("12.5")), "0B4F3C"),
     ChartSeries("Kỳ trước", (Decimal(30), None, Decimal(100)), "C8C8C8")),
    *SIZE, (0.25, 0.25, 0.5, 0.75), (0.0, 0.0, 1.0, 0.25), 9.0, "lời", Decimal(120),
)  # fmt: skip
BODY = f"<w:p>{chart_run('c1', emu(SIZE[0]), emu(SIZE[1]), CHART.alt)}</w:p>"


def read(content: str) -> Chart | None:
    return read_chart(CHART.name, content.encode(), *SIZE, CHART.alt)


def pdf(chart: Chart = CHART) -> bytes:
    return made(BODY, media={"c1": chart_part(chart).encode()})


@pytest.mark.parametrize("chart", [CHART, BESIDE])
def test_chart_comes_back_as_it_was_written(chart: Chart) -> None:
    assert read(chart_part(chart)) == chart


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ('<c:barDir val="bar"/>', '<c:barDir val="col"/>'),
        ("percentStacked", "stacked"),
        ('<c:gapWidth val="40"/>', '<c:gapWidth val="90"/>'),
        ('<c:overlap val="100"/>', '<c:overlap val="100"/><c:serLines/>'),
        ("<c:barChart>", "<c:bar3DChart/><c:barChart>"),
        ('<c:autoTitleDeleted val="1"/>', '<c:title/><c:autoTitleDeleted val="1"/>'),
        ('<c:orientation val="maxMin"/>', '<c:orientation val="minMax"/>'),
        ('prst="ltHorz"', 'prst="ltUpDiag"'),
        ('<a:srgbClr val="0B4F3C"/>', '<a:srgbClr val="red"/>'),
        ("<c:v>3</c:v>", "<c:v>-3</c:v>"),
        ("<c:v>3</c:v>", "<c:v>2.5</c:v>"),
        ("<c:v>3</c:v>", "<c:v>#N/A</c:v>"),
        ('<c:ptCount val="3"/>', '<c:ptCount val="4"/>'),
        ('<c:x val="0.25000"/>', '<c:x val="7"/>'),
        ('<c:x val="0.25000"/>', ""),
        ('sz="900"', 'sz="0"'),
        ("</c:chartSpace>", ""),
    ],
)
def test_chart_that_is_not_known_whole_is_not_read(known: str, unknown: str) -> None:
    content = chart_part(CHART)
    assert known in content
    assert read(content.replace(known, unknown)) is None


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ('"clustered"', '"standard"'),
        ('"clustered"', '"percentStacked"'),
        ('<c:max val="120"/>', ""),
        ('<c:max val="120"/>', '<c:max val="99"/>'),
        ('<c:max val="120"/>', '<c:max val="0"/>'),
        ('<c:max val="120"/>', '<c:max val="NaN"/>'),
        ('<c:overlap val="0"/>', '<c:overlap val="100"/>'),
        ('<c:dLblPos val="outEnd"/>', '<c:dLblPos val="ctr"/>'),
        ('formatCode="General"', 'formatCode="0.00"'),
        ("<c:v>12.5</c:v>", "<c:v>-12.5</c:v>"),
        ("<c:v>12.5</c:v>", "<c:v>Infinity</c:v>"),
        ("<c:v>12.5</c:v>", f"<c:v>0.{'1' * 40}</c:v>"),
        ("<c:v>12.5</c:v>", "<c:v>1e999999999</c:v>"),
        ('<c:pt idx="2"><c:v>100</c:v></c:pt>', '<c:pt idx="3"><c:v>100</c:v></c:pt>'),
        ('<c:ptCount val="3"/>', '<c:ptCount val="4000000000"/>'),
    ],
)
def test_chart_of_bars_beside_each_other_that_is_not_known_whole_is_not_read(known: str, unknown: str) -> None:
    content = chart_part(BESIDE)
    assert known in content
    assert read(content.replace(known, unknown)) is None


def test_chart_that_is_not_known_whole_is_refused_by_name() -> None:
    other = chart_part(CHART).replace('<c:barDir val="bar"/>', '<c:barDir val="col"/>')
    (what,) = refused(BODY, media={"c1": other.encode()})
    assert "chart" in what


def test_chart_without_its_part_is_refused_by_name() -> None:
    (what,) = refused(BODY)
    assert "chart" in what


def test_bars_are_drawn_to_scale_in_their_colours() -> None:
    areas = [(shape.fill, round(shape.right - shape.left)) for shape in shapes(pdf()) if shape.fill]
    assert [area for area in areas if area[1] > 10] == [
        ("0B4F3C", 150), ("FFFFFF", 50), ("0B4F3C", 67), ("FFFFFF", 133),
    ]  # fmt: skip


def test_bars_beside_each_other_are_as_long_as_their_figures_on_the_axis() -> None:
    found = [shape for shape in shapes(pdf(BESIDE)) if shape.fill in ("0B4F3C", "C8C8C8")]
    bars = [(shape.fill, round(shape.right - shape.left)) for shape in found]
    assert [bar for bar in bars if bar[1] > 10] == [
        ("0B4F3C", 100), ("C8C8C8", 50), ("0B4F3C", 21), ("C8C8C8", 167),
    ]  # fmt: skip


def test_figure_of_zero_is_written_and_one_that_is_missing_is_not() -> None:
    words = texts(pdf(BESIDE))[0].split()
    assert sorted(word for word in words if word[0].isdigit()) == ["0", "100", "12,5", "30", "60"]


def test_every_name_and_number_is_set_in_its_ink() -> None:
    text = texts(pdf())[0]
    for words in ("Xong", "Chưa", "Quài", "“một”", "không ai (0)", "Phòng <A>"):
        assert words in text
    assert sorted(word for word in text.split() if word in "123") == ["1", "1", "2", "3"]
    assert colors(pdf()).count("FFFFFF") == 2


def test_letter_that_the_font_lacks_is_refused_in_a_chart_too() -> None:
    content = chart_part(replace(CHART, categories=("漢", "b", "c")))
    assert any("漢" in what for what in refused(BODY, media={"c1": content.encode()}))
