"""A table → its rows, with the height that each has and which of them stay together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, takewhile

from gen.ooxml.model import Cell, DocumentParagraph, Row, Table
from gen.ooxml.unsupported import UnsupportedKind
from gen.pdf.embedded.layout.boxes import (
    CellBox,
    FlowItem,
    LineBox,
    LineItem,
    RowItem,
    TableBox,
    lines_in,
    stack_height,
)
from gen.pdf.embedded.layout.flow import BlockFlow
from gen.pdf.embedded.layout.layout_context import LayoutContext
from gen.pdf.embedded.layout.style import TextPart
from gen.pdf.embedded.output.borders import check_borders
from gen.pdf.embedded.output.structure import StructureElement

_CUT = 4.0
"""So many points may text be higher than its row of exact height: the white below letters, which does not show."""
_EDGE_TOLERANCE = 1.0


def lay_out_table(
    table: Table, width: float, context: LayoutContext, element: StructureElement | None
) -> list[RowItem]:
    """The rows of the table; `width` is its room in points."""
    if not context.in_cell and table.indent + sum(table.widths) > context.page_extent + 1:
        context.refuse(UnsupportedKind.WIDE_TABLE)
    box = TableBox(_left_edge(table, width))
    edges = [0.0, *accumulate(table.widths)]
    tagged = None if element is None else element.add_child("Table")
    headed = len(list(takewhile(lambda row: row.header, table.rows)))
    items: list[RowItem] = []
    for number, row in enumerate(table.rows):
        is_head = number < headed < len(table.rows)
        cells = _cells(row, edges, context, None if tagged is None else tagged.add_child("TR"), is_head)
        held = number > 0 and _keeps(table.rows[number - 1])
        whole = row.whole or row.height_rule == "exact" or context.in_cell
        items.append(RowItem(box, cells, 0.0, held, whole, is_head))
    _measure(table.rows, items, context)
    _repeat(box, [item for item in items if item.is_head], context)
    return items


def _repeat(box: TableBox, heads: list[RowItem], context: LayoutContext) -> None:
    """Repeat the first rows on each page, where they are not too high and no cell reaches beyond them."""
    if sum(item.height for item in heads) >= context.page / 2:
        return
    if any(cell.rows > len(heads) - index for index, item in enumerate(heads) for cell in item.cells):
        return
    box.heads = heads
    if any(part.number >= 0 for line in lines_in(heads) for part in line.parts if isinstance(part, TextPart)):
        context.refuse(UnsupportedKind.REPEATED_PAGE_NUMBER)


def _left_edge(table: Table, width: float) -> float:
    if table.align == "center":
        return (width - sum(table.widths)) / 2
    return width - sum(table.widths) if table.align == "right" else table.indent


def _cells(
    row: Row, edges: Sequence[float], context: LayoutContext, element: StructureElement | None, is_head: bool
) -> list[CellBox]:
    # As in Word, the widest line and the widest margin above a row take their room from all of its cells.
    above = max((cell.borders[0].thickness for cell in row.cells), default=0.0)
    above += max((cell.margins[0] for cell in row.cells), default=0.0)
    return [_cell(cell, edges, above, context, element, is_head) for cell in row.cells]


def _cell(
    cell: Cell,
    edges: Sequence[float],
    above: float,
    context: LayoutContext,
    element: StructureElement | None,
    is_head: bool,
) -> CellBox:
    _top, right, bottom, left = cell.margins
    begin, end = edges[cell.column], edges[cell.column + cell.span]
    check_borders(cell.borders, context)
    tag = None
    if element is not None:
        tag = element.add_child("TH" if is_head else "TD", _spanned(cell, is_head))
    outside, context.in_cell = context.in_cell, True
    flow = BlockFlow(max(end - begin - left - right, 1.0), context, tag, lay_out_table)
    items = flow.items(cell.blocks)
    context.in_cell = outside
    if not _fit_between(items, end - begin - left, -left):
        context.refuse(UnsupportedKind.WIDE_CONTENT)
    insets = (above, right, bottom, left)
    content = stack_height(items)
    return CellBox(
        begin, end - begin, items, content, flow.below, insets, cell.borders, cell.shade, cell.valign, tag, cell.rows
    )  # fmt: skip


def _fit_between(items: Sequence[FlowItem], right: float, left: float) -> bool:
    """Whether `items` lie between these places, in points; text that may not be broken is not checked."""
    for item in items:
        if isinstance(item, RowItem):
            reach = item.table.x, item.table.x + sum(cell.width for cell in item.cells)
        elif isinstance(item, LineItem) and item.line is not None and not _is_whole(item.line):
            reach = item.line.x, item.line.end
        else:
            continue
        if reach[0] < left - _EDGE_TOLERANCE or reach[1] > right + _EDGE_TOLERANCE:
            return False
    return True


def _is_whole(line: LineBox) -> bool:
    return any(isinstance(part, TextPart) and part.whole and part.number < 0 for part in line.parts)


def _spanned(cell: Cell, is_head: bool) -> str:
    """How a cell describes itself to screen readers (ISO 32000-1, 14.8.5.7)."""
    spans = (f"/ColSpan {cell.span}" if cell.span > 1 else "") + (f"/RowSpan {cell.rows}" if cell.rows > 1 else "")
    scope = "/Scope/Column" if is_head else ""
    return f"/A<</O/Table{scope}{spans}>>" if scope or spans else ""


def _keeps(row: Row) -> bool:
    """Whether the row stays on the page of the next one, as its first paragraph states (17.3.1.15)."""
    first = next((block for cell in row.cells for block in cell.blocks), None)
    return isinstance(first, DocumentParagraph) and first.format.keep_next


def _measure(rows: Sequence[Row], items: Sequence[RowItem], context: LayoutContext) -> None:
    """Give each row its height: that of its highest cell; a cell over several rows makes the last of them higher."""
    ending: defaultdict[int, list[tuple[int, CellBox]]] = defaultdict(list)
    for number, (row, item) in enumerate(zip(rows, items, strict=True)):
        for cell in item.cells:
            if cell.rows > 1:
                ending[min(number + cell.rows, len(rows)) - 1].append((number, cell))
        cells_and_heights = [(cell, sum(item.height for item in items[first:number])) for first, cell in ending[number]]
        cells_and_heights += [(cell, 0.0) for cell in item.cells if cell.rows == 1]
        if row.height_rule == "exact":
            item.height = row.height
            if any(cell.height() - cell.below - above > row.height + _CUT for cell, above in cells_and_heights):
                context.refuse(UnsupportedKind.CLIPPED_ROW)
            continue
        needed = [cell.height() - above for cell, above in cells_and_heights]
        item.height = max([row.height if row.height_rule == "atLeast" else 0.0, *needed])
