"""The words of a paragraph → what they state: who has to do it, by when, what is reported.

sentences.py  The words of a paragraph → whom they name as those who do it, and what they are to do
deadlines.py  The words of a task → the deadlines in them, each with the words quoted
reports.py    The words of a paragraph → the reports that they ask for: to whom, through whom, how often, by when
"""
