"""Entries → the register beside the plan, and the documents with their numbers and dates in the results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen import diagnostics
from gen.derive.dossier import dossier_for
from gen.documents import DocumentName, document_named
from gen.errors import BuildError, Diagnostic, GenError
from gen.files import sha256
from gen.folders import Folder, open_folder
from gen.history import load_current
from gen.issuing.entries import IssueEntry
from gen.issuing.units import issued_unit_id, resolve_entries
from gen.journal import Digests
from gen.locale import _
from gen.os_errors import describe_os_error
from gen.pipeline import BuildRequest, BuildResult, ProgressCallback, build
from gen.pipeline.documents import CONTENT_KEY
from gen.pipeline.manifest import FileRecord, load_records
from gen.pipeline.placement import digest_or_none, journalled_digests
from gen.pipeline.progress import StageCounter
from gen.pipeline.register import IssuedDocument, IssueRegister, locked_register, read_register
from gen.pipeline.rendering import document_path, draft_document, render_draft
from gen.pipeline.request import UnitDocument
from gen.pipeline.restored import find_unregistered, require_newest_records
from gen.pipeline.run import require_means
from gen.pipeline.selection import documents_of
from gen.pipeline.state import read_state
from gen.plan.model import Plan, Unit
from gen.plan.secret import read_secret
from gen.plan.units import unit_by_id
from gen.reporting.forms import answered_obligations
from gen.text import format_document_number, format_short_date
from gen.word.issue_number import NumberPlaceError, set_number
from gen.word.template.finding import template_places


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """One call of `gen issue`: its plan, the folder of results, the templates and the PDF engine."""

    plan: Path
    out: str
    templates: Path | None = None
    engine: str | None = None
    pdf: bool = True


@dataclass(frozen=True, slots=True)
class IssueOutcome:
    """The documents issued now, notices, and the result of the build of these documents.

    `known` are those of the call that had their number already, since it completes an interrupted one.
    """

    issued: tuple[IssuedDocument, ...]
    notices: tuple[Diagnostic, ...]
    build_result: BuildResult
    known: tuple[IssuedDocument, ...] = ()

    def unfinished(self, suffix: str = ".docx") -> tuple[IssuedDocument, ...]:
        """The documents whose Word file, or PDF, is not as it was issued."""
        missing = {placed.path for placed in self.build_result.outcomes if not placed.is_in_place}
        paths = {one: document_path(one.of).removesuffix(".docx") + suffix for one in (*self.issued, *self.known)}
        return tuple(one for one, path in paths.items() if path in missing)


def issue(request: IssueRequest, entries: Sequence[IssueEntry], progress: ProgressCallback | None = None,
          mistakes_so_far: Sequence[Diagnostic] = ()) -> IssueOutcome:  # fmt: skip
    """Issue the documents of `entries`: the register is written first, then the documents.

    The same call again completes an interrupted one. Text that an office has edited in a document is preserved.
    Raises BuildError ISS-004 to ISS-007 and ISS-024, with `mistakes_so_far` and every other mistake, or what
    stands against the build of the documents, before anything is written; BuildError ISS-022 where something comes up
    afterwards.
    """
    plan = load_current(request.plan).plan
    folder = open_folder(request.out).subfolder(plan.header.id)
    entries, unclear = resolve_entries(plan, entries)
    mistakes_so_far = [*mistakes_so_far, *unclear]
    building = _build_request(request, {entry.unit for entry in entries}, {entry.document for entry in entries})
    with locked_register(request.plan, StageCounter(progress).wait):
        require_means(building)
        new, known = _register(request, plan, folder, entries, mistakes_so_far)
        try:
            built = build(building, progress)
        except GenError as error:
            told = diagnostics.issue.NOT_FINISHED.at(count=len(new) + len(known))
            raise BuildError([*error.diagnostics, told], is_partly_done=True) from None
    return IssueOutcome(new, tuple(_warn_early_dates(plan, entries)), built, known)


def _register(
    request: IssueRequest, plan: Plan, folder: Folder, entries: Sequence[IssueEntry],
    mistakes_so_far: Sequence[Diagnostic],
) -> tuple[tuple[IssuedDocument, ...], tuple[IssuedDocument, ...]]:  # fmt: skip
    """The documents of `entries` that were not issued yet, which the written register now has, and those that were."""
    register = read_register(request.plan)
    mistakes = [*mistakes_so_far, *_check_entries(plan, register, entries)]
    if mistakes:
        raise BuildError(mistakes)
    records, state = load_records(folder), read_state(folder)
    again = [lost for entry in entries if (lost := _find_lost(plan, register, records, entry))]
    require_newest_records(folder, records.values(), folder.paths(), state, register, again)
    known = state.passages if state.is_of_manifest(folder) else {}
    passages = _PassagesAtIssue(request, plan, folder, register, known, records, journalled_digests(folder))
    results = [_issue_entry(plan, folder, register, entry, passages) for entry in entries]
    mistakes = [result for result in results if isinstance(result, Diagnostic)]
    issued = [result for result in results if isinstance(result, IssuedDocument)]
    new = [result for result in issued if result not in register.entries]
    mistakes += _check_numbers(register, new)
    if mistakes:
        raise BuildError(mistakes)
    if new:
        register.with_entries(new).write()
    return tuple(new), tuple(result for result in issued if result not in new)


def withdraw(plan: Path, unit: str, document: DocumentName, reason: str, obligation: str = "") -> IssuedDocument:
    """Mark a unit's document as withdrawn, with the `reason`; the file itself is not changed.

    `unit` is an id or a name. Of several forms it is the form of `obligation`, or the only issued one. Raises
    BuildError ISS-008 where it is not issued, ISS-016 where no reason is given, ISS-017 where several are issued and
    `obligation` is empty, NAME-001 where several units can be meant.
    """
    with locked_register(plan):
        register = read_register(plan)
        return _withdraw(register, _find_issued_unit(plan, register, unit), document, reason, obligation)


def _find_issued_unit(plan: Path, register: IssueRegister, words: str) -> str:
    """The id of the unit that `words` mean; that of a unit in the register is taken without the plan."""
    issued = [entry.unit for entry in register.list_current().values()]
    if words in issued:
        return words
    found = issued_unit_id(load_current(plan).plan, issued, words)
    if isinstance(found, Diagnostic):
        raise BuildError.one(found)
    return found


def _withdraw(
    register: IssueRegister, unit: str, document: DocumentName, reason: str, obligation: str
) -> IssuedDocument:
    issued = [entry for key, entry in register.list_current().items() if key[:2] == (unit, document)]
    matching = [entry for entry in issued if obligation in ("", entry.obligation)]
    if len(matching) > 1:
        names = ", ".join(entry.obligation for entry in matching)
        raise BuildError.one(diagnostics.issue.SEVERAL_ISSUED.at(unit=unit, names=names))
    if not matching:
        raise BuildError.one(diagnostics.issue.NOT_ISSUED.at(unit=unit))
    if not reason.strip():
        raise BuildError.one(diagnostics.issue.NO_REASON.at())
    (current,) = matching
    register.with_withdrawal(current.of, reason.strip()).write()
    return current


def _build_request(request: IssueRequest, units: set[str], documents: set[DocumentName]) -> BuildRequest:
    return BuildRequest(
        request.plan, request.out, request.templates, units=tuple(sorted(units)), documents=tuple(sorted(documents)),
        pdf=request.pdf, engine=request.engine,
    )  # fmt: skip


def _check_entries(plan: Plan, register: IssueRegister, entries: Sequence[IssueEntry]) -> Iterator[Diagnostic]:
    """The mistakes in the entries, whose units get documents, independent of what the results contain."""
    units = unit_by_id(plan)
    seen: set[UnitDocument] = set()
    for entry in entries:
        key = _find_document(plan, units[entry.unit], entry)
        if entry.obligation and not document_named(entry.document).is_form:
            yield diagnostics.issue.REPORT_OF_ANOTHER_DOCUMENT.at(entry.at, unit=entry.unit)
        elif key is None and (forms := _form_obligations(plan, units[entry.unit], entry)):
            given, names = entry.obligation or _("none is named"), ", ".join(forms)
            yield diagnostics.issue.WHICH_REPORT_FORM.at(entry.at, unit=entry.unit, given=given, names=names)
        elif key is None:
            yield diagnostics.issue.NOT_ITS_DOCUMENT.at(entry.at, unit=entry.unit, document=entry.document)
        elif key in seen:
            yield diagnostics.issue.GIVEN_TWICE.at(entry.at, unit=entry.unit)
        else:
            current = register.find_current(*key)
            if current is not None and (current.ordinal, current.date) != (entry.number, entry.date):
                day = format_short_date(current.date)
                yield diagnostics.issue.ISSUED_ALREADY.at(entry.at, unit=entry.unit, number=current.number, date=day)
        if key is not None:
            seen.add(key)


def _find_document(plan: Plan, unit: Unit, entry: IssueEntry) -> UnitDocument | None:
    """The document of `unit` for an entry; None where the unit gets no such document, or several and none is named."""
    found = [one for one in documents_of(plan, unit) if one.document is entry.document]
    if entry.obligation and document_named(entry.document).is_form:
        answers = zip(found, answered_obligations(plan, unit.id), strict=False)
        found = [one for one, obligation in answers if obligation and obligation.id == entry.obligation]
    return found[0] if len(found) == 1 else None


def _form_obligations(plan: Plan, unit: Unit, entry: IssueEntry) -> list[str]:
    """The ids of the obligations that an entry for a report form can name; none for other documents."""
    if not document_named(entry.document).is_form or entry.document not in unit.documents:
        return []
    return [obligation.id for obligation in answered_obligations(plan, unit.id) if obligation]


def _find_lost(
    plan: Plan, register: IssueRegister, records: Mapping[str, FileRecord], entry: IssueEntry
) -> FileRecord | None:
    """The record of an entry's document, where it was given that number and date and the register knows it no more."""
    one = _find_document(plan, unit_by_id(plan)[entry.unit], entry)
    record = records.get(document_path(one)) if one is not None else None
    given = (format_document_number(entry.number), entry.date.isoformat())
    if record is None or (record.number.partition("/")[0], record.date) != given:
        return None
    return next(find_unregistered(register, [record]), None)


