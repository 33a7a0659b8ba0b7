"""Entries → the register beside the plan, and the documents with their numbers and dates in the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen import diagnostics
from gen.documents import DocumentName, document_named
from gen.errors import BuildError, Diagnostic
from gen.files import sha256
from gen.folders import Folder, open_folder
from gen.issuing.entries import IssueEntry
from gen.locale import _
from gen.pipeline import BuildRequest, BuildResult, ProgressCallback, build
from gen.pipeline.register import IssuedDocument, IssueRegister, read_register
from gen.pipeline.rendering import document_path
from gen.pipeline.request import UnitDocument
from gen.pipeline.selection import documents_of
from gen.plan.file.loading import load_plan
from gen.plan.file.mistakes import did_you_mean
from gen.plan.model import Plan, Unit
from gen.plan.units import document_recipients, unit_by_id
from gen.reporting.forms import answered_obligations
from gen.text import format_short_date
from gen.word.issue_number import NumberPlaceError, set_number


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """One call of `gen issue`: of which plan, in which results, with which templates and PDF engine."""

    plan: Path
    out: str
    templates: Path | None = None
    engine: str | None = None
    pdf: bool = True


@dataclass(frozen=True, slots=True)
class IssueOutcome:
    """What was issued now, what a person should know, and what the build of these documents did."""

    issued: tuple[IssuedDocument, ...]
    notices: tuple[Diagnostic, ...]
    build_result: BuildResult


def issue(request: IssueRequest, entries: Sequence[IssueEntry], progress: ProgressCallback | None = None,
          mistakes_so_far: Sequence[Diagnostic] = ()) -> IssueOutcome:  # fmt: skip
    """Issue the documents of `entries`: the register is written first, then the documents; doing it again completes it.

    The words of a document that its office has worked on are kept; `found` are mistakes known before. Raises
    BuildError ISS-004 to ISS-007 with these and every other mistake, before anything is written.
    """
    plan = load_plan(request.plan).plan
    register = read_register(request.plan)
    folder = open_folder(request.out).subfolder(plan.header.id)
    mistakes = [*mistakes_so_far, *_check_entries(plan, register, entries)]
    if mistakes:
        raise BuildError(mistakes)
    made = [_issue_entry(plan, folder, register, entry) for entry in entries]
    mistakes = [mistakes_so_far for mistakes_so_far in made if isinstance(mistakes_so_far, Diagnostic)]
    fresh = [
        mistakes_so_far
        for mistakes_so_far in made
        if isinstance(mistakes_so_far, IssuedDocument) and mistakes_so_far not in register.entries
    ]
    mistakes += _check_numbers(register, fresh)
    if mistakes:
        raise BuildError(mistakes)
    if fresh:
        register.with_entries(fresh).write()
    built = build(
        _build_request(request, {entry.unit for entry in entries}, {entry.document for entry in entries}), progress
    )
    return IssueOutcome(tuple(fresh), tuple(_warn_early_dates(plan, entries)), built)


def withdraw(plan: Path, unit: str, document: DocumentName, reason: str, obligation: str = "") -> IssuedDocument:
    """Mark a unit's document as issued no longer, with the `reason`; the file itself stays as it is.

    Of several forms it is that of `obligation`, or the only one that is issued. Raises BuildError ISS-008 where it was
    not issued, ISS-016 where no reason is given, ISS-017 where several are issued and it is not said which is meant.
    """
    register = read_register(plan)
    issued = [entry for one, entry in register.list_current().items() if one[:2] == (unit, document)]
    meant = [entry for entry in issued if obligation in ("", entry.obligation)]
    if len(meant) > 1:
        names = ", ".join(entry.obligation for entry in meant)
        raise BuildError.one(diagnostics.issue.SEVERAL_ISSUED.at(unit=unit, names=names))
    if not meant:
        raise BuildError.one(diagnostics.issue.NOT_ISSUED.at(unit=unit))
    if not reason.strip():
        raise BuildError.one(diagnostics.issue.NO_REASON.at())
    (standing,) = meant
    register.with_withdrawal(standing.of, reason.strip()).write()
    return standing


def _build_request(request: IssueRequest, units: set[str], documents: set[DocumentName]) -> BuildRequest:
    return BuildRequest(
        request.plan, request.out, request.templates, units=tuple(sorted(units)), documents=tuple(sorted(documents)),
        pdf=request.pdf, engine=request.engine,
    )  # fmt: skip


def _check_entries(plan: Plan, register: IssueRegister, entries: Sequence[IssueEntry]) -> Iterator[Diagnostic]:
    """What is wrong with the entries, whatever lies in the results."""
    units = {unit.id: unit for unit in document_recipients(plan)}
    seen: set[UnitDocument] = set()
    for entry in entries:
        key = _document_meant(plan, units[entry.unit], entry) if entry.unit in units else None
        if entry.unit not in units:
            near = did_you_mean(entry.unit, units)
            yield diagnostics.build.UNKNOWN_UNIT.at(entry.at, id=f'"{entry.unit}"', hint=near)
        elif entry.obligation and not document_named(entry.document).is_form:
            yield diagnostics.issue.REPORT_OF_ANOTHER_DOCUMENT.at(entry.at, unit=entry.unit)
        elif key is None and (forms := _forms(plan, units[entry.unit], entry)):
            given, names = entry.obligation or _("none is named"), ", ".join(forms)
            yield diagnostics.issue.WHICH_REPORT_FORM.at(entry.at, unit=entry.unit, given=given, names=names)
        elif key is None:
            yield diagnostics.issue.NOT_ITS_DOCUMENT.at(entry.at, unit=entry.unit, document=entry.document)
        elif key in seen:
            yield diagnostics.issue.GIVEN_TWICE.at(entry.at, unit=entry.unit)
        else:
            standing = register.find_current(*key)
            if standing is not None and (standing.ordinal, standing.date) != (entry.number, entry.date):
                day = format_short_date(standing.date)
                yield diagnostics.issue.ISSUED_ALREADY.at(entry.at, unit=entry.unit, number=standing.number, date=day)
        if key is not None:
            seen.add(key)


def _document_meant(plan: Plan, unit: Unit, entry: IssueEntry) -> UnitDocument | None:
    """The document of `unit` that an entry means; None where it gets none such, or several and none is named."""
    found = [one for one in documents_of(plan, unit) if one.document is entry.document]
    if entry.obligation and document_named(entry.document).is_form:
        answers = zip(found, answered_obligations(plan, unit.id), strict=False)
        found = [one for one, obligation in answers if obligation and obligation.id == entry.obligation]
    return found[0] if len(found) == 1 else None


def _forms(plan: Plan, unit: Unit, entry: IssueEntry) -> list[str]:
    """The ids of the obligations among which an entry for a report form has to choose; none for other documents."""
    if not document_named(entry.document).is_form or entry.document not in unit.documents:
        return []
    return [obligation.id for obligation in answered_obligations(plan, unit.id) if obligation]


def _issue_entry(plan: Plan, folder: Folder, register: IssueRegister, entry: IssueEntry) -> IssuedDocument | Diagnostic:
    """The register's entry for the document as it stands in the results, or why it cannot be issued."""
    one = _document_meant(plan, unit_by_id(plan)[entry.unit], entry)
    assert one is not None  # see _of_entries
    standing = register.find_current(*one)
    if standing is not None:
        return standing
    path = document_path(one)
    try:
        numbered = set_number(folder.read(path), entry.number, entry.date)
    except OSError:
        return diagnostics.issue.NOT_BUILT.at(entry.at, name=folder.display_path(path), unit=entry.unit)
    except NumberPlaceError as reason:
        return diagnostics.issue.CANNOT_BE_ISSUED.at(entry.at, name=folder.display_path(path), reason=reason)
    symbol = numbered.number.partition("/")[2]
    if entry.symbol and entry.symbol.casefold() != symbol.casefold():
        return diagnostics.issue.OTHER_SYMBOL.at(entry.at, there=symbol, given=entry.symbol)
    digest = sha256(numbered.data)
    return IssuedDocument(one.unit, one.document, numbered.number, entry.date, digest, obligation=one.obligation)


def _check_numbers(register: IssueRegister, fresh: Sequence[IssuedDocument]) -> Iterator[Diagnostic]:
    """Numbers that one office would give twice in a year: the symbol tells offices and kinds of documents apart."""
    taken = {(e.unit, e.number, e.date.year): e for e in register.entries if not e.withdrawn}
    for entry in fresh:
        key = (entry.unit, entry.number, entry.date.year)
        if key in taken:
            taken_by = diagnostics.issue.NUMBER_GIVEN_ALREADY
            yield taken_by.at(unit=entry.unit, number=entry.number, year=entry.date.year)
        taken[key] = entry


def _warn_early_dates(plan: Plan, entries: Sequence[IssueEntry]) -> Iterator[Diagnostic]:
    """Dates before that of the plan which the documents carry out."""
    head = plan.header.date
    begin = date(head.year, head.month or 1, head.day or 1)
    for entry in entries:
        if entry.date < begin:
            yield diagnostics.issue.BEFORE_THE_PLAN.at(entry.at, unit=entry.unit, date=format_short_date(entry.date))
