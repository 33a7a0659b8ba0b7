"""The bytes of a PDF → what the archive's index records: pages, the PDF/A level that it claims, encryption."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf

from gen.pdf.pdfa import validation

MAX_BYTES = validation.MAX_BYTES
PLAIN = "PDF"
"""The index's format for a PDF that claims no level of PDF/A, or claims one and breaks its rules."""


@dataclass(frozen=True, slots=True)
class PdfClaims:
    """`level` is `2b` and the like, empty where the file claims none; `broken_rules` are those of it that it breaks.

    They are checked only where `read_claims` was asked to look closely. `broken_formerly`: whether it breaks one of the
    rules by which programs of before judged every level, those of part 1 among them.
    """

    pages: int
    encrypted: bool = False
    level: str = ""
    broken_rules: tuple[str, ...] = ()
    broken_formerly: bool = False

    @property
    def claimed(self) -> str:
        """The format that the file claims."""
        return f"PDF/A-{self.level}" if self.level else PLAIN

    @property
    def format(self) -> str:
        """The format that the index records."""
        return PLAIN if self.broken_rules else self.claimed

    @property
    def formats(self) -> frozenset[str]:
        """The format that the index records, and the one that programs of before recorded."""
        return frozenset({self.format, PLAIN if self.broken_formerly else self.format})


def read_claims(data: bytes, closely: bool = False) -> PdfClaims | None:
    """What the PDF claims; None where `data` is no PDF that can be read without a password.

    To look `closely` takes ten times as long, so it is not done for the program's own lists.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages, encrypted = len(pdf.pages), pdf.is_encrypted
        level = validation.read_claim(data)
        broken = validation.validate_pdfa(data) if level and closely else ()
    except Exception:  # qpdf's own errors for damage, nearly any other for objects of a wrong kind; all mean the same
        return None
    found = {finding.rule for finding in broken}
    return PdfClaims(
        pages, encrypted, level, tuple(sorted(found & validation.rules_of(level))), bool(found - validation.ACCESS)
    )
