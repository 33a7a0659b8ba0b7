"""Blocks → about how high they stand, so that nothing is kept in one piece that no page could hold.

Typst would set such a piece beyond the edge of the page, where nobody sees it. The reckoning is coarse and rather too
high: text counts by its letters, not by their widths.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from gen.ooxml.model import Block, Break, Paragraph, Picture, Row, Table, Text

_LETTER = 0.6
"""The width of a letter in parts of its size: wider than small letters are, narrower than capitals."""
_LINE = 1.2


def height_of(blocks: Iterable[Block], room: float) -> float:
    """About the height of `blocks` one under the other in a `room` so wide, in points."""
    return sum(_paragraph(block, room) if isinstance(block, Paragraph) else table_height(block) for block in blocks)


def table_height(table: Table) -> float:
    """About the height of a table, in points."""
    return sum(row_height(row, table.widths) for row in table.rows)


def row_height(row: Row, widths: tuple[float, ...]) -> float:
    """About the height of a row, in points: that of its highest cell."""
    if row.height_rule == "exact":
        return row.height
    heights = [row.height]
    for cell in row.cells:
        top, right, bottom, left = cell.margins
        room = max(sum(widths[cell.column : cell.column + cell.span]) - left - right, 1.0)
        heights.append((height_of(cell.blocks, room) + top + bottom) / cell.rows)
    return max(heights)


def _paragraph(paragraph: Paragraph, room: float) -> float:
    around = paragraph.format
    room = max(room - around.left - around.right, 1.0)
    texts = [inline for inline in paragraph.inlines if isinstance(inline, Text)]
    size = max([text.format.size for text in texts], default=paragraph.mark.size)
    wide = sum(len(text.text) * text.format.size * _LETTER for text in texts) + max(around.first, 0.0)
    lines = max(1, ceil(wide / room)) + sum(isinstance(inline, Break) for inline in paragraph.inlines)
    line = size * _LINE * around.line if around.line_rule == "auto" else max(around.line, size * _LINE)
    if around.line_rule == "exact":
        line = around.line
    pictures = sum(inline.height for inline in paragraph.inlines if isinstance(inline, Picture))
    return lines * line + pictures + around.before + around.after
