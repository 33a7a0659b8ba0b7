"""A plan and a unit in it → the unit's own plan one level down; what its bodies reported → its form one level up.

folder.py       A plan and a unit in it → the folder of the unit's own plan; later, what the superior changed since
draft.py        Dossier → the draft of the unit's own plan.yaml, with its open places and questions
excerpt.py      Dossier → what the superior's plan lays on the unit, as data of the unit's own plan
registry.py     A unit → the first units.yaml of its own office
records.py      Values of the superior's plan → records of the draft
differences.py  What a superior's plan laid on a unit × what it lays on it now → what is new, changed, gone
messages.py     A CascadeOutcome → what `gen cascade` prints
upward/         What own bodies reported → the form that the office owes its superior, filled in
errors.py       What stands against cascading a plan, or filling in the form upward → the error that says so
"""

from gen.cascading.errors import CascadeError
from gen.cascading.folder import CascadeOutcome, CascadeRequest, cascade

__all__ = ["CascadeError", "CascadeOutcome", "CascadeRequest", "cascade"]
