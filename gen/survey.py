"""Plan → what `gen list`, `gen show` and `gen bodies` print: the units, and what one of them has, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from gen.derive.blocks import source_label
from gen.derive.dossier import Dossier, dossier_for, each_dossier
from gen.derive.letterhead import deadline_text, substitutions
from gen.derive.subplan import receiver_text
from gen.derive.tally import UnitTally, tally_unit
from gen.errors import BuildError, Diagnostic
from gen.plan.binding import Duty
from gen.plan.fields import fill
from gen.plan.model import Body, Plan, Unit
from gen.plan.suggested_bodies import suggest_bodies
from gen.plan.unit_names import find_recipient
from gen.plan.units import short_name, unit_by_id
from gen.plan.validity import plan_as_amended


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of one unit, or a heading over tasks (`is_heading`)."""

    id: str
    place: str
    duty: str
    manner: str
    text: str
    is_heading: bool
    leads: tuple[str, ...]
    due: str
    targets: tuple[str, ...]
    leader: str = ""
    product: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report that the unit owes."""

    id: str
    name: str
    receiver: str
    frequency: str
    due: str


@dataclass(frozen=True, slots=True)
class UnitSurvey:
    """One unit's tasks, the reports it owes, and the names of those that it gathers or receives."""

    unit: UnitTally
    tasks: tuple[TaskLine, ...]
    reports: tuple[ReportLine, ...]
    gathers: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """The survey as plain dicts and lists."""
        return asdict(self)


def survey_units(plan: Plan) -> list[UnitTally]:
    """Every unit that gets documents by the plan as amended, in the registry's order."""
    return [tally_unit(dossier) for dossier in each_dossier(plan_as_amended(plan))]


def survey_unit(plan: Plan, words: str) -> UnitSurvey:
    """The survey of the unit that `words` mean, an id or a name.

    Raises BuildError BUILD-001, NAME-001, NAME-003 where it is none that gets documents, or can be several.
    """
    plan = plan_as_amended(plan)
    dossier = dossier_for(plan, _recipient(plan, words).id)
    gathers = tuple(obligation.name for obligation in dossier.received)
    return UnitSurvey(
        tally_unit(dossier), tuple(_list_task_lines(dossier)), tuple(_list_report_lines(dossier)), gathers
    )


def suggested_bodies_of(plan: Plan, words: str) -> tuple[Body, ...]:
    """The bodies that the unit that `words` mean may have on the plan's day, for its office to change.

    Raises BuildError as `survey_unit`.
    """
    return suggest_bodies(_recipient(plan_as_amended(plan), words), plan.header.date.first_day())


def _recipient(plan: Plan, words: str) -> Unit:
    found = find_recipient(plan, words)
    if isinstance(found, Diagnostic):
        raise BuildError.one(found)
    return found


def _list_task_lines(dossier: Dossier) -> Iterator[TaskLine]:
    units = unit_by_id(dossier.plan)
    values = substitutions(dossier.plan, dossier.unit)
    for duty in Duty:
        for section in dossier.sections(duty):
            for node in (n for top in section.nodes for n in top.walk()):
                item = node.entry.item
                yield TaskLine(
                    node.entry.id,
                    source_label(node.entry.id),
                    duty.value,
                    section.manner.value,
                    fill(node.entry.sentence, values),
                    not node.is_leaf,
                    tuple(short_name(units[lead]) for lead in node.leads),
                    deadline_text(item.due) if item else "",
                    tuple(target.raw for target in item.targets) if item else (),
                    *(fill(said, values) for said in (node.entry.leader, node.entry.product, node.entry.authority)),
                )


def _list_report_lines(dossier: Dossier) -> Iterator[ReportLine]:
    for obligation in dossier.owed:
        yield ReportLine(
            obligation.id,
            obligation.name,
            receiver_text(dossier.plan, obligation, dossier.unit),
            obligation.frequency.value,
            deadline_text(obligation.due),
        )
