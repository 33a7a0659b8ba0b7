"""A table of a returned form → its rows by the columns of its grid, and in which column each kind of answer stands.

Cells may reach over several columns (w:gridSpan, 17.4.17) and rows (w:vMerge, 17.4.84), rows may begin and end in the
grid (17.4.14, 17.4.15): the third cell of a row is not always in the third column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from lxml import etree

from gen.derive.form_fields import FORM_FIELDS, Area, area_of, fields_of
from gen.ooxml.properties import VAL, whole_number
from gen.text import collapse_spaces, fold, remove_invisible
from gen.word.forms.cell_content import W

_TABLE, _ROW, _ROW_PROPERTIES, _CELL, _CELL_PROPERTIES = (f"{W}{name}" for name in ("tbl", "tr", "trPr", "tc", "tcPr"))
_SPAN, _MERGED, _GRID_BEFORE, _GRID_AFTER = (f"{W}{name}" for name in ("gridSpan", "vMerge", "gridBefore", "gridAfter"))
_DELETED = f"{W}del"
_MAX_SPAN = 1000
_MAX_TITLE = 60
_TITLES = {fold(one.title_words): one.name for one in FORM_FIELDS if one.area is not Area.REPORT}
_CODE_TITLES = frozenset(("muc", "ma", "ma so", "muc trong ke hoach"))
_FIXED_TITLES = frozenset(
    ("muc", "ma", "stt", "tt", "so tt", "nhiem vu", "noi dung", "thoi han", "chi tieu", "so lieu", "don vi tinh", "dvt",
     "cach tinh", "muc trong ke hoach", "ghi chu", "san pham", "don vi", "don vi thuc hien", "don vi chu tri")
)  # fmt: skip
"""What stands above columns that hold no answer, folded: as in the program's own form, and in those that people add."""
AREA_NAMES: Mapping[Area, tuple[str, ...]] = {area: tuple(one.name for one in fields_of(area)) for area in Area}
_ANSWERED = (Area.TASK, Area.TARGET, Area.INDICATOR)


def enclosing(element: etree._Element, tag: str) -> etree._Element | None:
    """The nearest element of that tag in which an element stands: `iterancestors`, in a third of the time."""
    around = element.getparent()
    while around is not None and around.tag != tag:
        around = around.getparent()
    return around


def first_child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of that tag: properties, which stand before all others, are found sooner than by `find`."""
    for child in element:
        if child.tag == tag:
            return child
    return None


def enclosing_row(cell: etree._Element) -> etree._Element:
    """The row in which a cell stands, with a control round it or without; there is one."""
    row = enclosing(cell, _ROW)
    assert row is not None
    return row


def row_cells(row: etree._Element) -> list[etree._Element]:
    """The cells of a row, without those of a table that somebody put into one of them."""
    return _cells_of_row(row, has_inner=next(row.iter(_TABLE), None) is not None)


def _cells_of_row(row: etree._Element, *, has_inner: bool) -> list[etree._Element]:
    cells = list(row.iter(_CELL))
    return [cell for cell in cells if enclosing_row(cell) is row] if has_inner else cells


class GridCell(NamedTuple):
    """A cell in its row: `shown` is the cell whose content is seen there, another one where rows are merged."""

    element: etree._Element
    shown: etree._Element
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row by the columns of the grid; `width` is where it ends."""

    element: etree._Element
    cells: tuple[GridCell, ...]
    width: int

    def at(self, column: int) -> GridCell | None:
        """The cell in a column."""
        for cell in self.cells:
            if cell.begin <= column < cell.end:
                return cell
        return None


@dataclass(slots=True)
class FormTable:
    """A table: its rows, the columns of the answers by the names of their fields, and that of the codes.

    `guessed` are the columns that are known only by their place among others, each with the title that stands there;
    `is_lent` says that they are those of a table above, since this one has no titles.
    """

    element: etree._Element
    rows: tuple[GridRow, ...]
    header: GridRow | None = None
    columns: dict[str, int] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)
    code_column: int = 0
    is_lent: bool = False

    def answer_cell(self, row: GridRow, name: str) -> GridCell | None:
        """The cell of a row in which the answer of that name stands; None where that is not certain.

        A row that does not end where that of the titles does has lost or got a cell: nothing is guessed in it.
        """
        column = self.columns.get(name)
        if column is None or (self.header is not None and row.width != self.header.width):
            return None
        return row.at(column)

    def first_answer(self) -> int:
        """The first column with answers; beyond all columns where there is none."""
        return min(self.columns.values(), default=_MAX_SPAN * _MAX_SPAN)


