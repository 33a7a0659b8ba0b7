"""Plan → the reports that it asks for: of whom, when, by which form, and what is asked in them; pure.

working_days.py   a day + the holidays → whether offices work on it, and how many working days lie between two days
periods.py        an obligation + a day → the period reported on, its cut-off and the last working day to send it
obligations.py    who owes which report, and who gathers it
forms.py          which forms a unit gets, which obligation each of them answers, and the code that it bears
questionnaire.py  what the forms ask: the tasks that a unit answers for, the targets of which it gives figures
occasions.py      an obligation × a period, by the names that a person gave
"""
