"""Dossier → Superior: what the superior's plan lays on a unit, as its report form asks it, for the unit's own plan."""

from __future__ import annotations

from collections.abc import Iterator

from gen.derive.dossier import Dossier, TaskNode
from gen.derive.form import derive_report_form
from gen.derive.letterhead import substitutions
from gen.plan.binding import Duty
from gen.plan.fields import fill
from gen.plan.model import Deadline, DeadlineKind, Superior, SuperiorIndicator, SuperiorReport, SuperiorTask
from gen.reporting.indicators import indicators_asked
from gen.reporting.questionnaire import FIGURE_DUTIES
from gen.text import remove_emphasis

SUPERIOR_PLAN = "ke-hoach-cap-tren"
"""The id of the citation of the superior's plan in the unit's own; another one where the superior has that too."""


def excerpt(dossier: Dossier) -> Superior:
    """What the plan lays on the dossier's unit: every task that it answers for, every target, every report."""
    head, known = dossier.plan.header, {citation.id for citation in dossier.plan.citations}
    document = SUPERIOR_PLAN
    while document in known:
        document += "-2"
    return Superior(
        plan=head.id,
        unit=dossier.unit.id,
        document=document,
        tasks=tuple(_tasks(dossier)),
        reports=tuple(_reports(dossier)),
    )


def asked_nodes(dossier: Dossier) -> Iterator[tuple[Duty, TaskNode]]:
    """The tasks of which the unit's form asks anything: a row each, or of the words above a list figures alone."""
    for duty in Duty:
        for section in dossier.sections(duty):
            yield from ((duty, node) for node in section.tasks() if is_asked(duty, node))


def is_asked(duty: Duty, node: TaskNode) -> bool:
    """Whether the form of a unit that has `node` in the role `duty` asks anything of it."""
    return node.is_task and (node.is_leaf or has_figures(duty, node))


def has_figures(duty: Duty, node: TaskNode) -> bool:
    """Whether the unit gives figures for the task's targets: not where it only supports."""
    return duty in FIGURE_DUTIES and node.entry.item is not None and bool(node.entry.item.targets)


def _tasks(dossier: Dossier) -> Iterator[SuperiorTask]:
    rows = {row.code: row.text for group in derive_report_form(dossier).groups for row in group.rows}
    values = substitutions(dossier.plan, dossier.unit)
    for duty, node in asked_nodes(dossier):
        entry = node.entry
        text = rows.get(entry.id) or remove_emphasis(fill(entry.sentence, values))
        item = entry.item
        targets = item.targets if item is not None and has_figures(duty, node) else ()
        due = stated(item.due) if item is not None else None
        yield SuperiorTask(id=entry.id, text=text, answered=node.is_leaf, due=due, targets=targets)


def _reports(dossier: Dossier) -> Iterator[SuperiorReport]:
    answered = {obligation.id for obligation in dossier.forms if obligation is not None}
    for owed in dossier.owed:
        yield SuperiorReport(
            id=owed.id, name=owed.name, frequency=owed.frequency, due=stated(owed.due), cutoff=owed.cutoff,
            form=owed.id in answered, indicators=tuple(_indicators(dossier, owed.id)) if owed.id in answered else (),
        )  # fmt: skip


def _indicators(dossier: Dossier, obligation_id: str) -> Iterator[SuperiorIndicator]:
    """The figures that the unit's form for the report asks for."""
    for asked in indicators_asked(dossier.plan, dossier.unit.id, obligation_id):
        one = asked.indicator
        yield SuperiorIndicator(id=one.id, name=one.name, unit=one.unit, breakdown=one.breakdown, previous=one.previous)


def stated(due: Deadline | None) -> Deadline | None:
    """A deadline that says something; None for one that the superior has yet to set."""
    return None if due is None or due.kind is DeadlineKind.OPEN else due
