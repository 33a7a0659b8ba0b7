"""Units and groups of a plan → who is meant: references unfolded, names in running text, who exists on its date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from gen.documents import DocumentName, document_named
from gen.plan.kinds import ALL_UNITS, DEFAULTS, GROUP_KINDS, YIELDING_GROUPS, KindDefaults, Manner, UnitKind
from gen.plan.model import Group, Plan, Unit
from gen.plan.once import cached_per_plan
from gen.text import upper_first

TERRITORIES = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)
"""The kinds whose units govern a territory: their bare name names the place, and stands before the date."""
AREAS = (*TERRITORIES, UnitKind.VILLAGE)
"""The kinds whose units' name goes with a designation: xã Quài Tở, bản Chiềng An."""


def defaults(unit: Unit) -> KindDefaults:
    """What the unit's kind gives."""
    return DEFAULTS[unit.kind]


def exists_on(unit: Unit, day: date) -> bool:
    """Whether `unit` exists on `day`, by its own first and last day."""
    started = unit.valid_from is None or unit.valid_from.first_day() <= day
    ended = unit.valid_to is not None and unit.valid_to.first_day() < day
    return started and not ended


def is_in_force(unit: Unit, plan: Plan) -> bool:
    """Whether `unit` exists on the day of `plan` (the first day that an open date can mean)."""
    return exists_on(unit, plan.header.date.first_day())


def stands_for_issuer(plan: Plan, unit_id: str | None) -> bool:
    """Whether it is the issuer; where the issuer has ended, its successor too."""
    issuer = unit_by_id(plan)[plan.header.issuer]
    return unit_id == issuer.id or (
        unit_id is not None and unit_id == issuer.successor and not is_in_force(issuer, plan)
    )


@cached_per_plan
def document_recipients(plan: Plan) -> tuple[Unit, ...]:
    """The units that get documents: all that exist on the plan's date but the issuer, in the file's order."""
    return tuple(u for u in plan.units if u.id != plan.header.issuer and is_in_force(u, plan))


@cached_per_plan
def recipient_ids(plan: Plan) -> frozenset[str]:
    """The ids of the units that get documents."""
    return frozenset(unit.id for unit in document_recipients(plan))


def documents_of(unit: Unit) -> tuple[DocumentName, ...]:
    """The documents that the unit gets: those that the plan lists, else those of its kind."""
    return defaults(unit).documents if unit.documents is None else unit.documents


def gets_form(unit: Unit) -> bool:
    """Whether a form is among the unit's documents: without one it cannot report."""
    return any(document_named(name).is_form for name in documents_of(unit))


def numbers_documents(unit: Unit) -> bool:
    """Whether the unit's documents bear a number and a symbol: a village's bear none, unless it is given a symbol."""
    return bool(unit.symbol or defaults(unit).symbol)


@cached_per_plan
def unit_by_id(plan: Plan) -> Mapping[str, Unit]:
    """Every unit under its id."""
    return MappingProxyType({unit.id: unit for unit in plan.units})


def group_ids(plan: Plan, own: bool = True) -> Iterator[str]:
    """The ids of all groups: the built-in ones, and with `own` the plan's."""
    yield ALL_UNITS
    yield from (group_id for group_id in GROUP_KINDS if not _yields(plan, group_id))
    if own:
        yield from (group.id for group in plan.groups)


def built_in_kind(plan: Plan, group_id: str) -> UnitKind | None:
    """The kind whose units the group names, where it is a built-in one of the plan; None for every other group."""
    return None if _yields(plan, group_id) else GROUP_KINDS.get(group_id)


def _yields(plan: Plan, group_id: str) -> bool:
    """Whether a built-in group gives way to a group or unit of the plan that was called so before there was one."""
    if group_id not in YIELDING_GROUPS:
        return False
    return group_id in unit_by_id(plan) or any(group.id == group_id for group in plan.groups)


def expand(plan: Plan, refs: Iterable[str]) -> tuple[str, ...]:
    """The ids of the units that `refs` (units and groups) reach, each once, in the order of the references.

    The issuer is reached only by its own id; units that do not exist on the plan's date are not reached.
    """
    groups, units = _members(plan), unit_by_id(plan)
    found: dict[str, None] = {}
    for ref in refs:
        if ref in groups:
            found.update(dict.fromkeys(groups[ref]))
        elif ref in units and is_in_force(units[ref], plan):
            found[ref] = None
    return tuple(found)


@cached_per_plan
def _members(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The ids of the units of every group."""
    there = document_recipients(plan)
    members = {group.id: tuple(_members_of(group, there)) for group in plan.groups}
    members[ALL_UNITS] = tuple(unit.id for unit in there)
    for group_id, kind in GROUP_KINDS.items():
        if not _yields(plan, group_id):
            members[group_id] = tuple(unit.id for unit in there if unit.kind is kind)
    return MappingProxyType(members)


def _members_of(group: Group, there: Iterable[Unit]) -> Iterator[str]:
    named, excepted = frozenset(group.units), frozenset(group.without)
    for unit in there:
        if (unit.kind in group.kinds or unit.id in named) and unit.id not in excepted:
            yield unit.id


def group_name(plan: Plan, group_id: str) -> str:
    """The Vietnamese name of a group."""
    own = next((g.name for g in plan.groups if g.id == group_id), None)
    if own is not None:
        return own
    return "Tất cả đơn vị" if group_id == ALL_UNITS else DEFAULTS[GROUP_KINDS[group_id]].label


def territory_name(unit: Unit) -> str:
    """A territory or a village with its designation: `xã Quài Tở`; for other bodies their name."""
    if unit.kind not in AREAS:
        return unit.name
    return f"{designation_of(unit)} {unit.name}"


def designation_of(unit: Unit) -> str:
    """The word before the name of a territory or village: the unit's own, else its kind's; empty for other kinds."""
    return unit.designation or defaults(unit).designation


def village_head(unit: Unit) -> str:
    """What the head of a village is called: `Trưởng bản`; of a tổ dân phố, `Tổ trưởng`."""
    return "Tổ trưởng" if _is_city_block(unit) else f"Trưởng {designation_of(unit)}"


def village_head_by_name(unit: Unit) -> str:
    """The head of a village as running text names one: `Trưởng bản Chiềng An`, `Tổ trưởng tổ dân phố 5`."""
    return f"{'Tổ trưởng' if _is_city_block(unit) else 'Trưởng'} {territory_name(unit)}"


def _is_city_block(unit: Unit) -> bool:
    return designation_of(unit).lower().split()[:1] == ["tổ"]


def full_name(unit: Unit) -> str:
    """The name in running text: `Ủy ban nhân dân xã Quài Tở`."""
    return _name_by(defaults(unit).full, unit)


def short_name(unit: Unit) -> str:
    """The short name in running text: `UBND xã Quài Tở`."""
    return unit.short or _name_by(defaults(unit).short, unit)


def _name_by(pattern: str, unit: Unit) -> str:
    area = territory_name(unit)
    return pattern.format(name=unit.name, area=area, Area=upper_first(area))


def scope(unit: Unit, plan: Plan) -> str:
    """What {scope} means in the unit's documents: its own territory, else the plan's scope."""
    if unit.scope is not None:
        return unit.scope
    if unit.kind in AREAS and unit.id != plan.header.issuer:
        return f"trên địa bàn {territory_name(unit)}"
    return plan.header.scope


def manner_of(unit: Unit, assigned: Manner | None) -> Manner:
    """How a section speaks to `unit`: as the section says, else as the unit or its kind is spoken to."""
    return assigned or unit.manner or defaults(unit).manner
