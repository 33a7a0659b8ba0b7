"""A converter's output → the finished PDF at its place, whole or not at all; or why there is none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.files import write_whole
from gen.locale import _
from gen.ooxml import RefusedError
from gen.ooxml.wording import refusal_text
from gen.pdf.engine import Job, Outcome
from gen.pdf.shown import Words, missing

PDFIUM = threading.Lock()  # PDFium is not thread-safe, https://pypdfium2.readthedocs.io (thread incompatibility)
_TAIL = 1024  # where ISO 32000 readers look for the end-of-file mark
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file did not become a PDF, and what the person can do about it."""

    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How many pages a PDF has, and the text on them."""

    pages: int
    text: str


def finish(
    made: Path, job: Job, settle: Callable[[Path], bytes], wanted: Callable[[int], Words] | None = None
) -> Outcome | None:
    """Put the PDF `made` at the target of `job`, as `settle` leaves it; None where it is no whole PDF.

    `wanted` tells the words that so many pages have to show; where one is missing the outcome names it (PDF-007), and
    nothing is written.
    """
    try:
        data = settle(made) if has_end(made) else b""
        shown = read_text(data) if data else Shown(0, "")
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError):
        return None
    if not shown.pages:
        return None
    if wanted is not None and (absent := missing(wanted(shown.pages), shown.text)):
        return Outcome(job, _words_missing(job, absent))
    return put(data, job)


def put(data: bytes, job: Job) -> Outcome:
    """Write the PDF `data` to the target of `job`, whole or not at all."""
    try:
        write_whole(job.target, data)
    except OSError as error:
        return Outcome(job, not_written(job.target, error))
    return Outcome(job)


def failed(job: Job, trouble: Trouble) -> Outcome:
    """The outcome of a file that did not become a PDF."""
    found = diagnostics.pdf.NOT_CONVERTED
    place = Location(str(job.source))
    return Outcome(job, found.at(place, name=job.source.name, reason=trouble.reason, hint=trouble.hint))


def unread(job: Job, error: OSError | RefusedError, hint: str) -> Outcome:
    """The outcome of a file that cannot be read; `hint` is for one that is damaged, or none of its kind."""
    if isinstance(error, FileNotFoundError):
        return failed(job, Trouble(_("there is no such file"), _("build it again")))
    if isinstance(error, OSError):
        return failed(job, Trouble(error.strerror or str(error), ""))
    return failed(job, Trouble(refusal_text(error), hint))


def try_in_word() -> str:
    """What the person can do about a Word file that seems damaged."""
    return _("open the file in Word: if it does not open there either, build it again")


def beyond(job: Job, what: str, hint: str) -> Outcome:
    """The outcome (PDF-006) of a file that has what the embedded engine does not know: it is never left out."""
    place = Location(str(job.source))
    return Outcome(job, diagnostics.pdf.NOT_SUPPORTED.at(place, name=job.source.name, what=what, hint=hint))


def has_end(path: Path) -> bool:
    """Whether there is a file at `path` that is written to its end, as far as its last bytes tell."""
    # PDFium and qpdf repair a truncated file silently, pages lost: the end-of-file mark has to be looked for first.
    return path.is_file() and b"%%EOF" in _tail(path)


def read_text(data: bytes) -> Shown:
    """The pages of the PDF `data` and their text, in the order in which it is drawn.

    Raises pypdfium2.PdfiumError where it is damaged.
    """
    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            texts = [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
    return Shown(len(texts), "\n".join(texts))


def page_count(path: Path) -> int:
    """How many pages the PDF at `path` has."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(path)
        try:
            return len(document)
        finally:
            document.close()


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read()


def not_written(target: Path, error: OSError) -> Diagnostic:
    """The finding (PDF-004) that a PDF was made, but not put at its place."""
    return diagnostics.pdf.NOT_WRITTEN.at(Location(str(target)), name=target.name, reason=error.strerror or error)


def _words_missing(job: Job, absent: tuple[str, ...]) -> Diagnostic:
    words = ", ".join(f'"{word}"' for word in absent[:_NAMED]) + (" …" if len(absent) > _NAMED else "")
    return diagnostics.pdf.WORDS_MISSING.at(Location(str(job.source)), name=job.source.name, words=words)
