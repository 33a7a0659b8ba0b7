"""Word files, the program's lists → PDFs: the only stage that starts a converter, one module an engine, one protocol.

embedded/            .docx → PDF/A-2b, set by this program itself: needs pip alone
office_formats.py    Files of other office programs (.doc, .odt, .rtf) → the .docx that LibreOffice makes of each
text_lines.py        A PDF that holds text → its lines, each with where it stands on its page and the look of its first
faces.py             the fonts that the embedded engine can use; fontfiles.py where they lie
fonts.py             which font LibreOffice gives the documents here, and whether it has every Vietnamese letter
font_files.py        The folders of this machine in which fonts lie → the fonts in them, each with the file and the pla
engines/             A file and an engine's name → its PDF
html_sheet.py        The HTML of a sheet → what its PDF has to show and to say of it
expected_content.py  The bytes of a .docx → what its PDF has to show and to say of it
pdfa/                A PDF → whether it is the archival copy that it claims to be
word_check.py        Two texts → the words of the first that are missing in the second, however a PDF cuts them into li
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pkgutil import resolve_name
from types import MappingProxyType

from gen import diagnostics
from gen.errors import EngineError
from gen.locale import _
from gen.pdf.engines.protocol import (
    Availability,
    ConversionJob,
    ConversionOutcome,
    Engine,
    OutcomeCallback,
    SourceFormat,
    missing_engine_error,
)

DEFAULT_ENGINE = "embedded"
"""The engine that is taken where nobody names one, for Word files and for lists."""

_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "embedded": "gen.pdf.embedded:Embedded",
        "libreoffice": "gen.pdf.engines.libreoffice:LibreOffice",
        "pdfkit": "gen.pdf.engines.wkhtmltopdf:Wkhtmltopdf",
    }
)
"""An engine's name → its class, in the order shown; its module is imported when it is needed."""

__all__ = [
    "DEFAULT_ENGINE",
    "Availability",
    "ConversionJob",
    "ConversionOutcome",
    "Engine",
    "OutcomeCallback",
    "SourceFormat",
    "engine_named",
    "engines",
]


def engines(kind: SourceFormat | None = None) -> tuple[Engine, ...]:
    """Every engine the program knows, installed or not; with `kind`, those that take such things."""
    known = tuple(_engine(name) for name in _CLASSES)
    return tuple(engine for engine in known if kind is None or kind in engine.kinds)


def engine_named(name: str, kind: SourceFormat | None = None) -> Engine:
    """The engine called `name`, ready for use; another one is never taken in its place.

    Raises EngineError: PDF-001 when no engine (of that `kind`) has the name, PDF-002 when it cannot run here.
    """
    engine = _engine(name) if name in _CLASSES else None
    if engine is None or (kind is not None and kind not in engine.kinds):
        known = [engine.name for engine in engines(kind)]
        near = get_close_matches(name.lower(), known, n=1)
        hint = _('did you mean "{name}"?').format(name=near[0]) if near else ""
        raise EngineError.one(diagnostics.pdf.UNKNOWN_ENGINE.at(name=name, names=", ".join(known), hint=hint))
    available = engine.probe()
    if not available.present:
        raise missing_engine_error(name, available.remedy)
    return engine


def _engine(name: str) -> Engine:
    """The engine of that name; only its own libraries are loaded."""
    engine: Engine = resolve_name(_CLASSES[name])()
    return engine
