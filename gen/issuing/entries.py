"""Options or a clerk's table → the documents to issue, each with number and date; or every mistake in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen import diagnostics
from gen.documents import DOCUMENTS, UNIT_DOCUMENTS, DocumentKind, DocumentName
from gen.errors import BuildError, Diagnostic, Location
from gen.issuing.tables import TableRow, read_table
from gen.locale import one_of
from gen.reading import DocumentNumber, read_date, read_document_number
from gen.reporting.occasions import typed_period_key
from gen.text import fold

MAX_NUMBER = 99_999
_DOCUMENTS = {
    fold(word): DocumentName(document.name)
    for document in reversed(UNIT_DOCUMENTS)
    for word in (document.kind, document.kind_name, document.name)
} | {"": DocumentName(DOCUMENTS[0].name)}
"""The words for a document in an entry: its kind in words or as in the symbol, its name; nothing for the first."""


def document_in_words(document: DocumentKind) -> str:
    """The word by which a table names a unit's document, and by which it is known again."""
    is_its_own = _DOCUMENTS[fold(document.kind_name)] == document.name
    return document.kind_name if is_its_own else document.name


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """One document to issue; `symbol` is the text given after the number, if any; `at` is the entry's place.

    `unit` is what a person calls the unit, its id or a name, and `other_name` what a second column of the row calls it;
    `gen.issuing.units` makes ids of them. `obligation` is the id, or the name, of the obligation that selects one of a
    unit's forms, where it gets several, and `period` the key, or the words, of the period that the form is for.
    """

    unit: str
    document: DocumentName
    number: int
    date: date
    symbol: str = ""
    at: Location | None = None
    obligation: str = ""
    other_name: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class GivenEntries:
    """The entries of one call, the mistakes in the other rows of its table, and notices about it."""

    entries: tuple[IssueEntry, ...]
    mistakes: tuple[Diagnostic, ...] = ()
    notices: tuple[Diagnostic, ...] = ()


def parse_entry(
    unit: str, document: str, number: str, day: str, at: Location | None = None, obligation: str = "",
    *, symbol: str = "", other_name: str = "", period: str = "",
) -> IssueEntry:  # fmt: skip
    """The entry from these texts; `symbol` is that of a column of its own, which the number may have with it.

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
    given_symbol = found.whole_symbol or symbol.strip()
    return IssueEntry(
        unit.strip(), kind, int(found.number), when, given_symbol, at, obligation.strip(), other_name.strip(),
        typed_period_key(period),
    )  # fmt: skip


def _is_issuable(found: DocumentNumber) -> bool:
    """Whether there is a number within the bounds, no gap, and a symbol after a slash."""
    is_whole = bool(found.number) and not found.has_gap and found.has_slash == bool(found.symbol)
    return is_whole and 0 < int(found.number) <= MAX_NUMBER


def entries_given(
    table: Path | None = None, unit: str | None = None, document: str = "", number: str | None = None,
    day: str | None = None, obligation: str = "", period: str = "",
) -> GivenEntries:  # fmt: skip
    """The entries of the table and the mistakes in its other lines; without a table the one entry from the texts.

    Raises BuildError ISS-001 where neither is given and ISS-020 where both are, else as `read_entries` and
    `parse_entry`.
    """
    if table is not None and (unit or number or day or obligation or period):
        raise BuildError.one(diagnostics.issue.TABLE_AND_ONE.at())
    if table is not None:
        return read_entries(table)
    if not (unit and number and day):
        raise BuildError.one(diagnostics.issue.NOT_ENOUGH_GIVEN.at())
    return GivenEntries((parse_entry(unit, document, number, day, obligation=obligation, period=period),))


def read_entries(path: Path) -> GivenEntries:
    """The entries of a .csv or .xlsx, and the mistakes in its other rows (ISS-002, ISS-003, ISS-012, ISS-026, ISS-031).

    A row of headings says which column is which: unit (its id, its name, or both in columns of their own), number,
    date, document where it is not the plan, obligation and period where a unit has several report forms. Rows without
    number and date are left out, with a notice that counts them (ISS-027). Raises BuildError as `read_table` does, and
    ISS-028 where every row is such a row.
    """
    table = read_table(path)
    entries: list[IssueEntry] = []
    mistakes = list(table.mistakes)
    blank = 0
    for row in table.rows:
        missing = [name for name in ("number", "date") if name not in row.cells]
        if len(missing) == 2:
            blank += "unit" in row.cells or "id" in row.cells
        elif missing:
            mistakes.append(_half_a_row(row))
        else:
            try:
                entries.append(_parse_row(row))
            except BuildError as error:
                mistakes += error.diagnostics
    place = Location(str(path))
    if not entries and not mistakes:
        raise BuildError.one(diagnostics.issue.NOTHING_FILLED_IN.at(place, name=path.name))
    notices = [diagnostics.issue.ROWS_LEFT_OUT.at(place, count=blank)] if blank else []
    return GivenEntries(tuple(entries), tuple(mistakes), (*table.notices, *notices))


def _half_a_row(row: TableRow) -> Diagnostic:
    unit = row.cells.get("unit") or row.cells.get("id", "")
    if "number" in row.cells:
        return diagnostics.issue.NUMBER_WITHOUT_DATE.at(row.at, unit=unit, number=row.cells["number"][:40])
    return diagnostics.issue.DATE_WITHOUT_NUMBER.at(row.at, unit=unit, date=row.cells["date"][:40])


def _parse_row(row: TableRow) -> IssueEntry:
    unit, name = row.cells.get("id", ""), row.cells.get("unit", "")
    return parse_entry(
        unit or name,
        row.cells.get("document", ""),
        row.cells["number"],
        row.cells["date"],
        row.at,
        row.cells.get("obligation", ""),
        symbol=row.cells.get("symbol", ""),
        other_name=name if unit else "",
        period=row.cells.get("period", ""),
    )
