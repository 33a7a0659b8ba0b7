"""A Chart → its part in a .docx, and the workbook with its figures.

ECMA-376 part 1, 21.2 (DrawingML charts); the elements of the part are those that `gen.ooxml.charts` reads.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from gen.ooxml.charts import GAP, SIDE_BY_SIDE, STACKED, number_format
from gen.ooxml.merging import relationships_part
from gen.ooxml.model import Chart, ChartSeries
from gen.word.drawings import DRAWING, RELATIONSHIPS, shows
from gen.word.package import (
    ConstantMembers,
    add_content_type,
    add_relationship,
    content_types_first,
    main_part_of,
    pack_member,
)

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DATA = "rIdData"
_FONT = "Times New Roman"
_LINE = '<a:ln w="5080"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_NO_LINE = "<a:ln><a:noFill/></a:ln>"


def with_charts(data: bytes, charts: Iterable[tuple[Chart, bytes]]) -> bytes:
    """The .docx `data` with the charts to which its relationships of their names lead, and workbooks of their figures.

    A workbook has the categories in its first column and a series in each further one, below a row of names. A chart
    that the body does not show, since the template leaves it out, is not put in.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = main_part_of(parts)
    folder = posixpath.dirname(main)
    for chart, workbook in charts:
        key = chart.name
        if not shows(parts[main], key):
            continue
        # Those of an earlier paper that an office made its template of have these names too: they are what is replaced.
        part, figures = (posixpath.join(folder, name) for name in (f"charts/{key}.xml", f"embeddings/{key}.xlsx"))
        parts |= {part: chart_part(chart).encode(), figures: workbook}
        parts.pop(relationships_part(part), None)
        add_relationship(parts, part, f"{RELATIONSHIPS}/package", f"../embeddings/{key}.xlsx", _DATA)
        add_relationship(parts, main, f"{RELATIONSHIPS}/chart", f"charts/{key}.xml", key)
        add_content_type(parts, part, _CHART)
        add_content_type(parts, figures, _WORKBOOK, ending=True)
    return ConstantMembers({}).zip_with(
        pack_member(name, parts[name]) for name in sorted(parts, key=content_types_first)
    )


def chart_part(chart: Chart) -> str:
    """The part of the chart."""
    kind, most = (STACKED, "1") if chart.scale is None else (SIDE_BY_SIDE, f"{chart.scale:f}")
    code = number_format(chart.series, chart.scale)
    labels = [_labels(each, code, kind["dLblPos"]) for each in chart.series]
    series = "".join(
        _series(number, each, chart.categories, labels[number]) for number, each in enumerate(chart.series)
    )
    text = f'<a:latin typeface="{_FONT}"/><a:ea typeface="{_FONT}"/><a:cs typeface="{_FONT}"/>'
    look = f'<a:defRPr sz="{round(chart.size * 100)}" b="0">{text}</a:defRPr>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main" xmlns:r="{RELATIONSHIPS}">'
        '<c:date1904 val="0"/><c:lang val="vi-VN"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{_place(chart.plot, inner=True)}"
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{kind["grouping"]}"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{GAP}"/><c:overlap val="{kind["overlap"]}"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{_NO_LINE}</c:spPr>"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="50"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{most}"/><c:min val="0"/>'
        "</c:scaling>"
        '<c:delete val="1"/><c:axPos val="t"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        "</c:valAx></c:plotArea>"
        f'<c:legend><c:legendPos val="t"/>{_place(chart.legend)}<c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>"
        f"<c:txPr><a:bodyPr/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
        f'<c:externalData r:id="{_DATA}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _place(place: Sequence[float], *, inner: bool = False) -> str:
    """Where a piece of the chart is, in parts of its width and height (21.2.2.88)."""
    sides = zip("xywh", place, strict=True)
    kind = '<c:layoutTarget val="inner"/>' if inner else ""
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    values = "".join(f'<c:{side} val="{value:.5f}"/>' for side, value in sides)
    return f"<c:layout><c:manualLayout>{kind}{modes}{values}</c:manualLayout></c:layout>"


def _series(number: int, series: ChartSeries, categories: Sequence[str], labels: str) -> str:
    column, last = chr(ord("B") + number), len(categories) + 1
    fill = f'<a:solidFill><a:srgbClr val="{series.fill}"/></a:solidFill>'
    if series.hatched:
        fill = (
            f'<a:pattFill prst="ltHorz"><a:fgClr><a:srgbClr val="{series.fill}"/></a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
        )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>{_words([series.name])}</c:strRef></c:tx>"
        f'<c:spPr>{fill}{_LINE}</c:spPr><c:invertIfNegative val="0"/>{labels}'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f>{_words(categories)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{_points(map(_number, series.values), len(categories))}"
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def _number(value: int | Decimal | None) -> str | None:
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _labels(series: ChartSeries, code: str, place: str) -> str:
    """The numbers on, or at the end of, the bars of a series, in this number format."""
    ground = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>' if series.hatched else ""
    look = f'<a:defRPr><a:solidFill><a:srgbClr val="{series.ink}"/></a:solidFill></a:defRPr>'
    return (
        f'<c:dLbls><c:numFmt formatCode={quoteattr(code)} sourceLinked="0"/>{ground}'
        f"<c:txPr><a:bodyPr/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
        f'<c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _words(texts: Sequence[str]) -> str:
    return f"<c:strCache>{_points(texts, len(texts))}</c:strCache>"


def _points(texts: Iterable[str | None], count: int) -> str:
    """The points of a cache; None is a point that is not there."""
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(text)}</c:v></c:pt>' for n, text in enumerate(texts) if text is not None
    )
    return f'<c:ptCount val="{count}"/>{points}'
