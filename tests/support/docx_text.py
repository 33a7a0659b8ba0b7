"""A .docx → its text as a reader goes through it: paragraphs and table cells in order, headers and footers apart."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


def open_docx(source: Path | bytes) -> DocumentType:
    return Document(BytesIO(source) if isinstance(source, bytes) else str(source))


def lines(source: Path | bytes) -> list[str]:
    """The text of every paragraph that has any, white space squeezed; a merged cell is read once."""
    return [text for text in (" ".join(p.text.split()) for p in _paragraphs(open_docx(source))) if text]


def text(source: Path | bytes) -> str:
    return "\n".join(lines(source))


def rows(source: Path | bytes, first_cell: str) -> list[list[str]]:
    """The rows of the table whose first cell says `first_cell`."""
    for table in open_docx(source).tables:
        if table.rows[0].cells[0].text.strip() == first_cell:
            return [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows]
    return []


def printed_place(code: str) -> str:
    """Where a task or target stands, as a table of a document names it: 9#2+1/1 is 9, ý 2.1, chỉ tiêu 1."""
    task, _slash, target = code.partition("/")
    section, _hash, item = task.partition("#")
    said = f"{section}, ý {item.replace('+', '.')}" if item else section
    return f"{said}, chỉ tiêu {target}" if target else said


def _paragraphs(container: DocumentType | _Cell) -> Iterator[Paragraph]:
    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            yield from _table(block)


def _table(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                yield from _paragraphs(cell)
