"""HTML sheets → PDF/A-2b, by pdfkit and wkhtmltopdf: for the program's own lists, which need no Word layout.

Word documents are never converted here: wkhtmltopdf shrinks and reflows them. Its PDFs lack only the declaration of an
archival copy; one that keeps the rules of gen.pdf.pdfa gets it, another stays a plain PDF.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Literal

import pdfkit
import pikepdf

from gen.locale import _
from gen.pdf.engines import finishing, process, thread_pool
from gen.pdf.engines.protocol import (
    Availability,
    ConversionJob,
    ConversionOutcome,
    EngineTraits,
    OutcomeCallback,
    SourceFormat,
    missing_engine_error,
)
from gen.pdf.html_sheet import read_sheet
from gen.pdf.pdfa.declaration import declare_pdfa
from gen.pdf.pdfa.reproducible import Origin, rewrite_reproducibly
from gen.pdf.pdfa.validation import ACCESS, validate_pdfa

_VARIABLE = "GEN_WKHTMLTOPDF"
_PLACES = (
    Path("/usr/local/bin/wkhtmltopdf"),
    Path("C:/Program Files/wkhtmltopdf/bin/wkhtmltopdf.exe"),
)
# Margins of an administrative document, Decree 30/2020/NĐ-CP, annex I, part I, section I, point 3.
_OPTIONS = {
    "page-size": "A4",
    "margin-top": "20mm",
    "margin-bottom": "20mm",
    "margin-left": "30mm",
    "margin-right": "15mm",
    "encoding": "UTF-8",
    "disable-javascript": "",
    "disable-local-file-access": "",
    # wkhtmltopdf has no switch for the network; a proxy on the port where nothing listens refuses every request.
    "proxy": "http://127.0.0.1:9",
    # A sheet without its picture is incomplete.
    "load-media-error-handling": "abort",
}
_ENVIRONMENT = {"QT_HASH_SEED": "0"}
"""Qt writes a PDF's objects in the order of its hash tables, which is random otherwise."""


def locate_wkhtmltopdf() -> Path | None:
    """The wkhtmltopdf program on this machine, without starting it; GEN_WKHTMLTOPDF overrules the search."""
    return process.find_program(_VARIABLE, ("wkhtmltopdf",), _PLACES)


@dataclass(frozen=True, slots=True)
class Wkhtmltopdf:
    """The engine for HTML sheets; `options` are wkhtmltopdf's own, over A4 and the margins of Decree 30.

    A sheet may take at most `seconds`; `archive` is the part and level of PDF/A that it declares.
    """

    options: dict[str, str] = field(default_factory=dict)
    seconds: float = 120
    archive: Literal["1b", "2b"] = "2b"

    @property
    def name(self) -> str:
        """The name by which it is selected."""
        return "pdfkit"

    @property
    def kinds(self) -> frozenset[SourceFormat]:
        """It takes HTML sheets."""
        return frozenset({SourceFormat.SHEETS})

    @property
    def traits(self) -> EngineTraits:
        """It lays sheets out in its own way."""
        return EngineTraits(faithful=False, archive=self.archive, reproducible=True)

    def probe(self) -> Availability:
        """Look for wkhtmltopdf, and ask it for its version; the sheet depends on that more than on pdfkit's."""
        path = locate_wkhtmltopdf()
        number = process.read_version(path) if path else ""
        version = f"{metadata.version('pdfkit')}, wkhtmltopdf {number}"
        return Availability(True, version, path) if number else Availability(False, "", path, _remedy())

    def convert(
        self, jobs: Sequence[ConversionJob], workers: int | None = None, on_done: OutcomeCallback | None = None
    ) -> list[ConversionOutcome]:
        """Convert the HTML sheets of `jobs`, each complete in itself; see `Engine.convert`."""
        path = locate_wkhtmltopdf()
        if path is None:
            raise missing_engine_error(self.name, _remedy())
        count = max(1, min(workers or thread_pool.available_cores(), len(jobs)))
        programs = process.ProgramRunner(_ENVIRONMENT)
        work = partial(self._convert_batch, path, programs)
        return thread_pool.run_in_threads(
            work, thread_pool.split_jobs(jobs, count, largest=1), count, on_done, programs.close
        )

    def _convert_batch(
        self, path: Path, programs: process.ProgramRunner, jobs: thread_pool.JobBatch, on_done: OutcomeCallback
    ) -> list[ConversionOutcome]:
        outcomes = [self._convert_one(path, programs, job) for job in jobs]
        for outcome in outcomes:
            on_done(outcome)
        return outcomes

    def _convert_one(self, path: Path, programs: process.ProgramRunner, job: ConversionJob) -> ConversionOutcome:
        try:
            source = read_sheet(job.source.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return finishing.failed_outcome(job, _sheet_failure())
        with tempfile.TemporaryDirectory(prefix="gen-pdf-", ignore_cleanup_errors=True) as folder:
            output_path = Path(folder) / "sheet.pdf"
            try:
                result = programs.run(self._command(path, job.source, output_path), self.seconds)
            except OSError as error:
                raise missing_engine_error(self.name, str(error)) from error
            if not result.succeeded:
                return finishing.failed_outcome(
                    job, _sheet_failure(result.output) if result.finished else _timeout_failure(self.seconds)
                )
            finalize = partial(_finalized, origin=source.origin, archive=self.archive)
            return finishing.finish_pdf(output_path, job, finalize, source.words) or finishing.failed_outcome(
                job, _sheet_failure()
            )

    def _command(self, path: Path, source: Path, output_path: Path) -> list[str]:
        """The command of pdfkit, which is run here, since pdfkit sets no time limit."""
        configuration = pdfkit.configuration(wkhtmltopdf=str(path))
        kit = pdfkit.PDFKit(str(source), "file", options={**_OPTIONS, **self.options}, configuration=configuration)
        return [str(part) for part in kit.command(str(output_path))]


def _finalized(output_path: Path, origin: Origin, archive: str) -> bytes:
    """The sheet as an archival copy, if it keeps the rules; else as a plain PDF that claims nothing."""
    with pikepdf.open(output_path, inherit_page_attributes=False) as pdf:
        declare_pdfa(pdf)
        data = rewrite_reproducibly(pdf, origin, archive)
        if all(finding.rule in ACCESS for finding in validate_pdfa(data)):
            return data
        return rewrite_reproducibly(pdf, origin, archive="")


def _timeout_failure(seconds: float) -> finishing.ConversionFailure:
    return finishing.ConversionFailure(
        _("wkhtmltopdf did not finish within {seconds} s").format(seconds=round(seconds)),
        _("try again when the machine has less to do"),
    )


def _sheet_failure(output: str = "") -> finishing.ConversionFailure:
    errors = [line for line in output.splitlines() if line.startswith(("Error", "Exit with code"))]
    return finishing.ConversionFailure(
        errors[-1] if errors else _("wkhtmltopdf made no PDF of it"),
        _("a sheet holds all it shows: it refers to no other file, nor to the network"),
    )


def _remedy() -> str:
    value = os.environ.get(_VARIABLE)
    if value:
        return process.wrong_variable_remedy(_VARIABLE, value)
    if sys.platform == "win32":
        return _("install wkhtmltopdf: {command}").format(command="winget install wkhtmltopdf.wkhtmltox")
    if sys.platform == "darwin":
        return _("install wkhtmltopdf: {command}").format(command="https://wkhtmltopdf.org/downloads.html")
    return _("install wkhtmltopdf: {command}").format(command="sudo apt-get install wkhtmltopdf")
