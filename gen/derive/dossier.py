"""Plan × Unit → Dossier: the tasks that bind the unit, in the source's order, and the reports that it owes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from gen.plan.binding import BoundEntry, BoundSection, Duty, bind_tasks
from gen.plan.kinds import Manner
from gen.plan.model import Obligation, Plan, Unit
from gen.plan.once import cached_per_plan
from gen.plan.outline import OutlineEntry
from gen.plan.units import document_recipients, manner_of, unit_by_id
from gen.reporting.forms import answered_obligations
from gen.reporting.obligations import owing_unit_ids, receiving_unit_ids

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class TaskNode:
    """A heading, lead-in or task of the source as one unit sees it.

    `is_task`: the unit is bound to it, not only to something below. `is_leaf`: it is the unit's to answer for, since
    nothing below it binds the unit. `leads` are all who lead it, `supporters` all who support it.
    """

    entry: OutlineEntry
    is_task: bool
    is_leaf: bool
    leads: tuple[str, ...]
    supporters: tuple[str, ...]
    children: tuple[TaskNode, ...]

    def walk(self) -> Iterator[TaskNode]:
        """This node and all below it, in print order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class DossierSection:
    """A section of the source, pruned to what binds one unit in one role."""

    entry: OutlineEntry
    manner: Manner
    nodes: tuple[TaskNode, ...]

    def tasks(self) -> Iterator[TaskNode]:
        """The tasks that bind the unit, lead-ins included."""
        return (node for top in self.nodes for node in top.walk() if node.is_task)

    def leaves(self) -> Iterator[TaskNode]:
        """The tasks that the unit answers for one by one."""
        return (node for node in self.tasks() if node.is_leaf)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Duties:
    """Everything that the plan lays on a unit, whichever it is: one object for all units to which it says the same.

    `owed` are the reports that it owes, `received` those that pass through it or end with it. Told apart by identity.
    """

    lead: tuple[DossierSection, ...]
    support: tuple[DossierSection, ...]
    common: tuple[DossierSection, ...]
    owed: tuple[Obligation, ...]
    received: tuple[Obligation, ...]

    def sections(self, duty: Duty) -> tuple[DossierSection, ...]:
        """The sections that bind the unit in the role `duty`."""
        return {Duty.LEAD: self.lead, Duty.SUPPORT: self.support, Duty.COMMON: self.common}[duty]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that the plan lays on one unit."""

    plan: Plan
    unit: Unit
    duties: Duties

    @property
    def lead(self) -> tuple[DossierSection, ...]:
        """What the unit leads."""
        return self.duties.lead

    @property
    def support(self) -> tuple[DossierSection, ...]:
        """What it helps others with."""
        return self.duties.support

    @property
    def common(self) -> tuple[DossierSection, ...]:
        """What is laid on all of its kind."""
        return self.duties.common

    @property
    def owed(self) -> tuple[Obligation, ...]:
        """The reports that the unit owes."""
        return self.duties.owed

    @property
    def received(self) -> tuple[Obligation, ...]:
        """The reports that pass through the unit or end with it."""
        return self.duties.received

    def sections(self, duty: Duty) -> tuple[DossierSection, ...]:
        """The sections that bind the unit in the role `duty`."""
        return self.duties.sections(duty)

    def task_ids(self, duty: Duty) -> tuple[str, ...]:
        """The ids of the tasks that bind the unit in the role `duty`, in the source's order."""
        return tuple(node.entry.id for section in self.sections(duty) for node in section.tasks())

    def leaf_count(self, duty: Duty) -> int:
        """How many tasks the unit answers for in the role `duty`."""
        return sum(1 for section in self.sections(duty) for _leaf in section.leaves())

    @property
    def forms(self) -> tuple[Obligation | None, ...]:
        """What the unit's report forms answer, one form for each; None for a form that answers no obligation."""
        return answered_obligations(self.plan, self.unit.id)

    @property
    def manner(self) -> Manner:
        """How the plan speaks to the unit: as its first own section does, else as its kind is spoken to."""
        first = next(iter((*self.duties.lead, *self.duties.common)), None)
        return first.manner if first else manner_of(self.unit, None)


