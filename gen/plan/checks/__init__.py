"""A Plan → the mistakes between its parts, and its doubtful places.

structure.py  A Plan whose keys are right → the mistakes between them
ids.py        Ids that stand twice in a plan → the mistakes, with an id that is free for the newer one
indicators.py A Plan's indicators → the mistakes between them, and doubts about how they are put together
warnings.py   A Plan → warnings, each with its place
likeness.py   The texts of a plan → pairs that are too much alike
clarity.py    The tasks of a plan → doubts about product, leader and authority, stated in vain or left out
reports.py    The reports of a plan → doubts about their due days
superior.py   What the superior wants × what the plan does about it → doubts: lost tasks, later deadlines
mentions.py   The texts of a plan → doubts about the units that they name
"""
