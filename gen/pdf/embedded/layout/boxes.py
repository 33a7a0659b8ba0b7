"""Lines of paragraphs, rows of tables, breaks → the boxes that are stacked on pages and in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gen.ooxml.model import Border, InlinePicture
from gen.pdf.embedded.layout.charts import DrawnChart
from gen.pdf.embedded.layout.style import TextPart, TextStyle
from gen.pdf.embedded.output.structure import StructureElement


@dataclass(slots=True)
class TabGap:
    """The white of a tab, `width` points wide, filled with `leader` if there is one."""

    style: TextStyle
    leader: str = ""
    width: float = 0.0


@dataclass(slots=True)
class LineImage:
    """A picture or a chart in the line."""

    picture: InlinePicture | DrawnChart

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.picture.width


LinePart = TextPart | TabGap | LineImage


@dataclass(slots=True)
class LineBox:
    """A line: its parts, from `x` to `end`, and how far it reaches above and below its baseline, in points.

    From the part `spread_from` on, each blank is `stretch` points wider. `pieces` are its runs, once these are known.
    """

    parts: list[LinePart]
    x: float
    top: float
    bottom: float
    end: float = 0.0
    stretch: float = 0.0
    spread_from: int = 0
    pieces: tuple[Any, ...] | None = None


def full_width(part: LinePart) -> float:
    """How wide it is with the blanks behind it, in points."""
    return part.full if isinstance(part, TextPart) else part.width


def trailing_blanks(parts: Sequence[LinePart]) -> tuple[float, int]:
    """The blanks at the end of a line, which hang over it: their width, and how many there are."""
    white, gaps = 0.0, 0
    for part in reversed(parts):
        if not isinstance(part, TextPart):
            break
        white += part.full - part.width
        gaps += len(part.text) - len(part.text.rstrip(" "))
        if part.width:
            break
    return white, gaps


def line_extent(parts: Sequence[LinePart], empty: TextStyle) -> tuple[float, float]:
    """How far the parts of a line reach above and below its baseline."""
    styles = {part.style for part in parts if not isinstance(part, LineImage)}
    pictures = [part.picture.height for part in parts if isinstance(part, LineImage)]
    if not styles and not pictures:
        return empty.top, empty.bottom
    top = max([*(style.top for style in styles), *pictures])
    return top, max((style.bottom for style in styles), default=0.0)


@dataclass(slots=True, eq=False)
class ParagraphFrame:
    """What is drawn around the lines of paragraphs: borders by side (top, right, bottom, left) and a colour behind.

    `left` and `right` are its edges from the left of the room, in points.
    """

    left: float
    right: float
    borders: tuple[Border, Border, Border, Border]
    fill: str = ""


@dataclass(slots=True, eq=False)
class LineItem:
    """A line of a paragraph, or an empty one where `line` is None.

    `gap` is the white above it, which is dropped at the top of a page; `keep_with_next` is true where it stays on the
    page of the item before it. `lead` is the room that a frame takes above the line. All lengths are in points.
    """

    line: LineBox | None
    height: float
    gap: float
    keep_with_next: bool
    element: StructureElement | None
    lead: float = 0.0
    frame: ParagraphFrame | None = None


@dataclass(slots=True, eq=False)
class CellBox:
    """A cell in its row: `x` from the left edge of the table, `insets` the white at its sides, all in points.

    `items` are stacked in it, `content` points high, `below` is the gap under the last. `rows` counts the rows that it
    covers. `is_first_part` is false for what continues from the page before, `is_last_part` for what continues on the
    next.
    """

    x: float
    width: float
    items: list[FlowItem]
    content: float
    below: float
    insets: tuple[float, float, float, float]
    borders: tuple[Border, Border, Border, Border]
    fill: str
    valign: str
    element: StructureElement | None
    rows: int = 1
    is_first_part: bool = True
    is_last_part: bool = True

    def height(self) -> float:
        """Its height with all its items, in points."""
        below = self.below if self.is_last_part else 0.0
        return self.content + below + self.insets[0] + self.insets[2]


@dataclass(slots=True, eq=False)
class TableBox:
    """What the rows of a table share: its left edge in the room, and the header rows that each page repeats."""

    x: float
    heads: list[RowItem] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class RowItem:
    """A row of a table; it continues on the next page where it `is_continued`, and never where it `is_unbreakable`."""

    table: TableBox
    cells: list[CellBox]
    height: float
    keep_with_next: bool
    is_unbreakable: bool
    is_head: bool = False
    gap: float = 0.0
    is_continued: bool = False


@dataclass(slots=True, eq=False)
class PageBreak:
    """The end of a page; one that is `soft` has no effect on an empty page."""

    soft: bool
    height: float = 0.0
    gap: float = 0.0
    keep_with_next: bool = False


FlowItem = LineItem | RowItem | PageBreak


def stack_height(items: Sequence[FlowItem]) -> float:
    """The height of `items` stacked, in points."""
    return sum(item.height + item.gap for item in items)


def lines_in(items: Iterable[FlowItem]) -> Iterable[LineBox]:
    """The lines among `items`, those in cells too, in the order in which they are read."""
    for item in items:
        if isinstance(item, LineItem):
            if item.line is not None:
                yield item.line
        elif isinstance(item, RowItem):
            for cell in item.cells:
                yield from lines_in(cell.items)
