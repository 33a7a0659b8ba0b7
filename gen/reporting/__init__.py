"""Plan → its report obligations: who owes which report, when, by which form, and what the form asks; pure.

occasions.py      A plan + the names that a person gives, or a day → the occasion: an obligation in one of its periods
obligations.py    Plan → who owes which report, and through whom it goes
form_names.py     The name of a file → the unit, report and period of the form that it is called after
forms.py          Plan × Unit → the report forms of the unit, the obligation that each answers, and its code
questionnaire.py  Plan → what report forms ask of each unit: its tasks, and the targets whose figures it gives
indicators.py     Plan → the figures that forms ask for in a table of their own, and of whom
periods.py        An obligation + a day → the period reported on, its cut-off and the last working day to report
working_days.py   A day + the holidays → whether offices work on it, and how many working days lie between two days
"""
