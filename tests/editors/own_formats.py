"""A file of a program's own format, and a job → the file with the words typed into its cells.

AbiWord and Calligra have no means to be told from outside to type into a cell: what a person would have typed is put
into what they made of the form, and they save that.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import docx
from docx.table import _Cell
from lxml import etree

from tests.editors.jobs import Job
from tests.editors.running import ProgramFailedError
from tests.support.form_filling import SPACE, W

_ABW = "{http://www.abisource.com/awml.dtd}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

Cell = etree._Element
Put = Callable[[Cell, str, bool], None]
Grid = tuple[Mapping[str, list[Cell]], list[Cell]]
"""The cells of the rows of more than three, by what stands in the first; the tables of one cell."""


def type_into_abw(path: Path, job: Job) -> None:
    """Do the job to a file of AbiWord's. Raises ProgramFailedError where it is damaged, or a cell is not there."""
    try:
        tree = etree.parse(path)
    except (OSError, etree.XMLSyntaxError):
        raise ProgramFailedError("wrote a damaged file") from None
    _type(_grid(_abw_tables(tree.getroot()), _all_text), job, _put_into_abw)
    tree.write(path, xml_declaration=True, encoding="UTF-8")


def type_into_odt(path: Path, job: Job) -> None:
    """Do the job to an .odt. Raises ProgramFailedError where a cell is not there."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "content.xml":
                root = etree.fromstring(data)
                _type(_grid(_odt_tables(root), _all_text), job, _put_into_odt)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            target.writestr(info, data)
    path.write_bytes(out.getvalue())


def type_into_docx(job: Job, put: Put) -> None:
    """Do the job by python-docx, with `put` for each cell. Raises ProgramFailedError where a cell is not there."""
    document = docx.Document(job.path)
    _type(_grid(_docx_tables(document.element.body), _docx_text), job, put)
    for path in job.save.values():
        document.save(path)


def put_by_python_docx(cell: Cell, words: str, beside: bool) -> None:
    """As a script does: the cell's text is set, or a run is added."""
    found = _Cell(cell, None)  # type: ignore[arg-type]
    if beside:
        found.paragraphs[-1].add_run(words)
    else:
        found.text = words


def put_as_word(cell: Cell, words: str, beside: bool) -> None:
    """As the format says that typing works: into the control, whose prompt goes; or behind all that is there."""
    control = None if beside else next(cell.iter(f"{W}sdt"), None)
    if control is not None:
        _put_into_control(control, words)
        return
    if not beside:
        for run in list(cell.iter(f"{W}r")):
            run.getparent().remove(run)
    _Cell(cell, None).paragraphs[-1].add_run(words)  # type: ignore[arg-type]


def _put_into_control(control: Cell, words: str) -> None:
    prompt = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if prompt is not None:
        prompt.getparent().remove(prompt)
    content = control.find(f"{W}sdtContent")
    kept = copy.deepcopy(content.find(f"{W}r/{W}rPr"))
    bookmarks = list(content.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
    for child in list(content):
        content.remove(child)
    content.extend(one for one in bookmarks if one.tag == f"{W}bookmarkStart")
    run = etree.SubElement(content, f"{W}r")
    if kept is not None:
        run.append(kept)
    for number, line in enumerate(words.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = line
    content.extend(one for one in bookmarks if one.tag == f"{W}bookmarkEnd")


def _grid(tables: Iterable[list[list[Cell]]], text: Callable[[Cell], str]) -> Grid:
    rows: dict[str, list[Cell]] = {}
    rooms = []
    for table in tables:
        if [len(row) for row in table] == [1]:
            rooms.append(table[0][0])
        for row in table:
            if len(row) > 3:
                rows.setdefault(text(row[0]), row)
    return rows, rooms


def _type(grid: Grid, job: Job, put: Put) -> None:
    rows, rooms = grid
    for place, column, words in job.cells:
        if place not in rows:
            raise ProgramFailedError("there are no rows to type into")
        put(rows[place][column], words, job.beside)
    for number, words in job.rooms:
        if number >= len(rooms):
            raise ProgramFailedError("there are no frames to type into")
        put(rooms[number], words, job.beside)


def _all_text(cell: Cell) -> str:
    return "".join(map(str, cell.itertext())).strip()


def _docx_text(cell: Cell) -> str:
    return "".join(str(one.text or "") for one in cell.iter(f"{W}t")).strip()


def _abw_tables(root: Cell) -> Iterator[list[list[Cell]]]:
    for table in root.iter(f"{_ABW}table"):
        rows: dict[str, list[Cell]] = {}
        for cell in table.iterchildren(f"{_ABW}cell"):
            given = dict(part.strip().split(":", 1) for part in cell.get("props", "").split(";") if ":" in part)
            rows.setdefault(given.get("top-attach", ""), []).append(cell)
        yield list(rows.values())


def _odt_tables(root: Cell) -> Iterator[list[list[Cell]]]:
    for table in root.iter(f"{_TABLE}table"):
        yield [list(row.iterchildren(f"{_TABLE}table-cell")) for row in table.iter(f"{_TABLE}table-row")]


def _docx_tables(root: Cell) -> Iterator[list[list[Cell]]]:
    for table in root.iter(f"{W}tbl"):
        yield [list(row.iterchildren(f"{W}tc")) for row in table.iterchildren(f"{W}tr")]


def _put_into_abw(cell: Cell, words: str, beside: bool) -> None:
    paragraphs = list(cell.iterchildren(f"{_ABW}p"))
    if not beside:
        for other in paragraphs[:-1]:
            cell.remove(other)
    _put(paragraphs[-1], words, beside, (f"{_ABW}bookmark", f"{_ABW}bookmark"), f"{_ABW}c", f"{_ABW}br")


def _put_into_odt(cell: Cell, words: str, beside: bool) -> None:
    marks = (f"{_TEXT}bookmark-start", f"{_TEXT}bookmark-end")
    _put(list(cell.iter(f"{_TEXT}p"))[-1], words, beside, marks, f"{_TEXT}span", f"{_TEXT}line-break")


def _put(paragraph: Cell, words: str, beside: bool, marks: tuple[str, str], run: str, line_break: str) -> None:
    """Words behind all that stands in a paragraph, or instead of it, between its bookmarks."""
    kept = [] if beside else list(paragraph.iter(*marks))
    if not beside:
        for child in list(paragraph):
            paragraph.remove(child)
        paragraph.text = None
        for mark in kept:
            mark.tail = None
    half = (len(kept) + 1) // 2
    paragraph.extend(kept[:half])
    inner = etree.SubElement(paragraph, run)
    inner.text, *others = words.split("\n")
    for line in others:
        etree.SubElement(inner, line_break).tail = line
    paragraph.extend(kept[half:])
