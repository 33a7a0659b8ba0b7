"""A Document → pages of lines, rows and pictures at their places, broken where Word breaks them.

sections.py        A Document → its pages
tables.py          A table → its rows, with the height that each has and which of them stay together
pagination.py      What stands one under the other → pages, broken where Word breaks them
flow.py            Blocks → what stands one under the other
line_breaking.py   The inlines of a paragraph → its lines, each broken at the first word that does not fit, as Word doe
inline_content.py  The inlines of a paragraph → the parts that lines are made of
boxes.py           Lines of paragraphs, rows of tables, breaks → how they stand one under the other, on pages and in ce
charts.py          A Chart → its bars, numbers, names and legend, each at its place
layout_context.py  A look, a letter, a page number → how it is set
style.py           A look, in a paragraph → how its letters are set
text_breaking.py   The text of a paragraph → its pieces, after some of which a line may end
"""
