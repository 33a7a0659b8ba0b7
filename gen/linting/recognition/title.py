"""The items after the letterhead → the document's kind and its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.documents import KIND_NAMES
from gen.linting.recognition.elements import DocumentElement, TitleElements
from gen.linting.recognition.lines import LineColumn, LineOrTable, TableLines, TextLine
from gen.ooxml.model import PageSection
from gen.text import fold

_SYMBOLS = {fold(name): letters for letters, name in KIND_NAMES.items()}
"""A kind, folded → the letters that its symbol begins with."""

_KINDS = {
    *_SYMBOLS, "nghi quyet", "chi thi", "quy che", "quy dinh", "huong dan", "du an", "bien ban", "hop dong",
    "cong dien", "thong cao", "giay moi", "giay gioi thieu", "giay uy quyen", "giay nghi phep", "phieu gui",
    "phieu chuyen", "phieu bao", "ban ghi nho", "ban thoa thuan", "thong tu", "nghi dinh", "luat", "phap lenh",
}  # fmt: skip
_BODY_BEGINS = re.compile(r"(can cu|kinh gui|noi nhan|(?:[ivx]+|\d+)[.)]\s)")
_LONG = 60
_MOST_LINES = 6


def is_kind(line: TextLine) -> bool:
    """Whether a line names a kind of document, and nothing else."""
    return _bare(line) in _KINDS


def symbol_letters(kind: DocumentElement) -> str:
    """The letters with which the symbol of a document of this kind begins; empty where they are not known."""
    return _SYMBOLS.get(_bare(kind.lines[0]), "")


def find_title(items: Sequence[LineOrTable], section: PageSection, is_letter: bool) -> tuple[TitleElements, int]:
    """Kind and subject at the beginning of `items`, and how many of these they take up.

    A letter has neither: its subject stands under its number.
    """
    start = next((n for n, item in enumerate(items) if isinstance(item, TableLines) or not item.is_empty), len(items))
    first = items[start] if start < len(items) else None
    if not isinstance(first, TextLine) or is_letter or not (is_kind(first) or _looks_like_a_kind(first)):
        return TitleElements(), 0
    room = section.width - section.margins.left - section.margins.right
    column = LineColumn(tuple(item for item in items if isinstance(item, TextLine)), room)
    lines, end = _find_subject(items, start + 1)
    return TitleElements(DocumentElement((first,), column), DocumentElement(lines, column) if lines else None), end


def _bare(line: TextLine) -> str:
    return line.folded.strip(" .:*")


def _looks_like_a_kind(line: TextLine) -> bool:
    """Whether a line that names no known kind has the form of one: short, in capitals, centred."""
    shown = line.printed_text
    is_short = len(shown) <= _LONG and not _BODY_BEGINS.match(line.folded)
    return is_short and shown.isupper() and line.paragraph.format.align == "center"


def _find_subject(items: Sequence[LineOrTable], start: int) -> tuple[tuple[TextLine, ...], int]:
    """The lines of the subject: the first after the kind, and those centred as it is that follow without a gap."""
    found: list[TextLine] = []
    end = start
    for number, item in enumerate(items[start : start + _MOST_LINES], start):
        if (
            isinstance(item, TableLines)
            or _BODY_BEGINS.match(item.folded)
            or (found and not _is_continued_by(found[-1], item))
        ):
            break
        if not item.is_empty:
            found.append(item)
            end = number + 1
        elif item.line_above or item.line_below:
            break
    return tuple(found), end


def _is_continued_by(above: TextLine, line: TextLine) -> bool:
    centred = above.paragraph.format.align == line.paragraph.format.align == "center"
    return centred and not line.is_empty and not above.line_below and not line.printed_text.isupper()
