"""Two revisions of a plan → the code in the later one of each row that asks the same in both.

A row is the same where its words are: under its own code, or under another one where no other row has these words, and
the headings above are no others. An
answer to other words is not carried to a task, though the task has kept its id. The words of a target are those of its
task too: "90% số hộ tham gia" says nothing by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gen.history.matching import list_tasks, stand_alike
from gen.plan.model import Plan
from gen.plan.outline import tasks
from gen.reporting.questionnaire import targets_of
from gen.text import collapse_spaces


def map_codes(old: Plan, new: Plan) -> Mapping[str, str]:
    """The codes of the rows of `old` (12.2#1; 9#2/1 for a target) that `new` asks too, each with its code there."""
    if old is new:
        return {row.code: row.code for row in _rows(new)}
    there, before = _rows_by_question(new), _rows_by_question(old)
    found = {}
    for row in _rows(old):
        alike = there.get(row.question, ())
        if any(other.code == row.code for other in alike):
            found[row.code] = row.code
        elif len(alike) == 1 and len(before[row.question]) == 1 and stand_alike(row.above, alike[0].above):
            found[row.code] = alike[0].code
    return found


class _Row(NamedTuple):
    """A row that a form may have, with the words of its question before units' names are filled in."""

    code: str
    question: str
    above: tuple[str, ...]


def _rows_by_question(plan: Plan) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in _rows(plan):
        found[row.question].append(row)
    return found


def _rows(plan: Plan) -> Iterator[_Row]:
    above = {task.id: task.above for task in list_tasks(plan)}
    for task in tasks(plan):
        yield _Row(task.id, collapse_spaces(task.text), above[task.id])
        for code, target in targets_of(task):
            words = "\0".join(map(collapse_spaces, (task.text, target.of, target.raw)))
            yield _Row(code, words, above[task.id])
