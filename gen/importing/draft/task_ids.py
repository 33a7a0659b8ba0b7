"""The draft's parts → the same parts with the id of each task, which lasts whatever is put in before it later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gen.importing.draft.yaml_text import DraftRecord
from gen.plan.file.loading import read_parts
from gen.plan.outline import outline_parts


def write_task_ids(parts: Sequence[DraftRecord]) -> None:
    """Put `id` first into every task of `parts` that has none: the id that counting gives it now.

    Parts that are no parts of a plan, which `gen check` will tell, and tasks whose ids are not each once, stay as they
    are.
    """
    found = [entry for part in outline_parts(read_parts(parts)) for entry in part.walk() if entry.is_task]
    if len({task.id for task in found}) < len(found):
        return
    for task in found:
        record = _record_at(parts, task.path[1:])
        if "id" not in record:
            given = {"id": task.id, **record}
            record.clear()
            record.update(given)


def _record_at(parts: Sequence[DraftRecord], path: Sequence[str | int]) -> dict[str, Any]:
    node: Any = parts
    for step in path:
        node = node[step]
    assert isinstance(node, dict)
    return node
