"""Two revisions of a plan → the code in the later one of each row that asks the same in both.

A task is the same where its id and its words are, though its deadline was moved in these; but not where it stands
elsewhere now, and another with these words stands where it stood: over several revisions the id may have gone to its
twin. Where its id is gone, it is the one new task of these words, if the headings above are no others. An answer to
other words is not carried to a task, though the task has kept its id, nor to another task that has the words now; that
its words are asked elsewhere is said. A target is the same within its task: "90% số hộ" says nothing by itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gen.history.matching import PlanTask, list_tasks, stand_alike
from gen.plan.model import Plan
from gen.plan.outline import tasks
from gen.reporting.questionnaire import targets_of
from gen.text import collapse_spaces, split_words

_ENDS_WITHIN, _BEGINS_WITHIN = re.compile(r"\w[/.,-]?\Z"), re.compile(r"\w|[/.,-]\w")
"""What stands before and after words that are part of a longer word or date."""
_NUMBERS = re.compile(r"\d+(?:[/.,-]\d+)*")


@dataclass(frozen=True, slots=True)
class CarriedCodes:
    """The rows of one revision in another: `codes` as `map_codes` gives them.

    `elsewhere` are the ids of the tasks without one though their words are asked, under an id that was not theirs.
    """

    codes: Mapping[str, str]
    elsewhere: frozenset[str]


def carry_codes(old: Plan, new: Plan) -> CarriedCodes:
    """The rows of `old` as `new` has them."""
    before, there = list_tasks(old), list_tasks(new)
    codes: dict[str, str] = {}
    targets_before, targets_there = _targets_by_task(old), _targets_by_task(new)
    for task, other in _map_tasks(before, there).items():
        codes[task] = other
        codes |= _map_targets(targets_before.get(task, {}), targets_there.get(other, {}))
    by_words = _by_words(there)
    gone = (task for task in before if task.id not in codes)
    alike = ((task.id, by_words.get(collapse_spaces(task.text), ())) for task in gone)
    return CarriedCodes(codes, frozenset(id_ for id_, others in alike if others and id_ not in {o.id for o in others}))


def map_codes(old: Plan, new: Plan) -> Mapping[str, str]:
    """The codes of the rows of `old` (12.2#1; 9#2/1 for a target) that `new` asks too, each with its code there."""
    return carry_codes(old, new).codes


def _map_tasks(old: Sequence[PlanTask], new: Sequence[PlanTask]) -> Mapping[str, str]:
    before, there = _by_words(old), _by_words(new)
    old_ids, new_ids = {task.id for task in old}, {task.id for task in new}
    alike_before, alike_there = (Counter(_words_but_for_numbers(task) for task in side) for side in (old, new))
    by_id = {task.id: task for task in new}
    found = {}
    for task in old:
        words = collapse_spaces(task.text)
        alike = there.get(words, ())
        same = next((other for other in alike if other.id == task.id), None)
        if same is not None:
            if _place(same) == _place(task) or all(_place(other) != _place(task) for other in alike):
                found[task.id] = task.id
        elif not alike and task.id in by_id:
            other, bare = by_id[task.id], _words_without_deadline(task)
            is_one = alike_before[_words_but_for_numbers(task)] == alike_there[_words_but_for_numbers(other)] == 1
            is_moved = bare != words and bare == _words_without_deadline(other)
            if is_one and is_moved and stand_alike(task.above, other.above):
                found[task.id] = task.id
        elif task.id not in new_ids and len(alike) == len(before[words]) == 1:
            [other] = alike
            if other.id not in old_ids and stand_alike(task.above, other.above):
                found[task.id] = other.id
    return found


def _words_without_deadline(task: PlanTask) -> str:
    """The words of a task without those that the plan states as its deadline: "…, xong trước ngày 30/6/2021".

    All its words where these stand in it twice, so that one may say something else ("hộ nghèo năm 2021, xong năm
    2021"), are part of others ("3/5" of "3/5/2021"), have a target in them, or leave no words.
    """
    words, deadline = collapse_spaces(task.text), collapse_spaces(task.due.raw or "") if task.due else ""
    if not deadline or any(collapse_spaces(one.raw) in deadline for one in task.targets):
        return words
    before, found, after = words.partition(deadline)
    is_part = _ENDS_WITHIN.search(before) or _BEGINS_WITHIN.match(after)
    if not found or deadline in after or is_part or not split_words(f"{before} {after}"):
        return words
    return collapse_spaces(f"{before} {after}")


def _words_but_for_numbers(task: PlanTask) -> str:
    """The words of a task with a sign for each number and date: tasks alike in these may differ in their days alone."""
    return _NUMBERS.sub("#", collapse_spaces(task.text))


def _place(task: PlanTask) -> tuple[str, tuple[str, ...]]:
    """The words of the section in which a task stands, and of what it stands below there."""
    return task.heading, task.above


def _map_targets(old: Mapping[str, str], new: Mapping[str, str]) -> Mapping[str, str]:
    """The codes of the targets of a task, and of those with the same words in the same task: by number, else if alone.

    Each is given with its words, by its code.
    """
    found = {}
    words_before, words_there = [*old.values()], [*new.values()]
    for number, (code, words) in enumerate(old.items()):
        if words_there[number : number + 1] == [words]:
            found[code] = [*new][number]
        elif words_before.count(words) == words_there.count(words) == 1:
            found[code] = [*new][words_there.index(words)]
    return found


def _by_words(listed: Sequence[PlanTask]) -> dict[str, list[PlanTask]]:
    found: dict[str, list[PlanTask]] = defaultdict(list)
    for task in listed:
        found[collapse_spaces(task.text)].append(task)
    return found


def _targets_by_task(plan: Plan) -> dict[str, dict[str, str]]:
    """The words of the targets of each task, before units' names are filled in, by their codes."""
    return {
        task.id: {code: "\0".join(map(collapse_spaces, (one.of, one.raw))) for code, one in targets_of(task)}
        for task in tasks(plan)
    }
