"""What stands one under the other → pages, broken where Word breaks them.

A page ends before the last thing that does not have to stand with the one before it; a row of a table that may do so
goes on on the next page, below the rows that come again. Nothing is set beyond the edge of a page: what no page can
hold in one piece is parted nevertheless, and where that cannot be, refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gen.ooxml.unsupported import UnsupportedKind
from gen.pdf.embedded.gathered import Gathered
from gen.pdf.embedded.items import Item, LineItem, PageBreak, RowItem
from gen.pdf.embedded.splitting import grown, split_cell, split_row

_HAIR = 0.01


@dataclass(slots=True)
class Set:
    """An item at its place: `y` from the top of the text, and whether it is there only because it comes again."""

    item: LineItem | RowItem
    y: float
    again: bool = False

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.y + self.item.height


Page = list[Set]


def paginate(items: Sequence[Item], height: float, gathered: Gathered) -> list[Page]:
    """The pages on which `items` stand; `height` is the room on each, in points."""
    pager = _Pager(height, gathered, list(reversed(items)))
    pager.run()
    return pager.pages


@dataclass(slots=True)
class _Pager:
    """`todo` are the items to come, the next one last; `page` is the one being filled, up to `at`."""

    height: float
    gathered: Gathered
    todo: list[Item]
    pages: list[Page] = field(default_factory=list)
    page: Page = field(default_factory=list)
    at: float = 0.0
    fresh: bool = True
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
        if self.at + gap + item.height <= self.height + _HAIR:
            self._set(item, self.at + gap)
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
        self._set(parts[0], self.at + gap)
        self.todo.append(parts[1])
        for cell in parts[1].cells:
            if cell.rows > 1:
                grown(cell, self.todo)
        self._end_page(fresh=False)
        return True

    def _content(self) -> bool:
        """Whether anything stands on the page but rows that came again."""
        return any(not placed.again for placed in self.page)

    def _set(self, item: LineItem | RowItem, y: float) -> None:
        self.page.append(Set(item, y))
        self.at = y + item.height

    def _go_back(self, item: LineItem | RowItem) -> None:
        """End the page before `item`, or before what has to stand on one page with it."""
        waiting: list[LineItem | RowItem] = [item]
        while waiting[-1].held and self.page and not self.page[-1].again:
            waiting.append(self.page.pop().item)
        if not self._content():
            # Everything on the page is held together: there is no better place than the end of the page.
            self.at = self.page[-1].end if self.page else 0.0
            while len(waiting) > 1:
                again = waiting.pop()
                self._set(again, self.at + self._gap(again))
        self.todo += waiting
        self._end_page(fresh=False)

    def _gap(self, item: LineItem | RowItem) -> float:
        """The white above `item`, which falls away at the top of a page that began because one was full."""
        return item.gap if self._content() or self.fresh else 0.0

    def _force(self, item: LineItem | RowItem, gap: float) -> None:
        """Place what a page of its own does not hold."""
        if self._split(item, gap, forced=True):
            return
        if any(placed.again for placed in self.page):
            self.page, self.at = [], 0.0  # without the rows that come again there is more room
            self._put(item)
            return
        if item.height > self.height + _HAIR:
            self.gathered.refuse(UnsupportedKind.TALL_LINE)
        self._set(item, self.at)

    def _end_page(self, fresh: bool) -> None:
        if self.todo and not fresh:
            self._carry_over()
        self.pages.append(self.page)
        self.page, self.at, self.fresh = [], 0.0, fresh
        following = self.todo[-1] if self.todo else None
        if not fresh and isinstance(following, RowItem) and not following.is_head:
            for head in following.table.heads:
                self.page.append(Set(head, self.at, again=True))
                self.at += head.height

    def _carry_over(self) -> None:
        """Part the cells over several rows that reach from this page to the next."""
        following = self.todo[-1]
        if not isinstance(following, RowItem):
            return
        rows = [
            (placed.item, placed.y)
            for placed in self.page
            if isinstance(placed.item, RowItem) and not placed.again and placed.item.table is following.table
        ]
        for number, (row, y) in enumerate(rows):
            here = len(rows) - number
            for index, cell in enumerate(row.cells):
                left = cell.rows - here + rows[-1][0].goes_on
                if cell.rows == 1 or left < 1:
                    continue
                head, tail = split_cell(cell, self.page[-1].end - y)
                row.cells[index] = replace(head, rows=here)
                more = replace(tail, rows=left)
                following.cells.append(more)
                grown(more, self.todo)
