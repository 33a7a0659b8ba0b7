"""A PDF or a picture → whose signed copy it is, of which report, or the question that a person has to answer.

The strongest first: what the person says, the code that the form bears on its pages, the name of the file, the sender.
What contradicts itself is a question, and so is what is nowhere said: nothing is guessed from the words of a report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gen.documents import KIND_NAMES, REPORT
from gen.history import Revisions
from gen.pdf.page_text import MAX_READ_SECONDS, MOST_PAGES_READ, PdfFault, PdfReading, read_received
from gen.reporting.form_names import NamedDocument
from gen.reporting.forms import FORM_CODE, OTHER_CODE
from gen.returns.intake.attribution import MAX_SHOWN, Attribution, bare_name
from gen.returns.intake.formats import PDF_SUFFIX
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import Submission
from gen.text import fold, name_few

MAX_GIVEN_UP = 10
"""PDFs of one call that take more time or memory than a report needs; after them no other is looked through."""
_PIECE = 32
"""PDFs that are looked through before it is counted how many were given up."""
_REPORT_WORDS = "bao cao"
"""Without these words, marks aside, no text is that of a report."""


class CopyReader:
    """Reads the pages of the copies of one call. Each that is given up takes a minute: after some, no more are read."""

    def __init__(self, seconds: float = MAX_READ_SECONDS) -> None:
        self._given_up, self._seconds = 0, seconds

    def read(self, files: Sequence[ReceivedFile], jobs: int = 1) -> list[PdfReading]:
        """What is on the pages of each file, in order; of a picture nothing."""
        pdfs = [one.data for one in files if one.suffix == PDF_SUFFIX]
        found: list[PdfReading] = []
        for start in range(0, len(pdfs), _PIECE):
            some = pdfs[start : start + _PIECE]
            is_full = self._given_up >= MAX_GIVEN_UP
            found += (
                [PdfReading(fault=PdfFault.NOT_TRIED)] * len(some)
                if is_full
                else read_received(some, jobs, self._seconds)
            )
            self._given_up += sum(one.fault is PdfFault.GIVEN_UP for one in found[start:])
        readings = iter(found)
        return [next(readings) if one.suffix == PDF_SUFFIX else PdfReading() for one in files]


@dataclass(frozen=True, slots=True)
class _PrintedCodes:
    """The codes on the pages of a PDF: those of forms of the plan, and of its other documents; `foreign` of others."""

    forms: tuple[NamedDocument, ...] = ()
    others: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


class CopyRecognition:
    """Says of signed copies for a plan whose they are; `unit` is the id of the one that the person named, if any."""

    def __init__(self, revisions: Revisions, unit: str | None = None) -> None:
        self._attribution, self._plan, self._said = Attribution(revisions), revisions.plan, unit or ""

    def recognise(self, file: ReceivedFile, reading: PdfReading) -> Submission:
        """The copy with its unit, and as far as they are known its report and period; or the reason against it.

        Only its sender says whose a copy is (COPY_BY_SENDER), or another than its unit sent it: that is a doubt. A copy
        of nobody known has the unit that it may be of, for a person to see.
        """
        try:
            copy = self._recognise(file, reading)
        except Exception as fault:  # a mistake of ours over one file stops no other
            reason = Reason.of(ReasonCode.FAILED, what=type(fault).__name__)
            copy = Submission(file.name, file.sha256, self._said, quarantine_reason=reason)
        if copy.unit or copy.quarantine_reason is None:
            return copy
        return replace(copy, unit=self._attribution.guess(file))

    def _recognise(self, file: ReceivedFile, reading: PdfReading) -> Submission:
        blank = Submission(file.name, file.sha256, self._said)
        bare, named = bare_name(file), self._attribution.documents_in_name(file)
        if reading.fault is not None:
            return replace(blank, quarantine_reason=_fault_reason(reading))
        codes = self._find_codes(reading.text)
        title = "" if codes.forms or codes.others else _find_title(reading.text)
        if title not in ("", REPORT.kind_name):
            return replace(blank, quarantine_reason=Reason.of(ReasonCode.OTHER_DOCUMENT, name=title))
        if reason := self._find_contradiction(bare, codes, named):
            return replace(blank, quarantine_reason=reason)
        copy = self._combine(blank, codes.forms, [one for one in named if one.stem == REPORT.stem])
        copy = self._ask_sender(copy, file, reading)
        if copy.quarantine_reason:
            return copy
        if copy.unit not in self._attribution.unit_ids:
            return replace(copy, quarantine_reason=Reason.of(ReasonCode.NO_SUCH_UNIT, unit=copy.unit))
        if reading.is_own and not reading.is_signed:
            return replace(copy, quarantine_reason=Reason.of(ReasonCode.BUILT_FORM))
        if reading.is_typed and not reading.is_signed:
            copy = replace(copy, doubts=(*copy.doubts, Reason.of(ReasonCode.NO_SIGNATURE)))
        return copy

    def _find_codes(self, text: str) -> _PrintedCodes:
        own, text = self._plan.header.id, _join_broken_codes(text)
        foreign: list[str] = []
        forms = [
            NamedDocument(REPORT.stem, found[2], found[3] or "", found[4] or "")
            for found in FORM_CODE.finditer(text)
            if found[1] == own
        ]
        others = [found[0] for found in OTHER_CODE.finditer(text) if found[1] == own]
        if not forms and not others:  # in running text, what looks like a code may be part of an address
            foreign = [line.strip() for line in text.splitlines() if FORM_CODE.fullmatch(line.strip())]
        return _PrintedCodes(tuple(dict.fromkeys(forms)), tuple(dict.fromkeys(others)), tuple(dict.fromkeys(foreign)))

    def _find_contradiction(self, bare: str, codes: _PrintedCodes, named: Sequence[NamedDocument]) -> Reason | None:
        """Why it is no copy of one report of one unit, by what is said, printed and in its name; None where it may be.

        The order is that of what a person has to know first.
        """
        printed = [*map(self._code_of, codes.forms), *codes.others]
        if len(printed) > 1:
            return Reason.of(ReasonCode.SEVERAL_CODES, codes=name_few(printed))
        if codes.others:
            return Reason.of(ReasonCode.OTHER_DOCUMENT, name=codes.others[0])
        if codes.foreign:
            return Reason.of(ReasonCode.OTHER_PLAN, plan=codes.foreign[0].partition("/")[0])
        form = codes.forms[0] if codes.forms else None
        if form and self._said and form.unit != self._said:
            return Reason.of(ReasonCode.CODE_UNLIKE_NAMED, printed=printed[0], named=self._said)
        if form and named and not any(_fit(form, one) for one in named):
            return Reason.of(ReasonCode.CODE_UNLIKE_NAME, printed=printed[0], name=bare[:MAX_SHOWN])
        if named and self._said and all(one.unit != self._said for one in named):
            return Reason.of(ReasonCode.NAME_UNLIKE_NAMED, name=bare[:MAX_SHOWN], named=self._said)
        if named and all(one.stem != REPORT.stem for one in named):
            return Reason.of(ReasonCode.OTHER_DOCUMENT, name=bare[:MAX_SHOWN])
        return None

    def _code_of(self, form: NamedDocument) -> str:
        return "/".join(filter(None, (REPORT.code(self._plan.header.id, form.unit), form.obligation, form.period)))

    def _combine(self, blank: Submission, forms: Sequence[NamedDocument], named: Sequence[NamedDocument]) -> Submission:
        """The unit, report and period that are said, printed, or in the name, which do not contradict each other.

        What the stronger one leaves open, the weaker one adds.
        """
        form = forms[0] if forms else None
        unit = self._said or (form.unit if form else "")
        fitting = [one for one in named if unit in ("", one.unit) and (form is None or _fit(form, one))]
        units = {one.unit for one in fitting}
        if not unit and len(units) > 1:
            reason = Reason.of(ReasonCode.COPY_SEVERAL_UNITS, units=self._attribution.name_units(units))
            return replace(blank, quarantine_reason=reason)
        name = fitting[0] if len(fitting) == 1 else None
        return replace(
            blank,
            unit=unit or (units.pop() if units else ""),
            obligation=(form.obligation if form else "") or (name.obligation if name else ""),
            period=(form.period if form else "") or (name.period if name else ""),
        )

    def _ask_sender(self, copy: Submission, file: ReceivedFile, reading: PdfReading) -> Submission:
        """The copy, with the unit that sent it where nothing stronger says whose it is.

        Of a picture the sender says nothing: e-mails are full of them.
        """
        if copy.quarantine_reason:
            return copy
        senders = self._attribution.find_senders(file)
        if copy.unit:
            is_other = len(senders) == 1 and copy.unit not in senders
            doubt = Reason.of(ReasonCode.SENT_BY_OTHER, unit=self._attribution.name_units(senders))
            return replace(copy, doubts=(*copy.doubts, doubt)) if is_other else copy
        if not senders or file.suffix != PDF_SUFFIX:
            return replace(copy, quarantine_reason=Reason.of(ReasonCode.COPY_UNKNOWN))
        if len(senders) > 1:
            reason = Reason.of(ReasonCode.COPY_SEVERAL_UNITS, units=self._attribution.name_units(senders))
            return replace(copy, quarantine_reason=reason)
        if reading.text.strip() and _REPORT_WORDS not in " ".join(fold(reading.text).split()):
            return replace(copy, quarantine_reason=Reason.of(ReasonCode.NO_REPORT))
        return replace(copy, unit=min(senders), doubts=(*copy.doubts, Reason.of(ReasonCode.COPY_BY_SENDER)))


def _find_title(text: str) -> str:
    """The kind of the document by its title, a line in capitals such as KẾ HOẠCH; empty where there is none."""
    kinds = {name.upper(): name for name in KIND_NAMES.values()}
    lines = (" ".join(unicodedata.normalize("NFC", line).split()) for line in text.splitlines())
    return next((kinds[line] for line in lines if line in kinds), "")


def _join_broken_codes(text: str) -> str:
    """The text of a PDF with the codes whole that the end of a line cuts, behind a slash or a hyphen.

    For a hyphen at the end of a line PDFium has a sign of its own.
    """
    return re.sub(r"(?<=[a-z0-9]/)\r?\n(?=[a-z0-9])", "", re.sub(r"[\ufffe\x02](?:\r?\n)?", "-", text))


def _fit(form: NamedDocument, name: NamedDocument) -> bool:
    """Whether the name of a file may be that of this form: what it leaves out does not matter."""
    return (
        name.stem == form.stem
        and name.unit == form.unit
        and (not name.obligation or not form.obligation or name.obligation == form.obligation)
        and (not name.period or not form.period or name.period == form.period)
    )


def _fault_reason(reading: PdfReading) -> Reason:
    if reading.fault is PdfFault.TOO_MANY_PAGES:
        return Reason.of(ReasonCode.TOO_MANY_PAGES, count=reading.pages, limit=MOST_PAGES_READ)
    return Reason.of(_FAULTS.get(reading.fault or PdfFault.DAMAGED, ReasonCode.DAMAGED))


_FAULTS = {
    PdfFault.PASSWORD: ReasonCode.PASSWORD,
    PdfFault.GIVEN_UP: ReasonCode.GIVEN_UP,
    PdfFault.NOT_TRIED: ReasonCode.COPIES_GIVEN_UP,
}
