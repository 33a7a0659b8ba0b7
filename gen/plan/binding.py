"""Plan → who is bound to each task: leads, supporters, and whether it is laid on many.

The rules, which a property test holds against random plans:

- a section binds the units that its `to` reaches; a heading or task with a `to` of its own, with all below it, those
  that this reaches instead; `for` narrows a task and all below it;
- `with` adds supporters to a task and all below it; who leads a task does not support it;
- a section that is `common` binds its units in the role COMMON instead of LEAD;
- a unit answers for a task that binds it where nothing below that binds it in the same role: not for the lead-in, but
  for each point below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from gen.plan.model import Assignment, Plan
from gen.plan.once import cached_per_plan
from gen.plan.outline import EntryRole, OutlineEntry, outline
from gen.plan.units import expand


class Duty(StrEnum):
    """In which role a unit has a task."""

    LEAD = "lead"
    SUPPORT = "support"
    COMMON = "common"


@dataclass(frozen=True, slots=True)
class _UnitSet:
    """The ids of some units, in order and as a set; shared by all nodes that bind the same ones."""

    ids: tuple[str, ...]
    known: frozenset[str]

    @classmethod
    def of(cls, ids: Iterable[str]) -> _UnitSet:
        """These ids, each once."""
        each_once = tuple(dict.fromkeys(ids))
        return cls(each_once, frozenset(each_once))


_NOBODY = _UnitSet((), frozenset())


@dataclass(frozen=True, slots=True)
class BoundEntry:
    """A node of a section with those whom it binds (unit ids in the plan's order).

    For a heading, `leads` are those bound so far and `supporters` is empty. `reached` are all whom it or anything below
    it concerns.
    """

    entry: OutlineEntry
    section: Assignment
    leads: tuple[str, ...]
    supporters: tuple[str, ...]
    children: tuple[BoundEntry, ...]
    reached: frozenset[str]
    _leading: frozenset[str]
    _supporting: frozenset[str]
    _leading_below: frozenset[str]
    _supporting_below: frozenset[str]

    @property
    def is_task(self) -> bool:
        """Whether the node is a task rather than a heading."""
        return self.entry.role is EntryRole.TEXT

    def binds(self, unit_id: str, duty: Duty) -> bool:
        """Whether the node itself is a task of the unit in that role."""
        if not self.is_task:
            return False
        if duty is Duty.SUPPORT:
            return unit_id in self._supporting
        return unit_id in self._leading and self.section.common is (duty is Duty.COMMON)

    def answering(self, duty: Duty) -> frozenset[str]:
        """The units that answer for the node in that role, one by one."""
        if not self.is_task:
            return frozenset()
        if duty is Duty.SUPPORT:
            return _without(self._supporting, self._supporting_below)
        if self.section.common is not (duty is Duty.COMMON):
            return frozenset()
        return _without(self._leading, self._leading_below)

    def circles(self) -> tuple[frozenset[str], frozenset[str]]:
        """Those bound by the node, and those who support it: to units in the same circles it is the same."""
        return self._leading, self._supporting

    def walk(self) -> Iterator[BoundEntry]:
        """This node and all below it, in print order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class BoundSection:
    """A section of the plan and its nodes, bound."""

    entry: OutlineEntry
    section: Assignment
    nodes: tuple[BoundEntry, ...]

    def reached(self) -> frozenset[str]:
        """All whom anything in the section concerns."""
        return frozenset().union(*(node.reached for node in self.nodes))

    def walk(self) -> Iterator[BoundEntry]:
        """Every node of the section, in print order."""
        for node in self.nodes:
            yield from node.walk()


@cached_per_plan
def bind_tasks(plan: Plan) -> tuple[BoundSection, ...]:
    """Every section of `plan` with its tasks bound, in print order."""
    return tuple(
        _section(plan, entry) for part in outline(plan) for entry in part.children if entry.role is EntryRole.SECTION
    )


def _section(plan: Plan, entry: OutlineEntry) -> BoundSection:
    section = entry.assignment
    assert section is not None
    everybody = _UnitSet.of(expand(plan, section.to or ()))
    nodes = tuple(_node(plan, child, section, everybody, _NOBODY) for child in entry.children)
    return BoundSection(entry, section, nodes)


def _node(plan: Plan, entry: OutlineEntry, section: Assignment, above: _UnitSet, partners: _UnitSet) -> BoundEntry:
    item = entry.item
    assert item is not None
    leads = above if item.to is None else _UnitSet.of(expand(plan, item.to))
    if item.only is not None:
        chosen = set(expand(plan, item.only))
        leads = _UnitSet.of(unit for unit in leads.ids if unit in chosen)
    if item.partners:
        partners = _UnitSet.of((*partners.ids, *expand(plan, item.partners)))
    shown = _NOBODY
    if entry.role is EntryRole.TEXT and partners.ids:
        shown = _UnitSet.of(unit for unit in partners.ids if unit not in leads.known)
    children = tuple(_node(plan, child, section, leads, partners) for child in entry.children)
    own = _NOBODY if entry.role is EntryRole.NOTE else leads
    reached = _union(own.known, (shown.known, *(child.reached for child in children)))
    led = (units for c in children for units in (c._leading if c.is_task else frozenset(), c._leading_below))
    leading_below = _union(frozenset(), led)
    supporting_below = _union(frozenset(), (units for c in children for units in (c._supporting, c._supporting_below)))
    return BoundEntry(
        entry, section, leads.ids, shown.ids, children, reached, leads.known, shown.known, leading_below,
        supporting_below,
    )  # fmt: skip


def _union(most: frozenset[str], others: Iterable[frozenset[str]]) -> frozenset[str]:
    """All of them; `most` itself where it holds the others, so that thousands of units are not kept once a node."""
    for other in others:
        if not other <= most:
            most = other if most <= other else most | other
    return most


def _without(units: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    return units - others if others else units
