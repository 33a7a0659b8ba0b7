"""A list to be printed → the Document that the embedded engine lays out: A4, margins 20, 15, 20 and 30 mm.

The margins, and the page number at the top of all pages but the first, are those of an administrative document (Decree
30/2020/NĐ-CP, annex I, part I). A table's head is repeated on each page, and the rows of a group stay on one page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gen.ooxml.model import (
    Border,
    Cell,
    Document,
    DocumentBlock,
    DocumentParagraph,
    Inline,
    Margins,
    PageNumber,
    PageSection,
    ParagraphFormat,
    Row,
    RunFormat,
    Table,
    TextRun,
)
from gen.pdf.faces import FontBook
from gen.pdf.pdfa.dates import EPOCH, parse_pdf_date, xmp_date
from gen.sheets.printed import Column, ListCell, ListRow, ListTable, Look, PrintedList, RowGroup

_MM = 72 / 25.4
_A4 = (210 * _MM, 297 * _MM)
_MARGINS = Margins(20 * _MM, 15 * _MM, 20 * _MM, 30 * _MM, 10 * _MM, 0.0)
_ROOM = _A4[0] - _MARGINS.left - _MARGINS.right
_LANGUAGE = "vi-VN"

_PLAIN = RunFormat(size=10)
_ISSUER, _NAME = replace(_PLAIN, size=12, bold=True), replace(_PLAIN, size=14, bold=True)
_SUBJECT, _REFERENCE = replace(_PLAIN, size=13, bold=True), replace(_PLAIN, size=12, italic=True)
_NUMBER = replace(_PLAIN, size=13)
_CELL, _NOTE, _FILE, _DIGEST = (replace(_PLAIN, size=size) for size in (9.5, 8.5, 8.5, 7.5))
_HEAD = replace(_CELL, bold=True)
_BLANK = replace(_CELL, size=13)
"""An empty line: room to write by hand."""
_LOOKS: dict[Look, tuple[RunFormat, str]] = {
    "text": (_CELL, "left"), "figure": (_CELL, "right"), "middle": (_CELL, "center"), "file": (_FILE, "left"),
    "digest": (_DIGEST, "left"),
}  # fmt: skip
"""A column's look → the format of its text, and the alignment of its lines."""

_LINE = Border("single", 0.5)
_LINES = (_LINE, _LINE, _LINE, _LINE)
_INSETS = (1.5, 2.5, 1.5, 2.5)
_SECTION_SHADE = "EEEEEE"
_SHEET_POINT = 0.75
"""A point of an HTML sheet, the unit of `RowGroup.least`, in points of the paper."""

_UNITS = re.compile(r"[^\s-]*-+|[^\s-]+|\s+")
_GAP = "\u200b"


def list_document(printed: PrintedList, book: FontBook) -> Document:
    """`printed` as a document in the fonts of `book`, which measures words that are too wide for their column."""
    top = ParagraphFormat(align="center")
    number = DocumentParagraph(top, _NUMBER, (PageNumber("PAGE", _NUMBER),))
    section = PageSection(
        *_A4, _MARGINS, tuple(_blocks(printed, book)), headers={"default": (number,), "first": ()}, title_page=True
    )
    created = xmp_date(parse_pdf_date(printed.date) or EPOCH)
    return Document((section,), printed.title, _LANGUAGE, created)


def _blocks(printed: PrintedList, book: FontBook) -> Iterator[DocumentBlock]:
    middle = ParagraphFormat(align="center", keep_next=True)
    yield _paragraph(printed.issuer.upper(), _ISSUER, ParagraphFormat())
    yield _paragraph(printed.name.upper(), _NAME, replace(middle, before=12, after=3, outline=0))
    yield _paragraph(printed.subject, _SUBJECT, middle)
    if printed.reference:
        yield _paragraph(f"({printed.reference})", _REFERENCE, replace(middle, before=3))
    yield _paragraph(printed.summary, _PLAIN, ParagraphFormat(before=9, after=5))
    for table in printed.tables:
        if table.caption:
            caption = ParagraphFormat(before=9, after=4, keep_next=True)
            yield _paragraph(table.caption, replace(_PLAIN, bold=True), caption)
        yield _table(table, book)


