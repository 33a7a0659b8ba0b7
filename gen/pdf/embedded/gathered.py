"""A look, a letter, a page number → how it is set; what one document gathers on its way, and what cannot be set."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from gen.locale import _
from gen.ooxml.model import PageNumber, ParagraphFormat, RunFormat, Text
from gen.ooxml.numbering import written
from gen.pdf.embedded.looks import Style, beyond, style_of
from gen.pdf.faces import Face, FontBook

_COUNTS = ("PAGE", "NUMPAGES")


@dataclass(slots=True)
class Gathered:
    """State of one document's setting.

    `page` is how high text may stand on a page and `reach` how far to the right of the left margin, in points;
    `in_cell` tells whether a table is being set; `refused` says what stands in the document and cannot be set.
    `numbers` are what the page numbers in the text say, by the order in which they stand, as far as they are known;
    `now` is the page that a header or footer is set for: its number, how many there are, the form of its number.
    """

    book: FontBook
    default_tab: float = 36.0
    page: float = 700.0
    reach: float = 510.0
    in_cell: bool = False
    refused: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    counted: int = 0
    now: tuple[int, int, str] | None = None
    _faces: dict[tuple[str, bool, bool], Face] = field(default_factory=dict)

    def refuse(self, what: str) -> None:
        """Note what the document has and this engine does not set."""
        if what not in self.refused:
            self.refused.append(what)

    def face(self, look: RunFormat) -> Face:
        """The face that sets text of this look."""
        key = (look.font, look.bold, look.italic)
        found = self._faces.get(key)
        if found is None:
            family = self.book.family(look.font)
            if not family:
                self.refuse(_("font {font}, which is not here").format(font=look.font))
                family = self.book.times
            found = self._faces[key] = self.book.face(family, look.bold, look.italic)
        return found

    def style(self, look: RunFormat, around: ParagraphFormat) -> Style:
        """The style that sets `look` in a paragraph."""
        if look.scale != 100:
            self.refuse(_("text made wider or narrower"))
        return style_of(self.face(look), look, around)

    def shown(self, text: Text) -> str:
        """The letters as they are seen; one that cannot be set is refused, never set in another font."""
        letters = text.text
        if not letters.isascii() and not unicodedata.is_normalized("NFC", letters):
            letters = unicodedata.normalize("NFC", letters)
        if text.format.caps:
            letters = letters.upper()
        face = self.face(text.format)
        if lacking := beyond(face, letters.upper() if text.format.small_caps else letters):
            what = _('letter "{letter}" (U+{code:04X}), which {font} does not have')
            self.refuse(what.format(letter=lacking, code=ord(lacking), font=face.family))
        return letters

    def number(self, field_: PageNumber) -> str:
        """What a page number in the text says, and its place among them."""
        if field_.kind not in _COUNTS:
            self.refuse(_("field {field}").format(field=field_.kind))
        if self.now is not None:
            return counted(field_, *self.now)
        at, self.counted = self.counted, self.counted + 1
        return self.numbers[at] if at < len(self.numbers) else "0"


def counted(field_: PageNumber, number: int, total: int, form: str) -> str:
    """What a page number says on the page `number` of `total`; `form` is the section's, as w:numFmt."""
    return written(total if field_.kind == "NUMPAGES" else number, field_.form or form)
