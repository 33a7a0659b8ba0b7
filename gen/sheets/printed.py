"""Columns and rows → a list to be printed: its issuer, its summary and its tables, independent of the engine.

The board, the distribution list, the list of contents and the document list of an archive are such lists;
`gen.sheets.html` and `gen.sheets.document` turn them into the input of the two kinds of engines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["text", "figure", "middle", "file", "digest"]
"""The look of a column's cells: text, numbers at the right, centred words, names of files, checksums."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `share` is its width in per cent of the table; 0 means an equal part of the rest.

    `letters` is the number of lower-case letters that fit on one of its lines, for the estimate of heights; 0 where its
    cells are never the highest of their row.
    """

    heading: str
    share: float = 0.0
    look: Look = "text"
    letters: int = 0


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a cell; a small one is a note."""

    text: str
    small: bool = False


ListCell = tuple[CellLine, ...]
"""The lines of a cell; an empty line leaves room to write."""

ListRow = tuple[ListCell | None, ...]
"""The cells of a row; None where the cell above extends down."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that stay on one page; `heading`, if any, is printed above them across all columns.

    Their height is at least `least` points of an HTML sheet.
    """

    rows: tuple[ListRow, ...]
    heading: str = ""
    least: int = 0


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table of the list; `caption`, if any, is printed above it."""

    columns: tuple[Column, ...]
    entries: tuple[RowGroup, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list: its `name`, its issuer, its subject, the `reference` of its plan, and a `summary` of its figures.

    `mark` follows the name in the title; `date` is the ISO date of the file, empty where there is none.
    """

    name: str
    issuer: str
    subject: str
    reference: str
    summary: str
    tables: tuple[ListTable, ...]
    mark: str
    date: str = ""

    @property
    def title(self) -> str:
        """The title of the file."""
        return f"{self.name} – {self.mark}"


def cell(*texts: str) -> ListCell:
    """A cell of these lines."""
    return tuple(CellLine(text) for text in texts)


def cell_with_note(text: str, note: str) -> ListCell:
    """A cell with `note` small below its text, if there is one."""
    return (CellLine(text), CellLine(note, small=True)) if note else (CellLine(text),)
