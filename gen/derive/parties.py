"""A task → who leads it and who supports it, by names: units where they are few, groups and headings for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gen.derive.dossier import TaskNode
from gen.plan.fields import fill
from gen.plan.model import Plan
from gen.plan.units import expand, group_ids, group_name, short_name, unit_by_id
from gen.text import remove_emphasis

MANY_LEADS = 3
"""Above this many, the leads of a task are named by their section's heading."""

_MIN_FOR_GROUPS = 10
"""Where a task has more supporters than this, whole groups of them are named by the group."""


def leads_text(plan: Plan, node: TaskNode, names: Mapping[str, str]) -> str:
    """Who leads a task: by name, or by the section's heading where they are many, with the `names` in its braces."""
    units = unit_by_id(plan)
    if len(node.leads) <= MANY_LEADS:
        return ", ".join(short_name(units[lead]) for lead in node.leads)
    heading = node.entry.assignment.heading if node.entry.assignment else ""
    if not heading:
        return ", ".join(supporter_names(plan, node.leads))
    return remove_emphasis(fill(heading, names)).rstrip(":")


def supporter_names(plan: Plan, supporters: Sequence[str]) -> tuple[str, ...]:
    """The units with these ids by name; a large group whose members all support is named as a group."""
    left = dict.fromkeys(supporters)
    names: list[str] = []
    for group in group_ids(plan) if len(left) > _MIN_FOR_GROUPS else ():
        members = expand(plan, [group])
        if len(members) > _MIN_FOR_GROUPS and left.keys() >= set(members):
            names.append(group_name(plan, group))
            left = {unit: None for unit in left if unit not in set(members)}
    units = unit_by_id(plan)
    return (*names, *(short_name(units[unit]) for unit in left))
