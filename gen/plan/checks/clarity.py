"""The tasks of a plan → doubts about what makes them clear: product, leader, authority; stated in vain, or left out."""

from __future__ import annotations

from collections.abc import Iterator

from gen import diagnostics
from gen.errors import Diagnostic
from gen.plan.model import Plan
from gen.plan.outline import EntryRole, OutlineEntry, entries, outline
from gen.text import name_few

PlanFinding = tuple[tuple[str | int, ...], Diagnostic]

_KEYS = {"product": "sản phẩm", "leader": "lãnh đạo phụ trách", "authority": "thẩm quyền"}
"""The keys, and what people call them."""


def stated_in_vain(plan: Plan) -> Iterator[PlanFinding]:
    """PLAN-140: a product at a heading, for which nobody answers; product, leader, authority where no task is."""
    for entry in entries(plan):
        for key in _KEYS:
            is_read = entry.is_task or (entry.assignment is not None and key != "product")
            if entry.item is not None and getattr(entry.item, key) is not None and not is_read:
                yield (*entry.path, key), diagnostics.plan.STATED_IN_VAIN.at(id=entry.id, key=_name(key))


def left_out_by_some(plan: Plan) -> Iterator[PlanFinding]:
    """PLAN-141: tasks without what most tasks of their section state: a cell that was empty, or not copied."""
    for part in outline(plan):
        for section in (entry for entry in part.children if entry.role is EntryRole.SECTION):
            answered = [task for child in section.children for task in _answered(child, product="")]
            for key in _KEYS:
                without = [task for task, stated in answered if not stated[key]]
                if 0 < len(without) < len(answered) - len(without):
                    values = {"section": section.id, "key": _name(key), "ids": name_few([task.id for task in without])}
                    counts = {"count": str(len(answered) - len(without)), "all": str(len(answered))}
                    yield without[0].path, diagnostics.plan.LEFT_OUT_BY_SOME.at(**values, **counts)


def _name(key: str) -> str:
    return f"{key} ({_KEYS[key]})"


def _answered(entry: OutlineEntry, product: str) -> Iterator[tuple[OutlineEntry, dict[str, str]]]:
    """The tasks that somebody answers for, each with what it states; a product may be stated for the whole above it."""
    product = entry.product or product
    if entry.is_task and not any(below.is_task for below in entry.walk() if below is not entry):
        yield entry, {"product": product, "leader": entry.leader, "authority": entry.authority}
    for child in entry.children:
        yield from _answered(child, product)
