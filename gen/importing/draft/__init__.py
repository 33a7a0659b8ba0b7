"""Passages with their structure → the entries of a plan.yaml: header, parts, tasks, report obligations.

plan.py            Passages of a plan → the draft of plan.yaml, its doubts, and what is left out, each with its place
header.py          A PlanFrame → the header of the draft, and the unit that issues the plan
unlisted_units.py  The words of a plan without a list of units → its units
parts.py           Nodes of a plan's outline → the draft's parts
statements.py      The words of a task, or its labelled lines → its units, deadline, targets and citations
details.py         The words of a task → the deadlines, targets and cited documents in them
obligations.py     Parts and tasks about reports → the obligations of the draft
agencies.py        Draft entries laid on all offices together → their group, and the question which they are
task_ids.py        The draft's parts → the same parts with the id of each task
yaml_text.py       Draft records → the text of plan.yaml, each note as a comment
"""
