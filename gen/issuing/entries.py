"""Options or a .csv of a clerk → the documents to issue, each with number and date; or every mistake in them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen import diagnostics
from gen.documents import DOCUMENTS, UNIT_DOCUMENTS, DocumentName
from gen.errors import BuildError, Diagnostic, Location
from gen.locale import one_of
from gen.os_errors import describe_os_error
from gen.reading import DocumentNumber, read_date, read_document_number
from gen.text import fold

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
"""The words for a document in an entry: its kind in words or as in the symbol, its name; nothing for the first."""


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """One document to issue; `symbol` is the text given after the number, if any; `at` is the entry's place.

    `obligation` is the id of the obligation that selects one of a unit's forms, where it gets several.
    """

    unit: str
    document: DocumentName
    number: int
    date: date
    symbol: str = ""
    at: Location | None = None
    obligation: str = ""


def parse_entry(
    unit: str, document: str, number: str, day: str, at: Location | None = None, obligation: str = ""
) -> IssueEntry:
    """The entry from these texts.

    Raises BuildError ISS-002 (number), ISS-003 (date) and ISS-012 (document), all of them.
    """
    mistakes: list[Diagnostic] = []
    found = read_document_number(number)
    if found is None or not _is_issuable(found):
        mistakes.append(diagnostics.issue.NOT_A_NUMBER.at(at, number=number.strip()[:40]))
    when = read_date(day)
    if when is None:
        mistakes.append(diagnostics.issue.NOT_A_DATE.at(at, date=day.strip()[:40]))
    kind = _DOCUMENTS.get(fold(document.strip()))
    if kind is None:
        names = one_of([document.name for document in UNIT_DOCUMENTS])
        kinds = one_of([document.kind_name.lower() for document in UNIT_DOCUMENTS])
        given = document.strip()[:40]
        mistakes.append(diagnostics.issue.NOT_A_DOCUMENT.at(at, document=given, names=names, kinds=kinds))
    if mistakes or found is None or when is None or kind is None:
        raise BuildError(mistakes)
    return IssueEntry(unit.strip(), kind, int(found.number), when, found.whole_symbol, at, obligation.strip())


def _is_issuable(found: DocumentNumber) -> bool:
    """Whether there is a number within the bounds, no gap, and a symbol after a slash."""
    is_whole = bool(found.number) and not found.has_gap and found.has_slash == bool(found.symbol)
    return is_whole and 0 < int(found.number) <= MAX_NUMBER


def entries_given(
    table: Path | None = None, unit: str | None = None, document: str = "", number: str | None = None,
    day: str | None = None, obligation: str = "",
) -> tuple[list[IssueEntry], list[Diagnostic]]:  # fmt: skip
    """The entries of the table and the mistakes in its other lines; without a table the one entry from the texts.

    Raises BuildError ISS-001 where neither is given and ISS-020 where both are, else as `read_entries` and
    `parse_entry`.
    """
    if table is not None and (unit or number or day or obligation):
        raise BuildError.one(diagnostics.issue.TABLE_AND_ONE.at())
    if table is not None:
        return read_entries(table)
    if not (unit and number and day):
        raise BuildError.one(diagnostics.issue.NOT_ENOUGH_GIVEN.at())
    return [parse_entry(unit, document, number, day, obligation=obligation)], []


def read_entries(path: Path) -> tuple[list[IssueEntry], list[Diagnostic]]:
    """The entries of a .csv, and the mistakes in its other lines (ISS-002, ISS-003, ISS-012).

    It begins with a line of headings: unit, number, date, document where it is not the plan, and obligation where a
    unit gets several report forms. Comma, semicolon or tab; UTF-8 with or without a byte order mark, or
    UTF-16 as Excel saves it. Raises BuildError ISS-010 or ISS-011 where it is no such table, ISS-023 where it cannot be
    read.
    """
    rows = list(_read_rows(path))
    head = [_COLUMNS.get(fold(unicodedata.normalize("NFC", cell).strip())) for cell in (rows[0][1] if rows else [])]
    missing = [name for name in ("unit", "number", "date") if name not in head]
    if missing:
        found = diagnostics.issue.NO_COLUMN.at(Location(str(path), 1), name=path.name, missing=", ".join(missing))
        raise BuildError.one(found)
    entries: list[IssueEntry] = []
    mistakes: list[Diagnostic] = []
    for line, cells in rows[1:]:
        given = {name: cell for name, cell in zip(head, cells, strict=False) if name}
        if not any(cell.strip() for cell in cells):
            continue
        try:
            entries.append(_parse_row(given, Location(str(path), line)))
        except BuildError as error:
            mistakes += error.diagnostics
    return entries, mistakes


def _parse_row(given: dict[str, str], at: Location) -> IssueEntry:
    return parse_entry(
        given.get("unit", ""),
        given.get("document", ""),
        given.get("number", ""),
        given.get("date", ""),
        at,
        given.get("obligation", ""),
    )


def _read_rows(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
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
    except OSError as error:
        found = diagnostics.issue.TABLE_NOT_READ.at(
            Location(str(path)), name=path.name, reason=describe_os_error(error)
        )
        raise BuildError.one(found) from None
    except (ValueError, csv.Error):
        limit = MAX_BYTES // 1024 // 1024
        found = diagnostics.issue.NOT_A_TABLE.at(Location(str(path)), name=path.name, limit=limit)
        raise BuildError.one(found) from None
