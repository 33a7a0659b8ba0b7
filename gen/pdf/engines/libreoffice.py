"""Word files → PDF/A-2b, by LibreOffice's own batch call: many files a call, a private profile for each worker."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

from gen.locale import _
from gen.ooxml import UnreadableDocumentError
from gen.pdf.engines import finishing, process, thread_pool
from gen.pdf.engines.process import ProgramResult, ProgramRunner
from gen.pdf.engines.protocol import (
    Availability,
    ConversionJob,
    ConversionOutcome,
    EngineTraits,
    OutcomeCallback,
    SourceFormat,
    missing_engine_error,
)
from gen.pdf.expected_content import ExpectedContent, read_expected_content
from gen.pdf.pdfa.reproducible import make_reproducible

_HOPELESS = 3
"""So many calls in a row that hang and make nothing: then it is LibreOffice that hangs, not the files."""


@dataclass(frozen=True, slots=True)
class _StagedFile:
    """A file under a plain name, since real ones may be equal, or odd; where its PDF will be; what that has to show."""

    job: ConversionJob
    path: Path
    made: Path
    source: ExpectedContent

    def finish(self, archive: str) -> ConversionOutcome | None:
        """Put the PDF at its place, dated by its source; None while there is no whole one."""
        settle = partial(make_reproducible, origin=self.source.origin, archive=archive)
        return finishing.finish_pdf(self.made, self.job, settle, self.source.words)


@dataclass(frozen=True, slots=True)
class LibreOfficeBatch:
    """One piece of work in a `folder` of its own. `command` is how to convert, without the files, by `profile`.

    The PDFs claim the part and level of PDF/A that `archive` names, and no more than that. A call that makes no PDF
    for so many `seconds` is ended; `tell` hears of each outcome once, when it is certain.
    """

    command: Sequence[str]
    profile: Path
    programs: ProgramRunner
    folder: Path
    archive: str
    seconds: float
    on_done: OutcomeCallback
    _outcomes: dict[Path, ConversionOutcome] = field(default_factory=dict)

    def convert(self, jobs: Sequence[ConversionJob]) -> list[ConversionOutcome]:
        """The outcomes of `jobs`, in order: all in one call, and what that left without a PDF once more.

        Raises OSError when LibreOffice cannot be started.
        """
        paths = [self.folder / "in" / f"{number:05}{job.source.suffix.lower()}" for number, job in enumerate(jobs)]
        (self.folder / "in").mkdir()
        staged = [file for path, job in zip(paths, jobs, strict=True) if (file := self._stage(path, job))]
        groups, hung = deque([staged] if staged else []), 0
        while groups:
            group = groups.popleft()
            ran = self._call(group)
            left = [file for file in group if file.path not in self._outcomes]
            hung = hung + 1 if not ran.finished and len(left) == len(group) else 0
            if hung == _HOPELESS:
                left += [file for others in groups for file in others]
                groups.clear()
            if len(group) == 1 or hung == _HOPELESS:
                for file in left:
                    self._record_outcome(file.path, finishing.failed_outcome(file.job, self._describe_failure(ran)))
            else:
                groups = _next_groups(groups, left, ran)
        return [self._outcomes[path] for path in paths]

    def _stage(self, path: Path, job: ConversionJob) -> _StagedFile | None:
        """Read the source of `job`, and copy it to `path`; None where something is wrong with it."""
        try:
            data = job.source.read_bytes()
            # LibreOffice opens an empty file, or any text, as a document: a blank PDF would pass for the real one.
            source = read_expected_content(data) if path.suffix == ".docx" else ExpectedContent()
            path.write_bytes(data)
        except (OSError, UnreadableDocumentError) as error:
            self._record_outcome(path, finishing.unreadable_outcome(job, error, finishing.try_in_word()))
            return None
        return _StagedFile(job, path, self.folder / "out" / f"{path.stem}.pdf", source)

    def _call(self, group: Sequence[_StagedFile]) -> ProgramResult:
        """Start LibreOffice once, for all of `group`, and take its PDFs as they come."""
        for file in group:
            file.made.unlink(missing_ok=True)
        sources = [str(file.path) for file in group]
        ran = self.programs.run(
            [*self.command, "--outdir", str(self.folder / "out"), *sources],
            self.seconds,
            lambda: self._collect_finished(group),
        )
        self._collect_finished(group, to_the_end=True)
        if not ran.finished:
            shutil.rmtree(self.profile, ignore_errors=True)  # half written, perhaps
        return ran

    def _collect_finished(self, group: Sequence[_StagedFile], *, to_the_end: bool = False) -> int:
        """Finish what there is, and say how much; while LibreOffice runs, the last of it may be half written."""
        made = [file for file in group if file.made.exists()]
        for file in made if to_the_end else made[:-1]:
            if file.path not in self._outcomes and (outcome := file.finish(self.archive)):
                self._record_outcome(file.path, outcome)
        return len(made)

    def _record_outcome(self, path: Path, outcome: ConversionOutcome) -> None:
        self._outcomes[path] = outcome
        self.on_done(outcome)

    def _describe_failure(self, ran: ProgramResult) -> finishing.ConversionFailure:
        if ran.finished:
            return _damaged_failure(_("LibreOffice could not read it"))
        return finishing.ConversionFailure(
            _("LibreOffice did not finish within {seconds} s").format(seconds=round(self.seconds)),
            _("try again when the machine has less to do; if only this file fails, open it in Word and look at it"),
        )


def _next_groups(
    groups: deque[list[_StagedFile]], left: list[_StagedFile], ran: ProgramResult
) -> deque[list[_StagedFile]]:
    """What to try next. One by one what a call passed over; where it died or was ended, the file it stood at last."""
    if ran.succeeded or not left:
        return deque([*groups, *([file] for file in left)])
    at, *others = left
    return deque([*([others] if others else []), *groups, [at]])


def _damaged_failure(reason: str) -> finishing.ConversionFailure:
    return finishing.ConversionFailure(reason, finishing.try_in_word())


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
    # so that a screen reader can follow headings and tables
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    # the PDF is the record: what gets filled in is the .docx
    "ExportFormFields": {"type": "boolean", "value": "false"},
}
_VERSIONS = {"1b": "1", "2b": "2"}
"""The archival level → LibreOffice's number for it; each also embeds every font."""

