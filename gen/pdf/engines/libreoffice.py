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
from gen.pdf.engines import finishing, offline, process, thread_pool
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
"""After so many calls in a row that hang and make nothing, LibreOffice is at fault, not the files."""


@dataclass(frozen=True, slots=True)
class _StagedFile:
    """A file under a plain name, since real ones may be equal, or odd; its future PDF, and what that has to show."""

    job: ConversionJob
    path: Path
    output: Path
    source: ExpectedContent

    def finish(self, archive: str) -> ConversionOutcome | None:
        """Write the PDF to the target, dated by its source; None while there is no whole one."""
        finalize = partial(make_reproducible, origin=self.source.origin, archive=archive)
        return finishing.finish_pdf(self.output, self.job, finalize, self.source.words)


@dataclass(frozen=True, slots=True)
class LibreOfficeBatch:
    """One batch of jobs in a `folder` of its own, by calls of `soffice` with `arguments` and the files, in `profile`.

    The PDFs claim the part and level of PDF/A that `archive` names, and no more. A call that makes no PDF for `seconds`
    is ended; `on_done` is called with each outcome once, when it is certain.
    """

    soffice: Path
    arguments: Sequence[str]
    profile: Path
    programs: ProgramRunner
    folder: Path
    archive: str
    seconds: float
    on_done: OutcomeCallback
    _outcomes: dict[Path, ConversionOutcome] = field(default_factory=dict)

    def convert(self, jobs: Sequence[ConversionJob]) -> list[ConversionOutcome]:
        """The outcomes of `jobs`, in order: all in one call, and those that it left without a PDF once more.

        Raises OSError when LibreOffice cannot be started.
        """
        paths = [self.folder / "in" / f"{number:05}{job.source.suffix.lower()}" for number, job in enumerate(jobs)]
        (self.folder / "in").mkdir()
        staged = [file for path, job in zip(paths, jobs, strict=True) if (file := self._stage(path, job))]
        groups, hung_calls = deque([staged] if staged else []), 0
        while groups:
            group = groups.popleft()
            result = self._call(group)
            remaining = [file for file in group if file.path not in self._outcomes]
            hung_calls = hung_calls + 1 if not result.finished and len(remaining) == len(group) else 0
            if hung_calls == _HOPELESS:
                remaining += [file for others in groups for file in others]
                groups.clear()
            if len(group) == 1 or hung_calls == _HOPELESS:
                for file in remaining:
                    self._record_outcome(file.path, finishing.failed_outcome(file.job, self._describe_failure(result)))
            else:
                groups = _next_groups(groups, remaining, result)
        return [self._outcomes[path] for path in paths]

    def _stage(self, path: Path, job: ConversionJob) -> _StagedFile | None:
        """Read the source of `job`, and copy it to `path`; None where it cannot be read, or shows what it lacks."""
        try:
            data = job.source.read_bytes()
            # LibreOffice opens an empty file, or any text, as a document: a blank PDF would pass for the real one.
            source = read_expected_content(data) if path.suffix == ".docx" else ExpectedContent()
            path.write_bytes(data)
        except (OSError, UnreadableDocumentError) as error:
            self._record_outcome(path, finishing.unreadable_outcome(job, error, finishing.try_in_word()))
            return None
        if source.shown_links:
            self._record_outcome(path, finishing.linked_outcome(job, source.shown_links))
            return None
        return _StagedFile(job, path, self.folder / "out" / f"{path.stem}.pdf", source)

    def _call(self, group: Sequence[_StagedFile]) -> ProgramResult:
        """Start LibreOffice once, for all of `group`, and take each PDF when it is complete."""
        for file in group:
            file.output.unlink(missing_ok=True)
        arguments = [*self.arguments, "--outdir", str(self.folder / "out"), *(str(file.path) for file in group)]
        command = offline.office_command(self.soffice, self.profile, arguments)
        result = self.programs.run(command, self.seconds, lambda: self._collect_finished(group))
        self._collect_finished(group, to_the_end=True)
        if not result.finished:
            shutil.rmtree(self.profile, ignore_errors=True)  # half written, perhaps
        return result

    def _collect_finished(self, group: Sequence[_StagedFile], *, to_the_end: bool = False) -> int:
        """Finish the PDFs that exist, and return their count; while LibreOffice runs, the last may be half written."""
        finished = [file for file in group if file.output.exists()]
        for file in finished if to_the_end else finished[:-1]:
            if file.path not in self._outcomes and (outcome := file.finish(self.archive)):
                self._record_outcome(file.path, outcome)
        return len(finished)

    def _record_outcome(self, path: Path, outcome: ConversionOutcome) -> None:
        self._outcomes[path] = outcome
        self.on_done(outcome)

    def _describe_failure(self, result: ProgramResult) -> finishing.ConversionFailure:
        if result.finished:
            return _damaged_failure(_("LibreOffice could not read it"))
        return finishing.ConversionFailure(
            _("LibreOffice did not finish within {seconds} s").format(seconds=round(self.seconds)),
            _("try again when the machine has less to do; if only this file fails, open it in Word and look at it"),
        )


