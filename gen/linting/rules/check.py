"""A Document → all findings, in the order in which a reader meets them."""

from __future__ import annotations

from gen.linting.findings import LayoutFinding
from gen.linting.recognition.elements import Sector
from gen.linting.recognition.recognition import recognize_elements
from gen.linting.rules.body import check_body
from gen.linting.rules.closing import check_annexes, check_closing
from gen.linting.rules.content import check_content
from gen.linting.rules.coverage import check_coverage, check_recognised
from gen.linting.rules.letterhead import check_letterhead
from gen.linting.rules.page import check_letters, check_pages
from gen.linting.rules.page_number import check_page_numbers
from gen.ooxml.model import Document

_RULES = (
    check_recognised, check_pages, check_page_numbers, check_letters, check_letterhead, check_body, check_closing,
    check_annexes, check_content, check_coverage,
)  # fmt: skip


def check_document(document: Document) -> tuple[LayoutFinding, ...]:
    """All findings of a document; none of the decree's rules is applied to a document of the Party."""
    parts = recognize_elements(document)
    rules = (check_coverage,) if parts.sector is Sector.PARTY else _RULES
    return tuple(finding for rule in rules for finding in rule(parts))
