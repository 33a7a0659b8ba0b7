"""A plan in time → the revisions that were used, kept beside it; the one in force on a day; ids of tasks that last.

current.py      A plan file → the plan as it stands now, its tasks with the ids that last, and its history
records.py      The folder of revisions beside a plan → its History, and back
form_templates.py  The template with which report forms were made → a copy beside the revisions, and back
carried_codes.py  Two revisions → the code that a row of the form has in the later one
judged.py       Revisions × an obligation in a period → the plan by which that is judged
lasting_ids.py  A plan + its revision before → the plan in which each task has the id that it had
resolving.py    Revisions × the names of a report and a period → the occasion, though the report was changed since
matching.py     The tasks of two versions of a plan → pairs of the same task, each with the reason for the match
"""

from gen.history.current import CurrentPlan, PlanRevision, Revisions, load_current
from gen.history.records import History, Revision

__all__ = ["CurrentPlan", "History", "PlanRevision", "Revision", "Revisions", "load_current"]
