"""The program's own HTML sheets → PDF/A, by the embedded engine; HTML that they do not use is refused by name.

engine.py    files → PDFs
reading.py   bytes → elements, within bounds
document.py  elements → the Document that is set
css.py       style rules; looks.py what they make of each element
tables.py    a table; text.py what stands in a line
"""

from gen.pdf.html.engine import EmbeddedSheets

__all__ = ["EmbeddedSheets"]