def read_tables(root: etree._Element) -> Iterator[FormTable]:
    """The tables of a document, each inner one by itself; rows whose deletion is tracked are gone."""
    stated = _StatedProperties(root)
    for table in root.iter(_TABLE):
        yield FormTable(table, tuple(_read_rows(table, stated)))


class _StatedProperties:
    """What the rows and cells of a document state of their place in the grid, and which rows hold tables.

    Looked for in the whole document at once: few rows and cells state anything of it, and to ask each of them what it
    states takes longer than all else that is asked of it.
    """

    def __init__(self, root: etree._Element) -> None:
        self.of_cells = _collect_stated(root, _CELL, _CELL_PROPERTIES, (_SPAN, _MERGED))
        self.of_rows = _collect_stated(root, _ROW, _ROW_PROPERTIES, (_DELETED, _GRID_BEFORE, _GRID_AFTER))
        self.rows_with_tables = {row for table in root.iter(_TABLE) for row in table.iterancestors(_ROW)}


_Stated: TypeAlias = Mapping[str, etree._Element]
"""Properties by their tags, of several with one tag the first."""
_NOTHING_STATED: _Stated = {}


def _collect_stated(
    root: etree._Element, holder: str, properties: str, wanted: Sequence[str]
) -> dict[etree._Element, _Stated]:
    """The `wanted` properties of the elements with the tag `holder`, as the first element of `properties` has them."""
    found: dict[etree._Element, dict[str, etree._Element]] = {}
    for one in root.iter(*wanted):
        own = one.getparent()
        around = None if own is None or own.tag != properties else own.getparent()
        if around is not None and around.tag == holder and first_child(around, properties) is own:
            found.setdefault(around, {}).setdefault(str(one.tag), one)
    return dict(found)


def _read_rows(table: etree._Element, stated: _StatedProperties) -> Iterator[GridRow]:
    """The rows of a table; a cell goes on that of the row above only where that is a merged one, as wide as it."""
    above: dict[tuple[int, int], GridCell] = {}
    for row in table.iter(_ROW):
        if row.getparent() is not table and next(row.iterancestors(_TABLE), None) is not table:
            continue
        of_row = stated.of_rows.get(row, _NOTHING_STATED)
        if _DELETED in of_row:
            continue
        column = _number(of_row.get(_GRID_BEFORE), 0)
        cells: list[GridCell] = []
        merging: dict[tuple[int, int], GridCell] = {}
        for element in _cells_of_row(row, has_inner=row in stated.rows_with_tables):
            of_cell = stated.of_cells.get(element)
            if of_cell is None:
                cells.append(GridCell(element, element, column, column + 1))
                column += 1
                continue
            merged, end = of_cell.get(_MERGED), column + max(_number(of_cell.get(_SPAN), 1), 1)
            upper = above.get((column, end))
            continues = merged is not None and merged.get(VAL, "continue") == "continue"
            cell = GridCell(element, upper.shown if continues and upper is not None else element, column, end)
            cells.append(cell)
            if merged is not None:
                merging[cell.begin, cell.end] = cell
            column = end
        above = merging
        yield GridRow(row, tuple(cells), column + _number(of_row.get(_GRID_AFTER), 0))


def _number(stated: etree._Element | None, otherwise: int) -> int:
    return otherwise if stated is None else min(max(whole_number(stated.get(VAL), otherwise), 0), _MAX_SPAN)


def learn_titles(table: FormTable, texts: Mapping[etree._Element, str]) -> None:
    """Find the row of the titles, and the columns that they name; `texts` is what stands in each cell.

    A title that stands above two columns names none.
    """
    best: tuple[int, GridRow, list[tuple[str, int]]] | None = None
    for row in table.rows[:_HEADER_ROWS]:
        named = list(_titles_in(row, texts))
        if named and (best is None or len({name for name, _at in named}) > best[0]):
            best = len({name for name, _at in named}), row, named
    if best is not None and len(best[1].cells) > 1:
        table.header = best[1]
        often = Counter(name for name, _column in best[2])
        table.columns = {name: column for name, column in best[2] if often[name] == 1}


