"""A plan that can be read → the mistakes between its parts, and what is doubtful in it.

warnings.py   A Plan → warnings with a place
likeness.py   The texts of a plan → pairs that are too much alike
mentions.py   The texts of a plan → doubts about units named in them
structure.py  A Plan whose keys are right → the mistakes between them
"""
