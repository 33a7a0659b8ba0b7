"""Dossier → ReportForm: the rows that a unit fills in, one for each of its tasks and targets, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gen.derive import wording
from gen.derive.binding import Duty
from gen.derive.dossier import Dossier, Section
from gen.derive.letterhead import (
    Frame,
    deadline_text,
    subject_of,
    substitutions,
    unit_frame,
)
from gen.derive.subplan import leads_text, receiver
from gen.documents import REPORT
from gen.plan.fields import fill
from gen.plan.model import Obligation
from gen.plan.units import full_name, unit_by_id
from gen.text import long_date, without_emphasis


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the table of tasks; a heading row has nothing to fill in and no code."""

    is_heading: bool
    code: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class FormGroup:
    """The rows of one role: A lead, B support, C common, without gaps in the lettering."""

    label: str
    heading: str
    duty: Duty
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A row of the table of targets: `planned` in the plan's own words."""

    code: str
    text: str
    planned: str


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The report form of one unit."""

    frame: Frame
    subject: str
    receiver: str
    period: str
    groups: tuple[FormGroup, ...]
    targets: tuple[TargetRow, ...]

    def task_codes(self) -> tuple[str, ...]:
        """The codes of all task rows, in order."""
        return tuple(row.code for group in self.groups for row in group.rows if not row.is_heading)


def report_form(dossier: Dossier, replacing: str = "") -> ReportForm:
    """The report form of the dossier's unit; `replacing` says which report it replaces, if any."""
    plan, unit = dossier.plan, dossier.unit
    answered = answered_obligation(dossier)
    to = receiver(plan, answered, unit) if answered else full_name(unit_by_id(plan)[plan.header.issuer])
    recipients = ("Như trên;", wording.FILED)
    return ReportForm(
        unit_frame(plan, unit, REPORT.kind, recipients),
        subject_of(REPORT, plan, unit),
        to,
        " ".join(filter(None, [_period(answered), replacing])),
        tuple(_groups(dossier)),
        tuple(_targets(dossier)),
    )


def answered_obligation(dossier: Dossier) -> Obligation | None:
    """The obligation that the form answers: the one marked `form`, else the first owed to the issuer."""
    issuer = dossier.plan.header.issuer
    marked = [o for o in dossier.owed if o.form]
    return next(iter([*marked, *(o for o in dossier.owed if o.to == issuer)]), None)


def _period(obligation: Obligation | None) -> str:
    due = deadline_text(obligation.due) if obligation else ""
    lines = [wording.DUE_LINE.format(due=due)] if due else []
    if obligation is not None and obligation.channel:
        lines.append(wording.CHANNEL_LINE.format(channel=obligation.channel.rstrip(". ")))
    return " ".join([*lines, _cutoff(obligation)])


def _cutoff(obligation: Obligation | None) -> str:
    """The cut-off; where the plan states none, the unit says it: nothing is invented."""
    if obligation is None or obligation.cutoff is None:
        return wording.CUTOFF_OPEN
    cutoff = obligation.cutoff
    day = long_date(cutoff.year, cutoff.month, cutoff.day) if cutoff.month is not None else f"hết năm {cutoff.year}"
    return wording.CUTOFF_LINE.format(day=day)


def _groups(dossier: Dossier) -> Iterator[FormGroup]:
    present = [duty for duty in Duty if dossier.sections(duty)]
    for label, duty in zip("ABC", present, strict=False):
        rows = tuple(row for section in dossier.sections(duty) for row in _rows(dossier, duty, section))
        yield FormGroup(label, wording.DUTY_HEADINGS[duty], duty, rows)


def _rows(dossier: Dossier, duty: Duty, section: Section) -> Iterator[FormRow]:
    values = substitutions(dossier.plan, dossier.unit)
    for top in section.nodes:
        for node in top.walk():
            text = without_emphasis(fill(node.entry.text, values))
            if not node.is_leaf:
                yield FormRow(True, "", text, "")
                continue
            if duty is Duty.SUPPORT:
                text = f"{text} (chủ trì: {leads_text(dossier, node)})"
            item = node.entry.item
            yield FormRow(False, node.entry.id, text, deadline_text(item.due if item else None))


def _targets(dossier: Dossier) -> Iterator[TargetRow]:
    for duty in (Duty.LEAD, Duty.COMMON):
        for section in dossier.sections(duty):
            for node in section.tasks():
                for index, target in enumerate(node.entry.item.targets if node.entry.item else (), 1):
                    yield TargetRow(f"{node.entry.id}/{index}", target.of, target.raw)
