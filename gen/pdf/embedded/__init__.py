"""A .docx → PDF/A, set by this program itself: the engine that needs pip alone.

engine.py     files → PDFs, in as many processes as there are cores
document.py   a Document → a PDF, or what of it is not set
sections.py   sections with their headers and footers → pages
pages.py      what stands one under the other → pages; splitting.py rows that go on on the next one
flow.py       blocks → lines and rows, with Word's gaps
tables.py     a table → its rows and their heights
items.py      what flow and tables give to pages: lines, cells, rows
lines.py      a paragraph → its lines, with tabs; streams.py the parts they are made of, parts.py what these are
breaking.py   text → pieces, after some of which a line may end
looks.py      a look → how its letters are set; heights and line spacing
gathered.py   what one document's setting gathers on its way
drawing.py    lines and rows at their places → the content of a page; runs.py a line, strokes.py borders and areas
tags.py       the structure for screen readers
charts.py     a chart → bars, numbers, names at their places
embedding.py  a face → the font in the PDF; pictures.py a picture
objects.py    objects → the bytes of the PDF
"""

from gen.pdf.embedded.engine import Embedded

__all__ = ["Embedded"]
