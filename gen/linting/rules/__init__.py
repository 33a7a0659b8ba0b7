"""Recognised elements → findings, rule by rule of Decree 30/2020, Appendix I.

check.py        A Document → all findings, in the order in which a reader meets them
catalogue.py    The layout rules
body.py         The text between title and signature → findings on its looks, gaps and endings (LINT-051 to 059)
closing.py      Signature and recipients → findings (LINT-061 to 067)
letterhead.py   Letterhead and title → findings on their words, looks and drawn lines (LINT-021 to 043)
page_number.py  Headers and footers → findings on the page number (LINT-011 to 016)
page.py         Sections and all their text → findings on paper, orientation, margins, fonts and colour (LINT-001 to 00
coverage.py     What was recognised, and what was not → findings of low weight (LINT-081, 091, 092)
drawn_lines.py  An element and what stands below it → whether a line is drawn there, and how long it is
formatting.py   A line and the look that the decree gives its element → what differs
text_width.py   Text → how wide it is in Times New Roman, and how many pages it may fill
"""
