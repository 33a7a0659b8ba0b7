"""Two versions of a plan → PlanChanges: tasks that are new, removed, reworded, moved, renumbered, due otherwise …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from gen.derive.amendments import cite_again, cite_in_full
from gen.derive.form_fields import PREVIOUS
from gen.derive.letterhead import deadline_text
from gen.history.matching import PlanTask, TaskMatches, TaskPair, list_tasks, match_tasks
from gen.plan.model import Amendment, Deadline, Obligation, Plan, Target
from gen.plan.units import document_recipients
from gen.plan.validity import plan_as_amended
from gen.reporting.indicators import AskedIndicator, list_indicators
from gen.reporting.obligations import owing_unit_ids


class ChangeKind(StrEnum):
    """A kind of change of a task; one task may have several."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    DEADLINE = "deadline"
    TARGETS = "targets"
    PRODUCT = "product"
    LEADER = "leader"
    AUTHORITY = "authority"
    MOVED = "moved"
    LEADS = "leads"
    SUPPORTS = "supports"
    RENUMBERED = "renumbered"
    AMENDED = "amended"


STATED = (ChangeKind.PRODUCT, ChangeKind.LEADER, ChangeKind.AUTHORITY)
"""What a task states in the plan's own words, under the attribute of that name."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Some words of a task: in both versions (`kept`), in the new one (`added`) or in the old one (`removed`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One changed task: the kinds of change, and the task before and after; None where there is none.

    `reason` and `similarity` (0 to 1) say why both are the same task; `pieces` are its words with the changes marked.
    `amendments` are the ids of the amendments by which it changed, as far as the new version says so.
    """

    kinds: tuple[ChangeKind, ...]
    old: PlanTask | None
    new: PlanTask | None
    reason: str = ""
    similarity: float = 1.0
    pieces: tuple[TextPiece, ...] = ()
    amendments: tuple[str, ...] = ()

    @property
    def units(self) -> frozenset[str]:
        """The ids of the units of the task, before and after."""
        return frozenset().union(*(task.units for task in (self.old, self.new) if task is not None))


@dataclass(frozen=True, slots=True)
class OtherChange:
    """A change outside the tasks: a report, an indicator, a unit, a line of the header, an amendment of both."""

    kind: str
    name: str
    old: str
    new: str
    units: frozenset[str] = frozenset()
    amendments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedAmendment:
    """An amendment of the new version: how it is cited first and later, and what it does in the plan's words.

    `is_new`: the old version does not have it.
    """

    id: str
    citation: str
    short_citation: str
    does: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All changes, in the order of the new version, then removed tasks; `unchanged_count` counts the other tasks.

    `amendments` are those of the new version.
    """

    changes: tuple[TaskChange, ...]
    other_changes: tuple[OtherChange, ...]
    unchanged_count: int
    amendments: tuple[ComparedAmendment, ...] = ()

    @property
    def new_amendments(self) -> tuple[ComparedAmendment, ...]:
        """The amendments that only the new version has."""
        return tuple(amendment for amendment in self.amendments if amendment.is_new)

    def citations_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """How the amendments with these ids are cited after their first citation."""
        wanted = frozenset(ids)
        return tuple(amendment.short_citation for amendment in self.amendments if amendment.id in wanted)

    def for_unit(self, unit: str) -> tuple[TaskChange, ...]:
        """The changes that concern one unit."""
        return tuple(change for change in self.changes if unit in change.units)

    def group_by_units(self, units: Iterable[str]) -> dict[tuple[TaskChange, ...], list[str]]:
        """Each set of changes of tasks, with those of `units` that have exactly this set, in their order."""
        together: dict[tuple[TaskChange, ...], list[str]] = {}
        for unit in units:
            if concerning := self.for_unit(unit):
                together.setdefault(concerning, []).append(unit)
        return together


def compare_plans(old: Plan, new: Plan) -> PlanChanges:
    """What changed from `old` to `new`."""
    matches = match_tasks(list_tasks(old), list_tasks(new))
    changed = tuple(_list_task_changes(matches, new.amendments))
    same = len(matches.pairs) - sum(1 for change in changed if change.old and change.new)
    others = (
        *_compare_headers(old, new),
        *_compare_amendments(old, new),
        *_compare_units(old, new),
        *_compare_obligations(old, new),
        *_compare_indicators(old, new),
    )
    return PlanChanges(changed, others, same, tuple(_list_amendments(old, new)))


def _list_amendments(old: Plan, new: Plan) -> Iterator[ComparedAmendment]:
    known = {amendment.id for amendment in old.amendments}
    for one in new.amendments:
        cited = cite_in_full(new, one), cite_again(new, one)
        yield ComparedAmendment(one.id, *cited, one.does or "", one.id not in known)


def _list_task_changes(matches: TaskMatches, amendments: Sequence[Amendment]) -> Iterator[TaskChange]:
    for pair in matches.pairs:
        if kinds := _find_kinds(pair):
            pieces = tuple(compare_words(pair.old.text, pair.new.text)) if ChangeKind.REWORDED in kinds else ()
            by = tuple(ref for ref in pair.new.amendments if ref not in pair.old.amendments)
            yield TaskChange(kinds, pair.old, pair.new, pair.reason.value, pair.similarity, pieces, by)
    for task in matches.added:
        yield TaskChange((ChangeKind.ADDED,), None, task, amendments=task.amendments)
    removed_by: dict[str, tuple[str, ...]] = {}
    for amendment in amendments:
        for task_id in dict.fromkeys(amendment.removes):
            removed_by[task_id] = (*removed_by.get(task_id, ()), amendment.id)
    for task in matches.removed:
        yield TaskChange((ChangeKind.REMOVED,), task, None, amendments=removed_by.get(task.id, ()))


def _find_kinds(pair: TaskPair) -> tuple[ChangeKind, ...]:
    """What changed; that other amendments are named is a change only where the task itself is as it was."""
    kinds = tuple(_compare_tasks(pair))
    if set(kinds) <= {ChangeKind.RENUMBERED} and pair.old.amendments != pair.new.amendments:
        return (*kinds, ChangeKind.AMENDED)
    return kinds


def _compare_tasks(pair: TaskPair) -> Iterator[ChangeKind]:
    old, new = pair.old, pair.new
    if old.text.split() != new.text.split():
        yield ChangeKind.REWORDED
    if describe_deadline(old.due) != describe_deadline(new.due):
        yield ChangeKind.DEADLINE
    if _target_key(old.targets) != _target_key(new.targets):
        yield ChangeKind.TARGETS
    for kind in STATED:
        if getattr(old, kind.value).split() != getattr(new, kind.value).split():
            yield kind
    if old.leads != new.leads:
        yield ChangeKind.LEADS if old.leads & new.leads else ChangeKind.MOVED
    if old.supports != new.supports:
        yield ChangeKind.SUPPORTS
    if old.id != new.id:
        yield ChangeKind.RENUMBERED


def describe_deadline(due: Deadline | None) -> str:
    """A deadline in the plan's words, with the date and the kind that were read from them."""
    if due is None:
        return ""
    read = " ".join(str(part) for part in (due.kind.value, due.value) if part is not None)
    return f"{deadline_text(due)} ({read})"


