"""The indicators of a report → charts of this period beside the one before, one for each unit in which they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gen.ooxml.model import Chart, ChartSeries
from gen.plan.model import Total
from gen.returns.consolidation.figures import (
    Comparisons,
    find_previous,
    format_figure,
    of_units,
    round_figure,
)
from gen.returns.consolidation.indicators import IndicatorSummary
from gen.returns.consolidation.summary import Summary
from gen.text import shorten

NOW, BEFORE = "Kỳ này", "Kỳ trước"
_KEY = "bieuDoSoLieu"
_SHARE = "%"
_MAX_BARS = 12
"""So many indicators stand in one chart; more of the same unit stand in another one."""
_MAX_NAME = 80
_MOST = Decimal(10) ** 15
"""From here on a chart does not hold a number exactly."""
_PLACES = Decimal("0.01")
"""Three places would be read as thousands on a computer that writes 2.125 for 2,125."""
_WHOLE = Decimal(100)
_ROOM = Decimal("1.25")
"""The axis is so much longer than the longest bar: for the number at its end."""
_MM = 72 / 25.4
_WIDTH, _NAMES, _LEGEND, _BAR, _MARGIN = 165 * _MM, 70 * _MM, 7 * _MM, 5 * _MM, 4 * _MM
"""The chart's width, the room of the names, of the legend, of a bar, and of the white about a name, in points."""
_SIZE = 9.0


@dataclass(frozen=True, slots=True)
class FigureChart:
    """A chart with what it is of."""

    title: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class _Bars:
    """An indicator's figures of this period and the one before, None where none is known; `name` says of how many."""

    unit: str
    name: str
    now: Decimal | None
    before: Decimal | None
    told: str


def draw_figures(summary: Summary, comparisons: Comparisons) -> tuple[FigureChart, ...]:
    """The charts, in the order of the plan; none of an indicator that has nothing beside it.

    Figures in different units are on different axes. A figure that is not known has no bar, and is not 0.
    """
    wholes = [one for one in summary.indicators if not one.is_member]
    bars = [bar for one in wholes if (bar := _bars(one, comparisons)) is not None]
    charts: list[FigureChart] = []
    for unit in dict.fromkeys(bar.unit.casefold() for bar in bars):
        same = [bar for bar in bars if bar.unit.casefold() == unit]
        for begin in range(0, len(same), _MAX_BARS):
            drawn = same[begin : begin + _MAX_BARS]
            if len(drawn) > 1 or drawn[0].before is not None:
                charts.append(_draw(len(charts) + 1, drawn))
    return tuple(charts)


def _bars(one: IndicatorSummary, comparisons: Comparisons) -> _Bars | None:
    """The bars of an indicator that has a figure for this period."""
    before = find_previous(one, comparisons)
    now, earlier = (
        None if value is None else round_figure(one, value).quantize(_PLACES, ROUND_HALF_UP).normalize()
        for value in (one.value, before.value if before else None)
    )  # fmt: skip
    if now is None or now >= _MOST or (earlier is not None and earlier >= _MOST):
        return None
    of_now = of_units("", len(one.counted), len(one.asked))
    of_before = of_units("kỳ trước ", len(before.readings), before.asked) if before else ""
    told = [f"{format_figure(one, one.value)}{f' ({of_now})' if of_now else ''}"]
    if before is not None:
        told.append(f"kỳ trước {format_figure(one, before.value)}{_in_brackets(of_before.removeprefix('kỳ trước '))}")
    is_share = one.indicator.ratio is not None
    name = shorten(f"{one.name}{', bình quân một đơn vị' if one.indicator.total is Total.MEAN else ''}", _MAX_NAME)
    of = "; ".join(filter(None, (of_now, of_before)))
    return _Bars(
        _SHARE if is_share else " ".join(one.indicator.unit.split()), name + _in_brackets(of), now, earlier,
        f"{name}: {', '.join(told)}",
    )  # fmt: skip


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _draw(number: int, bars: Sequence[_Bars]) -> FigureChart:
    has_before = any(bar.before is not None for bar in bars)
    series = [ChartSeries(NOW, tuple(bar.now for bar in bars), "0B4F3C")]
    if has_before:
        series.append(ChartSeries(BEFORE, tuple(bar.before for bar in bars), "C8C8C8"))
    unit, what = bars[0].unit, "Kỳ này so với kỳ trước" if has_before else "Số liệu kỳ này"
    title = f"Biểu đồ {number}. {what} (đơn vị tính: {unit})"
    height = _LEGEND + (_MARGIN + _BAR * len(series)) * len(bars)
    plot = (_NAMES / _WIDTH, _LEGEND / height, 1 - _NAMES / _WIDTH - 0.01, 1 - _LEGEND / height)
    words = f"{title}. {'; '.join(bar.told for bar in bars)}."
    legend, names = (0.0, 0.0, 1.0, _LEGEND / height), tuple(bar.name for bar in bars)
    chart = Chart(
        f"{_KEY}{number}", names, tuple(series), _WIDTH, height, plot, legend, _SIZE, words, _scale(unit, series)
    )
    return FigureChart(title, chart)


def _scale(unit: str, series: Sequence[ChartSeries]) -> Decimal:
    """The end of the axis, so that the longest bar has room for its number; shares are beside the whole."""
    most = max(_known(series), default=Decimal(0))
    return (max(most, _WHOLE) if unit == _SHARE else most or Decimal(1)) * _ROOM


def _known(series: Sequence[ChartSeries]) -> Iterator[Decimal]:
    for one in series:
        yield from (Decimal(value) for value in one.values if value is not None)
