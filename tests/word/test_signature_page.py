"""No document has its signature alone on a page: whatever the length of the text, its last words stand there too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gen.documents import REMINDER, SUMMARY, DocumentName
from gen.ooxml import read_document
from gen.pdf import ConversionJob, engine_named
from gen.pdf.embedded.document import render_document
from gen.pdf.faces import require_font_book
from gen.pipeline.rendering import draft_document, draft_source, load_templates, render_draft
from gen.returns.board import build_board
from gen.returns.consolidation.chart import chart_workbook, draw_progress, place_of
from gen.returns.consolidation.own_part import PROPOSALS, OwnPart
from gen.returns.consolidation.passages import Footing
from gen.returns.consolidation.report import build_report_values
from gen.returns.consolidation.summary import summarize
from gen.returns.reminders import compose_reminder_letter
from gen.word.charts import with_charts
from gen.word.comments import add_comments
from gen.word.template.finding import template_places
from gen.word.template.loading import DocumentProperties
from tests.support import plans
from tests.support.form_filling import filled
from tests.support.needs import needs_libreoffice
from tests.support.offices import TEMPLATES
from tests.support.quarters import quarter, quarterly_plan, returned
from tests.support.set_pages import texts

LINE = "Một dòng của văn bản."
END = "cuối cùng./."
"""The last words of every text."""


def _data(**changes: Any) -> plans.Data:
    data = plans.base(**changes)
    data["obligations"] = [{"id": "bc", "name": "Báo cáo", "of": ["communes"], "to": "huyen", "frequency": "once",
                            "due": "2021-07-15", "form": True}]  # fmt: skip
    return data


def _draft(folder: Path, data: plans.Data, document: str) -> bytes:
    name = DocumentName(document)
    dossier = plans.dossiers_of(folder, data)["xa-a"]
    return render_draft(draft_document(dossier, name, load_templates(TEMPLATES, [name], False))).data


def plan(folder: Path, lines: int) -> bytes:
    data = _data()
    data["units"][1]["organisation"] = [LINE] * lines or [LINE]
    return _draft(folder, data, "plan")


def report(folder: Path, lines: int) -> bytes:
    return filled(_draft(folder, _data(), "report"), {"proposals": "\n".join([LINE] * (lines + 1))})


def source(folder: Path, lines: int) -> bytes:
    return _source(folder, _data(closing=[LINE] * lines + [f"Trên đây là Kế hoạch, lời {END}"]))


def _source(folder: Path, data: plans.Data) -> bytes:
    return render_draft(draft_source(plans.plan_of(folder, data), load_templates(TEMPLATES, [], True))).data


def source_without_closing(folder: Path, lines: int) -> bytes:
    part = {"heading": "NHIỆM VỤ", "role": "tasks"}
    work = {"to": ["communes"], "heading": "UBND các xã", "items": [{"text": LINE}, {"text": f"Việc {END}"}]}
    return _source(folder, _data(opening=[LINE] * (lines + 1), closing=[], parts=[{**part, "assignments": [work]}]))


def reminder(folder: Path, lines: int) -> bytes:
    collection, day = quarter(quarterly_plan(folder), "2026-Q1"), date(2026, 4, 1)
    values = compose_reminder_letter(collection, build_board(collection, day), day, day)
    values = replace(values, mo_dau=(*values.mo_dau, *[LINE] * lines))
    template = template_places(folder / "plan.yaml", TEMPLATES).load(REMINDER.template)
    return template.render(values, DocumentProperties("", "", "")).data


def summary(folder: Path, lines: int) -> bytes:
    sent = returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành")
    found = summarize(quarter(quarterly_plan(folder), "2026-Q1", sent))
    chart, footing = draw_progress(found), Footing()
    own = OwnPart("UBND huyện", {PROPOSALS.name: (LINE,) * (lines + 1)})
    values = build_report_values(found, date(2026, 4, 1), place_of(chart), own, footing)
    template = template_places(folder / "plan.yaml", TEMPLATES).load(SUMMARY.template)
    document = template.render(values, DocumentProperties("", "", "")).data
    return add_comments(with_charts(document, [(chart, chart_workbook(chart))]), footing.sources)


MAKERS: tuple[Callable[[Path, int], bytes], ...] = (
    plan, report, source, source_without_closing, reminder, summary,
)  # fmt: skip
"""The documents, each with so many lines more."""
LENGTHS = range(46)
"""More lines than a page has: the page ends before each part of the closing once."""
each_document = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


def pages_of(docx: bytes) -> list[str]:
    found = render_document(read_document(docx), require_font_book())
    assert found.unsupported == ()
    return texts(found.pdf)


def is_alone(pages: list[str]) -> bool:
    """Whether the page with the signature has nothing of the text, which ends with ./."""
    (signed,) = [page for page in pages if "Nơi nhận:" in page]
    return "./." not in signed


def without_keeping(docx: bytes) -> bytes:
    """The same document, whose last words may be parted from the signature."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"<w:keepNext/>", b"") if name == "word/styles.xml" else data)
    return out.getvalue()


@pytest.mark.slow
@each_document
def test_signature_is_never_alone(make: Callable[[Path, int], bytes], tmp_path: Path) -> None:
    alone, parted = [], []
    for lines in LENGTHS:
        docx = make(tmp_path, lines)
        alone += [lines] if is_alone(pages_of(docx)) else []
        parted += [lines] if is_alone(pages_of(without_keeping(docx))) else []
    assert alone == []
    assert parted != []  # else no length would have put it to the test


@pytest.mark.slow
@needs_libreoffice
@each_document
def test_signature_is_never_alone_in_libreoffice(make: Callable[[Path, int], bytes], tmp_path: Path) -> None:
    jobs = []
    for lines in LENGTHS[::3]:
        for name, docx in (("kept", made := make(tmp_path, lines)), ("parted", without_keeping(made))):
            path = tmp_path / f"{name}-{lines}.docx"
            path.write_bytes(docx)
            jobs.append(ConversionJob(path, path.with_suffix(".pdf")))
    outcomes = engine_named("libreoffice").convert(jobs)
    assert [outcome.error for outcome in outcomes if outcome.error] == []
    alone = [job.source.stem for job in jobs if is_alone(texts(job.target.read_bytes()))]
    assert [name for name in alone if name.startswith("kept")] == []
    assert alone != []
