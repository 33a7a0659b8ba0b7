"""A paper → a Word file, and where in it each task and duty stands: numbers of paragraphs and rows of tables."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.plans.blocks import Grid, Line
from tests.plans.paper import Paper

Place = tuple[str, int, int]
"""("paragraph", its number, 0) or ("row", the table's number, the row's number), each from 1."""


@dataclass
class WordFile:
    """The file; `places` and `texts` are those of each task and duty by its key.

    `own_texts` are its sentences alone, without number and labelled lines; `all_texts` every paragraph and row.
    """

    data: bytes
    places: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    own_texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    all_texts: dict[Place, str] = field(default_factory=dict)


_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-"),
           ("bullet", "+"))  # fmt: skip
_LIST = 91


def make_word_file(paper: Paper, random: Random) -> WordFile:
    """The paper as Word saves it."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, _abstract_list())
    number = f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'
    numbering.append(parse_xml(number))
    owners: dict[etree._Element, tuple[str, ...]] = {}
    head_texts: dict[etree._Element, str] = {}
    for block in paper.blocks:
        if isinstance(block, Line):
            paragraph = document.add_paragraph()
            _write_line(paragraph, block, paper, random)
            owners[paragraph._p] = block.of
        else:
            table = document.add_table(len(block.rows), len(block.rows[0].cells))
            _write_grid(table, block, paper, owners, head_texts)
    data = io.BytesIO()
    document.save(data)
    made = WordFile(data.getvalue())
    for block in paper.blocks:
        if isinstance(block, Line) and block.role == "task":
            made.own_texts[block.of[0]].append(block.text)
    _find_places(document, owners, head_texts, made)
    return made


def _abstract_list() -> etree._Element:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(_LEVELS)
    )
    return parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}">{levels}</w:abstractNum>')


def _write_line(paragraph: Paragraph, line: Line, paper: Paper, random: Random) -> None:
    style = paper.style
    level = _level_of(line.mark)
    automatic = style.automatic and level is not None
    mark = "" if automatic else _typed(line.mark, style.marks)
    if automatic:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_LIST}"/></w:numPr>')
        )
    if line.role == "part" and style.levels == "styles":
        paragraph.style = paragraph.part.document.styles["Heading 1"]
    is_head = line.role in ("part", "title") or (line.role == "heading" and style.emphasis == "heads")
    if is_head and not (line.role == "part" and style.emphasis == "none"):
        paragraph.add_run(mark + line.text).bold = True
        return
    if mark:
        paragraph.add_run(mark).bold = style.emphasis == "words" and line.mark[:1].isdigit() and random.random() < 0.3
    for text, bold in _split_stressed(line, style.emphasis == "words", random):
        paragraph.add_run(text).bold = bold


def _typed(mark: str, form: str) -> str:
    """The mark and what parts it from the text."""
    if form == "slashes" and mark.endswith(".") and mark.count(".") == 1:
        return f"{mark[:-1]}/ "
    if form == "bare" and mark.count(".") == 2:
        return f"{mark[:-1]} "
    if form == "party" and mark.endswith((".", ")")) and mark[0] not in "AB" and not mark.startswith("Điều"):
        return f"{mark[:-1]}- "
    return mark if not mark or (form == "tight" and mark == "-") else f"{mark} "


def _split_stressed(line: Line, is_stressed: bool, random: Random) -> Iterator[tuple[str, bool]]:
    """The line's text in runs: words of it in bold, where sentences are stressed."""
    words = random.choice(line.stressed) if is_stressed and line.stressed and random.random() < 0.8 else ""
    before, found, after = line.text.partition(words) if words else (line.text, "", "")
    yield from ((text, bold) for text, bold in ((before, False), (found, True), (after, False)) if text)


def _level_of(mark: str) -> int | None:
    """The level of Word's list that writes this mark."""
    if mark in ("-", "+"):
        return 4 if mark == "-" else 5
    if mark.endswith(")"):
        return 3 if mark != "đ)" else None
    if mark and mark[0].isdigit():
        return 1 if mark.count(".") == 1 else 2
    return 0 if mark and mark[0] in "IVX" else None


def _write_grid(
    table: Table,
    grid: Grid,
    paper: Paper,
    owners: dict[etree._Element, tuple[str, ...]],
    head_texts: dict[etree._Element, str],
) -> None:
    head = " ".join(cell.text for row in grid.rows if row.is_head for cell in row.cells if cell is not None)
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row.cells):
            if cell is None:
                continue
            target = table.cell(r, c)
            if cell.across > 1 or cell.down > 1:
                target = target.merge(table.cell(r + cell.down - 1, c + cell.across - 1))
            for n, text in enumerate(cell.text.split("\n")):
                paragraph = target.paragraphs[0] if n == 0 else target.add_paragraph()
                paragraph.add_run(text).bold = row.is_head and paper.style.emphasis != "none"
        owners[table.rows[r]._tr] = row.of
        if row.of:
            head_texts[table.rows[r]._tr] = head


def _find_places(
    document: DocumentType,
    owners: dict[etree._Element, tuple[str, ...]],
    head_texts: dict[etree._Element, str],
    made: WordFile,
) -> None:
    """Number paragraphs and tables in the order of the file; a cell that goes on from the one above holds none."""
    paragraphs = tables = 0
    for block in document.element.body:
        if block.tag == qn("w:p"):
            paragraphs += 1
            _note(made, ("paragraph", paragraphs, 0), owners.get(block, ()), _text(block))
        elif block.tag == qn("w:tbl"):
            tables += 1
            spanned: dict[int, str] = {}
            for r, row in enumerate(block.iterchildren(qn("w:tr")), 1):
                texts, count = _row_texts(row, spanned)
                paragraphs += count
                keys = owners.get(row, ())
                _note(made, ("row", tables, r), keys, " ".join(texts))
                for key in keys:
                    made.texts[key].append(head_texts.get(row, ""))


def _row_texts(row: etree._Element, spanned: dict[int, str]) -> tuple[list[str], int]:
    """The texts of a row's cells, those that reach down into it too; and how many paragraphs begin in it."""
    texts, count, column = [], 0, 0
    for cell in row.iterchildren(qn("w:tc")):
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        if not goes_on:
            inside = list(cell.iterchildren(qn("w:p")))
            count += len(inside)
            spanned[column] = " ".join(map(_text, inside))
        texts.append(spanned.get(column, ""))
        column += 1 if span is None else int(span.get(qn("w:val"), "1"))
    return texts, count


def _text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _note(made: WordFile, place: Place, keys: tuple[str, ...], text: str) -> None:
    made.all_texts[place] = text
    for key in keys:
        made.places[key].add(place)
        made.texts[key].append(text)
