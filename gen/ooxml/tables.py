"""w:tbl → a Table: the grid, merged cells, and the borders, margins and shading that apply to each cell.

ECMA-376 part 1, 17.4; the inheritance of table styles by 17.7.6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from gen.ooxml.model import Border, Cell, DocumentBlock, Row, Table
from gen.ooxml.properties import TRACKED, VAL, Overrides, W, border, child, is_on, points, shading_color, whole_number
from gen.ooxml.styles import NO_OVERRIDES, StyleSheet
from gen.ooxml.unsupported import Unsupported, UnsupportedKind, unsupported_element

_FLAGS = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100}
_LONG = {"firstCol": "firstColumn", "lastCol": "lastColumn"}


def unsupported_in_table(properties: etree._Element, chain: list[etree._Element]) -> Iterator[Unsupported]:
    """What is unsupported in the table's own `properties`, under the styles of `chain`."""
    kinds = {"tblpPr": UnsupportedKind.FLOATING_TABLE, "bidiVisual": UnsupportedKind.RIGHT_TO_LEFT_TABLE,
             "tblCellSpacing": UnsupportedKind.CELL_SPACING}  # fmt: skip
    yield from (Unsupported(kind) for name, kind in kinds.items() if properties.find(f"{W}{name}") is not None)
    if _has_conditions(properties, chain):
        yield Unsupported(UnsupportedKind.CONDITIONAL_STYLE)


def _has_conditions(properties: etree._Element, chain: list[etree._Element]) -> bool:
    """Whether the style has rules for some rows or columns, and the table applies them (17.7.6.6, 17.4.56)."""
    kinds = {str(rule.get(f"{W}type")) for style in chain for rule in style.iterfind(f"{W}tblStylePr") if len(rule)}
    table_look = properties.find(f"{W}tblLook")
    if not kinds or table_look is None:
        return bool(kinds)
    bits = _bits(str(table_look.get(VAL, "0")))
    taken = {kind for kind, bit in _FLAGS.items() if bits & bit or table_look.get(f"{W}{_LONG.get(kind, kind)}") == "1"}
    if not (bits & 0x200 or table_look.get(f"{W}noHBand") == "1"):
        taken |= {"band1Horz", "band2Horz"}
    if not (bits & 0x400 or table_look.get(f"{W}noVBand") == "1"):
        taken |= {"band1Vert", "band2Vert"}
    return bool(kinds & (taken | {"wholeTable"}))


