"""A list to be printed × an engine → its PDF: from a Document for the embedded engine, from HTML for another."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gen.files import digest_sources, sha256
from gen.journal import Journal
from gen.pdf import ConversionJob, ConversionOutcome, Engine
from gen.sheets.html import html_sheet
from gen.sheets.printed import PrintedList


def print_list(printed: PrintedList, engine: Engine, target: Path, journal: Journal | None = None) -> ConversionOutcome:
    """The outcome for `printed`: a PDF at `target`, noted in `journal`, the same bytes for the same list; or the error.

    Raises EngineError PDF-002 or PDF-005 where the engine, or a font for it, is missing.
    """
    # Imported here, so that a build without PDFs does not load the libraries for fonts.
    from gen.pdf.embedded import Embedded
    from gen.pdf.faces import require_font_book
    from gen.sheets.document import list_document

    if isinstance(engine, Embedded):
        return engine.set(
            list_document(printed, require_font_book()), ConversionJob(Path(target.name), target, journal)
        )
    with tempfile.TemporaryDirectory(prefix="gen-list-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"{target.stem}.html"
        source.write_text(html_sheet(printed), encoding="utf-8")
        return engine.convert([ConversionJob(source, target, journal)], 1)[0]


def list_digest(printed: PrintedList, engine: Engine) -> str:
    """The sha256 of the engine's input: the list with the code that lays it out, or its HTML."""
    from gen.pdf.embedded import Embedded

    if isinstance(engine, Embedded):
        return sha256(f"{digest_sources(Path(__file__).parent)}\0{printed!r}".encode())
    return sha256(html_sheet(printed).encode())
