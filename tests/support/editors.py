"""Word files → the same files, opened and saved by a program that offices use: LibreOffice, ONLYOFFICE, python-docx."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.editors.jobs import job
from tests.editors.programs import LIBREOFFICE, ONLYOFFICE, PYTHON_DOCX, Program

EDITORS = {one.name: one for one in (PYTHON_DOCX, LIBREOFFICE, ONLYOFFICE)}


def saved_by(program: Program, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files as a program saves them that opens them; it is started once for all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder, jobs, targets = Path(name), [], {}
        for number, (file, data) in enumerate(files.items()):
            source, targets[file] = folder / f"{number:05}.docx", folder / f"{number:05}-saved.docx"
            source.write_bytes(data)
            jobs.append(job(source, {"docx": targets[file]}))
        assert program.do(jobs) == {}
        return {file: target.read_bytes() for file, target in targets.items()}


def needs(program: Program) -> pytest.MarkDecorator:
    """Skips a test where the program is not here, and says why."""
    why = program.missing()
    return pytest.mark.skipif(bool(why), reason=f"not here: {why}")
