"""A .docx → what in it departs from the layout rules of Decree 30/2020, and a new file with what is safe to mend.

messages.py   What was found in files → text for people, JSON for programs
files.py      Names of files and folders → what was found in each Word file
fixes/        Findings that are safe to mend → a new file with them mended, every word kept.
rules/        Recognised elements → findings, rule by rule of Decree 30/2020, Appendix I.
recognition/  A read document → which line of it is which element of Decree 30
findings.py   What a rule found → a Finding
"""
