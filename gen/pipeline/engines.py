"""A BuildRequest → the PDF engines for Word files and lists, with a notice of each default one that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gen.errors import Diagnostic, EngineError, Severity
from gen.pdf import DEFAULT_ENGINE, Engine, SourceFormat, engine_named
from gen.pipeline.request import BuildRequest


@dataclass(frozen=True, slots=True)
class SelectedEngine:
    """An engine that can run here; `label` is its name and version in records: `libreoffice 7.4.7`."""

    engine: Engine
    label: str


@dataclass(frozen=True, slots=True)
class SelectedEngines:
    """The engines for Word files and for lists; None where PDFs are not requested or the engine is missing."""

    documents: SelectedEngine | None = None
    sheets: SelectedEngine | None = None
    notices: tuple[Diagnostic, ...] = ()

    @classmethod
    def choose(cls, request: BuildRequest) -> SelectedEngines:
        """The engines of `request`. Raises EngineError PDF-001 and PDF-002 only for an engine that it names."""
        if not request.pdf:
            return cls()
        notices: dict[Diagnostic, None] = {}
        documents = _select_engine_for(request.engine, SourceFormat.DOCUMENTS, notices)
        sheets = _select_engine_for(request.sheets, SourceFormat.SHEETS, notices)
        return cls(documents, sheets, tuple(notices))

    @property
    def label(self) -> str:
        """Their names and versions."""
        return ", ".join(dict.fromkeys(chosen.label for chosen in (self.documents, self.sheets) if chosen))


def _select_engine_for(named: str | None, kind: SourceFormat, notices: dict[Diagnostic, None]) -> SelectedEngine | None:
    """The engine for `kind`; where the default one cannot run, None and a notice."""
    try:
        return select_engine(named or DEFAULT_ENGINE, kind)
    except EngineError as error:
        if named:
            raise
        notices |= dict.fromkeys(_as_notice(error))
        return None


def select_engine(name: str, kind: SourceFormat) -> SelectedEngine:
    """The engine called `name`.

    Raises EngineError PDF-001 and PDF-002, as `gen.pdf.engine_named`.
    """
    engine = engine_named(name, kind)
    return SelectedEngine(engine, f"{engine.name} {engine.probe().version}".strip())


def _as_notice(error: EngineError) -> Iterator[Diagnostic]:
    """The diagnostics of an engine's absence as warnings: without a request by name the build goes on."""
    for found in error.diagnostics:
        yield Diagnostic(found.code, Severity.WARNING, found.message, found.location, found.hint)
