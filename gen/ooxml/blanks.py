"""A Document → what is still blank in it: gaps in its sentences, empty cells of its tables, words to whoever drafts it.

The lines of its own number and date are no blanks here: they are filled when it is issued.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from unicodedata import normalize

from gen.ooxml.model import Break, Cell, Document, DocumentBlock, DocumentParagraph, Row, Tab, Table, TextRun
from gen.reading import read_document_number, read_letterhead_date
from gen.text import collapse_spaces, upper_first

_LEADS = ("số", "ngày", "tháng", "năm", "ông", "bà", "đồng chí")
"""Words behind which a number, a part of a date or a name has to stand."""
_SPACE = "[\u00a0 ]"
_BEHIND_LEAD = "|".join(
    rf"(?<=\b{word}{sign})" for lead in _LEADS for word in (lead, upper_first(lead)) for sign in ("", ":")
)
_ROOM = rf"(?:{_SPACE}*(?:…|\.{{2,}})|{_SPACE}{{3,}}|{_SPACE}*\t\s*)"
_GAP = re.compile(
    rf"\u00a0{_SPACE}*\u00a0{_SPACE}*\u00a0|(?:…\s?){{2,}}|\.{{4,}}|_{{3,}}"
    rf"|(?={_ROOM})(?:{_BEHIND_LEAD}){_ROOM}"  # room first: looking back at each letter takes six times as long
    rf"|(?<=[^\W\d_])(?P<between>{_SPACE}(?:…|\.{{3}}){_SPACE})(?=[^\W\d_])|\bX{{3,}}\b|\bx{{2,}}\b|\[\s*\]"
)
"""Spaces that do not break, dots, a line or crosses; ordinary spaces and a single sign only where a number, a part of a
date or a name belongs, or a word is missing between others."""
_LETTER = re.compile(r"[^\W\d_]")
_AND_OTHERS = re.compile(rf",\s*\w[^,;.]{{0,40}}$|v\.\s?v\.?{_SPACE}?$")
"""What stands before a sign that says “and others”, and no word is missing."""
_EMPTY_CELL = re.compile(r"[.…_\s\u00a0]*|\[\s*\]|[\s\u00a0.…]*/[\s\u00a0.…]*/[\s\u00a0.…]*(?:20\d\d)?")
"""A cell with nothing but room for something: dots, a line, a date without its day."""
_SHOWN_GAP = "…"
_BEFORE, _AFTER = 24, 40
"""So many letters are shown before the first gap of a sentence and after its last."""
_LETTERHEAD = 40
"""The lines of number and date are among this many first paragraphs."""
_INSTRUCTION = re.compile(
    r"\b((ô|cột|chỗ|để) trống\b.{0,40}\b(điền|ghi)\b|đơn vị tự điền|ghi rõ (tên|số|ngày|nội dung))\b"
    r"|\bđiền vào (đây|chỗ trống)\b"
    r"|\[[^\]]{0,60}\b(ghi|điền|nhập|chèn)\b[^\]]{0,60}\]|<[^>]{0,60}\b(ghi|điền|nhập|chèn)\b[^>]{0,60}>"
    r"|\[[^\]\d]{0,60}[^\W\d_][^\]\d]{0,60}\]"
    r"|\((ghi|điền|nhập) (rõ )?(họ )?(tên|số|ngày|chức vụ|nội dung)\b[^()]{0,60}\)"
)
"""With tone marks: without them, `để trồng cây` would be the same words."""


class BlankKind(StrEnum):
    """What is blank, or has to go."""

    GAP = "gap"
    CELLS = "cells"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank: `words` are the sentence round a gap, the heading of the column of empty cells, or the instruction.

    `rows` are the first cells of the rows whose cell in that column is empty.
    """

    kind: BlankKind
    words: str
    rows: tuple[str, ...] = ()


def find_blanks(document: Document) -> tuple[Blank, ...]:
    """The blanks of `document`, in reading order, each sentence and column once."""
    own = frozenset(id(one) for one in islice(_paragraphs_of(document), _LETTERHEAD) if _is_number_or_date(one.text))
    places = (
        blocks
        for one in document.sections
        for blocks in (one.blocks, *one.headers.values(), *one.footers.values())
    )  # fmt: skip
    found = (blank for blocks in places for blank in _of_blocks(blocks, own))
    return tuple(dict.fromkeys(found))


def is_instruction(text: str) -> bool:
    """Whether a sentence speaks to whoever drafts the document, not to whoever gets it."""
    return _INSTRUCTION.search(normalize("NFC", text).lower()) is not None


