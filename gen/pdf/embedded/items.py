"""Lines of paragraphs, rows of tables, breaks → how they stand one under the other, on pages and in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gen.ooxml.model import Border
from gen.pdf.embedded.parts import Line
from gen.pdf.embedded.tags import Element


@dataclass(slots=True, eq=False)
class Frame:
    """What is drawn round the lines of paragraphs: borders by side (top, right, bottom, left) and a colour behind.

    `left` and `right` are its edges from the left of the room, in points.
    """

    left: float
    right: float
    borders: tuple[Border, Border, Border, Border]
    fill: str = ""


@dataclass(slots=True, eq=False)
class LineItem:
    """A line of a paragraph, or an empty one where `line` is None.

    `gap` is the white above it, which falls away at the top of a page; `held` says that it stands on the page of the
    item before. `lead` is what a frame takes above the line.
    """

    line: Line | None
    height: float
    gap: float
    held: bool
    element: Element | None
    lead: float = 0.0
    frame: Frame | None = None


@dataclass(slots=True, eq=False)
class CellBox:
    """A cell in its row: `x` from the left edge of the table, `insets` the white at its sides, all in points.

    `items` stand in it one under the other, `content` points high, `below` is the gap under the last. `rows` counts the
    rows that it covers; `begins` is False for what goes on from the page before, `ends` for what goes on on the next.
    """

    x: float
    width: float
    items: list[Item]
    content: float
    below: float
    insets: tuple[float, float, float, float]
    borders: tuple[Border, Border, Border, Border]
    fill: str
    valign: str
    element: Element | None
    rows: int = 1
    begins: bool = True
    ends: bool = True

    def height(self) -> float:
        """How high it is with all that stands in it."""
        below = self.below if self.ends else 0.0
        return self.content + below + self.insets[0] + self.insets[2]


@dataclass(slots=True, eq=False)
class TableBox:
    """What the rows of a table share: its left edge in the room, and the rows that come again on each page."""

    x: float
    heads: list[RowItem] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class RowItem:
    """A row of a table; `whole` says that it may not go on on the next page, `goes_on` that it does."""

    table: TableBox
    cells: list[CellBox]
    height: float
    held: bool
    whole: bool
    is_head: bool = False
    gap: float = 0.0
    goes_on: bool = False


@dataclass(slots=True, eq=False)
class PageBreak:
    """The end of a page; one that is `soft` is none where nothing stands on the page."""

    soft: bool
    height: float = 0.0
    gap: float = 0.0
    held: bool = False


Item = LineItem | RowItem | PageBreak


def stacked(items: Sequence[Item]) -> float:
    """How high `items` stand one under the other, in points."""
    return sum(item.height + item.gap for item in items)


def lines_in(items: Iterable[Item]) -> Iterable[Line]:
    """The lines among `items`, those in cells too, in the order in which they are read."""
    for item in items:
        if isinstance(item, LineItem):
            if item.line is not None:
                yield item.line
        elif isinstance(item, RowItem):
            for cell in item.cells:
                yield from lines_in(cell.items)
