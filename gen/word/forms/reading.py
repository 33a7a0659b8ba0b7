"""A returned form, a .docx → which form it is, and the content of each cell, found by the anchors that are left.

A field's cell is found by its content control, by its bookmark and by the code in its row; the content of the whole
cell is the answer, since people type beside a control too. Anchors that lead to different cells are a conflict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from lxml import etree

from gen.derive.answers import FormField
from gen.derive.form_fields import (
    FORM_FIELDS,
    NOT_ASKED_SIGN,
    PROMPTS,
    Area,
    area_of,
    code_of_label,
    fields_of,
)
from gen.ooxml.package import OoxmlPackage, read_package
from gen.text import collapse_spaces, fold
from gen.word.forms.controls import NAMESPACE, FormSeal, control_title
from gen.word.forms.identity import read_seal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNREAD_ELEMENTS = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{W}sdtPr"}
_TRACKED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_PROMPTS = {
    "click or tap here to enter text.",
    "choose an item.",
    "bam hoac go nhe vao day de nhap van ban.",
    "chon mot muc.",
}
"""What Word shows in an empty control where it has no words of the template's own, folded."""


def enclosing_row(cell: etree._Element) -> etree._Element:
    """The row in which a cell stands, with a control round it or without."""
    return next(cell.iterancestors(f"{W}tr"))


def row_cells(row: etree._Element) -> list[etree._Element]:
    """The cells of a row, without those of a table that somebody put into one of them."""
    return [cell for cell in row.iter(f"{W}tc") if enclosing_row(cell) is row]


def cell_text(cell: etree._Element) -> str:
    """What stands in a cell, paragraphs as lines, without what is deleted and without an empty control's prompt."""
    text = "\n".join(paragraph_text(paragraph) for paragraph in cell.iter(f"{W}p") if not _is_fallback(paragraph))
    lines = [collapse_spaces(line) for line in text.split("\n")]
    found = without_prompts("\n".join(lines).strip("\n"))
    return "" if is_prompt_of_word(found) else found


def without_prompts(text: str) -> str:
    """A cell's text without the form's own prompt, which programs without controls leave beside an answer."""
    return next((text.replace(prompt, "", 1).strip() for prompt in PROMPTS if prompt in text), text)


def is_prompt_of_word(text: str) -> bool:
    """Whether it is what Word shows in an empty control."""
    return fold(text) in _PROMPTS


def _is_fallback(paragraph: etree._Element) -> bool:
    """Whether it is what programs of before text boxes show instead of one (part 3, 10.2.3)."""
    return next(paragraph.iterancestors(f"{_MC}Fallback"), None) is not None


def paragraph_text(element: etree._Element) -> str:
    """The text of a paragraph, without that of paragraphs in it, which are read on their own."""
    found = ""
    for child in element:
        if child.tag in _UNREAD_ELEMENTS or child.tag == f"{W}p" or (child.tag == f"{W}sdt" and _is_prompt(child)):
            continue
        if child.tag == f"{W}t":
            found += child.text or ""
        elif child.tag in _CHARACTERS:
            found += _CHARACTERS[str(child.tag)]
        elif isinstance(child.tag, str):
            found += paragraph_text(child)
    return found


def _is_prompt(control: etree._Element) -> bool:
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def is_tracked(cell: etree._Element) -> bool:
    """Whether somebody inserted, deleted or moved anything in it with changes tracked (17.13.5)."""
    return any(True for _change in cell.iter(*_TRACKED))


_PRODUCT = re.compile(r"\s*\(sản phẩm: .*\)\s*\Z")
_ROW_CODE = re.compile(r"[0-9A-Za-zĐđ.#+-]{1,40}(?:/\d{1,3})?")
FIELD_KEY = re.compile(rf"(?:{_ROW_CODE.pattern}/)?(?:{'|'.join(sorted(one.name for one in FORM_FIELDS))})")
"""The key of a field, whatever task or target it is of."""
_COLUMN_TITLES = {fold(one.title_words): one.name for one in FORM_FIELDS if one.area is not Area.REPORT}
_FRAME_TITLES = {fold(one.title_words): one.name for one in fields_of(Area.REPORT)}
_COLUMNS = {area: frozenset(one.name for one in fields_of(area)) for area in Area}


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


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """What stands in a field's cell, empty where nothing does; `conflict` keeps it out."""

    text: str
    anchor: Anchor | None
    doubts: tuple[AnswerDoubt, ...] = ()
    conflict: bool = False


