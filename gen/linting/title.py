"""What follows the letterhead → the document's kind and its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.documents import KIND_NAMES
from gen.linting.lines import Box, Column, Item, Line
from gen.linting.parts import Element, Title
from gen.ooxml.model import Section
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


def is_kind(line: Line) -> bool:
    """Whether a line names a kind of document, and nothing else."""
    return _bare(line) in _KINDS


def symbol_of(kind: Element) -> str:
    """The letters with which the symbol of a document of this kind begins; empty where they are not known."""
    return _SYMBOLS.get(_bare(kind.lines[0]), "")


def title_of(items: Sequence[Item], section: Section, is_letter: bool) -> tuple[Title, int]:
    """Kind and subject at the beginning of `items`, and how many of these they take up.

    A letter has neither: its subject stands under its number.
    """
    start = next((n for n, item in enumerate(items) if isinstance(item, Box) or not item.is_empty), len(items))
    first = items[start] if start < len(items) else None
    if not isinstance(first, Line) or is_letter or not (is_kind(first) or _looks_like_a_kind(first)):
        return Title(), 0
    room = section.width - section.margins.left - section.margins.right
    column = Column(tuple(item for item in items if isinstance(item, Line)), room)
    lines, end = _subject(items, start + 1)
    return Title(Element((first,), column), Element(lines, column) if lines else None), end


def _bare(line: Line) -> str:
    return line.folded.strip(" .:*")


def _looks_like_a_kind(line: Line) -> bool:
    """Whether a line that names no kind we know stands as one does: short, in capitals, centred."""
    shown = line.shown
    is_short = len(shown) <= _LONG and not _BODY_BEGINS.match(line.folded)
    return is_short and shown.isupper() and line.paragraph.format.align == "center"


def _subject(items: Sequence[Item], start: int) -> tuple[tuple[Line, ...], int]:
    """The lines of the subject: the first after the kind, and those centred as it is that follow without a gap."""
    found: list[Line] = []
    end = start
    for number, item in enumerate(items[start : start + _MOST_LINES], start):
        if isinstance(item, Box) or _BODY_BEGINS.match(item.folded) or (found and not _goes_on(found[-1], item)):
            break
        if not item.is_empty:
            found.append(item)
            end = number + 1
        elif item.line_above or item.line_below:
            break
    return tuple(found), end


def _goes_on(above: Line, line: Line) -> bool:
    centred = above.paragraph.format.align == line.paragraph.format.align == "center"
    return centred and not line.is_empty and not above.line_below and not line.shown.isupper()