_FLAGS = ("--headless", "--norestore", "--nolockcheck", "--convert-to")

_FEW = 4  # starting LibreOffice costs as much as converting about this many files


def locate_soffice() -> Path | None:
    """The soffice program on this machine, without starting it; GEN_SOFFICE overrules the search."""
    return process.find_program(_VARIABLE, _NAMES, _PLACES)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """The engine for Word files; `archive` is the part and level of PDF/A.

    A call that makes no PDF for `seconds_a_file` is ended, and the file at which it stood tried once more, alone.
    """

    archive: Literal["1b", "2b"] = "2b"
    files_a_call: int = 40
    seconds_a_file: float = 90

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        return "libreoffice"

    @property
    def kinds(self) -> frozenset[SourceFormat]:
        """It takes Word files."""
        return frozenset({SourceFormat.DOCUMENTS})

    @property
    def traits(self) -> EngineTraits:
        """It lays out whatever Word does."""
        return EngineTraits(faithful=True, archive=self.archive, reproducible=True)

    def probe(self) -> Availability:
        """Look for soffice, and ask it for its version."""
        path = locate_soffice()
        version = process.read_version(path) if path else ""
        return Availability(True, version, path) if version else Availability(False, "", path, libreoffice_remedy())

    def convert(
        self, jobs: Sequence[ConversionJob], workers: int | None = None, on_done: OutcomeCallback | None = None
    ) -> list[ConversionOutcome]:
        """Convert the Word files of `jobs`; see `Engine.convert`."""
        soffice = locate_soffice()
        if soffice is None:
            raise missing_engine_error(self.name, libreoffice_remedy())
        count = max(1, min(workers or thread_pool.available_cores(), len(jobs) // _FEW))
        todo = thread_pool.split_jobs(jobs, count, self.files_a_call)
        programs = process.ProgramRunner()
        with _temporary_folder() as folder:
            # Two soffice cannot share a profile; and a profile that was used before starts faster than a new one.
            profiles: SimpleQueue[Path] = SimpleQueue()
            for number in range(count):
                profiles.put(folder / f"profile-{number}")
            work = partial(self._convert_piece, soffice, programs, profiles)
            return thread_pool.run_in_threads(work, todo, count, on_done, programs.close)

    def _convert_piece(
        self,
        soffice: Path,
        programs: process.ProgramRunner,
        profiles: SimpleQueue[Path],
        jobs: thread_pool.JobBatch,
        tell: OutcomeCallback,
    ) -> list[ConversionOutcome]:
        from gen.pdf.engines.libreoffice import LibreOfficeBatch

        profile = profiles.get()
        command = (str(soffice), f"-env:UserInstallation={profile.as_uri()}", *_FLAGS, _filter(self.archive))
        try:
            with _temporary_folder() as folder:
                return LibreOfficeBatch(
                    command, profile, programs, folder, self.archive, self.seconds_a_file, tell
                ).convert(jobs)
        except OSError as error:
            raise missing_engine_error(self.name, str(error)) from error
        finally:
            profiles.put(profile)


def _filter(archive: str) -> str:
    """The export filter with its options, as `--convert-to` takes them."""
    options = {"SelectPdfVersion": {"type": "long", "value": _VERSIONS[archive]}, **_OPTIONS}
    return "pdf:writer_pdf_Export:" + json.dumps(options, separators=(",", ":"))


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gen-pdf-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def libreoffice_remedy() -> str:
    """What to do where LibreOffice is not installed."""
    chosen = os.environ.get(_VARIABLE)
    if chosen:
        return process.wrong_variable_remedy(_VARIABLE, chosen)
    if sys.platform == "win32":
        return _("install LibreOffice: {command}").format(command="winget install TheDocumentFoundation.LibreOffice")
    if sys.platform == "darwin":
        return _("install LibreOffice: {command}").format(command="brew install --cask libreoffice")
    return _("install LibreOffice: {command}").format(
        command="sudo apt-get install libreoffice-writer-nogui fonts-liberation2"
    )
