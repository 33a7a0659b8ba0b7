"""A .docx → PDF/A, set by this program itself: the engine that needs pip alone.

engine.py    files → PDFs, in as many processes as there are cores
document.py  a Document → a PDF, or what of it is not set
layout/      A Document → pages of lines, rows and pictures at their places, broken where Word breaks them.
output/      Pages at their places → the bytes of the PDF
"""

from gen.pdf.embedded.engine import Embedded

__all__ = ["Embedded"]
