"""Word files → PDF/A, set by this program itself: no program beside Python's packages."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gen.ooxml
import gen.pdf
from gen.files import sources_digest, sweep
from gen.locale import _
from gen.ooxml import RefusedError, read_document
from gen.ooxml.model import Document
from gen.ooxml.unsupported import Unsupported
from gen.ooxml.wording import unsupported_in_part
from gen.pdf import crew, finishing
from gen.pdf.engine import Availability, Job, Kind, OnDone, Outcome, Traits
from gen.pdf.faces import font_book, ready_book, remedy
from gen.schedule import Cores, Here

_DIGEST = 8
_A_PIECE = 10
"""So many files go to a process at a time."""
_FEW = 20
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
    def kinds(self) -> frozenset[Kind]:
        """It takes Word files, and sets the program's lists as Documents."""
        return frozenset(Kind)

    @property
    def traits(self) -> Traits:
        """What it does not know it refuses; the same bytes on every run, on every machine with the same font."""
        return Traits(faithful=True, archive=self.level, reproducible=True)

    def probe(self) -> Availability:
        """Its own version, by its code too, and the font's: what a PDF depends on beside its source."""
        book = font_book()
        if not book.times:
            return Availability(False, remedy=remedy())
        return Availability(True, f"{_revision()}, {book.label}", Path(__file__).parent)

    def set(self, document: Document, job: Job) -> Outcome:
        """What became of a document that this program made; its name is that of `job.source`, where no file has to be.

        Raises EngineError PDF-005 without a font.
        """
        from gen.pdf.embedded.document import set_document  # not above: choosing the engine needs none of it

        with _uncollected():
            made = set_document(document, ready_book(), self.level)
        if made.refused:
            return _beyond(job, made.refused, _("--sheets pdfkit prints lists too, where wkhtmltopdf is installed"))
        return finishing.put(made.pdf, job)

    def convert(self, jobs: Sequence[Job], workers: int | None = None, on_done: OnDone | None = None) -> list[Outcome]:
        """Convert the Word files of `jobs`; see `Engine.convert`. Raises EngineError PDF-005 without a font."""
        import gen.pdf.embedded.document  # noqa: F401 – before processes are forked, which then have it

        ready_book()
        count = max(1, min(workers or crew.cores(), len(jobs) // _FEW))
        pieces = [tuple(jobs[start : start + _A_PIECE]) for start in range(0, len(jobs), _A_PIECE)]
        schedule = Cores(count) if count > 1 else Here()
        outcomes: dict[int, list[Outcome]] = {}
        for done in schedule.carry_out(convert_piece, self.level, pieces):
            outcomes[done.index] = (
                [_given_up(job) for job in pieces[done.index]] if done.result is None else done.result
            )
            for outcome in outcomes[done.index]:
                if on_done is not None:
                    on_done(outcome)
        sweep(job.target for job in jobs)
        return [outcome for index in range(len(pieces)) for outcome in outcomes[index]]


@cache
def _revision() -> str:
    """The version of what reads Word files and sets them: where a module of it changed, PDFs are made again."""
    code = sources_digest(Path(gen.ooxml.__file__).parent, Path(gen.pdf.__file__).parent)
    return f"{gen.__version__}+{code[:_DIGEST]}"


def convert_piece(level: str, jobs: Sequence[Job]) -> list[Outcome]:
    """What became of each of `jobs`, one after the other, in this process."""
    with _uncollected():
        return [_convert_one(job, level) for job in jobs]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Setting makes many small values and few circles: looking for these costs a fifth of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _convert_one(job: Job, level: str) -> Outcome:
    from gen.pdf.embedded.document import set_document  # not above: choosing the engine needs none of it

    try:
        made = set_document(read_document(job.source.read_bytes()), ready_book(), level)
    except (OSError, RefusedError) as error:
        return finishing.unread(job, error, finishing.try_in_word())
    if made.refused:
        return _beyond(job, made.refused, _("use --engine libreoffice for it, or take it out of the Word file"))
    return finishing.put(made.pdf, job)


def _beyond(job: Job, refused: Sequence[Unsupported], hint: str) -> Outcome:
    return finishing.beyond(job, "; ".join(map(unsupported_in_part, refused)), hint)


def _given_up(job: Job) -> Outcome:
    reason = _("every process that worked on it was ended by the system")
    hint = _("there may be too little memory: try with --jobs 1, or close other programs")
    return finishing.failed(job, finishing.Trouble(reason, hint))
