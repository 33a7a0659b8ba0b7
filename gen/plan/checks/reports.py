"""The reports of a plan → doubts about their due days: words that give none, or another one than the stated date."""

from __future__ import annotations

from collections.abc import Iterator

from gen import diagnostics
from gen.errors import Diagnostic
from gen.plan.cycles import Cycle, find_due_rule, is_recurring, list_cycles, stated_due_day
from gen.plan.model import Obligation, Plan
from gen.text import format_short_date

PlanFinding = tuple[tuple[str | int, ...], Diagnostic]


def doubtful_due_days(plan: Plan) -> Iterator[PlanFinding]:
    """PLAN-122 and PLAN-123: reports that recur, by their due words."""
    for index, obligation in enumerate(plan.obligations):
        due = obligation.due
        if due is None or due.raw is None or not is_recurring(obligation):
            continue
        path, id_, raw = ("obligations", index, "due"), f'"{obligation.id}"', f"“{due.raw}”"
        year = due.value.year if due.value else plan.header.date.year
        cycles = [cycle for one in (year - 1, year, year + 1) for cycle in list_cycles(obligation, one)]
        if any(cycle.due is None for cycle in cycles):
            yield path, diagnostics.plan.NO_DUE_DAY_FOR_EACH_PERIOD.at(id=id_, raw=raw)
        if _is_contradictory(obligation, cycles):
            day = format_short_date(stated_due_day(obligation))
            yield path, diagnostics.plan.DUE_DATE_UNLIKE_WORDS.at(id=id_, raw=raw, day=day)


def _is_contradictory(obligation: Obligation, cycles: list[Cycle]) -> bool:
    """Whether the stated date is the due day of no period by the words, though these give days."""
    value = obligation.due.value if obligation.due is not None else None
    stated = stated_due_day(obligation)
    worded = [cycle.worded_due for cycle in cycles if cycle.worded_due is not None]
    if value is None or stated is None or find_due_rule(obligation) is None or not worded:
        return False
    if value.day is None:
        return not any(value.first_day() <= day <= value.last_day() for day in worded)
    return stated not in worded