def _next_groups(
    groups: deque[list[_StagedFile]], remaining: list[_StagedFile], result: ProgramResult
) -> deque[list[_StagedFile]]:
    """What to try next: each file that a call skipped, alone; the file at which a call died or was ended, last."""
    if result.succeeded or not remaining:
        return deque([*groups, *([file] for file in remaining)])
    at, *others = remaining
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

_FEW = 4  # starting LibreOffice costs as much as converting about this many files


def locate_soffice() -> Path | None:
    """The soffice program on this machine, without starting it; GEN_SOFFICE overrules the search."""
    return process.find_program(_VARIABLE, _NAMES, _PLACES)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """The engine for Word files; `archive` is the part and level of PDF/A.

    A call that makes no PDF for `seconds_a_file` is ended, and the file at which it stopped is tried once more, alone.
    """

    archive: Literal["1b", "2b"] = "2b"
    files_a_call: int = 40
    seconds_a_file: float = 90

    @property
    def name(self) -> str:
        """The name by which it is selected."""
        return "libreoffice"

    @property
    def kinds(self) -> frozenset[SourceFormat]:
        """It takes Word files."""
        return frozenset({SourceFormat.DOCUMENTS})

    @property
    def traits(self) -> EngineTraits:
        """It lays out what Word lays out."""
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
        batches = thread_pool.split_jobs(jobs, count, self.files_a_call)
        programs = process.ProgramRunner(offline.VARIABLES)
        with _temporary_folder() as folder:
            # Two soffice cannot share a profile; and a profile that was used before starts faster than a new one.
            profiles: SimpleQueue[Path] = SimpleQueue()
            for number in range(count):
                profiles.put(folder / f"profile-{number}")
            work = partial(self._convert_batch, soffice, programs, profiles)
            return thread_pool.run_in_threads(work, batches, count, on_done, programs.close)

    def _convert_batch(
        self,
        soffice: Path,
        programs: process.ProgramRunner,
        profiles: SimpleQueue[Path],
        jobs: thread_pool.JobBatch,
        on_done: OutcomeCallback,
    ) -> list[ConversionOutcome]:
        profile = profiles.get()
        arguments = ("--convert-to", _filter(self.archive))
        try:
            with _temporary_folder() as folder:
                return LibreOfficeBatch(
                    soffice, arguments, profile, programs, folder, self.archive, self.seconds_a_file, on_done
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
    """How to install LibreOffice on this system, or to correct GEN_SOFFICE."""
    value = os.environ.get(_VARIABLE)
    if value:
        return process.wrong_variable_remedy(_VARIABLE, value)
    if sys.platform == "win32":
        return _("install LibreOffice: {command}").format(command="winget install TheDocumentFoundation.LibreOffice")
    if sys.platform == "darwin":
        return _("install LibreOffice: {command}").format(command="brew install --cask libreoffice")
    return _("install LibreOffice: {command}").format(
        command="sudo apt-get install libreoffice-writer-nogui fonts-liberation2"
    )
