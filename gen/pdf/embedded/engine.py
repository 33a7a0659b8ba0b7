"""Word files → PDF/A, laid out by this program itself: nothing but Python's packages is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gen.ooxml
import gen.pdf
from gen.files import digest_sources, remove_leftovers
from gen.garbage import without_garbage_collection
from gen.locale import _
from gen.ooxml import UnreadableDocumentError, read_document
from gen.ooxml.model import Document
from gen.pdf.engines import finishing, thread_pool
from gen.pdf.engines.protocol import (
    Availability,
    ConversionJob,
    ConversionOutcome,
    EngineTraits,
    OutcomeCallback,
    SourceFormat,
)
from gen.pdf.faces import font_book, font_remedy, require_font_book
from gen.schedule import ProcessSchedule, SerialSchedule, prepare

_DIGEST = 8
_FILES_PER_PIECE = 10
"""So many files go to a process at a time."""
_MIN_FILES_FOR_PROCESSES = 20
"""Starting a process costs as much as converting about this many files."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The engine that is always there; `level` is the part and level of PDF/A that it makes, 1b or 2b."""

    level: str = "2b"

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        return "embedded"

    @property
    def kinds(self) -> frozenset[SourceFormat]:
        """It takes Word files, and sets the program's lists as Documents."""
        return frozenset(SourceFormat)

    @property
    def traits(self) -> EngineTraits:
        """It refuses what it does not know; the same bytes on every run, on every machine with the same font."""
        return EngineTraits(faithful=True, archive=self.level, reproducible=True)

    def probe(self) -> Availability:
        """Its own version, by its code too, and the font's: what a PDF depends on besides its source."""
        book = font_book()
        if not book.times:
            return Availability(False, remedy=font_remedy())
        return Availability(True, f"{_revision()}, {book.label}", Path(__file__).parent)

    def set(self, document: Document, job: ConversionJob) -> ConversionOutcome:
        """The outcome of a document that this program made; its name is that of `job.source`, which need not exist.

        Raises EngineError PDF-005 without a font.
        """
        from gen.pdf.embedded.document import render_document

        with without_garbage_collection():
            result = render_document(document, require_font_book(), self.level)
        if result.unsupported:
            return finishing.unsupported_outcome(
                job, result.unsupported, _("--sheets pdfkit prints lists too, where wkhtmltopdf is installed")
            )
        return finishing.write_pdf(result.pdf, job)

    def convert(
        self, jobs: Sequence[ConversionJob], workers: int | None = None, on_done: OutcomeCallback | None = None
    ) -> list[ConversionOutcome]:
        """Convert the Word files of `jobs`; see `Engine.convert`. Raises EngineError PDF-005 without a font."""
        require_font_book()
        count = max(1, min(workers or thread_pool.available_cores(), len(jobs) // _MIN_FILES_FOR_PROCESSES))
        pieces = [tuple(jobs[start : start + _FILES_PER_PIECE]) for start in range(0, len(jobs), _FILES_PER_PIECE)]
        schedule = ProcessSchedule(count) if count > 1 else SerialSchedule()
        if count > 1:
            prepare("gen.pdf.embedded.document")  # once, and not in each process
        outcomes: dict[int, list[ConversionOutcome]] = {}
        for done in schedule.run_pieces(convert_piece, self.level, pieces):
            outcomes[done.index] = (
                [_lost_outcome(job) for job in pieces[done.index]] if done.result is None else done.result
            )
            for outcome in outcomes[done.index]:
                if on_done is not None:
                    on_done(outcome)
        remove_leftovers(job.target for job in jobs)
        return [outcome for index in range(len(pieces)) for outcome in outcomes[index]]


@cache
def _revision() -> str:
    """The version of the code that reads Word files and lays them out: when it changes, PDFs are built again."""
    code = digest_sources(Path(gen.ooxml.__file__).parent, Path(gen.pdf.__file__).parent)
    return f"{gen.__version__}+{code[:_DIGEST]}"


def convert_piece(level: str, jobs: Sequence[ConversionJob]) -> list[ConversionOutcome]:
    """The outcome of each of `jobs`, one after the other, in this process."""
    return [_convert_one(job, level) for job in jobs]


def _convert_one(job: ConversionJob, level: str) -> ConversionOutcome:
    from gen.pdf.embedded.document import render_document

    try:
        result = render_document(read_document(job.source.read_bytes()), require_font_book(), level)
    except (OSError, UnreadableDocumentError) as error:
        return finishing.unreadable_outcome(job, error, finishing.try_in_word())
    if result.unsupported:
        return finishing.unsupported_outcome(
            job, result.unsupported, _("use --engine libreoffice for it, or take it out of the Word file")
        )
    return finishing.write_pdf(result.pdf, job)


def _lost_outcome(job: ConversionJob) -> ConversionOutcome:
    reason = _("every process that worked on it was ended by the system")
    hint = _("there may be too little memory: try with --jobs 1, or close other programs")
    return finishing.failed_outcome(job, finishing.ConversionFailure(reason, hint))
