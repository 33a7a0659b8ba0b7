"""A Request → the PDF engines for Word files and lists, and a notice of each that nobody named and that is not here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gen.errors import Diagnostic, EngineError, Severity
from gen.pdf import DEFAULT_ENGINE, Engine, SourceFormat, engine_named
from gen.pipeline.request import BuildRequest


@dataclass(frozen=True, slots=True)
class SelectedEngine:
    """An engine that can run here, under the name that records bear: `libreoffice 7.4.7`."""

    engine: Engine
    label: str


@dataclass(frozen=True, slots=True)
class SelectedEngines:
    """The engines for Word files and for lists, as far as asked for and here."""

    documents: SelectedEngine | None = None
    sheets: SelectedEngine | None = None
    notices: tuple[Diagnostic, ...] = ()

    @classmethod
    def choose(cls, request: BuildRequest) -> SelectedEngines:
        """An engine's absence stops the build only where the person asked for it by name."""
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
    """The engine for `kind`; where nobody named it and it cannot run, none, and a notice of that, each once."""
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
    """An engine's absence where nobody asked for it by name: told, but no reason to stop."""
    for found in error.diagnostics:
        yield Diagnostic(found.code, Severity.WARNING, found.message, found.location, found.hint)
