"""The part of a chart → the Chart, where it has horizontal bars of one length, as this program writes them; else None.

A chart of another kind, or with anything in it that is not known here, is left to engines that draw all of DrawingML.
"""

from __future__ import annotations

from lxml import etree

from gen.ooxml.model import Chart, ChartSeries

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
GAP = 40
"""The white between the bars of a chart, in hundredths of a bar (21.2.2.75)."""

_MOST = 400
"""A chart may have at most so many categories and so many series: no page shows more."""
_HUNDREDTHS = 100

_FIXED = {
    "barDir": "bar", "grouping": "percentStacked", "varyColors": "0", "overlap": "100", "roundedCorners": "0",
    "autoTitleDeleted": "1", "layoutTarget": "inner", "xMode": "edge", "yMode": "edge", "gapWidth": str(GAP),
    "dLblPos": "ctr", "showLegendKey": "0", "showVal": "1", "showCatName": "0", "showSerName": "0",
    "showPercent": "0", "showBubbleSize": "0", "legendPos": "t", "overlay": "0", "majorTickMark": "none",
    "minorTickMark": "none", "tickLblPos": "nextTo", "max": "1", "min": "0",
}  # fmt: skip
"""Elements of a chart that are known with one value."""
_KNOWN = frozenset(_FIXED) | {
    "chartSpace", "date1904", "lang", "chart", "plotArea", "layout", "manualLayout", "x", "y", "w", "h", "barChart",
    "ser", "idx", "order", "tx", "strRef", "f", "strCache", "ptCount", "pt", "v", "spPr", "invertIfNegative", "dLbls",
    "numFmt", "txPr", "cat", "val", "numRef", "numCache", "formatCode", "axId", "catAx", "valAx", "scaling",
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
    except (etree.XMLSyntaxError, ValueError, TypeError, AttributeError):
        return None


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
    series = tuple(_series(each) for each in found)
    same = all(_texts(each.find(f"{_C}cat/{_C}strRef/{_C}strCache")) == categories for each in found)
    if not same or not categories or any(len(each.values) != len(categories) for each in series):
        return None
    plot, legend = (_place(root.find(f"{_C}chart/{_C}{part}/{_C}layout/{_C}manualLayout"))
                    for part in ("plotArea", "legend"))  # fmt: skip
    letters = root.find(f"{_C}txPr/{_A}p/{_A}pPr/{_A}defRPr")
    points = int(str(letters.get("sz"))) / _HUNDREDTHS  # type: ignore[union-attr]
    if not 1 <= points <= 100 or min(plot[2:]) <= 0:
        return None
    return Chart(name, categories, series, *size, plot, legend, points, alt)


def _series(series: etree._Element) -> ChartSeries:
    (name,) = _texts(series.find(f"{_C}tx/{_C}strRef/{_C}strCache"))
    values = tuple(int(text) for text in _texts(series.find(f"{_C}val/{_C}numRef/{_C}numCache")))
    if any(value < 0 for value in values):
        raise ValueError(name)
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
