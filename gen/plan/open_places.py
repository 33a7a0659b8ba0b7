"""Plan → what a person has yet to say in it: who does a task or owes a report, by when; `open` stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gen.plan.fields import OPEN
from gen.plan.model import Assignment, Deadline, DeadlineKind, Item, Plan
from gen.plan.outline import EntryRole, OutlineEntry, entries
from gen.plan.units import unit_by_id


class OpenKind(StrEnum):
    """What is open: who does it, or by when."""

    ASSIGNEE = "assignee"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place that is open: its `path` from the plan's root, the `id` of the section, task or report, and its words."""

    kind: OpenKind
    path: tuple[str | int, ...]
    id: str
    words: str


def open_places(plan: Plan) -> Iterator[OpenPlace]:
    """Every open place of `plan`, in the order of the file.

    A section or a heading that is open counts where at least one task below it has nobody of its own.
    """
    for entry in entries(plan):
        if _is_open(entry.item or entry.assignment) and _is_inherited(entry):
            yield OpenPlace(OpenKind.ASSIGNEE, (*entry.path, "to"), entry.id, entry.text)
        if entry.is_task and entry.item is not None and is_open(entry.item.due):
            yield OpenPlace(OpenKind.DUE, (*entry.path, "due"), entry.id, entry.text)
    for index, obligation in enumerate(plan.obligations):
        if OPEN in obligation.of:
            yield OpenPlace(OpenKind.ASSIGNEE, ("obligations", index, "of"), obligation.id, obligation.name)
        if is_open(obligation.due):
            yield OpenPlace(OpenKind.DUE, ("obligations", index, "due"), obligation.id, obligation.name)


def is_open(due: Deadline | None) -> bool:
    """Whether a deadline is yet to be set."""
    return due is not None and due.kind is DeadlineKind.OPEN


def has_open_assignee(plan: Plan) -> bool:
    """Whether it is not yet said of some task who does it, or of some report who owes it."""
    return any(place.kind is OpenKind.ASSIGNEE for place in open_places(plan))


def own_bodies(plan: Plan) -> tuple[str, ...]:
    """The ids of the units that can be named in an open place: all but the issuer."""
    return tuple(unit for unit in unit_by_id(plan) if unit != plan.header.issuer)


def _is_open(node: Item | Assignment | None) -> bool:
    return node is not None and OPEN in (node.to or ())


def _is_inherited(entry: OutlineEntry) -> bool:
    """Whether a task takes what stands at `entry`: itself, or one below it that has nothing of its own."""
    if entry.role is EntryRole.TEXT:
        return True
    below = (child for child in entry.children if child.item is not None and child.item.to is None)
    return any(_is_inherited(child) for child in below)
