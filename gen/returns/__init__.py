"""Files that came back → what each says, for which unit; kept, and consolidated into one report.

extensions.py    A unit, a day and a reason → more time for its report, noted in the store
messages.py      Submissions → what is said of them
consolidation/   Accepted submissions → the consolidated report
reminders.py     The board → the reminder
board_export.py  The board → rows of words
clock.py         a day or a moment that a person named, or none → the one meant
ingestion.py     Files that came in → the store beside the plan
board.py         a Collection + a day → where each unit stands (board_telling.py)
storage.py       Submissions, some at a time → their rows
collection.py    the nouns of what came in for one report: board, reminder and consolidated report are made from them
validation.py    A form as .docx + the plan → a Submission
intake/          Files, folders, zips, e-mails → the forms in them
"""

from gen.returns.intake.conversion import read_submissions
from gen.returns.intake.unpack import receive_files
from gen.returns.validation import Submission

__all__ = ["Submission", "read_submissions", "receive_files"]
