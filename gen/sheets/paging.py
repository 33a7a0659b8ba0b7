"""A list to be printed → the tables of its HTML pages: the heights of rows are estimated from their texts.

wkhtmltopdf, as Debian ships it, neither repeats a table's head nor keeps a row on one page. So an HTML sheet is divided
into pages here, each with tables of its own; heights are estimated rather too high than too low.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from gen.sheets.printed import Column, ListCell, ListTable, PrintedList, RowGroup

# Points of the style sheet, of which a hundred are printed as 75, on an A4 page with the margins of Decree 30; and
# letters on a line. Each is somewhat less than fits.
_PAGE, _LINE, _PADDING = 840, 16, 5
_SECTION_LETTERS = 80
"""The number of letters that fit on a line across the whole table."""
_FRONT, _FRONT_LINE, _FRONT_LETTERS = 70, 21, 64
_SUMMARY_LINES = 2
"""The number of lines of the summary that `_FRONT` includes."""
_CAPTION = 80
"""The height of a caption with the head of its table."""

_Placed = tuple[int, RowGroup]
"""An entry, and the number of its table."""


def html_pages(printed: PrintedList) -> list[list[ListTable]]:
    """The tables of each page; a table that continues on the next page is a table of its own there."""
    entries = [(number, entry) for number, table in enumerate(printed.tables) for entry in table.entries]
    return [list(_tables(printed, page)) for page in _pages(printed, entries)]


def _tables(printed: PrintedList, page: list[_Placed]) -> Iterator[ListTable]:
    for number, entries in groupby(page, key=lambda placed: placed[0]):
        table = printed.tables[number]
        yield ListTable(table.columns, tuple(entry for _number, entry in entries), table.caption)
    if not page and printed.tables:
        yield printed.tables[0]


def _pages(printed: PrintedList, entries: list[_Placed]) -> Iterator[list[_Placed]]:
    page: list[_Placed] = []
    room, previous_table = _PAGE - _front_height(printed), -1
    for number, entry in entries:
        table = printed.tables[number]
        height = _height(table.columns, entry) + (_CAPTION if table.caption and number != previous_table else 0)
        if page and height > room:
            yield page
            page, room = [], _PAGE
        page.append((number, entry))
        room -= height
        previous_table = number
    yield page


def _front_height(printed: PrintedList) -> int:
    """The height of the text above the first page's table."""
    texts = printed.issuer, printed.subject, printed.reference
    more = max(0, _count_lines(printed.summary, _SECTION_LETTERS) - _SUMMARY_LINES)
    return _FRONT + _FRONT_LINE * sum(_count_lines(text, _FRONT_LETTERS) for text in texts) + _LINE * more


def _height(columns: tuple[Column, ...], entry: RowGroup) -> int:
    """The height of an entry at most."""
    heading = _cell_height(_SECTION_LETTERS, (entry.heading,)) if entry.heading else 0
    spanning = 0  # the highest cell of the first row that spans the rows below it
    rows = 0
    for number, row in enumerate(entry.rows):
        highest = 0
        for index, (column, cell) in enumerate(zip(columns, row, strict=True)):
            if column.letters and cell is not None:
                height = _cell_height(column.letters, _texts(cell))
                if number == 0 and len(entry.rows) > 1 and entry.rows[1][index] is None:
                    spanning = max(spanning, height)
                else:
                    highest = max(highest, height)
        rows += highest
    return heading + max(spanning, rows, entry.least)


def _texts(cell: ListCell) -> tuple[str, ...]:
    return tuple(line.text for line in cell)


def _cell_height(letters: int, texts: tuple[str, ...]) -> int:
    """The height of a cell with the lines `texts` in a column of that many letters."""
    return _LINE * sum(_count_lines(text, letters) for text in texts) + _PADDING


def _count_lines(text: str, letters: int) -> int:
    """The lines of `text` where `letters` lower-case letters fit on one; a capital or a sign counts as two."""
    wide = "".join([c * 2 if c.isupper() or c > "\u2000" else c for c in text]).expandtabs()
    return 1 if len(wide) <= letters else max(1, len(textwrap.wrap(wide, letters)))
