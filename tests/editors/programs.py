"""Jobs → files that programs typed into and saved; a program that is not here, crashes or hangs is named."""

from __future__ import annotations

import copy
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
from lxml import etree

from gen.pdf.engines import libreoffice
from tests.editors.jobs import Job
from tests.support.form_filling import W
from tests.support.needs import PYTHON_WITH_UNO

SCRIPTS = Path(__file__).parent / "scripts"
ENVIRONMENT = Path(__file__).parents[2] / ".venv" / "editors"
SECONDS = 60
"""After which a program that works on one file is stopped; each further file of a call gives it some more."""
MORE_SECONDS = 10
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class ProgramFailedError(Exception):
    """A program crashed, hung or saved nothing; the message says which of them."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program by its name: in which formats it saves, how it does jobs, and why it is not here, if it is not."""

    name: str
    formats: tuple[str, ...]
    work: Callable[[Sequence[Job]], None]
    missing: Callable[[], str]

    def do(self, jobs: Sequence[Job]) -> dict[str, str]:
        """Do the jobs; what went wrong, by the path of the file that was not saved."""
        failed = ""
        try:
            self.work(jobs)
        except ProgramFailedError as error:
            failed = str(error)
        return {
            path: failed or "nothing was saved"
            for one in jobs
            for path in one.save.values()
            if not Path(path).exists() or not Path(path).stat().st_size
        }


