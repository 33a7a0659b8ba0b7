"""Listing → the list of contents, muc-luc.pdf: every file with its pages, its size and the beginning of its SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gen.documents import BUILT_DOCUMENTS
from gen.sheets.formats import format_count, format_size
from gen.sheets.listing import ListedFile, ListedUnit, Listing
from gen.sheets.printed import Column, ListRow, ListTable, PrintedList, RowGroup, cell, cell_with_note

DIGEST_DIGITS = 16
"""The number of SHA-256 digits that are printed: enough to distinguish any two files."""

DOCUMENT_NAMES: dict[str, str] = {
    **{document.name: document.short_label for document in BUILT_DOCUMENTS},
    "assignments": "Bảng phân công",
    "contents": "Mục lục",
    "distribution": "Phân phối",
    "board": "Theo dõi",
    "archive": "Trọn bộ",
}
_SHARED, _ALL_UNITS, _WHOLE_GROUP = "Tài liệu chung", "Các đơn vị", "Cả nhóm"
_TOTAL = "Tổng số: {units} đơn vị, {files} tệp, {size}. Mã kiểm tra là {digits} ký tự đầu của mã SHA-256 tính trên tệp."

_COLUMNS = (
    Column("TT", 5.5, "figure"), Column("Đơn vị", 20.5, letters=20), Column("Tài liệu", 14.5, letters=14),
    Column("Tệp", 27.5, "file", letters=28), Column("Số trang", 6.5, "figure"), Column("Dung lượng", 10.5, "figure"),
    Column("Mã kiểm tra", 15, "digest"),
)  # fmt: skip


def contents_list(listing: Listing) -> PrintedList:
    """`listing` as a list to be printed."""
    files = list(listing.files())
    size = format_size(sum(file.size for file in files))
    total = _TOTAL.format(
        units=format_count(len(listing.units)), files=format_count(len(files)), size=size, digits=DIGEST_DIGITS
    )
    table = ListTable(_COLUMNS, tuple(_list_entries(listing)))
    return PrintedList(
        "Mục lục tài liệu", listing.issuer, listing.title, listing.reference, total, (table,), listing.reference
    )


def _list_entries(listing: Listing) -> Iterator[RowGroup]:
    if shared := (*listing.source, *listing.others):
        yield _entry(_SHARED, "", _ALL_UNITS, "", shared)
    number = 0
    for section in listing.sections():
        heading = section.group.name
        for unit in section.units:
            number += 1
            yield _entry(heading, str(number), unit.name, _note(unit), unit.files, f"{unit.id}/")
            heading = ""
        if section.group.zip is not None:
            yield _entry("", "", _WHOLE_GROUP, "", (section.group.zip,))


def _note(unit: ListedUnit) -> str:
    return f"{unit.id}/ ({unit.code})" if unit.code else f"{unit.id}/"


def _entry(
    heading: str, number: str, name: str, note: str, files: Sequence[ListedFile], folder: str = ""
) -> RowGroup:  # fmt: skip
    return RowGroup(tuple(_rows(number, name, note, files, folder)), heading)


def _rows(number: str, name: str, note: str, files: Iterable[ListedFile], folder: str) -> Iterator[ListRow]:
    """A row for each file; one row without a file where there is none."""
    first: ListRow = (cell(number), cell_with_note(name, note))
    for file in files:
        pages = "" if file.pages is None else format_count(file.pages)
        yield (
            *first, cell_with_note(DOCUMENT_NAMES[file.document], file.form), cell(file.path.removeprefix(folder)),
            cell(pages), cell(format_size(file.size)), cell(file.sha256[:DIGEST_DIGITS]),
        )  # fmt: skip
        first = (None, None)
    if first[0] is not None:
        yield (*first, cell(), cell(), cell(), cell(), cell())