def _bits(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return 0


_SIDES = ("top", "right", "bottom", "left")
_MARGINS = {"top": 0.0, "right": 5.4, "bottom": 0.0, "left": 5.4}  # 17.4.42: 108 twips, as Word and LibreOffice do
_SAME = {"start": "left", "end": "right"}
_WRAPPERS = {"sdt", "sdtContent", "customXml"}
_SILENT = {
    "", "tblPr", "tblGrid", "tblPrEx", "trPr", "sdtPr", "sdtEndPr", "customXmlPr", "bookmarkStart", "bookmarkEnd",
    "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "proofErr",
}  # fmt: skip
"""Elements that may be among rows and cells and show nothing (17.4.37, 17.4.78)."""
_MOST = 200  # columns; Word has at most 63

T = TypeVar("T")
ReadBlocks = Callable[[etree._Element, tuple[Overrides, Overrides], float], tuple[DocumentBlock, ...]]


@dataclass(slots=True)
class TableReader:
    """Reads the tables of one part; `blocks` reads the content of a cell, given the overrides of the table's style."""

    styles: StyleSheet
    blocks: ReadBlocks
    unsupported: list[Unsupported]
    hangs: bool = False
    """Whether the text of the first column is aligned with the margin, and the table's edge is left of it."""

    def read(self, table: etree._Element, room: float) -> Table | None:
        """The table; `room` is the width of the text around it, in points. None where it has no cell."""
        table_format = _TableFormat.of(table, self.styles, self.unsupported)
        grid = [max(points(column.get(f"{W}w")), 0.0) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        lines = [self._row_element(row, table_format) for row in self._children(table, "tr")]
        columns = max([len(grid), *(sum(cell.span for cell in line.cells) for line in lines)], default=0)
        if not lines or not columns:
            return None
        if columns > _MOST:
            self.unsupported.append(Unsupported.of(UnsupportedKind.MANY_COLUMNS, count=_MOST))
            columns = _MOST
        table_format.widths = table_format.scaled(_fill_grid(grid, columns, room), room)
        rows = tuple(line.row(self, table_format, n, len(lines), columns) for n, line in enumerate(_merge(lines)))
        indent = table_format.indent - (
            table_format.margins["left"] if self.hangs and table_format.align == "left" else 0.0
        )
        return Table(tuple(table_format.widths), rows, indent, table_format.align)

    def _children(self, element: etree._Element, name: str) -> list[etree._Element]:
        """The rows of a table, or the cells of a row, also those in content controls; anything else is noted.

        `name` is tr or tc.
        """
        found: list[etree._Element] = []
        for each in element:
            kind = each.tag.rpartition("}")[2] if isinstance(each.tag, str) else ""
            if kind == name:
                found.append(each)
            elif kind in _WRAPPERS:
                found += self._children(each, name)
            elif kind not in _SILENT:
                self.unsupported.append(unsupported_element(kind))
        return found

    def _row_element(self, row: etree._Element, table_format: _TableFormat) -> _RowElement:
        properties = child(row, f"{W}trPr")
        before = _stated(properties, "gridBefore")
        gap = 0 if before is None else min(_MOST, whole_number(before.get(VAL)))
        cells = [_CellElement(None, gap)] if gap > 0 else []
        stated_cells = [_CellElement.of(cell) for cell in self._children(row, "tc")]
        if any(cell.is_more and cell.has_text() for cell in stated_cells):
            self.unsupported.append(Unsupported(UnsupportedKind.MERGED_TEXT))
        cells += _joined(stated_cells)
        if properties is not None and any(_stated(properties, name) is not None for name in TRACKED):
            self.unsupported.append(unsupported_element("ins"))
        if child(row, f"{W}tblPrEx") is not None:
            self.unsupported.append(Unsupported(UnsupportedKind.ROW_PROPERTIES))
        height = _stated(properties, "trHeight")
        return _RowElement(
            cells,
            0.0 if height is None else max(points(height.get(VAL)), 0.0),
            "auto" if height is None else str(height.get(f"{W}hRule", "atLeast")),
            (mark := _stated(properties, "tblHeader")) is not None and is_on(mark),
            (mark := _stated(properties, "cantSplit")) is not None and is_on(mark),
        )


@dataclass(slots=True)
class _CellElement:
    """A cell as its row states it; `element` is None for a gap at the row's start, or where another covers it."""

    element: etree._Element | None
    span: int
    merge: str = ""
    rows: int = 1
    is_more: bool = False

    @classmethod
    def of(cls, element: etree._Element) -> _CellElement:
        properties = child(element, f"{W}tcPr")
        span, merge, horizontal = (_stated(properties, name) for name in ("gridSpan", "vMerge", "hMerge"))
        columns = 1 if span is None else max(1, min(_MOST, whole_number(span.get(VAL), 1)))
        more = horizontal is not None and horizontal.get(VAL, "continue") == "continue"
        return cls(element, columns, "" if merge is None else str(merge.get(VAL, "continue")), is_more=more)

    def has_text(self) -> bool:
        """Whether there is a letter in it."""
        return self.element is not None and any((text.text or "").strip() for text in self.element.iter(f"{W}t"))


@dataclass(slots=True)
class _RowElement:
    cells: list[_CellElement]
    height: float
    rule: str
    header: bool
    is_whole: bool

    def row(self, reader: TableReader, table_format: _TableFormat, number: int, count: int, columns: int) -> Row:
        cells: list[Cell] = []
        at = 0
        for cell in self.cells:
            if cell.rows and at < columns:
                edges = (number == 0, at + cell.span >= columns, number + cell.rows >= count, at == 0)
                cells.append(table_format.cell(reader, cell, at, min(cell.span, columns - at), edges))
            at += cell.span
        if at < columns:
            cells.append(table_format.cell(reader, _CellElement(None, columns - at), at, columns - at, (False,) * 4))
        return Row(tuple(cells), self.height, self.rule if self.height else "auto", self.header, self.is_whole)


def _joined(cells: Iterable[_CellElement]) -> list[_CellElement]:
    """The cells of a row, each joined with those that w:hMerge merges into it (17.4.22)."""
    found: list[_CellElement] = []
    for cell in cells:
        if cell.is_more and found:
            found[-1].span += cell.span
        else:
            found.append(cell)
    return found


def _merge(lines: list[_RowElement]) -> list[_RowElement]:
    """Give each cell that begins a vertical merge its rows, and those that continue it none (17.4.84)."""
    open_cells: dict[tuple[int, int], _CellElement] = {}
    for line in lines:
        at, still = 0, {}
        for cell in line.cells:
            key = (at, cell.span)
            if cell.merge == "restart":
                still[key] = cell
            elif cell.merge and key in open_cells:
                open_cells[key].rows += 1
                cell.rows = 0
                still[key] = open_cells[key]
            at += cell.span
        open_cells = still
    return lines


@dataclass(slots=True)
class _TableFormat:
    """What the table and its style state for all its cells."""

    overrides: tuple[Overrides, Overrides]
    borders: dict[str, Border]
    margins: dict[str, float]
    indent: float = 0.0
    align: str = "left"
    width: tuple[str, float] = ("auto", 0.0)
    shade: str = ""
    widths: list[float] = field(default_factory=list)
    cells: dict[tuple[bytes, tuple[bool, ...]], Cell] = field(default_factory=dict)

    @classmethod
    def of(cls, table: etree._Element, styles: StyleSheet, unsupported: list[Unsupported]) -> _TableFormat:
        direct = table.find(f"{W}tblPr")
        named = _stated(direct, "tblStyle")
        chain = styles.chain("" if named is None else str(named.get(VAL)), "table")
        table_format = cls(_inherited_overrides(chain, styles), {}, dict(_MARGINS))
        for style in reversed(chain):
            for properties in style.iterfind(f"{W}tblPr"):
                table_format.take(properties)
            for cell in style.iterfind(f"{W}tcPr/{W}shd"):
                table_format.shade = shading_color(cell)
        if direct is not None:
            table_format.take(direct)
            unsupported += unsupported_in_table(direct, chain)
        return table_format

    def take(self, properties: etree._Element) -> None:
        for borders in properties.iterfind(f"{W}tblBorders"):
            self.borders |= _sides(borders, border)
        for margins in properties.iterfind(f"{W}tblCellMar"):
            self.margins |= _sides(margins, lambda side: max(points(side.get(f"{W}w")), 0.0))
        for indent in properties.iterfind(f"{W}tblInd"):
            self.indent = points(indent.get(f"{W}w")) if indent.get(f"{W}type", "dxa") == "dxa" else 0.0
        for align in properties.iterfind(f"{W}jc"):
            self.align = _SAME.get(str(align.get(VAL)), str(align.get(VAL)))
        for width in properties.iterfind(f"{W}tblW"):
            kind, amount = str(width.get(f"{W}type", "dxa")), str(width.get(f"{W}w", "0"))
            if amount.endswith("%"):
                self.width = "pct", points(amount[:-1], 1) * 50
            else:
                self.width = kind, points(amount, 1 if kind == "pct" else 20)

    def scaled(self, widths: list[float], room: float) -> list[float]:
        """The widths of the columns, where the table asks for a share of the room."""
        kind, amount = self.width
        if kind != "pct" or not amount or not sum(widths):
            return widths
        factor = room * amount / 5000 / sum(widths)  # fiftieths of a percent, 17.18.90
        return [width * factor for width in widths]

    def cell(self, reader: TableReader, cell: _CellElement, at: int, span: int, edges: tuple[bool, ...]) -> Cell:
        """The cell with what applies to it; `edges` are true for the sides at which the table ends."""
        if cell.element is None:
            nothing = Border()
            return Cell((), at, span, 1, (0.0, 0.0, 0.0, 0.0), (nothing, nothing, nothing, nothing))
        properties = child(cell.element, f"{W}tcPr")
        key = (b"" if properties is None else etree.tostring(properties), edges)
        if key not in self.cells:
            self.cells[key] = self._bare(reader, properties, edges)
        bare = self.cells[key]
        room = sum(self.widths[at : at + span]) - bare.margins[1] - bare.margins[3]
        blocks = reader.blocks(cell.element, self.overrides, max(room, 1.0))
        return Cell(blocks, at, span, cell.rows, bare.margins, bare.borders, bare.shade, bare.valign)

    def _bare(self, reader: TableReader, properties: etree._Element | None, edges: tuple[bool, ...]) -> Cell:
        """An empty cell with the borders, margins and shading that such properties give it."""
        inner = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
        borders = {
            side: self.borders.get(side if edge else inner[side], Border())
            for side, edge in zip(_SIDES, edges, strict=True)
        }
        margins, fill, valign = dict(self.margins), self.shade, "top"
        for stated in () if properties is None else properties:
            name = stated.tag.rpartition("}")[2] if isinstance(stated.tag, str) else ""
            if name == "tcBorders":
                borders |= {side: line for side, line in _sides(stated, border).items() if side in borders}
                if any(stated.find(f"{W}{diagonal}") is not None for diagonal in ("tl2br", "tr2bl")):
                    reader.unsupported.append(Unsupported(UnsupportedKind.DIAGONAL_LINE))
            elif name == "tcMar":
                margins |= _sides(stated, lambda side: max(points(side.get(f"{W}w")), 0.0))
            elif name == "shd":
                fill = shading_color(stated)
            elif name == "vAlign":
                valign = str(stated.get(VAL))
            elif name in ("cellIns", "cellDel", "cellMerge"):
                reader.unsupported.append(unsupported_element("ins"))
            elif name == "textDirection" and stated.get(VAL) not in ("lrTb", "tb"):
                reader.unsupported.append(Unsupported(UnsupportedKind.TURNED_TEXT))
        top, right, bottom, left = (margins[side] for side in _SIDES)
        lines = (borders["top"], borders["right"], borders["bottom"], borders["left"])
        return Cell((), 0, 1, 1, (top, right, bottom, left), lines, fill, valign)


def _stated(properties: etree._Element | None, name: str) -> etree._Element | None:
    return None if properties is None else child(properties, f"{W}{name}")


def _sides(element: etree._Element, read: Callable[[etree._Element], T]) -> dict[str, T]:
    found = {}
    for side in element:
        if isinstance(side.tag, str):
            name = side.tag.rpartition("}")[2]
            found[_SAME.get(name, name)] = read(side)
    return found


def _inherited_overrides(chain: list[etree._Element], styles: StyleSheet) -> tuple[Overrides, Overrides]:
    """What a table's style states for the paragraphs and runs in it."""
    if not chain:
        return NO_OVERRIDES
    return styles.style_overrides(str(chain[0].get(f"{W}styleId")), "table")


def _fill_grid(grid: list[float], columns: int, room: float) -> list[float]:
    """A width for each of `columns`, also where w:tblGrid states too few."""
    left = max(room - sum(grid), 0.0)
    missing = columns - len(grid)
    return grid + [left / missing if left else 36.0] * missing if missing > 0 else grid[:columns]
