"""The tasks of two versions of a plan → pairs of the same task, each with the reason why it is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from gen.plan.binding import bind
from gen.plan.model import Deadline, Plan, Target
from gen.text import words

ALIKE = 0.6
"""Share of equal words, in their order, from which two tasks may be the same."""

_MOST = 60_000
"""Pairs of unmatched tasks beyond which only those of the same units, or with the same id, are compared."""


class Reason(StrEnum):
    """Why two tasks are taken for the same."""

    ID = "id"
    WORDS = "words"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Task:
    """A task as units see it: whom it binds, in which role, by when, how much. `pinned`: its id was written by hand."""

    id: str
    pinned: bool
    text: str
    leads: frozenset[str]
    supports: frozenset[str]
    due: Deadline | None
    targets: tuple[Target, ...]
    heading: str

    @property
    def units(self) -> frozenset[str]:
        """All whom it concerns."""
        return self.leads | self.supports


@dataclass(frozen=True, slots=True)
class Pair:
    """The same task before and after; `share` of its words are the same."""

    old: Task
    new: Task
    reason: Reason
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs in the order of the new version; tasks that only one of the versions has, in its order."""

    pairs: tuple[Pair, ...]
    removed: tuple[Task, ...]
    added: tuple[Task, ...]


def tasks_of(plan: Plan) -> tuple[Task, ...]:
    """Every task of `plan`, in print order."""
    return tuple(
        Task(
            bound.entry.id,
            bound.entry.item is not None and bound.entry.item.id is not None,
            bound.entry.text,
            frozenset(bound.leads),
            frozenset(bound.supporters),
            bound.entry.item.due if bound.entry.item else None,
            bound.entry.item.targets if bound.entry.item else (),
            section.entry.text,
        )
        for section in bind(plan)
        for bound in section.walk()
        if bound.is_task
    )


def matched(old: Sequence[Task], new: Sequence[Task]) -> Matched:
    """Which task of `new` is which of `old`: by an id written by hand in both, by its words, by the most alike."""
    pairs: list[Pair] = []
    left, right = list(old), list(new)

    def take(found: Iterable[Pair]) -> None:
        for pair in found:
            pairs.append(pair)
            left.remove(pair.old)
            right.remove(pair.new)

    take(list(_by_key([t for t in left if t.pinned], [t for t in right if t.pinned], Reason.ID)))
    take(list(_by_key(left, right, Reason.WORDS)))
    take(list(_most_alike(left, right)))
    order = {id(task): n for n, task in enumerate(new)}
    return Matched(tuple(sorted(pairs, key=lambda pair: order[id(pair.new)])), tuple(left), tuple(right))


def _by_key(left: Sequence[Task], right: Sequence[Task], reason: Reason) -> Iterator[Pair]:
    """Tasks with the same key; among several the one with the same units, then the same id, then the first."""

    def key(task: Task) -> Hashable:
        return task.id if reason is Reason.ID else tuple(words(task.text))

    there: dict[Hashable, list[Task]] = defaultdict(list)
    for task in right:
        there[key(task)].append(task)
    for task in left:
        candidates = there[key(task)]
        if candidates:
            best = max(candidates, key=lambda other: (other.leads == task.leads, other.id == task.id))
            candidates.remove(best)
            yield Pair(task, best, reason, _share(task, best))


def _most_alike(left: Sequence[Task], right: Sequence[Task]) -> Iterator[Pair]:
    """The most alike first, each task once; of two that are as alike, the one with the same id or the same units."""
    near = len(left) * len(right) > _MOST
    found = []
    for o, old in enumerate(left):
        for n, new in enumerate(right):
            if near and old.id != new.id and old.leads != new.leads:
                continue
            share = _share(old, new)
            if share >= ALIKE:
                found.append((-share, old.id != new.id, not old.leads & new.leads, o, n))
    gone: set[int] = set()
    come: set[int] = set()
    for share, _id, _leads, o, n in sorted(found):
        if o not in gone and n not in come:
            gone.add(o)
            come.add(n)
            yield Pair(left[o], right[n], Reason.ALIKE, -share)


def _share(old: Task, new: Task) -> float:
    if old.text == new.text:
        return 1.0
    matcher = SequenceMatcher(None, words(old.text), words(new.text), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE or old.id == new.id else matcher.quick_ratio()
