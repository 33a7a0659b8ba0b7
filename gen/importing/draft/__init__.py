"""Passages with their structure → the entries of a plan.yaml: header, parts, tasks, report obligations.

plan.py         Passages of a plan → the draft of plan.yaml, what was not understood, and what was left out, with its p
obligations.py  What parts and tasks say of reports → the obligations of the draft
header.py       A Frame → the head of the draft, and the unit that issues the plan
parts.py        Branches of a plan's body → the draft's parts
statements.py   The words of a task, or its labelled lines → what the draft says of it
details.py      The words of a task → what they say of deadlines, targets and cited documents
yaml_text.py    Draft records → the text of plan.yaml, a comment above each that has one
"""
