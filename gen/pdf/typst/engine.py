"""Word files → PDF/A-2b, by our own translation and the Typst compiler: no program beside Python's packages."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import typst

from gen.errors import Diagnostic, Location, Severity
from gen.files import sweep, write_whole
from gen.locale import _
from gen.ooxml import RefusedError, read_document
from gen.pdf import crew, finishing
from gen.pdf.engine import Availability, Job, Kind, OnDone, Outcome, Traits
from gen.pdf.typst.faces import FontBook, font_book, ready_book, remedy
from gen.pdf.typst.translation import Translation, translate
from gen.schedule import Cores, Here

Standard = Literal["a-1b", "a-2b"]

_A_PIECE = 10
"""So many files go to a process at a time."""
_FEW = 6
"""Starting a process costs as much as converting about this many files."""


@dataclass(frozen=True, slots=True)
class Typst:
    """The engine that is always there; `standard` is the archival standard, as Typst names it."""

    standard: Standard = "a-2b"

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        return "typst"

    @property
    def kind(self) -> Kind:
        """It takes Word files."""
        return Kind.DOCUMENTS

    @property
    def traits(self) -> Traits:
        """What it does not know it refuses; the same bytes on every run, on every machine with the same font."""
        return Traits(faithful=True, archive=self.standard.removeprefix("a-"), reproducible=True)

    def probe(self) -> Availability:
        """The versions of Typst and of the font that documents get: what a PDF depends on beside its source."""
        book = font_book()
        if not book.times:
            return Availability(False, remedy=remedy())
        return Availability(True, f"{version('typst')}, {book.label}", Path(typst.__file__).parent)

    def convert(self, jobs: Sequence[Job], workers: int | None = None, on_done: OnDone | None = None) -> list[Outcome]:
        """Convert the Word files of `jobs`; see `Engine.convert`. Raises EngineError PDF-005 without a font."""
        ready_book()
        count = max(1, min(workers or crew.cores(), len(jobs) // _FEW))
        pieces = [tuple(jobs[start : start + _A_PIECE]) for start in range(0, len(jobs), _A_PIECE)]
        schedule = Cores(count) if count > 1 else Here()
        outcomes: dict[int, list[Outcome]] = {}
        for done in schedule.carry_out(convert_piece, self.standard, pieces):
            outcomes[done.index] = (
                [_given_up(job) for job in pieces[done.index]] if done.result is None else done.result
            )
            for outcome in outcomes[done.index]:
                if on_done is not None:
                    on_done(outcome)
        sweep(job.target for job in jobs)
        return [outcome for index in range(len(pieces)) for outcome in outcomes[index]]


def convert_piece(standard: Standard, jobs: Sequence[Job]) -> list[Outcome]:
    """What became of each of `jobs`, one after the other, in this process."""
    gc.disable()  # a translation makes many small values and no circles: looking for these costs a fifth of it
    try:
        return [_convert_one(job, standard) for job in jobs]
    finally:
        gc.enable()


def _convert_one(job: Job, standard: Standard) -> Outcome:
    book = ready_book()
    try:
        translation = translate(read_document(job.source.read_bytes()), book)
    except FileNotFoundError:
        return finishing.failed(job, finishing.Trouble(_("there is no such file"), _("build it again")))
    except OSError as error:
        return finishing.failed(job, finishing.Trouble(error.strerror or str(error), ""))
    except RefusedError as refused:
        hint = _("open the file in Word: if it does not open there either, build it again")
        return finishing.failed(job, finishing.Trouble(str(refused), hint))
    if translation.refused:
        return Outcome(job, _beyond(job, translation.refused))
    try:
        made = compile_source(translation, book, standard)
    except typst.TypstError as error:
        return finishing.failed(job, finishing.Trouble(_said(error), _by_libreoffice()))
    return _put(made, job)


def compile_source(translation: Translation, book: FontBook, standard: Standard) -> bytes:
    """The PDF of a translation; the same bytes each time.

    Raises typst.TypstError where the source cannot be set, a picture in it is damaged, say.
    """
    moment = int(translation.date.timestamp())
    compiler, root = _compiler(os.getpid())
    try:
        for name, data in translation.pictures.items():
            (root / name).write_bytes(data)
        made = compiler.compile(
            input=translation.source.encode(), format="pdf", pdf_standards=standard, timestamp=moment
        )
    finally:
        for name in translation.pictures:
            (root / name).unlink(missing_ok=True)
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _compiler(_process: int) -> tuple[typst.Compiler, Path]:
    """The compiler of this process, which may read the files in one folder of its own and no other."""
    folder = tempfile.TemporaryDirectory(prefix="gen-typst-")
    _folders.append(folder)
    return typst.Compiler(root=folder.name, font_paths=ready_book().fonts), Path(folder.name)


_folders: list[tempfile.TemporaryDirectory[str]] = []
"""Held so that they go when the process ends."""


def _put(made: bytes, job: Job) -> Outcome:
    try:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(job.target, made)
    except OSError as error:
        return Outcome(job, finishing.not_written(job.target, error))
    return Outcome(job)


def _beyond(job: Job, refused: Sequence[str]) -> Diagnostic:
    """The error (PDF-006) of a file that has what this engine does not know: it is never left out."""
    message = _("{name} has what the embedded engine does not set: {what}")
    return Diagnostic(
        "PDF-006",
        Severity.ERROR,
        message.format(name=job.source.name, what="; ".join(refused)),
        Location(str(job.source)),
        _by_libreoffice(),
    )


def _by_libreoffice() -> str:
    return _("use --engine libreoffice for it, or take it out of the Word file")


def _said(error: typst.TypstError) -> str:
    return str(error.message).splitlines()[0] if error.message else _("it cannot be set")


def _given_up(job: Job) -> Outcome:
    reason = _("every process that worked on it was ended by the system")
    hint = _("there may be too little memory: try with --jobs 1, or close other programs")
    return finishing.failed(job, finishing.Trouble(reason, hint))
