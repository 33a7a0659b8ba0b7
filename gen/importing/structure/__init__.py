"""Passages → their roles in a plan: frame, headings, numbered points, labelled lines, tables of tasks.

frame.py        Passages → the frame of a plan
outline.py      A Passage → its mark (I., 1.1., a), -, +, or none) and the words after it
labels.py       A task's node → the labelled lines below it ("Đơn vị chủ trì: …"), and what they say
task_tables.py  Passages in tables → the rows of annex tables that assign tasks
"""
