"""Dossier → ReportForm: the rows that a unit fills in, one for each of its tasks and targets, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gen.derive import wording
from gen.derive.amendments import form_remarks
from gen.derive.dossier import Dossier, Duties
from gen.derive.form_fields import COUNT, STATUS, STATUSES
from gen.derive.letterhead import (
    Frame,
    deadline_text,
    filed_line,
    subject_of,
    substitutions,
    unit_frame,
)
from gen.derive.parties import leads_text
from gen.derive.same_duties import shared_by_duties
from gen.derive.subplan import duty_heading, receiver_text
from gen.documents import REPORT
from gen.plan.binding import Duty
from gen.plan.fields import fill
from gen.plan.model import Obligation, Plan
from gen.plan.units import full_name, unit_by_id
from gen.reporting.indicators import indicators_asked
from gen.reporting.periods import Period
from gen.reporting.questionnaire import FIGURE_DUTIES, targets_of
from gen.text import format_day, format_long_date, remove_emphasis


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the table of tasks; a heading row has nothing to fill in and no code.

    `product` is what has to come of the task, where its words do not say that themselves; it is no part of what the row
    asks, so that answers stay those of the task.
    """

    is_heading: bool
    code: str
    text: str
    due: str
    product: str = ""


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
class IndicatorRow:
    """A row of the table of figures: an indicator, or a member of its breakdown, with its unit and how it is reckoned.

    `asks_previous`: the figure of the period before is asked for too.
    """

    code: str
    text: str
    unit: str
    formula: str
    asks_previous: bool
    is_member: bool = False


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The report form of one unit."""

    frame: Frame
    subject: str
    receiver: str
    period: str
    groups: tuple[FormGroup, ...]
    targets: tuple[TargetRow, ...]
    indicators: tuple[IndicatorRow, ...] = ()
    guidance: tuple[str, ...] = ()

    def task_codes(self) -> tuple[str, ...]:
        """The codes of all task rows, in order."""
        return tuple(row.code for group in self.groups for row in group.rows if not row.is_heading)


def derive_report_form(
    dossier: Dossier, replacing: str = "", obligation_id: str = "", period: Period | None = None
) -> ReportForm:
    """The report form of the dossier's unit; `replacing` says which report it replaces, if any.

    Of several forms it is that which answers the obligation `obligation_id`, without one the first: they differ in the
    figures that each report asks for. `period` is the one that the form is for; None where its report is owed once.
    """
    plan, unit = dossier.plan, dossier.unit
    names = substitutions(plan, unit)
    answered = find_answered_obligation(dossier, obligation_id)
    to = receiver_text(plan, answered, unit) if answered else full_name(unit_by_id(plan)[plan.header.issuer])
    recipients = ("Như trên;", filed_line(unit))
    targets = _targets(dossier, names)
    indicators = tuple(_indicators(plan, unit.id, answered.id if answered else ""))
    return ReportForm(
        unit_frame(plan, unit, REPORT.kind, recipients),
        ", ".join(filter(None, [subject_of(REPORT, plan, unit), period.label if period else ""])),
        to,
        " ".join(
            filter(None, [*_named(dossier, answered), _period(answered, period), *form_remarks(dossier), replacing])
        ),
        tuple(_groups(dossier, names)),
        targets,
        indicators,
        tuple(_guidance(plan, answered, period, to, (*targets, *indicators))),
    )


def _guidance(
    plan: Plan,
    obligation: Obligation | None,
    period: Period | None,
    to: str,
    figures: Sequence[TargetRow | IndicatorRow],
) -> Iterator[str]:
    """What somebody needs to know who fills the form in: how to answer; whom to send it to and by when.

    `figures` are the rows that ask for numbers.
    """
    asks_counts = any(isinstance(one, IndicatorRow) for one in figures)
    needed = [STATUS.title, *([COUNT.title] if asks_counts else [])]
    examples = wording.FIGURE_EXAMPLES if figures else wording.DATE_EXAMPLE
    statuses = "; ".join(STATUSES)
    yield wording.HOW_TO_ANSWER.format(needed=", ô ".join(needed), statuses=statuses, examples=examples)
    due = _due(obligation, period)
    email = "" if obligation is not None and obligation.channel else _email_of(plan, obligation)
    yield wording.WHERE_TO_SEND.format(
        to=to,
        by=wording.BY_EMAIL.format(email=email) if email else "",
        due=wording.BEFORE_DUE.format(due=due) if due else "",
    )


def find_answered_obligation(dossier: Dossier, obligation_id: str = "") -> Obligation | None:
    """The obligation that the unit's form answers: of several forms the one for `obligation_id`, else the first."""
    return next((o for o in dossier.forms if not obligation_id or (o is not None and o.id == obligation_id)), None)


