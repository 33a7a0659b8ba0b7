"""A Plan + a day → the plan as it binds on that day: with the units in force then instead of those on its own date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from gen.plan.model import Amendment, Assignment, Group, Indicator, Item, Obligation, Part, Plan, PlanNode, Unit
from gen.plan.once import cached_per_plan
from gen.plan.units import document_recipients, exists_on, is_in_force, recipient_ids, unit_by_id
from gen.reading import PartialDate

_Node = TypeVar("_Node", bound=PlanNode)
_Entry = TypeVar("_Entry")

_NEVER = {"valid_from": PartialDate(9999, 12, 31), "valid_to": PartialDate(1, 1, 1)}
"""The validity of a unit that is only named: in force on no day, whatever the plan's date."""


def plan_on(plan: Plan, day: date) -> Plan:
    """`plan` as it binds on `day`; on its own date and before, as it is. Where nothing differs, the very same object.

    - A unit that has come into being since the plan's date is in force, and belongs to the groups that it is of.
    - A unit that has ended since is gone. Where the plan names it (`to`, `for`, `with`, `of`, `through`, `focal`, a
      group's `units` and `except`), its successor stands in its place, once; where the successor has ended too, that
      one's. Without a successor in force it falls away: a section or task that names nobody else binds nobody, and
      keeps its number and id.
    - Who receives reports does not fall away: `to`, `through` and the focal unit without a successor in force stay by
      name, and so does the issuer in any case, since the plan was issued by it. These units are in `units` still, but
      in force on no day, so that no task reaches them.

    `units` keep the order of the file. The same units in force give the same object, as long as `plan` lives.
    """
    versions = _versions(plan)
    number = bisect_right(versions.changes, day)
    if number == 0:
        return plan
    if number not in versions.by_change:
        versions.by_change[number] = versions.find_or_build(plan, versions.changes[number - 1])
    return versions.by_change[number] or plan


def plan_as_amended(plan: Plan) -> Plan:
    """`plan` as it binds since its last amendment, by which units have their own documents; else as it was issued.

    A unit that comes into being later gets forms, and a document of its own once an amendment of that day or later says
    so: the plan of 2020 still has the units of 2020. One that names such a unit in its `for` says so for that unit's
    first day: it was signed before it took effect.
    """
    day = _last_amended(plan)
    return plan if day is None else plan_on(plan, day)


def plan_of_documents(plan: Plan, unit_id: str) -> Plan:
    """The plan that the unit's own documents are made from: as amended, or where the unit has ended, as issued."""
    amended = plan_as_amended(plan)
    return amended if unit_id in recipient_ids(amended) else plan


@cached_per_plan
def _last_amended(plan: Plan) -> date | None:
    """The day from which the last amendment holds, or from which the last unit does that one names."""
    if not plan.amendments:
        return None
    begins = {unit.id: unit.valid_from.first_day() for unit in plan.units if unit.valid_from is not None}
    named = (begins[unit] for one in plan.amendments for unit in one.concerns if unit in begins)
    return max([*(one.date.first_day() for one in plan.amendments), *named])


def units_since_amendments(plan: Plan, day: date) -> tuple[Unit, ...]:
    """The units in force on `day` that came into being after the last amendment; none where nothing was amended."""
    if not plan.amendments:
        return ()
    before, named = recipient_ids(plan_as_amended(plan)), unit_by_id(plan)
    now = (named[unit.id] for unit in document_recipients(plan_on(plan, day)) if unit.id not in before)
    last = max(one.date.first_day() for one in plan.amendments)
    return tuple(unit for unit in now if unit.valid_from is not None and unit.valid_from.first_day() > last)


def find_successor(plan: Plan, unit: Unit, day: date) -> Unit | None:
    """The first unit in force on `day` in an ended one's line of successors; None where it ends, or goes round."""
    units, seen = unit_by_id(plan), {unit.id}
    following = units.get(unit.successor or "")
    while following is not None and following.id not in seen:
        if exists_on(following, day):
            return following
        if following.valid_to is None or following.valid_to.first_day() >= day:
            return None  # it is yet to come
        seen.add(following.id)
        following = units.get(following.successor or "")
    return None


@dataclass(slots=True)
class _PlanVersions:
    """The versions of one plan: `changes` are the days after its date on which other units are in force than before.

    A version that is None is the plan itself, which must not be held here.
    """

    changes: tuple[date, ...]
    by_change: dict[int, Plan | None] = field(default_factory=dict)
    _by_units: dict[tuple[frozenset[str], frozenset[tuple[str, str | None]]], Plan | None] = field(default_factory=dict)

    def find_or_build(self, plan: Plan, day: date) -> Plan | None:
        """The version of that day: the one already built where the same units are in force, with the same heirs."""
        version = _Version(plan, day)
        key = version.present, frozenset(version.heirs.items())
        if key not in self._by_units:
            built = version.build()
            self._by_units[key] = None if built is plan else built
        return self._by_units[key]


