"""The tasks of two versions of a plan → pairs of the same task, each with the reason for the match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from gen.plan.binding import bind_tasks
from gen.plan.model import Deadline, Plan, Target
from gen.text import split_words

MIN_SIMILARITY = 0.6
"""Share of equal words, in their order, from which two tasks may be the same."""

_MAX_PAIRS = 60_000
"""Pairs of unmatched tasks beyond which only those of the same units, or with the same id, are compared."""


class MatchReason(StrEnum):
    """Why two tasks are matched as the same."""

    ID = "id"
    WORDS = "words"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task: its units by role, its deadline and targets. `has_written_id`: the plan file itself states its id.

    `amendments` are the ids of those by which it came, or was reworded.
    """

    id: str
    has_written_id: bool
    text: str
    leads: frozenset[str]
    supports: frozenset[str]
    due: Deadline | None
    targets: tuple[Target, ...]
    heading: str
    amendments: tuple[str, ...] = ()

    @property
    def units(self) -> frozenset[str]:
        """The ids of its units."""
        return self.leads | self.supports


@dataclass(frozen=True, slots=True)
class TaskPair:
    """The same task before and after; `similarity` (0 to 1) is the share of equal words."""

    old: PlanTask
    new: PlanTask
    reason: MatchReason
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class TaskMatches:
    """Pairs in the order of the new version; tasks that only one of the versions has, in its order."""

    pairs: tuple[TaskPair, ...]
    removed: tuple[PlanTask, ...]
    added: tuple[PlanTask, ...]


def list_tasks(plan: Plan) -> tuple[PlanTask, ...]:
    """Every task of `plan`, in print order."""
    return tuple(
        PlanTask(
            bound.entry.id,
            bound.entry.item is not None and bound.entry.item.id is not None,
            bound.entry.text,
            frozenset(bound.leads),
            frozenset(bound.supporters),
            bound.entry.item.due if bound.entry.item else None,
            bound.entry.item.targets if bound.entry.item else (),
            section.entry.text,
            tuple(amendment.id for amendment in bound.entry.amendments),
        )
        for section in bind_tasks(plan)
        for bound in section.walk()
        if bound.is_task
    )


def match_tasks(old: Sequence[PlanTask], new: Sequence[PlanTask]) -> TaskMatches:
    """Match the tasks of `new` to those of `old`: by an id written in both, by equal words, then by similar words."""
    pairs: list[TaskPair] = []
    left, right = list(old), list(new)

    def take(found: Iterable[TaskPair]) -> None:
        for pair in found:
            pairs.append(pair)
            left.remove(pair.old)
            right.remove(pair.new)

    old_with_id, new_with_id = ([task for task in side if task.has_written_id] for side in (left, right))
    take(list(_match_by_key(old_with_id, new_with_id, MatchReason.ID)))
    take(list(_match_by_key(left, right, MatchReason.WORDS)))
    take(list(_match_most_similar(left, right)))
    order = {id(task): n for n, task in enumerate(new)}
    return TaskMatches(tuple(sorted(pairs, key=lambda pair: order[id(pair.new)])), tuple(left), tuple(right))


def _match_by_key(left: Sequence[PlanTask], right: Sequence[PlanTask], reason: MatchReason) -> Iterator[TaskPair]:
    """Tasks with the same key; among several the one with the same units, then the same id, then the first."""

    def key(task: PlanTask) -> Hashable:
        return task.id if reason is MatchReason.ID else tuple(split_words(task.text))

    candidates_by_key: dict[Hashable, list[PlanTask]] = defaultdict(list)
    for task in right:
        candidates_by_key[key(task)].append(task)
    for task in left:
        candidates = candidates_by_key[key(task)]
        if candidates:
            best = max(candidates, key=lambda other: (other.leads == task.leads, other.id == task.id))
            candidates.remove(best)
            yield TaskPair(task, best, reason, _similarity(task, best))


def _match_most_similar(left: Sequence[PlanTask], right: Sequence[PlanTask]) -> Iterator[TaskPair]:
    """The most similar first, each task once; of two equally similar, the one with the same id or the same units."""
    only_related = len(left) * len(right) > _MAX_PAIRS
    candidates = []
    for o, old in enumerate(left):
        for n, new in enumerate(right):
            if only_related and old.id != new.id and old.leads != new.leads:
                continue
            share = _similarity(old, new)
            if share >= MIN_SIMILARITY:
                candidates.append((-share, old.id != new.id, not old.leads & new.leads, o, n))
    matched_old: set[int] = set()
    matched_new: set[int] = set()
    for share, _id, _leads, o, n in sorted(candidates):
        if o not in matched_old and n not in matched_new:
            matched_old.add(o)
            matched_new.add(n)
            yield TaskPair(left[o], right[n], MatchReason.ALIKE, -share)


def _similarity(old: PlanTask, new: PlanTask) -> float:
    if old.text == new.text:
        return 1.0
    matcher = SequenceMatcher(None, split_words(old.text), split_words(new.text), autojunk=False)
    return (
        matcher.ratio() if matcher.real_quick_ratio() >= MIN_SIMILARITY or old.id == new.id else matcher.quick_ratio()
    )
