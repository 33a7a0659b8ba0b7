"""A Document → its pages: the text of each section, with the headers and footers that stand round it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gen.ooxml.model import Document, DocumentBlock, PageSection
from gen.ooxml.unsupported import UnsupportedKind
from gen.pdf.embedded.layout.boxes import FlowItem, lines_in, stack_height
from gen.pdf.embedded.layout.flow import BlockFlow
from gen.pdf.embedded.layout.layout_context import LayoutContext, format_page_number
from gen.pdf.embedded.layout.pagination import LaidOutPage, paginate
from gen.pdf.embedded.layout.style import TextPart
from gen.pdf.embedded.layout.tables import lay_out_table
from gen.pdf.embedded.output.page_content import DrawnPage, PageResources
from gen.pdf.embedded.output.structure import StructureElement

_HAIR = 0.5
_LARGEST = 14_400  # points; ISO 19005-2, 6.1.13
_ROUNDS = 4
"""Page numbers in the text may move what stands behind them: so often they are set anew."""


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """A section with the margins that its headers and footers leave, and its pages."""

    section: PageSection
    top: float
    bottom: float
    pages: list[LaidOutPage]

    @property
    def room(self) -> float:
        """How wide its text is, in points."""
        return self.section.width - self.section.margins.left - self.section.margins.right

    def number(self, page: int, first: int) -> int:
        """What the page counts as; `first` is what its first page does where it does not begin anew."""
        return (first if self.section.start is None else self.section.start) + page


def lay_out_pages(
    document: Document, gathered: LayoutContext, used: PageResources, root: StructureElement
) -> list[DrawnPage]:
    """The pages of the document as drawn; what can be read of them hangs on `root`."""
    joined = _join_continuous(document, gathered)
    for _round in range(_ROUNDS):
        root.kids.clear()
        gathered.fields.clear()
        sections = [
            _lay_out_section(section, number, document.even_and_odd, gathered, root)
            for number, section in enumerate(joined)
        ]
        numbers = _numbers(sections, gathered)
        if numbers == gathered.page_numbers:
            break
        gathered.page_numbers = numbers
    else:
        gathered.refuse(UnsupportedKind.MOVING_PAGE_NUMBER)
    sheets = _draw_sections(sections, document, gathered, used)
    if any(sheet.is_short for sheet in sheets):
        gathered.refuse(UnsupportedKind.BEYOND_PAGE)
    return sheets


def _lay_out_section(
    section: PageSection, number: int, even_and_odd: bool, gathered: LayoutContext, root: StructureElement
) -> SectionLayout:
    if section.kind in ("evenPage", "oddPage") and number:
        gathered.refuse(UnsupportedKind.ODD_OR_EVEN_PAGE)
    margins = section.margins
    room = section.width - margins.left - margins.right
    if max(section.width, section.height) > _LARGEST:
        gathered.refuse(UnsupportedKind.LARGE_PAGE)
    used = ["default", *(["first"] if section.title_page else []), *(["even"] if even_and_odd else [])]
    headers, footers = ([kinds.get(kind, ()) for kind in used] for kinds in (section.headers, section.footers))
    top = _margin_with_header(headers, margins.header, margins.top, room, gathered)
    bottom = _margin_with_header(footers, margins.footer, margins.bottom, room, gathered)
    height = max(section.height - top - bottom, 1.0)
    gathered.page, gathered.page_extent = height, section.width - margins.left
    flow = BlockFlow(room, gathered, root, lay_out_table)
    return SectionLayout(section, top, bottom, paginate(flow.items(section.blocks), height, gathered))


def _join_continuous(document: Document, gathered: LayoutContext) -> list[PageSection]:
    """The sections, those that go on in the middle of a page joined to the one before."""
    found: list[PageSection] = []
    for section in document.sections:
        if section.kind != "continuous" or not found:
            found.append(section)
            continue
        last = found[-1]
        if (last.width, last.height, last.margins) != (section.width, section.height, section.margins):
            gathered.refuse(UnsupportedKind.OTHER_MARGINS)
        if _page_geometry(last) != _page_geometry(section) or section.start is not None:
            gathered.refuse(UnsupportedKind.OTHER_HEADERS)
        found[-1] = replace(last, blocks=last.blocks + section.blocks)
    return found


def _page_geometry(section: PageSection) -> tuple[object, ...]:
    """What a section says of the white round its text."""
    return section.headers, section.footers, section.title_page, section.number_format


def _margin_with_header(
    kinds: Sequence[Sequence[DocumentBlock]], distance: float, margin: float, room: float, gathered: LayoutContext
) -> float:
    """The margin, or more where header or footer is higher than it (17.6.11)."""
    gathered.now = (1, 1, "decimal")
    heights = {distance + _height(_lay_out_artifact(blocks, room, gathered)) for blocks in kinds}
    gathered.now = None
    grown = {max(height, margin) for height in heights} or {margin}
    if len(grown) > 1:
        gathered.refuse(UnsupportedKind.UNEVEN_HEADERS)
    return max(grown)


def _lay_out_artifact(
    blocks: Sequence[DocumentBlock], room: float, gathered: LayoutContext
) -> tuple[list[FlowItem], float]:
    """What stands in a header or footer, and the gap below it; none of it is read out."""
    flow = BlockFlow(room, gathered, None, lay_out_table)
    items = flow.items(blocks)
    return items, flow.below


def _height(held: tuple[list[FlowItem], float]) -> float:
    items, below = held
    return stack_height(items) + below


def _numbers(sections: Sequence[SectionLayout], gathered: LayoutContext) -> list[str]:
    """What the page numbers in the text have to say, by their order."""
    total = sum(len(around.pages) for around in sections)
    fields, found = gathered.fields, ["0"] * len(gathered.fields)
    first = 1
    for around in sections if fields else ():
        for page, placed in enumerate(around.pages):
            for line in lines_in(each.item for each in placed if not each.is_repeated):
                for part in line.parts:
                    if isinstance(part, TextPart) and part.number >= 0:
                        number, form = around.number(page, first), around.section.number_format
                        gathered.check_number_format(fields[part.number].form or form)
                        found[part.number] = format_page_number(fields[part.number], number, total, form)
        first = around.number(len(around.pages), first)
    return found


def _draw_sections(
    sections: Sequence[SectionLayout], document: Document, gathered: LayoutContext, used: PageResources
) -> list[DrawnPage]:
    total = sum(len(around.pages) for around in sections)
    sheets: list[DrawnPage] = []
    first = 1
    for around in sections:
        for page, placed in enumerate(around.pages):
            sheet = DrawnPage(len(sheets), around.section.width, around.section.height, used)
            number = around.number(page, first)
            gathered.now = (number, total, around.section.number_format)
            kind = _kind(around.section, document, page, number)
            _draw_header(sheet, around, kind, gathered)
            sheet.draw(placed, around.section.margins.left, around.top)
            _draw_footer(sheet, around, kind, gathered)
            sheets.append(sheet)
        first = around.number(len(around.pages), first)
    gathered.now = None
    return sheets


def _kind(section: PageSection, document: Document, page: int, number: int) -> str:
    """Which header and footer stand on a page of a section, the first of which is 0 (17.10.6, 17.10.1)."""
    if section.title_page and page == 0:
        return "first"
    return "even" if document.even_and_odd and number % 2 == 0 else "default"


def _draw_header(sheet: DrawnPage, around: SectionLayout, kind: str, gathered: LayoutContext) -> None:
    section, margins = around.section, around.section.margins
    items, _high = _lay_out_header_or_footer(
        section.headers.get(kind, ()), margins.header, around.top, around.room, gathered
    )
    sheet.draw_items(items, margins.left, margins.header, True, silent=True)


def _draw_footer(sheet: DrawnPage, around: SectionLayout, kind: str, gathered: LayoutContext) -> None:
    section, margins = around.section, around.section.margins
    items, high = _lay_out_header_or_footer(
        section.footers.get(kind, ()), margins.footer, around.bottom, around.room, gathered
    )
    sheet.draw_items(items, margins.left, section.height - margins.footer - high, True, silent=True)


def _lay_out_header_or_footer(
    blocks: Sequence[DocumentBlock], distance: float, margin: float, room: float, gathered: LayoutContext
) -> tuple[list[FlowItem], float]:
    """What stands in a header or footer of this page, and how high; refused where the margin no longer holds it."""
    held = _lay_out_artifact(blocks, room, gathered)
    high = _height(held)
    if held[0] and distance + high > margin + _HAIR:
        gathered.refuse(UnsupportedKind.GROWING_HEADER)
    return held[0], high
