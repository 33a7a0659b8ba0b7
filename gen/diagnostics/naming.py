"""Words that a person types for a unit or a group → what can be unclear about them (NAME)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, Mistake
from gen.locale import N_

SEVERAL_UNITS = Mistake(
    "NAME-001",
    ERROR,
    N_("which unit is meant by {words}? It can be {names}"),
    N_("write the whole name, or the id in brackets"),
)
SEVERAL_GROUPS = Mistake(
    "NAME-002",
    ERROR,
    N_("which group is meant by {words}? It can be {names}"),
    N_("write the id in brackets"),
)
GETS_NO_DOCUMENTS = Mistake(
    "NAME-003",
    ERROR,
    N_("this is in the plan, but gets no documents from it: {units}"),
    N_("gen list shows all units that get documents"),
)
