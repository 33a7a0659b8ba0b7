"""Word files, the program's lists → PDFs: the only stage that starts a converter, one module an engine, one protocol.

engines/             a file and an engine's name → its PDF: the protocol, and the converters of other programs
embedded/            a .docx → PDF/A-2b, laid out by this program itself: needs pip alone
pdfa/                a PDF → whether it is the archival copy that it claims to be; and what makes it one
expected_content.py  the bytes of a .docx → the expected content of its PDF
html_sheet.py        the HTML of a sheet → the expected content of its PDF
word_check.py        two texts → the words of the first that are missing in the second
faces.py             the fonts of this machine → the family of the documents, and what layout needs of each face
font_files.py        the folders of this machine → the fonts in them, each with its file and its place in it
fonts.py             fontconfig → the font that LibreOffice gives the documents, and the Vietnamese letters it lacks
office_formats.py    files of other office programs (.doc, .odt, .rtf) → the .docx that LibreOffice makes of each
odf_controls.py      an OpenDocument text → the same with the words of its form controls as plain text
page_text.py         a PDF → the text of its pages, and whether they are typed; of one from outside in bounds
text_lines.py        a PDF with text → its lines, each with its place and its font
"""

from __future__ import annotations

from collections.abc import Mapping
from pkgutil import resolve_name
from types import MappingProxyType

from gen import diagnostics
from gen.diagnostics.mistake import suggest_word
from gen.errors import EngineError
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
"""The default engine for Word files and for lists."""

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
    "known_engines",
]


def known_engines(kind: SourceFormat | None = None) -> tuple[Engine, ...]:
    """Every engine of the program, installed or not; with `kind`, those that convert such sources."""
    known = tuple(_engine(name) for name in _CLASSES)
    return tuple(engine for engine in known if kind is None or kind in engine.kinds)


def engine_named(name: str, kind: SourceFormat | None = None) -> Engine:
    """The engine called `name`, ready for use; another one is never used in its place.

    Raises EngineError: PDF-001 when no engine (of that `kind`) has the name, PDF-002 when it cannot run here.
    """
    engine = _engine(name) if name in _CLASSES else None
    if engine is None or (kind is not None and kind not in engine.kinds):
        known = [engine.name for engine in known_engines(kind)]
        hint = suggest_word(name.lower(), known)
        raise EngineError.one(diagnostics.pdf.UNKNOWN_ENGINE.at(name=name, names=", ".join(known), hint=hint))
    available = engine.probe()
    if not available.present:
        raise missing_engine_error(name, available.remedy)
    return engine


def _engine(name: str) -> Engine:
    """The engine of that name; only its own libraries are loaded."""
    engine: Engine = resolve_name(_CLASSES[name])()
    return engine
