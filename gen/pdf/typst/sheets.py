"""HTML sheets → PDF/A-2b, by the embedded engine: the program's own lists where there is no wkhtmltopdf."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf
import typst

from gen.errors import Diagnostic, Location, Severity
from gen.files import write_whole
from gen.locale import _
from gen.ooxml import Document, RefusedError
from gen.pdf import finishing
from gen.pdf.engine import Availability, Job, Kind, OnDone, Outcome, Traits
from gen.pdf.moments import EPOCH, moment
from gen.pdf.reproducible import Origin, settle
from gen.pdf.typst.engine import Typst, compile_source
from gen.pdf.typst.faces import FontBook, ready_book
from gen.pdf.typst.sheet_document import document_of
from gen.pdf.typst.sheet_html import read_html
from gen.pdf.typst.translation import Translation, translate

_AT_ONCE = 40
"""A sheet with more pages than these (as it is cut) is set piece by piece: the compiler takes 9 MB a page of rows."""
_A_PIECE = 10
_NAMED = 10


@dataclass(frozen=True, slots=True)
class TypstSheets:
    """The engine for HTML sheets that needs pip alone: of HTML and CSS it knows what the program's sheets use.

    What it does not know it refuses by name (PDF-006); it fetches nothing and carries nothing out.
    """

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        return "typst-sheets"

    @property
    def kind(self) -> Kind:
        """It takes HTML sheets."""
        return Kind.SHEETS

    @property
    def traits(self) -> Traits:
        """A sheet is no Word file, which alone could be laid out faithfully; PDF/A-2b, the same bytes on every run."""
        return Traits(faithful=False, archive="2b", reproducible=True)

    def probe(self) -> Availability:
        """As the embedded engine for Word files."""
        return Typst().probe()

    def convert(self, jobs: Sequence[Job], workers: int | None = None, on_done: OnDone | None = None) -> list[Outcome]:
        """Convert the HTML sheets of `jobs`, one after the other: a build has three; see `Engine.convert`.

        Raises EngineError PDF-005 without a font.
        """
        ready_book()
        outcomes = []
        for job in jobs:
            outcomes.append(_convert_one(job))
            if on_done is not None:
                on_done(outcomes[-1])
        return outcomes


def _convert_one(job: Job) -> Outcome:
    book = ready_book()
    try:
        document = document_of(read_html(job.source.read_bytes()), book)
    except FileNotFoundError:
        return finishing.failed(job, finishing.Trouble(_("there is no such file"), _("build it again")))
    except OSError as error:
        return finishing.failed(job, finishing.Trouble(error.strerror or str(error), ""))
    except RefusedError as refused:
        return finishing.failed(job, finishing.Trouble(str(refused), _remedy()))
    strange = [strange.what for strange in document.strange]
    if strange:
        return Outcome(job, _beyond(job, strange))
    if not document.sections:
        return finishing.failed(job, finishing.Trouble(_("the sheet is empty"), _remedy()))
    translations = list(_translations(document, book))
    if beyond := dict.fromkeys(what for translation in translations for what in translation.refused):
        return Outcome(job, _beyond(job, list(beyond)))
    try:
        pieces = [compile_source(translation, book, "a-2b") for translation in translations]
    except typst.TypstError as error:
        said = str(error.message).splitlines()
        return finishing.failed(job, finishing.Trouble(said[0] if said else _("it cannot be set"), _remedy()))
    return _put(_joined(pieces, document), job)


def _translations(document: Document, book: FontBook) -> Iterator[Translation]:
    """The translation of the document, in pieces where it is long."""
    sections = document.sections
    size = _A_PIECE if len(sections) > _AT_ONCE else len(sections)
    for start in range(0, len(sections), size):
        yield translate(replace(document, sections=sections[start : start + size]), book)


def _joined(pieces: Sequence[bytes], document: Document) -> bytes:
    """The pieces as one PDF, packed. One of several pieces has no tags: there would be a million of them."""
    origin = Origin(moment(document.created) or EPOCH, document.language, document.title)
    with pikepdf.open(io.BytesIO(pieces[0])) as whole:
        for piece in pieces[1:]:
            with pikepdf.open(io.BytesIO(piece)) as more:
                whole.pages.extend(more.pages)
        if len(pieces) > 1:
            _untag(whole)
        return settle(whole, origin)


def _untag(pdf: pikepdf.Pdf) -> None:
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]


def _put(made: bytes, job: Job) -> Outcome:
    try:
        write_whole(job.target, made)
    except OSError as error:
        return Outcome(job, finishing.not_written(job.target, error))
    return Outcome(job)


def _beyond(job: Job, refused: Sequence[str]) -> Diagnostic:
    """The error (PDF-006) of a sheet that has what this engine does not know: it is never left out."""
    message = _("{name} has what the embedded engine does not set: {what}")
    shown = "; ".join(refused[:_NAMED]) + (" …" if len(refused) > _NAMED else "")
    return Diagnostic(
        "PDF-006",
        Severity.ERROR,
        message.format(name=job.source.name, what=shown),
        Location(str(job.source)),
        _remedy(),
    )


def _remedy() -> str:
    return _("take it out of the sheet, or install wkhtmltopdf, which knows all of HTML")