def _target_key(targets: tuple[Target, ...]) -> list[tuple[str, str, str, str]]:
    return [(target.op.value, str(target.value), target.unit, target.of) for target in targets]


def compare_words(old: str, new: str) -> Iterator[TextPiece]:
    """The words of both texts; those of only one text are marked; each piece ends with a space."""
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


def _compare_amendments(old: Plan, new: Plan) -> Iterator[OtherChange]:
    """Amendments that the new version cites otherwise, or no longer has; those that it has beside are told first."""
    before, after = ({one.id: cite_in_full(plan, one) for one in plan.amendments} for plan in (old, new))
    for amendment in before:
        if before[amendment] != after.get(amendment, ""):
            yield OtherChange("amendment", amendment, before[amendment], after.get(amendment, ""))


def _compare_units(old: Plan, new: Plan) -> Iterator[OtherChange]:
    """Units that get documents in one version only, or have another name."""
    before, after = ({unit.id: unit.name for unit in document_recipients(plan_as_amended(plan))} for plan in (old, new))
    for unit in dict.fromkeys((*before, *after)):
        if before.get(unit) != after.get(unit):
            yield OtherChange("unit", unit, before.get(unit, ""), after.get(unit, ""), frozenset({unit}))


def _compare_obligations(old: Plan, new: Plan) -> Iterator[OtherChange]:
    before, after = ({o.id: o for o in plan.obligations} for plan in (old, new))
    for name in dict.fromkeys((*before, *after)):
        old_one, new_one = before.get(name), after.get(name)
        if _without_indicators(old_one) != _without_indicators(new_one):
            owing = [owing_unit_ids(plan, o) for plan, o in ((old, old_one), (new, new_one)) if o is not None]
            by = () if new_one is None else new_one.amended_by
            yield OtherChange(
                "report",
                name,
                _describe_obligation(old_one),
                _describe_obligation(new_one),
                frozenset().union(*owing),
                tuple(ref for ref in by if old_one is None or ref not in old_one.amended_by),
            )


def _without_indicators(obligation: Obligation | None) -> Obligation | None:
    return None if obligation is None else obligation.model_copy(update={"indicators": ()})


def _compare_indicators(old: Plan, new: Plan) -> Iterator[OtherChange]:
    """Figures that one version asks for, or that it asks for otherwise, or of other units."""
    before, after = ({one.indicator.id: one for one in list_indicators(plan)} for plan in (old, new))
    for code in dict.fromkeys((*before, *after)):
        first, then = before.get(code), after.get(code)
        said = [_describe_indicator(one) for one in (first, then)]
        asked = [one.units if one is not None else frozenset[str]() for one in (first, then)]
        if said[0] != said[1] or asked[0] != asked[1]:
            yield OtherChange("figure", code, said[0], said[1], asked[0] | asked[1])


def _describe_indicator(asked: AskedIndicator | None) -> str:
    if asked is None:
        return ""
    one = asked.indicator
    previous = PREVIOUS.title if one.previous else ""
    ratio = " / ".join(one.ratio or ())
    parts = (one.name, one.unit, one.formula or "", ratio, ", ".join(one.breakdown), previous, one.total.value)
    return " · ".join(part for part in (*parts, asked.obligation, asked.task.id if asked.task else "") if part)


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
