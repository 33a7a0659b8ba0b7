"""Collection → the tasks and targets that are asked, in the order of the plan, each with the units that answer it."""

from __future__ import annotations

from dataclasses import dataclass

from gen.derive.letterhead import substitutions
from gen.plan.fields import fill
from gen.plan.model import Target
from gen.plan.units import document_recipients, unit_by_id
from gen.reporting.questionnaire import TaskQuestion, build_questionnaire
from gen.returns.collection import Collection
from gen.text import remove_emphasis


@dataclass(frozen=True, slots=True)
class AskedTarget:
    """A target, with the ids of the units that are asked for its figures."""

    code: str
    target: Target
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedTask:
    """A task that at least one unit answers for, or whose targets one does, as of the words above a list.

    With its targets, and the ids of the units that lead and support it.
    """

    code: str
    text: str
    leads: tuple[str, ...]
    supporters: tuple[str, ...]
    targets: tuple[AskedTarget, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """All units that answer for it."""
        return self.leads + self.supporters


@dataclass(frozen=True, slots=True)
class AskedSection:
    """A section of the plan that has such a task."""

    code: str
    heading: str
    tasks: tuple[AskedTask, ...]


def fill_questionnaire(collection: Collection) -> tuple[AskedSection, ...]:
    """What the forms of the units that owe the report ask, in the order of the plan."""
    plan = collection.plan
    with_form = {unit.id for unit in document_recipients(plan)}
    asked = tuple(unit.id for unit in collection.owing_units if unit.id in with_form)
    values = substitutions(plan, unit_by_id(plan)[plan.header.issuer])
    sections = []
    for section in build_questionnaire(plan):
        each = (_asked_task(question, asked, values) for question in section.tasks)
        tasks = tuple(task for task in each if task.units or task.targets)
        if tasks:
            sections.append(AskedSection(section.entry.id, _fill_text(section.entry.text, values).rstrip(":"), tasks))
    return tuple(sections)


def _asked_task(question: TaskQuestion, asked: tuple[str, ...], values: dict[str, str]) -> AskedTask:
    targets = (AskedTarget(one.code, one.target, _among(asked, one.units)) for one in question.targets)
    entry = question.entry
    return AskedTask(
        entry.id, _fill_text(entry.text, values), _among(asked, question.leading),
        _among(asked, question.supporting), tuple(t for t in targets if t.units),
    )  # fmt: skip


def _among(asked: tuple[str, ...], units: frozenset[str]) -> tuple[str, ...]:
    """Those of `units` that are asked, in the order of the plan."""
    return tuple(unit for unit in asked if unit in units)


def _fill_text(text: str, values: dict[str, str]) -> str:
    return remove_emphasis(fill(text, values))
