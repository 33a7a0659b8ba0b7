"""The part of a chart → the Chart, where it has horizontal bars, as this program writes them; else None.

A chart of another kind, or with anything in it that is not known here, is left to engines that draw all of DrawingML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from lxml import etree

from gen.ooxml.model import Chart, ChartSeries
from gen.text import format_decimal

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
GAP = 40
"""The white between the bars of a chart, in hundredths of a bar (21.2.2.75)."""

NO_ZEROS, GROUPED, GENERAL = "0;;;", r"[<1000]0;[<1000000]#\.##0;#\.###\.##0", "General"
"""How the numbers of a chart are written (18.8.31): nothing for zero; dots between thousands, whatever the language of
the computer; as the computer writes numbers."""
_GROUPED_MOST = 10**9
"""From here on GROUPED would need more dots than it has."""

_MOST = 400
"""A chart may have at most so many categories and so many series: no page shows more."""
_HUNDREDTHS = 100
_DIGITS = 30
"""A number of a chart has at most so many signs."""

STACKED = {"grouping": "percentStacked", "overlap": "100", "dLblPos": "ctr"}
SIDE_BY_SIDE = {"grouping": "clustered", "overlap": "0", "dLblPos": "outEnd"}
"""What tells the two kinds of charts apart, beside the greatest value of their axis."""
_FIXED = {
    "barDir": "bar", "varyColors": "0", "roundedCorners": "0",
    "autoTitleDeleted": "1", "layoutTarget": "inner", "xMode": "edge", "yMode": "edge", "gapWidth": str(GAP),
    "showLegendKey": "0", "showVal": "1", "showCatName": "0", "showSerName": "0",
    "showPercent": "0", "showBubbleSize": "0", "legendPos": "t", "overlay": "0", "majorTickMark": "none",
    "minorTickMark": "none", "tickLblPos": "nextTo", "min": "0",
}  # fmt: skip
"""Elements of a chart that are known with one value."""
_KNOWN = frozenset(_FIXED) | frozenset(STACKED) | {
    "chartSpace", "date1904", "lang", "chart", "plotArea", "layout", "manualLayout", "x", "y", "w", "h", "barChart",
    "ser", "idx", "order", "tx", "strRef", "f", "strCache", "ptCount", "pt", "v", "spPr", "invertIfNegative", "dLbls",
    "numFmt", "txPr", "cat", "val", "numRef", "numCache", "formatCode", "axId", "catAx", "valAx", "scaling", "max",
    "orientation", "delete", "axPos", "crossAx", "crosses", "crossBetween", "auto", "lblAlgn", "lblOffset",
    "noMultiLvlLbl", "legend", "plotVisOnly", "dispBlanksAs", "externalData", "autoUpdate",
}  # fmt: skip
_DRAWN = frozenset({
    "ln", "solidFill", "srgbClr", "noFill", "pattFill", "fgClr", "bgClr", "bodyPr", "p", "pPr", "defRPr", "latin", "ea",
    "cs", "endParaRPr",
})  # fmt: skip


def read_chart(name: str, content: bytes, width: float, height: float, alt: str) -> Chart | None:
    """The chart in the part `name`, `width` and `height` points large; None for one that is not fully understood."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        return _read(root, name, (width, height), alt) if _is_known(root) else None
    except (etree.XMLSyntaxError, ValueError, TypeError, AttributeError, InvalidOperation):
        return None


def number_format(series: Sequence[ChartSeries], scale: Decimal | None) -> str:
    """How the numbers on the bars of a chart with these series and this scale are written."""
    if scale is None:
        return NO_ZEROS
    values = [value for one in series for value in one.values if value is not None]
    return GROUPED if all(value == int(value) and value < _GROUPED_MOST for value in values) else GENERAL


def format_value(value: int | Decimal, code: str) -> str:
    """A value as Word writes it under this number format on a Vietnamese computer."""
    written = format_decimal(Decimal(value))
    return written if code == GROUPED else written.replace(".", "")


def _is_known(root: etree._Element) -> bool:
    for each in root.iter():
        space, _brace, tag = str(each.tag).rpartition("}")
        if space + "}" == _C:
            if tag not in _KNOWN or _FIXED.get(tag, each.get("val")) != each.get("val"):
                return False
        elif space + "}" != _A or tag not in _DRAWN:
            return False
    axes = [(axis.find(f"{_C}delete"), axis.find(f"{_C}scaling/{_C}orientation")) for axis in root.iter(f"{_C}catAx")]
    return [(_stated(hidden), _stated(order)) for hidden, order in axes] == [("0", "maxMin")]


def _stated(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get("val"))


