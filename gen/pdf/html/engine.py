"""HTML sheets → PDF/A-2b, by the embedded engine: the program's own lists where there is no wkhtmltopdf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gen.locale import _
from gen.ooxml.wording import unsupported_in_part
from gen.pdf import finishing
from gen.pdf.embedded.document import set_document
from gen.pdf.embedded.engine import Embedded
from gen.pdf.engine import Availability, Job, Kind, OnDone, Outcome, Traits
from gen.pdf.faces import ready_book
from gen.pdf.html.document import document_of
from gen.pdf.html.reading import RefusedSheetError, read_html

_NAMED = 10


@dataclass(frozen=True, slots=True)
class EmbeddedSheets:
    """The engine for HTML sheets that needs pip alone: of HTML and CSS it knows what the program's sheets use.

    What it does not know it refuses by name (PDF-006); it fetches nothing and carries nothing out.
    """

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        return "embedded-sheets"

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
        return Embedded().probe()

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
        document, strange = document_of(read_html(job.source.read_bytes()), book)
    except OSError as error:
        return finishing.unread(job, error, _remedy())
    except RefusedSheetError as refused:
        return finishing.failed(job, finishing.Trouble(str(refused), _remedy()))
    if strange:
        return _beyond(job, strange)
    if not document.sections:
        return finishing.failed(job, finishing.Trouble(_("the sheet is empty"), _remedy()))
    made = set_document(document, book)
    return (
        _beyond(job, [unsupported_in_part(one) for one in made.refused])
        if made.refused
        else finishing.put(made.pdf, job)
    )


def _beyond(job: Job, refused: Sequence[str]) -> Outcome:
    shown = "; ".join(refused[:_NAMED]) + (" …" if len(refused) > _NAMED else "")
    return finishing.beyond(job, shown, _remedy())


def _remedy() -> str:
    return _("take it out of the sheet, or install wkhtmltopdf, which knows all of HTML")
