"""HTML sheets → PDF, by pdfkit: for the program's own lists, which need no Word layout.

Word documents never go this way: wkhtmltopdf shrinks and reflows them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pdfkit

from gen.locale import _
from gen.pdf import crew, finishing, program
from gen.pdf.engine import Availability, Job, Kind, OnDone, Outcome, missing

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
    # A sheet without its picture is no whole sheet.
    "load-media-error-handling": "abort",
}


def locate() -> Path | None:
    """The wkhtmltopdf program on this machine, without starting it; GEN_WKHTMLTOPDF overrules the search."""
    return program.find(_VARIABLE, ("wkhtmltopdf",), _PLACES)


@dataclass(frozen=True, slots=True)
class Wkhtmltopdf:
    """The engine for HTML sheets; `options` are wkhtmltopdf's own, over A4 and the margins of Decree 30."""

    options: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        return "wkhtmltopdf"

    @property
    def kind(self) -> Kind:
        """It takes HTML sheets."""
        return Kind.SHEETS

    def probe(self) -> Availability:
        """Look for wkhtmltopdf, and ask it for its version."""
        path = locate()
        version = program.version(path) if path else ""
        return Availability(True, version, path) if version else Availability(False, "", path, _remedy())

    def convert(self, jobs: Sequence[Job], workers: int | None = None, on_done: OnDone | None = None) -> list[Outcome]:
        """Convert the HTML sheets of `jobs`, each complete in itself; see `Engine.convert`."""
        path = locate()
        if path is None:
            raise missing(self.name, _remedy())
        count = max(1, min(workers or crew.cores(), len(jobs)))
        work = partial(self._convert_piece, path)
        # Nothing to stop: a sheet takes a second, and a Ctrl-C at the terminal reaches wkhtmltopdf itself.
        return crew.in_threads(work, crew.pieces(jobs, count, largest=1), count, on_done, stop=lambda: None)

    def _convert_piece(self, path: Path, jobs: crew.Piece) -> list[Outcome]:
        return [self._convert_one(path, job) for job in jobs]

    def _convert_one(self, path: Path, job: Job) -> Outcome:
        with tempfile.TemporaryDirectory(prefix="gen-pdf-", ignore_cleanup_errors=True) as folder:
            made = Path(folder) / "sheet.pdf"
            # pdfkit changes the environment that it is given.
            configuration = pdfkit.configuration(wkhtmltopdf=str(path), environ=dict(os.environ))
            try:
                pdfkit.from_file(
                    str(job.source), str(made), options={**_OPTIONS, **self.options}, configuration=configuration
                )
            except OSError as error:
                return finishing.failed(job, _trouble(str(error)))
            return finishing.finish(made, job, _trouble())


def _trouble(output: str = "") -> finishing.Trouble:
    said = [line for line in output.splitlines() if line.startswith(("Error", "Exit with code"))]
    return finishing.Trouble(
        said[-1] if said else _("wkhtmltopdf made no PDF of it"),
        _("a sheet holds all it shows: it refers to no other file, nor to the network"),
    )


def _remedy() -> str:
    chosen = os.environ.get(_VARIABLE)
    if chosen:
        return program.wrong_variable(_VARIABLE, chosen)
    if sys.platform == "win32":
        return _("install wkhtmltopdf: {command}").format(command="winget install wkhtmltopdf.wkhtmltox")
    if sys.platform == "darwin":
        return _("install wkhtmltopdf: {command}").format(command="https://wkhtmltopdf.org/downloads.html")
    return _("install wkhtmltopdf: {command}").format(command="sudo apt-get install wkhtmltopdf")
