"""Collection → who was asked what: the tasks and targets of the plan, in its order, each with the units that have it.

Units to which the plan says the same have equal forms; so one form is made for each sort of units, not for each unit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gen.derive.dossier import Dossier, dossier_for
from gen.derive.form import report_form
from gen.derive.letterhead import substitutions
from gen.plan.fields import fill
from gen.plan.model import Plan, Target, Unit
from gen.plan.outline import Entry, Role, outline
from gen.plan.units import receivers, unit_by_id
from gen.returns.collection import Collection
from gen.text import without_emphasis


@dataclass(frozen=True, slots=True)
class AskedTarget:
    """A target, with the ids of the units that are asked for its figures."""

    code: str
    target: Target
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedTask:
    """A task that at least one unit answers for, with these units' ids and its targets."""

    code: str
    text: str
    units: tuple[str, ...]
    targets: tuple[AskedTarget, ...]


@dataclass(frozen=True, slots=True)
class AskedSection:
    """A section of the plan that has such tasks."""

    code: str
    heading: str
    tasks: tuple[AskedTask, ...]


def asked_sections(collection: Collection) -> tuple[AskedSection, ...]:
    """What the asked units' forms ask, in the order of the plan."""
    plan = collection.plan
    by_code = _units_by_code(plan, collection.asked)
    values = substitutions(plan, unit_by_id(plan)[plan.header.issuer])
    found = []
    for section in (s for part in outline(plan) for s in part.children if s.role is Role.SECTION):
        tasks = tuple(_task(entry, by_code, values) for entry in section.walk() if entry.id in by_code)
        if tasks:
            found.append(AskedSection(section.id, _words(section.text, values).rstrip(":"), tasks))
    return tuple(found)


def _task(entry: Entry, by_code: dict[str, tuple[str, ...]], values: dict[str, str]) -> AskedTask:
    targets = (
        AskedTarget(code, target, by_code.get(code, ()))
        for number, target in enumerate(entry.item.targets if entry.item else (), 1)
        for code in (f"{entry.id}/{number}",)
    )
    asked = tuple(target for target in targets if target.units)
    return AskedTask(entry.id, _words(entry.text, values), by_code[entry.id], asked)


def _units_by_code(plan: Plan, asked: tuple[Unit, ...]) -> dict[str, tuple[str, ...]]:
    """The code of each row of the asked units' forms → the units that have it; a unit without a form has none."""
    with_form = {unit.id for unit in receivers(plan)}
    sorts: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    examples: dict[tuple[int, int, int], Dossier] = {}
    for unit in asked:
        if unit.id in with_form:
            dossier = dossier_for(plan, unit.id)
            sort = (id(dossier.lead), id(dossier.support), id(dossier.common))
            examples.setdefault(sort, dossier)
            sorts[sort].append(unit.id)
    order = {unit.id: number for number, unit in enumerate(asked)}
    found: dict[str, list[str]] = defaultdict(list)
    for sort, units in sorts.items():
        form = report_form(examples[sort])
        for code in dict.fromkeys((*form.task_codes(), *(target.code for target in form.targets))):
            found[code] += units
    return {code: tuple(sorted(units, key=order.__getitem__)) for code, units in found.items()}


def _words(text: str, values: dict[str, str]) -> str:
    return without_emphasis(fill(text, values))
