"""A Document → all findings, in the order in which a reader meets them."""

from __future__ import annotations

from gen.linting.closing_rules import check_annexes, check_closing
from gen.linting.findings import Finding
from gen.linting.head_rules import check_head
from gen.linting.number_rules import check_page_numbers
from gen.linting.page_rules import check_letters, check_pages
from gen.linting.parts import Sector
from gen.linting.recognising import parts_of
from gen.linting.text_rules import check_text
from gen.linting.whole_rules import check_looked_at, check_recognised
from gen.ooxml.model import Document

_RULES = (
    check_recognised, check_pages, check_page_numbers, check_letters, check_head, check_text, check_closing,
    check_annexes, check_looked_at,
)  # fmt: skip


def check_document(document: Document) -> tuple[Finding, ...]:
    """All findings; to a document of the Party none of the decree's rules is applied."""
    parts = parts_of(document)
    rules = (check_looked_at,) if parts.sector is Sector.PARTY else _RULES
    return tuple(finding for rule in rules for finding in rule(parts))
