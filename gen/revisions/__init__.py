"""Two versions of a plan → what changed, by unit; and ids written into a plan so that tasks keep theirs.

comparing.py  Two plans → their Comparison
changes.py    Two versions of a plan → PlanChanges
messages.py   PlanChanges → text with a section for each unit, or JSON
paper.py      PlanChanges → the document for the file
ids.py        The text of a plan file → the same text with the id of each task
"""

from gen.revisions.changes import PlanChanges, TaskChange, compare_plans
from gen.revisions.comparing import Comparison, compare
from gen.revisions.ids import insert_task_ids, pin

__all__ = ["Comparison", "PlanChanges", "TaskChange", "compare", "compare_plans", "insert_task_ids", "pin"]
