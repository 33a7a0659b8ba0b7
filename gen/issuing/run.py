"""Entries → the register beside the plan, and the documents with their numbers and dates in the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from gen import diagnostics
from gen.clock import today
from gen.derive.dossier import dossier_for
from gen.documents import DocumentName, document_named
from gen.errors import BuildError, Diagnostic, GenError
from gen.files import sha256
from gen.folders import Folder, open_folder
from gen.history import load_current
from gen.issuing.blanks import blanks_of, describe_blanks
from gen.issuing.entries import IssueEntry
from gen.issuing.forms import IssuableForms
from gen.issuing.units import issued_unit_id, resolve_entries
from gen.journal import Digests
from gen.ooxml.blanks import Blank
from gen.os_errors import describe_os_error
from gen.pipeline import BuildRequest, BuildResult, ProgressCallback, build
from gen.pipeline.documents import CONTENT_KEY
from gen.pipeline.manifest import FileRecord, load_records
from gen.pipeline.period_forms import FormsInTime
from gen.pipeline.placement import digest_or_none, journalled_digests
from gen.pipeline.progress import StageCounter
from gen.pipeline.register import IssuedDocument, IssueRegister, locked_register, read_register
from gen.pipeline.rendering import document_path, draft_document, render_draft
from gen.pipeline.request import UnitDocument
from gen.pipeline.restored import find_unregistered, require_newest_records
from gen.pipeline.run import require_means
from gen.pipeline.state import read_state
from gen.plan.model import Plan
from gen.plan.secret import read_secret
from gen.plan.units import numbers_documents, unit_by_id
from gen.reporting.occasions import typed_period_key
from gen.reporting.periods import SINGLE_PERIOD_KEY
from gen.returns.earlier_answers import find_earlier_answers
from gen.text import format_short_date
from gen.word.issue_number import NumberedDocument, NumberPlaceError, set_number
from gen.word.template.finding import template_places


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """One call of `gen issue`: its plan, the folder of results, the templates and the PDF engine.

    `accepts_blanks`: somebody has seen what is still blank in the documents, and wants them issued as they are.
    """

    plan: Path
    out: str
    templates: Path | None = None
    engine: str | None = None
    pdf: bool = True
    accepts_blanks: bool = False


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
    Raises BuildError ISS-004 to ISS-007, ISS-024 and ISS-040 to ISS-042, with `mistakes_so_far` and every other
    mistake, or what stands against the build of the documents, before anything is written; BuildError ISS-022 where
    something comes up afterwards.
    """
    current = load_current(request.plan)
    folder = open_folder(request.out).subfolder(current.plan.header.id)
    with locked_register(request.plan, StageCounter(progress).wait):
        require_means(_build_request(request, (), {entry.document for entry in entries}))
        register = read_register(request.plan)
        known = IssuableForms(FormsInTime(current.revisions), folder, folder.paths(), load_records(folder), register)
        entries, unclear = resolve_entries(known.views(entries), entries)
        new, again = _register(request, known, entries, [*mistakes_so_far, *unclear])
        try:
            built = _build_all(request, [one.of for one in (*new, *again)], progress)
        except GenError as error:
            told = diagnostics.issue.NOT_FINISHED.at(count=len(new) + len(again))
            raise BuildError([*error.diagnostics, told], is_partly_done=True) from None
    return IssueOutcome(new, tuple(_warn_early_dates(current.plan, entries)), built, again)


def _register(
    request: IssueRequest, known: IssuableForms, entries: Sequence[IssueEntry], mistakes_so_far: Sequence[Diagnostic]
) -> tuple[tuple[IssuedDocument, ...], tuple[IssuedDocument, ...]]:
    """The documents of `entries` that were not issued yet, which the written register now has, and those that were."""
    folder, register, records = known.folder, known.register, known.records
    chosen = [(entry, known.find(entry)) for entry in entries]
    mistakes = [*mistakes_so_far, *_check_entries(known, chosen)]
    if mistakes:
        raise BuildError(mistakes)
    meant = [(entry, one) for entry, one in chosen if isinstance(one, UnitDocument)]
    state = read_state(folder)
    again = [lost for entry, one in meant if (lost := _find_lost(known, entry, one))]
    require_newest_records(folder, records.values(), known.existing, state, register, again)
    said = state.passages if state.is_of_manifest(folder) else {}
    passages = _PassagesAtIssue(request, known, said, journalled_digests(folder))
    blanks: dict[str, Sequence[Blank]] = {}
    results = [_issue_entry(known, entry, one, passages, blanks) for entry, one in meant]
    mistakes = [result for result in results if isinstance(result, Diagnostic)]
    issued = [result for result in results if isinstance(result, IssuedDocument)]
    new = [result for result in issued if result not in register.entries]
    mistakes += _check_numbers(register, new)
    if not request.accepts_blanks:
        mistakes += describe_blanks(blanks)
    if mistakes:
        raise BuildError(mistakes)
    if new:
        register.with_entries(new).write()
    return tuple(new), tuple(result for result in issued if result not in new)


