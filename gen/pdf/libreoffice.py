"""Word files → PDF/A-2b, by LibreOffice's own batch call: many files a call, a private profile for each worker."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from gen.locale import _
from gen.pdf import crew, finishing, program
from gen.pdf.engine import Availability, Job, Kind, OnDone, Outcome, missing

_VARIABLE = "GEN_SOFFICE"
_NAMES = ("soffice.com",) if sys.platform == "win32" else ("soffice", "libreoffice")
_PLACES = (
    Path("/usr/lib/libreoffice/program/soffice"),
    Path("/usr/lib64/libreoffice/program/soffice"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
)
# https://help.libreoffice.org/latest/en-US/text/shared/guide/pdf_params.html
_OPTIONS = {
    # PDF/A-2b, which also embeds every font
    "SelectPdfVersion": {"type": "long", "value": "2"},
    # so that a screen reader can follow headings and tables
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    # the PDF is the record: what gets filled in is the .docx
    "ExportFormFields": {"type": "boolean", "value": "false"},
}
_FILTER = "pdf:writer_pdf_Export:" + json.dumps(_OPTIONS, separators=(",", ":"))

_FEW = 4  # starting LibreOffice costs as much as converting about this many files
_HOPELESS = 2  # single files in a row that time out: then it is LibreOffice that hangs, not the files


def locate() -> Path | None:
    """The soffice program on this machine, without starting it; GEN_SOFFICE overrules the search."""
    return program.find(_VARIABLE, _NAMES, _PLACES)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """The engine for Word files. A call may take `seconds_a_call`, and `seconds_a_file` more for each file in it."""

    files_a_call: int = 20
    seconds_a_call: float = 60
    seconds_a_file: float = 10

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        return "libreoffice"

    @property
    def kind(self) -> Kind:
        """It takes Word files."""
        return Kind.DOCUMENTS

    def probe(self) -> Availability:
        """Look for soffice, and ask it for its version."""
        path = locate()
        version = program.version(path) if path else ""
        return Availability(True, version, path) if version else Availability(False, "", path, _remedy())

    def convert(self, jobs: Sequence[Job], workers: int | None = None, on_done: OnDone | None = None) -> list[Outcome]:
        """Convert the Word files of `jobs`; see `Engine.convert`."""
        soffice = locate()
        if soffice is None:
            raise missing(self.name, _remedy())
        count = max(1, min(workers or crew.cores(), len(jobs) // _FEW))
        todo = crew.pieces(jobs, count, self.files_a_call)
        programs = program.Programs()
        with _temporary_folder() as folder:
            # Two soffice cannot share a profile; and a profile that was used before starts faster than a new one.
            profiles: SimpleQueue[Path] = SimpleQueue()
            for number in range(count):
                profiles.put(folder / f"profile-{number}")
            work = partial(self._convert_piece, soffice, programs, profiles)
            return crew.in_threads(work, todo, count, on_done, programs.close)

    def _convert_piece(
        self, soffice: Path, programs: program.Programs, profiles: SimpleQueue[Path], jobs: crew.Piece
    ) -> list[Outcome]:
        profile = profiles.get()
        try:
            with _temporary_folder() as folder:
                return _Batch(self, soffice, programs, profile, folder).convert(jobs)
        finally:
            profiles.put(profile)


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gen-pdf-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _remedy() -> str:
    chosen = os.environ.get(_VARIABLE)
    if chosen:
        return program.wrong_variable(_VARIABLE, chosen)
    if sys.platform == "win32":
        return _("install LibreOffice: {command}").format(command="winget install TheDocumentFoundation.LibreOffice")
    if sys.platform == "darwin":
        return _("install LibreOffice: {command}").format(command="brew install --cask libreoffice")
    return _("install LibreOffice: {command}").format(
        command="sudo apt-get install libreoffice-writer-nogui fonts-liberation2"
    )


def _damaged(reason: str) -> finishing.Trouble:
    return finishing.Trouble(reason, _("open the file in Word: if it does not open there either, build it again"))


def _too_slow(seconds: float) -> finishing.Trouble:
    return finishing.Trouble(
        _("LibreOffice did not finish within {seconds} s").format(seconds=round(seconds)),
        _("try again when the machine has less to do; if only this file fails, open it in Word and look at it"),
    )


@dataclass(frozen=True, slots=True)
class _Batch:
    """The files of one piece, under plain names in a folder of their own: their real names may be equal, or odd."""

    office: LibreOffice
    soffice: Path
    programs: program.Programs
    profile: Path
    folder: Path

    def convert(self, jobs: crew.Piece) -> list[Outcome]:
        """Convert `jobs` in one call; those that it left without a PDF once more, one by one."""
        outcomes: dict[int, Outcome] = {}
        staged: dict[int, Job] = {}
        for number, job in enumerate(jobs):
            if trouble := self._stage(number, job):
                outcomes[number] = finishing.failed(job, trouble)
            else:
                staged[number] = job
        if staged:
            outcomes |= self._call(staged).outcomes
            outcomes |= self._again({n: job for n, job in staged.items() if finishing.not_converted(outcomes[n])})
        return [outcomes[number] for number in range(len(jobs))]

    def _stage(self, number: int, job: Job) -> finishing.Trouble | None:
        """Copy the source of `job` to its plain name; what is wrong with it, if anything."""
        staged = self._staged(number, job)
        try:
            staged.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(job.source, staged)
        except FileNotFoundError:
            return finishing.Trouble(_("there is no such file"), _("build it again"))
        except OSError as error:
            return finishing.Trouble(error.strerror or str(error), "")
        # LibreOffice opens an empty file, or any text, as a document: a blank PDF would pass for the real one.
        if staged.suffix == ".docx" and not zipfile.is_zipfile(staged):
            return _damaged(_("it is not a whole Word file"))
        return None

    def _call(self, staged: dict[int, Job]) -> _Called:
        """Start LibreOffice once, for all of `staged`."""
        seconds = self.office.seconds_a_call + self.office.seconds_a_file * len(staged)
        try:
            ran = self.programs.run(self._command(staged), seconds)
        except OSError as error:
            raise missing(self.office.name, str(error)) from error
        if ran.finished:
            trouble = _damaged(_("LibreOffice could not read it"))
        else:
            trouble = _too_slow(seconds)
            shutil.rmtree(self.profile, ignore_errors=True)  # half written, perhaps
        outcomes = {n: finishing.finish(self._made(n), job, trouble) for n, job in staged.items()}
        return _Called(outcomes, ran.finished)

    def _again(self, staged: dict[int, Job]) -> dict[int, Outcome]:
        outcomes: dict[int, Outcome] = {}
        hung = 0
        for number, job in staged.items():
            called = self._call({number: job})
            outcomes |= called.outcomes
            hung = 0 if called.finished else hung + 1
            if hung == _HOPELESS:
                break
        return outcomes

    def _command(self, staged: dict[int, Job]) -> list[str]:
        sources = [str(self._staged(number, job)) for number, job in staged.items()]
        profile = f"-env:UserInstallation={self.profile.as_uri()}"
        flags = [profile, "--headless", "--norestore", "--nolockcheck"]
        return [str(self.soffice), *flags, "--convert-to", _FILTER, "--outdir", str(self._out), *sources]

    @property
    def _out(self) -> Path:
        return self.folder / "out"

    def _staged(self, number: int, job: Job) -> Path:
        return self.folder / "in" / f"{number:05}{job.source.suffix.lower()}"

    def _made(self, number: int) -> Path:
        return self._out / f"{number:05}.pdf"


@dataclass(frozen=True, slots=True)
class _Called:
    """One start of LibreOffice: what became of each file, and whether it came to its own end."""

    outcomes: dict[int, Outcome]
    finished: bool
