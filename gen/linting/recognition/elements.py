"""The lines of a document → its elements in the decree's terms, as values, with a name for each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gen.linting.recognition.lines import LineColumn, LineOrTable, TextLine
from gen.locale import _
from gen.ooxml.model import Document

_NO_COLUMN = LineColumn(())


class Sector(StrEnum):
    """Whose document it is, by its letterhead; all sectors but the state's have rules of their own."""

    STATE = "state"
    FRONT = "front"
    COURT = "court"
    PROCURACY = "procuracy"
    POLICE = "police"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class DocumentElement:
    """The lines of one element, and the column in which they stand."""

    lines: tuple[TextLine, ...]
    column: LineColumn = _NO_COLUMN

    @property
    def lines_below(self) -> tuple[TextLine, ...]:
        """The lines of its column that come after it."""
        lines = self.column.lines
        at = next((n for n, line in enumerate(lines) if line is self.lines[-1]), len(lines))
        return lines[at + 1 :]


@dataclass(frozen=True, slots=True)
class LetterheadElements:
    """National heading, issuer, number and date.

    `letter_subject` is the subject of a letter, which stands under its number; `is_party` says that a heading of the
    Party or the Youth Union replaces the national one.
    """

    nation: DocumentElement | None = None
    motto: DocumentElement | None = None
    parent: DocumentElement | None = None
    issuer: DocumentElement | None = None
    number: DocumentElement | None = None
    date: DocumentElement | None = None
    letter_subject: DocumentElement | None = None
    is_party: bool = False


@dataclass(frozen=True, slots=True)
class TitleElements:
    """The document's kind and its subject."""

    kind: DocumentElement | None = None
    subject: DocumentElement | None = None


@dataclass(frozen=True, slots=True)
class BodyLines:
    """The text between title and signature: `bases` the legal bases, `lines` all others, `items` with the tables."""

    bases: tuple[TextLine, ...] = ()
    lines: tuple[TextLine, ...] = ()
    items: tuple[LineOrTable, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosingElements:
    """Signature and recipients. `signature_gap` are the lines between the post and the name, the empty ones too."""

    authority: DocumentElement | None = None
    signer: DocumentElement | None = None
    signature_gap: tuple[TextLine, ...] = ()
    heading: DocumentElement | None = None
    recipients: DocumentElement | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its number, its title, and the line that says what it belongs to."""

    heading: TextLine
    title: tuple[TextLine, ...] = ()
    reference: TextLine | None = None


@dataclass(frozen=True, slots=True)
class RecognizedDocument:
    """A document taken apart; what was not recognised is None or empty. `items_after` is what follows the closing."""

    document: Document
    items: tuple[LineOrTable, ...]
    sector: Sector
    letterhead: LetterheadElements
    title: TitleElements
    body: BodyLines
    closing: ClosingElements
    annexes: tuple[Annex, ...]
    items_after: tuple[LineOrTable, ...]


def element_names() -> dict[str, str]:
    """The name of each element by its key, in the reader's language."""
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
