"""The lines of a document → its elements in the decree's terms, as values: Letterhead, Title, Body, Closing, Annex."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gen.linting.lines import Column, Item, Line
from gen.locale import _
from gen.ooxml.model import Document

_NO_COLUMN = Column(())


class Sector(StrEnum):
    """Whose document it is, by its letterhead; other sectors than the state's have rules of their own."""

    STATE = "state"
    FRONT = "front"
    COURT = "court"
    PROCURACY = "procuracy"
    POLICE = "police"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Element:
    """The lines of one element, and the column in which they stand."""

    lines: tuple[Line, ...]
    column: Column = _NO_COLUMN

    @property
    def below(self) -> tuple[Line, ...]:
        """The lines of its column that come after it."""
        lines = self.column.lines
        at = next((n for n, line in enumerate(lines) if line is self.lines[-1]), len(lines))
        return lines[at + 1 :]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """National heading, issuer, number and date. `about` is the subject of a letter, which stands under its number.

    `other` says that a heading of the Party or the Youth Union stands in the place of the national one.
    """

    nation: Element | None = None
    motto: Element | None = None
    parent: Element | None = None
    issuer: Element | None = None
    number: Element | None = None
    date: Element | None = None
    about: Element | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """The document's kind and its subject."""

    kind: Element | None = None
    subject: Element | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The text between title and signature: `bases` the legal bases, `lines` all others, `items` with the tables."""

    bases: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """Signature and recipients. `before_name` are the lines between the post and the name, the empty ones too."""

    authority: Element | None = None
    signer: Element | None = None
    before_name: tuple[Line, ...] = ()
    heading: Element | None = None
    recipients: Element | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its number, its title, and the line that says what it belongs to."""

    heading: Line
    title: tuple[Line, ...] = ()
    reference: Line | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """A document taken apart; what was not recognised is None or empty. `after` is what follows the closing."""

    document: Document
    items: tuple[Item, ...]
    sector: Sector
    letterhead: Letterhead
    title: Title
    body: Body
    closing: Closing
    annexes: tuple[Annex, ...]
    after: tuple[Item, ...]


def names() -> dict[str, str]:
    """What the elements are called, in the reader's language."""
    return {
        "page": _("page"),
        "nation": _("national heading"),
        "motto": _("national motto"),
        "parent": _("parent body"),
        "issuer": _("issuer"),
        "number": _("number and symbol"),
        "date": _("place and date"),
        "kind": _("kind of document"),
        "subject": _("subject"),
        "basis": _("legal basis"),
        "heading": _("heading"),
        "text": _("text"),
        "authority": _("authority and post"),
        "signer": _("signer's name"),
        "recipients_heading": _("Nơi nhận"),
        "recipients": _("recipients"),
        "annex": _("annex"),
        "page_number": _("page number"),
        "document": _("document"),
    }
