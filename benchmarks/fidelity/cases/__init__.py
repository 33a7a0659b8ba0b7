"""Sixty Word files that no template of ours made, the same bytes on every run; each name tells what its file varies.

prose.py       sentences as offices write them
draft.py       an empty document with its source of chance, and what is added to it
registry.py    a function → a case; cases → files
page.py        sizes, margins, sections, headers and footers
paragraphs.py  line rules, spacing, indents, alignment, styles, breaks
inline.py      runs, tabs, pictures, controls, links
lists.py       numbers and bullets
tables.py      tables
beyond.py      what the embedded engine refuses
"""

from benchmarks.fidelity.cases import beyond, inline, lists, page, paragraphs, tables
from benchmarks.fidelity.cases.registry import CASES, REFUSED, write_case

__all__ = ["CASES", "REFUSED", "write_case"]

_MODULES = (page, paragraphs, inline, lists, tables, beyond)
