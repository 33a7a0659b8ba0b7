"""Jobs → files that programs typed into and saved; a program that is not here, crashes or hangs is named."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from gen.pdf.engines import libreoffice
from tests.editors.jobs import Job
from tests.editors.own_formats import (
    put_as_word,
    put_by_python_docx,
    type_into_abw,
    type_into_docx,
    type_into_odt,
)
from tests.editors.running import ProgramFailedError, end, run
from tests.support.needs import PYTHON_WITH_UNO

SCRIPTS = Path(__file__).parent / "scripts"
ENVIRONMENT = Path(__file__).parents[2] / ".venv" / "editors"
"""Where `make editors` installs document-builder: it is no part of the program, nor of its environment."""
SECONDS, MORE_SECONDS = 60, 15
"""After which a program is stopped: so many, and more for each file."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program: how a person calls it, in which formats it saves, and of them the one that goes on to the next.

    `work` does one job, or all of them in one run where `in_one_run`. `missing` says why it is not here; empty where
    it is. `opens` are the formats that it is given. `version` is asked of the program that is here.
    """

    name: str
    formats: tuple[str, ...]
    work: Callable[[Sequence[Job]], None]
    missing: Callable[[], str]
    version: Callable[[], str]
    in_one_run: bool = False
    hands_on: str = "docx"
    opens: tuple[str, ...] = ("docx",)

    def do(self, jobs: Sequence[Job]) -> dict[str, str]:
        """Do the jobs; why a file was not saved, by its path."""
        failed: dict[str, str] = {}
        for some in [jobs] if self.in_one_run else [[job] for job in jobs]:
            said = "saved nothing"
            try:
                self.work(some)
            except ProgramFailedError as error:
                said = str(error)
            failed |= {path: said for job in some for path in job.save.values() if not _is_there(Path(path))}
        return failed


def _is_there(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _written(jobs: Sequence[Job], folder: Path) -> str:
    path = folder / "jobs.json"
    path.write_text(json.dumps([one.as_json() for one in jobs]), encoding="utf-8")
    return str(path)


def _work_in_libreoffice(jobs: Sequence[Job]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        accept = f"--accept=socket,host=127.0.0.1,port={port};urp;"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        soffice = [str(libreoffice.locate_soffice()), "--headless", "--norestore", profile, accept]
        quiet = subprocess.DEVNULL
        office = subprocess.Popen(soffice, stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            script = [PYTHON_WITH_UNO or sys.executable, str(SCRIPTS / "in_libreoffice.py"), port]
            run([*script, _written(jobs, folder)], seconds=SECONDS + MORE_SECONDS * len(jobs), home=folder)
        finally:
            end(office)


def _why_no_libreoffice() -> str:
    if not libreoffice.locate_soffice():
        return "libreoffice-writer-nogui is not installed"
    return "" if PYTHON_WITH_UNO else "python3-uno is not installed"


def _work_in_onlyoffice(jobs: Sequence[Job]) -> None:
    with tempfile.TemporaryDirectory() as name:
        script = [_python_with_builder(), str(SCRIPTS / "in_onlyoffice.py"), _written(jobs, Path(name))]
        run(script, seconds=SECONDS + MORE_SECONDS * len(jobs), home=Path(name))


@cache
def _python_with_builder() -> str:
    """A Python that has document-builder; empty where there is none."""
    for one in (ENVIRONMENT / "bin" / "python", ENVIRONMENT / "Scripts" / "python.exe"):
        if one.exists() and not subprocess.run([one, "-c", "import docbuilder"], capture_output=True).returncode:
            return str(one)
    return ""


def _work_in_abiword(jobs: Sequence[Job]) -> None:
    with tempfile.TemporaryDirectory() as name:
        own = Path(name) / "form.abw"
        for one in jobs:
            _convert_by_abiword(Path(one.path), own)
            type_into_abw(own, one)
            for path in one.save.values():
                _convert_by_abiword(own, Path(path))


def _convert_by_abiword(source: Path, target: Path) -> None:
    command = ["abiword", f"--to={target.suffix[1:]}", f"--to-name={target}", str(source)]
    run(command, seconds=SECONDS, home=target.parent)


def _work_in_calligra(jobs: Sequence[Job]) -> None:
    with tempfile.TemporaryDirectory() as name:
        own = Path(name) / "form.odt"
        for one in jobs:
            own.unlink(missing_ok=True)
            _convert_by_calligra(Path(one.path), own)
            type_into_odt(own, one)
            for path in one.save.values():
                _convert_by_calligra(own, Path(path))


def _convert_by_calligra(source: Path, target: Path) -> None:
    """Its own format is .odt: that it keeps as it is."""
    if source.suffix == target.suffix == ".odt":
        shutil.copyfile(source, target)
        return
    run(["calligraconverter", "--batch", str(source), str(target)], seconds=SECONDS, home=target.parent)


def _work_by_python_docx(jobs: Sequence[Job]) -> None:
    for one in jobs:
        type_into_docx(one, put_by_python_docx)


def _work_as_word(jobs: Sequence[Job]) -> None:
    for one in jobs:
        type_into_docx(one, put_as_word)


def _why_no_command(command: str) -> Callable[[], str]:
    return lambda: "" if shutil.which(command) else f"{command} is not installed"


def _why_no_builder() -> str:
    return "" if _python_with_builder() else "document-builder is not installed (make editors)"


def _says(*command: str) -> Callable[[], str]:
    """The version that a program tells."""

    def ask() -> str:
        with tempfile.TemporaryDirectory() as home:
            told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home, "XDG_RUNTIME_DIR": home}
            said = subprocess.run([*command], capture_output=True, timeout=SECONDS, check=False, env=told)
        found = re.search(rb"\d+(?:\.\d+)+", said.stdout)
        return found[0].decode() if found else ""

    return ask


_BUILDER_VERSION = "import importlib.metadata as m; print(m.version('document-builder'))"
ALL_FORMATS = ("docx", "doc", "odt", "rtf")
BOTH = ("docx", "odt")
WORD = Program("Word", ("docx",), _work_as_word, lambda: "", lambda: "")
LIBREOFFICE = Program(
    "LibreOffice", ALL_FORMATS, _work_in_libreoffice, _why_no_libreoffice,
    lambda: _says(str(libreoffice.locate_soffice()), "--version")(), in_one_run=True, opens=BOTH,
)  # fmt: skip
ONLYOFFICE = Program(
    "ONLYOFFICE", ("docx", "odt", "rtf"), _work_in_onlyoffice, _why_no_builder,
    lambda: _says(_python_with_builder(), "-c", _BUILDER_VERSION)(), in_one_run=True, opens=BOTH,
)  # fmt: skip
ABIWORD = Program(
    "AbiWord", ALL_FORMATS, _work_in_abiword, _why_no_command("abiword"), _says("abiword", "--version"), opens=BOTH
)
CALLIGRA = Program(
    "Calligra", BOTH, _work_in_calligra, _why_no_command("calligraconverter"),
    _says("calligraconverter", "--version"), hands_on="odt", opens=BOTH,
)  # fmt: skip
PYTHON_DOCX = Program("python-docx", ("docx",), _work_by_python_docx, lambda: "", lambda: version("python-docx"))
PROGRAMS = (WORD, LIBREOFFICE, ONLYOFFICE, ABIWORD, CALLIGRA, PYTHON_DOCX)
"""Word is none that runs here: its rows say what the format promises."""
