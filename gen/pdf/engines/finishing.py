"""A converter's output → the finished PDF at its place, whole or not at all; or why there is none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.files import sha256, write_atomically
from gen.locale import _
from gen.ooxml import UnreadableDocumentError
from gen.ooxml.unsupported import Unsupported
from gen.ooxml.wording import refusal_text, unsupported_in_part
from gen.os_errors import describe_os_error
from gen.pdf.engines.protocol import ConversionJob, ConversionOutcome
from gen.pdf.word_check import WordCounts, find_missing_words
from gen.text import name_few

PDFIUM = threading.Lock()  # PDFium is not thread-safe, https://pypdfium2.readthedocs.io (thread incompatibility)
_TAIL = 1024  # where ISO 32000 readers look for the end-of-file mark


@dataclass(frozen=True, slots=True)
class ConversionFailure:
    """Why a file did not become a PDF, and what the person can do about it."""

    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class PdfText:
    """How many pages a PDF has, and the text on them."""

    pages: int
    text: str


def finish_pdf(
    output: Path,
    job: ConversionJob,
    finalize: Callable[[Path], bytes],
    expected_words: Callable[[int], WordCounts] | None = None,
) -> ConversionOutcome | None:
    """Write the PDF at `output`, as `finalize` returns it, to the target of `job`; None where it is no whole PDF.

    `expected_words` gives the words that so many pages have to show; where one is missing the outcome names it
    (PDF-007), and nothing is written.
    """
    import pikepdf  # not above: messages about files need no PDF library
    import pypdfium2

    try:
        data = finalize(output) if is_complete(output) else b""
        shown = read_text(data) if data else PdfText(0, "")
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError):
        return None
    if not shown.pages:
        return None
    if expected_words is not None and (missing := find_missing_words(expected_words(shown.pages), shown.text)):
        return ConversionOutcome(job, _words_missing(job, missing))
    return write_pdf(data, job)


def write_pdf(data: bytes, job: ConversionJob) -> ConversionOutcome:
    """Write the PDF `data` to the target of `job`, whole or not at all."""
    try:
        if job.journal is not None:
            job.journal.note_file(job.target, sha256(data))
        write_atomically(job.target, data)
    except OSError as error:
        return ConversionOutcome(job, not_written_finding(job.target, error))
    return ConversionOutcome(job)


def failed_outcome(job: ConversionJob, failure: ConversionFailure) -> ConversionOutcome:
    """The outcome of a file that did not become a PDF."""
    diagnostic = diagnostics.pdf.NOT_CONVERTED
    place = Location(str(job.source))
    return ConversionOutcome(job, diagnostic.at(place, name=job.source.name, reason=failure.reason, hint=failure.hint))


def unreadable_outcome(job: ConversionJob, error: OSError | UnreadableDocumentError, hint: str) -> ConversionOutcome:
    """The outcome of a file that cannot be read; `hint` is for one that is damaged, or none of its kind."""
    if isinstance(error, FileNotFoundError):
        return failed_outcome(job, ConversionFailure(_("there is no such file"), _("build it again")))
    if isinstance(error, OSError):
        return failed_outcome(job, ConversionFailure(describe_os_error(error), ""))
    return failed_outcome(job, ConversionFailure(refusal_text(error), hint))


def try_in_word() -> str:
    """What the person can do about a Word file that seems damaged."""
    return _("open the file in Word: if it does not open there either, build it again")


def unsupported_outcome(job: ConversionJob, found: Sequence[Unsupported], hint: str) -> ConversionOutcome:
    """The outcome (PDF-006) of a file with something that the embedded engine does not know, and never leaves out."""
    place = Location(str(job.source))
    what = "; ".join(map(unsupported_in_part, found))
    problem = diagnostics.pdf.NOT_SUPPORTED.at(place, name=job.source.name, what=what, hint=hint)
    return ConversionOutcome(job, problem, tuple(found))


def linked_outcome(job: ConversionJob, addresses: Sequence[str]) -> ConversionOutcome:
    """The outcome (PDF-011) of a file that shows what lies at `addresses`, from which nothing is fetched."""
    named = name_few(addresses)
    place = Location(str(job.source))
    return ConversionOutcome(job, diagnostics.pdf.SHOWS_LINKS.at(place, name=job.source.name, addresses=named))


def is_complete(path: Path) -> bool:
    """Whether there is a file at `path` that is complete, as far as its last bytes show."""
    # PDFium and qpdf repair a truncated file silently, pages lost: the end-of-file mark is checked first.
    return path.is_file() and b"%%EOF" in _tail(path)


def read_text(data: bytes) -> PdfText:
    """The pages of the PDF `data` and their text, in the order in which it is drawn.

    Raises pypdfium2.PdfiumError where it is damaged.
    """
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            texts = [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
    return PdfText(len(texts), "\n".join(texts))


def page_count(data: bytes) -> int:
    """How many pages the PDF `data` has."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            return len(document)
        finally:
            document.close()


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read()


def not_written_finding(target: Path, error: OSError) -> Diagnostic:
    """The finding (PDF-004) that a PDF was made, but could not be written."""
    return diagnostics.pdf.NOT_WRITTEN.at(Location(str(target)), name=target.name, reason=describe_os_error(error))


def _words_missing(job: ConversionJob, missing: tuple[str, ...]) -> Diagnostic:
    words = name_few([f'"{word}"' for word in missing])
    return diagnostics.pdf.WORDS_MISSING.at(Location(str(job.source)), name=job.source.name, words=words)
