"""A Chart → its bars, numbers, names and legend, each at its place: as Word draws them from what the chart states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gen.ooxml.charts import GAP, format_value, number_format
from gen.ooxml.model import Border, Chart, ChartSeries, ParagraphFormat, RunFormat, TextRun
from gen.pdf.embedded.layout.layout_context import LayoutContext
from gen.pdf.embedded.layout.style import TextPart

_LINE = Border("single", 0.4)
HATCH_WIDTH = 0.4
"""How wide the lines of a hatched bar are, in points."""
_HATCH_PITCH = 2.6
"""How far apart the lines of a hatched bar are, in points."""
_NAME_GAP = 5.0
"""The white between the names and the bars, in points."""
_SWATCH, _SWATCH_GAP, _ENTRY_GAP = 0.8, 0.35, 1.0
"""A field of the legend, the white after it and that between entries, in parts of the size of the text."""
_NUMBER_PADDING = 0.6
_NUMBER_GAP = 3.0
"""The white between a bar and the number at its end, in points."""

ChartBox = tuple[float, float, float, float]
"""Left, top, width and height, in points from the corner of the chart."""
Hatch = tuple[float, float, float, str]
"""A level line of a hatched bar: where it begins and ends, how far down it is, its colour as RRGGBB."""


@dataclass(slots=True, eq=False)
class DrawnChart:
    """A chart with everything in it at its place; `words` are texts with where they begin and their baseline."""

    width: float
    height: float
    alt: str
    areas: list[tuple[ChartBox, str]] = field(default_factory=list)
    frames: list[ChartBox] = field(default_factory=list)
    hatches: list[Hatch] = field(default_factory=list)
    words: list[tuple[float, float, TextPart]] = field(default_factory=list)

    @property
    def borders(self) -> tuple[Border, Border, Border, Border]:
        """The lines around each of the frames."""
        return (_LINE, _LINE, _LINE, _LINE)

    def field(self, box: ChartBox, series: ChartSeries, left_out: ChartBox | None = None) -> None:
        """Add an area in the colours of a series; its hatching leaves out the box of a number, `left_out`."""
        self.areas.append((box, "FFFFFF" if series.hatched else series.fill))
        self.frames.append(box)
        if not series.hatched:
            return
        left, top, width, height = box
        for number in range(1, int(height / _HATCH_PITCH)):
            y = top + number * _HATCH_PITCH
            if left_out is not None and left_out[1] < y < left_out[1] + left_out[3]:
                self.hatches.append((left, max(left_out[0], left), y, series.fill))
                self.hatches.append((min(left_out[0] + left_out[2], left + width), left + width, y, series.fill))
            else:
                self.hatches.append((left, left + width, y, series.fill))


def lay_out_chart(chart: Chart, context: LayoutContext) -> DrawnChart:
    """The chart with everything at its place; letters that cannot be set are refused."""
    drawn = DrawnChart(chart.width, chart.height, chart.alt)
    left, top, width, height = (
        part * whole for part, whole in zip(chart.plot, (chart.width, chart.height) * 2, strict=True)
    )
    pitch = height / len(chart.categories)
    side_by_side = len(chart.series) if chart.scale is not None else 1
    bar = pitch / (side_by_side + GAP / 100)
    for number, category in enumerate(chart.categories):
        y = top + pitch * number
        _name(drawn, _lines(category, left - _NAME_GAP, chart, context), left - _NAME_GAP, y + pitch / 2, chart.size)
        box = (left, y + (pitch - bar * side_by_side) / 2, width, bar)
        if chart.scale is None:
            _divided_bar(drawn, chart, number, box, context)
        else:
            _bars(drawn, chart, number, box, float(chart.scale), context)
    _legend(drawn, chart, context)
    return drawn


def _part(text: str, chart: Chart, context: LayoutContext, ink: str = "000000") -> TextPart:
    run = TextRun(text, RunFormat(size=chart.size, color=ink))
    return context.style(run.format, ParagraphFormat()).part(context.visible_text(run), False)


def _baseline(middle: float, size: float) -> float:
    """The baseline of a line of text whose capitals stand about `middle`."""
    return middle + size / 3


def _name(drawn: DrawnChart, lines: Sequence[TextPart], right: float, middle: float, size: float) -> None:
    """Add the name of a bar, its lines below each other, aligned to the right at `right`."""
    first = middle - (len(lines) - 1) * size * 1.15 / 2
    for number, line in enumerate(lines):
        drawn.words.append((right - line.width, _baseline(first + number * size * 1.15, size), line))


def _lines(text: str, room: float, chart: Chart, context: LayoutContext) -> list[TextPart]:
    found: list[TextPart] = []
    line = ""
    for word in text.split():
        wider = f"{line} {word}".strip()
        if line and _part(wider, chart, context).width > room:
            found.append(_part(line, chart, context))
            wider = word
        line = wider
    return [*found, _part(line, chart, context)]


def _bars(drawn: DrawnChart, chart: Chart, category: int, box: ChartBox, scale: float, context: LayoutContext) -> None:
    """Add the bars of a category below each other, the first in the `box` of the longest, each with its number."""
    x, y, width, height = box
    code = number_format(chart.series, chart.scale)
    for place, series in enumerate(chart.series):
        value = series.values[category]
        if value is None:
            continue
        length, top = width * float(value) / scale, y + height * place
        drawn.field((x, top, length, height), series)
        number = _part(format_value(value, code), chart, context, series.ink)
        drawn.words.append((x + length + _NUMBER_GAP, _baseline(top + height / 2, chart.size), number))


def _divided_bar(drawn: DrawnChart, chart: Chart, category: int, box: ChartBox, context: LayoutContext) -> None:
    """Add one bar, divided by the shares of the series, each with its number; a category of zeros has no bar."""
    x, y, width, height = box
    total = float(sum(series.values[category] or 0 for series in chart.series))
    code = number_format(chart.series, chart.scale)
    for series in chart.series:
        value = series.values[category]
        if not value:
            continue
        share = width * float(value) / total
        number = _part(format_value(value, code), chart, context, series.ink)
        begin = x + (share - number.width) / 2
        ground = (
            begin - _NUMBER_PADDING,
            y + (height - chart.size) / 2,
            number.width + 2 * _NUMBER_PADDING,
            chart.size,
        )
        drawn.field((x, y, share, height), series, ground)
        drawn.words.append((begin, _baseline(y + height / 2, chart.size), number))
        x += share


def _legend(drawn: DrawnChart, chart: Chart, context: LayoutContext) -> None:
    """Add the names of the series with their colours, on as many lines as they need, centred in their room."""
    left, top, width, height = (
        part * whole for part, whole in zip(chart.legend, (chart.width, chart.height) * 2, strict=True)
    )
    size = chart.size
    lines = list(_legend_lines(chart, width, context))
    for number, line in enumerate(lines):
        x = left + (width - sum(_entry_width(part, size) for _series, part in line) + _ENTRY_GAP * size) / 2
        middle = top + height * (number + 0.5) / len(lines)
        for series, part in line:
            drawn.field((x, middle - size * _SWATCH / 2, size * _SWATCH, size * _SWATCH), series)
            drawn.words.append((x + size * (_SWATCH + _SWATCH_GAP), _baseline(middle, size), part))
            x += _entry_width(part, size)


def _entry_width(part: TextPart, size: float) -> float:
    return size * (_SWATCH + _SWATCH_GAP + _ENTRY_GAP) + part.width


def _legend_lines(chart: Chart, room: float, context: LayoutContext) -> Iterator[list[tuple[ChartSeries, TextPart]]]:
    line: list[tuple[ChartSeries, TextPart]] = []
    taken = 0.0
    for series in chart.series:
        part = _part(series.name, chart, context)
        width = _entry_width(part, chart.size)
        if line and taken + width > room:
            yield line
            line, taken = [], 0.0
        line.append((series, part))
        taken += width
    yield line