def _named(dossier: Dossier, obligation: Obligation | None) -> Iterator[str]:
    """What tells the form from the unit's others, for people."""
    if obligation is not None and len(dossier.forms) > 1:
        yield wording.ANSWERS_LINE.format(name=obligation.name)


def _email_of(plan: Plan, obligation: Obligation | None) -> str:
    """The address of whoever takes the report in; nothing where the plan does not state it."""
    unit = plan.header.issuer if obligation is None else obligation.through or obligation.to
    receiver = unit_by_id(plan).get(unit or "")
    return (receiver.contact.email or "") if receiver is not None and receiver.contact is not None else ""


def _due(obligation: Obligation | None, period: Period | None) -> str:
    """When the report has to come, in the plan's words, with the day where it comes again and again."""
    due = deadline_text(obligation.due) if obligation else ""
    if period and period.due:
        due = " ".join(filter(None, [due, wording.LAST_DAY.format(day=format_day(period.due))]))
    return due


def _period(obligation: Obligation | None, period: Period | None) -> str:
    due = _due(obligation, period)
    lines = [wording.PERIOD_LINE.format(period=period.label, days=_days(period))] if period else []
    lines += [wording.DUE_LINE.format(due=due)] if due else []
    if obligation is not None and obligation.channel:
        lines.append(wording.CHANNEL_LINE.format(channel=obligation.channel.rstrip(". ")))
    return " ".join([*lines, _cutoff(obligation, period)])


def _days(period: Period) -> str:
    """The days that the figures of a period cover."""
    if period.begin is None or period.cutoff is None:
        return ""
    return wording.PERIOD_DAYS.format(begin=format_day(period.begin), end=format_day(period.cutoff))


def _cutoff(obligation: Obligation | None, period: Period | None) -> str:
    """The cut-off; where neither the plan nor the decree states one, the unit says it: nothing is invented."""
    if period is not None and period.cutoff is not None:
        return wording.CUTOFF_LINE.format(day=format_day(period.cutoff))
    if obligation is None or obligation.cutoff is None:
        return wording.CUTOFF_OPEN
    cutoff = obligation.cutoff
    day = (
        format_long_date(cutoff.year, cutoff.month, cutoff.day)
        if cutoff.month is not None
        else f"hết năm {cutoff.year}"
    )
    return wording.CUTOFF_LINE.format(day=day)


def _groups(dossier: Dossier, names: Mapping[str, str]) -> Iterator[FormGroup]:
    present = [duty for duty in Duty if dossier.sections(duty)]
    for label, duty in zip("ABC", present, strict=False):
        heading = duty_heading(dossier.plan, duty, dossier.sections(duty))
        yield FormGroup(label, heading, duty, _rows(dossier, names, duty))


@shared_by_duties
def _rows(plan: Plan, duties: Duties, names: Mapping[str, str], duty: Duty) -> Iterator[FormRow]:
    for node in (node for section in duties.sections(duty) for top in section.nodes for node in top.walk()):
        text = remove_emphasis(fill(node.entry.sentence, names))
        product = remove_emphasis(fill(node.entry.product, names)) if node.is_task else ""
        product = "" if product in text else product
        if not node.is_leaf:
            yield FormRow(True, "", text, "", product)
            continue
        if duty is Duty.SUPPORT:
            text = f"{text} (chủ trì: {leads_text(plan, node, names)})"
        item = node.entry.item
        yield FormRow(False, node.entry.id, text, deadline_text(item.due if item else None), product)


def _indicators(plan: Plan, unit_id: str, obligation_id: str) -> Iterator[IndicatorRow]:
    for asked in indicators_asked(plan, unit_id, obligation_id):
        one = asked.indicator
        for number, (code, name) in enumerate(asked.rows()):
            formula = one.formula or "" if number == 0 else ""
            yield IndicatorRow(code, name, one.unit, formula, one.previous, number > 0)


@shared_by_duties
def _targets(_plan: Plan, duties: Duties, _names: Mapping[str, str]) -> Iterator[TargetRow]:
    for duty in FIGURE_DUTIES:
        for section in duties.sections(duty):
            for node in section.tasks():
                yield from (TargetRow(code, target.of, target.raw) for code, target in targets_of(node.entry))
