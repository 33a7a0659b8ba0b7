"""plan.yaml → Plan: what the source plan says, checked, with line and column for every mistake.

file/         A file's bytes → YAML, nodes with their places, the Plan; or every mistake with line and column
model.py      What a plan file may say → Plan: frozen types, one sentence a key
fields.py     One YAML scalar → one value of the plan, with the rule for it
kinds.py      A unit's kind → the defaults of its documents
units.py      Units and groups of a plan → the units meant
suggested_bodies.py  A unit, a day → the bodies that such a unit has, with a line each to begin with
validity.py   A Plan + a day → the plan as it binds on that day, with the units in force then
unit_names.py Words that a person types for a unit or a group → the one that is meant, or those that it may be
outline.py    Plan → its outline: every part, section, heading and task with its id and printed number
binding.py    Plan → who leads and supports each task
open_places.py  Plan → what a person has yet to say in it: who does a task, by when a report is due
targets.py    A target + a figure → whether it falls short; which targets no figure can be held against
cycles.py     An obligation that recurs → the begin and the end of each period's figures, and the last day to report
checks/       A Plan → the mistakes between its parts, and its doubtful places
schema.py     Plan → the JSON Schema by which editors complete and check plan.yaml
secret.py     A plan's file → the secret beside it by which forms are marked
once.py       A function of a Plan → the same function, computed once for each Plan object
"""
