"""Comparing versions of a plan and pinning its ids → what can be wrong (REV)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, Mistake
from gen.locale import N_

UNKNOWN_UNIT = Mistake("REV-001", ERROR, N_("neither version has a unit {id}"), N_("gen list shows all units"))
NOT_WRITABLE = Mistake("REV-002", ERROR, N_("{path} cannot be written"))
ENTRY_USED_TWICE = Mistake(
    "REV-003",
    ERROR,
    N_("an entry is used twice by an anchor (& and *), so that its tasks cannot have ids of their own"),
    N_("write the entry out"),
)
