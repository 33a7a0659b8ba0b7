"""A Document → pages of lines, rows and pictures at their places, broken where Word breaks them.

sections.py        a Document → its pages
flow.py            blocks → the vertical sequence of their lines and rows
tables.py          a table → its rows, with the height of each and which of them stay together
pagination.py      the vertical sequence of items → pages
line_breaking.py   the inlines of a paragraph → its lines, each broken at the first word that does not fit
inline_content.py  the inlines of a paragraph → the parts of its lines
text_breaking.py   the text of a paragraph → its pieces, after some of which a line may end
charts.py          a Chart → its bars, numbers, names and legend, each at its place
boxes.py           lines, rows, breaks → the boxes that are stacked on pages and in cells
layout_context.py  a run's format, a letter, a page number → how it is set; the state of one document's layout
style.py           a run's format, in a paragraph → face, size, line height, width of each word
"""
