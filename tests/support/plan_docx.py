"""A plan as lines of text → a Word file as an office would write it: numbers typed by hand, or by Word's own lists."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

_LEVELS = (
    (r"[IVX]+\.\s+", "upperRoman", "%1."),
    (r"\d+\.\s+", "decimal", "%2."),
    (r"\d+\.\d+\.\s+", "decimal", "%2.%3."),
    (r"[a-z]\)\s+", "lowerLetter", "%4)"),
    (r"-\s+", "bullet", "-"),
    (r"\+\s+", "bullet", "+"),
)
"""What is typed before a paragraph, and the level of Word's list that writes it instead."""


def plan_docx(lines: Sequence[str], automatic: bool = False) -> bytes:
    """The Word file; `automatic` takes typed numbers away and lets Word write them."""
    document = Document()
    if automatic:
        document.part.numbering_part.element.insert(0, _abstract())
        document.part.numbering_part.element.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
        )
    rows: list[str] = []
    body = False
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            _table(document, rows)
            rows = []
        if line.strip():
            body = body or bool(re.match(r"[IVX]+\. ", line))
            _paragraph(document, line, automatic and body and not line.startswith("Nơi nhận"))
            body = body and not line.startswith("Nơi nhận")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _paragraph(document: DocumentType, line: str, automatic: bool) -> None:
    level = next((n for n, (form, _f, _t) in enumerate(_LEVELS) if re.match(form, line)), None) if automatic else None
    text = line if level is None else re.sub(_LEVELS[level][0], "", line, count=1)
    paragraph = document.add_paragraph()
    for number, piece in enumerate(re.split(r"\*\*", text)):
        paragraph.add_run(piece).bold = number % 2 == 1
    if level is not None:
        properties = paragraph._p.get_or_add_pPr()
        numbered = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        properties.append(parse_xml(numbered))


def _abstract() -> object:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (_typed, form, text) in enumerate(_LEVELS)
    )
    return parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')


def _table(document: DocumentType, rows: Sequence[str]) -> None:
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    table = document.add_table(len(cells), len(cells[0]))
    for r, row in enumerate(cells):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    assert table._tbl.find(qn("w:tblGrid")) is not None
