"""Entries → the register beside the plan, and the documents with their numbers and dates in the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gen import diagnostics
from gen.errors import BuildError, Diagnostic
from gen.files import sha256
from gen.folders import Folder, folder_at
from gen.issue.entries import Entry
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
    templates: Path
    engine: str | None = None
    pdf: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was issued now, what a person should know, and what the build of these documents did."""

    issued: tuple[Issued, ...]
    notices: tuple[Diagnostic, ...]
    built: Result


def issue(asked: Issuing, entries: Sequence[Entry], progress: Progress, found: Sequence[Diagnostic] = ()) -> Outcome:
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


def withdraw(asked: Issuing, unit: str, document: DocumentName, reason: str) -> Issued:
    """Mark a unit's document as issued no longer, with the `reason`; the file itself stays as it is.

    Raises BuildError ISS-008 where it was not issued, ISS-016 where no reason is given.
    """
    register = read_register(asked.plan)
    standing = register.standing(unit, document)
    if standing is None:
        raise BuildError.one(diagnostics.issue.NOT_ISSUED.at(unit=unit))
    if not reason.strip():
        raise BuildError.one(diagnostics.issue.NO_REASON.at())
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
            near = did_you_mean(entry.unit, units)
            yield diagnostics.build.UNKNOWN_UNIT.at(entry.at, id=f'"{entry.unit}"', hint=near)
        elif entry.document not in units[entry.unit].documents:
            yield diagnostics.issue.NOT_ITS_DOCUMENT.at(entry.at, unit=entry.unit, document=entry.document)
        elif key in seen:
            yield diagnostics.issue.GIVEN_TWICE.at(entry.at, unit=entry.unit)
        else:
            standing = register.standing(*key)
            if standing is not None and (standing.ordinal, standing.date) != (entry.number, entry.date):
                day = short_date(standing.date)
                yield diagnostics.issue.ISSUED_ALREADY.at(entry.at, unit=entry.unit, number=standing.number, date=day)
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
        return diagnostics.issue.NOT_BUILT.at(entry.at, name=folder.place(path), unit=entry.unit)
    except UnplaceableError as reason:
        return diagnostics.issue.CANNOT_BE_ISSUED.at(entry.at, name=folder.place(path), reason=reason)
    symbol = numbered.number.partition("/")[2]
    if entry.symbol and entry.symbol.casefold() != symbol.casefold():
        return diagnostics.issue.OTHER_SYMBOL.at(entry.at, there=symbol, given=entry.symbol)
    return Issued(entry.unit, entry.document, numbered.number, entry.date, sha256(numbered.data))


def _of_numbers(register: Register, fresh: Sequence[Issued]) -> Iterator[Diagnostic]:
    """Numbers that one office would give twice in a year: the symbol tells offices and kinds of documents apart."""
    taken = {(e.unit, e.number, e.date.year): e for e in register.entries if not e.withdrawn}
    for entry in fresh:
        key = (entry.unit, entry.number, entry.date.year)
        if key in taken:
            taken_by = diagnostics.issue.NUMBER_GIVEN_ALREADY
            yield taken_by.at(unit=entry.unit, number=entry.number, year=entry.date.year)
        taken[key] = entry


def _doubts(plan: Plan, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Dates before that of the plan which the documents carry out."""
    head = plan.header.date
    begin = date(head.year, head.month or 1, head.day or 1)
    for entry in entries:
        if entry.date < begin:
            yield diagnostics.issue.BEFORE_THE_PLAN.at(entry.at, unit=entry.unit, date=short_date(entry.date))
