"""Who receives which document → the distribution list, phan-phoi.pdf, which the recipients sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gen.sheets.formats import format_count
from gen.sheets.printed import Column, ListCell, ListRow, ListTable, PrintedList, RowGroup, cell, cell_with_note

BLANK_NUMBER, BLANK_DATE = "Số ……………", "ngày …/…/……"
"""The number and the date of a document that is not issued: room to write them."""

_TOTAL = (
    "Tổng số: {recipients} nơi nhận, {copies} văn bản. Số, ngày còn trống là văn bản chưa ban hành; "
    "người nhận ghi ngày nhận và ký."
)
_COLUMNS = (
    Column("TT", 5.5, "figure"), Column("Nơi nhận", 24, letters=24), Column("Văn bản", 12.5, letters=12),
    Column("Số, ngày", 17, letters=17), Column("Tệp", 25, "file", letters=25), Column("Ký nhận", 16),
)  # fmt: skip

_MIN_SIGNATURE_HEIGHT = 40
"""The least height for a signature, in points of an HTML sheet."""


@dataclass(frozen=True, slots=True)
class DocumentCopy:
    """A document for a recipient: its name, its number and date in words (or blanks), the names of its files.

    `form` says which of the recipient's report forms it is, where that has to be said.
    """

    document: str
    number: str
    date: str
    files: tuple[str, ...]
    form: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient of documents, all for one signature; `note` is printed small below the name."""

    name: str
    note: str
    copies: tuple[DocumentCopy, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """A plan's distribution: `reference` is its kind, number and date in words, `title` its subject.

    `groups` are headings with their recipients.
    """

    issuer: str
    title: str
    reference: str
    groups: tuple[tuple[str, tuple[Recipient, ...]], ...]

    def recipients(self) -> list[Recipient]:
        """All of them, in order."""
        return [recipient for _heading, members in self.groups for recipient in members]

    def copies(self) -> list[DocumentCopy]:
        """All copies that they receive, in order."""
        return [copy for recipient in self.recipients() for copy in recipient.copies]


def distribution_list(distribution: Distribution) -> PrintedList:
    """`distribution` as a list to be printed."""
    total = _TOTAL.format(
        recipients=format_count(len(distribution.recipients())), copies=format_count(len(distribution.copies()))
    )
    table = ListTable(_COLUMNS, tuple(_list_entries(distribution)))
    head = distribution.issuer, distribution.title, distribution.reference
    return PrintedList("Danh sách phân phối tài liệu", *head, total, (table,), distribution.reference)


def _list_entries(distribution: Distribution) -> Iterator[RowGroup]:
    number = 0
    for heading, members in distribution.groups:
        for place, recipient in enumerate(members):
            number += 1
            yield RowGroup(tuple(_rows(number, recipient)), "" if place else heading, _MIN_SIGNATURE_HEIGHT)


def _rows(number: int, recipient: Recipient) -> Iterator[ListRow]:
    """A row for each copy, or one row without a copy; one cell for the signature across all of them."""
    first: ListRow = (cell(str(number)), cell_with_note(recipient.name, recipient.note))
    signature: ListCell | None = ()
    for copy in recipient.copies:
        yield (
            *first,
            cell_with_note(copy.document, copy.form),
            cell(copy.number, copy.date),
            cell(*copy.files),
            signature,
        )
        first, signature = (None, None), None
    if signature is not None:
        yield (*first, cell(), cell(), cell(), signature)
