"""Names in running text → units of the registry, or new ones; and who leads or supports.

new_units.py  Headings of a plan → the units that they name, where no registry is at hand
partners.py   The words of a task → with whom it is to be done
names.py      Names of units in running text → the units and groups of a registry
"""
