"""A run's format, a letter, a page number → how it is set; the state of one document's layout, and what it lacks."""

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
    """The state of one document's layout.

    `page` is the height of the text on a page and `page_extent` the distance from the left margin to the right edge of
    the page, in points; `in_cell` is true while a table is laid out; `unsupported` lists what cannot be set. `fields`
    are the page numbers in the text, in order, and `page_numbers` their texts as far as these are known. `now` is the
    page for which a header or footer is laid out: its number, the count of pages, the form of the number.
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
        """Note what the reader did not support."""
        if found not in self.unsupported:
            self.unsupported.append(found)

    def face(self, run_format: RunFormat) -> FontFace:
        """The face for text of this format; a font that is not here is refused, and measured as the documents' own."""
        key = (run_format.font, run_format.bold, run_format.italic)
        found = self._faces.get(key)
        if found is None:
            family = self.book.family(run_format.font)
            if not family:
                self.refuse(UnsupportedKind.MISSING_FONT, font=run_format.font)
                family = self.book.times
            found = self._faces[key] = self.book.face(family, run_format.bold, run_format.italic)
        return found

    def style(self, run_format: RunFormat, paragraph_format: ParagraphFormat) -> TextStyle:
        """The style that sets `look` in a paragraph."""
        if run_format.scale != 100:
            self.refuse(UnsupportedKind.SCALED_TEXT)
        return style_of(self.face(run_format), run_format, paragraph_format)

    def visible_text(self, text: TextRun) -> str:
        """The letters as they are printed; one that cannot be set is refused, never set in another font."""
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

    def page_number_part(self, page_number: PageNumber, style: TextStyle) -> TextPart:
        """A page number as a part: its text, and in the body its place among the page numbers."""
        if page_number.kind not in _COUNTS:
            self.refuse(UnsupportedKind.FIELD, field=page_number.kind)
        self.check_number_format(page_number.form)
        if self.now is not None:
            self.check_number_format(page_number.form or self.now[2])
            return style.part(format_page_number(page_number, *self.now), False)
        at = len(self.fields)
        self.fields.append(page_number)
        text = self.page_numbers[at] if at < len(self.page_numbers) else "0"
        return style.part(text, False)._replace(number=at, whole=True)


def format_page_number(field: PageNumber, number: int, total: int, form: str) -> str:
    """The text of a page number on page `number` of `total`; `form` is the section's, as w:numFmt."""
    return format_number(total if field.kind == "NUMPAGES" else number, field.form or form)
