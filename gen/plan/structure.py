"""A Plan whose keys are right → the mistakes between them: ids used twice, wrong narrowing, empty groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gen.errors import Diagnostic, Location, Severity
from gen.locale import _
from gen.plan.model import CLOSING_SOURCE, Plan
from gen.plan.outline import Entry
from gen.plan.units import expand, group_ids

At = Callable[[tuple[str | int, ...]], Location]


def structural_mistakes(plan: Plan, outline: Sequence[Entry], at: At) -> list[Diagnostic]:
    """Every mistake between the parts of `plan`; `at` gives the place of a path."""
    return [
        *_repeated_ids(outline, at),
        *_names_taken_twice(plan, at),
        *_empty_groups(plan, at),
        *_narrowing(plan, outline, at),
        *_periods(plan, at),
        *_sources(plan, outline, at),
    ]


def _error(code: str, message: str, place: Location, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, place, hint)


def _repeated_ids(outline: Sequence[Entry], at: At) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for entry in outline:
        if entry.id in seen:
            message = _("the number {id} is used twice, so that its tasks cannot be told apart").format(id=entry.id)
            yield _error("PLAN-041", message, at(entry.path), _("give one of the two an id: of its own"))
        seen.add(entry.id)


def _names_taken_twice(plan: Plan, at: At) -> Iterator[Diagnostic]:
    """A group that is called like a unit or a built-in group would make every reference doubtful."""
    taken = {unit.id for unit in plan.units} | set(group_ids(plan, own=False))
    for index, group in enumerate(plan.groups):
        if group.id in taken:
            message = _("the id {id} already names a unit or a built-in group").format(id=f'"{group.id}"')
            yield _error("PLAN-041", message, at(("groups", index, "id")), _("choose another id for the group"))


def _empty_groups(plan: Plan, at: At) -> Iterator[Diagnostic]:
    """A reference that reaches nobody: the task would be lost without a word."""
    for index, group in enumerate(plan.groups):
        if not expand(plan, [group.id]):
            message = _("the group {id} has no unit").format(id=f'"{group.id}"')
            yield _error("PLAN-044", message, at(("groups", index)), _("name kinds: or units: that exist"))
    for p, part in enumerate(plan.parts):
        for a, assignment in enumerate(part.assignments):
            for t, ref in enumerate(assignment.to):
                if not expand(plan, [ref]):
                    yield _nobody(ref, at(("parts", p, "assignments", a, "to", t)))
    for o, obligation in enumerate(plan.obligations):
        for f, ref in enumerate(obligation.of):
            if not expand(plan, [ref]):
                yield _nobody(ref, at(("obligations", o, "of", f)))


def _nobody(ref: str, place: Location) -> Diagnostic:
    message = _("{id} reaches no unit on the plan's date").format(id=f'"{ref}"')
    return _error("PLAN-045", message, place, _("check valid_from: and valid_to: of the units, and the plan's date:"))


def bound_units(plan: Plan, outline: Sequence[Entry]) -> dict[tuple[str | int, ...], frozenset[str]]:
    """Whom each section, and each heading and task in it, binds: all of the section, or those whom `for:` chooses."""
    bound: dict[tuple[str | int, ...], frozenset[str]] = {}
    for entry in outline:
        if entry.assignment is None:
            continue
        if entry.item is None:
            bound[entry.path] = frozenset(expand(plan, entry.assignment.to))
            continue
        above = bound[entry.path[:-2]]
        only = entry.item.only
        bound[entry.path] = above if only is None else above & frozenset(expand(plan, only))
    return bound


def _narrowing(plan: Plan, outline: Sequence[Entry], at: At) -> Iterator[Diagnostic]:
    """`for:` may only choose among those whom the section, or the text above, binds."""
    bound = bound_units(plan, outline)
    for entry in outline:
        if entry.item is None or entry.item.only is None or entry.assignment is None:
            continue
        above = bound[entry.path[:-2]]
        for index, ref in enumerate(entry.item.only):
            outside = set(expand(plan, [ref])) - above
            if outside or not expand(plan, [ref]):
                yield _outside(ref, sorted(outside), at((*entry.path, "for", index)))


def _outside(ref: str, units: list[str], place: Location) -> Diagnostic:
    message = _("{id} is narrowed to here, but the section does not bind it").format(id=f'"{ref}"')
    listed = ", ".join(units[:5])
    return _error("PLAN-042", message, place, _("add to `to:` of the section: {units}").format(units=listed or ref))


def _periods(plan: Plan, at: At) -> Iterator[Diagnostic]:
    for index, unit in enumerate(plan.units):
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            message = _("{id} ends before it begins").format(id=f'"{unit.id}"')
            yield _error("PLAN-025", message, at(("units", index, "valid_to")), _("check the two dates"))
        if unit.successor == unit.id:
            message = _("{id} cannot be its own successor").format(id=f'"{unit.id}"')
            yield _error("PLAN-041", message, at(("units", index, "successor")))
    yield from _codes(plan, at)


def _codes(plan: Plan, at: At) -> Iterator[Diagnostic]:
    """Codes are re-used over time, so only two units with one code at the same time are a mistake."""
    seen: dict[str, list[int]] = {}
    for index, unit in enumerate(plan.units):
        for other in seen.setdefault(unit.code or "", []) if unit.code else ():
            if _overlap(plan, index, other):
                message = _("the code {code} belongs to {id} at the same time")
                text = message.format(code=unit.code, id=f'"{plan.units[other].id}"')
                yield _error("PLAN-041", text, at(("units", index, "code")), _("check the codes and the periods"))
        if unit.code:
            seen[unit.code].append(index)


def _overlap(plan: Plan, left: int, right: int) -> bool:
    a, b = plan.units[left], plan.units[right]
    if a.kind is not b.kind:
        return False
    ends_first = a.valid_to is not None and b.valid_from is not None and a.valid_to < b.valid_from
    starts_later = b.valid_to is not None and a.valid_from is not None and b.valid_to < a.valid_from
    return not (ends_first or starts_later)


def _sources(plan: Plan, outline: Sequence[Entry], at: At) -> Iterator[Diagnostic]:
    known = {entry.id for entry in outline} | {CLOSING_SOURCE}
    for index, obligation in enumerate(plan.obligations):
        if obligation.source is not None and obligation.source not in known:
            message = _("the plan has no place {id}").format(id=f'"{obligation.source}"')
            hint = _("name a task (12.3), a part (III) or closing")
            yield _error("PLAN-047", message, at(("obligations", index, "source")), hint)
