"""A row or a cell that does not fit, and the room there is → what stands there, and what goes on on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gen.pdf.embedded.items import CellBox, Item, LineItem, RowItem

_HAIR = 0.01


def split_row(row: RowItem, room: float, forced: bool) -> tuple[RowItem, RowItem] | None:
    """The part of `row` that stands in `room` points, and the rest; None where it stays whole.

    A row is parted where at least the first line of each of its cells fits. One that is `forced`, since no page holds
    it, is parted wherever a line fits, even if it is to stay whole.
    """
    if row.whole and not forced:
        return None
    parts = [split_cell(cell, room) for cell in row.cells]
    begun = [bool(head.items) for head, _tail in parts]
    needed = [_is_seen(cell.items) for cell in row.cells]
    fits = any(begun) if forced else all(has for has, seen in zip(begun, needed, strict=True) if seen)
    if not fits or not any(_is_seen(tail.items) for _head, tail in parts):
        return None
    heads, tails = [head for head, _tail in parts], [tail for _head, tail in parts]
    head = replace(row, cells=[replace(cell, rows=1) for cell in heads], height=_height(heads), goes_on=True)
    tail = replace(row, cells=tails, height=_height(tails), held=False, gap=0.0)
    return head, tail


def split_cell(cell: CellBox, room: float) -> tuple[CellBox, CellBox]:
    """What of `cell` stands in `room` points, and the rest, which may be nothing."""
    count, high = _fitting(cell, room - cell.insets[0] - cell.insets[2] + _HAIR)
    here, rest = cell.items[:count], cell.items[count:]
    if not here:
        return replace(cell, items=[], content=0.0, ends=False), cell
    left = max(cell.content - high - rest[0].gap, 0.0) if rest else 0.0
    head = replace(
        cell, items=here, content=high, ends=cell.ends and not rest, valign="top" if rest else cell.valign
    )  # fmt: skip
    below = cell.below if rest else 0.0
    return head, replace(cell, items=rest, content=left, below=below, begins=False, valign="top")


def _fitting(cell: CellBox, free: float) -> tuple[int, float]:
    """How many of the cell's items stand in `free` points, and how high these are.

    Blank ones at the end need no room. What a nested table's cell over several rows covers is not parted.
    """
    last = next((index for index in reversed(range(len(cell.items))) if _is_seen([cell.items[index]])), -1)
    found = (0, 0.0)
    high, covered = 0.0, 0
    for index, item in enumerate(cell.items):
        more = item.height + (item.gap if index or cell.begins else 0.0)
        below = cell.below if cell.ends and index == last else 0.0  # the gap below the last line is on its page, too
        if high + more + below > free:
            return (len(cell.items), min(high, free)) if index > last else found
        high += more
        if isinstance(item, RowItem):
            covered = max([covered, *(index + inner.rows for inner in item.cells)])
        if index + 1 >= covered:
            found = (index + 1, high)
    return found


def grown(cell: CellBox, todo: Sequence[Item]) -> None:
    """Make the last row that `cell` covers higher where it needs it; its first one is the last of `todo`."""
    rows = [item for item in todo[-cell.rows :] if isinstance(item, RowItem)]
    lacking = cell.height() - sum(row.height for row in rows)
    if rows and lacking > 0:
        rows[0].height += lacking


def _height(cells: Sequence[CellBox]) -> float:
    return max((cell.height() for cell in cells if cell.rows == 1), default=0.0)


def _is_seen(items: Sequence[Item]) -> bool:
    return any(not isinstance(item, LineItem) or item.line is not None for item in items)
