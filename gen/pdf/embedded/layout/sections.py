"""A Document → its pages: the text of each section, with the headers and footers around it."""

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
"""Page numbers in the text may move the text after them: the layout is repeated at most so often."""


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
        """The number of page `page` (from 0); `first` is that of page 0 where the section does not restart."""
        return (first if self.section.start is None else self.section.start) + page


def lay_out_pages(
    document: Document, context: LayoutContext, resources: PageResources, root: StructureElement
) -> list[DrawnPage]:
    """The pages of the document as drawn; the structure that screen readers read is added to `root`."""
    joined = _join_continuous(document, context)
    for _round in range(_ROUNDS):
        root.kids.clear()
        context.fields.clear()
        sections = [
            _lay_out_section(section, number, document.even_and_odd, context, root)
            for number, section in enumerate(joined)
        ]
        numbers = _numbers(sections, context)
        if numbers == context.page_numbers:
            break
        context.page_numbers = numbers
    else:
        context.refuse(UnsupportedKind.MOVING_PAGE_NUMBER)
    drawn = _draw_sections(sections, document, context, resources)
    if any(drawn_page.is_short for drawn_page in drawn):
        context.refuse(UnsupportedKind.BEYOND_PAGE)
    return drawn


def _lay_out_section(
    section: PageSection, number: int, even_and_odd: bool, context: LayoutContext, root: StructureElement
) -> SectionLayout:
    if section.kind in ("evenPage", "oddPage") and number:
        context.refuse(UnsupportedKind.ODD_OR_EVEN_PAGE)
    margins = section.margins
    room = section.width - margins.left - margins.right
    if max(section.width, section.height) > _LARGEST:
        context.refuse(UnsupportedKind.LARGE_PAGE)
    kinds_in_use = ["default", *(["first"] if section.title_page else []), *(["even"] if even_and_odd else [])]
    headers, footers = ([kinds.get(kind, ()) for kind in kinds_in_use] for kinds in (section.headers, section.footers))
    top = _margin_with_header(headers, margins.header, margins.top, room, context)
    bottom = _margin_with_header(footers, margins.footer, margins.bottom, room, context)
    height = max(section.height - top - bottom, 1.0)
    context.page, context.page_extent = height, section.width - margins.left
    flow = BlockFlow(room, context, root, lay_out_table)
    return SectionLayout(section, top, bottom, paginate(flow.items(section.blocks), height, context))


def _join_continuous(document: Document, context: LayoutContext) -> list[PageSection]:
    """The sections; one that begins in the middle of a page is joined to the one before."""
    found: list[PageSection] = []
    for section in document.sections:
        if section.kind != "continuous" or not found:
            found.append(section)
            continue
        last = found[-1]
        if (last.width, last.height, last.margins) != (section.width, section.height, section.margins):
            context.refuse(UnsupportedKind.OTHER_MARGINS)
        if _page_geometry(last) != _page_geometry(section) or section.start is not None:
            context.refuse(UnsupportedKind.OTHER_HEADERS)
        found[-1] = replace(last, blocks=last.blocks + section.blocks)
    return found


def _page_geometry(section: PageSection) -> tuple[object, ...]:
    """What a section states about the space around its text."""
    return section.headers, section.footers, section.title_page, section.number_format


def _margin_with_header(
    kinds: Sequence[Sequence[DocumentBlock]], distance: float, margin: float, room: float, context: LayoutContext
) -> float:
    """The margin, or more where header or footer is higher than it (17.6.11)."""
    context.now = (1, 1, "decimal")
    heights = {distance + _height(_lay_out_artifact(blocks, room, context)) for blocks in kinds}
    context.now = None
    margins = {max(height, margin) for height in heights} or {margin}
    if len(margins) > 1:
        context.refuse(UnsupportedKind.UNEVEN_HEADERS)
    return max(margins)


def _lay_out_artifact(
    blocks: Sequence[DocumentBlock], room: float, context: LayoutContext
) -> tuple[list[FlowItem], float]:
    """The items of a header or footer, and the gap below them; screen readers do not read them."""
    flow = BlockFlow(room, context, None, lay_out_table)
    items = flow.items(blocks)
    return items, flow.below


def _height(laid_out: tuple[list[FlowItem], float]) -> float:
    items, below = laid_out
    return stack_height(items) + below


def _numbers(sections: Sequence[SectionLayout], context: LayoutContext) -> list[str]:
    """The texts of the page numbers in the body, in their order."""
    total = sum(len(layout.pages) for layout in sections)
    fields, found = context.fields, ["0"] * len(context.fields)
    first = 1
    for layout in sections if fields else ():
        for page, placed in enumerate(layout.pages):
            for line in lines_in(each.item for each in placed if not each.is_repeated):
                for part in line.parts:
                    if isinstance(part, TextPart) and part.number >= 0:
                        number, form = layout.number(page, first), layout.section.number_format
                        context.check_number_format(fields[part.number].form or form)
                        found[part.number] = format_page_number(fields[part.number], number, total, form)
        first = layout.number(len(layout.pages), first)
    return found


def _draw_sections(
    sections: Sequence[SectionLayout], document: Document, context: LayoutContext, resources: PageResources
) -> list[DrawnPage]:
    total = sum(len(layout.pages) for layout in sections)
    drawn: list[DrawnPage] = []
    first = 1
    for layout in sections:
        for page, placed in enumerate(layout.pages):
            drawn_page = DrawnPage(len(drawn), layout.section.width, layout.section.height, resources)
            number = layout.number(page, first)
            context.now = (number, total, layout.section.number_format)
            kind = _kind(layout.section, document, page, number)
            _draw_header(drawn_page, layout, kind, context)
            drawn_page.draw(placed, layout.section.margins.left, layout.top)
            _draw_footer(drawn_page, layout, kind, context)
            drawn.append(drawn_page)
        first = layout.number(len(layout.pages), first)
    context.now = None
    return drawn


def _kind(section: PageSection, document: Document, page: int, number: int) -> str:
    """Which header and footer page `page` of a section has, counted from 0 (17.10.6, 17.10.1)."""
    if section.title_page and page == 0:
        return "first"
    return "even" if document.even_and_odd and number % 2 == 0 else "default"


def _draw_header(drawn_page: DrawnPage, layout: SectionLayout, kind: str, context: LayoutContext) -> None:
    section, margins = layout.section, layout.section.margins
    items, _height_used = _lay_out_header_or_footer(
        section.headers.get(kind, ()), margins.header, layout.top, layout.room, context
    )
    drawn_page.draw_items(items, margins.left, margins.header, True, silent=True)


def _draw_footer(drawn_page: DrawnPage, layout: SectionLayout, kind: str, context: LayoutContext) -> None:
    section, margins = layout.section, layout.section.margins
    items, height = _lay_out_header_or_footer(
        section.footers.get(kind, ()), margins.footer, layout.bottom, layout.room, context
    )
    drawn_page.draw_items(items, margins.left, section.height - margins.footer - height, True, silent=True)


def _lay_out_header_or_footer(
    blocks: Sequence[DocumentBlock], distance: float, margin: float, room: float, context: LayoutContext
) -> tuple[list[FlowItem], float]:
    """The items of a header or footer on this page, and their height; refused where the margin cannot hold them."""
    laid_out = _lay_out_artifact(blocks, room, context)
    height = _height(laid_out)
    if laid_out[0] and distance + height > margin + _HAIR:
        context.refuse(UnsupportedKind.GROWING_HEADER)
    return laid_out[0], height
