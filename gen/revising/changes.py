"""Two versions of a plan → Changes: each task that is new, gone, reworded, due otherwise, moved, or only renumbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from gen.derive.letterhead import deadline_text
from gen.plan.model import Deadline, Obligation, Plan, Target
from gen.plan.units import receivers
from gen.reporting.obligations import units_owing
from gen.revising.matching import Matched, Pair, Task, matched, tasks_of


class What(StrEnum):
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
class Piece:
    """Some words of a task: in both versions (`kept`), in the new one (`added`) or in the old one (`removed`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One task that is not what it was: what became of it, and the task before and after, where there is one.

    `reason` and `share` say why both are taken for the same; `pieces` are its words with what changed marked.
    """

    what: tuple[What, ...]
    old: Task | None
    new: Task | None
    reason: str = ""
    share: float = 1.0
    pieces: tuple[Piece, ...] = ()

    @property
    def units(self) -> frozenset[str]:
        """All whom it concerned or concerns."""
        return frozenset().union(*(task.units for task in (self.old, self.new) if task is not None))


@dataclass(frozen=True, slots=True)
class Edited:
    """Something beside the tasks that is not what it was: a report, a unit, a line of the head."""

    kind: str
    name: str
    old: str
    new: str
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes, in the order of the new version, then what is gone; `same` counts tasks without any."""

    changes: tuple[Change, ...]
    edited: tuple[Edited, ...]
    same: int

    def of(self, unit: str) -> tuple[Change, ...]:
        """The changes that concern one unit."""
        return tuple(change for change in self.changes if unit in change.units)

    def by_units(self, units: Iterable[str]) -> dict[tuple[Change, ...], list[str]]:
        """Changes of tasks, each with those of `units` that have just these, in their order."""
        together: dict[tuple[Change, ...], list[str]] = {}
        for unit in units:
            if concerning := self.of(unit):
                together.setdefault(concerning, []).append(unit)
        return together


def changes(old: Plan, new: Plan) -> Changes:
    """What changed from `old` to `new`."""
    found = matched(tasks_of(old), tasks_of(new))
    changed = tuple(_changes(found))
    same = len(found.pairs) - sum(1 for change in changed if change.old and change.new)
    return Changes(changed, (*_heads(old, new), *_units(old, new), *_reports(old, new)), same)


def _changes(found: Matched) -> Iterator[Change]:
    for pair in found.pairs:
        if what := tuple(_what(pair)):
            pieces = tuple(word_changes(pair.old.text, pair.new.text)) if What.REWORDED in what else ()
            yield Change(what, pair.old, pair.new, pair.reason.value, pair.share, pieces)
    for task in found.added:
        yield Change((What.ADDED,), None, task)
    for task in found.removed:
        yield Change((What.REMOVED,), task, None)


def _what(pair: Pair) -> Iterator[What]:
    old, new = pair.old, pair.new
    if old.text.split() != new.text.split():
        yield What.REWORDED
    if due_said(old.due) != due_said(new.due):
        yield What.DEADLINE
    if _figures(old.targets) != _figures(new.targets):
        yield What.TARGETS
    if old.leads != new.leads:
        yield What.LEADS if old.leads & new.leads else What.MOVED
    if old.supports != new.supports:
        yield What.SUPPORTS
    if old.id != new.id:
        yield What.RENUMBERED


def due_said(due: Deadline | None) -> str:
    """A deadline in the plan's words, with the date and the kind as which they were read."""
    if due is None:
        return ""
    read = " ".join(str(part) for part in (due.kind.value, due.value) if part is not None)
    return f"{deadline_text(due)} ({read})"


def _figures(targets: tuple[Target, ...]) -> list[tuple[str, str, str, str]]:
    return [(target.op.value, str(target.value), target.unit, target.of) for target in targets]


def word_changes(old: str, new: str) -> Iterator[Piece]:
    """The words of both texts, those that only one has marked; a space stands after each piece."""
    left, right = old.split(), new.split()
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("kept", " ".join(right[c:d]) + " ")
            continue
        if a < b:
            yield Piece("removed", " ".join(left[a:b]) + " ")
        if c < d:
            yield Piece("added", " ".join(right[c:d]) + " ")


def _heads(old: Plan, new: Plan) -> Iterator[Edited]:
    for name in ("number", "symbol", "date", "subject", "scope", "issuer"):
        before, after = (str(getattr(plan.header, name) or "") for plan in (old, new))
        if before != after:
            yield Edited("head", name, before, after)


def _units(old: Plan, new: Plan) -> Iterator[Edited]:
    """Units that get documents in one version only, or are called otherwise."""
    before, after = ({unit.id: unit.name for unit in receivers(plan)} for plan in (old, new))
    for unit in dict.fromkeys((*before, *after)):
        if before.get(unit) != after.get(unit):
            yield Edited("unit", unit, before.get(unit, ""), after.get(unit, ""), frozenset({unit}))


def _reports(old: Plan, new: Plan) -> Iterator[Edited]:
    before, after = ({o.id: o for o in plan.obligations} for plan in (old, new))
    for name in dict.fromkeys((*before, *after)):
        was, is_ = before.get(name), after.get(name)
        if was != is_:
            owing = [units_owing(plan, o) for plan, o in ((old, was), (new, is_)) if o is not None]
            yield Edited("report", name, _said(was), _said(is_), frozenset().union(*owing))


def _said(obligation: Obligation | None) -> str:
    if obligation is None:
        return ""
    to = obligation.to or obligation.to_name or ""
    said = (obligation.name, ", ".join(obligation.of), to, obligation.frequency.value, due_said(obligation.due))
    return " · ".join(part for part in said if part)
