"""Entries → the register beside the plan, and the documents with their numbers and dates in the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen.errors import BuildError, Diagnostic, Severity
from gen.files import sha256
from gen.folders import Folder, folder_at
from gen.issuing.entries import Entry
from gen.locale import _
from gen.pipeline import Progress, Request, Result, build
from gen.pipeline.register import Issued, Register, read_register
from gen.pipeline.rendering import path_of
from gen.plan.loading import load_plan
from gen.plan.mistakes import did_you_mean
from gen.plan.model import DocumentName, Plan
from gen.plan.units import receivers
from gen.text import short_date
from gen.word.numbered import UnplaceableError, with_number


@dataclass(frozen=True, slots=True)
class Issuing:
    """One call of `gen issue`: of which plan, in which results, with which templates and PDF engine."""

    plan: Path
    out: str
    templates: Path | None = None
    engine: str | None = None
    pdf: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was issued now, what a person should know, and what the build of these documents did."""

    issued: tuple[Issued, ...]
    notices: tuple[Diagnostic, ...]
    built: Result


def issue(asked: Issuing, entries: Sequence[Entry], progress: Progress | None = None,
          found: Sequence[Diagnostic] = ()) -> Outcome:  # fmt: skip
    """Issue the documents of `entries`: the register is written first, then the documents; doing it again completes it.

    The words of a document that its office has worked on are kept; `found` are mistakes known before. Raises
    BuildError ISS-004 to ISS-007 with these and every other mistake, before anything is written.
    """
    plan = load_plan(asked.plan).plan
    register = read_register(asked.plan)
    folder = folder_at(asked.out).below(plan.header.id)
    mistakes = [*found, *_of_entries(plan, register, entries)]
    if mistakes:
        raise BuildError(mistakes)
    made = [_issued(folder, register, entry) for entry in entries]
    mistakes = [found for found in made if isinstance(found, Diagnostic)]
    fresh = [found for found in made if isinstance(found, Issued) and found not in register.entries]
    mistakes += _of_numbers(register, fresh)
    if mistakes:
        raise BuildError(mistakes)
    if fresh:
        register.with_entries(fresh).write()
    built = build(_request(asked, {entry.unit for entry in entries}, {entry.document for entry in entries}), progress)
    return Outcome(tuple(fresh), tuple(_doubts(plan, entries)), built)


def withdraw(plan: Path, unit: str, document: DocumentName, reason: str) -> Issued:
    """Mark a unit's document as issued no longer, with the `reason`; the document's file stays as it is.

    Raises BuildError ISS-008 where it was not issued, or no reason is given.
    """
    register = read_register(plan)
    standing = register.standing(unit, document)
    if standing is None or not reason.strip():
        message = _("the document of {unit} is not issued, so there is nothing to withdraw").format(unit=unit)
        if standing is not None:
            message = _("a withdrawal needs a reason, which the register keeps")
        raise BuildError.one("ISS-008", message, _("gen issue --withdraw --unit ID --reason …"))
    register.without(unit, document, reason.strip()).write()
    return standing


def _request(asked: Issuing, units: set[str], documents: set[DocumentName]) -> Request:
    return Request(
        asked.plan, asked.out, asked.templates, units=tuple(sorted(units)), documents=tuple(sorted(documents)),
        pdf=asked.pdf, engine=asked.engine,
    )  # fmt: skip


def _of_entries(plan: Plan, register: Register, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """What is wrong with the entries, whatever lies in the results."""
    units = {unit.id: unit for unit in receivers(plan)}
    seen: set[tuple[str, DocumentName]] = set()
    for entry in entries:
        key = (entry.unit, entry.document)
        if entry.unit not in units:
            message = _('no unit with the id "{id}" gets documents from this plan').format(id=entry.unit)
            yield _mistake("ISS-004", message, did_you_mean(entry.unit, units) or _("gen list shows all units"), entry)
        elif entry.document not in units[entry.unit].documents:
            message = _("{unit} does not get this document: {document}").format(
                unit=entry.unit, document=entry.document
            )
            yield _mistake("ISS-004", message, _("gen list shows what each unit gets"), entry)
        elif key in seen:
            message = _("{unit} is given twice for the same document").format(unit=entry.unit)
            yield _mistake("ISS-005", message, _("leave one of the two lines"), entry)
        else:
            standing = register.standing(*key)
            if standing is not None and (standing.ordinal, standing.date) != (entry.number, entry.date):
                message = _("the document of {unit} is issued already, as {number} of {date}")
                text = message.format(unit=entry.unit, number=standing.number, date=short_date(standing.date))
                yield _mistake(
                    "ISS-005", text, _("withdraw that first: gen issue --withdraw --unit ID --reason …"), entry
                )
        seen.add(key)


def _issued(folder: Folder, register: Register, entry: Entry) -> Issued | Diagnostic:
    """The register's entry for the document as it stands in the results, or why it cannot be issued."""
    standing = register.standing(entry.unit, entry.document)
    if standing is not None:
        return standing
    path = path_of(entry.document, entry.unit)
    try:
        numbered = with_number(folder.read(path), entry.number, entry.date)
    except OSError:
        message = _("{name} is not there yet").format(name=folder.place(path))
        return _mistake("ISS-006", message, _("build it first: gen build --unit {unit}").format(unit=entry.unit), entry)
    except UnplaceableError as reason:
        message = _("{name} cannot be issued: {reason}").format(name=folder.place(path), reason=reason)
        hint = _("mend its letterhead in Word, so that the line of the number and that of the date are there once")
        return _mistake("ISS-006", message, hint, entry)
    symbol = numbered.number.partition("/")[2]
    if entry.symbol and entry.symbol.casefold() != symbol.casefold():
        message = _("the document bears the symbol {there}, not {given}").format(there=symbol, given=entry.symbol)
        return _mistake("ISS-006", message, _("give the number alone, or correct the symbol in the plan"), entry)
    return Issued(entry.unit, entry.document, numbered.number, entry.date, sha256(numbered.data))


def _of_numbers(register: Register, fresh: Sequence[Issued]) -> Iterator[Diagnostic]:
    """Numbers that one office would give twice in a year: the symbol tells offices and kinds of documents apart."""
    taken = {(e.unit, e.number, e.date.year): e for e in register.entries if not e.withdrawn}
    for entry in fresh:
        key = (entry.unit, entry.number, entry.date.year)
        if key in taken:
            message = _("{unit} has given the number {number} in {year} already")
            text = message.format(unit=entry.unit, number=entry.number, year=entry.date.year)
            yield Diagnostic("ISS-007", Severity.ERROR, text, None, _("give it the next free number"))
        taken[key] = entry


def _doubts(plan: Plan, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Dates before that of the plan which the documents carry out."""
    head = plan.header.date
    begin = date(head.year, head.month or 1, head.day or 1)
    for entry in entries:
        if entry.date < begin:
            message = _("{unit}: {date} lies before the plan itself").format(
                unit=entry.unit, date=short_date(entry.date)
            )
            yield Diagnostic("ISS-009", Severity.WARNING, message, entry.at, _("withdraw it if the date is wrong"))


def _mistake(code: str, message: str, hint: str, entry: Entry) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, entry.at, hint)
