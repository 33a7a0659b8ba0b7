"""Listing → the HTML of muc-luc.pdf: every file with its pages, its size and the beginning of its SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gen.documents import BUILT_DOCUMENTS
from gen.sheets import paging
from gen.sheets.listing import ListedFile, ListedUnit, Listing
from gen.sheets.rendering import render

DIGEST_DIGITS = 16
"""How much of a SHA-256 is printed: enough to tell any two files apart."""

DOCUMENT_NAMES: dict[str, str] = {
    **{document.name: document.short_label for document in BUILT_DOCUMENTS},
    "assignments": "Bảng phân công",
    "contents": "Mục lục",
    "distribution": "Phân phối",
    "board": "Theo dõi",
    "archive": "Trọn bộ",
}
_SHARED, _ALL_UNITS, _WHOLE_GROUP = "Tài liệu chung", "Các đơn vị", "Cả nhóm"

_NAME_LETTERS, _FILE_LETTERS = 20, 28
"""Letters on a line of a column; see `paging`."""


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
        heading = paging.height(paging.SECTION_LETTERS, self.heading) if self.heading else 0
        name = paging.height(_NAME_LETTERS, *filter(None, (self.name, self.note)))
        return heading + max(name, sum(paging.height(_FILE_LETTERS, line.name) for line in self.lines))


def render_contents(listing: Listing) -> str:
    """`listing` as an HTML sheet: A4, margins 20, 15, 20 and 30 mm."""
    files = list(listing.files())
    room = paging.PAGE - paging.front(listing.issuer, listing.title, listing.reference)
    return render(
        "contents.html",
        head=listing,
        pages=list(paging.pages(_entries(listing), room)),
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
    return tuple(_Line(DOCUMENT_NAMES[file.document], file.path.removeprefix(folder), file) for file in files)
