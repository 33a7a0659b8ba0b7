"""Names in running text → units of the registry, or new ones; who leads and who supports.

names.py      Names of units in running text → the units and groups of a registry
partners.py   The words of a task → the units that it is to be done with
new_units.py  Headings of a plan → the units that they name, where no registry is given
"""