def _read(root: etree._Element, name: str, size: tuple[float, float], alt: str) -> Chart | None:
    """Raises ValueError, TypeError or AttributeError where the part lacks something."""
    bars = list(root.iter(f"{_C}barChart"))
    found = [] if len(bars) != 1 else bars[0].findall(f"{_C}ser")
    if not 0 < len(found) <= _MOST:
        return None
    categories = _texts(found[0].find(f"{_C}cat/{_C}strRef/{_C}strCache"))
    scale = _scale(root)
    series = tuple(_series(each, gaps=scale is not None) for each in found)
    same = all(_texts(each.find(f"{_C}cat/{_C}strRef/{_C}strCache")) == categories for each in found)
    if not same or not categories or any(len(each.values) != len(categories) for each in series):
        return None
    plot, legend = (_place(root.find(f"{_C}chart/{_C}{part}/{_C}layout/{_C}manualLayout"))
                    for part in ("plotArea", "legend"))  # fmt: skip
    letters = root.find(f"{_C}txPr/{_A}p/{_A}pPr/{_A}defRPr")
    points = int(str(letters.get("sz"))) / _HUNDREDTHS  # type: ignore[union-attr]
    if not 1 <= points <= 100 or min(plot[2:]) <= 0 or not _is_consistent(root, series, scale):
        return None
    return Chart(name, categories, series, *size, plot, legend, points, alt, scale)


def _scale(root: etree._Element) -> Decimal | None:
    """The greatest value of the axis of bars beside each other; None for a chart of bars that are divided."""
    most = Decimal(_stated(root.find(f"{_C}chart/{_C}plotArea/{_C}valAx/{_C}scaling/{_C}max")))
    if _stated(next(root.iter(f"{_C}grouping"), None)) != SIDE_BY_SIDE["grouping"]:
        return None
    if not 0 < most < 10**_DIGITS:
        raise ValueError(most)
    return most


def _is_consistent(root: etree._Element, series: Sequence[ChartSeries], scale: Decimal | None) -> bool:
    """Whether what goes with the kind of the chart is stated as is known, and every bar fits its axis."""
    kind, code = STACKED if scale is None else SIDE_BY_SIDE, number_format(series, scale)
    stated = all(_stated(each) == value for tag, value in kind.items() for each in root.iter(f"{_C}{tag}"))
    written = all(each.get("formatCode") == code for each in root.iter(f"{_C}numFmt"))
    if scale is None:
        fits = [_stated(each) for each in root.iter(f"{_C}max")] == ["1"]
    else:
        fits = all(value <= scale for one in series for value in one.values if value is not None)
    return stated and written and fits


def _series(series: etree._Element, *, gaps: bool) -> ChartSeries:
    (name,) = _texts(series.find(f"{_C}tx/{_C}strRef/{_C}strCache"))
    values = tuple(_numbers(series.find(f"{_C}val/{_C}numRef/{_C}numCache"), gaps=gaps))
    ink = _color(series.find(f"{_C}dLbls/{_C}txPr/{_A}p/{_A}pPr/{_A}defRPr/{_A}solidFill/{_A}srgbClr"))
    hatch = series.find(f"{_C}spPr/{_A}pattFill")
    if hatch is None:
        return ChartSeries(name, values, _color(series.find(f"{_C}spPr/{_A}solidFill/{_A}srgbClr")), ink)
    ground = _color(hatch.find(f"{_A}bgClr/{_A}srgbClr"))
    if hatch.get("prst") != "ltHorz" or ground != "FFFFFF":
        raise ValueError(name)
    return ChartSeries(name, values, _color(hatch.find(f"{_A}fgClr/{_A}srgbClr")), ink, hatched=True)


def _texts(cache: etree._Element | None) -> tuple[str, ...]:
    """The texts of a cache of at most _MOST points, complete and in order (21.2.2.152)."""
    points = cache.findall(f"{_C}pt")  # type: ignore[union-attr]
    count = int(_stated(cache.find(f"{_C}ptCount")))  # type: ignore[union-attr]
    if len(points) != count or count > _MOST or [point.get("idx") for point in points] != [*map(str, range(count))]:
        raise ValueError(count)
    return tuple(str(point.findtext(f"{_C}v", "")) for point in points)


def _numbers(cache: etree._Element | None, *, gaps: bool) -> Iterator[int | Decimal | None]:
    """The numbers of a cache; with `gaps` they may have places after the point, and be missing."""
    if not gaps:
        for text in _texts(cache):
            yield _natural(text)
        return
    count = int(_stated(cache.find(f"{_C}ptCount")))  # type: ignore[union-attr]
    points = {str(point.get("idx")): point for point in cache.findall(f"{_C}pt")}  # type: ignore[union-attr]
    places = [str(number) for number in range(min(count, _MOST + 1))]
    if count > _MOST or not points.keys() <= {*places}:
        raise ValueError(count)
    for place in places:
        yield _positive(str(points[place].findtext(f"{_C}v", ""))) if place in points else None


def _natural(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def _positive(text: str) -> Decimal:
    value = Decimal(text) if len(text) <= _DIGITS else Decimal(-1)
    if not (value.is_finite() and 0 <= value < 10**_DIGITS):
        raise ValueError(text)
    return value


def _place(layout: etree._Element | None) -> tuple[float, float, float, float]:
    x, y, w, h = (_part(layout, side) for side in "xywh")
    return x, y, w, h


def _part(layout: etree._Element | None, side: str) -> float:
    value = float(_stated(layout.find(f"{_C}{side}")))  # type: ignore[union-attr]
    if not 0 <= value <= 1:
        raise ValueError(value)
    return value


def _color(color: etree._Element | None) -> str:
    value = _stated(color).upper()
    if len(value) != len("RRGGBB") or not all(sign in "0123456789ABCDEF" for sign in value):
        raise ValueError(value)
    return value