def _of_blocks(blocks: Iterable[DocumentBlock], own: frozenset[int]) -> Iterator[Blank]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _of_table(block, own)
        elif id(block) not in own:
            yield from _of_sentence(block.text)


def _of_sentence(text: str) -> Iterator[Blank]:
    if is_instruction(text):
        yield Blank(BlankKind.INSTRUCTION, collapse_spaces(text))
        return
    gaps = [gap for gap in _GAP.finditer(text) if _is_gap(text, gap)]
    if gaps and _LETTER.search(_GAP.sub("", text)):  # else it is a line that is drawn
        yield Blank(BlankKind.GAP, _excerpt(text, gaps))


def _is_gap(text: str, gap: re.Match[str]) -> bool:
    """Whether something is missing there: spaces need words on both sides, signs on one of them."""
    before, behind = text[: gap.start()].strip(), text[gap.end() :].strip(" ./;")
    if not gap[0].strip():
        return bool(before and behind)
    is_at_last_word = not behind and not text[: gap.start()].endswith((" ", "\u00a0"))
    may_be_others = gap["between"] is not None or is_at_last_word
    return bool(before or behind) and not (may_be_others and _AND_OTHERS.search(text[: gap.start()]))


def _excerpt(text: str, gaps: list[re.Match[str]]) -> str:
    begin, end = max(gaps[0].start() - _BEFORE, 0), min(gaps[-1].end() + _AFTER, len(text))
    shown = collapse_spaces(_GAP.sub(f" {_SHOWN_GAP} ", text[begin:end])).replace(f"{_SHOWN_GAP} /", f"{_SHOWN_GAP}/")
    if begin and " " in shown:
        shown = shown.partition(" ")[2]
    if end < len(text):
        shown = shown.rpartition(" ")[0]
    return shown


def _of_table(table: Table, own: frozenset[int]) -> Iterator[Blank]:
    """The empty cells of a table with headings; one without headings only sets text side by side."""
    headings = _headings(table)
    heading_rows = {id(row) for row in headings}
    columns: dict[int, list[str]] = {}
    for row in table.rows:
        if headings and id(row) not in heading_rows:
            label = next(filter(None, map(_cell_text, row.cells)), "")
            for cell in row.cells:
                if label and _EMPTY_CELL.fullmatch(_cell_text(cell)):
                    columns.setdefault(cell.column, []).append(label)
        for cell in row.cells:
            yield from _of_blocks(cell.blocks, own)
    for column, labels in sorted(columns.items()):
        yield Blank(BlankKind.CELLS, _heading(headings[-1].cells, column), tuple(labels))


def _headings(table: Table) -> list[Row]:
    """The rows that are marked as headings; else the first of a table with lines, where it has more than one column."""
    first, *rest = table.rows or (None,)
    marked = [row for row in table.rows if row.header]
    if marked or first is None or not rest:
        return marked
    has_lines = all(any(border.style for border in cell.borders) for cell in first.cells)
    is_full = len(first.cells) > 1 and all(_cell_text(cell) for cell in first.cells)
    return [first] if has_lines and is_full else []


def _heading(cells: Iterable[Cell], column: int) -> str:
    return next((_cell_text(cell) for cell in cells if cell.column <= column < cell.column + cell.span), "")


def _cell_text(cell: Cell) -> str:
    return collapse_spaces(" ".join(map(_block_text, cell.blocks)))


def _block_text(block: DocumentBlock) -> str:
    """Its words; of a picture, a chart or a field a sign that something is there."""
    if isinstance(block, Table):
        return " ".join(_cell_text(cell) for row in block.rows for cell in row.cells)
    has_other = any(not isinstance(inline, (TextRun, Tab, Break)) for inline in block.inlines)
    return block.text.strip() or (_SHOWN_GAP if has_other or block.label is not None else "")


def _is_number_or_date(text: str) -> bool:
    number, dated = read_document_number(text), read_letterhead_date(text)
    return bool(number and number.label and number.symbol) or bool(dated and dated.place)


def _paragraphs_of(document: Document) -> Iterator[DocumentParagraph]:
    return (one for section in document.sections for block in section.blocks for one in _paragraphs(block))


def _paragraphs(block: DocumentBlock) -> Iterator[DocumentParagraph]:
    if isinstance(block, Table):
        yield from (
            one for row in block.rows for cell in row.cells for inner in cell.blocks for one in _paragraphs(inner)
        )
    else:
        yield block
