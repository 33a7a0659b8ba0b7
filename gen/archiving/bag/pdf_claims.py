"""The bytes of a PDF → what the archive's index says of it: pages, the PDF/A level that it claims, encryption."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf

from gen.pdf.pdfa import validation

MAX_BYTES = validation.MAX_BYTES
PLAIN = "PDF"
"""How the index calls a PDF that claims no level of PDF/A, or claims one and does not keep it."""


@dataclass(frozen=True, slots=True)
class PdfClaims:
    """`level` is `2b` and the like, empty where the file claims none; `breaks` are rules of that level that it breaks.

    These are looked for only where somebody asked for a close look.
    """

    pages: int
    encrypted: bool = False
    level: str = ""
    broken_rules: tuple[str, ...] = ()

    @property
    def claimed(self) -> str:
        """What the file calls itself."""
        return f"PDF/A-{self.level}" if self.level else PLAIN

    @property
    def format(self) -> str:
        """How the index calls it."""
        return PLAIN if self.broken_rules else self.claimed


def read_claims(data: bytes, closely: bool = False) -> PdfClaims | None:
    """What the PDF claims; None where `data` is no PDF that can be read without a password.

    To look `closely` takes ten times as long: it is done once, when the index is written.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages, encrypted = len(pdf.pages), pdf.is_encrypted
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return None  # what qpdf finds wrong it says in errors of its own; the rest are objects of a wrong type
    level = validation.read_claim(data)
    broken = (
        {found.rule for found in validation.validate_pdfa(data)} - validation.ACCESS if level and closely else set()
    )
    return PdfClaims(pages, encrypted, level, tuple(sorted(broken)))
