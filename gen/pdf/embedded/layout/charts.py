"""A Chart → its bars, numbers, names and legend, each at its place: as Word draws them from what the chart states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gen.ooxml.charts import GAP
from gen.ooxml.model import Border, Chart, ChartSeries, ParagraphFormat, RunFormat, TextRun
from gen.pdf.embedded.layout.layout_context import LayoutContext
from gen.pdf.embedded.layout.style import TextPart

_LINE = Border("single", 0.4)
HATCH_WIDTH = 0.4
"""How wide the lines of a hatched bar are, in points."""
_APART = 2.6
"""How far apart the lines of a hatched bar are, in points."""
_OFFSET = 5.0
"""The white between the names and the bars, in points."""
_SWATCH, _BESIDE, _BETWEEN = 0.8, 0.35, 1.0
"""A field of the legend, the white beside it and that between entries, in parts of the size of the text."""
_PAD = 0.6

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
        """The lines round each of the frames."""
        return (_LINE, _LINE, _LINE, _LINE)

    def field(self, box: ChartBox, series: ChartSeries, spared: ChartBox | None = None) -> None:
        """An area in the look of a series; its hatching leaves out what is `spared` for a number."""
        self.areas.append((box, "FFFFFF" if series.hatched else series.fill))
        self.frames.append(box)
        if not series.hatched:
            return
        left, top, width, height = box
        for number in range(1, int(height / _APART)):
            y = top + number * _APART
            if spared is not None and spared[1] < y < spared[1] + spared[3]:
                self.hatches.append((left, max(spared[0], left), y, series.fill))
                self.hatches.append((min(spared[0] + spared[2], left + width), left + width, y, series.fill))
            else:
                self.hatches.append((left, left + width, y, series.fill))


def lay_out_chart(chart: Chart, gathered: LayoutContext) -> DrawnChart:
    """The chart with everything at its place; letters that cannot be set are refused."""
    drawn = DrawnChart(chart.width, chart.height, chart.alt)
    left, top, width, height = (
        part * whole for part, whole in zip(chart.plot, (chart.width, chart.height) * 2, strict=True)
    )
    pitch = height / len(chart.categories)
    bar = pitch / (1 + GAP / 100)
    for number, category in enumerate(chart.categories):
        y = top + pitch * number
        _name(drawn, _lines(category, left - _OFFSET, chart, gathered), left - _OFFSET, y + pitch / 2, chart.size)
        _bar(drawn, chart, number, (left, y + (pitch - bar) / 2, width, bar), gathered)
    _legend(drawn, chart, gathered)
    return drawn


def _part(text: str, chart: Chart, gathered: LayoutContext, ink: str = "000000") -> TextPart:
    said = TextRun(text, RunFormat(size=chart.size, color=ink))
    return gathered.style(said.format, ParagraphFormat()).part(gathered.visible_text(said), False)


def _baseline(middle: float, size: float) -> float:
    """The baseline of a line of text whose capitals stand about `middle`."""
    return middle + size / 3


def _name(drawn: DrawnChart, lines: Sequence[TextPart], right: float, middle: float, size: float) -> None:
    """The name of a bar, its lines one under the other, up to `right`."""
    first = middle - (len(lines) - 1) * size * 1.15 / 2
    for number, line in enumerate(lines):
        drawn.words.append((right - line.width, _baseline(first + number * size * 1.15, size), line))


def _lines(text: str, room: float, chart: Chart, gathered: LayoutContext) -> list[TextPart]:
    found: list[TextPart] = []
    line = ""
    for word in text.split():
        wider = f"{line} {word}".strip()
        if line and _part(wider, chart, gathered).width > room:
            found.append(_part(line, chart, gathered))
            wider = word
        line = wider
    return [*found, _part(line, chart, gathered)]


def _bar(drawn: DrawnChart, chart: Chart, category: int, box: ChartBox, gathered: LayoutContext) -> None:
    """One bar, cut by the shares of the series, each with its number; a category of nothing has none."""
    x, y, width, height = box
    total = sum(series.values[category] for series in chart.series)
    for series in chart.series:
        value = series.values[category]
        if not value:
            continue
        share = width * value / total
        number = _part(str(value), chart, gathered, series.ink)
        begin = x + (share - number.width) / 2
        ground = (begin - _PAD, y + (height - chart.size) / 2, number.width + 2 * _PAD, chart.size)
        drawn.field((x, y, share, height), series, ground)
        drawn.words.append((begin, _baseline(y + height / 2, chart.size), number))
        x += share


def _legend(drawn: DrawnChart, chart: Chart, gathered: LayoutContext) -> None:
    """The names of the series with their looks, as many lines as they need, in the middle of their room."""
    left, top, width, height = (
        part * whole for part, whole in zip(chart.legend, (chart.width, chart.height) * 2, strict=True)
    )
    size = chart.size
    lines = list(_legend_lines(chart, width, gathered))
    for number, line in enumerate(lines):
        x = left + (width - sum(_wide(part, size) for _series, part in line) + _BETWEEN * size) / 2
        middle = top + height * (number + 0.5) / len(lines)
        for series, part in line:
            drawn.field((x, middle - size * _SWATCH / 2, size * _SWATCH, size * _SWATCH), series)
            drawn.words.append((x + size * (_SWATCH + _BESIDE), _baseline(middle, size), part))
            x += _wide(part, size)


def _wide(part: TextPart, size: float) -> float:
    return size * (_SWATCH + _BESIDE + _BETWEEN) + part.width


def _legend_lines(chart: Chart, room: float, gathered: LayoutContext) -> Iterator[list[tuple[ChartSeries, TextPart]]]:
    line: list[tuple[ChartSeries, TextPart]] = []
    taken = 0.0
    for series in chart.series:
        part = _part(series.name, chart, gathered)
        wide = _wide(part, chart.size)
        if line and taken + wide > room:
            yield line
            line, taken = [], 0.0
        line.append((series, part))
        taken += wide
    yield line
