"""Accepted submissions → the consolidated report: sums, targets, texts, as Word and as a workbook.

report.py     Collection → the consolidated report
workbook.py   Summary → the workbook beside the consolidated report
summary.py    Collection → Summary
questions.py  Collection → who was asked what
targets.py    The figures that units gave for one target → their sum, their spread, who stands out, and what is not cou
"""
