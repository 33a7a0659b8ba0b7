"""A list to be printed × an engine → its PDF: set as a Document by the embedded engine, as an HTML sheet by another."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gen.files import digest_sources, sha256
from gen.pdf import ConversionJob, ConversionOutcome, Engine
from gen.sheets.html import html_sheet
from gen.sheets.printed import PrintedList


def print_list(printed: PrintedList, engine: Engine, target: Path) -> ConversionOutcome:
    """What became of `printed`: a PDF at `target`, the same bytes for the same list, or why there is none.

    Raises EngineError PDF-002 or PDF-005 where the engine, or a font for it, is not there.
    """
    # A build without PDFs need not wait for the fonts' libraries to be loaded.
    from gen.pdf.embedded import Embedded
    from gen.pdf.faces import require_font_book
    from gen.sheets.document import list_document

    if isinstance(engine, Embedded):
        return engine.set(list_document(printed, require_font_book()), ConversionJob(Path(target.name), target))
    with tempfile.TemporaryDirectory(prefix="gen-list-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"{target.stem}.html"
        source.write_text(html_sheet(printed), encoding="utf-8")
        return engine.convert([ConversionJob(source, target)], 1)[0]


def list_digest(printed: PrintedList, engine: Engine) -> str:
    """The sha256 of what the engine makes the PDF of: the list and how it is laid out, or its HTML."""
    from gen.pdf.embedded import Embedded

    if isinstance(engine, Embedded):
        return sha256(f"{digest_sources(Path(__file__).parent)}\0{printed!r}".encode())
    return sha256(html_sheet(printed).encode())
