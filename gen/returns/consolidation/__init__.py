"""Accepted submissions → the consolidated report: pages for leaders, a draft in prose, annexes, and a workbook.

report.py        Collection → the consolidated report
summary.py       Collection → Summary
questions.py     Collection → the tasks and targets that are asked, each with its units, and what each task is about
targets.py       The figures that units give for one target → their sum, their spread, outliers, and what is not counted
indicators.py    The figures that units give for the plan's indicators → one figure each, and who gave none
comparison.py    A report of one period + those of earlier ones → the period before and the year to date, by target
sub_reports.py   The forms behind a report → the cells of the next level down that their senders added up
passages.py      Words and figures → passages in which each figure has a comment that says where it comes from
sources.py       Counts and sums → what the comments on them say
statements.py    Tasks, a target, the texts of a field → the sentences that the report says of them
draft_file.py    The Word file of a consolidated report → what is read of it, of which report it is, why it is not read
own_part.py      What the unit that consolidates a report says itself → its place in the draft, and back
draft.py         Summary → the draft of the report in prose
leaders.py       Summary → the pages for leaders
chart.py         Summary → the chart of progress; a chart's place and workbook
figures.py       The indicators of a report → what the draft says of them, rows of the annex and of the workbook
figure_charts.py The indicators of a report → charts of this period beside the one before
annexes.py       Summary → the tables of the annexes
evidence_annex.py Summary + the pictures that can be printed → the annex of evidence
workbook.py      Summary → the workbook with the consolidated report
"""
