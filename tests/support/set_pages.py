"""WordprocessingML → the PDF that the embedded engine makes of it, and where things stand in it: for exact numbers."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from gen.ooxml import read_document
from gen.ooxml.wording import unsupported_in_part
from gen.pdf.embedded.document import LayoutResult, render_document
from gen.pdf.faces import require_font_book
from tests.support.word_parts import NAMESPACES, small_docx

ASCENT, DESCENT = (1825 + 87) / 2048, 443 / 2048
"""Of Times New Roman and what stands for it, in parts of the size, the line gap on top (OpenType 1.9, table hhea)."""
LEFT = TOP = 50.0
"""The margins of PAGE, in points."""
COMPAT = '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>'
BREAK = '<w:r><w:br w:type="page"/></w:r>'


def line(size: float = 14) -> float:
    """The height of a line of single spacing."""
    return (ASCENT + DESCENT) * size


def page(more: str = "", width: int = 11906, height: int = 16838) -> str:
    """The section that pages of our tests have: A4 with margins of 50 points."""
    return (
        f'<w:sectPr {NAMESPACES}>{more}<w:pgSz w:w="{width}" w:h="{height}"/>'
        '<w:pgMar w:top="1000" w:bottom="1000" w:left="1000" w:right="1000" w:header="500" w:footer="500"/></w:sectPr>'
    )


def run(text: str, look: str = "", size: float = 14) -> str:
    """A run; `look` is what stands in w:rPr beside the size."""
    stated = f'<w:rPr><w:sz w:val="{round(size * 2)}"/>{look}</w:rPr>'
    inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in text.split("\t"))
    return f"<w:r>{stated}{inner}</w:r>"


def par(*runs: str, properties: str = "", size: float = 14) -> str:
    """A paragraph; a run that is no markup is text in 14 points."""
    inner = "".join(each if each.startswith("<w:") else run(each, size=size) for each in runs)
    mark = f'<w:rPr><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    return f"<w:p><w:pPr>{properties}{mark}</w:pPr>{inner}</w:p>"


def field(code: str) -> str:
    """A complex field in 14 points."""
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    pieces = [begin, f'<w:instrText xml:space="preserve"> {code} </w:instrText>', separate, "<w:t>0</w:t>", end]
    return "".join(f'<w:r><w:rPr><w:sz w:val="28"/></w:rPr>{piece}</w:r>' for piece in pieces)


def cell(content: str = "", properties: str = "") -> str:
    """A cell; `properties` stands in w:tcPr."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or par()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; a cell that is no markup is its text."""
    inner = "".join(each if each.startswith("<w:tc>") else cell(par(each)) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, properties: str = "", grid: tuple[int, ...] = (4000, 4000)) -> str:
    """A table without margins at the sides of its cells; `grid` is in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return f"<w:tbl><w:tblPr>{margins}{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def setting(body: str, **parts: Any) -> LayoutResult:
    """A small document as the engine sets it."""
    settings = COMPAT + parts.pop("settings", "")
    return render_document(read_document(small_docx(body, settings=settings, **parts)), require_font_book())


def refused(body: str, **parts: Any) -> tuple[str, ...]:
    """What of a small document is refused, as people are told of it."""
    return tuple(map(unsupported_in_part, setting(body, **parts).unsupported))


def made(body: str, **parts: Any) -> bytes:
    """The PDF of a small document, on pages of PAGE where it states none."""
    found = setting(body if "<w:sectPr" in body else body + page(), **parts)
    assert found.unsupported == ()
    return found.pdf


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter on `page`, its origin from the left and from the top, and the size of its font."""

    page: int
    letter: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A path: its box from the left and from the top, and its colours as RRGGBB; lines have a stroke, areas a fill."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    fill: str
    stroke: str
    width: float


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, closed at the end."""
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def letters(data: bytes) -> list[Letter]:
    """The letters that are not white, in the order in which they are set."""
    found = []
    with opened(data) as document:
        for number, sheet in enumerate(document):
            words, height = sheet.get_textpage(), sheet.get_height()
            for index in range(words.count_chars()):
                letter = chr(raw.FPDFText_GetUnicode(words, index))
                x, y = ctypes.c_double(), ctypes.c_double()
                raw.FPDFText_GetCharOrigin(words, index, x, y)
                if letter.strip():
                    size = raw.FPDFText_GetFontSize(words, index)
                    found.append(Letter(number, letter, x.value, height - y.value, size))
    return found


def place(data: bytes, letter: str) -> Letter:
    """The first `letter`."""
    return next(found for found in letters(data) if found.letter == letter)


def heights(data: bytes, wanted: str) -> list[float]:
    """How far below the top of its page each letter of `wanted` stands, the first of its kind."""
    return [place(data, letter).y for letter in wanted]


def texts(data: bytes) -> list[str]:
    """The text of each page, lines joined, white at the ends taken off."""
    with opened(data) as document:
        return [sheet.get_textpage().get_text_range().strip() for sheet in document]


def pages(data: bytes) -> list[tuple[float, float]]:
    """The sizes of the pages."""
    with opened(data) as document:
        return [sheet.get_size() for sheet in document]


def shapes(data: bytes) -> list[Shape]:
    """The paths drawn on the pages."""
    found = []
    with opened(data) as document:
        for number, sheet in enumerate(document):
            height = sheet.get_height()
            paths = sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
            found += [_shape(number, height, drawn) for drawn in paths]
    return found


def _shape(number: int, height: float, drawn: pypdfium2.PdfObject) -> Shape:
    left, bottom, right, top = drawn.get_bounds()
    mode, is_stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(drawn, mode, is_stroked)
    raw.FPDFPageObj_GetStrokeWidth(drawn, width)
    fill = _color(drawn, raw.FPDFPageObj_GetFillColor) if mode.value else ""
    stroke = _color(drawn, raw.FPDFPageObj_GetStrokeColor) if is_stroked.value else ""
    return Shape(number, left, height - top, right, height - bottom, fill, stroke, width.value)


def _color(drawn: pypdfium2.PdfObject, ask: Any) -> str:
    red, green, blue, alpha = (ctypes.c_uint() for _channel in range(4))
    ask(drawn, red, green, blue, alpha)
    return f"{red.value:02X}{green.value:02X}{blue.value:02X}"


def colors(data: bytes) -> list[str]:
    """The colours of the pieces of text, in the order in which they are set."""
    with opened(data) as document:
        objects = [drawn for sheet in document for drawn in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])]
        return [_color(drawn, raw.FPDFPageObj_GetFillColor) for drawn in objects]
