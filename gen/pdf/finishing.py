"""A converter's output → the finished PDF at its place, whole or not at all."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from gen.errors import Diagnostic, Location, Severity
from gen.locale import _
from gen.pdf.engine import Job, Outcome

_NOT_CONVERTED = "PDF-003"
_NOT_WRITTEN = "PDF-004"

_PDFIUM = threading.Lock()  # PDFium is not thread-safe, https://pypdfium2.readthedocs.io (thread incompatibility)
_TAIL = 1024  # where ISO 32000 readers look for the end-of-file mark


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file did not become a PDF, and what the person can do about it."""

    reason: str
    hint: str


def finish(made: Path, job: Job, otherwise: Trouble) -> Outcome:
    """Copy the PDF `made` to the target of `job`; if it is not a whole PDF, an outcome that says `otherwise`."""
    if not is_whole(made):
        return failed(job, otherwise)
    try:
        _put(made, job.target)
    except OSError as error:
        return Outcome(job, not_written(job.target, error))
    return Outcome(job)


def failed(job: Job, trouble: Trouble) -> Outcome:
    """The outcome of a file that did not become a PDF."""
    message = _("{name} did not become a PDF: {reason}").format(name=job.source.name, reason=trouble.reason)
    return Outcome(job, Diagnostic(_NOT_CONVERTED, Severity.ERROR, message, Location(str(job.source)), trouble.hint))


def not_converted(outcome: Outcome) -> bool:
    """Whether the converter made no PDF; a PDF that could not be written to its place is another matter."""
    return outcome.error is not None and outcome.error.code == _NOT_CONVERTED


def is_whole(path: Path) -> bool:
    """Whether `path` is a PDF to its last byte, and has a page."""
    # PDFium repairs a truncated file silently, pages lost: the end-of-file mark has to be looked for first.
    if not path.is_file() or b"%%EOF" not in _tail(path):
        return False
    try:
        return page_count(path) > 0
    except pypdfium2.PdfiumError:
        return False


def page_count(path: Path) -> int:
    """How many pages the PDF at `path` has."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(path)
        try:
            return len(document)
        finally:
            document.close()


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read()


def _put(made: Path, target: Path) -> None:
    # Copied beside the target first: a rename is only atomic within one file system, and `made` may be on another.
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(made, part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def not_written(target: Path, error: OSError) -> Diagnostic:
    """The finding (PDF-004) that a PDF was made, but not put at its place."""
    message = _("{name} cannot be written: {reason}").format(name=target.name, reason=error.strerror or error)
    hint = _("if the PDF is open in another program, close it there; look at the folder's rights and free space")
    return Diagnostic(_NOT_WRITTEN, Severity.ERROR, message, Location(str(target)), hint)
