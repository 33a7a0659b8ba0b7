"""The store beside a plan → the board of tasks on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gen.history import load_current
from gen.plan.validity import plan_on
from gen.returns.storage import load_collections
from gen.returns.tasks.board import TaskBoard, build_task_board


def load_task_board(plan_path: Path, obligation_id: str | None, period_key: str | None, as_of: date) -> TaskBoard:
    """The board on the day `as_of`, of the plan as it holds then; of reports up to the period with that key, if any.

    Raises as `gen.returns.storage.load_collection`.
    """
    collections = load_collections(plan_path, obligation_id, period_key, as_of)
    held = load_current(plan_path).revisions.in_force_on(as_of)
    return build_task_board(collections, plan_on(held.plan, as_of), as_of)
