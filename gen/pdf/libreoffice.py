"""Word files → PDF/A-2b, by LibreOffice's own batch call: many files a call, a private profile for each worker."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

from gen.locale import _
from gen.pdf import crew, program
from gen.pdf.batch import Batch
from gen.pdf.engine import Availability, Job, Kind, OnDone, Outcome, Traits, missing

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


def locate() -> Path | None:
    """The soffice program on this machine, without starting it; GEN_SOFFICE overrules the search."""
    return program.find(_VARIABLE, _NAMES, _PLACES)


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
    def kinds(self) -> frozenset[Kind]:
        """It takes Word files."""
        return frozenset({Kind.DOCUMENTS})

    @property
    def traits(self) -> Traits:
        """It lays out whatever Word does."""
        return Traits(faithful=True, archive=self.archive, reproducible=True)

    def probe(self) -> Availability:
        """Look for soffice, and ask it for its version."""
        path = locate()
        version = program.version(path) if path else ""
        return Availability(True, version, path) if version else Availability(False, "", path, remedy())

    def convert(self, jobs: Sequence[Job], workers: int | None = None, on_done: OnDone | None = None) -> list[Outcome]:
        """Convert the Word files of `jobs`; see `Engine.convert`."""
        soffice = locate()
        if soffice is None:
            raise missing(self.name, remedy())
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
        self, soffice: Path, programs: program.Programs, profiles: SimpleQueue[Path], jobs: crew.Piece, tell: OnDone
    ) -> list[Outcome]:
        profile = profiles.get()
        command = (str(soffice), f"-env:UserInstallation={profile.as_uri()}", *_FLAGS, _filter(self.archive))
        try:
            with _temporary_folder() as folder:
                return Batch(command, profile, programs, folder, self.archive, self.seconds_a_file, tell).convert(jobs)
        except OSError as error:
            raise missing(self.name, str(error)) from error
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


def remedy() -> str:
    """What to do where LibreOffice is not installed."""
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
