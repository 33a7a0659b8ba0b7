"""A PDF with text → its lines, each with its place on its page and the font of its first letter."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from gen.pdf.engines.finishing import PDFIUM

MOST_PAGES = 300
"""A file of more pages is no plan."""
_GAP = 18.0
"""White of so many points or more separates two columns; a word space is a third of it at most."""
_WORD = re.compile(r"\S+")


class UnreadablePdfError(Exception):
    """A PDF that cannot be opened: damaged, or under a password."""


class PdfTooLongError(Exception):
    """A PDF of more than MOST_PAGES pages."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line on page `page` (from 1); `left`, `right` and `bottom` are in points from the page's lower left corner.

    `first` is the width of its first word.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    first: float
    font: str
    bold: bool


def extract_lines(data: bytes) -> list[PdfLine]:
    """The lines in the order in which the file has them.

    Raises UnreadablePdfError where it cannot be opened, and PdfTooLongError where it has more than MOST_PAGES pages.
    """
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except (pypdfium2.PdfiumError, ValueError):
            raise UnreadablePdfError from None
        try:
            if len(document) > MOST_PAGES:
                raise PdfTooLongError
            return [line for number in range(len(document)) for line in _page_lines(document[number], number + 1)]
        except pypdfium2.PdfiumError:
            raise UnreadablePdfError from None
        finally:
            document.close()


def _page_lines(page: pypdfium2.PdfPage, number: int) -> Iterator[PdfLine]:
    text = page.get_textpage()
    letters = "".join(chr(raw.FPDFText_GetUnicode(text.raw, i)) for i in range(text.count_chars()))
    for line in re.finditer(r"[^\r\n]+", letters):
        held: list[re.Match[str]] = []
        for word in _WORD.finditer(letters, line.start(), line.end()):
            if held and _are_separated(text, held[-1], word):
                yield _line(text, number, held)
                held = []
            held.append(word)
        if held:
            yield _line(text, number, held)


def _are_separated(text: pypdfium2.PdfTextPage, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether the white between two words is wider than any space in a line; several spaces are a gap to fill in."""
    return after.start() - before.end() <= 1 and _box(text, after.start())[0] - _box(text, before.end() - 1)[2] > _GAP


def _line(text: pypdfium2.PdfTextPage, page: int, words: list[re.Match[str]]) -> PdfLine:
    first, last = words[0], words[-1].end() - 1
    left, bottom, _right, _top = _box(text, first.start())
    font = _font(text, first.start())
    content = " ".join(word[0] for word in words).replace("\ufffe", "-").replace("\x02", "-")
    first_width = _box(text, first.end() - 1)[2] - left
    return PdfLine(content, page, left, _box(text, last)[2], bottom, first_width, font, "bold" in font.lower())


def _box(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a letter."""
    left, bottom, right, top = text.get_charbox(index, loose=True)
    return left, bottom, right, top


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The name of a letter's font, without the tag of a subset (ISO 32000-1, 9.6.4)."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text.raw, index, name, len(name), ctypes.byref(flags))
    return name.raw[: max(0, min(length, len(name)) - 1)].decode("utf-8", "replace").rpartition("+")[2]
