"""Paragraphs of runs, some struck or underlined → a .docx that shows what changed; the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gen.word.package import repack

RedlineLine = Sequence[tuple[str, str]]
"""Runs of a paragraph: kept, added (bold and underlined), removed (struck) or heading, each with its words."""

_SIZE = 13


@dataclass(frozen=True, slots=True)
class Redline:
    """A paper with a `title`; `lines` follow one after the other."""

    title: str
    lines: Sequence[RedlineLine]


def redline_docx(paper: Redline) -> bytes:
    """The paper as a Word file: A4, margins and font of Decree 30/2020, Appendix I."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    for line in ([("heading", paper.title)], *paper.lines):
        paragraph = document.add_paragraph()
        for kind, text in line:
            run = paragraph.add_run(text)
            run.bold = kind in ("heading", "added") or None
            run.underline = kind == "added" or None
            run.font.strike = kind == "removed" or None
        paragraph.paragraph_format.keep_with_next = bool(line) and line[0][0] == "heading"
    document.core_properties.title = paper.title
    file = io.BytesIO()
    document.save(file)
    return repack(file.getvalue())
