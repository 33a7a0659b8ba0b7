"""Numbers and dates of issue → the documents that bear them, and the register beside the plan.

entries.py  what a clerk gives, as options or as a .csv → entries, or every mistake
run.py      entries → the register, then the documents
"""

from gen.issuing.entries import IssueEntry, entries_given, parse_entry, read_entries
from gen.issuing.run import IssueOutcome, IssueRequest, issue, withdraw

__all__ = [
    "IssueEntry",
    "IssueOutcome",
    "IssueRequest",
    "entries_given",
    "issue",
    "parse_entry",
    "read_entries",
    "withdraw",
]
