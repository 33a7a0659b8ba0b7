"""The collections of a report → the board of tasks: what is done, under way or overdue, and by which units.

due_days.py  A task's deadline → the last day on which it is done in time
board.py     Collections + the plan on a day → each task with what its units last said of it
loading.py   The store beside a plan → the board of tasks on a day
export.py    The board of tasks → rows of words
"""
