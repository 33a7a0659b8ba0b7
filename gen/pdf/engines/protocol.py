"""Files → PDFs, as a protocol: what every engine does, and what it reports of itself and of each file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gen import diagnostics
from gen.errors import Diagnostic, EngineError
from gen.journal import Journal

if TYPE_CHECKING:
    from gen.ooxml.unsupported import Unsupported


class SourceFormat(StrEnum):
    """What an engine makes PDFs of: Word files, or the lists that the program prints itself."""

    DOCUMENTS = "documents"
    SHEETS = "sheets"


@dataclass(frozen=True, slots=True)
class EngineTraits:
    """What an engine does with every file that it converts.

    `faithful`: a file is laid out as Word lays it out, or refused. `archive`: the part and level of PDF/A (ISO 19005)
    that it makes, such as `2b`; empty where what it makes cannot be shown to be archival. `reproducible`: the same
    file gives the same bytes on every run.
    """

    faithful: bool
    archive: str
    reproducible: bool


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether an engine can run on this machine: its version and program if so, what to install if not."""

    present: bool
    version: str = ""
    path: Path | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ConversionJob:
    """One file to convert, and where its PDF belongs; `journal` is told of the PDF before it is there."""

    source: Path
    target: Path
    journal: Journal | None = None


@dataclass(frozen=True, slots=True)
class ConversionOutcome:
    """The outcome of a job: without `error`, a whole PDF is at its target.

    `unsupported` is what the embedded engine does not set, where that is the error.
    """

    job: ConversionJob
    error: Diagnostic | None = None
    unsupported: tuple[Unsupported, ...] = ()


OutcomeCallback = Callable[[ConversionOutcome], None]


class Engine(Protocol):
    """A converter to PDF."""

    @property
    def name(self) -> str:
        """The name by which it is selected, and recorded in the manifest."""

    @property
    def kinds(self) -> frozenset[SourceFormat]:
        """What it makes PDFs of."""

    @property
    def traits(self) -> EngineTraits:
        """What it does with every file, on every machine."""

    def probe(self) -> Availability:
        """Look for the converter on this machine; starts it to ask for its version."""

    def convert(
        self, jobs: Sequence[ConversionJob], workers: int | None = None, on_done: OutcomeCallback | None = None
    ) -> list[ConversionOutcome]:
        """The outcome of each job, in the order of `jobs`; one bad file never stops the others.

        `workers` is how many run side by side at most (default: one a core); `on_done` is called in the caller's
        thread for each outcome as soon as it is certain. Raises EngineError (PDF-002) where the converter is
        not installed.
        """


def missing_engine_error(name: str, remedy: str) -> EngineError:
    """The error (PDF-002) of an engine that cannot run on this machine; `remedy` says what to install."""
    return EngineError.one(diagnostics.pdf.ENGINE_MISSING.at(name=name, hint=remedy))
