"""What a clerk gives, as options or as a .csv → the documents to issue, each with number and date; or every mistake."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen.documents import DOCUMENTS, UNIT_DOCUMENTS
from gen.errors import BuildError, Diagnostic, Location, Severity
from gen.locale import _, one_of
from gen.plan.model import DocumentName
from gen.text import fold
from gen.values import DocumentNumber, read_date, read_document_number

MAX_BYTES = 5 * 1024 * 1024
MAX_NUMBER = 99_999
_COLUMNS = {
    "unit": "unit", "don vi": "unit", "ma don vi": "unit", "id": "unit",
    "document": "document", "van ban": "document", "loai van ban": "document",
    "obligation": "obligation", "che do bao cao": "obligation",
    "number": "number", "so": "number", "so van ban": "number",
    "date": "date", "ngay": "date", "ngay ban hanh": "date", "ngay thang": "date",
}  # fmt: skip
_DOCUMENTS = {
    fold(word): DocumentName(document.name)
    for document in reversed(UNIT_DOCUMENTS)
    for word in (document.kind, document.kind_name, document.name)
} | {"": DocumentName(DOCUMENTS[0].name)}
"""What a clerk may call a document: its kind in words or as in the symbol, its name; nothing for the first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document to issue; `symbol` is what was given behind the number, if it was. `at` is where it was given.

    `obligation` says which of a unit's forms is meant, where it gets several.
    """

    unit: str
    document: DocumentName
    number: int
    date: date
    symbol: str = ""
    at: Location | None = None
    obligation: str = ""


def entry_of(
    unit: str, document: str, number: str, day: str, at: Location | None = None, obligation: str = ""
) -> Entry:
    """The entry that these texts give.

    Raises BuildError ISS-002 (number) and ISS-003 (date, document), all of them.
    """
    mistakes: list[Diagnostic] = []
    found = read_document_number(number)
    if found is None or not _is_issuable(found):
        message = _('"{number}" is no number of a document').format(number=number.strip()[:40])
        mistakes.append(_mistake("ISS-002", message, _("give it as 12 or as 12/KH-UBND"), at))
    when = read_date(day)
    if when is None:
        message = _('"{date}" is no date').format(date=day.strip()[:40])
        mistakes.append(_mistake("ISS-003", message, _("give it as 5/3/2021 or as 2021-03-05"), at))
    kind = _DOCUMENTS.get(fold(document.strip()))
    if kind is None:
        message = _('"{document}" is no document that a unit gets').format(document=document.strip()[:40])
        mistakes.append(_mistake("ISS-003", message, _names_of_documents(), at))
    if mistakes or found is None or when is None or kind is None:
        raise BuildError(mistakes)
    return Entry(unit.strip(), kind, int(found.number), when, found.whole_symbol, at, obligation.strip())


def _is_issuable(found: DocumentNumber) -> bool:
    """Whether there is a number within the bounds, no gap, and a symbol where a slash announces one."""
    is_whole = bool(found.number) and not found.has_gap and found.has_slash == bool(found.symbol)
    return is_whole and 0 < int(found.number) <= MAX_NUMBER


def _names_of_documents() -> str:
    names = one_of([document.name for document in UNIT_DOCUMENTS])
    kinds = one_of([document.kind_name.lower() for document in UNIT_DOCUMENTS])
    return _("write {names} ({kinds})").format(names=names, kinds=kinds)


def entries_given(
    table: Path | None = None, unit: str | None = None, document: str = "", number: str | None = None,
    day: str | None = None, obligation: str = "",
) -> tuple[list[Entry], list[Diagnostic]]:  # fmt: skip
    """The entries of the table and what is wrong with its other lines; without a table the one that the texts give.

    Raises BuildError ISS-001 where neither is given or the table cannot be read, else as `entry_of`.
    """
    if table is not None:
        return read_entries(table)
    if not (unit and number and day):
        message = _("which document, and under which number and date?")
        raise BuildError.one("ISS-001", message, _("give --unit, --number and --date, or a table with --from"))
    return [entry_of(unit, document, number, day, obligation=obligation)], []


def read_entries(path: Path) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries of a .csv, and what is wrong with its other lines (ISS-002, ISS-003).

    It begins with a line of headings: unit, number, date, document where it is not the plan, and obligation where a
    unit gets several report forms. Comma, semicolon or tab; UTF-8 with or without its mark, or UTF-16 as Excel saves
    it. Raises BuildError ISS-001 where it is no such table.
    """
    rows = list(_rows(path))
    head = [_COLUMNS.get(fold(unicodedata.normalize("NFC", cell).strip())) for cell in (rows[0][1] if rows else [])]
    missing = [name for name in ("unit", "number", "date") if name not in head]
    if missing:
        message = _("{name} has no column {missing}").format(name=path.name, missing=", ".join(missing))
        hint = _("the first line names the columns: unit, document, number, date (đơn vị, văn bản, số, ngày)")
        raise BuildError([_mistake("ISS-001", message, hint, Location(str(path), 1))])
    entries: list[Entry] = []
    mistakes: list[Diagnostic] = []
    for line, cells in rows[1:]:
        given = {name: cell for name, cell in zip(head, cells, strict=False) if name}
        if not any(cell.strip() for cell in cells):
            continue
        try:
            entries.append(_entry(given, Location(str(path), line)))
        except BuildError as error:
            mistakes += error.diagnostics
    return entries, mistakes


def _entry(given: dict[str, str], at: Location) -> Entry:
    return entry_of(
        given.get("unit", ""),
        given.get("document", ""),
        given.get("number", ""),
        given.get("date", ""),
        at,
        given.get("obligation", ""),
    )


def _rows(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        if data is None:
            raise ValueError(path)
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for cells in reader:
            yield reader.line_num, cells
    except (OSError, ValueError, csv.Error):
        message = _("{name} cannot be read as a table").format(name=path.name)
        hint = _("save it from Excel as “CSV UTF-8”, of at most {limit} MB").format(limit=MAX_BYTES // 1024 // 1024)
        raise BuildError([_mistake("ISS-001", message, hint, Location(str(path)))]) from None


def _mistake(code: str, message: str, hint: str, at: Location | None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, at, hint)
