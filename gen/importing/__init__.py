"""A plan as Word, PDF or plain text → a draft of plan.yaml, each entry with its place in the source.

file.py      A file with a plan → its draft as the text of a plan.yaml, with its questions and what is left out
text/        A file (Word, PDF, plain text; Unicode or an old font) → its passages, each with its place
structure/   Passages → their roles in a plan
units/       Names in running text → units of the registry, or new ones; who leads and who supports
statements/  The words of a paragraph → who has to do it, by when, what is reported
questions.py What the import cannot know → questions to a person, each with its place, the words, choices, a proposal
draft/       Passages with their structure → the entries of a plan.yaml
coverage.py  A draft + the passages → what is neither in it, nor left out with a reason, nor asked: then it is asked
explain.py   Passages, and what each layer made of them → lines for a person
messages.py  A PlanDraft → the report for the person who imports
"""

from gen.importing.draft.plan import PlanDraft, draft_plan
from gen.importing.draft.yaml_text import render_yaml
from gen.importing.file import ImportedPlan, import_file
from gen.importing.text.files import read_passages

__all__ = ["ImportedPlan", "PlanDraft", "draft_plan", "import_file", "read_passages", "render_yaml"]
