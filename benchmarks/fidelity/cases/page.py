"""Cases: page sizes and margins, sections, headers and footers with page numbers."""

from __future__ import annotations

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm

from benchmarks.fidelity.cases.draft import Draft, child, field
from benchmarks.fidelity.cases.registry import case


@case
def page_margins_wide(draft: Draft) -> None:
    """A narrow column in the middle."""
    draft.paper(margins=(4.0, 4.5, 3.5, 5.0))
    draft.prose(14)


@case
def page_margins_narrow(draft: Draft) -> None:
    """Long lines."""
    draft.paper(margins=(1.27, 1.27, 1.27, 1.27))
    draft.prose(24)


@case
def page_letter_size(draft: Draft) -> None:
    """American paper."""
    draft.paper(21.59, 27.94)
    draft.prose(18)


@case
def page_a5(draft: Draft) -> None:
    """Half the paper: many pages."""
    draft.paper(14.8, 21.0, (1.5, 1.5, 1.5, 2.0))
    draft.prose(16)


@case
def page_landscape(draft: Draft) -> None:
    """Broad paper."""
    draft.paper(29.7, 21.0).orientation = WD_ORIENT.LANDSCAPE
    draft.prose(18)


@case
def page_gutter_and_distances(draft: Draft) -> None:
    """Room for the binding, a header near the edge and a footer far from it."""
    section = draft.paper()
    section.gutter, section.header_distance, section.footer_distance = Cm(1), Cm(0.8), Cm(1.5)
    section.header.paragraphs[0].text = "Kế hoạch năm"
    _numbered(section)
    draft.prose(16)


@case
def header_taller_than_margin(draft: Draft) -> None:
    """A header of four lines, which pushes the text down."""
    section = draft.paper()
    section.header.paragraphs[0].text = "ỦY BAN NHÂN DÂN XÃ"
    for line in ("VĂN PHÒNG", "Bộ phận Tiếp nhận và Trả kết quả", "Hồ sơ lưu"):
        section.header.add_paragraph(line)
    draft.prose(16)


@case
def header_first_page_other(draft: Draft) -> None:
    """No number on the first page, one in the middle above on the others."""
    section = draft.paper()
    section.different_first_page_header_footer = True
    above = section.header.paragraphs[0]
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(above, "PAGE")
    draft.prose(20)


@case
def footer_page_of_pages(draft: Draft) -> None:
    """The page's number and how many there are."""
    below = draft.paper().footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    below.add_run("Trang ")
    field(below, "PAGE")
    below.add_run("/")
    field(below, "NUMPAGES", "9")
    draft.prose(22)


@case
def sections_portrait_then_landscape(draft: Draft) -> None:
    """An annex on broad paper with a header of its own."""
    draft.prose(9)
    section = draft.document.add_section(WD_SECTION.NEW_PAGE)
    draft.paper(29.7, 21.0, (3.0, 2.0, 2.0, 2.0), section).orientation = WD_ORIENT.LANDSCAPE
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "Phụ lục I"
    draft.prose(9)
    draft.table(6, 5)


@case
def sections_numbers_restarted(draft: Draft) -> None:
    """The second section counts from 1 again, in Roman numbers."""
    _numbered(draft.paper())
    draft.prose(12)
    section = draft.document.add_section(WD_SECTION.NEW_PAGE)
    child(section._sectPr, "pgNumType", fmt="lowerRoman", start=1)
    section._sectPr.append(section._sectPr.find(qn("w:cols")))
    draft.prose(12)


def _numbered(section: Section) -> None:
    below = section.footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(below, "PAGE")
