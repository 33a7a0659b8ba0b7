"""Text → how wide it is in Times New Roman, and how many pages it may fill; an estimate that serves layout rules.

The advance widths of the bold face, in thousandths of an em, are those of the PostScript font Times-Bold, whose
metrics Times New Roman has. A letter with diacritics is as wide as its base letter, except ơ and ư.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from gen.linting.recognition.lines import LineOrTable, TextLine
from gen.ooxml.model import Break, PageSection, TextRun

_BOLD = {
    250: " ,.", 278: "/il\\'", 333: "!()-:;[]fjt`", 389: "Is", 394: "{}", 444: "cerz", 500: "#$0123456789?_Jagovxy*–“”",
    554: "ơ", 555: '"', 556: "Sbdđhknpqu", 570: "+<=>", 600: "ư", 611: "FP", 667: "BELTZ", 722: "ACDĐNRUVXYw",
    778: "GHKOQƠ", 796: "Ư", 833: "&m", 944: "M", 1000: "%W—…",
}  # fmt: skip
_WIDTHS = {letter: width for width, letters in _BOLD.items() for letter in letters}
_OTHER = 500
_HORN = "\u031b"
_UPRIGHT = 0.93
"""How much narrower the upright face is, on average over Vietnamese text."""
_SINGLE = 1.15
"""Single spacing of Times New Roman, in multiples of its size."""
_ENDLESS = 10_000.0
_MEASURED = 2000


def measure_line(line: TextLine) -> float:
    """The width of a line's text in points, if it stood on one line."""
    shown = ((t.text.upper() if t.format.caps else t.text, t.format) for t in line.inlines if isinstance(t, TextRun))
    return sum(_width(text) * look.size * (1 if look.bold else _UPRIGHT) for text, look in shown)


def _width(text: str) -> float:
    """In ems; a long text is estimated by its beginning."""
    measured = text[:_MEASURED]
    width = sum(_WIDTHS.get(letter) or _WIDTHS.get(_base(letter), _OTHER) for letter in measured) / 1000
    return width * len(text) / max(len(measured), 1)


def _base(letter: str) -> str:
    """The letter without its tone, but with its horn: ớ → ơ."""
    plain = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", plain[:1] + _HORN) if _HORN in plain else plain[:1]


def single_spacing(size: float) -> float:
    """The distance of lines of `size` points in single spacing, in points."""
    return size * _SINGLE


def is_longer_than_page(items: Iterable[LineOrTable], sections: tuple[PageSection, ...]) -> bool:
    """Whether the text takes more than the first page, with a tenth to spare."""
    if any(section.kind != "continuous" for section in sections[1:]):
        return True
    page = sections[0]
    room = page.width - page.margins.left - page.margins.right
    height = sum(_height(item, room) for item in items)
    return height > 1.1 * (page.height - page.margins.top - page.margins.bottom)


def _height(item: LineOrTable, room: float) -> float:
    if isinstance(item, TextLine):
        has_break = any(isinstance(i, Break) and i.kind == "page" for i in item.paragraph.inlines)
        begins = item.paragraph.format.page_break_before and item.place.paragraph > 1
        return _ENDLESS if has_break or begins else _line_height(item, room)
    rows: dict[int, float] = {}
    for cell in item.cells:
        tall = sum(_line_height(line, cell.content.room or room) for line in cell.content.lines)
        rows[cell.row] = max(rows.get(cell.row, 0.0), tall)
    return sum(rows.values())


def _line_height(line: TextLine, room: float) -> float:
    look = line.paragraph.format
    size = max((f.size for _l, f in line.formatted_letters), default=line.paragraph.mark.size)
    pitch = single_spacing(size) * look.line if look.line_rule == "auto" else look.line
    count = max(1, math.ceil(measure_line(line) / max(room - look.left - look.right, 36.0)))
    return count * pitch + (0.0 if line.cut else max(look.before, look.after))
