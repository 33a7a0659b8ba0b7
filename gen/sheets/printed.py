"""Columns and rows → a list to be printed: whose it is, what it counts, its tables, whoever prints it.

The board, the distribution list, the list of contents and the document list of an archive each say this once; `html`
and `document` make of it what the two engines take.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["text", "figure", "middle", "file", "digest"]
"""How the cells of a column look: text, numbers at the right, words in the middle, names of files, checksums."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `share` is how many hundredths of the table it takes, an equal part of the rest where it is 0.

    `letters` is how many small letters fit on a line of it, for whoever reckons heights; 0 where it never is the
    highest of its row.
    """

    heading: str
    share: float = 0.0
    look: Look = "text"
    letters: int = 0


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a cell; a small one is a remark."""

    text: str
    small: bool = False


ListCell = tuple[CellLine, ...]
"""What stands in a cell, line by line; an empty line leaves room to write."""

ListRow = tuple[ListCell | None, ...]
"""The cells of a row; None where the cell above reaches down."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that stay together; `heading` stands above them, over all columns, if there is one.

    They take `least` points of an HTML sheet at least.
    """

    rows: tuple[ListRow, ...]
    heading: str = ""
    least: int = 0


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table of the list; `caption` stands above it, if it has one."""

    columns: tuple[Column, ...]
    entries: tuple[RowGroup, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list: its `name`, the office that issues it, what it is about, the plan that it belongs to, what it counts.

    `mark` is what its title says beside its name, `date` the ISO date of the file, as far as there is one.
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
    """A cell with a remark below its text, if there is one."""
    return (CellLine(text), CellLine(note, small=True)) if note else (CellLine(text),)