@dataclass(frozen=True, slots=True)
class _PassagesAtIssue:
    """What documents say, by the passages of the last build; of one that its state does not tell of, by the plan.

    `noted` is what runs that were cut off have written.
    """

    request: IssueRequest
    plan: Plan
    folder: Folder
    register: IssueRegister
    known: Mapping[str, Mapping[str, str]]
    records: Mapping[str, FileRecord]
    noted: Digests

    def of(self, one: UnitDocument) -> Mapping[str, str]:
        """The passages of a document; none where it was made from what the plan says no longer."""
        path = document_path(one)
        found = digest_or_none(self.folder, path)
        is_of_cut_off_run = found in self.noted.get(path, ())
        if path in self.known and not is_of_cut_off_run:
            return self.known[path]
        places = template_places(self.request.plan, self.request.templates)
        templates = places.load_all([document_named(one.document).template])
        dossier, secret = dossier_for(self.plan, one.unit), read_secret(self.request.plan)
        record, replaced = self.records.get(path), self.register.list_replaced().get(one)
        for protect in (False, True):
            draft = draft_document(
                dossier,
                one.document,
                templates,
                replaced,
                obligation=one.obligation,
                protect=protect,
                secret=secret,
            )
            if is_of_cut_off_run:
                is_made_from = sha256(render_draft(draft).data) == found
            else:
                is_made_from = record is not None and record.made_from.get(CONTENT_KEY) == draft.fingerprint
            if is_made_from:
                return draft.passages
        return {}


