"""Word files → the same files, opened and saved by a program that offices use: LibreOffice, ONLYOFFICE, python-docx."""

from __future__ import annotations

import io
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest

from gen.pdf.office_formats import convert_to_docx
from tests.editors.programs import ENVIRONMENT
from tests.support.needs import needs_libreoffice

DOCBUILDER = next(ENVIRONMENT.glob("**/docbuilder/lib/docbuilder*"), None)
"""ONLYOFFICE's engine, where it could be installed."""
needs_onlyoffice = pytest.mark.skipif(DOCBUILDER is None, reason="not installed here: the engine of ONLYOFFICE")
_SECONDS = 300
Files = Mapping[str, bytes]


def saved_by_libreoffice(files: Files) -> dict[str, bytes]:
    """The files as LibreOffice saves them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = _written(Path(folder), files)
        saved = convert_to_docx(paths)
    assert all(saved)
    return {name: data or b"" for name, data in zip(files, saved, strict=True)}


def saved_by_onlyoffice(files: Files) -> dict[str, bytes]:
    """The files as ONLYOFFICE saves them."""
    with tempfile.TemporaryDirectory() as folder:
        script, found = Path(folder) / "save.docbuilder", {}
        (Path(folder) / "out").mkdir()
        steps = []
        for path in _written(Path(folder), files):
            target = path.parent / "out" / path.name
            steps += [f"builder.OpenFile({json.dumps(str(path))}, '');", "Api.GetDocument();"]
            steps += [f"builder.SaveFile('docx', {json.dumps(str(target))});", "builder.CloseFile();"]
        script.write_text("\n".join(steps), encoding="utf-8")
        environment = {**os.environ, "HOME": folder}
        subprocess.run(
            [str(DOCBUILDER), str(script)], env=environment, timeout=_SECONDS, check=True, capture_output=True
        )
        for number, name in enumerate(files):
            found[name] = (Path(folder) / "out" / f"{number:05}.docx").read_bytes()
    return found


def saved_by_python_docx(files: Files) -> dict[str, bytes]:
    """The files as python-docx saves them."""
    found = {}
    for name, data in files.items():
        out = io.BytesIO()
        docx.Document(io.BytesIO(data)).save(out)
        found[name] = out.getvalue()
    return found


EDITORS: dict[str, tuple[Callable[[Files], dict[str, bytes]], tuple[pytest.MarkDecorator, ...]]] = {
    "python-docx": (saved_by_python_docx, ()),
    "LibreOffice": (saved_by_libreoffice, (needs_libreoffice,)),
    "ONLYOFFICE": (saved_by_onlyoffice, (needs_onlyoffice,)),
}


def _written(folder: Path, files: Files) -> list[Path]:
    paths = [folder / f"{number:05}.docx" for number in range(len(files))]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return paths
