"""A table → Typst source: its columns, merged cells, borders, rows that stay whole and headers that come again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import NamedTuple

from gen.locale import _
from gen.ooxml.model import Block, Cell, Paragraph, Row, Table
from gen.pdf.typst.fitting import height_of, row_height
from gen.pdf.typst.source import Gathered
from gen.pdf.typst.strokes import strokes
from gen.pdf.typst.syntax import arguments, pt, sides


class InCell(NamedTuple):
    """What stands in a cell as statements, and the gaps above and below it, in points."""

    source: str
    above: float
    below: float

    def apart(self) -> str:
        """The statements with the gaps among them."""
        above, below = (f"v({pt(gap)})" if gap else "" for gap in (self.above, self.below))
        return "\n".join(filter(None, [above, self.source, below]))


Flow = Callable[[Sequence[Block], float, Gathered], InCell]


def table_source(table: Table, width: float, gathered: Gathered, flow: Flow) -> str:
    """The table as a statement; `width` is its room in points, and `flow` sets what is in a cell."""
    if not gathered.in_cell and table.indent + sum(table.widths) > gathered.reach + 1:
        gathered.refuse(_("table that reaches over the edge of the page"))
    heights = [row_height(row, table.widths) for row in table.rows]
    side = _side_column(table.rows, heights, gathered.page)
    rows = [
        _row(table, row, gathered, flow, high < gathered.page) for row, high in zip(table.rows, heights, strict=True)
    ]
    if side:
        rows = [f"{row}{',' if row and cell else ''}{cell}" for row, cell in zip(rows, side, strict=True)]
    repeated = len(list(takewhile(lambda row: row.header, table.rows)))
    if 0 < repeated < len(rows) and sum(heights[:repeated]) < gathered.page / 2:
        head = ",\n".join(rows[:repeated])
        rows = [f"table.header(repeat: true, {head})", *rows[repeated:]]
    columns = ", ".join(pt(column) for column in table.widths) + (", 0pt" if side else "")
    given = arguments(
        columns=f"({columns},)", rows=_heights(table.rows), inset="0pt", stroke="none", align="left + top"
    )
    cells = ",\n".join(rows)
    body = f"table({given},\n{cells})"
    return f"block(width: 100%, above: 0pt, below: 0pt, {_set_off(table, body)})"


def _side_column(rows: Sequence[Row], heights: Sequence[float], page: float) -> list[str]:
    """A column without width that holds rows together and up; none where no row needs it.

    Typst has neither rows that are kept with the next one nor least heights: a cell over several rows that does not
    break does the first, a strut the second.
    """
    if not any(_keeps(row) or row.height_rule == "atLeast" for row in rows):
        return []
    cells: list[str] = []
    left = 0
    for number, row in enumerate(rows):
        if left:
            left -= 1
            cells.append("")
            continue
        kept = len(list(takewhile(_keeps, rows[number : number + _KEPT])))
        kept = min(kept, len(rows) - number - 1)
        while kept and sum(heights[number : number + kept + 1]) >= page:
            kept -= 1
        if kept and row.header == rows[number + kept].header:
            struts = sum(_strut(each) for each in rows[number : number + kept + 1])
            left = kept
            cells.append(f"table.cell(rowspan: {kept + 1}, breakable: false, block(height: {pt(struts)}))")
        else:
            cells.append(f"table.cell(block(height: {pt(_strut(row))}))" if _strut(row) else "[]")
    return cells


_KEPT = 6
"""So many rows at most are kept together: more of them than a page holds could not be set."""


def _strut(row: Row) -> float:
    return row.height if row.height_rule == "atLeast" else 0.0


def _keeps(row: Row) -> bool:
    """Whether the row is to stand on the page of the next one: where its first paragraph is (17.3.1.15)."""
    first = next((block for cell in row.cells for block in cell.blocks), None)
    return isinstance(first, Paragraph) and first.format.keep_next


def _set_off(table: Table, body: str) -> str:
    if table.align in ("center", "right"):
        return f"align({table.align}, {body})"
    return f"pad(left: {pt(table.indent)}, {body})" if table.indent else body


def _heights(rows: Sequence[Row]) -> str:
    if all(row.height_rule != "exact" for row in rows):
        return ""
    stated = ", ".join(pt(row.height) if row.height_rule == "exact" else "auto" for row in rows)
    return f"({stated},)"


def _row(table: Table, row: Row, gathered: Gathered, flow: Flow, fits: bool) -> str:
    line = max((cell.borders[0].width for cell in row.cells if cell.borders[0].style), default=0.0)
    return ",\n".join(_cell(table, row, cell, line, gathered, flow, fits) for cell in row.cells)


def _cell(table: Table, row: Row, cell: Cell, line: float, gathered: Gathered, flow: Flow, fits: bool) -> str:
    top, right, bottom, left = cell.margins
    room = max(sum(table.widths[cell.column : cell.column + cell.span]) - left - right, 1.0)
    held = flow(cell.blocks, room, gathered)
    if row.height_rule == "exact" and height_of(cell.blocks, room) > 2 * row.height:
        gathered.refuse(_("row of exact height with more text than it shows"))
    valign = {"center": "horizon", "bottom": "bottom"}.get(cell.valign, "top")
    broken = not ((row.whole and fits) or row.height_rule == "exact")
    # An inset stands on every page that a cell reaches over, its gaps only where it begins and where it ends.
    above, below = (0.0, 0.0) if broken else (held.above, held.below)
    look = arguments(
        colspan=str(cell.span) if cell.span > 1 else "",
        rowspan=str(cell.rows) if cell.rows > 1 else "",
        inset=sides(top + line + above, right, bottom + below, left),
        stroke=strokes(*cell.borders, gathered),
        fill=f'rgb("#{cell.shade}")' if cell.shade else "",
        align=f"left + {valign}" if valign != "top" else "",
        breakable="" if broken else "false",
    )
    name = gathered.define("c", "b", f"table.cell({look}{', ' if look else ''}b)")
    return f"{name}({{{held.apart() if broken else held.source}}})"
