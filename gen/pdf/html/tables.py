"""A table of an HTML sheet → a Table: its columns, cells over several rows and columns, a head that comes again.

CSS 2.2, 17.5.2.1 (fixed layout: the columns say how wide they are) and 17.6.2 (borders that collapse).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from gen.locale import _
from gen.ooxml.model import Block, Border, Cell, Paragraph, Row, Table
from gen.pdf.html.looks import Looks, Place, edges, hexadecimal

MOST_COLUMNS = 40
LEAST_ROOM = 6.0
"""Points that text needs beside one another: about one letter."""
_MOST_ROWS = 200  # over which a cell may reach

Fill = Callable[[etree._Element, Place, float], tuple[Block, ...]]
"""A cell with its place and its room → what stands in it."""


def table_of(element: etree._Element, place: Place, room: float, looks: Looks, fill: Fill) -> Table | None:
    """The table `element`, in `room` points; None where it has no row."""
    rows = list(_rows(element, place, looks))
    count = len(element.findall("colgroup/col")) or max((_width_of(row.cells) for row in rows), default=0)
    if not rows or not count:
        return None
    if count > MOST_COLUMNS:
        looks.refuse(_("table of more than {count} columns").format(count=MOST_COLUMNS))
        return None
    whole = room * _share(place) / 100 if _share(place) else room
    widths = tuple(_widths(element, place, whole, count, looks))
    grid = _Grid(widths, looks, fill)
    return Table(widths, tuple(grid.row(row) for row in rows), indent=place.look.length("margin-left"))


@dataclass(frozen=True, slots=True)
class _SourceRow:
    place: Place
    cells: tuple[etree._Element, ...]
    header: bool
    left: int
    """How many rows its part of the table has from it on: no cell reaches farther."""


def _rows(table: etree._Element, place: Place, looks: Looks) -> Iterator[_SourceRow]:
    begun = False
    for part in table.iterchildren("thead", "tbody"):
        header = part.tag == "thead"
        if header and begun:
            looks.refuse(_("thead after other rows"))
        begun = True
        here, rows = _below(place, part, looks), list(part)
        for number, row in enumerate(rows):
            yield _SourceRow(_below(here, row, looks), tuple(row), header, len(rows) - number)


def _below(place: Place, element: etree._Element, looks: Looks) -> Place:
    return looks.place(place, str(element.tag), element.get("class", ""), element.get("style", ""))


def _width_of(cells: Sequence[etree._Element]) -> int:
    return sum(_number(cell, "colspan", MOST_COLUMNS + 1) for cell in cells)


def _number(cell: etree._Element, name: str, most: int) -> int:
    stated = cell.get(name, "1")
    return max(1, min(int(stated), most)) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 1


def _share(place: Place) -> float:
    """How many hundredths of its room a column or a table takes; nothing where it does not say."""
    return float(place.look.own.get("width", "auto").replace("auto", "0%").removesuffix("%"))


def _widths(table: etree._Element, place: Place, room: float, count: int, looks: Looks) -> Iterator[float]:
    """The widths of the columns: as they say, the others in equal parts of the rest; all of the room is used."""
    shares = [0.0] * count
    for group in table.findall("colgroup"):
        around = _below(place, group, looks)
        for number, column in enumerate(group):
            shares[number] = _share(_below(around, column, looks))
    unsaid = sum(not share for share in shares)
    rest = max(100.0 - sum(shares), unsaid) / unsaid if unsaid else 0.0
    full = sum(shares) + rest * unsaid
    yield from (room * (share or rest) / full for share in shares)


@dataclass(slots=True)
class _Grid:
    """The rows as they are laid out; `taken` says for how many more rows each column is taken from above."""

    widths: tuple[float, ...]
    looks: Looks
    fill: Fill
    taken: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.taken = [0] * len(self.widths)

    def row(self, row: _SourceRow) -> Row:
        cells: list[Cell] = []
        column = 0
        for element in row.cells:
            column = self._free(column)
            span = _number(element, "colspan", MOST_COLUMNS)
            if column + span > len(self.widths) or any(self.taken[column : column + span]):
                self.looks.refuse(_("row of more cells than the table has columns"))
                break
            rows = min(_number(element, "rowspan", _MOST_ROWS), row.left)
            cells.append(self._cell(element, _below(row.place, element, self.looks), column, span, rows))
            self.taken[column : column + span] = [rows] * span
            column += span
        cells += [self._empty(free) for free in range(column, len(self.widths)) if not self.taken[free]]
        self.taken = [max(0, left - 1) for left in self.taken]
        own = row.place.look.own
        if own.get("page-break-after") == "avoid" and cells:
            cells[0] = replace(cells[0], blocks=tuple(map(_kept, cells[0].blocks)))
        return Row(tuple(cells), header=row.header, whole=own.get("page-break-inside") == "avoid")

    def _free(self, column: int) -> int:
        while column < len(self.taken) and self.taken[column]:
            column += 1
        return column

    def _cell(self, element: etree._Element, place: Place, column: int, span: int, rows: int) -> Cell:
        look = place.look
        top, right, bottom, left = edges(look, "padding")
        room = sum(self.widths[column : column + span]) - left - right
        if room < LEAST_ROOM:
            self.looks.refuse(_("column too narrow for any text"))
        lines = [look.border(side) for side in ("top", "right", "bottom", "left")]
        shade = look.own.get("background-color", "")
        valign = look.own.get("vertical-align", "top").replace("middle", "center")
        return Cell(
            self.fill(element, place, room), column, span, rows, (top, right, bottom, left),
            (lines[0], lines[1], lines[2], lines[3]), hexadecimal(shade) or ("000000" if shade else ""), valign,
        )  # fmt: skip

    def _empty(self, column: int) -> Cell:
        nothing = Border()
        return Cell((), column, 1, 1, (0.0, 0.0, 0.0, 0.0), (nothing, nothing, nothing, nothing))


def _kept(block: Block) -> Block:
    return replace(block, format=replace(block.format, keep_next=True)) if isinstance(block, Paragraph) else block
