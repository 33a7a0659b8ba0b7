"""Two versions of a plan → Changes: each task that is new, gone, reworded, due otherwise, moved, or only renumbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from gen.derive.letterhead import deadline_text
from gen.plan.model import Deadline, Obligation, Plan, Target
from gen.plan.units import document_recipients
from gen.reporting.obligations import owing_unit_ids
from gen.revisions.matching import PlanTask, TaskMatches, TaskPair, list_tasks, match_tasks


class ChangeKind(StrEnum):
    """What became of a task; several may hold of one."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    DEADLINE = "deadline"
    TARGETS = "targets"
    MOVED = "moved"
    LEADS = "leads"
    SUPPORTS = "supports"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Some words of a task: in both versions (`kept`), in the new one (`added`) or in the old one (`removed`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One task that is not what it was: what became of it, and the task before and after, where there is one.

    `reason` and `share` say why both are taken for the same; `pieces` are its words with what changed marked.
    """

    kinds: tuple[ChangeKind, ...]
    old: PlanTask | None
    new: PlanTask | None
    reason: str = ""
    similarity: float = 1.0
    pieces: tuple[TextPiece, ...] = ()

    @property
    def units(self) -> frozenset[str]:
        """All whom it concerned or concerns."""
        return frozenset().union(*(task.units for task in (self.old, self.new) if task is not None))


@dataclass(frozen=True, slots=True)
class OtherChange:
    """Something beside the tasks that is not what it was: a report, a unit, a line of the head."""

    kind: str
    name: str
    old: str
    new: str
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All changes, in the order of the new version, then what is gone; `same` counts tasks without any."""

    changes: tuple[TaskChange, ...]
    other_changes: tuple[OtherChange, ...]
    unchanged_count: int

    def for_unit(self, unit: str) -> tuple[TaskChange, ...]:
        """The changes that concern one unit."""
        return tuple(change for change in self.changes if unit in change.units)

    def group_by_units(self, units: Iterable[str]) -> dict[tuple[TaskChange, ...], list[str]]:
        """Changes of tasks, each with those of `units` that have just these, in their order."""
        together: dict[tuple[TaskChange, ...], list[str]] = {}
        for unit in units:
            if concerning := self.for_unit(unit):
                together.setdefault(concerning, []).append(unit)
        return together


def compare_plans(old: Plan, new: Plan) -> PlanChanges:
    """What changed from `old` to `new`."""
    found = match_tasks(list_tasks(old), list_tasks(new))
    changed = tuple(_list_task_changes(found))
    same = len(found.pairs) - sum(1 for change in changed if change.old and change.new)
    return PlanChanges(
        changed, (*_compare_headers(old, new), *_compare_units(old, new), *_compare_obligations(old, new)), same
    )


def _list_task_changes(found: TaskMatches) -> Iterator[TaskChange]:
    for pair in found.pairs:
        if what := tuple(_find_kinds(pair)):
            pieces = tuple(compare_words(pair.old.text, pair.new.text)) if ChangeKind.REWORDED in what else ()
            yield TaskChange(what, pair.old, pair.new, pair.reason.value, pair.similarity, pieces)
    for task in found.added:
        yield TaskChange((ChangeKind.ADDED,), None, task)
    for task in found.removed:
        yield TaskChange((ChangeKind.REMOVED,), task, None)


def _find_kinds(pair: TaskPair) -> Iterator[ChangeKind]:
    old, new = pair.old, pair.new
    if old.text.split() != new.text.split():
        yield ChangeKind.REWORDED
    if describe_deadline(old.due) != describe_deadline(new.due):
        yield ChangeKind.DEADLINE
    if _target_key(old.targets) != _target_key(new.targets):
        yield ChangeKind.TARGETS
    if old.leads != new.leads:
        yield ChangeKind.LEADS if old.leads & new.leads else ChangeKind.MOVED
    if old.supports != new.supports:
        yield ChangeKind.SUPPORTS
    if old.id != new.id:
        yield ChangeKind.RENUMBERED


def describe_deadline(due: Deadline | None) -> str:
    """A deadline in the plan's words, with the date and the kind as which they were read."""
    if due is None:
        return ""
    read = " ".join(str(part) for part in (due.kind.value, due.value) if part is not None)
    return f"{deadline_text(due)} ({read})"


def _target_key(targets: tuple[Target, ...]) -> list[tuple[str, str, str, str]]:
    return [(target.op.value, str(target.value), target.unit, target.of) for target in targets]


def compare_words(old: str, new: str) -> Iterator[TextPiece]:
    """The words of both texts, those that only one has marked; a space stands after each piece."""
    left, right = old.split(), new.split()
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield TextPiece("kept", " ".join(right[c:d]) + " ")
            continue
        if a < b:
            yield TextPiece("removed", " ".join(left[a:b]) + " ")
        if c < d:
            yield TextPiece("added", " ".join(right[c:d]) + " ")


def _compare_headers(old: Plan, new: Plan) -> Iterator[OtherChange]:
    for name in ("number", "symbol", "date", "subject", "scope", "issuer"):
        before, after = (str(getattr(plan.header, name) or "") for plan in (old, new))
        if before != after:
            yield OtherChange("head", name, before, after)


def _compare_units(old: Plan, new: Plan) -> Iterator[OtherChange]:
    """Units that get documents in one version only, or are called otherwise."""
    before, after = ({unit.id: unit.name for unit in document_recipients(plan)} for plan in (old, new))
    for unit in dict.fromkeys((*before, *after)):
        if before.get(unit) != after.get(unit):
            yield OtherChange("unit", unit, before.get(unit, ""), after.get(unit, ""), frozenset({unit}))


def _compare_obligations(old: Plan, new: Plan) -> Iterator[OtherChange]:
    before, after = ({o.id: o for o in plan.obligations} for plan in (old, new))
    for name in dict.fromkeys((*before, *after)):
        was, is_ = before.get(name), after.get(name)
        if was != is_:
            owing = [owing_unit_ids(plan, o) for plan, o in ((old, was), (new, is_)) if o is not None]
            yield OtherChange(
                "report", name, _describe_obligation(was), _describe_obligation(is_), frozenset().union(*owing)
            )


def _describe_obligation(obligation: Obligation | None) -> str:
    if obligation is None:
        return ""
    to = obligation.to or obligation.to_name or ""
    parts = (
        obligation.name,
        ", ".join(obligation.of),
        to,
        obligation.frequency.value,
        describe_deadline(obligation.due),
    )
    return " · ".join(part for part in parts if part)
