"""A Plan's indicators → what is wrong: a code like a task's, a share of what is not asked; percentages to be added."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.plan.model import Indicator, Plan, Total
from gen.plan.outline import OutlineEntry, entries
from gen.plan.units import expand

PlaceLookup = Callable[[tuple[str | int, ...]], Location]
_Path = tuple[str | int, ...]
PlanFinding = tuple[_Path, Diagnostic]
"""The path of the place, and the doubt about it, which has no location yet."""


def find_wrong_indicators(plan: Plan, outline: Sequence[OutlineEntry], at: PlaceLookup) -> Iterator[Diagnostic]:
    """PLAN-059 for a code that a task has, PLAN-061 for a ratio of what is not asked; a `for:` that reaches nobody."""
    found = list(_list_indicators(plan, outline))
    task_ids = {entry.id for entry in outline}
    asked = {one.id: where for _path, one, where in found if one.ratio is None}
    for path, one, where in found:
        if one.id in task_ids:
            yield diagnostics.plan.INDICATOR_NAMED_LIKE_TASK.at(at((*path, "id")), id=one.id)
        for index, part in enumerate(one.ratio or ()):
            # A report's own figures are in its forms alone: a share of two of them has to be reckoned there.
            if part not in asked or asked[part] not in ("", where):
                yield diagnostics.plan.RATIO_OF_UNKNOWN.at(at((*path, "ratio", index)), id=one.id, part=part)
        for index, ref in enumerate(one.only or ()):
            if not expand(plan, [ref]):
                yield diagnostics.plan.REACHES_NOBODY.at(at((*path, "for", index)), id=f'"{ref}"')


def added_percentages(plan: Plan) -> Iterator[PlanFinding]:
    """PLAN-153: what units give in per cent, and is added: 80 % and 90 % of two units come to 170 %."""
    for path, one, _where in _list_indicators(plan, list(entries(plan))):
        if "%" in one.unit and one.ratio is None and one.total is not Total.MEAN:
            yield path, diagnostics.plan.ADDED_PERCENTAGES.at(id=one.id, unit=one.unit)


def _list_indicators(plan: Plan, outline: Sequence[OutlineEntry]) -> Iterator[tuple[_Path, Indicator, str]]:
    """Each indicator with its path, and the id of the obligation whose forms alone have it; else empty."""
    yield from ((("indicators", n), one, "") for n, one in enumerate(plan.indicators))
    for number, obligation in enumerate(plan.obligations):
        for n, one in enumerate(obligation.indicators):
            yield ("obligations", number, "indicators", n), one, obligation.id
    for entry in outline:
        for n, one in enumerate(entry.item.indicators if entry.item else ()):
            yield (*entry.path, "indicators", n), one, ""
