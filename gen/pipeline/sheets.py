"""The plan and the documents on the shelf → the lists by which they are handed out and called in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from gen.derive import wording
from gen.derive.dossier import Dossier
from gen.derive.letterhead import deadline_text, number_and_symbol, plan_date, short_reference
from gen.derive.subplan import receiver
from gen.documents import SOURCE
from gen.pipeline.lists import files_by_unit, groups_of, title_of
from gen.pipeline.manifest import Record
from gen.pipeline.pdfs import is_current
from gen.pipeline.placing import Shelf
from gen.plan.model import Obligation, Plan
from gen.plan.units import full_name, group_name, unit_by_id
from gen.reporting.obligations import owed_by
from gen.sheets.board import Board, BoardRow, Report, board_list
from gen.sheets.contents import DOCUMENT_NAMES
from gen.sheets.distribution import BLANK_DATE, BLANK_NUMBER, Copy, Distribution, Recipient, distribution_list
from gen.sheets.figures import date_texts, short_dates
from gen.sheets.printed import PrintedList

_SOURCE_RECIPIENTS = "Nơi nhận {reference}"
_ISSUER = "Cơ quan ban hành"
_UNSTATED = "……"
_LONG = 24
"""A deadline of more letters does not fit the narrow cell of the board: there it is said by its date."""


def plan_distribution(shelf: Shelf, plan: Plan, dossiers: Sequence[Dossier]) -> PrintedList:
    """The distribution list: who gets the plan itself, in its own words, and what each unit gets.

    A document's number and date are those under which it was issued; a draft leaves room for them.
    """
    records = shelf.standing()
    by_unit = files_by_unit(records)
    source = [
        r for r in records.values() if r.document == SOURCE.name and (r.format != "pdf" or is_current(r, records))
    ]
    groups = [(_SOURCE_RECIPIENTS.format(reference=short_reference(plan)), tuple(_source_recipients(plan, source)))]
    for group, members in groups_of(dossiers).items():
        groups.append((group_name(plan, group), tuple(_recipient(d, by_unit[d.unit.id]) for d in members)))
    return distribution_list(Distribution(*_head(plan), tuple(groups)))


def _head(plan: Plan) -> tuple[str, str, str]:
    """Issuer, title and reference, as they stand above every sheet."""
    return (
        full_name(unit_by_id(plan)[plan.header.issuer]),
        title_of(plan),
        f"{short_reference(plan)} {plan_date(plan)}",
    )


def _source_recipients(plan: Plan, source: Sequence[Record]) -> Iterator[Recipient]:
    """The lines under Nơi nhận, each with the plan itself."""
    copy = _copy(SOURCE.name, source, f"Số {number_and_symbol(plan)}", plan_date(plan))
    return (Recipient(line.rstrip(";. "), "", (copy,)) for line in plan.recipients)


def _recipient(dossier: Dossier, records: Sequence[Record]) -> Recipient:
    unit = dossier.unit
    by_document = groupby(records, key=lambda record: (record.document, record.path.rpartition(".")[0]))
    found = (_copy(name, list(files), BLANK_NUMBER, BLANK_DATE) for (name, _stem), files in by_document)
    copies = tuple(found)
    return Recipient(full_name(unit), f"{unit.id}/", copies)


def _copy(document: str, records: Sequence[Record], number: str, date: str) -> Copy:
    """A document with its files; `number` and `date` stand there until it is issued."""
    issued = next((record for record in records if record.number), None)
    if issued is not None:
        number, date = f"Số {issued.number}", f"ngày {date_texts(issued.date)[0]}" if issued.date else BLANK_DATE
    files = tuple(PurePosixPath(record.path).name for record in sorted(records, key=lambda r: r.format))
    return Copy(DOCUMENT_NAMES[document], number, date, files)


def plan_board(plan: Plan, dossiers: Sequence[Dossier]) -> PrintedList:
    """The board: every report that the plan asks for, by the units that owe it."""
    issuer = unit_by_id(plan)[plan.header.issuer]
    own_row = BoardRow(full_name(issuer), frozenset(o.id for o in owed_by(plan, issuer.id)))
    groups: list[tuple[str, tuple[BoardRow, ...]]] = [(_ISSUER, (own_row,))]
    for group, members in groups_of(dossiers).items():
        rows = tuple(BoardRow(full_name(d.unit), frozenset(o.id for o in d.owed)) for d in members)
        groups.append((group_name(plan, group), rows))
    reports = tuple(_report(plan, obligation) for obligation in plan.obligations)
    return board_list(Board(*_head(plan), reports, tuple(groups)))


def _report(plan: Plan, obligation: Obligation) -> Report:
    due = short_dates(deadline_text(obligation.due))
    frequency = wording.FREQUENCIES[obligation.frequency]
    short = due or frequency
    if len(short) > _LONG:
        date = obligation.due.value if obligation.due else None
        short = date_texts(str(date))[0] if date else frequency
    to = receiver(plan, obligation, unit_by_id(plan)[plan.header.issuer])
    return Report(obligation.id, obligation.name, to, frequency, due or _UNSTATED, short)
