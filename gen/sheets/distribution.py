"""Who gets which document → the HTML of phan-phoi.pdf: the distribution list, to be signed by those who receive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gen.sheets import paging
from gen.sheets.rendering import render

BLANK_NUMBER, BLANK_DATE = "Số ……………", "ngày …/…/……"
"""What stands for the number and the date of a document that is not issued: room to write them."""

_NAME_LETTERS, _DOCUMENT_LETTERS, _NUMBER_LETTERS, _FILE_LETTERS = 24, 12, 17, 25
"""Letters on a line of a column; see `paging`."""

_SIGNATURE = 40
"""Points of the style sheet that a signature needs at least."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that somebody gets: what it is, its number and date in words (or blanks), its files by name."""

    document: str
    number: str
    date: str
    files: tuple[str, ...]

    def height(self) -> int:
        """What its row takes at most."""
        return max(
            paging.height(_DOCUMENT_LETTERS, self.document),
            paging.height(_NUMBER_LETTERS, self.number, self.date),
            paging.height(_FILE_LETTERS, *self.files),
        )


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets documents, all against one signature; `note` stands small below the name."""

    name: str
    note: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """A plan's distribution: `reference` is its kind, number and date in words, `title` what it is about.

    `groups` are recipients under a heading each.
    """

    issuer: str
    title: str
    reference: str
    groups: tuple[tuple[str, tuple[Recipient, ...]], ...]

    def recipients(self) -> list[Recipient]:
        """All of them, in order."""
        return [recipient for _heading, members in self.groups for recipient in members]

    def copies(self) -> list[Copy]:
        """All that they get."""
        return [copy for recipient in self.recipients() for copy in recipient.copies]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A recipient; `heading` stands above the first of a group, and stays with it."""

    heading: str
    number: int
    recipient: Recipient

    def height(self) -> int:
        """What it takes of a page at most."""
        recipient = self.recipient
        heading = paging.height(paging.SECTION_LETTERS, self.heading) if self.heading else 0
        name = paging.height(_NAME_LETTERS, *filter(None, (recipient.name, recipient.note)))
        return heading + max(name, _SIGNATURE, sum(copy.height() for copy in recipient.copies))


def render_distribution(distribution: Distribution) -> str:
    """`distribution` as an HTML sheet: A4, margins 20, 15, 20 and 30 mm."""
    room = paging.PAGE - paging.front(distribution.issuer, distribution.title, distribution.reference)
    return render("distribution.html", head=distribution, pages=list(paging.pages(_entries(distribution), room)))


def _entries(distribution: Distribution) -> Iterator[_Entry]:
    number = 0
    for heading, members in distribution.groups:
        for place, recipient in enumerate(members):
            number += 1
            yield _Entry("" if place else heading, number, recipient)
