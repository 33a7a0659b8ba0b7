"""Plan → what report forms ask of each unit: its tasks, and the targets whose figures it gives.

It is the same in every period of a report, until the plan is amended.
"""

from __future__ import annotations

from dataclasses import dataclass

from gen.plan.binding import BoundEntry, Duty, bind_tasks
from gen.plan.model import Plan, Target
from gen.plan.once import cached_per_plan
from gen.plan.outline import OutlineEntry

FIGURE_DUTIES = (Duty.LEAD, Duty.COMMON)
"""The roles in which a unit gives the figures of a task's targets: a supporting unit does not."""


@dataclass(frozen=True, slots=True)
class TargetQuestion:
    """A target under its code, `9#2/1`; `units` are those that give its figures."""

    code: str
    target: Target
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class TaskQuestion:
    """A task of the plan; `units` are those that answer for it, in any role, `supporting` those that only support."""

    entry: OutlineEntry
    units: frozenset[str]
    targets: tuple[TargetQuestion, ...]
    supporting: frozenset[str] = frozenset()

    @property
    def leading(self) -> frozenset[str]:
        """Those that lead the task, or have it in common with others."""
        return self.units - self.supporting


@dataclass(frozen=True, slots=True)
class SectionQuestions:
    """A section of the plan with its tasks, in print order."""

    entry: OutlineEntry
    tasks: tuple[TaskQuestion, ...]


@cached_per_plan
def build_questionnaire(plan: Plan) -> tuple[SectionQuestions, ...]:
    """What the forms of all units ask, in the order of the plan."""
    return tuple(
        SectionQuestions(section.entry, tuple(_question(node) for node in section.walk() if node.is_task))
        for section in bind_tasks(plan)
    )


def targets_of(entry: OutlineEntry) -> tuple[tuple[str, Target], ...]:
    """The targets of a task, each with its code."""
    targets = entry.item.targets if entry.item else ()
    return tuple((f"{entry.id}/{number}", target) for number, target in enumerate(targets, 1))


def _question(node: BoundEntry) -> TaskQuestion:
    own = frozenset[str]().union(*(node.answering(duty) for duty in FIGURE_DUTIES))
    supporting = node.answering(Duty.SUPPORT) - own
    leading = frozenset(node.leads)  # in one of FIGURE_DUTIES, by the section
    targets = tuple(TargetQuestion(code, target, leading) for code, target in targets_of(node.entry))
    return TaskQuestion(node.entry, own | supporting, targets, supporting)
