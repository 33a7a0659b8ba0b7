"""A look, a letter, a page number → how it is set; what one document gathers on its way, and what cannot be set."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from gen.ooxml.model import PageNumber, ParagraphFormat, RunFormat, TextRun
from gen.ooxml.numbering import format_number
from gen.ooxml.unsupported import Unsupported, UnsupportedKind
from gen.pdf.embedded.layout.style import TextPart, TextStyle, first_unsupported_letter, style_of
from gen.pdf.faces import FontBook, FontFace

_COUNTS = ("PAGE", "NUMPAGES")
_WHITE = {ord("\t"): " ", ord("\n"): " "}  # in the label of a list
_FORMS = {"", "decimal", "decimalZero", "lowerRoman", "upperRoman", "lowerLetter", "upperLetter", "none"}


@dataclass(slots=True)
class LayoutContext:
    """State of one document's setting.

    `page` is how high text may stand on a page and `reach` how far to the right of the left margin, in points;
    `in_cell` tells whether a table is being set; `refused` says what stands in the document and cannot be set.
    `fields` are the page numbers in the text, in order, and `numbers` what they say, as far as that is known;
    `now` is the page that a header or footer is set for: its number, how many there are, the form of its number.
    """

    book: FontBook
    default_tab: float = 36.0
    page: float = 700.0
    page_extent: float = 510.0
    in_cell: bool = False
    unsupported: list[Unsupported] = field(default_factory=list)
    fields: list[PageNumber] = field(default_factory=list)
    page_numbers: list[str] = field(default_factory=list)
    now: tuple[int, int, str] | None = None
    _faces: dict[tuple[str, bool, bool], FontFace] = field(default_factory=dict)

    def refuse(self, kind: UnsupportedKind, /, **names: object) -> None:
        """Note what the document has and this engine does not set."""
        self.note(Unsupported.of(kind, **names))

    def note(self, found: Unsupported) -> None:
        """As `refuse`, of what the reader met already."""
        if found not in self.unsupported:
            self.unsupported.append(found)

    def face(self, look: RunFormat) -> FontFace:
        """The face that sets text of this look."""
        key = (look.font, look.bold, look.italic)
        found = self._faces.get(key)
        if found is None:
            family = self.book.family(look.font)
            if not family:
                self.refuse(UnsupportedKind.MISSING_FONT, font=look.font)
                family = self.book.times
            found = self._faces[key] = self.book.face(family, look.bold, look.italic)
        return found

    def style(self, look: RunFormat, around: ParagraphFormat) -> TextStyle:
        """The style that sets `look` in a paragraph."""
        if look.scale != 100:
            self.refuse(UnsupportedKind.SCALED_TEXT)
        return style_of(self.face(look), look, around)

    def visible_text(self, text: TextRun) -> str:
        """The letters as they are seen; one that cannot be set is refused, never set in another font."""
        letters = text.text.translate(_WHITE)
        if not letters.isascii() and not unicodedata.is_normalized("NFC", letters):
            letters = unicodedata.normalize("NFC", letters)
        if text.format.caps:
            letters = letters.upper()
        face = self.face(text.format)
        if lacking := first_unsupported_letter(face, letters.upper() if text.format.small_caps else letters):
            self.refuse(UnsupportedKind.MISSING_LETTER, letter=lacking, font=face.family)
        return letters

    def check_number_format(self, form: str) -> None:
        """Refuse a form of page numbers that is not written here."""
        if form not in _FORMS:
            self.refuse(UnsupportedKind.NUMBER_FORM, form=form)

    def page_number_part(self, said: PageNumber, style: TextStyle) -> TextPart:
        """A page number as a part: what it says, and in the text which one it is."""
        if said.kind not in _COUNTS:
            self.refuse(UnsupportedKind.FIELD, field=said.kind)
        self.check_number_format(said.form)
        if self.now is not None:
            self.check_number_format(said.form or self.now[2])
            return style.part(format_page_number(said, *self.now), False)
        at = len(self.fields)
        self.fields.append(said)
        text = self.page_numbers[at] if at < len(self.page_numbers) else "0"
        return style.part(text, False)._replace(number=at, whole=True)


def format_page_number(field: PageNumber, number: int, total: int, form: str) -> str:
    """What a page number says on the page `number` of `total`; `form` is the section's, as w:numFmt."""
    return format_number(total if field.kind == "NUMPAGES" else number, field.form or form)
