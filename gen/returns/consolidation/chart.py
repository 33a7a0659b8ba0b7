"""Summary → the chart of progress: a bar for each section of the plan, divided by the status of its tasks.

Also where a chart of the report stands, and the workbook behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gen.derive.form_fields import DONE, NOT_BEGUN, NOTHING_AROSE, STANDING, STATUSES, UNDER_WAY
from gen.ooxml.model import Chart, ChartSeries
from gen.returns.consolidation.summary import Summary, count_answers
from gen.sheets.xlsx import Cell, chart_book
from gen.text import shorten
from gen.word.drawings import emu
from gen.word.template.names import HinhAnh

_UNSTATED, _NO_REPORT = "Chưa ghi tình trạng", "Chưa có báo cáo"
LEGEND = (*STATUSES, _UNSTATED, _NO_REPORT)
"""The parts of a bar of progress, in the order of SectionSummary.counts."""

KEY = "bieuDoTienDo"
_MM = 72 / 25.4
_MAX_BARS, _OTHERS = 12, "Các mục khác"
"""With more sections than bars, those with the most turns have one of their own; the last bar adds up the others."""
_MAX_HEADING, _SHORT_HEADING, _FEW = 60, 28, 6
"""Most characters of a section's name by its bar; the shorter bound (one line) holds with more bars than a few."""
_WIDTH, _NAMES, _LEGEND, _BAR, _MOST = 165 * _MM, 58 * _MM, 10 * _MM, 8 * _MM, 60 * _MM
"""The chart's width, the room of the names, of the legend, of a bar, and its height at most, in points: it stands on
the first page, below what is said of its figures."""
_SIZE = 9.0
_STYLES = {
    NOT_BEGUN: ("D95F02", "000000", False), UNDER_WAY: ("7FBF9B", "000000", False),
    DONE: ("0B4F3C", "FFFFFF", False), NOTHING_AROSE: ("C8C8C8", "000000", False),
    STANDING: ("2C7FB8", "FFFFFF", False), _UNSTATED: ("FFFFFF", "000000", False),
    _NO_REPORT: ("5A5A5A", "000000", True),
}  # fmt: skip
"""Fill colour, text colour and hatching of each part of a bar: distinct in grey too."""


def draw_progress(summary: Summary) -> Chart:
    """A bar for each section, labelled with its sum, divided by the status of its tasks."""
    bars = _bars(summary)
    letters = _SHORT_HEADING if len(bars) > _FEW else _MAX_HEADING
    names = tuple(f"{shorten(heading, letters)} ({sum(counts)})" for heading, counts in bars)
    series = tuple(
        ChartSeries(name, tuple(counts[number] for _heading, counts in bars), *_STYLES[name])
        for number, name in enumerate(LEGEND)
    )
    height = min(_LEGEND + _BAR * len(bars), _MOST)
    plot = (_NAMES / _WIDTH, _LEGEND / height, 1 - _NAMES / _WIDTH - 0.01, 1 - _LEGEND / height)
    legend = (0.0, 0.0, 1.0, _LEGEND / height)
    words = " ".join(["Tiến độ theo mục của kế hoạch.", *(_describe(heading, counts) for heading, counts in bars)])
    return Chart(KEY, names, series, _WIDTH, height, plot, legend, _SIZE, words)


def place_of(chart: Chart, number: int = 1) -> HinhAnh:
    """Where the chart, the document's drawing of this number, stands in a template."""
    return HinhAnh(chart.name, emu(chart.width), emu(chart.height), chart.alt, number)


def chart_workbook(chart: Chart) -> bytes:
    """The workbook with the figures of a chart."""
    rows: list[list[Cell | None]] = [
        [name, *(one.values[n] for one in chart.series)] for n, name in enumerate(chart.categories)
    ]
    return chart_book([one.name for one in chart.series], rows)


def _bars(summary: Summary) -> Sequence[tuple[str, tuple[int, ...]]]:
    """The bars in the order of the plan, each with its counts; sections beyond the bound are added up in the last."""
    sections = [(section.heading, section.counts(), section.tasks) for section in summary.sections]
    if len(sections) <= _MAX_BARS:
        return [(heading, counts) for heading, counts, _tasks in sections]
    largest = sorted(range(len(sections)), key=lambda n: (-sum(sections[n][1]), n))[: _MAX_BARS - 1]
    own = [sections[n][:2] for n in sorted(largest)]
    others = [sections[n] for n in range(len(sections)) if n not in largest]
    rest = count_answers(task for _heading, _counts, tasks in others for task in tasks)
    return [*own, (f"{_OTHERS} ({len(others)} mục)", rest)]


def _describe(heading: str, counts: Sequence[int]) -> str:
    counted = ", ".join(f"{name.lower()} {n}" for name, n in zip(LEGEND, counts, strict=True) if n)
    return f"{heading}: {counted}."
