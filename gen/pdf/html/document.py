"""An HTML sheet → the Document that is set: its pages, and its blocks in the look that its style rules give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from gen.locale import _
from gen.ooxml.model import Block, Document, Margins, Paragraph, ParagraphFormat, RunFormat, Section
from gen.pdf.faces import FontBook
from gen.pdf.html.css import parse
from gen.pdf.html.looks import Looks, Place, paper
from gen.pdf.html.reading import Html
from gen.pdf.html.tables import LEAST_ROOM, table_of
from gen.pdf.html.text import Piece, inlines, paragraph
from gen.pdf.moments import EPOCH, moment, xmp_date

_A4 = (595.276, 841.89)
_MARGINS = ("20mm", "15mm", "20mm", "30mm")
"""Of an administrative document, Decree 30/2020/NĐ-CP, annex I, part I, section I, point 3; wkhtmltopdf's here too."""
_LANGUAGES = {"": "vi-VN", "vi": "vi-VN"}
_FLOWING = frozenset({"div", "p", "h1", "h2", "h3", "table"})


def document_of(sheet: Html, book: FontBook) -> tuple[Document, tuple[str, ...]]:
    """The sheet as a document, set in the fonts of `book`; and what is not known of it."""
    refused: dict[str, None] = dict.fromkeys(sheet.strange)

    def refuse(what: str) -> None:
        refused[what] = None

    rules = parse(sheet.style, refuse)
    shape = _shape(rules.page)
    if min(_room(shape), shape.height - shape.margins.top - shape.margins.bottom) < LEAST_ROOM:
        refuse(_("margins that leave no room on the page"))
    sections: list[Section] = []
    if not refused:
        writer = _Writer(Looks(rules, book, refuse), book)
        sections = [replace(shape, blocks=tuple(blocks)) for blocks in writer.pages(sheet.body, _room(shape))]
    language = _LANGUAGES.get(sheet.language, sheet.language)
    when = moment(sheet.date) or EPOCH
    return Document(tuple(sections), sheet.title, language, xmp_date(when)), tuple(refused)


def _shape(page: dict[str, str]) -> Section:
    """A page as the sheet's @page says."""
    landscape = page.get("size", "").endswith("landscape")
    width, height = reversed(_A4) if landscape else _A4
    sides = zip(("top", "right", "bottom", "left"), _MARGINS, strict=True)
    top, right, bottom, left = (paper(page.get(f"margin-{side}", usual)) for side, usual in sides)
    return Section(width, height, Margins(top, right, bottom, left, 0.0, 0.0), (), landscape=landscape)


def _room(shape: Section) -> float:
    return shape.width - shape.margins.left - shape.margins.right


@dataclass(slots=True)
class _Writer:
    """The blocks so far, page by page."""

    looks: Looks
    book: FontBook
    done: list[list[Block]] = field(default_factory=lambda: [[]])

    def pages(self, body: etree._Element, room: float) -> list[list[Block]]:
        """The blocks of the sheet, cut where a new page is asked for."""
        root = self.looks.place(None, "html")
        self._flow(body, self.looks.place(root, "body", body.get("class", ""), body.get("style", "")), room)
        return [page for page in self.done if page]

    def _flow(self, element: etree._Element, place: Place, room: float) -> None:
        """What stands in a block that holds blocks; the margins of the body itself are the page's."""
        pieces: list[Piece] = []
        if element.text:
            pieces.append((element.text, place.look))
        for child in element:
            if child.tag in _FLOWING:
                self._lines(pieces, place, room)
                pieces = []
                self._block(child, self._below(place, child), room)
            else:
                pieces += self._inline(child, place)
            if child.tail:
                pieces.append((child.tail, place.look))
        self._lines(pieces, place, room)

    def _below(self, place: Place, element: etree._Element) -> Place:
        return self.looks.place(place, str(element.tag), element.get("class", ""), element.get("style", ""))

    def _block(self, element: etree._Element, place: Place, room: float) -> None:
        look = place.look
        if look.own.get("page-break-before") == "always" and self.done[-1]:
            self.done.append([])
        if element.tag == "table":
            self._table(element, place, room)
            return
        beside = look.length("margin-right"), look.length("margin-left")
        if element.tag == "div":
            self._spaced(look.length("margin-top"))
            self._flow(element, place, room)
            self._spaced(look.length("margin-bottom"))
            return
        content = inlines(self._pieces(element, place), self._within(room, *beside), self.book)
        if content:
            keep = look.own.get("page-break-after") == "avoid"
            self.done[-1].append(paragraph(content, look, beside, keep))

    def _table(self, element: etree._Element, place: Place, room: float) -> None:
        look = place.look
        self._spaced(look.length("margin-top"))
        inner = self._within(room, look.length("margin-left"), look.length("margin-right"))
        table = table_of(element, place, inner, self.looks, self._cell)
        if table is not None:
            self.done[-1].append(table)
            self._spaced(look.length("margin-bottom"))

    def _within(self, room: float, *beside: float) -> float:
        """What the margins `beside` leave of the room."""
        left = room - sum(beside)
        if left < LEAST_ROOM:
            self.looks.refuse(_("margins that leave no room on the page"))
        return max(left, LEAST_ROOM)

    def _spaced(self, height: float) -> None:
        """White between blocks, which a table or a division asks for."""
        if height > 0 and self.done[-1]:
            gap = ParagraphFormat(line=height, line_rule="exact")
            self.done[-1].append(Paragraph(gap, RunFormat(font=self.book.times), ()))

    def _cell(self, element: etree._Element, place: Place, room: float) -> tuple[Block, ...]:
        outside, self.done = self.done, [[]]
        self._flow(element, place, room)
        blocks, self.done = tuple(block for page in self.done for block in page), outside
        return blocks

    def _lines(self, pieces: Sequence[Piece], place: Place, room: float) -> None:
        """Text that stands in a division or a cell without a paragraph round it."""
        content = inlines(pieces, room, self.book) if pieces else ()
        if content:
            look = replace(place.look, own={})
            self.done[-1].append(paragraph(content, look, (0.0, 0.0), keep_next=False))

    def _pieces(self, element: etree._Element, place: Place) -> Iterator[Piece]:
        if element.text:
            yield element.text, place.look
        for child in element:
            yield from self._inline(child, place)
            if child.tail:
                yield child.tail, place.look

    def _inline(self, element: etree._Element, place: Place) -> Iterator[Piece]:
        if element.tag == "br":
            yield "\n", replace(place.look, space="pre-wrap")
            return
        yield from self._pieces(element, self._below(place, element))
