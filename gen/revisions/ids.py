"""The text of a plan file → the same text with the id of each task; no other character changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gen import diagnostics
from gen.errors import PlanError
from gen.history import load_current
from gen.locking import locked
from gen.outputs import write_output
from gen.plan.file.loading import LoadedPlan, load_plan
from gen.plan.model import Plan
from gen.plan.outline import tasks

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def insert_task_ids(loaded: LoadedPlan, text: str, current: Plan | None = None) -> str:
    """`text`, from which `loaded` was read, with `id:` at the start of every task that has none.

    The ids are those of `current`, the same plan with the ids that last; without it those that counting gives. What a
    person typed, comments and line ends included, does not change: each id is inserted where its entry begins.

    Raises PlanError REV-003 where an entry has an anchor or is an alias: one place, two tasks.
    """
    starts, places = _line_starts(text), sorted(_list_missing_ids(loaded, current), reverse=True)
    anchored = [(line, column) for line, column, _id in places if text[starts[line - 1] + column - 1] in "&*!"]
    counted = Counter((line, column) for line, column, _id in places)
    if refused := [*anchored, *(place for place, times in counted.items() if times > 1)]:
        place = loaded.tree.source.location(*min(refused))
        raise PlanError.one(diagnostics.revising.ENTRY_USED_TWICE.at(place))
    for line, column, task_id in places:
        at = starts[line - 1] + column - 1
        key = f'id: "{task_id}"'
        if text[at] == "{":
            text = f"{text[: at + 1]}{key}, {text[at + 1 :]}"
        else:
            text = f"{text[:at]}{key}{_line_end(text)}{' ' * (column - 1)}{text[at:]}"
    return text


def pin(plan: Path) -> int:
    """Write the ids that tasks have, or had before the plan was changed, into the file; the number that had none.

    Raises PlanError for a plan with mistakes, GenError REV-002 where the file cannot be written, BuildError BUILD-028
    where another program works on the plan.
    """
    with locked(plan):
        loaded, current = load_plan(plan), load_current(plan).plan
        text = plan.read_bytes().decode("utf-8")
        with_ids = insert_task_ids(loaded, text, current)
        if with_ids != text:
            write_output(plan, with_ids.encode(), diagnostics.revising.NOT_WRITABLE)
    return len([*_list_missing_ids(loaded, current)])


def _list_missing_ids(loaded: LoadedPlan, current: Plan | None) -> Iterator[tuple[int, int, str]]:
    ids = {task.path: task.id for task in tasks(current or loaded.plan)}
    for task in tasks(loaded.plan):
        if task.item is not None and task.item.id is None:
            place = loaded.at(task.path)
            yield place.line, place.column, ids[task.path]


def _line_starts(text: str) -> list[int]:
    """Where each line begins."""
    return [match.start() for match in _LINE.finditer(text)]


def _line_end(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"
