"""A .docx → what in it departs from the layout rules of Decree 30/2020, and a new file with what is safe to mend.

files.py      Names of files and folders → the findings of each Word file, and on request a mended copy beside it
recognition/  A read document → which line of it is which element of Decree 30
rules/        Recognised elements → findings, rule by rule of Decree 30/2020, Appendix I
fixes/        Findings that are safe to mend → a new file with them mended, every word kept
findings.py   A rule and a place that departs from it → a LayoutFinding, with the Fix that may be made
messages.py   The findings of files → text for people, JSON for programs
"""
