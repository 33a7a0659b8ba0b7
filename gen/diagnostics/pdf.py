"""Making PDFs → what can be wrong with an engine, a font or a file (PDF)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, Mistake
from gen.locale import N_

UNKNOWN_ENGINE = Mistake("PDF-001", ERROR, N_('no PDF engine is called "{name}"'), N_("the engines are: {names}"))
ENGINE_MISSING = Mistake("PDF-002", ERROR, N_('the PDF engine "{name}" cannot run on this machine'))
NOT_CONVERTED = Mistake("PDF-003", ERROR, N_("{name} did not become a PDF: {reason}"))
NOT_WRITTEN = Mistake(
    "PDF-004",
    ERROR,
    N_("{name} cannot be written: {reason}"),
    N_("if the PDF is open in another program, close it there; look at the folder's rights and free space"),
)
NO_FONT = Mistake("PDF-005", ERROR, N_("no font here can set the documents"))
NOT_SUPPORTED = Mistake("PDF-006", ERROR, N_("{name} has what the embedded engine does not set: {what}"))
WORDS_MISSING = Mistake(
    "PDF-007",
    ERROR,
    N_("the PDF of {name} does not show all of its words: {words}"),
    N_("open the file in Word: text may be cut off in a row or box of a fixed height, or the file is damaged"),
)
TEMPLATE_NOT_SUPPORTED = Mistake(
    "PDF-010",
    ERROR,
    N_("{template} has what the embedded engine does not set: {what}; {count} documents made from it have no PDF"),
    N_("take it out of the template, or use --engine libreoffice"),
)
SHOWS_LINKS = Mistake(
    "PDF-011",
    ERROR,
    N_("{name} shows something that it does not hold itself, and nothing is fetched from elsewhere: {addresses}"),
    N_("open it in Word, break the link (File, Info, Edit Links to Files) or insert the picture again, and save it"),
)