def _build_all(
    request: IssueRequest, documents: Sequence[UnitDocument], progress: ProgressCallback | None
) -> BuildResult:
    """What became of the documents: a build for each period of which there are some, and their results as one."""
    by_period: dict[str, list[UnitDocument]] = {}
    for one in documents:
        by_period.setdefault(one.period, []).append(one)
    results = []
    for period in sorted(by_period):
        found = by_period[period]
        asked = _build_request(request, (one.unit for one in found), {one.document for one in found}, period)
        results.append(build(asked, progress, partial(find_earlier_answers, request.plan, today())))
    last = results[-1]
    outcomes = {placed.path: placed for result in results for placed in result.outcomes}
    notices = dict.fromkeys(notice for result in results for notice in result.notices)
    fallbacks = dict.fromkeys(line for result in results for line in result.fallbacks)
    return BuildResult(last.folder, [*outcomes.values()], [*notices], last.doubts, [*fallbacks])


def withdraw(
    plan: Path, unit: str, document: DocumentName, reason: str, obligation: str = "", period: str = ""
) -> IssuedDocument:
    """Mark a unit's document as withdrawn, with the `reason`; the file itself is not changed.

    `unit` is an id or a name. Of several forms it is that of `obligation` and `period`, or the only issued one. Raises
    BuildError ISS-008 where it is not issued, ISS-016 where no reason is given, ISS-017 where several are issued that
    can be meant, NAME-001 where several units can be meant.
    """
    with locked_register(plan):
        register = read_register(plan)
        asked = UnitDocument(_find_issued_unit(plan, register, unit), document, obligation, typed_period_key(period))
        return _withdraw(plan, register, asked, reason)


def _find_issued_unit(plan: Path, register: IssueRegister, words: str) -> str:
    """The id of the unit that `words` mean; that of a unit in the register is taken without the plan."""
    issued = [entry.unit for entry in register.list_current().values()]
    if words in issued:
        return words
    found = issued_unit_id(load_current(plan).plan, issued, words)
    if isinstance(found, Diagnostic):
        raise BuildError.one(found)
    return found


def _withdraw(plan: Path, register: IssueRegister, asked: UnitDocument, reason: str) -> IssuedDocument:
    """Withdraw the one document of the register that `asked` means, whose obligation or period may be left open."""
    issued = [entry for key, entry in register.list_current().items() if key[:2] == asked[:2]]
    matching = [entry for entry in issued if asked.period in ("", entry.period)]
    if asked.obligation:
        matching = [entry for entry in matching if asked.obligation == (entry.obligation or _answered(plan, entry))]
    unit = asked.unit
    if len(matching) > 1:
        names = "; ".join(_say_options(entry) for entry in matching)
        raise BuildError.one(diagnostics.issue.SEVERAL_ISSUED.at(unit=unit, names=names))
    if not matching:
        raise BuildError.one(diagnostics.issue.NOT_ISSUED.at(unit=unit))
    if not reason.strip():
        raise BuildError.one(diagnostics.issue.NO_REASON.at())
    (current,) = matching
    register.with_withdrawal(current.of, reason.strip()).write()
    return current


def _answered(plan: Path, entry: IssuedDocument) -> str:
    """The id of the report that a form answers whose unit gets no others; empty where the plan has it no more."""
    occasion = FormsInTime(load_current(plan).revisions).of_period(entry.period).get(entry.of)
    return "" if occasion is None else occasion.obligation.id


def _say_options(entry: IssuedDocument) -> str:
    """How an issued form is named on the command line."""
    named = (("--obligation", entry.obligation), ("--period", entry.period))
    return " ".join(f"{option} {value}" for option, value in named if value) or entry.number


def _build_request(
    request: IssueRequest, units: Iterable[str], documents: Iterable[DocumentName], period: str = ""
) -> BuildRequest:
    """The build of these documents, of forms those for the period alone, without one those that are for none."""
    return BuildRequest(
        request.plan, request.out, request.templates, units=tuple(sorted(set(units))),
        documents=tuple(sorted(set(documents))), pdf=request.pdf, engine=request.engine,
        period=period or SINGLE_PERIOD_KEY,
    )  # fmt: skip


