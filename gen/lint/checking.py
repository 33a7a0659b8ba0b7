"""A Document → all findings, in the order in which a reader meets them."""

from __future__ import annotations

from gen.lint.closing_rules import check_annexes, check_closing
from gen.lint.findings import Finding
from gen.lint.head_rules import check_head
from gen.lint.number_rules import check_page_numbers
from gen.lint.page_rules import check_letters, check_pages
from gen.lint.parts import Sector
from gen.lint.recognising import parts_of
from gen.lint.text_rules import check_text
from gen.lint.whole_rules import check_looked_at, check_recognised
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
