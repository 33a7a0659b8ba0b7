"""The tasks of two versions of a plan → pairs of the same task, each with the reason for the match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from gen.plan.binding import BoundEntry, bind_tasks
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
    """A task: its units by role, what it states beside its words. `has_written_id`: the plan file itself states its id.

    `heading` is that of its section, `above` the words of what it stands below within that.

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
    above: tuple[str, ...] = ()
    product: str = ""
    leader: str = ""
    authority: str = ""

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
            above,
            bound.entry.product,
            bound.entry.leader,
            bound.entry.authority,
        )
        for section in bind_tasks(plan)
        for bound, above in _walk(section.nodes, ())
        if bound.is_task
    )


def _walk(nodes: Iterable[BoundEntry], above: tuple[str, ...]) -> Iterator[tuple[BoundEntry, tuple[str, ...]]]:
    """The nodes and all below them, each with the words of what it stands below."""
    for node in nodes:
        yield node, above
        yield from _walk(node.children, (*above, node.entry.text))


def match_tasks(old: Sequence[PlanTask], new: Sequence[PlanTask]) -> TaskMatches:
    """Match the tasks of `new` to those of `old`: by an id written in both, by equal words, then by similar words.

    Without a written id, "lập danh sách hộ" below one heading is not the same task as below quite another one.
    """
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
    """Tasks with the same key; among several those that have most in common besides: never the next best first."""

    def key(task: PlanTask) -> Hashable:
        return task.id if reason is MatchReason.ID else tuple(split_words(task.text))

    by_key: dict[Hashable, tuple[list[PlanTask], list[PlanTask]]] = defaultdict(lambda: ([], []))
    for number, tasks in enumerate((left, right)):
        for task in tasks:
            by_key[key(task)][number].append(task)
    for old, new in by_key.values():
        for o, n in _pair_best(old, new, reason):
            yield TaskPair(old[o], new[n], reason, _similarity(old[o], new[n]))


def _pair_best(old: Sequence[PlanTask], new: Sequence[PlanTask], reason: MatchReason) -> Iterator[tuple[int, int]]:
    """Pairs of tasks with the same key, as indices: first those in the same place that bind the same units.

    What stands elsewhere now is taken for the same only where no other can be meant.
    """
    if reason is MatchReason.ID:
        yield from zip(range(len(old)), range(len(new)), strict=False)
        return
    free_old, free_new = dict(enumerate(old)), dict(enumerate(new))
    for place in _PLACES:
        there: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, free in enumerate((free_old, free_new)):
            for index, task in free.items():
                there[place(task)][side].append(index)
        for before, after in there.values():
            is_meant = place is _PLACES[0] or len(before) == len(after) == 1
            if place is _PLACES[-1]:
                is_meant = len(old) == len(new) == 1
            ranked = sorted((_unlikeness(old[o], new[n]), o, n) for o in before for n in after) if is_meant else []
            for _unlike, o, n in ranked:
                if o in free_old and n in free_new and stand_alike(old[o].above, new[n].above):
                    del free_old[o], free_new[n]
                    yield o, n


_PLACES: tuple[Callable[[PlanTask], Hashable], ...] = (
    lambda task: (task.heading, task.leads, task.above),
    lambda task: (task.heading, task.above),
    lambda _task: (),
)
"""By what tasks of the same words are told apart, the most of it first; elsewhere only where there is but one."""


def _unlikeness(old: PlanTask, new: PlanTask) -> tuple[bool, ...]:
    """In what they differ besides their words, the gravest first."""
    return (
        old.heading != new.heading, old.leads != new.leads, old.above != new.above, old.supports != new.supports,
        old.targets != new.targets, old.due != new.due, old.id != new.id,
    )  # fmt: skip


def stand_alike(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether tasks that stand below these words may be the same: one of them below nothing, or both below the like."""
    if not old or not new or old == new:
        return True
    before, after = (split_words(" ".join(words)) for words in (old, new))
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= MIN_SIMILARITY


def _match_most_similar(left: Sequence[PlanTask], right: Sequence[PlanTask]) -> Iterator[TaskPair]:
    """The most similar first, each task once; of two equally similar, the one in the same place, then the same id.

    Of tasks with equal words that are left, it is not clear which is which: they are none of each other.
    """
    only_related = len(left) * len(right) > _MAX_PAIRS
    candidates = []
    for o, old in enumerate(left):
        for n, new in enumerate(right):
            if only_related and old.id != new.id and old.leads != new.leads:
                continue
            share = _similarity(old, new)
            is_unclear = split_words(old.text) == split_words(new.text)
            if share >= MIN_SIMILARITY and not is_unclear and stand_alike(old.above, new.above):
                away = (-_likeness_of_place(old, new), old.heading != new.heading)
                candidates.append((-share, away, old.id != new.id, not old.leads & new.leads, o, n))
    matched_old: set[int] = set()
    matched_new: set[int] = set()
    for share, _place, _id, _leads, o, n in sorted(candidates):
        if o not in matched_old and n not in matched_new:
            matched_old.add(o)
            matched_new.add(n)
            yield TaskPair(left[o], right[n], MatchReason.ALIKE, -share)


def _likeness_of_place(old: PlanTask, new: PlanTask) -> float:
    """How alike the words are below which the two stand (0 to 1)."""
    if old.above == new.above:
        return 1.0
    before, after = (split_words(" ".join(task.above)) for task in (old, new))
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _similarity(old: PlanTask, new: PlanTask) -> float:
    if old.text == new.text:
        return 1.0
    matcher = SequenceMatcher(None, split_words(old.text), split_words(new.text), autojunk=False)
    return (
        matcher.ratio() if matcher.real_quick_ratio() >= MIN_SIMILARITY or old.id == new.id else matcher.quick_ratio()
    )
