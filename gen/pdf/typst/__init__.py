"""A .docx → PDF/A, by a translation of our own and the Typst compiler: the engine that needs pip alone.

engine.py       files → PDFs, in as many processes as there are cores
translation.py  a Document → Typst source, page by page
flow.py         paragraphs one under the other, with Word's gaps
grids.py        tables
lines.py        what stands in a paragraph
tabs.py         tabs → gaps of known width
fitting.py      about how high things are, so that no piece is larger than a page
strokes.py      borders
source.py       what one translation gathers; heights and line spacing
faces.py        the fonts of this machine, and their measures
sheets.py       the program's own HTML lists → PDFs, by the same compiler (sheet_*.py)
syntax.py       values → Typst's syntax, so that text stays text
"""

from gen.pdf.typst.engine import Typst
from gen.pdf.typst.sheets import TypstSheets

__all__ = ["Typst", "TypstSheets"]
