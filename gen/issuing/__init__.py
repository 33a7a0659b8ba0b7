"""Numbers and dates of issue → the documents with them, and the register beside the plan.

tables.py    A clerk's table (.csv, .xlsx) → its rows of texts by what their columns mean
entries.py   Options or a clerk's table → entries, or every mistake in them
units.py     Entries as people typed them × the plan → entries with the ids of units and obligations
forms.py     Entries with ids × the forms that are built or issued → the document that each entry means
blanks.py    The documents about to be issued → what is still blank in them
run.py       Entries → the register, then the documents
unissued.py  A plan and its results → a table of the documents without a number, to be filled in
reports.py   An edited draft of the consolidated report → the document to be sent, without comments
messages.py  An IssueOutcome → what it says to people
"""

from gen.issuing.blanks import is_about_blanks
from gen.issuing.entries import GivenEntries, IssueEntry, entries_given, parse_entry, read_entries
from gen.issuing.reports import IssuedReport, ReportIssueRequest, issue_report
from gen.issuing.run import IssueOutcome, IssueRequest, issue, withdraw
from gen.issuing.unissued import UnissuedDocuments, write_issue_table

__all__ = [
    "GivenEntries",
    "IssueEntry",
    "IssueOutcome",
    "IssueRequest",
    "IssuedReport",
    "ReportIssueRequest",
    "UnissuedDocuments",
    "entries_given",
    "is_about_blanks",
    "issue",
    "issue_report",
    "parse_entry",
    "read_entries",
    "withdraw",
    "write_issue_table",
]