@dataclass(slots=True)
class ReturnedForm:
    """A form that was read. `seal` is what it says it is; None where it says nothing, not even in its footer."""

    seal: FormSeal | None
    _root: etree._Element
    _copies: dict[str, str]
    _controls: dict[str, dict[etree._Element, None]] = field(default_factory=dict)
    _bookmarks: dict[str, dict[etree._Element, None]] = field(default_factory=dict)
    _rows: dict[str, list[list[etree._Element]]] = field(default_factory=dict)
    _row_texts: dict[str, list[list[str]]] = field(default_factory=dict)
    _columns: dict[str, int] = field(default_factory=dict)
    _frames: dict[str, etree._Element] = field(default_factory=dict)
    _texts: dict[etree._Element, str] = field(default_factory=dict)
    _words: dict[etree._Element, Counter[str]] = field(default_factory=dict)
    _places: dict[etree._Element, dict[etree._Element, int]] = field(default_factory=dict)
    _codes_asking: dict[str, dict[str, None]] | None = None

    def text(self, cell: etree._Element) -> str:
        """What stands in a cell: it is read once, though many ask for it."""
        if cell not in self._texts:
            self._texts[cell] = cell_text(cell)
        return self._texts[cell]

    def answers(self, fields: Sequence[FormField]) -> dict[str, FoundAnswer]:
        """The answer to each of `fields`, by its key."""
        self.learn_columns(fields)
        return {one.key: self._find_answer(one) for one in fields}

    def filled_in_texts(self) -> dict[str, str]:
        """All that is filled in, by the key of its row and column, whatever the form asks."""
        found: dict[str, str] = {}
        for code, rows in self._rows.items():
            for name, place in self._columns.items() if _looks_like_code(code) else ():
                texts = filter(None, (self.text(row[place]) for row in rows if place < len(row)))
                if (text := next(texts, "")) not in ("", NOT_ASKED_SIGN) and _row_has_column(code, name):
                    found[f"{code}/{name}"] = text
        return found | {name: text for name, cell in self._frames.items() if (text := self.text(cell))}

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
        """The codes of the rows in which a text stands in one cell, or in two that follow each other.

        A task stands in a cell with its product in brackets, and with its last day in a paragraph below.
        """
        found: dict[str, dict[str, None]] = {}
        for code, rows in self._row_texts.items():
            for texts in rows if _looks_like_code(code) else ():
                alone = (_PRODUCT.sub("", text.partition("\n")[0]) for text in texts)
                whole = [collapse_spaces(text) for text in texts]
                for text in (*alone, *whole, *(f"{a} {b}" for a, b in pairwise(whole))):
                    found.setdefault(text, {})[code] = None
        return found

    def _place(self, cell: etree._Element) -> int:
        """In which column of its row a cell stands."""
        row = enclosing_row(cell)
        if row not in self._places:
            self._places[row] = {other: place for place, other in enumerate(row_cells(row))}
        return self._places[row][cell]

    def find_cell(self, one: FormField) -> etree._Element | None:
        """The cell of a field, by the strongest anchor that is left; None where there is none.

        Its column may have to be learned before.
        """
        return next((cell for _anchor, cells in self._places_of(one) for cell in cells), None)

    def stated_keys(self) -> tuple[str, ...]:
        """The keys of all fields whose controls are left, whatever the form should ask."""
        return tuple(key for key in self._controls if FIELD_KEY.fullmatch(key))

    def learn_columns(self, fields: Sequence[FormField]) -> None:
        """In which column each kind of answer stands: as the anchors that are left say, else by the titles."""
        found: dict[str, Counter[int]] = {}
        for one in fields:
            for cell in (*self._cells_of_controls(one), *self._bookmarks.get(one.anchor, ())):
                if one.code:
                    found.setdefault(one.name, Counter())[self._place(cell)] += 1
        self._columns |= {name: places.most_common(1)[0][0] for name, places in found.items()}

    def _cells_of_controls(self, one: FormField) -> dict[etree._Element, None]:
        """The cells of the controls of a field, by their tags or, where a program keeps only these, their titles."""
        return self._controls.get(one.key, {}) | self._controls.get(control_title(one.key), {})

    def list_differing_copies(self, fields: Sequence[FormField]) -> tuple[str, ...]:
        """The keys of the cells whose copy says something else, in a form of the first release.

        Its controls are bound to an item with all answers. Word shows what that item has, other programs what the cell
        has; so what was changed in one of these is old in Word (ISO/IEC 29500-1, 17.5.2.6).
        """
        shown = ((one, self.find_cell(one)) for one in fields if self._copies.get(one.anchor))
        return tuple(
            one.key
            for one, cell in shown
            if cell is not None and collapse_spaces(self.text(cell)) != collapse_spaces(self._copies[one.anchor])
        )

    def _places_of(self, one: FormField) -> list[tuple[Anchor, list[etree._Element]]]:
        """The cells to which each kind of anchor of the field leads, the strongest first."""
        return [
            (Anchor.CONTROL, list(self._cells_of_controls(one))),
            (Anchor.BOOKMARK, list(self._bookmarks.get(one.anchor, ()))),
            (Anchor.CODE, list(self._cells_by_code(one))),
        ]

    def _find_answer(self, one: FormField) -> FoundAnswer:
        present = [(anchor, cells) for anchor, cells in self._places_of(one) if cells]
        if not present:
            return FoundAnswer("", None, (AnswerDoubt.CELL_GONE,))
        anchor, cells = present[0]
        texts = list(dict.fromkeys(filter(None, map(self.text, cells))))
        doubts: list[AnswerDoubt] = []
        differs = any(not {id(c) for c in found} & {id(c) for c in cells} for _anchor, found in present[1:])
        conflict = len(texts) > 1 or differs
        if conflict:
            doubts.append(AnswerDoubt.CONFLICT)
        if any(is_tracked(cell) for cell in cells):
            doubts.append(AnswerDoubt.TRACKED)
        if one.code and one.question and not self._asks(cells[0], one.question):
            doubts.append(AnswerDoubt.REWORDED)
        return FoundAnswer("\n".join(texts), anchor, tuple(doubts), conflict)

    def _cells_by_code(self, one: FormField) -> Iterator[etree._Element]:
        """The cells in the rows with the field's code, in its column; a frame's by the heading above it."""
        if not one.code:
            if one.name in self._frames:
                yield self._frames[one.name]
            return
        place = self._columns.get(one.name)
        for row in self._rows.get(one.code, ()):
            if place is not None and place < len(row):
                yield row[place]

    def _asks(self, cell: etree._Element, asked: str) -> bool:
        """Whether every word of `asked` stands in the cell's row, in whatever columns."""
        row = enclosing_row(cell)
        if row not in self._words:
            self._words[row] = Counter(" ".join(map(self.text, row_cells(row))).split())
        return not Counter(asked.split()) - self._words[row]