def _check_entries(
    known: IssuableForms, chosen: Iterable[tuple[IssueEntry, UnitDocument | Diagnostic]]
) -> Iterator[Diagnostic]:
    """The mistakes in the entries, whose units get documents, independent of what the files contain."""
    seen: set[UnitDocument] = set()
    for entry, one in chosen:
        if isinstance(one, Diagnostic):
            yield one
            continue
        if not numbers_documents(unit_by_id(known.view(one))[one.unit]):
            yield diagnostics.issue.NUMBERS_NOTHING.at(entry.at, unit=known.name_unit(one))
            continue
        current = known.register.find_current(*one)
        if one in seen:
            yield diagnostics.issue.GIVEN_TWICE.at(entry.at, unit=known.name_unit(one))
        elif current is not None and (current.ordinal, current.date) != (entry.number, entry.date):
            day = format_short_date(current.date)
            rule, unit = diagnostics.issue.ISSUED_ALREADY, known.name_unit(one)
            yield rule.at(entry.at, unit=unit, number=current.number, date=day)
        seen.add(one)


def _find_lost(known: IssuableForms, entry: IssueEntry, one: UnitDocument) -> FileRecord | None:
    """The record of an entry's document, where it was given that number and date and the register knows it no more."""
    if not known.is_record_of(entry, one):
        return None
    return next(find_unregistered(known.register, [known.records[document_path(one)]]), None)


@dataclass(frozen=True, slots=True)
class _PassagesAtIssue:
    """What documents say, by the passages of the last build; of one that its state does not tell of, by the plan.

    `said` are these passages. A form says what the plan says at the end of its period. `noted` is what runs that were
    cut off have written.
    """

    request: IssueRequest
    known: IssuableForms
    said: Mapping[str, Mapping[str, str]]
    noted: Digests

    def of(self, one: UnitDocument) -> Mapping[str, str]:
        """The passages of a document; none where it was made from what the plan says no longer."""
        path = document_path(one)
        found = digest_or_none(self.known.folder, path)
        is_of_cut_off_run = found in self.noted.get(path, ())
        if path in self.said and not is_of_cut_off_run:
            return self.said[path]
        places = template_places(self.request.plan, self.request.templates)
        templates = places.load_all([document_named(one.document).template])
        dossier, secret = dossier_for(self.known.view(one), one.unit), read_secret(self.request.plan)
        record, replaced = self.known.records.get(path), self.known.register.list_replaced().get(one)
        for protect in (False, True):
            draft = draft_document(
                dossier,
                one.document,
                templates,
                replaced,
                obligation=one.obligation,
                period=one.period,
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
    known: IssuableForms,
    entry: IssueEntry,
    one: UnitDocument,
    passages: _PassagesAtIssue,
    blanks: dict[str, Sequence[Blank]],
) -> IssuedDocument | Diagnostic:
    """The register's entry for the document in the results, or why the document cannot be issued.

    What is blank in a document that gets its number now is put into `blanks`, by the name of its unit.
    """
    current = known.register.find_current(*one)
    if current is not None:
        return current
    lost = _find_lost(known, entry, one)
    if lost is not None:
        number, digest = lost.number, lost.sha256
    else:
        data = _read_file(known.folder, document_path(one), entry)
        if isinstance(data, Diagnostic):
            return data
        numbered = _number_file(data, known.folder.display_path(document_path(one)), entry)
        if isinstance(numbered, Diagnostic):
            return numbered
        number, digest = numbered.number, sha256(numbered.data)
        blanks[known.name_unit(one)] = blanks_of(one, numbered.data)
    symbol = number.partition("/")[2]
    if entry.symbol and entry.symbol.casefold() != symbol.casefold():
        return diagnostics.issue.OTHER_SYMBOL.at(entry.at, there=symbol, given=entry.symbol)
    said = tuple(sorted(passages.of(one).items()))  # as the state has them
    return IssuedDocument(
        one.unit, one.document, number, entry.date, digest, obligation=one.obligation, passages=said, period=one.period
    )


def _read_file(folder: Folder, path: str, entry: IssueEntry) -> bytes | Diagnostic:
    """The Word file of the document, or why it cannot be had."""
    try:
        return folder.read(path)
    except FileNotFoundError:
        return diagnostics.issue.NOT_BUILT.at(entry.at, name=folder.display_path(path), unit=entry.unit)
    except OSError as error:
        held, reason = diagnostics.issue.NOT_READABLE, describe_os_error(error)
        return held.at(entry.at, name=folder.display_path(path), reason=reason)


def _number_file(data: bytes, name: str, entry: IssueEntry) -> NumberedDocument | Diagnostic:
    """The document with its number and date, or why it cannot have them."""
    try:
        return set_number(data, entry.number, entry.date)
    except NumberPlaceError as reason:
        return diagnostics.issue.CANNOT_BE_ISSUED.at(entry.at, name=name, reason=reason)


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
