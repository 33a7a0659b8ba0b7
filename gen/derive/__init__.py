"""Plan × Unit → what the unit's documents say; pure: no Word, no files, no clock.

answers.py      ReportForm → Fields
source.py       Plan → SourcePlan
tally.py        Dossier → UnitTally
form.py         Dossier → ReportForm
form_fields.py  The fields of a report form → one table, for all who write them, read them back and add them up
subplan.py      Dossier → SubPlan
work.py         The paragraphs of a unit's tasks → the table in which the unit shares them out among its own people
numbering.py    The tasks that bind a unit → the numbers that they bear in the unit's own plan
letterhead.py   Plan × Unit → what frames the unit's documents
blocks.py       A tree of the outline → the flat paragraphs that are printed, each with its kind, mark and text
dossier.py      Plan × Unit → Dossier
wording.py      A duty, a manner, a frequency → the words that documents add to the plan's own
"""
