"""Files of other office programs (.doc, .odt, .rtf) → the .docx that LibreOffice makes of each."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gen.pdf.engines import libreoffice, offline, process
from gen.pdf.engines.protocol import missing_engine_error

_SECONDS = 60
"""A call takes at most so many seconds, and one more for each file."""

_OLE, _RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
"""The first member of the archive, after the 30 bytes of its header (ODF 1.2 part 3, 3.3)."""


def detect_foreign_format(data: bytes) -> str:
    """The format of the file whose bytes are `data`: .doc, .rtf, .odt; empty for anything else."""
    if data.startswith(_OLE):
        return ".doc"
    if data.startswith(_RTF):
        return ".rtf"
    return ".odt" if data[30:].startswith(_OPEN_DOCUMENT) else ""


def convert_to_docx(files: Sequence[Path]) -> list[bytes | None]:
    """The .docx of each of `files`, in order; None where LibreOffice did not open one (a password, for example).

    Raises EngineError (PDF-002) where LibreOffice is not installed.
    """
    soffice = libreoffice.locate_soffice()
    if soffice is None:
        raise missing_engine_error("libreoffice", libreoffice.libreoffice_remedy())
    with tempfile.TemporaryDirectory(prefix="gen-open-", ignore_cleanup_errors=True) as folder:
        work_folder = Path(folder)
        staged = [_staged(file, work_folder / "in", number) for number, file in enumerate(files)]
        targets = [work_folder / "out" / f"{path.stem}.docx" for path in staged]
        _convert(soffice, work_folder, staged)
        # LibreOffice stops at a file that it cannot open, and skips those after it.
        for path, target in zip(staged, targets, strict=True):
            if not target.is_file() and len(staged) > 1:
                _convert(soffice, work_folder, [path])
        return [target.read_bytes() if target.is_file() else None for target in targets]


def _staged(file: Path, folder: Path, number: int) -> Path:
    """A copy under a plain name: real names may be odd, or equal."""
    folder.mkdir(exist_ok=True)
    target = folder / f"{number:05}{file.suffix.lower()}"
    shutil.copyfile(file, target)
    return target


def _convert(soffice: Path, work_folder: Path, files: Sequence[Path]) -> None:
    arguments = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(work_folder / "out"), *map(str, files))
    command = offline.office_command(soffice, work_folder / "profile", arguments)
    process.ProgramRunner(offline.VARIABLES).run(command, _SECONDS + len(files))