def _paragraph(text: str, run_format: RunFormat, paragraph_format: ParagraphFormat) -> DocumentParagraph:
    inlines: tuple[Inline, ...] = (TextRun(text, run_format),) if text else ()
    return DocumentParagraph(paragraph_format, run_format, inlines)


def _table(table: ListTable, book: FontBook) -> Table:
    widths = _widths(table.columns)
    head = Row(tuple(_head(n, column, widths[n], book) for n, column in enumerate(table.columns)), header=True)
    rows = [row for entry in table.entries for row in _rows(entry, table.columns, widths, book)]
    return Table(widths, (head, *rows))


def _widths(columns: Sequence[Column]) -> tuple[float, ...]:
    """The widths of the columns in points; columns without a share divide the rest equally."""
    unspecified = sum(not column.share for column in columns)
    rest = (100 - sum(column.share for column in columns)) / unspecified if unspecified else 0.0
    return tuple(_ROOM * (column.share or rest) / 100 for column in columns)


def _head(number: int, column: Column, width: float, book: FontBook) -> Cell:
    text = _fitted(column.heading, _HEAD, width, book)
    words = _paragraph(text, _HEAD, ParagraphFormat(align="center", keep_next=True))
    return Cell((words,), number, 1, 1, _INSETS, _LINES, valign="center")


def _rows(entry: RowGroup, columns: Sequence[Column], widths: Sequence[float], book: FontBook) -> Iterator[Row]:
    """The rows of an entry; all but the last are kept with the next one."""
    if entry.heading:
        title = _paragraph(entry.heading, _HEAD, ParagraphFormat(keep_next=True))
        across = Cell((title,), 0, len(columns), 1, _INSETS, _LINES, _SECTION_SHADE)
        yield Row((across,), whole=True)
    height, rule = entry.least * _SHEET_POINT / len(entry.rows), "atLeast" if entry.least else "auto"
    for number, row in enumerate(entry.rows):
        cells = tuple(_cells(entry, number, row, columns, widths, book))
        if number < len(entry.rows) - 1:
            cells = tuple(map(_keep_with_next, cells))
        yield Row(cells, height, rule, whole=True)


def _cells(
    entry: RowGroup, number: int, row: ListRow, columns: Sequence[Column], widths: Sequence[float], book: FontBook
) -> Iterator[Cell]:
    for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
        if cell is None:
            continue
        below = entry.rows[number + 1 :]
        reach = 1 + next((n for n, other in enumerate(below) if other[place] is not None), len(below))
        yield Cell(tuple(_lines(cell, column, widths[place], book)), place, 1, reach, _INSETS, _LINES)


def _lines(cell: ListCell, column: Column, width: float, book: FontBook) -> Iterator[DocumentParagraph]:
    run_format, align = _LOOKS[column.look]
    for line in cell:
        line_format = _NOTE if line.small else run_format if line.text else _BLANK
        yield _paragraph(_fitted(line.text, line_format, width, book), line_format, ParagraphFormat(align=align))


def _keep_with_next(cell: Cell) -> Cell:
    blocks = [
        replace(b, format=replace(b.format, keep_next=True)) if isinstance(b, DocumentParagraph) else b
        for b in cell.blocks
    ]
    return replace(cell, blocks=tuple(blocks))


def _fitted(text: str, run_format: RunFormat, width: float, book: FontBook) -> str:
    """`text` with possible breaks between the letters of each word that is wider than its column."""
    room = width - _INSETS[1] - _INSETS[3]
    text = re.sub(r"\s", " ", text)
    face = book.face(book.times, run_format.bold, run_format.italic)
    if face.width(text) * run_format.size <= room:
        return text
    return "".join(
        unit if face.width(unit) * run_format.size <= room else "".join(_with_gaps(unit))
        for unit in _UNITS.findall(text)
    )


def _with_gaps(unit: str) -> Iterator[str]:
    for number, letter in enumerate(unit):
        if number and not unicodedata.combining(letter):
            yield _GAP
        yield letter
