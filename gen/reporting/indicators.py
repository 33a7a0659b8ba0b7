"""Plan → the figures that report forms ask for in a table of their own: which indicator, in which forms, of whom.

Circular figures of a plan, a report or a task (Decree 09/2019: the figure forms of a reporting regime).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gen.plan.binding import bind_tasks
from gen.plan.model import Indicator, Plan
from gen.plan.once import cached_per_plan
from gen.plan.outline import OutlineEntry
from gen.plan.units import expand, recipient_ids

_ROW_CODE = re.compile(r"[A-ZĐ]{1,6}[0-9]{1,4}(?:\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class AskedIndicator:
    """An indicator with the units that it is asked of, in the forms of `obligation`; in all forms where that is empty.

    `task` is the task that it stands at, None where it is the plan's or the report's own.
    """

    indicator: Indicator
    units: frozenset[str]
    obligation: str = ""
    task: OutlineEntry | None = None

    @property
    def is_reckoned(self) -> bool:
        """Whether nobody is asked: it is the share of two others."""
        return self.indicator.ratio is not None

    def rows(self) -> Iterator[tuple[str, str]]:
        """The code and the name of each of its rows: the whole, then the members of the breakdown."""
        yield self.indicator.id, self.indicator.name
        for number, member in enumerate(self.indicator.breakdown, 1):
            yield f"{self.indicator.id}.{number}", member


@cached_per_plan
def list_indicators(plan: Plan) -> tuple[AskedIndicator, ...]:
    """Every indicator of the plan: its own, those of its reports, those of its tasks, in the order of the file."""
    everybody = recipient_ids(plan)
    found = [AskedIndicator(one, _narrowed(plan, one, everybody)) for one in plan.indicators]
    for obligation in plan.obligations:
        owing = frozenset(expand(plan, obligation.of))
        found += [AskedIndicator(one, _narrowed(plan, one, owing), obligation.id) for one in obligation.indicators]
    for section in bind_tasks(plan):
        for node in section.walk():
            for one in node.entry.item.indicators if node.entry.item else ():
                found.append(AskedIndicator(one, _narrowed(plan, one, frozenset(node.leads)), task=node.entry))
    return tuple(found)


def indicators_asked(plan: Plan, unit_id: str, obligation_id: str) -> tuple[AskedIndicator, ...]:
    """What the unit's form for the obligation asks for, without what is reckoned from it."""
    return tuple(
        one
        for one in list_indicators(plan)
        if unit_id in one.units and one.obligation in ("", obligation_id) and not one.is_reckoned
    )


def is_indicator_code(code: str) -> bool:
    """Whether a row with this code is one of an indicator; no task has such an id (PLAN-059)."""
    return _ROW_CODE.fullmatch(code) is not None


def _narrowed(plan: Plan, indicator: Indicator, units: frozenset[str]) -> frozenset[str]:
    return units if indicator.only is None else units & frozenset(expand(plan, indicator.only))
