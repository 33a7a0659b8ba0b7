"""Received reports, reminders and consolidated reports → their rows of the index: one a file, in the order of receipt.

A received file is the unit's: its row names the unit, and says in the column of notes for which report and period it
came and what became of it. What the office made and sent without a signature is a draft, dated by the day it tells of.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from gen.archiving.bag.index import DRAFT, RECEIVED, IndexRow
from gen.archiving.bag.layout import SENT
from gen.archiving.bag.received import received_path
from gen.clock import day_of
from gen.documents import KIND_NAMES, LETTER_NAME, SUMMARY
from gen.plan.model import Archive, Plan
from gen.plan.units import full_name, unit_by_id
from gen.reporting.periods import Period, name_with_period
from gen.returns.archived import ReceivedReport
from gen.returns.outgoing import OutgoingDocument, OutgoingKind
from gen.text import collapse_spaces

_MAX_NAMED = 5
"""So many units of one file, and reports in it, are named in its row; the others are counted: received.json has all."""
_REPORT = KIND_NAMES[SUMMARY.kind]
_KINDS = {OutgoingKind.REMINDER: LETTER_NAME, OutgoingKind.REPORT: _REPORT, OutgoingKind.WORKBOOK: "Bảng tính"}
_CODES = {OutgoingKind.REMINDER: "don-doc", OutgoingKind.REPORT: "tong-hop", OutgoingKind.WORKBOOK: "tong-hop-bang"}
_DIGITS = 16


def build_return_rows(
    plan: Plan, reports: Iterable[ReceivedReport], outgoing: Iterable[OutgoingDocument]
) -> list[IndexRow]:
    """The rows of received files in the order of receipt, then those of what was sent by the day it tells of."""
    by_file: dict[str, list[ReceivedReport]] = {}
    for report in reports:
        by_file.setdefault(report.sha256, []).append(report)
    sent = sorted(outgoing, key=lambda one: (one.as_of, one.obligation, one.period, one.kind, one.sha256))
    return [*(_received_row(plan, held) for held in by_file.values()), *(_outgoing_row(plan, one) for one in sent)]


def _received_row(plan: Plan, held: Sequence[ReceivedReport]) -> IndexRow:
    """The row of the file that holds these reports."""
    first = held[0]
    path = received_path(first)
    return _with_terms(
        plan,
        identifier=f"{plan.header.id}/da-nhan/{first.sha256[:_DIGITS]}",
        kind=_REPORT,
        date=day_of(first.received).isoformat(),
        issuer=_name_few(_unit_name(plan, one) for one in held),
        subject=_name_few(_report_name(plan, one.obligation, one.period, one.period_label) for one in held),
        file=path,
        sha256=first.sha256,
        format=_format_of(path),
        state=RECEIVED,
        note=_legible(f"{_standings(plan, held)}; tên tệp khi nhận: {first.name}"),
    )


def _outgoing_row(plan: Plan, one: OutgoingDocument) -> IndexRow:
    day, made = f"{one.as_of:%d/%m/%Y}", f"{one.made:%d/%m/%Y}"
    path = SENT + one.file_name
    return _with_terms(
        plan,
        identifier=f"{plan.header.id}/{_CODES[one.kind]}/{one.obligation}/{one.period}#{one.sha256[:_DIGITS]}",
        kind=_KINDS[one.kind],
        date=one.as_of.isoformat(),
        issuer=one.issuer,
        subject=one.subject,
        file=path,
        sha256=one.sha256,
        format=_format_of(path),
        state=DRAFT,
        note="; ".join(filter(None, (one.period_label, f"tính đến {day}", f"lập ngày {made}"))),
    )


def _with_terms(plan: Plan, **cells: str) -> IndexRow:
    terms = plan.archive or Archive()
    return IndexRow(
        archive_code=terms.code or "", retention=terms.retention or "", access=terms.access or "",
        language=terms.language or "", **cells,
    )  # fmt: skip


def _unit_name(plan: Plan, report: ReceivedReport) -> str:
    """The unit's name as the plan has it; as it was stored where the plan has the unit no more; else what was said."""
    unit = unit_by_id(plan).get(report.unit)
    return full_name(unit) if unit else report.unit_name or _legible(report.unit)


def _legible(text: str) -> str:
    """What somebody outside wrote, in the letters of the index: `?` for every other, on one line.

    No sender may put into the printed list what its font cannot show, or what turns the direction of reading;
    received.json has the name as it came.
    """
    composed = unicodedata.normalize("NFC", collapse_spaces(text))
    return "".join(letter if _is_latin(letter) else "?" for letter in composed)


def _is_latin(letter: str) -> bool:
    """Whether it is a letter of Latin script, or a sign that every font has; fullwidth letters are in few."""
    if letter.isascii() or letter in "“”‘’–…":
        return letter.isprintable()
    return unicodedata.name(letter, "").startswith("LATIN ") and ord(letter) < _END_OF_LATIN


_END_OF_LATIN = 0x1F00
"""Behind Latin Extended Additional, the block that completes the letters of Vietnamese."""


def _report_name(plan: Plan, obligation: str, period: str, label: str) -> str:
    names = {one.id: one.name for one in plan.obligations}
    return name_with_period(names.get(obligation, obligation), Period(period, label))


def _standings(plan: Plan, held: Sequence[ReceivedReport]) -> str:
    if len(held) == 1:
        return held[0].standing
    shown = [f"{_unit_name(plan, one) or one.unit}: {one.standing}" for one in held[:_MAX_NAMED]]
    more = len(held) - _MAX_NAMED
    return "; ".join([*shown, *([f"và {more} báo cáo khác trong tệp này"] if more > 0 else [])])


def _name_few(texts: Iterable[str]) -> str:
    """Each text once, at most so many; the others are counted."""
    names = [*dict.fromkeys(filter(None, texts))]
    more = len(names) - _MAX_NAMED
    return "; ".join([*names[:_MAX_NAMED], *([f"và {more} mục khác"] if more > 0 else [])])


def _format_of(path: str) -> str:
    return PurePosixPath(path).suffix.removeprefix(".").upper()
