"""A plan + its revision before → the plan in which each task has the id that it had, and a new one an id of its own.

A task that the file gives an id to keeps that. The others are numbered by counting, and an insertion would move every
later number to another task: so each is matched with the tasks of the revision before (`gen.history.matching`). An id
that was ever used is never given to another task.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from gen.history.matching import MatchReason, TaskPair, list_tasks, match_tasks
from gen.plan.model import Item, Obligation, Plan
from gen.plan.outline import EntryRole, OutlineEntry, entries, outline
from gen.text import list_letter

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CarriedIds:
    """What was decided about the ids of a plan: `ids` are those to set, by the path of their items.

    `kept` are the tasks whose number by counting is another one than their id, as (number, id); `guessed` are those of
    them that were matched by similar words only; `given` the ids given to new tasks whose number was taken. `retired`
    are all ids that were used once and have no task any more.
    """

    ids: Mapping[Path, str] = field(default_factory=dict)
    kept: tuple[tuple[str, str], ...] = ()
    guessed: tuple[tuple[str, str], ...] = ()
    given: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


def carry_ids(old: Plan, new: Plan, retired: Collection[str] = ()) -> CarriedIds:
    """The ids of `new`, as its file has it, after the revision `old`, whose ids are those that it was used with.

    `retired` are the ids of tasks that earlier revisions had; those that an amendment takes away are too.
    """
    matches = match_tasks(list_tasks(old), list_tasks(new))
    pairs = {pair.new.id: pair for pair in matches.pairs}
    headings = _match_headings(old, new)
    sections = [entry for part in outline(new) for entry in part.children if entry.role is EntryRole.SECTION]
    gone = {*retired, *(task.id for task in matches.removed), *(one for a in new.amendments for one in a.removes)}
    written = {e.id for e in entries(new) if e.assignment is None or e.item is None or e.item.id}
    numbering = _Numbering(written, gone, {})
    for section in sections:
        numbering.reserve(section, pairs, headings)
    for section in sections:
        numbering.number(section.children, section.id)
    used = set(numbering.found.values())
    moved = [pair for pair in matches.pairs if not pair.new.has_written_id and pair.new.id != pair.old.id]
    kept = tuple((pair.new.id, pair.old.id) for pair in moved)
    return CarriedIds(
        numbering.explicit,
        kept,
        tuple((pair.new.id, pair.old.id) for pair in moved if pair.reason is MatchReason.ALIKE),
        tuple(numbering.given),
        tuple(sorted(gone - used)),
    )


def _match_headings(old: Plan, new: Plan) -> dict[str, str]:
    """The ids of headings of `new`, and the ids that headings with the same words in the same section had."""
    there: dict[tuple[str, str], list[str]] = {}
    for section, entry in _headings(old):
        there.setdefault((section, entry.text), []).append(entry.id)
    found = {}
    for section, entry in _headings(new):
        if before := there.get((section, entry.text)):
            found[entry.id] = before.pop(0)
    return found


def _headings(plan: Plan) -> Iterator[tuple[str, OutlineEntry]]:
    for part in outline(plan):
        for section in part.children:
            if section.role is EntryRole.SECTION:
                yield from ((section.text, entry) for entry in section.walk() if entry.role is EntryRole.HEADING)


@dataclass(slots=True)
class _Numbering:
    """The ids of a plan's items, one after the other: `taken` are those that are none of counting, by their files.

    `found` is the id of each item, by its id by counting; `explicit` the ids that counting alone would not give.
    """

    taken: set[str]
    retired: set[str]
    found: dict[str, str]
    explicit: dict[Path, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)

    def reserve(self, section: OutlineEntry, pairs: Mapping[str, TaskPair], headings: Mapping[str, str]) -> None:
        """Give every item of the section that was there before the id that it had."""
        for entry in section.walk():
            if entry.item is None:
                continue
            if entry.item.id is not None:
                self.found[entry.id] = entry.id
                continue
            before = pairs[entry.id].old.id if entry.id in pairs else headings.get(entry.id)
            if before is not None and before not in self.taken:
                self.found[entry.id] = before
                self.taken.add(before)

    def number(self, siblings: Sequence[OutlineEntry], parent: str, counted_parent: str | None = None) -> None:
        """Give new items theirs, and note which ids counting below `parent` would not give."""
        stem = ""
        for entry in siblings:
            item, counted = entry.item, entry.id
            is_elsewhere = counted_parent is not None and counted_parent != parent
            if is_elsewhere and item is not None and item.id is None and item.number is None:
                counted = _below(parent, counted.removeprefix(counted_parent or ""))
            if entry.id not in self.found:
                self.found[entry.id] = self._new_id(counted, stem or counted)
            own = self.found[entry.id]
            if item is not None and item.id is None and (is_elsewhere or own != entry.id):
                self.explicit[entry.path] = own
            self.number(entry.children, own, entry.id)
            stem = stem if own in self.given and stem else own

    def _new_id(self, counted: str, stem: str) -> str:
        """The number by counting where it is free; else, as amendments do, that of the item before with a letter."""
        found = counted
        if not self._is_free(counted):
            found = next(one for n in count(1) if self._is_free(one := f"{stem}{list_letter(n)}"))
            self.given.append(found)
        self.taken.add(found)
        return found

    def _is_free(self, one: str) -> bool:
        return one not in self.taken and one not in self.retired


def _below(parent: str, step: str) -> str:
    """The id by counting below an id: the first dash within a number is #, one below that is +."""
    return f"{parent}+{step[1:]}" if step.startswith("#") and "#" in parent else parent + step


def with_ids(plan: Plan, ids: Mapping[Path, str]) -> Plan:
    """The plan in which the items at these paths have these ids; where a report names a task by its number, its id."""
    if not ids:
        return plan
    by_number = {entry.id: entry.path for entry in entries(plan)}
    parts = tuple(
        part.model_copy(
            update={
                "assignments": tuple(
                    section.model_copy(
                        update={"items": _items(section.items, ("parts", p, "assignments", a, "items"), ids)}
                    )
                    for a, section in enumerate(part.assignments)
                )
            }
        )
        for p, part in enumerate(plan.parts)
    )
    made = plan.model_copy(update={"parts": parts})
    by_path = {entry.path: entry.id for entry in entries(made)}

    def with_source(obligation: Obligation) -> Obligation:
        path = by_number.get(obligation.source or "")
        return obligation if path is None else obligation.model_copy(update={"source": by_path[path]})

    return made.model_copy(update={"obligations": tuple(map(with_source, plan.obligations))})


def _items(items: tuple[Item, ...], path: Path, ids: Mapping[Path, str]) -> tuple[Item, ...]:
    return tuple(
        item.model_copy(
            update={
                "items": _items(item.items, (*path, n, "items"), ids),
                **({"id": ids[*path, n]} if (*path, n) in ids else {}),
            }
        )
        for n, item in enumerate(items)
    )
