"""The vertical sequence of items → pages, broken where Word breaks them.

A page ends before the last item that need not stay with the one before it; a row of a table that may be split
continues on the next page, below the repeated header rows. Nothing is set beyond the edge of a page: what no page can
hold in one piece is split nevertheless, and refused where it cannot be split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gen.ooxml.unsupported import UnsupportedKind
from gen.pdf.embedded.layout.boxes import CellBox, FlowItem, LineItem, PageBreak, RowItem
from gen.pdf.embedded.layout.layout_context import LayoutContext

_TOLERANCE = 0.01
"""So many points may an item reach beyond its room: less than rounding adds up to."""


def split_row(row: RowItem, room: float, forced: bool) -> tuple[RowItem, RowItem] | None:
    """The part of `row` that fits into `room` points, and the rest; None where it stays whole.

    A row is split where at least the first line of each of its cells fits. One that is `forced`, since no page holds
    it, is split wherever a line fits, even if it is to stay whole.
    """
    if row.is_unbreakable and not forced:
        return None
    parts = [split_cell(cell, room) for cell in row.cells]
    begun = [bool(head.items) for head, _tail in parts]
    needed = [_is_seen(cell.items) for cell in row.cells]
    fits = any(begun) if forced else all(has for has, seen in zip(begun, needed, strict=True) if seen)
    if not fits or not any(_is_seen(tail.items) for _head, tail in parts):
        return None
    heads, tails = [head for head, _tail in parts], [tail for _head, tail in parts]
    head = replace(row, cells=[replace(cell, rows=1) for cell in heads], height=_height(heads), is_continued=True)
    tail = replace(row, cells=tails, height=_height(tails), keep_with_next=False, gap=0.0)
    return head, tail


def split_cell(cell: CellBox, room: float) -> tuple[CellBox, CellBox]:
    """The part of `cell` that fits into `room` points, and the rest, which may be empty."""
    count, high = _count_fitting(cell, room - cell.insets[0] - cell.insets[2] + _TOLERANCE)
    here, rest = cell.items[:count], cell.items[count:]
    if not here:
        return replace(cell, items=[], content=0.0, is_last_part=False), cell
    left = max(cell.content - high - rest[0].gap, 0.0) if rest else 0.0
    valign = "top" if rest else cell.valign
    head = replace(cell, items=here, content=high, is_last_part=cell.is_last_part and not rest, valign=valign)
    below = cell.below if rest else 0.0
    return head, replace(cell, items=rest, content=left, below=below, is_first_part=False, valign="top")


def _count_fitting(cell: CellBox, free: float) -> tuple[int, float]:
    """How many of the cell's items fit into `free` points, and the height of these.

    Blank ones at the end need no room. The rows that a nested table's merged cell covers are not separated.
    """
    last = next((index for index in reversed(range(len(cell.items))) if _is_seen([cell.items[index]])), -1)
    found = (0, 0.0)
    high, covered = 0.0, 0
    for index, item in enumerate(cell.items):
        more = item.height + (item.gap if index or cell.is_first_part else 0.0)
        # The gap below the last line is on its page, too.
        below = cell.below if cell.is_last_part and index == last else 0.0
        if high + more + below > free:
            return (len(cell.items), min(high, free)) if index > last else found
        high += more
        if isinstance(item, RowItem):
            covered = max([covered, *(index + inner.rows for inner in item.cells)])
        if index + 1 >= covered:
            found = (index + 1, high)
    return found


def grow_last_row(cell: CellBox, todo: Sequence[FlowItem]) -> None:
    """Make the last row that `cell` covers higher where it needs it; its first one is the last of `todo`."""
    rows = [item for item in todo[-cell.rows :] if isinstance(item, RowItem)]
    lacking = cell.height() - sum(row.height for row in rows)
    if rows and lacking > 0:
        rows[0].height += lacking


def _height(cells: Sequence[CellBox]) -> float:
    return max((cell.height() for cell in cells if cell.rows == 1), default=0.0)


def _is_seen(items: Sequence[FlowItem]) -> bool:
    return any(not isinstance(item, LineItem) or item.line is not None for item in items)


@dataclass(slots=True)
class PlacedItem:
    """An item at its place: `y` from the top of the text, and whether it is there only as a repeated header row."""

    item: LineItem | RowItem
    y: float
    is_repeated: bool = False

    @property
    def end(self) -> float:
        """Where it ends, from the top of the text, in points."""
        return self.y + self.item.height


LaidOutPage = list[PlacedItem]


def paginate(items: Sequence[FlowItem], height: float, context: LayoutContext) -> list[LaidOutPage]:
    """The pages on which `items` stand; `height` is the room on each, in points."""
    pager = _Paginator(height, context, list(reversed(items)))
    pager.run()
    return pager.pages


@dataclass(slots=True)
class _Paginator:
    """`todo` are the items to come, the next one last; `page` is the one being filled, up to `at`."""

    height: float
    context: LayoutContext
    todo: list[FlowItem]
    pages: list[LaidOutPage] = field(default_factory=list)
    page: LaidOutPage = field(default_factory=list)
    at: float = 0.0
    is_new: bool = True
    """Whether the page began by itself, and not because the one before was full: then the gap at its top stays."""

    def run(self) -> None:
        while self.todo:
            item = self.todo.pop()
            if isinstance(item, PageBreak):
                if not item.soft or self.page:
                    self._end_page(fresh=True)
                continue
            self._put(item)
        self._end_page(fresh=True)

    def _put(self, item: LineItem | RowItem) -> None:
        gap = self._gap(item)
        if self.at + gap + item.height <= self.height + _TOLERANCE:
            self._place_at(item, self.at + gap)
            return
        if self._split(item, gap, forced=False):
            return
        if self._content():
            self._go_back(item)
            return
        self._force(item, gap)

    def _split(self, item: LineItem | RowItem, gap: float, forced: bool) -> bool:
        """Place as much of a row as there is room for, and end the page; whether that can be done."""
        if not isinstance(item, RowItem):
            return False
        parts = split_row(item, self.height - self.at - gap, forced)
        if parts is None:
            return False
        self._place_at(parts[0], self.at + gap)
        self.todo.append(parts[1])
        for cell in parts[1].cells:
            if cell.rows > 1:
                grow_last_row(cell, self.todo)
        self._end_page(fresh=False)
        return True

    def _content(self) -> bool:
        """Whether the page has anything but repeated header rows."""
        return any(not placed.is_repeated for placed in self.page)

    def _place_at(self, item: LineItem | RowItem, y: float) -> None:
        self.page.append(PlacedItem(item, y))
        self.at = y + item.height

    def _go_back(self, item: LineItem | RowItem) -> None:
        """End the page before `item`, or before what has to stay on one page with it."""
        moved: list[LineItem | RowItem] = [item]
        while moved[-1].keep_with_next and self.page and not self.page[-1].is_repeated:
            moved.append(self.page.pop().item)
        if not self._content():
            # Everything on the page is held together: there is no better place than the end of the page.
            self.at = self.page[-1].end if self.page else 0.0
            while len(moved) > 1:
                again = moved.pop()
                self._place_at(again, self.at + self._gap(again))
        self.todo += moved
        self._end_page(fresh=False)

    def _gap(self, item: LineItem | RowItem) -> float:
        """The white above `item`, which is dropped at the top of a page that began because the last one was full."""
        return item.gap if self._content() or self.is_new else 0.0

    def _force(self, item: LineItem | RowItem, gap: float) -> None:
        """Place what a page of its own does not hold."""
        if self._split(item, gap, forced=True):
            return
        if any(placed.is_repeated for placed in self.page):
            self.page, self.at = [], 0.0  # without the repeated header rows there is more room
            self._put(item)
            return
        if item.height > self.height + _TOLERANCE:
            self.context.refuse(UnsupportedKind.TALL_LINE)
        self._place_at(item, self.at)

    def _end_page(self, fresh: bool) -> None:
        if self.todo and not fresh:
            self._carry_over()
        self.pages.append(self.page)
        self.page, self.at, self.is_new = [], 0.0, fresh
        following = self.todo[-1] if self.todo else None
        if not fresh and isinstance(following, RowItem) and not following.is_head:
            for head in following.table.heads:
                self.page.append(PlacedItem(head, self.at, is_repeated=True))
                self.at += head.height

    def _carry_over(self) -> None:
        """Split the cells over several rows that reach from this page to the next."""
        following = self.todo[-1]
        if not isinstance(following, RowItem):
            return
        rows = [
            (placed.item, placed.y)
            for placed in self.page
            if isinstance(placed.item, RowItem) and not placed.is_repeated and placed.item.table is following.table
        ]
        for number, (row, y) in enumerate(rows):
            here = len(rows) - number
            for index, cell in enumerate(row.cells):
                left = cell.rows - here + rows[-1][0].is_continued
                if cell.rows == 1 or left < 1:
                    continue
                head, tail = split_cell(cell, self.page[-1].end - y)
                row.cells[index] = replace(head, rows=here)
                more = replace(tail, rows=left)
                following.cells.append(more)
                grow_last_row(more, self.todo)
