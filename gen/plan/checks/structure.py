"""A Plan whose keys are right → the mistakes between them: ids used twice, wrong narrowing, empty groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.locale import _
from gen.plan.checks.ids import find_repeated_ids, propose_task_id, taken_task_ids
from gen.plan.checks.indicators import find_wrong_indicators
from gen.plan.fields import OPEN
from gen.plan.model import CLOSING_SOURCE, Item, Plan
from gen.plan.outline import EntryRole, OutlineEntry, entries, part_code
from gen.plan.units import expand, group_ids

PlaceLookup = Callable[[tuple[str | int, ...]], Location]


def find_structural_mistakes(plan: Plan, outline: Sequence[OutlineEntry], at: PlaceLookup) -> list[Diagnostic]:
    """Every mistake between the parts of `plan`; `at` gives the place of a path."""
    return [
        *find_repeated_ids(plan, outline, at),
        *_removed_tasks(plan, outline, at),
        *_names_taken_twice(plan, at),
        *_empty_groups(plan, at),
        *_tasks_of_nobody(outline, at),
        *_narrowing(plan, outline, at),
        *_periods(plan, at),
        *_sources(plan, outline, at),
        *_heads_of_parts(plan, at),
        *find_wrong_indicators(plan, outline, at),
    ]


def _removed_tasks(plan: Plan, outline: Sequence[OutlineEntry], at: PlaceLookup) -> Iterator[Diagnostic]:
    """An id stays that of the task that is gone: answers to that one would become answers to another."""
    there = {entry.id for entry in outline}
    taken = taken_task_ids(plan, outline)
    for a, amendment in enumerate(plan.amendments):
        for r, task_id in enumerate(amendment.removes):
            if task_id in there:
                place, free = at(("amendments", a, "removes", r)), f'"{propose_task_id(task_id, taken)}"'
                yield diagnostics.plan.REMOVED_TASK_THERE.at(
                    place, amendment=f'"{amendment.id}"', id=task_id, free=free
                )


def _names_taken_twice(plan: Plan, at: PlaceLookup) -> Iterator[Diagnostic]:
    """A group that is called like a unit or a built-in group would make every reference doubtful; so would `open`."""
    reserved = _("open says that nobody is named yet: choose another id")
    named = (*((("units", n), one.id) for n, one in enumerate(plan.units)),
             *((("groups", n), one.id) for n, one in enumerate(plan.groups)))  # fmt: skip
    for path, id_ in named:
        if id_ == OPEN:
            yield diagnostics.plan.GROUP_NAMED_LIKE_ANOTHER.at(at((*path, "id")), id=f'"{OPEN}"', hint=reserved)
    taken = {unit.id for unit in plan.units} | set(group_ids(plan, own=False))
    for index, group in enumerate(plan.groups):
        if group.id in taken:
            yield diagnostics.plan.GROUP_NAMED_LIKE_ANOTHER.at(at(("groups", index, "id")), id=f'"{group.id}"')


def _empty_groups(plan: Plan, at: PlaceLookup) -> Iterator[Diagnostic]:
    """A reference that reaches nobody: the task would be lost without a word."""
    for index, group in enumerate(plan.groups):
        if not expand(plan, [group.id]):
            yield diagnostics.plan.EMPTY_GROUP.at(at(("groups", index)), id=f'"{group.id}"')
    later = {unit.id for unit in plan.units if unit.valid_from and unit.valid_from > plan.header.date}
    for path, refs in _reaching_refs(plan):
        for index, ref in enumerate(refs):
            is_to_come = ref == OPEN or (path[0] == "amendments" and ref in later)
            if not is_to_come and not expand(plan, [ref]):
                yield diagnostics.plan.REACHES_NOBODY.at(at((*path, index)), id=f'"{ref}"')


def _tasks_of_nobody(outline: Sequence[OutlineEntry], at: PlaceLookup) -> Iterator[Diagnostic]:
    """A task of which neither it, nor what stands above it, says who does it, where others of its section do."""
    named: dict[tuple[str | int, ...], bool] = {}
    for entry in outline:
        if entry.assignment is None:
            continue
        node = entry.item or entry.assignment
        named[entry.path] = node.to is not None or named.get(entry.path[:-2], False)
        is_last = entry.role is EntryRole.TEXT and not entry.children
        if is_last and not named[entry.path]:
            yield diagnostics.plan.TASK_OF_NOBODY.at(at(entry.path), id=entry.id)


def _reaching_refs(plan: Plan) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    """The references that have to reach somebody, with the path of each list of them."""
    for entry in entries(plan):
        node = entry.item or entry.assignment
        if node is not None and entry.assignment is not None:
            yield (*entry.path, "to"), node.to or ()
    for o, obligation in enumerate(plan.obligations):
        yield ("obligations", o, "of"), obligation.of
    for m, amendment in enumerate(plan.amendments):
        yield ("amendments", m, "for"), amendment.concerns


def bound_units(plan: Plan, outline: Sequence[OutlineEntry]) -> dict[tuple[str | int, ...], frozenset[str]]:
    """Whom each section, and each heading and task in it, binds: all of the section, or those whom `for:` chooses."""
    bound: dict[tuple[str | int, ...], frozenset[str]] = {}
    for entry in outline:
        if entry.assignment is None:
            continue
        if entry.item is None:
            bound[entry.path] = frozenset(expand(plan, entry.assignment.to or ()))
            continue
        above, only = _bound_above(plan, entry.path, entry.item, bound), entry.item.only
        bound[entry.path] = above if only is None else above & frozenset(expand(plan, only))
    return bound


def _bound_above(
    plan: Plan, path: tuple[str | int, ...], item: Item, bound: Mapping[tuple[str | int, ...], frozenset[str]]
) -> frozenset[str]:
    """The units among whom the `for:` of an item may choose: those of its own `to:`, or else of what is above it."""
    return bound[path[:-2]] if item.to is None else frozenset(expand(plan, item.to))


def _narrowing(plan: Plan, outline: Sequence[OutlineEntry], at: PlaceLookup) -> Iterator[Diagnostic]:
    """`for:` may only choose among those whom the section, or the text above, binds."""
    bound = bound_units(plan, outline)
    for entry in outline:
        if entry.item is None or entry.item.only is None or entry.assignment is None:
            continue
        above = _bound_above(plan, entry.path, entry.item, bound)
        for index, ref in enumerate(entry.item.only):
            outside = set(expand(plan, [ref])) - above
            if outside or not expand(plan, [ref]):
                place = at((*entry.path, "for", index))
                listed = ", ".join(sorted(outside)[:5]) or ref
                yield diagnostics.plan.NOT_BOUND_BY_SECTION.at(place, id=f'"{ref}"', units=listed)


def _periods(plan: Plan, at: PlaceLookup) -> Iterator[Diagnostic]:
    head = plan.header
    if head.valid_to is not None and head.valid_to.last_day() < head.date.first_day():
        yield diagnostics.plan.ENDS_BEFORE_IT_BEGINS.at(at(("plan", "valid_to")), id=f'"{head.id}"')
    for index, unit in enumerate(plan.units):
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            yield diagnostics.plan.ENDS_BEFORE_IT_BEGINS.at(at(("units", index, "valid_to")), id=f'"{unit.id}"')
        if unit.successor == unit.id:
            yield diagnostics.plan.OWN_SUCCESSOR.at(at(("units", index, "successor")), id=f'"{unit.id}"')
    yield from _codes(plan, at)


def _codes(plan: Plan, at: PlaceLookup) -> Iterator[Diagnostic]:
    """Codes are re-used over time, so only two units with one code at the same time are a mistake."""
    seen: dict[str, list[int]] = {}
    for index, unit in enumerate(plan.units):
        for other in seen.setdefault(unit.code or "", []) if unit.code else ():
            if _overlap(plan, index, other):
                place, holder = at(("units", index, "code")), f'"{plan.units[other].id}"'
                yield diagnostics.plan.CODE_OF_ANOTHER_UNIT.at(place, code=unit.code, id=holder)
        if unit.code:
            seen[unit.code].append(index)


def _overlap(plan: Plan, left: int, right: int) -> bool:
    a, b = plan.units[left], plan.units[right]
    if a.kind is not b.kind:
        return False
    ends_first = a.valid_to is not None and b.valid_from is not None and a.valid_to < b.valid_from
    starts_later = b.valid_to is not None and a.valid_from is not None and b.valid_to < a.valid_from
    return not (ends_first or starts_later)


def _sources(plan: Plan, outline: Sequence[OutlineEntry], at: PlaceLookup) -> Iterator[Diagnostic]:
    known = {entry.id for entry in outline} | {CLOSING_SOURCE}
    for index, obligation in enumerate(plan.obligations):
        if obligation.source is not None and obligation.source not in known:
            place = at(("obligations", index, "source"))
            yield diagnostics.plan.UNKNOWN_SOURCE.at(place, id=f'"{obligation.source}"')


def _heads_of_parts(plan: Plan, at: PlaceLookup) -> Iterator[Diagnostic]:
    """A part stands within one before it, which assigns nothing itself."""
    heads: set[str] = set()
    for index, part in enumerate(plan.parts):
        if part.within is not None and part.within not in heads:
            yield diagnostics.plan.WITHIN_UNKNOWN_PART.at(at(("parts", index, "within")), id=f'"{part.within}"')
        if not part.assignments:
            heads.add(part_code(part.number, index, part.within))