def dossiers(plan: Plan) -> tuple[Dossier, ...]:
    """A Dossier for every unit that gets documents, in the order of the registry."""
    return tuple(each_dossier(plan))


def each_dossier(plan: Plan) -> Iterator[Dossier]:
    """The dossiers of `plan` one after the other, none made before it is asked for."""
    return (dossier_for(plan, unit.id) for unit in document_recipients(plan))


def dossier_for(plan: Plan, unit_id: str) -> Dossier:
    """The Dossier of one unit. Raises KeyError where no such unit gets documents."""
    return Dossier(plan, unit_by_id(plan)[unit_id], _duties(plan)[unit_id])


@cached_per_plan
def _duties(plan: Plan) -> Mapping[str, Duties]:
    """The duties of every unit that gets documents.

    Units are of one sort if they stand in the same circles and are spoken to in the same manner. The tree of the plan
    is pruned once for each sort: most often there are few, even where there are thousands of units.
    """
    sections = _group_by_unit((section, section.reached()) for section in bind_tasks(plan))
    owed = _group_by_unit((obligation, frozenset(owing_unit_ids(plan, obligation))) for obligation in plan.obligations)
    gathered = _group_by_unit((obligation, receiving_unit_ids(obligation)) for obligation in plan.obligations)
    numbers = _group_by_unit(enumerate(_all_circles(plan)))
    sorts: dict[tuple[Manner, tuple[int, ...]], Duties] = {}
    found = {}
    for unit in document_recipients(plan):
        sort = (manner_of(unit, None), tuple(numbers[unit.id]))
        if sort not in sorts:
            lead, support, common = (tuple(_sections(sections[unit.id], unit, duty)) for duty in Duty)
            sorts[sort] = Duties(lead, support, common, tuple(owed[unit.id]), tuple(gathered[unit.id]))
        found[unit.id] = sorts[sort]
    return MappingProxyType(found)


def _group_by_unit(circles: Iterable[tuple[_Thing, frozenset[str]]]) -> defaultdict[str, list[_Thing]]:
    """Things, each with the circle of units that it concerns → the things that concern each unit, in their order."""
    found: defaultdict[str, list[_Thing]] = defaultdict(list)
    for thing, circle in circles:
        for unit_id in circle:
            found[unit_id].append(thing)
    return found


def _all_circles(plan: Plan) -> Iterable[frozenset[str]]:
    """Every set of units that the plan tells from the others, each once."""
    bound = (circle for section in bind_tasks(plan) for node in section.walk() for circle in node.circles())
    reporting = (
        circle for o in plan.obligations for circle in (frozenset(owing_unit_ids(plan, o)), receiving_unit_ids(o))
    )
    return dict.fromkeys((*bound, *reporting))


def _sections(sections: Sequence[BoundSection], unit: Unit, duty: Duty) -> Iterator[DossierSection]:
    for section in sections:
        nodes = _all_pruned(section.nodes, unit.id, duty)
        if nodes:
            yield DossierSection(section.entry, manner_of(unit, section.section.manner), nodes)


def _all_pruned(nodes: Sequence[BoundEntry], unit_id: str, duty: Duty) -> tuple[TaskNode, ...]:
    concerned = [node for node in nodes if unit_id in node.reached]
    return tuple(pruned for node in concerned if (pruned := _pruned(node, unit_id, duty)) is not None)


def _pruned(bound: BoundEntry, unit_id: str, duty: Duty) -> TaskNode | None:
    """`bound` without what does not bind the unit; headings and lead-ins stay over what does."""
    children = _all_pruned(bound.children, unit_id, duty)
    is_task = bound.binds(unit_id, duty)
    if not is_task and not children:
        return None
    return TaskNode(bound.entry, is_task, unit_id in bound.answering(duty), bound.leads, bound.supporters, children)
