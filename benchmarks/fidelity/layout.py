"""A PDF → its pages, each with the lines that stand on it: their text and where."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

SAME_BASELINE = 2.0
"""Characters whose baselines are no further apart, in points, stand on one line."""

_A_SPACE = 0.15  # of the letters' size: a wider gap between two letters divides words
_STRAY = dict.fromkeys(map(ord, "\r\n\u200b\ufeff\u00ad"))
_SAME = str.maketrans({"\uf0b7": "•", "\u2011": "-", "\x02": "-", "\u00a0": " "})
_LEADERS = re.compile(r"(?:[.·_-]\s?){4,}")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one baseline, `x` and `y` of its beginning in points from the page's lower left corner."""

    text: str
    x: float
    y: float


Page = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Letter:
    sign: str
    left: float
    right: float
    y: float
    size: float


def read_pages(path: Path) -> list[Page]:
    """The pages of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [tuple(lines_of(_letters(page.get_textpage()))) for page in document]
    finally:
        document.close()


def normal(text: str) -> str:
    """Text as it is compared: NFC, one sign for what looks alike, single spaces, no leaders of tabs."""
    text = unicodedata.normalize("NFC", text.translate(_STRAY).translate(_SAME))
    return " ".join(_LEADERS.sub(" ", text).split())


def words_of(pages: Iterable[Page]) -> Counter[str]:
    """How often each word and each mark occurs; a hyphen divides, so that a line that ends in one changes nothing."""
    return Counter(word for page in pages for line in page for word in _WORD.findall(line.text))


def lines_of(letters: Iterable[_Letter]) -> Iterator[Line]:
    """The lines of a page: letters that follow each other to the right on one baseline."""
    held: list[_Letter] = []
    for letter in letters:
        if held and (abs(held[-1].y - letter.y) > SAME_BASELINE or letter.left < held[-1].left - letter.size):
            yield from _line(held)
            held = []
        held.append(letter)
    yield from _line(held)


def _line(letters: list[_Letter]) -> Iterator[Line]:
    text, end = "", None
    for letter in sorted(letters, key=lambda letter: letter.left):
        if end is not None and letter.left - end > _A_SPACE * letter.size:
            text += " "
        text, end = text + letter.sign, letter.right
    text = normal(text)
    if text:
        yield Line(text, letters[0].left, letters[0].y)


def _letters(page: pypdfium2.PdfTextPage) -> Iterator[_Letter]:
    """The letters that a page has, not those that PDFium adds; in the order in which they were set."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for index in range(page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(page, index))
        if sign.isspace() or raw.FPDFText_IsGenerated(page, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        raw.FPDFText_GetLooseCharBox(page, index, box)
        yield _Letter(sign, box.left, box.right, y.value, raw.FPDFText_GetFontSize(page, index))
