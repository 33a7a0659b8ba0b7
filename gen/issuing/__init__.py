"""Numbers and dates of issue → the documents that bear them, and the register beside the plan.

entries.py  what a clerk gives, as options or as a .csv → entries, or every mistake
run.py      entries → the register, then the documents
"""

from gen.issuing.entries import Entry, entries_given, entry_of, read_entries
from gen.issuing.run import Issuing, Outcome, issue, withdraw

__all__ = ["Entry", "Issuing", "Outcome", "entries_given", "entry_of", "issue", "read_entries", "withdraw"]
