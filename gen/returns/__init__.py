"""Returned files → what each says and for which unit; stored, then consolidated into one report.

reasons.py         Why something does not count → a code with its values, worded when it is shown
ingestion.py       Returned files → the store beside the plan
intake/            Files, folders, zips, e-mails → the forms in them
known_words.py     A form that is expected, and the templates beside its plan → the words that it says itself
validation.py      A form as .docx + the plan → a Submission
evidence.py        Pictures in the cells of forms → files beside the store; answers → their pictures
messages.py        Submissions → what is reported about them
carried.py         A submission by its form's revision of the plan → the same as its period is judged
effective.py       Submissions, decisions and corrections up to a moment → what counts then: one report a unit
rows.py            The store's rows → the submissions, decisions, corrections and values that say what counts
storage.py         Submissions → their rows in the store, and back as a Collection
collection.py      A report of a plan + its submissions → the Collection that board, reminder and consolidation share
clock.py           A day or a moment that a person gives, or none → the one to use
earlier_answers.py A report and a period → what each unit reported in the period before, row by row
earlier_lines.py   What forms tell of the period before + the store → a doubt where a form did not tell that
board.py           A Collection + a day → the status of each unit
board_export.py    The board → rows of words
reminders.py       The board → the reminder
tasks/             The collections of a report → the board of tasks: done, under way, overdue, by unit
history.py         The store → every submission that was received, with what it is on a day
decisions.py       A submission's id, what a person decides about it and why → the decision, recorded in the store
corrections.py     A unit, a field, a value and a reason → the corrected answer, recorded in the store
owing.py           Words for a unit → the one of an occasion that owes its report, or the question which is meant
extensions.py      A unit, a day and a reason → more time for its report, recorded in the store
outgoing.py        Reminders and consolidated reports that were made → copies beside the plan, and back
archived.py        The store → every report that was received, as the archive keeps it
consolidation/     Accepted submissions → the consolidated report
"""

from gen.returns.intake.conversion import read_submissions
from gen.returns.intake.unpack import receive_files
from gen.returns.validation import Submission

__all__ = ["Submission", "read_submissions", "receive_files"]
