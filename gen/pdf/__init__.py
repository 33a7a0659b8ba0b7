"""Word files, the program's lists → PDFs: the only stage that starts a converter, one module an engine, one protocol.

engine.py       what every engine promises, and says of itself and of each file
embedded/       .docx → PDF/A-2b, set by this program itself: needs pip alone
libreoffice.py  .docx → PDF/A-2b, many files a call
wkhtmltopdf.py  HTML sheets → PDF, by pdfkit
program.py      finding a converter on this machine, and running it so that it can be ended
crew.py         many files at once, in threads
finishing.py    a converter's output → the PDF at its place, whole or not at all
faces.py        the fonts that the embedded engine can use; fontfiles.py where they lie
fonts.py        which font LibreOffice gives the documents here, and whether it has every Vietnamese letter
"""

from __future__ import annotations

from difflib import get_close_matches

from gen import diagnostics
from gen.errors import EngineError
from gen.locale import _
from gen.pdf.engine import Availability, Engine, Job, Kind, OnDone, Outcome, missing
from gen.pdf.libreoffice import LibreOffice
from gen.pdf.wkhtmltopdf import Wkhtmltopdf

DEFAULT_ENGINE = "embedded"
"""The engine that is taken where nobody names one, for Word files and for lists."""

__all__ = ["DEFAULT_ENGINE", "Availability", "Engine", "Job", "Kind", "OnDone", "Outcome", "engine_named", "engines"]


def engines(kind: Kind | None = None) -> tuple[Engine, ...]:
    """Every engine the program knows, installed or not; with `kind`, those that take such things."""
    # A build without PDFs need not wait for the fonts' libraries to be loaded.
    from gen.pdf.embedded import Embedded

    known: tuple[Engine, ...] = (Embedded(), LibreOffice(), Wkhtmltopdf())
    return tuple(engine for engine in known if kind is None or kind in engine.kinds)


def engine_named(name: str, kind: Kind | None = None) -> Engine:
    """The engine called `name`, ready for use; another one is never taken in its place.

    Raises EngineError: PDF-001 when no engine (of that `kind`) has the name, PDF-002 when it cannot run here.
    """
    known = {engine.name: engine for engine in engines(kind)}
    if name not in known:
        near = get_close_matches(name.lower(), known, n=1)
        hint = _('did you mean "{name}"?').format(name=near[0]) if near else ""
        raise EngineError.one(diagnostics.pdf.UNKNOWN_ENGINE.at(name=name, names=", ".join(known), hint=hint))
    available = known[name].probe()
    if not available.present:
        raise missing(name, available.remedy)
    return known[name]