def _issue_entry(
    plan: Plan, folder: Folder, register: IssueRegister, entry: IssueEntry, passages: _PassagesAtIssue
) -> IssuedDocument | Diagnostic:
    """The register's entry for the document in the results, or why the document cannot be issued."""
    one = _find_document(plan, unit_by_id(plan)[entry.unit], entry)
    assert one is not None  # _check_entries has refused the others
    current = register.find_current(*one)
    if current is not None:
        return current
    lost = _find_lost(plan, register, passages.records, entry)
    numbered = (lost.number, lost.sha256) if lost is not None else _number_file(folder, document_path(one), entry)
    if isinstance(numbered, Diagnostic):
        return numbered
    number, digest = numbered
    symbol = number.partition("/")[2]
    if entry.symbol and entry.symbol.casefold() != symbol.casefold():
        return diagnostics.issue.OTHER_SYMBOL.at(entry.at, there=symbol, given=entry.symbol)
    said = tuple(sorted(passages.of(one).items()))  # as the state has them
    return IssuedDocument(one.unit, one.document, number, entry.date, digest, obligation=one.obligation, passages=said)


def _number_file(folder: Folder, path: str, entry: IssueEntry) -> tuple[str, str] | Diagnostic:
    """The number with its symbol that the document gets, and the sha256 of the file with it, or why it cannot."""
    try:
        numbered = set_number(folder.read(path), entry.number, entry.date)
    except FileNotFoundError:
        return diagnostics.issue.NOT_BUILT.at(entry.at, name=folder.display_path(path), unit=entry.unit)
    except OSError as error:
        held, reason = diagnostics.issue.NOT_READABLE, describe_os_error(error)
        return held.at(entry.at, name=folder.display_path(path), reason=reason)
    except NumberPlaceError as reason:
        return diagnostics.issue.CANNOT_BE_ISSUED.at(entry.at, name=folder.display_path(path), reason=reason)
    return numbered.number, sha256(numbered.data)


def _check_numbers(register: IssueRegister, new: Sequence[IssuedDocument]) -> Iterator[Diagnostic]:
    """Numbers that one office would use twice in a year; the symbol distinguishes offices and kinds of documents."""
    used = {(e.unit, e.number, e.date.year): e for e in register.entries if not e.withdrawn}
    for entry in new:
        key = (entry.unit, entry.number, entry.date.year)
        if key in used:
            rule = diagnostics.issue.NUMBER_GIVEN_ALREADY
            yield rule.at(unit=entry.unit, number=entry.number, year=entry.date.year)
        used[key] = entry


def _warn_early_dates(plan: Plan, entries: Sequence[IssueEntry]) -> Iterator[Diagnostic]:
    """Dates of issue before the date of the plan."""
    head = plan.header.date
    begin = date(head.year, head.month or 1, head.day or 1)
    for entry in entries:
        if entry.date < begin:
            yield diagnostics.issue.BEFORE_THE_PLAN.at(entry.at, unit=entry.unit, date=format_short_date(entry.date))
