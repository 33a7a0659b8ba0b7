"""plan.yaml → Plan: what the source plan says, checked, with line and column for every mistake.

file/       A file's bytes → YAML, nodes with their places, the Plan; or every mistake with line and column.
binding.py  Plan → who is bound to each task
schema.py   Plan → the JSON Schema by which editors complete and check plan.yaml
secret.py   A plan's file → the secret beside it with which forms are marked, so that nobody else can make one that pas
checks/     A plan that can be read → the mistakes between its parts, and what is doubtful in it.
units.py    Units and groups of a plan → who is meant
outline.py  Plan → its outline
once.py     A function of a Plan → the same function, worked out once for each Plan object
model.py    What a plan file may say → Plan
fields.py   One YAML scalar → one value of the plan
kinds.py    A unit's kind → the defaults of its documents
"""
