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
    """`level` is `2b` and the like, empty where the file claims none; `broken_rules` are those that it breaks.

    They are checked only where `read_claims` was asked to look closely.
    """

    pages: int
    encrypted: bool = False
    level: str = ""
    broken_rules: tuple[str, ...] = ()

    @property
    def claimed(self) -> str:
        """The format that the file claims."""
        return f"PDF/A-{self.level}" if self.level else PLAIN

    @property
    def format(self) -> str:
        """The format that the index records."""
        return PLAIN if self.broken_rules else self.claimed


def read_claims(data: bytes, closely: bool = False) -> PdfClaims | None:
    """What the PDF claims; None where `data` is no PDF that can be read without a password.

    To look `closely` takes ten times as long, so it is done only when a file enters the archive.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages, encrypted = len(pdf.pages), pdf.is_encrypted
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return None  # qpdf reports damage as its own errors; the others come from objects of a wrong type
    level = validation.read_claim(data)
    broken = (
        {found.rule for found in validation.validate_pdfa(data)} - validation.ACCESS if level and closely else set()
    )
    return PdfClaims(pages, encrypted, level, tuple(sorted(broken)))
