"""Plan × Unit → what the unit's documents say; pure: no Word, no files, no clock.

dossier.py      Plan × Unit → Dossier: the unit's tasks and the reports that it owes
same_duties.py  Units of the same duties → rows and paragraphs that their documents share
subplan.py      Dossier → SubPlan: the content of the unit's own plan
form.py         Dossier → ReportForm: the rows of the unit's report form
form_fields.py  The fields of a report form → one table, for writing, reading and adding up
answers.py      ReportForm → its FormFields, with the keys by which answers are found again
source.py       Plan → SourcePlan: the source plan, to be printed word for word
annex.py        Dossier → the annex of the unit's plan: the tasks with all that makes them clear
parties.py      A task → who leads it and who supports it, by names
blocks.py       A tree of the outline → the paragraphs that are printed, each with its kind, mark and text
numbering.py    The tasks that bind a unit → their numbers in the unit's own plan
work.py         The paragraphs of a unit's tasks → the table in which the unit distributes them
letterhead.py   Plan × Unit → the letterhead and signature of the unit's documents, and how they cite the plan
recipients.py   Plan × Unit → who gets the unit's plan
amendments.py   Amendments of a plan → how documents cite them, and whom they concern
wording.py      A duty, a manner, a frequency → the words that documents add to the plan's own
tally.py        Dossier → UnitTally: one row of a list of units
"""
