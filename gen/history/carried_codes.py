"""Two revisions of a plan → the code in the later one of each row that asks the same in both.

A row is the same where its words are: under its own code, or under another one where no other row has these words. An
answer to other words is not carried to a task, though the task has kept its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from gen.plan.model import Plan
from gen.plan.outline import tasks
from gen.reporting.questionnaire import targets_of
from gen.text import collapse_spaces


def map_codes(old: Plan, new: Plan) -> Mapping[str, str]:
    """The codes of the rows of `old` (12.2#1; 9#2/1 for a target) that `new` asks too, each with its code there."""
    if old is new:
        return {code: code for code, _question in _rows(new)}
    there, before = _codes_by_question(new), _codes_by_question(old)
    found = {}
    for code, question in _rows(old):
        alike = there.get(question, ())
        if code in alike:
            found[code] = code
        elif len(alike) == 1 and len(before[question]) == 1:
            found[code] = alike[0]
    return found


def _codes_by_question(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, question in _rows(plan):
        found[question].append(code)
    return found


def _rows(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each row that a form may have, with the words of its question before units' names are filled in."""
    for task in tasks(plan):
        yield task.id, collapse_spaces(task.text)
        for code, target in targets_of(task):
            yield code, "\0" + collapse_spaces(f"{target.of} {target.raw}")
