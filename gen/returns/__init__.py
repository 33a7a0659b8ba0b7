"""Files that came back → what each says, for which unit; kept, and consolidated into one report.

arriving.py    paths → files, out of folders, archives and e-mails, each with its sha256, or why it is refused
opening.py     files → forms as .docx, whatever program saved them
judging.py     a form + the plan → a Submission: values with their anchors, doubts, and what is kept apart
values.py      what somebody typed → a status, a figure
telling.py     Submissions → text, JSON

collecting.py  files → the store beside the plan: originals as received, and what they say (putting.py, keeping.py)
extending.py   more time for a unit, once
clock.py       a day or a moment that a person named, or none → the one meant
periods.py     an obligation + a day → the period reported on, its cut-off and the last working day
owing.py       the names that a person gave → the obligation, the period, who owes the report
collection.py  the nouns of what came in for one report: board, reminder and consolidated report are made from them

board.py       a Collection + a day → where each unit stands (board_telling.py)
chasing.py     the board → what the reminder says; reminding.py makes it: the letter, the text for messages
asking.py      who was asked what; figures.py adds up a target, summing.py all of it: a Summary
consolidating.py  a Summary → the report in Word (summary_words.py) and the workbook (summary_book.py)
"""

from gen.returns.arriving import arrivals
from gen.returns.judging import Submission
from gen.returns.opening import submissions

__all__ = ["Submission", "arrivals", "submissions"]
