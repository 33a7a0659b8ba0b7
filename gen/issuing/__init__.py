"""Numbers and dates of issue → the documents with them, and the register beside the plan.

entries.py  Options or a .csv of a clerk → entries, or every mistake in them
run.py      Entries → the register, then the documents
messages.py An IssueOutcome → what it says to people
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
