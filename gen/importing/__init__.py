"""A plan as Word or plain text → a draft of plan.yaml, where each entry says where it comes from.

file.py      A file with a plan → its draft as the text of a plan.yaml, with what the import has to say of it
messages.py  A Drafted → the report for the person who imports
draft/       Passages with their structure → the entries of a plan.yaml
structure/   Passages → what they are in a plan
units/       Names in running text → units of the registry, or new ones; and who leads or supports.
text/        A file (Word, PDF, plain text; Unicode or an old font) → its passages, each with its place.
"""

from gen.importing.draft.plan import PlanDraft, draft_plan
from gen.importing.draft.yaml_text import render_yaml
from gen.importing.file import ImportedPlan, import_file
from gen.importing.text.files import read_passages

__all__ = ["ImportedPlan", "PlanDraft", "draft_plan", "import_file", "read_passages", "render_yaml"]
