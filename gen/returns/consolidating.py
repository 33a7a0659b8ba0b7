"""Collection → the consolidated report: a Word document with a chart of progress, and the workbook behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen.documents import SUMMARY
from gen.errors import Diagnostic
from gen.ooxml.model import Chart, ChartSeries
from gen.returns.collection import Collection
from gen.returns.summary_book import summary_book
from gen.returns.summary_words import LEGEND, completeness, summary_values
from gen.returns.summing import SectionSummary, Summary, summary
from gen.sheets.book import Cell, chart_book
from gen.text import shortened
from gen.word.charts import emu, with_chart
from gen.word.names import HinhAnh
from gen.word.template import Properties, Template

_CHART = "bieuDoTienDo"
_MM = 72 / 25.4
_NAME, _SHORT_NAME, _MANY = 60, 28, 25
"""So long a section's name may be beside its bar; where there are many, one line of it has room."""
_WIDTH, _NAMES, _LEGEND, _BAR, _MOST = 165 * _MM, 58 * _MM, 12 * _MM, 8 * _MM, 220 * _MM
"""The chart's width, the room of the names, of the legend, of a bar, and its height at most, in points."""
_SIZE = 9.0
_LOOKS = (
    ("D95F02", "000000", False), ("7FBF9B", "000000", False), ("0B4F3C", "FFFFFF", False), ("C8C8C8", "000000", False),
    ("FFFFFF", "000000", False), ("5A5A5A", "000000", True),
)  # fmt: skip
"""Colour, ink and hatching of each part of a bar, in the order of LEGEND: told apart in grey too."""


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The two files, the sentence that says from how many units they are, and what to know of them."""

    docx: bytes
    xlsx: bytes
    completeness: str
    notices: tuple[Diagnostic, ...] = ()

    def files(self, folder: Path) -> dict[Path, bytes]:
        """The two files by where they belong in `folder`."""
        return {folder / f"{SUMMARY.stem}.docx": self.docx, folder / f"{SUMMARY.stem}.xlsx": self.xlsx}


def consolidate(
    collection: Collection, template: Template, day: date, notices: tuple[Diagnostic, ...] = ()
) -> Consolidated:
    """The consolidated report of what came in up to `day`.

    Raises TemplateError TPL-007 where the template cannot be filled in.
    """
    found = summary(collection.until(day))
    chart = _chart(found)
    shown = HinhAnh(_CHART, emu(chart.width), emu(chart.height), chart.alt)
    values = summary_values(found, day, shown)
    made = template.render(values, Properties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu))
    rows: list[list[Cell]] = [
        [name, *(one.values[n] for one in chart.series)] for n, name in enumerate(chart.categories)
    ]
    docx = with_chart(made.data, _CHART, chart, chart_book(LEGEND, rows))
    return Consolidated(docx, summary_book(found, values.trich_yeu), completeness(found), notices)


def _chart(found: Summary) -> Chart:
    """A bar for each section, named with its sum, cut by how its tasks stand."""
    counts = [section.counts() for section in found.sections]
    longest = _SHORT_NAME if len(counts) > _MANY else _NAME
    names = tuple(
        f"{shortened(section.heading, longest)} ({sum(parts)})"
        for section, parts in zip(found.sections, counts, strict=True)
    )
    series = tuple(
        ChartSeries(name, tuple(parts[number] for parts in counts), *look)
        for number, (name, look) in enumerate(zip(LEGEND, _LOOKS, strict=True))
    )
    height = min(_LEGEND + _BAR * len(counts), _MOST)
    plot = (_NAMES / _WIDTH, _LEGEND / height, 1 - _NAMES / _WIDTH - 0.01, 1 - _LEGEND / height)
    legend = (0.0, 0.0, 1.0, _LEGEND / height)
    words = "Tiến độ theo mục của kế hoạch. " + " ".join(_in_words(section) for section in found.sections)
    return Chart(_CHART, names, series, _WIDTH, height, plot, legend, _SIZE, words)


def _in_words(section: SectionSummary) -> str:
    counted = ", ".join(f"{name.lower()} {n}" for name, n in zip(LEGEND, section.counts(), strict=True) if n)
    return f"{section.heading}: {counted}."
