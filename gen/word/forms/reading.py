"""A returned form, a .docx → which form it is, and the content of each cell, found by the anchors that are left.

A field's cell is found by its content control, by its bookmark and by the code in its row; the content of the whole
cell is the answer, since people type beside a control too. Anchors that lead to different cells are a conflict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from lxml import etree

from gen.derive.answers import FormField
from gen.derive.form_fields import FORM_FIELDS, NOT_ASKED_SIGN, Area, FieldKind, fields_of, read_row_label
from gen.ooxml.package import OoxmlPackage, read_package
from gen.ooxml.properties import VAL
from gen.text import collapse_spaces, fold
from gen.word.forms.cell_content import CellContent, CellFinding, CellReader, CellRemark, W
from gen.word.forms.controls import NAMESPACE, FormSeal, control_title
from gen.word.forms.grid import (
    FormTable,
    GridRow,
    column_of_codes,
    enclosing,
    enclosing_row,
    first_child,
    has_column,
    infer_columns,
    learn_titles,
    read_tables,
    row_cells,
    vote_for_columns,
)
from gen.word.forms.identity import read_seal

_CELL, _ROW, _CONTROL, _BOOKMARK, _NAME = f"{W}tc", f"{W}tr", f"{W}sdt", f"{W}bookmarkStart", f"{W}name"
_CONTROL_PROPERTIES, _CONTROL_NAMES = f"{W}sdtPr", (f"{W}tag", f"{W}alias")
_TRACKED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")


def is_tracked(cell: etree._Element) -> bool:
    """Whether somebody inserted, deleted or moved anything in it with changes tracked (17.13.5)."""
    return any(True for _change in cell.iter(*_TRACKED))


_ROW_CODE = re.compile(r"[0-9A-Za-zĐđ.#+-]{1,40}(?:/\d{1,3})?")
FIELD_KEY = re.compile(rf"(?:{_ROW_CODE.pattern}/)?(?:{'|'.join(sorted(one.name for one in FORM_FIELDS))})")
"""The key of a field, whatever task or target it is of."""
_FRAME_TITLES = {one.name: (fold(one.title), fold(one.title_words)) for one in fields_of(Area.REPORT)}
_FOR_PLAIN = (CellFinding.SHIFTED, CellFinding.LIST_NUMBER)
_NUMBERING = re.compile(r"^(?:[ivx]+|\d{1,2}|[a-z])[.)]\s*")


class Anchor(StrEnum):
    """By what a cell was found, the strongest first."""

    CONTROL = "control"
    BOOKMARK = "bookmark"
    CODE = "code"
    BINDING = "binding"
    """The item to which controls were bound, in the first release: stores have answers that were found by it."""


class AnswerDoubt(StrEnum):
    """Why a person has to look at an answer: cells that contradict each other, one that is gone, what was changed."""

    CONFLICT = "conflict"
    CELL_GONE = "cell-gone"
    TRACKED = "tracked-changes"
    REWORDED = "row-reworded"
    MERGED = "cells-merged"
    RECODED = "row-recoded"


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """What stands in a field's cell, empty where nothing does; `conflict` keeps it out.

    `remarks` are what stands there and is no plain text, or does not count.
    """

    text: str
    anchor: Anchor | None
    doubts: tuple[AnswerDoubt, ...] = ()
    conflict: bool = False
    remarks: tuple[CellRemark, ...] = ()


@dataclass(slots=True)
class _PlacedRow:
    """A row of a table that holds answers, or may."""

    table: FormTable
    row: GridRow


@dataclass
class ReturnedForm:
    """A form that was read.

    `tables` are its tables, whose columns are known once it is known which fields are looked for.
    """

    package: OoxmlPackage
    root: etree._Element
    reader: CellReader
    tables: tuple[FormTable, ...]
    _copies: dict[str, str]
    _controls: dict[str, dict[etree._Element, None]] = field(default_factory=dict)
    _bookmarks: dict[str, dict[etree._Element, None]] = field(default_factory=dict)
    _rows: dict[str, list[_PlacedRow]] | None = None
    _frames: dict[str, list[etree._Element]] = field(default_factory=dict)
    _words: dict[etree._Element, str] = field(default_factory=dict)
    _asked: dict[tuple[tuple[etree._Element, ...], str], bool] = field(default_factory=dict)
    _anchors: dict[str, tuple[dict[etree._Element, None], dict[etree._Element, None]]] = field(default_factory=dict)
    _placed: dict[str, list[tuple[Anchor, list[etree._Element]]]] = field(default_factory=dict)
    _codes_asking: dict[str, dict[str, None]] | None = None
    _rows_asking: dict[str, list[_PlacedRow]] | None = None

    @cached_property
    def seal(self) -> FormSeal | None:
        """What it says it is; None where it says nothing, not even in its footer."""
        return read_seal(self.package)

    def text(self, cell: etree._Element) -> str:
        """What stands in a cell."""
        return self.reader.content(cell).text

    def answers(self, fields: Sequence[FormField]) -> dict[str, FoundAnswer]:
        """The answer to each of `fields`, by its key."""
        self.learn_columns(fields)
        sharing = self._fields_of_cells(fields)
        return {one.key: self._find_answer(one, self._find_cells(one), sharing) for one in fields}

    def filled_in_texts(self) -> dict[str, str]:
        """All that is filled in, by the key of its row and column, whatever the form asks."""
        found: dict[str, str] = {}
        for code, rows in self._rows_by_code().items():
            for placed in rows if looks_like_code(code) else ():
                for name in placed.table.columns:
                    cell = placed.table.answer_cell(placed.row, name) if has_column(code, name) else None
                    text = "" if cell is None else self.text(cell.shown)
                    if text not in ("", NOT_ASKED_SIGN):
                        found.setdefault(f"{code}/{name}", text)
        frames = {name: next(filter(None, map(self.text, cells)), "") for name, cells in self._frames.items()}
        return found | {name: text for name, text in frames.items() if text}

    def match_fields(self, fields: Sequence[FormField]) -> list[tuple[FormField, FormField]]:
        """Each of `fields` as this form has it, and as it is; those that this form does not ask are left out."""
        asking = {one.code: one.question for one in fields if one.code}
        codes = {code: self._find_code_asking(code, asked) for code, asked in asking.items()}
        asked = [one for one in fields if not one.code or codes[one.code]]
        return [(replace(one, code=codes[one.code] or "") if one.code else one, one) for one in asked]

    def _find_code_asking(self, code: str, asked: str) -> str | None:
        """The code under which this form asks what another asks under `code`: the same, or the only one so worded."""
        if self._codes_asking is None:
            self._codes_asking = self._index_questions()
        alike = self._codes_asking.get(collapse_spaces(asked), {})
        if code in alike:
            return code
        return next(iter(alike)) if len(alike) == 1 else None

    def _index_questions(self) -> dict[str, dict[str, None]]:
        """The codes of the rows in which a text stands in one cell, or in two that follow each other."""
        found: dict[str, dict[str, None]] = {}
        for code, rows in self._rows_by_code().items():
            for placed in rows if looks_like_code(code) else ():
                for text in self._questions_in(placed.row):
                    found.setdefault(text, {})[code] = None
        return found

    def _questions_in(self, row: GridRow) -> Iterator[str]:
        """What a row may ask: what stands in one cell, or in two that follow each other.

        A task stands in a cell with its product in brackets, and with its last day in a paragraph below.
        """
        texts = [self.texts[cell.shown] for cell in row.cells]
        yield from texts
        yield from (f"{one} {other}" for one, other in pairwise(texts))
        for cell in row.cells:
            lines = self.text(cell.shown).split("\n")
            if len(lines) > 1 or "(sản phẩm: " in lines[0]:
                yield from (without_product(collapse_spaces(line)) for line in lines[:_MAX_LINES])

    @cached_property
    def _has_tracked(self) -> bool:
        return next(self.root.iter(*_TRACKED), None) is not None

    @cached_property
    def texts(self) -> dict[etree._Element, str]:
        """What stands in each cell of the tables, in one line."""
        return {
            cell.shown: self.reader.content(cell.shown).line
            for table in self.tables
            for row in table.rows
            for cell in row.cells
        }

    @cached_property
    def _labels(self) -> dict[str, str]:
        """The code that each text of a cell says, if it is one."""
        return {text: read_row_label(text) for text in set(self.texts.values()) if len(text) <= _MAX_LABEL}

    @cached_property
    def shown_at(self) -> dict[etree._Element, etree._Element]:
        """The cell that is seen in the place of each cell: another one where rows are merged."""
        return {cell.element: cell.shown for table in self.tables for row in table.rows for cell in row.cells}

    def find_cell(self, one: FormField) -> etree._Element | None:
        """The cell of a field, by the strongest anchor that is left; None where there is none.

        Its column may have to be learned before.
        """
        return next((cell for _anchor, cells in self._find_cells(one) for cell in cells), None)

    def stated_keys(self) -> tuple[str, ...]:
        """The keys of all fields whose controls are left, whatever the form should ask."""
        return tuple(key for key in self._controls if FIELD_KEY.fullmatch(key))

    def learn_columns(self, fields: Sequence[FormField]) -> None:
        """In which column each kind of answer stands, and the codes: as the anchors say, the titles, or their place."""
        places = {
            cell.element: (number, cell.begin)
            for number, table in enumerate(self.tables)
            for row in table.rows
            for cell in row.cells
        }  # fmt: skip
        anchored: list[list[tuple[str, int]]] = [[] for _table in self.tables]
        for one in fields:
            for cell in self.anchored_cells(one) if one.code else ():
                if (place := places.get(cell)) is not None:
                    anchored[place[0]].append((one.name, place[1]))
        for table, votes in zip(self.tables, anchored, strict=True):
            vote_for_columns(table, votes)
            infer_columns(table, self.texts)
        self._lend_columns()
        self.index_rows({one.code for one in fields if one.code})

    def _lend_columns(self) -> None:
        """A table without titles, such as the rest of one that was split, has the columns of the one above as wide."""
        above: dict[int, FormTable] = {}
        for table in self.tables:
            if not table.rows or len(table.rows[0].cells) < 2:
                continue
            width = table.rows[0].width
            if not table.columns and width in above:
                table.columns, table.header = dict(above[width].columns), above[width].header
                table.is_lent = True
            if table.columns:
                above[table.header.width if table.header else width] = table

    def index_rows(self, codes: Iterable[str] = ()) -> None:
        """The rows by their codes; without `codes`, whatever looks like one may be one."""
        wanted = dict.fromkeys(codes, True) or {code: looks_like_code(code) for code in self._labels.values()}
        indexed: dict[str, list[_PlacedRow]] = {}
        self._rows = indexed
        self._codes_asking, self._rows_asking, self._placed = None, None, {}
        for table in self.tables:
            table.code_column = column_of_codes(table, self.texts, wanted, self._labels)
            for row in table.rows:
                cell = row.at(table.code_column)
                if cell is not None and len(row.cells) > 1:
                    text = self.texts[cell.shown]
                    indexed.setdefault(self._labels.get(text, text), []).append(_PlacedRow(table, row))

    def _rows_by_code(self) -> dict[str, list[_PlacedRow]]:
        """The rows as they were indexed last; who knows which fields are looked for indexes them by these alone."""
        if self._rows is None:
            self.index_rows()
        assert self._rows is not None
        return self._rows

    def code_of(self, cell: etree._Element) -> str:
        """The code that a cell says, if it is one; else its words."""
        return self._labels.get(self.texts[cell], self.texts[cell])

    def guessed_columns(self) -> dict[str, str]:
        """The columns that are known by their place alone: the title that stands there → the name of the field."""
        return {title: name for table in self.tables for name, title in table.guessed.items()}

    def has_lent_columns(self) -> bool:
        """Whether a table without titles is read by the columns of the one above it."""
        return any(table.is_lent for table in self.tables)

    def anchored_cells(self, one: FormField) -> list[etree._Element]:
        """The cells to which the control and the bookmark of a field lead."""
        controls, bookmarks = self._anchors_of(one)
        return [*controls, *bookmarks]

    def _anchors_of(self, one: FormField) -> tuple[dict[etree._Element, None], dict[etree._Element, None]]:
        """The cells of the controls of a field, and those of its bookmark.

        Controls are known by their tags or, where a program keeps only these, their titles.
        """
        found = self._anchors.get(one.key)
        if found is None:
            tagged, titled = self._controls.get(one.key, {}), self._controls.get(control_title(one.key), {})
            controls = tagged if tagged.keys() >= titled.keys() else tagged | titled
            found = self._anchors[one.key] = controls, self._bookmarks.get(one.anchor, {})
        return found

    def list_differing_copies(self, fields: Sequence[FormField]) -> tuple[str, ...]:
        """The keys of the cells whose copy says something else, in a form of the first release.

        Its controls are bound to an item with all answers. Word shows what that item has, other programs what the cell
        has; so what was changed in one of these is old in Word (ISO/IEC 29500-1, 17.5.2.6).
        """
        if not self._copies:
            return ()
        shown = ((one, self.find_cell(one)) for one in fields if self._copies.get(one.anchor))
        return tuple(
            one.key
            for one, cell in shown
            if cell is not None and collapse_spaces(self.text(cell)) != collapse_spaces(self._copies[one.anchor])
        )

    def _places_of(self, one: FormField) -> list[tuple[Anchor, list[etree._Element]]]:
        """The cells to which each kind of anchor of the field leads, the strongest first."""
        controls, bookmarks = self._anchors_of(one)
        return [
            (Anchor.CONTROL, self._seen(controls)),
            (Anchor.BOOKMARK, self._seen(bookmarks)),
            (Anchor.CODE, self._seen(self._cells_by_code(one))),
        ]

    def _seen(self, cells: Collection[etree._Element]) -> list[etree._Element]:
        """The cells that are seen in the places of these; those of a row whose deletion is tracked are gone."""
        if not cells:
            return []
        shown_at = self.shown_at
        found = [shown_at[cell] for cell in cells if cell in shown_at]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def _find_cells(self, one: FormField) -> list[tuple[Anchor, list[etree._Element]]]:
        """The cells to which some anchor leads, the strongest first; found once, as long as the columns stay."""
        found = self._placed.get(one.key)
        if found is None:
            found = self._placed[one.key] = [(anchor, cells) for anchor, cells in self._places_of(one) if cells]
        return found

    def _fields_of_cells(self, fields: Sequence[FormField]) -> dict[etree._Element, list[FormField]]:
        """The fields whose answers stand in one cell, of each cell."""
        found: dict[etree._Element, list[FormField]] = {}
        for one in fields:
            for _anchor, cells in self._find_cells(one)[:1]:
                for cell in cells:
                    found.setdefault(cell, []).append(one)
        return found

    def _find_answer(
        self,
        one: FormField,
        present: list[tuple[Anchor, list[etree._Element]]],
        sharing: Mapping[etree._Element, list[FormField]],
    ) -> FoundAnswer:
        doubts: list[AnswerDoubt] = []
        if not present:
            cell = self._cell_by_question(one)
            if cell is None:
                return FoundAnswer("", None, (AnswerDoubt.CELL_GONE,))
            present = [(Anchor.CODE, [cell])]
            doubts.append(AnswerDoubt.RECODED)
        anchor, cells = present[0]
        others: list[etree._Element] = []
        differs = False
        for _anchor, found in present[1:]:
            if found != cells:
                others += [cell for cell in found if cell not in cells]
                differs = differs or set(cells).isdisjoint(found)
        contents = [self.reader.content(cell) for cell in (*cells, *others)]
        texts = list(dict.fromkeys([text for content in contents if (text := _answer_in(content, one))]))
        shared = {
            other.key: other
            for cell in cells
            for other in sharing.get(cell, ())
            if other is not one and other.key != one.key
        }
        is_shared = bool(texts) and bool(shared)
        # A figure in a merged cell would count for each of its rows.
        twice = is_shared and one.kind is FieldKind.NUMBER and any(o.kind is one.kind for o in shared.values())
        stray = bool(others) and bool(texts) and not any(_answer_in(content, one) for content in contents[: len(cells)])
        conflict = len(texts) > 1 or differs or twice or stray
        is_reworded = bool(one.code and one.question) and not self._asks(cells[0], one.question)
        if is_reworded and anchor is Anchor.CODE:  # the code may have come to another task's row
            conflict = conflict or self._cell_by_question(one) not in (None, *cells)
        if conflict:
            doubts.append(AnswerDoubt.CONFLICT)
        if is_shared:
            doubts.append(AnswerDoubt.MERGED)
        if self._has_tracked and any(map(is_tracked, cells)):
            doubts.append(AnswerDoubt.TRACKED)
        if is_reworded:
            doubts.append(AnswerDoubt.REWORDED)
        return FoundAnswer("\n".join(texts), anchor, tuple(doubts), conflict, _list_remarks(contents, one, texts))

    def _cells_by_code(self, one: FormField) -> Sequence[etree._Element]:
        """The cells in the rows with the field's code, in its column; a frame's by the heading above it."""
        if not one.code:
            return self._frames.get(one.name, ())
        return [
            cell.element
            for placed in self._rows_by_code().get(one.code, ())
            if placed.row is not placed.table.header
            and (cell := placed.table.answer_cell(placed.row, one.name)) is not None
        ]

    def _cell_by_question(self, one: FormField) -> etree._Element | None:
        """The cell of a field in the only row that asks what it asks, under a code that was changed or taken away."""
        if not one.question:
            return None
        if self._rows_asking is None:
            self._rows_asking = {}
            for rows in self._rows_by_code().values():
                for placed in rows:
                    for text in dict.fromkeys(self._questions_in(placed.row)):
                        self._rows_asking.setdefault(text, []).append(placed)
        alike = self._rows_asking.get(collapse_spaces(one.question), [])
        cells = [placed.table.answer_cell(placed.row, one.name) for placed in alike]
        return cells[0].shown if len(cells) == 1 and cells[0] is not None else None

    def _asks(self, cell: etree._Element, asked: str) -> bool:
        """Whether every word of `asked` stands in a row of the cell, in whatever columns."""
        rows = (enclosing_row(cell), *self._merged_rows.get(cell, ()))
        key = rows, asked
        found = self._asked.get(key)
        if found is None:
            words = collapse_spaces(asked)
            found = self._asked[key] = any(_has_words(self._words_of(row), words) for row in rows)
        return found

    def _words_of(self, row: etree._Element) -> str:
        if row not in self._words:
            cells = self._cells_in.get(row) or row_cells(row)
            self._words[row] = " ".join(filter(None, [self.reader.content(cell).line for cell in cells]))
        return self._words[row]

    @cached_property
    def _cells_in(self) -> dict[etree._Element, list[etree._Element]]:
        """The cells of each row of the tables, as `row_cells` finds them."""
        return {row.element: [cell.element for cell in row.cells] for table in self.tables for row in table.rows}

    @cached_property
    def _merged_rows(self) -> dict[etree._Element, list[etree._Element]]:
        """The further rows over which a cell reaches."""
        found: dict[etree._Element, list[etree._Element]] = {}
        for table in self.tables:
            for row in table.rows:
                for cell in row.cells:
                    if cell.shown is not cell.element:
                        found.setdefault(cell.shown, []).append(row.element)
        return found

    def cells_of(self, one: FormField) -> list[etree._Element]:
        """The cells in which the answer to a field is looked for."""
        found = [cell for _anchor, cells in self._find_cells(one) for cell in cells]
        other = None if found else self._cell_by_question(one)
        return found if other is None else [other]


def _answer_in(content: CellContent, one: FormField) -> str:
    return content.text if one.kind is FieldKind.TEXT else content.plain


def _list_remarks(contents: Sequence[CellContent], one: FormField, texts: Sequence[str]) -> tuple[CellRemark, ...]:
    """What is to be said of cells with these contents: a raised figure or a list number only where it is left out."""
    found = [remark for content in contents for remark in content.remarks]
    if not found:
        return ()
    left_out = {*(_FOR_PLAIN if one.kind is FieldKind.TEXT else ()), *((CellFinding.DELETED,) if texts else ())}
    return tuple(dict.fromkeys(remark for remark in found if remark.finding not in left_out))


_MAX_LABEL = 60
_MAX_LINES = 4
"""So many lines of a cell are looked through for the words of a task."""


def without_product(text: str) -> str:
    """The words of a row without the product behind them in brackets, which is no part of what the row asks."""
    begin = text.find(" (sản phẩm: ")
    return text[:begin] if begin >= 0 and text.endswith(")") else text


def _has_words(there: str, words: str) -> bool:
    """Whether all `words` are `there`, in whatever order, each as often; most often they follow each other.

    Single spaces stand between the words of both.
    """
    return f" {words} " in f" {there} " or not Counter(words.split()) - Counter(there.split())


def looks_like_code(text: str) -> bool:
    """Whether a text can be the code of a row."""
    return bool(_ROW_CODE.fullmatch(text))


def read_form(data: bytes) -> ReturnedForm:
    """The form in the .docx `data`.

    Raises gen.ooxml.RefusedError for what is no .docx, is too large, or holds macros or XML entities.
    """
    return form_in(read_package(data))


def form_in(package: OoxmlPackage) -> ReturnedForm:
    """The form that is in a package."""
    root = package.roots[package.main()]
    reader = CellReader(package)
    form = ReturnedForm(package, root, reader, tuple(read_tables(root)), _read_copies(package))
    for control in root.iter(_CONTROL):
        names = control_names(control)
        for cell in _cells_at(control, form.shown_at):
            for key in names:
                form._controls.setdefault(key, {})[cell] = None
    for start in root.iter(_BOOKMARK):
        name = str(start.get(_NAME))
        for cell in _cells_at(start, form.shown_at):
            form._bookmarks.setdefault(name, {})[cell] = None
    for table in form.tables:
        learn_titles(table, form.texts)
        if name := _frame_of_table(table, reader):
            form._frames.setdefault(name, []).append(table.rows[0].cells[0].element)
    return form


def control_names(control: etree._Element) -> set[str]:
    """The tag of a control, and its title: some programs keep one of them."""
    stated = first_child(control, _CONTROL_PROPERTIES)
    if stated is None:
        return set()
    found: dict[str, str] = {}
    for one in stated:
        if one.tag in _CONTROL_NAMES:
            found.setdefault(str(one.tag), str(one.get(VAL)))
    return set(found.values())


def _cells_at(element: etree._Element, in_tables: Container[etree._Element]) -> list[etree._Element]:
    """The cell in which an element stands; those that it holds, where it stands round cells.

    A damaged file may have cells outside of rows, which are none; those that are `in_tables` are in rows.
    """
    inside = enclosing(element, _CELL)
    cells = element.iter(_CELL) if inside is None else (inside,)
    return [cell for cell in cells if cell in in_tables or enclosing(cell, _ROW) is not None]


def _frame_of_table(table: FormTable, reader: CellReader) -> str:
    """The field whose frame a table is, by the heading above it: the nearest paragraph that has one's title."""
    if not table.rows or len(table.rows[0].cells) != 1 or len(table.rows[0].cells[0].element) == 0:
        return ""
    for before in table.element.itersiblings(preceding=True):
        if before.tag == f"{W}tbl":
            return ""
        heading = fold(collapse_spaces(reader.paragraph(before))) if before.tag == f"{W}p" else ""
        if heading and (name := frame_titled(heading)):
            return name
    return ""


def frame_titled(heading: str) -> str:
    """The field of which a folded heading has the title, or at least its words; empty where it is of none."""
    bare = _NUMBERING.sub("", heading).rstrip(" .:")
    whole = (name for name, (title, _words) in _FRAME_TITLES.items() if bare == title)
    part = (name for name, (_title, words) in _FRAME_TITLES.items() if words in heading)
    return next(whole, "") or next(part, "")


def _read_copies(package: OoxmlPackage) -> dict[str, str]:
    """What the customXml item of a form of the first release holds, by the names of its elements.

    None of it is an answer: that is what stands in the cell.
    """
    return {
        etree.QName(leaf).localname: leaf.text
        for root in package.roots.values()
        if root.tag == f"{{{NAMESPACE}}}form"
        for leaf in root
        if isinstance(leaf.tag, str) and leaf.text and leaf.text.strip()
    }
