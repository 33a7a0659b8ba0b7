"""Files that came back → what each says, for which unit, and what of it is not to be trusted.

arriving.py    paths → files, out of folders, archives and e-mails, each with its sha256, or why it is refused
opening.py     files → forms as .docx, whatever program saved them
judging.py     a form + the plan → a Submission: values with their anchors, doubts, and what is kept apart
values.py      what somebody typed → a status, a figure
telling.py     Submissions → text, JSON
"""

from gen.returns.arriving import arrivals
from gen.returns.judging import Submission
from gen.returns.opening import submissions

__all__ = ["Submission", "arrivals", "submissions"]
