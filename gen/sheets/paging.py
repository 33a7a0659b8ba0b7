"""Texts that stand in columns → how high they are, and on which page of a printed sheet they stand.

wkhtmltopdf, as Debian ships it, neither repeats a table's head nor keeps a row whole. So the sheets are cut into pages
here, each with a table of its own; what an entry takes is reckoned from its texts, on the safe side. The embedded
engine repeats heads and keeps rows whole where a page is fuller all the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

# Points of the style sheet, of which a hundred are printed as 75, on an A4 page with the margins of Decree 30; and
# letters on a line. Each is somewhat less than fits.
PAGE, LINE, PADDING = 840, 16, 5
SECTION_LETTERS = 80
"""So many letters fit on a line that goes across the whole table."""
_FRONT, _FRONT_LINE, _FRONT_LETTERS = 70, 21, 64


class Entry(Protocol):
    """What is not torn between two pages."""

    def height(self) -> int:
        """What it takes of a page, at most, in points of the style sheet."""


E = TypeVar("E", bound=Entry)


def pages(entries: Iterable[E], room: int) -> Iterator[list[E]]:
    """The entries of each page; the first page has `room` for them."""
    page: list[E] = []
    for entry in entries:
        tall = entry.height()
        if page and tall > room:
            yield page
            page, room = [], PAGE
        page.append(entry)
        room -= tall
    yield page


def front(*texts: str) -> int:
    """What the words above the first page's table take: `texts`, and a line or two that every sheet has."""
    return _FRONT + _FRONT_LINE * sum(wrapped(text, _FRONT_LETTERS) for text in texts)


def height(letters: int, *texts: str) -> int:
    """What a cell takes of a page that has `texts` one under the other, in a column of so many letters."""
    return LINE * sum(wrapped(text, letters) for text in texts) + PADDING


def wrapped(text: str, letters: int) -> int:
    """On how many lines `text` stands where `letters` small ones fit on a line; a capital or a sign counts as two."""
    wide = "".join([c * 2 if c.isupper() or c > "\u2000" else c for c in text]).expandtabs()
    return 1 if len(wide) <= letters else max(1, len(textwrap.wrap(wide, letters)))