_HEADER_ROWS = 5


def is_title_row(row: GridRow, texts: Mapping[etree._Element, str]) -> bool:
    """Whether a row has the titles of the columns, as one that is repeated."""
    return len({name for name, _column in _titles_in(row, texts)}) > 1


def _titles_in(row: GridRow, texts: Mapping[etree._Element, str]) -> Iterator[tuple[str, int]]:
    for cell in row.cells:
        if len(texts[cell.shown]) >= _MAX_TITLE:
            continue
        for name in _names_titled(texts[cell.shown]):
            yield name, cell.begin


@lru_cache(maxsize=4_096)
def _names_titled(text: str) -> tuple[str, ...]:
    """The fields whose titles a short text begins with; the first rows of all forms have the same texts."""
    title = _title(text)
    return tuple(name for words, name in _TITLES.items() if title.startswith(words))


def _title(text: str) -> str:
    return fold(collapse_spaces(remove_invisible(text)))


def vote_for_columns(table: FormTable, anchored: Iterable[tuple[str, int]]) -> None:
    """Set the columns to those to which anchors lead, each with its field's name: these outweigh the titles."""
    found: dict[str, dict[int, int]] = {}
    for (name, column), votes in Counter(anchored).items():
        found.setdefault(name, {})[column] = votes
    for name, places in found.items():
        table.columns[name] = max(places, key=places.__getitem__)
        table.guessed.pop(name, None)


def infer_columns(table: FormTable, texts: Mapping[etree._Element, str]) -> None:
    """Find columns whose titles were renamed by their place: answers follow each other in the order of the form.

    Only where that leaves no choice: between columns that are known stand as many others as names are missing, and none
    of these has a title of a column that holds no answer.
    """
    header = table.header
    area = next((one for one in _ANSWERED if any(name in table.columns for name in AREA_NAMES[one])), None)
    if header is None or area is None:
        return
    names = AREA_NAMES[area]
    known = [name for name in names if name in table.columns]
    if [table.columns[name] for name in known] != sorted(table.columns[name] for name in known):
        return
    for missing, begin, end in _gaps(names, table.columns, header.width):
        free = [cell for cell in header.cells if begin <= cell.begin < end]
        if begin == 0:  # before the first known one, only as many as are missing
            free = free[-len(missing) :]
        titles = [texts[cell.shown] for cell in free]
        if len(free) == len(missing) and not any(_title(title) in _FIXED_TITLES or not title for title in titles):
            for name, cell, title in zip(missing, free, titles, strict=True):
                table.columns[name] = cell.begin
                table.guessed[name] = title


def _gaps(names: Sequence[str], columns: Mapping[str, int], width: int) -> Iterator[tuple[list[str], int, int]]:
    """The names that are missing side by side, with the columns between the known ones around them."""
    missing: list[str] = []
    begin = 0
    for name in [*names, None]:
        end = width if name is None else columns.get(name)
        if name is not None and end is None:
            missing.append(name)
            continue
        if missing and end is not None:
            yield missing, begin, end
        missing, begin = [], (end or 0) + 1


def column_of_codes(
    table: FormTable, texts: Mapping[etree._Element, str], is_code: Mapping[str, bool], labels: Mapping[str, str]
) -> int:
    """In which column the rows' codes stand: the one with most of them, of several the one that is called so.

    `labels` is the code that each text says; `is_code` says whether a code is one of the plan's.
    """
    first = table.first_answer()
    found: Counter[int] = Counter()
    for row in table.rows:
        for cell in row.cells:
            if cell.begin < first and is_code.get(labels.get(texts[cell.shown], ""), False):
                found[cell.begin] += 1
    titled = (
        {cell.begin for cell in table.header.cells if _title(texts[cell.shown]) in _CODE_TITLES} if table.header else ()
    )
    called = [column for column in titled if column < first]
    ranked = sorted(found, key=lambda column: (column not in called, -found[column], column))
    return ranked[0] if ranked else min(called, default=0)


def has_column(code: str, name: str) -> bool:
    """Whether a row with this code has a column of that name."""
    return name in AREA_NAMES[area_of(code)]