def _looks_like_code(text: str) -> bool:
    return bool(_ROW_CODE.fullmatch(text))


def _row_has_column(code: str, name: str) -> bool:
    """Whether a row with this code has a column of that name: those of targets and of tasks may be in one place."""
    return name in _COLUMNS[area_of(code)]


def read_form(data: bytes) -> ReturnedForm:
    """The form in the .docx `data`.

    Raises gen.ooxml.RefusedError for what is no .docx, is too large, or holds macros or XML entities.
    """
    return form_in(read_package(data))


def form_in(package: OoxmlPackage) -> ReturnedForm:
    """The form that is in a package."""
    root = package.roots[package.main()]
    form = ReturnedForm(read_seal(package), root, _read_copies(package))
    for control in root.iter(f"{W}sdt"):
        for cell in _cells_at(control):
            for key in control_names(control):
                form._controls.setdefault(key, {})[cell] = None
    for start in root.iter(f"{W}bookmarkStart"):
        for cell in _cells_at(start):
            form._bookmarks.setdefault(str(start.get(f"{W}name")), {})[cell] = None
    for table in root.iter(f"{W}tbl"):
        _read_table(table, form)
    return form


def control_names(control: etree._Element) -> set[str]:
    """The tag of a control, and its title: some programs keep one of them."""
    stated = control.find(f"{W}sdtPr")
    found = () if stated is None else (stated.find(f"{W}tag"), stated.find(f"{W}alias"))
    return {str(one.get(f"{W}val")) for one in found if one is not None}


def _cells_at(element: etree._Element) -> Iterator[etree._Element]:
    """The cell in which an element stands; those that it holds, where it stands round cells.

    A damaged file may have cells outside of rows, which are none.
    """
    inside = next(element.iterancestors(f"{W}tc"), None)
    cells = element.iter(f"{W}tc") if inside is None else (inside,)
    yield from (cell for cell in cells if next(cell.iterancestors(f"{W}tr"), None) is not None)


def _read_table(table: etree._Element, form: ReturnedForm) -> None:
    """Rows by the code in their first cell; columns by their titles; a frame by the heading above it."""
    name: str | None = None
    for row in table.iter(f"{W}tr"):
        cells = row_cells(row)
        if len(cells) == 1 and name is None:
            name = _frame_of_table(table)
        if len(cells) == 1 and name:
            form._frames.setdefault(name, cells[0])
        if len(cells) > 1:
            texts = [form.text(cell) for cell in cells]
            code = code_of_label(collapse_spaces(texts[0]))
            form._rows.setdefault(code, []).append(cells)
            form._row_texts.setdefault(code, []).append(texts)
            for place, title in enumerate(fold(collapse_spaces(text)) for text in texts):
                for words, column in _COLUMN_TITLES.items():
                    if title.startswith(words) and len(title) < 60:
                        form._columns.setdefault(column, place)


def _frame_of_table(table: etree._Element) -> str:
    before = next((e for e in table.itersiblings(f"{W}p", preceding=True) if collapse_spaces(paragraph_text(e))), None)
    heading = "" if before is None else fold(collapse_spaces(paragraph_text(before)))
    return next((name for words, name in _FRAME_TITLES.items() if words in heading), "")


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
