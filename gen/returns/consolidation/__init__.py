"""Accepted submissions → the consolidated report: sums, targets, texts, as Word and as a workbook.

report.py      Collection → the consolidated report
summary.py     Collection → Summary
questions.py   Collection → the tasks and targets that are asked, each with its units
targets.py     The figures that units give for one target → their sum, their spread, outliers, and what is not counted
indicators.py  The figures that units give for the plan's indicators → one figure each, and who gave none
comparison.py  A report of one period + those of earlier ones → the period before and the year to date, by target
sources.py     The forms behind a report → the cells of the next level down that their senders added up
workbook.py    Summary → the workbook with the consolidated report
"""
