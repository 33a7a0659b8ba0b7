"""The bytes of a workbook (.xlsx) from outside → the cells of its visible sheets, within bounds; or why it is not read.

Its parts are read as a stream of events, so that no tree of a hostile one is built; what declares a document type, and
with it entities, is refused. Of a formula its stored value is read: nothing is calculated.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from lxml import etree

from gen.zips import UnreadableZipError, ZipFault, open_zip, read_member

MAX_PART = 32 * 1024 * 1024
MAX_ALL_PARTS = 96 * 1024 * 1024
"""Bytes, unpacked, of all that is read of a workbook: 20,000 rows of ten cells are a tenth of it."""
MAX_CELLS = 2_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 256
MAX_TEXT = 32_767
_MAX_SHEETS = 200
_MAX_ATTRIBUTES = 64

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_BUILTIN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_NOT_OF_A_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_FIRST_DAYS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LAST_SERIAL = 2_958_465  # 31/12/9999
_LEAP_DAY_THAT_WAS_NONE = 60


class WorkbookFault(StrEnum):
    """Why a workbook is not read."""

    OLD = "workbook-old"
    PASSWORD = "workbook-password"  # noqa: S105 – no password, but the word for one
    OTHER = "workbook-other"
    DAMAGED = "workbook-damaged"
    TOO_LARGE = "workbook-too-large"
    ENTITIES = "workbook-entities"


class UnreadableWorkbookError(Exception):
    """A workbook that is not read."""

    def __init__(self, fault: WorkbookFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class UncalculatedFormula:
    """A cell with a formula whose value is not stored: whoever wrote the file did not calculate it."""


CellValue = str | Decimal | date | UncalculatedFormula
"""What a cell holds; an empty one is the empty text."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A visible sheet: its filled rows by their numbers (from 1), in order, each with its cells by column (from 0).

    A merged range of one column has its value in each of its rows; `merged` are the columns (first, last) that are
    joined across, by the number of the row.
    """

    name: str
    rows: Mapping[int, Mapping[int, CellValue]]
    merged: Mapping[int, tuple[tuple[int, int], ...]]

    def is_merged(self, row: int, columns: tuple[int, int]) -> bool:
        """Whether one merged cell of the row covers both of the columns."""
        return any(first <= min(columns) and max(columns) <= last for first, last in self.merged.get(row, ()))


def is_workbook(data: bytes) -> bool:
    """Whether `data` is a workbook, of today or of before 2007, and no text."""
    return data.startswith((b"PK", _OLE))


def read_workbook(data: bytes) -> Iterator[SheetCells]:
    """The visible sheets of a workbook, in its order, each read when it is asked for.

    Raises UnreadableWorkbookError where it is none, is one of before 2007, has a password, is damaged or too large.
    """
    if data.startswith(_OLE):
        raise UnreadableWorkbookError(WorkbookFault.PASSWORD if _ENCRYPTED_PACKAGE in data else WorkbookFault.OLD)
    try:
        with open_zip(data) as archive:
            yield from _Workbook(archive).sheets()
    except UnreadableZipError as refused:
        faults = {ZipFault.PASSWORD: WorkbookFault.PASSWORD, ZipFault.TOO_LARGE: WorkbookFault.TOO_LARGE}
        raise UnreadableWorkbookError(faults.get(refused.fault, WorkbookFault.DAMAGED)) from None


class _Workbook:
    """An opened workbook: its parts, found by their relationships."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {member.filename: member for member in archive.infolist()}
        self._left = MAX_ALL_PARTS

    def sheets(self) -> Iterator[SheetCells]:
        main = self._related("", "officeDocument")
        book = _BookReader()
        self._read(main, book)
        strings, styles = _StringsReader(), _StylesReader()
        for kind, reader in (("sharedStrings", strings), ("styles", styles)):
            if part := self._related(main, kind, required=False):
                self._read(part, reader)
        links = self._relationships(main)
        for name, link in book.sheets:
            target, kind = links.get(link, ("", ""))
            if kind == "worksheet":
                cells = _CellsReader(strings.texts, styles.dates(), book.is_1904)
                self._read(target, cells)
                yield cells.sheet(name)

    def _related(self, part: str, kind: str, *, required: bool = True) -> str:
        found = next((target for target, its in self._relationships(part).values() if its == kind), "")
        if required and not found:
            raise UnreadableWorkbookError(WorkbookFault.OTHER)
        return found

    def _relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that `part` names, with their kinds, by the ids of the relationships."""
        folder, _slash, name = part.rpartition("/")
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._members:
            return {}
        reader = _LinksReader(folder)
        self._read(path, reader)
        return reader.links

    def _read(self, name: str, reader: _PartReader) -> None:
        member = self._members.get(name)
        if member is None:
            raise UnreadableWorkbookError(WorkbookFault.DAMAGED)
        self._left -= member.file_size
        if member.file_size > MAX_PART or self._left < 0:
            raise UnreadableWorkbookError(WorkbookFault.TOO_LARGE)
        target: Any = reader
        parser: etree.XMLParser = etree.XMLParser(target=target, resolve_entities=False, no_network=True)
        try:
            parser.feed(read_member(self._archive, member))
            parser.close()
        except etree.XMLSyntaxError:
            raise UnreadableWorkbookError(WorkbookFault.DAMAGED) from None


def _local(name: str) -> str:
    """The name of an element or attribute without its namespace, which the strict form of workbooks has of its own."""
    return name.rpartition("}")[2]


class _PartReader:
    """The events of a part of a workbook, of which the classes below take what they need."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(attributes) > _MAX_ATTRIBUTES:
            raise UnreadableWorkbookError(WorkbookFault.DAMAGED)
        self.begin(_local(tag), {_local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self.finish(_local(tag))

    def data(self, data: str) -> None:
        """Text, in pieces."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise UnreadableWorkbookError(WorkbookFault.ENTITIES)

    def close(self) -> None:
        """The end of the part."""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def finish(self, tag: str) -> None:
        """An element ends."""


class _LinksReader(_PartReader):
    """A part with relationships → the parts they name."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.links: dict[str, tuple[str, str]] = {}

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode", "Internal") == "Internal":
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", ""))).lstrip("/")
            self.links[attributes.get("Id", "")] = (target, attributes.get("Type", "").rpartition("/")[2])


class _BookReader(_PartReader):
    """The main part → the names and relationships of the visible sheets, and the day on which its dates begin."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.is_1904 = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            self.is_1904 = attributes.get("date1904", "") in ("1", "true", "on")
        elif tag == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets.append((attributes.get("name", "")[:80], attributes.get("id", "")))
            if len(self.sheets) > _MAX_SHEETS:
                raise UnreadableWorkbookError(WorkbookFault.TOO_LARGE)


class _StylesReader(_PartReader):
    """The styles → which of them show a number as a date."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._used: list[str] = []
        self._is_in_cells = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
        elif tag == "cellXfs":
            self._is_in_cells = True
        elif tag == "xf" and self._is_in_cells:
            self._used.append(attributes.get("numFmtId", "0"))

    def finish(self, tag: str) -> None:
        if tag == "cellXfs":
            self._is_in_cells = False

    def dates(self) -> frozenset[str]:
        """The numbers of the styles of dates."""
        return frozenset(str(n) for n, used in enumerate(self._used) if self._is_date(used))

    def _is_date(self, number: str) -> bool:
        if number in self._formats:
            letters = _NOT_OF_A_FORMAT.sub("", self._formats[number]).lower().partition(";")[0]
            return letters != "general" and ("d" in letters or "y" in letters)
        return number.isdecimal() and int(number) in _BUILTIN_DATES


class _StringsReader(_PartReader):
    """The shared strings → their texts; how Japanese is read aloud is no part of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._is_text = self._is_reading = False

    def begin(self, tag: str, _attributes: Mapping[str, str]) -> None:
        if tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._is_reading = True
        self._is_text = tag == "t" and not self._is_reading

    def data(self, data: str) -> None:
        if self._is_text:
            self._pieces.append(data)

    def finish(self, tag: str) -> None:
        self._is_text = False
        if tag == "rPh":
            self._is_reading = False
        elif tag == "si":
            self.texts.append("".join(self._pieces)[:MAX_TEXT])


class _CellsReader(_PartReader):
    """A sheet → its cells."""

    def __init__(self, strings: list[str], dates: frozenset[str], is_1904: bool) -> None:
        self._strings, self._dates, self._is_1904 = strings, dates, is_1904
        self._rows: dict[int, dict[int, CellValue]] = {}
        self._merges: list[tuple[int, int, int, int]] = []
        self._row = self._column = self._cells = self._merged_rows = 0
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._takes: Callable[[str], None] | None = None
        self._has_formula = self._is_reading = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._takes = None
        if tag == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), -1
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "f":
            self._has_formula = True
        elif tag == "rPh":
            self._is_reading = True
        elif tag == "v" or (tag == "t" and not self._is_reading):
            self._takes = self._pieces.append
        elif tag == "mergeCell":
            self._add_merge(attributes.get("ref", ""))

    def data(self, data: str) -> None:
        if self._takes is not None:
            self._takes(data)

    def finish(self, tag: str) -> None:
        self._takes = None
        if tag == "rPh":
            self._is_reading = False
        elif tag == "c":
            value = self._value()
            if value != "":
                self._rows.setdefault(self._row, {})[self._column] = value
                if len(self._rows) > MAX_ROWS or self._column >= MAX_COLUMNS:
                    raise UnreadableWorkbookError(WorkbookFault.TOO_LARGE)

    def sheet(self, name: str) -> SheetCells:
        """The sheet as it was read."""
        joined: dict[int, list[tuple[int, int]]] = {}
        for top, left, bottom, right in self._merges:
            first = self._rows.get(top, {}).get(left)
            for row in range(top, bottom + 1):
                if left != right:
                    joined.setdefault(row, []).append((left, right))
                elif first is not None and row in self._rows:
                    self._rows[row].setdefault(left, first)
        rows = {row: self._rows[row] for row in sorted(self._rows)}
        return SheetCells(name, rows, {row: tuple(ranges) for row, ranges in joined.items()})

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise UnreadableWorkbookError(WorkbookFault.TOO_LARGE)
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _column(place[1]) if place else self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._pieces, self._has_formula = [], False

    def _add_merge(self, reference: str) -> None:
        begin, _colon, end = reference.partition(":")
        first, last = _REFERENCE.fullmatch(begin), _REFERENCE.fullmatch(end)
        if first is not None and last is not None:
            top, bottom = int(first[2]), int(last[2])
            self._merged_rows += max(0, bottom - top) + 1
            if self._merged_rows > MAX_ROWS:
                raise UnreadableWorkbookError(WorkbookFault.TOO_LARGE)
            self._merges.append((top, _column(first[1]), bottom, _column(last[1])))

    def _value(self) -> CellValue:
        text = "".join(self._pieces)[:MAX_TEXT]
        if self._kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if self._kind == "s":
            index = _number(text, -1)
            if not 0 <= index < len(self._strings):
                raise UnreadableWorkbookError(WorkbookFault.DAMAGED)
            return self._strings[index]
        if self._has_formula and not text and self._kind != "str":
            return UncalculatedFormula()
        if self._kind == "d":
            return _iso_day(text)
        if self._kind == "n" and text.strip():
            return self._number_value(text)
        return text

    def _number_value(self, text: str) -> CellValue:
        try:
            number = Decimal(text.strip()[:40])
        except InvalidOperation:
            raise UnreadableWorkbookError(WorkbookFault.DAMAGED) from None
        day = day_of_serial(number, self._is_1904) if self._style in self._dates else None
        return number if day is None else day


def day_of_serial(number: Decimal, is_1904: bool = False) -> date | None:
    """The day that a workbook means by `number`, of whatever hour; None where it is none.

    Excel takes 1900 for a leap year: the days up to that 29 February are ambiguous, and no day of office.
    """
    first = 0 if is_1904 else _LEAP_DAY_THAT_WAS_NONE + 1
    if not number.is_finite() or not first <= number < _LAST_SERIAL - (1462 if is_1904 else 0):
        return None
    return _FIRST_DAYS[is_1904] + timedelta(days=int(number))


def _iso_day(text: str) -> CellValue:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else default


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
