"""Fields of a form → content controls in a .docx, and back: the content of each cell of a filled form.

reading.py      A returned form, a .docx → which form it is, and the content of each cell with its anchor
identity.py     A returned form's package → which form it says it is: seal, codes on its pages, letterheads
cell_content.py A cell of a returned form → the words that count, and what stands in it and is no plain text
symbols.py      A character of a symbol font → the sign that it shows
prompts.py      What stands in an empty control → whether it is a prompt
grid.py         A table of a returned form → its rows by the columns of its grid, and where each answer stands
template_lines.py  Templates of report forms + the values of their names → whether a template itself says a text
closing_block.py   A line of the block that ends a form → whether it is what stands there
strays.py       A returned form → the words that people wrote where no answer is looked for
filling.py      A blank form + answers by key → the same form with these in its cells
provenance.py   What stands behind the cells of a filled form → a part of the form, and back
controls.py     A field → the content control and the bookmark around its answer
own_words.py    What an office itself adds to a document → the control that asks for it, and back
"""