def run(command: Sequence[str], *, seconds: float, given: bytes = b"", home: Path | None = None) -> None:
    """Run a program in a group of its own, and end the group after a time. Raises ProgramFailedError."""
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    if home is not None:
        told |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=told,
        start_new_session=True,
    )  # fmt: skip
    try:
        said, _nothing = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ProgramFailedError("hung") from None
    finally:
        _end(process)
    if process.returncode < 0:
        raise ProgramFailedError(f"crashed ({signal.Signals(-process.returncode).name})")
    if process.returncode:
        last = said.decode(errors="replace").strip().splitlines()[-1:]
        raise ProgramFailedError(f"ended with {process.returncode}: {' '.join(last)[:120]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def _written(jobs: Sequence[Job], folder: Path) -> str:
    path = folder / "jobs.json"
    path.write_text(json.dumps([one.as_json() for one in jobs]), encoding="utf-8")
    return str(path)


# LibreOffice


def _libreoffice(jobs: Sequence[Job]) -> None:
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        folder = Path(name)
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        accept = f"--accept=socket,host=127.0.0.1,port={port};urp;"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        soffice = [str(libreoffice.locate_soffice()), "--headless", "--norestore", profile, accept]
        office = subprocess.Popen(soffice, start_new_session=True)
        try:
            script = [PYTHON_WITH_UNO or sys.executable, str(SCRIPTS / "in_libreoffice.py"), port]
            run([*script, _written(jobs, folder)], seconds=SECONDS + MORE_SECONDS * len(jobs))
        finally:
            _end(office)


def _libreoffice_missing() -> str:
    if not libreoffice.locate_soffice():
        return "libreoffice-writer-nogui is not installed"
    return "" if PYTHON_WITH_UNO else "python3-uno is not installed"


# ONLYOFFICE


def _onlyoffice(jobs: Sequence[Job]) -> None:
    with tempfile.TemporaryDirectory() as name:
        script = [_python_with_builder(), str(SCRIPTS / "in_onlyoffice.py"), _written(jobs, Path(name))]
        run(script, seconds=SECONDS + MORE_SECONDS * len(jobs), home=Path(name))


@cache
def _python_with_builder() -> str:
    """A Python that has document-builder: it is in an environment of its own, never in the program's."""
    for one in (ENVIRONMENT / "bin" / "python", ENVIRONMENT / "Scripts" / "python.exe"):
        if one.exists() and not subprocess.run([one, "-c", "import docbuilder"], capture_output=True).returncode:
            return str(one)
    return ""


def _onlyoffice_missing() -> str:
    return "" if _python_with_builder() else "document-builder is not installed (make editors)"


# AbiWord: what is typed stands in its own format, which its command line has no means to type into by place


def _abiword(jobs: Sequence[Job]) -> None:
    with tempfile.TemporaryDirectory() as name:
        own = Path(name) / "form.abw"
        for one in jobs:
            _abiword_save(Path(one.path), "abw", own)
            if one.cells or one.rooms:
                tree = etree.parse(own)
                _type(_abw_grid(tree.getroot()), one, _type_in_abw)
                tree.write(own, xml_declaration=True, encoding="UTF-8")
            for ending, path in one.save.items():
                _abiword_save(own, ending, Path(path))


def _abiword_save(source: Path, ending: str, target: Path) -> None:
    run(["abiword", f"--to={ending}", f"--to-name={target}", str(source)], seconds=SECONDS, home=target.parent)


Grid = tuple[Mapping[str, list[etree._Element]], list[etree._Element]]
"""The cells of the rows of more than three, by what stands in the first; the tables of one cell."""


def _grid(tables: Iterator[list[list[etree._Element]]], text: Callable[[etree._Element], str]) -> Grid:
    rows: dict[str, list[etree._Element]] = {}
    rooms = []
    for table in tables:
        if [len(row) for row in table] == [1]:
            rooms.append(table[0][0])
        for row in table:
            if len(row) > 3:
                rows.setdefault(text(row[0]), row)
    return rows, rooms


def _text(cell: etree._Element) -> str:
    return "".join(map(str, cell.itertext())).strip()


def _type(grid: Grid, one: Job, put: Callable[[etree._Element, str, bool], None]) -> None:
    rows, rooms = grid
    for place, column, words in one.cells:
        if place not in rows:
            raise ProgramFailedError(f"row {place} is not there to type into")
        put(rows[place][column], words, one.beside)
    for number, words in one.rooms:
        if number >= len(rooms):
            raise ProgramFailedError("a frame is not there to type into")
        put(rooms[number], words, one.beside)


_ABW = "{http://www.abisource.com/awml.dtd}"


def _abw_grid(root: etree._Element) -> Grid:
    def tables() -> Iterator[list[list[etree._Element]]]:
        for table in root.iter(f"{_ABW}table"):
            rows: dict[str, list[etree._Element]] = {}
            for cell in table.iterchildren(f"{_ABW}cell"):
                given = dict(part.strip().split(":", 1) for part in cell.get("props", "").split(";") if ":" in part)
                rows.setdefault(given.get("top-attach", ""), []).append(cell)
            yield list(rows.values())

    return _grid(tables(), _text)


def _type_in_abw(cell: etree._Element, words: str, beside: bool) -> None:
    paragraphs = list(cell.iterchildren(f"{_ABW}p"))
    last = paragraphs[-1]
    if not beside:
        for other in paragraphs[:-1]:
            cell.remove(other)
        marks = [one for one in last if one.tag == f"{_ABW}bookmark"]
        for child in list(last):
            last.remove(child)
        last.text = None
        half = (len(marks) + 1) // 2
        for mark in marks:
            mark.tail = None
        last.extend(marks[:half])
        _lines(last, words, f"{_ABW}c", f"{_ABW}br")
        last.extend(marks[half:])
        return
    _lines(last, words, f"{_ABW}c", f"{_ABW}br")


def _lines(parent: etree._Element, words: str, run_tag: str, break_tag: str) -> None:
    """A run with the words, its lines parted by breaks."""
    inner = etree.SubElement(parent, run_tag)
    first, *others = words.split("\n")
    inner.text = first
    for line in others:
        etree.SubElement(inner, break_tag).tail = line


# Calligra: its own format is .odt


def _calligra(jobs: Sequence[Job]) -> None:
    with tempfile.TemporaryDirectory() as name:
        own = Path(name) / "form.odt"
        for one in jobs:
            source = Path(one.path)
            if source.suffix == ".odt":
                shutil.copyfile(source, own)
            else:
                _calligra_save(source, own)
            if one.cells or one.rooms:
                _change_member(own, "content.xml", lambda root, one=one: _type(_odt_grid(root), one, _type_in_odt))
            for ending, path in one.save.items():
                if ending == "odt":
                    shutil.copyfile(own, path)
                else:
                    _calligra_save(own, Path(path))


def _calligra_save(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    run(["calligraconverter", "--batch", str(source), str(target)], seconds=SECONDS, home=target.parent)


def _change_member(path: Path, name: str, change: Callable[[etree._Element], None]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == name:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            target.writestr(info, data)
    path.write_bytes(out.getvalue())


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def _odt_grid(root: etree._Element) -> Grid:
    def tables() -> Iterator[list[list[etree._Element]]]:
        for table in root.iter(f"{_TABLE}table"):
            yield [
                [cell for cell in row if cell.tag == f"{_TABLE}table-cell"] for row in table.iter(f"{_TABLE}table-row")
            ]

    return _grid(tables(), _text)


def _type_in_odt(cell: etree._Element, words: str, beside: bool) -> None:
    last = list(cell.iter(f"{_TEXT}p"))[-1]
    if not beside:
        start = next(last.iter(f"{_TEXT}bookmark-start"), None)
        end = next(last.iter(f"{_TEXT}bookmark-end"), None)
        for child in list(last):
            last.remove(child)
        last.text = None
        if start is not None:
            start.tail = None
            last.append(start)
        _odt_lines(last, words)
        if end is not None:
            end.tail = None
            last.append(end)
        return
    _odt_lines(last, words)


def _odt_lines(parent: etree._Element, words: str) -> None:
    _lines(parent, words, f"{_TEXT}span", f"{_TEXT}line-break")


# python-docx, and Word as its format says


def _docx_cells(document: docx.document.Document) -> Grid:
    def tables() -> Iterator[list[list[etree._Element]]]:
        for table in document.element.body.iter(f"{W}tbl"):
            yield [[cell for cell in row if cell.tag == f"{W}tc"] for row in table.iterchildren(f"{W}tr")]

    return _grid(tables(), _docx_text)


def _docx_text(cell: etree._Element) -> str:
    return "".join(str(one.text or "") for one in cell.iter(f"{W}t")).strip()


def _python_docx(jobs: Sequence[Job]) -> None:
    def put(cell: etree._Element, words: str, beside: bool) -> None:
        found = docx.table._Cell(cell, None)  # type: ignore[arg-type]
        if beside:
            found.paragraphs[-1].add_run(words)
        else:
            found.text = words

    for one in jobs:
        document = docx.Document(one.path)
        _type(_docx_cells(document), one, put)
        for path in one.save.values():
            document.save(path)


def _word(jobs: Sequence[Job]) -> None:
    """Word, as its format says it works: no Word runs here. A bound control shows its leaf, and writes into it."""
    for one in jobs:
        document = docx.Document(one.path)
        item = _bound_item(document)
        if item is not None:
            _show_leaves(document, item)
        leaves = item

        def put(cell: etree._Element, words: str, beside: bool, leaves: etree._Element | None = leaves) -> None:
            control = None if beside else next(cell.iter(f"{W}sdt"), None)
            if control is None:
                found = docx.table._Cell(cell, None)  # type: ignore[arg-type]
                if not beside:
                    for run_ in [*cell.iter(f"{W}r")]:
                        run_.getparent().remove(run_)
                found.paragraphs[-1].add_run(words)
                return
            _type_in_control(control, words)
            leaf = _leaf(control, leaves)
            if leaf is not None:
                leaf.text = words

        _type(_docx_cells(document), one, put)
        for path in one.save.values():
            document.save(path)
            if item is not None:
                _store_item(Path(path), item)


def _type_in_control(control: etree._Element, words: str) -> None:
    prompt = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if prompt is not None:
        prompt.getparent().remove(prompt)
    content = control.find(f"{W}sdtContent")
    kept = content.find(f"{W}r/{W}rPr")
    for child in list(content):
        content.remove(child)
    inner = etree.SubElement(content, f"{W}r")
    if kept is not None:
        inner.append(copy.deepcopy(kept))
    for number, line in enumerate(words.split("\n")):
        if number:
            etree.SubElement(inner, f"{W}br")
        etree.SubElement(inner, f"{W}t", {_SPACE: "preserve"}).text = line


def _bound_item(document: docx.document.Document) -> etree._Element | None:
    for part in document.part.package.iter_parts():
        if str(part.partname).startswith("/customXml/item") and b"urn:gen:form" in part.blob:
            root = etree.fromstring(part.blob)
            if etree.QName(root).localname == "form":
                return root
    return None


def _store_item(path: Path, item: etree._Element) -> None:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("customXml/item")]
        name = next(one for one in names if b"<g_" in archive.read(one) or b"urn:gen:form" in archive.read(one))

    def change(root: etree._Element) -> None:
        for child in list(root):
            root.remove(child)
        root.extend(copy.deepcopy(list(item)))

    _change_member(path, name, change)


def _leaf(control: etree._Element, item: etree._Element | None) -> etree._Element | None:
    binding = control.find(f"{W}sdtPr/{W}dataBinding")
    if binding is None or item is None:
        return None
    name = binding.get(f"{W}xpath", "").rpartition(":")[2].partition("[")[0]
    return next((one for one in item if etree.QName(one).localname == name), None)


def _show_leaves(document: docx.document.Document, item: etree._Element) -> None:
    """What a bound control shows when its document is opened is what its leaf holds (17.5.2.6)."""
    for control in document.element.body.iter(f"{W}sdt"):
        leaf = _leaf(control, item)
        if leaf is not None and leaf.text:
            _type_in_control(control, leaf.text)


def _command_missing(command: str) -> Callable[[], str]:
    return lambda: "" if shutil.which(command) else f"{command} is not installed"


WORD = Program("Word (by its format)", ("docx",), _word, lambda: "")
LIBREOFFICE = Program("LibreOffice", ("docx", "doc", "odt", "rtf"), _libreoffice, _libreoffice_missing)
ONLYOFFICE = Program("ONLYOFFICE", ("docx", "odt", "rtf"), _onlyoffice, _onlyoffice_missing)
ABIWORD = Program("AbiWord", ("docx", "doc", "odt", "rtf"), _abiword, _command_missing("abiword"))
CALLIGRA = Program("Calligra", ("docx", "odt"), _calligra, _command_missing("calligraconverter"))
PYTHON_DOCX = Program("python-docx", ("docx",), _python_docx, lambda: "")
PROGRAMS = (WORD, LIBREOFFICE, ONLYOFFICE, ABIWORD, CALLIGRA, PYTHON_DOCX)
