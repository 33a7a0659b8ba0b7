"""Recognised elements → findings, rule by rule of Decree 30/2020, Appendix I.

check.py        A Document → all findings, in the order in which a reader meets them
page.py         Sections and all their text → findings on paper, margins, fonts and colour (LINT-001 to 006)
page_number.py  Headers and footers → findings on the page number (LINT-011 to 016)
letterhead.py   Letterhead and title → findings on their words, format and drawn lines (LINT-021 to 043)
body.py         The text between title and signature → findings on format, spacing and endings (LINT-051 to 059)
closing.py      Signature, recipients and annexes → findings (LINT-061 to 073)
content.py      The words of all → findings on blanks, the title, the recipients (LINT-101 to 105)
coverage.py     What was recognised, and what was not → findings of low weight (LINT-081, 091, 092)
formatting.py   A line and the format that the decree gives its element → what differs
drawn_lines.py  An element and the lines below it → whether a line is drawn there, and how long it is
text_width.py   Text → how wide it is in Times New Roman, and how many pages it may fill
catalogue.py    The registry of diagnostics → the layout rules: each code and what it requires
"""
