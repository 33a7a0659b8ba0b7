"""Listing → the HTML of muc-luc.pdf: every file with its pages, its size and the beginning of its SHA-256.

wkhtmltopdf, as Debian ships it, neither repeats a table's head nor keeps a row whole. So the sheet is cut into pages
here, each a table with its own head; what an entry takes is reckoned from its texts, on the safe side.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gen.sheets.listing import Document, ListedFile, ListedUnit, Listing
from gen.sheets.rendering import render

DIGEST_DIGITS = 16
"""How much of a SHA-256 is printed: enough to tell any two files apart."""

_DOCUMENTS: dict[Document, str] = {
    "plan": "Kế hoạch",
    "report": "Mẫu báo cáo",
    "source": "Kế hoạch gốc",
    "assignments": "Bảng phân công",
    "contents": "Mục lục",
    "archive": "Trọn bộ",
}
_SHARED, _ALL_UNITS, _WHOLE_GROUP = "Tài liệu chung", "Các đơn vị", "Cả nhóm"

# Points of the style sheet, of which wkhtmltopdf prints a hundred as 75, on an A4 page with the margins of Decree 30;
# and letters on a line of a column. Each is somewhat less than fits.
_PAGE, _LINE, _PADDING = 840, 16, 5
_NAME_LETTERS, _FILE_LETTERS, _SECTION_LETTERS = 20, 28, 80
_FRONT, _FRONT_LINE, _FRONT_LETTERS = 70, 21, 64


@dataclass(frozen=True, slots=True)
class _Line:
    document: str
    name: str
    file: ListedFile


@dataclass(frozen=True, slots=True)
class _Entry:
    """A unit with its files; `heading` stands above the first entry of a section, and stays with it."""

    heading: str
    number: int | None
    name: str
    note: str
    lines: tuple[_Line, ...]

    def height(self) -> int:
        heading = _height(self.heading, _SECTION_LETTERS) if self.heading else 0
        name = _height(self.name, _NAME_LETTERS) + (_height(self.note, _NAME_LETTERS) if self.note else 0)
        return heading + max(name, sum(_height(line.name, _FILE_LETTERS) for line in self.lines))


def render_contents(listing: Listing) -> str:
    """`listing` as an HTML sheet for wkhtmltopdf: A4, margins 20, 15, 20 and 30 mm."""
    files = list(listing.files())
    return render(
        "contents.html",
        listing=listing,
        pages=list(_pages(_entries(listing), _PAGE - _front(listing))),
        digest_digits=DIGEST_DIGITS,
        file_count=len(files),
        total_size=sum(file.size for file in files),
    )


def _entries(listing: Listing) -> Iterator[_Entry]:
    if shared := (*listing.source, *listing.others):
        yield _Entry(_SHARED, None, _ALL_UNITS, "", _lines(shared))
    number = 0
    for section in listing.sections():
        heading = section.group.name
        for unit in section.units:
            number += 1
            yield _Entry(heading, number, unit.name, _note(unit), _lines(unit.files, f"{unit.id}/"))
            heading = ""
        if section.group.zip is not None:
            yield _Entry("", None, _WHOLE_GROUP, "", _lines((section.group.zip,)))


def _note(unit: ListedUnit) -> str:
    return f"{unit.id}/ ({unit.code})" if unit.code else f"{unit.id}/"


def _lines(files: Iterable[ListedFile], folder: str = "") -> tuple[_Line, ...]:
    return tuple(_Line(_DOCUMENTS[file.document], file.path.removeprefix(folder), file) for file in files)


def _pages(entries: Iterable[_Entry], room: int) -> Iterator[list[_Entry]]:
    """The entries of each page; the first page has `room` for them."""
    page: list[_Entry] = []
    for entry in entries:
        height = entry.height()
        if page and height > room:
            yield page
            page, room = [], _PAGE
        page.append(entry)
        room -= height
    yield page


def _front(listing: Listing) -> int:
    """What the words above the first page's table take."""
    texts = (listing.issuer, listing.title, listing.reference)
    return _FRONT + _FRONT_LINE * sum(_wrapped(text, _FRONT_LETTERS) for text in texts)


def _height(text: str, letters: int) -> int:
    return _LINE * _wrapped(text, letters) + _PADDING


def _wrapped(text: str, letters: int) -> int:
    """On how many lines `text` stands where `letters` small ones fit on a line; a capital or a sign counts as two."""
    wide = "".join([c * 2 if c.isupper() or c > "\u2000" else c for c in text]).expandtabs()
    return 1 if len(wide) <= letters else max(1, len(textwrap.wrap(wide, letters)))
