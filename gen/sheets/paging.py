"""A list to be printed → its HTML pages: which rows stand on which, reckoned from their texts, on the safe side.

wkhtmltopdf, as Debian ships it, neither repeats a table's head nor keeps a row whole. So an HTML sheet is cut into
pages here, each with tables of its own.
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
"""So many letters fit on a line that goes across the whole table."""
_FRONT, _FRONT_LINE, _FRONT_LETTERS = 70, 21, 64
_SUMMARY_LINES = 2
"""So many lines of what a list counts are reckoned in `_FRONT`."""
_CAPTION = 80
"""What the head of a table with a caption takes with it."""

_Placed = tuple[int, RowGroup]
"""An entry, and the number of its table."""


def html_pages(printed: PrintedList) -> list[list[ListTable]]:
    """The tables of each page; a table that goes on on the next one begins there anew."""
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
    room, before = _PAGE - _front(printed), -1
    for number, entry in entries:
        table = printed.tables[number]
        tall = _height(table.columns, entry) + (_CAPTION if table.caption and number != before else 0)
        if page and tall > room:
            yield page
            page, room = [], _PAGE
        page.append((number, entry))
        room -= tall
        before = number
    yield page


def _front(printed: PrintedList) -> int:
    """What the words above the first page's table take."""
    texts = printed.issuer, printed.subject, printed.reference
    more = max(0, _wrapped(printed.summary, _SECTION_LETTERS) - _SUMMARY_LINES)
    return _FRONT + _FRONT_LINE * sum(_wrapped(text, _FRONT_LETTERS) for text in texts) + _LINE * more


def _height(columns: tuple[Column, ...], entry: RowGroup) -> int:
    """What an entry takes of a page at most."""
    heading = _cell_height(_SECTION_LETTERS, (entry.heading,)) if entry.heading else 0
    reaching = 0
    rows = 0
    for number, row in enumerate(entry.rows):
        highest = 0
        for column, (stated, cell) in enumerate(zip(columns, row, strict=True)):
            if stated.letters and cell is not None:
                tall = _cell_height(stated.letters, _texts(cell))
                if number == 0 and len(entry.rows) > 1 and entry.rows[1][column] is None:
                    reaching = max(reaching, tall)
                else:
                    highest = max(highest, tall)
        rows += highest
    return heading + max(reaching, rows, entry.least)


def _texts(cell: ListCell) -> tuple[str, ...]:
    return tuple(line.text for line in cell)


def _cell_height(letters: int, texts: tuple[str, ...]) -> int:
    """What a cell takes of a page that has `texts` one under the other, in a column of so many letters."""
    return _LINE * sum(_wrapped(text, letters) for text in texts) + _PADDING


def _wrapped(text: str, letters: int) -> int:
    """On how many lines `text` stands where `letters` small ones fit on a line; a capital or a sign counts as two."""
    wide = "".join([c * 2 if c.isupper() or c > "\u2000" else c for c in text]).expandtabs()
    return 1 if len(wide) <= letters else max(1, len(textwrap.wrap(wide, letters)))
