"""Collection → the consolidated report: a Word document with a chart of progress, and the workbook behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen.errors import Diagnostic
from gen.pdf.chart import Bar, Picture, bar_chart
from gen.returns.collection import Collection
from gen.returns.summary_book import summary_book
from gen.returns.summary_words import LEGEND, completeness, summary_values
from gen.returns.summing import SectionSummary, Summary, summary
from gen.text import shortened
from gen.word.names import HinhAnh
from gen.word.pictures import emu, with_picture
from gen.word.template import Properties, Template

TEMPLATE = "summary.docx"
_FILE = "bao-cao-tong-hop"
_CHART = "bieuDoTienDo"
_NAME = 60


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The two files, the sentence that says from how many units they are, and what to know of them."""

    docx: bytes
    xlsx: bytes
    completeness: str
    notices: tuple[Diagnostic, ...] = ()

    def files(self, folder: Path) -> dict[Path, bytes]:
        """The two files by where they belong in `folder`."""
        return {folder / f"{_FILE}.docx": self.docx, folder / f"{_FILE}.xlsx": self.xlsx}


def consolidate(
    collection: Collection, template: Template, day: date, notices: tuple[Diagnostic, ...] = ()
) -> Consolidated:
    """The consolidated report of what came in up to `day`.

    Raises TemplateError TPL-007 where the template cannot be filled in, EngineError PDF-005 without a font.
    """
    found = summary(collection.until(day))
    picture = bar_chart(LEGEND, [Bar(shortened(s.heading, _NAME), s.counts()) for s in found.sections])
    values = summary_values(found, day, _shown(found, picture))
    made = template.render(values, Properties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu))
    return Consolidated(
        with_picture(made.data, _CHART, picture.png),
        summary_book(found, values.trich_yeu),
        completeness(found),
        notices,
    )


def _shown(found: Summary, picture: Picture) -> HinhAnh:
    words = "Tiến độ theo mục của kế hoạch. " + " ".join(_in_words(section) for section in found.sections)
    return HinhAnh(_CHART, emu(picture.width), emu(picture.height), words)


def _in_words(section: SectionSummary) -> str:
    counted = ", ".join(f"{name.lower()} {n}" for name, n in zip(LEGEND, section.counts(), strict=True) if n)
    return f"{section.heading}: {counted}."
