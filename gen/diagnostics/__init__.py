"""A mistake that people can make → its code, severity, message and remedy: the registry of diagnostics, each once.

mistake.py    A mistake with its code and texts → a Diagnostic at a place, in the reader's language
archive.py    Packing, signed copies and verifying → what can be wrong with an archive (ARC)
build.py      A build → what can be wrong with the request, or with files that are already there (BUILD)
cascade.py    Carrying a plan down a level, and answers up → what can be wrong (CAS)
importing.py  Importing a plan → what can be wrong with the file (IMP)
issue.py      Giving numbers and dates → what can be wrong with an entry (ISS)
lint.py       A Word file → the layout rules that it can break, and what can be wrong with the file itself (LINT)
naming.py     Words for a unit or a group → what can be unclear about them (NAME)
pdf.py        Making PDFs → what can be wrong with an engine, a font or a file (PDF)
plan.py       A plan → what can be wrong with its file (PLAN to 099), or doubtful in it (from 101)
returns.py    Forms that come back → what can be wrong with the store, a period, or what is asked for (RET)
revising.py   Comparing versions of a plan and pinning its ids → what can be wrong (REV)
starting.py   Starting an office → what can be wrong with its folder or its name (INIT)
template.py   A Word template → how it can break its contract (TPL)
"""

from gen.diagnostics import (
    archive,
    build,
    cascade,
    importing,
    issue,
    lint,
    naming,
    pdf,
    plan,
    returns,
    revising,
    starting,
    template,
)

__all__ = [
    "archive", "build", "cascade", "importing", "issue", "lint", "naming", "pdf", "plan", "returns", "revising",
    "starting", "template",
]  # fmt: skip