@cached_per_plan
def _versions(plan: Plan) -> _PlanVersions:
    begin = plan.header.date.first_day()
    days = set()
    for unit in plan.units:
        if unit.valid_from is not None:
            days.add(unit.valid_from.first_day())
        if unit.valid_to is not None and unit.valid_to.first_day() < date.max:
            days.add(unit.valid_to.first_day() + timedelta(days=1))
    return _PlanVersions(tuple(sorted(day for day in days if day > begin)))


class _Version:
    """One version of a plan: `present` are the units in force, `heirs` the successors of those ended since its date."""

    def __init__(self, plan: Plan, day: date) -> None:
        self._plan, self._day = plan, day
        self._units = {unit.id: unit for unit in plan.units}
        self.present = frozenset(unit.id for unit in plan.units if exists_on(unit, day))
        begin = plan.header.date.first_day()
        ended = (unit for unit in plan.units if unit.valid_to and begin <= unit.valid_to.first_day() < day)
        heirs = ((unit.id, find_successor(plan, unit, day)) for unit in ended)
        self.heirs: Mapping[str, str | None] = {unit_id: heir.id if heir else None for unit_id, heir in heirs}

    def build(self) -> Plan:
        """The plan with these units; the very same one where that changes nothing."""
        plan, head = self._plan, self._plan.header
        obligations = tuple(self._obligation(one) for one in plan.obligations)
        focal = self._receiver(head.focal)
        named = {head.issuer, focal, *(unit for one in obligations for unit in (one.to, one.through))}
        return _changed(
            plan,
            header=_changed(head, focal=focal),
            units=_same_or(plan.units, [kept for unit in plan.units for kept in self._unit(unit, named)]),
            groups=_same_or(plan.groups, [self._group(group) for group in plan.groups]),
            parts=_same_or(plan.parts, [self._part(part) for part in plan.parts]),
            obligations=_same_or(plan.obligations, obligations),
            indicators=self._indicators(plan.indicators),
            amendments=_same_or(plan.amendments, [self._amendment(one) for one in plan.amendments]),
        )

    def _unit(self, unit: Unit, named: set[str | None]) -> Iterable[Unit]:
        successor = self.heirs.get(unit.successor or "", unit.successor)
        was, is_ = is_in_force(unit, self._plan), unit.id in self.present
        if was is is_:
            return (_changed(unit, successor=successor),)
        if is_:
            return (_changed(unit, successor=successor, valid_from=None),)
        return (_changed(unit, successor=self.heirs[unit.id], **_NEVER),) if unit.id in named else ()

    def _refs(self, refs: tuple[str, ...]) -> tuple[str, ...]:
        if self.heirs.keys().isdisjoint(refs):
            return refs
        found = (self.heirs.get(ref, ref) for ref in refs)
        return tuple(dict.fromkeys(ref for ref in found if ref is not None))

    def _receiver(self, unit_id: str | None) -> str | None:
        return self.heirs.get(unit_id or "") or unit_id

    def _group(self, group: Group) -> Group:
        return _changed(group, units=self._refs(group.units), without=self._refs(group.without))

    def _amendment(self, amendment: Amendment) -> Amendment:
        return _changed(amendment, concerns=self._refs(amendment.concerns))

    def _obligation(self, obligation: Obligation) -> Obligation:
        to, through = self._receiver(obligation.to), self._receiver(obligation.through)
        if through == to and obligation.through != obligation.to:
            through = None  # one unit by now: the report goes straight to it
        indicators = self._indicators(obligation.indicators)
        return _changed(obligation, of=self._refs(obligation.of), to=to, through=through, indicators=indicators)

    def _indicators(self, indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return _same_or(
            indicators,
            [one if one.only is None else _changed(one, only=self._refs(one.only)) for one in indicators],
        )

    def _part(self, part: Part) -> Part:
        return _changed(part, assignments=_same_or(part.assignments, [self._section(one) for one in part.assignments]))

    def _section(self, section: Assignment) -> Assignment:
        to = None if section.to is None else self._refs(section.to)
        return _changed(section, to=to, items=self._items(section.items))

    def _items(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return _same_or(items, [self._item(item) for item in items])

    def _item(self, item: Item) -> Item:
        only = None if item.only is None else self._refs(item.only)
        to = None if item.to is None else self._refs(item.to)
        return _changed(
            item,
            to=to,
            only=only,
            partners=self._refs(item.partners),
            items=self._items(item.items),
            indicators=self._indicators(item.indicators),
        )


def _changed(node: _Node, **values: object) -> _Node:
    """`node` with these values; the very same one where it has them."""
    others = {name: value for name, value in values.items() if not _is_same(getattr(node, name), value)}
    return node.model_copy(update=others) if others else node


def _is_same(old: object, new: object) -> bool:
    return old is new or (isinstance(old, str) and old == new)


def _same_or(old: tuple[_Entry, ...], new: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """`old` where `new` holds the very same objects in the same order."""
    found = tuple(new)
    return old if len(old) == len(found) and all(a is b for a, b in zip(old, found, strict=True)) else found
